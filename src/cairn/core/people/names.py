"""Invented names: an alias to offer at sign-up, and names for people who do not exist.

An alias is two gentle words from stone, light, water, wood and birds. It says nothing of
the person and nothing of why they are here. Chance is handed in as `pick`, which gives a
whole number below its argument: `secrets.randbelow` for real people, a seeded one for others.
"""

from collections.abc import Callable

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

Pick = Callable[[int], int]


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_CALM = _each(
    "Amber Ample Autumn Blue Bright Calm Cedar Clear Copper Coral Dappled Dawn Early "
    "Easy Evening Even Fern Fine Gentle Gliding Golden Good Green Grey Hazel Honest "
    "Indigo Island Ivory Jade Kind Lasting Level Light Lilac Linen Long Lucid Maple "
    "Meadow Mellow Mild Misty Morning Mossy Near New Northern Olive Open Patient Pearl Pine Plain "
    "Quiet Rising River Robin Rosy Round Russet Sandy Silver Simple Sky Slate Slow Soft Southern "
    "Spring Steady Still Summer Sunny Tender Upland Velvet Wandering Warm Western White Wide "
    "Willow Winter Woven Young"
)

_NATURE = _each(
    "Acorn Alder Anchor Ash Aspen Basin Bay Beach Beacon Beech Birch Bluebell Boulder Breeze "
    "Bridge Brook Canyon Cavern Clearing Cliff Cloud Clover Comet Cove Crane Creek Crest Curlew "
    "Daisy Delta Dove Dune Elm Ember Falcon Feather Field Finch Fjord Flint Forest Fountain Garden "
    "Glade Glen Granite Grove Gull Harbor Haven Heath Heron Hill Horizon Iris Ivy Juniper Kestrel "
    "Lagoon Lake Lantern Larch Lark Laurel Linnet Lotus Marble Marsh Mesa Moon Mountain "
    "Oak Orchard Osprey Otter Owl Path Pebble Petal Plover Pond Poplar Prairie Quartz Rain Reed "
    "Reef Ridge Sage Shell Shore Sparrow Spruce Star Stream Summit Swallow Swan Thrush Tide "
    "Trail Valley Violet Wave Willet Wren"
)

# Spanish puts the noun first and bends the quality to it: a pair is (noun, feminine?).
_NATURALEZA = (
    [(word, False) for word in _each(
        "Abedul Acebo Arce Arroyo Arrecife Avellano Bosque Brezo Camino Campo Canto Cedro Cerro "
        "Cielo Clavel Cometa Faro Fresno Gorrión Granito Helecho Horizonte Huerto Jardín Jilguero "
        "Junco Lago Laurel Lirio Lucero Manantial Mar Mirlo Monte Musgo Naranjo Nogal Olivo Olmo "
        "Pino Prado Puente Puerto Risco Río Roble Rocío Romero Sauce Sendero Tilo Trébol Trigo "
        "Valle Vado Viento Vuelo Zorzal"
    )]
    + [(word, True) for word in _each(
        "Albahaca Alondra Arena Bahía Brisa Cala Cascada Colina Concha Cumbre Duna Encina Estrella "
        "Flor Fuente Garza Gaviota Golondrina Higuera Isla Jara Ladera Laguna Lavanda Luna Lluvia "
        "Madera Mañana Marea Meseta Montaña Niebla Nube Nutria Ola Orilla Paloma Pampa "
        "Perla Playa Pluma Pradera Retama Ribera Rosa Salvia Selva Senda Sierra Sombra "
        "Tierra Torcaza Vega Vela Violeta"
    )]
)  # fmt: skip

_SERENO = (
    ("Abierto", "Abierta"), ("Alegre", "Alegre"), ("Amable", "Amable"),
    ("Ancho", "Ancha"), ("Azul", "Azul"), ("Blanco", "Blanca"), ("Bueno", "Buena"),
    ("Cálido", "Cálida"), ("Cercano", "Cercana"), ("Claro", "Clara"), ("Constante", "Constante"),
    ("Dorado", "Dorada"), ("Dulce", "Dulce"), ("Entero", "Entera"), ("Estable", "Estable"),
    ("Firme", "Firme"), ("Fresco", "Fresca"), ("Gris", "Gris"),
    ("Largo", "Larga"), ("Leve", "Leve"), ("Liviano", "Liviana"), ("Luminoso", "Luminosa"),
    ("Manso", "Mansa"), ("Nuevo", "Nueva"), ("Paciente", "Paciente"), ("Plateado", "Plateada"),
    ("Pleno", "Plena"), ("Quieto", "Quieta"), ("Radiante", "Radiante"), ("Sencillo", "Sencilla"),
    ("Sereno", "Serena"), ("Sonriente", "Sonriente"), ("Suave", "Suave"), ("Templado", "Templada"),
    ("Tierno", "Tierna"), ("Tranquilo", "Tranquila"), ("Verde", "Verde"), ("Vivo", "Viva"),
)  # fmt: skip

