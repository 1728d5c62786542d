"""Typed figures against the words of a source."""

import pytest

from brief.errors import Place
from brief.figures import Direction, Said, parse_amount
from brief.languages import language
from brief.tracing.claims import FigureClaim, Reason, trace_figure
from brief.tracing.saved import Saved

LINE = ((1, 1),)


def reasons(  # noqa: PLR0913
    label: str,
    claim: str,
    line: str,
    *,
    words: str = "",
    said: Said = "reported",
    code: str = "en",
) -> list[Reason]:
    way, _, amount = claim.partition(" ")
    directions: dict[str, Direction] = {"up": "up", "down": "down", "is": "is"}
    typed = FigureClaim(label, parse_amount(amount, language(code)), directions[way], said, words)
    return list(trace_figure(typed, Saved((line,), code, file="notes.md"), LINE))


def kinds(*given: str, **more: str) -> list[str]:
    return [reason.kind for reason in reasons(*given, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "source"),
    [
        ("3.1 %", "3.1 per cent"),
        ("3.10 %", "3.1 percent"),
        ("3.1 %", "3.10%"),
        ("60 %", "sixty per cent"),
        ("£4.3m", "£4.3 million"),
        ("€4 billion", "four billion euros"),
        ("$2,310 million", "$2.31bn"),
        ("USD 900k", "US$900,000"),
        ("1.5-70 billion", "1.5 billion to 70 billion"),
        ("15-20", "between 15 and 20"),
        ("over 8 %", "more than 8 per cent"),
        ("about $190m", "$188 million"),
        ("over 7,000", "7,412"),
        ("under 8 %", "7.9 per cent"),
        ("2 percentage points", "two percentage points"),
    ],
)
def test_an_amount_follows_however_it_is_written(amount: str, source: str) -> None:
    assert reasons("Sales", f"is {amount}", f"Sales of {source} were counted.") == []


@pytest.mark.parametrize(
    ("amount", "source"),
    [
        ("3.1 %", "31 per cent"),
        ("3.1 %", "3.1 percentage points"),
        ("3.1 %", "3.1"),
        ("£4.3m", "£4.3bn"),
        ("£4.3m", "€4.3m"),
        ("$190m", "$188 million"),
        ("about $189m", "$188 million"),
        ("over 7,500", "7,412"),
        ("1.5-70 billion", "1.5 billion to 7 billion"),
        ("12 km", "12 miles"),
        ("16 %", "sixty per cent"),
    ],
)
def test_an_amount_that_does_not_follow_is_an_error_with_the_nearest_candidate(amount: str, source: str) -> None:
    (reason,) = reasons("Sales", f"is {amount}", f"Sales of {source} were counted.")
    assert (reason.kind, reason.severity) == ("amount", "error")
    assert source.partition(" ")[0] in reason.near
    assert reason.place == Place(
        "notes.md", 1, len("Sales of ") + 1 + (source[0] in "£€$") + 2 * source.startswith("US$")
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("“we’re ready” – 3 %", '"we\'re ready" - 3 %'),
        ("down  3 %", "Sales down\u00a03 %"),
        ("CAFÉ sales fell 3 %", "Cafe\u0301 sales fell 3 %"),
    ],
)
def test_words_are_compared_without_their_marks_and_spaces(words: str, line: str) -> None:
    assert "words" not in kinds("Sales", "down 3 %", line, words=words)


def test_words_that_stand_in_another_line_are_told_with_that_line() -> None:
    claim = FigureClaim("Sales", parse_amount("3 %", language("en")), "down", "reported", "fell by 3 %")
    (reason,) = trace_figure(claim, Saved(("Nothing here.", "Sales fell by 3 %."), "en"), LINE)
    assert (reason.kind, reason.message, str(reason.place)) == ("words", "its words stand in another line", ":2:7")


def test_words_that_stand_nowhere_are_told_with_the_likest() -> None:
    (reason,) = reasons("Sales", "down 3 %", "In spring the sales fell by 3 %.", words="sales dropped by 3 %")
    assert (reason.kind, reason.severity, reason.near) == ("words", "error", "sales fell by 3")


