"""The proof page in a browser: nothing asked of the network, true widths, every part reached by keyboard."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.building.watching import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Frame, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "judges" / "node_modules" / "axe-core" / "axe.min.js"
BRIEFING = "2025-01-27-deepseek-r1"

pytestmark = pytest.mark.judge("chromium", "pango")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped briefing, built whole."""
    home = tmp_path_factory.mktemp("proof")
    shutil.copytree(ROOT / "briefings", home / "briefings")
    subprocess.run([sys.executable, "-m", "brief", "build", f"briefings/{BRIEFING}"], cwd=home, check=True)
    return home / "out" / BRIEFING


class Seen:
    """A page with what it asked for and what its console said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)


@pytest.fixture
def visit(chromium: Browser, folder: Path) -> Iterator[Callable[..., Seen]]:
    """Open the proof from the disk, in a window of a size and a scheme."""
    pages: list[Page] = []

    def visited(width: int = 1440, height: int = 900, scheme: str = "light", **more: object) -> Seen:
        page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, **more)  # type: ignore[arg-type]
        pages.append(page)
        seen = Seen(page)
        page.goto((folder / "proof.html").as_uri())
        return seen

    yield visited
    for page in pages:
        page.close()


def panes(page: Page) -> dict[int, Frame]:
    """The email's frames by their width, as the message inside measures it."""
    frames = [frame for frame in page.frames if frame != page.main_frame]
    return {frame.evaluate("innerWidth"): frame for frame in frames}


def test_it_asks_for_nothing_and_says_nothing_on_the_console(visit: Callable[..., Seen], folder: Path) -> None:
    seen = visit()
    seen.page.wait_for_timeout(1500)
    outside = [url for url in seen.asked if not url.startswith(("data:", "about:"))]
    assert outside == [(folder / "proof.html").as_uri()]
    assert seen.said == []


def test_the_email_stands_at_its_true_widths_in_full_height(visit: Callable[..., Seen]) -> None:
    page = visit().page
    shown = panes(page)
    assert sorted(shown) == [375, 640, 900]
    for frame in shown.values():
        assert "An open Chinese model" in frame.locator("h1").inner_text()
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert frame.evaluate("[...document.images].every(one => one.complete && one.naturalWidth > 0)")


@pytest.mark.parametrize("width", [1440, 1024, 800])
def test_page_and_email_are_seen_at_once_and_in_full_view_of_the_first_screen(
    visit: Callable[..., Seen], width: int
) -> None:
    page = visit(width).page
    for part in ("#pdf img", "#email-640 iframe"):
        box = page.locator(part).bounding_box()
        assert box
        assert box["y"] < 420, part
        assert box["x"] < width - 280, part
    assert page.evaluate("document.querySelector('#pdf img').naturalWidth") >= 1190


def test_seventy_two_columns_of_text_fit_a_line(visit: Callable[..., Seen], folder: Path) -> None:
    page = visit().page
    text = (folder / "email.txt").read_text("utf-8")
    assert max(map(len, text.splitlines())) > 70
    lines = page.evaluate(
        "() => { const pre = document.querySelector('#text pre'); const style = getComputedStyle(pre);"
        " return (pre.clientHeight - parseFloat(style.paddingTop) * 2) / parseFloat(style.lineHeight); }"
    )
    assert round(lines) == text.rstrip("\n").count("\n") + 1


def test_the_switch_turns_the_email_dark_and_back_whatever_the_system_prefers(visit: Callable[..., Seen]) -> None:
    painted = (
        "ground => [...document.querySelectorAll('iframe')].every("
        "one => one.contentDocument.body && getComputedStyle(one.contentDocument.body).backgroundColor === ground)"
    )
    light, dark = "rgb(237, 234, 227)", "rgb(14, 16, 19)"
    for scheme in ("light", "dark"):
        page = visit(scheme=scheme).page
        page.wait_for_function(painted, arg=light)
        page.get_by_role("radio", name="Light").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(painted, arg=dark)
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(painted, arg=light)


