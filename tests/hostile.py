"""Editions that carry a string of one's choice in every text field: as files, as a desk's editor would write them.

An edition is built twice: of hostile strings, and of the harmless names of its fields (`word017x`). What a parser reads
in the second, with each name replaced by its string, is what it must read in the first.
"""

from __future__ import annotations

import csv
import json
import re
import struct
import zlib
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

IN_WORDS = ["words", "words"]
"""A row that keeps columns of digits from being set as numbers."""

NAME = re.compile(r"word\d{3}x")
Word: TypeAlias = "Callable[[str], str]"
"""Gives a field, which goes by a name, its string."""


def as_prose(text: str) -> str:
    """A string in a field that is read for markup: whatever could be any has a backslash before it."""
    return re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text.strip())


def as_plain(text: str) -> str:
    """A string in a field that is read for figures alone."""
    return re.sub(r"[{}\\]", r"\\\g<0>", text)


def as_code(text: str) -> str:
    """A string between more backticks than it holds."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text.strip()} {fence}"


def as_query(text: str) -> str:
    """A string as an address asks for it, pasted as it is; no address holds a space."""
    return f"https://example.org/?q={''.join(text.split())}"


class Edition:
    """The files of one edition; every text field asks `word` for its string, by a name of its own."""

    def __init__(self, word: Word, unit: str = "units") -> None:
        self.word = word
        self.unit = unit
        self.files: dict[str, bytes] = {"picture.png": png(), "logo.png": png()}
        self.files["data/table.csv"] = self.csv(("CSV column 1", "CSV column 2"), ("CSV cell 1", "CSV cell 2"))
        self.desk = self._desk()
        self.briefing = self._briefing()

    def write(self, root: Path) -> Path:
        """Write the files below a folder; the briefing's."""
        home = root / "2025-05-06-hostile"
        for name, data in self.files.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(data)
        (home / "desk.yaml").write_text(json.dumps(self.desk, ensure_ascii=False), encoding="utf-8")
        (home / "briefing.yaml").write_text(json.dumps(self.briefing, ensure_ascii=False), encoding="utf-8")
        return home / "briefing.yaml"

    def csv(self, *rows: tuple[str, ...]) -> bytes:
        written = StringIO()
        csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [*(map(self.word, row) for row in rows), IN_WORDS]
        )
        return written.getvalue().encode()

    def prose(self, name: str) -> str:
        return as_prose(self.word(name))

    def plain(self, name: str) -> str:
        return as_plain(self.word(name))

    def paragraphs(self, name: str) -> str:
        """Prose with its string as words, in strong and stressed words, in code, and in and behind a link."""
        one, two, three = (self.prose(f"{name} {part}") for part in ("alone", "strong", "stressed"))
        linked, code = self.prose(f"{name} link"), as_code(self.word(f"{name} code"))
        address = as_query(self.word(f"{name} address")).translate({ord(c): f"\\{c}" for c in "()<>\\{}[]*_`!&"})
        return (
            f"{one}\n\nSo **{two}** or *{three}*, said {code} of {{jobs}}[@paper], and"
            f" [{linked}](<{address}>) {{reader.name}}."
        )

    def picture(self, name: str) -> dict[str, Any]:
        return {
            "file": "picture.png",
            "alt": self.word(f"{name} alt"),
            "caption": f"{self.word(f'{name} caption').strip()} shown",
            "credit": self.word(f"{name} credit"),
            "url": as_query(self.word(f"{name} url")),
        }

    def story(self, name: str) -> dict[str, Any]:
        return {
            "headline": self.plain(f"{name} headline"),
            "body": self.paragraphs(f"{name} body"),
            "link": {"url": as_query(self.word(f"{name} link url")), "at": self.word(f"{name} link at")},
            "image": self.picture(f"{name} image"),
        }

    def _desk(self) -> dict[str, Any]:
        return {
            "name": self.word("desk name"),
            "tagline": self.word("desk tagline"),
            "logo": {"file": "logo.png", "alt": self.word("desk logo alt")},
            "sender": {"name": self.word("desk sender name"), "email": "desk@example.org"},
            "list_id": "briefing.example.org",
            "unsubscribe": "https://example.org/unsubscribe",
            "postal_address": self.word("desk postal address"),
            "web_base": "https://example.org/editions",
            "reader": {
                "name": {
                    "token": "*|NAME|*",
                    "fallback": self.word("desk reader fallback").strip(),
                    "preview": self.word("desk reader preview").strip(),
                }
            },
            "names": [self.word("desk names")],
        }

    def _briefing(self) -> dict[str, Any]:
        word, plain, prose = self.word, self.plain, self.prose
        return {
            "title": plain("title"),
            "subject": plain("subject"),
            "preheader": plain("preheader"),
            "dek": prose("dek"),
            "date": "2025-05-06 14:00",
            "bottom_line": self.paragraphs("bottom line"),
            "section": word("section"),
            "edition": word("edition"),
            "authors": [word("author 1"), word("author 2")],
            "tags": [word("tag")],
            "status": "final",
            "approved": {"by": word("approved by"), "at": "2025-05-06"},
            "sources": {
                "paper": {
                    "title": word("source title"),
                    "publisher": word("source publisher"),
                    "author": word("source author"),
                    "url": as_query(word("source url")),
                },
                "notes": {"title": word("unlinked source title")},
            },
            "as_of": {"date": "2025-05-06", "session": word("as of session"), "basis": "desk"},
            "figures": {
                "jobs": {
                    "label": word("figure label"),
                    "is": "1240",
                    "unit": f"units of {word('figure unit').strip()} each",
                    "from": "paper",
                    "words": word("figure words"),
                    "as_of": {"date": "2025-05-05", "session": word("figure session")},
                },
                "fall": {"label": word("fall label"), "down": "3.1 %", "said": "expected", "from": "notes"},
                "rise": {"label": f"index of {word('rise label').strip()}", "up": "over 8 %", "from": "notes"},
            },
            "key_figures": ["jobs", "fall"],
            "blocks": list(self._blocks()),
            "corrections": [
                {
                    "class": "corrected",
                    "when": "2025-05-07",
                    "what": word("correction what"),
                    "old": f"{word('correction old').strip()} once",
                    "new": word("correction new"),
                    "why": prose("correction why"),
                },
                {"class": "corrected", "when": "2025-05-08", "what": f"{word('correction alone').strip()} then"},
            ],
            "silence": [{"code": "E15", "why": word("silence why")}],
        }

    def _blocks(self) -> Iterator[dict[str, Any]]:
        word, plain, prose = self.word, self.plain, self.prose
        yield {"kind": "text", "heading": plain("text heading"), "body": self.paragraphs("text"), "view": "desk"}
        yield {"kind": "numbers", "heading": plain("numbers heading"), "figures": ["fall", "jobs"]}
        yield {
            "kind": "bars",
            "heading": plain("bars heading"),
            "figures": ["rise", "fall"],
            "caption": word("bars caption"),
        }
        yield {
            "kind": "line",
            "heading": plain("line heading"),
            "x": [word("line x 1"), word("line x 2")],
            "series": [
                {"label": word("line series 1"), "values": ["1", "2.5"]},
                {"label": word("line series 2"), "values": ["3", ""]},
            ],
            "unit": f"{self.unit} of {word('line unit').strip()} each",
            "caption": word("line caption"),
            "from": "notes:3",
        }
        yield {
            "kind": "table",
            "heading": plain("table heading"),
            "columns": [plain("table column 1"), plain("table column 2")],
            "rows": [[plain("table cell 1"), plain("table cell 2")], IN_WORDS],
            "caption": word("table caption"),
        }
        yield {"kind": "table", "data": "data/table.csv", "caption": word("CSV table caption")}
        yield {"kind": "table", "heading": plain("figures heading"), "figures": ["fall", "rise"]}
        for kind in ("facts", "people"):
            items = {word(f"{kind} term {number}").strip(): prose(f"{kind} words {number}") for number in (1, 2)}
            yield {"kind": kind, "heading": plain(f"{kind} heading"), "items": items}
        yield {
            "kind": "timeline",
            "heading": plain("timeline heading"),
            "items": [{"when": f"around {word('timeline when')}", "what": prose("timeline what")}],
        }
        yield {"kind": "list", "heading": plain("list heading"), "items": [prose(f"item {at}") for at in range(3)]}
        yield {"kind": "quote", "body": self.paragraphs("quote"), "speaker": word("quote speaker"), "from": "notes:2"}
        yield {"kind": "image", **self.picture("image")}
        yield {"kind": "story", **self.story("story")}
        yield {
            "kind": "section",
            "heading": plain("section heading"),
            "stories": [self.story(f"story {number} of section") for number in (1, 2, 3)],
        }
        yield {"kind": "note", "label": word("note label"), "body": self.paragraphs("note")}


def png() -> bytes:
    """A picture of 8 by 5 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 5, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(9 * 5)))
        + chunk(b"IEND", b"")
    )


def _field_names() -> dict[str, str]:
    """Every field by what it is, with the harmless name it goes by."""
    names: dict[str, str] = {}
    Edition(lambda name: names.setdefault(name, f"word{len(names):03}x"))
    return names


FIELDS: Mapping[str, str] = _field_names()
NAMES: Mapping[str, str] = {name: field for field, name in FIELDS.items()}


def named(word: Word) -> Word:
    """The string of the field that goes by a harmless name."""
    return lambda name: word(NAMES[name])
