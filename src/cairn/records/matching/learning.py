"""What a program learned from its past pairs, which version it goes by, and who decided that."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Max

from cairn.core.consent.readers import Reader
from cairn.core.matching.fairness import groups_of, hold_rates
from cairn.core.matching.features import NEUTRAL
from cairn.core.matching.learning import (
    FIELDS,
    OUTCOMES,
    Posterior,
    Verdict,
    as_table,
    expert_weights,
    explore,
    in_order,
    judge,
    learn,
    update,
)
from cairn.core.matching.pairs import Whole
from cairn.core.matching.rounds import Solved
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.matching import past, pool
from cairn.records.matching.learning_rows import Practice, Version
from cairn.records.trail import commands as trail

MOST_EXPLORED = 100_000
"""With more allowed pairs than this, nothing is left to chance: it would take too long."""


@dataclass(frozen=True)
class Learnt:
    """One version as it is told; `body` holds its figures by name."""

    id: UUID
    number: int
    made_at: datetime
    body: Mapping[str, Any]

    @property
    def moved(self) -> bool:
        """It differs from the evidence, so there is something to adopt."""
        return bool(self.body["verdict"] == Verdict.MOVED)


@dataclass(frozen=True)
class InForce:
    """How a program matches at a moment. `version` None: the weights of the evidence."""

    version: Learnt | None
    explores: bool
    least_rate: float | None
    since: datetime | None

    @property
    def weights(self) -> list[float]:
        """In the order of what is compared, adding up to 1."""
        kept = expert_weights()
        if self.version is not None:
            kept = in_order(self.version.body["weights"])
        return [float(weight) for weight in kept]


class LearnedMeanwhile(Refusal):
    """Two people learned from the same past at once."""

    def __init__(self) -> None:
        super().__init__(phrase("Someone else has just done this. Look at what they found."))


class Settling:
    """What the practice does to a policy's answer: hold matched rates together, then try near equals.

    `chance` holds how likely each person's mentor was, by id; `kept` the share of the
    best rate that every group has, None where no limit is on.
    """

    def __init__(self, practice: InForce, seed: UUID) -> None:
        self.practice, self.seed = practice, seed
        self.chance: dict[str, float] = {}
        self.kept: float | None = None

    @property
    def needed(self) -> "Settling | None":
        """Itself where there is anything to settle."""
        on = self.practice.explores or self.practice.least_rate is not None
        return self if on else None

    def __call__(self, solved: Solved) -> Whole:
        """The matching that the practice makes of the policy's own."""
        mentor_of = solved.mentor_of
        if self.practice.least_rate is not None:
            held = hold_rates(
                solved.mentee,
                solved.mentor,
                solved.fit,
                solved.places,
                mentor_of,
                groups_of(solved.mentees),
                self.practice.least_rate,
            )
            mentor_of, self.kept = held.mentor_of, held.kept
        if self.practice.explores and 0 < len(solved.mentee) <= MOST_EXPLORED:
            mentor_of = self._tried(solved, mentor_of)
        return mentor_of

    def _tried(self, solved: Solved, plain: Whole) -> Whole:
        alike, known = solved.compared.parts(solved.mentee, solved.mentor)
        tried = explore(
            solved.mentee,
            solved.mentor,
            solved.fit,
            np.where(known, alike, NEUTRAL).astype(np.float64),
            solved.places,
            plain,
            _belief(self.practice.version),
            np.random.default_rng(self.seed.int),
        )
        self.chance = {
            solved.mentees[row].id: float(tried.chance[row])
            for row in np.flatnonzero(tried.mentor_of >= 0).tolist()
        }
        return tried.mentor_of


def in_force(program: UUID, *, at: datetime) -> InForce:
    """The practice of a program at a moment, in one query; for rounds, which show nobody's record."""
    row = (
        Practice.objects.filter(program_id=program, set_at__lte=at)
        .select_related("version")
        .order_by("-set_at", "-id")
        .first()
    )
    if row is None:
        return InForce(None, explores=False, least_rate=None, since=None)
    version = _told(row.version) if row.version else None
    return InForce(version, row.explores, row.least_rate, row.set_at)


def practice(*, reader: Reader, at: datetime) -> tuple[InForce, Learnt | None]:
    """How the reader's program matches now, and the newest version that was learned."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    program = pool.program_of(reader)
    newest = Version.objects.filter(program_id=program).order_by("-number").first()
    return in_force(program, at=at), _told(newest) if newest else None


def practices(*, reader: Reader, at: datetime) -> list[InForce]:
    """Every practice that the program has had, newest first."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    rows = Practice.objects.filter(program_id=pool.program_of(reader), set_at__lte=at)
    return [
        InForce(
            _told(row.version) if row.version else None, row.explores, row.least_rate, row.set_at
        )
        for row in rows.select_related("version").order_by("-set_at", "-id")
    ]


