"""Dataclasses that cost a start less.

Python writes and compiles six methods of each frozen dataclass while it is imported. What compares, hashes, shows and
keeps is the same for all of them: it stands here once, over each class's own fields. What makes an object is written by
Python when the first of its class is made, and many a class of some two hundred has none in a run.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  (given on)
else:

    def dataclass(
        *, eq: bool = True, order: bool = False, frozen: bool = False, **options: bool
    ) -> Callable[[type], type]:
        """Make a class as `dataclasses.dataclass` does, of which it takes the options, and which type checkers see."""

        def made(cls: type) -> type:
            own = dict(cls.__dict__)
            # What Python orders by is written beside what it compares by.
            cls = dataclasses.dataclass(eq=order, order=order, repr=False, init=False, **options)(cls)
            cls.__init__ = _begun(cls, frozen=frozen)
            if frozen:
                cls.__setattr__, cls.__delattr__ = _refuse_setting, _refuse_deleting
                cls.__getstate__, cls.__setstate__ = _packed, _unpacked
            own.setdefault("__repr__", _shown)
            if order and frozen:
                cls.__hash__ = _compared(cls)[1]
            if eq and not order:
                equal, hashed = _compared(cls)
                if own.get("__hash__") is None:  # so it stands, too, beside an `__eq__` of the class's own
                    own["__hash__"] = hashed if frozen else None
                own.setdefault("__eq__", equal)
                cls.__eq__, cls.__hash__ = own["__eq__"], own["__hash__"]
            cls.__repr__ = own["__repr__"]
            return cls

        return made


def _begun(cls: type, *, frozen: bool) -> Callable[..., None]:
    """What makes the first object of a class: it has Python write what makes them, and puts that in its own place."""

    def begun(self: object, *arguments: object, **named: object) -> None:
        cls.__init__ = _written(cls, frozen=frozen)  # type: ignore[misc]
        cls.__init__(self, *arguments, **named)  # type: ignore[misc]

    return begun


def _written(cls: type, *, frozen: bool) -> Callable[..., None]:
    """What makes objects with the fields of a class, as Python writes it."""
    known: dict[str, object] = {"_set": object.__setattr__, "_absent": object()}
    heads: list[list[str]] = [[], []]
    body = []
    for field in dataclasses.fields(cls):
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_new_{name}"] = field.default_factory
            value = f"_new_{name}() if {name} is _absent else {name}" if field.init else f"_new_{name}()"
            given = "=_absent"
        elif field.default is not dataclasses.MISSING:
            known[f"_usual_{name}"] = field.default
            value = name if field.init else f"_usual_{name}"
            given = f"=_usual_{name}"
        else:
            given = ""
        if field.init:
            heads[bool(field.kw_only)].append(f"{name}{given}")
        body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    head = ", ".join(("self", *heads[0], *(("*", *heads[1]) if heads[1] else ())))
    exec(f"def __init__({head}):\n    " + "\n    ".join(body or ["pass"]), known)  # noqa: S102  (as Python does)
    written: Any = known["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    return written  # type: ignore[no-any-return]


def _refuse_setting(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _packed(self: Any) -> list[object]:  # noqa: ANN401
    """The values that go to another process: what is frozen is not set there by name."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _unpacked(self: Any, state: list[object]) -> None:  # noqa: ANN401
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


@recursive_repr()
def _shown(self: Any) -> str:  # noqa: ANN401  (any dataclass)
    """The call that makes it, as Python shows a dataclass."""
    fields = (field.name for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"


def _compared(cls: type) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """What compares two of a class by their fields, and what hashes one."""
    fields = dataclasses.fields(cls)
    values = _values([field.name for field in fields if field.compare])
    hashable = _values([field.name for field in fields if (field.compare if field.hash is None else field.hash)])

    def equal(self: Any, other: object) -> bool:  # noqa: ANN401
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:  # noqa: ANN401
        return hash(hashable(self))

    return equal, hashed


def _values(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    # Of one name alone the getter gives the value bare, and of none there is no getter.
    return attrgetter(*names, *["__class__"] * max(0, 2 - len(names)))
