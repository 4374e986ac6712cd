"""Lists of pairs: a participant's own, a mentor's people, a supervisor's mentors, a program's."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.attention import is_silent
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.records.consent.models import Sharing
from cairn.records.mentorships.models import Contact, Mentorship, Oversight
from cairn.records.mentorships.pairs import PairLine, Totals, lines, pair_of, totals_of
from cairn.records.mentorships.queries import Pair
from cairn.records.mentorships.quiet import quiet_of
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import people_in_role

_REACHED = Q(contacts__reached=True)
MISSED_TALKS = 2
"""So many planned talks of a month without one bring a pair before the supervisor."""


@dataclass(frozen=True)
class Companion:
    """The other of a pair, by name."""

    person: UUID
    name: str
    mentorship: UUID


@dataclass(frozen=True)
class AroundMe:
    """A participant's own name, their mentor, and who may see a part of their record."""

    own_name: str
    mentor: Companion | None
    watchers: tuple[tuple[UUID, str], ...]

    @property
    def mentor_sees(self) -> bool:
        """Whether the mentor is among those who may see it."""
        return self.mentor is not None and self.mentor.person in {p for p, _ in self.watchers}


@dataclass(frozen=True)
class PairPage:
    """Some pairs of a list, and how many there are in all."""

    lines: tuple[PairLine, ...]
    total: int


@dataclass(frozen=True)
class MentorLine:
    """One mentor with how many they walk with, and how many pairs are silent."""

    mentor: UUID
    name: str
    people: int
    silent: int


@dataclass(frozen=True)
class Caseload:
    """A supervisor's mentors, and their pairs that have been silent for long or miss their talks."""

    mentors: tuple[MentorLine, ...]
    silent: tuple[PairLine, ...]


@dataclass(frozen=True)
class Overview:
    """How a program stands, in counts."""

    waiting: int
    running: int
    silent: int


def around_me(*, reader: Reader, data_class: DataClass, at: datetime) -> AroundMe:
    """The reader's own mentor, and those whom they let see `data_class`; four queries.

    It is the reader's own record that says who mentors them: no look at anyone else's.
    """
    row = (
        _running(at).filter(mentee_id=reader.person, program_id=reader.here).only("mentor_id")
    ).first()
    watching = (
        Sharing.objects.filter(
            giver_id=reader.person, program_id=reader.here, data_class=data_class, since__lte=at
        )
        .filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
        .filter(Q(until=None) | Q(until__gt=at))
        .order_by("since")
        .values_list("recipient_id", flat=True)
    )
    watchers = list(dict.fromkeys(watching))
    names = names_of([reader.person, *watchers, *([row.mentor_id] if row else [])])
    mentor = Companion(row.mentor_id, names.get(row.mentor_id, ""), row.id) if row else None
    return AroundMe(
        names.get(reader.person, ""), mentor, tuple((one, names.get(one, "")) for one in watchers)
    )


def own_contact_days(*, reader: Reader) -> list[date]:
    """Days on which the reader talked with a mentor of theirs."""
    mine = Contact.objects.filter(mentee_id=reader.person, reached=True)
    return list(mine.order_by("day").values_list("day", flat=True))


def my_people(*, reader: Reader, at: datetime) -> list[PairLine]:
    """The running pairs in which the reader is the mentor, by name."""
    ask(Permission.CONTACT_LOG, Standing(reader.roles, mentors=True))
    rows = list(
        _running(at)
        .filter(mentor_id=reader.person, program_id=reader.here)
        .annotate(
            talks=Count("contacts", filter=_REACHED),
            spent=Sum("contacts__minutes", filter=_REACHED),
            last=Max("contacts__day", filter=_REACHED),
        )
    )
    totals = {row.id: Totals(row.talks, row.spent or 0, row.last) for row in rows}
    quiet = quiet_of([row.id for row in rows], at=at)
    found = [
        replace(line, quiet=quiet[line.pair.id])
        for line in lines([pair_of(row) for row in rows], totals)
    ]
    for line in found:
        reader.see(
            line.pair.mentee,
            DataClass.MENTORSHIP,
            Purpose.MENTORING,
            relation=Relation.MENTOR,
            at=at,
        )
    return sorted(found, key=lambda line: (line.mentee_name.casefold(), line.pair.began_at))