def test_the_keyboard_reaches_every_part_in_order_and_shows_where_it_is(visit: Callable[..., Seen]) -> None:
    page = visit().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the formats"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    reached: list[str] = []
    for _ in range(200):
        spot = page.evaluate(
            "() => { const at = document.activeElement;"
            " const seen = at.matches('.switch input') ? at.nextElementSibling : at;"
            " return [at.tagName, at.getAttribute('href') || at.name || at.title || at.textContent,"
            " at.tagName === 'IFRAME' || getComputedStyle(seen).outlineStyle !== 'none']; }"
        )
        if spot[0] == "BODY":
            break
        assert spot[2], f"the focus on {spot[:2]} cannot be seen"
        if not reached or reached[-1] != spot[1]:
            reached.append(spot[1])
        page.keyboard.press("Tab")
    assert reached[:2] == ["#sheets", "#figures"]
    parts = ["#pdf", "#email-640", "#email-375", "#markdown", "#text", "#web-900", "#figures"]
    assert reached[2:9] == parts
    files = ["scheme", "brief.pdf", "email.html", "email.eml", "digest.md", "email.txt", "Copy", "web.html"]
    assert [name for name in dict.fromkeys(reached[9:]) if name in files] == [
        "scheme",
        "brief.pdf",
        "email.html",
        "email.eml",
        "digest.md",
        "Copy",
        "email.txt",
        "web.html",
    ]
    assert {"The email at 640 pixels", "The email at 375 pixels", "The web page at 900 pixels"} <= set(reached)


@pytest.mark.parametrize("part", ["#email-375", "#text", "#figures", "#pdf"])
def test_a_link_of_the_bar_brings_its_part_into_view(visit: Callable[..., Seen], part: str) -> None:
    page = visit(reduced_motion="reduce").page
    page.evaluate("scrollTo(900, 1800)")
    page.locator(f".bar a[href='{part}']").press("Enter")
    box = page.locator(part).bounding_box()
    assert box
    assert 52 <= box["y"] < 300
    assert 0 <= box["x"] <= 1440 - min(box["width"], 1440)


def test_a_short_sheet_stays_beside_a_long_one(visit: Callable[..., Seen]) -> None:
    page = visit(reduced_motion="reduce").page
    page.evaluate("scrollTo(0, 1700)")
    box = page.locator("#pdf img").bounding_box()
    assert box
    assert -300 < box["y"] < 100


def test_what_is_copied_is_the_file(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((folder / "proof.html").as_uri())
    page.locator("#markdown .copy").press("Enter")
    page.wait_for_function("document.querySelector('#markdown .copy').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == (folder / "digest.md").read_text("utf-8")
    context.close()


@pytest.mark.judge("axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 800])
def test_axe_finds_no_barrier(visit: Callable[..., Seen], width: int, scheme: str) -> None:
    # The rules run inside the page, which its own policy forbids to any script but its own.
    page = visit(width, scheme=scheme, bypass_csp=True).page
    page.add_script_tag(path=AXE)
    result = page.evaluate("axe.run(document, {iframes: false})")
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in result["violations"]] == []
    assert len(result["passes"]) > 25


def test_it_prints_every_sheet(visit: Callable[..., Seen], tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    page = visit().page
    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed, format="A3", print_background=True)
    with PdfDocument(printed) as pdf:
        words = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    for part in (
        "Nothing to mend",
        "Email, 640 px",
        "Digest",
        "Every figure, with its source",
        "a stockpile of 10,000",
    ):
        assert part in words


def test_an_open_page_follows_the_next_build_and_keeps_its_place(
    chromium: Browser, folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "served"
    shutil.copytree(folder, home)
    server = serve(home)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    seen = Seen(page)
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/proof.html")
        page.locator(".watching.live").wait_for()
        server.problems = "briefing.yaml:2:1: 'standfirst' is no key\n    write dek"
        page.get_by_role("alert").get_by_text("'standfirst' is no key").wait_for()
        server.problems = ""
        page.get_by_role("alert").wait_for(state="hidden")
        page.get_by_role("radio", name="Dark").check(force=True)
        page.evaluate("scrollTo({left: 500, top: 700, behavior: 'instant'})")
        proof = home / "proof.html"
        proof.write_text(proof.read_text("utf-8").replace("Nothing to mend", "Something new"), "utf-8")
        (home / "manifest.json").write_text("{}", "utf-8")
        page.get_by_text("Something new").wait_for(state="attached")
        page.wait_for_function("scrollX === 500 && scrollY === 700")
        assert page.get_by_role("radio", name="Dark").is_checked()
        assert seen.said == []
        page.context.set_offline(offline=True)
        page.get_by_text("No longer watching").wait_for()
    finally:
        server.shutdown()
        server.server_close()
        page.close()
