"""Posting what was built: refused where it may not go out, recorded before and after each message, never twice.

Every refusal is told before anything is sent. A channel stops at the first message that is in doubt or is not taken;
the others go on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from brief.channels import receipts, transport
from brief.channels.base import InDoubtError, NotDeliveredError, Outlet
from brief.channels.edition import load, reservations
from brief.channels.planning import plan
from brief.channels.receipts import Receipt, settled, standings
from brief.errors import BriefError, InputError, MachineError, Problem, UsageError
from brief.secret import Secret, from_environment
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from brief.channels.edition import Edition
    from brief.channels.planning import Plan, Step
    from brief.channels.receipts import Book
    from brief.desk import AnyChannel

Became = Literal["posted", "edited", "noticed", "nothing", "changed", "doubt", "left", "waits", "failed"]
_BECAME: dict[str, Became] = {"post": "posted", "edit": "edited", "notice": "noticed"}
_CODES: dict[Became, int] = {"changed": 1, "doubt": 3, "waits": 3, "failed": 3}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked: a briefing, the folder in which it was built, channels by name, and an editor's words on doubts.

    `again` and `done` name parts, as `2` where there is one channel and as `team/2` anywhere.
    """

    briefing: Path
    folder: Path
    channels: tuple[str, ...]
    update: bool = False
    again: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one message; `why` is the problem of one that did not arrive, or may not have."""

    step: Step
    became: Became
    why: Problem | None = None

    @property
    def exit_code(self) -> int:
        """0 where nothing is left to be done."""
        return _CODES.get(self.became, 0)


def prepare(order: Order, now: datetime, *, secrets: bool = True) -> tuple[Plan, ...]:
    """What each channel is to get. Raises InputError with every refusal; MachineError for a secret that is not set."""
    edition = load(order.briefing, order.folder)
    channels = {name: _channel(edition, name) for name in dict.fromkeys(order.channels)}
    problems = [*reservations(edition, now)]
    plans = []
    lacking = []
    for name, settings in channels.items():
        if edition.status == "draft" and not settings.test:
            hint = "status: final lets it out; test: true lets a channel take drafts, marked [DRAFT]"
            problems.append(Problem(f"a draft is not posted to {name}", edition.material.locate(("status",)), hint))
            continue
        variable = getattr(settings, "secret_env", None)
        secret = from_environment(variable)
        if secret is None and secrets:
            lacking.append(Problem(f"{variable} is not set, or holds blanks", None, f"{name} needs it"))
        folder = edition.material.desk_folder or edition.material.folder
        outlet = Outlet(name, settings, secret or Secret(), edition.material.desk, folder)
        try:
            plans.append(plan(edition, outlet, transport(settings.kind)))
        except BriefError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError([*problems, *lacking])
    if lacking:
        unset = MachineError(lacking[0].message)
        unset.problems = tuple(lacking)
        raise unset
    return tuple(plans)


def _channel(edition: Edition, name: str) -> AnyChannel:
    channels = edition.material.desk.channels
    if name not in channels:
        near = get_close_matches(name, channels, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"desk.yaml names: {', '.join(channels) or 'none'}"
        raise UsageError(f"there is no channel {name!r}", hint=hint)
    return channels[name]


def foreseen(order: Order, plans: Sequence[Plan], now: datetime) -> tuple[Step, ...]:
    """What would be done now, and nothing done. Raises BriefError."""
    known = receipts.read(order.briefing.parent)
    known += tuple(_settling(order, known))
    return tuple(step for one in plans for step in one.steps(standings(known, _name(order)), now, update=order.update))


def post(
    order: Order, plans: Sequence[Plan], waiting: Callable[[], None], clock: Callable[[], datetime]
) -> Iterator[Result]:
    """Do what is to be done, a result a message. Raises BriefError before anything is sent, or where receipts fail."""
    with receipts.held(order.briefing.parent, waiting) as book:
        for receipt in _settling(order, book.receipts):
            book.enter(replace(receipt, at=_stamp(clock)))
        now = standings(book.receipts, _name(order))
        every = [list(one.steps(now, clock(), update=order.update)) for one in plans]
        for steps in every:
            yield from _channel_by_channel(steps, book, clock)


def _channel_by_channel(steps: Iterable[Step], book: Book, clock: Callable[[], datetime]) -> Iterator[Result]:
    """The messages of one channel in their order, up to the first that did not arrive for certain."""
    stopped = False
    for step in steps:
        became = _BECAME.get(step.doing)
        if became is None:
            stopped = stopped or step.doing == "doubt"
            yield Result(step, step.doing)  # type: ignore[arg-type]  # what is only told has the same name
        elif stopped:
            yield Result(step, "waits")
        else:
            result = _deliver(step, became, book, clock)
            stopped = result.exit_code > 0
            yield result


def _deliver(step: Step, became: Became, book: Book, clock: Callable[[], datetime]) -> Result:
    """One message on its way: recorded before it leaves, and after the answer."""
    assert step.parcel is not None  # noqa: S101  (what is delivered has something to deliver)
    edition = step.parcel.edition
    first = standings(book.receipts, edition).get((step.outlet.name, "1"))
    parcel = replace(step.parcel, first=first.remote if first else "")
    receipt = Receipt(
        at=_stamp(clock),
        edition=edition,
        channel=step.outlet.name,
        part=step.part,
        state="sending",
        action=step.doing,  # type: ignore[arg-type]  # one of those that deliver
        sha256=parcel.sha256,
        whom=step.transport.whom(step.outlet.settings),
    )
    book.enter(receipt)
    send = step.transport.edit if step.doing == "edit" and step.transport.edit else step.transport.send
    try:
        remote = send(step.outlet, parcel)
    except NotDeliveredError as error:
        book.enter(replace(receipt, at=_stamp(clock), state="failed", why=error.problems[0].message))
        return Result(step, "failed", error.problems[0])
    except InDoubtError as error:
        book.enter(replace(receipt, at=_stamp(clock), state="doubt", why=error.problems[0].message))
        return Result(step, "doubt", error.problems[0])
    book.enter(replace(receipt, at=_stamp(clock), state="sent", remote=remote))
    return Result(step, became)


def _settling(order: Order, known: Sequence[Receipt]) -> Iterator[Receipt]:
    """An editor's words on what is in doubt, as receipts. Raises UsageError where nothing is."""
    found = standings(known, _name(order))
    words: list[tuple[str, Literal["again", "done"]]] = []
    words += [(name, "again") for name in order.again]
    words += [(name, "done") for name in order.done]
    for name, state in words:
        channel, slash, part = name.rpartition("/")
        if not slash and len(order.channels) > 1:
            raise UsageError(f"--{state} {name}: which channel's?", hint=f"--{state} {order.channels[0]}/{name}")
        key = (channel or order.channels[0], part)
        pending = found[key].pending if key in found else None
        if pending is None or key[0] not in order.channels:
            doubts = [f"{one[0]}/{one[1]}" for one, standing in found.items() if standing.pending]
            hint = f"in doubt: {', '.join(doubts)}" if doubts else "nothing is in doubt"
            raise UsageError(f"{key[0]}/{part} is not in doubt", hint=hint)
        yield settled(pending, state, pending.at)


def _name(order: Order) -> str:
    return order.briefing.absolute().parent.name


def _stamp(clock: Callable[[], datetime]) -> str:
    return clock().astimezone(UTC).isoformat(timespec="seconds")
