"""German."""

from brief.tracing.speech import Speech, alike, numbered, ways, words

_UP = """plus gestiegen steigt steigen stieg stiegen steigend gewachsen wächst wachsen wuchs zugelegt zulegen legte
legt zugenommen nahm_zu zunahme anstieg zuwachs wachstum erhöht erhöhte erhöhen gewinnt gewann gewonnen kletterte
klettert höher mehr teurer länger verbessert aufwärts erholt erholte erhöhten kletterten legten nahmen_zu verteuert
verteuerte verteuerten verbesserte verbesserten sprang sprangen größer stärker gewannen gewinnen verdienten zulegte
zulegten anstieg anstiegen zunahm zunahmen ausgeweitet weitete angezogen zog zogen hinzugewonnen anheben angehoben
anhebt hebt hob zunimmt zulegt ansteigt anzieht zunehmen ansteigen steigerte steigerten gesteigert steigern
geklettert gesprungen vergrößert vergrößerte gewachsenen schoss schossen"""
_DOWN = """minus gefallen fällt fallen fiel fielen gesunken sinkt sinken sank sanken rückgang abnahme verlust verlor
verliert verloren eingebüßt büßte schrumpft schrumpfte geschrumpft gesenkt senkt senkte niedriger weniger billiger
kürzer abwärts abgenommen nachgegeben zurückgegangen zurück schwächer verringert verringerte verringerten verbilligt
verbilligte verbilligten einbrach einbrachen eingebrochen abnimmt nachgibt einbricht zurückgeht abnehmen zurückgehen
senken kürzen reduzieren verringern drosseln brach brachen sackte sackten rutschte rutschten verlieren büßten
senkten gingen_zurück gerutscht gestürzt geklettert_ab geschmolzen schmolz abgebröckelt gebröckelt abnahm abnahmen
reduziert reduzierte reduzierten gekürzt kürzte kleiner nachgab nachgaben zurückging zurückgingen schrumpften
schrumpfen absackte stürzte stürzten abgesackt fallend schwand"""
_COMMON = """der die das den dem des ein eine einen einem einer eines dieser diese dieses diesem jener sein seine
ihr ihre ihren ihrem er sie es wir ich man sich und oder aber in im an am auf aus bei von vom zu zum zur mit nach
seit bis um für gegen über unter vor hinter neben zwischen durch ohne als wie auch noch nur schon sehr nicht kein
keine ist sind war waren sein wird werden wurde wurden hat haben hatte hatten kann können soll sollen sollte will
wollen muss müssen dass wenn weil da dort hier jahr jahre jahren jahres monat monate monaten woche wochen tag tage
tagen stunde stunden quartal prozent prozentpunkte prozentpunkt million millionen milliarde milliarden tausend mio
mrd rund etwa knapp fast gut mehr weniger mindestens höchstens insgesamt gesamt durchschnitt wert zahl anteil
vorjahr laut sagte sagt erwartet geplant liegt lag lagen liegen davon darunter damit dabei jetzt nun zuletzt noch
durchschnittlich dafür beträgt betrug kostet kostete kosten zählte zählt erreichte"""

