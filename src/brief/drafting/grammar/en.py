"""English."""

from brief.drafting.grammar import Grammar
from brief.tracing.speech import ways, words

ROW = Grammar(
    articles=words(
        "a an the its their his her our your this that these those some another each every no both all any other"
    ),
    prepositions=words(
        "of in on at by to from for with without as than into onto over under about after before between during "
        "since until till per against among within through across near around compared worth despite beyond above "
        "below versus off towards toward outside inside behind along amid because including like unlike upon via"
    ),
    of=words("of in for"),
    pronouns=words("it they he she we i you this that these those there"),
    plural=words("they these those"),
    relatives=words("which who whom whose that where"),
    adverbs=words(
        "however also still now then already just only even again too not never ever nearly almost about around "
        "instead meanwhile thus therefore more less most least up down so very here there together overall once "
        "twice further apart enough extra worse better ago away out off back alone far yet quite rather well often "
        "later "
        "earlier if when "
        "because since according another total altogether double triple half aside estimated contrast comparison "
        "addition fact mere record whopping"
    ),
    times=words(
        "year years month months week weeks day days quarter quarters half season decade today yesterday tomorrow "
        "tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night last "
        "next previous past coming first second third fourth same earlier later ago before spring summer autumn "
        "winter winters summers springs autumns seasons decades centuries period time times end start beginning mid "
        "late early annual daily weekly monthly yearly "
        "nine-month year-earlier generation generations century financial fiscal current"
    ),
    verbs=words(
        "is are was were be been being has have had having will would shall should can could may might must do "
        "does did said says say reported reports report told tells expects expected expect forecast forecasts "
        "plans planned plan claimed claims carried counted opened opens opening closed closes paid pays pay sold "
        "sells sell built builds build took takes take taking leading leads led starts started ranging carries "
        "carry serves serve employs stay stays stayed remains remain remained reached reaches reach covered "
        "covers spends spend spent mapped stores store unchanged cost costs holds hold held worth makes made make "
        "runs run ran rebuilt gets got wins won lies lay lays stands stood sits sat becomes became goes went "
        "comes came brings brought gives gave keeps kept leaves left lets puts reads sees saw seen sends sent "
        "sets set shows showed shown speaks spoke thinks writes wrote draws drew drawn drives drove eats feels "
        "felt finds found flies flew hears heard hit hits knows knew known meets met owns own owes buys bought "
        "bears begins began breaks broke chooses chose fights forgets hurts laid leans learns lends lost means "
        "meant seeks sought shoots shuts sings spreads steals strikes struck swims ended finished teaches values "
        "valued "
        "go give keep find need costing fared gone having subsidises subsidizes earn offers charges imposes demands "
        "asks houses hosts "
        "boasts want wanted wanting adds aims announces averages "
        "awards backs bases blames believes "
        "average averaging calls called causes "
        "completes confirms contains contributes creates create decides delivers depends describes earns ends "
        "estimates finishes generates handles helps includes intends introduces invests involves joins lives "
        "loses manages operates passes produces promises proposes provides publishes raises receives recorded "
        "recovers represents requires retires wants warns weighs welcomes yields accounts amount amounts amounted "
        "spans totals totalled beat beats put rises seeing doubled tripled quadrupled halved needed required "
        "received agreed failed attracts attracted feeds fed grew died dies killed injured approved kills saves "
        "save oppose opposes favour favours want come live see"
    ),
    auxiliaries=words("has have had is are was were be been being get gets got not also already"),
    inflections=("ed",),
    gerunds=("ing",),
    participles=("ed", "en", "ing"),
    adverb_end=("ly",),
    begun=("ed",),
    many=("s",),
    acting=words("which who it they he she we"),
    copulas=words("is are was were be been being represents means marks remain remains remained"),
    by=words("by"),
    to=words("to at"),
    former=words("from after against versus compared"),
    changes=ways(
        "rise increase gain growth jump surge climb advance improvement rebound recovery addition expansion upturn",
        "fall drop decline decrease slide loss reduction cut slump dip plunge slip downturn shortfall contraction",
    ),
    compared=ways("above higher more ahead", "below lower less fewer behind off"),
    shares=ways("put_on puts_on", "gave_up gives_up give_up giving_up"),
    shifts=ways(
        "add adds adding", "cut cuts cutting axe axes axed axing shed sheds shedding eliminate eliminates scrap scraps"
    ),
    goes=ways("", "are_to_go will_have_to_go will_go must_go are_to_be_cut will_be_cut"),
    posts=words("posted posts reported reports recorded records registered saw sees logged booked suffered enjoyed"),
    either=words("or"),
    hollow=words("biggest largest smallest highest lowest best worst combined full overall"),
    more=words("more further additional extra new other"),
    off=words("off"),
    stands=words("those that one ones"),
    each=words("each"),
    them=words("them those these"),
    single=words("a an one"),
    definite=words("the its their his her our"),
    measures=words(
        "degrees degree hectares tonnes tons days hours minutes seconds kilometres kilometers metres meters miles "
        "years weeks months megawatts gigawatts kilowatts terawatt-hours gigawatt-hours megawatt-hours "
        "kilowatt-hours litres gallons barrels acres feet square cubic kilograms grams km kg mw gw percentage "
        "basis year month week day hour minute second metre kilometre mile tonne"
    ),
    intends=words(
        "spend hire recruit invest build open close pay buy sell raise cut launch add appoint expand move "
        "introduce fund shed retire replace plant offer donate borrow issue lay reduce lower install order "
        "acquire put give double halve train deliver begin start supply charge lend repay distribute contribute "
        "devote commit allocate eliminate axe scrap inject award paid built hired spent invested opened closed "
        "raised planted"
    ),
    willed=words("go promises promised scheduled pledged"),
    states=words("cost have get receive hold measure run last cover seat serve stay remain house accommodate"),
    offices=words(
        "dr professor prof mr mrs ms sir dame lord lady councillor mayor minister president senator captain "
        "chancellor judge secretary governor bishop inspector chief rev reverend detective superintendent "
        "chairman ceo"
    ),
    clauses=words("because if when unless once"),
    modals=words("will would shall should can could may might must"),
    openers=words("between from"),
    along=words("with by"),
    equals=words(
        "average averages averaged totalled totals amount amounts amounted spans spanned reached reaches reach "
        "hit hits numbered"
    ),
    numbered=words(
        "page line room chapter article section gate flight route number platform point level type phase class "
        "row grade group bus tram highway track unit apartment floor pier terminal"
    ),
    grown=(" years old", " years of age"),
    aged=("-year-old", " years old", " year old", "-years-old"),
    clock=r"^ ?(?:a\.m|p\.m|am\b|pm\b|o'clock)",
    seasonal=words("a an the for of"),
    roles=(
        *("chairman", "chairwoman", "spokesman", "spokeswoman", "spokesperson", "director", "manager", "mayor"),
        *("minister", "executive", "president", "analyst", "economist", "strategist", "professor", "officer"),
        *("chief", "owner", "coach", "leader", "secretary", "commissioner", "researcher", "scientist", "farmer"),
        *(
            "teacher",
            "nurse",
            "worker",
            "passenger",
            "neighbour",
            "neighbor",
            "mother",
            "father",
            "resident",
            "founder",
            "trader",
            "governor",
            "conductor",
            "curator",
            "engineer",
            "doctor",
        ),
    ),
    span=r"-(?:day|week|month|year|hour|minute|quarter)\b(?!-old)",
    per=words("per"),
    streets=words("street road lane avenue square drive"),
    quoting=words("according"),
    persons=words("he she"),
    belonging=words("of at from in for by with on"),
)
