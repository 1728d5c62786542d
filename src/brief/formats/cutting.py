"""What gives way where space is short, in which order, and how the page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from brief.artifact import Cut
from brief.document import Contents, Image, Note, Quote, Section, Story, block_lines, shortened, without, word_count
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from brief.document import Block, Document

_LONGEST_NAME = 44
"""Characters."""
REASON = "the page is full"


@dataclass(frozen=True, slots=True)
class Version:
    """A Document as far as it was cut, and the cuts."""

    document: Document
    cuts: tuple[Cut, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the page says at its foot, in the reader's words: what was shortened, what was left out."""
        labels = self.document.labels
        kinds = {"shortened": "shortened", "left out": "left_out"}
        # That a list of the contents is missing tells a reader of one page nothing.
        named = {
            action: [cut.name for cut in self.cuts if cut.action == action and cut.name != labels["in_this_edition"]]
            for action in kinds
        }
        return tuple(labels[kinds[action]].format(what=" · ".join(names)) for action, names in named.items() if names)


def versions(document: Document) -> Iterator[Version]:
    """The Document whole, then shortened more and more, then with less and less in it; what is kept stays.

    The block of lowest priority gives way first, and of equal ones the last; what is kept or leads is shortened after
    all else. The last that has words is never left out.
    """
    now = Version(document)
    yield now
    order = list(_order(document))
    for block, _ in order:
        if block.short:
            now = _cut(now, block, "shortened")
            yield now
    for block, kept in order:
        if not kept:
            fewer = _cut(now, block, "left out")
            if not any(map(word_count, fewer.document.every_block())):
                return  # a page of nothing is none
            now = fewer
            yield now


def restored(document: Document, version: Version, holds: Callable[[Version], bool]) -> Version:
    """The version with as many of its cuts undone as there is room for; `holds` says whether there is.

    What was left out comes back first, in its short form where it has one, and then what was shortened comes back in
    full; what gave way last, and so matters most, is tried first.
    """
    actions = {cut.block: cut.action for cut in version.cuts}
    blocks = [block for block, _ in reversed(list(_order(document))) if block.id in actions]
    for undone in ("left out", "shortened"):
        for block in (block for block in blocks if actions.get(block.id) == undone):
            less = {name: action for name, action in actions.items() if name != block.id}
            if undone == "left out" and block.short:
                less[block.id] = "shortened"
            if holds(found := _as_far(document, less)):
                actions, version = less, found
    return version


def _as_far(document: Document, actions: Mapping[str, Literal["shortened", "left out"]]) -> Version:
    """The Document with these cuts and no others, in the order in which they are made."""
    now = Version(document)
    for action in ("shortened", "left out"):
        for block, _ in _order(document):
            if actions.get(block.id) == action:
                now = _cut(now, block, action)
    return now


def _cut(version: Version, block: Block, action: Literal["shortened", "left out"]) -> Version:
    change = shortened if action == "shortened" else without
    earlier = tuple(cut for cut in version.cuts if cut.block != block.id)
    return Version(change(version.document, block.id), (*earlier, Cut(block.id, name(block), action, REASON)))


def name(block: Block) -> str:
    """What readers know the block by: its heading, or what it begins with."""
    match block:
        case Note(label=label) if label:
            return label
        case Quote(speaker=speaker) if speaker:
            return speaker
        case Image(picture=picture) if picture.caption or picture.alt:
            return picture.caption or picture.alt
    first = words(block.heading) or next(filter(None, map(words, block_lines(block))), block.kind)
    return first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME].rsplit(None, 1)[0]}…"


def _order(document: Document) -> Iterator[tuple[Block, bool]]:
    """Blocks and stories in the order in which they give way, and whether they are kept.

    What is kept, or leads, gives way to shorter words after all else; of the others the least priority goes first.
    """
    ranked: list[tuple[bool, int, int, Block, bool]] = []
    for block in document.blocks:
        inside = block.stories if isinstance(block, Section) else (block,)
        for part in inside:
            priority = part.priority or block.priority
            # A list of what stands on the page is the first thing that a full page can do without.
            rank = -(10**9) if isinstance(part, Contents) else priority
            stays = part.keep or block.keep
            leads = isinstance(part, Story) and part.size == "lead"
            ranked.append((stays or leads, rank, -len(ranked), part, stays))
    yield from ((part, kept) for _, _, _, part, kept in sorted(ranked, key=lambda entry: entry[:3]))


def kept(document: Document) -> list[Block]:
    """What never gives way."""
    return [part for part, stays in _order(document) if stays]
