"""A cohort in its weeks: who may still come in, in which week a person is, what follows.

Days are calendar days; week 1 begins on a person's own first day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cairn.core.people.roles import Role
from cairn.core.programs.practice import Practice
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

WEEK = 7


class Stage(StrEnum):
    """Where a mentee is on the way."""

    AHEAD = "ahead"
    MENTORING = "mentoring"
    FOLLOW_UP = "follow_up"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True)
class Stay:
    """One person's time in a cohort; `last_day` only where they left before its end."""

    first_day: date
    last_day: date | None = None

    def here(self, day: date) -> bool:
        """Whether this day lies within it."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def week_of(first_day: date, today: date) -> int:
    """The person's own week, 1 from the first day on; 0 before it."""
    return 0 if today < first_day else (today - first_day).days // WEEK + 1


def stage(practice: Practice, stay: Stay, today: date) -> Stage:
    """Where a mentee is today; whoever left stays left, even after the last week."""
    if today < stay.first_day:
        return Stage.AHEAD
    if stay.last_day is not None and stay.last_day < min(
        today, last_day_of(practice, stay.first_day) or today
    ):
        return Stage.LEFT
    week = week_of(stay.first_day, today)
    if practice.open_ended or week <= practice.weeks:
        return Stage.MENTORING
    return Stage.FOLLOW_UP if week <= practice.weeks + practice.follow_up_weeks else Stage.DONE


def mentored_until(practice: Practice, stay: Stay, today: date) -> date:
    """The last day of mentoring so far: today, the day they left, or the end of the last week."""
    ends = [today]
    if not practice.open_ended:
        ends.append(stay.first_day + timedelta(days=WEEK * practice.weeks - 1))
    if stay.last_day is not None:
        ends.append(stay.last_day)
    return min(ends)


def weeks_mentored(practice: Practice, stay: Stay, today: date) -> float:
    """Weeks of mentoring so far, with the part of a week that has begun; 0 before the start."""
    return max(0, (mentored_until(practice, stay, today) - stay.first_day).days + 1) / WEEK


def last_entry(practice: Practice, cohort_first_day: date) -> date | None:
    """The last day on which a mentee can begin and still have all their weeks; None if open."""
    if practice.open_ended or not practice.mentor_weeks:
        return None
    return cohort_first_day + timedelta(days=WEEK * (practice.mentor_weeks - practice.weeks))


def ask_entry(
    practice: Practice,
    *,
    part: Role,
    cohort_first_day: date,
    day: date,
    there: int,
    months: int | None = None,
) -> None:
    """Refuse (`Invalid`) a beginning that the template does not allow.

    `there` counts those who hold a place in this part; `months` is what a mentor told.
    """
    if day < cohort_first_day:
        raise Invalid(phrase("The cohort has not begun on that day."), "first_day")
    final = last_entry(practice, cohort_first_day)
    if part is Role.PARTICIPANT and final is not None and day > final:
        raise Invalid(
            phrase(
                "Too late for all {weeks} weeks here. The next cohort has room.",
                weeks=practice.weeks,
            ),
            "first_day",
        )
    most = (practice.mentees if part is Role.PARTICIPANT else practice.mentors)[1]
    if most and there >= most:
        raise Invalid(phrase("All {most} places are taken.", most=most), "person")
    if part is Role.MENTOR and practice.mentor_months and (months or 0) < practice.mentor_months:
        raise Invalid(
            phrase(
                "This template asks mentors for {months} months without use.",
                months=practice.mentor_months,
            ),
            "months",
        )


def retained(practice: Practice, stay: Stay, week: int, today: date) -> bool | None:
    """Whether they were still in at the end of their n-th week; None while that lies ahead."""
    ends = stay.first_day + timedelta(days=WEEK * week - 1)
    if ends > today:
        return None
    return stay.last_day is None or stay.last_day >= ends


def last_day_of(practice: Practice, first_day: date, *, mentor: bool = False) -> date | None:
    """The last day of follow-up for a mentee, of the cohort for a mentor; None where open-ended."""
    weeks = practice.mentor_weeks if mentor else practice.weeks + practice.follow_up_weeks
    if practice.open_ended or not weeks:
        return None
    return first_day + timedelta(days=WEEK * weeks - 1)