WORDS = Speech(
    numbers=numbered(
        "null eins/ein/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
        "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
        0,
    )
    | {"dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90}
    | {"hundert": 100, "tausend": 1000, "dutzend": 12},
    ordinals=numbered("erste/erster/ersten zweite/zweiter/zweiten dritte/dritter/dritten vierte/vierter/vierten"),
    compounds=True,
    months=numbered(
        "januar/jänner/jan februar/feb märz april/apr mai juni/jun juli/jul august/aug september/sep oktober/okt "
        "november/nov dezember/dez"
    ),
    directions=ways(_UP, _DOWN),
    compares=words("mehr weniger höher niedriger teurer billiger länger kürzer schwächer"),
    turns=words(
        "nicht kein keine keinen keinem nie statt ohne verluste gestoppt stoppte beendet beendete endete vermieden "
        "verhindert verhinderte einbruch kostet kostete kosteten kosten nahm"
    ),
    beside=words("als anders gegenüber verglichen wie neben vergleich"),
    levels=words("auf bei"),
    from_=words("von"),
    until=words("bis und"),
    spans=("reichen von", "reicht von", "reichte von", "liegen von"),
    by=words("um"),
    of=words("der des von aller"),
    before=words("vorher zuvor früher bisher ehemals war waren vor"),
    thereof=words("davon darunter"),
    past=words("nach"),
    than=words("als"),
    done=words("hat haben hatte hatten"),
    measures=alike("cent cents ct", "rappen") | dict.fromkeys(words("basispunkte basispunkten basispunkt"), "basis"),
    coins=words("cent rappen basis"),
    said=dict.fromkeys(
        words(
            "erwartet erwarten erwartete erwartung prognose prognostiziert voraussichtlich dürfte dürften rechnet "
            "rechnen gerechnet rechneten geht_er_von geht_sie_von geht_davon gehen_davon geschätzt schätzt könnte "
            "könnten"
        ),
        ("expected",),
    )
    | dict.fromkeys(
        words(
            "hofft hoffen schätzen geschätzte geschätzten schätzungsweise prognostizieren zugetraut zutraut zutrauen "
            "traut trauen traute trauten veranschlagt"
        ),
        ("expected",),
    )
    | dict.fromkeys(
        words(
            "geplant geplante geplanten plant planen planten will wollen beabsichtigt vorgesehen möchte möchten "
            "strebt peilt peilen angepeilt anpeilt"
        ),
        ("planned",),
    )
    | dict.fromkeys(words("kündigte kündigten kündigt"), ("planned", "expected", "reported"))
    | dict.fromkeys(words("würde würden"), ("expected", "planned", "claimed", "reported"))
    | dict.fromkeys(words("soll sollen"), ("expected", "planned", "claimed"))
    | dict.fromkeys(words("wird werden"), ("expected", "planned", "reported"))
    | dict.fromkeys(
        words(
            "behauptet behaupten behauptete angeblich nach_eigenen_angaben beansprucht nach_ihren_angaben "
            "nach_seinen_angaben eigenen_angaben_zufolge eigenen_angaben nach_angaben_des nach_angaben_der"
        ),
        ("claimed",),
    ),
    officials=(
        *("behörde", "behörden", "amt", "amts", "amtes", "ämter", "polizei", "ministerium", "ministeriums", "agentur"),
        *(
            "verwaltung",
            "feuerwehr",
            "aufsicht",
            "stadt",
            "gemeinde",
            "landkreis",
            "regierung",
            "notenbank",
            "zentralbank",
            "bundesbank",
        ),
    ),
    points=words("prozentpunkte prozentpunkten prozentpunkt punkte punkten"),
    contrasts=words("während wohingegen"),
    breaks=words("und oder aber während sondern nachdem"),
    again=words("er sie es sein seine ihr ihre dieser diese dieses"),
    common=words(_COMMON),
    sayings=words(
        "sagte sagt sagen erklärte erklärt teilte laut zufolge betonte warnte schrieb nannte nennt meint meinte "
        "betont warnt lobt lobte klagte klagt kritisierte kritisiert fordert forderte resümiert bilanziert ergänzte "
        "ergänzt fügte versicherte versichert kommentierte kommentiert erzählt erzählte findet glaubt"
    ),
    hedges=words("behauptung angabe angaben ob demnach zufolge scheint offenbar wohl"),
    relative=words(
        "heute gestern morgen letzte_woche letzter_woche diese_woche dieser_woche nächste_woche vergangene_woche "
        "vergangener_woche letzten_monat diesen_monat"
    ),
    markets=words("aktie aktien index indizes börse dax nasdaq stoxx kurs kurse anleihe anleihen rendite"),
    unknown=words(
        "nicht_wissen unbekannt unklar offene_fragen offen_bleibt nicht_bekannt bleibt_offen sagt_nicht nicht_genannt"
    ),
    nouns_are_capital=True,
)
