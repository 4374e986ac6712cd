"""Columns of the sheets beyond the first questions: place and time, style, needs and own words."""

from cairn.core.matching import vocabulary as v
from cairn.core.matching.column import Column, Kind, column
from cairn.core.shared.words import phrase

WIDER_COLUMNS: tuple[Column, ...] = (
    column(
        "life_stage",
        Kind.WORD,
        phrase("Where they are in life."),
        "Starting over",
        words=v.LIFE_STAGES,
        also=("stage", "etapa", "etapa de vida"),
    ),
    column(
        "style",
        Kind.WORDS,
        phrase("How they like to be together."),
        "Mostly listening; Humor",
        words=v.STYLES,
        also=("styles", "estilo", "estilos"),
    ),
    column(
        "cultures",
        Kind.FREE_WORDS,
        phrase("Culture, tradition or community that is home to them, in their own words."),
        "Caribbean; Deaf",
        also=("culture", "community", "cultura", "culturas", "comunidad"),
    ),
    column(
        "place",
        Kind.PLACE,
        phrase(
            "Roughly where they are: north and east in degrees, as a map shows them. "
            "Kept to about 5 km. Read only for pairs who meet in person."
        ),
        "40.70, -74.00",
        also=("location", "point", "lugar", "ubicación"),
    ),
    column(
        "travel_km",
        Kind.NUMBER,
        phrase("How far they can travel to meet, in kilometers."),
        "15",
        highest=2000,
        also=("travel", "distance_km", "distancia", "distancia_km"),
    ),
    column(
        "time_zone",
        Kind.ZONE,
        phrase("The time zone they live in. Blank: the same as most."),
        "America/New_York",
        also=("timezone", "tz", "zona horaria", "huso horario"),
    ),
    column(
        "needs",
        Kind.WORDS,
        phrase("Only if it must be: what their mentor has to be certified for. Always kept."),
        "",
        side="mentee",
        words=v.SPECIAL_NEEDS,
        also=("needs_certified", "certification_needed", "necesita", "necesidades"),
    ),
    column(
        "certified",
        Kind.WORDS,
        phrase("What this mentor is certified for."),
        "Crisis support",
        side="mentor",
        words=v.SPECIAL_NEEDS,
        also=("certifications", "certificates", "certificado", "certificaciones"),
    ),
    column(
        "wished_traits",
        Kind.FREE_WORDS,
        phrase("Their own wish about who the mentor is, in their own words. Never guessed."),
        "",
        side="mentee",
        also=("wishes", "wish", "deseos", "deseo"),
    ),
    column(
        "traits",
        Kind.FREE_WORDS,
        phrase("How the mentor describes themselves. Read only for a wish that someone states."),
        "",
        side="mentor",
        also=("describes", "self_description", "se describe", "rasgos"),
    ),
)
