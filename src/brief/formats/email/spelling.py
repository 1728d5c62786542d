"""How values become MJML, CSS and SVG, and what becomes of addresses and merge fields on the way to the inbox."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import bidirectional
from urllib.parse import quote, urlencode

from brief.formats.spelling import HtmlSpelling, Spelling, SpellingError
from brief.prose import MergeField

if TYPE_CHECKING:
    from brief.prose import Figure

Parts = tuple[str | MergeField, ...]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode around a merge field's token: no text may hold them, so nothing else looks like one."""

_TOKEN = re.compile(f"{_OPEN}([0-9a-f]*){_CLOSE}")
_SPECIAL = re.compile(r"""[^ -~]|[\\&<>"']""")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RANGE = re.compile(r"((?<![\d.,])\d[\d.,]*–\d[\d.,]*)")
"""A figure from here to there, which a line may not end in: 1.5–70."""
_TOKEN_OF_THEME = re.compile(r"[\w#%.,()/ '\"+-]*")


def restore_merge_fields(html: str) -> str:
    """The page with each merge field's token as the desk wrote it, in the place of its stand-in."""
    return _TOKEN.sub(lambda match: bytes.fromhex(match[1]).decode(), html)


def tracked(parts: Parts, parameters: tuple[tuple[str, str], ...]) -> Parts:
    """An http(s) address with the desk's parameters, each once and before the fragment; others as they are."""
    first = parts[0] if parts else ""
    if not parameters or not isinstance(first, str) or not first.lower().startswith(("https://", "http://")):
        return parts
    at = next((index for index, part in enumerate(parts) if isinstance(part, str) and "#" in part), len(parts))
    before, fragment = parts[:at], parts[at:]
    if fragment:
        split, mark, rest = str(fragment[0]).partition("#")
        before, fragment = (*before, split), (mark + rest, *fragment[1:])
    spelled = "".join(part if isinstance(part, str) else "\0" for part in before)
    _, question, query = spelled.partition("?")
    present = {pair.partition("=")[0] for pair in query.split("&")}
    absent = [(name, value) for name, value in parameters if quote(name) not in present]
    if not absent:
        return parts
    joint = "?" if not question else "&" if query and not query.endswith("&") else ""
    return (*before, joint + urlencode(absent, quote_via=quote), *fragment)


class XmlSpelling(HtmlSpelling):
    """Text and attributes of XML in ASCII alone.

    MJML's compiler garbles attributes that hold a backslash, a line end or anything beyond ASCII, and XML refuses
    control characters: the first are written by number, the second as U+FFFD. U+0085 is a line end,
    for which HTML has no number.
    """

    def text(self, words: str) -> str:
        """Words by XML's rules, all but plain ASCII by number."""
        printable = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", words).replace("\x85", "\n")
        return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", printable)


class MjmlSpelling(XmlSpelling):
    """MJML; links carry the desk's tracking parameters, merge fields a stand-in that no stage touches."""

    def __init__(self, tracking: tuple[tuple[str, str], ...] = ()) -> None:
        self.tracking = tracking

    def address(self, parts: Parts) -> str:
        """An address inside a quoted attribute."""
        return "".join(
            self.text(part) if isinstance(part, str) else self.merge(part) for part in tracked(parts, self.tracking)
        )

    def merge(self, field: MergeField) -> str:
        """A stand-in for the token; `restore_merge_fields` turns it back in the finished page."""
        return f"&#{ord(_OPEN)};{field.token.encode().hex()}&#{ord(_CLOSE)};"

    def figure(self, figure: Figure) -> str:
        """A figure, in the direction of its own first letter where the text runs right to left (UAX 9, rule P2)."""
        words = "".join(
            f'<span style="white-space: nowrap">{self.text(part)}</span>' if at % 2 else self.text(part)
            for at, part in enumerate(_RANGE.split(figure.words))
        )
        if not self.rtl:
            return words
        first = next((way for way in map(bidirectional, figure.words) if way in {"L", "R", "AL"}), "L")
        return f'<span dir="{"ltr" if first == "L" else "rtl"}">{words}</span>'


class CssSpelling(Spelling):
    """CSS: tokens of the theme, which end no declaration, and nothing else."""

    def text(self, words: str) -> str:
        """A token as it is. Raises SpellingError for what could be more than a value."""
        if not _TOKEN_OF_THEME.fullmatch(words):
            message = f"a style sheet printed {words!r}, which is no token of a theme"
            raise SpellingError(message)
        return words
