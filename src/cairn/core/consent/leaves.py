"""Leave to see: whether one part of a person's record may be shown to someone, for a purpose, now.

Deny by default. Every read of another person's data asks `may_disclose`; there are
only three grounds on which it says yes: the record is one's own, a duty within the
program (a short table below), or leave that the person gave and has not taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from cairn.core.people.roles import Role
from cairn.core.shared.words import Phrase, phrase


class DataClass(StrEnum):
    """The parts of a record that leave is given for, one by one."""

    IDENTITY = "identity"
    MATCHING = "matching"
    MENTORSHIP = "mentorship"
    NOTES = "notes"
    DAYS = "days"
    GOALS = "goals"
    MILESTONES = "milestones"
    CONVERSATIONS = "conversations"
    SAFETY = "safety"
    CLINIC = "clinic"
    COUNSELLING = "counselling"
    FIGURES = "figures"


class Purpose(StrEnum):
    """What a look is for; leave for one purpose is no leave for another."""

    OWN = "own"
    MENTORING = "mentoring"
    SUPERVISION = "supervision"
    SUPPORT = "support"
    CARE = "care"
    RUNNING = "running"
    EVALUATION = "evaluation"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    REQUEST = "request"
    RESEARCH = "research"
    PROCEEDINGS = "proceedings"
    EMERGENCY = "emergency"


class Relation(StrEnum):
    """How someone stands to the person whose record it is."""

    SELF = "self"
    MENTOR = "mentor"
    MENTEE = "mentee"
    PROPOSED = "proposed"
    SUPERVISOR = "supervisor"
    GROUP = "group"
    MEMBER = "member"


class Ground(StrEnum):
    """Why a disclosure is allowed."""

    OWN = "own"
    DUTY = "duty"
    LEAVE = "leave"
    NONE = "none"


DATA_CLASS_NAMES: dict[DataClass, Phrase] = {
    DataClass.IDENTITY: phrase("the name you chose"),
    DataClass.MATCHING: phrase("what you need and wish for in a mentor"),
    DataClass.MENTORSHIP: phrase("that you have a mentor, and when you were in touch"),
    DataClass.NOTES: phrase("what was written about your talks"),
    DataClass.DAYS: phrase("your check-ins and days"),
    DataClass.GOALS: phrase("your goals and how they go"),
    DataClass.MILESTONES: phrase("the stones of your cairn"),
    DataClass.CONVERSATIONS: phrase("your messages"),
    DataClass.SAFETY: phrase("safety concerns"),
    DataClass.CLINIC: phrase("what your clinic shares"),
    DataClass.COUNSELLING: phrase("a counselor's own notes on your sessions"),
    DataClass.FIGURES: phrase("numbers without your name"),
}

PURPOSE_NAMES: dict[Purpose, Phrase] = {
    Purpose.OWN: phrase("for yourself"),
    Purpose.MENTORING: phrase("to walk with you"),
    Purpose.SUPERVISION: phrase("to stand behind your mentor"),
    Purpose.SUPPORT: phrase("to support you"),
    Purpose.CARE: phrase("for your treatment"),
    Purpose.RUNNING: phrase("to run the program"),
    Purpose.EVALUATION: phrase("to find out whether the program helps"),
    Purpose.PAYMENT: phrase("to pay for your treatment"),
    Purpose.OPERATIONS: phrase("to run the health care that you get"),
    Purpose.REQUEST: phrase("because you asked for it"),
    Purpose.RESEARCH: phrase("for research"),
    Purpose.PROCEEDINGS: phrase("for use in a legal proceeding"),
    Purpose.EMERGENCY: phrase("in a medical emergency"),
}


@dataclass(frozen=True)
class Leave:
    """One leave that a person gave: who may see which part, for what, from when until when."""

    giver: UUID
    recipient: UUID
    data_class: DataClass
    purpose: Purpose
    since: datetime
    until: datetime | None = None
    withdrawn_at: datetime | None = None
    first_day: date | None = None

    def holds(self, at: datetime) -> bool:
        """Given, not yet over, and not taken back; what is taken back counts from that very moment."""
        return (
            self.since <= at
            and (self.until is None or at < self.until)
            and (self.withdrawn_at is None or at < self.withdrawn_at)
        )


@dataclass(frozen=True)
class Recipient:
    """Who would see it: the roles they hold in the program and how they stand to the person."""

    person: UUID
    roles: frozenset[Role] = frozenset()
    relations: frozenset[Relation] = frozenset()


@dataclass(frozen=True)
class Duty:
    """A need to know within the program that rests on no separate leave."""

    role: Role
    relation: Relation
    purpose: Purpose
    data_classes: frozenset[DataClass]
    because: Phrase


@dataclass(frozen=True)
class Decision:
    """The answer and its ground; `first_day` bounds what leave covers, where it does."""

    allowed: bool
    ground: Ground
    first_day: date | None = None


DUTIES: tuple[Duty, ...] = (
    Duty(
        Role.MENTOR,
        Relation.MENTOR,
        Purpose.MENTORING,
        frozenset(
            {DataClass.IDENTITY, DataClass.MENTORSHIP, DataClass.NOTES, DataClass.CONVERSATIONS}
        ),
        phrase("a mentor knows whom they mentor, and wrote those notes"),
    ),
    Duty(
        Role.PARTICIPANT,
        Relation.MENTEE,
        Purpose.MENTORING,
        frozenset(
            {DataClass.IDENTITY, DataClass.MENTORSHIP, DataClass.NOTES, DataClass.CONVERSATIONS}
        ),
        phrase("a participant knows their mentor, and may read what is written of their talks"),
    ),
    Duty(
        Role.MENTOR,
        Relation.PROPOSED,
        Purpose.MENTORING,
        frozenset({DataClass.IDENTITY, DataClass.MATCHING}),
        phrase("someone who is asked to be a mentor sees a name and why the two may fit"),
    ),
    Duty(
        Role.PARTICIPANT,
        Relation.PROPOSED,
        Purpose.MENTORING,
        frozenset({DataClass.IDENTITY, DataClass.MATCHING}),
        phrase("someone who is offered a mentor sees a name and why the two may fit"),
    ),
    Duty(
        Role.SUPERVISOR,
        Relation.SUPERVISOR,
        Purpose.SUPERVISION,
        frozenset({DataClass.IDENTITY, DataClass.MENTORSHIP}),
        phrase("a supervisor sees whom their mentors are in touch with, and when"),
    ),
    Duty(
        Role.MENTOR,
        Relation.GROUP,
        Purpose.MENTORING,
        frozenset({DataClass.IDENTITY}),
        phrase("whoever leads a group knows who is in it"),
    ),
    Duty(
        Role.SUPERVISOR,
        Relation.GROUP,
        Purpose.SUPERVISION,
        frozenset({DataClass.IDENTITY}),
        phrase("a supervisor knows who is in the groups of their mentors"),
    ),
    Duty(
        Role.SUPERVISOR,
        Relation.SUPERVISOR,
        Purpose.SUPERVISION,
        frozenset({DataClass.CONVERSATIONS}),
        phrase("a supervisor may read a pair's messages once they give a reason that both see"),
    ),
    Duty(
        Role.COORDINATOR,
        Relation.MEMBER,
        Purpose.RUNNING,
        frozenset({DataClass.IDENTITY, DataClass.MATCHING, DataClass.MENTORSHIP}),
        phrase("a coordinator brings people together and sees that they are in touch"),
    ),
    Duty(
        Role.COORDINATOR,
        Relation.MEMBER,
        Purpose.EVALUATION,
        frozenset({DataClass.FIGURES}),
        phrase("a coordinator sees the figures of her own program"),
    ),
    Duty(
        Role.EVALUATOR,
        Relation.MEMBER,
        Purpose.EVALUATION,
        frozenset({DataClass.FIGURES}),
        phrase("an evaluator works with figures that carry no names"),
    ),
)

_REFUSED = Decision(allowed=False, ground=Ground.NONE)


def may_disclose(
    data_class: DataClass,
    recipient: Recipient,
    purpose: Purpose,
    at: datetime,
    *,
    giver: UUID,
    leaves: Iterable[Leave] = (),
) -> Decision:
    """Whether `giver`'s `data_class` may be shown to `recipient` for `purpose` at this moment.

    `leaves` are the ones on record; those of other people, parts or purposes are ignored.
    """
    if recipient.person == giver:
        return Decision(allowed=True, ground=Ground.OWN)
    if any(_binds(duty, data_class, recipient, purpose) for duty in DUTIES):
        return Decision(allowed=True, ground=Ground.DUTY)
    fitting = [
        leave
        for leave in leaves
        if leave.giver == giver
        and leave.recipient == recipient.person
        and leave.data_class == data_class
        and leave.purpose == purpose
        and leave.holds(at)
    ]
    if not fitting:
        return _REFUSED
    bounds = [leave.first_day for leave in fitting]
    first_day = None if None in bounds else min(day for day in bounds if day is not None)
    return Decision(allowed=True, ground=Ground.LEAVE, first_day=first_day)


def _binds(duty: Duty, data_class: DataClass, recipient: Recipient, purpose: Purpose) -> bool:
    return (
        duty.role in recipient.roles
        and duty.relation in recipient.relations
        and duty.purpose == purpose
        and data_class in duty.data_classes
    )
