from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from brief.checks import check
from brief.composing import compose
from brief.reading import read
from editions import HEAD, put
from making import make

BRIEFING = min((Path(__file__).parents[2] / "briefings").glob("*/briefing.yaml"))


@pytest.fixture(scope="module")
def made() -> dict[str, object]:
    return dict(make(BRIEFING, ("email", "text", "markdown")))


def found(made: dict[str, object], name: str, old: str, new: str) -> list[tuple[str, str]]:
    artifacts = dict(made)
    artifact = artifacts[name]
    [first, *others] = artifact.files  # type: ignore[attr-defined]
    assert old.encode() in first.data
    changed = replace(first, data=first.data.replace(old.encode(), new.encode(), 1))
    artifacts[name] = replace(artifact, files=(changed, *others))  # type: ignore[type-var]
    material = read(BRIEFING)
    findings = check(material, compose(material), artifacts)  # type: ignore[arg-type]
    return [(one.message, one.hint) for one in findings if one.code == "P01"]


def test_a_figure_that_differs_in_one_format_is_an_error_at_its_block(made: dict[str, object]) -> None:
    assert found(made, "markdown", "Nvidia: **\u22126.5%**", "Nvidia: **\u22125.6%**") == [
        (
            "digest.md does not say 'Nvidia \u22126.5%' in its place",
            "there it says 'Nvidia: \u22125.6% [1'",
        )
    ]


def test_a_lost_expected_is_an_error(made: dict[str, object]) -> None:
    [(message, _)] = found(made, "text", "\u22123.1%, expected [1]", "\u22123.1% [1]")
    assert message == "email.txt does not say 'Nasdaq \u22123.1% expected' in its place"


def test_a_format_alone_has_nothing_to_disagree_with(made: dict[str, object]) -> None:
    assert found({"markdown": made["markdown"]}, "markdown", "Nvidia: **\u22126.5%**", "Nvidia: **\u22125.6%**") == []


CORRECTED = """\
key_figures: [boxes]
blocks:
  - {kind: text, keep: true, heading: Boxes, body: "Fewer boxes came: {boxes.signed} in the spring [@notes:2]."}
  - {kind: bars, heading: The spring, figures: [boxes, tolls]}
corrections:
  - {class: corrected, when: 2025-05-07, what: boxes, old: over 9 %, new: over 8 %, why: A digit was misread.}
"""


@pytest.mark.parametrize(
    ("name", "printed", "wrong"), [("email", "over 8%", "over 9%"), ("text", "over 8%", "over 9%")]
)
def test_what_was_corrected_stands_as_it_was_at_no_place_but_in_the_notice(
    tmp_path: Path, name: str, printed: str, wrong: str
) -> None:
    """Every place of the figure is set back to the old value in turn, and told by its block; the notice says both."""
    path = put(tmp_path, HEAD + CORRECTED)
    material, artifacts = read(path), make(path, ("email", "text", "markdown"))
    document = compose(material)

    def told(data: bytes) -> list[str]:
        artifact = artifacts[name]
        first, *others = artifact.files
        falsified = {**artifacts, name: replace(artifact, files=(replace(first, data=data), *others))}
        return [one.message for one in check(material, document, falsified) if one.code == "P01"]

    clean = artifacts[name].files[0].data
    assert told(clean) == []
    pieces = clean.split(printed.encode())
    places = range(1, len(pieces))
    assert len(places) >= 4  # key figure, prose, bar, notice
    for place in places:
        data = printed.encode().join(pieces[:place]) + wrong.encode() + printed.encode().join(pieces[place:])
        assert any("Containers" in message or "boxes" in message or wrong in message for message in told(data)), place
