"""How wide the columns of a table are: by the words in them, so that none breaks its lines beside one left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.prose import words

if TYPE_CHECKING:
    from brief.document import Table

_LEAST, _MOST = 5, 30
"""Characters that a column is reckoned to hold at least, and at most where its words can be broken."""
_BESIDE = 3
"""About as many characters as the space beside a column."""


def widths(table: Table) -> tuple[str, ...]:
    """The width of each column as a share of the table's, in the spelling of CSS."""
    weights = [
        _weight([words(column), *(words(row[at]) for row in table.rows if at < len(row))])
        for at, column in enumerate(table.columns)
    ]
    return tuple(f"{100 * weight / sum(weights):.2f}%" for weight in weights)


def _weight(cells: list[str]) -> int:
    longest = max(map(len, cells))
    unbroken = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(min(longest, _MOST), min(unbroken, 2 * _MOST), _LEAST) + _BESIDE
