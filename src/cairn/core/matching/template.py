"""The columns of the two sheets: one list that the reader, the template and the help page share."""

from collections.abc import Sequence

from cairn.core.matching import vocabulary as v
from cairn.core.matching.column import Column, Kind, Side, column
from cairn.core.matching.languages import LANGUAGES
from cairn.core.matching.wider_columns import WIDER_COLUMNS
from cairn.core.shared.words import phrase

__all__ = ["COLUMNS", "Column", "Kind", "Side", "columns_of", "template_rows"]

COLUMNS: tuple[Column, ...] = (
    column(
        "mentee_id",
        Kind.ID,
        phrase("A short code for this person, used once. No names needed."),
        "P001",
        field="id",
        side="mentee",
        required=True,
        also=("mentee", "id", "participant_id", "participant", "código", "participante"),
    ),
    column(
        "mentor_id",
        Kind.ID,
        phrase("A short code for this mentor, used once. No names needed."),
        "M01",
        field="id",
        side="mentor",
        required=True,
        also=("mentor", "id", "código", "mentora"),
    ),
    column(
        "capacity",
        Kind.NUMBER,
        phrase("How many people this mentor can take now. 0 means nobody for now."),
        "3",
        side="mentor",
        required=True,
        highest=1000,
        also=("places", "seats", "slots", "cupo", "cupos", "capacidad", "plazas"),
    ),
    column(
        "name",
        Kind.TEXT,
        phrase("A name or alias to show, if you wish."),
        "River",
        also=("alias", "nickname", "nombre", "apodo"),
    ),
    column(
        "languages",
        Kind.LANGUAGES,
        phrase("Languages they speak. A pair needs one in common."),
        "English; Spanish",
        words=LANGUAGES,
        also=("language", "idioma", "idiomas", "lengua", "lenguas"),
    ),
    column(
        "gender",
        Kind.WORD,
        phrase("Their gender. Used only for a wish that someone states."),
        "woman",
        words=v.GENDERS,
        also=("sex", "género", "sexo"),
    ),
    column(
        "wished_gender",
        Kind.WORDS,
        phrase("Only if they ask for it: the gender their mentor should have. Always kept."),
        "woman",
        side="mentee",
        words=v.GENDERS,
        also=("preferred_gender", "mentor_gender", "género deseado", "género preferido"),
    ),
    column(
        "age",
        Kind.NUMBER,
        phrase("Age in years."),
        "34",
        lowest=12,
        highest=110,
        also=("edad", "years"),
    ),
    column(
        "pathways",
        Kind.WORDS,
        phrase("How they walk their recovery."),
        "12-step; SMART Recovery",
        words=v.PATHWAYS,
        also=("pathway", "recovery_pathway", "camino", "caminos", "vía de recuperación"),
    ),
    column(
        "medication",
        Kind.WORD,
        phrase("Their own medication for addiction. A mentor who is against it is never proposed."),
        "Takes medication",
        side="mentee",
        words=v.OWN_MEDICATION,
        also=("moud", "mat", "medicación", "medicamento"),
    ),
    column(
        "medication",
        Kind.WORD,
        phrase("What this mentor thinks of medication for addiction."),
        "Supports medication",
        side="mentor",
        words=v.STANCES,
        also=("medication_stance", "stance", "moud", "mat", "medicación", "postura"),
    ),
    column(
        "available",
        Kind.SLOTS,
        phrase(
            "When they are free in a usual week: morning (6 to 12), afternoon (12 to 5), "
            "evening (5 to 10), night (10 to 6). A pair needs one in common."
        ),
        "Mon evening; Sat morning",
        also=("availability", "times", "schedule", "disponible", "disponibilidad", "horario"),
    ),
    column(
        "modes",
        Kind.WORDS,
        phrase("How they like to meet."),
        "In person; By phone",
        words=v.MODES,
        also=("mode", "modality", "contact", "modo", "modalidad", "contacto"),
    ),
    column(
        "spirituality",
        Kind.WORD,
        phrase("How they see spiritual life."),
        "Spiritual, not religious",
        words=v.SPIRITUALITY,
        also=("religion", "espiritualidad", "religión"),
    ),
    column(
        "family",
        Kind.WORDS,
        phrase("Their family life."),
        "Parent; Single",
        words=v.FAMILY,
        also=("family_situation", "familia", "situación familiar"),
    ),
    column(
        "interests",
        Kind.FREE_WORDS,
        phrase("What they like to do, in a few words."),
        "music; football",
        also=("interest", "hobbies", "intereses", "aficiones"),
    ),
    column(
        "substances",
        Kind.WORDS,
        phrase("What they have struggled with."),
        "Alcohol; Opioids",
        words=v.SUBSTANCES,
        also=("substance", "drug", "drugs", "sustancia", "sustancias"),
    ),
    column(
        "experiences",
        Kind.WORDS,
        phrase(
            "What they have lived through and would like a mentor to know. Never shown by name."
        ),
        "Prison or jail; Raising children",
        words=v.EXPERIENCES,
        also=("experience", "lived_experience", "experiencias", "vivencias"),
    ),
    column(
        "goals",
        Kind.WORDS,
        phrase("What they want to reach, or help others reach."),
        "Work; Family",
        words=v.GOALS,
        also=("goal", "metas", "objetivos", "meta"),
    ),
    *WIDER_COLUMNS,
    column(
        "waiting_days",
        Kind.NUMBER,
        phrase("How many days they have waited for a mentor."),
        "21",
        side="mentee",
        highest=36500,
        also=("waiting", "days_waiting", "días de espera", "espera"),
    ),
    column(
        "recovery_months",
        Kind.NUMBER,
        phrase("How many months this mentor has been in recovery."),
        "48",
        side="mentor",
        highest=1200,
        also=("months_in_recovery", "meses de recuperación", "meses en recuperación"),
    ),
    column(
        "conflicts",
        Kind.IDS,
        phrase(
            "Codes of people on the other sheet who must not be paired with them. You may add the "
            "kind: M01 (family), M02 (court order). Why stays private."
        ),
        "",
        also=("conflict", "not_with", "conflictos", "conflicto"),
    ),
    column(
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
