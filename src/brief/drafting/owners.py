"""Whose the amounts of an article are: what they count, what they are a share of, or what their clause is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.pieces import Cutter, Piece
from brief.drafting.subjects import Subjects
from brief.drafting.topics import Owned, Subject, Topic, Topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.grammar import Grammar
    from brief.figures import Direction
    from brief.tracing.saved import Passage, Standing


class Told(NamedTuple):
    """An amount of a line, with its sentence's pieces, its place among them, and whose it is."""

    standing: Standing
    pieces: Sequence[Piece]
    at: int
    owned: Owned


class Reader:
    """Reads the lines of an article in their order, so that a pronoun has somebody before it."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.topics = Topics()

    def told(self, passage: Passage, line: int) -> Iterator[Told]:
        """Each amount of a line with its owners."""
        cutter = Cutter(passage, self.grammar)
        for start, end in passage.sentences:
            if any(start <= one.mention.number < end for one in passage.standing):
                pieces = cutter.pieces(start, end)
                sentence = _Owners(pieces, cutter, Subjects(pieces, cutter, self.topics, line))
                for at, piece in enumerate(pieces):
                    if piece.amount:
                        yield Told(piece.amount, pieces, at, sentence.owned(at))
            self.topics.add(partial(self._topic, cutter, start, end, line))

    def _topic(self, cutter: Cutter, start: int, end: int, line: int) -> Topic | None:
        return Subjects(cutter.pieces(start, end), cutter, self.topics, line).topic()


class _Owners:
    """The owners of the amounts of one sentence."""

    def __init__(self, pieces: Sequence[Piece], cutter: Cutter, subjects: Subjects) -> None:
        self.pieces = pieces
        self.subjects = subjects
        self.moves = subjects.moves
        self.grammar = cutter.grammar
        self.speech = cutter.speech
        self.phrases = cutter.phrases

    def owned(self, at: int) -> Owned:
        """What may own the amount at a place, and which way it goes."""
        subject = self.subjects.of(at)
        way = self.moves.way(at)
        likely = [label for label in self._ordered(at, subject, way) if label]
        if not likely:
            topic = self.subjects.before.last()
            likely = [subject.aside, self._ahead(at), topic.label if topic else ""]
        titled = tuple(dict.fromkeys(f"{label[0].upper()}{label[1:]}" for label in likely if label))
        made = Owned(titled, way, self._is_former(at), subject.label or subject.aside, subject.line)
        self.subjects.known[at] = made
        return made

    def _ordered(self, at: int, subject: Subject, way: Direction | None) -> tuple[str, ...]:
        """The owners of an amount by what it counts: of money and shares the subject, of things the things."""
        piece = self.pieces[at]
        owner, thing, whole = subject.label, self._thing(at), self._whole(at)
        if turned := self._turned(at):
            return (turned, owner)
        if thing and (self.moves.shifted(at) or (at and self.pieces[at - 1].small in self.grammar.thereof)):
            return (thing, owner)
        if thing and self._attributes(at):
            return (thing, owner)
        if piece.amount and piece.amount.mention.unit:
            return (owner, whole, subject.aside, thing)
        if self._is_measured(at):
            return (owner, whole, thing) if way else (self._measured(at), owner, whole, subject.aside, thing)
        if way or (owner and (self.moves.leads(at) or self._equals(at))):
            return (owner, thing)
        joined = f"{owner} {self.grammar.joint} {thing}" if thing and owner and self._joins(at) else ""
        return (joined, thing, owner)

    def _attributes(self, at: int) -> bool:
        """Whether an amount only tells of the noun behind it: `the owner of a typical $265,000 home`."""
        left = self.pieces[at - 1] if at else None
        mention = self.pieces[at].amount
        if left is None or mention is None or not mention.mention.unit or not self.grammar.single:
            return False
        right, following = self._right(at), self._right(at + 1)
        relates = following is not None and following.kind == "verb"
        if relates or right is None or right.words[0].small in self.grammar.articles:
            return False
        if left.kind == "link":
            return mention.mention.unit.isupper()
        single = any(token.small in self.grammar.single for token in left.words[-2:])
        return left.kind == "noun" and (single or left.small in self.grammar.articles)

    def _joins(self, at: int) -> bool:
        """Whether what is before an amount is of what it counts: `a stockpile of 10,000 chips`."""
        left = self.pieces[at - 1] if at > 1 and self.pieces[at - 2].kind == "noun" else None
        return left is not None and left.kind == "link" and left.small in self.grammar.of

    def _right(self, at: int) -> Piece | None:
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def _turned(self, at: int) -> str:
        """What moved, behind the noun of the move that an amount leads to: `a 4 per cent drop in sales`."""
        right, following = self._right(at), self._right(at + 1)
        if right is not None and right.led and (right.led in self.grammar.off or self._moved(at)):
            return self.phrases.text(right)
        if right is None or not right.words or right.led:
            return ""
        if right.kind in {"small", "verb"} and right.small in self.grammar.compared:
            back = next((piece for piece in reversed(self.pieces[:at]) if piece.kind != "small"), None)
            equated = back is not None and back.small in self.grammar.copulas
            return self.phrases.text(following) if following and following.free and not equated else ""
        if right.words[0].small not in self.grammar.changes:
            return ""
        if len(right.words) > 1:
            return self.phrases.text(right._replace(words=right.words[1:]))
        return self.phrases.text(following) if following and following.led in self.grammar.of else ""

    def _moved(self, at: int) -> bool:
        """Whether what is behind a move moved, where nothing before it does: `Buoyed by a rise of 4 % in crude`."""
        right, held = self._right(at), self.pieces[at - 2] if at > 1 else None
        if right is None or held is None or held.kind != "noun" or self.pieces[at - 1].kind != "link":
            return False
        moves = all(token.small in self.grammar.changes or token.small in self.grammar.articles for token in held.words)
        alone = not any(piece.free for piece in self.pieces[:at])
        return moves and alone and right.led in self.grammar.of and not self.phrases.is_empty(right)

    def _equals(self, at: int) -> bool:
        """Whether the verb before an amount gives its subject a level: `sizes average 21.4`."""
        left = next((piece for piece in reversed(self.pieces[:at]) if piece.kind not in {"small", "link"}), None)
        return left is not None and left.kind == "verb" and left.small in self.grammar.equals

    def _whole(self, at: int) -> str:
        """What an amount is a share of: the noun phrase behind it that `of` or a genitive leads."""
        right = self._right(at)
        if right is None or right.kind != "noun":
            return ""
        of = right.led in self.speech.of or right.words[0].small in self.grammar.genitive
        return self.phrases.text(right) if of else ""

    def _thing(self, at: int) -> str:
        """The noun phrase that an amount counts: the one right behind it."""
        right, following = self._right(at), self._right(at + 1)
        if right and right.kind == "small" and right.small in self.grammar.more and following and following.free:
            right = following
        if right and following and following.kind == "amount" and self._parts(right):
            return self._thing(at + 2)
        if right is None or not right.free or self.phrases.is_time(right):
            return ""
        return "" if all(token.small in self.grammar.measures for token in right.words) else self.phrases.text(right)

    def _parts(self, right: Piece) -> bool:
        """Whether a piece leads from a part to its whole: `40 of the 210 branches`, `14 ihrer 60 Filialen`."""
        of = right.led in self.grammar.of or right.words[0].small in self.grammar.genitive
        return (
            right.kind in {"noun", "link"}
            and (of or right.small in self.grammar.of)
            and (right.kind == "link" or self.phrases.is_empty(right))
        )

    def _ahead(self, at: int) -> str:
        """The noun phrase behind an amount, where none is before it: `40 Prozent davon trägt das Land`."""
        for piece in self.pieces[at + 1 :]:
            if piece.kind in {"mark", "contrast", "amount"}:
                break
            if piece.free and not self.phrases.is_empty(piece):
                return self.phrases.text(piece)
        return ""

    def _is_measured(self, at: int) -> bool:
        """Whether an amount counts hours or metres, which own nothing."""
        right = self._right(at)
        if not right or right.kind not in {"noun", "small"}:
            return False
        return right.words[0].small in self.grammar.measures or right.words[0].small in self.speech.measures

    def _measured(self, at: int) -> str:
        """What an amount of a measure is of: `tonnes of carbon`."""
        right = self.pieces[at + 1]
        words = tuple(token for token in right.words if token.small not in self.grammar.measures)
        fits = right.kind == "noun" and words and len(words) < len(right.words)
        return self.phrases.text(right._replace(words=words)) if fits else ""

    def _is_former(self, at: int) -> bool:
        """Whether an amount is told as what was before: `from 12 to 14`, `after 12 a year earlier`."""
        amount, left = self.pieces[at].amount, self.pieces[at - 1] if at else None
        led = left is not None and left.kind == "link" and left.small in self.grammar.former
        return bool(amount and amount.earlier) or (led and left is not None and left.small not in self.grammar.by)
