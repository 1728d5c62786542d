"""What of a model's words stays, and what is left out with its reason: in English, German and French."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from brief.drafting.drafts import REFERENCE
from brief.drafting.extracting import extract
from brief.drafting.models.grounding import grounded
from brief.drafting.models.proposal import Paragraph, Passage, Proposal
from wording import NAUGHTY

if TYPE_CHECKING:
    from brief.drafting.extracting import Extract
    from brief.drafting.models.grounding import Grounded

ARTICLES = {
    "en": """\
Harbour town counts its boxes
The port of Lowhaven handled 1,240,000 containers in 2024, 8.5 per cent fewer than in 2023, its director Ada Quay said.
Tolls are expected to rise by 3.1 per cent in January 2026, while wages at Berth 12 rose by 4 per cent.
Shares in Novian fell 6.5 per cent and those of Minisoft lost 3.5 per cent; the S&P 500 index gained 1.2 per cent.
The port claims to be the quickest in the country, and its plans are written with Llama 3.1, an open model.
"We were late, and the ships went elsewhere before we noticed," Ada Quay said on 4 May 2025.
It has six cranes and two pilots, and the second pilot retires in June. The Free Company of Pilots is not pleased.
The town's debt stands at $86 million, and the gates open at 7:30.
""",
    "de": """\
Stahlwerte geben nach
Die Aktien der Ruhrstahl AG sind am 14. Januar 2026 um 5,8 Prozent gefallen.
Der Konkurrent Weserwerke verlor 3,1 Prozent, der Umsatz von Eisen Nord stieg um 1,2 Prozent.
Der Leitindex DAX 40 d\u00fcrfte um 0,7 Prozent niedriger er\u00f6ffnen.
Der Preis f\u00fcr Koks stieg um mehr als 9 Prozent auf 310 Euro.
\u201eNiemand kauft heute Stahl f\u00fcr morgen, denn alle warten ab\u201c, sagte der H\u00e4ndler Jochen Brandt.
Die Regierung plant Hilfen von 450 Millionen Euro. Drei Werke stehen seit 2024 still, das zweite seit M\u00e4rz.
""",
    "fr": """\
