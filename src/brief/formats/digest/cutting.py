"""As much of an edition as one message holds: short versions first, then less and less, in every format's order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.artifact import Cut
from brief.formats.cutting import Version, restored, versions
from brief.formats.parts import line, linked, stressed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from brief.document import Document
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


def _told(version: Version, reason: str) -> tuple[Document, tuple[Cut, ...]]:
    return version.document, tuple(replace(cut, reason=reason) for cut in version.cuts)


def missing(document: Document, cuts: tuple[Cut, ...]) -> Iterator[Line]:
    """What the message says of what it lacks, and where all of it is, if it stands anywhere."""
    if not cuts:
        return
    yield from map(stressed, Version(document, cuts).notices)
    if address := document.publication.web_address:
        yield line(linked(document.labels["full_digest"], address))
