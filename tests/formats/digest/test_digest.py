"""Every dialect over short and long editions, at every limit and one below and above it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.artifact import File
from brief.desk import Desk
from brief.document import Items, Table, Text
from brief.errors import FormatError
from brief.formats import FORMATS
from brief.formats.base import Format, Job, render
from brief.formats.digest import Digest, file_name, messages
from brief.formats.digest.measures import utf16_units, written
from brief.formats.digest.plain import joined
from brief.formats.markdown import ROW as MARKDOWN
from brief.formats.parts import PartSpelling
from brief.prose import Line, Link, Prose, Strong, plain
from messages_of import letters, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press
    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece

DIALECTS = [row for row in FORMATS.values() if isinstance(row.make, Digest)]
NAMES = [row.name for row in DIALECTS]
MARK = re.compile(r"(?m)^[_* ]*\d+/\d+[_* ]*$")


def digest(row: Format) -> Digest:
    assert isinstance(row.make, Digest)
    return row.make


def sizes(row: Format, document: Document, press: Press) -> list[int]:
    return [digest(row).size(payload) for payload in digest(row).split(Job(row, document.cited(), press))]


def long(document: Document, times: int) -> Document:
    """The edition with long paragraphs, a long list and a long table added."""
    sentence = "The harbour master said that the tide would turn before noon, and it did. "
    prose = Prose(tuple(plain(sentence * 12) for _ in range(times)))
    link = Line((Link(plain("the log of the day"), ("https://example.org/log",)), Strong(plain(" was read " * 9))))
    more = (
        Text(id="long", heading=plain("At length"), prose=prose),
        Items(id="list", heading=plain("One by one"), items=(link,) * (4 * times)),
        Table(
            id="rows",
            heading=plain("Row by row"),
            columns=(plain("Hour"), plain("Ships")),
            rows=tuple((plain(f"Hour {at}"), plain(str(at * 7))) for at in range(40 * times)),
            numeric=(False, True),
        ),
    )
    return replace(document, blocks=(*document.blocks, *more))


def test_the_dialects_are_those_that_the_table_makes_on_request() -> None:
    assert NAMES == ["github", "gitlab", "mattermost", "slack", "discord", "matrix"]
    assert [row.name for row in FORMATS.values() if row.on_request] == NAMES
    assert {row.family for row in DIALECTS} == {"markdown"}
    assert all(row.limit and row.unit for row in DIALECTS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("times", [0, 1, 6])
def test_no_message_is_longer_than_its_target_takes_and_nothing_is_lost(
    name: str, times: int, every_kind: Document, press: Press
) -> None:
    document = long(every_kind, times) if times else every_kind
    row = FORMATS[name]
    artifact = render(row, document, press)
    assert max(sizes(row, document, press)) <= row.limit
    whole = render(replace(row, limit=10**9, make=replace(digest(row), holds=lambda _: True)), document, press)
    assert words_of(artifact) == words_of(whole)


def words_of(artifact: Artifact) -> str:
    """All words of the messages but for their numbers and the header that a divided table repeats."""
    text = letters("\n".join(MARK.sub("", said(file)) for file in artifact.files))
    assert "HourShips" in text or "Hour0" not in text
    return text.replace("HourShips", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("times", [0, 2])
def test_at_its_own_length_one_below_and_one_above(name: str, times: int, every_kind: Document, press: Press) -> None:
    """What fits by a hair is one message; what does not is two, and neither is too long."""
    document = long(every_kind, times) if times else every_kind
    free = replace(digest(FORMATS[name]), holds=lambda _: True, ends=lambda _: False)
    row = replace(FORMATS[name], make=free, limit=10**9)
    [whole] = sizes(row, document, press)
    for limit in (whole - 1, whole, whole + 1):
        found = sizes(replace(row, limit=limit), document, press)
        assert max(found) <= limit
        assert len(found) == (2 if limit < whole else 1), limit


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("limit", [900, 1_300, 2_000, 2_001, 3_000, 5_000])
def test_a_small_limit_is_kept_by_every_message(name: str, limit: int, every_kind: Document, press: Press) -> None:
    document = long(every_kind, 1)
    kept = {"slack": limit + 600, "matrix": 4_096 + 2 * limit}.get(name, limit)
    row = replace(FORMATS[name], limit=kept)
    found = sizes(row, document, press)
    assert max(found) <= kept
    assert len(found) > 1


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_numbered_and_none_ends_with_a_heading(name: str, every_kind: Document, press: Press) -> None:
    row = replace(FORMATS[name], limit={"slack": 6_000, "matrix": 9_000}.get(name, 2_000))
    artifact = render(row, long(every_kind, 1), press)
    count = len(artifact.files)
    assert count > 1
    assert [file.name for file in artifact.files] == messages(row, [file.name for file in artifact.files])
    assert artifact.files[0].name == row.file
    assert artifact.files[1].name == file_name(row, 2)
    for number, file in enumerate(artifact.files, 1):
        text = said(file)
        assert f"{number}/{count}" in text
        before = text[: text.rindex(f"{number}/{count}")].rstrip("_*\n ").splitlines()[-1]
        assert not before.startswith("#"), "a heading stands last"


def test_a_fence_and_a_header_are_repeated(every_kind: Document, press: Press) -> None:
    document = replace(long(every_kind, 6), key_figures=())
    shown = [said(file) for file in render(FORMATS["discord"], document, press).files]
    tables = [text for text in shown if "Hour " in text]
    assert len(tables) > 1
    for text in shown:
        assert text.count("```") % 2 == 0
    for text in tables:
        assert "```\nHour" in text


def channels(fit: str, name: str, **more: object) -> Desk:
    return Desk.model_validate(
        {"channels": {"team": {"kind": "folder", "format": name, "fit": fit, "path": "out"}}, **more}
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_that_asks_for_a_cut_gets_one_message_that_says_what_is_missing(
    name: str, every_kind: Document, press: Press
) -> None:
    row = replace(FORMATS[name], limit={"slack": 7_000, "matrix": 9_000}.get(name, 2_000))
    asked = replace(press, desk=channels("cut", name))
    artifact = render(row, every_kind, asked)
    [cut] = [file for file in artifact.files if ".cut." in file.name]
    assert cut.name == file_name(row, 1, "cut")
    assert {each.action for each in artifact.cuts} <= {"shortened", "left out"}
    assert artifact.cuts
    assert all(f"{row.limit:,} {row.unit}" in each.reason for each in artifact.cuts)
    text = said(cut)
    assert "Left out for space" in text
    assert "Read the full digest" in text
    assert "https://example.org/2025-05-12-corvina" in cut.data.decode()
    kept = render(row, every_kind, replace(press, desk=channels("split", name)))
    assert not kept.cuts
    assert not [file for file in kept.files if ".cut." in file.name]


def test_a_cut_that_loses_nothing_says_nothing(every_kind: Document, press: Press) -> None:
    artifact = render(FORMATS["github"], every_kind, replace(press, desk=channels("cut", "github")))
    whole, cut = artifact.files
    assert whole.data == cut.data
    assert artifact.cuts == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("times", [0, 2])
def test_a_cut_at_its_own_length_one_below_and_one_above(
    name: str, times: int, every_kind: Document, press: Press
) -> None:
    """What fits by a hair is cut by nothing; what does not gives something up, and is still one message."""
    document = long(every_kind, times) if times else every_kind
    row = replace(FORMATS[name], make=replace(digest(FORMATS[name]), holds=lambda _: True, ends=lambda _: False))
    [whole] = sizes(replace(row, limit=10**9), document, press)
    for limit in (whole - 1, whole, whole + 1):
        sized = replace(row, limit=limit)
        made, cuts = digest(sized).cut(Job(sized, document.cited(), press))
        assert [digest(row).size(payload) <= limit for payload in made] == [True]
        assert bool(cuts) == (limit < whole)


SENTENCE = "The harbour master said that the tide would turn before noon, and it did. "


@pytest.mark.parametrize("name", NAMES)
def test_blocks_that_have_nothing_shorter_are_broken_off_in_a_cut_and_named(
    name: str, every_kind: Document, press: Press
) -> None:
    """One message it is, whatever the blocks; the names of those that are not whole stand in it, in their order."""
    first, second, third = (
        Text(id=word, heading=plain(word), prose=Prose((plain(SENTENCE * 60),) * 2), keep=word != "Third")
        for word in ("First", "Second", "Third")
    )
    row = replace(FORMATS[name], limit={"slack": 7_000, "matrix": 11_000}.get(name, 3_000))
    for blocks in ((first,), (first, second, third)):
        document = replace(every_kind, blocks=blocks, key_figures=(), corrections=())
        [payload], cuts = digest(row).cut(Job(row, document.cited(), press))
        assert digest(row).size(payload) <= row.limit
        text = body_of(payload)
        assert SENTENCE.strip() in text
        assert not re.search(r"turn before noon, and it did\. The harbour master(?! said)", text), "not at a sentence"
        assert "Shortened for space: First" in text
        assert ("Left out for space: Second \N{MIDDLE DOT} Third" in text) == (len(blocks) > 1)
        assert {cut.name: cut.action for cut in cuts if cut.block in {"First", "Second", "Third"}} == {
            block.id: "left out" if block.id != "First" else "shortened" for block in blocks
        }
        assert "Read the full digest" in text


def body_of(payload: Payload) -> str:
    kind = "text/markdown" if isinstance(payload, str) else "application/json"
    return said(File("message", kind, written(payload)))


def test_a_cut_whose_blocks_cannot_be_divided_leaves_them_out(every_kind: Document, press: Press) -> None:
    link = Line((Link(plain("words " * 500), ("https://example.org",)),))
    document = replace(every_kind, blocks=(Text(id="a", heading=plain("Long"), prose=Prose((link,))),))
    row = FORMATS["discord"]
    [payload], cuts = digest(row).cut(Job(row, document.cited(), press))
    assert [(cut.name, cut.action) for cut in cuts if cut.block == "a"] == [("Long", "left out")]
    assert "Left out for space: Long" in body_of(payload)


def test_a_cut_whose_head_alone_is_too_long_is_several_messages(every_kind: Document, press: Press) -> None:
    document = replace(every_kind, dek=plain(SENTENCE * 40))
    row = FORMATS["discord"]
    made, _ = digest(row).cut(Job(row, document.cited(), press))
    assert len(made) > 1
    assert max(map(digest(row).size, made)) <= row.limit


def test_what_cannot_be_divided_and_is_too_long_is_told(every_kind: Document, press: Press) -> None:
    link = Line((Link(plain("words " * 500), ("https://example.org",)),))
    document = replace(every_kind, blocks=(Text(id="a", heading=plain("Long"), prose=Prose((link,))),))
    with pytest.raises(FormatError, match="longer than 2,000 characters"):
        render(FORMATS["discord"], document, press)


@pytest.mark.parametrize("count", [999, 1_000])
def test_a_thousand_messages_are_refused(count: int, every_kind: Document, press: Press) -> None:
    """Of more than there is room to number, one would be longer than its target takes."""
    prose = Prose((plain("x" * 400),) * (count - 4))
    document = replace(every_kind, blocks=(Text(id="a", heading=Line(), prose=prose),), key_figures=(), sources=())
    document = replace(document, dek=Line(), bottom_line=Prose(), corrections=(), as_of="", title=plain("x" * 400))
    row = replace(FORMATS["gitlab"], limit=420)
    if count == 1_000:
        with pytest.raises(FormatError, match="it is 1,000 messages"):
            sizes(row, document, press)
    else:
        found = sizes(row, document, press)
        assert (len(found), max(found) <= 420) == (count, True)


class Telegram(PartSpelling):
    """A chat that has strong words and links in HTML, and no headings, lists or tables."""

    heading: Callable[..., str] = lambda self, line, _: f"<b>{self.line(line)}</b>"
    item: Callable[..., str] = lambda self, line: f"• {self.line(line)}"
    quotation: Callable[..., str] = lambda self, prose, _: f"<blockquote>{self.spelled(prose)}</blockquote>"
    box: Callable[..., str] = lambda self, prose: self.spelled(prose)
    grid: Callable[..., str] = lambda self, grid: "\n".join(" · ".join(map(self.line, row)) for row in grid.rows)
    pictured: Callable[..., str] = lambda self, pictured: self.line(pictured.words)

    def text(self, words: str) -> str:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def payload(spelling: PartSpelling, pieces: Sequence[Piece]) -> dict[str, object]:
    return {"parse_mode": "HTML", "text": joined(pieces, spelling, lambda *_: "\n")}


def test_another_dialect_is_a_spelling_and_a_payload(every_kind: Document, press: Press) -> None:
    made = Digest(payload, lambda message: utf16_units(str(message["text"])))  # type: ignore[index]
    row = replace(MARKDOWN, name="telegram", file="t.json", spelling=Telegram, make=made, limit=4_096, unit="units")
    artifact = render(row, long(every_kind, 1), press)
    assert [file.name for file in artifact.files[:2]] == ["t.json", "t.2.json"]
    assert "<b>The channel reopens, and somebody has to pay</b>" in artifact.text
    assert "• [1] Harbour notice 12/25" in "".join(file.data.decode() for file in artifact.files)
