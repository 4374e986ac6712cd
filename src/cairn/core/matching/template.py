"""The columns of the two sheets: one list that the reader, the template and the help page share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Literal

from cairn.core.matching import vocabulary as v
from cairn.core.matching.languages import LANGUAGES
from cairn.core.shared.words import Phrase, phrase

Side = Literal["mentee", "mentor"]


class Kind(Enum):
    """How a cell is read."""

    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"
    LANGUAGES = "languages"
    SLOTS = "slots"
    FREE_WORDS = "free words"
    IDS = "ids"
    PLACE = "place"
    ZONE = "time zone"


@dataclass(frozen=True)
class Column:
    """One column: its name in a file, how it is read, and how it is told to people.

    `field` is the profile's field; `also` are other headings that mean the same;
    `lowest` and `highest` belong to numbers; several words in a cell stand between semicolons.
    """

    name: str
    field: str
    kind: Kind
    explanation: Phrase
    example: str
    side: Side | None = None
    words: tuple[v.Word, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False
    lowest: int = 0
    highest: int = 0

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every heading that means this column, folded for comparing."""
        return frozenset(v.folded(heading) for heading in (self.name, *self.also))

    @cached_property
    def spelled(self) -> Mapping[str, v.Word]:
        """The word that each accepted spelling, folded, stands for."""
        return {spelling: word for word in self.words for spelling in word.spellings}


def _column(name: str, kind: Kind, explanation: Phrase, example: str, **more: object) -> Column:
    field = more.pop("field", name)
    return Column(name, field, kind, explanation, example, **more)  # type: ignore[arg-type]


