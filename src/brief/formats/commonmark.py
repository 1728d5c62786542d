"""CommonMark with GitHub's additions, written so that parsers read back what was meant and people can read it raw.

The rules are those of CommonMark 0.31 and GitHub Flavored Markdown. What no parser takes for markup stays as it is;
the rest gets a backslash, and where none helps, a character is written by its number.
"""

from __future__ import annotations

import re

_SPACE = " \t\n\r"
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]+)?(?:\r\n?|\n)[ \t]*")
_EDGE, _MARKUP = "\ufffe", "\uffff"
"""Noncharacters that stand beside a run of text: at the end of the line, or next to markup."""

_ALWAYS = r"""
    \\ (?![^\W_]|\ )                                   # a backslash that would escape what follows
  | ` | \*+ | _+ | ~+                                  # code; the others are judged by their neighbours
  | < (?=[A-Za-z/!?])                                  # a tag, an autolink
  | & (?=\#\d{1,7};|\#[xX][\dA-Fa-f]{1,6};|[A-Za-z][A-Za-z\d]{1,31};)
  | \[ (?=\^) | \^ (?=\[)                              # footnotes
  | \] (?=\() | ! (?=\uffff)                           # a link's target; a picture, were a link to follow
"""
_UNASKED = r"""
    : (?=//) | / (?=/localhost)                        # what some parsers make links of
  | (?<=[^\s\ufffe\uffff]) @ (?=\w)
  | (?<=www) \. | (?<=[^\s!-,./:-@\[-^`{-~\ufffe\uffff]) \. (?=[^\W\d_]{2})
"""
_IN_LINE = re.compile(f"{_ALWAYS}|{_UNASKED}", re.VERBOSE | re.IGNORECASE)
_IN_LINK = re.compile(rf"[\[\]]|{_ALWAYS}", re.VERBOSE)
_IN_PICTURE = re.compile(rf"[\[\]]|{_ALWAYS}|{_UNASKED}", re.VERBOSE | re.IGNORECASE)
_AT_START = re.compile(
    r"""
    \#{1,6} (?=\s|\Z)                                  # a heading
  | [-+] (?=\s|\Z) | - (?=[-\s]*\Z)                    # an item, a rule
  | = (?==*\s*\Z) | >                                  # the line under a heading, a quotation
  | \[ (?=.*\]:|[\ xX]\]\s|!)                          # a reference, a task, an alert
  | \d{1,9} (?=[.)](?:\s|\Z))                          # a numbered item
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING_HASHES = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(text: str, *, first: bool = True, last: bool = True, in_link: bool = False) -> str:
    """Words inside a line; `first` and `last` say whether they touch the line's ends, else they touch markup.

    A line's ends and the line ends within it are no words: the one goes, the other is a space. Wider spaces at the
    ends stay.
    """
    text = _LINE_END.sub(" ", text)
    text = text.lstrip(_SPACE) if first else text
    text = text.rstrip(_SPACE) if last else text
    lead = len(text) - len(text.lstrip()) if first else 0
    tail = max(len(text.rstrip()), lead) if last else len(text)
    around = f"{_EDGE if first else _MARKUP}{text[lead:tail]}{_EDGE if last else _MARKUP}"
    inner = (_IN_LINK if in_link else _IN_LINE).sub(_escape, around)[1:-1]
    return "".join(map(number, text[:lead])) + inner + "".join(map(number, text[tail:]))


def alternative(text: str) -> str:
    """Words that stand for a picture, between its square brackets; some parsers make links there, too."""
    around = f"{_MARKUP}{_LINE_END.sub(' ', text)}{_MARKUP}"
    return _IN_PICTURE.sub(_escape, around)[1:-1]


def _escape(match: re.Match[str]) -> str:
    found, around = match[0], match.string
    before, after = around[match.start() - 1], around[match.end()]
    at_edge = match.start() == 1 and before == _EDGE
    match found[0]:
        case "*" if before == after == " ":
            return found
        case "_" if before == after == " " or (before.isalnum() and after.isalnum()):
            return found
        case "~" if found == "~" and (before == " " or at_edge) and after not in {_EDGE, _MARKUP}:
            return found  # opens a struck passage that nothing closes: every other tilde is escaped
    return "".join(f"\\{character}" for character in found)


def number(character: str) -> str:
    """A character by its number: never markup, never stripped."""
    return f"&#{ord(character)};"


def at_start(line: str) -> str:
    """A line of escaped words and markup where a block may begin."""
    match = _AT_START.match(line)
    if not match:
        return line
    return f"{match[0]}\\{line[match.end() :]}" if match[0].isdecimal() else f"\\{line}"


def in_heading(line: str) -> str:
    """A line of escaped words and markup behind a heading's hashes."""
    return _CLOSING_HASHES.sub(r"\\", line)


def in_cell(line: str) -> str:
    """A line of escaped words and markup inside a table's cell; its code holds no backslash before a bar."""
    return line.replace("|", r"\|")


def code_span(text: str) -> str:
    """Code in as many backticks as it does not hold; line ends are spaces, as parsers read them."""
    text = _LINE_END.sub(" ", text)
    held = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(held) + 2) if length not in held)
    padded = text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" "))
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def destination(address: str) -> str:
    """An address inside a link's round brackets; what no address may hold is percent-encoded."""
    encoded = _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", address)
    encoded = _ENTITY.sub("&amp;", encoded)
    depth = 0
    for character in encoded:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
    return re.sub(r"([()])", r"\\\1", encoded) if depth else encoded
