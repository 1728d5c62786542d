from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from brief.document import KINDS
from brief.formats import FORMATS
from brief.formats.base import FILTERS, package_templates
from brief.formats.pdf.spelling import STYLE

TEMPLATES = package_templates()
PARSER = Environment(autoescape=True, extensions=[])
BASES = {"email": "mjml", "web": "html", "pdf": "html", "markdown": "md", "text": "txt"}
"""The folders that have a template for every kind, and how its name ends."""

ALL = sorted(TEMPLATES.rglob("*.j2"))
OPERATORS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos)


def name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def outputs(template: nodes.Template) -> list[nodes.Node]:
    """Every expression that is printed."""
    printed = [part for output in template.find_all(nodes.Output) for part in output.nodes]
    return [part for part in printed if not isinstance(part, nodes.TemplateData)]


def constants(expression: nodes.Node) -> list[str]:
    """The quoted constants that an expression may print: one that is empty, compared with or handed on is none.

    Jinja escapes a constant for HTML before the spelling sees it.
    """
    if isinstance(expression, nodes.Const):
        return [expression.value] if expression.value and isinstance(expression.value, str) else []
    if isinstance(expression, nodes.Compare | nodes.Call):
        return []
    if isinstance(expression, nodes.Getitem):
        return constants(expression.node)
    return [constant for child in expression.iter_child_nodes() for constant in constants(child)]


def faults(source: str) -> list[str]:
    """What a template does that its spelling would not see, or that is not a template's to do."""
    template = PARSER.parse(source)
    found = [f"filter {each.name}" for each in template.find_all(nodes.Filter) if each.name not in FILTERS]
    found += [f"filter {each.filter.name}" for each in template.find_all(nodes.FilterBlock)]
    found += ["~" for _ in template.find_all(nodes.Concat)]
    found += [f"arithmetic {type(each).__name__.lower()}" for each in template.find_all(OPERATORS)]
    found += ["autoescape" for _ in template.find_all(nodes.ScopedEvalContextModifier)]
    return found + [f"constant {each!r}" for expression in outputs(template) for each in constants(expression)]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ a|safe }}", "filter safe"),
        ("{{ a|e }}", "filter e"),
        ("{{ a|first|tojson }}", "filter tojson"),
        ("{% if a|xmlattr %}{% endif %}", "filter xmlattr"),
        ("{% for x in a|map(attribute=b) %}{% endfor %}", "filter map"),
        ('{{ a|format("x") }}', "filter format"),
        ("{% filter upper %}{% endfilter %}", "filter upper"),
        ("{{ a ~ b }}", "~"),
        ("{{ a + 1 }}", "arithmetic add"),
        ("{% if -a > b * 2 %}{% endif %}", "arithmetic neg"),
        ('{{ "x" }}', "constant 'x'"),
        ('{{ a or "x" }}', "constant 'x'"),
        ('{{ "x" if a else b }}', "constant 'x'"),
        ("{% autoescape false %}{{ a }}{% endautoescape %}", "autoescape"),
    ],
)
def test_a_template_that_goes_round_its_spelling_is_found(source: str, fault: str) -> None:
    assert fault in faults(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% if a == "x" %}{{ a }}{% endif %}',
        '{% include "x" %}',
        '{% extends "x" %}',
        "{{ heading(a, 2) }}",
        '{{ a if b == "x" else c }}',
        '{{ a["x"] }}',
        '{{ a or "" }}',
        '{{ f("x") }}',
        '{% set a = "x" %}{{ a }}',
        "{% for x in a|batch(2)|list %}{{ x|first }}{% endfor %}",
    ],
)
def test_what_a_template_may_say_is_no_fault(source: str) -> None:
    assert faults(source) == []


@pytest.mark.parametrize("path", ALL, ids=map(name, ALL))
def test_a_template_prints_values_through_its_spelling_and_nothing_else(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("folder", BASES)
def test_every_kind_has_a_template_in_every_base_folder(folder: str) -> None:
    there = {path.name for path in (TEMPLATES / folder / "blocks").glob("*.j2")}
    assert {f"{kind.kind}.{BASES[folder]}.j2" for kind in KINDS} - there == set()


def test_the_base_folders_are_those_of_the_formats_that_draw_blocks() -> None:
    rows = [(folder, row.suffix) for row in FORMATS.values() for folder in row.folders[-1:]]
    assert {folder: suffix for folder, suffix in rows if (TEMPLATES / folder / "blocks").is_dir()} == BASES


def test_no_template_stands_where_nothing_asks_for_it() -> None:
    """A template is a format's page, a kind's, or named by another template or by the code that draws it."""
    pages = {f"{folder}/{row.page}" for row in (*FORMATS.values(), STYLE) for folder in row.folders}
    kinds = {f"{folder}/blocks/{kind.kind}.{suffix}.j2" for folder, suffix in BASES.items() for kind in KINDS}
    named = re.compile(r"""["']([\w./-]+\.j2)["']""")
    asking = [*ALL, *(Path(package_templates().parent) / "src/brief").rglob("*.py")]
    asked = {match for path in asking for match in named.findall(path.read_text("utf-8"))}
    strays = [
        name(path)
        for path in ALL
        if name(path) not in pages | kinds | asked and name(path).partition("/")[2] not in asked
    ]
    assert strays == []


@pytest.mark.parametrize("folder", BASES)
def test_a_page_of_a_base_folder_keeps_the_order_of_all_pages(folder: str) -> None:
    template = PARSER.parse((TEMPLATES / folder / f"page.{BASES[folder]}.j2").read_text("utf-8"))
    order = PARSER.parse((TEMPLATES / "shared/order.j2").read_text("utf-8"))
    assert [each.template.as_const() for each in template.find_all(nodes.Extends)] == ["shared/order.j2"]
    parts = {block.name for block in order.find_all(nodes.Block)}
    assert {block.name for block in template.find_all(nodes.Block)} - parts == set()
