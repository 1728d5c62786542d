"""French."""

from brief.tracing.speech import Speech, alike, inflected, numbered, ways, words

_ENDINGS = "e é ée és ées er ait aient ent era eront erait eraient ant"
_UP = f"""hausse augmentation progression croissance croît croissent croissait croîtra gagné bond bondi bondit
bondissait bondir rebondir croître s'envoler rebond rebondi rebondit accru accroissement s'accroît supérieur
supérieure supérieurs supérieures plus envolé envolée relèvement relève hausses apprécié adjugé adjuge adjugeait
adjugeaient adjugent gonflé redressé raffermi
{inflected("augment progress gagn mont grimp relev s'envol accéler amélior s'amélior", _ENDINGS)}"""
_DOWN = f"""recul chute perdu perdre perd perdent perdait perdaient perdra perdront diminution repli inférieur
inférieure inférieurs inférieures moins réduit réduite réduits réduites réduire réduisait réduira réduiront
réduction réduisent fléchi fléchit effondrement effondré cède cèdent contraction rétréci plongé plonge fondre
plonger fléchir fondu fond dévissé dévisse lâché lâche régressé régresse effrité
{inflected("baiss recul chut diminu repli céd dégringol", _ENDINGS)}"""
_INTENTS = """investir embaucher recruter supprimer réduire ouvrir fermer créer construire porter augmenter baisser
vendre acheter lancer doubler planter installer dépenser verser consacrer économiser atteindre produire livrer
remplacer rénover céder lever émettre ramener diminuer engager"""
_COMMON = """le la les l un une des du de d au aux à en dans sur sous par pour avec sans entre vers chez et ou mais donc
ni que qui quoi dont où ce cet cette ces son sa ses leur leurs il elle ils elles on nous vous je se ne pas est sont
était étaient sera seront été être a ont avait avaient avoir fait plus moins très aussi encore seulement après avant
depuis selon an ans année années mois semaine semaines jour jours heure heures trimestre pour_cent point points million
millions milliard milliards mille environ près presque total part somme montant nombre chiffre taux niveau moyenne dit
attendu prévu coûte coûté atteint compte soit dont désormais également"""

WORDS = Speech(
    numbers=numbered(
        "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf vingt/vingts",
        0,
    )
    | {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "cents": 100, "mille": 1000}
    | {"septante": 70, "huitante": 80, "nonante": 90, "douzaine": 12, "dizaine": 10, "centaine": 100},
    ordinals=numbered("premier/première deuxième/second/seconde troisième quatrième cinquième sixième"),
    months=numbered(
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov "
        "décembre/déc"
    ),
    directions=ways(_UP, _DOWN),
    compares=words("plus moins supérieur inférieur"),
    turns=words(
        "pas jamais sans ni perte pertes déficit stoppé arrêté effacé effacée évité empêché terminé lieu coûte "
        "coûté coûtent"
    ),
    beside=words("que qu contrairement face comparé comparée comme contre rapport"),
    levels=words("à"),
    moves=words("hausse baisse recul croissance augmentation diminution progression réduction"),
    idle=words("plus_tôt plus_tard moins_que"),
    from_=words("de"),
    until=words("au et"),
    spans=(*("allant de", "âgés de", "vont de", "va de"),),
    of=words("de du des d"),
    before=words("avant auparavant précédent précédente ancien ancienne était étaient"),
    thereof=words("dont"),
    past=words("après"),
    than=words("que"),
    done=words("a ont avait avaient"),
    measures=alike("centime centimes") | {"points": "basis", "point": "basis"},
    coins=words("centime basis"),
    said=dict.fromkeys(
        words(
            "attendu attendue attendus attendues attend prévision prévisions devrait devraient estimé estimée "
            "pourrait pourraient attendent attendait attendaient table tablent s'attend s'attendent s'attendait "
            "estimés estimées évalue évaluent évalué évaluée table_sur selon_les_prévisions anticipe anticipent"
        ),
        ("expected",),
    )
    | dict.fromkeys(words("prévoit prévoient prévu prévue prévus prévues"), ("expected", "planned"))
    | dict.fromkeys(
        words(
            "compte_investir envisage envisagent projette projettent entend entendent souhaite souhaitent vise visent "
            "veut veulent envisageant projetant souhaitant visant ambitionne ambitionnent promet promettent"
        ),
        ("planned",),
    )
    | dict.fromkeys(words(inflected("compte_ comptent_", _INTENTS)), ("planned",))
    | dict.fromkeys(words("espère espèrent"), ("expected", "planned"))
    | dict.fromkeys(
        words("sera seront va vont aura auront devra devront")
        | words(
            inflected(
                "augment baiss recul diminu progress grimp mont gagn pass coût dur emploi compt propos consacr "
                "embauch cré ferm",
                "era eront",
            )
        )
        | words(
            inflected("investi ouvri recrute supprime crée verse finance réduira porte accueille construi", "ra ront")
        )
        | words("atteindra atteindront perdra perdront réduira réduiront paiera paieront vendra vendront"),
        ("expected", "planned", "reported"),
    )
    | dict.fromkeys(
        words(
            "affirme affirment prétend prétendent revendique revendiquent assure_que assurent_que assure_qu'il "
            "assure_qu'elle soutient_que soutiennent_que"
        ),
        ("claimed",),
    ),
    intents=words("compte comptent comptait comptaient"),
    infinitives=("er", "ir", "re", "oir"),
    points=words("points_de_pourcentage point_de_pourcentage points point"),
    contrasts=words("tandis alors"),
    breaks=words("et ou mais tandis alors après"),
    again=words("il elle ils elles son sa ses leur leurs ce cette"),
    common=words(_COMMON),
    sayings=words(
        "dit déclare déclaré selon affirme affirmé assure assuré explique expliqué estime indique indiqué souligne "
        "appelle prévient confie estime lance ajoute insiste rappelle résume soupire raconte précise précisé ajouté "
        "prévenu confié lancé rappelé résumé commente souligné insisté estimé commenté répond répondu juge regrette "
        "regretté martèle poursuit"
    ),
    hedges=words("selon si apparemment semble semblerait serait seraient"),
    relative=words(
        "aujourd'hui hier demain la_semaine_dernière cette_semaine la_semaine_prochaine le_mois_dernier ce_mois-ci"
    ),
    markets=words("action actions indice indices bourse cac nasdaq stoxx obligation obligations"),
    unknown=words(
        "ne_savons_pas ne_sait_pas inconnu inconnue inconnus on_ignore que_l'on_ignore questions_ouvertes ne_dit_pas "
        "n'est_pas_connu n'est_pas_précisé"
    ),
)
