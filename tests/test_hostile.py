"""Every text field of an edition comes out of every format as the same text: never as markup, a link or a heading."""

from __future__ import annotations

import email
import io
import re
from collections import Counter
from dataclasses import replace
from email.policy import default
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

import page as validator
import pypdf
import pytest

import rereading
from brief.artifact import Cut
from brief.building import press_for
from brief.composing import compose
from brief.errors import FormatError, Problem
from brief.finding import Finding
from brief.formats import FORMATS
from brief.formats.base import Account, Options, package_templates, render
from brief.formats.pdf.fonts import lacking
from brief.reading import read
from brief.theme import load
from hostile import FIELDS, NAME, NAMES, Edition, as_prose, named
from making import home, make, written
from naughty import AT_ONCE, PRINTABLE, ROUNDS, THIRDS, alone, drawn, several, spread, together
from rereading import difference, folded, put, spelled_out, squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from brief.artifact import Artifact
    from hostile import Word
    from rereading import Event

SNOW = "units \N{SNOWMAN}"
"""A unit that no face of the theme draws: the chart stands as a table then."""

NOT_SAID = {"desk names", "approved by", "silence why"}
"""What is written for the desk and its checks, and printed nowhere."""

NOT_IN = {
    "email": {"desk sender name", "desk reader fallback", "desk reader preview", "subject", "tag", "figure words"},
    "markdown": {"desk logo alt", "desk sender name", "desk postal address", "desk reader preview", "subject"}
    | {"preheader", "tag", "figure words"},
    "web": {"desk sender name", "desk reader preview", "subject", "tag", "figure words"},
    "text": {"desk logo alt", "desk sender name", "desk reader fallback", "desk reader preview", "subject"}
    | {"preheader", "tag", "figure words"},
    "proof": {"tag"},
    "pdf": {"desk sender name", "desk reader preview", "subject", "figure words"},
}
"""The fields that a format leaves out on purpose."""


@cache
def harmless(unit: str) -> Mapping[str, Artifact]:
    return make(Edition(FIELDS.__getitem__, unit).write(home()))


@cache
def expected(form: str, unit: str) -> list[Event]:
    return READ[form](harmless(unit)[form].text)


READ: Mapping[str, Callable[[str], list[Event]]] = {
    "email": rereading.html,
    "web": lambda page: rereading.without_drawings(rereading.html(page)),
    "markdown": rereading.markdown,
}


def test_the_rounds_lead_every_string_through_every_field() -> None:
    assert ROUNDS * AT_ONCE == len(PRINTABLE) >= 450
    for field in FIELDS:
        assert {text for at in range(ROUNDS) for text in several(field, at)} == set(PRINTABLE)
    rounds = [at for start in range(9) for at in range(start, ROUNDS, 18)]
    times = Counter(alone(at)(field) for field in FIELDS for at in rounds)
    assert set(times) == set(PRINTABLE)
    assert min(times.values()) >= 5
    assert {alone(at)(field) for field in FIELDS for at in THIRDS} == set(PRINTABLE)


def test_every_format_prints_every_field_but_those_that_are_not_its_own() -> None:
    seen = {name: artifact.text for name, artifact in harmless("units").items()}
    seen["proof"] = proof_of(FIELDS.__getitem__).text
    pdf = usual_page()
    parts = (rereading.pdf_words(pdf), rereading.pdf_links(pdf), rereading.pdf_alternatives(pdf), information(pdf))
    seen["pdf"] = " ".join(map(str, parts))
    for name, left_out in NOT_IN.items():
        said = {NAMES[word] for word in NAME.findall(seen[name])}
        assert FIELDS.keys() - said == left_out | NOT_SAID, name


@pytest.mark.parametrize("start", range(9))
@pytest.mark.parametrize(
    ("words", "unit", "step"),
    [(alone, SNOW, 18), (together, SNOW, 9), (drawn, "units", 45)],
    ids=["alone", "together", "drawn"],
)
def test_every_string_is_read_back_from_email_message_text_and_digest(
    words: Callable[[int], Word], unit: str, step: int, start: int
) -> None:
    for number in range(start, ROUNDS, step):
        word = words(number)
        artifacts = make(Edition(word, unit).write(home()))
        for form, reader in READ.items():
            read_back = reader(artifacts[form].text)
            assert not difference(put(expected(form, unit), NAME, named(word)), read_back), (form, number)
        digest = artifacts["markdown"].text
        assert not rereading.autolinks_alone(digest), number
        assert rereading.marks(digest) <= rereading.marks(harmless(unit)["markdown"].text), number
        assert absent(artifacts["text"].text, word) == [], number
        check_message(artifacts, harmless(unit)["eml"], word)


