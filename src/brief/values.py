"""Dataclasses that cost a start less.

Python writes and compiles six methods of each frozen dataclass while it is imported. What compares, hashes and shows is
the same for all of them: it stands here once, over each class's own fields, and a start with some two hundred classes
is a twelfth shorter.
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

    def dataclass(*, eq: bool = True, order: bool = False, **options: bool) -> Callable[[type], type]:
        """Make a class as `dataclasses.dataclass` does, of which it takes the options, and which type checkers see."""

        def made(cls: type) -> type:
            own = dict(cls.__dict__)
            # What Python orders by is written beside what it compares by.
            cls = dataclasses.dataclass(eq=order, order=order, repr=False, **options)(cls)
            own.setdefault("__repr__", _shown)
            if eq and not order:
                equal, hashed = _compared(cls)
                if own.get("__hash__") is None:  # so it stands, too, beside an `__eq__` of the class's own
                    own["__hash__"] = hashed if options.get("frozen") else None
                own.setdefault("__eq__", equal)
                cls.__eq__, cls.__hash__ = own["__eq__"], own["__hash__"]
            cls.__repr__ = own["__repr__"]
            return cls

        return made


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
