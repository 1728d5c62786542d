from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import TYPE_CHECKING

import pytest

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


def described(make: Callable[..., Callable[[type], type]]) -> list[type]:
    """The same classes, made by one and by the other."""

    @make(frozen=True, slots=True)
    class Nothing:
        pass

    @make(frozen=True, slots=True)
    class One:
        alone: tuple[int, ...] = ()

    @make(frozen=True, slots=True)
    class Several:
        words: str
        secret: bytes = field(default=b"", repr=False)
        place: int = field(default=0, compare=False)
        inner: object = None

    @make(frozen=True)
    class More(Several):
        last: int = 0

    @make(frozen=True, slots=True, order=True)
    class Ordered:
        words: str
        number: int = 0

    @make(frozen=True, slots=True, eq=False)
    class Itself:
        words: str

    @make(slots=True)
    class Changing:
        words: str

    @make(frozen=True, slots=True)
    class Own:
        words: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.words.lower() == other.words.lower()

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    @make(frozen=True, slots=True)
    class OwnHash:
        words: str
        many: dict[str, int] = field(default_factory=dict)

        def __hash__(self) -> int:
            return hash(self.words)

    @make(frozen=True, slots=True)
    class OwnComparison:  # noqa: PLW1641  (the maker adds it)
        words: str

        def __eq__(self, other: object) -> bool:
            return self is other

    @make(frozen=True, slots=True)
    class PartlyHashed:
        words: str
        many: dict[str, int] = field(default_factory=dict, hash=False)

    @make(frozen=True, slots=True, kw_only=True)
    class Named:
        words: str
        place: int = 0

    @make(frozen=True, slots=True, kw_only=True)
    class NamedToo(Named):
        many: list[int] = field(default_factory=list, hash=False)
        derived: str = field(default="derived", init=False)
        fresh: list[int] = field(default_factory=list, init=False, hash=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "derived", self.words * 2)

    named = [Named, NamedToo]
    return [
        *(Nothing, One, Several, More, Ordered, Itself, Changing, OwnHash, OwnComparison, PartlyHashed),
        *named,
        Own,
    ]


THEIRS, OURS = described(dataclasses.dataclass), described(dataclass)
SAMPLES: list[tuple[object, ...]] = [(), ("a",), ("b",), ("A",), ("a", b"1"), ("a", b"1", 1), ("a", b"1", 2, ("x",))]


def made(classes: list[type]) -> list[list[object]]:
    """Every sample of every class, twice."""
    made = []
    for cls in classes:
        several = []
        for arguments in SAMPLES * 2:
            try:
                several.append(cls(*arguments))
            except TypeError:
                continue
        made.append(several)
    return made


def test_what_is_made_here_compares_as_what_python_makes() -> None:
    for theirs, ours in zip(made(THEIRS), made(OURS), strict=True):
        assert [[a == b for b in ours] for a in ours] == [[a == b for b in theirs] for a in theirs]
        assert not any(a == b for a in ours for b in theirs)


@pytest.mark.parametrize(
    ("positional", "named"),
    [
        ((), {}),
        ((), {"words": "a"}),
        ((), {"words": "a", "place": 3}),
        ((), {"words": "a", "many": [1]}),
        (("a",), {"place": 3}),
        (("a",), {"words": "a"}),
        (("a",), {"unknown": 1}),
        (("a", "b", "c", "d", "e", "f"), {}),
        ((), {"words": "a", "derived": "b"}),
    ],
)
def test_what_is_given_is_taken_or_refused_as_python_does(
    positional: tuple[object, ...], named: dict[str, object]
) -> None:
    def outcome(cls: type) -> str:
        try:
            return repr(cls(*positional, **named))
        except TypeError as error:
            return str(error)

    assert [*map(outcome, OURS[:-1])] == [*map(outcome, THEIRS[:-1])]


def test_no_two_objects_share_what_a_field_makes_anew() -> None:
    named = OURS[-2]
    assert named(words="a").many is not named(words="a").many
    assert named(words="a").fresh is not named(words="a").fresh


def test_what_is_made_here_is_shown_as_what_python_makes() -> None:
    for theirs, ours in zip(made(THEIRS)[:5], made(OURS)[:5], strict=True):
        assert [*map(repr, ours)] == [*map(repr, theirs)]
    assert repr(OURS[-1]("x")) == "own"


def test_what_holds_itself_is_shown_too() -> None:
    @dataclass(slots=True)
    class Knot:
        inner: object = None

    knot = Knot()
    knot.inner = knot
    assert repr(knot).endswith("Knot(inner=...)")


def test_equals_have_one_hash_and_what_changes_has_none() -> None:
    for theirs, ours in zip(made(THEIRS), made(OURS), strict=True):
        if theirs and type(theirs[0]).__hash__ is None:
            assert type(ours[0]).__hash__ is None
            continue
        assert len(set(theirs)) == len(set(ours))


def test_what_is_frozen_stays_as_it_was_made() -> None:
    several = OURS[2]("a")
    with pytest.raises(FrozenInstanceError):
        several.words = "b"
    with pytest.raises(FrozenInstanceError):
        del several.words
    assert replace(several, words="b") == OURS[2]("b")


def test_a_value_of_the_product_survives_the_way_to_another_process() -> None:
    from brief.artifact import File

    file = File("a.txt", "text/plain", b"words")
    again = pickle.loads(pickle.dumps(file))  # noqa: S301  (our own)
    assert again == file
    assert hash(again) == hash(file)