IN_BRACKETS = str.maketrans({"<": "%3C", ">": "%3E"})
"""What a text's addresses, which stand in brackets, have of these."""


def absent(text: str, word: Word) -> list[str]:
    """The fields whose words are not in the text part: in one run, or in a table's columns word by word."""
    said = set(NAME.findall(harmless("units")["text"].text))
    all_words = squeezed(re.sub(r"(?m)^\| ?", "", text))
    written = {
        field: word(field).translate(IN_BRACKETS if re.search(r"(?<!postal) address$| url$", field) else {})
        for field, name in FIELDS.items()
        if name in said
    }
    return [
        field
        for field, words in written.items()
        if squeezed(words) not in all_words
        and any(squeezed(part) not in all_words for part in re.split(r"[\s\u2028\u2029]+", words))
    ]


def check_message(artifacts: Mapping[str, Artifact], harmless_one: Artifact, word: Word) -> None:
    """The message's headers say what the fields say, and its parts are the email and the text."""
    usual = email.message_from_bytes(harmless_one.data, policy=default)
    message = email.message_from_bytes(artifacts["eml"].data, policy=default)
    assert message.keys() == usual.keys()
    assert not message.defects
    assert header(message["Subject"]) == header(word("subject"))
    [sender] = message["From"].addresses
    assert (header(sender.display_name), sender.addr_spec) == (header(word("desk sender name")), "desk@example.org")
    headers = artifacts["eml"].data.partition(b"\r\n\r\n")[0]
    assert headers.isascii()
    assert max(map(len, headers.split(b"\r\n"))) <= 78
    assert re.search(rb'\r\nList-ID: ("(?:[^"\\]|\\.)*"\s)?<briefing\.example\.org>\r\n', headers)
    assert [part.get_content_type() for part in message.walk()] == [part.get_content_type() for part in usual.walk()]
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().splitlines() == artifacts["text"].text.splitlines()
    shown = re.sub(r'src="cid:[^"]*"', 'src=""', page.get_content())
    assert shown.splitlines() == re.sub(r'src="email-images/[^"]*"', 'src=""', artifacts["email"].text).splitlines()


def header(words: str) -> str:
    """Words of a header: where it is folded, blanks may have moved."""
    return "".join(words.split())


def proof_of(word: Word) -> Artifact:
    """The proof of an edition, with findings, a failed format and blocks left out that say what its fields say."""
    material = read(Edition(word, SNOW).write(home()))
    document, press = compose(material), press_for(material, Options())
    rows = (FORMATS[name] for name in ("email", "text", "markdown"))
    made_before = {row.name: replace(render(row, document, press), gauge=None) for row in rows}
    made_before["text"] = replace(made_before["text"], cuts=(Cut("b1", word("item 0"), "left out", word("item 1")),))
    account = Account(
        (
            Finding("E1", "error", word("item 2"), None, word("list heading"), "b1"),
            Finding("W1", "warning", word("quote speaker"), None, "", "b1", silenced=word("quote strong")),
        ),
        {"pdf": (Problem(word("note label"), None, word("section heading")),)},
    )
    return render(FORMATS["proof"], document, press, made_before, account)


def without_artifacts(page: str) -> tuple[list[Event], list[str], list[str]]:
    """What a parser reads in a proof but for its measures; apart from it the messages and the texts it shows."""
    messages, texts, events = [], [], []
    inside_text = False
    for kind, what, attributes in rereading.html(page):
        inside_text = (inside_text or (kind, what) == ("open", "pre")) and (kind, what) != ("close", "pre")
        held = dict(attributes)
        if "srcdoc" in held:
            messages.append(held.pop("srcdoc"))
        if inside_text and kind == "text":
            texts.append(what)
        else:
            measured = {name: re.sub(r"\d+%", "%", value) for name, value in held.items()}
            words = re.sub(r"[\d,.]+(?= (?:of about|bytes|kB|words))", "", what) if kind == "text" else what
            events.append((kind, words, tuple(sorted(measured.items()))))
    return events, messages, texts


@pytest.mark.parametrize("word", [*map(alone, THIRDS), *map(together, (0, 20))])
def test_every_string_is_read_back_from_the_proof(word: Word) -> None:
    usual, usual_messages, _ = without_artifacts(proof_of(FIELDS.__getitem__).text)
    page, messages, texts = without_artifacts(proof_of(word).text)
    assert not difference(put(usual, NAME, named(word)), page)
    artifacts = make(Edition(word, SNOW).write(home()))
    assert texts == [folded(artifacts[name].text) for name in ("markdown", "text")]
    assert len(messages) == len(usual_messages) == 2
    for one, other in zip(usual_messages, messages, strict=True):
        assert not difference(put(rereading.html(one), NAME, named(word)), rereading.html(other))


