"""One edition from its files: the briefing, the desk file, and everything they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brief import languages
from brief.briefing import Briefing, Context
from brief.dates import DateError, time_zone
from brief.desk import Desk
from brief.errors import InputError, Place, Problem
from brief.material import FigureInput, Material
from brief.reading.beside import Beside
from brief.reading.declared import all_keys
from brief.reading.folders import find_desk
from brief.reading.marks import Mapping, Node, Scalar, Sequence, Tree
from brief.reading.parsing import parse
from brief.reading.tabled import check_series, csv_table, figure_rows, read_figure
from brief.reading.validating import find_node, validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from brief.document import Picture
    from brief.languages import Language

_ID = re.compile(r"[A-Za-z_][\w-]*")
_DESK_PICTURE = "desk:"


def read_edition(path: Path) -> Material:
    """The Material of a briefing file. Raises InputError with every problem of all files that it names."""
    problems: list[Problem] = []
    beside = Beside(path.parent, path.parent, problems, {})
    tree = _tree(Briefing, path, beside)
    desk, desk_beside = _read_desk(path.parent, beside)
    edition = _Edition(tree, beside, _language(tree, desk, problems), problems) if tree else None
    if edition is None:
        raise InputError(_in_order(problems, path))
    rows = edition.read_rows()
    saved = edition.read_saved()
    edition.read_pictures()
    edition.read_tables()
    context = Context(
        edition.language,
        figures={**dict.fromkeys(edition.ids("figures")), **dict.fromkeys(rows)}.keys(),
        sources=edition.ids("sources").keys(),
        reader_fields=desk.reader.keys() if desk else (),
        saved={name: (edition.file_of(name), len(lines)) for name, lines in saved.items()},
    )
    briefing, found = validate(Briefing, edition.tree, context)
    problems.extend(found)
    tabled = {name: read_figure(row, file, context, problems) for name, (file, row) in rows.items()}
    if briefing:
        _check_zone(briefing.zone, edition.tree, problems)
    if problems or briefing is None or desk is None:
        raise InputError(_in_order(problems, path))
    own = {name: FigureInput(entry) for name, entry in briefing.figures.items()}
    pictures = {name: picture for name, picture in beside.pictures.items() if picture}
    return Material(
        folder=path.parent,
        slug=briefing.slug or path.parent.absolute().name,
        briefing=briefing,
        desk=desk,
        desk_folder=desk_beside.folder if desk_beside else None,
        language=edition.language,
        figures={**own, **{name: figure for name, figure in tabled.items() if figure}},
        tables={name: csv_table(table, name) for name, table in beside.tables.items() if table},
        pictures={**pictures, **_desk_pictures(desk_beside)},
        saved=saved,
        inputs=dict(sorted(beside.hashes.items())),
        locate=Places(edition.tree, {name: row for name, (_, row) in rows.items()}),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where a key stands, by its path: ("blocks", 2, "body"); figures of a CSV file in that file."""

    tree: Tree
    rows: dict[str, Tree] = field(default_factory=dict)

    def __call__(self, path: tuple[str | int, ...]) -> Place:
        """The place of the value, or of the key of a list or mapping, as far as the path leads."""
        if path[:1] == ("figures",) and len(path) > 1 and (row := self.rows.get(str(path[1]))):
            return row.place(find_node(row.root, path[2:], {})[1])
        key, node = find_node(self.tree.root, path, {})
        return self.tree.place(node if key is None or isinstance(node, Scalar) else key)


def _tree(model: type[BaseModel], path: Path, beside: Beside) -> Tree | None:
    """The tree of a briefing or desk file, if it can be read and is a mapping."""
    content = beside.own(path)
    if content is None:
        return None
    tree, found = parse(str(path), content, all_keys(model))
    beside.problems.extend(found)
    if tree and not isinstance(tree.root, Mapping):
        kind = "a list" if isinstance(tree.root, Sequence) else "text"
        first = next(iter(model.model_fields))
        message = f"expected keys with values, found {kind}"
        beside.problems.append(Problem(message, tree.place(tree.root), f"the file begins with {first}: and its value"))
        return None
    return tree


def _read_desk(folder: Path, beside: Beside) -> tuple[Desk | None, Beside | None]:
    """The nearest desk file and the folder it stands in; one of defaults where there is none."""
    path = find_desk(folder)
    if path is None:
        return Desk(), None
    own = Beside(path.parent, beside.seen_from, beside.problems, beside.hashes)
    tree = _tree(Desk, path, own)
    if tree is None:
        return None, own
    desk, found = validate(Desk, tree)
    own.problems.extend(found)
    _, logo = find_node(tree.root, ("logo", "file"), {})
    if isinstance(logo, Scalar) and not logo.empty:
        own.picture(logo.text, tree.place(logo))
    if desk:
        _check_zone(desk.zone, tree, own.problems)
        _known_language(desk.lang, tree, own.problems)
    return desk, own


def _desk_pictures(beside: Beside | None) -> dict[str, Picture]:
    found = beside.pictures.items() if beside else ()
    return {f"{_DESK_PICTURE}{name}": picture for name, picture in found if picture}


def _check_zone(zone: str | None, tree: Tree, problems: list[Problem]) -> None:
    try:
        if zone and zone != "UTC":
            time_zone(zone)
    except DateError as error:
        problems.append(Problem(error.message, tree.place(find_node(tree.root, ("zone",), {})[1]), error.hint))


