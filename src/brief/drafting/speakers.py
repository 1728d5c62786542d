"""The quotations of an article, with the fullest name that it has for each speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.quotations import NAME, attributed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.drafting.grammar import Grammar
    from brief.tracing.saved import Passage

_INVERTED = re.compile(r"[,.]? [a-zà-ÿ'-]+ (?:[a-zà-ÿ'-]+ ){0,4}[^\W\d_a-zà-ÿ]")
"""A verb that no list knows, and a name behind it: `, plaisante le directeur Bruno Castel`."""
_TURNED = re.compile(r"-(?:il|elle|ils|elles|on)\b")
"""A verb that its pronoun follows: `a-t-elle glissé`."""
_ADJECTIVES, _LONGEST_OFFICE = 4, 6
_SHORT_QUOTATION = 4
_FAR = 160
"""How many characters from a quotation its speaker may be named."""
_SHORT_TITLE = 6
"""A shorter word may be a first name that ends as an office does."""
_LINES_BACK = 3
"""How many lines back a pronoun may find its person."""


class Quoted(NamedTuple):
    """Somebody's own words; the speaker is empty where the article names nobody."""

    words: str
    speaker: str
    line: int
    since: int = 0

    @property
    def lines(self) -> str:
        """The lines that it is traced to: its own, and those from where its speaker is named."""
        return f"{self.since}-{self.line}" if self.since else str(self.line)


def quotations(passages: Mapping[int, Passage], grammar: Grammar) -> Iterator[Quoted]:
    """Every quotation of some lines."""
    speakers = _Speakers(passages, grammar)
    for number, passage in passages.items():
        last = ""
        for start, end in passage.quotations:
            written = passage.normal.written
            words = passage.written[written(start) : written(end - 1) + 1].strip(" ,") if end > start else ""
            if len(words.split()) >= _SHORT_QUOTATION:
                last = speakers.of((start, end), number) or last
                yield Quoted(words, last, number, speakers.since(last, number))


