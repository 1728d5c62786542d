from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from brief.document import FigureWords, LineChart, SeriesWords
from brief.formats.base import Job
from brief.formats.email import ROW
from brief.formats.email.charts import bar_rows, draw, faces_of, line_picture

if TYPE_CHECKING:
    from brief.document import Document
    from brief.formats.base import Press

SIZES = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=8)


def figure(low: str, high: str = "", said: str = "reported", direction: str = "down") -> FigureWords:
    return FigureWords(
        id="f",
        label="F",
        words=low,
        size=low,
        said="" if said == "reported" else said,
        direction=direction,  # type: ignore[arg-type]
        bound=None,
        low=Decimal(low),
        high=Decimal(high or low),
        unit="%",
        said_id=said,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def chart(every_kind: Document) -> LineChart:
    return next(block for block in every_kind.blocks if isinstance(block, LineChart))


@pytest.fixture(scope="module")
def job(every_kind: Document, press: Press) -> Job:
    return Job(ROW, every_kind, press)


@given(SIZES)
def test_the_cells_of_a_bar_fill_its_width(sizes: list[Decimal]) -> None:
    for _, cells in bar_rows([figure(str(size)) for size in sizes]):
        assert sum(cell.width for cell in cells) == 100
        assert all(cell.width > 0 for cell in cells)


def test_what_is_not_reported_is_drawn_open() -> None:
    rows = bar_rows([figure("-8"), figure("-4", said="expected"), figure("-2", said="claimed")])
    looks = [[(cell.width, cell.look) for cell in cells] for _, cells in rows]
    assert looks == [
        [(100, "fall")],
        [(50, "fall-open"), (50, "room")],
        [(25, "fall-open"), (75, "room")],
    ]


def test_a_range_is_sure_up_to_its_nearer_end() -> None:
    [(_, cells), _] = bar_rows([figure("20", "80", direction="up"), figure("100", direction="up")])
    assert [(cell.width, cell.look) for cell in cells] == [(20, "rise"), (60, "rise-open"), (20, "room")]


def test_a_falling_range_left_of_zero_is_sure_beside_the_axis() -> None:
    [(_, cells), _] = bar_rows([figure("-10", "-50"), figure("50", direction="up")])
    assert [cell.look for cell in cells] == ["fall-open", "fall", "room"]


def test_rises_and_falls_share_an_axis() -> None:
    rows = bar_rows([figure("-5"), figure("5", direction="up"), figure("0", direction="up")])
    looks = [[(cell.width, cell.look) for cell in cells] for _, cells in rows]
    assert looks == [[(50, "fall"), (50, "room")], [(50, "room"), (50, "rise")], [(50, "room"), (50, "room")]]


def pixels(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def test_a_line_chart_is_a_picture_at_twice_its_size_with_its_summary(chart: LineChart, job: Job) -> None:
    picture = line_picture(chart, job)
    assert picture is not None
    assert (picture.width, picture.height) == pixels(picture.data).size
    assert picture.width == 1104
    assert picture.alt == chart.summary


def test_the_words_of_a_line_chart_are_drawn(chart: LineChart, job: Job) -> None:
    blank = replace(
        chart,
        unit="",
        x=tuple(" " * len(label) for label in chart.x),
        series=tuple(replace(line, label=" ", words=(" ",) * len(line.words)) for line in chart.series),
    )
    named = replace(blank, series=tuple(replace(line, label="Inbound") for line in blank.series))
    with_names, without = line_picture(named, job), line_picture(blank, job)
    assert with_names is not None
    assert without is not None

    def ink(data: bytes) -> int:
        legend = Image.open(BytesIO(data)).convert("L").crop((0, 0, 1104, 60))
        return sum(legend.histogram()[:100])

    assert ink(with_names.data) > ink(without.data) + 500


def test_the_same_chart_gives_the_same_bytes(chart: LineChart, job: Job) -> None:
    assert line_picture(chart, job) == line_picture(chart, job)


def test_a_chart_whose_words_the_faces_cannot_draw_is_no_picture(chart: LineChart, job: Job) -> None:
    assert line_picture(replace(chart, x=("一", "二", "三", "四")), job) is None


def test_a_face_that_no_picture_can_be_drawn_with_draws_none_of_its_words(press: Press) -> None:
    packed = tuple(replace(face, file=face.file.with_suffix(".woff2")) for face in press.theme.faces)
    assert faces_of(packed, press.theme.type["sans"]).characters == frozenset()


def test_the_words_of_a_chart_stay_inside_the_picture(chart: LineChart, press: Press) -> None:
    faces = faces_of(press.theme.faces, press.theme.type["sans"])
    series = tuple(
        SeriesWords(f"A line with a long name {number}", (Decimal(10), Decimal(number)), ("10", f"{number}"))
        for number in range(6)
    )
    drawing = draw(replace(chart, x=("January", "February"), series=series), "en", faces)
    for line in drawing.lines:
        assert line.label_x + faces.width(line.label) <= drawing.width
        assert line.end_x + faces.width(line.end) <= drawing.width
        assert line.label_y < line.end_y <= drawing.height
    heights = sorted(line.end_y for line in drawing.lines)
    assert all(below - above >= drawing.size for above, below in pairwise(heights))


def test_a_gap_breaks_a_line_and_a_lone_value_is_a_dot(chart: LineChart, press: Press) -> None:
    drawing = draw(chart, "en", faces_of(press.theme.faces, press.theme.type["sans"]))
    assert [(len(line.runs), len(line.dots)) for line in drawing.lines] == [(1, 1), (1, 0)]


def test_ticks_are_written_in_the_language(chart: LineChart, press: Press) -> None:
    series = (SeriesWords("A", (Decimal("0.5"), Decimal("2.5")), ("0,5", "2,5")),)
    faces = faces_of(press.theme.faces, press.theme.type["sans"])
    drawing = draw(replace(chart, x=("1", "2"), series=series, unit="%"), "de", faces)
    assert "1\N{NO-BREAK SPACE}%" in [tick.words for tick in drawing.ticks]
    assert drawing.unit == ""


def test_arabic_words_are_drawn_whole(chart: LineChart, job: Job) -> None:
    blank = replace(chart, unit="", x=(" ",) * 4, series=(SeriesWords(" ", (None,) * 4, (" ",) * 4),))
    word = replace(blank, series=(replace(blank.series[0], label="القادمة"),))
    picture = line_picture(word, job)
    assert picture is not None
    legend = (
        Image.open(BytesIO(picture.data)).convert("L").crop((0, 0, 1104, 60)).point(lambda value: 255 * (value < 150))
    )
    columns = [at for at in range(54, 1104) if legend.crop((at, 0, at + 1, 60)).getbbox()]
    gaps = [right - left for left, right in pairwise(columns)]
    assert len(columns) > 40
    assert max(gaps) < 12
