"""The mistakes people make in YAML, told in an editor's words, each with the line as it should stand.

A mend is a proposal: the parser takes the first with which the file reads. The rules stand in the order in which they
are tried, from what shows plainly on a line to the guess about its indentation.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from brief.reading.mistakes import DOUBLE, SINGLE, Line, Mend, Mistake, as_text, continuing, in_quotes, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.reading.text import FileText

_LONGEST = 10_000  # characters of a line for which mends are tried
_STRAY = re.compile(r"([^\w\s#-])(\s*(?:-\s+)*[^\W\d][\w-]*:(?:\s.*|))")
_ID = re.compile(r"[a-z_][\w-]*")


def mends(source: FileText, mistake: Mistake, known: frozenset[str]) -> Iterator[Mend]:
    """Proposals that may settle a mistake, the likeliest first; `known` are words that are keys."""
    above = next((number for number in range(mistake.line - 1, 0, -1) if source.line(number).strip()), mistake.line)
    for number in dict.fromkeys([mistake.opened, mistake.line, mistake.context, above]):
        if 0 < number <= len(source.starts) and len(source.line(number)) <= _LONGEST:
            line = take_apart(source, number)
            for rule in (_tabs, _quotes, _brackets, _beginning, _comma, _braces, _colon, _missing_colon):
                yield from rule(source, mistake, line, known)
    begins = mistake.context if "':'" in mistake.what else mistake.line
    for number in dict.fromkeys([begins, mistake.line]):
        if len(source.line(number)) > _LONGEST:
            continue
        line = take_apart(source, number)
        guesses = (_indentation, _continued) if line.name in known else (_continued, _indentation)
        for guess in guesses if line.key or line.lead.strip() else (_stray, _hanging):
            yield from guess(source, mistake, line, known)


def _tabs(source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    run = []
    for number in range(line.number, len(source.starts) + 1):
        text = source.line(number)
        if "\t" not in text[: len(text) - len(text.lstrip())]:
            break
        run.append(text)
    for width in (2, 4, 8) if run else ():
        lines = tuple(text[: -len(text.lstrip()) or None].expandtabs(width) + text.lstrip() for text in run)
        yield Mend("a tab indents this line; YAML is indented with spaces", lines[0], line.number, lines, 1)


def _quotes(source: FileText, mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    value, mark = line.value, line.value[:1]
    if mark not in {'"', "'"}:
        return
    if (DOUBLE if mark == '"' else SINGLE).fullmatch(value):
        if mark == '"' and "\\" in value:
            message = "a backslash inside double quotes begins a code"
            yield as_text(source, line, value[1:-1], message)
        return
    if value.count(mark) == 1:
        message = f"the quotation mark {mark} is never closed"
        more = [] if mistake.opened == line.number else continuing(source, line)
        closed = f"{line.lead}{line.key}{value}{mark}{line.rest}".rstrip()
        if not more:
            yield Mend(message, closed, line.number, (closed,), line.column)
    elif value.endswith(mark):
        inside = "an apostrophe inside single quotes" if mark == "'" else "a quotation mark inside quotation marks"
        yield as_text(source, line, value[1:-1].replace("''", "'"), f"{inside} ends the text there")
    else:
        yield as_text(source, line, value, "the text goes on after its closing quotation mark")


def _brackets(_source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    value = line.value
    close = {"[": "]", "{": "}"}.get(value[:1], "")
    is_text = value.startswith("[@") or (value.startswith("{") and ":" not in value)
    if close and not is_text and value.count(value[0]) == value.count(close) + 1:
        closed = f"{line.lead}{line.key}{value.rstrip(',')}{close}{line.rest}".rstrip()
        yield Mend(f"the bracket {value[0]} is never closed", closed, line.number, (closed,), line.column)


_SPECIAL = ("{", "[", "@", "*", "&", "!", "%", "|", ">", "`", "- ", "? ", ": ", ",", "]", "}")


def _beginning(source: FileText, mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    value = line.value
    if not value.startswith(_SPECIAL) or re.fullmatch(r"[|>][-+\d]*|[{\[]|\{.*:\s.*\}", value):
        return
    if not line.key and not line.lead.strip() and _STRAY.fullmatch(value):
        return
    name = re.match(r"[*&]([\w-]+)", value)
    repeated = name and f"&{name[1]}" in source.text and f"*{name[1]}" in source.text
    if mistake.what in {"alias", "anchor"} and repeated:
        return
    message = f"text that begins with {value[0]} goes under | (or in quotes)"
    yield as_text(source, line, value, message, under=True)


_SEPARATOR = re.compile(r",\s*(?=(?:\"[^\"]*\"|[^\W\d][\w-]*)\s*:(?:\s|$))")
_ENTRY = re.compile(r"((?:\"[^\"]*\"|[^\W\d][\w-]*)\s*:\s*)(.*)")
_NEEDS_QUOTES = re.compile(r"[,\[\]{}\"']|:\s|:$|\s#|^[@*&!%|>`#-]")


def _braces(source: FileText, mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    flow = re.fullmatch(r"\{(\s*)(.*?)(\s*)\}", line.value)
    if not flow:
        return
    inside = flow[2]
    cuts = [cut for cut in _SEPARATOR.finditer(inside) if _level(inside[: cut.start()]) == 0]
    parts = [
        inside[a:b] for a, b in zip([0, *(c.end() for c in cuts)], [*(c.start() for c in cuts), None], strict=True)
    ]
    entries = [_ENTRY.fullmatch(part) for part in parts]
    mended = ", ".join(
        _entry(entry[1], entry[2]) if entry else part for entry, part in zip(entries, parts, strict=True)
    )
    if mended == inside:
        return
    text = f"{line.lead}{line.key}{{{flow[1]}{mended}{flow[3]}}}{line.rest}".rstrip()
    if mistake.what == "lone key" and source.text[: mistake.offset].rstrip().endswith(","):
        message = "a comma inside braces begins a new key; a text that holds one needs quotes"
    else:
        message = "inside braces, text with : , { } [ ] or quotation marks needs quotes"
    yield Mend(message, text, line.number, (text,), mistake.column if mistake.line == line.number else line.column)


def _level(text: str) -> int:
    return text.count("{") + text.count("[") - text.count("}") - text.count("]")


def _entry(key: str, value: str) -> str:
    quoted = DOUBLE.fullmatch(value) or SINGLE.fullmatch(value)
    nested = re.fullmatch(r"\[(?!@).*\]|\{.*:.*\}", value)
    return key + (value if quoted or nested or not _NEEDS_QUOTES.search(value) else in_quotes(value))


def _colon(source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    plain = line.value and not line.value.startswith(('"', "'", "{", "["))
    if line.key and plain and re.search(r":(\s|$)", line.value):
        what = f"a {line.name}" if line.name in {"title", "headline", "heading", "label", "dek"} else "text"
        column = line.column + line.value.index(":")
        mend = as_text(source, line, line.value, f"{what} with a colon needs quotes")
        yield Mend(mend.message, mend.hint, mend.first, mend.lines, column)


def _missing_colon(_source: FileText, _mistake: Mistake, line: Line, known: frozenset[str]) -> Iterator[Mend]:
    if tight := re.fullmatch(r"(\s*(?:-\s+)*[^\W\d][\w-]*):(?!//)(\S.*)", line.text):
        text = f"{tight[1]}: {tight[2]}"
        yield Mend("a space is missing after the colon", text, line.number, (text,), len(tight[1]) + 2)
    if (bare := re.fullmatch(r"(\s*(?:-\s+)*)([^\W\d][\w-]*)(\s.*|)", line.text)) and bare[2] in known:
        text = f"{bare[1]}{bare[2]}:{bare[3]}"
        column = len(bare[1]) + len(bare[2]) + 1
        yield Mend(f"a colon is missing after `{bare[2]}`", text, line.number, (text,), column)


def _comma(_source: FileText, mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    if "expected ','" in mistake.what and re.search(r'"[^"]*"\s*:', line.text):
        within = re.sub(r"([\w\"'\]}])\s+(\"[^\"]*\"\s*:)", r"\1, \2", line.text)
        after = f"{line.text.rstrip()}," if line.number < mistake.line else line.text
        for text in dict.fromkeys([within, after]):
            if text != line.text:
                yield Mend("a comma is missing", text, line.number, (text,), len(line.text.rstrip()) + 1)
    if "node content" in mistake.what and (text := re.sub(r",(\s*,)+", ",", line.text)) != line.text:
        yield Mend("a comma too many", text, line.number, (text,), mistake.column)


def _indentation(source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    """A key as far in as a line above: with all that stands below it, with its own value alone, or on its own."""
    below: list[Line] = []
    for number in range(line.number + 1, len(source.starts) + 1):
        following = take_apart(source, number)
        if not following.text.strip() or following.indent < line.indent:
            break
        below.append(following)
    above = [take_apart(source, number) for number in range(max(line.number - 40, 1), line.number)]
    targets = {column for upper in above if upper.text.strip() for column in (len(upper.lead), upper.indent)}
    depth = f"{line.indent} space{'' if line.indent == 1 else 's'} in"
    for target in sorted(targets - {line.indent}, key=lambda target: (abs(target - line.indent), target)):
        value = list(takewhile(lambda following: following.indent > max(line.indent, target), below))  # noqa: B023
        for run in dict.fromkeys([len(below), len(value), 0]):
            texts = [line.text, *(following.text for following in below[:run])]
            yield _shifted(line, texts, target, f"this line is {depth}, where {target} are expected")


def _stray(_source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    """A character that slipped in before a key."""
    if slip := _STRAY.fullmatch(line.text.strip()):
        for gap in ("", " "):
            text = f"{' ' * line.indent}{gap}{slip[2]}"
            yield Mend(f"{slip[1]} stands before the key", text, line.number, (text,), line.indent + 1)


def _hanging(source: FileText, _mistake: Mistake, line: Line, known: frozenset[str]) -> Iterator[Mend]:
    """Text that goes on from the line above, but not far enough in to belong to its key."""
    run = [line.text]
    for number in range(line.number + 1, len(source.starts) + 1):
        following = take_apart(source, number)
        is_key = following.name in known or _ID.fullmatch(following.name)
        if not following.text.strip() or following.indent != line.indent or is_key:
            break
        run.append(following.text)
    for number in range(line.number - 1, 0, -1):
        upper = take_apart(source, number)
        if upper.text.strip():
            target = upper.parent + 2 if upper.key else upper.indent
            yield _shifted(line, run, target, "text that goes on is further in than its key")
            return


def _shifted(line: Line, run: list[str], target: int, message: str) -> Mend:
    """Lines moved so that the first of them stands at `target`."""
    indents = [max(target + len(text) - len(text.lstrip()) - line.indent, 0) for text in run]
    lines = tuple(" " * indent + text.lstrip() for indent, text in zip(indents, run, strict=True))
    return Mend(message, lines[0], line.number, lines, line.indent + 1)


def _continued(source: FileText, _mistake: Mistake, line: Line, _known: frozenset[str]) -> Iterator[Mend]:
    """A text of several lines with a colon on a later one: all of it goes under `|`."""
    for number in range(line.number - 1, 0, -1):
        upper = take_apart(source, number)
        if upper.text.strip() and upper.parent < line.indent:
            if upper.key and upper.value and not upper.value.startswith(('"', "'", "{", "[", "|", ">")):
                yield as_text(source, upper, upper.value, "text of several lines that holds a colon goes under |")
            return
