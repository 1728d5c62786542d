"""E01: the page's size, and what takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.checks.base import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.message import Mail

CLIPPED, NEAR = 100_000, 80_000
"""Bytes of HTML: Gmail clips a page near 102 kB and hides the rest, the unsubscribe link with it, behind a link."""
_NAMED = 3


def size(mail: Mail) -> Iterator[Hit]:
    """The HTML's size in bytes, with the stories that take most of it.

    Source: Gmail, which shows about 102 kB of a page and the rest behind a link.
    """
    weight = len((mail.html or "").encode())
    if weight < NEAR:
        return
    largest = sorted(_sections(mail), reverse=True)[:_NAMED]
    hint = "cut or shorten " + ", ".join(f"“{name}” ({taken / 1000:.1f} kB)" for taken, name in largest)
    message = f"the page has {weight:,} bytes; Gmail clips what is over {CLIPPED:,}"
    yield Hit(message, hint if largest else "", place=mail.at(0), severity="error" if weight >= CLIPPED else "warning")


def _sections(mail: Mail) -> Iterator[tuple[int, str]]:
    """The bytes from each heading to the next, with its words; of an edition, those of stories and other blocks."""
    source = mail.html or ""
    headings = [*mail.page.named("h1", "h2", "h3", "h4")]
    ends = [*(heading.at for heading in headings[1:]), len(source)]
    for heading, end in zip(headings, ends, strict=False):
        if mail.stories is None or " ".join(heading.words.split()) in mail.stories:
            yield len(source[heading.at : end].encode()), heading.words[:60]
