"""The whole email: structure, words, links, pictures and size of what an inbox receives."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import tinyhtml5

from brief.desk import Desk
from brief.document import (
    Document,
    FigureWords,
    Image,
    LineChart,
    Picture,
    Publication,
    Section,
    Story,
    Text,
)
from brief.formats.base import Job, render
from brief.formats.email import ROW
from brief.formats.email.compiling import mjml_source
from brief.formats.email.page import context
from brief.formats.email.pictures import Album
from brief.prose import Line, Link, MergeField, Prose, plain, words
from brief.prose import Text as Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from brief.formats.base import Press

NAUGHTY = [
    string
    for string in json.loads((Path(__file__).parents[2] / "data/naughty.json").read_text("utf-8"))
    if string.strip()
]
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def parse(html: str) -> Element:
    return cast("Element", tinyhtml5.parse(html, namespace_html_elements=False))


def tags(root: Element, *names: str) -> list[Element]:
    return [element for element in root.iter() if element.tag in names]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def html(every_kind: Document, press: Press) -> str:
    return render(ROW, every_kind, press).text


@pytest.fixture(scope="module")
def page(html: str) -> Element:
    return parse(html)


def test_the_mjml_source_is_as_it_was(every_kind: Document, press: Press, golden: Callable[[str, str], None]) -> None:
    job = Job(ROW, every_kind, press)
    golden("email.mjml", mjml_source(job, context(job, Album(press.desk))))


def test_the_page_is_in_the_language_and_direction_of_the_document(every_kind_rtl: Document, press: Press) -> None:
    page = parse(render(ROW, every_kind_rtl, press).text)
    wrapper = next(element for element in page.iter("div") if element.get("role") == "article")
    for element in (page, wrapper):
        assert (element.get("lang"), element.get("dir")) == ("ar", "rtl")
    assert all("direction:ltr" not in (element.get("style") or "").replace(" ", "") for element in page.iter())


def test_headings_begin_with_one_h1_and_skip_no_level(page: Element) -> None:
    levels = [int(element.tag[1]) for element in tags(page, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_a_story_in_a_section_without_a_heading_skips_no_level(every_kind: Document, press: Press) -> None:
    story = Story(id="s", heading=plain("Alone"), prose=Prose((plain("words"),)))
    document = replace(every_kind, blocks=(Section(id="x", stories=(story,)),))
    page = parse(render(ROW, document, press).text)
    assert "Alone" in [text_of(element) for element in tags(page, "h2")]


def test_the_title_is_the_document_s(page: Element, every_kind: Document) -> None:
    assert [element.text for element in page.iter("title")] == [words(every_kind.title)]


def test_the_preheader_comes_first_hidden_and_in_the_colour_of_text(page: Element, every_kind: Document) -> None:
    first = next(element for element in page.iter("div") if element.get("class") == "preheader")
    assert text_of(first) == words(every_kind.preheader)
    style = first.get("style") or ""
    assert "display: none" in style
    assert "color: #15191E" in style


def test_tables_of_layout_say_so_and_tables_of_data_have_caption_and_scope(page: Element) -> None:
    tables = list(page.iter("table"))
    data = [table for table in tables if table.get("role") != "presentation"]
    assert len(data) == 4
    for table in tables:
        captions = [child for child in table if child.tag == "caption"]
        assert len(captions) == (table in data)
    for table in data:
        heads = list(table.iter("th"))
        assert text_of(table[0])
        assert heads
        assert all(cell.get("scope") in {"row", "col"} for cell in heads)


def test_every_picture_has_an_alt_and_a_width(page: Element, every_kind: Document) -> None:
    pictures = list(page.iter("img"))
    assert all(picture.get("alt") is not None and int(picture.get("width") or 0) > 0 for picture in pictures)
    alts = {picture.get("alt") for picture in pictures}
    assert {picture.alt for picture in every_kind.pictures()} <= alts
    assert {block.summary for block in every_kind.blocks if isinstance(block, LineChart)} <= alts


def test_every_picture_is_a_file_beside_the_page(every_kind: Document, press: Press) -> None:
    artifact = render(ROW, every_kind, press)
    named = {picture.get("src") for picture in parse(artifact.text).iter("img")}
    assert named == {file.name for file in artifact.files[1:]}
    assert all(file.data.startswith(b"\x89PNG") for file in artifact.files[1:])


def test_pictures_are_hosted_where_the_desk_says(every_kind: Document, press: Press) -> None:
    hosted = replace(press, desk=Desk(image_base="https://img.example.org/brief/"))
    sources = {picture.get("src") or "" for picture in parse(render(ROW, every_kind, hosted).text).iter("img")}
    assert all(source.startswith("https://img.example.org/brief/") for source in sources)


def test_the_foot_holds_address_reason_and_a_plain_unsubscribe_link(page: Element, every_kind: Document) -> None:
    publication = every_kind.publication
    body = text_of(page)
    assert publication.postal_address in body
    assert every_kind.labels["why_you_get"].format(publication=publication.name) in body
    [link] = [element for element in page.iter("a") if text_of(element) == every_kind.labels["unsubscribe"]]
    assert link.get("href") == publication.unsubscribe


def test_every_word_of_the_document_is_printed(page: Element, every_kind: Document) -> None:
    body = text_of(page)

    def printed(line: Line) -> str:
        with_tokens = "".join(
            node.token if isinstance(node, MergeField) else words(Line((node,)), lambda cited: _numbers(cited.numbers))
            for node in line
        )
        return " ".join(with_tokens.split())

    for _, line in every_kind.lines():
        assert printed(line) in body
    for figure in (figure for _, figure in every_kind.figures() if isinstance(figure, FigureWords)):
        assert figure.words in body
        assert figure.label in body
        assert figure.said in body
    for source in every_kind.sources:
        row = next(row for row in page.iter("tr") if len(row) == 2 and text_of(row[0]) == str(source.number))
        assert text_of(row[1]).startswith(source.title)
    for notice in every_kind.corrections:
        assert words(notice.words) in body
    assert every_kind.authors in body
    assert every_kind.as_of in body


def _numbers(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def test_the_page_holds_characters_and_no_tag_of_mjml(html: str) -> None:
    assert "\N{MINUS SIGN}3.1%" in html
    assert "&#" not in _COMMENT.sub("", html)
    assert "&nbsp;" not in _COMMENT.sub("", html)
    assert "<mj-" not in html


def test_nothing_is_fetched_but_the_pictures(page: Element, html: str) -> None:
    assert not tags(page, "script", "link", "iframe", "object", "form", "base")
    assert "@import" not in html
    assert "@font-face" not in html
    assert "url(" not in html


def test_the_style_is_small_enough_to_be_read(html: str) -> None:
    assert sum(map(len, re.findall(r"<style.*?</style>", html, re.DOTALL))) < 16_000
    assert "prefers-color-scheme: dark" in html
    assert "[data-ogsc]" in html


def test_the_light_design_is_inline(page: Element) -> None:
    for element in tags(page, "h1", "h2", "h3", "p", "li", "th", "caption", "a"):
        assert element.get("style"), element.tag
    assert "margin: 0" in (next(iter(page.iter("body"))).get("style") or "")


def test_no_width_is_fixed_but_for_outlook_and_pictures(page: Element) -> None:
    for element in page.iter():
        style = (element.get("style") or "").replace(" ", "")
        widths = re.findall(r"(?<![-\w])width:(\d+)px", style)
        inside_picture = any(child.tag in {"img", "a"} for child in element)
        assert all(int(width) <= 48 for width in widths) or inside_picture, style


def test_the_same_document_gives_the_same_bytes(every_kind: Document, press: Press) -> None:
    assert render(ROW, every_kind, press) == render(ROW, every_kind, press)


@pytest.mark.parametrize("token", ["*|FNAME|*", "{{ first_name }}", "%%name%%", '{{ n | default: "you" }}', "<<Name>>"])
def test_a_merge_field_carries_its_token_in_words_and_addresses(every_kind: Document, press: Press, token: str) -> None:
    field = MergeField("f", token, "friend", "Ada")
    link = Link(plain("go"), ("https://example.org/?n=", field, "#top"))
    block = Text(id="t", heading=Line((Words("Hi "), field)), prose=Prose((Line((Words("Dear "), field, link)),)))
    tracking = replace(press, desk=Desk(tracking={"utm_source": "brief"}))
    html = render(ROW, replace(every_kind, blocks=(block,)), tracking).text
    assert f"Hi {token}</h2>" in html
    assert f"Dear {token}<a " in html
    assert f'href="https://example.org/?n={token}&amp;utm_source=brief#top"' in html
    assert "friend" not in html


@pytest.mark.parametrize("token", ["*|UNSUB|*", "{% unsubscribe_url %}", "<%out%>", '{{ out | "you" }}', "退订"])
def test_the_service_s_token_to_unsubscribe_stands_as_the_desk_wrote_it(
    every_kind: Document, press: Press, token: str
) -> None:
    own = replace(every_kind, publication=replace(every_kind.publication, unsubscribe=token))
    tracking = replace(press, desk=Desk(tracking={"utm_source": "brief"}))
    assert f'href="{token}"' in render(ROW, own, tracking).text


def test_tracking_is_on_every_web_link_once_but_not_on_unsubscribe(every_kind: Document, press: Press) -> None:
    tracking = replace(press, desk=Desk(tracking={"utm_source": "brief", "utm_medium": "email"}))
    page = parse(render(ROW, every_kind, tracking).text)
    links = {element.get("href") or "" for element in page.iter("a")}
    for link in links - {every_kind.publication.unsubscribe}:
        assert link.count("utm_source=brief&utm_medium=email") == link.startswith("http")
    assert every_kind.publication.unsubscribe in links
    assert any(link.startswith("mailto:") for link in links)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_draft_or_withdrawn_edition_says_so(every_kind: Document, press: Press, status: str) -> None:
    document = replace(every_kind, status=cast("Any", status), status_words=every_kind.labels[status])
    page = parse(render(ROW, document, press).text)
    [said] = [element for element in page.iter("strong") if element.get("class") == "status"]
    assert text_of(said) == every_kind.labels[status]


def test_what_is_withdrawn_is_built_with_title_and_notice_alone(every_kind: Document, press: Press) -> None:
    document = Document(
        slug="x",
        language="en",
        direction="ltr",
        labels=every_kind.labels,
        publication=Publication("The Brief"),
        title=plain("Gone"),
        subject=plain("Gone"),
        preheader=Line(),
        blocks=(),
        status="withdrawn",
        status_words="Withdrawn",
        corrections=every_kind.corrections,
    )
    body = text_of(parse(render(ROW, document, press).text))
    assert "Gone" in body
    assert every_kind.labels["withdrawn_notice"] in body
    assert words(every_kind.corrections[0].words) in body


def test_a_bar_says_the_moment_its_figure_holds_for_where_it_has_its_own(page: Element) -> None:
    labels = [text_of(cell) for cell in page.iter("th") if cell.get("class") == "bar-label"]
    assert [label for label in labels if "As of" in label] == ["Freight indexAs of 9 May 2025"]


def test_nobody_subscribed_to_a_publication_without_a_name(every_kind: Document, press: Press) -> None:
    said = every_kind.labels["why_you_get"].partition("{")[0]
    unnamed = replace(every_kind, publication=replace(every_kind.publication, named=False))
    assert said in render(ROW, every_kind, press).text
    assert said not in render(ROW, unnamed, press).text


def test_thirty_stories_with_pictures_stay_under_the_size_at_which_mail_is_clipped(
    every_kind: Document, press: Press
) -> None:
    picture = next(block.picture for block in every_kind.blocks if isinstance(block, Image))
    body = Prose(tuple(plain("Every sentence of this story has the usual length. " * 4) for _ in range(3)))
    stories = tuple(
        Story(
            id=f"s{number}",
            heading=plain(f"Story number {number} has a headline of a usual length"),
            prose=body,
            picture=replace(picture, data=bytes([number])),
            link=Link(plain("Read more: The Gazette"), (f"https://example.org/gazette/story-{number}",)),
        )
        for number in range(30)
    )
    document = replace(every_kind, blocks=(Section(id="all", heading=plain("All"), stories=stories),))
    artifact = render(ROW, document, press)
    assert len(artifact.data) < 100_000
    assert artifact.gauge is not None
    assert artifact.gauge.used == len(artifact.data)


def test_a_chart_that_cannot_be_drawn_is_a_table(every_kind: Document, press: Press) -> None:
    chart = next(block for block in every_kind.blocks if isinstance(block, LineChart))
    document = replace(every_kind, blocks=(replace(chart, x=("一", "二", "三", "四")),))
    page = parse(render(ROW, document, press).text)
    [table] = [table for table in page.iter("table") if "caption" in [child.tag for child in table]]
    assert [text_of(cell) for cell in table.iter("th")] == ["Inbound", "Outbound", "一", "二", "三", "四"]
    assert [text_of(cell) for cell in table.iter("td")][1:] == ["12", "9", "48", "22", "no value", "40", "31", "18"]


def hostile(value: Any, string: str) -> Any:  # noqa: ANN401
    """The value with the string in every place that holds words; what drives layout or addresses stays."""
    match value:
        case Words():
            return Words(string)
        case FigureWords() as figure:
            return replace(figure, label=string, said=figure.said and string, as_of=string)
        case Link(children=children, target=target):
            return Link(hostile(children, string), target)
        case MergeField() | Publication(unsubscribe=""):
            return value
        case tuple():
            return tuple(hostile(entry, string) for entry in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            kept = _KEPT | (_ALSO_KEPT if isinstance(value, Picture) else frozenset())
            changed = {
                field.name: string if isinstance(entry, str) else hostile(entry, string)
                for field in fields(value)
                if field.name not in kept and (entry := getattr(value, field.name))
            }
            return replace(value, **changed)
    return value


_KEPT = frozenset({"id", "kind", "place", "only", "short", "slug", "language", "direction", "labels", "unsubscribe"})
_KEPT |= {"web_address", "status", "role", "size", "url", "numbers", "items_", "traces", "target", "date_iso", "unit"}
_KEPT |= {"citation", "x", "low", "high", "direction", "bound", "said_id", "source", "form"}
_ALSO_KEPT = frozenset({"media_type", "data", "name"})


def attacked(document: Document, string: str) -> Document:
    calm = tuple(block for block in document.blocks if not isinstance(block, LineChart))
    return cast("Document", hostile(replace(document, blocks=calm), string))


def leaves(root: Element) -> Iterator[tuple[str, str]]:
    """Every tag, attribute and text of the page, in reading order."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        yield "tag", element.tag
        yield from sorted(element.attrib.items())
        yield "text", element.text or ""
        yield "tail", element.tail or ""


