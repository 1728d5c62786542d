"""One function a kind: a block of the file becomes a block of the Document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brief import briefing as entered
from brief import document as made
from brief.composing.figuring import cell, standing
from brief.dates import When, write_when
from brief.figures import Amount, decimal_of, with_unit, write_amount
from brief.prose import Citation, Line, Link, Prose, Text, plain, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from brief.composing.finishing import Finisher
    from brief.document import Block

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"[^\w]*\d[\d\s.,\u202f\u00a0]*[^\w]*(\w{1,3})?")
FEW = 12
"""Up to how many values the words that stand for a chart name each of them."""


def compose_block(block: entered.Block, name: str, path: Path, finisher: Finisher) -> Block | None:
    """The finished block, its short version with it; None where nothing of it may be built."""
    return _COMPOSERS[type(block)](block, name, path, finisher)


def _common(block: entered.Block, name: str, path: Path, finisher: Finisher) -> dict[str, Any]:
    language = finisher.material.language
    view = {"desk": "desk_view", "source": "source"}.get(block.view or "")
    heading = getattr(block, "heading", None) or getattr(block, "headline", None)
    return {
        "id": name,
        "place": finisher.material.locate(path),
        "heading": finisher.line(heading) if heading else Line(),
        "only": block.only,
        "keep": block.keep,
        "priority": block.priority,
        "drafted": block.drafted,
        "view": language.label(view) if view else "",
    }


def _text(block: entered.TextBlock, name: str, path: Path, finisher: Finisher) -> Block:
    made_of = made.Text(**_common(block, name, path, finisher), prose=finisher.prose(block.body))
    return _with_short(made_of, block.short, lambda short: {"prose": finisher.prose(short)})


def _with_short(block: Block, short: Any, content: Callable[[Any], Mapping[str, Any]]) -> Block:  # noqa: ANN401
    """The block with its short version, if the editor wrote one."""
    return replace(block, short=replace(block, **content(short))) if short else block


def _numbers(block: entered.NumbersBlock, name: str, path: Path, finisher: Finisher) -> Block:
    made_of = made.Numbers(**_common(block, name, path, finisher), figures=_standing(block.figures, finisher))
    return _with_short(made_of, block.short, lambda short: {"figures": _standing(short, finisher)})


def _bars(block: entered.BarsBlock, name: str, path: Path, finisher: Finisher) -> Block:
    def content(names: Sequence[str]) -> dict[str, Any]:
        figures = _standing(names, finisher)
        return {"figures": figures, "citation": _cited_together(figures, finisher)}

    common = _common(block, name, path, finisher)
    made_of = made.Bars(**common, caption=block.caption or "", **content(block.figures))
    return _with_short(made_of, block.short, content)


def _standing(names: Iterable[str], finisher: Finisher) -> tuple[made.FigureWords, ...]:
    return tuple(standing(name, finisher) for name in names)


def _cited_together(figures: Iterable[made.FigureWords], finisher: Finisher) -> Citation | None:
    """One citation for all figures of a chart, under it."""
    items = tuple(dict.fromkeys(item for figure in figures if figure.citation for item in figure.citation.items))
    return finisher.citation(Citation(items)) if items else None


def _line(block: entered.LineBlock, name: str, path: Path, finisher: Finisher) -> Block:
    language = finisher.material.language
    if block.data:
        table = finisher.material.tables[block.data]
        x = tuple(row[0] for row in table.rows)
        columns = [(label, [row[at] for row in table.rows]) for at, label in enumerate(table.columns) if at]
        given = [(label, [decimal_of(text, language) if text else None for text in texts]) for label, texts in columns]
    else:
        x = block.x or ()
        given = [(series.label, list(series.values)) for series in block.series or ()]

    def written(value: Decimal | None) -> str:
        amount = with_unit(Amount(value), block.unit or "", language) if value is not None else None
        return write_amount(amount, language) if amount else language.label("no_value")

    lines = tuple(made.SeriesWords(label, tuple(values), tuple(map(written, values))) for label, values in given)
    return made.LineChart(
        **_common(block, name, path, finisher),
        x=x,
        series=lines,
        unit=block.unit or "",
        caption=block.caption or "",
        summary=_summary(x, lines, finisher),
        citation=finisher.citation(block.origin) if block.origin else None,
    )


def _summary(x: Sequence[str], lines: Iterable[made.SeriesWords], finisher: Finisher) -> str:
    """The words that stand for a chart: each line's values, or its two ends where there are many."""
    language = finisher.material.language
    sentences = []
    for line in lines:
        pairs = list(zip(x, line.words, strict=True))
        named = pairs if len(pairs) <= FEW else [pairs[0], pairs[-1]]
        values = language.label("comma").join(f"{place} {value}" for place, value in named)
        sentences.append(language.label("colon", label=line.label, text=values))
    return "; ".join(sentences)


