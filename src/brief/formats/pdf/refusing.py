"""What no page can hold, told with its place before anything is laid out: laying it out would take for ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.document import Table
from brief.errors import Problem
from brief.formats.pdf import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.document import Document
    from brief.formats.pdf.fonts import Passage
    from brief.theme import Theme

_MOST_COLUMNS = 24
"""More columns of a table could not be read, whatever the paper."""
_MOST_ROWS = 2_000
"""More rows of a table fill more pages than are ever made."""
_MOST_SIGNS = 2_000
"""Characters of a word. To break one, WeasyPrint measures it once for each of its lines: time goes with its square."""
_NOT_BROKEN = r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
"""What a line may not end after: Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean break without spaces."""
_LONG_WORD = re.compile(f"{_NOT_BROKEN}{{{_MOST_SIGNS + 1},}}")
_ELSEWHERE = "keep it from the page: only: [email, markdown]"


def refused(document: Document, theme: Theme) -> Iterator[Problem]:
    """Everything that the page cannot hold: characters without a face, words and tables that are far too large."""
    passages = tuple(fonts.passages(document))
    yield from fonts.missing(passages, theme)
    yield from _words(passages)
    for block in document.every_block():
        if isinstance(block, Table):
            yield from _table(block)


def _words(passages: Iterable[Passage]) -> Iterator[Problem]:
    for passage in passages:
        for text in passage.texts:
            if found := _LONG_WORD.search(text):
                message = f"{passage.where}: a word of {len(found[0]):,} characters is too long for the page,"
                yield Problem(
                    f"{message} which breaks words of {_MOST_SIGNS:,}: {found[0][:20]!r}…",
                    passage.place,
                    f"break it up with spaces, or {_ELSEWHERE}",
                )


def _table(table: Table) -> Iterator[Problem]:
    if len(table.columns) > _MOST_COLUMNS:
        message = f"a table of {len(table.columns)} columns is too wide for the page, which holds {_MOST_COLUMNS}"
        yield Problem(message, table.place, f"show fewer, or {_ELSEWHERE}")
    if len(table.rows) > _MOST_ROWS:
        message = f"a table of {len(table.rows):,} rows is too long for any page; {_MOST_ROWS:,} are the most"
        yield Problem(message, table.place, f"show fewer, or {_ELSEWHERE}")
