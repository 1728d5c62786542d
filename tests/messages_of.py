"""The words of a digest's messages, as who reads them sees them, whatever the dialect."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.artifact import File


def body(file: File) -> Any:  # noqa: ANN401  (JSON)
    """What is posted: the structure of a payload, or the text."""
    return json.loads(file.data) if file.media_type == "application/json" else file.data.decode()


def said(file: File) -> str:
    """All that a message shows, marks and all."""
    payload = body(file)
    if isinstance(payload, str):
        return payload
    if "blocks" in payload:
        return "\n".join(slack(payload["blocks"]))
    if "formatted_body" in payload:
        return re.sub(r"<[^>]*>", " ", payload["formatted_body"])
    shown = [payload.get("content", payload.get("text"))]
    for embed in payload.get("embeds", ()):
        shown.append(embed.get("title", ""))
        shown += [words for field in embed["fields"] for words in (field["name"], field["value"])]
        shown.append(embed.get("description", ""))
    return "\n".join(shown)


def slack(value: Any) -> Iterator[str]:  # noqa: ANN401  (JSON)
    """The words of blocks, in their order."""
    if isinstance(value, list):
        for each in value:
            yield from slack(each)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for key, held in value.items():
            if key in {"elements", "fields", "rows"} or (key == "text" and isinstance(held, dict)):
                yield from slack(held)


def letters(text: str) -> str:
    """The letters and digits of a text alone: what is the same however it is divided and marked."""
    return "".join(character for character in re.sub(r"<!-- -->", "", text) if character.isalnum())
