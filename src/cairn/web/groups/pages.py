"""Finished words for groups and their meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.people.roles import Role
from cairn.core.programs.practice import Module
from cairn.records.groups.queries import Group, MeetingInFull
from cairn.records.programs.seating import CohortFacts


@dataclass(frozen=True)
class Agenda:
    """What is on: a title and its points."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of a list."""

    url: str
    title: str
    line: str
    figure: str = ""


@dataclass(frozen=True)
class GroupPage:
    """A group with what is on next and what was."""

    name: str
    next: Agenda | None
    meetings: tuple[Line, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting."""

    cohort: str
    cohort_url: str
    title: str
    told: str
    agenda: Agenda | None


def group_lines(found: Sequence[CohortFacts]) -> tuple[Line, ...]:
    """The groups that one may hold."""
    return tuple(
        Line(
            reverse("group", args=[one.id]),
            one.name,
            _("Since {day}").format(day=date_format(one.first_day, "DATE_FORMAT")),
        )
        for one in found
    )


def group_page(found: Group) -> GroupPage:
    """A group's page."""
    cohort = found.cohort
    return GroupPage(
        cohort.name,
        _agenda(found.next),
        tuple(
            Line(
                reverse("group-meeting", args=[cohort.id, one.id]),
                date_format(one.day, "WEEKDAY_DATE_FORMAT"),
                _(one.module.title) if one.module else _("Without a fixed step"),
                _("{came} of {expected}").format(came=one.came, expected=one.expected),
            )
            for one in found.meetings
        ),
    )


def meeting_page(found: MeetingInFull) -> MeetingPage:
    """A meeting's page."""
    minutes = ngettext("%(n)d minute", "%(n)d minutes", found.minutes) % {"n": found.minutes}
    return MeetingPage(
        found.cohort.name,
        reverse("group", args=[found.cohort.id]),
        date_format(found.day, "WEEKDAY_DATE_FORMAT"),
        minutes,
        _agenda(found.module),
    )


def attenders(found: MeetingInFull) -> list[tuple[UUID, str, str]]:
    """Everyone of the group as (who, name, part)."""
    return [
        (one.person, one.name, _("mentor") if one.part is Role.MENTOR else "")
        for one in found.people
    ]


def _agenda(module: Module | None) -> Agenda | None:
    if module is None:
        return None
    return Agenda(_(module.title), tuple(_(point) for point in module.points))
