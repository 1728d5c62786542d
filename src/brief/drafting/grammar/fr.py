"""French."""

from brief.drafting.grammar import Grammar
from brief.tracing.speech import inflected, ways, words

_WILLED = inflected(
    "invest recrut ferm pay vers supprim cré achet embauch consacr dot financ lanc plant install rénov "
    "distribu dépens affect rembours débours doubl accord inject remplac livr propos engag allou débloqu attribu "
    "mobilis déploi replant "
    "renouvel modernis form équip",
    "er ir ra ront era eront ira iront ée ées és é re",
)

ROW = Grammar(
    articles=words(
        "le la les l un une des son sa ses leur leurs ce cet cette ces notre nos votre vos chaque tout tous toute "
        "toutes quelque quelques aucun aucune plusieurs"
    ),
    prepositions=words(
        "de du d à au aux en dans sur sous par pour avec sans vers chez entre pendant depuis avant après contre "
        "selon comme que qu dès lors hors malgré outre parmi jusqu durant envers grâce voici voilà ch"
    ),
    of=words("de du d des pour en"),
    genitive=words("des"),
    pronouns=words("il elle ils elles on nous vous je ce c cela ceci y se s ne n"),
    plural=words("ils elles ceux celles"),
    relatives=words("qui que qu dont où lequel laquelle lesquels lesquelles"),
    adverbs=words(
        "aussi encore déjà seulement très plus moins environ près presque pas non ainsi alors ensuite enfin hier "
        "aujourd'hui demain ici là toujours jamais souvent soit pourtant cependant toutefois puis donc car si "
        "quand mieux peu trop autant ailleurs comprise compris comprises désormais revanche effet également "
        "aujourd quasi parfois notamment surtout"
    ),
    times=words(
        "an ans année années mois semaine semaines jour jours heure heures trimestre semestre exercice saison "
        "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi après-midi dernier dernière prochain "
        "prochaine passé passée précédent précédente premier première deuxième troisième quatrième fin début "
        "mi-journée ici plus tôt tard auparavant printemps été automne hiver période décennie siècle horizon "
        "quotidien moyenne rentrée veille lendemain moment date même moins cours derniers dernières"
    ),
    verbs=words(
        "est sont était étaient sera seront a ont avait avaient aura auront doit doivent devrait devraient peut "
        "peuvent pourrait pourraient dit disent annonce annoncent prévoit prévoient compte comptent affirme "
        "affirment atteint atteindre atteignent investi investit investir représente représentent couvre couvrent "
        "accueille accueillent soit coûte coûtent emploie emploient paie paient envisage envisagent passe passent "
        "table tablent s'établit établit établissent élève élèvent attend attendent assure assurent souhaite "
        "souhaitent vise visent veut veulent proviennent provient vient viennent va vont fait font dirige porte "
        "portent porter supprimer créer recruter construire produit produisent occupe occupent vend vendent vendu "
        "achète achètent investira verse versent finance financent estime estiment travaillent vivent habitent "
        "utilise utilisent consomme reçoit reçoivent publie publient propose proposent réunit réunissent ressort "
        "ressortent dépasse dépassent affiche affichent enregistre enregistrent présente dégage tombe tombent "
        "reste restent mesure mesurent pèse dure durent contient contiennent compris comprise offre offrent ouvre "
        "ouvrent ouvrira ferme ferment met mettent prend prennent perd perdent tient tiennent entend projette "
        "espère espèrent indique indiquent juge sert servent possède possèdent relie transporte transportent "
        "soutient soutiennent déclarent jugent valent vaut valorise valorisent traverse fréquentent ramène "
        "soulève accuse accusent signe signent rejette rejettent impose imposent exige exigent réclame réclament "
        "demande demandent touche touchent "
        "concerne concernent génère génèrent rapporte rapportent gère gèrent abrite abritent rassemble rassemblent "
        "regroupe "
        "regroupent cumule cumulent totalise totalisent frôle avoisine redoute craint craignent livre livrent traite "
        "traitent exporte exportent importe importent détient détiennent contrôle contrôlent domine comptait "
        "représentait "
        "devait faut manque manquent réalise réalisent remporte mobilise cultive cultivent exploite exploitent dessert "
        "circule circulent débourse facture facturent perçoit perçoivent coûtait valait employait employaient"
    ),
    auxiliaries=words("a ont est sont avait avaient était étaient été ayant aura auront sera seront"),
    inflections=("aient", "aient", "era", "eront", "ira", "iront", "ée", "ées", "és", "ant", "ait"),
    gerunds=("ent", "é"),
    participles=("é", "ée", "és", "ées", "i", "ie", "is", "ise", "u", "ue", "us", "t", "te", "ert"),
    adverb_end=("ement", "amment", "emment"),
    begun=("é", "ée", "és", "ées"),
    acting=words("qui il elle ils elles on s se"),
    finite=("era", "ira", "tra", "dra", "eront", "iront", "tront", "dront"),
    elides=True,
    copulas=words("reste restent est sont était soit représente marque"),
    by=words("de d"),
    to=words("à au aux"),
    former=words("de contre après"),
    changes=ways(
        "hausse augmentation progression croissance bond rebond accroissement gain relèvement",
        "baisse recul chute diminution repli réduction perte contraction effondrement",
    ),
    compared=ways("plus dépasse dépassent dépassait dépassaient excède surpasse", "moins"),
    shares=ways(
        "prend prennent prenait prenaient pris",
        "abandonne abandonnent abandonnait abandonnaient abandonné laisse laissé",
    ),
    shifts=ways("ajouter ajoute ajouté ajoutera", "supprimer supprime suppriment supprimé supprimera supprimés"),
    posts=words(
        "affiche affichent affiché affichait enregistre enregistrent enregistré enregistrait signe signent signé "
        "accuse accusent accusé connaît connu subit subi"
    ),
    either=words("ou soit"),
    sized=words("long longue longs longues haut haute hauts hautes profond profonde profonds capable capables"),
    hollow=words("hauteur grand grande grands grandes gros grosse seul seule"),
    stands=words("celui celle ceux celles"),
    them=words("eux elles"),
    definite=words("les ses leurs nos"),
    measures=words(
        "degrés degré hectares tonnes grammes mètres kilomètres jours heures ans minutes secondes mégawatts "
        "gigawatts kilowatts térawattheures gigawattheures mégawattheures kilowattheures litres mètre kilomètre "
        "mois semaines km kg centimètres hectolitres kilos barils centimes"
    ),
    intends=words(_WILLED)
    | words(
        "construire construira construits construites vendre vendra ouvrir ouvrira réduire réduira émettre "
        "émettra paiera porter porte mettre"
    ),
    states=words("coûtera coûteront aura auront mesurera durera dureront comptera compteront restera"),
    offices=words(
        "m mme mm docteur dr professeur pr maître maire ministre président présidente directeur directrice "
        "monsieur madame"
    ),
    clauses=words("car parce lorsque si quand puisque"),
    modals=words("pour sans se s"),
    infinitives=("er", "ir", "re", "oir"),
    openers=words("entre de"),
    along=words("avec sur par en"),
    equals=words("atteint atteignent atteindre élève élèvent totalise établit"),
    numbered=words(
        "page ligne salle chapitre article section porte vol numéro quai point niveau type phase classe groupe "
        "bus étage voie"
    ),
    aged=(" ans,", " ans)"),
    grown=(" ans",),
    clock=r"^ ?(?:h\b|heures? \d|heures? du)",
    roles=(
        *("président", "présidente", "directeur", "directrice", "maire", "ministre", "porte-parole", "cabinet"),
        *("préfet", "préfète", "chef", "cheffe", "patron", "patronne", "responsable", "gérant", "gérante", "avocat"),
        *("avocate", "entraîneur", "entraîneuse", "économiste", "analyste", "élu", "élue", "syndicat", "rectorat"),
        *("direction", "mairie", "préfecture", "ministère", "entourage", "député", "députée", "secrétaire"),
    ),
    ranks=words("général générale délégué déléguée adjoint adjointe exécutif exécutive sportif sportive régional"),
    per=words("pour par"),
    streets=words("rue avenue boulevard place"),
    quoting=words("selon"),
    persons=words("il elle"),
    belonging=words("de du d à au chez en des"),
    joint="de",
    earlier="{} auparavant",
    moved="Ce qui a bougé",
    dates="Les dates",
    raw="Phrases de la source",
)
