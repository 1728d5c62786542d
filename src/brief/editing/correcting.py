"""A correction: the value changed at its own place, and an entry under `corrections:` that tells of it.

The classes are those of the Reuters handbook: a story is corrected, refiled (it came garbled or too early, and nothing
in it was wrong) or withdrawn.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from brief.briefing import Briefing, Context
from brief.composing import compose
from brief.editing.cells import put_cell
from brief.editing.saving import opened, save
from brief.editing.splicing import add, put, rekey, reword
from brief.errors import InputError, UsageError
from brief.figures import AmountError, parse_amount, with_unit
from brief.prose import MergeField, words
from brief.reading.marks import Mapping, Scalar, Sequence
from brief.reading.parsing import parse
from brief.reading.validating import validate
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.editing.saving import Opened
    from brief.editing.spelled import Value
    from brief.editing.splicing import Path as Keys
    from brief.figures import Amount, Direction
    from brief.material import FigureInput, Material
    from brief.reading.marks import Node
    from brief.reading.text import FileText

Kind = Literal["corrected", "refiled", "withdrawn"]
_APART = ("corrections", "silence", "approved", "drafted", "sources", "data")
"""Keys whose values are no words of the edition."""
_MOST_TOLD = 10
_DIRECTED = re.compile(r"(up|down)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Notice:
    """What every correction tells: its class, the day, and why."""

    kind: Kind
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The files a correction changes, each as it was and as it is to be."""

    files: tuple[tuple[Opened, FileText], ...]

    def save(self) -> None:
        """Write them. Raises InputError where one changed meanwhile; the briefing is written last."""
        for was, edited in self.files:
            save(was, edited)


def correct_figure(  # noqa: PLR0913, PLR0917  (what a correction says)
    material: Material, briefing: Opened, name: str, typed: str, origin: str, wording: str, notice: Notice
) -> Corrected:
    """A figure's amount, and its source and words where they are given, changed. Raises UsageError, InputError."""
    known = material.figures.get(name)
    if known is None:
        close = get_close_matches(name, material.figures, 1)
        listed = ", ".join(material.figures) or "none are declared"
        raise UsageError(
            f"no figure is called {name!r}", hint=f"did you mean {close[0]!r}?" if close else f"figures: {listed}"
        )
    turned = _DIRECTED.match(typed)
    direction: Direction = known.entry.direction
    if turned and direction != "is":
        direction, typed = ("up" if turned[1] == "up" else "down"), typed[turned.end() :]
    amount = _amount(typed, name, known, material)
    entry = known.entry
    same_words = (not origin or (entry.origin and origin == _cited(entry))) and (not wording or wording == entry.words)
    if amount == entry.amount(material.language) and direction == entry.direction and same_words:
        raise UsageError(f"nothing would change: {name} is {typed} already", hint="give the amount that it should be")
    if known.row:
        return _correct_row(material, briefing, name, typed, direction, origin, wording, notice)
    path: Keys = ("figures", name)
    old = _typed(briefing.source, (*path, entry.direction))
    made = put(briefing.source, (*path, entry.direction), typed)
    if direction != entry.direction:
        made = rekey(made, (*path, entry.direction), direction)
        old, typed = f"{entry.direction} {old}", f"{direction} {typed}"
    for key, value in (("from", origin), ("words", wording)):
        if value:
            made = put(made, (*path, key), value)
    return _finished(material, briefing, made, notice, what=name, old=old, new=typed)


def correct_words(material: Material, briefing: Opened, old: str, new: str, notice: Notice) -> Corrected:
    """Some words of the edition, which stand in it once, changed. Raises UsageError, InputError."""
    if not old.strip():
        raise UsageError("--old holds no words", hint="give the words that are wrong")
    if old == new:
        raise UsageError("nothing would change: --old and --new are the same", hint="give the words it should say")
    tree, problems = parse(briefing.source.path, briefing.source.text.encode())
    if tree is None:
        raise InputError(problems)
    pattern = re.compile(r"\s+".join(map(re.escape, old.split())))
    found = [
        (path, scalar, match)
        for path, scalar in _scalars(tree.root, ())
        if not path or path[0] not in _APART
        for match in pattern.finditer(scalar.text)
    ]
    if not found:
        raise UsageError(f"{old!r} stands nowhere in {briefing.path}", hint="give the words as the file has them")
    if len(found) > 1:
        places = "\n".join(str(tree.place(scalar, match.start())) for _, scalar, match in found[:_MOST_TOLD])
        raise UsageError(f"{old!r} stands {len(found)} times", hint=f"give more of the words around one:\n{places}")
    [(path, _, match)] = found
    made = reword(briefing.source, path, match.start(), match.end(), new)
    return _finished(material, briefing, made, notice, what=_called(tree.root, path), old=old.strip(), new=new.strip())


def withdraw(material: Material, briefing: Opened, notice: Notice) -> Corrected:
    """The edition taken back: its status says so, and an entry why. Raises UsageError, InputError."""
    if material.briefing.status == "withdrawn":
        raise UsageError("nothing would change: it is withdrawn already", hint="its reason stands under corrections:")
    made = put(briefing.source, ("status",), "withdrawn")
    return _finished(material, briefing, made, notice, what=words(compose(material).title))