@cache
def drawn_on_paper(text: str) -> bool:
    return not lacking(text, load("default", (package_templates(),)))


@cache
def on_paper() -> tuple[str, ...]:
    """The strings that the page's fonts draw."""
    return tuple(filter(drawn_on_paper, PRINTABLE))


@cache
def usual_page() -> bytes:
    return printed(FIELDS.__getitem__)


def printed(word: Word) -> bytes:
    """The pages of an edition, as many as it takes."""
    return make(Edition(word).write(home()), ("pdf",), allow_overflow=True)["pdf"].data


def information(pdf: bytes) -> dict[str, str]:
    """What a PDF says of itself: title, author, subject and keywords."""
    told: Any = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    return {name: folded(str(told[name])) for name in ("/Title", "/Author", "/Subject", "/Keywords")}


HEADINGS_AND_TABLES = ("/H1", "/H2", "/H3", "/H4", "/Table", "/TR", "/TH", "/TD", "/Figure", "/BlockQuote")


@pytest.mark.needs("pango")
@pytest.mark.parametrize("at", range(3))
def test_every_string_that_the_fonts_draw_is_read_back_from_the_page(at: int) -> None:
    word = spread(on_paper(), at)
    usual, pdf = usual_page(), printed(word)

    def renamed(text: str) -> str:
        return folded(NAME.sub(lambda found: word(NAMES[found[0]]), text))

    shown = rereading.pdf_words(pdf)
    signs = Counter(shown)
    for field in {NAMES[name] for name in NAME.findall(rereading.pdf_words(usual))} - {"line x 1", "line x 2"}:
        text = spelled_out(word(field))
        assert text in shown or (reads_leftwards(text) and Counter(text) <= signs), field
    assert information(pdf) == {name: renamed(text) for name, text in information(usual).items()}
    assert sorted(rereading.pdf_alternatives(pdf)) == sorted(map(renamed, rereading.pdf_alternatives(usual)))
    assert sorted(rereading.pdf_outline(pdf)) == sorted(map(renamed, rereading.pdf_outline(usual)))
    links = [("open", "a", (("href", link),)) for link in dict.fromkeys(rereading.pdf_links(usual))]
    expected_links = {held[0][1] for _, _, held in put(links, NAME, named(word))}
    assert set(rereading.pdf_links(pdf)) == expected_links
    tags, usual_tags = rereading.pdf_tags(pdf), rereading.pdf_tags(usual)
    assert {tag: tags[tag] for tag in HEADINGS_AND_TABLES} == {tag: usual_tags[tag] for tag in HEADINGS_AND_TABLES}
    for profile in (validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1):
        assert validator.validate_pdf_bytes(pdf, profile=profile).is_compliant


def reads_leftwards(text: str) -> bool:
    """Whether a string holds words of a script that runs right to left: extractors give them in another order."""
    return any(bidirectional(sign) in {"R", "AL", "AN"} for sign in text)


@pytest.mark.needs("pango")
def test_a_string_that_the_fonts_do_not_draw_fails_the_page_alone_and_its_signs_are_named() -> None:
    rest = [text for text in PRINTABLE if not drawn_on_paper(text)]
    assert 30 < len(rest) < 80
    blocks = [{"kind": "list", "items": [as_prose(text)]} for text in rest]
    path = written({"title": "Signs", "blocks": blocks})
    with pytest.raises(FormatError) as caught:
        make(path, ("pdf",))
    told = {str(problem.place): problem.message for problem in caught.value.problems}
    assert len(told) == len(caught.value.problems) > len(rest) / 2
    for sign, name in (("☃", "SNOWMAN"), ("部", "CJK UNIFIED IDEOGRAPH-90E8"), ("👾", "ALIEN MONSTER")):
        assert any(f"{sign!r} (U+{ord(sign):04X}, {name})" in message for message in told.values())
    assert [name for name, artifact in make(path, ("email", "text", "markdown")).items() if artifact.data] == [
        "email",
        "text",
        "markdown",
    ]


@pytest.mark.needs("pango")
@pytest.mark.parametrize("start", range(8))
def test_no_string_begins_another_page(start: int) -> None:
    lists = [on_paper()[at :: len(on_paper()) // 10] for at in range(start, len(on_paper()) // 10, 8)]
    blocks = [{"kind": "list", "items": [*map(as_prose, texts)]} for texts in lists]
    page = make(written({"title": "One page", "blocks": blocks}), ("pdf",))["pdf"]
    assert not page.cuts
    assert len(pypdf.PdfReader(io.BytesIO(page.data)).pages) == 1
