from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.document import Row, Rows
from brief.errors import FormatError
from brief.prose import Prose, plain
from documents import build_every_kind, build_every_kind_rtl, cite
from pages import edition, kind, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.artifact import Artifact
    from brief.document import Document, Text

pytestmark = pytest.mark.needs("pango")


def test_the_words_are_read_in_the_order_of_the_document(printed: Callable[..., Artifact]) -> None:
    from brief.formats.pdf.readback import read

    spoken = " ".join("".join(read(printed(build_every_kind()).data).passages).split())
    order = (
        "The channel reopens",
        "a dispute over costs",
        "What happened",
        "The day in four figures",
        "Who moved most",
    )
    places = [spoken.index(words) for words in (*order, "The queue at the mouth", "The tugs", "Sponsored", "Sources")]
    assert places == sorted(places)


def test_a_page_that_lacks_a_block_is_refused(printed: Callable[..., Artifact]) -> None:
    from brief.formats.pdf.readback import confirm, read

    whole = edition(text("a", 60), text("b", 60))
    data = printed(edition(text("a", 60))).data
    with pytest.raises(FormatError, match="the page lost words of 'B'"):
        confirm(read(data), whole)


def test_a_page_with_one_word_less_is_refused(printed: Callable[..., Artifact]) -> None:
    from brief.formats.pdf.readback import confirm, read

    def of(words: str) -> Text:
        return replace(text("a", 5), prose=Prose((plain(words),)))

    data = printed(edition(of("Shares fell by four per cent."))).data
    confirm(read(data), edition(of("Shares fell by four per cent.")))
    with pytest.raises(FormatError, match="the page lost words of 'A'"):
        confirm(read(data), edition(of("Shares fell by over four per cent.")))


ARABIC = (
    "أغلقت البلدية الجسر القديم أمام السيارات، وتابعت الصحف ما جرى؛ والحافلات تسلك طريق الشمال (حتى الربيع).",
    "ارتفع عدد ركاب العبّارة 18% في أسبوع واحد، وتراجعت مبيعات السوق أكثر من 7% حتى يوم الأحد الماضي.",
    "متى تُفتح الطريق كاملة، ومن يدفع كلفة العبّارة: لا يقول ذلك أحد.",
)


def arabic(*paragraphs: str) -> Document:
    block = replace(text("a", 5), heading=plain("ما الذي تقرّر"), prose=Prose(tuple(map(plain, paragraphs))))
    return replace(build_every_kind_rtl(), blocks=(block,))


def test_a_page_that_runs_from_right_to_left_is_read_whole(printed: Callable[..., Artifact]) -> None:
    assert printed(arabic(*ARABIC)).cuts == ()
    assert printed(replace(arabic(*ARABIC), dek=plain(""))).cuts == ()
    assert printed(build_every_kind_rtl(), allow_overflow=True).data


@pytest.mark.parametrize(
    "other",
    [
        (ARABIC[0], ARABIC[1]),
        (ARABIC[1], ARABIC[0], ARABIC[2]),
        (ARABIC[0], ARABIC[1].replace("واحد", "واحدة"), ARABIC[2]),
        (ARABIC[0], ARABIC[1].replace("18", "81%"), ARABIC[2]),
    ],
    ids=["a paragraph less", "another order", "another letter", "another figure"],
)
def test_a_page_that_runs_from_right_to_left_and_lacks_words_is_refused(
    printed: Callable[..., Artifact], other: tuple[str, ...]
) -> None:
    from brief.formats.pdf.readback import confirm, read

    with pytest.raises(FormatError, match="the page lost words of"):
        confirm(read(printed(arabic(*other)).data), arabic(*ARABIC))


def test_blocks_in_another_order_are_refused(printed: Callable[..., Artifact]) -> None:
    from brief.formats.pdf.readback import confirm, read

    data = printed(edition(text("b", 40), kind("rows"))).data
    with pytest.raises(FormatError, match="the page lost words"):
        confirm(read(data), edition(kind("rows"), text("b", 40)))


def test_divided_words_are_read_whole(printed: Callable[..., Artifact]) -> None:
    long = "Harbourmasterships, internationalisation and counterdemonstrations notwithstanding, everything continued. "
    blocks = (text("a", 220), replace(text("b", 5), prose=Prose((plain(long * 3),))), text("c", 230))
    document = edition(*blocks)
    assert printed(document).cuts == ()


@pytest.mark.parametrize(
    "words",
    [
        "Δ and ∆, µ and μ, Ω and \u2126 in one line",
        "rock \u2019n\u2019 roll and rock \u02bcn\u02bc roll",
        "efficient offices, fluffy waffles, ﬁne ligatures",
        "H\N{SUBSCRIPT TWO}O, 10\N{SUPERSCRIPT FOUR}, ½, …, non\N{NON-BREAKING HYPHEN}breaking",
        "soft\N{SOFT HYPHEN}hyphens and hard-hyphens",
        "a greeting, مرحبا بالعالم, in the middle of a line",
        "Съешь ещё этих мягких булок, Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
        "a\N{COMBINING ACUTE ACCENT} and e\N{COMBINING DIAERESIS} apart",
        "\N{ZERO WIDTH SPACE}zero\N{ZERO WIDTH JOINER}width\N{WORD JOINER}",
    ],
)
def test_what_a_font_draws_alike_is_no_loss(printed: Callable[..., Artifact], words: str) -> None:
    block = replace(text("a", 5), heading=plain(words), prose=Prose((plain(words),)))
    assert printed(edition(block, key_figures=())).cuts == ()


def test_a_range_whose_line_ends_behind_its_dash_is_no_loss(printed: Callable[..., Artifact]) -> None:
    for dash in "\N{EN DASH}-":
        row = Row("Range", plain("wide " * 9 + f"1.5{dash}7.25 " * 60))
        assert printed(edition(Rows(id="rows", rows=(row,), role="facts"))).cuts == ()


def test_a_label_that_begins_with_a_fraction_is_no_loss(printed: Callable[..., Artifact]) -> None:
    half = replace(build_every_kind().key_figures[0], label="\N{VULGAR FRACTION ONE HALF} share")
    assert printed(edition(text("a", 60), key_figures=(half, half))).cuts == ()


def test_an_amount_that_is_the_number_of_its_source_is_no_loss(printed: Callable[..., Artifact]) -> None:
    one = replace(build_every_kind().key_figures[0], label="Models", words="1", said="", as_of="", citation=cite(1))
    assert printed(edition(text("a", 60), key_figures=(one, replace(one, label="1")))).cuts == ()


def test_a_page_of_key_figures_alone_is_printed(printed: Callable[..., Artifact]) -> None:
    assert printed(edition(kind("numbers"))).gauge


def test_a_font_that_the_system_lent_is_refused(printed: Callable[..., Artifact]) -> None:
    from brief.formats.pdf.readback import confirm_fonts, read

    data = printed(edition(text("what", 60))).data
    assert read(data).fonts >= {"Brief-Serif", "Brief-Sans", "Brief-Display-Semi-Bold"}
    confirm_fonts(read(data), ["Brief Serif", "Brief Sans", "Brief Display"])
    with pytest.raises(FormatError) as caught:
        confirm_fonts(read(data), ["Brief Sans", "Brief Display"])
    assert str(caught.value).startswith("the page is set in Brief-Serif, which is no face of the theme\n")
