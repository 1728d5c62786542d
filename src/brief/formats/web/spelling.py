"""How values become HTML for a browser: as HTML is spelled, and citations lead to their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.formats.spelling import HtmlSpelling

if TYPE_CHECKING:
    from brief.prose import Citation


class WebSpelling(HtmlSpelling):
    """HTML; a source's number leads to the source."""

    def citation(self, citation: Citation) -> str:
        """Source numbers, raised, each leading to its source."""
        numbers = ",".join(f'<a href="#source-{number}" role="doc-noteref">{number}</a>' for number in citation.numbers)
        return f'<sup class="cite">{numbers}</sup>' if numbers else ""
