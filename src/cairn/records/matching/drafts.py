"""What a round writes besides its pairs: pairs moved aside, and whom else each person may choose."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from cairn.core.matching.rounds import Pairing
from cairn.records.matching import pool
from cairn.records.matching.models import (
    OPEN_STANDINGS,
    Alternative,
    Proposal,
    Round,
    Unmatched,
)
from cairn.records.matching.sealed import phrases_as_text
from cairn.records.vault.keyring import Keyring


def moved_aside(
    row: Round, pairs: Iterable[Proposal], left: Iterable[Unmatched], at: datetime
) -> int:
    """Take back the unanswered pairs that a round makes otherwise; how many stay as they are.

    Only where the round was to rethink them; what anyone has said yes to, or a coordinator
    has locked, is never touched.
    """
    if not row.rethinks:
        return 0
    wanted = {pair.mentee_id: pair.mentor_id for pair in pairs}
    asked = wanted.keys() | {one.mentee_id for one in left}
    standing = {p: m for p, m in pool.unanswered(row.program_id).items() if p in asked}
    moved = [mentee for mentee, mentor in standing.items() if wanted.get(mentee) != mentor]
    Proposal.objects.filter(
        program_id=row.program_id, mentee_id__in=moved, standing__in=OPEN_STANDINGS
    ).update(standing="withdrawn", settled_at=at)
    return len(standing) - len(moved)


def listed(
    keyring: Keyring, kept: Iterable[Proposal], lists: Mapping[str, Sequence[Pairing]]
) -> list[Alternative]:
    """Whom else each person may choose, sealed with their key, not yet saved."""
    return [
        _alternative(keyring, pair, other)
        for pair in kept
        for other in lists.get(str(pair.mentee_id), ())
    ]


def _alternative(keyring: Keyring, pair: Proposal, other: Pairing) -> Alternative:
    found = uuid4()
    told = phrases_as_text(other.reasons, other.compromise)
    return Alternative(
        id=found,
        proposal_id=pair.id,
        mentee_id=pair.mentee_id,
        mentor_id=UUID(other.mentor_id),
        fit=other.fit,
        reasons=keyring.seal(pair.mentee_id, found, "reasons", told),
    )
