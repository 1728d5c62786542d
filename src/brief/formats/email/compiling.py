"""From templates to the finished page: Jinja first, MJML second, the style sheet third."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, cast

from brief.errors import FormatError, Place
from brief.formats.base import environment
from brief.formats.email.mjml_table import check
from brief.formats.email.skeletons import compiled
from brief.formats.email.spelling import CssSpelling, MjmlSpelling, restore_merge_fields
from brief.formats.spelling import Verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import BaseLoader

    from brief.formats.base import Format, Job

_HINT = "mend the template, or delete it and the one that comes with brief is used"
_TAG = re.compile(r"(?=<mj)")


def mjml_source(job: Job, context: Mapping[str, Any]) -> str:
    """The page as MJML, held against the table of tags. Raises FormatError that names the tag and its template."""
    context = {**context, "style": Verbatim(_style(job, "style.css.j2"))}
    job = replace(job, row=_tracking(job.row, tuple(job.press.desk.tracking.items())))
    source = job.draw(**context)
    if check(source):
        _explain(job, context)
    return source


def compile_page(source: str, job: Job) -> str:
    """The finished HTML of an MJML source. Raises FormatError."""
    return finish(compiled(source), job)


def finish(html: str, job: Job) -> str:
    """Compiled HTML with the style sheet in its tags and the merge fields' tokens in their places."""
    import css_inline

    inliner = css_inline.CSSInliner(
        inline_style_tags=False,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        extra_css=_style(job, "inline.css.j2"),
    )
    # Four bytes less each; text that reads "&nbsp;" is spelled "&amp;nbsp;" and stays.
    return restore_merge_fields(inliner.inline(html).replace("&nbsp;", "\N{NO-BREAK SPACE}"))


def _style(job: Job, page: str) -> str:
    return replace(job, row=replace(job.row, spelling=CssSpelling)).draw(page)


@cache
def _tracking(row: Format, parameters: tuple[tuple[str, str], ...]) -> Format:
    """The row whose links carry these parameters; the same object each time, so that its templates stay compiled."""

    def spelling() -> MjmlSpelling:
        return MjmlSpelling(parameters)

    return replace(row, spelling=spelling)


def _explain(job: Job, context: Mapping[str, Any]) -> NoReturn:
    """Draw once more with each tag of MJML marked by its template and line, and raise what the check then says."""
    from jinja2 import FunctionLoader

    plain = environment(job.row, job.press.templates, job.document.direction)
    files: list[str] = []

    def load(name: str) -> str:
        source, file, _ = cast("BaseLoader", plain.loader).get_source(plain, name)
        files.append(file or name)
        lines = source.splitlines(keepends=True)
        return "".join(_TAG.sub(f"<!--{len(files)}:{at}-->", line) for at, line in enumerate(lines, 1))

    template = plain.overlay(loader=FunctionLoader(load)).get_template(job.row.page)
    first, *others = check(
        template.render(
            document=job.document, labels=job.document.labels, theme=job.press.theme, given=job.given, **context
        )
    )
    number, _, line = first.mark.partition(":")
    place = Place(files[int(number) - 1], int(line)) if number else Place(job.row.page)
    more = f" (and {len(others)} more)" if others else ""
    raise FormatError(f"{first.message}{more}", place, _HINT)
