"""What is found in a sentence, and what is none: each row is a form that articles write."""

from __future__ import annotations

import pytest

from brief.drafting.extracting import extract


def stated(code: str, *lines: str) -> list[tuple[str, str, str, str]]:
    return [(one.label, one.direction, one.typed, one.said) for one in extract(lines, code).figures]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "The A320 and the S&P 500 were in the news, said the airline at 12 Mill Lane."),
        ("en", "The second runner, 54, beat them 3-1 at 10 am in Room 101."),
        ("en", "It was a good day for Formula 1, the Boeing 737 and a 19-year-old."),
        ("de", "Der Airbus A320, der Dax 40 und Artikel 5 sind Namen, um 14 Uhr in der Hauptstraße 12."),
        ("de", "Der dritte Läufer, 54, kam auf Gleis 3 an."),
        ("fr", "L'A320 et le CAC 40 sont des noms, au 12, rue de la Paix."),
        ("fr", "Un acheteur sur trois a moins de 35 ans."),
    ],
)
def test_a_number_of_a_name_an_address_an_hour_an_age_or_a_score_is_no_figure(code: str, line: str) -> None:
    assert stated(code, line) == []


@pytest.mark.parametrize(
    ("code", "line", "days"),
    [
        ("en", "On 2025-03-14, on 14 March 2025 and on March 14, 2025 nothing fell.", 3),
        ("en", "On 14/03/2025 and in 2024 nothing fell.", 2),
        ("de", "Am 2025-03-14, am 14.03.2025 und am 14. März 2025 fiel nichts.", 3),
        ("fr", "Le 2025-03-14, le 14/03/2025 et le 14 mars 2025, rien.", 3),
        ("en", "It runs from 3 to 5 May 2025.", 2),
        ("de", "Sie dauert vom 3. bis 5. Mai 2025.", 2),
        ("fr", "Il se tient du 3 au 5 mai 2025.", 2),
        ("en", "Between 1990 and 2015 nothing fell.", 2),
    ],
)
def test_dates_are_found_in_every_form_and_are_no_figures(code: str, line: str, days: int) -> None:
    found = extract([line], code)
    assert len(found.dates) == days
    assert found.figures == ()


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("en", "The council will spend £2m on buses.", "planned"),
        ("en", "The fares will rise by 3 per cent.", "expected"),
        ("en", "The building will cost £2m.", "reported"),
        ("en", "The firm claims that a ban would cost 120,000 jobs.", "claimed"),
        ("en", "The bridge cost £2m, 3 per cent more than planned.", "reported"),
        ("de", "Die Stadt will 3 Millionen Euro ausgeben.", "planned"),
        ("de", "Die Zahl der Anträge soll um 3 Prozent steigen.", "expected"),
        ("de", "Es sollen 300 Stellen wegfallen.", "planned"),
        ("fr", "La ville prévoit d'investir 3 millions d'euros.", "planned"),
        ("fr", "La ville prévoit une croissance de 3 %.", "expected"),
    ],
)
def test_how_sure_an_amount_is_tells_the_verb_of_its_clause(code: str, line: str, said: str) -> None:
    assert {one[3] for one in stated(code, line)} == {said}


@pytest.mark.parametrize(
    ("code", "lines", "figures"),
    [
        ("en", ["Norline, the largest carrier, fell 7 per cent."], [("Norline", "down")]),
        ("en", ["The trust, which employs 40 people, spent £3m."], [("People", "is"), ("Trust", "is")]),
        ("en", ["Staff fell from 53 to 49."], [("Staff before", "is"), ("Staff", "is")]),
        ("en", ["The port is old.", "It handles 40 ships a day."], [("Ships", "is")]),
        ("en", ["The port is old.", "It cost £3m."], [("Port", "is")]),
        ("en", ["A 4 per cent drop in the Coast 60 index followed."], [("Coast 60 index", "down")]),
        ("en", ["Advertising makes up 28 per cent of sales."], [("Advertising", "is")]),
        ("de", ["Der Umsatz stieg um 3 Prozent auf 4 Millionen Euro."], [("Umsatz", "up"), ("Umsatz", "is")]),
        ("de", ["Die Mieten stiegen, während die Kosten um 2 Prozent sanken."], [("Kosten", "down")]),
        ("de", ["Die Papiere von Eisen Nord legten um 2 Prozent zu."], [("Papiere von Eisen Nord", "up")]),
        ("de", ["Der Verein nahm 3 Millionen Euro ein, ein Plus von 9 Prozent."], [("Verein", "is"), ("Verein", "up")]),
        ("de", ["Die Quote stieg von 2 auf 5 Prozent."], [("Quote zuvor", "is"), ("Quote", "is")]),
        ("fr", ["La dette passe de 18 à 16 millions d'euros."], [("Dette auparavant", "is"), ("Dette", "is")]),
        ("fr", ["Le bénéfice recule de 5 % à 47 millions d'euros."], [("Bénéfice", "down"), ("Bénéfice", "is")]),
        ("fr", ["Le titre est en hausse de 8 %."], [("Titre", "up")]),
        ("fr", ["Ils attendent une hausse des prix de 2 à 3 %."], [("Prix", "up")]),
    ],
)
def test_an_amount_belongs_to_what_its_clause_is_about(
    code: str, lines: list[str], figures: list[tuple[str, str]]
) -> None:
    assert [one[:2] for one in stated(code, *lines)] == figures


@pytest.mark.parametrize(
    ("code", "line", "speaker"),
    [
        ("de", "„Das ist ein ganzer Satz“, sagte Bürgermeisterin Anna Lena Krüger.", "Anna Lena Krüger"),
        ("de", "„Das ist ein ganzer Satz“, meint Geschäftsführerin Petra von Hagen.", "Petra von Hagen"),
        ("de", "„Das ist ein ganzer Satz“, so Rektorin Prof. Dr. Anna-Lena Voss.", "Anna-Lena Voss"),
        ("en", 'According to finance chief Paolo Greco, "this is a whole sentence".', "Paolo Greco"),
        ("en", '"This is a whole sentence," said Councillor Mary Okoye of Lund.', "Mary Okoye"),
        ("en", '"This is a whole sentence," Acme\'s chief, Lena Roth, said.', "Lena Roth"),
        ("fr", "« Voici une phrase entière », plaisante le directeur financier Bruno Castel.", "Bruno Castel"),
        ("fr", "« Voici une phrase entière », a résumé le PDG, Antoine Delorme.", "Antoine Delorme"),
    ],
)
def test_a_speaker_has_a_full_name_without_an_office(code: str, line: str, speaker: str) -> None:
    assert [one.speaker for one in extract([line], code).quotations] == [speaker]


def test_what_a_line_before_names_is_cited_with_it() -> None:
    found = extract(["Nora Vance runs Skylark.", 'She said: "You cannot fly a plane with a spreadsheet."'], "en")
    assert [(one.speaker, one.lines) for one in found.quotations] == [("Nora Vance", "1-2")]
    found = extract(["The trust runs three sites.", "It spent £3m."], "en")
    assert [(one.label, one.lines) for one in found.figures] == [("Trust", "1-2")]


def test_a_headline_tells_what_the_text_tells_again() -> None:
    assert stated("en", "Acme raises $60m", "Acme has raised $60 million.") == [
        ("Acme", "is", "$60 million", "reported")
    ]
