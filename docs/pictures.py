"""Makes the README's pictures from the first briefing's output: `make pictures`. Needs Chromium."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
OUT = ROOT / "out" / "2025-01-27-deepseek-r1"
PICTURES = ROOT / "docs" / "pictures"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars --disable-sync "
    "--disable-background-networking --disable-component-update --force-device-scale-factor=2 "
    "--run-all-compositor-stages-before-draw --virtual-time-budget=10000"
)
DIGEST = """<!doctype html><meta charset="utf-8"><style>
body { margin: 28px 32px; background: #fff; color: #15191e }
pre { white-space: pre-wrap; margin: 0; font: 15px/1.55 ui-monospace, "DejaVu Sans Mono", monospace }
</style><pre>%s</pre>"""


def shoot(page: Path, width: int, height: int) -> Image.Image:
    """What Chromium shows of a page, at two pixels a point."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("Chromium is needed; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        where = [f"--user-data-dir={folder}/profile", f"--window-size={width},{height}", f"--screenshot={shot}"]
        run = [browser, *FLAGS.split(), *where, page.as_uri()]
        subprocess.run(run, check=True, capture_output=True)
        return Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")


def save(picture: Image.Image, name: str, width: int) -> None:
    """Write a picture so many pixels wide, in few enough colours to be small."""
    height = round(picture.height * width / picture.width)
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """Make the four pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    save(shoot(OUT / "proof.html", 1440, 1000), "proof", 1600)
    save(shoot(OUT / "email.html", 640, 905), "email", 640)
    page = pypdfium2.PdfDocument(OUT / "brief.pdf")[0].render(scale=2).to_pil().convert("RGB")
    save(page, "page", 640)
    with tempfile.TemporaryDirectory() as folder:
        digest = Path(folder) / "digest.html"
        digest.write_text(DIGEST % html.escape((OUT / "digest.md").read_text("utf-8")), "utf-8")
        save(shoot(digest, 640, 905), "digest", 640)


if __name__ == "__main__":
    main()
