"""A YAML or JSON file becomes a tree, and everything that is wrong with its syntax is found in one reading.

Only the parser's events are used: nothing is constructed, so `NO`, `010` and `12:30` stay the text they are. What a
briefing has no use for (anchors, aliases, tags, several documents) is refused. Each mistake is mended in the text as
far as it can be and the text is read again, so that the next one comes to light; a mend is offered only when reading
passes with it. The tree of a file with mistakes is that of the mended text; there is none where one cannot be mended.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import field, replace
from typing import TYPE_CHECKING, Protocol

import yaml

from brief.errors import Place, Problem
from brief.reading.marks import SURROGATES, Mapping, Node, Scalar, Sequence, Style, Tree
from brief.reading.text import UNPRINTED, FileText, Mark, decode, file_text, unprinted
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.reading.mistakes import Mend, Mistake

MOST_BYTES = 1_000_000
MOST_LEVELS = 20
_MOST_MISTAKES = 20
_MOST_READ = 2_000_000  # characters read while mends are tried: a hundred tries for a briefing of 20 kB

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_COLON = re.compile(r"\s*:")
_TAG = re.compile(r"[ \t]+#[^\s#][^\r\n]*")  # `No. #1`; a note is set off by a blank behind its sign
_SURROGATES = re.compile(SURROGATES)
_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # YAML 1.1 ends a line at these; editors do not


def parse(path: str, content: bytes, known: frozenset[str] = frozenset()) -> tuple[Tree | None, tuple[Problem, ...]]:
    """The tree of a file, unless there is none, and the problems of its syntax in the order of the file.

    `known` are the words that are keys where a colon may have been forgotten.
    """
    if len(content) > MOST_BYTES:
        message = f"this file has {len(content):,} bytes; at most {MOST_BYTES:,} are read"
        return None, (Problem(message, Place(path), "put long tables into CSV files and name them"),)
    source, problems = decode(path, content)
    found = list(problems)
    if not source.text.strip():
        found = found or [Problem("this file is empty", Place(path), "`brief new` makes a folder that builds as it is")]
        return None, tuple(found)
    accepted: set[int] = set()
    budget = _MOST_READ
    reading = _read(source, accepted)
    while reading.mistake and len(found) < _MOST_MISTAKES:
        problem, mended, budget = _mend(source, reading.mistake, accepted, known, budget)
        found.append(problem)
        if mended is None and not reading.mistake.readable:
            break
        if mended is None:
            accepted.add(reading.mistake.offset)
        source = mended or source
        reading = _read(source, accepted)
    found.extend(reading.slips)
    if not found and reading.root is None:
        found.append(Problem("this file holds only comments", Place(path), "it begins with a key, such as title:"))
    found.sort(key=lambda problem: (problem.place.line, problem.place.column) if problem.place else (0, 0))
    return Tree(source, reading.root) if reading.root and not accepted else None, tuple(found)


def _mend(
    source: FileText, mistake: Mistake, accepted: set[int], known: frozenset[str], budget: int
) -> tuple[Problem, FileText | None, int]:
    """A mistake in an editor's words, the text with the first mend that reads, and what is left of the budget."""
    from brief.reading.mending import mends
    from brief.reading.mistakes import explain, shorten

    for mend in mends(source, mistake, known):
        budget -= len(source.text)
        if budget < 0:
            break
        mended = _mended(source, mend)
        if _passes(mended, accepted, max(mistake.line, mend.last)):
            hint = "\n".join(shorten(line) for line in mend.hint.split("\n"))
            return Problem(mend.message, Place(source.path, mend.first, mend.column), hint), mended, budget
    return explain(source, mistake), None, budget


def _mended(source: FileText, mend: Mend) -> FileText:
    """The text with mended lines in the place of the wrong ones; the number of lines stays."""
    start = source.starts[mend.first - 1]
    end = source.starts[mend.last - 1] + len(source.line(mend.last))
    return file_text(source.path, source.text[:start] + "\n".join(mend.lines) + source.text[end:])


def _passes(source: FileText, accepted: set[int], line: int) -> bool:
    """Whether a text reads without a mistake as far as this line."""
    mistake = _read(source, accepted, until=line).mistake
    return mistake is None or mistake.line > line


