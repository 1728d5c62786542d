"""What an inbox shows of a mail made anywhere before it is opened: subject and preview line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.checks import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.base import Hit
    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Text

_FILLER = re.compile("[\u034f\u00a0\u00ad\u2007\u200b-\u200f\u2060\ufeff]")
"""Characters that senders put behind a preview line so that nothing else follows it."""


def subject(mail: Mail) -> Iterator[Hit]:
    """The subject's length, capitals and currency signs.

    Sources: SpamAssassin (SUBJ_ALL_CAPS); rspamd (SUBJECT_HAS_CURRENCY); for its length, what inboxes show.
    """
    if mail.message is not None:
        for hit in wording.subject(mail.subject):
            yield replace(hit, place=mail.header("Subject"))


def preheader(mail: Mail) -> Iterator[Hit]:
    """The hidden line at the page's head: its length, and that it says more than the subject does.

    Source: inbox practice: programs show 35 to 140 characters beside the subject, from whatever the page begins with.
    """
    if mail.html is None:
        return
    found = _preview(mail)
    text = " ".join(_FILLER.sub(" ", "".join(part.text for part in found)).split())
    place = mail.at(found[0].at if found else mail.page.body.at)
    for hit in wording.preheader(text, mail.subject):
        yield replace(hit, place=place)


def _preview(mail: Mail) -> list[Text]:
    """The hidden text before the first that is seen."""
    found = []
    for text in mail.page.texts:
        if text.parent.inside("body") or text.parent.name == "body":
            if not mail.light[text.parent].hidden:
                break
            found.append(text)
    return found
