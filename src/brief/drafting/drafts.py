"""The briefing that begins from an article: it builds as it is, and says of every word whose it is.

Figures and quotations are typed with their lines, which the checks trace. The article's own sentences are raw material:
their blocks say `view: source`, which every format prints and which a final edition may not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.drafting.grammar import grammar
from brief.editing.spelled import bracketed, entry_line, item_line
from brief.intake import entry_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from brief.drafting.extracting import Extract
    from brief.drafting.speakers import Quoted
    from brief.drafting.stating import Stated
    from brief.drafting.telling import Dated
    from brief.editing import Value
    from brief.intake.kinds import Taken

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>])")
_KEY_FIGURES, _BARS, _QUOTATIONS, _DATES = 4, 10, 2, 8
_LONGEST_TITLE = 110

_ABOUT = """\
# yaml-language-server: $schema=../briefing.schema.json
# Begun from an article: {title}.
# Figures, dates and quotations were found in its saved lines and can be traced to them; look at each. What it says
# about them stays its own: rewrite what is marked `view: source` in your words, and take the mark out.
"""
_RAW = """\
  # Raw material: the article's own sentences, not yours. They are here to be rewritten. `brief check` finds them, and
  # nothing of a final edition is posted while they stand.
"""


def draft(taken: Taken, found: Extract, source: str, slug: str, day: date, usual: str) -> str:  # noqa: PLR0913, PLR0917  (what a briefing begins with)
    """The text of a briefing.yaml for an article that is saved as a source; `usual` is the desk's language."""
    title = _title(taken, slug)
    head: dict[str, Value] = {"title": _plainly(title), "date": day.isoformat()}
    if found.language != usual:
        head["lang"] = found.language
    head["status"] = "draft"
    parts = [_ABOUT.format(title=" ".join(title.split()))]
    parts += [f"{entry_line(key, value, 0, chr(10))}\n" for key, value in head.items()]
    about: dict[str, Value] = dict(entry_for(taken, f"sources/{source}.txt"))
    if not taken.title:
        about["title"] = title
    parts.append(f"\n{entry_line('sources', {source: about}, 0, chr(10))}\n")
    if found.figures:
        rows = (f"  {one.id}: {bracketed(_figure(one, source), json_only=False)}\n" for one in found.figures)
        parts.append(f"\nfigures:\n{''.join(rows)}")
        keys: Value = [one.id for one in found.figures[:_KEY_FIGURES]]
        parts.append(f"\nkey_figures: {bracketed(keys, json_only=False)}\n")
    parts.append(f"\nblocks:\n{chr(10).join(_blocks(found, source))}")
    return "".join(parts)


def _title(taken: Taken, slug: str) -> str:
    """The article's own title, a first line that is one, else the short name in words."""
    first = taken.lines[0].lstrip("# ").strip()
    is_title = len(first) <= _LONGEST_TITLE and first[-1:] not in {".", "!", "\u201d", '"', ""}
    return taken.title or (first if is_title else slug.replace("-", " ").capitalize())


def _figure(one: Stated, source: str) -> dict[str, Value]:
    made: dict[str, Value] = {"label": one.label, one.direction: one.typed}
    if one.said != "reported":
        made["said"] = one.said
    return {**made, "from": f"{source}:{one.lines}", "words": one.words}


def _blocks(found: Extract, source: str) -> Iterator[str]:
    own = grammar(found.language)
    if found.sentences:
        items: list[Value] = [f"{_escaped(one.text)} [@{source}:{one.line}]" for one in found.sentences]
        raw: dict[str, Value] = {"kind": "list", "view": "source", "heading": own.raw, "items": items}
        yield _RAW + _block(raw)
    changes = [one.id for one in found.figures if one.direction != "is" and one.amount.unit.startswith("%")]
    if len(changes) > 1:
        names: list[Value] = [*changes[:_BARS]]
        yield f"  - kind: bars\n    heading: {own.moved}\n    figures: {bracketed(names, json_only=False)}\n"
    for one in found.quotations[:_QUOTATIONS]:
        yield _block(_quotation(one, source))
    if dates := _told(found.dates):
        yield _block(
            {
                "kind": "timeline",
                "view": "source",
                "heading": own.dates,
                "items": [
                    {"when": one.when, "what": f"{_escaped(one.sentence)} [@{source}:{one.line}]"} for one in dates
                ],
            }
        )


def _quotation(one: Quoted, source: str) -> dict[str, Value]:
    made: dict[str, Value] = {"kind": "quote", "body": _escaped(one.words)}
    if one.speaker:
        made["speaker"] = one.speaker
    return {**made, "from": f"{source}:{one.lines}"}


def _told(dates: Sequence[Dated]) -> list[Dated]:
    """The dates, each sentence once, in the order of time as far as their years tell it."""
    by_sentence = {one.sentence: one for one in reversed(dates)}
    kept = [one for one in dates if by_sentence[one.sentence] is one][:_DATES]
    return sorted(kept, key=lambda one: int(found[0]) if (found := re.search(r"\d{4}", one.when)) else 9999)


def _block(content: dict[str, Value]) -> str:
    return f"{item_line(content, 2, chr(10))}\n"


def _escaped(text: str) -> str:
    """Words that are to be read as they are, in prose."""
    return _SPECIAL.sub(r"\\\1", text)


def _plainly(text: str) -> str:
    """Words that are to be read as they are, in a field without emphasis."""
    return re.sub(r"([\\{}])", r"\\\1", text)
