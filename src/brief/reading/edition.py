"""One edition from its files: the briefing, the desk file, and everything they name."""

from __future__ import annotations

import posixpath
from dataclasses import field
from typing import TYPE_CHECKING

from brief import languages
from brief import theme as themes
from brief.briefing import Briefing, Context, SinceBlock
from brief.desk import Desk
from brief.errors import InputError, Place, Problem
from brief.material import FigureInput, Material
from brief.prose import MergeField
from brief.reading.agreeing import ID, check_channels, check_drafted, check_themes, check_zone
from brief.reading.beside import Beside
from brief.reading.declared import all_keys
from brief.reading.folders import find_desk, list_briefings, sibling
from brief.reading.hints import nearest
from brief.reading.marks import Mapping, Scalar, Sequence, Tree, blocks, texts
from brief.reading.parsing import parse
from brief.reading.tabled import check_series, csv_table, figure_rows, read_figure
from brief.reading.validating import find_node, validate
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from brief.languages import Language

_OF_DESK = "desk:"


def read_edition(
    path: Path, formats: Collection[str] = (), templates: Path | None = None, *, compared: bool = True
) -> Material:
    """The Material of a briefing file. Raises InputError with every problem of all files that it names.

    An edition that another is `compared` with is read without those that it is compared with itself.
    """
    problems: list[Problem] = []
    beside = Beside(path.parent, path.parent, problems, {})
    tree = _tree(Briefing, path, beside)
    desk, desk_tree, desk_beside = _read_desk(path.parent, beside)
    if templates:
        own = (desk_beside.folder / "templates",) if desk_beside else ()
        check_themes((tree, desk_tree), themes.names((*own, templates)), problems)
    if desk_tree and formats:
        check_channels(desk_tree, formats, problems)
    if tree is None:
        raise InputError(_in_order(problems, path))
    usual = desk.lang if desk else "en"
    edition = _Edition(tree, beside, _language(tree, problems, usual), problems)
    rows = edition.read_rows()
    saved = edition.read_saved()
    edition.read_pictures()
    check_drafted(tree, problems)
    edition.read_tables()
    context = Context(
        edition.language,
        figures={*tree.ids("figures"), *rows},
        sources=tree.ids("sources").keys(),
        reader_fields=_reader_fields(desk_tree) if desk_tree else {},
        saved={name: (tree.texts("sources", name, "file")[0].text, len(lines)) for name, lines in saved.items()},
        formats=formats,
    )
    briefing, found = validate(Briefing, tree, context)
    problems.extend(found)
    tabled = {name: read_figure(row, file, context, problems) for name, (file, row) in rows.items()}
    if problems or briefing is None or desk is None:
        raise InputError(_in_order(problems, path))
    earlier = dict(_earlier(briefing, tree, beside)) if compared else {}
    if problems:
        raise InputError(_in_order(problems, path))
    stated = {name: FigureInput(entry) for name, entry in briefing.figures.items()}
    logo = desk_beside.pictures if desk_beside else {}
    pictures = {**beside.pictures, **{f"{_OF_DESK}{name}": picture for name, picture in logo.items()}}
    return Material(
        folder=path.parent,
        slug=briefing.slug or path.parent.absolute().name,
        briefing=briefing,
        desk=desk,
        desk_folder=desk_beside.folder if desk_beside else None,
        language=edition.language,
        figures={**stated, **{name: figure for name, figure in tabled.items() if figure}},
        tables={name: csv_table(table, name) for name, table in beside.tables.items() if table},
        pictures={name: picture for name, picture in pictures.items() if picture},
        saved=saved,
        inputs=dict(sorted(beside.hashes.items())),
        earlier=earlier,
        locate=Places(tree, {name: row for name, (_, row) in rows.items()}),
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


def _earlier(briefing: Briefing, tree: Tree, beside: Beside) -> Iterator[tuple[str, Material]]:
    """The editions that blocks of this one name, which stand in folders beside it."""
    for number, block in enumerate(briefing.blocks):
        if not isinstance(block, SinceBlock):
            continue
        there = sibling(beside.folder, block.edition)
        if there is None:
            own = beside.folder.absolute()
            others = [path.parent.name for path in list_briefings(own.parent) if path.parent != own]
            near = nearest(block.edition, others)
            hint = f"did you mean {near}?" if near else "name the folder of an edition that stands beside this one"
            place = tree.place(find_node(tree.root, ("blocks", number, "edition"), {})[1])
            beside.problems.append(Problem(f"there is no edition {block.edition!r} beside this one", place, hint))
            continue
        try:
            material = read_edition(there, compared=False)
        except InputError as error:
            beside.problems.extend(error.problems)
            continue
        for name, digest in material.inputs.items():
            beside.hashes[posixpath.normpath(f"../{block.edition}/{name}")] = digest
        yield block.edition, material


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
        hint = f'the file begins with {{"{first}":' if tree.source.is_json else f"the file begins with {first}:"
        beside.problems.append(Problem(message, tree.place(tree.root), f"{hint} and its value"))
        return None
    if tree:
        check_zone(tree, beside.problems)
    return tree


def read_desk(folder: Path) -> Desk | None:
    """The nearest desk file, from a folder upwards; None where there is none. Raises InputError."""
    problems: list[Problem] = []
    path = find_desk(folder)
    desk, _, _ = _read_desk(folder, Beside(folder, folder, problems, {}))
    if path and problems:
        raise InputError(_in_order(problems, path))
    return desk if path else None


def _read_desk(folder: Path, beside: Beside) -> tuple[Desk | None, Tree | None, Beside | None]:
    """The nearest desk file, its tree and the files beside it; a desk of defaults where there is none."""
    path = find_desk(folder)
    if path is None:
        return Desk(), None, None
    own = Beside(path.parent, beside.seen_from, beside.problems, beside.hashes)
    tree = _tree(Desk, path, own)
    if tree is None:
        return None, None, own
    desk, found = validate(Desk, tree)
    own.problems.extend(found)
    _language(tree, own.problems)
    for logo in tree.texts("logo", "file"):
        own.picture(logo.text, tree.place(logo))
    return desk, tree, own


def _reader_fields(tree: Tree) -> dict[str, MergeField]:
    """The merge fields that a desk file declares."""

    def written(name: str, key: str) -> str:
        return "".join(scalar.text for scalar in tree.texts("reader", name, key))

    return {
        name: MergeField(name, *(written(name, key) for key in ("token", "fallback", "preview")))
        for name in tree.ids("reader")
    }


def _language(tree: Tree, problems: list[Problem], usual: str = "en") -> Language:
    """The language a file names, or the usual one; English where there is none such, so that the rest is checked."""
    code = next(iter(tree.texts("lang")), None)
    try:
        return languages.language(code.text if code else usual)
    except languages.UnknownLanguageError as error:
        if code:
            problems.append(Problem(f"there is no language {code.text!r}", tree.place(code), error.hint))
        return languages.language("en")


@dataclass(frozen=True, slots=True)
class _Edition:
    """A briefing's tree with the files beside it, before it is validated."""

    tree: Tree
    beside: Beside
    language: Language
    problems: list[Problem]

    def read_rows(self) -> dict[str, tuple[str, Tree]]:
        """The figures of the files under `data:`, by id: file and row."""
        for key in ("figures", "sources"):
            for name, own in self.tree.ids(key).items():
                self._check_id(name, self.tree.place(own))
        rows: dict[str, tuple[str, Tree]] = {}
        first = {name: self.tree.place(own) for name, own in self.tree.ids("figures").items()}
        for file in self.tree.texts("data"):
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
        for name in self.tree.ids("sources"):
            for file in self.tree.texts("sources", name, "file"):
                lines = self.beside.lines(file.text, self.tree.place(file))
                if lines is not None:
                    saved[name] = lines
                    self._check_digest(name, file.text)
        return saved

    def _check_digest(self, source: str, file: str) -> None:
        found = self.beside.hash_of(file)
        for given in self.tree.texts("sources", source, "sha256"):
            if given.text.strip().lower() != found:
                message = f"{file} is not the file that was cited: its SHA-256 differs"
                hint = f"if the change is meant, write {found}"
                self.problems.append(Problem(message, self.tree.place(given), hint))

    def read_pictures(self) -> None:
        """Every picture that a block or story names."""
        for block in blocks(self.tree):
            image = block.entry("image")
            owner = image[1] if image else block
            entry = owner.entry("file") if isinstance(owner, Mapping) else None
            for file in texts(entry[1] if entry else None):
                self.beside.picture(file.text, self.tree.place(file))

    def read_tables(self) -> None:
        """Every CSV file that fills a chart or table."""
        for block in blocks(self.tree):
            entry, kind = block.entry("data"), block.entry("kind")
            for file in texts(entry[1] if entry else None):
                table = self.beside.table(file.text, self.tree.place(file))
                if table and kind and isinstance(kind[1], Scalar) and kind[1].text == "line":
                    check_series(table, self.language, self.problems)

    def _check_id(self, name: str, place: Place) -> None:
        if not ID.fullmatch(name) or name == "reader":
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
