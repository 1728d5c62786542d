"""The small words of a language by which the owner of an amount is told from what is said of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.speech import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NONE: frozenset[str] = frozenset()


class Grammar(NamedTuple):
    """Small words in small letters; `joint` joins what is counted to what counts it, headings are a draft's own.

    `parting` are articles that begin another noun phrase, `measures` count and own nothing.
    """

    articles: Collection[str] = _NONE
    prepositions: Collection[str] = _NONE
    of: Collection[str] = _NONE
    called: Collection[str] = _NONE
    verbs: Collection[str] = _NONE
    parting: Collection[str] = _NONE
    measures: Collection[str] = _NONE
    genitive: Collection[str] = _NONE
    joint: str = "of"
    moved: str = "What moved"
    dates: str = "The dates in it"
    raw: str = "The source\u2019s own sentences"


GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "en": Grammar(
            articles=words("a an the its their his her our this that these those some"),
            prepositions=words(
                "of in on at by to from for with without as than into onto over under about after before between "
                "during since until per against among within through across near around compared"
            ),
            of=words("of in for"),
            called=words("called named"),
            verbs=words(
                "is are was were be been being has have had will would shall should can could may might must do does "
                "did said says say reported told expects expected forecast forecasts plans planned claims claimed "
                "carried counted opened closed paid sold built took takes taking leading started ranging that "
                "which who whose stays stay remains reached covers covered spends spend spent mapped stores store "
                "unchanged cost costs holds hold"
            ),
            measures=words("degrees hectares tonnes tons days hours kilometres metres miles years weeks months"),
            genitive=words("of"),
        ),
        "de": Grammar(
            articles=words(
                "der die das den dem des ein eine einen einem einer eines seine seinen seiner ihre ihren ihrer "
                "diese dieser"
            ),
            prepositions=words(
                "von vom in im an am auf bei beim um zu zum zur aus f\u00fcr mit ohne als \u00fcber unter nach vor "
                "zwischen w\u00e4hrend seit bis gegen durch je pro gegen\u00fcber"
            ),
            of=words("von vom des der an am"),
            called=words("namens genannt"),
            verbs=words(
                "ist sind war waren wird werden wurde wurden hat haben hatte hatten soll sollen kann k\u00f6nnen will "
                "wollen d\u00fcrfte d\u00fcrften sagte sagt meldete erwartet plant z\u00e4hlte betrug liegt lag "
                "kostet ging gingen erreichte unver\u00e4ndert betr\u00e4gt zahlt wuchsen umfasst verdient"
            ),
            parting=words("ein eine einen einem einer"),
            measures=words("grad hektar tonnen meter kilometer tage stunden jahre"),
            genitive=words("von vom des der"),
            joint="an",
            moved="Was sich bewegt hat",
            dates="Die Daten darin",
            raw="S\u00e4tze der Quelle",
        ),
        "fr": Grammar(
            articles=words("le la les l un une des du son sa ses leur leurs ce cette ces"),
            prepositions=words(
                "de du des d \u00e0 au aux en dans sur sous par pour avec sans vers chez entre pendant depuis avant "
                "apr\u00e8s contre selon comme qu'en qu'un qu'une"
            ),
            of=words("de du des d"),
            called=words("appel\u00e9 appel\u00e9e nomm\u00e9 nomm\u00e9e"),
            verbs=words(
                "est sont \u00e9tait \u00e9taient sera seront a ont avait avaient aura auront doit doivent devrait "
                "devraient peut peuvent dit disent annonce pr\u00e9voit pr\u00e9voient compte comptait "
                "affirme affirment qui que atteint atteindre investi d'investir repr\u00e9sente repr\u00e9sentent "
                "couvre couvrent "
                "accueille accueillent augmentera soit co\u00fbte co\u00fbtent"
            ),
            measures=words("degr\u00e9s hectares tonnes m\u00e8tres jours heures ans"),
            genitive=words("de du des d"),
            joint="de",
            moved="Ce qui a boug\u00e9",
            dates="Les dates",
            raw="Phrases de la source",
        ),
    }
)
"""Every language whose running text is read. Adding one is a row here, beside its words in `tracing/speech/`."""
