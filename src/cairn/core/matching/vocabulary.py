"""The words a profile may hold: one code each, and what people write for it in a sheet."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cairn.core.shared.words import Phrase, phrase


@dataclass(frozen=True)
class Word:
    """A code that is stored, its English name on screen, and other ways to write it."""

    code: str
    name: Phrase
    also: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every accepted way to write it, folded."""
        return frozenset(folded(text) for text in (self.code, self.name.text(), *self.also))


_AS_SPACE = str.maketrans(dict.fromkeys("_-–—.’'", " "))


def folded(text: str) -> str:
    """Lower case, without accents, dashes, underscores or doubled spaces: for comparing only."""
    plain = text.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(plain.translate(_AS_SPACE).split())


def codes(words: Iterable[Word]) -> frozenset[str]:
    """The codes of these words."""
    return frozenset(word.code for word in words)


def word(code: str, name: Phrase, also: str = "") -> Word:
    """A word with its other spellings, parted by bars."""
    return Word(code, name, tuple(spelling for spelling in also.split(" | ") if spelling))


GENDERS = (
    word("woman", phrase("Woman"), "women | female | f | mujer | femenino"),
    word("man", phrase("Man"), "men | male | m | hombre | masculino"),
    word("nonbinary", phrase("Nonbinary"), "non-binary | nb | enby | no binario | no binarie"),
    word("other", phrase("Another gender"), "another | otro | otra | otro género"),
)
PATHWAYS = (
    word(
        "twelve_step",
        phrase("12-step"),
        "12 steps | twelve steps | aa | na | aa/na | 12 pasos | doce pasos",
    ),
    word("smart", phrase("SMART Recovery"), "smart recovery"),
    word("faith", phrase("Faith-based"), "religious | celebrate recovery | fe | basado en la fe"),
    word("secular", phrase("Secular"), "non-religious | lifering | laico | laica | secular"),
    word("medication", phrase("With medication"), "moud | mat | medicación | con medicación"),
    word("harm_reduction", phrase("Harm reduction"), "reducción de daños | reducción de riesgos"),
    word(
        "culture",
        phrase("Culture-based"),
        "basado en la cultura | cultural | wellbriety | cultura | tradicional",
    ),
    word("other", phrase("Another way"), "another | otro | otra | otro camino"),
)
OWN_MEDICATION = (
    word(
        "on",
        phrase("Takes medication"),
        "yes | takes | sí | toma | toma medicación | buprenorphine | suboxone | methadone | naltrexone | buprenorfina | metadona | naltrexona",
    ),
    word(
        "open",
        phrase("Is open to medication"),
        "podría tomar medicación | maybe | considering | abierto | abierta | quizás",
    ),
    word("none", phrase("No medication"), "no | not | ninguna | ninguno | sin medicación"),
)
STANCES = (
    word(
        "supports", phrase("Supports medication"), "yes | supportive | for | sí | apoya | a favor"
    ),
    word("open", phrase("Is open about medication"), "neutral | maybe | abierto | abierta"),
    word(
        "opposed", phrase("Is against medication"), "no | against | en contra | opuesto | opuesta"
    ),
)
MODES = (
    word("in_person", phrase("In person"), "face to face | en persona | presencial"),
    word(
        "phone", phrase("By phone"), "call | calls | telephone | teléfono | por teléfono | llamada"
    ),
    word("video", phrase("By video"), "video call | zoom | videollamada | por video | vídeo"),
    word(
        "text",
        phrase("By text message"),
        "por mensaje de texto | texts | sms | chat | mensajes | mensaje de texto",
    ),
)
SPIRITUALITY = (
    word("religious", phrase("Religious"), "religion | religioso | religiosa"),
    word(
        "spiritual",
        phrase("Spiritual, not religious"),
        "espiritual, no religiosa | spiritual | espiritual",
    ),
    word("not", phrase("Neither"), "no | none | atheist | agnostic | ninguna | ateo | atea"),
)
FAMILY = (
    word(
        "parent",
        phrase("Parent"),
        "con hijos | children | kids | mother | father | madre | padre | hijos",
    ),
    word("partnered", phrase("Partnered"), "married | partner | casado | casada | en pareja"),
    word(
        "single",
        phrase("Single"),
        "sin pareja | divorced | widowed | soltero | soltera | divorciado | divorciada",
    ),
    word("caregiver", phrase("Caregiver"), "cuida a alguien | carer | cuidador | cuidadora"),
)
SUBSTANCES = (
    word("alcohol", phrase("Alcohol"), "drinking"),
    word(
        "opioids", phrase("Opioids"), "opioid | heroin | fentanyl | opioides | heroína | fentanilo"
    ),
    word(
        "stimulants",
        phrase("Stimulants"),
        "stimulant | cocaine | crack | meth | methamphetamine | amphetamine | estimulantes | cocaína | metanfetamina",
    ),
    word("cannabis", phrase("Cannabis"), "marijuana | weed | marihuana"),
    word("sedatives", phrase("Sedatives"), "benzos | benzodiazepines | sedantes | benzodiacepinas"),
    word("nicotine", phrase("Nicotine"), "tobacco | smoking | vaping | nicotina | tabaco"),
    word("other", phrase("Another substance"), "otra sustancia | another | otra | otras | otro"),
)
EXPERIENCES = (
    word("prison", phrase("Prison or jail"), "jail | incarceration | cárcel | prisión"),
    word(
        "military",
        phrase("Military service"),
        "servicio militar | veteran | army | militar | veterano | veterana",
    ),
    word("parenting", phrase("Raising children"), "crianza | criar hijos"),
    word("trauma", phrase("Trauma"), "ptsd | abuse | abuso | tept"),
    word(
        "housing_loss",
        phrase("Loss of housing"),
        "pérdida de la vivienda | homelessness | homeless | sin hogar | sin techo",
    ),
    word(
        "co_occurring",
        phrase("Mental illness as well"),
        "mental health | dual diagnosis | salud mental | diagnóstico dual",
    ),
    word(
        "grief",
        phrase("Loss of someone close"),
        "pérdida de un ser querido | bereavement | loss | duelo | pérdida",
    ),
    word(
        "illness",
        phrase("Long illness or pain"),
        "enfermedad o dolor crónico | chronic pain | hepatitis | hiv | dolor crónico | vih",
    ),
    word(
        "migration",
        phrase("Migration"),
        "immigration | refugee | migración | refugiado | refugiada",
    ),
)
GOALS = (
    word(
        "abstinence",
        phrase("Not using at all"),
        "no consumir nada | sobriety | abstinencia | sobriedad",
    ),
    word("reduction", phrase("Using less"), "moderation | reducción | consumir menos"),
    word("work", phrase("Work"), "job | employment | trabajo | empleo"),
    word("housing", phrase("Housing"), "home | vivienda"),
    word("family", phrase("Family"), "familia"),
    word("health", phrase("Health"), "salud"),
    word(
        "learning", phrase("Learning"), "school | education | study | estudios | escuela | aprender"
    ),
)
LIFE_STAGES = (
    word("starting_out", phrase("Starting out"), "young adult | empezando | joven"),
    word("building", phrase("Building a home or a trade"), "settling | construyendo un hogar"),
    word("raising", phrase("Raising a family"), "criando una familia"),
    word("changing", phrase("Starting over"), "midlife | empezar de nuevo | nuevo comienzo"),
    word("later", phrase("Later years"), "retired | older adult | jubilado | jubilada"),
)
STYLES = (
    word("listening", phrase("Mostly listening"), "listener | listens | escuchar | escucha"),
    word("direct", phrase("Straight talk"), "direct | honest | directo | directa"),
    word("planning", phrase("Plans and steps"), "structured | planificar | con plan"),
    word("doing", phrase("Doing things together"), "active | hacer cosas juntos"),
    word("light", phrase("Humor"), "humour | playful | humor | con humor"),
    word("quiet", phrase("Calm and slow"), "calm | gentle | tranquilo | tranquila | calma"),
)
SPECIAL_NEEDS = (
    word("youth", phrase("Work with young people"), "minors | teenagers | jóvenes | menores"),
    word("trauma_informed", phrase("Trauma care"), "trauma informed | trauma | atención al trauma"),
    word("perinatal", phrase("Pregnancy and birth"), "pregnancy | embarazo | embarazo y parto"),
    word("justice", phrase("Courts and probation"), "drug court | probation | tribunales"),
    word("co_occurring_care", phrase("Mental illness as well"), "dual diagnosis | salud mental"),
    word("crisis", phrase("Crisis support"), "suicide prevention | crisis | apoyo en crisis"),
    word("sign_language", phrase("Sign language"), "asl | lengua de señas | lengua de signos"),
)
CONFLICTS = (
    word("kin", phrase("Family"), "relative | family | familiar | pariente"),
    word("ex_partner", phrase("Former partner"), "ex | ex partner | expareja | ex pareja"),
    word("employer", phrase("Work"), "employer | boss | coworker | jefe | jefa | trabajo"),
    word("landlord", phrase("Housing"), "landlord | tenant | casero | casera | arrendador"),
    word("sponsor", phrase("Sponsor"), "sponsee | padrino | madrina"),
    word("co_defendant", phrase("Same court case"), "codefendant | co defendant | coacusado"),
    word("safety", phrase("Safety"), "violence | threat | seguridad | violencia | amenaza"),
    word("legal", phrase("A court order"), "no contact | court order | court | orden judicial"),
)
PROTECTING = frozenset({"safety", "legal"})
DAYS = (
    word("mon", phrase("Monday"), "mondays | mo | lunes | lun"),
    word("tue", phrase("Tuesday"), "tuesdays | tues | tu | martes | mar"),
    word("wed", phrase("Wednesday"), "wednesdays | we | miércoles | mié"),
    word("thu", phrase("Thursday"), "thursdays | thur | thurs | th | jueves | jue"),
    word("fri", phrase("Friday"), "fridays | fr | viernes | vie"),
    word("sat", phrase("Saturday"), "saturdays | sa | sábado | sábados | sáb"),
    word("sun", phrase("Sunday"), "sundays | su | domingo | domingos | dom"),
)
PARTS = (
    word("morning", phrase("morning"), "mornings | am | mañana | mañanas"),
    word("afternoon", phrase("afternoon"), "afternoons | tarde | tardes"),
    word("evening", phrase("evening"), "evenings | pm | noche | noches"),
    word("night", phrase("night"), "nights | late | overnight | madrugada | madrugadas"),
)
SLOTS = tuple(f"{day.code}_{part.code}" for day in DAYS for part in PARTS)


def slot_name(slot: str) -> Phrase:
    """The words for a slot such as `mon_evening`."""
    day, part = slot.split("_")
    names = {word.code: word.name for word in (*DAYS, *PARTS)}
    return phrase("{day} {part}", day=names[day], part=names[part])
