"""Talks with mentors, what was agreed on, and how fully a mentor keeps to the practice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.core.supervision.fidelity import MOST, week_start
from cairn.records.programs.practices import current_practice
from cairn.records.supervision.models import Action, Fidelity, Talk
from cairn.records.supervision.standing import ask_to_rate, stand_to_mentor
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

NOTE_LENGTH = 4000
WORDS_LENGTH = 300
MOST_MINUTES = 600
MOST_ACTIONS = 5


@dataclass(frozen=True)
class TalkHeld:
    """A talk as told: its day and minutes, what was said, what was agreed. Raises `Invalid`."""

    day: date
    minutes: int
    note: str = ""
    actions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= MOST_MINUTES:
            raise Invalid(phrase("Minutes go from 1 to {most}.", most=MOST_MINUTES), "minutes")
        if len(self.note) > NOTE_LENGTH:
            raise Invalid(
                phrase("Please keep this to {length} characters.", length=NOTE_LENGTH), "note"
            )
        if len(self.actions) > MOST_ACTIONS or any(len(one) > WORDS_LENGTH for one in self.actions):
            raise Invalid(
                phrase("At most {most} things, a line each.", most=MOST_ACTIONS), "actions"
            )


def hold_talk(
    *, by: Reader, mentors: Sequence[UUID], talk: TalkHeld, talk_id: UUID, today: date, at: datetime
) -> UUID:
    """Keep a talk with one mentor or several, by who stands behind each of them.

    What was written is sealed for each mentor apart. The same `talk_id` twice is one talk.
    """
    ask(Permission.SUPERVISION_HOLD, Standing(by.roles, supervises=True))
    for mentor in mentors:
        ask(Permission.SUPERVISION_HOLD, stand_to_mentor(by, mentor, at)[0])
    if not mentors:
        raise Invalid(phrase("Choose who was there."), "mentors")
    if talk.day > today:
        raise Invalid(phrase("That day has not come yet. Choose today or an earlier day."), "day")
    keyring = Keyring(mentors)
    rows, actions = _rows(by, mentors, talk, talk_id, keyring, at)
    with transaction.atomic():
        before = Talk.objects.filter(together=talk_id).values_list("supervisor", flat=True).first()
        if before is not None:
            if before != by.person:
                raise NotFound
            return talk_id
        Talk.objects.bulk_create(rows)
        Action.objects.bulk_create(actions)
        trail.note_all(
            by=by, entries=[trail.Entry("supervision.held", one) for one in mentors], at=at
        )
    return talk_id


def finish_action(*, by: Reader, action: UUID, at: datetime) -> None:
    """Say that something agreed on is done, by the mentor or their supervisor."""
    row = Action.objects.filter(id=action, program_id=by.here, done_at=None).first()
    if row is None:
        raise NotFound
    ask(Permission.SUPERVISION_READ, stand_to_mentor(by, row.mentor_id, at)[0])
    with transaction.atomic():
        Action.objects.filter(id=action, done_at=None).update(done_at=at, done_by=by.person)
        trail.note(by=by, act="supervision.action_done", subject=row.mentor_id, at=at)


def rate_fidelity(
    *, by: Reader, mentor: UUID, scores: Mapping[int, int], day: date, today: date, at: datetime
) -> None:
    """Say how fully a mentor did each thing of the checklist in a day's week, 0 to 3.

    The mentor, their supervisor and whom they mentor each say it for themselves, once a
    week; saying it again puts that week right. What someone skipped is not filled in.
    """
    source = ask_to_rate(reader=by, mentor=mentor, at=at)
    found = current_practice(by.here)
    things = len(found.practice.fidelity) if found else 0
    if found is None or not things:
        raise NotFound
    if day > today:
        raise Invalid(phrase("That day has not come yet. Choose today or an earlier day."), "day")
    if not all(0 <= item < things and 0 <= score <= MOST for item, score in scores.items()):
        raise Invalid(phrase("Please choose from the list."))
    if not scores:
        raise Invalid(phrase("Rate at least one thing, or come back another day."))
    week = week_start(day)
    with transaction.atomic():
        Fidelity.objects.filter(mentor_id=mentor, rater=by.person, week=week).delete()
        Fidelity.objects.bulk_create(
            Fidelity(
                program_id=by.here,
                mentor_id=mentor,
                practice_id=found.id,
                rater=by.person,
                source=source,
                week=week,
                item=item,
                score=score,
                rated_at=at,
            )
            for item, score in sorted(scores.items())
        )
        trail.note(by=by, act="fidelity.rated", subject=mentor, detail=source, at=at)


def _rows(
    by: Reader,
    mentors: Sequence[UUID],
    talk: TalkHeld,
    together: UUID,
    keyring: Keyring,
    at: datetime,
) -> tuple[list[Talk], list[Action]]:
    rows, actions = [], []
    for mentor in mentors:
        row = Talk(
            program_id=by.here,
            mentor_id=mentor,
            supervisor=by.person,
            together=together,
            kind="group" if len(mentors) > 1 else "individual",
            day=talk.day,
            minutes=talk.minutes,
            held_at=at,
        )
        row.note = keyring.seal(mentor, row.id, "note", talk.note.strip())
        rows.append(row)
        for words in talk.actions:
            one = uuid4()
            actions.append(
                Action(
                    id=one,
                    program_id=by.here,
                    mentor_id=mentor,
                    talk=row,
                    words=keyring.seal(mentor, one, "words", words),
                    agreed_on=talk.day,
                )
            )
    return rows, actions
