"""A round laid open for the coordinator: its pairs, who is left, one pair in full, whom else to choose."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Side
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.core.shared.words import Phrase
from cairn.records.matching import choices, pool
from cairn.records.matching.models import OPEN_STANDINGS, Answer, Proposal, Round, Unmatched
from cairn.records.matching.sealed import current_profiles, phrases_from
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class PairLine:
    """One pair of a round in the list; `yes` counts those who have said yes."""

    proposal: UUID
    mentee: UUID
    mentee_name: str
    mentor: UUID
    mentor_name: str
    fit: float
    standing: str
    by_hand: bool
    locked: bool
    due_at: datetime | None
    yes: int
    waited: int | None


@dataclass(frozen=True)
class LeftLine:
    """Someone of a round without a mentor, why, and the least that would help."""

    mentee: UUID
    mentee_name: str
    waited: int | None
    why: tuple[Phrase, ...]
    change: Phrase | None


@dataclass(frozen=True)
class PairInFull:
    """One pair side by side. `rank` of `could`: the place of this mentor among those allowed."""

    line: PairLine
    mentee: Profile
    mentor: Profile
    places: int
    reasons: tuple[Phrase, ...]
    compromise: Phrase | None
    rank: int | None
    could: int


@dataclass(frozen=True)
class Named:
    """A mentor to choose, with a name."""

    name: str
    choice: choices.Choice


def pairs_of(
    *, reader: Reader, round_id: UUID, at: datetime, first: int = 0, count: int | None = None
) -> tuple[tuple[PairLine, ...], int]:
    """The pairs of a round that stand or stood, best fit first; dropped and withdrawn ones left out."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    row = _round(reader, round_id)
    rows = Proposal.objects.filter(
        round_id=row.id, standing__in=[*OPEN_STANDINGS, "agreed", "declined"]
    ).order_by("-fit", "id")
    shown = list(rows[first:] if count is None else rows[first : first + count])
    return _lines(reader, shown, at), rows.count()


def left_of(*, reader: Reader, round_id: UUID, at: datetime) -> tuple[LeftLine, ...]:
    """Those of a round who have no pair in it now, longest wait first."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    row = _round(reader, round_id)
    paired = Proposal.objects.filter(
        round_id=row.id, standing__in=[*OPEN_STANDINGS, "agreed"]
    ).values("mentee_id")
    rows = list(Unmatched.objects.filter(round_id=row.id).exclude(mentee_id__in=paired))
    people = [one.mentee_id for one in rows]
    names, keyring = names_of(people), Keyring(people)
    waits = pool.days_waiting(row.program_id, today=at.date())
    found = []
    for one in rows:
        why, change = phrases_from(keyring.open(one.mentee_id, one.id, "reason", one.reason))
        _look(reader, one.mentee_id, at)
        found.append(
            LeftLine(
                one.mentee_id, names.get(one.mentee_id, ""), waits.get(one.mentee_id), why, change
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.waited or 0), one.mentee_name)))


def pair_in_full(*, reader: Reader, round_id: UUID, mentee: UUID, at: datetime) -> PairInFull:
    """One pair of a round, both people side by side."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    row = _round(reader, round_id)
    pair = (
        Proposal.objects.filter(round_id=row.id, mentee_id=mentee)
        .exclude(standing__in=["withdrawn", "dropped"])
        .order_by("-made_at")
        .first()
    )
    if pair is None:
        raise NotFound
    profiles = current_profiles(
        [("mentee", pair.mentee_id), ("mentor", pair.mentor_id)], row.program_id
    )
    reasons, compromise = phrases_from(
        Keyring([mentee]).open(mentee, pair.id, "reasons", pair.reasons)
    )
    offered = choices.for_mentee(row, mentee, at=at) if pair.standing == "drafted" else []
    allowed = [one for one in offered if not one.barred_by]
    now = [place for place, one in enumerate(allowed, 1) if one.now]
    return PairInFull(
        line=_lines(reader, [pair], at)[0],
        mentee=profiles.get(("mentee", pair.mentee_id), MenteeProfile(id=str(mentee))),
        mentor=profiles.get(("mentor", pair.mentor_id), MentorProfile(id=str(pair.mentor_id))),
        places=pool.count(row.program_id, at=at).room(pair.mentor_id),
        reasons=reasons,
        compromise=compromise,
        rank=now[0] if now else None,
        could=len(allowed),
    )


