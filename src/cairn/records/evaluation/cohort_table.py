"""The figures of a program's cohorts for a paper's table: without names, small numbers left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.readers import Reader
from cairn.core.evaluation.cohorts import checkpoints, dose, mean_of
from cairn.core.evaluation.small_numbers import K, suppress_list
from cairn.core.goals import change
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import retained
from cairn.core.supervision.cadence import Month
from cairn.core.supervision.fidelity import Rating, Source, agreement
from cairn.records.evaluation.cohorts import Material, material, months_of
from cairn.records.goals.figures import courses
from cairn.records.mentorships.figures import ask_for_figures, codes
from cairn.records.programs.seating import CohortFacts, Seat, all_cohorts


@dataclass(frozen=True)
class Line:
    """One figure: its name, on how many people it rests, its value, its standard deviation.

    A figure that rests on 1 to 10 people is blank.
    """

    name: str
    people: int | None
    value: float | None
    sd: float | None = None


@dataclass(frozen=True)
class _Mentee:
    facts: CohortFacts
    seat: Seat


def cohort_table(*, reader: Reader, today: date, at: datetime) -> list[Line]:
    """Every figure over all cohorts of the reader's program together, safe to leave it."""
    program = ask_for_figures(reader=reader, at=at)
    facts = all_cohorts(program)
    found = material(program, [one.id for one in facts], at=at)
    everyone = [_Mentee(one, seat) for one in facts for seat in found.seats[one.id]]
    mentees = [one for one in everyone if one.seat.part is Role.PARTICIPANT]
    mentors = [one for one in everyone if one.seat.part is Role.MENTOR]
    return [
        Line("cohorts", None, len(facts)),
        _count("mentors", len({one.seat.person for one in mentors})),
        _count("mentees", len({one.seat.person for one in mentees})),
        *_doses(mentees, found, today),
        *_retention(mentees, today),
        *_supervision(mentors, found, today),
        *_fidelity(found.ratings),
        *_goals(reader, program, {one.seat.person for one in mentees}, today, at),
    ]


def _count(name: str, people: int) -> Line:
    shown = None if 0 < people < K else people
    return Line(name, shown, shown)


def _mean(name: str, values: Sequence[float], people: int | None = None) -> Line:
    """A mean over people; where each gave more than one value, `people` says how many gave them."""
    rests = len(values) if people is None else people
    if rests < K:
        return Line(name, None, None)
    found = mean_of(values)
    return Line(name, rests, found.mean, found.sd)


def _doses(mentees: Iterable[_Mentee], found: Material, today: date) -> list[Line]:
    listed = list(mentees)
    doses = [dose(one.facts.practice, found.courses[one.seat.id], today) for one in listed]
    begun = [one for one in doses if one.weeks > 0]
    before = [one.seat.days_before for one in listed]
    per_week: tuple[tuple[str, Callable[..., float]], ...] = (
        ("weeks_mentored", lambda one: one.weeks),
        ("group_minutes_a_week", lambda one: one.group / one.weeks),
        ("group_minutes_a_week_planned", lambda one: one.group_planned / one.weeks),
        ("individual_minutes_a_week", lambda one: one.individual / one.weeks),
        (
            "individual_minutes_a_week_planned_at_least",
            lambda one: one.individual_planned / one.weeks,
        ),
    )
    return [
        _mean("days_of_treatment_before_start", [float(day) for day in before if day is not None]),
        *(_mean(name, [told(one) for one in begun]) for name, told in per_week),
    ]


def _retention(mentees: Iterable[_Mentee], today: date) -> list[Line]:
    """How many were still in at each checkpoint: hidden with those lost, where either is few."""
    told: dict[int, list[bool]] = {}
    for one in mentees:
        for week in checkpoints(one.facts.practice):
            stayed = retained(one.facts.practice, one.seat.stay, week, today)
            told.setdefault(week, []).extend([] if stayed is None else [stayed])
    lines = []
    for week, known in sorted(told.items()):
        (kept, _lost), whole = suppress_list([sum(known), len(known) - sum(known)])
        lines.append(Line(f"retained_week_{week}", whole, kept))
    return lines


def _supervision(mentors: Iterable[_Mentee], found: Material, today: date) -> list[Line]:
    listed = list(mentors)
    months: list[tuple[_Mentee, Month]] = [
        (one, month)
        for one in listed
        for month in months_of(one.facts, one.seat, found.talks.get(one.seat.person, []), today)
    ]
    people = len({one.seat.person for one, _ in months})
    return [
        _mean("supervision_talks_a_month", [float(month.talks) for _, month in months], people),
        _mean("supervision_minutes_a_month", [float(month.minutes) for _, month in months], people),
        _mean(
            "supervision_months_as_promised_share",
            [float(not month.short(one.facts.practice)) for one, month in months],
            people,
        ),
    ]


def _fidelity(ratings: Sequence[Rating]) -> list[Line]:
    people = len({one.mentor for one in ratings})
    agreed = agreement(ratings)
    safe = people >= K
    return [
        *(
            _mean(
                f"fidelity_{source}",
                [float(one.score) for one in ratings if one.source is source],
                len({one.mentor for one in ratings if one.source is source}),
            )
            for source in Source
        ),
        Line("fidelity_weighted_kappa", people if safe else None, agreed.kappa if safe else None),
        Line("fidelity_icc_2_1", people if safe else None, agreed.icc if safe else None),
    ]


def _goals(
    reader: Reader, program: UUID, people: Iterable[UUID], today: date, at: datetime
) -> list[Line]:
    mine = set(codes(program, people).values())
    goals: dict[str, list[tuple[float, float]]] = {}
    for one in courses(reader=reader, last_day=today, at=at):
        if one.person in mine and one.now is not None:
            goals.setdefault(one.person, []).append((one.baseline, one.now))
    scored = [change([a for a, _ in many], [b for _, b in many]) for many in goals.values()]
    return [
        _mean("goal_t_start", [one.baseline for one in scored]),
        _mean("goal_t_now", [one.achieved for one in scored]),
        _mean("goal_t_change", [one.change for one in scored]),
    ]
