"""A proposed pair as its two people may read it, and the pairs that wait for one's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import Profile
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.core.shared.words import Phrase
from cairn.records.matching import pool
from cairn.records.matching.models import Alternative, Answer, Proposal
from cairn.records.matching.sealed import current_profiles, phrases_from
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Other:
    """Someone else on a person's list; `free` while a place is left."""

    id: UUID
    name: str
    reasons: tuple[Phrase, ...]
    compromise: Phrase | None
    free: bool


@dataclass(frozen=True)
class Proposed:
    """A proposal as one of its two people reads it; `shared` holds only what both have said."""

    id: UUID
    other: UUID
    other_name: str
    i_am_mentee: bool
    standing: str
    answered: bool | None
    reasons: tuple[Phrase, ...]
    compromise: Phrase | None
    shared: Mapping[str, tuple[str, ...]]
    due_at: datetime | None = None
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class OpenProposal:
    """A pair that waits for the reader's answer, for the front page."""

    id: UUID
    other: UUID
    other_name: str
    i_am_mentee: bool
    due_at: datetime | None = None
    reminded: bool = False


def open_proposals(*, reader: Reader, at: datetime) -> list[OpenProposal]:
    """Pairs that wait for the reader's own answer, oldest first."""
    ask(Permission.TODAY_READ, Standing(reader.roles))
    rows = list(
        Proposal.objects.filter(
            _mine(reader), program_id=pool.program_of(reader), standing="sent"
        ).order_by("made_at", "id")
    )
    if not rows:
        return []
    answered = set(
        Answer.objects.filter(
            proposal_id__in=[row.id for row in rows], person_id=reader.person
        ).values_list("proposal_id", flat=True)
    )
    waiting = [row for row in rows if row.id not in answered and not too_early(row, reader.person)]
    others = {row.id: _other(row, reader) for row in waiting}
    names = names_of(others.values())
    for other in others.values():
        reader.see(other, DataClass.IDENTITY, Purpose.MENTORING, relation=Relation.PROPOSED, at=at)
    return [
        OpenProposal(
            row.id,
            others[row.id],
            names.get(others[row.id], ""),
            row.mentee_id == reader.person,
            row.due_at,
            row.reminded_at is not None,
        )
        for row in waiting
    ]


def too_early(row: Proposal, person: UUID) -> bool:
    """Where the participant chooses first, the mentor hears of it after their yes."""
    if not row.mentee_first or person != row.mentor_id:
        return False
    return not Answer.objects.filter(proposal_id=row.id, person_id=row.mentee_id).exists()


def proposal(*, reader: Reader, proposal_id: UUID, at: datetime) -> Proposed:
    """A sent pair as one of its two people may read it; others find nothing."""
    row = (
        Proposal.objects.filter(_mine(reader), id=proposal_id, program_id=pool.program_of(reader))
        .exclude(sent_at=None)
        .first()
    )
    if row is None or too_early(row, reader.person):
        raise NotFound
    ask(Permission.PROPOSAL_READ, Standing(reader.roles, is_party=True))
    other = _other(row, reader)
    answers = dict(
        Answer.objects.filter(proposal_id=row.id, person_id=reader.person).values_list(
            "person_id", "accepted"
        )
    )
    reasons, compromise = phrases_from(
        Keyring([row.mentee_id]).open(row.mentee_id, row.id, "reasons", row.reasons)
    )
    profiles = current_profiles(
        [("mentee", row.mentee_id), ("mentor", row.mentor_id)], row.program_id
    )
    reader.see(other, DataClass.IDENTITY, Purpose.MENTORING, relation=Relation.PROPOSED, at=at)
    reader.see(other, DataClass.MATCHING, Purpose.MENTORING, relation=Relation.PROPOSED, at=at)
    return Proposed(
        id=row.id,
        other=other,
        other_name=names_of([other]).get(other, ""),
        i_am_mentee=row.mentee_id == reader.person,
        standing=row.standing,
        answered=answers.get(reader.person),
        reasons=reasons,
        compromise=compromise,
        shared=_in_common(list(profiles.values())),
        due_at=row.due_at,
        others=_others(reader, row, at) if row.mentee_id == reader.person else (),
    )


def _others(reader: Reader, row: Proposal, at: datetime) -> tuple[Other, ...]:
    """Whom else the person may choose, best fit first."""
    listed = list(Alternative.objects.filter(proposal_id=row.id).order_by("-fit", "id"))
    if not listed or row.standing != "sent":
        return ()
    counted, keyring = pool.count(row.program_id, at=at), Keyring([row.mentee_id])
    names = names_of(one.mentor_id for one in listed)
    found = []
    for one in listed:
        reasons, compromise = phrases_from(
            keyring.open(row.mentee_id, one.id, "reasons", one.reasons)
        )
        reader.see(
            one.mentor_id, DataClass.IDENTITY, Purpose.MENTORING, relation=Relation.PROPOSED, at=at
        )
        free = counted.room(one.mentor_id) > 0
        found.append(Other(one.id, names.get(one.mentor_id, ""), reasons, compromise, free))
    return tuple(found)


SHARED_FIELDS = ("languages", "available", "modes", "interests")
"""What two people may read of each other before they say yes, where both have said it."""


def _in_common(profiles: list[Profile]) -> dict[str, tuple[str, ...]]:
    if len(profiles) != 2:
        return {}
    one, other = profiles
    return {
        name: tuple(sorted(getattr(one, name) & getattr(other, name))) for name in SHARED_FIELDS
    }


def _mine(reader: Reader) -> Q:
    return Q(mentee_id=reader.person) | Q(mentor_id=reader.person)


def _other(row: Proposal, reader: Reader) -> UUID:
    found: UUID = row.mentor_id if row.mentee_id == reader.person else row.mentee_id
    return found