def as_printed(string: str) -> str:
    """What HTML and XML let stand of a string: line ends are line feeds, control characters cannot be written."""
    string = string.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", string)


def marker(number: int) -> str:
    return f"\N{LATIN SMALL LETTER R ROTUNDA}{number}\N{LATIN SMALL LETTER R ROTUNDA}"


NASTIEST = (
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "</title></div></td></table><mj-text>",
    "{{ 7 * 7 }}{% raw %} {reader.first_name}",
    "a\\b\\u{a0}\t\r\n\x00\x1b[31m\x85\ufdd0414243\ufdd1",
    "&amp;nbsp;&nbsp;&#8722;<!-- --> ]]> <![endif]-->",
    "e\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT OVERRIDE}\u202f\U0001f469\u200d\U0001f4bb",
    "*|FNAME|* %%name%% javascript:alert(1) https://example.org",
    "x" * 3000,
)


@pytest.mark.parametrize("string", NASTIEST, ids=range(len(NASTIEST)))
def test_hostile_words_in_every_field_come_out_as_the_same_words(
    every_kind: Document, press: Press, string: str
) -> None:
    expected = parse(render(ROW, attacked(every_kind, marker(0)), press).text)
    found = parse(render(ROW, attacked(every_kind, string), press).text)
    assert list(leaves(found)) == [
        (kind, leaf.replace(marker(0), as_printed(string))) for kind, leaf in leaves(expected)
    ]


