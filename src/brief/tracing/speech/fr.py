"""French."""

from brief.tracing.speech import Speech, numbered, ways, words

_UP = """hausse augmentera
augmente augmenté augmenter augmentation progresse progressé progression croissance croît gagne gagné
gagner monte monté grimpe grimpé bondi bondit rebond accru accroissement supérieur plus relevé"""
_DOWN = """baisse baissé baisser recul recule reculé reculer chute chuté chuter perd perdu perdre diminue diminué
diminution repli replié cède cédé inférieur moins réduit réduction"""
_COMMON = """le la les l un une des du de d au aux à en dans sur sous par pour avec sans entre vers chez et ou mais donc
ni que qui quoi dont où ce cet cette ces son sa ses leur leurs il elle ils elles on nous vous je se ne pas est sont
était étaient sera seront été être a ont avait avaient avoir fait plus moins très aussi encore seulement après avant
depuis selon an ans année années mois semaine semaines jour jours heure heures trimestre pour_cent point points million
millions milliard milliards mille environ près presque total part somme montant nombre chiffre taux niveau moyenne dit
attendu prévu coûte coûté atteint compte"""

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
    from_=words("de"),
    of=words("de du des"),
    before=words("avant auparavant précédent précédente ancien ancienne était étaient"),
    done=words("a ont avait avaient"),
    said=dict.fromkeys(
        words(
            "attendu attendue attendus attendues attend s'attend s'attendent prévision prévisions devrait devraient "
            "estimé estimée pourrait pourraient table"
        ),
        ("expected",),
    )
    | dict.fromkeys(words("prévoit prévu prévue prévus prévues"), ("expected", "planned"))
    | dict.fromkeys(words("compte_investir envisage projette entend"), ("planned",))
    | dict.fromkeys(words("sera seront va vont augmentera baissera"), ("expected", "planned", "reported"))
    | dict.fromkeys(words("affirme affirment prétend prétendent revendique revendiquent assure"), ("claimed",)),
    points=words("points_de_pourcentage point_de_pourcentage points point"),
    contrasts=words("tandis alors"),
    breaks=words("et ou mais tandis alors après"),
    again=words("il elle ils elles son sa ses leur leurs ce cette"),
    common=words(_COMMON),
    sayings=words(
        "dit déclare déclaré selon affirme affirmé assure assuré explique expliqué estime indique indiqué souligne "
        "appelle"
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
