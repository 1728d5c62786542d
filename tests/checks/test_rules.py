"""Each rule on an edition that breaks it once, and on one that does not."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING, cast

import pytest

from brief.building import press_for
from brief.checks import RULES, check
from brief.composing import compose
from brief.formats import FORMATS
from brief.formats.base import Options, render
from documents import png
from editions import BARE, DESK, HEAD, material

if TYPE_CHECKING:
    from functools import partial
    from pathlib import Path

    from brief.checks.base import Rule
    from brief.finding import Finding

INCOMPLETE = {"S06", "S10"}
"""What editions that show one thing alone have not, as test_complete.py knows."""

GOOD = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


def findings(folder: Path, briefing: str) -> list[Finding]:
    read = material(folder, briefing)
    return [finding for finding in check(read, compose(read), {}) if finding.code not in INCOMPLETE]


def said(folder: Path, briefing: str) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.severity, finding.message) for finding in findings(folder, briefing)]


def text(body: str, more: str = "") -> str:
    return f"{HEAD}blocks:\n  - kind: text\n    heading: Boxes{more}\n    body: |\n      {body}\n"


def test_a_good_edition_has_no_finding(tmp_path: Path) -> None:
    assert said(tmp_path, HEAD + GOOD) == []


def test_codes_are_each_used_by_one_rule() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


ON_MAIL = [rule for rule in RULES if rule.code.startswith("E")]


@pytest.mark.parametrize("rule", ON_MAIL, ids=lambda rule: rule.code)
def test_a_rule_on_mail_names_its_source_in_its_row_and_where_it_is_written(rule: Rule) -> None:
    (name,) = cast("partial[object]", rule.mail).args
    module, _, function = name.partition(".")
    on_mail = getattr(import_module(f"brief.checks.mail.{module}"), function)
    for written in filter(None, (on_mail, rule.find)):
        said = " ".join((getdoc(written) or "").split())
        assert re.search(r"\bSources?: ", said)
    said = " ".join((getdoc(on_mail) or "").split())
    assert [part for part in re.split("[;,] ", rule.source) if part.removeprefix("RFC ") not in said] == []


def test_every_code_from_e01_to_e21_is_a_rule_on_mail() -> None:
    assert [rule.code for rule in ON_MAIL] == [f"E{number:02}" for number in range(1, 22)]


@pytest.mark.parametrize("word", ["TK", "TKTK", "TBD", "lorem ipsum", "None", "{{"])
def test_a_placeholder_is_found_wherever_it_stands(tmp_path: Path, word: str) -> None:
    for briefing in (
        text(f"Boxes fell, said {word.replace('{', chr(92) + '{')}, in spring [@notes:2]."),
        (HEAD + GOOD).replace("title: The", f"title: The {word.replace('{', chr(92) + '{')}", 1),
        (HEAD + GOOD).replace("Notes on the port", f"'Notes {word}'"),
        HEAD + GOOD + f"  - {{kind: facts, items: {{'{word} ship': large}}}}\n",
    ):
        assert [code for code, _, _ in said(tmp_path, briefing)] == ["E05"]


FIELD = 'reader: {first_name: {token: "{{ TK }}", fallback: None, preview: Ada}}\n'
"""A merge field whose token and fallback read like placeholders."""


def test_a_merge_field_is_no_placeholder_in_words_links_and_lines_of_the_inbox(tmp_path: Path) -> None:
    briefing = text(
        "Boxes fell {boxes}, {reader.first_name}: [the log](https://e.org/?n={reader.first_name}) [@notes:2]."
    )
    briefing = briefing.replace("title:", "subject: 'The port moved fewer boxes, {reader.first_name}'\ntitle:", 1)
    read = material(tmp_path, briefing, desk=DESK.replace(DESK[DESK.index("reader:") :].splitlines()[0] + "\n", FIELD))
    document = compose(read)
    made = {name: render(FORMATS[name], document, press_for(read, Options())) for name in ("email", "text")}
    assert [
        str(finding) for finding in check(read, document, made) if finding.code in {"E02", "E05", "E06", "E10"}
    ] == []


@pytest.mark.parametrize(("preview", "codes"), [("Ada", []), ("A" * 60, ["E17"])])
def test_the_subject_is_measured_with_its_fields_as_they_are_previewed(
    tmp_path: Path, preview: str, codes: list[str]
) -> None:
    desk = DESK.replace("preview: Ada", f"preview: {preview}").replace(
        "*|FNAME|*", "*|FNAME_OF_THE_READER_IN_FULL|*" * 2
    )
    briefing = (HEAD + GOOD).replace("title:", "subject: 'Fewer boxes, {reader.first_name}'\ntitle:", 1)
    read = material(tmp_path, briefing, desk=desk)
    assert [finding.code for finding in check(read, compose(read), {}) if finding.code not in INCOMPLETE] == codes


def test_a_word_that_holds_a_placeholder_is_none(tmp_path: Path) -> None:
    found = said(tmp_path, text("The ATKINS and the Nonesuch fell {boxes}, a null result for TKs [@notes:2]."))
    assert [row for row in found if row[0] != "S02"] == [("E05", "error", "'null' is a placeholder")]


@pytest.mark.parametrize("words", ["here", "click here", "Read more", "more »", "hier", "ici", "这里"])
def test_a_link_that_does_not_say_where_it_leads_is_found(tmp_path: Path, words: str) -> None:
    briefing = text(f"Boxes fell {{boxes}} in the spring, see [{words}](https://example.org/port).")
    finding = next(found for found in findings(tmp_path, briefing) if found.code == "E10")
    assert (finding.code, finding.severity) == ("E10", "warning")
    assert finding.message == f"'{words}' does not say where it leads"
    assert finding.hint == "name what stands at https://example.org/port"


def test_a_link_without_words_is_an_error(tmp_path: Path) -> None:
    briefing = text("Boxes fell {boxes} in the spring, see [](https://example.org/port) [@notes:2].")
    assert said(tmp_path, briefing) == [("E10", "error", "the link to https://example.org/port has no words")]


def test_a_paragraph_without_a_source_is_found_in_a_final_edition(tmp_path: Path) -> None:
    body = "Nobody in the port knows how long the fall of the boxes will go on from here."
    assert said(tmp_path, text(body)) == [
        ("S01", "warning", "the paragraph “Nobody in the port knows how long…” cites no source"),
    ]
    assert said(tmp_path, text(body, "\n    view: desk")) == []
    assert said(tmp_path, text(body).replace("status: final", "status: draft")) == []
    assert said(tmp_path, text("A short aside, dear reader.")) == []


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The port counted 1,240 containers [@notes:2].", None),
        ("The port counted 1240 containers [@notes:2].", None),
        ("The port counted 1,420 containers [@notes:2].", "1,420"),
        ("Tolls rise by 3.1 per cent [@notes:3].", None),
        ("Tolls rise by 31 per cent [@notes:3].", "31 per cent"),
        ("Tolls rise by 3.1 per cent [@notes:2].", "3.1 per cent"),
        ("The master spoke on 4 May 2025 [@notes:4].", None),
        ("An S-400 and the H100 stood at Berth 12, 2nd row [@notes:2].", None),
        ("It stood on quay 7 [@notes:2].", "7"),
        ("The gazette has 99 pages [@paper].", None),
    ],
)
def test_a_number_in_prose_stands_in_a_line_that_is_cited(tmp_path: Path, sentence: str, missing: str | None) -> None:
    expected = [("S02", "error", f"the number {missing} stands in no line that its paragraph cites")] if missing else []
    assert [finding for finding in said(tmp_path, text(sentence)) if finding[1] == "error"] == expected


def test_a_figure_that_stands_alone_has_a_source(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, f"{HEAD}key_figures: [hulls, boxes]\n{GOOD}")
    assert (finding.code, finding.message) == ("S03", "the figure 'hulls' stands alone and has no source")
    assert finding.place is not None
    assert finding.place.line == 11


PICTURE = "  - {kind: image, file: images/port.png%s}\n"


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("", [("E09", "error", "images/port.png has no alt text")]),
        (", alt: port.png", [("E09", "error", "the alt text of images/port.png is its file name")]),
        (
            f", alt: {'a long view of the port ' * 6}",
            [("E09", "warning", "the alt text of images/port.png has 143 characters")],
        ),
        (", alt: Cranes at dusk", []),
    ],
)
def test_a_picture_has_words_for_those_who_do_not_see_it(
    tmp_path: Path, alt: str, expected: list[tuple[str, str, str]]
) -> None:
    images = tmp_path / "briefings" / "2025-05-06-port" / "images"
    images.mkdir(parents=True)
    (images / "port.png").write_bytes(png())
    assert said(tmp_path, HEAD + GOOD + PICTURE % alt) == expected


@pytest.mark.parametrize(
    ("subject", "messages"),
    [
        ("Boxes fell in the port this spring", []),
        ("Boxes", ["the subject has only 5 characters"]),
        ("BOXES FELL IN THE PORT", ["the subject is all capitals"]),
        ("The port lost $5 million", ["the subject holds '$'"]),
        (
            "A subject that goes on and on until no inbox in the world can show its end",
            [
                "the subject has 74 characters; inboxes show about 70",
            ],
        ),
        ("港口集装箱减少二成", []),
        ("港口集装箱减少", ["the subject has only 7 characters in 14 columns"]),
        ("港口集装箱" * 8, ["the subject has 40 characters in 80 columns; inboxes show about 70"]),
    ],
)
def test_a_subject_fits_the_inbox(tmp_path: Path, subject: str, messages: list[str]) -> None:
    found = said(tmp_path, f"{HEAD}subject: {subject}\n{GOOD}")
    assert found == [("E17", "warning", message) for message in messages]


@pytest.mark.parametrize(
    ("preheader", "messages"),
    [
        ("A quiet spring in the port, and a dearer summer.", []),
        ("Short.", ["the preview line has 6 characters; inboxes fill up the rest with what comes next"]),
        ("The port moved fewer boxes, and tolls will rise", ["the preview line repeats the subject"]),
        ("word " * 30, ["the preview line has 149 characters; inboxes show about 140"]),
        ("码头的春天很安静,夏天的收费会更高一些", []),
        ("港口集装箱" * 15, ["the preview line has 75 characters in 150 columns; inboxes show about 140"]),
    ],
)
def test_a_preview_line_fits_and_adds_to_the_subject(tmp_path: Path, preheader: str, messages: list[str]) -> None:
    found = said(tmp_path, f"{HEAD}preheader: {preheader}\n{GOOD}")
    assert found == [("E16", "warning", message) for message in messages]


def test_an_edition_without_a_preview_line_is_told_so(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, f"{BARE}{GOOD.replace('{boxes}', 'a lot').replace(' [@notes:2]', '')}")
    assert (finding.code, finding.message) == ("E16", "there is no preview line")


def test_a_reason_on_the_edition_a_block_or_a_section_silences_a_finding(tmp_path: Path) -> None:
    silence = "silence: [{code: E05, why: TK is a station}]"
    story = "blocks:\n  - kind: section\n    stories:\n      - {headline: The TK line, body: 'Words [@notes:2].'}\n"
    for briefing in (
        f"{HEAD}{silence}\n{story}",
        HEAD + story.replace("    stories:", f"    {silence}\n    stories:"),
        HEAD + story.replace("{headline:", f"{{{silence}, headline:"),
    ):
        (finding,) = findings(tmp_path, briefing)
        assert (finding.code, finding.silenced) == ("E05", "TK is a station")


@pytest.mark.parametrize("sign", ["$", "€", "£", "¥", "₹", "₿", "₩", "฿", "﷼", "¢"])
def test_a_currency_sign_in_the_subject_is_found(tmp_path: Path, sign: str) -> None:
    briefing = f"subject: 'Tolls rise to {sign}5 in summer'\n{HEAD}{GOOD}"
    assert said(tmp_path, briefing) == [("E17", "warning", f"the subject holds {sign!r}")]
