"""Does a typed figure follow from the words it names? The verdict, with its reasons."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from brief.tracing.normal import find, normal
from brief.tracing.numbers import PER_CENT, POINTS
from brief.tracing.speech import speech
from brief.tracing.words import stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.errors import Place
    from brief.figures import Amount, Bound, Direction, Said
    from brief.tracing.numbers import Mention
    from brief.tracing.saved import Passage, Saved, Standing

Kind = Literal[
    "words", "amount", "date", "quotation", "owner", "swapped", "direction", "bound", "said", "speaker", "name"
]
Ranges = tuple[tuple[int, int], ...]
GRAVE: frozenset[Kind] = frozenset({"words", "amount", "date", "quotation"})
"""What is missing in the source is an error; what disagrees in the words around it, a warning."""
_ROUNDINGS = {"over": ROUND_FLOOR, "at least": ROUND_FLOOR, "under": ROUND_CEILING, "up to": ROUND_CEILING}
_WAYS = {"up": "a rise", "down": "a fall"}


class Reason(NamedTuple):
    """Why a claim does not follow: what it says, and the nearest in the source, with its place there."""

    kind: Kind
    message: str
    said: str = ""
    near: str = ""
    place: Place | None = None

    @property
    def grave(self) -> bool:
        """Whether something is missing in the source, and not only told otherwise there."""
        return self.kind in GRAVE

    @property
    def severity(self) -> Literal["error", "warning"]:
        """What is missing is an error; what disagrees, a warning."""
        return "error" if self.grave else "warning"


class FigureClaim(NamedTuple):
    """A typed figure, as it is held against its source."""

    label: str
    amount: Amount
    direction: Direction
    said: Said
    words: str = ""


def trace_figure(claim: FigureClaim, saved: Saved, ranges: Ranges, *, owned: bool = False) -> tuple[Reason, ...]:
    """Every reason why a figure does not follow from the lines it names; none where it does.

    Whose the amount is, is not asked where the lines are `owned`: a row of a table belongs to its figure.
    """
    passage = saved.passage(ranges)
    start, end = 0, len(passage.text)
    if claim.words:
        start = find(words := normal(claim.words.strip()).text, passage.text)
        if start < 0:
            return (_words_missing(words, saved, ranges),)
        end = start + len(words)
    inside = [one for one in passage.standing if start <= one.mention.number < end and not one.mention.ordinal]
    matching = [
        one for one in inside if _equal(claim.amount, one, saved.code) or _rounded(claim.amount, one, saved.code)
    ]
    if not matching:
        return (_amount_missing(claim, inside, saved, ranges),)
    verdicts = [tuple(_disagreements(claim, one, passage, saved.code, owned=owned)) for one in matching]
    best = min(range(len(matching)), key=lambda at: len(verdicts[at]))
    place = saved.place(ranges, matching[best].mention.number)
    near = around(passage, matching[best])
    return tuple(Reason(kind, message, near=near, place=place) for kind, message in verdicts[best])


def _words_missing(words: str, saved: Saved, ranges: Ranges) -> Reason:
    """The words do not stand there: where else in the source they do, or what in the lines is likest."""
    for number in range(1, len(saved.lines) + 1):
        found = find(words, saved.line(number).text)
        if found >= 0:
            place = saved.place(((number, number),), found)
            return Reason("words", "its words stand in another line", words, words, place)
    passage = saved.passage(ranges)
    start, near = _likest(words, passage)
    place = saved.place(ranges, start)
    return Reason("words", "its words do not stand in the line that it names", words, near, place)


def _likest(words: str, passage: Passage) -> tuple[int, str]:
    """Where in a passage as many words as these are likest to them."""
    from difflib import SequenceMatcher

    wanted, run = [token.small for token in tokens(words)], passage.tokens
    count = max(len(wanted), 1)
    best, place = (-1.0, False), (0, 0)
    for at in range(max(len(run) - count + 1, 1 if run else 0)):
        piece = run[at : at + count]
        ratio = SequenceMatcher(None, wanted, [token.small for token in piece]).ratio()
        likeness = ratio, piece[0].small in wanted[:1]
        if likeness > best:
            best, place = likeness, (piece[0].start, piece[-1].end)
    return place[0], passage.text[place[0] : place[1]]


def _amount_missing(claim: FigureClaim, inside: Sequence[Standing], saved: Saved, ranges: Ranges) -> Reason:
    passage = saved.passage(ranges)
    where = "the words" if claim.words else "the lines that it names"
    if not inside:
        others = [one for one in passage.standing if not one.mention.ordinal]
        message = f"{where} hold no amount"
        if not others:
            return Reason("amount", message, place=saved.place(ranges, 0))
    else:
        others, message = list(inside), f"{where} do not give this amount"
    likest = nearest(claim.amount.low, others)
    place = saved.place(ranges, likest.mention.number)
    return Reason("amount", message, near=around(passage, likest), place=place)


def nearest(value: Decimal, others: Sequence[Standing]) -> Standing:
    """The amount nearest to a number: its digits first, then its size."""
    digits = sorted(str(value.normalize().as_tuple().digits))

    def distance(one: Standing) -> tuple[bool, Decimal]:
        low = one.mention.low
        return sorted(str(low.normalize().as_tuple().digits)) != digits, abs(low - value)

    return min(others, key=distance)


def around(passage: Passage, one: Standing) -> str:
    """An amount as the source has it, with the words on both sides."""
    start, end = one.mention.start, one.mention.end
    head = " ".join(passage.text[max(0, start - 30) : start].split(" ")[1 if start > 30 else 0 :])  # noqa: PLR2004
    tail = passage.text[end : end + 30]
    return f"{head}{passage.text[start:end]}{tail[: tail.rfind(' ')] if len(passage.text) > end + 30 else tail}".strip()


def same_unit(amount: Amount, mention: Mention, code: str) -> bool:
    """Whether an amount and one of the source count the same; a word that tells no measure is not asked for."""
    words = speech(code)
    unit = amount.unit.casefold()
    if amount.currency or unit.startswith(PER_CENT) or unit in words.points:
        own = amount.currency or (PER_CENT if unit.startswith(PER_CENT) else POINTS)
        return own == mention.unit
    measure = words.measures.get(unit.partition(" ")[0], "")
    if mention.unit in words.coins:
        return not measure or measure == mention.unit
    return (not mention.unit or mention.elided) and (not measure or measure == (mention.measure or measure))


def _equal(amount: Amount, one: Standing, code: str) -> bool:
    mention = one.mention
    same = amount.low == mention.low and (amount.top if amount.high is not None else None) == mention.high
    return same and same_unit(amount, mention, code)


def _rounded(amount: Amount, one: Standing, code: str) -> bool:
    """Whether an amount with a hedge is the source's, rounded to its own last digit the way the hedge allows."""
    fits = amount.high is None and same_unit(amount, one.mention, code)
    return fits and rounds(amount.low, _step(amount), amount.bound, one.mention)


