"""What a completion says, once it is sure that it came to its end and was asked with all that was sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.drafting.models.base import NotDraftedError
from brief.drafting.models.refusals import as_json, as_refused, refusal
from brief.drafting.models.thoughts import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.drafting.models.base import Asked, Received, Turn
    from brief.drafting.models.endpoint import Endpoint
    from brief.drafting.models.thoughts import Said

_WIDEST = 6
"""Characters of running text that a token stands for at most: whoever counted fewer tokens did not read it all."""
_CUT = frozenset({"length", "max_tokens", "model_length"})
_WITHHELD = frozenset({"content_filter", "safety", "recitation", "sensitive"})
_BROKEN = frozenset({"error", "abort", "network_error", "insufficient_system_resource"})
"""Why an answer ended, where that was not its end: of OpenAI and Mistral; of OpenAI, Gemini and Zhipu; of OpenRouter,
SGLang, Zhipu and DeepSeek."""


def answer(endpoint: Endpoint, received: Received, asked: Asked, turns: Sequence[Turn]) -> str:
    """The words of a completion that came to its end."""
    content = as_json(received.data)
    if isinstance(content, dict) and content.get("error") and not content.get("choices"):
        raise refusal(endpoint, as_refused(received, content["error"]), asked)
    try:
        choice = content["choices"][0]
        message = choice["message"]
    except (LookupError, TypeError):
        choice = message = None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        hint = "the address of such an interface ends with /v1, as a rule"
        raise NotDraftedError(f"{endpoint.host} answered with something else than a completion", hint=hint)
    heard, usage = said(message), content.get("usage")
    _has_ended(endpoint, str(choice.get("finish_reason")), heard, usage)
    if isinstance(message.get("refusal"), str) and message["refusal"].strip():
        words = endpoint.secret.told(message["refusal"].encode("utf-8", "replace"))
        raise NotDraftedError(f"{endpoint.model} declines: {words}", hint="take another model, or leave --model out")
    if not heard.text:
        what = "thought, and said nothing" if heard.thought else "said nothing"
        less = "ask for less thinking, or raise max_tokens, under models: in desk.yaml"
        hint = less if heard.thought else "try again, or take another model"
        raise NotDraftedError(f"{endpoint.model} {what}", hint=hint)
    _has_read(endpoint, usage, turns)
    return heard.text


def _count(usage: object, name: str) -> int:
    """A number of tokens that a server tells; 0 where it tells none."""
    given = usage.get(name) if isinstance(usage, dict) else None
    return given if isinstance(given, int) and given > 0 else 0


def _has_ended(endpoint: Endpoint, reason: str, answer: Said, usage: object) -> None:
    """Nothing, where an answer was not broken off. Raises NotDraftedError."""
    if reason in _CUT:
        spent = _count(usage, "completion_tokens")
        after = f" after {spent:,} tokens" if spent else ""
        thinking = ", all of them thoughts" if answer.thought and not answer.text else ""
        hint = "raise max_tokens or the server's context, ask for less thinking, or take a shorter article"
        raise NotDraftedError(f"the answer of {endpoint.model} broke off{after}{thinking}", hint=hint)
    if reason in _WITHHELD:
        hint = "take another model, or leave --model out"
        raise NotDraftedError(f"{endpoint.host} withholds the answer: its filter took offence", hint=hint)
    if reason in _BROKEN:
        raise NotDraftedError(f"{endpoint.host} broke the answer off: {reason}", hint="try again later")


def _has_read(endpoint: Endpoint, usage: object, turns: Sequence[Turn]) -> None:
    """Nothing, where a server may have read all that it was sent. Raises NotDraftedError.

    Ollama cuts what does not fit into its context without a word; a run of one sign is a few tokens, however long.
    """
    taken = _count(usage, "prompt_tokens")
    characters = sum(len(turn.text) for turn in turns)
    if taken and taken * _WIDEST < sum(len(re.sub(r"(\W)\1+", r"\1", turn.text)) for turn in turns):
        message = f"{endpoint.host} read {taken:,} tokens of {characters:,} characters, and let the rest go"
        raise NotDraftedError(message, hint="raise the context that the server gives the model")
