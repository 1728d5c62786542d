"""What every test shares: golden files, silence of the renderer, and parts of the machine asked for by name."""

from __future__ import annotations

import contextlib
import difflib
import functools
import importlib
import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
JUDGES = ROOT / "tests" / "judges"


@functools.cache
def _loads(module: str) -> bool:
    try:
        with contextlib.redirect_stdout(None):
            importlib.import_module(module)
    except (ImportError, OSError):
        return False
    return True


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# The browser asks its maker for news of itself unless it is told not to.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A part that is no command on the path: its name and how to see that it is there.
PARTS: dict[str, Callable[[], bool]] = {
    "pango": lambda: _loads("weasyprint"),
    "chromium": lambda: any(map(shutil.which, CHROMIUM)),
    "verapdf": (JUDGES / "verapdf" / "parts" / "Verify.class").exists,
    "synapse": (JUDGES / "synapse" / "parts" / "bin" / "synctl").exists,
    "llama": (JUDGES / "llama" / "parts" / "xllamacpp").exists,
    "html-validate": (JUDGES / "node_modules" / "html-validate").exists,
    "mjml": (JUDGES / "node_modules" / "mjml").exists,
    "hebrew-face": (JUDGES / "node_modules" / "@fontsource" / "noto-sans-hebrew").exists,
    "chinese-face": (JUDGES / "node_modules" / "@fontsource" / "zcool-xiaowei").exists,
    "@mattermost/commonmark": (JUDGES / "node_modules" / "@mattermost" / "commonmark").exists,
    "commonmark-spec": (JUDGES / "node_modules" / "commonmark-spec").exists,
    "axe-core": (JUDGES / "node_modules" / "axe-core").exists,
}


# No test depends on the clock, and CI tries the same examples every time.
settings.register_profile(
    "brief",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("brief")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in (*item.iter_markers("judge"), *item.iter_markers("needs")):
        absent = [name for name in marker.args if not PARTS.get(name, lambda name=name: bool(shutil.which(name)))()]
        if absent and os.environ.get("CI"):
            pytest.fail(f"not on this machine: {', '.join(absent)}", pytrace=False)
        if absent:
            pytest.skip(f"not on this machine: {', '.join(absent)}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`; under `--update-golden` write it there."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        if not path.exists():
            pytest.fail(f"tests/golden/{name} is not there; write it with --update-golden", pytrace=False)
        with path.open(encoding="utf-8", newline="") as file:
            expected = file.read()
        if text != expected:
            rows = difflib.unified_diff(
                expected.splitlines(keepends=True), text.splitlines(keepends=True), f"tests/golden/{name}", "now"
            )
            pytest.fail("".join(row if row.endswith("\n") else f"{row}\n" for row in rows), pytrace=False)

    return compare


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for all tests of a file."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS])
        yield browser
        browser.close()


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture(autouse=True)
def _silent_renderer() -> Iterator[None]:
    """Fail a test in which WeasyPrint logs: it logs what it does not understand and goes on."""
    handler = _Lines()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    if handler.lines:
        pytest.fail("WeasyPrint said:\n" + "\n".join(handler.lines), pytrace=False)