def rounds(value: Decimal, step: Decimal, bound: Bound | None, theirs: Mention) -> bool:
    """Whether a number is another one, rounded to a step the way its bound allows; without a bound it is not."""
    if not bound or theirs.high is not None or theirs.bound not in {None, bound}:
        return False
    way = _ROUNDINGS.get(bound, ROUND_HALF_UP)
    return (theirs.low / step).quantize(Decimal(1), rounding=way) * step == value


def _step(amount: Amount) -> Decimal:
    """One unit of the last digit that says something: 7,400 is known to hundreds."""
    value = amount.value
    exponent = value.as_tuple().exponent
    zeros = 0
    if exponent == 0 and value:
        digits = str(int(value))
        zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal((0, (1,), zeros or int(exponent))) * amount.scale


def _disagreements(
    claim: FigureClaim, one: Standing, passage: Passage, code: str, *, owned: bool
) -> Iterator[tuple[Kind, str]]:
    """What disagrees between a figure and an amount of its source that is as large."""
    exact = _equal(claim.amount, one, code)
    if exact and claim.amount.bound != one.mention.bound:
        yield "bound", _bound(claim.amount.bound, one.mention.bound)
    yield from _direction(claim, one, code)
    if one.said and claim.said not in one.said:
        yield "said", f"the source has it as {' or '.join(one.said)}, the figure as {claim.said}"
    elif not one.said and claim.said != "reported" and passage.speech.said:
        yield "said", f"the figure has it as {claim.said}, and the source reports it"
    if not owned and passage.speech.common and (message := whose(claim.label, one, passage)):
        yield "owner", message