@pytest.mark.parametrize(
    ("label", "claim", "line", "said", "kind"),
    [
        ("Nasdaq", "up 3.1 %", "The Nasdaq fell by 3.1 per cent.", "reported", "direction"),
        ("Nasdaq", "down 3.1 %", "The Nasdaq is expected to drop by 3.1 per cent.", "reported", "said"),
        ("Nasdaq", "down 3.1 %", "The Nasdaq fell by 3.1 per cent.", "expected", "said"),
        ("Nasdaq", "down 3.1 %", "The Nasdaq fell by over 3.1 per cent.", "reported", "bound"),
        ("Nasdaq", "down about 3.1 %", "The Nasdaq fell by 3.1 per cent.", "reported", "bound"),
        ("Dax", "down 3.1 %", "The Nasdaq fell by 3.1 per cent.", "reported", "owner"),
        ("Dax", "down 3.1 %", "The Nasdaq fell by 3.1 per cent and the Dax by 2 per cent.", "reported", "owner"),
        ("Fare", "is £12", "The fare rose from £12 to £14.", "reported", "swapped"),
        ("Trains late", "is 210", "Trains late rose from 210 to 387.", "reported", "swapped"),
    ],
)
def test_what_disagrees_around_an_amount_is_a_warning(label: str, claim: str, line: str, said: Said, kind: str) -> None:
    (reason,) = reasons(label, claim, line, said=said)
    assert (reason.kind, reason.severity) == (kind, "warning")


@pytest.mark.parametrize(
    ("label", "claim", "line", "said"),
    [
        ("Nasdaq", "down 3.1 %", "The Nasdaq is expected to drop by 3.1 per cent.", "expected"),
        ("Fare before", "is £12", "The fare rose from £12 to £14.", "reported"),
        ("Fare", "up £2", "The fare rose by £2 to £14.", "reported"),
        ("Fare", "is £14", "The fare rose by £2 to £14.", "reported"),
        ("Ships", "is £118m", "Two ships are to sail in May 2026 at a cost of £118m.", "planned"),
        ("On time", "is 91 %", "Punctuality slipped: 91 per cent of trains were on time.", "reported"),
        ("Tourism", "is 28 %", "Tourism makes up 28 per cent of it.", "reported"),
        ("Bridge", "up 5 %", "The bridge cost 5 per cent more than planned.", "reported"),
        ("Set aside", "is €2m", "It plans to pay €12, and has set aside €2m.", "reported"),
    ],
)
def test_what_agrees_is_no_finding(label: str, claim: str, line: str, said: Said) -> None:
    assert reasons(label, claim, line, said=said) == []


@pytest.mark.parametrize(
    ("code", "label", "claim", "line", "kind"),
    [
        ("de", "Güterverkehr", "down 3,2 %", "Der Güterverkehr sank um 3,2 Prozent.", ""),
        ("de", "Güterverkehr", "up 3,2 %", "Der Güterverkehr sank um 3,2 Prozent.", "direction"),
        ("de", "Gäste", "is 25 %", "Fünfundzwanzig Prozent der Gäste kamen wieder.", ""),
        ("fr", "Ventes", "up 3,2 %", "Les ventes ont augmenté de 3,2 %.", ""),
        ("fr", "Ventes", "down 3,2 %", "Les ventes ont augmenté de 3,2 %.", "direction"),
        ("de", "Aktie", "is 52 Punkte", "Die Aktie hat auf 52 Punkte verloren.", ""),
        ("de", "Quote zuvor", "is 2 %", "Die Quote stieg von 2 auf 5 Prozent.", ""),
        ("de", "Quote", "is 2 %", "Die Quote stieg von 2 auf 5 Prozent.", "swapped"),
        ("de", "Absatz", "is 720 bis 740", "Der Absatz liegt bei 720 bis 740.", ""),
        ("fr", "Taux", "is 7,4 %", "Le taux était de 7,4 % un an plus tôt.", ""),
        ("fr", "Taux", "up 7,4 %", "Le taux a augmenté de 7,4 % un an plus tôt.", ""),
        ("fr", "Prix", "up 2-3 %", "Une hausse des prix de 2 à 3 % est attendue.", "said"),
        ("fr", "Coûts auparavant", "is 2 %", "Les coûts sont passés de 2 à 3 %.", ""),
        ("zh", "销量", "down 3.1 %", "销量下降3.1%。", ""),
        ("zh", "销量", "down 3.2 %", "销量下降3.1%。", "amount"),
    ],
)
def test_other_languages_are_read_as_they_write(code: str, label: str, claim: str, line: str, kind: str) -> None:
    assert kinds(label, claim, line, code=code) == ([kind] if kind else [])
