"""Every format against the Document: nothing is found on what was made, and everything that was falsified is."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.artifact import File
from brief.document import Bars, Table, Text
from brief.errors import FormatError
from brief.formats import FORMATS
from brief.formats.base import render
from brief.formats.hearing import heard
from brief.formats.spelling import Url
from brief.parity import disagreements
from brief.parity.streams import Heard, stream
from brief.prose import Line, Link, MergeField, Prose, plain, walk
from documents import build_every_kind, build_every_kind_rtl
from hostile import Edition
from making import home, make
from naughty import alone, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press
    from hostile import Word

READ = [name for name, row in FORMATS.items() if row.read and not row.corrects]
BRIEFINGS = sorted((Path(__file__).parents[2] / "briefings").glob("*/briefing.yaml"))
FALSIFIED = ("email", "text", "markdown")


def told(name: str, artifact: Artifact, text: str | None = None) -> list[str]:
    first, *others = artifact.files
    data = first.data if text is None else text.encode()
    files = (replace(first, data=data), *others)
    return [f"{one.words} {one.link}" for one in disagreements(artifact.printed, heard(FORMATS[name], files))]


def altered(artifact: Artifact, old: str, new: str) -> Artifact:
    """The artifact with other words in all its files."""
    files = tuple(replace(file, data=file.data.replace(old.encode(), new.encode())) for file in artifact.files)
    return replace(artifact, files=files)


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda path: path.parent.name)
def test_what_ships_says_the_same_everywhere(path: Path) -> None:
    artifacts = make(path, READ)
    assert {name: told(name, artifact) for name, artifact in artifacts.items()} == {name: [] for name in READ}


@pytest.mark.parametrize("document", [build_every_kind(), build_every_kind_rtl()], ids=["ltr", "rtl"])
@pytest.mark.parametrize("name", [name for name in READ if name != "eml"])
def test_every_kind_of_block_is_read_back(name: str, document: Document, press: Press) -> None:
    assert told(name, render(FORMATS[name], document, press)) == []


AMOUNT = re.compile(r"(?<![\w#./-])[+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?%?(?![^<>\n]*>)")
"""A number that is no part of an address, a name or a tag."""


def falsified(text: str) -> Iterator[tuple[str, str]]:
    """Copies of a text with one fault each."""
    for found in AMOUNT.finditer(text):
        start, end, amount = found.start(), found.end(), found[0]
        at = next(place for place, sign in enumerate(amount) if sign.isdigit())
        digit = f"{amount[:at]}{(int(amount[at]) + 1) % 10}{amount[at + 1 :]}"
        yield f"digit {amount}", f"{text[:start]}{digit}{text[end:]}"
        if amount[0] in "+\N{MINUS SIGN}":
            turned = ("+" if amount[0] != "+" else "\N{MINUS SIGN}") + amount[1:]
            yield f"sign {amount}", f"{text[:start]}{turned}{text[end:]}"
            yield f"lost sign {amount}", f"{text[:start]}{amount[1:]}{text[end:]}"
        if amount.endswith("%"):
            yield f"unit {amount}", f"{text[:start]}{amount[:-1]}{text[end:]}"
    for one, other in itertools.pairwise(AMOUNT.finditer(text)):
        if one[0] != other[0]:
            swapped = text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]
            yield f"swapped {one[0]} and {other[0]}", swapped
    for found in re.finditer(r"(?:, )?<?e?m?>?expected(?:</em>)?", text):
        yield "expected", text[: found.start()] + text[found.end() :]
    for found in re.finditer(r"https://example\.org/[\w/-]+", text):
        yield f"link {found[0]}", f"{text[: found.start()]}https://example.org/elsewhere{text[found.end() :]}"


@pytest.mark.parametrize("name", FALSIFIED)
def test_what_was_falsified_in_finished_bytes_is_found(name: str, press: Press) -> None:
    """Where a reader sees another word or another address, a disagreement is told; what no reader sees is none."""
    document = build_every_kind()
    artifact = render(FORMATS[name], document, press)
    row, first = FORMATS[name], artifact.files[0]
    clean = heard(row, artifact.files)
    missed, count = [], 0
    for fault, text in falsified(first.data.decode()):
        file = File(first.name, first.media_type, text.encode())
        if _says_otherwise(document, clean, heard(row, (file, *artifact.files[1:]))):
            count += 1
            if not told(name, artifact, text):
                missed.append(fault)
    assert missed == []
    assert count > 70


@pytest.mark.needs("pango")
def test_what_was_falsified_on_the_page_is_found(press: Press) -> None:
    """A screen reader's words of the page, each with one fault; and a page on which two figures changed places."""
    from brief.formats.pdf.readback import confirm_whole, otherwise, read

    document = build_every_kind()
    printed = render(FORMATS["pdf"], document, press)
    clean = Heard(_AXIS.sub("", " ".join(read(printed.data).passages)))
    faults = [
        (fault, Heard(text))
        for fault, text in falsified(clean.text)
        if not fault.startswith("link") and _says_otherwise(document, clean, Heard(text))
    ]
    assert len(faults) > 70
    missed = [
        fault for fault, one in faults if not [found for found in otherwise(printed.printed, one) if not found.link]
    ]
    assert missed == []
    first, second, *others = document.key_figures
    exchanged = (replace(first, words=second.words), replace(second, words=first.words), *others)
    other = render(FORMATS["pdf"], replace(document, key_figures=exchanged), press)
    with pytest.raises(FormatError, match="the page does not say"):
        confirm_whole(read(other.data), document)


