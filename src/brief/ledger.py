"""The ledger of an edition: each figure as it is printed, with its source's own words and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.artifact import Artifact
    from brief.document import Document, FigureTrace


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure: every form in which it is printed, where it comes from, and the formats in which it stands."""

    id: str
    label: str
    printed: tuple[str, ...]
    said: str
    as_of: str
    source: str
    place: str
    words: str
    stands: tuple[str, ...]


def entries(document: Document, artifacts: Mapping[str, Artifact]) -> tuple[Entry, ...]:
    """Every figure of the edition in the order of first appearance; one that is printed nowhere comes last."""
    prints = {name: list(_prints(artifact.printed)) for name, artifact in artifacts.items()}
    order = [*_prints(document), *(one for printed in prints.values() for one in printed)]
    first = {id_: place for place, (id_, _) in reversed(list(enumerate(order)))}
    traces = sorted(document.traces, key=lambda trace: first.get(trace.figure.id, len(order)))
    return tuple(_entry(trace, prints) for trace in traces)


def _entry(trace: FigureTrace, prints: dict[str, list[tuple[str, str]]]) -> Entry:
    figure = trace.figure
    forms = dict.fromkeys(words for printed in prints.values() for id_, words in printed if id_ == figure.id)
    stands = tuple(name for name, printed in prints.items() if any(id_ == figure.id for id_, _ in printed))
    return Entry(
        id=figure.id,
        label=figure.label,
        printed=tuple(forms),
        said=figure.said_id,
        as_of=figure.as_of,
        source=trace.source,
        place=trace.place,
        words=trace.words,
        stands=stands,
    )


def _prints(document: Document) -> Iterator[tuple[str, str]]:
    """Every printed figure, id and words, in reading order."""
    blocks = ("title", "dek", "bottom_line", "key_figures", *(block.id for block in document.every_block()))
    order = {block: place for place, block in enumerate(blocks)}
    for _, figure in sorted(document.figures(), key=lambda one: order[one[0]]):
        yield figure.id, figure.words