def caseload(*, reader: Reader, today: date, at: datetime) -> Caseload:
    """The mentors behind whom the reader stands, and pairs that someone should ask after.

    These have been silent for long, or missed two planned talks in a month. A pair that
    rests is left in peace.
    """
    ask(Permission.CASELOAD_READ, Standing(reader.roles))
    mentors = list(_overseen(reader, at).values_list("mentor_id", flat=True))
    rows = _running(at).filter(program_id=reader.here, mentor_id__in=mentors)
    pairs = [pair_of(row) for row in rows]
    totals = totals_of(pairs)
    plans = quiet_of([pair.id for pair in pairs], at=at)
    quiet = [
        pair
        for pair in pairs
        if not plans[pair.id].resting
        and (
            len(plans[pair.id].missed) >= MISSED_TALKS
            or _silent(pair, totals[pair.id].last if pair.id in totals else None, today)
        )
    ]
    told_of = [replace(line, quiet=plans[line.pair.id]) for line in lines(quiet)]
    silent = sorted(told_of, key=lambda line: line.totals.last or line.pair.began_at.date())
    names = {line.pair.mentor: line.mentor_name for line in silent}
    names |= names_of(set(mentors) - set(names))
    for line in silent:
        reader.see(
            line.pair.mentee,
            DataClass.MENTORSHIP,
            Purpose.SUPERVISION,
            relation=Relation.SUPERVISOR,
            at=at,
        )
    told = [
        MentorLine(
            mentor,
            names.get(mentor, ""),
            sum(pair.mentor == mentor for pair in pairs),
            sum(pair.mentor == mentor for pair in quiet),
        )
        for mentor in mentors
    ]
    ordered = sorted(told, key=lambda one: (-one.silent, one.name.casefold()))
    return Caseload(tuple(ordered), tuple(silent))


def overview(*, reader: Reader, today: date, at: datetime) -> Overview:
    """Counts of the reader's own program: who waits, which pairs run, which are silent."""
    ask(Permission.PEOPLE_READ, Standing(reader.roles))
    waiting = people_in_role(reader.here, Role.PARTICIPANT, at=at)
    pairs = [pair_of(row) for row in _running(at).filter(program_id=reader.here)]
    totals = totals_of(pairs)
    silent = sum(
        _silent(pair, totals[pair.id].last if pair.id in totals else None, today) for pair in pairs
    )
    return Overview(len(waiting - {pair.mentee for pair in pairs}), len(pairs), silent)


def listing(
    *,
    reader: Reader,
    at: datetime,
    search: str = "",
    ended: bool = False,
    first: int = 0,
    count: int | None = 25,
) -> PairPage:
    """A coordinator's or supervisor's pairs, the longest without a contact first.

    Searching opens names, never the database's text. `count=None` gives all.
    """
    rows = _listed(reader, at)
    rows = rows.filter(ended_at__lte=at) if ended else rows.filter(_still(at))
    rows = rows.annotate(last=Max("contacts__day", filter=_REACHED))
    pairs = [pair_of(row) for row in sorted(rows, key=_longest_silent)]
    if search.strip():
        pairs = _named(pairs, search)
    end = None if count is None else first + count
    shown = lines(pairs[first:end])
    runs = reader.has(Role.COORDINATOR)
    purpose = Purpose.RUNNING if runs else Purpose.SUPERVISION
    relation = Relation.MEMBER if runs else Relation.SUPERVISOR
    for line in shown:
        reader.see(line.pair.mentee, DataClass.MENTORSHIP, purpose, relation=relation, at=at)
    return PairPage(tuple(shown), len(pairs))


def _listed(reader: Reader, at: datetime) -> "QuerySet[Mentorship]":
    rows = Mentorship.objects.filter(program_id=reader.here, began_at__lte=at)
    if reader.has(Role.COORDINATOR):
        ask(Permission.MENTORSHIP_READ, Standing(reader.roles))
        return rows
    ask(Permission.CASELOAD_READ, Standing(reader.roles))
    return rows.filter(mentor_id__in=_overseen(reader, at).values("mentor_id"))


def _longest_silent(row: Mentorship) -> tuple[date, str]:
    last: date | None = row.last  # type: ignore[attr-defined]
    return last or row.began_at.date(), str(row.id)


def _named(pairs: Collection[Pair], search: str) -> list[Pair]:
    wanted = search.casefold().strip()
    names = names_of({person for pair in pairs for person in (pair.mentee, pair.mentor)})
    return [
        pair
        for pair in pairs
        if any(wanted in names.get(one, "").casefold() for one in (pair.mentee, pair.mentor))
    ]


def _silent(pair: Pair, last: date | None, today: date) -> bool:
    return is_silent(last, pair.began_at.date(), today)


def _still(at: datetime) -> Q:
    return Q(ended_at=None) | Q(ended_at__gt=at)


def _running(at: datetime) -> "QuerySet[Mentorship]":
    return Mentorship.objects.filter(_still(at), began_at__lte=at)


def _overseen(reader: Reader, at: datetime) -> "QuerySet[Oversight]":
    return Oversight.objects.filter(
        Q(until=None) | Q(until__gt=at),
        supervisor_id=reader.person,
        program_id=reader.here,
        since__lte=at,
    )
