"""A briefing's file, read as a script of one's own would read it: YAML in, figures put into the words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
SIGNS = {"down": "\N{MINUS SIGN}", "up": "+", "is": ""}
CITATION = re.compile(r" ?\[@\w+(?::[^\]]*)?\]")
MARKDOWN = MarkdownIt()


def load(folder: Path) -> dict[str, Any]:
    """The briefing, its figures written out, its publication under `desk`."""
    story = _file(folder / "briefing.yaml")
    figures = {name: _figure(entry) for name, entry in story["figures"].items()}
    written = {f"{{{name}}}": figure["size"] for name, figure in figures.items()}
    for key in ("title", "dek", "bottom_line", "preheader", "blocks"):
        story[key] = _filled(story[key], written)
    for block in story["blocks"]:
        block["figures"] = [figures[name] for name in block.get("figures", ())]
    story["key_figures"] = [figures[name] for name in story["key_figures"]]
    return story | {"desk": _file(folder.parent / "desk.yaml"), "folder": folder}


def environment(*, escaped: bool) -> Environment:
    """Jinja with the filters that the templates use."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escaped,  # noqa: S701  (the digest is no HTML)
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"prose": _prose, "line": _line}
    return made


def _file(path: Path) -> Any:  # noqa: ANN401
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _figure(entry: dict[str, Any]) -> dict[str, Any]:
    direction = next(key for key in SIGNS if key in entry)
    size = str(entry[direction]).replace(" %", "%")
    unit = f" {entry['unit']}" if "unit" in entry else ""
    sign = "over " + SIGNS[direction] if size.startswith("over ") else SIGNS[direction]
    number = float(re.sub(r"[^\d.].*$", "", size.removeprefix("over ").replace(",", "")))
    said = entry.get("said", "reported")
    return {
        "label": entry["label"],
        "size": size + unit,
        "signed": sign + size.removeprefix("over ") + (f" {said}" if said != "reported" else ""),
        "share": number,
    }


def _filled(value: Any, written: dict[str, str]) -> Any:  # noqa: ANN401
    match value:
        case str():
            for name, words in written.items():
                value = value.replace(name, words)
            return CITATION.sub(" [1]", value)
        case dict():
            return {key: _filled(entry, written) for key, entry in value.items()}
        case list():
            return [_filled(entry, written) for entry in value]
    return value


def _prose(text: str) -> Markup:
    return Markup(MARKDOWN.render(text))  # noqa: S704  (the editor's own words)


def _line(text: object) -> Markup:
    return Markup(MARKDOWN.renderInline(str(text)))  # noqa: S704
