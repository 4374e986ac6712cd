"""Finished words for templates of practice and for cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage, last_entry
from cairn.core.programs.practice import Practice
from cairn.records.programs.practices import Version
from cairn.records.programs.seating import CohortInFull, CohortLine, Seated
from cairn.web.shell.tables import Column, Table


@dataclass(frozen=True)
class Offer:
    """One template on the shelf."""

    key: str
    name: str
    about: str
    source: str
    current: bool


@dataclass(frozen=True)
class PracticePage:
    """One version of the template in full."""

    title: str
    since: str
    about: str
    source: str
    figures: Table
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    fidelity: tuple[str, ...]
    measures: Table | None
    older: tuple[tuple[str, str], ...]
    newest: bool


@dataclass(frozen=True)
class Person:
    """One line of a cohort."""

    place: UUID
    name: str
    told: str
    chip: str
    late: str
    may_leave: bool


@dataclass(frozen=True)
class CohortPage:
    """A cohort: its people, and what its template says."""

    id: UUID
    name: str
    told: str
    entry: str
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    places_mentors: str
    places_mentees: str


def spoken(text: str) -> str:
    """What came with Cairn, in the reader's language; what a program wrote, as it stands."""
    return _(text) if text else ""


def offers(shelf: dict[str, Practice], current: Practice | None) -> tuple[Offer, ...]:
    """The shelf, with what counts now marked."""
    return tuple(
        Offer(key, spoken(one.name), spoken(one.about), spoken(one.source), one == current)
        for key, one in shelf.items()
    )


def practice_page(shown: Version, versions: Sequence[Version]) -> PracticePage:
    """A version with the ways to the others."""
    practice = shown.practice
    return PracticePage(
        title=spoken(practice.name),
        since=_("Version {number}, since {day}").format(
            number=shown.number, day=date_format(shown.made_at, "DATE_FORMAT")
        ),
        about=spoken(practice.about),
        source=spoken(practice.source),
        figures=Table(
            _("What it promises"),
            (Column(_("What")), Column(_("How much"))),
            tuple(_figures(practice)),
        ),
        modules=tuple(
            (spoken(one.title), tuple(spoken(point) for point in one.points))
            for one in practice.modules
        ),
        fidelity=tuple(spoken(item) for item in practice.fidelity),
        measures=_measures(practice),
        older=tuple(
            (
                _("Version {number}, from {day}").format(
                    number=one.number, day=date_format(one.made_at, "DATE_FORMAT")
                ),
                reverse("practice-version", args=[one.number]),
            )
            for one in versions
            if one.number != shown.number
        ),
        newest=bool(versions) and versions[0].number == shown.number,
    )


def cohort_lines(lines: Sequence[CohortLine], address: str) -> tuple[tuple[str, str, str], ...]:
    """Each cohort as (name, address, a line)."""
    return tuple(
        (
            line.facts.name,
            reverse(address, args=[line.facts.id]),
            _("Since {day}: {mentors}, {mentees}").format(
                day=date_format(line.facts.first_day, "DATE_FORMAT"),
                mentors=ngettext("%(n)d mentor", "%(n)d mentors", line.mentors)
                % {"n": line.mentors},
                mentees=ngettext("%(n)d mentored", "%(n)d mentored", line.mentees)
                % {"n": line.mentees},
            ),
        )
        for line in lines
    )


def cohort_page(found: CohortInFull, today: date) -> CohortPage:
    """A cohort's people with the week of each."""
    practice, facts = found.facts.practice, found.facts
    final = last_entry(practice, facts.first_day)
    return CohortPage(
        id=facts.id,
        name=facts.name,
        told=_("{template}, version {number}. Began {day}.").format(
            template=spoken(practice.name),
            number=facts.version,
            day=date_format(facts.first_day, "DATE_FORMAT"),
        ),
        entry=_("People can come in until {day}.").format(day=date_format(final, "DATE_FORMAT"))
        if final and final >= today
        else "",
        mentors=_people(found, Role.MENTOR),
        mentees=_people(found, Role.PARTICIPANT),
        places_mentors=_places(found, Role.MENTOR, practice.mentors[1]),
        places_mentees=_places(found, Role.PARTICIPANT, practice.mentees[1]),
    )


