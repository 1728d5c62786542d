"""What rules say of words wherever they stand: in a briefing, or in a mail made anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.formats.columns import width

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACEHOLDER = re.compile(
    r"\b(TK(?:TK)*|TBD|TBC|FIXME|XXX+|lorem\s+ipsum|None|undefined|null)\b|\{\{|\}\}|\{%|%\}",
)
LONGEST_ALT = 125
_SUBJECT = (15, 70)
_PREHEADER = (35, 140)
_CURRENCY = re.compile(
    "[$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20cf\ufdfc\uff04\uffe0\uffe1\uffe5\uffe6]"
)
"""The signs of currencies in use (Unicode's general category Sc)."""
_FILE_NAME = re.compile(r"[\w.-]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?)", re.IGNORECASE)
_NO_ALT = frozenset(
    [
        "image",
        "picture",
        "photo",
        "photograph",
        "graphic",
        "img",
        "placeholder",
        "spacer",
        "bild",
        "foto",
        "grafik",
        "photographie",
        "imagen",
        "imagem",
        "immagine",
        "صورة",
        "图片",
        "照片",
    ]
)
"""Words in the place of alt text that say that there is a picture (WCAG 2.2, failure F30)."""
_SAYS_NOTHING = frozenset(
    [
        "click here",
        "here",
        "link",
        "this link",
        "this",
        "more",
        "read more",
        "read on",
        "click",
        "more info",
        "learn more",
        "hier",
        "mehr",
        "weiter",
        "ici",
        "cliquez ici",
        "en savoir plus",
        "aquí",
        "haga clic aquí",
        "más",
        "هنا",
        "اضغط هنا",
        "点击这里",
        "这里",
    ],
)


def placeholders(text: str) -> Iterator[Hit]:
    """Words that stand for words to come: TK (newsrooms' "to come"), TBD, lorem ipsum, a template's residue."""
    for match in PLACEHOLDER.finditer(text):
        around = " ".join(text[max(match.start() - 25, 0) : match.end() + 25].split())
        yield Hit(f"{match[0]!r} is a placeholder", f"in “{around}”")


def says_nothing(text: str) -> bool:
    """Whether a link's words do not say where it leads (WCAG 2.2, 2.4.4 Link purpose)."""
    return text.strip(" .:>»→").casefold() in _SAYS_NOTHING


def alt(name: str, text: str) -> Iterator[Hit]:
    """A picture's words for those who do not see it (WCAG 2.2, 1.1.1): no file name, no "image", not too long."""
    if text.strip() in {name, name.rpartition("/")[2]} or _FILE_NAME.fullmatch(text.strip()):
        yield Hit(f"the alt text of {name} is its file name", "say what the picture shows")
    elif text.strip(" .:").casefold() in _NO_ALT:
        yield Hit(f"the alt text of {name} is {text.strip()!r}", "say what the picture shows")
    elif len(text) > LONGEST_ALT:
        message = f"the alt text of {name} has {len(text)} characters"
        hint = f"at most {LONGEST_ALT} are read out in one go; the rest goes into the caption"
        yield Hit(message, hint, severity="warning")


def subject(text: str) -> Iterator[Hit]:
    """The subject's length, capitals and currency signs.

    Phones show about 40 characters and desktop clients about 70, where a wide one takes the room of two; filters
    count a subject in capitals (SpamAssassin SUBJ_ALL_CAPS) and a currency sign (rspamd SUBJECT_HAS_CURRENCY)
    against it.
    """
    shortest, longest = _SUBJECT
    if width(text) > longest:
        message = f"the subject has {_measured(text)}; inboxes show about {longest}"
        yield Hit(message, "write a shorter one")
    if width(text) < shortest:
        yield Hit(f"the subject has only {_measured(text)}", "say what the edition found")
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    if len(letters) > shortest and all(letter.isupper() for letter in letters):
        yield Hit("the subject is all capitals", "filters take it for spam")
    if sign := _CURRENCY.search(text):
        yield Hit(f"the subject holds {sign[0]!r}", "filters count it against the message; write the word")


def preheader(text: str, subject: str) -> Iterator[Hit]:
    """The preview line's length, and that it says more than the subject does."""
    shortest, longest = _PREHEADER
    if not text:
        yield Hit("there is no preview line", "give it one")
    elif text.casefold().strip() == subject.casefold().strip():
        yield Hit("the preview line repeats the subject", "let it go on from there")
    elif width(text) < shortest:
        message = f"the preview line has {_measured(text)}; inboxes fill up the rest with what comes next"
        yield Hit(message, f"write at least {shortest}")
    elif width(text) > longest:
        message = f"the preview line has {_measured(text)}; inboxes show about {longest}"
        yield Hit(message, "write a shorter one")


def _measured(text: str) -> str:
    """How long words are: their characters, or columns where wide ones take two of them (Unicode UAX 11)."""
    columns = width(text)
    return f"{columns} characters" if columns == len(text) else f"{len(text)} characters in {columns} columns"