def _table(block: entered.TableBlock, name: str, path: Path, finisher: Finisher) -> Block:
    language = finisher.material.language
    common = _common(block, name, path, finisher)
    if block.figures:
        figures = _standing(block.figures, finisher)
        level = all(figure.direction == "is" for figure in figures)
        columns: tuple[Line, ...] = tuple(
            plain(language.label(key)) for key in ("figure", "value" if level else "change")
        )
        rows: tuple[tuple[Line, ...], ...] = tuple(
            (plain(figure.label), cell(figure, language.label("comma"))) for figure in figures
        )
    elif block.data:
        table = finisher.material.tables[block.data]
        columns = tuple(plain(title) for title in table.columns)
        rows = tuple(tuple(plain(text) for text in row) for row in table.rows)
    else:
        columns = tuple(finisher.line(title) for title in block.columns or ())
        rows = _cells(block.rows or (), finisher)
    made_of = made.Table(
        **common,
        columns=columns,
        rows=rows,
        numeric=tuple(_is_numeric(row[at] for row in rows) for at in range(len(columns))),
        caption=block.caption or "",
        citation=finisher.citation(block.origin) if block.origin else None,
    )
    return _with_short(made_of, block.short, lambda short: {"rows": _cells(short, finisher)})


def _cells(rows: Iterable[Sequence[Line]], finisher: Finisher) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(map(finisher.line, row)) for row in rows)


def _is_numeric(column: Iterable[Line]) -> bool:
    """Whether every cell that holds something holds a number with at most a sign, a unit or a currency."""
    texts = [text for text in map(words, column) if text]
    return bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)


def _rows(block: entered.FactsBlock | entered.PeopleBlock, name: str, path: Path, finisher: Finisher) -> Block:
    def content(items: Mapping[str, Line]) -> dict[str, Any]:
        return {"rows": tuple(made.Row(term, finisher.line(text)) for term, text in items.items())}

    made_of = made.Rows(**_common(block, name, path, finisher), **content(block.items), role=block.kind)
    return _with_short(made_of, block.short, content)


def _timeline(block: entered.TimelineBlock, name: str, path: Path, finisher: Finisher) -> Block:
    language, zone = finisher.material.language, finisher.material.briefing.zone or finisher.material.desk.zone

    def content(events: Iterable[entered.Event]) -> dict[str, Any]:
        rows = tuple(
            made.Row(
                write_when(event.when, language, zone) if isinstance(event.when, When) else event.when,
                finisher.line(event.what),
            )
            for event in events
        )
        return {"rows": rows}

    made_of = made.Rows(**_common(block, name, path, finisher), **content(block.items), role="timeline")
    return _with_short(made_of, block.short, content)


def _list(block: entered.ListBlock, name: str, path: Path, finisher: Finisher) -> Block:
    def content(items: Iterable[Line]) -> dict[str, Any]:
        return {"items": tuple(finisher.line(item) for item in items)}

    made_of = made.Items(**_common(block, name, path, finisher), **content(block.items))
    return _with_short(made_of, block.short, content)


def _quote(block: entered.QuoteBlock, name: str, path: Path, finisher: Finisher) -> Block:
    def content(body: Prose) -> dict[str, Any]:
        return {"prose": _quoted(finisher.prose(body), finisher)}

    made_of = made.Quote(
        **_common(block, name, path, finisher),
        **content(block.body),
        speaker=block.speaker or "",
        citation=finisher.citation(block.origin) if block.origin else None,
    )
    return _with_short(made_of, block.short, content)