def _bound(ours: Bound | None, theirs: Bound | None) -> str:
    if ours and theirs:
        return f"the source says {theirs!r}, the figure {ours!r}"
    return (
        f"the source says {theirs!r}, the figure has no bound"
        if theirs
        else f"the figure says {ours!r}, the source has no bound"
    )


def _direction(claim: FigureClaim, one: Standing, code: str) -> Iterator[tuple[Kind, str]]:
    change = None if one.level else one.direction
    if claim.direction == "is":
        if change and one.mention.unit in {PER_CENT, POINTS} and stem_free(claim.label):
            yield "direction", f"the source gives it as {_WAYS[change]}, the figure as a level"
    elif one.direction and one.direction != claim.direction:
        yield "direction", f"the source gives {_WAYS[one.direction]}, the figure {_WAYS[claim.direction]}"
    if claim.direction == "is" and one.earlier and not _tells_before(claim.label, code):
        yield "swapped", "the source gives it as the level before a change, the figure as the one after it"
    elif claim.direction != "is" and one.level and one.direction == claim.direction:
        yield "direction", f"the source gives it as the level after {_WAYS[one.direction]}, the figure as the change"


def _tells_before(label: str, code: str) -> bool:
    """Whether a label says itself that its level was an earlier one: `Fares before`, `Sales in 2019`."""
    return any(word.isdigit() or word in speech(code).before for word in label.casefold().split())


_CHANGES = frozenset(
    {"chang", "fall", "rise", "growt", "drop", "decli", "incre", "decre", "loss", "gain", "cut", "rate"}
    | {"wachs", "ansti", "r\u00fcckg", "zunah", "abnah", "hauss", "baiss", "crois", "recul"}
    | {"augme", "dimin", "progr", "zuwac", "steig"}
)


def stem_free(label: str) -> bool:
    """Whether a label itself names no change: `Fall in sales` is a level of its own."""
    return not any(stem(word) in _CHANGES for word in label.casefold().split())


def whose(label: str, one: Standing, passage: Passage) -> str:
    """Why an amount is not said of what a label names; empty where it is."""
    wanted = stems(normal(label).text, passage.speech.common)
    if not wanted:
        return ""
    own = wanted & one.of
    other = max(
        (rival for rival in passage.standing if _parted(rival, one)),
        key=lambda rival: len(wanted & rival.of),
        default=None,
    )
    if other and len(wanted & other.of) > len(own):
        theirs = passage.text[other.mention.start : other.mention.end]
        return f"the source says it of something else; {label!r} stands by {theirs!r}"
    if any(_heads(wanted, rival, one) for rival in passage.standing if _parted(rival, one)):
        return f"the source has it as {' '.join(sorted(one.head))}"
    if not wanted & passage.stems:
        return f"the lines do not name {label!r}"
    if not own and not wanted & stems(passage.text[: one.mention.start], passage.speech.common):
        return f"the source says it of something else than {label!r}"
    return ""


def _heads(wanted: frozenset[str], rival: Standing, one: Standing) -> bool:
    """Whether a label has the word right before another amount, where this one has another word: a profit, a loss."""
    theirs = wanted & rival.head - one.of
    return bool(theirs and one.head - rival.of and not wanted & (one.head | (one.near - rival.of)))


def _parted(rival: Standing, one: Standing) -> bool:
    same = rival.mention.low == one.mention.low and rival.mention.unit == one.mention.unit
    return not same and rival.mention.counts
