"""What the clause of an amount is about: read from the amount to the left, as far as its clause and subject go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.drafting.moving import Moves
from brief.drafting.topics import Owned, Subject, Topic, Topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.drafting.pieces import Cutter, Piece


class _Seen:
    """What was met on the way: a phrase behind a preposition, one that names nothing, the beginning of what is said."""

    def __init__(self) -> None:
        self.aside = ""
        self.bare = ""
        self.said = False


class Subjects:
    """The subjects of one sentence; `known` are the owners of its amounts so far, by their places."""

    def __init__(self, pieces: Sequence[Piece], cutter: Cutter, before: Topics, line: int) -> None:
        self.pieces = pieces
        self.grammar = cutter.grammar
        self.speech = cutter.speech
        self.phrases = cutter.phrases
        self.moves = Moves(pieces, cutter)
        self.before = before
        self.line = line
        self.known: dict[int, Owned] = {}

    def topic(self) -> Topic | None:
        """What the sentence is about: its first noun phrase that stands freely; of one that quotes, nothing new."""
        if any(piece.small == '"' for piece in self.pieces):
            return None
        for at, piece in enumerate(self.pieces):
            if piece.kind == "pronoun" and not self._led(at):
                return None
            office = any(token.small in self.grammar.offices for token in piece.words)
            if piece.free and not office and not self.phrases.is_empty(piece):
                return Topic(self.phrases.text(piece), self.line, self.phrases.is_many(piece))
        return None

    def of(self, at: int) -> Subject:
        """What the clause of the amount at a place is about."""
        if own := self._among(at) or self._compared(at) or self._former(at) or self._beside(at):
            return own
        seen = _Seen()
        place = at - 1
        while place >= 0:
            if place - 1 in self.known and self.pieces[place].free:
                place -= 1  # what an amount counts goes with it
            if found := self._met(place, at, seen):
                return found
            place = self._before_aside(place) - 1
        if behind := self._behind_participle(at):
            return behind
        return Subject("" if seen.aside else seen.bare, seen.aside, self.line)

    def _behind_participle(self, at: int) -> Subject | None:
        """The subject of a sentence that a participle opens: `Longue de 185 kilomètres, la ligne`."""
        if self.pieces[0].kind != "verb" or self.speech.nouns_are_capital:
            return None
        comma = next((n for n in range(at + 1, len(self.pieces)) if self.pieces[n].small == ","), len(self.pieces))
        behind = self.pieces[comma + 1 :]
        if behind and behind[0].kind == "pronoun" and (last := self.before.last()):
            return Subject(last.label, "", last.line)
        following = next((piece for piece in behind if piece.free), None)
        return Subject(self.phrases.text(following), "", self.line) if following else None

    def _met(self, place: int, at: int, seen: _Seen) -> Subject | None:
        """The subject, where the piece at a place decides it."""
        piece = self.pieces[place]
        if place in self.known:
            return Subject(seen.bare, seen.aside, self.line) if seen.bare else self._shared(place, at, seen)
        if piece.kind == "contrast" and (seen.aside or seen.bare):
            return Subject(seen.bare, seen.aside, self.line)
        if piece.kind == "pronoun":
            return self._pronoun(place, seen)
        seen.said = seen.said or self._reports(place)
        return self._noun(place, at, seen) if piece.kind == "noun" else None

    def _noun(self, place: int, at: int, seen: _Seen) -> Subject | None:
        piece = self.pieces[place]
        if self._predicates(place) or piece.led in self.grammar.quoting:
            return None
        if self.phrases.is_empty(piece):
            return self._empty(place, seen)
        held = self.moves.holds(place, at)
        if held and self.moves.freely(place, at):
            return None
        if piece.free or held or self._turns(place, at):
            if seen.said or seen.bare:
                return Subject(seen.bare, seen.aside or self.phrases.text(piece), self.line)
            return Subject(self._held(place, at) if held else self.phrases.text(piece), seen.aside, self.line)
        seen.aside = self.phrases.text(piece) or seen.aside
        return None

    def _empty(self, place: int, seen: _Seen) -> Subject | None:
        """What a phrase that names nothing by itself is of: `spending per pupil`; else it may still be the subject."""
        piece, following = self.pieces[place], self.pieces[place + 1]
        words = [token.small for token in piece.words]
        if not place and words[0] in self.speech.again and (last := self.before.last()):
            return Subject(last.label, seen.aside, last.line)
        only = all(word in self.grammar.articles or word in self.speech.numbers for word in words)
        held = next((one for one in self.pieces[place + 1 :] if one.amount), None)
        counted = held is not None and not held.is_share and words[0] in self.grammar.single
        most = (counted and place > 0 and self.pieces[place - 1].kind == "verb") or any(
            word in self.grammar.hollow for word in words
        )
        if piece.led or only or most or self.phrases.is_time(piece):
            return None
        if following.kind == "noun" and following.led and not self.phrases.is_empty(following):
            whole = piece._replace(words=(*piece.words, *following.words))
            return Subject(self.phrases.raw(whole), seen.aside, self.line)
        seen.bare = seen.bare or self.phrases.raw(piece)
        return None

    def _held(self, place: int, at: int) -> str:
        """The owner of an amount that a noun phrase holds; of `a fall in sales of 3 per cent`, what fell."""
        piece = self.pieces[place]
        rest = self.moves.complement(place, at)
        return (self.phrases.text(piece._replace(words=rest)) if rest else "") or self.phrases.text(piece)

    def _predicates(self, place: int) -> bool:
        """Whether a noun phrase only says what the subject is: `prices were flat`; not where a verb may come first."""
        ahead = self.pieces[place - 1] if place and self.pieces[place].free else None
        copula = ahead is not None and ahead.kind == "verb" and ahead.small in self.grammar.copulas
        return copula and not self.speech.nouns_are_capital

    def _turns(self, place: int, at: int) -> bool:
        """Whether a clause without a verb of its own tells of a noun: `with Acme down 6 per cent`."""
        between = self.pieces[place + 1 : at]
        turns = bool(between) and self.moves.direction(between[0]) is not None
        return turns and self.pieces[place].led in self.grammar.along

    def _reports(self, place: int) -> bool:
        """Whether a word begins what somebody says: `claims that`."""
        ahead = [piece for piece in self.pieces[max(place - 2, 0) : place] if piece.small != ","]
        begins = self.pieces[place].kind in {"relative", "contrast"}
        return begins and bool(ahead) and ahead[-1].kind == "verb"

    def _compared(self, at: int) -> Subject | None:
        """The owner of an amount that is more or less than the one before it: `18,400 runners, 900 more`."""
        ahead = next((piece for piece in reversed(self.pieces[:at]) if not self._equates(piece)), None)
        if not self.known or ahead is None or ahead.kind not in {"mark", "break"} or not self.moves.compared(at):
            return None
        last = self.known[max(self.known)]
        return Subject(last.labels[0], "", last.since) if last.labels else None

    def _among(self, at: int) -> Subject | None:
        """The owner of a part of what was counted before: `120 posts, with 45 of them in planning`."""
        behind = [one for piece in self.pieces[at + 1 : at + 3] for one in (piece.led, piece.small) if one][:2]
        of = behind[:1] and behind[0] in self.grammar.of and behind[-1] in self.grammar.them
        if not self.known or not of:
            return None
        last = self.known[max(self.known)]
        return Subject(last.labels[0], "", last.since) if last.labels else None

    def _former(self, at: int) -> Subject | None:
        """The owner of what an amount was before, behind a comma: `drew 171,000 people, after 203,000 in June`."""
        link = self.pieces[at - 1] if at else None
        ahead = (piece for piece in reversed(self.pieces[: max(at - 1, 0)]) if piece.kind != "small")
        mark = next(ahead, None)
        if not self.known or link is None or mark is None or mark.small != "," or link.small not in self.grammar.former:
            return None
        place = max(self.known)
        one, other = self.pieces[place].amount, self.pieces[at].amount
        alike = one is not None and other is not None and one.mention.unit == other.mention.unit
        last = self.known[place]
        return Subject(last.labels[0], "", last.since) if alike and last.labels and link.kind == "link" else None

    def _beside(self, at: int) -> Subject | None:
        """The owner of a move that is told right behind its name: `led by Pike Bay Energy, up 6.8 per cent`."""
        if at > 1 and self.pieces[at - 1].small == ",":
            return self._apposed(at)
        if at < 3 or self.pieces[at - 2].small != ",":  # noqa: PLR2004  (a name, a comma, a word of direction)
            return None
        named = self.pieces[at - 3]
        turns = self.pieces[at - 1].kind == "small" and self.moves.direction(self.pieces[at - 1]) is not None
        capital = bool(named.words) and named.words[-1].text[0].isupper()
        fits = turns and capital and named.kind == "noun" and named.led in self.grammar.along
        return Subject(self.phrases.text(named), "", self.line) if fits else None

    def _apposed(self, at: int) -> Subject | None:
        """The owner of a measure between commas behind a name: `at Fell Hut, 1,940 metres above the sea,`."""
        named = self.pieces[at - 2]
        behind = self.pieces[at + 1 : at + 4]
        measured = bool(behind) and bool(behind[0].words) and behind[0].words[0].small in self.grammar.measures
        name = named.kind == "noun" and bool(named.led) and named.words[-1].text[0].isupper()
        closed = any(piece.small == "," for piece in behind)
        return Subject(self.phrases.text(named), "", self.line) if measured and name and closed else None

    def _equates(self, piece: Piece) -> bool:
        """Whether a piece only says that what follows is what came before: `das sind`, `which is`."""
        copula = piece.kind == "verb" and piece.small in self.grammar.copulas
        return copula or piece.kind in {"small", "relative", "pronoun"}

    def _shared(self, place: int, at: int, seen: _Seen) -> Subject | None:
        """What an amount shares with one before it: its owner, or the subject of another verb.

        One in a phrase that a preposition leads, with a verb behind it, shares nothing: `at the 12 schools, fees rose`.
        """
        known = self.known[place]
        label = (known.labels or ("",))[0]
        if any(piece.kind == "verb" for piece in self.pieces[place + 1 : at]):
            ahead = self.pieces[place - 1] if place else None
            if ahead is not None and (ahead.kind == "link" or ahead.led):
                return None
            if known.subject and any(piece.kind == "verb" for piece in self.moves.back(place)):
                label = known.subject
        return Subject(label, seen.aside, known.since)

    def _led(self, place: int) -> bool:
        return place > 0 and self.pieces[place - 1].kind == "link"

    def _pronoun(self, place: int, seen: _Seen) -> Subject | None:
        """What a pronoun stands for: what the clause before it is about, else a sentence before."""
        if self.pieces[place].small not in self.speech.again or self._led(place):
            return None
        following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
        if following and following.kind == "noun" and following.led in self.grammar.of:
            return Subject(self.phrases.text(following), seen.aside, self.line)
        subjects = [piece for piece in self.pieces[:place] if piece.free and not self.phrases.is_time(piece)]
        if own := next((piece for piece in subjects if not self.phrases.is_empty(piece)), None):
            return Subject(self.phrases.text(own), seen.aside, self.line)
        beside = next((one for one in self.moves.back(place) if one.kind == "noun" and one.led), None)
        if subjects and beside:
            return Subject("", self.phrases.text(beside), self.line)
        many = self.pieces[place].small in self.grammar.plural
        last = self.before.last(many=None if self.speech.nouns_are_capital else many)
        return Subject(last.label, seen.aside, last.line) if last else Subject("", seen.aside, self.line)

    def _before_aside(self, place: int) -> int:
        """The comma before a clause or an apposition that ends at this one, if one does; else this place."""
        if self.pieces[place].small != ",":
            return place
        opening = next((one for one in range(place - 1, 0, -1) if self.pieces[one].small == ","), 0)
        inside = self.pieces[opening + 1 : place]
        following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
        if not opening or not inside or (following and following.kind == "relative"):
            return place
        heads = inside[0].kind == "contrast" or any(piece.free for piece in self.pieces[:opening])
        return opening if heads and self._is_aside(inside, following) else place

    def _is_aside(self, inside: Sequence[Piece], following: Piece | None) -> bool:
        """Whether what stands between two commas tells of what is before them, and is no clause by itself."""
        if inside[0].kind in {"contrast", "relative"}:
            return True
        if any(piece.small in self.speech.sayings for piece in inside) and inside[0].kind in {"pronoun", "noun"}:
            return following is not None and following.kind == "verb"
        verbs = [piece.small for piece in inside if piece.kind == "verb"]
        told = any(not one.endswith(self.grammar.participles) or one in self.grammar.auxiliaries for one in verbs)
        if inside[0].free and not told and following and following.kind == "verb":
            return True
        acts = following is not None and following.kind == "verb" and inside[0].kind == "amount"
        return not verbs and not any(piece.kind == "break" or (piece.kind == "amount" and not acts) for piece in inside)
