"""The email before judges of others: npm's MJML in strict mode, html-validate, axe-core in a browser."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image as pictures  # noqa: N813  (a module of functions, beside the class of the same name)
from PIL import ImageChops

from brief.checks.mail.colour import Colour, contrast
from brief.checks.mail.conditional import for_outlook
from brief.formats.email.compiling import finish
from judged import EVERY, THEMES, judged

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser, Page

    from judged import Judged

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
# The landmarks of a page are the mail program's, which shows the message as an article inside its own.
NOT_OURS = {"landmark-one-main", "region"}
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

EACH = pytest.mark.parametrize(("name", "look"), EVERY, ids=[f"{name}-{look}" for name, look in EVERY])
VIEWS = ("normal", "without style", "without pictures", "Outlook")


def written(edition: Judged, folder: Path) -> Path:
    """The email's page in each view: as it is sent, and as what mail programs make of it."""
    page, *beside = edition.artifacts["email"].files
    html = page.data.decode()
    views = {"normal": html, "without style": _STYLE.sub("", html), "Outlook": for_outlook(html).source}
    for view, text in views.items():
        (folder / f"{view}.html").write_text(text, "utf-8")
    for file in beside:
        (folder / file.name).parent.mkdir(exist_ok=True)
        (folder / file.name).write_bytes(file.data)
    (folder / "apart").mkdir()
    (folder / "apart" / "without pictures.html").write_text(html, "utf-8")
    return folder


def opened(page: Page, folder: Path, view: str) -> None:
    page.goto((folder / ("apart" if view == "without pictures" else "") / f"{view}.html").as_uri())


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What npm's MJML makes of every source in strict mode; it ends at the first fault."""
    folder = tmp_path_factory.mktemp("compiled")
    for name, look in EVERY:
        edition = judged(name, look)
        (folder / f"{edition.name}.mjml").write_text(edition.source, "utf-8")
    result = subprocess.run(["node", HERE / "compile.js", folder], check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return folder


def shot(page: Page, folder: Path, view: str) -> Image:
    opened(page, folder, view)
    return pictures.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")


def differing(one: Image, other: Image) -> float:
    """The part of two pictures' pixels of which any colour differs, by any amount."""
    red, green, blue = ImageChops.difference(one, other).split()
    same = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()[0]
    return 1 - same / (one.width * one.height)


@pytest.mark.judge("chromium")
def test_a_page_that_is_set_in_another_type_differs(chromium: Browser, tmp_path: Path) -> None:
    folder = written(judged("arabic", "default"), tmp_path)
    page = chromium.new_page(viewport={"width": 800, "height": 900})
    ours = shot(page, folder, "normal")
    page.evaluate("document.querySelector('h1').style.fontSize = '26.5px'")
    changed = pictures.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    assert differing(ours, ours) == 0
    assert differing(ours, changed.crop((0, 0, *ours.size))) > 0.001


@pytest.mark.judge("mjml", "chromium")
@EACH
def test_two_compilers_make_the_same_picture_of_every_source(
    chromium: Browser, compiled: Path, tmp_path: Path, name: str, look: str
) -> None:
    """npm's MJML in strict mode and the one that ships make pages that differ in at most 0.1 % of their pixels.

    The style sheet that brief inlines is inlined in both pages; nothing else is normalised.
    """
    edition = judged(name, look)
    folder = written(edition, tmp_path)
    html = finish((compiled / f"{edition.name}.html").read_text("utf-8"), edition.job)
    assert html != edition.artifacts["email"].text
    (folder / "npm.html").write_text(html, "utf-8")
    page = chromium.new_page()
    for width in (800, 375):
        page.set_viewport_size({"width": width, "height": 900})
        ours, theirs = shot(page, folder, "normal"), shot(page, folder, "npm")
        assert ours.size == theirs.size, width
        assert differing(ours, theirs) <= 0.001, width
    page.close()


@pytest.mark.judge("html-validate")
def test_every_page_is_valid_html(tmp_path: Path) -> None:
    for name, look in EVERY:
        edition = judged(name, look)
        (tmp_path / f"{edition.name}.html").write_bytes(edition.artifacts["email"].data)
    command = ("node_modules/.bin/html-validate", "--config", "html-validate.json", "--formatter", "text")
    result = subprocess.run([*command, str(tmp_path)], check=False, capture_output=True, text=True, cwd=HERE)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.judge("chromium", "axe-core")
@EACH
def test_everyone_can_read_it_in_every_view(chromium: Browser, tmp_path: Path, name: str, look: str) -> None:
    folder = written(judged(name, look), tmp_path)
    page = chromium.new_page()
    faults = []
    for view in VIEWS:
        opened(page, folder, view)
        page.add_script_tag(path=AXE)
        for width in (640, 375):
            page.set_viewport_size({"width": width, "height": 900})
            room = page.evaluate("document.documentElement.scrollWidth")
            assert view == "Outlook" or room == width, view
            for scheme in _SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
                assert len(found["passes"]) > 20
                # Outlook's page is as wide as it is: what hangs over the window's edge cannot be judged there.
                unclear = [] if room > width else found["incomplete"]
                faults += [
                    (view, width, scheme, fault["id"], [node["html"] for node in fault["nodes"]])
                    for fault in found["violations"] + unclear
                    if fault["id"] not in NOT_OURS
                ]
    page.close()
    assert not faults, json.dumps(faults, indent=1)


@pytest.mark.judge("chromium")
@EACH
def test_the_dark_design_is_its_own(chromium: Browser, tmp_path: Path, name: str, look: str) -> None:
    edition = judged(name, look)
    page = chromium.new_page(color_scheme="dark")
    opened(page, written(edition, tmp_path), "normal")
    colours = page.evaluate(
        "['.ground', '.paper', 'h1', '.tint'].map((name, at) => {"
        " const style = getComputedStyle(document.querySelector(name));"
        " return at === 2 ? style.color : style.backgroundColor })"
    )
    page.close()
    expected = [edition.press.theme.dark[name] for name in ("ground", "paper", "ink", "tint")]
    assert colours == [
        f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})" for colour in expected
    ]


