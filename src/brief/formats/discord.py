"""Discord: the payload of a webhook, whose mentions reach nobody.

Sources: docs.discord.com, "Message" (content 2,000 characters; ten embeds; "Embed limits": title 256, 25 fields, name
256, value 1,024, description 4,096, 6,000 in all), "Allowed mentions", "Message formatting" (mentions, timestamps);
support.discord.com, "Markdown Text 101" (backslash, headings, subtext, lists, quotes, masked links, spoilers). Discord
counts code points. A backslash before any sign that is no letter, digit or space makes it text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from brief.formats import markdown
from brief.formats.digest import Digest
from brief.formats.digest.dividing import as_items
from brief.formats.digest.measures import characters
from brief.formats.digest.pieces import Mark
from brief.formats.digest.plain import aligned, close, joined, leads
from brief.formats.digest.runs import runs
from brief.formats.parts import Card, Heading, Item, PartSpelling
from brief.formats.spelling import Spelling
from brief.prose import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece
    from brief.formats.digest.runs import Run
    from brief.formats.parts import Grid, Pictured
    from brief.prose import Inline, Prose

FIELDS, NAME, VALUE, TITLE, DESCRIPTION, EMBEDS = 25, 256, 1_024, 256, 4_096, 6_000

_SIGN = re.compile(r"[\\`*_~|<\[]|@(?=everyone|here)|:(?=//|[\w+-]+:)", re.IGNORECASE)
_AT_START = re.compile(r"(\d*)(?=[-+]\s|-#|#{1,3}\s|>|(?<=\d)\.\s)")
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|[\n\u2028\u2029\x0b\x0c\x85])[ \t]*")
_WEB = ("https://", "http://")
_NOT_IN_ADDRESS = re.compile(r"[\s<>()\[\]\\`*|]")


def escape(text: str) -> str:
    """Words inside a line."""
    return _SIGN.sub(r"\\\g<0>", _LINE_END.sub(" ", text))


class DiscordSpelling(PartSpelling):
    """Discord's Markdown."""

    def line(self, line: Line) -> str:
        """A line where a block may begin."""
        written = self.inline(line).strip()
        begins = _AT_START.match(written)
        return f"{begins[1]}\\{written[begins.end() :]}" if begins else written

    def inline(self, nodes: Iterable[Inline]) -> str:
        """A line where no block may begin."""
        plain = Spelling()
        plain.rtl = self.rtl
        return _written([*_pared(runs(nodes, plain))])

    def text(self, words: str) -> str:
        """Words inside a line."""
        return escape(words)

    def heading(self, line: Line, level: int) -> str:
        """A heading behind as many hashes as its level."""
        return f"{'#' * level} {self.inline(line).strip()}"

    def item(self, line: Line) -> str:
        """An item behind a hyphen."""
        return f"- {self.line(line)}"

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """A quotation, its speaker behind a dash."""
        said = [*map(self.line, prose), *([f"\N{EM DASH} {self.inline(speaker)}"] if speaker else [])]
        return "\n".join(f"> {line}" for line in said if line)

    def box(self, prose: Prose) -> str:
        """A quotation: the one box there is."""
        return self.quotation(prose, Line())

    def grid(self, grid: Grid) -> str:
        """A table in columns inside a block of code, else row by row: there are no tables."""
        plain = Spelling()
        columns = aligned(grid, plain.inline)
        if columns and "```" not in columns:
            return f"```\n{columns}\n```"
        return "\n".join(map(self.item, (item.line for item in as_items(grid))))

    def pictured(self, pictured: Pictured) -> str:
        """The words that stand for a picture, leading to where it is hosted."""
        first, *more = (*leads(pictured), "")
        words = self.line(pictured.words)
        return " ".join((_linked(words, first), *(f"<{_address(each)}>" for each in more if each)))


def _pared(parts: tuple[Run, ...]) -> Iterator[Run]:
    """The runs with the spaces at their edges outside their marks: one that touches a space inside is none."""
    for run in parts:
        core = run.text.strip()
        lead, _, tail = run.text.partition(core) if core else (run.text, "", "")
        bare = replace(run, strong=False, emphasis=False, code=False)
        if run.strong or run.emphasis:
            split = (replace(bare, text=lead), replace(run, text=core), replace(bare, text=tail))
            yield from (each for each in split if each.text)
        else:
            yield run


