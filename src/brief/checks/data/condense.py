"""Condense what caniemail.com publishes to what the matcher needs: `python -m brief.checks.data.condense FILE VERSION`.

FILE is `data/caniemail.json` of the npm package `caniemail`, VERSION the package's; the result goes to standard
output. A feature is kept where its loss moves, hides or takes away content: rounded corners and shadows may go missing
unnoticed. It is named as style sheets and pages spell it, and lists the programs whose newest version does not know it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIDES = ("top", "right", "bottom", "left")

SPELLED: Mapping[str, tuple[str, ...]] = {
    "css-align-items": ("align-items",),
    "css-aspect-ratio": ("aspect-ratio",),
    "css-background-image": ("background-image",),
    "css-block-inline-size": ("block-size",),
    "css-clip-path": ("clip-path",),
    "css-column-count": ("column-count", "columns"),
    "css-conic-gradient": ("conic-gradient()",),
    "css-display-flex": ("display: flex", "display: inline-flex"),
    "css-display-grid": ("display: grid", "display: inline-grid"),
    "css-filter": ("filter",),
    "css-flex-direction": ("flex-direction: column",),
    "css-flex-wrap": ("flex-wrap: wrap",),
    "css-float": ("float",),
    "css-function-clamp": ("clamp()",),
    "css-function-light-dark": ("light-dark()",),
    "css-function-max": ("max()",),
    "css-function-min": ("min()",),
    "css-gap": ("gap", "row-gap", "column-gap"),
    "css-grid-template": ("grid-template", "grid-template-columns", "grid-template-rows", "grid-template-areas"),
    "css-inline-size": ("inline-size",),
    "css-inset": ("inset",),
    "css-intrinsic-size": ("width: fit-content", "width: min-content", "width: max-content"),
    "css-justify-content": ("justify-content",),
    "css-left-right-top-bottom": _SIDES,
    "css-linear-gradient": ("linear-gradient()",),
    "css-margin-block-start-end": ("margin-block-start", "margin-block-end"),
    "css-margin-inline-block": ("margin-inline", "margin-block"),
    "css-margin-inline-start-end": ("margin-inline-start", "margin-inline-end"),
    "css-mask-image": ("mask-image", "mask"),
    "css-mix-blend-mode": ("mix-blend-mode",),
    "css-modern-color": ("lch()", "oklch()", "lab()", "oklab()"),
    "css-object-fit": ("object-fit",),
    "css-opacity": ("opacity",),
    "css-padding-block-start-end": ("padding-block-start", "padding-block-end"),
    "css-padding-inline-block": ("padding-inline", "padding-block"),
    "css-padding-inline-start-end": ("padding-inline-start", "padding-inline-end"),
    "css-position": ("position: relative", "position: absolute", "position: fixed", "position: sticky"),
    "css-radial-gradient": ("radial-gradient()",),
    "css-rgba": ("rgba()",),
    "css-transform": ("transform",),
    "css-unit-calc": ("calc()",),
    "css-unit-ch": ("1ch",),
    "css-unit-rem": ("1rem",),
    "css-unit-vh": ("1vh",),
    "css-unit-vmax": ("1vmax",),
    "css-unit-vmin": ("1vmin",),
    "css-unit-vw": ("1vw",),
    "css-variables": ("var()",),
    "css-visibility": ("visibility",),
    "css-writing-mode": ("writing-mode",),
    "css-z-index": ("z-index",),
    "html-audio": ("<audio>",),
    "html-button-reset": ("<button reset>",),
    "html-button-submit": ("<button submit>",),
    "html-dialog": ("<dialog>",),
    "html-form": ("<form>",),
    "html-input-checkbox": ("<input checkbox>",),
    "html-input-hidden": ("<input hidden>",),
    "html-input-radio": ("<input radio>",),
    "html-input-reset": ("<input reset>",),
    "html-input-submit": ("<input submit>",),
    "html-input-text": ("<input text>",),
    "html-meter": ("<meter>",),
    "html-picture": ("<picture>",),
    "html-progress": ("<progress>",),
    "html-ruby": ("<ruby>",),
    "html-select": ("<select>",),
    "html-svg": ("<svg>",),
    "html-textarea": ("<textarea>",),
    "html-video": ("<video>",),
    "image-apng": ("image apng",),
    "image-avif": ("image avif",),
    "image-base64": ("image data:",),
    "image-bmp": ("image bmp",),
    "image-heif": ("image heif",),
    "image-svg": ("image svg",),
    "image-tiff": ("image tiff",),
    "image-webp": ("image webp",),
}
"""Features of caniemail.com by their slug, and how style sheets and pages spell them."""

RETIRED = frozenset(["outlook.windows-mail"])
"""Programs that nobody can use any more: Windows Mail ended with the year 2024."""


def condensed(published: Mapping[str, Any], version: str) -> dict[str, Any]:
    """The data of the matcher: programs by name with their names in words, and who lacks each feature."""
    families = published["nicenames"]["family"]
    platforms = {**published["nicenames"]["platform"], "desktop-webmail": "web", "mobile-webmail": "mobile web"}
    features = {entry["slug"]: entry["stats"] for entry in published["data"] if entry["slug"] in SPELLED}
    programs = sorted({program for stats in features.values() for program, _ in _newest(stats)})
    at = {program: number for number, program in enumerate(programs)}
    lacking = {
        spelled: [at[program] for program, support in _newest(features[slug]) if support.startswith("n")]
        for slug, all_spelled in SPELLED.items()
        for spelled in all_spelled
        if slug in features
    }
    return {
        "source": "caniemail.com, data of the npm package caniemail",
        "licence": "MIT, see LICENSE-caniemail",
        "version": version,
        "date": published["last_update_date"][:10],
        "programs": {
            program: [families[family], platforms[platform]]
            for program in programs
            for family, platform in [program.split(".")]
        },
        "lacking": {feature: sorted(programs) for feature, programs in lacking.items()},
    }


def _newest(stats: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """Each program with what its newest version, the last in its list, makes of a feature."""
    for family, platforms in stats.items():
        for platform, versions in platforms.items():
            if versions and f"{family}.{platform}" not in RETIRED:
                yield f"{family}.{platform}", list(versions.values())[-1]


if __name__ == "__main__":
    content = condensed(json.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2])
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in content.items())
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
