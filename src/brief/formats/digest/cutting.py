"""As much of an edition as one message holds: short versions first, then less and less, in every format's order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.artifact import Cut
from brief.formats.cutting import Version, name, restored, versions
from brief.formats.digest.splitting import TooLongError, split
from brief.formats.parts import Heading, line, linked, stressed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from brief.document import Document
    from brief.formats.digest.pieces import Piece
    from brief.prose import Line

    Fits = Callable[[Document, tuple[Cut, ...]], bool]


def fitted(document: Document, fits: Fits, reason: str) -> tuple[Document, tuple[Cut, ...]]:
    """The Document as far as it has to be cut, and the cuts; the shortest that makes sense where none fits.

    Where nothing else can go, the list of sources does; the numbers stay.
    """
    every = list(versions(document))
    found = every[min(bisect_left(every, True, key=lambda one: fits(*_told(one, reason))), len(every) - 1)]
    if fits(*_told(found, reason)):
        return _told(restored(document, found, lambda one: fits(*_told(one, reason))), reason)
    shortest, cuts = _told(found, reason)
    if not document.sources:
        return shortest, cuts
    bare = replace(shortest, sources=())
    return bare, (*cuts, Cut("sources", document.labels["sources"], "left out", reason))


def curtailed(
    document: Document,
    drawn: Callable[[Document], tuple[Piece, ...]],
    fits: Callable[[Sequence[Piece], tuple[Cut, ...]], bool],
    cuts: tuple[Cut, ...],
    reason: str,
) -> tuple[tuple[Piece, ...], tuple[Cut, ...]] | None:
    """The page with its blocks broken off where a message is full, and the cuts; None where the rest alone is too long.

    For blocks that are too long in their shortest form and have no others to give way before them.
    """
    whole, bare = drawn(document), drawn(replace(document, blocks=()))
    lead = next((at for at, (one, other) in enumerate(zip(whole, bare, strict=False)) if one != other), len(bare))
    body, tail = whole[lead : lead + len(whole) - len(bare)], bare[lead:]
    ends = [
        len(drawn(replace(document, blocks=document.blocks[: at + 1]))) - len(bare)
        for at in range(len(document.blocks))
    ]

    def missing_of(some: Sequence[Piece]) -> tuple[Cut, ...]:
        kept = next((at for at, piece in enumerate(some) if piece != body[at]), len(some))
        gone = [
            Cut(block.id, name(block), "shortened" if begin < len(some) else "left out", reason)
            for block, begin, end in zip(document.blocks, (0, *ends), ends, strict=False)
            if end > kept
        ]
        known = {cut.block for cut in gone}
        return (*(cut for cut in cuts if cut.block not in known), *gone)

    def page(some: Sequence[Piece]) -> tuple[Piece, ...]:
        return (*bare[:lead], *some, *tail)

    try:
        some = next(split(body, lambda some: fits(page(some), missing_of(some))), ())
    except TooLongError:
        some = ()
    while some and isinstance(some[-1], Heading):
        some = some[:-1]
    found = page(some), missing_of(some)
    return found if fits(*found) else None


def _told(version: Version, reason: str) -> tuple[Document, tuple[Cut, ...]]:
    return version.document, tuple(replace(cut, reason=reason) for cut in version.cuts)


def missing(document: Document, cuts: tuple[Cut, ...]) -> Iterator[Line]:
    """What the message says of what it lacks, in the edition's order, and where all of it is, if it stands anywhere."""
    if not cuts:
        return
    places = {block.id: at for at, block in enumerate(document.every_block())}
    ordered = sorted(cuts, key=lambda cut: places.get(cut.block, len(places)))
    yield from map(stressed, Version(document, tuple(ordered)).notices)
    if address := document.publication.web_address:
        yield line(linked(document.labels["full_digest"], address))