def _written(parts: list[Run]) -> str:
    """Runs with their marks; a link is outermost, and stress innermost."""
    around = (None, *parts, None)
    stressed = [_stressed(run, around[at], around[at + 2]) for at, run in enumerate(parts)]
    text = ""
    for address, linked in groupby(zip(parts, stressed, strict=True), key=lambda pair: pair[0].address):
        words = ""
        for strong, group in groupby(linked, key=lambda pair: pair[0].strong):
            said = "".join(said for _, said in group)
            words += f"**{said}**" if strong else said
        text += _linked(words, address)
    return text


def _stressed(run: Run, before: Run | None, after: Run | None) -> str:
    """The words of a run, stressed by the mark that is read beside its neighbours; by none where none would be."""
    words = f"`{run.text}`" if _is_code(run) else escape(run.text)
    if not run.emphasis:
        return words
    sides = (_beside(run, before, -1), _beside(run, after, 0))
    if not any(side == "_" or side.isalnum() for side in sides):
        return f"_{words}_"
    return words if "*" in sides else f"*{words}*"


def _is_code(run: Run) -> bool:
    """Whether it can stand between two backticks, as it is; what holds one, or a space at its edge, is plain words."""
    return run.code and not re.search(r"[`\r\n]|\A\s|\s\Z", run.text)


def _beside(run: Run, other: Run | None, edge: int) -> str:
    """The character that touches a run."""
    if other is None:
        return "*" if run.strong else ""
    if (run.strong, run.address) == (other.strong, other.address):
        return "`" if _is_code(other) else other.text[edge]
    if run.strong or (other.strong and run.address == other.address):
        return "*"
    if other.address != run.address and (run.address if edge == 0 else other.address):
        return ")"  # the end of a link
    return "[" if other.strong else other.text[edge]


def _linked(words: str, address: str) -> str:
    """Words that lead to an address, without a preview of what is there; only addresses of the web can be masked."""
    if not address:
        return words
    if not address.startswith(_WEB):
        return f"{words} ({escape(address.partition(':')[2])})"
    target = _address(address)
    if re.search(r"//|[\[\]]", words):  # words that look like an address are not masked, nor those with brackets
        return f"{words} (<{target}>)"
    return f"[{words}](<{target}>)"


def _address(address: str) -> str:
    return _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", address)


def payload(spelling: PartSpelling, pieces: Sequence[Piece]) -> Payload:
    """One message: its text, and the key figures beside each other where they stand last in it."""
    *_, last = (None, *(piece for piece in pieces if not isinstance(piece, Mark)))
    embed = _embed(spelling, last) if isinstance(last, Card) else {}
    content = joined([piece for piece in pieces if not embed or piece is not last], spelling, _gap)
    return {"content": content, **({"embeds": [embed]} if embed else {}), "allowed_mentions": {"parse": []}}


def _gap(before: Piece, after: Piece) -> str:
    """One line end where headings and lists keep their distance by themselves."""
    return "\n" if isinstance(before, Heading) or isinstance(after, Heading | Item) or close(before, after) else "\n\n"


def _embed(spelling: PartSpelling, card: Card) -> dict[str, object]:
    """The key figures as fields; nothing where they are more or longer than fields may be."""
    title, note = spelling.inline(card.heading), spelling.line(card.note)
    pairs = [(spelling.inline(label), spelling.inline(value)) for label, value in card.rows]
    total = sum(map(characters, (title, note, *(words for pair in pairs for words in pair))))
    if not pairs or len(pairs) > FIELDS or len(title) > TITLE or len(note) > DESCRIPTION or total > EMBEDS:
        return {}
    if any(not 0 < len(name) <= NAME or not 0 < len(value) <= VALUE for name, value in pairs):
        return {}
    fields = [{"name": name, "value": value, "inline": True} for name, value in pairs]
    head = {key: words for key, words in (("title", title), ("description", note)) if words}
    return {**head, "fields": fields}


def _size(made: Payload) -> int:
    return characters(str(made["content"])) if isinstance(made, dict) else characters(made)


ROW = replace(
    markdown.ROW,
    name="discord",
    file="digest.discord.json",
    media_type="application/json",
    about="the digest as messages of a Discord webhook",
    folders=("discord", "markdown"),
    spelling=DiscordSpelling,
    make=Digest(payload, _size, ends=lambda piece: isinstance(piece, Card) and bool(piece.rows)),
    on_request=True,
    limit=2_000,
    unit="characters",
    read="discord",
)