Le port retrouve ses couleurs
Le trafic du port a augment\u00e9 de 6,2 % au premier trimestre, \u00e0 1,8 million de tonnes.
Les droits de quai devraient baisser de 4 % en septembre 2025, selon la directrice Claire Morin.
\u00ab Nous avons perdu des navires, pas des clients \u00bb, a d\u00e9clar\u00e9 Claire Morin le 3 mai 2025.
Le chiffre d'affaires atteint 92 millions d'euros, tandis que la dette a recul\u00e9 de plus de 11 %.
La ville pr\u00e9voit d'investir 15 millions d'euros dans un nouveau quai. L'indice CAC 40 n'a pas boug\u00e9.
Le port compte 320 salari\u00e9s et trois grues ; la deuxi\u00e8me date de 1998.
""",
}


class Case(NamedTuple):
    """Words of a model, the lines that it names for them, and a piece of the reason against them."""

    code: str
    text: str
    lines: tuple[int, ...]
    why: str = ""


@cache
def article(code: str) -> tuple[list[str], Extract]:
    lines = ARTICLES[code].rstrip("\n").split("\n")
    return lines, extract(lines, code)


def proposed(**given: object) -> Proposal:
    """A proposal of one harmless paragraph, but for what is given."""
    empty = Passage(text="", lines=())
    usual = {"title": empty, "dek": empty, "bottom_line": empty, "key_figures": (), "quotations": ()}
    return Proposal.model_validate(usual | {"paragraphs": [Paragraph(text="", lines=(), heading="")]} | given)


def kept(code: str, *names: str, **given: object) -> Grounded:
    return grounded(proposed(**given), *article(code), names)


def reason(case: Case, *, names: tuple[str, ...] = ()) -> str:
    """Why a paragraph is left out; empty where it stays."""
    made = kept(case.code, *names, paragraphs=[Paragraph(text=case.text, lines=case.lines, heading="")])
    return made.left_out[0].why if made.left_out else ""


UNGROUNDED = [
    # The numbers of a model's own.
    Case("en", "The port counted 1,420,000 containers in 2024.", (2,), "writes the number 1,420,000 itself"),
    Case("en", "The port counted 1,240,000 containers in 2024.", (2,), "writes the number 1,240,000 itself"),
    Case("en", "The harbour moved eight million boxes.", (2,), "writes the number eight million itself"),
    Case("en", "Wages there rose by four per cent.", (3,), "writes the number four per cent itself"),
    Case("en", "Its town owes $86m to the banks.", (8,), "writes the number 86m itself"),
    Case("en", "The gates open at 8:30.", (8,), "8:30"),
    Case("en", "There are seven cranes on the quay.", (7,), "the paragraph counts seven, the source six"),
    Case("en", "It has closed since 2021.", (2,), "2021"),
    Case("en", "Its plans rely on Llama 3.2.", (5,), "3.2"),
    Case("en", "Its plans rely on Llama 3.", (5,), "writes the number 3 itself"),
    Case("de", "Ruhrstahl fiel um 8,5 Prozent.", (2,), "writes the number 8,5 Prozent itself"),
    Case("de", "Koks kostet nun 310 Euro.", (5,), "writes the number 310 Euro itself"),
    Case("de", "Vier Werke stehen seit 2024 still.", (7,), "the paragraph counts Vier, the source Drei"),
    Case("fr", "Le port emploie 230 personnes.", (7,), "writes the number 230 itself"),
    Case("fr", "Le trafic progresse de 6,2 %.", (2,), "writes the number 6,2 % itself"),
    # A figure that goes the other way, or is somebody else's.
    Case("en", "Wages on the quay fell by {wages}.", (3,), "{wages} is a rise"),
    Case("en", "Minisoft gained {minisoft}.", (4,), "{minisoft} is a fall"),
    Case("en", "The S&P 500 index lost {sp_500}.", (4,), "{sp_500} is a rise"),
    Case("de", "Aktien der Ruhrstahl AG stiegen um {aktien_ruhrstahl}.", (2,), "{aktien_ruhrstahl} is a fall"),
    Case("de", "Der Umsatz bei Eisen Nord sank um {umsatz_eisen}.", (3,), "{umsatz_eisen} is a rise"),
    Case("fr", "Le trafic du port a recul\u00e9 de {trafic_port}.", (2,), "{trafic_port} is a rise"),
    Case("fr", "La dette a augment\u00e9 de {dette}.", (5,), "{dette} is a fall"),
    Case("en", "Shares in Novian fell {minisoft}.", (4,), "the sentence gives it to Shares in Novian"),
    Case("en", "Minisoft lost {shares_novian}.", (4,), "the sentence gives it to Minisoft"),
    Case("en", "Tolls are expected to rise by {wages}.", (3,), "the sentence gives it to Tolls"),
    Case("de", "Der Umsatz von Eisen Nord stieg um {preis_koks}.", (3, 5), "the sentence gives it to Umsatz"),
    Case("fr", "La dette a recul\u00e9 de {droits_quai}, dit-on.", (3, 5), "the sentence gives it to Dette"),
    # Names, days and words of nobody.
    Case("en", "The port answers to Boris Vale.", (2,), "the name Boris Vale"),
    Case("en", "It sold its cranes to Zenith Holdings.", (7,), "the name Zenith Holdings"),
    Case("fr", "Le port appartient \u00e0 Jean Dubois.", (2,), "the name Jean Dubois"),
    Case("en", "The director spoke on 5 May 2025.", (6,), "the date 5 May 2025"),
    Case("en", "The second pilot retires in July.", (7,), "the date July"),
    Case("de", "Der Kurs fiel am 15. Januar 2026.", (2,), "the date 15. Januar 2026"),
    Case("fr", "La baisse est attendue en octobre 2025, dit la directrice.", (3,), "the date octobre 2025"),
    Case("en", "The director said \u201cwe never saw it coming\u201d.", (6,), "it quotes"),
    Case("en", "Ada Quay said \u201cthe ships went elsewhere\u201d.", (6,), "it quotes"),
    Case("en", "Ada Quay said 'the ships went elsewhere'.", (6,), "it quotes"),
    Case("en", "Ada Quay said they were \u201ctoo slow\u201d.", (6,), "these words do not stand in the lines cited"),
    Case("de", "\u201eNiemand kauft heute Stahl\u201c, sagte der H\u00e4ndler Jochen Brandt.", (6,), "it quotes"),
    Case("fr", "\u00ab Nous avons perdu des navires \u00bb, a dit Claire Morin.", (4,), "it quotes"),
    # The article's own sentences.
    Case("en", "The second pilot retires in June. The Free Company of Pilots is not pleased.", (7,), "word for word"),
    Case("de", "Die Aktien der Ruhrstahl AG sind am 14. Januar 2026 um {aktien_ruhrstahl} gefallen.", (2,), ""),
    # How sure it is, and when.
    Case("en", "Tolls rise by {tolls}.", (3,), "'tolls' is expected, and is printed as a fact"),
    Case("en", "The port is the quickest in the country.", (5,), "line 5 of its source claims it"),
    Case("de", "Hilfen von {hilfen} flie\u00dfen.", (7,), "'hilfen' is planned, and is printed as a fact"),
    Case(
        "fr",
        "Les droits de quai baissent de {droits_quai}.",
        (3,),
        "'droits_quai' is expected, and is printed as a fact",
    ),
    Case("en", "The director spoke today.", (6,), "\u201ctoday\u201d stands without a date"),
    Case("en", "It lost ships last week.", (6,), "\u201clast week\u201d stands without a date"),
    Case("de", "Der Preis stieg gestern.", (5,), "stands without a date"),
    Case("fr", "La directrice a parl\u00e9 hier.", (4,), "stands without a date"),
    # What no words of a briefing are.
    Case("en", "More stands at https://evil.example.", (2,), "it names an address: https://"),
    Case("en", "More stands at evil.example/port.", (2,), "it names an address: evil.example"),
    Case("en", "More stands at www.lowhaven.info for all.", (2,), "it names an address: www."),
    Case("en", "Write to desk@example.org for more.", (2,), "it names an address"),
    Case("en", "The director is TK.", (2,), "'TK' is a placeholder"),
    Case("en", "The port had a quiet year.", (), "it names no line"),
    Case("en", "", (2,), "it says nothing"),
    Case("en", "", (), "it says nothing"),
]

HONEST = [
    Case("en", "Fewer boxes crossed the quays of Lowhaven: {containers} in 2024, down {containers_2}.", (2,)),
    Case("en", "Lowhaven's port handled {containers} boxes.", (2,)),
    Case("en", "Traffic shrank by {containers_2} against 2023, Ada Quay says.", (2,)),
    Case("en", "Containers fell {containers_2} after a rise the year before.", (2,)),
    Case("en", "Tolls are set to climb by {tolls} in January 2026.", (3,)),
    Case("en", "It is expected that tolls go up {tolls}; wages at Berth 12 are already {wages} higher.", (3,)),
    Case("en", "Wages grew faster, by {wages}, than tolls are expected to, by {tolls}.", (3,)),
    Case("en", "Novian dropped {shares_novian} and Minisoft {minisoft}, while the S&P 500 rose {sp_500}.", (4,)),
    Case("en", "Novian lost {shares_novian}, more than Minisoft with {minisoft}.", (4,)),
    Case("en", "The S&P 500 went the other way: it was up {sp_500}.", (4,)),
    Case("en", "Both makers fell, Novian by {shares_novian} and Minisoft by {minisoft}.", (4,)),
    Case("en", "Novian: {shares_novian.signed}. Minisoft: {minisoft.signed}. S&P 500: {sp_500.signed}.", (4,)),
    Case("en", "A loss of {shares_novian} for Novian was the largest of the day.", (4,)),
    Case("en", "Novian's shares are down by {shares_novian}, while an index of large companies gained {sp_500}.", (4,)),
    Case("en", "According to the port, nobody is quicker; it claims that of itself.", (5,)),
    Case("en", "It claims to plan faster with Llama 3.1, an open model.", (5,)),
    Case("en", "Llama 3.1 writes its plans, the port claims.", (5,)),
    Case("en", "At Berth 12 pay went up {wages}.", (3,)),
    Case("en", "On 4 May 2025 the director spoke of ships that had left.", (6,)),
    Case("en", "In May 2025, Ada Quay admitted that the port had been slow.", (6,)),
    Case("en", "There are six cranes, but only two pilots.", (7,)),
    Case("en", "The second pilot leaves in June; it is the first loss of the year.", (7,)),
    Case("en", "One pilot is left when the other retires.", (7,)),
    Case("en", "The pilots' company is unhappy about it.", (7,)),
    Case("en", "Debt weighs on the town: {town_debt}.", (8,)),
    Case("en", "The town owes {town_debt}; its gates open at 7:30.", (8,)),
    Case("en", "The \u201copen\u201d model is free to use, or so the port claims.", (5,)),
    Case("en", "The port\u2019s traffic was {containers} boxes, and that is less than in 2023.", (2,)),
    Case("en", "What it lost, {containers_2}, it hopes to win back.", (2,)),
    Case("en", "Neither the pilots nor the cranes can be replaced soon, it seems.", (7,)),
    Case("de", "Ruhrstahl-Aktien gaben am 14. Januar 2026 um {aktien_ruhrstahl} nach.", (2,)),
    Case("de", "Die Ruhrstahl AG verlor {aktien_ruhrstahl} an Wert.", (2,)),
    Case("de", "Eisen Nord setzte mehr um: Der Umsatz wuchs um {umsatz_eisen}.", (3,)),
    Case("de", "Weserwerke verlor {konkurrent_weserwerke}, Ruhrstahl sogar {aktien_ruhrstahl}.", (2, 3)),
    Case("de", "F\u00fcr den DAX 40 wird ein Minus von {leitindex_dax} erwartet.", (4,)),
    Case("de", "Koks wurde um {preis_koks} teurer und kostet jetzt {preis_koks_2}.", (5,)),
    Case("de", "Ein Anstieg um {preis_koks} trieb den Preis f\u00fcr Koks auf {preis_koks_2}.", (5,)),
    Case("de", "Nach Ansicht von Jochen Brandt warten die K\u00e4ufer.", (6,)),
    Case("de", "Geplant sind Hilfen von {hilfen}.", (7,)),
    Case("de", "Seit 2024 ruhen drei Werke, eines davon seit M\u00e4rz.", (7,)),
    Case("de", "Das zweite Werk steht seit M\u00e4rz still.", (7,)),
    Case(
        "fr",
        "Plus de navires : le trafic du port a progress\u00e9 de {trafic_port}, \u00e0 {trafic_port_2}tonnes.",
        (2,),
    ),
    Case("fr", "Le port a gagn\u00e9 {trafic_port} au premier trimestre.", (2,)),
    Case("fr", "Les droits de quai devraient perdre {droits_quai} en septembre 2025.", (3,)),
    Case("fr", "Claire Morin s'attend \u00e0 une baisse des droits de {droits_quai}.", (3,)),
    Case("fr", "Le 3 mai 2025, la directrice parlait de navires perdus.", (4,)),
    Case(
        "fr", "La dette a fondu de {dette}, et le chiffre d'affaires s'\u00e9l\u00e8ve \u00e0 {chiffre_affaires}.", (5,)
    ),
    Case("fr", "Avec {chiffre_affaires} de chiffre d'affaires, le port respire.", (5,)),
    Case("fr", "La ville pr\u00e9voit un quai \u00e0 {ville}.", (6,)),
    Case("fr", "Le CAC 40 est rest\u00e9 stable.", (6,)),
    Case("fr", "Le port emploie {salaries} personnes et poss\u00e8de trois grues.", (7,)),
    Case("fr", "La deuxi\u00e8me grue date de 1998.", (7,)),
]


@cache
def verdicts(code: str) -> dict[Case, str]:
    """The reason against each case of a language, all tried at once."""
    cases = [case for case in (*UNGROUNDED, *HONEST) if case.code == code]
    paragraphs = tuple(Paragraph(text=case.text, lines=case.lines, heading="") for case in cases)
    made = grounded(proposed().model_copy(update={"paragraphs": paragraphs}), *article(code), ())
    why = {one.name: one.why for one in made.left_out}
    return {case: why.get(f"paragraph {number}", "") for number, case in enumerate(cases, 1)}


@pytest.mark.parametrize("case", UNGROUNDED, ids=lambda case: f"{case.code} {case.text[:40]}")
def test_what_its_lines_do_not_bear_out_is_left_out_with_the_reason(case: Case) -> None:
    why = verdicts(case.code)[case]
    assert why
    assert case.why in why


@pytest.mark.parametrize("case", HONEST, ids=lambda case: f"{case.code} {case.text[:40]}")
def test_what_is_honest_stays(case: Case) -> None:
    assert verdicts(case.code)[case] == ""


BAD, GOOD = Passage(text="The port answers to Boris Vale.", lines=(2,)), Passage(text="It has six cranes.", lines=(7,))


@pytest.mark.parametrize("name", ["title", "dek", "bottom_line"])
def test_a_title_a_dek_and_a_bottom_line_stand_trial_too(name: str) -> None:
    made = kept("en", **{name: BAD}, paragraphs=[Paragraph(text="It has six cranes.", lines=(7,), heading="")])
    assert getattr(made.words, name) is None
    [told] = made.left_out
    assert str(told) == (
        f"{name.replace('_', ' ')} left out: \u201cThe port answers to Boris Vale.\u201d: "
        "S02: the name Boris Vale stands in no line that its paragraph cites"
    )
    assert getattr(kept("en", **{name: GOOD}).words, name) == (GOOD.text, GOOD.lines, "")


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Boris Vale takes over", "the name Vale stands in no line"),
        ("The rule of Boris Vale", "the name Boris Vale stands in no line"),
        ("Wages are down {wages}", "{wages} is a rise"),
        ("Wages up 4 per cent", "writes the number 4 per cent itself"),
        ("The port is the quickest", ""),
        ("TK", "'TK' is a placeholder"),
        ("See evil.example", "it names an address: evil.example"),
        ("Wages up {wages}", ""),
        ("Cranes and pilots", ""),
    ],
)
def test_a_heading_is_left_out_and_its_paragraph_stays(heading: str, why: str) -> None:
    made = kept("en", paragraphs=[Paragraph(text="It has six cranes.", lines=(7,), heading=heading)])
    [paragraph] = made.words.paragraphs
    assert paragraph.text == "It has six cranes."
    assert paragraph.heading == ("" if why else heading)
    assert [one.name for one in made.left_out] == (["heading of paragraph 1"] if why else [])
    assert all(why in one.why for one in made.left_out)


def test_a_heading_falls_with_its_paragraph_and_is_told_once() -> None:
    made = kept("en", paragraphs=[Paragraph(text=BAD.text, lines=(2,), heading="See evil.example")])
    assert made.words.paragraphs == ()
    assert [one.name for one in made.left_out] == ["paragraph 1"]


def test_paragraphs_are_tried_one_by_one_and_keep_their_order() -> None:
    texts = ("It has six cranes.", "The port answers to Boris Vale.", "It has two pilots.", "")
    made = kept("en", paragraphs=[Paragraph(text=text, lines=(7,), heading="") for text in texts])
    assert [one.text for one in made.words.paragraphs] == ["It has six cranes.", "It has two pilots."]
    assert [one.name for one in made.left_out] == ["paragraph 2", "paragraph 4"]


def test_what_is_said_twice_stays_once() -> None:
    same = [Paragraph(text="It has six cranes.", lines=(7,), heading=heading) for heading in ("Cranes", "Once more")]
    made = kept("en", paragraphs=same)
    assert [one.heading for one in made.words.paragraphs] == ["Cranes"]
    assert [str(one) for one in made.left_out] == [
        "paragraph 2 left out: \u201cIt has six cranes.\u201d: it says the same once more"
    ]


def test_an_empty_title_is_none_and_no_fault() -> None:
    made = kept("en", paragraphs=[Paragraph(text="It has six cranes.", lines=(7,), heading="")])
    assert made.left_out == ()


def test_a_passage_also_cites_the_lines_of_its_figures() -> None:
    made = kept("en", dek=Passage(text="Wages rose {wages}, and Novian fell {shares_novian}.", lines=(3,)))
    assert made.words.dek is not None
    assert made.words.dek.lines == (3, 4)


def test_names_that_the_desk_knows_may_stand() -> None:
    case = Case("en", "The port answers to Boris Vale.", (2,))
    assert reason(case)
    assert reason(case, names=("Boris Vale",)) == ""
    assert reason(case, names=("Zoe: [Vane]", "# x", "{y}")) != ""


def test_figures_and_quotations_are_taken_once_by_their_ids() -> None:
    made = kept("en", key_figures=("tolls", "wages", "tolls"), quotations=("q1", "q1"))
    assert (made.words.key_figures, made.words.quotations) == (("tolls", "wages"), ("q1",))


UNREADABLE = ("\ufffe", "\uffff x", "a \ufdd0 b", "\U0001fffe", "\U0010ffff")


@pytest.mark.parametrize("at", range(4))
def test_no_words_keep_the_trial_from_being_held(at: int) -> None:
    """Whatever a model says is tried: none of it breaks the file of the trial, or its YAML."""
    texts = [text for text in (*NAUGHTY, *UNREADABLE) if not REFERENCE.search(text)][at::4]
    paragraphs = [Paragraph(text=text, lines=(7,), heading=text) for text in texts]
    proposal = proposed().model_copy(update={"paragraphs": tuple(paragraphs)})
    made = grounded(proposal, *article("en"), ())
    assert len(made.words.paragraphs) + sum(one.name.startswith("paragraph") for one in made.left_out) == len(texts)