class _Speakers:
    """Who speaks in an article."""

    def __init__(self, passages: Mapping[int, Passage], grammar: Grammar) -> None:
        self.passages = passages
        self.grammar = grammar
        self.titles = tuple(grammar.titles)
        self._leads = {*grammar.articles, *grammar.genitive, *grammar.single, "l'", "au", "du"}
        self._of = {*grammar.genitive, *grammar.of} - {"in", "en", "an", "für", "pour"}
        names = {name for passage in passages.values() for name in self._names(passage.text, passage)}
        self.people = sorted((name for name in names if " " in name), key=lambda name: (-len(name.split()), name))

    def of(self, span: tuple[int, int], line: int) -> str:
        """Who says some words, by the full name that the article has for them; empty where it names nobody."""
        passage = self.passages[line]
        for zone in self._zones(span, passage):
            names = list(self._names(zone, passage))
            if name := next((one for one in names if " " in one or self._full(one) != one), ""):
                return self._full(name)
            if any(word in self.grammar.persons for word in re.findall(r"\w+", zone.lower())):
                return self._meant(span, line)
            if office := self._office(zone):
                return office
            if names and not passage.speech.nouns_are_capital:
                return names[0]
        found = attributed(span, passage)
        return "" if found.lower() in passage.speech.again else self._full(self._bare(found))

    def since(self, name: str, line: int) -> int:
        """The line before some words that names their speaker, where their own does not; else 0."""
        parts = name.split()
        near = range(line, max(line - _LINES_BACK - 1, 0), -1)
        named = next((number for number in near if any(part in self.passages[number].text for part in parts)), line)
        return named if named < line else 0

    def _zones(self, span: tuple[int, int], passage: Passage) -> Iterator[str]:
        """The words beside a quotation that tell who says it: those behind it, then those before it."""
        start, end = span
        text = passage.text
        stop = next((last for first, last in passage.sentences if first <= end + 1 < last), len(text))
        following = min((a for a, _ in passage.quotations if a > end), default=len(text))
        behind = text[end + 1 : min(stop, following, end + _FAR)]
        if self._says(behind, passage) or _INVERTED.match(behind):
            yield behind
        first = next((low for low, high in passage.sentences if low <= start - 1 < high), 0)
        past = max((b + 1 for _, b in passage.quotations if b < start), default=0)
        before = text[max(first, past, start - _FAR) : start - 1]
        if self._says(before, passage) or before.rstrip().endswith(":"):
            yield before
        elif past > first and past <= start:
            lead = text[max(first, past - _FAR) : start - 1]
            if self._says(lead, passage):
                yield lead

    def _says(self, text: str, passage: Passage) -> bool:
        small = re.findall(r"[\w']+", text.lower())
        if _TURNED.search(text):
            return True
        return any(word in passage.speech.sayings or word in self.grammar.quoting for word in small)

    def _names(self, text: str, passage: Passage) -> Iterator[str]:
        """The names in some words: what stands in capitals and opens no sentence, without the office before it."""
        for found in NAME.finditer(text):
            ahead = re.findall(r"[\w'-]+", text[: found.start()].lower())[-1:]
            words = found[0].split()
            while words and self._is_small(words[0], passage):
                words.pop(0)
            if not words or words[-1].endswith("'s"):
                continue
            if ahead and ahead[0] in self.grammar.belonging and not self._is_office(words[0]):
                continue
            article = bool(ahead) and ahead[0] in self.grammar.articles
            name = self._bare(" ".join(words), led=article and passage.speech.nouns_are_capital)
            if name:
                yield name

    def _is_small(self, word: str, passage: Passage) -> bool:
        small = word.lower()
        lists = (passage.speech.common, passage.speech.sayings, passage.speech.months, self.grammar.adverbs)
        return any(small in words for words in lists)

    def _is_office(self, word: str) -> bool:
        small = word.lower().rstrip(".")
        return small in self.grammar.offices or (len(small) >= _SHORT_TITLE and small.endswith(self.titles))

    def _bare(self, name: str, *, led: bool = False) -> str:
        """A name without the office that it opens with; one that an article leads opens with one."""
        words = name.split()
        while len(words) > 1 and self._is_office(words[0]):
            words.pop(0)
            led = False
        if led and len(words) > 2:  # noqa: PLR2004  (a first and a last name are left)
            words.pop(0)
        return " ".join(words)

    def _office(self, text: str, *, opens: bool = False) -> str:
        """Who speaks by an office alone, without the article: `la présidente du parc naturel`; or opens a sentence."""
        words = re.findall(r"[\w-]+(?:')?|[^\w\s]", text)
        small = [word.lower() for word in words]
        roles = self.grammar.roles or self.titles
        for at, word in enumerate(small):
            if not (word.endswith(roles) if roles else False):
                continue
            led = next((n for n in range(at - 1, max(at - _ADJECTIVES, -1), -1) if small[n] in self._leads), -1)
            if led < 0 or (opens and led > 0):
                continue
            stop = at + 1
            if small[stop : stop + 1] and small[stop] in self.grammar.ranks:
                stop += 1
            if small[stop : stop + 1] and small[stop] in self._of:
                stop += 1
                while stop < len(words) and stop < at + _LONGEST_OFFICE and self._goes_on(small[stop]):
                    stop += 1
            return " ".join(words[led + 1 : stop]).replace("' ", "'")
        return ""

    def _goes_on(self, small: str) -> bool:
        lists = (self.grammar.verbs, self.grammar.adverbs, self.grammar.pronouns)
        return small[0].isalpha() and (small in self._leads or not any(small in words for words in lists))

    def _full(self, name: str) -> str:
        own = set(name.split())
        return next((one for one in self.people if own and own <= set(one.split())), name)

    def _meant(self, span: tuple[int, int], line: int) -> str:
        """The person that a pronoun stands for: whom a sentence before begins with, else the last who is named."""
        for number in range(line, max(line - _LINES_BACK, 0), -1):
            passage = self.passages[number]
            ahead = [one for one in passage.sentences if number < line or one[0] < span[0]]
            for start, end in reversed(ahead):
                stop = min(end, span[0]) if number == line else end
                for name in self._names(passage.text[start:stop], passage):
                    full = self._full(name)
                    if full in self.people and " " in full:
                        return full
                if office := self._office(passage.text[start:stop], opens=True):
                    return office
        return ""
