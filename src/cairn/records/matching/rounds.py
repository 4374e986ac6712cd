"""A matching round: asked for by a coordinator, worked out by the clock, written in one go."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.matching import rounds as core
from cairn.core.matching.assignment import POLICIES, Policy
from cairn.core.matching.lists import alternatives
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.jobs import queue
from cairn.records.matching import fairness, pool
from cairn.records.matching.drafts import listed, moved_aside
from cairn.records.matching.learning import Settling, in_force
from cairn.records.matching.models import Alternative, Proposal, Round, Unmatched
from cairn.records.matching.sealed import phrases_as_text
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

JOB = "matching.round"
POLICY: Policy = "balanced"
LONGEST_ANSWER = 60
MOST_LISTED = 3


@dataclass(frozen=True)
class Plan:
    """How a round is run. `lists`: how many mentors each person may choose from, 1 to 3.

    `rethinks`: pairs that nobody has answered are weighed again; `answer_days`: the time to
    answer; `follows_up`: after a no or no answer, the next best is offered by itself.
    """

    policy: Policy = POLICY
    lists: int = 1
    rethinks: bool = False
    answer_days: int = 7
    follows_up: bool = True


class RoundUnderWay(Refusal):
    """Another round of this program is being worked out at this moment."""

    def __init__(self) -> None:
        super().__init__(
            phrase("A round is being worked out right now. Look at it first, then start another.")
        )


def start_round(*, by: Reader, at: datetime, plan: Plan = Plan()) -> UUID:
    """Ask for a round of the actor's program; the pairs come a moment later, as drafts."""
    ask(Permission.ROUND_RUN, Standing(by.roles, machine=bool(by.machine)))
    if not 1 <= plan.answer_days <= LONGEST_ANSWER:
        raise Invalid(phrase("Choose from 1 to {most} days.", most=LONGEST_ANSWER), "answer_days")
    if not 1 <= plan.lists <= MOST_LISTED or plan.policy not in POLICIES:
        raise NotFound
    _close_given_up(by, at)
    counted = pool.count(pool.program_of(by), at=at)
    if not counted.waiting and not (plan.rethinks and pool.unanswered(pool.program_of(by))):
        raise Invalid(phrase("Nobody is waiting for a mentor, so there is nothing to propose."))
    try:
        with transaction.atomic():
            return _asked_for(by, pool.program_of(by), at, **asdict(plan))
    except IntegrityError as clash:
        raise RoundUnderWay from clash


def place_one(*, by: Reader, program: UUID, mentee: UUID, sends: bool, at: datetime) -> UUID:
    """Ask for a place for one person now, weighed with everyone else who waits.

    They are given the mentor whom the best round for all would give them, so that nobody
    who waits for the next round loses by it. `sends`: the pair goes out by itself.
    """
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.ROUND_RUN, Standing(roles, machine=bool(by.machine)))
    if not by.machine and mentee not in pool.count(program, at=at).waiting:
        raise NotFound
    with transaction.atomic():
        return _asked_for(by, program, at, policy=POLICY, only=mentee, sends=sends)


def _asked_for(by: Reader, program: UUID, at: datetime, **plan: Any) -> UUID:
    row = uuid4()
    job = queue.enqueue(by=by, name=JOB, args={"round": str(row)}, at=at, priority=5)
    Round.objects.create(id=row, program_id=program, made_by=by.person, made_at=at, job=job, **plan)
    trail.note(by=by, act="round.started", detail=str(row), at=at)
    return row