def _quoted(prose: Prose, finisher: Finisher) -> Prose:
    """The paragraphs between the language's quotation marks."""
    opening, closing = finisher.material.language.label("quoted", text="\0").split("\0")
    *paragraphs, last = prose.paragraphs
    paragraphs.append(Line((*last, Text(closing))))
    first, *others = paragraphs
    return Prose((Line((Text(opening), *first)), *others))


def _image(block: entered.ImageBlock, name: str, path: Path, finisher: Finisher) -> Block:
    return made.Image(**_common(block, name, path, finisher), picture=_picture(block, finisher))


def _picture(given: entered.ImageBlock | entered.Picture, finisher: Finisher) -> made.Picture:
    language = finisher.material.language
    return replace(
        finisher.material.pictures[given.file],
        alt=given.alt,
        caption=given.caption or "",
        credit=language.label("photo_credit", credit=given.credit) if given.credit else "",
        url=given.url or "",
    )


def _story(block: entered.Story, name: str, path: Path, finisher: Finisher) -> made.Story:
    language = finisher.material.language
    read_more = language.label("read_more")
    link = None
    if block.link:
        at = block.link.at
        text = language.label("colon", label=read_more, text=at) if at else read_more
        link = Link(plain(text), finisher.target(block.link.url))
    made_of = made.Story(
        **_common(block, name, path, finisher),
        prose=finisher.prose(block.body) if block.body else Prose(),
        size=block.size or "normal",
        link=link,
        picture=_picture(block.image, finisher) if block.image else None,
    )
    short = finisher.prose(block.short) if block.short else None
    return replace(made_of, short=replace(made_of, prose=short)) if short else made_of


def _section(block: entered.SectionBlock, name: str, path: Path, finisher: Finisher) -> Block | None:
    common = _common(block, name, path, finisher)
    stories = tuple(
        _story(
            story if story.size else story.model_copy(update={"size": block.size}),
            f"{name}.{index + 1}",
            (*path, "stories", index),
            finisher,
        )
        for index, story in enumerate(block.stories)
        if not story.hold
    )
    return made.Section(**common, stories=stories) if stories else None


def _note(block: entered.NoteBlock, name: str, path: Path, finisher: Finisher) -> Block:
    common = _common(block, name, path, finisher)
    made_of = made.Note(**common, prose=finisher.prose(block.body), label=block.label or "")
    return _with_short(made_of, block.short, lambda short: {"prose": finisher.prose(short)})


def _since(block: entered.SinceBlock, name: str, path: Path, finisher: Finisher) -> Block | None:
    """A row a figure that moved; nothing where none did."""
    from brief.diffing import moved

    material, language = finisher.material, finisher.material.language
    rows = []
    for change in moved(material.earlier[block.edition], material):
        figure = standing(change.id, finisher)
        before = language.label("before", old=change.old)
        now = cell(replace(figure, citation=None), language.label("comma"))
        cited = (figure.citation,) if figure.citation else ()
        rows.append(made.Row(figure.label, Line((*now, Text(f" ({before})"), *cited))))
    if not rows:
        return None
    common = _common(block, name, path, finisher)
    heading = common.pop("heading") or plain(language.label("since"))
    return made.Rows(**common, heading=heading, rows=tuple(rows), role="facts")


_COMPOSERS: dict[type[entered.Block], Callable[[Any, str, Path, Finisher], Block | None]] = {
    entered.TextBlock: _text,
    entered.NumbersBlock: _numbers,
    entered.BarsBlock: _bars,
    entered.LineBlock: _line,
    entered.TableBlock: _table,
    entered.FactsBlock: _rows,
    entered.PeopleBlock: _rows,
    entered.TimelineBlock: _timeline,
    entered.ListBlock: _list,
    entered.QuoteBlock: _quote,
    entered.ImageBlock: _image,
    entered.StoryBlock: _story,
    entered.SectionBlock: _section,
    entered.NoteBlock: _note,
    entered.SinceBlock: _since,
}