def _language(tree: Tree, desk: Desk | None, problems: list[Problem]) -> Language:
    """The edition's language; English where none is known, so that the rest can be checked."""
    _, node = find_node(tree.root, ("lang",), {})
    if isinstance(node, Scalar) and not node.empty:
        return _known_language(node.text, tree, problems)
    try:
        return languages.language(desk.lang if desk else "en")
    except languages.UnknownLanguageError:
        return languages.language("en")


def _known_language(code: str, tree: Tree, problems: list[Problem]) -> Language:
    try:
        return languages.language(code)
    except languages.UnknownLanguageError as error:
        place = tree.place(find_node(tree.root, ("lang",), {})[1])
        problems.append(Problem(f"there is no language {code!r}", place, error.hint))
        return languages.language("en")


@dataclass(frozen=True, slots=True)
class _Edition:
    """A briefing's tree with the files beside it, before it is validated."""

    tree: Tree
    beside: Beside
    language: Language
    problems: list[Problem]

    def ids(self, key: str) -> dict[str, Scalar]:
        """The ids under `figures:` or `sources:`."""
        return {entry.text: entry for entry, _ in self._entries(key)}

    def file_of(self, source: str) -> str:
        """The saved text's file of a source."""
        node = self._at("sources", source, "file")
        return node.text if isinstance(node, Scalar) else ""

    def read_rows(self) -> dict[str, tuple[str, Tree]]:
        """The figures of the files under `data:`, by id: file and row."""
        for key in ("figures", "sources"):
            for name, entry in self.ids(key).items():
                self._check_id(name, self.tree.place(entry))
        rows: dict[str, tuple[str, Tree]] = {}
        first = {name: self.tree.place(entry) for name, entry in self.ids("figures").items()}
        for file in self._texts(self._at("data")):
            table = self.beside.table(file.text, self.tree.place(file))
            for cell, row in figure_rows(table, self.problems) if table else ():
                place = row.source.place(cell.mark.offset)
                self._check_id(cell.text, place)
                if cell.text in first:
                    message = f"the figure `{cell.text}` stands twice; the first is at {first[cell.text]}"
                    self.problems.append(Problem(message, place, "keep one of the two"))
                else:
                    first[cell.text] = place
                    rows[cell.text] = (file.text, row)
        return rows

    def read_saved(self) -> dict[str, tuple[str, ...]]:
        """The lines of the saved texts, by source id."""
        saved = {}
        for name in self.ids("sources"):
            file, digest = self._at("sources", name, "file"), self._at("sources", name, "sha256")
            for text in self._texts(file):
                lines = self.beside.lines(text.text, self.tree.place(text))
                if lines is None:
                    continue
                saved[name] = lines
                found = self.beside.hash_of(text.text)
                for given in self._texts(digest):
                    if given.text.strip().lower() != found:
                        message = f"{text.text} is not the file that was cited: its SHA-256 differs"
                        hint = f"if the change is meant, write {found}"
                        self.problems.append(Problem(message, self.tree.place(given), hint))
        return saved

    def read_pictures(self) -> None:
        """Every picture that a block or story names."""
        for block in self._blocks():
            image = block.entry("image")
            owner = image[1] if image else block
            entry = owner.entry("file") if isinstance(owner, Mapping) else None
            for text in self._texts(entry[1] if entry else None):
                self.beside.picture(text.text, self.tree.place(text))

    def read_tables(self) -> None:
        """Every CSV file that fills a chart or table."""
        for block in self._blocks():
            entry, kind = block.entry("data"), block.entry("kind")
            for text in self._texts(entry[1] if entry else None):
                table = self.beside.table(text.text, self.tree.place(text))
                if table and kind and isinstance(kind[1], Scalar) and kind[1].text == "line":
                    check_series(table, self.language, self.problems)

    def _blocks(self) -> Iterator[Mapping]:
        """The blocks, and the stories inside them."""
        open_nodes = [self._at("blocks")]
        while open_nodes:
            node = open_nodes.pop(0)
            for item in node.items if isinstance(node, Sequence) else ():
                if isinstance(item, Mapping):
                    yield item
                    stories = item.entry("stories")
                    open_nodes += [stories[1]] if stories else []

    def _at(self, *path: str) -> Node | None:
        node: Node = self.tree.root
        for part in path:
            entry = node.entry(part) if isinstance(node, Mapping) else None
            if entry is None:
                return None
            node = entry[1]
        return node

    def _entries(self, *path: str) -> tuple[tuple[Scalar, Node], ...]:
        node = self._at(*path)
        return node.entries if isinstance(node, Mapping) else ()

    def _texts(self, node: Node | None) -> list[Scalar]:
        """The texts of a text or a list of them, empty ones left out."""
        nodes = node.items if isinstance(node, Sequence) else (node,)
        return [text for text in nodes if isinstance(text, Scalar) and not text.empty and text.text.strip()]

    def _check_id(self, name: str, place: Place) -> None:
        if not _ID.fullmatch(name) or name == "reader":
            message = f"{name!r} cannot be an id"
            hint = "an id begins with a letter and holds letters, digits, - and _; {reader...} is a merge field"
            self.problems.append(Problem(message, place, hint))


def _in_order(problems: list[Problem], path: Path) -> list[Problem]:
    """The briefing's problems first, then those of the other files; each once, in the order of its file."""
    own = str(path)

    def key(problem: Problem) -> tuple[bool, str, int, int]:
        place = problem.place or Place("")
        return place.path != own, place.path, place.line, place.column

    return sorted(dict.fromkeys(problems), key=key)
