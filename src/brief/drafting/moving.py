"""Which way an amount goes: whether it is how far something moved, or where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.pieces import Cutter, Piece
    from brief.figures import Direction
    from brief.tracing.words import Token


class Moves:
    """The moves that the pieces of one sentence tell."""

    def __init__(self, pieces: Sequence[Piece], cutter: Cutter) -> None:
        self.pieces = pieces
        self.phrases = cutter.phrases
        self.grammar = cutter.grammar
        self.speech = cutter.speech
        self.idle = cutter.passage.idle
        self.last: Direction | None = None

    def way(self, at: int) -> Direction | None:
        """Which way the amount at a place moved something; None where it is a level."""
        found = self._way(at)
        self.last = found or self.last
        return found

    def _way(self, at: int) -> Direction | None:
        amount = self.pieces[at].amount
        if amount and amount.mention.sign and amount.mention.unit == "%":
            return amount.direction
        if way := self.compared(at) or self._told(at) or self.shifted(at):
            return way
        left = self._left(at)
        if left and self.pieces[at].is_share and self.last and self.repeats(at):
            return self.last
        if left is None or left.kind == "mark" or (left.kind == "noun" and not self._further(left)):
            return None
        if left.kind == "link" or self._further(left):
            by = left.kind != "link" or (left.small in self.grammar.by and self._moves_by(at))
            return self._clause(at) if by else None
        nearest = self.pieces[at - 1]
        if nearest.kind == "noun" and nearest.small in self.grammar.definite and not self.pieces[at].is_share:
            return None
        own = next((way for piece in self.back(at) if (way := self.direction(piece))), None)
        if self.pieces[at].is_share:
            return self._shares(at) or own or self._behind(at)
        unit = amount.mention.unit if amount else ""
        adverb = left.kind == "small" or not unit or unit in self.speech.coins
        return own if adverb and self.direction(left) else None

    def repeats(self, at: int) -> bool:
        """Whether an amount only tells the one before it in another way: `41.6 points, or 0.7 per cent`."""
        ahead = [piece for piece in self.pieces[max(at - 2, 0) : at] if piece.kind != "mark"]
        return len(ahead) == 1 and ahead[0].small in self.grammar.either

    def shifted(self, at: int) -> Direction | None:
        """The way of things that come or go by a verb: `cut up to 650 jobs`, `höchstens 1.200 Stellen streichen`."""
        amount, left, right = self.pieces[at].amount, self._left(at), self._right(at)
        counts = amount is not None and not amount.mention.unit and (right is None or right.kind != "mark")
        if not counts or (left is not None and left.kind in {"link", "mark"}):
            return None
        near = list(self.back(at))
        joint = next((n for n, piece in enumerate(near) if piece.kind == "break"), len(near))
        ahead = next((piece for piece in near[:joint] if piece.kind == "verb"), None)
        if ahead and ahead.small in self.grammar.shifts:
            return self.grammar.shifts[ahead.small]
        behind = self.pieces[at + 1 :]
        stop = next((n for n, one in enumerate(behind) if one.kind in {"mark", "break", "contrast"}), len(behind))
        last = behind[stop - 1] if stop else None
        if last and last.kind == "verb" and self.speech.nouns_are_capital:
            return self.grammar.shifts.get(last.small)
        return self.grammar.goes.get(" ".join(piece.small for piece in behind[1:4]))

    def _right(self, at: int) -> Piece | None:
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def _left(self, at: int) -> Piece | None:
        """What leads to an amount: the piece before it, but for small words and what says only when."""
        when = False
        for piece in reversed(self.pieces[:at]):
            if piece.kind == "date" or (piece.kind == "small" and piece.small in self.grammar.times):
                when = True
            elif not self._passes(piece) and not (when and piece.kind == "link"):
                return piece
        return None

    def _further(self, left: Piece) -> bool:
        """Whether a phrase without a noun leads to how far something moved: `by a further 3.5 kilometres`."""
        lists = (self.grammar.articles, self.grammar.adverbs)
        plain = all(any(token.small in listed for listed in lists) for token in left.words)
        return left.kind == "noun" and left.led in self.grammar.by and plain

    def _passes(self, piece: Piece) -> bool:
        """Whether a piece between a verb and an amount is as if it were not there: `lose another 25 per cent`."""
        small = piece.kind == "small" and not self.direction(piece)
        return small or (piece.free and self.phrases.is_empty(piece))

    def compared(self, at: int) -> Direction | None:
        """The way of an amount that is more or less than another: `9 per cent more`, `4 per cent drop`."""
        place = at + 1
        piece = self.pieces[place] if place < len(self.pieces) else None
        if piece and piece.kind == "link" and piece.small in self.grammar.by:
            place += 1
            piece = self.pieces[place] if place < len(self.pieces) else None
        if piece and piece.free and all(token.small in self.grammar.measures for token in piece.words):
            return self.compared(place)
        if piece is None or piece.kind not in {"noun", "verb", "small", "link"} or piece.led in self.grammar.of:
            return None
        words = [token.small for token in piece.words if token.small not in self.grammar.articles]
        small = piece.led or (words[0] if words else "")
        if small in self.grammar.compared or small in self.grammar.changes:
            return self.grammar.compared.get(small) or self.grammar.changes.get(small)
        way = self.speech.directions.get(small)
        return way if way and (piece.kind != "verb" or small.endswith(("er", "re"))) else None

    def _moves_by(self, at: int) -> bool:
        """Whether a link leads to how far something moved; where it means more, it does behind a verb that moves."""
        place = at - 1
        while place >= 0 and self.pieces[place].kind != "link":
            place -= 1
        if self.pieces[place].small not in self.grammar.of:
            return True
        ahead = [piece for piece in self.back(place) if piece.kind not in {"small", "break"} or self.direction(piece)]
        if ahead and ahead[0].free:
            ahead = ahead[1:]
            if not ahead and self.last:
                return True  # what the verb before did, this did too: `et le constructeur de 4,6 %`
        if not ahead or ahead[0].kind == "noun":
            return False
        return self.direction(ahead[0]) is not None or ahead[0].small in self.grammar.compared

    def _told(self, at: int) -> Direction | None:
        """The way of a move that is told as a noun: `ein Plus von 15 Prozent`; a noun that is a thing has none."""
        place = next((n for n in range(at - 1, -1, -1) if self.pieces[n].kind == "noun"), None)
        if place is None or not self.holds(place, at):
            return None
        if all(token.small in self.grammar.one for token in self.pieces[place].words):
            return self.last
        if not self.freely(place, at) and not self.complement(place, at):
            return None
        return next(
            self.grammar.changes[one.small] for one in self.pieces[place].words if one.small in self.grammar.changes
        )

    def holds(self, place: int, at: int) -> bool:
        """Whether a noun phrase holds an amount: `with a capacity of 950`, `ein Minus zwischen 4 und 5`."""
        between = [piece for piece in self.pieces[place + 1 : at] if piece.kind != "small"]
        fits = all(
            piece.kind == "link" and (piece.small in self.speech.of or piece.small in self.grammar.openers)
            for piece in between
        )
        return bool(between) and fits

    def freely(self, place: int, at: int) -> bool:
        """Whether the noun of a move that holds an amount tells of what moved, and is no thing by itself.

        So it is where it is no sum, behind a comma, a copula, `after` or `with`: `up 9 per cent, after a fall of 3`.
        """
        noun = self.pieces[place]
        if not self.pieces[at].is_share or not any(token.small in self.grammar.changes for token in noun.words):
            return False
        ahead = next((piece for piece in reversed(self.pieces[:place]) if piece.kind != "small"), None)
        if self._posted(place, at):
            return True
        if noun.led:
            awaits = any(piece.small in self.speech.said for piece in self.pieces[:place])
            former = noun.led in self.grammar.former and noun.led not in self.speech.from_
            return former or (noun.led in self.grammar.along and not awaits)
        return ahead is None or ahead.kind in {"mark", "break"} or ahead.small in self.grammar.copulas

    def _posted(self, place: int, at: int) -> bool:
        """Whether somebody has the move that a noun tells: `posted a rise of 5 per cent`."""
        ahead = [piece for piece in reversed(self.pieces[:place]) if piece.kind != "small"][:2]
        if ahead and ahead[0].free and self.speech.nouns_are_capital:
            ahead = ahead[1:]
        posts = bool(ahead) and ahead[0].kind == "verb" and ahead[0].small in self.grammar.posts
        return posts and self.pieces[place].free and not self.complement(place, at)

    def complement(self, place: int, at: int) -> tuple[Token, ...]:
        """What moved, where the noun of the move that holds a share says it: `a fall in sales`."""
        words = self.pieces[place].words
        change = next((n for n, token in enumerate(words) if token.small in self.grammar.changes), len(words))
        return words[change + 1 :] if self.pieces[at].is_share else ()

    def leads(self, at: int) -> bool:
        """Whether an amount is where a move led: `climbed to 9,800`."""
        left = self.pieces[at - 1] if at else None
        if left is None or left.kind != "link" or left.small not in self.grammar.to:
            return False
        ranges = at > 2 and self.pieces[at - 2].kind == "amount" and self.pieces[at - 3].small in self.grammar.former  # noqa: PLR2004  (`from` and what it leads to)
        return ranges or any(self.direction(piece) for piece in self.back(at))

    def back(self, at: int) -> Iterator[Piece]:
        """The pieces before a place, back to where its clause begins."""
        for piece in reversed(self.pieces[:at]):
            if piece.kind in {"mark", "contrast", "amount", "relative"}:
                return
            yield piece

    def _clause(self, at: int) -> Direction | None:
        """Which way the verb of a clause goes: the nearest before an amount, else the one that ends it."""
        if own := next((way for piece in self.back(at) if (way := self.direction(piece))), None):
            return own
        verbs = (piece.small for piece in self.back(at) if piece.kind == "verb")
        more = next((self.grammar.compared[verb] for verb in verbs if verb in self.grammar.compared), None)
        return more or self._behind(at) or self.last

    def _shares(self, at: int) -> Direction | None:
        """The way of a verb that moves by a share: `a pris 3,1 %`, `gave up 2.1 per cent`."""
        words = [piece.small for piece in self.back(at) if piece.words and not piece.free][:3]
        said = " ".join(reversed(words[:2]))
        near = next((piece.small for piece in self.back(at) if piece.kind == "verb"), "")
        return self.grammar.shares.get(said) or self.grammar.shares.get(near)

    def _behind(self, at: int) -> Direction | None:
        """Which way the verb goes that comes last, or the particle that ends it: `legte 3 Prozent zu`."""
        behind = self.pieces[at + 1 :]
        stop = next((n for n, one in enumerate(behind) if one.kind in {"mark", "break", "contrast"}), len(behind))
        far = behind[:1] if self.speech.nouns_are_capital else ()
        told = [
            piece
            for n, piece in enumerate(behind[:stop])
            if piece in far
            or piece.small not in self.speech.compares
            or not behind[n + 1 : n + 2]
            or not behind[n + 1].free
        ]
        if own := next((way for piece in told if (way := self.direction(piece))), None):
            return own
        if stop and behind[stop - 1].kind in {"link", "verb"} and behind[stop - 1].small in self.grammar.particles:
            return self.grammar.particles[behind[stop - 1].small]
        return None

    def direction(self, piece: Piece) -> Direction | None:
        """Which way a verb, a small word or a noun goes."""
        if piece.kind in {"verb", "small"}:
            return None if piece.words[-1].start in self.idle else self.speech.directions.get(piece.small)
        if piece.kind == "noun":
            return next((self.grammar.changes[t.small] for t in piece.words if t.small in self.grammar.changes), None)
        return None
