from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import tinyhtml5

from brief.desk import Desk
from brief.document import Contents, LineChart, Numbers, Rows, Section, Story
from brief.formats import FORMATS
from brief.formats.base import render
from brief.prose import Link, MergeField, Prose, plain, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from brief.document import Document
    from brief.formats.base import Press


def web(document: Document, press: Press) -> str:
    return render(FORMATS["web"], document, press).text


def parsed(page: str) -> Element:
    tree: Element = tinyhtml5.parse(page, namespace_html_elements=False)
    return tree


def said(page: str) -> str:
    """The words of a page, blanks folded."""
    body = parsed(page).find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


@pytest.fixture(scope="module")
def page(every_kind: Document, press: Press) -> str:
    return web(every_kind, press)


def test_it_has_one_h1_skips_no_level_and_names_itself(page: str, every_kind: Document) -> None:
    tree = parsed(page)
    levels = [int(node.tag[1]) for node in tree.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert tree.findtext("head/title") == words(every_kind.title)
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")


def test_it_has_a_banner_one_main_part_and_a_foot(page: str) -> None:
    assert [node.tag for node in parsed(page).iterfind("body/*")] == ["header", "main", "footer"]


def test_every_table_has_a_caption_with_words_and_every_header_a_scope(page: str) -> None:
    tables = list(parsed(page).iter("table"))
    assert len(tables) >= 3
    for table in tables:
        caption = table.find("caption")
        assert caption is not None
        assert "".join(caption.itertext()).strip()
        assert {header.get("scope") for header in table.iter("th")} <= {"col", "row"}


def test_it_asks_for_nothing_and_runs_nothing(page: str) -> None:
    tags = Counter(str(node.tag) for node in parsed(page).iter())
    assert not {"script", "link", "iframe", "object", "embed"} & tags.keys()
    assert "url(" not in page
    assert "@import" not in page


def test_its_pictures_are_the_files_of_the_email(every_kind: Document, press: Press) -> None:
    email, made = (render(FORMATS[name], every_kind, press) for name in ("email", "web"))
    charts = {file for file in email.files[1:] if any(block.id in file.name for block in lines(every_kind))}
    assert set(made.files[1:]) == set(email.files[1:]) - charts
    sources = {image.get("src") for image in parsed(made.text).iter("img")}
    assert sources == {file.name for file in made.files[1:]}
    hosted = replace(press, desk=Desk(image_base="https://img.example.org/x"))
    sources = {image.get("src") for image in parsed(web(every_kind, hosted)).iter("img")}
    assert all(source and source.startswith("https://img.example.org/x/") for source in sources)


def lines(document: Document) -> list[LineChart]:
    return [block for block in document.blocks if isinstance(block, LineChart)]


def test_every_picture_has_its_words_and_its_size(page: str, every_kind: Document) -> None:
    images = list(parsed(page).iter("img"))
    assert {picture.alt for picture in every_kind.pictures()} - {""} <= {image.get("alt") for image in images} | {
        every_kind.publication.logo.alt if every_kind.publication.logo else ""
    }
    assert all(int(image.get("width", "0")) > 0 and int(image.get("height", "0")) > 0 for image in images)


def test_a_picture_fills_the_page_where_it_has_the_pixels(every_kind: Document, press: Press) -> None:
    [story] = [block for block in every_kind.every_block() if isinstance(block, Story) and block.picture][:1]
    assert story.picture
    large = replace(story, picture=replace(story.picture, width=3000, height=1000))
    shown = replace(every_kind, blocks=(large,), publication=replace(every_kind.publication, logo=None))
    [image] = parsed(web(shown, press)).iter("img")
    assert (image.get("width"), image.get("height")) == ("656", "218")


def test_every_figure_of_the_edition_stands_on_it_with_its_id(page: str, every_kind: Document) -> None:
    printed = {(node.get("data-figure"), "".join(node.itertext())) for node in parsed(page).iter("bdi")}
    assert {(figure.id, figure.words) for _, figure in every_kind.figures()} <= printed


def test_a_chart_of_lines_is_a_drawing_with_words_and_a_table_of_its_values(page: str, every_kind: Document) -> None:
    [block] = lines(every_kind)
    tree = parsed(page)
    drawing = next(node for node in tree.iter() if str(node.tag).endswith("svg"))
    title = next(node for node in drawing if str(node.tag).endswith("title"))
    assert (drawing.get("role"), drawing.get("aria-labelledby")) == ("img", title.get("id"))
    assert title.text == block.summary or block.caption or block.name
    values = [cell.text for cell in tree.findall(".//details//td[@class='number']")]
    series = [each.words for each in block.series]
    assert values == [word for row in zip(*series, strict=True) for word in row]


def test_a_bar_has_its_number_in_text_beside_it(page: str) -> None:
    [table] = [table for table in parsed(page).iter("table") if table.get("class") == "bars"]
    for row in table.iter("tr"):
        assert row.findtext("th")
        strokes = [part.get("style", "") for part in row.iter("i")]
        assert not strokes or sum(int(re.sub(r"\D", "", width)) for width in strokes) == 100
        value = row.find("td[@class='value']")
        assert value is not None
        assert "".join(value.itertext()).strip()


def test_a_citation_leads_to_its_source_and_a_line_of_contents_to_its_story(page: str, every_kind: Document) -> None:
    tree = parsed(page)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    inner = {target[1:] for node in tree.iter("a") if (target := node.get("href", "")).startswith("#")}
    assert inner <= set(ids)
    assert {f"source-{source.number}" for source in every_kind.sources} <= inner
    stories = {name for block in every_kind.blocks if isinstance(block, Contents) for name, _ in block.stories}
    assert stories
    assert stories <= inner


def test_a_merge_field_is_its_fallback_in_words_and_addresses(every_kind: Document, press: Press) -> None:
    field = MergeField("first_name", "*|FNAME|*", "friend", "Ada")
    story = Story(
        id="s",
        heading=plain("Headline"),
        prose=Prose((replace(plain(""), nodes=(field,)),)),
        link=Link(plain("Timetable"), ("https://example.org/?who=", field)),
    )
    page = web(replace(every_kind, blocks=(story,)), press)
    assert "*|FNAME|*" not in page
    assert "<p>friend</p>" in page
    assert 'href="https://example.org/?who=friend"' in page


def test_what_is_for_the_email_in_all_its_forms_stands_on_it_and_what_is_not_does_not(
    every_kind: Document, press: Press
) -> None:
    first, second, *_ = (block for block in every_kind.blocks if block.heading)
    blocks = (replace(first, only=("email",)), replace(second, only=("pdf", "markdown")))
    page = said(web(replace(every_kind, blocks=blocks), press))
    assert words(first.heading) in page
    assert words(second.heading) not in page


def test_no_parameter_of_the_mailing_and_no_way_out_of_its_list_stands_on_a_public_page(
    every_kind: Document, press: Press
) -> None:
    desk = Desk(tracking={"utm_source": "brief"}, unsubscribe="https://example.org/out")
    publication = replace(every_kind.publication, unsubscribe="https://example.org/out")
    page = web(replace(every_kind, publication=publication), replace(press, desk=desk))
    assert "utm_source" not in page
    assert "example.org/out" not in page


def test_right_to_left_is_said_and_a_drawing_keeps_its_own_direction(every_kind_rtl: Document, press: Press) -> None:
    page = web(every_kind_rtl, press)
    assert parsed(page).get("dir") == "rtl"
    assert re.search(r"\.chart svg \{[^}]*direction: ltr", page)


def test_without_anything_but_a_title_it_is_whole(every_kind: Document, press: Press) -> None:
    publication = replace(every_kind.publication, logo=None, tagline="", postal_address="")
    bare = replace(
        every_kind,
        blocks=(),
        publication=publication,
        status_words="",
        key_figures=(),
        sources=(),
        corrections=(),
        bottom_line=Prose(),
        dek=plain(""),
        authors="",
    )
    tree = parsed(web(bare, press))
    assert len(list(tree.iter("h1"))) == 1
    assert not list(tree.iter("h2"))


def test_a_story_in_a_section_without_heading_stands_a_level_higher(every_kind: Document, press: Press) -> None:
    [section] = [block for block in every_kind.blocks if isinstance(block, Section)]
    page = parsed(web(replace(every_kind, blocks=(replace(section, heading=plain(""), view=""),)), press))
    assert not list(page.iter("h3"))


def test_terms_and_figures_are_lists_of_terms(every_kind: Document, press: Press) -> None:
    blocks = [block for block in every_kind.blocks if isinstance(block, Rows | Numbers)]
    tree = parsed(web(replace(every_kind, blocks=tuple(blocks), key_figures=()), press))
    terms = [row.term for block in blocks if isinstance(block, Rows) for row in block.rows]
    assert [node.text for node in tree.findall(".//dl[@class]//dt") if node.text in terms] == terms


def test_dark_is_for_screens_alone_so_that_paper_stays_white(page: str, press: Press) -> None:
    assert "@media screen and (prefers-color-scheme: dark)" in page
    head, _, rest = page.partition("@media screen and (prefers-color-scheme: dark)")
    assert press.theme.dark["paper"] in rest
    assert press.theme.dark["paper"] not in head