def _finished(  # noqa: PLR0913  (the parts of an entry)
    material: Material,
    briefing: Opened,
    made: FileText,
    notice: Notice,
    *,
    what: str,
    old: str = "",
    new: str = "",
    others: tuple[tuple[Opened, FileText], ...] = (),
) -> Corrected:
    """The edited files with the entry added, if the briefing is still one. Raises InputError."""
    entry: dict[str, Value] = {"class": notice.kind, "when": notice.when, "what": what}
    entry |= {key: value for key, value in (("old", old), ("new", new), ("why", notice.why)) if value}
    made = add(made, ("corrections",), entry)
    tree, problems = parse(made.path, made.text.encode())
    if tree and not problems:
        _, found = validate(Briefing, tree, _context(material))
        problems = tuple(found)
    if problems:
        raise InputError(problems)
    return Corrected((*others, (briefing, made)))


def _correct_row(  # noqa: PLR0913, PLR0917  (what a correction says)
    material: Material,
    briefing: Opened,
    name: str,
    typed: str,
    direction: Direction,
    origin: str,
    wording: str,
    notice: Notice,
) -> Corrected:
    """A figure of a CSV file, changed in its row."""
    file, _, line = material.figures[name].row.rpartition(":")
    columns = material.tables[file].columns if file in material.tables else ()
    entry = material.figures[name].entry
    if origin:
        message = f"{name} stands in {file}, and a row of a table is its own source"
        raise UsageError(message, hint="leave --from out")
    if wording and "words" not in columns:
        raise UsageError(f"{file} has no column `words`", hint="leave --words out, or add the column")
    if direction not in columns:
        raise UsageError(f"{file} has no column `{direction}`", hint="add the column")
    was = opened(material.folder / file)
    row = material.tables[file].rows[material.tables[file].lines.index(int(line))]
    old = row[columns.index(entry.direction)]
    made = put_cell(was.source, int(line), direction, typed)
    if direction != entry.direction:
        made = put_cell(made, int(line), entry.direction, "")
        old, typed = f"{entry.direction} {old}", f"{direction} {typed}"
    if wording:
        made = put_cell(made, int(line), "words", wording)
    return _finished(material, briefing, briefing.source, notice, what=name, old=old, new=typed, others=((was, made),))


def _amount(typed: str, name: str, known: FigureInput, material: Material) -> Amount:
    """The amount that was typed, in the figure's unit. Raises UsageError."""
    language, entry = material.language, known.entry
    was = entry.amount(language)
    try:
        amount = parse_amount(typed, language)
        amount = with_unit(amount, entry.unit, language) if entry.unit else amount
    except AmountError as error:
        raise UsageError(f"{typed!r}: {error.message}", hint=error.hint) from error
    if (amount.unit, amount.currency) != (was.unit, was.currency):
        given, own = amount.currency or amount.unit, was.currency or was.unit
        message = f"{typed!r} is {f'in {given}' if given else 'without a unit'}, and {name} is "
        hint = "write it in that unit" if own else "write a number without a unit"
        raise UsageError(f"{message}{f'in {own}' if own else 'without a unit'}", hint=hint)
    return amount


def _cited(entry: object) -> str:
    """The source and lines of a figure, as they are typed."""
    origin = getattr(entry, "origin", None)
    return "; ".join(
        f"{item.source}:{item.spelled}" if item.lines else item.source for item in (origin.items if origin else ())
    )


def _context(material: Material) -> Context:
    """What the edited briefing is held against: what was read beside the old one."""
    sources = material.briefing.sources
    return Context(
        material.language,
        figures=material.figures.keys(),
        sources=sources.keys(),
        reader_fields={
            name: MergeField(name, field.token, field.fallback, field.preview)
            for name, field in material.desk.reader.items()
        },
        saved={name: (sources[name].file or "", len(lines)) for name, lines in material.saved.items()},
    )


def _scalars(node: Node, path: Keys) -> Iterator[tuple[Keys, Scalar]]:
    """Every text of a file with its path."""
    match node:
        case Scalar():
            yield path, node
        case Sequence(items):
            for number, item in enumerate(items):
                yield from _scalars(item, (*path, number))
        case Mapping(entries):
            for key, value in entries:
                yield from _scalars(value, (*path, key.text))


def _typed(source: FileText, path: Keys) -> str:
    """What a file says at a path, on one line; an amount in parts with its parts."""
    tree, _ = parse(source.path, source.text.encode())
    node = tree.at(*map(str, path)) if tree else None
    said = [scalar.text for _, scalar in _scalars(node, ())] if node else []
    return " ".join(" ".join(said).split())


def _called(root: Node, path: Keys) -> str:
    """What a reader calls the place of some words: the nearest heading, else the key."""
    for length in range(len(path) - 1, 0, -1):
        node: Node | None = root
        for part in path[:length]:
            if isinstance(node, Mapping):
                entry = node.entry(str(part))
                node = entry[1] if entry else None
            elif isinstance(node, Sequence):
                node = node.items[int(part)]
        for key in ("headline", "heading", "label"):
            entry = node.entry(key) if isinstance(node, Mapping) and path[length] != key else None
            if entry and isinstance(entry[1], Scalar) and entry[1].text.strip():
                return " ".join(entry[1].text.split())
    return str(path[0] if len(path) == 1 else path[-1]).replace("_", " ")