@dataclass(slots=True)
class _Reading:
    """What one pass over a text gave: its root, or the first mistake; and slips, which stop nothing."""

    root: Node | None = None
    mistake: Mistake | None = None
    slips: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come; the children of a mapping are key, value, key, value ..."""

    mark: Mark
    flow: bool
    mapping: bool
    children: list[Node] = field(default_factory=list)


class _ParsersMark(Protocol):
    index: int


class _Refused(Exception):  # noqa: N818 - carries a mistake out of the events
    def __init__(self, what: str, offset: int) -> None:
        self.what = what
        self.offset = offset


def _read(source: FileText, accepted: set[int], until: int = 0) -> _Reading:
    """One pass over a text, to its end or past line `until`; `accepted` are offsets of refusals already told."""
    reading = _Reading()
    events = _Events(source, accepted, reading.slips, until)
    try:
        reading.root = events.root()
    except _Refused as refused:
        reading.mistake = events.mistake(refused.what, refused.offset, readable=True)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        context = events.mark(error.context_mark).line if error.context_mark else 0
        offset = events.mark(at).offset if at else 0
        reading.mistake = events.mistake(error.problem or "", offset, context)
    return reading


class _Events:
    """The parser's events folded into nodes."""

    def __init__(self, source: FileText, accepted: set[int], slips: list[Problem], until: int) -> None:
        self.source = source
        self.accepted = accepted
        self.slips = slips
        self.until = until
        self.last: Scalar | None = None
        self.pairs: list[int] = []
        self.text = _SURROGATES.sub(self._join, source.text).translate(_BREAKS)

    def _join(self, pair: re.Match[str]) -> str:
        """One character for two escapes; where it stands is kept, since all behind it moves by eleven."""
        self.pairs.append(pair.start() - 11 * len(self.pairs))
        return (
            (chr(int(pair[0][2:6], 16)) + chr(int(pair[0][8:12], 16)))
            .encode("utf-16", "surrogatepass")
            .decode("utf-16")
        )

    def mark(self, mark: _ParsersMark | None) -> Mark:
        offset = mark.index if mark else 0
        if self.pairs:
            offset += 11 * bisect_right(self.pairs, offset - 1)
        return self.source.mark(min(offset, len(self.source.text)))

    def mistake(self, what: str, offset: int, context: int = 0, *, readable: bool = False) -> Mistake:
        from brief.reading.mistakes import Mistake

        mark, last = self.source.mark(offset), self.last
        opened = last.mark.line if last and last.quoted and last.end.line > last.mark.line else 0
        return Mistake(what, mark.offset, mark.line, mark.column, context, opened, readable)

    def refuse(self, what: str, offset: int) -> None:
        if offset not in self.accepted:
            raise _Refused(what, offset)

    def slip(self, message: str, mark: Mark, hint: str) -> None:
        self.slips.append(Problem(message, Place(self.source.path, mark.line, mark.column), hint))

    def root(self) -> Node | None:
        root: Node | None = None
        open_nodes: list[_Open] = []
        for event in yaml.parse(self.text, Loader=_LOADER):
            mark = self.mark(event.start_mark)
            if self.until and mark.line > self.until + 1:
                break
            if isinstance(event, yaml.DocumentStartEvent) and root:
                self.slip("a second document begins here", mark, "take the line --- out: one file holds one document")
                return None
            if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._refuse_properties(event, mark)
                open_nodes.append(_Open(mark, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent)))
                if len(open_nodes) > MOST_LEVELS:
                    self.slip(f"more than {MOST_LEVELS} levels, one inside the other", mark, "write it flatter")
                    break
                continue
            node = self._node(event, mark, open_nodes)
            if node and open_nodes:
                open_nodes[-1].children.append(node)
            elif node:
                root = node
        return root

    def _node(self, event: yaml.Event, mark: Mark, open_nodes: list[_Open]) -> Node | None:
        end = self.mark(event.end_mark)
        match event:
            case yaml.AliasEvent():
                self.refuse("alias", mark.offset)
                return Scalar("", mark, end)
            case yaml.ScalarEvent():
                self._refuse_properties(event, mark)
                self.last = self._scalar(event, mark, end)
                return self.last
            case yaml.SequenceEndEvent():
                ended = open_nodes.pop()
                return Sequence(tuple(ended.children), ended.mark, end, ended.flow)
            case yaml.MappingEndEvent():
                ended = open_nodes.pop()
                return Mapping(tuple(self._entries(ended)), ended.mark, end, ended.flow)
        return None

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark, end: Mark) -> Scalar:
        """A text; what is written as an escape is held to the same rules as what stands there itself."""
        scalar = Scalar(event.value.translate(_BREAKS), mark, end, _STYLES.get(event.style, "plain"))
        if scalar.style == "plain" and scalar.text and (lost := _TAG.match(self.source.text, end.offset)):
            self._refuse_swallowed(scalar, lost)
        if not UNPRINTED.search(scalar.text):
            return scalar
        printed = replace(scalar, text=UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", scalar.text))
        tree = Tree(self.source, printed)
        self.slips.extend(unprinted(scalar.text, lambda offset: tree.place(printed, offset)))
        return printed

    def _refuse_swallowed(self, scalar: Scalar, lost: re.Match[str]) -> None:
        """YAML takes `#1` behind a blank for a note, and the rest of the text goes with it."""
        blanks = len(lost[0]) - len(lost[0].lstrip())
        quoted = json.dumps(scalar.text + lost[0].rstrip(), ensure_ascii=False)
        hint = f"text that holds one stands in quotes: {quoted}\nin a note, a blank follows it: # like this"
        self.slip("what follows # is lost as a note", self.source.mark(lost.start() + blanks), hint)

    def _refuse_properties(self, event: yaml.NodeEvent, mark: Mark) -> None:
        if event.anchor is not None:
            self.refuse("anchor", mark.offset)
        if getattr(event, "tag", None) is not None and not (isinstance(event, yaml.ScalarEvent) and event.implicit[1]):
            self.refuse("tag", mark.offset)

    def _entries(self, mapping: _Open) -> list[tuple[Scalar, Node]]:
        """The entries of a mapping whose keys are text and stand once."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(mapping.children[::2], mapping.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.slip("a key must be text", key.mark, "text that begins with { or [ needs quotes, or goes under |")
            elif key.text in entries:
                first = entries[key.text][0].mark
                message = f"`{key.text}` stands twice; the first is on line {first.line}"
                self.slip(message, key.mark, "keep one of the two")
            else:
                if mapping.flow and isinstance(value, Scalar) and value.mark == value.end:
                    self._refuse_lone_key(key)
                entries[key.text] = (key, value)
        return list(entries.values())

    def _refuse_lone_key(self, key: Scalar) -> None:
        """Inside braces, text without a colon is a key with nothing: most often the rest of a text with a comma."""
        if not _COLON.match(self.source.text, key.end.offset):
            self.refuse("lone key", key.mark.offset)
