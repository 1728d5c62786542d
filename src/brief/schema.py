"""The JSON Schemas of the two files, from which editors complete and check keys while a person types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from brief.briefing import Briefing
from brief.desk import Desk

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMAS: dict[str, type[BaseModel]] = {"briefing": Briefing, "desk": Desk}


def schema(which: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the briefing file or of the desk file."""
    content = SCHEMAS[which].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_scalars_as_typed(content)}


def written(which: str) -> str:
    """The schema as text."""
    return json.dumps(schema(which), indent=1, ensure_ascii=False) + "\n"


def _scalars_as_typed(node: Any) -> Any:  # noqa: ANN401  (a tree of JSON)
    """Let text be typed as a number, date or truth value too: the file's scalars are read as they are written."""
    if isinstance(node, list):
        return [_scalars_as_typed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _scalars_as_typed(value) for key, value in node.items()}
    if made.get("type") == "string" and "enum" not in made and "const" not in made:
        made["type"] = ["string", "number", "boolean"]
    return made
