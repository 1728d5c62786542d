"""How values become the page's HTML and its stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.formats.base import Format
from brief.formats.spelling import HtmlSpelling, Spelling, SpellingError

if TYPE_CHECKING:
    from brief.prose import Citation, Figure, MergeField


def isolated(words: str, *, rtl: bool) -> str:
    """Words that keep their own direction where the text runs right to left.

    WeasyPrint reads neither <bdi> nor unicode-bidi; Pango reads the signs of Unicode's UAX 9.
    """
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if rtl else words


class PdfSpelling(HtmlSpelling):
    """HTML for WeasyPrint: paragraphs that the fit may spread, source numbers that lead to the sources."""

    def figure(self, figure: Figure) -> str:
        """A figure inside a sentence."""
        return f'<span class="figure">{self.text(isolated(figure.words, rtl=self.rtl))}</span>'

    def citation(self, citation: Citation) -> str:
        """Source numbers, raised, each leading to its source."""
        numbers = ",".join(f'<a href="#source-{number}">{number}</a>' for number in citation.numbers)
        return f'<sup class="cite">{numbers}</sup>' if numbers else ""

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
