"""The briefing that begins from an article: it builds as it is, and says of every word whose it is.

Figures and quotations are typed with their lines, which the checks trace. The article's own sentences are raw material:
their blocks say `view: source`, which every format prints and which a final edition may not have. Words that a model
wrote are marked as its own until a person approves them.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.grammar import grammar
from brief.editing.spelled import bracketed, entry_line, item_line
from brief.intake import entry_for
from brief.reading.agreeing import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from brief.drafting.extracting import Extract
    from brief.drafting.speakers import Quoted
    from brief.drafting.stating import Stated
    from brief.drafting.telling import Dated
    from brief.editing import Value
    from brief.intake.kinds import Taken

REFERENCE = re.compile(rf"\{{({ID.pattern})(\.signed)?\}}")
"""A figure in prose, by its id."""
_DIGITS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>])")
_KEY_FIGURES, _BARS, _QUOTATIONS, _DATES = 4, 10, 2, 8
_LONGEST_TITLE = 110
_WIDTH = 100

_ABOUT = """\
# yaml-language-server: $schema=../briefing.schema.json
# Begun from an article: {title}.
# Figures, dates and quotations were found in its saved lines and can be traced to them; look at each. What it says
# about them stays its own: rewrite what is marked `view: source` in your words, and take the mark out.
"""
_WRITTEN = """\
# What `drafted` names was written by {model}, which is no person: read it against the lines that it cites, rewrite it
# and take its name or mark out, or stand for it: approved: {{by: YOUR NAME, at: {day}}}.
"""
_RAW = """\
  # Raw material: the article's own sentences, not yours. They are here to be rewritten. `brief check` finds them, and
  # nothing of a final edition is posted while they stand.
"""


class Article(NamedTuple):
    """A text that was taken in, what it states, and the source as which a briefing has it."""

    taken: Taken
    found: Extract
    source: str


class Worded(NamedTuple):
    """Words with the numbers of the lines that bear them out; a paragraph may have a heading."""

    text: str
    lines: tuple[int, ...]
    heading: str = ""


class Words(NamedTuple):
    """The words of a briefing that somebody wrote for it, and the figures and quotations that were chosen, by id."""

    title: Worded | None = None
    dek: Worded | None = None
    bottom_line: Worded | None = None
    paragraphs: tuple[Worded, ...] = ()
    key_figures: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()


class Written(NamedTuple):
    """Words for an article, the model that wrote them, the host on which it answered; what was left out, in lines."""

    model: str
    host: str
    words: Words
    left_out: tuple[str, ...] = ()


def draft(article: Article, slug: str, day: date, usual: str, written: Written | None = None) -> str:
    """The text of a briefing.yaml for an article that is saved as a source; `usual` is the desk's language."""
    taken, found, source = article
    own = _own_title(taken)
    title = own or slug.replace("-", " ").capitalize()
    words = written.words if written else None
    told = {
        name: passage
        for name in ("title", "dek", "bottom_line")
        if words and (passage := getattr(words, name)) is not None and passage.text
    }
    head: dict[str, Value] = {"title": plain(told["title"].text) if "title" in told else _plainly(title)}
    if "dek" in told:
        head["dek"] = prose(told["dek"], source)
    head["date"] = day.isoformat()
    if found.language != usual:
        head["lang"] = found.language
    head["status"] = "draft"
    parts = [_ABOUT.format(title=" ".join(title.split()))]
    if written:
        parts.append(_WRITTEN.format(model=" ".join(written.model.split()), day=day.isoformat()))
        head["drafted"] = {"model": written.model, "host": written.host, "words": [*told]}
    parts += [f"{entry_line(key, value, 0, chr(10))}\n" for key, value in head.items()]
    if "bottom_line" in told:
        parts.append(f"bottom_line: |\n{_wrapped(prose(told['bottom_line'], source), 2)}")
    about: dict[str, Value] = dict(entry_for(taken, f"sources/{source}.txt"))
    if own:
        about["title"] = own
    parts.append(f"\n{entry_line('sources', {source: about}, 0, chr(10))}\n")
    if found.figures:
        parts.append("\nfigures:\n" + "".join(f"{row}\n" for row in figure_rows(found, source)))
        keys: list[Value] = [*(words.key_figures if words else ())] or [one.id for one in found.figures]
        parts.append(f"\nkey_figures: {bracketed(keys[:_KEY_FIGURES], json_only=False)}\n")
    parts.append(f"\nblocks:\n{chr(10).join(_blocks(found, source, words))}")
    return "".join(parts)


