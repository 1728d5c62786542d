"""Numbers written in words: `sixty`, `three hundred`, `fünfundzwanzig`, `quatre-vingt-dix`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.speech import Speech
    from brief.tracing.words import Token

_HUNDRED, _THOUSAND, _SCORE, _FOUR = 100, 1000, 20, 4


def spelled(tokens: Sequence[Token], speech: Speech) -> Iterator[tuple[int, int, int]]:
    """Each number in words: its first token, the one behind its last, and its value."""
    at = 0
    while at < len(tokens):
        end, total, part = at, 0, 0
        while end < len(tokens):
            value = _value(tokens[end].small, speech)
            if value is None or (end > at and value < _HUNDRED and part % _HUNDRED):
                break
            total, part = _joined(total, part, value)
            end += 1
            if end + 1 < len(tokens) and tokens[end].small in {"and", "und"} and part and not part % _HUNDRED:
                following = _value(tokens[end + 1].small, speech)
                end += following is not None and following < _HUNDRED
        if end > at:
            yield at, end, total + part
        at = max(end, at + 1)


def _joined(total: int, part: int, value: int) -> tuple[int, int]:
    if value >= _THOUSAND:
        return total + max(part, 1) * value, 0
    if value == _HUNDRED:
        return total, max(part, 1) * _HUNDRED
    return total, part + value


def _value(word: str, speech: Speech) -> int | None:
    if word in speech.numbers:
        return speech.numbers[word]
    if "-" in word:
        return _hyphened(word.split("-"), speech)
    if speech.compounds and len(word) > _FOUR:
        return _compound(word, speech)
    return None


def _hyphened(parts: list[str], speech: Speech) -> int | None:
    """`twenty-five`, `soixante-dix`, `quatre-vingt-dix-sept`, `vingt-et-un`."""
    values = [speech.numbers.get(part) for part in parts if part not in {"et", "and"}]
    total = part = 0
    for value in values:
        if value is None:
            return None
        if value == _SCORE and part == _FOUR:
            part = _FOUR * _SCORE
        else:
            total, part = _joined(total, part, value)
    return total + part


def _compound(word: str, speech: Speech) -> int | None:
    """A German number in one word: thousands, hundreds, and the ones before the tens."""
    for name, size in (("tausend", _THOUSAND), ("hundert", _HUNDRED)):
        head, found, tail = word.partition(name)
        if found:
            times = (speech.numbers.get(head) or _compound(head, speech)) if head else 1
            rest = (speech.numbers.get(tail) or _compound(tail.removeprefix("und"), speech)) if tail else 0
            return None if times is None or rest is None else times * size + rest
    ones, found, tens = word.partition("und")
    if found and ones in speech.numbers and tens in speech.numbers:
        return speech.numbers[ones] + speech.numbers[tens]
    return speech.numbers.get(word)
