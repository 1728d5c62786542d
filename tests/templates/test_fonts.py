"""The faces that the themes ship: listed, licensed, and drawing what they say they draw."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in ROOT.glob("templates/themes/*/fonts/fonts.toml"))
FACES = [(folder, face) for folder in FOLDERS for face in tomllib.loads((folder / "fonts.toml").read_text())["face"]]
WORDS = {
    "Latin": "Zażółć gęślą jaźń, Łódź, naïve, Straße, Ștefan, Việt Nam",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "Cyrillic": "Съешь ещё этих мягких булок; Ґанок, Ђоковић",
    "signs": "“—” ‚„ «» • … † ‡ % ‰ € £ ¥ ₽ № − × ± ≈ ≤ ≥ ½ CO₂ 10⁴ → ▲ ™",
}


def characters(unicode_range: str) -> set[int]:
    """The code points of a CSS unicode-range."""
    pairs = [part.strip().removeprefix("U+").partition("-") for part in unicode_range.split(",")]
    return {code for first, _, last in pairs for code in range(int(first, 16), int(last or first, 16) + 1)}


def drawn(family: str) -> set[int]:
    """The code points that every face of the family draws."""
    return set.intersection(*(characters(face["unicode-range"]) for _, face in FACES if face["family"] == family))


def test_the_default_theme_has_faces() -> None:
    assert ROOT / "templates/themes/default/fonts" in FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_file_is_listed_and_named_with_its_licence(folder: Path) -> None:
    listed = {face["file"] for home, face in FACES if home == folder}
    assert listed == {path.name for path in folder.iterdir() if path.suffix in {".ttf", ".otf", ".woff2"}}
    licences = {path.name for path in folder.glob("LICENSE*")}
    assert licences
    assert licences == set(re.findall(r"LICENSE-[\w.-]+\w", (folder / "README.md").read_text()))
    assert all("SIL Open Font License" in (folder / name).read_text() for name in licences)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_no_two_files_share_family_weight_and_style(folder: Path) -> None:
    count = Counter((face["family"], face["weight"], face["style"]) for home, face in FACES if home == folder)
    assert max(count.values()) == 1


@pytest.mark.parametrize(("folder", "face"), FACES, ids=[face["file"] for _, face in FACES])
def test_a_range_lists_exactly_what_the_file_draws(folder: Path, face: dict[str, Any]) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(folder / face["file"]) as font:
        visible = {code for code in font.getBestCmap() if code >= ord(" ")}
        assert characters(face["unicode-range"]) == visible
        assert font["OS/2"].usWeightClass == face["weight"]
        assert (font["post"].italicAngle != 0) == (face["style"] == "italic")


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("family", ["Brief Serif", "Brief Sans"])
def test_a_family_draws_what_editors_write(family: str, words: str) -> None:
    assert {sign for sign in words if ord(sign) not in drawn(family)} == set()


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_stack_of_a_theme_draws_what_editors_write(folder: Path, words: str) -> None:
    stacks = tomllib.loads((folder.parent / "theme.toml").read_text())["type"]
    for key in stacks.keys() - {key for key in stacks if key.startswith("email_")}:
        held = set().union(*(drawn(family) for family in re.findall("'([^']+)'", stacks[key])))
        assert {sign for sign in words if ord(sign) not in held} <= {"▲"}


def test_arabic_is_drawn_with_its_own_digits_and_marks() -> None:
    assert {sign for sign in "مرحبا بالعالم، ٠١٢٣٤٥٦٧٨٩٪ ؟ شُكْرًا" if ord(sign) not in drawn("Brief Arabic")} == set()


@pytest.mark.needs("pango")
def test_a_page_in_every_script_reads_back_from_the_themes_faces_alone() -> None:
    import io

    import pypdf
    from weasyprint import HTML

    folder = ROOT / "templates/themes/default/fonts"
    rules = "".join(
        f"@font-face {{ font-family: '{face['family']}'; font-weight: {face['weight']}; font-style: {face['style']};"
        f" src: url({(folder / face['file']).as_uri()}) }}\n"
        for home, face in FACES
        if home == folder
    )
    stack = "'Brief Serif', 'Brief Sans', 'Brief Arabic'"
    rows = "".join(f"<p>{words}</p>" for words in WORDS.values())
    page = f"<html lang=en><title>t</title><style>{rules} p {{ font-family: {stack} }}</style>{rows}<p>مرحبا</p>"
    [sheet] = pypdf.PdfReader(io.BytesIO(HTML(string=page).write_pdf())).pages
    used: Any = sheet["/Resources"]
    assert {str(font["/BaseFont"])[8:] for font in used["/Font"].values()} == {"Brief-Serif", "Brief-Arabic"}
    text = " ".join(sheet.extract_text().split())
    assert [words for words in WORDS.values() if words not in text] == []
