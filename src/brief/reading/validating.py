"""A tree held against a model: every problem told in an editor's words, at its place in the file.

An unknown key or kind whose meaning is plain is told once and then taken as meant, so that what stands under it is
checked in the same reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from brief.errors import Place, Problem
from brief.reading.declared import keys_at, kinds, sentence
from brief.reading.hints import meant, nearest
from brief.reading.marks import Mapping, Node, Plain, Scalar, Sequence, Tree, plain
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]

_SHAPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}
_VALUES = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "decimal_parsing": "a plain decimal number, such as 3.1",
    "decimal_type": "a plain decimal number, such as 3.1",
}

_MOST_TOLD = 20
"""How many problems of one text are told; the place of each is counted off in the text."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of a model, at its path in the file (without the names that pydantic adds for unions)."""

    type: str
    path: Path
    loc: Path
    message: str
    hint: str
    offset: int
    ctx: dict[str, Any]

    @property
    def shape(self) -> bool:
        """Whether something of another kind was expected altogether."""
        return self.type in _SHAPES or self.message.startswith("expected text, found ")


def validate(model: type[M], tree: Tree, context: object = None) -> tuple[M | None, list[Problem]]:
    """The model of a tree, unless there is none, and everything that is wrong with it."""
    content = plain(tree.root)
    problems: list[Problem] = []
    renamed: dict[Path, str] = {}
    while True:
        try:
            return model.model_validate(content, context=context), problems
        except ValidationError as error:
            faults = list(_faults(error, content))
        taken = [fault for fault in faults if _take_as_meant(model, fault, content, renamed)]
        problems += [_problem(model, fault, tree, renamed) for fault in taken or _telling(faults, content)]
        if not taken:
            return None, problems


def _faults(error: ValidationError, content: Plain) -> Iterator[Fault]:
    for entry in error.errors(include_url=False):
        kind, loc, ctx = entry["type"], entry["loc"], entry.get("ctx", {})
        path = _path(content, loc[:-1]) + loc[-1:] if kind in {"missing", "extra_forbidden"} else _path(content, loc)
        if kind == "brief":
            told, rest = ctx["problems"][:_MOST_TOLD], ctx["problems"][_MOST_TOLD:]
            for message, hint, offset in told:
                yield Fault(kind, path, loc, message, hint, offset, ctx)
            if rest:
                yield Fault(kind, path, loc, f"{len(rest)} more problems in this text", "", rest[0][2], ctx)
        else:
            yield Fault(kind, path, loc, entry["msg"], "", 0, ctx)


