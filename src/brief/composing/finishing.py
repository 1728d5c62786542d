"""Lines of nodes, finished: figures written in the language, citations numbered, merge fields filled in."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from brief.briefing import AsOf
from brief.dates import write_when
from brief.figures import write_amount, write_change
from brief.prose import Citation, Emphasis, Figure, Line, Link, MergeField, Prose, SourceLines, Strong
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.dates import When
    from brief.material import Material
    from brief.prose import Inline


@dataclass(slots=True)
class Finisher:
    """Finishes lines in reading order; `cited` lists the sources by their first citation, so its order is numbering."""

    material: Material
    cited: list[str] = field(default_factory=list)

    def prose(self, prose: Prose) -> Prose:
        """Paragraphs in finished words."""
        return Prose(tuple(self.line(line) for line in prose))

    def line(self, line: Line) -> Line:
        """A line in finished words."""
        return Line(tuple(self.node(node) for node in line))

    def node(self, node: Inline) -> Inline:
        """One node in finished words."""
        match node:
            case Strong() | Emphasis():
                return replace(node, children=self.line(node.children))
            case Link():
                return Link(self.line(node.children), self.target(node.target))
            case Figure():
                return self.figure(node)
            case Citation():
                return self.citation(node)
            case MergeField():
                return self.merge(node)
        return node

    def figure(self, figure: Figure) -> Figure:
        """A figure inside a sentence: its size with its bound, or with direction where that is asked for."""
        entry = self.material.figures[figure.id].entry
        language = self.material.language
        amount = entry.amount(language)
        if figure.form == "signed":
            return replace(figure, words=write_change(amount, entry.direction, language))
        return replace(figure, words=write_amount(amount, language))

    def citation(self, citation: Citation) -> Citation:
        """A citation with its sources' numbers, each once, in rising order."""
        for item in citation.items:
            if item.source not in self.cited:
                self.cited.append(item.source)
        numbers = {self.cited.index(item.source) + 1 for item in citation.items}
        return replace(citation, numbers=tuple(sorted(numbers)))

    def target(self, target: tuple[str | MergeField, ...]) -> tuple[str | MergeField, ...]:
        """An address with what the desk declares for the merge fields in it."""
        return tuple(self.merge(part) if isinstance(part, MergeField) else part for part in target)

    def merge(self, merge: MergeField) -> MergeField:
        """A merge field with what the desk declares for it."""
        declared = self.material.desk.reader[merge.name]
        return MergeField(merge.name, declared.token, declared.fallback, declared.preview)

    def origin(self, name: str) -> tuple[SourceLines, ...]:
        """Where a figure comes from: the source and line it names, or its row in a CSV file."""
        given = self.material.figures[name]
        if given.entry.origin:
            return given.entry.origin.items
        if not given.row:
            return ()
        file, _, line = given.row.rpartition(":")
        declared = (key for key, source in self.material.briefing.sources.items() if source.file == file)
        return (SourceLines(next(declared, file), ((int(line), int(line)),)),)

    def as_of(self, moment: AsOf | When | None) -> str:
        """The moment figures hold for, in words."""
        if moment is None:
            return ""
        language = self.material.language
        zone = self.material.briefing.zone or self.material.desk.zone
        if not isinstance(moment, AsOf):
            return language.label("as_of", date=write_when(moment, language, zone))
        parts = [language.label("as_of", date=write_when(moment.date, language, zone))]
        if moment.session:
            parts.append(language.label("session", session=moment.session))
        if moment.basis == "desk":
            parts.append(language.label("basis_desk"))
        return language.label("comma").join(parts)

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them: `A, B and C`."""
        language = self.material.language
        *first, last = names
        return language.label("and_", first=language.label("comma").join(first), last=last) if first else last
