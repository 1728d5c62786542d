"""The editions that go before the judges of mail, each in every theme that ships."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from brief import theme
from brief.building import press_for
from brief.composing import compose
from brief.formats import FORMATS
from brief.formats.base import Job, Options, package_templates, render
from brief.formats.email.compiling import mjml_source
from brief.formats.email.page import context
from brief.formats.email.pictures import Album
from brief.reading import read
from documents import build_every_kind, build_every_kind_rtl
from hostile import FIELDS, Edition
from making import home

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press

ROOT = Path(__file__).parents[1]
SHIPPED = {path.parent.name: path for path in sorted((ROOT / "briefings").glob("*/briefing.yaml"))}
STORIES = {
    name: ROOT / "tests" / "stories" / name / "2025-03-02-bridge" / "briefing.yaml" for name in ("arabic", "chinese")
}
BUILT = {"every-kind": build_every_kind, "every-kind-rtl": build_every_kind_rtl}
NAMES = (*SHIPPED, *STORIES, *BUILT, "hostile")
THEMES = theme.names((package_templates(),))
EVERY = tuple((name, look) for name in NAMES for look in THEMES)
"""Each edition with each theme: what `judged` is called with."""

HOSTILE = (
    "<script>alert('seen')</script> & more",
    "\"><img src=x onerror=alert(1)> 'quoted'",
    "</td></tr></table></style></title> ends",
    "<!--[if mso]><b> or <![endif]--> it",
    "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7 %>",
    "a\\b \\u{a0} %20 &nbsp; &#x41; &amp;amp;",
    "\N{RIGHT-TO-LEFT OVERRIDE}txet deppilf\N{POP DIRECTIONAL FORMATTING} and back",
    "Ελληνικά, עברית, العربية, 中文, e\N{COMBINING ACUTE ACCENT}, \N{FAMILY}",
    ".\n.. lines of dots",
    "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)
"""What templates, parsers, mail servers and narrow screens stumble over."""


@dataclass(frozen=True)
class Judged:
    """An edition in a theme, with what mail is made of and its page for the browser."""

    name: str
    document: Document
    press: Press

    @cached_property
    def artifacts(self) -> dict[str, Artifact]:
        made: dict[str, Artifact] = {}
        for name in ("email", "text", "eml", "web"):
            made[name] = render(FORMATS[name], self.document, self.press, made)
        return made

    @cached_property
    def job(self) -> Job:
        return Job(FORMATS["email"], self.document, self.press)

    @cached_property
    def source(self) -> str:
        return mjml_source(self.job, context(self.job, Album(self.press.desk)))


@cache
def judged(name: str, look: str) -> Judged:
    document, press = _composed(name)
    loaded = theme.load(look, (package_templates(),))
    press = replace(press, theme=loaded, templates=(loaded.folder, package_templates()))
    return Judged(f"{name}-{look}", document, press)


@cache
def _composed(name: str) -> tuple[Document, Press]:
    if name in BUILT:
        return replace(BUILT[name](), status="draft"), press_for(read(next(iter(SHIPPED.values()))), Options())
    material = read({**SHIPPED, **STORIES}.get(name) or Edition(_hostile).write(home()))
    return compose(material), press_for(material, Options())


def _hostile(field: str) -> str:
    return HOSTILE[list(FIELDS).index(field) % len(HOSTILE)]
