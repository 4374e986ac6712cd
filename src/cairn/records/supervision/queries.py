"""Standing behind mentors: what needs a supervisor, one mentor in full, one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.programs.practice import Practice
from cairn.core.programs.shipped import shipped
from cairn.core.supervision.agenda import Point, agenda
from cairn.core.supervision.cadence import Held, Month, is_due, last_month
from cairn.core.supervision.fidelity import Agreement, Rating, Source, agreement, means
from cairn.records.mentorships.since import PairHappened, overseen_since, pairs_since
from cairn.records.people.queries import names_of
from cairn.records.programs.practices import current_practice
from cairn.records.supervision.models import Action, Fidelity, Talk
from cairn.records.supervision.standing import stand_to_mentor
from cairn.records.vault.keyring import Keyring

FIRST_LOOK_BACK = timedelta(days=28)


@dataclass(frozen=True)
class MentorState:
    """One mentor in a supervisor's queue, with what asks for attention."""

    mentor: UUID
    name: str
    people: int
    most_people: int
    silent: int
    month: Month
    due: bool
    open_actions: int
    unrated: bool

    @property
    def over(self) -> bool:
        """Whether they walk with more people than the template allows."""
        return self.people > self.most_people

    @property
    def needs(self) -> int:
        """How many things ask for attention."""
        return sum((self.over, self.silent > 0, self.due, self.unrated))


@dataclass(frozen=True)
class Queue:
    """A supervisor's mentors, those who need most first, and the template that counts."""

    mentors: tuple[MentorState, ...]
    practice: Practice

    @property
    def over(self) -> bool:
        """Whether the supervisor stands behind more mentors than the template allows."""
        return len(self.mentors) > self.practice.mentors_per_supervisor


@dataclass(frozen=True)
class ActionTold:
    """Something agreed on, in words."""

    id: UUID
    words: str
    agreed_on: date
    done: bool


@dataclass(frozen=True)
class TalkTold:
    """One talk as read."""

    day: date
    minutes: int
    together: bool
    note: str


@dataclass(frozen=True)
class MentorInFull:
    """One mentor for the talk with their supervisor, or for themselves."""

    mentor: UUID
    name: str
    own: bool
    practice: Practice
    month: Month
    due: bool
    minutes: int
    agenda: tuple[Point, ...]
    actions: tuple[ActionTold, ...]
    talks: tuple[TalkTold, ...]
    means: dict[Source, tuple[float, int]]
    agreement: Agreement


def queue(*, reader: Reader, today: date, at: datetime) -> Queue:
    """The mentors behind whom the reader stands, with what needs them; a fixed number of queries."""
    ask(Permission.CASELOAD_READ, Standing(reader.roles))
    overseen = overseen_since(reader.here, at=at, supervisor=reader.person)
    practice = practice_here(reader.here)
    mentors = [one.mentor for one in overseen]
    names = names_of(mentors)
    pairs = _by_mentor(pairs_since(mentors, program=reader.here, since=today, at=at))
    held = _held(reader.here, mentors)
    acts = list(
        Action.objects.filter(program_id=reader.here, mentor__in=mentors, done_at=None).values_list(
            "mentor_id", flat=True
        )
    )
    rated = set(
        Fidelity.objects.filter(
            program_id=reader.here,
            mentor__in=mentors,
            source=Source.SUPERVISOR,
            week__gt=today - FIRST_LOOK_BACK - timedelta(days=7),
        ).values_list("mentor_id", flat=True)
    )
    found = []
    for one in overseen:
        running = [pair for pair in pairs.get(one.mentor, ()) if pair.ended is None]
        talks = held.get(one.mentor, [])
        found.append(
            MentorState(
                one.mentor,
                names.get(one.mentor, ""),
                len(running),
                practice.people_per_mentor,
                sum(pair.silent(today) for pair in running),
                last_month(talks, today),
                is_due(talks, practice=practice, since=one.since, today=today),
                acts.count(one.mentor),
                bool(practice.fidelity)
                and one.mentor not in rated
                and (today - one.since) >= FIRST_LOOK_BACK,
            )
        )
    found.sort(key=lambda one: (-one.needs, one.name.casefold()))
    return Queue(tuple(found), practice)


