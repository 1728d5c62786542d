"""What of a proposal the article bears out: each passage on trial before the rules that every briefing is checked by.

A model is held to more than an editor: any rule that has a word to say leaves its passage out, and numbers, quotations
and addresses of its own do too. What is left out is told with its reason, and kept nowhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from brief.checks import check
from brief.checks.sources import opening
from brief.checks.tracing import FIGURE, named
from brief.composing import compose
from brief.drafting.drafts import REFERENCE, Worded, Words, figure_rows, prose
from brief.drafting.models.proposal import Paragraph
from brief.editing.spelled import entry_line, item_line
from brief.reading import read
from brief.reading.text import UNPRINTED
from brief.tracing.normal import normal
from brief.tracing.numbers import CLOCK
from brief.tracing.saved import Passage as Text
from brief.tracing.saved import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from brief.drafting.extracting import Extract
    from brief.drafting.models.proposal import Passage, Proposal
    from brief.editing.spelled import Value
    from brief.tracing.numbers import Mention

_SOURCE, _HEADING = "article", "heading of "
_OF_HEADINGS = frozenset({"E05", "S02", "S11"})
"""The rules by which a heading is tried: it is no statement, and names what stands in one."""
_ADDRESS = re.compile(r"\w+://\S*|\bwww\.\S*|\S+@\w\S*|(?<!\w)[\w-]{2,}(?:\.[\w-]+)*\.(?!js\b)[a-z]{2,}\b(?!\.)")
"""What mail programs make a link of by themselves: also a name with a dot inside, which is no sentence's end."""
_QUOTATION = 4
"""Words in quotation marks from which on they are a quotation, and no name or doubt."""


class LeftOut(NamedTuple):
    """Words of a model that the article does not bear out: which, how they begin, and why."""

    name: str
    opening: str
    why: str

    def __str__(self) -> str:
        """Its one line."""
        return f"{self.name.replace('_', ' ')} left out: “{self.opening}”: {self.why}"


class Grounded(NamedTuple):
    """What of a proposal holds, and what does not."""

    words: Words
    left_out: tuple[LeftOut, ...]


def grounded(proposal: Proposal, lines: Sequence[str], found: Extract, names: Sequence[str]) -> Grounded:
    """What of a proposal the lines of its article bear out; `names` are those that the desk knows."""
    where = {one.id: range(one.since or one.line, one.line + 1) for one in found.figures}
    proposed = {name: _printable(passage, where) for name, passage in proposal.passages()}
    trial = dict(_tried(proposed))
    reasons = _reasons(trial, lines, found, names)
    told = [
        LeftOut(name, opening(trial[name].text), why)
        for name, why in reasons.items()
        if name.removeprefix(_HEADING) not in reasons.keys() - {name}
    ]
    kept = {
        name: one._replace(heading="") if f"{_HEADING}{name}" in reasons else one
        for name, one in proposed.items()
        if one.text and name not in reasons
    }
    paragraphs: dict[str, Worded] = {}
    for name in (name for name in kept if name not in Words._fields):
        if same := paragraphs.get(kept[name].text):
            told.append(LeftOut(name, opening(same.text), "it says the same once more"))
        paragraphs.setdefault(kept[name].text, kept[name])
    words = Words(
        title=kept.get("title"),
        dek=kept.get("dek"),
        bottom_line=kept.get("bottom_line"),
        paragraphs=tuple(paragraphs.values()),
        key_figures=tuple(dict.fromkeys(proposal.key_figures)),
        quotations=tuple(dict.fromkeys(proposal.quotations)),
    )
    return Grounded(words, tuple(told))


def _printable(passage: Passage, where: Mapping[str, range]) -> Worded:
    """A passage without what no file may hold, which also cites the lines in which its figures stand."""
    own = [line for used in REFERENCE.finditer(passage.text) for line in where[used[1]]]
    heading = _clean(passage.heading) if isinstance(passage, Paragraph) else ""
    return Worded(_clean(passage.text), tuple(dict.fromkeys([*passage.lines, *own])), heading)


def _clean(text: str) -> str:
    return " ".join(UNPRINTED.sub(" ", text).split())


def _tried(proposed: Mapping[str, Worded]) -> Iterator[tuple[str, Worded]]:
    """Every run of words by its name, on its lines; a title that is empty is none, a paragraph is."""
    for name, one in proposed.items():
        if one.text or name not in Words._fields:
            yield name, one._replace(heading="")
        if one.heading:
            yield f"{_HEADING}{name}", Worded(one.heading, one.lines)


def _reasons(trial: Mapping[str, Worded], lines: Sequence[str], found: Extract, names: Sequence[str]) -> dict[str, str]:
    """Why passages do not hold, by their names; one that holds is not among them."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sources").mkdir()
        (folder / "sources" / "article.txt").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / "desk.yaml").write_text(entry_line("names", [*names], 0, "\n") + "\n", "utf-8")
        path = folder / "briefing.yaml"
        path.write_text(_briefing(trial.values(), found), "utf-8")
        material = read(path)
        findings = check(material, compose(material), {})
    pattern = known(named(material))
    reasons = {}
    for number, (name, one) in enumerate(trial.items(), 1):
        text = Text(REFERENCE.sub(FIGURE, one.text), found.language, pattern)
        told = (
            f"{finding.code}: {finding.message}"
            for finding in findings
            if finding.block == f"b{number}" and (not name.startswith(_HEADING) or finding.code in _OF_HEADINGS)
        )
        if why := next(_own(one, text, lines), "") or next(told, ""):
            reasons[name] = why
    return reasons


def _briefing(trial: Iterable[Worded], found: Extract) -> str:
    """A briefing in which each passage is a block of its own."""
    head: Mapping[str, Value] = {
        "title": "Trial",
        "lang": found.language,
        "sources": {_SOURCE: {"title": "The article", "file": "sources/article.txt"}},
    }
    blocks: list[Value] = [{"kind": "text", "body": prose(passage, _SOURCE) or "TK"} for passage in trial]
    written = [entry_line(key, value, 0, "\n") for key, value in head.items()]
    if rows := figure_rows(found, _SOURCE):
        written += ["figures:", *rows]
    return "\n".join([*written, "blocks:", *(item_line(one, 2, "\n") for one in blocks), ""])


def _own(passage: Worded, text: Text, lines: Sequence[str]) -> Iterator[str]:
    """What a model may not write by itself, whether the lines have it or not."""
    if not passage.text:
        yield "it says nothing"
    if not passage.lines:
        yield "it names no line"
    for mention in text.mentions:
        if mention.counts and mention.unit != CLOCK and not _is_name(mention, text, lines):
            yield f"it writes the number {text.text[mention.number : mention.end]} itself; figures come by their ids"
    for start, end in text.quotations:
        if len(text.text[start:end].split()) >= _QUOTATION:
            yield "it quotes; quotations come by their ids"
    if found := _ADDRESS.search(text.text):
        yield f"it names an address: {found[0]}"


def _is_name(mention: Mention, text: Text, lines: Sequence[str]) -> bool:
    """Whether a number belongs to a name that the article has, word for word: `Llama 3.1`."""
    before = next((token for token in reversed(text.tokens) if token.end <= mention.number), None)
    if before is None or not before.text[:1].isupper() or before.small in text.speech.common:
        return False
    if mention.unit or mention.bound or mention.sign or mention.scale != 1:
        return False
    name = re.compile(rf"(?<!\w){re.escape(text.text[before.start : mention.end])}(?!\w|[.,]\d)")
    return any(name.search(normal(line).text) for line in lines)