def _path(content: Plain, loc: Path) -> Path:
    """A location as keys and numbers that the file holds: the names of kinds and of a union's branches left out."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(content, dict) and isinstance(part, str):
            is_kind = path and isinstance(path[-1], int) and content.get("kind") == part
            if part in content and not is_kind:
                content = content[part]
                path.append(part)
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
            path.append(part)
    return tuple(path)


def _telling(faults: list[Fault], content: Plain) -> Iterator[Fault]:
    """The faults that say something.

    That another branch of a union wants another shape says nothing, nor that a list whose items are wrong is short.
    """
    shapeless: set[Path] = set()
    for fault in faults:
        given = _at(content, fault.path) if fault.type == "too_short" else None
        if isinstance(given, list | dict) and len(given) >= fault.ctx["min_length"]:
            continue
        if fault.shape:
            below = (other for other in faults if other.path[: len(fault.path)] == fault.path)
            if fault.path in shapeless or any(not other.shape for other in below):
                continue
            shapeless.add(fault.path)
        yield fault


def _take_as_meant(model: type[BaseModel], fault: Fault, content: Plain, renamed: dict[Path, str]) -> bool:
    """Put a key or kind in the place of one that is unknown; whether that was done."""
    if fault.type == "extra_forbidden":
        mapping, key = _at(content, fault.path[:-1]), fault.path[-1]
        if isinstance(mapping, dict) and isinstance(key, str):
            value = mapping.pop(key)
            wanted = meant(key, keys_at(model, fault.loc[:-1]))
            if wanted and wanted not in mapping:
                mapping[wanted] = value
                renamed[(*fault.path[:-1], wanted)] = key
            return True
    if fault.type in {"union_tag_invalid", "union_tag_not_found"}:
        block = _at(content, fault.path)
        if isinstance(block, dict):
            given = block.get("kind")
            key = next((key for key in block if meant(key, ["kind"])), "") if given is None else ""
            if key and isinstance(block[key], str):
                given = block.pop(key)
                renamed[(*fault.path, "kind")] = key
            wanted = meant(given, kinds(model, fault.loc)) if isinstance(given, str) else ""
            block["kind"] = wanted or given
            return bool(wanted)
    return False


def _at(content: Plain, path: Path) -> Plain:
    for part in path:
        content = content[part]  # type: ignore[index]  # a path of _path holds
    return content


def _problem(model: type[BaseModel], fault: Fault, tree: Tree, renamed: dict[Path, str]) -> Problem:
    """What a fault says, and where."""
    key, node = find_node(tree.root, fault.path, renamed)
    value = node.text if isinstance(node, Scalar) else ""
    match fault.type:
        case "missing":
            name = str(fault.path[-1])
            _, owner = find_node(tree.root, fault.path[:-1], renamed)
            return Problem(f"`{name}` is missing", tree.place(owner), sentence(model, fault.loc))
        case "extra_forbidden":
            return _unknown_key(model, fault, tree.place(key or node))
        case "union_tag_not_found" | "union_tag_invalid":
            return _unknown_kind(model, fault, tree, node)
        case "literal_error":
            allowed = [word.strip().strip("'") for word in fault.ctx["expected"].replace(" or ", ", ").split(",")]
            near = nearest(value, allowed)
            hint = f"did you mean {near}?" if near else ""
            return Problem(f"expected {_or(allowed)}, found {_found(node, quote=True)}", _place(tree, key, node), hint)
        case "too_short":
            return Problem(f"`{fault.path[-1]}` holds nothing", _place(tree, key, node), sentence(model, fault.loc))
        case "too_long":
            message = f"`{fault.path[-1]}` holds {fault.ctx['actual_length']}, at most {fault.ctx['max_length']} fit"
            return Problem(message, _place(tree, key, node))
        case kind if kind in _VALUES:
            message = f"expected {_VALUES[kind]}, found {_found(node, quote=True)}"
            return Problem(message, _place(tree, key, node), sentence(model, fault.loc))
    if fault.shape:
        wanted = _SHAPES.get(fault.type, "text")
        message = f"expected {wanted}, found {_found(node)}"
        hint = _shape_hint(wanted, tree, key, node) or sentence(model, fault.loc)
        return Problem(message, _place(tree, key, node), hint)
    offset = fault.offset if isinstance(node, Scalar) else 0
    return Problem(fault.message, _place(tree, key, node, offset), fault.hint)


def find_node(root: Node, path: Path, renamed: dict[Path, str]) -> tuple[Scalar | None, Node]:
    """The node at a path, as far as the tree goes, and its key if it has one."""
    key: Scalar | None = None
    node = root
    for length, part in enumerate(path, 1):
        if isinstance(node, Mapping):
            entry = node.entry(renamed.get(path[:length], str(part)))
            if entry is None:
                break
            key, node = entry
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            key, node = None, node.items[part]
        else:
            break
    return key, node


def _place(tree: Tree, key: Scalar | None, node: Node, offset: int = 0) -> Place:
    """The place of a value, or of its key where the value is empty or begins on a line of its own."""
    own_line = key is not None and not isinstance(node, Scalar) and node.mark.line != key.mark.line
    return (
        tree.place(key)
        if key and (own_line or (isinstance(node, Scalar) and not node.text))
        else tree.place(node, offset)
    )


def _unknown_key(model: type[BaseModel], fault: Fault, place: Place) -> Problem:
    name = str(fault.path[-1])
    known = keys_at(model, fault.loc[:-1])
    if wanted := meant(name, known):
        dash = name.startswith("-")
        return Problem(f"unknown key `{name}`", place, f"write `- {wanted}:`" if dash else f"did you mean `{wanted}`?")
    return Problem(f"unknown key `{name}`", place, f"known here: {', '.join(known)}" if known else "")


def _unknown_kind(model: type[BaseModel], fault: Fault, tree: Tree, node: Node) -> Problem:
    known = kinds(model, fault.loc)
    noun = "channel" if fault.loc[:1] == ("channels",) else "block"
    entry = node.entry("kind") if isinstance(node, Mapping) else None
    if entry is None or not isinstance(entry[1], Scalar) or entry[1].empty:
        keys = [key for key, _ in node.entries] if isinstance(node, Mapping) else []
        other = next((key for key in keys if meant(key.text, ["kind"])), None)
        if other:
            return Problem(f"unknown key `{other.text}`", tree.place(other), "did you mean `kind`?")
        return Problem(f"this {noun} does not say its `kind`", tree.place(node), f"one of {', '.join(known)}")
    kind = entry[1].text
    wanted = meant(kind, known)
    hint = f"did you mean {wanted}?" if wanted else f"one of {', '.join(known)}"
    return Problem(f"no {noun} is called {kind!r}", tree.place(entry[1]), hint)


def _found(node: Node, *, quote: bool = False) -> str:
    match node:
        case Scalar(text=text):
            return "nothing" if node.empty or not text.strip() else repr(text) if quote else "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"


def _shape_hint(wanted: str, tree: Tree, key: Scalar | None, node: Node) -> str:
    """How a value of the wrong shape should stand, where that is plain."""
    line = tree.source.line(node.mark.line).strip()
    json = tree.source.is_json
    name = f"{tree.source.text[key.mark.offset : key.end.offset]}: " if key else "" if json else "- "
    if isinstance(node, Scalar) and node.empty:
        rest = line.partition(":")[2].strip()
        if rest.startswith("#") and key and key.mark.line == node.mark.line:
            return f'what follows # is a note to yourself; text stands in quotes: {name}"{rest}"'
        return "fill it in, or take the key out"
    written = tree.source.text[node.mark.offset : node.end.offset]
    inline = not isinstance(node, Scalar) and node.flow and "\n" not in written
    if wanted == "text" and inline and not json:
        return f'text that begins with {written[0]} stands in quotes: {name}"{written}"'
    if wanted == "a list" and isinstance(node, Scalar) and "\n" not in node.text and len(node.text) < 60:  # noqa: PLR2004
        return f"a list stands in brackets: {name}[{written}]"
    return ""


def _or(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
