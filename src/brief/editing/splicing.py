"""A value changed where it stands in a YAML or JSON file, in the style it had; not a byte beside it is touched.

Pure: a text, a path and a value give a text. Whatever is made is read again and must differ in exactly that value
before it is handed out; where one way of writing it does not hold, the next is tried.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from brief.editing.spelled import Value, block, bracketed, entry_line, item_line, styles
from brief.errors import InputError, Problem
from brief.reading.marks import Mapping, Scalar, Sequence, Tree, plain, span
from brief.reading.parsing import parse
from brief.reading.text import file_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Mapping_

    from brief.reading.marks import Node, Plain
    from brief.reading.text import FileText

Path = tuple[str | int, ...]
"""The keys and numbers that lead to a value: ("figures", "asml", "down")."""

_HEADER = re.compile(r"[|>][^\r\n]*(\r\n|\r|\n)")


def put(source: FileText, path: Path, value: Value) -> FileText:
    """The file with this value at this path: in the place of what is there, or as a new last key of its mapping.

    Raises InputError where the file cannot be read, or nothing leads there.
    """
    tree = _tree(source)
    node = _node(tree.root, path)
    if node is None:
        parent = _node(tree.root, path[:-1])
        if not isinstance(parent, Mapping):
            raise InputError([Problem(f"nothing is called {_said(path)} here", tree.place(tree.root))])
        return _verified(tree, _with_entry(tree, parent, str(path[-1]), value), path, value)
    if isinstance(node, Scalar) and isinstance(value, str) and node.style in {"literal", "folded"}:
        value = value.rstrip("\n") + "\n" * (len(node.text) - len(node.text.rstrip("\n")))
    return _verified(tree, _replaced(tree, node, path, value), path, value)


def put_words(source: FileText, values: Mapping_[Path, str]) -> FileText:
    """The file with a plain word at each of these paths, in the place of whatever stands there. Raises InputError."""
    tree = _tree(source)
    expected, text = plain(tree.root), source.text
    found = {path: node for path in values if (node := _node(tree.root, path)) is not None}
    for path, node in sorted(found.items(), key=lambda entry: entry[1].mark.offset, reverse=True):
        start, end = node.mark.offset, _content_end(source.text, node)
        text = (
            text[:start] + next(styles(values[path], "plain", json_only=source.is_json, in_brackets=True)) + text[end:]
        )
        expected = _changed(expected, path, values[path])
    made = file_text(source.path, text)
    if plain(_tree(made).root) != expected:
        hint = "copy its folder, and change the file by hand"
        raise InputError([Problem("this file cannot be changed in place", tree.place(tree.root), hint)])
    return made


def add(source: FileText, path: Path, item: Value) -> FileText:
    """The file with one more item at the end of the list at this path, which is begun where there is none."""
    tree = _tree(source)
    node = _node(tree.root, path)
    if not isinstance(node, Sequence) or not node.items:
        return put(source, path, [item])
    return _verified(tree, _with_item(tree, node, item), (*path, len(node.items)), item)


def drop(source: FileText, path: Path) -> FileText:
    """The file without the entry at this path, its lines with it; as it is where there is none. Raises InputError."""
    tree = _tree(source)
    parent = _node(tree.root, path[:-1])
    if not isinstance(parent, Mapping) or (entry := parent.entry(str(path[-1]))) is None:
        return source
    key, value = entry
    text, start = source.text, key.mark.offset
    end = max(_content_end(text, value), key.end.offset)

    def ways() -> Iterator[str]:
        if parent.flow:
            if re.search(r",\s*\Z", text[:start]):
                yield re.sub(r"\s*,\s*\Z", "", text[:start]) + text[end:]
            yield text[:start] + re.sub(r"\A\s*,\s*", "", text[end:])
            return
        for last in _line_ends(text, value):
            yield text[: start - (key.mark.column - 1)] + text[last:]
        # It stands behind the dash of an item, whose next key takes its place.
        following = next((one for one, _ in parent.entries if one.mark.offset > start), None)
        if following:
            yield text[:start] + text[following.mark.offset :]

    return _first(tree, ways(), _without(plain(tree.root), path), path)


def reword(source: FileText, path: Path, start: int, end: int, words: str) -> FileText:
    """The file with some characters of the text at this path (`start` to `end`) replaced by words.

    What is folded or indented around them stays so where it can; else the text is written anew.
    """
    tree = _tree(source)
    node = _node(tree.root, path)
    if not isinstance(node, Scalar):
        raise InputError([Problem(f"{_said(path)} is no text", tree.place(node or tree.root))])
    value = node.text[:start] + words + node.text[end:]

    def ways() -> Iterator[str]:
        if start < end and node.style != "double":
            first, last = span(source.text, node, start, end)
            written = words.replace("'", "''") if node.style == "single" else words
            yield source.text[:first] + written + source.text[last:]
        yield from _replaced(tree, node, path, value)

    return _verified(tree, ways(), path, value)


def rekey(source: FileText, path: Path, key: str) -> FileText:
    """The file with another key for the value at this path. Raises InputError."""
    tree = _tree(source)
    parent = _node(tree.root, path[:-1])
    entry = parent.entry(str(path[-1])) if isinstance(parent, Mapping) else None
    if entry is None:
        raise InputError([Problem(f"nothing is called {_said(path)} here", tree.place(tree.root))])
    start, end = entry[0].mark.offset, entry[0].end.offset
    written = next(styles(key, entry[0].style, json_only=source.is_json, in_brackets=True))
    made = file_text(source.path, source.text[:start] + written + source.text[end:])
    _tree(made)
    return made


def _tree(source: FileText) -> Tree:
    """The nodes of a file whose syntax is whole. Raises InputError."""
    tree, problems = parse(source.path, source.text.encode())
    if tree is None or problems:
        raise InputError(problems)
    return tree


def _node(node: Node | None, path: Path) -> Node | None:
    """The node at a path; None where nothing is there."""
    for part in path:
        match node:
            case Mapping() if entry := node.entry(str(part)):
                node = entry[1]
            case Sequence(items) if isinstance(part, int) and part < len(items):
                node = items[part]
            case _:
                return None
    return node


def _said(path: Path) -> str:
    return ".".join(map(str, path))


def _verified(tree: Tree, ways: Iterable[str], path: Path, value: Value) -> FileText:
    """The first of the texts that reads as the file did but for this value."""
    return _first(tree, ways, _changed(plain(tree.root), path, value), path)


def _first(tree: Tree, ways: Iterable[str], expected: Plain, path: Path) -> FileText:
    """The first of the texts that reads as expected."""
    for text in ways:
        made = file_text(tree.source.path, text)
        read, problems = parse(made.path, text.encode())
        if read and not problems and plain(read.root) == expected:
            return made
    place = tree.place(_node(tree.root, path) or _node(tree.root, path[:-1]) or tree.root)
    hint = "write it there by hand; nothing was changed"
    raise InputError([Problem(f"{_said(path)} cannot be changed in place", place, hint)])


def _changed(content: Plain, path: Path, value: Value) -> Plain:
    if not path:
        return cast("Plain", value)  # one without gaps
    part, rest = path[0], path[1:]
    if isinstance(content, list):
        at = int(part)
        inner = content[at] if at < len(content) else None
        return [*content[:at], _changed(inner, rest, value), *content[at + 1 :]]
    known = content if isinstance(content, dict) else {}
    return {**known, str(part): _changed(known.get(str(part)), rest, value)}


def _without(content: Plain, path: Path) -> Plain:
    part, rest = path[0], path[1:]
    if isinstance(content, list):
        at = int(part)
        return [*content[:at], _without(content[at], rest), *content[at + 1 :]]
    known = content if isinstance(content, dict) else {}
    return {key: _without(inner, rest) if key == part else inner for key, inner in known.items() if rest or key != part}


def _replaced(tree: Tree, node: Node, path: Path, value: Value) -> Iterator[str]:
    """The file with a node written anew, in each way it can be."""
    text, is_json = tree.source.text, tree.source.is_json
    start, end = node.mark.offset, _content_end(text, node)
    inside = any(getattr(_node(tree.root, path[:length]), "flow", False) for length in range(len(path)))
    if start == end:
        yield from _filled(tree, path, value, start, inside=inside)
        return
    if isinstance(node, Scalar) and node.style in {"literal", "folded"} and isinstance(value, str):
        yield from _block_scalar(tree, node, value)
    if isinstance(value, str):
        style = node.style if isinstance(node, Scalar) else "plain"
        ways = styles(value, style, json_only=is_json, in_brackets=inside)
        yield from (text[:start] + written + text[end:] for written in ways)
    else:
        yield text[:start] + bracketed(value, json_only=is_json) + text[end:]


def _filled(tree: Tree, path: Path, value: Value, start: int, *, inside: bool) -> Iterator[str]:
    """The file with a value where a key has none."""
    text, is_json = tree.source.text, tree.source.is_json
    blank = "" if text[start - 1 : start].isspace() else " "
    if not isinstance(value, str) and not inside:
        parent = _node(tree.root, path[:-1])
        indent = (_column(parent) if isinstance(parent, Mapping) else 0) + 2
        written = block(value, indent, _line_end(text))
        yield text[:start] + written + text[start:]
    written = (
        next(styles(value, "plain", json_only=is_json, in_brackets=inside))
        if isinstance(value, str)
        else bracketed(value, json_only=is_json)
    )
    yield text[:start] + blank + written + text[start:]
    yield text[:start] + blank + written + " " + text[start:]


def _block_scalar(tree: Tree, node: Scalar, value: str) -> Iterator[str]:
    """The file with the lines of a text under `|` written anew; one that was folded keeps its line ends from now on."""
    text = tree.source.text
    header = _HEADER.match(text, node.mark.offset)
    body = text[header.end() : _content_end(text, node)] if header else ""
    if header is None or not body.strip():
        return
    first = next(line for line in body.splitlines() if line.strip())
    indent = first[: len(first) - len(first.lstrip(" "))]
    end = header[1]
    lines = [f"{indent}{line}" if line.strip() else "" for line in value.rstrip("\n").split("\n")]
    written = end.join(lines)
    for opening in "|>" if node.style == "literal" else ">|":
        yield text[: node.mark.offset] + opening + header[0][1:] + written + text[_content_end(text, node) :]


def _with_entry(tree: Tree, parent: Mapping, key: str, value: Value) -> Iterator[str]:
    """The file with one more key at the end of a mapping."""
    text, is_json = tree.source.text, tree.source.is_json
    if parent.flow:
        written = bracketed({key: value}, json_only=is_json)[1:-1]
        firsts = [key.mark.offset for key, _ in parent.entries]
        yield from _in_brackets(text, parent, firsts, written)
        return
    last = parent.entries[-1][1]
    for at in _line_ends(text, last):
        yield _inserted(text, at, entry_line(key, value, _column(parent), _line_end(text)))


def _with_item(tree: Tree, parent: Sequence, item: Value) -> Iterator[str]:
    """The file with one more item at the end of a list."""
    text = tree.source.text
    if parent.flow:
        firsts = [item.mark.offset for item in parent.items]
        yield from _in_brackets(text, parent, firsts, bracketed(item, json_only=tree.source.is_json))
        return
    for at in _line_ends(text, parent.items[-1]):
        yield _inserted(text, at, item_line(item, parent.mark.column - 1, _line_end(text)))


def _in_brackets(text: str, parent: Mapping | Sequence, firsts: list[int], written: str) -> Iterator[str]:
    """The file with one more member before a closing bracket, on a line of its own where the first has one."""
    if not firsts:
        yield text[: parent.mark.offset + 1] + written + text[parent.mark.offset + 1 :]
        return
    last = parent.items[-1] if isinstance(parent, Sequence) else parent.entries[-1][1]
    end = max(_content_end(text, last), firsts[-1])
    opening = text[parent.mark.offset + 1 : firsts[0]]
    between = opening if opening.strip() == "" and re.search(r"[\r\n]", opening) else " "
    yield text[:end] + "," + between + written + text[end:]


def _column(parent: Mapping) -> int:
    return parent.entries[0][0].mark.column - 1


def _line_end(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def _line_ends(text: str, last: Node) -> Iterator[int]:
    """Where a line may be put in behind a node: behind the line on which it ends, or behind the blank ones, too."""
    end = _content_end(text, last)
    found = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)").match(text, end)
    yield found.end() if found else len(text)
    yield max(end, last.end.offset)


def _inserted(text: str, at: int, lines: str) -> str:
    """A text with whole lines put in."""
    end = _line_end(text)
    before = "" if at == 0 or text[at - 1] in "\r\n" else end
    after = end if at < len(text) or not before else ""
    return text[:at] + before + lines + after + text[at:]


def _content_end(text: str, node: Node) -> int:
    """Where a node's own characters end: blanks, notes and empty lines behind it are not its own."""
    match node:
        case Scalar(style="literal" | "folded"):
            return node.mark.offset + len(text[node.mark.offset : node.end.offset].rstrip())
        case Sequence(items=(*_, last), flow=False):
            return max(_content_end(text, last), node.mark.offset)
        case Mapping(entries=(*_, (key, last)), flow=False):
            return max(_content_end(text, last), key.end.offset)
        case _:
            return node.end.offset