def figure_rows(found: Extract, source: str) -> list[str]:
    """The figures of an article as lines of `figures:`, each with its place in the source."""
    return [f"  {one.id}: {bracketed(_figure(one, source), json_only=False)}" for one in found.figures]


def prose(passage: Worded, source: str) -> str:
    """A passage as prose: its words as they are, its figures by their ids, its lines cited."""
    lines = ",".join(_ranges(sorted(set(passage.lines))))
    return _with_figures(passage.text, _escaped) + (f" [@{source}:{lines}]" if lines else "")


def plain(text: str) -> str:
    """Words of a field without emphasis, with its figures by their ids."""
    return _with_figures(text, _plainly)


def _with_figures(text: str, escaped: Callable[[str], str]) -> str:
    parts = []
    at = 0
    for found in REFERENCE.finditer(text):
        parts += [escaped(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, escaped(text[at:])])


def _ranges(lines: Sequence[int]) -> Iterator[str]:
    """Numbers of lines as citations have them: `3`, `5-7`."""
    start = 0
    for at, line in enumerate(lines):
        if at + 1 == len(lines) or lines[at + 1] != line + 1:
            yield str(line) if start == at else f"{lines[start]}-{line}"
            start = at + 1


def _wrapped(text: str, indent: int) -> str:
    """A text on lines of its own, which are one paragraph."""
    own = " " * indent
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"{own}{line}\n" for line in lines)


def _own_title(taken: Taken) -> str:
    """The article's own title, or a first line that is one; empty where it has none."""
    first = taken.lines[0].lstrip("# ").strip()
    is_title = len(first) <= _LONGEST_TITLE and first[-1:] not in {".", "!", "\u201d", '"', ""}
    return taken.title or (first if is_title else "")


def _figure(one: Stated, source: str) -> dict[str, Value]:
    made: dict[str, Value] = {"label": one.label, one.direction: one.typed}
    if one.said != "reported":
        made["said"] = one.said
    return {**made, "from": f"{source}:{one.lines}", "words": one.words}


def _blocks(found: Extract, source: str, words: Words | None) -> Iterator[str]:
    own = grammar(found.language)
    for one in words.paragraphs if words else ():
        heading = f"\n{entry_line('heading', plain(one.heading), 4, chr(10))}" if one.heading else ""
        yield f"  - kind: text\n    drafted: true{heading}\n    body: |\n{_wrapped(prose(one, source), 6)}"
    if found.sentences and not words:
        items: list[Value] = [f"{_escaped(one.text)} [@{source}:{one.line}]" for one in found.sentences]
        raw: dict[str, Value] = {"kind": "list", "view": "source", "heading": own.raw, "items": items}
        yield _RAW + _block(raw)
    changes = [one.id for one in found.figures if one.direction != "is" and one.amount.unit.startswith("%")]
    if len(changes) > 1:
        names: list[Value] = [*changes[:_BARS]]
        yield f"  - kind: bars\n    heading: {own.moved}\n    figures: {bracketed(names, json_only=False)}\n"
    for quotation in _chosen(found, words)[:_QUOTATIONS]:
        yield _block(_quotation(quotation, source))
    if dates := _told(found.dates):
        yield _block(
            {
                "kind": "timeline",
                "view": "source",
                "heading": own.dates,
                "items": [
                    {"when": _when(one.when), "what": f"{_escaped(one.sentence)} [@{source}:{one.line}]"}
                    for one in dates
                ],
            }
        )


def _when(written: str) -> str:
    """A date as a timeline has it: one in digits year first, `12.11.2025` as `2025-11-12`."""
    found = _DIGITS.fullmatch(written)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else written


def _chosen(found: Extract, words: Words | None) -> list[Quoted]:
    """The quotations that were chosen by their ids; without a choice the first."""
    ids = quotation_ids(found)
    return [ids[name] for name in words.quotations] if words else [*ids.values()]


def quotation_ids(found: Extract) -> dict[str, Quoted]:
    """An article's quotations by the ids under which they are chosen."""
    return {f"q{number}": one for number, one in enumerate(found.quotations, 1)}


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
