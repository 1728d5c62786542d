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
from brief.drafting.drafts import REFERENCE, figure_rows, prose
from brief.drafting.models.proposal import Paragraph, Passage
from brief.editing.spelled import entry_line, item_line
from brief.reading import read
from brief.reading.text import UNPRINTED
from brief.tracing.normal import normal
from brief.tracing.numbers import CLOCK
from brief.tracing.saved import Passage as Text
from brief.tracing.saved import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.drafting.extracting import Extract
    from brief.drafting.models.proposal import Proposal
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
        return f"{self.name} left out: “{self.opening}”: {self.why}"


class Grounded(NamedTuple):
    """What of a proposal holds; a title, dek or bottom line that does not is None."""

    title: Passage | None
    dek: Passage | None
    bottom_line: Passage | None
    paragraphs: tuple[Paragraph, ...]
    key_figures: tuple[str, ...]
    quotations: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def grounded(proposal: Proposal, lines: Sequence[str], found: Extract, names: Sequence[str]) -> Grounded:
    """What of a proposal the lines of its article bear out; `names` are those that the desk knows."""
    where = {one.id: one.line for one in found.figures}
    cited = {name: _printable(passage, where) for name, passage in proposal.passages()}
    trial = [(name, Passage(text=text, lines=passage.lines)) for name, text, passage in _tried(cited)]
    reasons = _reasons(trial, lines, found, names)
    why = {name: reason for (name, _), reason in zip(trial, reasons, strict=True) if reason}
    told = (
        LeftOut(name, opening(passage.text), why[name])
        for name, passage in trial
        if name in why and name.removeprefix(_HEADING) not in why.keys() - {name}
    )
    kept = {name: None if name in why else passage for name, passage in cited.items()}
    paragraphs = (
        passage.model_copy(update={"heading": ""}) if f"{_HEADING}{name}" in why else passage
        for name, passage in kept.items()
        if isinstance(passage, Paragraph)
    )
    return Grounded(
        kept["title"],
        kept["dek"],
        kept["bottom_line"],
        tuple(paragraphs),
        tuple(dict.fromkeys(proposal.key_figures)),
        tuple(dict.fromkeys(proposal.quotations)),
        tuple(told),
    )


def _printable(passage: Passage, where: Mapping[str, int]) -> Passage:
    """A passage without what no file may hold, which also cites the lines in which its figures stand."""
    own = [where[used[1]] for used in REFERENCE.finditer(passage.text)]
    words = {"heading": _clean(passage.heading)} if isinstance(passage, Paragraph) else {}
    lines = tuple(dict.fromkeys([*passage.lines, *own]))
    return passage.model_copy(update={**words, "text": _clean(passage.text), "lines": lines})


def _clean(text: str) -> str:
    return " ".join(UNPRINTED.sub(" ", text).split())


def _tried(cited: Mapping[str, Passage]) -> Iterator[tuple[str, str, Passage]]:
    """Every run of words with its name and the passage whose lines bear it out; a title that is empty is none."""
    for name, passage in cited.items():
        if passage.text or isinstance(passage, Paragraph):
            yield name, passage.text, passage
        if isinstance(passage, Paragraph) and passage.heading:
            yield f"{_HEADING}{name}", passage.heading, passage


def _reasons(
    trial: Sequence[tuple[str, Passage]], lines: Sequence[str], found: Extract, names: Sequence[str]
) -> list[str]:
    """Why each passage does not hold; empty where it does."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sources").mkdir()
        (folder / "sources" / "article.txt").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / "desk.yaml").write_text(entry_line("names", [*names], 0, "\n") + "\n", "utf-8")
        path = folder / "briefing.yaml"
        path.write_text(_briefing([passage for _, passage in trial], found), "utf-8")
        material = read(path)
        findings = check(material, compose(material), {})
    pattern = known(named(material))
    reasons = []
    for number, (name, passage) in enumerate(trial, 1):
        text = Text(REFERENCE.sub(FIGURE, passage.text), found.language, pattern)
        told = (
            f"{finding.code}: {finding.message}"
            for finding in findings
            if finding.block == f"b{number}" and (not name.startswith(_HEADING) or finding.code in _OF_HEADINGS)
        )
        reasons.append(next(_own(passage, text, lines), "") or next(told, ""))
    return reasons


def _briefing(trial: Sequence[Passage], found: Extract) -> str:
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


def _own(passage: Passage, text: Text, lines: Sequence[str]) -> Iterator[str]:
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
