"""The digest as messages: each file is exactly what is posted, and none is longer than its target takes.

A dialect says what one message is (`payload`), how long (`size`, in the unit of its row) and what else limits it
(`holds`). Dividing what is too long, and cutting it to one message where a channel asks for that, is the same for all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from brief.artifact import File, Gauge
from brief.errors import FormatError
from brief.formats.digest.measures import characters, compact, written
from brief.formats.digest.pieces import Mark, Paragraph, pieces
from brief.formats.digest.splitting import TooLongError, split
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from brief.artifact import Artifact, Cut
    from brief.document import Document
    from brief.formats.base import Format, Job
    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece
    from brief.formats.parts import PartSpelling

Fit: TypeAlias = Literal["split", "cut"]

DRAFT = "[DRAFT] "
"""What a draft is marked with, in each of its messages."""
_MOST = 999
"""Messages: room is kept for the number of each."""
_SHORTEN = "shorten it, or keep it from this format: only: [email, pdf]"


def file_name(row: Format, number: int = 1, fit: Fit = "split") -> str:
    """The name of a format's message: `digest.slack.json`, `digest.slack.2.json`, `digest.slack.cut.json`."""
    path = PurePosixPath(row.file)
    return f"{path.stem}{'.cut' if fit == 'cut' else ''}{f'.{number}' if number > 1 else ''}{path.suffix}"


def messages(row: Format, names: Iterable[str], fit: Fit = "split") -> list[str]:
    """Those of these names that are the format's messages in a fit, in the order in which they are posted."""
    there = set(names)
    found: list[str] = []
    while (name := file_name(row, len(found) + 1, fit)) in there:
        found.append(name)
    return found


def _length(payload: Payload) -> int:
    return characters(payload if isinstance(payload, str) else compact(payload))


@dataclass(frozen=True, slots=True)
class Digest:
    """Makes a dialect's Artifact.

    `payload` is one message of some pieces, `size` how long that is, `holds` whether it keeps the target's other limits
    and `ends` after which piece nothing more stands in a message.
    """

    payload: Callable[[PartSpelling, Sequence[Piece]], Payload]
    size: Callable[[Payload], int] = _length
    holds: Callable[[Payload], bool] = lambda _: True
    ends: Callable[[Piece], bool] = lambda _: False

    def __call__(self, job: Job) -> Artifact:
        """The digest in as many messages as it takes, and in one where a channel of the desk asks for that.

        Raises FormatError where what cannot be divided is longer than a message.
        """
        made = self.split(job)
        used = max(map(self.size, made))
        files = [*_files(job.row, made, "split")]
        cuts: tuple[Cut, ...] = ()
        if "cut" in _fits(job):
            cut, cuts = self.cut(job)
            files += _files(job.row, cut, "cut")
        return replace(job.artifact(*files), cuts=cuts, gauge=Gauge(used, job.row.limit, job.row.unit))

    def split(self, job: Job) -> list[Payload]:
        """The whole digest. Raises FormatError."""
        return self._parted(job, _pieces(job))

    def cut(self, job: Job) -> tuple[list[Payload], tuple[Cut, ...]]:
        """As much of the digest as one message holds, what is missing and where all of it is. Raises FormatError."""
        from brief.formats.digest.cutting import curtailed, fitted, missing

        reason = f"one message holds {job.row.limit:,} {job.row.unit}"

        def told(some: Sequence[Piece], cuts: tuple[Cut, ...]) -> tuple[Piece, ...]:
            return (*some, *map(Paragraph, missing(job.document, cuts)))

        def drawn(document: Document) -> tuple[Piece, ...]:
            return _pieces(job.showing(document))

        def fits(some: Sequence[Piece], cuts: tuple[Cut, ...]) -> bool:
            payload = self.payload(_spelling(job), told(some, cuts))
            return self.size(payload) <= job.row.limit and self.holds(payload)

        document, cuts = fitted(job.document, lambda document, cuts: fits(drawn(document), cuts), reason)
        every = drawn(document)
        if not fits(every, cuts):
            every, cuts = curtailed(document, drawn, fits, cuts, reason) or (every, cuts)
        if fits(every, cuts):
            return [self.payload(_spelling(job), told(every, cuts))], cuts
        return self._parted(job, told(every, cuts)), cuts

    def _parted(self, job: Job, every: tuple[Piece, ...]) -> list[Payload]:
        """The messages of some pieces, numbered where there are several."""
        spelling = _spelling(job)

        def fits(some: Sequence[Piece]) -> bool:
            payload = self.payload(spelling, some)
            return self.size(payload) <= job.row.limit and self.holds(payload)

        if fits(every) and not any(map(self.ends, every[:-1])):
            return [self.payload(spelling, every)]
        label = DRAFT if job.document.status == "draft" else ""
        widest = Mark(_MOST, _MOST, label)
        try:
            found = [*split(every, lambda some: fits((*some, widest)), self.ends)]
        except TooLongError as error:
            message = f"{error}, which cannot be divided, is longer than {job.row.limit:,} {job.row.unit}"
            raise FormatError(message, hint=_SHORTEN) from error
        if len(found) > _MOST:
            raise FormatError(f"it is {len(found):,} messages, and more than {_MOST} are none to read", hint=_SHORTEN)
        marked = ((*some, Mark(number, len(found), label)) for number, some in enumerate(found, 1))
        return [self.payload(spelling, some) for some in marked]


def _pieces(job: Job) -> tuple[Piece, ...]:
    return pieces(job, _addresses(job))


def _addresses(job: Job) -> Mapping[str, str]:
    """Where the desk hosts each picture; nothing where it does not."""
    desk = job.press.desk
    if not desk.image_base:
        return {picture.name: "" for picture in job.document.pictures()}
    from brief.formats.markdown import hosted

    return {picture.name: hosted(picture, desk) for picture in job.document.pictures()}


def _spelling(job: Job) -> PartSpelling:
    spelling: PartSpelling = job.row.spelling()  # type: ignore[assignment]  # a dialect spells parts
    spelling.rtl = job.document.direction == "rtl"
    return spelling


def _fits(job: Job) -> set[str]:
    return {channel.fit for channel in job.press.desk.channels.values() if channel.format == job.row.name}


def _files(row: Format, payloads: Sequence[Payload], fit: Fit) -> Iterator[File]:
    for number, payload in enumerate(payloads, 1):
        yield File(file_name(row, number, fit), row.media_type, written(payload))
