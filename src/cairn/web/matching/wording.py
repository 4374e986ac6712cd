"""What is known of someone for matching, in words; shared by every page of this room."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cairn.core.matching import vocabulary as v
from cairn.core.matching.languages import language_name
from cairn.core.matching.profiles import MenteeProfile, Profile
from cairn.core.matching.template import Kind, Side, columns_of
from cairn.web.shell.words import said

LABELS: dict[str, str | Promise] = {
    "languages": gettext_lazy("Speaks"),
    "gender": gettext_lazy("Gender"),
    "wished_gender": gettext_lazy("Wishes for"),
    "age": gettext_lazy("Age"),
    "pathways": gettext_lazy("Path"),
    "medication": gettext_lazy("Medication"),
    "available": gettext_lazy("Free"),
    "modes": gettext_lazy("Likes to meet"),
    "spirituality": gettext_lazy("Spiritual life"),
    "family": gettext_lazy("Family"),
    "interests": gettext_lazy("Enjoys"),
    "substances": gettext_lazy("Struggled with"),
    "experiences": gettext_lazy("Has lived through"),
    "goals": gettext_lazy("Goals"),
    "life_stage": gettext_lazy("In life"),
    "style": gettext_lazy("Together by"),
    "cultures": gettext_lazy("Home is"),
    "travel_km": gettext_lazy("Travels, in km"),
    "needs": gettext_lazy("Needs a mentor for"),
    "certified": gettext_lazy("Certified for"),
    "wished_traits": gettext_lazy("Their own wish"),
    "traits": gettext_lazy("Describes themselves as"),
    "recovery_months": gettext_lazy("In recovery"),
    "capacity": gettext_lazy("Places"),
    "story": gettext_lazy("In their words"),
}
WORDS = {
    (side, column.field): {word.code: word.name for word in column.words}
    for side in ("mentee", "mentor")
    for column in columns_of(side)
    if column.kind in (Kind.WORD, Kind.WORDS)
}


def told(profile: Profile) -> list[tuple[str, str]]:
    """(what, words) for everything that is known, in the order of the template."""
    return [
        (str(label), words) for field, label in LABELS.items() if (words := value(profile, field))
    ]


def value(profile: Profile, field: str) -> str:
    """One field of a profile in words; "" where nothing is known."""
    held = getattr(profile, field, None)
    if held is None or held == "" or held == frozenset():
        return ""
    if field == "available":
        return free_times(held)
    if field == "recovery_months":
        return _length(int(held))
    if isinstance(held, frozenset):
        return joined([word(profile, field, code) for code in sorted(held)])
    return word(profile, field, str(held))


def word(profile: Profile, field: str, code: str) -> str:
    """One code of a field as people call it; free words stand for themselves."""
    if field == "languages":
        return said(language_name(code))
    side: Side = "mentee" if isinstance(profile, MenteeProfile) else "mentor"
    names = WORDS.get((side, field), {})
    return said(names[code]) if code in names else code


def free_times(slots: frozenset[str] | tuple[str, ...]) -> str:
    """Slots in the order of the week, each day once: "Monday morning, evening; Saturday"."""
    days = []
    for day in v.DAYS:
        parts = [part for part in v.PARTS if f"{day.code}_{part.code}" in slots]
        if len(parts) == len(v.PARTS):
            days.append(said(day.name))
        elif parts:
            days.append(f"{said(day.name)} {', '.join(said(part.name) for part in parts)}")
    return "; ".join(days)


def joined(words: list[str]) -> str:
    """Words after one another, as a line."""
    return ", ".join(words)


def days(count: int | None) -> str:
    """How long someone has waited."""
    if count is None:
        return ""
    return ngettext("waiting {count} day", "waiting {count} days", count).format(count=count)


def day(moment: datetime) -> str:
    """The day of a moment, without the year."""
    return formats.date_format(timezone.localtime(moment), "MONTH_DAY_FORMAT")


def round_title(made_at: datetime) -> str:
    """What a round is called."""
    return _("Round of {day}").format(day=day(made_at))


def _length(months: int) -> str:
    years = months // 12
    if years < 1:
        return ngettext("{count} month", "{count} months", months).format(count=months)
    return ngettext("{count} year", "{count} years", years).format(count=years)
