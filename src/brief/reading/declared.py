"""What the models declare at a place in the file: keys, kinds of blocks, the sentence that documents a key."""

from __future__ import annotations

from functools import lru_cache
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from brief.briefing import AmountParts
from brief.figures import Amount

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may be written at a location, those that every block has last."""
    keys: dict[str, None] = {}
    for owner in _models_at(model, loc):
        for base in owner.__mro__:
            own = get_annotations(base)
            keys |= dict.fromkeys(field.alias or name for name, field in owner.model_fields.items() if name in own)
    return list(keys)


@lru_cache
def all_keys(model: type[BaseModel]) -> frozenset[str]:
    """Every key that may stand anywhere in a file, a few of one letter left out."""
    keys: set[str] = set()
    seen: set[Any] = set()
    open_models: list[Any] = [model]
    while open_models:
        annotation = open_models.pop()
        if annotation in seen:
            continue
        seen.add(annotation)
        if _is_model(annotation):
            keys |= _fields(annotation).keys()
            open_models += [
                inner for field in annotation.model_fields.values() for inner in _alternatives(field.annotation)
            ]
        else:
            open_models += [inner for argument in get_args(annotation) for inner in _alternatives(argument)]
    return frozenset(key for key in keys if len(key) > 1)


def kinds(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The kinds a block may have at a location."""
    return [kind for owner in _models_at(model, loc) for kind in _kind(owner)]


def sentence(model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    """The sentence that documents the key at a location, as a hint: `dek: one sentence ...`."""
    for length in range(len(loc), 0, -1):
        name = loc[length - 1]
        for owner in _models_at(model, loc[: length - 1]):
            field = _fields(owner).get(str(name))
            if field and field.description:
                return f"{name}: {field.description}"
    return ""


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _kind(model: type[BaseModel]) -> tuple[str, ...]:
    field = model.model_fields.get("kind")
    return get_args(field.annotation) if field and not field.alias else ()


def _models_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """The models whose keys may stand at a location; a union has several until its kind is named."""
    current: list[Any] = [model]
    for part in loc:
        of_kind = [owner for owner in current if _is_model(owner) and part in _kind(owner)]
        of_name = [owner for owner in current if _is_model(owner) and owner.__name__ == part]
        if len(current) > 1 and (of_kind or of_name):
            current = of_kind or of_name
        else:
            current = [inner for annotation in current for inner in _inside(annotation, part)]
    return [owner for owner in current if _is_model(owner)]


def _inside(annotation: Any, part: str | int) -> list[Any]:  # noqa: ANN401 - an annotation may be anything
    if _is_model(annotation):
        field = _fields(annotation).get(str(part))
        return _alternatives(field.annotation) if field else []
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _alternatives(arguments[1])
    return _alternatives(arguments[0]) if get_origin(annotation) is tuple else []


def _alternatives(annotation: Any) -> list[Any]:  # noqa: ANN401
    """A union's members, each without what only annotates it."""
    if get_origin(annotation) in {dict, tuple} or not get_args(annotation):
        return [AmountParts if annotation is Amount else annotation]
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _alternatives(arguments[0])
    return [inner for argument in arguments for inner in _alternatives(argument)]


def _is_model(annotation: Any) -> bool:  # noqa: ANN401
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