_GIVEN = {
    "en": _each(
        "Aaron Abby Adam Alice Amy Andre Angie Ben Beth Blake Brian Carl Carol Casey Chloe Chris "
        "Claire Cora Dana Darnell Dave Denise Derek Devon Donna Drew Eddie Elena Ellen Emma Eric "
        "Faye Fran Gail Gary Gina Grace Greg Hannah Harold Holly Ian Irene Jada James Jan Jesse "
        "Jill Joan Joel Jordan Joy Kai Karen Keith Kelly Ken Kim Kyle Lamar Laura Lee Leo Leroy Lily "
        "Lou Marcus Margie Mark Megan Mia Mike Molly Nadia Nate Nell Nick Nina Nora Owen Pam Pat "
        "Paul Peggy Pete Quinn Ray Rita Rob Rosie Ruth Ryan Sara Scott Shawn Sky Stella Steve Sue "
        "Tanya Ted Tess Tina Toby Tom Trish Troy Tyrone Val Vera Wade Walt Wendy Will Yara Zoe"
    ),
    "es": _each(
        "Adela Adrián Alba Alicia Alma Andrés Ángel Aurora Beatriz Belén Benito Blanca Camila Carla "
        "Carlos Carmen César Clara Dalia Daniel Darío David Diana Diego Elena Elías Elisa Emilio "
        "Ester Eva Fabiola Felipe Félix Flor Gabriel Gema Gloria Hugo Inés Irene Irma Iván Jaime Javier "
        "Joaquín Jorge José Juan Julia Julio Laura Leonor Lidia Lola Lorena Lucas Lucía Luis Luz "
        "Manuel Mar Marcos Mario Marisol Marta Mateo Mercedes Miguel Mireya Nadia Nicolás Noelia "
        "Nuria Olga Óscar Pablo Paloma Paula Pedro Pilar Rafael Ramón Raquel Raúl Rocío Rosa "
        "Rubén Samuel Sara Sergio Silvia Sofía Tomás Teresa Víctor Violeta Yolanda"
    ),
}  # fmt: skip

_INITIALS = "ABCDEFGHJLMNPQRSTV"


def alias(pick: Pick, language: str = "en") -> str:
    """Two gentle words, "Quiet Heron" or "Garza Serena"; English for an unknown language."""
    if language == "es":
        noun, feminine = _NATURALEZA[pick(len(_NATURALEZA))]
        return f"{noun} {_SERENO[pick(len(_SERENO))][feminine]}"
    return f"{_CALM[pick(len(_CALM))]} {_NATURE[pick(len(_NATURE))]}"


def possible_aliases(language: str = "en") -> int:
    """How many different aliases `alias` can give in a language."""
    first, second = (_NATURALEZA, _SERENO) if language == "es" else (_CALM, _NATURE)
    return len(first) * len(second)


def free_alias(
    pick: Pick, taken: Callable[[str], bool], language: str = "en", tries: int = 40
) -> str:
    """An alias that is not `taken`; when many are, one followed by a number of two to four digits.

    Raises `Invalid` when even those are taken, which asks the person to choose their own words.
    """
    for attempt in range(tries):
        offered = alias(pick, language)
        if attempt >= tries // 2:
            offered = f"{offered} {10 + pick(9_990)}"
        if not taken(offered):
            return offered
    raise Invalid(phrase("No free name came up. Please choose your own two words."), "alias")


def display_name(pick: Pick, language: str = "en") -> str:
    """A given name and an initial, "Rosa M."; belongs to nobody."""
    given = _GIVEN["es" if language == "es" else "en"]
    return f"{given[pick(len(given))]} {_INITIALS[pick(len(_INITIALS))]}."
