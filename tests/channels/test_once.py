"""Whatever a service does, and wherever the process ends: when doubts are settled, each message is there once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.channels import receipts
from brief.channels.base import InDoubtError, NotDeliveredError, Transport
from brief.channels.posting import Order, post, prepare
from brief.channels.receipts import standings
from posts import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from brief.channels.base import Outlet, Parcel
    from brief.channels.planning import Plan
    from posts import Newsroom

FATES = ("sent", "refused", "lost before", "lost after", "killed before", "killed after")
FILES = 3


class KilledError(BaseException):
    """The process ends here."""


class Target:
    """Somewhere that messages arrive, by fates that are drawn; when they run out, all goes well."""

    def __init__(self, fates: list[str]) -> None:
        self.fates = list(fates)
        self.there: list[str] = []

    def send(self, _: Outlet, parcel: Parcel) -> str:
        fate = self.fates.pop(0) if self.fates else "sent"
        if fate == "refused":
            raise NotDeliveredError("no")
        if fate == "killed before":
            raise KilledError
        if fate != "lost before":
            self.there.append(parcel.part)
        if fate == "killed after":
            raise KilledError
        if fate.startswith("lost"):
            raise InDoubtError("perhaps")
        return f"id-{parcel.part}"


@pytest.fixture
def plan(newsroom: Newsroom) -> tuple[Path, Plan]:
    newsroom.write("  site: {kind: folder, path: ../site, format: markdown}\n")
    newsroom.build("markdown")
    order = Order(newsroom.home / "briefing.yaml", newsroom.folder / "out" / NAME, ("site",))
    [one] = prepare(order, datetime.now(UTC))
    return order.briefing, one


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=st.lists(st.sampled_from(FATES), max_size=12), forgetful=st.booleans())
def test_each_message_is_there_once_whatever_happens(
    plan: tuple[Path, Plan], fates: list[str], *, forgetful: bool
) -> None:
    briefing, model = plan
    (briefing.parent / receipts.NAME).unlink(missing_ok=True)
    target = Target(fates)
    transport = Transport(kind="target", send=target.send, whom=lambda _: "somewhere")
    parcels = tuple(replace(model.parcels[0], part=str(number)) for number in range(1, FILES + 1))
    plans = [replace(model, transport=transport, parcels=parcels)]
    now = datetime(2025, 5, 6, tzinfo=UTC)
    order = Order(briefing, briefing.parent, ("site",))
    finished = False
    for number in range(2 * len(fates) + 2):
        found = standings(receipts.read(briefing.parent), NAME)
        doubts = [part for (_, part), one in found.items() if one.pending]
        if forgetful and number % 2 == 0:
            doubts = []  # an editor who has not looked yet
        done = tuple(part for part in doubts if part in target.there)
        again = tuple(part for part in doubts if part not in target.there)
        settled = replace(order, done=done, again=again)
        with suppress(KilledError):
            finished = all(result.exit_code == 0 for result in post(settled, plans, lambda: None, lambda: now))
    assert finished
    assert target.there == ["1", "2", "3"]


def test_a_message_is_named_for_good_by_publication_edition_channel_and_part(plan: tuple[Path, Plan]) -> None:
    _, model = plan
    assert model.parcels[0].key == f"The Harbour Desk/{NAME}/site/1"
