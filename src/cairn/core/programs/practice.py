"""A template of practice: what a program promises to do, as one value that never changes.

What runs, runs under the version with which it began. A change is a new value.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

MOST_WEEKS = 260
MOST_MINUTES = 2400
MOST_LINES = 60
TITLE_LENGTH = 120
POINT = "- "


@dataclass(frozen=True)
class Module:
    """One step of the group's program: its title, and what is on the table."""

    title: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """Something that is asked, and in which weeks of a person's own time (0 is before the start)."""

    name: str
    weeks: tuple[int, ...]


@dataclass(frozen=True)
class Practice:
    """A template. `weeks` 0 means open-ended; a pool of (0, 0) means no cohorts.

    Doses are minutes a week for one person; supervision is a month's. Raises `Invalid`
    with the field where a value makes no sense.
    """

    name: str
    about: str = ""
    source: str = ""
    cohorts: int = 0
    mentors: tuple[int, int] = (0, 0)
    mentees: tuple[int, int] = (0, 0)
    weeks: int = 0
    mentor_weeks: int = 0
    follow_up_weeks: int = 0
    start_within_days: int = 0
    mentor_months: int = 0
    group_minutes: int = 0
    individual_minutes: tuple[int, int] = (0, 0)
    people_per_mentor: int = 4
    mentors_per_supervisor: int = 10
    supervision_sessions: int = 2
    supervision_minutes: int = 120
    modules: tuple[Module, ...] = ()
    fidelity: tuple[str, ...] = ()
    measures: tuple[Measured, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > TITLE_LENGTH:
            raise Invalid(phrase("Give the template a name."), "name")
        for field in ("mentors", "mentees", "individual_minutes"):
            low, high = getattr(self, field)
            if not 0 <= low <= high <= MOST_MINUTES:
                raise Invalid(phrase("The first number is the smaller one."), field)
        for field in ("weeks", "mentor_weeks", "follow_up_weeks"):
            if not 0 <= getattr(self, field) <= MOST_WEEKS:
                raise Invalid(phrase("Weeks go from 0 to {most}.", most=MOST_WEEKS), field)
        if self.weeks and self.mentor_weeks and self.mentor_weeks < self.weeks:
            raise Invalid(
                phrase("Mentors stay at least as long as the people they mentor."), "mentor_weeks"
            )
        if not (self.group_minutes or self.individual_minutes[1]):
            raise Invalid(
                phrase("Say how much time people get: in the group, one to one, or both."),
                "group_minutes",
            )

    @property
    def open_ended(self) -> bool:
        """Whether nobody's mentoring has a last week."""
        return self.weeks == 0

    @property
    def least_minutes(self) -> int:
        """The planned minutes a week, group and one to one, at the least."""
        return self.group_minutes + self.individual_minutes[0]

    def module_of(self, week: int) -> Module | None:
        """The module of the group's n-th week; after the last one they begin again."""
        return self.modules[(week - 1) % len(self.modules)] if self.modules and week >= 1 else None

    def as_data(self) -> dict[str, Any]:
        """Plain lists and words, fit to be kept."""
        return asdict(self)


def from_data(kept: Mapping[str, Any]) -> Practice:
    """The template that was kept (or stands in a file of the shelf)."""
    values = dict(kept)
    for pair in ("mentors", "mentees", "individual_minutes"):
        if pair in values:
            values[pair] = tuple(values[pair])
    modules = tuple(
        Module(one["title"], tuple(one.get("points", ()))) for one in values.get("modules", ())
    )
    measures = tuple(
        Measured(one["name"], tuple(one["weeks"])) for one in values.get("measures", ())
    )
    values |= {
        "modules": modules,
        "measures": measures,
        "fidelity": tuple(values.get("fidelity", ())),
    }
    return Practice(**values)


def read_modules(text: str) -> tuple[Module, ...]:
    """Modules as written: a title on its line, its points below with a dash before each."""
    found: list[Module] = []
    for line in _lines(text, "modules"):
        if line.startswith(POINT.strip()):
            if not found:
                raise Invalid(phrase("Begin with a title, then its points."), "modules")
            last = found.pop()
            found.append(Module(last.title, (*last.points, line.lstrip("- ").strip())))
        else:
            found.append(Module(line))
    return tuple(found)


def write_modules(modules: tuple[Module, ...]) -> str:
    """Modules as they are written in a form; `read_modules` reads it back."""
    return "\n".join(
        line
        for one in modules
        for line in (one.title, *(f"{POINT}{point}" for point in one.points))
    )


def read_measures(text: str) -> tuple[Measured, ...]:
    """Measures as written: a name, a colon, the weeks between commas."""
    found = []
    for line in _lines(text, "measures"):
        name, colon, weeks = line.rpartition(":")
        numbers = [word.strip() for word in weeks.split(",")]
        if not colon or not name.strip() or not all(word.isdecimal() for word in numbers):
            raise Invalid(
                phrase("Write each as a name, a colon and its weeks: Goals: 0, 12, 24"), "measures"
            )
        if any(int(word) > MOST_WEEKS for word in numbers):
            raise Invalid(phrase("Weeks go from 0 to {most}.", most=MOST_WEEKS), "measures")
        found.append(Measured(name.strip(), tuple(int(word) for word in numbers)))
    return tuple(found)


def write_measures(measures: tuple[Measured, ...]) -> str:
    """Measures as they are written in a form; `read_measures` reads it back."""
    return "\n".join(f"{one.name}: {', '.join(map(str, one.weeks))}" for one in measures)


def read_items(text: str) -> tuple[str, ...]:
    """The fidelity checklist as written, one thing on a line."""
    return tuple(_lines(text, "fidelity"))


def _lines(text: str, field: str) -> list[str]:
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if len(found) > MOST_LINES or any(len(line) > TITLE_LENGTH for line in found):
        reason = phrase(
            "At most {lines} lines, each up to {length} characters.",
            lines=MOST_LINES,
            length=TITLE_LENGTH,
        )
        raise Invalid(reason, field)
    return found
