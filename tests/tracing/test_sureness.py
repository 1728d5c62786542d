"""What is told, and what is only expected, planned or claimed; and units that a source leaves out."""

from __future__ import annotations

import pytest

from brief.figures import parse_amount
from brief.languages import language
from brief.tracing.claims import FigureClaim, trace_figure
from brief.tracing.saved import Saved


def kinds(code: str, line: str, claim: tuple[str, str, str]) -> list[str]:
    """What disagrees between a label, an amount and how sure it is, and a line."""
    label, typed, said = claim
    amount = parse_amount(typed, language(code))
    return [one.kind for one in trace_figure(FigureClaim(label, amount, "is", said), Saved((line,), code), ())]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "line", "claim"),
    [
        ("en", "Rents are expected to reach $4, after $2 last year.", ("Rents", "$2", "reported")),
        ("en", "The fund has set aside €640,000, is to begin and will grow.", ("Fund", "€640,000", "reported")),
        ("de", "Nach Angaben der Polizei kamen 4.200 Gäste.", ("Gäste", "4.200", "reported")),
        ("en", "Some 650 jobs are to go at the office, and 17 shops close.", ("Jobs", "650", "planned")),
    ],
)
def test_what_is_so_by_its_own_clause(code: str, line: str, claim: tuple[str, str, str]) -> None:
    label, typed, said = claim
    assert kinds(code, line, claim)[:1] in ([], ["bound"])
    other = "claimed" if said == "reported" else "reported"
    assert "said" in kinds(code, line, (label, typed, other))


def test_a_unit_that_is_left_out_is_the_one_before() -> None:
    line = "L'euro valait 1,0840 dollar, contre 1,0912 la veille."
    assert kinds("fr", line, ("Euro", "1,0912 dollar", "reported")) == []
    assert kinds("fr", line, ("Euro", "1,0912", "reported")) == []
    assert kinds("fr", line, ("Euro", "1,0912 €", "reported")) == ["amount"]


def test_small_money_is_no_large_money() -> None:
    assert kinds("en", "The fare is 71 cents.", ("Fare", "71 cents", "reported")) == []
    assert kinds("en", "The fare is 71 cents.", ("Fare", "$71", "reported")) == ["amount"]
    assert kinds("en", "The fare is 71 cents.", ("Fare", "71 pence", "reported")) == ["amount"]
    assert kinds("en", "The yield is up 6 basis points.", ("Yield", "6 points", "reported")) == ["amount"]
