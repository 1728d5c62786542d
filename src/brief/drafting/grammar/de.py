"""German."""

from brief.drafting.grammar import Grammar
from brief.tracing.speech import ways, words

ROW = Grammar(
    articles=words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen sein seine seinen seiner "
        "seinem ihr ihre ihren ihrer ihrem ihres seines diese dieser dieses diesen diesem jede jeder jedes alle "
        "allen unser unsere mein meine beide beiden"
    ),
    prepositions=words(
        "ums von vom in im ins an am auf bei beim um zu zum zur aus für mit ohne als über unter nach vor zwischen "
        "seit bis gegen durch je pro gegenüber laut trotz wegen binnen innerhalb außerhalb neben hinter ab dank "
        "mitsamt per wie samt statt"
    ),
    of=words("von vom an am für"),
    genitive=words("des der eines einer ihrer seiner ihres seines aller dieser beider"),
    pronouns=words("er sie es wir ich man dies das"),
    relatives=words("der die das den dem deren dessen welche welcher was wo"),
    adverbs=words(
        "dagegen jedoch allerdings auch noch nur schon bereits täglich jährlich insgesamt zuletzt zudem damit "
        "dafür davon darunter dabei hingegen dadurch derzeit aktuell bislang bisher zuvor später danach heute "
        "gestern morgen hier dort so sogar wieder weiter weiterhin mehr weniger höchstens mindestens rund knapp "
        "etwa fast gut besonders durchschnittlich zugleich gleichzeitig außerdem ferner nun jetzt sich nicht nie "
        "immer dann da doch selbst befragt ebenfalls lediglich allein demnach somit daher deshalb sonst vorerst "
        "künftig nominal real preisbereinigt weitere weiterer oben unten ende anfang mitte"
    ),
    times=words(
        "jahr jahre jahren jahres monat monate monaten monats woche wochen tag tage tagen quartal quartals "
        "halbjahr saison vorjahr vorjahres vorjahreszeitraum vorjahresquartal vormonat vorwoche vortag jahrzehnt "
        "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend montagabend dienstagabend "
        "mittwochabend donnerstagabend freitagabend vormittag nachmittag abend nacht handel morgen sommer winter "
        "herbst frühjahr frühling zeitraum kommende kommenden kommendes laufende laufenden laufendes vergangene "
        "vergangenen vergangenes letzte letzten nächste nächsten vorigen vorige ersten erste zweiten dritten "
        "vierten gleichen frühen schnitt ende anfang mitte geschäftsjahr geschäftsjahres jahresende jahresbeginn "
        "dauer stunde stunden beginn durchschnitt mittel zwei drei vier fünf sechs sieben acht neun zehn zehnten"
    ),
    verbs=words(
        "ist sind war waren wird werden wurde wurden hat haben hatte hatten soll sollen sollte kann können könnte "
        "will wollen dürfte dürften müssen muss sagte sagt meldete meldet erwartet plant planen zählte zählt "
        "betrug beträgt liegt lag liegen lagen kostet kostete kosten ging gingen erreichte erreicht unverändert "
        "zahlt zahlen wuchsen umfasst verdient kamen kommt kommen rechnet rechnen beschäftigt heißt macht gibt "
        "gab geht stehen steht leben arbeiten würde würden wäre könnten hält halten teilte bleibt bleiben blieb "
        "tragen trägt entspricht ergab ergibt bedeutet stellt verlangt fordern fordert"
    ),
    auxiliaries=words("ist sind hat haben wird werden wurde wurden"),
    copulas=words("bleibt bleiben ist sind war waren entspricht bedeutet ergab ergibt"),
    by=words("um"),
    to=words("auf bei zu"),
    former=words("von nach gegenüber vor"),
    changes=ways(
        "plus anstieg zuwachs zunahme wachstum steigerung erhöhung anhebung aufschlag gewinn kursgewinn",
        "minus rückgang abnahme verlust einbuße kürzung senkung abschlag einbruch rutsch kursverlust abfall",
    ),
    particles=ways("zu", "ab zurück nach"),
    compared=ways("über mehr höher", "unter weniger niedriger"),
    shifts=ways("", "streichen streicht strich strichen gestrichen abbauen abgebaut wegfallen einsparen"),
    posts=words(
        "meldete meldet melden meldeten verzeichnete verzeichnet verzeichneten verbuchte verbucht verbuchten erzielte "
        "erzielt erlitt erlitten registrierte registriert schaffte"
    ),
    either=words("oder beziehungsweise"),
    hollow=words("größte größten größter kleinste kleinsten höchste höchsten meisten"),
    more=words("weitere weiteren weiterer zusätzliche zusätzlichen neue neuen"),
    thereof=words("davon darunter"),
    stands=words("derjenige diejenige diejenigen denjenigen jene jener jenes jenen"),
    them=words("ihnen denen"),
    one=words("eines einer einen eine"),
    definite=words("die den der seine ihre"),
    measures=words(
        "grad hektar tonnen meter metern kilometer kilometern tage tagen stunden jahre jahren hektoliter "
        "hektolitern cent minuten sekunden megawatt gigawatt kilowatt liter litern quadratmeter quadratmetern "
        "quadratkilometer kubikmeter wochen monate monaten zentimeter millimeter kilogramm gramm kilowattstunden "
        "megawattstunden gigawattstunden terawattstunden kilo barrel"
    ),
    intends=words(
        "investieren einstellen bauen eröffnen schließen zahlen zuschießen abbauen wegfallen streichen kaufen "
        "verkaufen erhöht gesenkt angehoben senken erhöhen anheben ausgeben fördern schaffen entstehen gebaut "
        "investiert gestrichen abgebaut ausgeschüttet bereitstellen fließen aufnehmen ausbauen pflanzen gepflanzt "
        "bereitgestellt ausgebaut verteilt geschaffen eingestellt kürzen gekürzt reduzieren reduziert übernehmen "
        "anschaffen angeschafft geben stecken umsetzen ersetzen ersetzt versetzt ausgezahlt errichten errichtet "
        "beschaffen spenden ausgegeben verdoppeln liefern geliefert ausschütten finanziert finanzieren eröffnet "
        "geschlossen"
    ),
    willed=words("soll sollen"),
    past=words("musste mussten konnte konnten durfte durften"),
    states=words("kosten haben dauern betragen umfassen messen fassen bleiben bieten"),
    offices=words("dr prof herr frau doktor pfarrer pfarrerin wirt wirtin loge kanzler kanzlerin sprecher sprecherin"),
    titles=words(
        "chef chefin minister ministerin präsident präsidentin sprecher sprecherin leiter leiterin führer führerin "
        "rat rätin vorstand vorständin meister meisterin direktor direktorin forscher forscherin händler händlerin "
        "trainer trainerin analyst analystin ökonom ökonomin professor professorin förster försterin vorsitzende "
        "vorsitzender dezernent dezernentin beauftragte beauftragter anwalt anwältin kanzler kanzlerin senator "
        "senatorin arzt ärztin lehrer lehrerin experte expertin gründer gründerin inhaber inhaberin manager managerin "
        "kapitän kapitänin abgeordnete abgeordneter sekretär sekretärin kommissar kommissarin bauer bäuerin bischof "
        "bischöfin kämmerer kämmerin physiker physikerin biologe biologin chemiker chemikerin historiker historikerin "
        "winzer winzerin landwirt landwärtin landwirtin verwalter verwalterin planer planerin ingenieur ingenieurin "
        "berater beraterin wissenschaftler wissenschaftlerin intendant intendantin architekt architektin verleger "
        "verlegerin spieler spielerin schützer schützerin betreiber betreiberin ökologe ökologin soziologe soziologin "
        "geologe geologin psychologe psychologin mediziner medizinerin rektor rektorin dekan dekanin landrat richter "
        "richterin unternehmer unternehmerin autor autorin"
    ),
    clauses=words("weil dass denn wenn obwohl falls sodass"),
    openers=words("zwischen von"),
    along=words("mit"),
    equals=words("beträgt betrug erreichte erreicht erreichen umfasst"),
    numbered=words(
        "seite zeile zimmer raum kapitel artikel paragraf paragraph absatz gleis linie platz nummer tor punkt ziffer "
        "halle klasse stufe phase gruppe bus haus stock etage autobahn kreisstraße saal welle"
    ),
    grown=(" Jahre",),
    aged=("-jährig", "jährig", " jahre alt"),
    clock=r"^ ?uhr\b",
    roads=("straße", "gasse", "allee", "platz", "weg"),
    per=words("pro je per"),
    streets=words("straße platz allee"),
    quoting=words("so laut zufolge"),
    persons=words("er sie"),
    belonging=words("von vom bei aus in im am an für des mit"),
    joint="an",
    earlier="{} zuvor",
    moved="Was sich bewegt hat",
    dates="Die Daten darin",
    raw="Sätze der Quelle",
)
