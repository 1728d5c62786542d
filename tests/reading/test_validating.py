from __future__ import annotations

import pytest

from brief.briefing import Briefing, Context
from brief.errors import Place
from brief.languages import language
from brief.reading.marks import Tree
from brief.reading.parsing import parse
from brief.reading.validating import validate

CONTEXT = Context(language("en"), figures=("fare",), sources=("log",), saved={"log": ("log.md", 4)})


def said(text: str) -> list[tuple[str, str, str]]:
    """Place, message and hint of every problem of a briefing."""
    tree, problems = parse("f", text.encode())
    assert isinstance(tree, Tree)
    assert problems == ()
    model, found = validate(Briefing, tree, CONTEXT)
    assert (model is None) or not found or all("unknown" in problem.message for problem in found)
    found.sort(key=lambda problem: problem.place or Place(""))
    return [(str(problem.place)[2:], problem.message, problem.hint) for problem in found]


def test_a_briefing_without_a_problem_is_a_model() -> None:
    tree, _ = parse("f", b"title: x\nblocks: [{kind: text, body: 'y {fare} [@log:4]'}]\n")
    assert tree
    model, problems = validate(Briefing, tree, CONTEXT)
    assert model
    assert problems == []


@pytest.mark.parametrize(
    ("block", "place", "message"),
    [
        ("{kind: image, file: [a]}", "2:30", "expected text, found a list"),
        ("{kind: text}", "2:10", "`body` is missing"),
        ("{kind: text, body: }", "2:23", "expected text, found nothing"),
        ("{kind: text, body: ' '}", "2:30", "expected text, found nothing"),
        ("{kind: text, body: y, keep: maybe}", "2:38", "expected true or false, found 'maybe'"),
        ("{kind: text, body: y, view: desks}", "2:38", "expected desk or source, found 'desks'"),
        ("{kind: story, headline: y, size: big}", "2:43", "expected lead, normal or brief, found 'big'"),
        ("{kind: story, headline: y, image: z.png}", "2:44", "expected keys with values, found text"),
        ("{kind: story, headline: y, image: {alt: z}}", "2:44", "`file` is missing"),
        ("{kind: bars, figures: []}", "2:32", "`figures` holds nothing"),
        ("{kind: facts, items: {a: '{x}'}}", "2:36", "no figure is called 'x'"),
        ("{kind: text, body: 'y [@log:2,5]'}", "2:32", "log.md has 4 lines; line 5 does not exist"),
        ("{kind: quote, body: y, from: log:9}", "2:39", "log.md has 4 lines; line 9 does not exist"),
    ],
)
def test_a_problem_is_told_where_it_stands(block: str, place: str, message: str) -> None:
    assert [found[:2] for found in said(f"title: x\nblocks: [{block}]\n")] == [(place, message)]


def test_what_stands_under_a_key_that_is_taken_as_meant_is_checked_too() -> None:
    text = "headline: '{far}'\nsuorces: {log: {titel: Log, url: no}}\nblocks: [{type: txt, text: '{faer}'}]\n"
    assert said(text) == [
        ("1:1", "unknown key `headline`", "did you mean `title`?"),
        ("1:12", "no figure is called 'far'", "did you mean 'fare'?"),
        ("2:1", "unknown key `suorces`", "did you mean `sources`?"),
        ("2:17", "unknown key `titel`", "did you mean `title`?"),
        ("2:34", "'no' is no address", "addresses begin with https:, http:, mailto: or tel:"),
        ("3:11", "unknown key `type`", "did you mean `kind`?"),
        ("3:22", "unknown key `text`", "did you mean `body`?"),
        ("3:29", "no figure is called 'faer'", "did you mean 'fare'?"),
    ]


def test_a_key_that_stands_beside_the_one_it_means_is_told_once() -> None:
    assert said("title: x\nheadline: y\nblocks: [{kind: text, body: z, text: z}]\n") == [
        ("2:1", "unknown key `headline`", "did you mean `title`?"),
        ("3:32", "unknown key `text`", "did you mean `body`?"),
    ]


def test_a_list_without_a_space_after_its_dash_is_told_so() -> None:
    assert said("-title: x\nblocks: [{kind: text, body: z}]\n") == [("1:1", "unknown key `-title`", "write `- title:`")]


def test_a_union_tells_only_of_the_branch_that_fits() -> None:
    text = "title: x\nfigures: {fare: {label: a, up: 1, as_of: AS_OF}}\nblocks: [{kind: text, body: z}]\n"
    assert said(text.replace("AS_OF", "soon")) == [
        ("2:42", "'soon' is no date", "write 2025-01-27 or 2025-01-27 14:00"),
    ]
    assert [found[:2] for found in said(text.replace("AS_OF", "{date: soon}"))] == [("2:49", "'soon' is no date")]
    assert [found[:2] for found in said(text.replace("AS_OF", "[a]"))] == [
        ("2:42", "expected keys with values, found a list")
    ]


def test_the_keys_of_a_long_amount_are_known() -> None:
    text = "title: x\nfigures: {fare: {label: a, up: {value: 1, colour: red}}}\nblocks: [{kind: text, body: z}]\n"
    assert said(text) == [
        ("2:43", "unknown key `colour`", "known here: value, high, bound, unit, currency, scale"),
    ]
