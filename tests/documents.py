"""One Document that holds every kind of block and every kind of figure, for all formats; its story is invented."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from brief import theme
from brief.desk import Desk
from brief.document import (
    KINDS,
    Bars,
    Contents,
    CorrectionNotice,
    Document,
    FigureTrace,
    FigureWords,
    Image,
    Items,
    LineChart,
    Note,
    Numbers,
    Picture,
    Publication,
    Quote,
    Row,
    Rows,
    Section,
    SeriesWords,
    SourceEntry,
    Story,
    Table,
    Text,
)
from brief.formats.base import Press, package_templates
from brief.languages import language
from brief.prose import (
    Citation,
    Code,
    Emphasis,
    Figure,
    Line,
    Link,
    MergeField,
    Prose,
    SourceLines,
    Strong,
    plain,
)
from brief.prose import Text as Words

if TYPE_CHECKING:
    from brief.figures import Bound, Direction, Said
    from brief.prose import Inline

READER = MergeField("first_name", "*|FNAME|*", "reader", "Ada")


def png(width: int = 8, height: int = 5, colour: bytes = b"\x8c\x1d\x2f") -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + colour * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture(name: str, alt: str, caption: str = "", credit: str = "") -> Picture:
    return Picture(name, "image/png", png(), 8, 5, alt, caption, credit)


def line(*nodes: Inline | str) -> Line:
    return Line(tuple(Words(node) if isinstance(node, str) else node for node in nodes))


def prose(*paragraphs: Line | str) -> Prose:
    return Prose(tuple(plain(part) if isinstance(part, str) else part for part in paragraphs))


def cite(number: int, *lines: tuple[int, int]) -> Citation:
    return Citation((SourceLines(f"s{number}", lines),), (number,))


def figure(  # noqa: PLR0913  (the parts of a figure)
    name: str,
    words: str,
    low: str,
    high: str = "",
    *,
    label: str = "",
    size: str = "",
    direction: Direction = "is",
    bound: Bound | None = None,
    unit: str = "%",
    said: tuple[Said, str] = ("reported", ""),
    source: int = 1,
    as_of: str = "",
) -> FigureWords:
    return FigureWords(
        id=name,
        label=label or name.capitalize(),
        words=words,
        size=size or words.lstrip("+\N{MINUS SIGN}"),
        said=said[1],
        direction=direction,
        bound=bound,
        low=Decimal(low),
        high=Decimal(high or low),
        unit=unit,
        said_id=said[0],
        as_of=as_of,
        citation=cite(source, (3, 3)),
    )


REFLOAT = figure(
    "refloat",
    "down over 8%",
    "-8",
    label="Reeds Towage",
    size="over 8%",
    direction="down",
    bound="over",
)
FREIGHT = figure("freight", "+6.25%", "6.25", label="Freight index", direction="up", as_of="As of 9 May 2025")
INSURER = figure(
    "insurer",
    "\N{MINUS SIGN}3.1%",
    "-3.1",
    label="Marine insurers",
    direction="down",
    said=("expected", "expected"),
)
FERRIES = figure("ferries", "unchanged", "0", label="Ferries", size="0%", direction="up")
DELAY = figure("delay", "1.5\N{EN DASH}70 hours", "1.5", "70", label="Delay of a ship", unit="hours")
FLEET = figure(
    "fleet",
    "about 1,240 ships",
    "1240",
    label="Ships waiting",
    bound="about",
    unit="ships",
    said=("claimed", "claimed"),
)

_BLOCKS = (
    Contents(
        id="contents",
        heading=plain("In this edition"),
        stories=(
            ("lead", plain("Tugs free the Corvina after nine days")),
            ("ferry", plain("Ferries keep to the winter timetable")),
            ("crane", plain("A crane by the numbers")),
        ),
    ),
    Text(
        id="happened",
        heading=plain("What happened"),
        keep=True,
        prose=prose(
            line(
                "Dear ",
                READER,
                ", the harbour is ",
                Strong(line("open again")),
                ". Shares of Reeds Towage lost ",
                Figure("refloat", words="over 8%"),
                " while the freight index rose ",
                Figure("freight", words="6.25%"),
                cite(1, (3, 3), (5, 7)),
                ".",
            ),
            line(
                "The ",
                Emphasis(line("Corvina")),
                " sent ",
                Code("PAN PAN"),
                " at 04:10; ",
                Link(
                    line("the log of the ", Emphasis(line("coast guard"))),
                    ("https://example.org/log?ship=corvina_2&day=9",),
                ),
                " is public",
                cite(2),
                ".",
            ),
        ),
        short=Text(
            id="happened",
            heading=plain("What happened"),
            keep=True,
            prose=prose(line("The harbour is ", Strong(line("open again")), cite(1, (3, 3)), ".")),
        ),
    ),
    Numbers(id="strip", heading=plain("The day in four figures"), figures=(FLEET, DELAY, FERRIES, INSURER)),
    Bars(
        id="moves",
        heading=plain("Who moved most"),
        figures=(REFLOAT, FREIGHT, INSURER, FERRIES),
        caption="Closing prices against the day before.",
        citation=cite(1, (9, 12)),
    ),
    LineChart(
        id="queue",
        heading=plain("The queue at the mouth"),
        x=("Mon", "Tue", "Wed", "Thu"),
        series=(
            SeriesWords("Inbound", (Decimal(12), Decimal(48), None, Decimal(31)), ("12", "48", "no value", "31")),
            SeriesWords("Outbound", (Decimal(9), Decimal(22), Decimal(40), Decimal(18)), ("9", "22", "40", "18")),
        ),
        unit="ships",
        caption="Counted at noon.",
        summary="Inbound rose from 12 to 48 ships and ended at 31; outbound rose from 9 to 40 and ended at 18.",
        citation=cite(2, (4, 8)),
    ),
    Table(
        id="tugs",
        heading=plain("The tugs"),
        columns=(plain("Tug"), plain("Home port"), plain("Bollard pull (t)")),
        rows=(
            (plain("Anna | Berta"), line("Lowhaven", cite(2, (14, 14))), plain("84")),
            (plain("Citadel"), line(Strong(line("Reed Point"))), plain("112")),
        ),
        numeric=(False, False, True),
        caption="As registered.",
        citation=cite(2, (14, 15)),
    ),
    Rows(
        id="ship",
        heading=plain("The ship at a glance"),
        rows=(
            Row("Name", line(Emphasis(line("Corvina")))),
            Row("Length", line("212 metres", cite(2, (2, 2)))),
        ),
        role="facts",
    ),
    Rows(
        id="crew",
        heading=plain("Who is involved"),
        rows=(
            Row("Ida Marsh", plain("Harbour master; leads the inquiry")),
            Row("Tom\N{NO-BREAK SPACE}Reed", line("Owner of Reeds Towage", cite(1, (20, 20)))),
        ),
        role="people",
    ),
    Rows(
        id="events",
        heading=plain("Nine days"),
        rows=(
            Row("3 May", line("The ship runs aground", cite(1, (2, 2)))),
            Row("4\N{EN DASH}11 May", plain("Three attempts fail")),
            Row("12 May", plain("The tide lifts her; tugs pull her free")),
        ),
        role="timeline",
    ),
    Items(
        id="unknown",
        heading=plain("What we do not know"),
        view="The desk\N{RIGHT SINGLE QUOTATION MARK}s view",
        items=(
            line(Strong(line("Who pays.")), " The insurers have not spoken", cite(1, (18, 18)), "."),
            plain("Whether the channel needs dredging."),
        ),
    ),
    Quote(
        id="words",
        prose=prose("\N{LEFT DOUBLE QUOTATION MARK}She came off like a cork.\N{RIGHT DOUBLE QUOTATION MARK}"),
        speaker="Ida Marsh, harbour master",
        citation=cite(1, (21, 21)),
    ),
    Image(
        id="map",
        picture=picture(
            "images/channel.png", "A map of the channel with the wreck buoy", "The narrowest point", "Desk chart"
        ),
    ),
    Section(
        id="around",
        heading=plain("Around the harbour"),
        stories=(
            Story(
                id="lead",
                heading=plain("Tugs free the Corvina after nine days"),
                prose=prose(line("Four tugs and a spring tide did it", cite(1, (2, 2)), ".")),
                size="lead",
                link=Link(plain("Lowhaven Gazette"), ("https://example.org/gazette/corvina",)),
                picture=picture("images/tugs.png", "Four tugs ahead of a freighter", credit="Harbour office"),
            ),
            Story(
                id="ferry",
                heading=plain("Ferries keep to the winter timetable"),
                prose=prose("Fares are unchanged."),
                link=Link(plain("Timetable"), ("https://example.org/ferries?reader=", READER)),
            ),
        ),
    ),
    Story(
        id="crane",
        heading=plain("A crane by the numbers"),
        prose=prose("It lifts 600 tonnes."),
        size="brief",
    ),
    Note(
        id="sponsor",
        label="Sponsored",
        prose=prose(line("Reeds Towage pulls for you. ", Link(plain("Ask us"), ("mailto:tugs@example.org",)), ".")),
    ),
)


def build_every_kind() -> Document:
    """Every kind of block; figures up, down, bound, expected, claimed, unchanged and as a range."""
    assert {type(block) for block in _BLOCKS} == set(KINDS)
    return Document(
        slug="2025-05-12-corvina",
        language="en",
        direction="ltr",
        labels=language("en").labels,
        publication=Publication(
            name="The Lowhaven Brief",
            tagline="One harbour, every morning",
            logo=picture("desk/logo.png", "The Lowhaven Brief"),
            postal_address="Quay Street 1, 12345 Lowhaven",
            unsubscribe="https://example.org/unsubscribe",
            web_address="https://example.org/2025-05-12-corvina",
        ),
        title=plain("The channel reopens, and somebody has to pay"),
        subject=plain("The channel reopens"),
        preheader=plain("Freight rose, towage fell, and the insurers are silent."),
        blocks=_BLOCKS,
        status="final",
        status_words="Corrected",
        section="Shipping",
        date="12 May 2025",
        date_iso="2025-05-12",
        as_of="As of 12 May 2025, session: close",
        edition="Edition 12",
        authors="By Ada Quay and Ben Sluice",
        author_names=("Ada Quay", "Ben Sluice"),
        tags=("shipping", "insurance"),
        dek=line("Nine days after the ", Emphasis(line("Corvina")), " ran aground, ships move; the bill is open."),
        bottom_line=prose(
            line("Expect a week of delays and ", Strong(line("a dispute over costs")), cite(1, (1, 2)), ".")
        ),
        key_figures=(REFLOAT, INSURER, FREIGHT, DELAY),
        sources=(
            SourceEntry(
                1,
                "s1",
                "Harbour notice 12/25",
                publisher="Harbour office",
                author="Ida Marsh",
                published="12 May 2025",
                url="https://example.org/notices/12",
            ),
            SourceEntry(
                2,
                "s2",
                "The desk\N{RIGHT SINGLE QUOTATION MARK}s notes on the coast guard\N{RIGHT SINGLE QUOTATION MARK}s log",
            ),
        ),
        corrections=(
            CorrectionNotice(
                "corrected",
                "Corrected",
                "13 May 2025",
                Line(
                    (
                        Words("Freight index: +6.25%, not +62.5%. Reason: a "),
                        Emphasis(plain("slipped")),
                        Words(" point"),
                        cite(2),
                    )
                ),
            ),
        ),
        traces=(FigureTrace(REFLOAT, "Harbour notice 12/25", "sources/notice.md:3", "fell more than eight per cent"),),
    )


def build_every_kind_rtl() -> Document:
    arabic = language("ar")
    return replace(
        build_every_kind(),
        language="ar",
        direction="rtl",
        labels=arabic.labels,
        title=plain("القناة تفتح من جديد"),
        dek=line(
            "ارتفع المؤشر ",
            Figure("freight", words="+6.25%"),
            " اليوم.",
        ),
        status_words=arabic.labels["corrected"],
    )


@pytest.fixture(scope="session")
def every_kind() -> Document:
    """The whole Document in English."""
    return build_every_kind()


@pytest.fixture(scope="session")
def every_kind_rtl() -> Document:
    """The same blocks under Arabic labels and an Arabic title, read from right to left."""
    return build_every_kind_rtl()


@pytest.fixture(scope="session")
def press() -> Press:
    """What rendering needs, with nothing a desk would have to set."""
    roots = (package_templates(),)
    return Press(
        Desk(),
        theme.load("default", roots),
        roots,
        instant=datetime(2025, 5, 12, 6, tzinfo=UTC),
    )
