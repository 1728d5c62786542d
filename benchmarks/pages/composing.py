"""Briefings of any length from the prose in `stock.yaml`: the same row of the table always gives the same text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

STOCK = Path(__file__).with_name("stock.yaml")
_SENTENCE = re.compile(r"(?<=[.?!”]) (?=[A-Z])")
_ALL_SHORTENED = 500
"""From how many words on long blocks have a short version."""
_LEAST = 20
"""Words below which no block is begun."""
_FIGURES = {
    **{
        f"a{number}": (f"A{number}", f"{long} mm")
        for number, long in ((2, 594), (3, 420), (4, 297), (5, 210), (6, 148))
    },
    "narrow": ("Narrow column", "40"),
    "good": ("One column", "66"),
    "longest": ("Upper limit", "80"),
    "pages1": ("Part one", "12"),
    "pages2": ("Part two", "18"),
    "pages3": ("Part three", "19"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts: about so many words of prose, from which subject on, beside what, and on which paper."""

    words: int
    subject: int
    sides: tuple[str, ...] = ()
    paper: str = "a4"
    form: str = "brief"
    all_subjects: bool = False
    """Whether the first text of each subject is kept, and not only the first of all."""
    refused: bool = False

    @property
    def name(self) -> str:
        """What it is called in the table and on the contact sheet."""
        return f"{self.words} {self.paper} {self.form}{' ' + '+'.join(self.sides) if self.sides else ''}"


_BARS, _TABLE, _QUOTE, _FACTS = ("bars",), ("table",), ("quote",), ("facts",)
TEXTS = (
    Text(60, 0),
    Text(80, 1, _BARS, "letter"),
    Text(100, 2),
    Text(130, 3, paper="letter"),
    Text(160, 4, _TABLE),
    Text(190, 0, _BARS, "letter"),
    Text(220, 1, ("table", "list")),
    Text(250, 2, paper="letter"),
    Text(260, 3, ("bars", "timeline")),
    Text(280, 4, ("people",), "letter"),
    Text(300, 0, ("bars", "facts", "quote")),
    Text(320, 1, paper="letter"),
    Text(340, 2, ("timeline", "quote")),
    Text(360, 3, _BARS, "letter"),
    Text(380, 4, ("table", "people", "list")),
    Text(400, 0),
    Text(420, 1, ("bars", "table"), "letter"),
    Text(450, 2, ("quote", "facts"), form="newsletter"),
    Text(480, 3, ("bars", "people"), "letter"),
    Text(475, 4, ("table", "list")),
    Text(500, 0, _BARS, "letter", "newsletter"),
    Text(560, 1, ("bars", "list")),
    Text(640, 2, ("timeline", "facts"), "letter", all_subjects=True),
    Text(730, 3, ("bars", "people")),
    Text(850, 4, _TABLE, "letter", "newsletter"),
    Text(1000, 0, ("bars", "facts"), all_subjects=True),
    Text(1200, 2, ("timeline",), form="newsletter", all_subjects=True),
    Text(1500, 3, ("bars", "timeline", "people"), "letter", all_subjects=True),
    Text(1400, 1, _BARS, refused=True),
    Text(1600, 4, _TABLE, "letter", "newsletter", refused=True),
)


@cache
def _stock() -> list[dict[str, Any]]:
    return yaml.safe_load(STOCK.read_text(encoding="utf-8"))


def briefing(text: Text) -> dict[str, Any]:
    """The text as a briefing file holds it."""
    stock = _stock()
    turned = [*stock[text.subject :], *stock[: text.subject]]
    sides = [side for subject in turned for kind in text.sides for side in subject["sides"] if side["kind"] == kind]
    sides = [next(side for side in sides if side["kind"] == kind) for kind in text.sides]
    left = text.words - sum(map(_count, sides))
    blocks = []
    for part in (part for subject in turned for part in subject["texts"]):
        if left < _LEAST:
            break
        block = _block(part, left, text, first=not blocks)
        blocks.append(block)
        left -= _count(block)
    # What supports the text stands where it is met: one side after each text.
    ordered = [entry for number, block in enumerate(blocks) for entry in (block, *sides[number : number + 1])]
    ordered += sides[len(blocks) :]
    if text.form == "newsletter":
        ordered = [*_sections(blocks, turned), *sides] if text.words > _ALL_SHORTENED else [*blocks, *sides]
    if text.refused:
        ordered = [{**block, "keep": True} for block in ordered]
    head = turned[0]
    names = [name for side in sides for name in side.get("figures", ())]
    figures = {name: {"label": _FIGURES[name][0], "is": _FIGURES[name][1]} for name in names}
    return {
        "title": head["title"],
        "dek": head["dek"],
        "date": "2026-02-02",
        "status": "final",
        "bottom_line": head["bottom_line"],
        **({"figures": figures} if figures else {}),
        "blocks": ordered,
    }


def _sections(stories: list[dict[str, Any]], subjects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The stories under the names of their subjects."""
    for subject in subjects:
        headlines = [part["heading"] for part in subject["texts"]]
        inside = [
            {key: value for key, value in story.items() if key != "kind"}
            for story in stories
            if story["headline"] in headlines
        ]
        if inside:
            yield {"kind": "section", "heading": subject["name"], "stories": inside}


def _block(part: dict[str, str], left: int, text: Text, *, first: bool) -> dict[str, Any]:
    """A block of at most about so many words: whole sentences from its beginning on."""
    body = _begun(part["body"], left)
    made: dict[str, Any] = {"kind": "text", "heading": part["heading"], "body": body}
    if text.form == "newsletter":
        made = {"kind": "story", "headline": part["heading"], "body": body, "size": "lead" if first else "normal"}
    if text.words > _ALL_SHORTENED and not text.refused and len(body.split()) > 2 * len(part["short"].split()):
        made["short"] = part["short"]
    if first or (text.all_subjects and part in [subject["texts"][0] for subject in _stock()]):
        made["keep"] = True
    return made


def _begun(body: str, words: int) -> str:
    paragraphs: list[str] = []
    for paragraph in body.strip().split("\n\n"):
        kept: list[str] = []
        for sentence in _SENTENCE.split(paragraph):
            if words * 2 >= len(sentence.split()):
                kept.append(sentence)
                words -= len(sentence.split())
            else:
                words = 0
        if kept:
            paragraphs.append(" ".join(kept))
    return "\n\n".join(paragraphs)


def _count(block: dict[str, Any]) -> int:
    """Words of prose, as far as a page counts them."""
    words = [block.get("heading", ""), block.get("headline", ""), block.get("body", ""), block.get("caption", "")]
    items = block.get("items", ())
    if isinstance(items, dict):
        words += [*items, *items.values()]
    else:
        words += [" ".join(map(str, item.values())) if isinstance(item, dict) else item for item in items]
    words += [cell for row in block.get("rows", ()) for cell in row]
    return sum(len(entry.split()) for entry in words)


def write(text: Text, folder: Path) -> Path:
    """Write the text as an edition with its desk; gives its path."""
    folder.mkdir(parents=True)
    desk = {"name": "Plumbline", "tagline": "Papers on paper", "lang": "en", "zone": "UTC", "paper": text.paper}
    (folder / "desk.yaml").write_text(yaml.safe_dump(desk, sort_keys=False), encoding="utf-8")
    path = folder / "briefing.yaml"
    # JSON is YAML in which nothing is taken for a date or a number.
    path.write_text(json.dumps(briefing(text), ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    return path
