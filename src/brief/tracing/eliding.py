"""Amounts that leave their unit out, because the one before has it: `lost 3.9 per cent, Orrin 2.1`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from brief.figures.amount import is_currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.numbers import Mention
    from brief.tracing.speech import Speech

_PER_CENT = "%"
_SENTENCE_END = re.compile(r"[.!?;]\s")
_BEHIND = re.compile(r"[ -]*([^\W\d_]+)")
_NEARLY = Decimal("0.8")
"""How near to the amount before it a sum of money is that leaves its currency out."""


def with_elided(made: Sequence[Mention], text: str, speech: Speech) -> Iterator[Mention]:
    """The amounts of a text in small letters, each that leaves its unit out with that of the one before."""
    last: Mention | None = None
    for one in made:
        own = one._replace(unit=last.unit, elided=True) if last and _elides(one, last, text, speech) else one
        yield own
        last = own if own.counts else last


def _elides(one: Mention, last: Mention, text: str, speech: Speech) -> bool:
    exact = one.step < 1 or one.scale > 1
    like = (one.scale, one.step < 1) == (last.scale, last.step < 1)
    if one.unit or one.measure or one.sign or one.spelled or not exact or not like:
        return False
    between, behind = text[last.end : one.start], _BEHIND.match(text, one.end)
    if _SENTENCE_END.search(between) or (behind and behind[1] not in speech.common):
        return False
    before = between.rstrip().rpartition(" ")[2]
    if last.unit == _PER_CENT:
        return before in speech.directions or before in speech.by or before in speech.of
    led = before in speech.past or before in speech.beside or before in speech.thereof
    near = _NEARLY * last.low <= one.low and _NEARLY * one.low <= (last.high or last.low)
    return is_currency(last.unit) and (led or near)
