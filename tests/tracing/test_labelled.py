"""What tracing says of claims whose truth is known."""

from collections import Counter

import pytest

from labelled import labelled

CLAIMS = labelled()
GRAVE = {"digit", "unit", "scale", "date", "quotation"}
"""Corruptions after which the claim stands nowhere in its lines."""


def test_the_set_is_large_and_balanced() -> None:
    kinds = Counter(claim.kind for claim in CLAIMS)
    assert kinds.pop("true") >= 60
    assert sum(kinds.values()) >= 60
    assert min(kinds.values()) >= 6
    assert {claim.form for claim in CLAIMS} == {"figure", "quotation", "prose"}


def test_every_changed_sign_is_caught() -> None:
    assert [claim for claim in CLAIMS if claim.kind == "sign" and not claim.reasons()] == []


@pytest.mark.parametrize("kind", sorted(GRAVE))
def test_what_stands_nowhere_in_the_source_is_an_error(kind: str) -> None:
    missing = [claim for claim in CLAIMS if claim.kind == kind]
    assert missing
    assert [claim for claim in missing if not any(reason.grave for reason in claim.reasons())] == []


def test_nearly_all_corrupted_claims_are_caught_and_nearly_no_true_one_refused() -> None:
    corrupted = [claim for claim in CLAIMS if claim.kind != "true"]
    missed = [claim for claim in corrupted if not claim.reasons()]
    assert len(missed) <= 0.05 * len(corrupted), missed
    true = [claim for claim in CLAIMS if claim.kind == "true"]
    refused = [(claim, claim.reasons()) for claim in true if claim.reasons()]
    assert len(refused) <= 0.02 * len(true), refused