COLUMNS: tuple[Column, ...] = (
    _column(
        "mentee_id",
        Kind.ID,
        phrase("A short code for this person, used once. No names needed."),
        "P001",
        field="id",
        side="mentee",
        required=True,
        also=("mentee", "id", "participant_id", "participant", "código", "participante"),
    ),
    _column(
        "mentor_id",
        Kind.ID,
        phrase("A short code for this mentor, used once. No names needed."),
        "M01",
        field="id",
        side="mentor",
        required=True,
        also=("mentor", "id", "código", "mentora"),
    ),
    _column(
        "capacity",
        Kind.NUMBER,
        phrase("How many people this mentor can take now. 0 means nobody for now."),
        "3",
        side="mentor",
        required=True,
        highest=1000,
        also=("places", "seats", "slots", "cupo", "cupos", "capacidad", "plazas"),
    ),
    _column(
        "name",
        Kind.TEXT,
        phrase("A name or alias to show, if you wish."),
        "River",
        also=("alias", "nickname", "nombre", "apodo"),
    ),
    _column(
        "languages",
        Kind.LANGUAGES,
        phrase("Languages they speak. A pair needs one in common."),
        "English; Spanish",
        words=LANGUAGES,
        also=("language", "idioma", "idiomas", "lengua", "lenguas"),
    ),
    _column(
        "gender",
        Kind.WORD,
        phrase("Their gender. Used only for a wish that someone states."),
        "woman",
        words=v.GENDERS,
        also=("sex", "género", "sexo"),
    ),
    _column(
        "wished_gender",
        Kind.WORDS,
        phrase("Only if they ask for it: the gender their mentor should have. Always kept."),
        "woman",
        side="mentee",
        words=v.GENDERS,
        also=("preferred_gender", "mentor_gender", "género deseado", "género preferido"),
    ),
    _column(
        "age",
        Kind.NUMBER,
        phrase("Age in years."),
        "34",
        lowest=12,
        highest=110,
        also=("edad", "years"),
    ),
    _column(
        "pathways",
        Kind.WORDS,
        phrase("How they walk their recovery."),
        "12-step; SMART Recovery",
        words=v.PATHWAYS,
        also=("pathway", "recovery_pathway", "camino", "caminos", "vía de recuperación"),
    ),
    _column(
        "medication",
        Kind.WORD,
        phrase("Their own medication for addiction. A mentor who is against it is never proposed."),
        "Takes medication",
        side="mentee",
        words=v.OWN_MEDICATION,
        also=("moud", "mat", "medicación", "medicamento"),
    ),
    _column(
        "medication",
        Kind.WORD,
        phrase("What this mentor thinks of medication for addiction."),
        "Supports medication",
        side="mentor",
        words=v.STANCES,
        also=("medication_stance", "stance", "moud", "mat", "medicación", "postura"),
    ),
    _column(
        "available",
        Kind.SLOTS,
        phrase(
            "When they are free in a usual week: morning (6 to 12), afternoon (12 to 5), "
            "evening (5 to 10), night (10 to 6). A pair needs one in common."
        ),
        "Mon evening; Sat morning",
        also=("availability", "times", "schedule", "disponible", "disponibilidad", "horario"),
    ),
    _column(
        "modes",
        Kind.WORDS,
        phrase("How they like to meet."),
        "In person; By phone",
        words=v.MODES,
        also=("mode", "modality", "contact", "modo", "modalidad", "contacto"),
    ),
    _column(
        "spirituality",
        Kind.WORD,
        phrase("How they see spiritual life."),
        "Spiritual, not religious",
        words=v.SPIRITUALITY,
        also=("religion", "espiritualidad", "religión"),
    ),
    _column(
        "family",
        Kind.WORDS,
        phrase("Their family life."),
        "Parent; Single",
        words=v.FAMILY,
        also=("family_situation", "familia", "situación familiar"),
    ),
    _column(
        "interests",
        Kind.FREE_WORDS,
        phrase("What they like to do, in a few words."),
        "music; football",
        also=("interest", "hobbies", "intereses", "aficiones"),
    ),
    _column(
        "substances",
        Kind.WORDS,
        phrase("What they have struggled with."),
        "Alcohol; Opioids",
        words=v.SUBSTANCES,
        also=("substance", "drug", "drugs", "sustancia", "sustancias"),
    ),
    _column(
        "experiences",
        Kind.WORDS,
        phrase(
            "What they have lived through and would like a mentor to know. Never shown by name."
        ),
        "Prison or jail; Raising children",
        words=v.EXPERIENCES,
        also=("experience", "lived_experience", "experiencias", "vivencias"),
    ),
    _column(
        "goals",
        Kind.WORDS,
        phrase("What they want to reach, or help others reach."),
        "Work; Family",
        words=v.GOALS,
        also=("goal", "metas", "objetivos", "meta"),
    ),
    _column(
        "life_stage",
        Kind.WORD,
        phrase("Where they are in life."),
        "Starting over",
        words=v.LIFE_STAGES,
        also=("stage", "etapa", "etapa de vida"),
    ),
    _column(
        "style",
        Kind.WORDS,
        phrase("How they like to be together."),
        "Mostly listening; Humor",
        words=v.STYLES,
        also=("styles", "estilo", "estilos"),
    ),
    _column(
        "cultures",
        Kind.FREE_WORDS,
        phrase("Culture, tradition or community that is home to them, in their own words."),
        "Caribbean; Deaf",
        also=("culture", "community", "cultura", "culturas", "comunidad"),
    ),
    _column(
        "place",
        Kind.PLACE,
        phrase(
            "Roughly where they are: north and east in degrees, as a map shows them. "
            "Kept to about 5 km. Read only for pairs who meet in person."
        ),
        "40.70, -74.00",
        also=("location", "point", "lugar", "ubicación"),
    ),
    _column(
        "travel_km",
        Kind.NUMBER,
        phrase("How far they can travel to meet, in kilometers."),
        "15",
        highest=2000,
        also=("travel", "distance_km", "distancia", "distancia_km"),
    ),
    _column(
        "time_zone",
        Kind.ZONE,
        phrase("The time zone they live in. Blank: the same as most."),
        "America/New_York",
        also=("timezone", "tz", "zona horaria", "huso horario"),
    ),
    _column(
        "needs",
        Kind.WORDS,
        phrase("Only if it must be: what their mentor has to be certified for. Always kept."),
        "",
        side="mentee",
        words=v.SPECIAL_NEEDS,
        also=("needs_certified", "certification_needed", "necesita", "necesidades"),
    ),
    _column(
        "certified",
        Kind.WORDS,
        phrase("What this mentor is certified for."),
        "Crisis support",
        side="mentor",
        words=v.SPECIAL_NEEDS,
        also=("certifications", "certificates", "certificado", "certificaciones"),
    ),
    _column(
        "wished_traits",
        Kind.FREE_WORDS,
        phrase("Their own wish about who the mentor is, in their own words. Never guessed."),
        "",
        side="mentee",
        also=("wishes", "wish", "deseos", "deseo"),
    ),
    _column(
        "traits",
        Kind.FREE_WORDS,
        phrase("How the mentor describes themselves. Read only for a wish that someone states."),
        "",
        side="mentor",
        also=("describes", "self_description", "se describe", "rasgos"),
    ),
    _column(
        "waiting_days",
        Kind.NUMBER,
        phrase("How many days they have waited for a mentor."),
        "21",
        side="mentee",
        highest=36500,
        also=("waiting", "days_waiting", "días de espera", "espera"),
    ),
    _column(
        "recovery_months",
        Kind.NUMBER,
        phrase("How many months this mentor has been in recovery."),
        "48",
        side="mentor",
        highest=1200,
        also=("months_in_recovery", "meses de recuperación", "meses en recuperación"),
    ),
    _column(
        "conflicts",
        Kind.IDS,
        phrase(
            "Codes of people on the other sheet who must not be paired with them. You may add the "
            "kind: M01 (family), M02 (court order). Why stays private."
        ),
        "",
        also=("conflict", "not_with", "conflictos", "conflicto"),
    ),
    _column(
        "story",
        Kind.TEXT,
        phrase("A few words of their own. Alike words and themes count a little."),
        "",
        also=("notes", "about", "historia", "notas"),
    ),
)


def columns_of(side: Side) -> tuple[Column, ...]:
    """The columns of one sheet, in the order of the template."""
    return tuple(column for column in COLUMNS if column.side in (None, side))


def template_rows(side: Side) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The template as headings and one row of example values."""
    columns = columns_of(side)
    return [column.name for column in columns], [[column.example for column in columns]]