def _people(found: CohortInFull, part: Role) -> tuple[Person, ...]:
    return tuple(_person(found, one) for one in found.seats if one.seat.part is part)


def _person(found: CohortInFull, one: Seated) -> Person:
    practice, left = found.facts.practice, one.seat.stay.last_day
    began = date_format(one.seat.stay.first_day, "DATE_FORMAT")
    mentee = one.seat.part is Role.PARTICIPANT
    if one.stage is Stage.LEFT and left is not None:
        told = _("Left on {day}").format(day=date_format(left, "DATE_FORMAT"))
    elif one.stage is Stage.AHEAD:
        told = _("Begins on {day}").format(day=began)
    elif mentee and practice.weeks and one.stage is Stage.MENTORING:
        told = _("Week {week} of {weeks}").format(week=one.week, weeks=practice.weeks)
    elif mentee and one.stage is Stage.DONE:
        told = _("Through, since {day}").format(day=began)
    else:
        told = _("Week {week}, since {day}").format(week=one.week, day=began)
    before, most = one.seat.days_before, practice.start_within_days
    late = mentee and most > 0 and before is not None and before > most
    return Person(
        one.seat.id,
        one.name,
        told,
        _("follow-up") if mentee and one.stage is Stage.FOLLOW_UP else "",
        _("Began on day {day} of treatment; the template says {most}.").format(
            day=before, most=most
        )
        if late
        else "",
        left is None and one.stage is not Stage.DONE,
    )


def _places(found: CohortInFull, part: Role, most: int) -> str:
    there = sum(one.seat.part is part and one.stage is not Stage.LEFT for one in found.seats)
    if not most:
        return str(there)
    return _("{there} of {most} places").format(there=there, most=most)


def _figures(one: Practice) -> list[tuple[str, str]]:
    rows = [
        (_("Cohorts"), _range(one.cohorts, one.cohorts)),
        (_("Mentors in a cohort"), _range(*one.mentors)),
        (_("People mentored in a cohort"), _range(*one.mentees)),
        (_("Weeks of mentoring"), str(one.weeks) if one.weeks else _("no last week")),
        (_("Weeks that mentors stay"), _range(one.mentor_weeks, one.mentor_weeks)),
        (_("Weeks of follow-up"), _range(one.follow_up_weeks, one.follow_up_weeks)),
        (
            _("Begins within, days of treatment"),
            _range(one.start_within_days, one.start_within_days),
        ),
        (_("Months without use, asked of mentors"), _range(one.mentor_months, one.mentor_months)),
        (_("Group, minutes a week"), _range(one.group_minutes, one.group_minutes)),
        (_("One to one, minutes a week"), _range(*one.individual_minutes)),
        (_("People a mentor walks with, at most"), str(one.people_per_mentor)),
        (_("Mentors a supervisor stands behind, at most"), str(one.mentors_per_supervisor)),
        (
            _("Supervision a month, at least"),
            _("{sessions} talks, {minutes} minutes").format(
                sessions=one.supervision_sessions, minutes=one.supervision_minutes
            ),
        ),
    ]
    return [(what, much) for what, much in rows if much]


def _range(low: int, high: int) -> str:
    if not high:
        return ""
    return str(high) if low == high else _("{low} to {high}").format(low=low, high=high)


def _measures(one: Practice) -> Table | None:
    if not one.measures:
        return None
    rows = tuple((spoken(each.name), ", ".join(map(str, each.weeks))) for each in one.measures)
    return Table(
        _("What is asked, and in which weeks"), (Column(_("What")), Column(_("Weeks"))), rows
    )
