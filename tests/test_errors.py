from __future__ import annotations

import pickle

import pytest

from brief.errors import BriefError, FormatError, InputError, MachineError, Place, Problem

PROBLEM = Problem("no figure is called 'x'", Place("briefing.yaml", 3, 7), "declare it under figures:")


@pytest.mark.parametrize(
    "error",
    [
        BriefError("there is no briefing"),
        InputError([PROBLEM, Problem("`title` is missing")]),
        FormatError("the page is too long", Place("briefing.yaml"), "shorten it"),
        MachineError("Pango is missing", hint="install it"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_reaches_another_process_whole(error: BriefError) -> None:
    told = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
    assert (type(told), told.problems, str(told)) == (type(error), error.problems, str(error))
