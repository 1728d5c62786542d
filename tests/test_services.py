"""The stand-ins refuse what the services refuse: one broken request a rule, and one that each takes."""

from __future__ import annotations

from typing import Any

import pytest

from services import DISCORD, GITHUB, MATRIX, MATTERMOST, SLACK, Rule, broken


def block(kind: str, **keys: object) -> dict[str, Any]:
    return {"text": "words", "blocks": [{"type": kind, **keys}]}


def words(number: int, kind: str = "plain_text") -> dict[str, str]:
    return {"type": kind, "text": "x" * number}


def embed(**keys: object) -> dict[str, Any]:
    return {"embeds": [keys]}


def fields(number: int, name: int = 1, value: int = 1) -> list[dict[str, str]]:
    return [{"name": "n" * name, "value": "v" * value}] * number


ROW = [{"type": "raw_text", "text": "x"}]
BROKEN: list[tuple[tuple[Rule, ...], dict[str, Any], dict[str, Any]]] = [
    (SLACK, {"text": ""}, {"text": "words"}),
    (SLACK, {"blocks": [{"type": "divider"}] * 51}, {"blocks": [{"type": "divider"}] * 50}),
    (SLACK, block("input"), block("divider")),
    (SLACK, block("header", text=words(151)), block("header", text=words(150))),
    (SLACK, block("section", text=words(3001, "mrkdwn")), block("section", text=words(3000, "mrkdwn"))),
    (SLACK, block("section", fields=[words(1)] * 11), block("section", fields=[words(2000)] * 10)),
    (SLACK, block("context", elements=[words(1)] * 11), block("context", elements=[words(1)] * 10)),
    (SLACK, {"blocks": [{"type": "table", "rows": [ROW]}] * 2}, block("table", rows=[ROW])),
    (SLACK, block("table", rows=[ROW] * 101), block("table", rows=[ROW * 20] * 100)),
    (SLACK, block("image", image_url="x" * 3001, alt_text=""), block("image", image_url="x", alt_text="x" * 2000)),
    (SLACK, block("rich_text", elements=[]), block("rich_text", elements=[{}])),
    (DISCORD, {"content": ""}, {"content": "x"}),
    (DISCORD, {"content": "x" * 2001}, {"content": "x" * 2000}),
    (DISCORD, {"embeds": [{"title": "x"}] * 11}, {"embeds": [{"title": "x"}] * 10}),
    (DISCORD, embed(title="x" * 257), embed(title="x" * 256, description="x" * 4096)),
    (DISCORD, embed(fields=fields(26)), embed(fields=fields(25))),
    (DISCORD, embed(fields=fields(1, 1, 1025)), embed(fields=fields(1, 256, 1024))),
    (DISCORD, embed(fields=fields(6, 1, 1000)), embed(fields=fields(6, 1, 999))),
    (MATTERMOST, {"text": ""}, {"text": "x"}),
    (MATTERMOST, {"text": "x" * 16_384}, {"text": "x" * 16_383}),
    (GITHUB, {"title": "x" * 257}, {"title": "x" * 256}),
    (GITHUB, {"body": "x" * 65_537}, {"body": "x" * 65_536}),
    (MATRIX, {"body": "x" * 64_026}, {"body": "x" * 64_025}),
]


def kept(rules: tuple[Rule, ...], content: dict[str, Any]) -> list[bool]:
    held = []
    for rule in rules:
        held.append(rule.kept(content))
        if not held[-1]:  # what a rule stands on is not looked at after it
            break
    return held


@pytest.mark.parametrize(("rules", "refused", "taken"), BROKEN)
def test_what_breaks_a_rule_is_refused_and_what_just_keeps_it_is_taken(
    rules: tuple[Rule, ...], refused: dict[str, Any], taken: dict[str, Any]
) -> None:
    assert broken(rules, refused) is not None
    assert broken(rules, taken) is None


def test_every_rule_names_its_document_and_is_broken_once() -> None:
    every = [rule for rules in (SLACK, DISCORD, MATTERMOST, GITHUB, MATRIX) for rule in rules]
    assert all(rule.source for rule in every)
    first = [rules[len(kept(rules, refused)) - 1] for rules, refused, _ in BROKEN]
    assert first == every
