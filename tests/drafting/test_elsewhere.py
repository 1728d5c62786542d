"""What articles write otherwise than those before them: small money, units left out, participles, jobs, offices."""

from __future__ import annotations

import pytest

from brief.drafting.extracting import extract


def stated(code: str, line: str) -> list[tuple[str, str, str, str]]:
    """The figures of a line, in short."""
    return [(one.label, one.direction, one.typed, one.said) for one in extract([line], code).figures]


@pytest.mark.parametrize(
    ("code", "line", "figures"),
    [
        (
            "en",
            "The fare goes up by 4 cents to 71 cents.",
            [("Fare", "up", "4 cents", "reported"), ("Fare", "is", "71 cents", "reported")],
        ),
        ("en", "The dividend was held at 6.1p.", [("Dividend", "is", "6.1p", "reported")]),
        (
            "en",
            "The yield climbed 6 basis points to 4.31 percent.",
            [("Yield", "up", "6 basis points", "reported"), ("Yield", "is", "4.31 percent", "reported")],
        ),
        (
            "de",
            "Die Gebühr wurde um 25 auf 240 Euro angehoben.",
            [("Gebühr", "up", "25 Euro", "reported"), ("Gebühr", "is", "240 Euro", "reported")],
        ),
        (
            "fr",
            "L'euro s'échangeait à 1,0840 dollar, contre 1,0912 la veille.",
            [("Euro", "is", "1,0840 dollar", "reported"), ("Euro", "is", "1,0912 dollar", "reported")],
        ),
    ],
)
def test_small_money_and_units_that_are_left_out(
    code: str, line: str, figures: list[tuple[str, str, str, str]]
) -> None:
    assert stated(code, line) == figures


@pytest.mark.parametrize(
    ("code", "line", "figure"),
    [
        ("en", "Up to 650 jobs are to go at the head office.", ("Jobs", "down", "Up to 650", "planned")),
        ("de", "Voltmar will 1.200 weitere Stellen streichen.", ("Stellen", "down", "1.200", "planned")),
        ("fr", "Le groupe compte supprimer 1 100 postes.", ("Postes", "down", "1 100", "planned")),
    ],
)
def test_jobs_that_go_go_down(code: str, line: str, figure: tuple[str, str, str, str]) -> None:
    assert stated(code, line) == [figure]


def test_a_participle_owns_nothing() -> None:
    assert stated("en", "Lifted by sales of 40 percent in Asia, exporters gained 3 percent.")[-1][0] == "Exporters"
    assert stated("fr", "Les retombées, chiffrées à 2,6 millions d'euros, restent.")[0][0] == "Retombées"


def test_what_only_counts_addresses_or_names_is_no_figure() -> None:
    assert stated("en", "The rate is 71 cents per $100 of value.") == [("Rate", "is", "71 cents", "reported")]
    assert stated("en", "The yield on the 10-year note fell.") == []
    assert stated("de", "Der Stand in der Hauptstraße 14 war gut besucht.") == []


def test_an_amount_that_stands_in_the_headline_alone_is_stated() -> None:
    found = extract(["Council adopts $318 million budget", "It voted late on Tuesday after a debate."])
    assert [(one.label, one.typed, one.line) for one in found.figures] == [("Council", "$318 million", 1)]


@pytest.mark.parametrize(
    ("code", "line", "speaker"),
    [
        ("en", '"Gravel costs what gravel costs," said the chairwoman.', "chairwoman"),
        ("en", 'The chairwoman defended it. "Gravel costs what gravel costs," she said.', "chairwoman"),
        (
            "fr",
            "« La montagne n'est pas un stade », rappelle la présidente du parc naturel.",
            "présidente du parc naturel",
        ),
        ("fr", "« Rien n'est fermé, sauf la porte », prévient-on au cabinet de la ministre.", "cabinet de la ministre"),
        ("fr", "Son directeur général s'est voulu ferme : « Nous n'attendrons pas la pluie. »", "directeur général"),
    ],
)
def test_a_speaker_may_be_an_office(code: str, line: str, speaker: str) -> None:
    assert [one.speaker for one in extract([line], code).quotations] == [speaker]
