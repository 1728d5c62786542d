from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from brief.errors import InputError
from brief.formats.base import package_templates
from brief.theme import load, names

if TYPE_CHECKING:
    from pathlib import Path


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two colours written #RRGGBB."""

    def luminance(colour: str) -> float:
        red, green, blue = (channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", names((package_templates(),)))
@pytest.mark.parametrize("section", ["color", "dark"])
@pytest.mark.parametrize("ink", ["ink", "standfirst", "muted", "accent", "heading", "rise"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_words_stand_out_from_their_ground_in_light_and_dark(name: str, section: str, ink: str, ground: str) -> None:
    tokens = load(name, (package_templates(),)).tokens[section]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("name", names((package_templates(),)))
@pytest.mark.parametrize("mark", ["bar", "line"])
def test_bars_and_rules_of_an_email_stand_out_from_paper(name: str, mark: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for what is no text."""
    tokens = load(name, (package_templates(),)).tokens["color"]
    assert contrast(tokens[mark], tokens["paper"]) >= 3


def test_every_theme_has_the_same_tokens_as_the_others() -> None:
    themes = [load(name, (package_templates(),)) for name in names((package_templates(),))]
    kept = [{section: set(tokens) for section, tokens in theme.tokens.items()} for theme in themes]
    assert len(kept) > 1
    assert all(tokens == kept[0] for tokens in kept)


def test_a_theme_is_a_folder_that_no_code_names() -> None:
    source = package_templates().parent / "src" / "brief"
    added = set(names((package_templates(),))) - {"default"}
    words = {word for path in source.rglob("*.py") for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert added
    assert not added & words


def write(folder: Path, text: str) -> None:
    home = folder / "themes" / "own"
    home.mkdir(parents=True)
    (home / "theme.toml").write_text(text, encoding="utf-8")


def test_a_theme_beside_the_desk_is_found_first(tmp_path: Path) -> None:
    write(tmp_path, '[color]\nink = "#000000"\n')
    assert load("own", (tmp_path, package_templates())).tokens["color"]["ink"] == "#000000"
    assert names((tmp_path,)) == ["own"]
    assert set(names((tmp_path, package_templates()))) > {"default", "own"}


def test_a_theme_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="none"):
        load("none", (tmp_path,))


@pytest.mark.parametrize("value", ["red; } body { display: none", "url(https://example.org)", "</style>", "a\\nb"])
def test_a_token_that_could_end_its_declaration_is_refused(tmp_path: Path, value: str) -> None:
    write(tmp_path, f'[color]\nink = "{value}"\n')
    with pytest.raises(InputError, match="which is no token"):
        load("own", (tmp_path,))


def test_a_theme_that_is_no_toml_is_refused_with_its_file(tmp_path: Path) -> None:
    write(tmp_path, "[color\n")
    with pytest.raises(InputError) as caught:
        load("own", (tmp_path,))
    assert "theme.toml: the theme cannot be read" in str(caught.value)


FACE = '[[face]]\nfamily = "Extra"\nfile = "extra.ttf"\nweight = 400\nstyle = "normal"\n'


def add(folder: Path, text: str) -> None:
    (folder / "fonts").mkdir()
    (folder / "fonts" / "fonts.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", names((package_templates(),)))
def test_faces_beside_the_themes_come_last_in_every_stack_of_the_page(tmp_path: Path, name: str) -> None:
    add(tmp_path, FACE)
    alone, more = load(name, (package_templates(),)), load(name, (tmp_path, package_templates()))
    assert [face.file for face in more.faces[len(alone.faces) :]] == [tmp_path / "fonts" / "extra.ttf"]
    for key, stack in alone.tokens["type"].items():
        assert more.tokens["type"][key] == (stack if key.startswith("email_") else f"{stack}, 'Extra'")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[face", "the faces cannot be read"),
        ("", "a face lacks 'face'"),
        (FACE.replace('file = "extra.ttf"\n', ""), "a face lacks 'file'"),
        (FACE + FACE, "two faces are 'Extra', 400, normal"),
        (FACE.replace("Extra", "It's"), "is no name of a family"),
        (FACE.replace("400", "450"), "extra.ttf has weight 450, style 'normal'"),
        (FACE.replace("normal", "slanted"), "extra.ttf has weight 400, style 'slanted'"),
        (FACE.replace("extra.ttf", "../extra.ttf"), "extra.ttf leads out of its folder"),
        (FACE.replace("Extra", "Brief Sans"), "two faces are 'Brief Sans', 400, normal"),
    ],
)
def test_faces_that_cannot_be_used_are_refused_with_their_list(tmp_path: Path, text: str, message: str) -> None:
    add(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load("default", (tmp_path, package_templates()))
    assert f"{tmp_path / 'fonts' / 'fonts.toml'}: " in str(caught.value)
    assert message in str(caught.value)
