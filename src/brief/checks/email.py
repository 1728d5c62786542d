"""Rules on the email: what the inbox shows before it is opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.prose import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUBJECT = (15, 70)
_PREHEADER = (35, 140)
_CURRENCY = re.compile(r"[$€£¥₹]")


def subject(edition: Edition) -> Iterator[Hit]:
    """The subject's length, capitals and currency signs.

    Phones show about 40 characters and desktop clients about 70; filters count a subject in capitals
    (SpamAssassin SUBJ_ALL_CAPS) and a currency sign (rspamd SUBJECT_HAS_CURRENCY) against it.
    """
    text = words(edition.document.subject)
    shortest, longest = _SUBJECT
    place = edition.material.locate(("subject",) if edition.material.briefing.subject else ("title",))
    if len(text) > longest:
        message = f"the subject has {len(text)} characters; inboxes show about {longest}"
        yield Hit(message, "write a shorter one under subject:", place=place)
    if len(text) < shortest:
        yield Hit(f"the subject has only {len(text)} characters", "say what the edition found", place=place)
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    if len(letters) > shortest and all(letter.isupper() for letter in letters):
        yield Hit("the subject is all capitals", "filters take it for spam", place=place)
    if sign := _CURRENCY.search(text):
        yield Hit(f"the subject holds {sign[0]!r}", "filters count it against the message; write the word", place=place)


def preheader(edition: Edition) -> Iterator[Hit]:
    """The preview line's length, and that it says more than the subject does."""
    text = words(edition.document.preheader)
    shortest, longest = _PREHEADER
    given = edition.material.briefing.preheader or edition.material.briefing.dek
    key = "preheader" if edition.material.briefing.preheader else "dek"
    place = edition.material.locate((key,) if given else ())
    if not text:
        yield Hit("there is no preview line", "write preheader: or dek:", place=place)
    elif text.casefold().strip() == words(edition.document.subject).casefold().strip():
        yield Hit("the preview line repeats the subject", "let it go on from there", place=place)
    elif len(text) < shortest:
        message = f"the preview line has {len(text)} characters; inboxes fill up the rest with what comes next"
        yield Hit(message, f"write at least {shortest}", place=place)
    elif len(text) > longest:
        message = f"the preview line has {len(text)} characters; inboxes show about {longest}"
        yield Hit(message, "write a shorter one under preheader:", place=place)


RULES = (
    Rule("E16", "warning", "the preview line is there, fits, and adds to the subject", "inbox practice", preheader),
    Rule("E17", "warning", "the subject fits, without capitals and currency signs", "SpamAssassin, rspamd", subject),
)
