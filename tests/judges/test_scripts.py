"""Faces for more scripts, put beside the desk's own themes: a page in Hebrew and one in Chinese."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from brief.formats.base import package_templates
from brief.theme import load, names

FACES = Path(__file__).parent / "node_modules" / "@fontsource"
LISTED = '[[face]]\nfamily = "{family}"\nfile = "{file}"\nweight = {weight}\nstyle = "normal"\n'


class Script(NamedTuple):
    """An edition in a script: its language, the faces by weight, its title, and a paragraph."""

    lang: str
    family: str
    files: dict[int, Path]
    title: str
    body: str


# There are no labels in Hebrew; Arabic's run the same way.
HEBREW = Script(
    "ar",
    "Own Hebrew",
    {weight: FACES / f"noto-sans-hebrew/files/noto-sans-hebrew-hebrew-{weight}-normal.woff2" for weight in (400, 700)},
    "הגשר נסגר לתיקון עד האביב",
    "העירייה סוגרת את הגשר הישן ביום ראשון. **האוטובוסים** ייסעו בדרך הצפונית, והנסיעה תתארך ב־12 דקות.",
)
CHINESE = Script(
    "zh",
    "Own Chinese",
    {400: FACES / "zcool-xiaowei/files/zcool-xiaowei-chinese-simplified-400-normal.woff2"},
    "老桥关闭维修直到春天",
    "市政府从星期日起关闭老桥。**公共汽车**将走北线，行程延长12分钟。乘客应提前出发。",
)


def folder(home: Path, script: Script, theme: str) -> Path:
    """A briefing in a script, and faces for it, as a desk would lay them out."""
    fonts = home / "templates" / "fonts"
    fonts.mkdir(parents=True)
    rows = []
    for weight, file in script.files.items():
        shutil.copy(file, fonts)
        rows.append(LISTED.format(family=script.family, file=file.name, weight=weight))
    (fonts / "fonts.toml").write_text("\n".join(rows))
    (home / "desk.yaml").write_text(f"name: Quay\nlang: {script.lang}\ntheme: {theme}\n", encoding="utf-8")
    briefing = home / "bridge" / "briefing.yaml"
    briefing.parent.mkdir()
    block = f"  - kind: text\n    heading: {script.title}\n    body: |\n      {script.body}\n"
    briefing.write_text(f"title: {script.title}\ndate: 2025-03-02\nblocks:\n{block}", encoding="utf-8")
    return briefing


def output(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)
    assert result.returncode == 0, result.stderr
    return result.stdout


CASES = [
    pytest.param(HEBREW, "default", marks=pytest.mark.judge("hebrew-face"), id="Hebrew"),
    *(
        pytest.param(CHINESE, name, marks=pytest.mark.judge("chinese-face"), id=f"Chinese, {name}")
        for name in names((package_templates(),))
    ),
]


@pytest.mark.judge("pango", "pdffonts", "pdftotext")
@pytest.mark.parametrize(("script", "theme"), CASES)
def test_faces_beside_the_desk_set_a_page_in_their_script(script: Script, theme: str, tmp_path: Path) -> None:
    briefing = folder(tmp_path, script, theme)
    output(sys.executable, "-m", "brief", "build", briefing, "-f", "pdf", "-o", "out", cwd=tmp_path)
    page = tmp_path / "out" / "bridge" / "brief.pdf"
    fonts = {row[7:].split()[0] for row in output("pdffonts", page, cwd=tmp_path).splitlines()[2:]}
    own = script.family.replace(" ", "-")
    families = {face.family.replace(" ", "-") for face in load(theme, (package_templates(),)).faces}
    assert any(font.startswith(own) for font in fonts)
    assert all(font.startswith((own, *families)) for font in fonts)
    assert re.search(r"^Pages: +1$", output("pdfinfo", page, cwd=tmp_path), re.MULTILINE)
    text = "".join(output("pdftotext", page, "-", cwd=tmp_path).split())
    assert text.count("".join(script.title.split())) == 2
    assert all(word in text for word in re.findall(r"[^\W\d_]{3,}", script.body))