_AXIS = re.compile(r"0 20 40 60 (?=Mon)")
"""The ticks of a chart's axis, which are no words of the edition."""


def _says_otherwise(document: Document, clean: Heard, now: Heard) -> bool:
    """Whether a reader of the story meets other words or another address; mastheads and feet belong to no story."""
    own = {document.publication.unsubscribe, document.publication.web_address}
    if [link for link in now.links if link[1] not in own] != [link for link in clean.links if link[1] not in own]:
        addresses = [[address for _, address in one.links if address not in own] for one in (clean, now)]
        if addresses[0] != addresses[1] and len(addresses[0]) == len(addresses[1]):
            return True
    before, after = stream(clean.text).text, stream(now.text).text
    starts, ends = before.index(stream("The channel reopens").text), before.rindex(stream("a slipped point").text)
    changed = next(
        (at for at, signs in enumerate(zip(before, after, strict=False)) if signs[0] != signs[1]), len(before)
    )
    return before != after and starts <= changed < ends


@pytest.mark.parametrize("name", ["text", "discord", "slack", "matrix"])
def test_a_row_that_goes_on_in_the_next_line_is_read_to_its_end(name: str, press: Press) -> None:
    """Long names, long amounts and both, in tables and bars that are drawn of characters."""
    document = build_every_kind()
    [bars] = [block for block in document.blocks if isinstance(block, Bars)]
    long = "Marine insurers of the northern and the southern reach"
    first, second, *others = bars.figures
    longer = (
        replace(first, label=long),
        replace(second, label=f"{long} together", words="up at least 6.25 thousand percentage points of it"),
        *others,
    )
    blocks = tuple(replace(block, figures=longer) if block is bars else block for block in document.blocks)
    assert told(name, render(FORMATS[name], replace(document, blocks=blocks), press)) == []


