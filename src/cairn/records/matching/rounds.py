"""A matching round: asked for by a coordinator, worked out by the clock, written in one go."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.matching import rounds as core
from cairn.core.matching.assignment import Policy
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.jobs import queue
from cairn.records.matching import pool
from cairn.records.matching.models import Proposal, Round, Unmatched
from cairn.records.matching.sealed import phrases_as_text
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

JOB = "matching.round"
POLICY: Policy = "pool"


class RoundUnderWay(Refusal):
    """Another round of this program is being worked out at this moment."""

    def __init__(self) -> None:
        super().__init__(
            phrase("A round is being worked out right now. Look at it first, then start another.")
        )


def start_round(*, by: Reader, at: datetime) -> UUID:
    """Ask for a round of the actor's program; the pairs come a moment later, as drafts."""
    ask(Permission.ROUND_RUN, Standing(by.roles, machine=bool(by.machine)))
    _close_given_up(by, at)
    counted = pool.count(pool.program_of(by), at=at)
    if not counted.waiting:
        raise Invalid(phrase("Nobody is waiting for a mentor, so there is nothing to propose."))
    row = uuid4()
    try:
        with transaction.atomic():
            job = queue.enqueue(by=by, name=JOB, args={"round": str(row)}, at=at, priority=5)
            Round.objects.create(
                id=row,
                program_id=pool.program_of(by),
                made_by=by.person,
                made_at=at,
                policy=POLICY,
                job=job,
            )
            trail.note(by=by, act="round.started", detail=str(row), at=at)
    except IntegrityError as clash:
        raise RoundUnderWay from clash
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
    found = pool.load(row.program_id, at=at)
    progress(30)
    waits = pool.days_waiting(row.program_id, today=at.date())
    mentees = [replace(m, waiting_days=waits.get(who, 0)) for who, m in found.mentees.items()]
    began = time.perf_counter()
    solved = core.propose(
        mentees,
        list(found.mentors.values()),
        policy=POLICY,
        refused=found.refused,
        held=found.held,
    )
    seconds = time.perf_counter() - began
    progress(80)
    keyring = Keyring(found.mentees)
    pairs = [_proposal(keyring, row, pair, at) for pair in solved.pairs]
    left = [_unmatched(keyring, row, one) for one in solved.unmatched]

    def write() -> None:
        still = pool.count(row.program_id, at=at)
        kept = _still_possible(pairs, still)
        Proposal.objects.bulk_create(kept, batch_size=500)
        Unmatched.objects.bulk_create(left, batch_size=500)
        Round.objects.filter(id=row.id).update(
            finished_at=at,
            waiting=len(mentees),
            seats=solved.seats,
            matched=len(kept),
            most=solved.most,
            total=solved.total_fit,
            bound=solved.bound,
            seconds=seconds,
        )
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


def _proposal(keyring: Keyring, row: Round, pair: core.Pairing, at: datetime) -> Proposal:
    return sealed_proposal(
        keyring,
        row,
        mentee=UUID(pair.mentee_id),
        mentor=UUID(pair.mentor_id),
        fit=pair.fit,
        text=phrases_as_text(pair.reasons, pair.compromise),
        at=at,
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
