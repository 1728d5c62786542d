"""How a strip of figures is set: so many in a row, at a size at which the longest of them fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.document import FigureWords

_FITS_LARGE, _FITS_SMALL = 7, 10
"""Characters that fit a quarter of the page's width at the large and at the small size."""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stay side by side on the narrowest screen: per cent of the row, and of the group for each."""

    width: str
    each: str
    figures: tuple[FigureWords, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of groups; groups stack where the screen is narrow. `size` is `large` or `small`."""

    size: str
    rows: tuple[tuple[Group, ...], ...]


def strip(figures: Sequence[FigureWords]) -> Strip:
    """Four in a row, three where there are three, two where the words are long."""
    longest = max((len(figure.words) for figure in figures), default=0)
    across = 2 if longest > _FITS_SMALL or len(figures) <= 2 else 3 if len(figures) == 3 else 4  # noqa: PLR2004
    size = "large" if longest <= _FITS_LARGE or across == 2 else "small"  # noqa: PLR2004
    rows = (tuple(figures[at : at + across]) for at in range(0, len(figures), across))
    return Strip(size, tuple(tuple(_groups(row, across)) for row in rows))


def _groups(row: tuple[FigureWords, ...], across: int) -> list[Group]:
    """Pairs; one that is left alone keeps the width of a half."""
    pairs = [row[at : at + 2] for at in range(0, len(row), 2)]
    each = {1: "100%", 2: "50%"}
    return [
        Group(f"{len(pair) * 100 / across:.2f}".rstrip("0").rstrip(".") + "%", each[len(pair)], pair) for pair in pairs
    ]