def mentor_in_full(*, reader: Reader, mentor: UUID, today: date, at: datetime) -> MentorInFull:
    """One mentor: to their supervisor with the agenda of the next talk, to themselves without it."""
    standing, since = stand_to_mentor(reader, mentor, at)
    ask(Permission.SUPERVISION_READ, standing)
    practice = practice_here(reader.here)
    own = reader.person == mentor
    talks = list(
        Talk.objects.filter(program_id=reader.here, mentor_id=mentor).order_by("-day", "-held_at")
    )
    keyring = Keyring([mentor])
    actions = [
        ActionTold(
            row.id,
            keyring.open(mentor, row.id, "words", row.words),
            row.agreed_on,
            row.done_at is not None,
        )
        for row in Action.objects.filter(program_id=reader.here, mentor_id=mentor).order_by(
            "done_at", "agreed_on", "id"
        )
    ]
    held = [Held(row.day, row.minutes) for row in talks]
    ratings = ratings_of(reader.here, [mentor])
    if not own:
        reader.see(
            mentor, DataClass.MENTORSHIP, Purpose.SUPERVISION, relation=Relation.SUPERVISOR, at=at
        )
    return MentorInFull(
        mentor,
        names_of([mentor]).get(mentor, ""),
        own,
        practice,
        last_month(held, today),
        is_due(held, practice=practice, since=since or today, today=today),
        sum(one.minutes for one in held),
        () if own else _agenda(reader, mentor, held, actions, today, at),
        tuple(sorted(actions, key=lambda one: one.done)),
        tuple(
            TalkTold(
                row.day,
                row.minutes,
                row.kind == "group",
                keyring.open(mentor, row.id, "note", row.note),
            )
            for row in talks
        ),
        means(one for one in ratings if not own or one.source is Source.SELF),
        agreement(ratings),
    )


def own_mentors(*, reader: Reader, at: datetime) -> list[tuple[UUID, str]]:
    """The mentors behind whom the reader stands, by name; for a talk of several."""
    ask(Permission.CASELOAD_READ, Standing(reader.roles))
    mentors = [one.mentor for one in overseen_since(reader.here, at=at, supervisor=reader.person)]
    names = names_of(mentors)
    return sorted(((one, names.get(one, "")) for one in mentors), key=lambda two: two[1].casefold())


def practice_here(program: UUID) -> Practice:
    """The template that counts; before one was chosen, what recovery coaching asks."""
    found = current_practice(program)
    return found.practice if found else shipped("coaching")


def rates_practice(program: UUID) -> bool:
    """Whether the program has chosen a template with a checklist; for rooms that ask for themselves."""
    found = current_practice(program)
    return bool(found and found.practice.fidelity)


def talks_of(program: UUID, mentors: Iterable[UUID]) -> dict[UUID, list[Held]]:
    """Every talk of some mentors; for rooms that ask for themselves."""
    return _held(program, mentors)


def ratings_of(program: UUID, mentors: Iterable[UUID]) -> list[Rating]:
    """Every fidelity score of some mentors, by week; for rooms that ask for themselves."""
    rows = Fidelity.objects.filter(program_id=program, mentor__in=list(mentors)).order_by(
        "week", "item"
    )
    return [
        Rating(mentor, Source(source), week, item, score, practice)
        for mentor, source, week, item, score, practice in rows.values_list(
            "mentor_id", "source", "week", "item", "score", "practice_id"
        )
    ]


def _agenda(
    reader: Reader,
    mentor: UUID,
    held: list[Held],
    actions: list[ActionTold],
    today: date,
    at: datetime,
) -> tuple[Point, ...]:
    since = max((one.day for one in held), default=today - FIRST_LOOK_BACK)
    pairs = pairs_since([mentor], program=reader.here, since=since, at=at)
    names = names_of([pair.mentee for pair in pairs])
    for pair in pairs:
        reader.see(
            pair.mentee,
            DataClass.MENTORSHIP,
            Purpose.SUPERVISION,
            relation=Relation.SUPERVISOR,
            at=at,
        )
    agreed = [one.words for one in actions if not one.done]
    return tuple(
        agenda(
            [pair.told(names.get(pair.mentee, "")) for pair in pairs],
            agreed,
            since=since,
            today=today,
        )
    )


def _held(program: UUID, mentors: Iterable[UUID]) -> dict[UUID, list[Held]]:
    found: dict[UUID, list[Held]] = {}
    rows = Talk.objects.filter(program_id=program, mentor__in=list(mentors)).order_by("day")
    for mentor, day, minutes in rows.values_list("mentor_id", "day", "minutes"):
        found.setdefault(mentor, []).append(Held(day, minutes))
    return found


def _by_mentor(pairs: Iterable[PairHappened]) -> dict[UUID, list[PairHappened]]:
    found: dict[UUID, list[PairHappened]] = {}
    for pair in pairs:
        found.setdefault(pair.mentor, []).append(pair)
    return found