def learn_now(*, by: Reader, at: datetime) -> UUID:
    """Learn a version from the program's past; nothing uses it until a coordinator adopts it."""
    ask(Permission.PRACTICE_CHANGE, Standing(by.roles))
    program = pool.program_of(by)
    told = past.past_pairs(reader=by, at=at)
    learned = learn(told.features, told.mentor, told.outcomes)
    judged = judge(told.rounds, learned.weights, learned.posterior.mean)
    warning = judged.warning
    row = uuid4()
    body = {
        "fields": list(FIELDS),
        "weights": as_table(learned.weights),
        "expert": as_table(expert_weights()),
        "low": as_table(learned.low),
        "high": as_table(learned.high),
        "mean": learned.posterior.mean.tolist(),
        "covariance": learned.posterior.covariance.tolist(),
        "mentor_share": learned.posterior.mentor_share,
        "verdict": learned.verdict.value,
        "step": learned.step,
        "gain": [learned.gain, learned.gain_low, learned.gain_high],
        "pairs": learned.posterior.pairs,
        "known": dict(zip(OUTCOMES, np.isfinite(told.outcomes).sum(axis=0).tolist(), strict=True)),
        "judged": {**asdict(judged), "warning": warning.template if warning else ""},
    }
    try:
        with transaction.atomic():
            last = Version.objects.filter(program_id=program).aggregate(n=Max("number"))["n"] or 0
            Version.objects.create(
                id=row,
                program_id=program,
                number=last + 1,
                made_by=by.person,
                made_at=at,
                body=body,
            )
            trail.note(by=by, act="weights.learned", detail=f"version {last + 1}", at=at)
    except IntegrityError as clash:
        raise LearnedMeanwhile from clash
    return row


def adopt(*, by: Reader, version: UUID | None, at: datetime) -> None:
    """From now on rounds weigh by this version; None goes back to the weights of the evidence."""
    ask(Permission.PRACTICE_CHANGE, Standing(by.roles))
    program = pool.program_of(by)
    row = Version.objects.filter(id=version, program_id=program).first() if version else None
    if version and row is None:
        raise NotFound
    if row is not None and not _told(row).moved:
        raise Invalid(
            phrase("This version does not differ from the evidence, so it changes nothing.")
        )
    now = in_force(program, at=at)
    detail = f"version {row.number}" if row else "the evidence"
    with transaction.atomic():
        Practice.objects.create(
            program_id=program,
            version=row,
            explores=now.explores,
            least_rate=now.least_rate,
            set_by=by.person,
            set_at=at,
        )
        trail.note(by=by, act="weights.adopted", detail=detail, at=at)


def set_limits(*, by: Reader, explores: bool, least_rate: float | None, at: datetime) -> None:
    """Turn trying near equals on or off, and the limit on matched rates (a share, or None)."""
    ask(Permission.PRACTICE_CHANGE, Standing(by.roles))
    program = pool.program_of(by)
    if least_rate is not None and not 0 < least_rate <= 1:
        raise Invalid(phrase("The limit is a share above 0 and at most 100 percent."))
    now = in_force(program, at=at)
    with transaction.atomic():
        Practice.objects.create(
            program_id=program,
            version_id=now.version.id if now.version else None,
            explores=explores,
            least_rate=least_rate,
            set_by=by.person,
            set_at=at,
        )
        detail = f"chance {'on' if explores else 'off'}, least rate {least_rate or 'off'}"
        trail.note(by=by, act="practice.changed", detail=detail, at=at)


def _told(row: Version) -> Learnt:
    return Learnt(row.id, row.number, row.made_at, row.body)


def _belief(version: Learnt | None) -> Posterior:
    """What is believed of the weights; the evidence where nothing that still fits was learned."""
    nothing = update(np.zeros((0, len(FIELDS))), np.zeros(0), np.zeros(0, np.int64))
    kept: Sequence[str] = version.body["fields"] if version else ()
    if version is None or tuple(kept) != FIELDS:
        return nothing
    return Posterior(
        mean=np.array(version.body["mean"]),
        covariance=np.array(version.body["covariance"]),
        mentor_share=float(version.body["mentor_share"]),
        mentor_effect=np.zeros(0),
        plain_mean=nothing.plain_mean,
        plain_covariance=nothing.plain_covariance,
        pairs=int(version.body["pairs"]),
    )
