"""What is to be done, message by message: from what was built and what the receipts say, before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from brief.building.manifest import digest
from brief.channels.base import ALWAYS, Parcel
from brief.channels.edition import attachments, made, notice
from brief.channels.receipts import Standing
from brief.errors import BriefError
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.artifact import File
    from brief.channels.base import Outlet, Transport
    from brief.channels.edition import Edition
    from brief.channels.receipts import Receipt

    Standings = Mapping[tuple[str, str], Standing]

NOTICE = "notice-"
Doing = Literal["post", "edit", "notice", "nothing", "changed", "doubt", "left"]
"""What is done with a message; the last four are only told: it stands there, stands there otherwise, may have arrived,
or stands there and is no part of the edition any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a channel, and what is to be done with it; `since` is when what stands there was posted."""

    doing: Doing
    outlet: Outlet
    transport: Transport
    part: str
    parcel: Parcel | None = None
    since: str = ""

    @property
    def place(self) -> str:
        """How the message is called where it has to be named: `team/2`."""
        return f"{self.outlet.name}/{self.part}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one channel is to get: its own messages, and what it holds already."""

    edition: Edition
    outlet: Outlet
    transport: Transport
    parcels: tuple[Parcel, ...]

    def steps(self, standings: Standings, now: datetime, *, update: bool) -> Iterator[Step]:
        """What is to be done, in order. Raises BriefError where nothing can be."""
        own = {part: one for (channel, part), one in standings.items() if channel == self.outlet.name}
        if self.edition.status == "withdrawn" and not any(found.delivered or found.pending for found in own.values()):
            raise BriefError(f"{self.outlet.name}: it was never posted there, so nothing has to be withdrawn")
        parcels = [*self.parcels, *self._withdrawing(own)]
        changed: list[Step] = []
        for parcel in parcels:
            found = own.pop(parcel.part, Standing())
            step = self._step(parcel, found, now, update=update)
            if step.doing == "notice":
                changed.append(replace(step, doing="changed"))
            else:
                yield step
        yield from self._rest(own, told=bool(changed))
        if changed:
            yield from self._notices(changed, standings, update=update)

    def _step(self, parcel: Parcel, found: Standing, now: datetime, *, update: bool) -> Step:
        """What is to be done with one message; `notice` where another one has to tell of it."""
        doing: Doing
        editable = self.transport.can_edit(self.outlet.settings, found.remote)
        if found.pending and not self._harmless(found.pending, parcel, now, edit=editable and update):
            doing = "doubt"
        elif found.pending:
            doing = found.pending.action
        elif found.delivered == parcel.sha256:
            doing = "nothing"
        elif not found.delivered:
            doing = "post"
        elif editable:
            doing = "edit" if update else "changed"
        else:
            doing = "notice"
        return self._made(doing, replace(parcel, remote=found.remote, since=found.at), found)

    def _made(self, doing: Doing, parcel: Parcel, found: Standing) -> Step:
        since = found.pending.at if found.pending else found.at
        return Step(doing, self.outlet, self.transport, parcel.part, parcel, since)

    def _harmless(self, pending: Receipt, parcel: Parcel, now: datetime, *, edit: bool) -> bool:
        """Whether what is in doubt can be sent again without being there twice."""
        if pending.action == "edit":
            return edit
        age = (now - datetime.fromisoformat(pending.at)).total_seconds()
        same = pending.sha256 == parcel.sha256 and 0 <= age < self.transport.repeats
        return same or self.transport.repeats == ALWAYS

    def _withdrawing(self, own: Mapping[str, Standing]) -> Iterator[Parcel]:
        """The notice of a withdrawn edition, once more for each message that it takes the place of."""
        if self.edition.status == "withdrawn" and self.transport.can_edit(self.outlet.settings, "known"):
            known = {parcel.part for parcel in self.parcels}
            for part, found in own.items():
                if part not in known and not part.startswith(NOTICE) and found.delivered:
                    yield replace(self.parcels[0], part=part)

    def _rest(self, own: Mapping[str, Standing], *, told: bool) -> Iterator[Step]:
        """What stands in the channel, or may stand there, and is no message of the edition as it is now."""
        for part, found in own.items():
            if found.pending:
                yield Step("doubt", self.outlet, self.transport, part, since=found.pending.at)
            elif found.delivered and not part.startswith(NOTICE) and not told:
                yield Step("left", self.outlet, self.transport, part, since=found.at)

    def _notices(self, changed: list[Step], standings: Standings, *, update: bool) -> Iterator[Step]:
        """The notice of what was changed, posted once, where it is asked for; else that it is."""
        try:
            files = notice(self.edition, self.outlet)
        except BriefError:
            if update:
                raise
            yield from changed
            return
        parcels = [parcel_of(self.edition, self.outlet, file, f"{NOTICE}{digest(file.data)[:8]}") for file in files]
        found = [(parcel, standings.get((self.outlet.name, parcel.part), Standing())) for parcel in parcels]
        if not update and not all(standing.delivered or standing.pending for _, standing in found):
            yield from changed
            return
        for parcel, standing in found:
            if not standing.pending:
                yield self._made("nothing" if standing.delivered else "notice", parcel, standing)


def plan(edition: Edition, outlet: Outlet, transport: Transport) -> Plan:
    """What a channel is to get. Raises BriefError for what was not built, or cannot be carried."""
    files = made(edition, outlet, every_file=transport.every_file)
    parcels = tuple(parcel_of(edition, outlet, file, str(number)) for number, file in enumerate(files, 1))
    if attach := getattr(outlet.settings, "attach", ()):
        parcels = tuple(replace(parcel, attached=attachments(edition, attach)) for parcel in parcels)
    for parcel in parcels:
        if refused := transport.refuses(outlet, parcel):
            message, hint = refused
            raise BriefError(f"{outlet.name}: {message}", hint=hint)
    return Plan(edition, outlet, transport, parcels)


def parcel_of(edition: Edition, outlet: Outlet, file: File, part: str) -> Parcel:
    """A file as one message of a channel."""
    return Parcel(
        publication=edition.document.publication.name,
        edition=edition.name,
        channel=outlet.name,
        part=part,
        title=words(edition.document.subject),
        name=file.name,
        media_type=file.media_type,
        sha256=digest(file.data),
        data=file.data,
    )