def test_every_naughty_string_comes_out_as_the_same_words(every_kind: Document, press: Press) -> None:
    kinds = [block for block in every_kind.blocks if block.kind in {"section", "table", "items"}]

    def page(strings: list[str]) -> Element:
        blocks = tuple(hostile(block, string) for string in strings for block in kinds)
        return parse(render(ROW, replace(every_kind, blocks=blocks), press).text)

    expected = list(leaves(page([marker(number) for number in range(len(NAUGHTY))])))
    found = list(leaves(page(NAUGHTY)))
    assert len(found) == len(expected)
    wanted = re.compile(marker(0).replace("0", r"(\d+)"))
    for (kind, leaf), (same_kind, same_leaf) in zip(expected, found, strict=True):
        assert same_kind == kind
        assert same_leaf == wanted.sub(lambda match: as_printed(NAUGHTY[int(match[1])]), leaf)


def test_outlook_s_view_is_no_wider_than_the_page(html: str) -> None:
    ghosts = "".join(re.findall(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", html, re.DOTALL))
    assert {float(width) for width in re.findall(r"width[:=]\"?([\d.]+)", ghosts)} <= {150.0, 300.0, 600.0}
    assert ghosts.count("<table") == ghosts.count("</table>")
    assert ghosts.count("<td") == ghosts.count("</td>")
