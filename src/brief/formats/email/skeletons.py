"""MJML compiled without its words: those go round the compiler, which works once for each structure of a page.

What stands in a tag of MJML that holds words or HTML, the compiler copies. So it is handed stand-ins; the words take
their places in what it makes. A page whose structure was met before is not compiled at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from brief.errors import FormatError
from brief.formats.email.mjml_table import TAGS

_HINT = "mend the template, or delete it and the one that comes with brief is used"
_HOLDING = "|".join(name for name, tag in TAGS.items() if tag.ends)
_HOLDS_WORDS = re.compile(rf"""(</?(?:{_HOLDING})(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>)""")
_BETWEEN_TAGS = re.compile(r">\n[ \t\r\n]*(?=<)")
"""The end of a line and what indents the next, alone between two tags: the compiler leaves them out."""


def compiled(source: str) -> str:
    """The HTML of an MJML source that has no mistake by `mjml_table.check`. Raises FormatError."""
    if "<!" in source:
        # A comment may hold half a tag.
        return _html(source)
    mark = "~"
    while mark in source:
        mark += "~"
    skeleton, words = _parted(source, mark)
    pieces = list(_pieces(skeleton, mark, len(words)))
    pieces[1::2] = [words[int(number)] for number in pieces[1::2]]
    return "".join(pieces)


def _parted(source: str, mark: str) -> tuple[str, list[str]]:
    """The source with a numbered stand-in in each tag that holds words, and what they stand for."""
    parts = _HOLDS_WORDS.split(_BETWEEN_TAGS.sub(">", source))
    words: list[str] = []
    for at in range(1, len(parts), 2):
        if not parts[at].startswith("</") and not parts[at].endswith("/>"):
            # The compiler trims a style sheet.
            words.append(parts[at + 1].strip() if parts[at].startswith("<mj-style") else parts[at + 1])
            parts[at + 1] = f"{mark}{len(words) - 1}{mark}"
    return "".join(parts), words


@lru_cache(maxsize=16)
def _pieces(skeleton: str, mark: str, count: int) -> tuple[str, ...]:
    """The skeleton's HTML, parted at its stand-ins: HTML, a number, HTML, a number, HTML. Raises FormatError."""
    pieces = re.split(rf"{mark}(\d+){mark}", _html(skeleton))
    if {int(number) for number in pieces[1::2]} != set(range(count)):
        raise FormatError("the email's MJML lost words when it was compiled", hint=_HINT)
    return tuple(pieces)


def _html(source: str) -> str:
    import mjml

    try:
        html = mjml.mjml2html(source, fonts={})
    except ValueError as error:
        raise FormatError(f"the email's MJML cannot be compiled: {error}", hint=_HINT) from error
    if "<mj-" in html:
        raise FormatError("a tag of MJML is left in the compiled email", hint=_HINT)
    return html
