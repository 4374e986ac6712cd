"""How a round treated groups: worked out with it, kept as counts, read by its coordinator."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cairn.core.consent.readers import Reader
from cairn.core.evaluation.small_numbers import K, suppress
from cairn.core.matching import rounds as core
from cairn.core.matching.fairness import Group, Member, Price, groups_of, prices, tally
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.matching import pool
from cairn.records.matching.learning import InForce, Settling, in_force
from cairn.records.matching.learning_rows import RoundReport
from cairn.records.matching.models import Round
from cairn.records.trail import commands as trail


@dataclass(frozen=True)
class Fairness:
    """One round's report, and the practice it worked by.

    `kept`: the least share of the best rate that any group has under the limit; None
    where it is off. `priced` is False for a pool too large to be solved again.
    """

    made_at: datetime
    groups: tuple[Group, ...]
    prices: tuple[Price, ...]
    priced: bool
    kept: float | None
    practice: InForce


@dataclass(frozen=True)
class SafeGroup:
    """A group as it may leave: None where a count is hidden, and then all that rests on it."""

    kind: str
    group: str
    people: int | None
    matched: int | None
    waited: float | None
    fit: float | None


def body_of(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    solved: core.Round,
    settling: Settling,
    *,
    refused: frozenset[tuple[str, str]],
    held: Mapping[str, int],
) -> dict[str, Any]:
    """The report of a round that has just been solved, to be kept with it."""
    fit = {pair.mentee_id: pair.fit for pair in solved.pairs}
    members = [
        Member(groups, one.id in fit, one.waiting_days, fit.get(one.id))
        for one, groups in zip(mentees, groups_of(mentees), strict=True)
    ]
    costs = prices(
        mentees,
        mentors,
        policy=solved.policy,
        refused=refused,
        held=held,
        weights=settling.practice.weights,
    )
    return {
        "groups": [asdict(one) for one in tally(members)],
        "prices": [asdict(one) for one in costs],
        "priced": len(mentees) * len(mentors) <= 1_000_000,
        "kept": settling.kept,
    }


def keep(round_id: UUID, body: dict[str, Any]) -> None:
    """Keep a round's report; part of the write that keeps the round."""
    RoundReport.objects.create(round_id=round_id, body=body)


def fairness_of(*, reader: Reader, round_id: UUID) -> Fairness:
    """How a round of the reader's program treated groups; no groups for one without a report."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    row = Round.objects.filter(id=round_id, program_id=pool.program_of(reader)).first()
    if row is None:
        raise NotFound
    kept = RoundReport.objects.filter(round_id=row.id).first()
    nothing: dict[str, Any] = {"groups": [], "prices": [], "priced": True, "kept": None}
    body = kept.body if kept else nothing
    return Fairness(
        made_at=row.made_at,
        groups=tuple(Group(**one) for one in body["groups"]),
        prices=tuple(Price(**one) for one in body["prices"]),
        priced=body["priced"],
        kept=body["kept"],
        practice=in_force(row.program_id, at=row.made_at),
    )


def fairness_to_leave(*, by: Reader, round_id: UUID, at: datetime) -> tuple[SafeGroup, ...]:
    """The report made safe to leave the program; that it left stands on the trail."""
    told = fairness_of(reader=by, round_id=round_id)
    trail.note(by=by, act="round.fairness_exported", detail=str(round_id), at=at)
    kinds = sorted({one.kind for one in told.groups})
    return tuple(
        safe for kind in kinds for safe in _safe([one for one in told.groups if one.kind == kind])
    )


def _safe(groups: Sequence[Group]) -> list[SafeGroup]:
    """One kind's counts, matched and not, with complementary hiding."""
    table = suppress([[one.matched, one.people - one.matched] for one in groups], K)
    found = []
    for one, cells, people in zip(groups, table.cells, table.rows, strict=True):
        whole = people is not None and cells[0] is not None and cells[1] is not None
        found.append(
            SafeGroup(
                one.kind,
                one.group,
                people,
                cells[0],
                one.waited if people is not None and one.people >= K else None,
                one.fit if whole and one.matched >= K else None,
            )
        )
    return found
