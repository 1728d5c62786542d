"""English."""

from brief.tracing.speech import Speech, alike, numbered, ways, words

_UP = """up raise raises raised rise rises rose risen rising gain gains gained gaining climb climbs climbed climbing
grow grows grew grown growing growth increase increases increased increasing jump jumps jumped surge surges surged
soar soars soared advance advances advanced higher more recover recovers recovered recovery rebound rebounds
rebounded added adding improve improves improved improvement dearer larger bigger longer crept_up crept widen widens
widened widening lengthen lengthened lengthens leap leaps leaped leapt swell swelled swollen expand expands expanded
expanding accelerated boost boosts boosted boosting stronger raising ticked_up edged_up"""
_DOWN = """down fall falls fell fallen falling drop drops dropped dropping decline declines declined declining
decrease decreases decreased decreasing slide slides slid sliding slip slips slipped slipping sink sinks sank sunk
shrink shrinks shrank shrunk shrinking lose loses lost losing plunge plunges plunged tumble tumbles tumbled weaken
weakens weakened weakening lower less fewer cut cuts reduced reduce reduces reduction dip dips dipped retreat
retreats retreated cheaper smaller shorter shorten shortened shortens contract contracted narrow narrows narrowed
narrowing ease eases eased easing shed sheds plummet plummets plummeted collapse collapsed slump slumps slumped
slumping trim trimmed slash slashed cutting reducing slashing trimming shedding weaker lowered lowering deteriorated
edged_down ticked_down retreating declines tumbling plunging dipping sagged softened"""
_COMMON = """a an the this that these those its their his her our your my it they he she we i you who whom whose which
what there here of in on at by to from for with without as than into onto over under about after before between during
since until till per against among within through across near around out off again is are was were be been being am has
have had having do does did done will would shall should can could may might must not no nor only also even still just
now then once so very too much many most such same other another each every all any some both either neither one own
said says say saying according some almost nearly roughly approximately least up down while and or but whereas
if when whether because why how where although though unless like

year years month months week weeks day days hour hours quarter quarters time times season earlier later ago last next
total sum amount number figure share part level rate record average per_cent percent pct percentage point points
million billion trillion thousand hundred dozen m bn k tn
take takes took taken taking make makes made making get gets got getting bring brings brought come comes came
go goes went gone going give gives gave given pay pays paid paying cost costs costing earn earns earned spend spends
spent spending stand stands stood standing reach reaches reached hold holds held keep keeps kept leave leaves left
leaving remain remains remained stay stays stayed amounted amounts totalled counted count counts handled worth
double twice half expected expects expect forecast set planned plans plan claims claimed claim estimated due likely"""

WORDS = Speech(
    numbers=numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty",
        0,
    )
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
    | {"hundred": 100, "dozen": 12},
    ordinals=numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    months=numbered(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct "
        "november/nov december/dec"
    ),
    directions=ways(_UP, _DOWN),
    compares=words("more less fewer lower higher dearer cheaper larger bigger smaller longer shorter"),
    turns=words(
        "not no never nor neither instead without loss losses slump crash deficit minus plus stopped stop stops "
        "ended ends end halted halts reversed reverses erased erases wiped undid avoided avoids prevented prevents "
        "recouped offset offsets cost costs costing took takes take"
    ),
    beside=words("than unlike against like versus compared besides alongside behind rivals rival"),
    levels=words("to at"),
    from_=words("from"),
    until=words("to and until"),
    spans=("ranging from", "ranges from", "ranged from", "anything from", "anywhere from"),
    by=words("by"),
    of=words("of"),
    before=words("before earlier previous previously former formerly was were ago old until last"),
    done=words("has have had"),
    idle=words(
        "gave_up gives_up give_up giving_up make_up makes_up made_up making_up take_up takes_up took_up set_up sets_up "
        "pick_up"
    ),
    past=words("after following"),
    than=words("than"),
    measures=alike(
        "kilometre kilometres kilometer kilometers km",
        "mile miles mi",
        "metre metres meter meters",
        "centimetre centimetres centimeter centimeters cm",
        "millimetre millimetres millimeter millimeters mm",
        "foot feet ft",
        "hectare hectares ha",
        "acre acres",
        "tonne tonnes",
        "ton tons",
        "kilogram kilograms kilo kilos kg",
        "pound pounds lb lbs",
        "litre litres liter liters",
        "gallon gallons",
        "barrel barrels",
        "second seconds",
        "minute minutes",
        "hour hours",
        "day days",
        "week weeks",
        "month months",
        "year years",
        "cent cents",
        "penny pence p",
        "basis bps bp",
        "watt watts",
        "kilowatt kilowatts kw",
        "megawatt megawatts mw",
        "gigawatt gigawatts gw",
    ),
    coins=words("cent penny basis"),
    said=dict.fromkeys(
        words(
            "expected expects expect forecast forecasts predicted predicts projected projects estimated estimates "
            "likely anticipates anticipated could may might poised_to on_course_to on_track_to outlook "
            "estimate estimating is_seen are_seen hopes hope hoped pencilled_in penciled_in pencilling_in foresees "
            "foresee foresaw envisages reckons_on bank_on banks_on banking_on"
        ),
        ("expected",),
    )
    | dict.fromkeys(
        words("planned plans plan_to intends intend aims aim wants proposes proposed budgeted pledges pledged want"),
        ("planned",),
    )
    | dict.fromkeys(words("set_to is_to are_to due_to_be scheduled promises promised"), ("expected", "planned"))
    | dict.fromkeys(words("sees"), ("expected", "reported"))
    | dict.fromkeys(words("will shall"), ("expected", "planned", "reported"))
    | dict.fromkeys(words("would"), ("expected", "planned", "claimed", "reported"))
    | dict.fromkeys(
        words("claims claim claimed claiming alleges alleged allegedly maintains reportedly purportedly"), ("claimed",)
    ),
    points=words("percentage_points percentage_point points point pp ppt"),
    breaks=words("and or but while whereas after though although as"),
    contrasts=words("while whereas although though"),
    again=words("it its they their he his she her this that these those"),
    common=words(_COMMON),
    sayings=words(
        "said says say told tells adds added according wrote writes asked called calls argued argues warned noted "
        "notes explained explains announced replied stated admitted joked recalled insisted promised writes explains "
        "believes reckons jokes recalls concludes concluded remarked observed commented"
    ),
    hedges=words("claim said_to credited second-hand whether if_that opinion account held_to seem seems apparently"),
    relative=words(
        "today yesterday tomorrow tonight last_week this_week next_week last_month this_month next_month last_night "
        "this_morning this_afternoon this_evening"
    ),
    markets=words(
        "share shares stock stocks index indices nasdaq dow ftse dax cac nikkei stoxx s&p bond bonds yield yields "
        "futures bourse equities"
    ),
    unknown=words(
        "not_known not_know don't_know unknown unclear unanswered open_questions does_not_say not_said not_named "
        "does_not_give no_exact names_no name_no gives_no gave_no leaves_open left_open nobody_knows not_stated "
        "undisclosed remains_open no_number without_a_number does_not_name does_not_list is_missing"
    ),
)