def table(document: Document, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Document:
    """The document with this table alone."""
    block = Table(
        id="t",
        columns=tuple(map(plain, columns)),
        rows=tuple(tuple(map(plain, row)) for row in rows),
        numeric=(False,) * len(columns),
    )
    return replace(document, blocks=(block,))


SHORT = ("Reach", "Pilots", "Dues")
WIDE = (
    "The northern reach of the harbour",
    "where Pilots are waited for from the second of May on",
    "and pay their dues",
)


@pytest.mark.parametrize("name", [name for name in READ if name != "eml"])
def test_a_table_says_its_rows_in_columns_or_each_cell_behind_its_column_s_name(name: str, press: Press) -> None:
    for columns, row in ((SHORT, SHORT), (SHORT, ("", "two", "12")), (WIDE, WIDE[::-1]), (WIDE, ("", *WIDE[:2]))):
        document = table(build_every_kind(), columns, row, ("South", "", "9"), row)
        assert told(name, render(FORMATS[name], document, press)) == []
    single = table(build_every_kind(), (" ".join(WIDE),), ("North",), ("South",))
    assert told(name, render(FORMATS[name], single, press)) == []


@pytest.mark.parametrize("name", ["text", "markdown", "discord", "slack"])
def test_a_table_without_a_name_of_its_columns_is_told(name: str, press: Press) -> None:
    for columns in (SHORT, WIDE):
        document = table(build_every_kind(), columns, ("North", "two", "12"), ("South", "one", "9"))
        artifact = render(FORMATS[name], document, press)
        assert told(name, artifact) == []
        assert told(name, altered(artifact, "Pilots", "Captains"))


LINKS = [
    Line((*plain("See "), Link(plain(said), (address,)), *plain(", 5 ships")))
    for said in ("the log", "the [log]", "https://example.org/log", "desk@example.org", "+49123456")
    for address in (
        "https://example.org/log",
        "mailto:desk@example.org",
        "tel:+49123456",
        "https://example.org/(a)?q=<b>.",
    )
]
TOKEN = MergeField("name", '{{ reader.name | default: "you" }}', "reader", "Ada")


@pytest.mark.parametrize("name", [name for name in READ if name != "eml"])
def test_an_address_is_a_link_or_stands_behind_its_words(name: str, press: Press) -> None:
    merged = Line(
        (Link(plain("Vote"), ("https://example.org/?r=", TOKEN)), *plain(" or <https://example.org>, 5 times"))
    )
    document = replace(build_every_kind(), blocks=(Text(id="t", prose=Prose((*LINKS, merged))),))
    assert told(name, render(FORMATS[name], document, press)) == []


@pytest.mark.parametrize("name", ["text", "markdown", "discord", "slack", "matrix"])
def test_another_address_is_told(name: str, press: Press) -> None:
    document = replace(build_every_kind(), blocks=(Text(id="t", prose=Prose(tuple(LINKS[:3]))),))
    artifact = render(FORMATS[name], document, press)
    for address, other in (("g/log", "g/lag"), ("desk@", "disk@"), ("+49123456", "+49123457")):
        assert len(told(name, altered(artifact, address, other))) == 1


@pytest.mark.parametrize("name", [name for name in READ if name != "eml"])
def test_a_link_in_a_table_is_one_or_stands_behind_its_words(name: str, press: Press) -> None:
    document = table(build_every_kind(), ("Log", "Ships"), ("a", "1"))
    [block] = document.blocks
    assert isinstance(block, Table)
    for address in ("https://example.org/log", "mailto:desk@example.org", "tel:+49123456"):
        for said in ("log", "desk@example.org", address.removeprefix("tel:")):
            cells = (Line((Link(plain(said), (address,)),)), plain("5"))
            # Slack has one table a message: the second stands in columns of characters.
            blocks = tuple(replace(block, id=each, rows=(cells, cells)) for each in "tu")
            artifact = render(FORMATS[name], replace(document, blocks=blocks), press)
            assert told(name, artifact) == []
            assert told(name, altered(artifact, address.partition(":")[2][2:9], "another"))


@pytest.mark.parametrize("name", [name for name in READ if name != "eml"])
def test_words_that_begin_as_a_quotation_does_are_words(name: str, press: Press) -> None:
    document = build_every_kind()
    first, *others = document.key_figures
    link = Line((Link(plain("> 5 more"), ("https://example.org/more",)),))
    document = replace(
        document,
        key_figures=(replace(first, label="> 7 days"), *others),
        blocks=(Text(id="t", prose=Prose((link, plain("> 9 ships")))),),
    )
    assert told(name, render(FORMATS[name], document, press)) == []


def test_a_label_that_begins_with_a_source_s_number_is_none(press: Press) -> None:
    document = build_every_kind()
    [bars] = [block for block in document.blocks if isinstance(block, Bars)]
    numbered = tuple(replace(figure, label=f"1 {figure.label}") for figure in bars.figures)
    document = replace(document, blocks=(replace(bars, figures=numbered),))
    assert [told(name, render(FORMATS[name], document, press)) for name in FALSIFIED] == [[]] * len(FALSIFIED)


@pytest.mark.parametrize(
    "word", [together(2), *map(alone, (6, 15, 41))], ids=["together", "alone 6", "alone 15", "alone 41"]
)
def test_no_words_are_missed_where_they_stand(word: Word) -> None:
    artifacts = make(Edition(word).write(home() / "naughty"), READ)
    assert {name: told(name, artifact) for name, artifact in artifacts.items()} == {name: [] for name in READ}


FIGURES = re.compile(r"1,240(?= units)|(?<=over )8(?=%)|(?<=\N{MINUS SIGN})3\.1(?=%)|2\.5(?= units)")
"""The amounts of an edition that holds any words."""


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_was_falsified_among_any_words_is_found(name: str) -> None:
    """Each amount with another digit, each address of a link with another end."""
    artifact = make(Edition(alone(6)).write(home() / "naughty"), [name])[name]
    text = artifact.text
    amounts = [*FIGURES.finditer(text)]
    faults = [f"{text[: found.start()]}7{text[found.start() + 1 :]}" for found in amounts]
    spelling = FORMATS[name].spelling()
    lines = [line for _, line in artifact.printed.lines()]
    addresses = {str(spelling(Url(node.target))) for line in lines for node in walk(line) if isinstance(node, Link)}
    faults += [text.replace(address, "https://example.org/elsewhere") for address in addresses]
    missed = [fault for fault in faults if not told(name, artifact, fault)]
    assert missed == []
    assert len(amounts) > 15
    assert len(addresses) > 5
