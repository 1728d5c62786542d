"""Corrections in finished words: what was wrong, the new and the old value, and the reason with its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.dates import write_when
from brief.document import CorrectionNotice
from brief.figures import AmountError, parse_amount, with_unit, write_amount, write_change
from brief.prose import Line, Text, plain

if TYPE_CHECKING:
    from brief.briefing import Correction
    from brief.composing.finishing import Finisher

_DIRECTED = re.compile(r"(up|down)\s+(?=\S)")
"""A change that is said with its direction, where that was wrong: `down 2 %`."""
_SENTENCE_ENDS = (".", "。", "!", "?")


def notice(entry: Correction, finisher: Finisher) -> CorrectionNotice:
    """What a reader is told of one correction."""
    material, language = finisher.material, finisher.material.language
    known = material.figures.get(entry.what)
    what = known.entry.label if known else entry.what
    old, new = (_value(typed or "", entry.what, finisher) for typed in (entry.old, entry.new))
    if new and old:
        said = language.label("correction_change", what=what, new=new, old=old)
    else:
        said = language.label("colon", label=what, text=new) if new else what
    line = plain(said if said.endswith(_SENTENCE_ENDS) else f"{said}.")
    if entry.why:
        before, after = language.label("reason", why="\0").split("\0")
        line = Line((*line, Text(f" {before}"), *finisher.line(entry.why), *plain(after)))
    zone = material.briefing.zone or material.desk.zone
    return CorrectionNotice(entry.kind, language.label(entry.kind), write_when(entry.when, language, zone), line)


def _value(typed: str, what: str, finisher: Finisher) -> str:
    """An amount as every other figure is written; other words, and a bare number that may be a year, as typed."""
    language, known = finisher.material.language, finisher.material.figures.get(what)
    turned = _DIRECTED.match(typed) if known else None
    try:
        amount = parse_amount(typed[turned.end() :] if turned else typed, language)
    except AmountError:
        return typed
    if known and known.entry.unit and not (amount.unit or amount.currency):
        amount = with_unit(amount, known.entry.unit, language)
    if not (known or amount.unit.startswith("%") or amount.currency or amount.scale != 1):
        return typed
    words = (
        write_change(amount, "up" if turned[1] == "up" else "down", language)
        if turned
        else write_amount(amount, language)
    )
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if language.direction == "rtl" else words