def colours(picture: Image) -> Counter[Colour]:
    """The colours of a picture, and how many of its pixels have each."""
    red, green, blue = (channel.tobytes() for channel in picture.split())
    return Counter(Colour(*pixel) for pixel in zip(red, green, blue, strict=True))


_MARKS = "td.fall, td.rise, td.level, td.fall-open, td.rise-open, td.level-open, td.section, td.quote"


@pytest.mark.judge("chromium")
@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("name", ["every-kind", "every-kind-rtl"])
def test_bars_and_rules_are_seen_where_a_program_forces_dark(
    chromium: Browser, tmp_path: Path, name: str, look: str
) -> None:
    """Chromium's own darkening, of a page that is not known to have a dark design, as mail programs do it."""
    folder = written(judged(name, look), tmp_path)
    plain = (folder / "normal.html").read_text("utf-8").replace("color-scheme", "another-scheme")
    (folder / "forced.html").write_text(plain, "utf-8")
    page = chromium.new_page(viewport={"width": 640, "height": 900}, color_scheme="light")
    page.context.new_cdp_session(page).send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    seen = shot(page, folder, "forced")
    places = page.evaluate(
        f"[...document.querySelectorAll('{_MARKS}')].map(one => [one.className, one.getBoundingClientRect()])"
    )
    page.close()
    ground = colours(seen).most_common(1)[0][0]
    assert ground.luminance < 0.01
    assert [mark for mark, _ in places] == ["fall", "rise", "fall-open", "quote", "section"]
    for mark, box in places:
        left, top, right, bottom = (round(box[side]) for side in ("left", "top", "right", "bottom"))
        sides = (left, top, left + 4, bottom), (right - 4, top, right, bottom), (left, top, right, top + 1)
        rim = [colour for side in sides for colour in colours(seen.crop(side))]
        assert max(contrast(colour, ground) for colour in rim) > 2.8, mark
