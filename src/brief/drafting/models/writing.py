"""A proposal from a model: asked for in the strictest form that its server keeps, and once more where it is faulty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, get_args

from brief.desk import Mode
from brief.drafting.drafts import quotation_ids
from brief.drafting.models.base import Asked, FormRefusedError, NotDraftedError
from brief.drafting.models.prompting import again, turns
from brief.drafting.models.proposal import NAME, FaultyError, Known, proposal, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.drafting.extracting import Extract
    from brief.drafting.models.base import Turn
    from brief.drafting.models.proposal import Proposal

MODES: tuple[Mode, ...] = get_args(Mode)
"""The forms in which an answer is asked for, the strictest first."""


class Drafter(Protocol):
    """Whoever answers a conversation: a model behind an endpoint.

    Raises FormRefusedError where the form of the answer cannot be asked for so, NotDraftedError where there is none.
    """

    def __call__(self, turns: Sequence[Turn], asked: Asked) -> str:
        """The answer in words."""


def propose(lines: Sequence[str], found: Extract, drafter: Drafter, first: Mode) -> Proposal:
    """The words that a drafter proposes for an article; `first` is the form that is tried first.

    Raises NotDraftedError.
    """
    for mode in MODES[MODES.index(first) :]:
        try:
            return _proposed(lines, found, drafter, mode)
        except FormRefusedError:
            continue
    raise NotDraftedError("the model's server takes no form of the question", hint="take another server or model")


def _proposed(lines: Sequence[str], found: Extract, drafter: Drafter, mode: Mode) -> Proposal:
    known = Known(len(lines), [one.id for one in found.figures], [*quotation_ids(found)])
    asked = Asked(NAME, schema(known), mode)
    conversation: tuple[Turn, ...] = turns(lines, found, asked)
    answer = drafter(conversation, asked)
    try:
        return proposal(answer, known)
    except FaultyError as error:
        conversation = (*conversation, *again(answer, error.faults))
    try:
        return proposal(drafter(conversation, asked), known)
    except FaultyError as error:
        more = f" ({len(error.faults)} faults)" if len(error.faults) > 1 else ""
        message = f"the model's answer is no briefing, and was none when it was asked again: {error.faults[0]}{more}"
        hint = "take another model, or another mode: of it in desk.yaml; --fallback begins without its words"
        raise NotDraftedError(message, hint=hint) from None
