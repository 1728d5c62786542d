"""What parsers of GitHub Flavored Markdown read in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

PARSERS = {
    "commonmark": MarkdownIt("commonmark").enable(["table", "strikethrough"]),
    "with autolinks": MarkdownIt("gfm-like"),
}

Styled = list[tuple[str, frozenset[str]]]

_OPENS = {"strong_open": "strong", "em_open": "em", "s_open": "struck"}
_CLOSES = {"strong_close": "strong", "em_close": "em", "s_close": "struck"}


def read(parser: str, page: str) -> list[Token]:
    """The page's tokens."""
    return PARSERS[parser].parse(page)


def blocks(tokens: Sequence[Token]) -> list[str]:
    """Which blocks there are, by their tags or kinds, in order."""
    return [
        token.tag or token.type
        for token in tokens
        if token.nesting == 1 or token.type in {"hr", "fence", "code_block", "html_block"}
    ]


def lines(tokens: Sequence[Token]) -> list[str]:
    """The words of each block that holds words."""
    return ["".join(character for character, _ in styled(token)) for token in tokens if token.type == "inline"]


def styled(inline: Token) -> Styled:
    """The characters of a block, each with the markup it stands in."""
    return list(_styled(inline.children or []))


def _styled(tokens: Sequence[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    around: list[str] = []
    for token in tokens:
        if token.type in _OPENS:
            around.append(_OPENS[token.type])
        elif token.type in _CLOSES:
            around.remove(_CLOSES[token.type])
        elif token.type == "link_open":
            around.append(f"link {token.attrs['href']}")
        elif token.type == "link_close":
            around.remove(next(name for name in reversed(around) if name.startswith("link ")))
        elif token.type == "image":
            yield from ((character, frozenset({*around, *more, "image"})) for character, more in styled(token))
        elif token.type in {"softbreak", "hardbreak"}:
            yield token.type, frozenset(around)
        elif token.type in {"text", "text_special"}:
            yield from ((character, frozenset(around)) for character in token.content)
        elif token.type == "code_inline":
            yield from ((character, frozenset({*around, "code"})) for character in token.content)
        else:
            yield from ((character, frozenset({*around, token.type})) for character in token.content)
