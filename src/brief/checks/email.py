"""Rules on the email: what the inbox shows before it is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.checks import wording
from brief.checks.base import Edition, Hit, Rule, on_mail, previewed

if TYPE_CHECKING:
    from collections.abc import Iterator

_HINTS = {"write a shorter one": "write a shorter one under {key}:", "give it one": "write preheader: or dek:"}
"""What to do, in the words of a briefing."""


def subject(edition: Edition) -> Iterator[Hit]:
    """The subject's length, capitals and currency signs.

    Sources: SpamAssassin (SUBJ_ALL_CAPS); rspamd (SUBJECT_HAS_CURRENCY); for its length, what inboxes show.
    """
    place = edition.material.locate(("subject",) if edition.material.briefing.subject else ("title",))
    for hit in wording.subject(previewed(edition.document.subject)):
        yield replace(hit, place=place, hint=_HINTS.get(hit.hint, hit.hint).format(key="subject"))


def preheader(edition: Edition) -> Iterator[Hit]:
    """The preview line's length, and that it says more than the subject does.

    Source: inbox practice: programs show 35 to 140 characters beside the subject, from whatever the page begins with.
    """
    given = edition.material.briefing.preheader or edition.material.briefing.dek
    key = "preheader" if edition.material.briefing.preheader else "dek"
    place = edition.material.locate((key,) if given else ())
    for hit in wording.preheader(previewed(edition.document.preheader), previewed(edition.document.subject)):
        yield replace(hit, place=place, hint=_HINTS.get(hit.hint, hit.hint).format(key="preheader"))


RULES = (
    Rule(
        "E16",
        "warning",
        "the preview line is there, fits, and adds to the subject",
        "inbox practice",
        preheader,
        mail=on_mail("inbox.preheader"),
    ),
    Rule(
        "E17",
        "warning",
        "the subject fits, without capitals and currency signs",
        "SpamAssassin, rspamd",
        subject,
        mail=on_mail("inbox.subject"),
    ),
)