def work_out(*, by: Reader, round_id: UUID, at: datetime, progress: queue.Progress) -> queue.Write:
    """Solve a round outside any transaction; returns the short write that keeps it.

    A round that is already finished, or whose program is gone, is left as it is.
    """
    ask(Permission.ROUND_RUN, Standing(machine=bool(by.machine)))
    row = Round.objects.filter(id=round_id).first()
    if row is None:
        raise NotFound
    if row.finished_at is not None:
        return lambda: None
    found = pool.load(row.program_id, at=at, rethinking=row.rethinks)
    progress(30)
    waits = pool.days_waiting(row.program_id, today=at.date())
    mentees = [replace(m, waiting_days=waits.get(who, 0)) for who, m in found.mentees.items()]
    settling = Settling(in_force(row.program_id, at=row.made_at), seed=row.id)
    began = time.perf_counter()
    solved = core.propose(
        mentees,
        list(found.mentors.values()),
        policy=cast(Policy, row.policy),
        refused=found.refused | found.former,
        held=found.held,
        weights=settling.practice.weights,
        settle=settling.needed,
    )
    lists = alternatives(
        mentees,
        list(found.mentors.values()),
        {pair.mentee_id: pair.mentor_id for pair in solved.pairs},
        more=row.lists - 1,
        refused=found.refused | found.former,
        held=found.held,
        weights=settling.practice.weights,
    )
    seconds = time.perf_counter() - began
    report = (
        fairness.body_of(
            mentees,
            list(found.mentors.values()),
            solved,
            settling,
            refused=found.refused | found.former,
            held=found.held,
        )
        if row.only is None
        else None
    )
    progress(80)
    keyring = Keyring(found.mentees)
    meant = found.mentees.keys() if row.only is None else {row.only}
    pairs = [
        _proposal(keyring, row, pair, at, settling.chance.get(pair.mentee_id))
        for pair in solved.pairs
        if UUID(pair.mentee_id) in meant
    ]
    left = [
        _unmatched(keyring, row, one) for one in solved.unmatched if UUID(one.mentee_id) in meant
    ]
    only = next((pair.fit for pair in pairs), 0.0)

    def write() -> None:
        stayed = moved_aside(row, pairs, left, at)
        still = pool.count(row.program_id, at=at)
        kept = _still_possible(pairs, still)
        Proposal.objects.bulk_create(kept, batch_size=500)
        Alternative.objects.bulk_create(listed(keyring, kept, lists), batch_size=500)
        Unmatched.objects.bulk_create(left, batch_size=500)
        Round.objects.filter(id=row.id).update(
            finished_at=at,
            waiting=len(mentees) if row.only is None else len(pairs) + len(left),
            seats=solved.seats,
            matched=len(kept) + stayed,
            most=solved.most if row.only is None else len(pairs),
            total=solved.total_fit if row.only is None else only,
            bound=solved.bound if row.only is None else only,
            sent_at=at if row.sends else None,
            seconds=seconds,
        )
        if report is not None:
            fairness.keep(row.id, report)
        trail.note_all(
            by=replace(by, program=row.program_id),
            entries=[trail.Entry("pair.drafted", pair.mentee_id) for pair in kept],
            at=at,
        )

    return write


def progress_of(job: UUID | None) -> queue.Standing | None:
    """How far a round's work is; None once the queue has forgotten it."""
    return queue.standing(job) if job else None


def _still_possible(pairs: list[Proposal], still: pool.Counted) -> list[Proposal]:
    """What is left of the pairs when someone was paired by hand in the meantime."""
    given: Counter[UUID] = Counter()
    kept = []
    for pair in pairs:
        if pair.mentee_id in still.waiting and given[pair.mentor_id] < still.room(pair.mentor_id):
            given[pair.mentor_id] += 1
            kept.append(pair)
    return kept


def _proposal(
    keyring: Keyring, row: Round, pair: core.Pairing, at: datetime, chance: float | None
) -> Proposal:
    return sealed_proposal(
        keyring,
        row,
        mentee=UUID(pair.mentee_id),
        mentor=UUID(pair.mentor_id),
        fit=pair.fit,
        text=phrases_as_text(pair.reasons, pair.compromise),
        at=at,
        chance=chance,
        mentee_first=row.lists > 1,
        **(
            {"standing": "sent", "sent_at": at, "due_at": at + timedelta(days=row.answer_days)}
            if row.sends
            else {}
        ),
    )


def sealed_proposal(
    keyring: Keyring,
    row: Round,
    *,
    mentee: UUID,
    mentor: UUID,
    fit: float,
    text: str,
    at: datetime,
    **more: Any,
) -> Proposal:
    """A fresh draft of a pair, its reasons sealed with the mentee's key, not yet saved."""
    found = uuid4()
    return Proposal(
        id=found,
        round_id=row.id,
        program_id=row.program_id,
        mentee_id=mentee,
        mentor_id=mentor,
        fit=fit,
        reasons=keyring.seal(mentee, found, "reasons", text),
        made_at=at,
        **more,
    )


def _unmatched(keyring: Keyring, row: Round, one: core.Unmatched) -> Unmatched:
    mentee, found = UUID(one.mentee_id), uuid4()
    told = phrases_as_text([one.reason], one.change)
    return Unmatched(
        id=found,
        round_id=row.id,
        mentee_id=mentee,
        reason=keyring.seal(mentee, found, "reason", told),
    )


def _close_given_up(by: Reader, at: datetime) -> None:
    """A round whose work was given up after five tries makes room for the next."""
    stuck: Mapping[UUID, UUID | None] = dict(
        Round.objects.filter(program_id=pool.program_of(by), finished_at=None).values_list(
            "id", "job"
        )
    )
    for row, job in stuck.items():
        how = progress_of(job)
        if how is None or how.gave_up:
            with transaction.atomic():
                Round.objects.filter(id=row).update(finished_at=at, fault="gave up")
                trail.note(by=by, act="round.given_up", detail=str(row), at=at)