def choices_for(
    *, reader: Reader, round_id: UUID, mentee: UUID, at: datetime
) -> tuple[str, tuple[Named, ...]]:
    """The person's name, and every mentor for them: allowed ones first, best fit first."""
    ask(Permission.PROPOSAL_DECIDE, Standing(reader.roles))
    offered = choices.for_mentee(_round(reader, round_id), mentee, at=at)
    if not offered:
        raise NotFound
    names = names_of([mentee, *(one.mentor for one in offered)])
    for person in names:
        _look(reader, person, at)
    return names.get(mentee, ""), tuple(Named(names.get(one.mentor, ""), one) for one in offered)


def waits_of(*, reader: Reader, round_id: UUID, at: datetime) -> list[int]:
    """Days that the people of a round have waited, without saying whose."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    row = _round(reader, round_id)
    people = {
        *Proposal.objects.filter(round_id=row.id).values_list("mentee_id", flat=True),
        *Unmatched.objects.filter(round_id=row.id).values_list("mentee_id", flat=True),
    }
    since = pool.days_waiting(row.program_id, today=at.date())
    return [since[person] for person in people if person in since]


def room_left(*, reader: Reader, at: datetime) -> dict[UUID, int]:
    """Places left with each mentor of the program now."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    counted = pool.count(pool.program_of(reader), at=at)
    return {mentor: counted.room(mentor) for mentor in counted.capacity}


@dataclass(frozen=True)
class FileRow:
    """One pair as it leaves in a file; codes are those of the coordinator's own sheets."""

    mentee: UUID
    mentor: UUID
    mentee_code: str
    mentor_code: str
    mentee_name: str
    mentor_name: str
    fit: float
    standing: str
    reasons: tuple[Phrase, ...]


def pairs_for_file(*, reader: Reader, round_id: UUID, at: datetime) -> list[FileRow]:
    """Every standing pair of a round with codes and reasons, best fit first."""
    lines, _ = pairs_of(reader=reader, round_id=round_id, at=at)
    sealed = {
        row.id: row for row in Proposal.objects.filter(id__in=[line.proposal for line in lines])
    }
    keyring = Keyring(line.mentee for line in lines)
    wanted: list[tuple[Side, UUID]] = [
        *(("mentee", line.mentee) for line in lines),
        *(("mentor", line.mentor) for line in lines),
    ]
    profiles = current_profiles(wanted, pool.program_of(reader))
    rows = []
    for line in lines:
        reasons, compromise = phrases_from(
            keyring.open(line.mentee, line.proposal, "reasons", sealed[line.proposal].reasons)
        )
        mentee, mentor = (
            profiles.get(("mentee", line.mentee)),
            profiles.get(("mentor", line.mentor)),
        )
        rows.append(
            FileRow(
                line.mentee,
                line.mentor,
                mentee.id if mentee else "",
                mentor.id if mentor else "",
                line.mentee_name,
                line.mentor_name,
                line.fit,
                line.standing,
                (*reasons, *([compromise] if compromise else [])),
            )
        )
    return rows


def _lines(reader: Reader, rows: list[Proposal], at: datetime) -> tuple[PairLine, ...]:
    if not rows:
        return ()
    names = names_of({person for row in rows for person in (row.mentee_id, row.mentor_id)})
    waits = pool.days_waiting(rows[0].program_id, today=at.date())
    yes = Counter(
        Answer.objects.filter(proposal_id__in=[row.id for row in rows], accepted=True).values_list(
            "proposal_id", flat=True
        )
    )
    for person in names:
        _look(reader, person, at)
    return tuple(
        PairLine(
            proposal=row.id,
            mentee=row.mentee_id,
            mentee_name=names.get(row.mentee_id, ""),
            mentor=row.mentor_id,
            mentor_name=names.get(row.mentor_id, ""),
            fit=row.fit,
            standing=row.standing,
            by_hand=row.by_hand,
            locked=row.locked_at is not None,
            due_at=row.due_at,
            yes=yes[row.id],
            waited=waits.get(row.mentee_id),
        )
        for row in rows
    )


def _round(reader: Reader, round_id: UUID) -> Round:
    row = Round.objects.filter(id=round_id, program_id=pool.program_of(reader)).first()
    if row is None:
        raise NotFound
    return row


def _look(reader: Reader, person: UUID, at: datetime) -> None:
    reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    reader.see(person, DataClass.MATCHING, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
