"""How values become the page's HTML and its stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from brief.formats.base import Format
from brief.formats.spelling import HtmlSpelling, Spelling, SpellingError
from brief.prose import Citation, Line, Text, words

if TYPE_CHECKING:
    from brief.prose import Figure, MergeField

_LONG, _SHORT = 6, 16
"""From how many words on a line ends in two that are kept together, and the most characters that they may have."""
KEPT = "\N{NO-BREAK SPACE}"
JOINER = "\N{WORD JOINER}"


def isolated(text: str, *, rtl: bool) -> str:
    """Words that keep their own direction where the text runs right to left.

    WeasyPrint reads neither <bdi> nor unicode-bidi; Pango reads the signs of Unicode's UAX 9.
    """
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if rtl else text


def bound(line: Line) -> Line:
    """The line, its two last words kept together where it is long and they are short.

    By a space that does not break: before a box that may not be broken WeasyPrint ends lines too early. Words that run
    from right to left stay in one run: readers of the text layer put runs in order by their places.
    """
    nodes, text = list(line), words(line)
    behind = 0
    if len(text.split()) >= _LONG and not any(bidirectional(sign) in {"R", "AL"} for sign in text):
        for at in reversed(range(len(nodes))):
            match nodes[at]:
                case Text(text) if " " in text.rstrip(" "):
                    first, _, last = text.rpartition(" ")
                    before, _, previous = first.rpartition(" ")
                    if before and last and len(previous) + len(last) + behind <= _SHORT:
                        return Line((*nodes[:at], Text(f"{first}{KEPT}{last}"), *nodes[at + 1 :]))
                    break
                case Text(text) if " " not in text:
                    behind += len(text)
                case Citation():
                    continue
                case _:
                    break
    return line


class PdfSpelling(HtmlSpelling):
    """HTML for WeasyPrint: paragraphs that the fit may spread, source numbers that lead to the sources."""

    def line(self, line: Line) -> str:
        """A run of inline nodes; its last word does not stand alone on the last line."""
        return self.inline(bound(line))

    def figure(self, figure: Figure) -> str:
        """A figure inside a sentence."""
        return f'<span class="figure">{self.text(isolated(figure.words, rtl=self.rtl))}</span>'

    def citation(self, citation: Citation) -> str:
        """Source numbers, raised, each leading to its source, on the line of what they serve.

        Before a box WeasyPrint ends a line where the words themselves forbid it.
        """
        numbers = ",".join(f'<a href="#source-{number}">{number}</a>' for number in citation.numbers)
        return f'{JOINER}<sup class="cite">{numbers}</sup>' if numbers else ""

    def link(self, inner: str, target: tuple[str | MergeField, ...]) -> str:
        """Words that lead to an address."""
        return f'<a class="link" href="{self.address(target)}">{inner}</a>'

    def paragraphs(self, lines: list[str]) -> str:
        """Paragraphs; the space before each but the first may grow, and so may the leading."""
        return "\n".join(f'<p class="run{" air" if number else ""}">{line}</p>' for number, line in enumerate(lines))


class CssSpelling(Spelling):
    """Tokens in a stylesheet; what could end a declaration is refused."""

    def text(self, words: str) -> str:
        """A token's value as it is. Raises SpellingError where it would be more than a value."""
        if re.search(r"[;{}\\<>@]|/\*|url\(", words):
            message = f"{words!r} is no value of a stylesheet"
            raise SpellingError(message)
        return words


STYLE = Format(
    name="pdf style",
    file="style.css",
    media_type="text/css",
    about="The page's stylesheet",
    family="pdf",
    folders=("pdf",),
    suffix="css",
    spelling=CssSpelling,
)
"""The stylesheet's own environment; no format that anybody asks for."""
