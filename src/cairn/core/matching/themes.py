"""What people in recovery write about, as word stems of English and Spanish side by side: our own list.

A stem of four letters or more stands for every word that begins so; a shorter one for itself
and its plural.
"""

THEMES: dict[str, tuple[str, ...]] = {
    name: tuple(stems.split())
    for name, stems in {
        "children": "child kid daughter baby babies hijo hija nino nina",
        "parent": "mother father mom dad parent madre padre mama papa",
        "partner": "wife husband partner marri divorc espos marid pareja casad",
        "family": "family brother sister relativ famili herman",
        "custody": "custod foster visitation tutela acogida",
        "work": "work job employ boss career trabaj empleo jefe oficio",
        "trade": "carpent mechanic construct weld cook chef electric albanil mecanic cocin soldad",
        "money": "money debt bill rent dinero deuda alquiler renta",
        "home": "home house housing apartment shelter homeless casa hogar vivienda albergue calle",
        "school": "school study class college learn escuel estudi clase universidad aprend",
        "prison": "prison jail parole probation convict carcel prision preso libertad condicional",
        "army": "army military veteran deploy marine navy ejercit militar veteran soldado",
        "grief": "grief died death loss funeral mourn duelo muert murio fallec perdid",
        "trauma": "trauma abuse assault violence abus violencia maltrat agresi",
        "mind": "depress anxi panic bipolar ptsd therap depres ansied angusti terapi psic",
        "body": "pain illness sick hepat cancer injury surgery dolor enferm hepatitis lesion operaci",
        "sleep": "sleep insomnia night nightmare dorm insomni suen pesadill",
        "god": "god church pray faith jesus bible dios iglesia oraci rezar fe biblia",
        "spirit": "spirit meditat mindful soul yoga espirit medit alma",
        "sober": "sober abstinen clean sobri limpi abstin",
        "relapse": "relaps slip reca",
        "cravings": "crav urge trigger ansia ganas antojo deton",
        "alcohol": "alcohol drink beer wine liquor bottle beber bebida cerveza vino licor botella trago",
        "opioids": "heroin fentan opioid pill oxy heroin fentan opioid pastill",
        "stimulants": "cocain crack meth speed cocain metanf piedra",
        "medicine": "methadon buprenor suboxon naltrex medicin metadon buprenor medicament",
        "meetings": "meeting step sponsor fellowship reunion pasos padrin madrin",
        "friends": "friend lonel alone company amig soledad compan",
        "trust": "trust honest judg confia confianz honest juzg",
        "shame": "shame guilt stigma vergüen verguen culpa estigma",
        "anger": "anger angry temper rage ira enoj rabia",
        "hope": "hope dream future goal esper suen futuro meta",
        "new_start": "again restart rebuild new comenz empez nuevo reconstru",
        "move": "immigra migra border country moved inmigr migr frontera pais mudar mudan",
        "music": "music guitar sing song drum music guitar cant cancion tambor",
        "sport": "sport football soccer basketball run gym swim deport futbol corr gimnas nadar",
        "outdoors": "fish hik garden walk nature mountain camp pesc camin jardin naturaleza montan",
        "art": "art paint draw craft write poem arte pint dibuj escrib poem",
        "animals": "dog cat horse pet animal perr gat caball mascot",
        "food": "food cook bak eat meal comida cocin horn comer",
        "cars": "car truck motorcy driv coche carro camion moto conduc",
        "reading": "read book novel leer leo libro novela",
        "help": "help volunt serve give ayud volunt servir",
        "patience": "patien slow calm listen pacien despacio calm escuch",
    }.items()
}
_STOP = (
    "a about after all also am an and are as at be been but by can do for from had has have he her "
    "him his i if in into is it its just like me my myself not of on or our she so some someone "
    "that the their them then there they this to too up was we were what when who will with would "
    "you your al algo como con cuando de del desde donde el ella en era es esta este estoy fue ha "
    "hace hasta he la las le les lo los mas me mi mis mucho muy no nos o para pero por que quien "
    "quiero se ser si sin sobre soy su sus tambien te tengo tu un una uno y ya yo want"
)
STOP_WORDS = frozenset(_STOP.split())
