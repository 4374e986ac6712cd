"""Messages: sealed, once however often they are sent, with true steps; opened only with a reason."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.conversations.messages import OPEN_FOR, State
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.conversations import commands as acts
from cairn.records.conversations.models import Message, Opening, Receipt, Report, Silence
from cairn.records.conversations.queries import Thread, reported, thread, waiting
from cairn.records.mentorships.commands import HasEnded, end
from cairn.records.trail.models import Line
from tests.cast import NOW, Cast, gather

pytestmark = pytest.mark.django_db
WORDS = "Shall we walk by the river?"


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def send(stage: Cast, name: str = "Bo", own_id: UUID | None = None, text: str = WORDS) -> UUID:
    by, own_id = stage.reader(name), own_id or uuid4()
    return acts.send(by=by, mentorship=stage.mentorship, text=text, message_id=own_id, at=NOW)


def seen(stage: Cast, name: str, **more: int) -> Thread:
    return thread(reader=stage.reader(name), mentorship=stage.mentorship, at=NOW, **more)


def opened(stage: Cast, name: str = "Cy", reason: str = "Ana asked me to look") -> None:
    by = stage.reader(name)
    acts.open_messages(by=by, mentorship=stage.mentorship, reason=reason, at=NOW)


def test_sent_twice_it_is_one_sealed_message_and_one_line(stage: Cast) -> None:
    lines, own_id = Line.objects.count(), uuid4()
    assert send(stage, own_id=own_id) == send(stage, own_id=own_id)
    assert Line.objects.count() == lines + 1
    assert b"river" not in bytes(Message.objects.get().text)
    assert [one.text for one in seen(stage, "Ana").messages] == [WORDS]
    with pytest.raises(NotFound):
        send(stage, "Ana", own_id)


def test_each_step_is_true(stage: Cast) -> None:
    send(stage)
    assert seen(stage, "Bo").messages[0].state is State.SENT
    assert waiting(reader=stage.reader("Bo"), at=NOW) == {}
    for _ in range(2):
        told = acts.note_delivered(by=stage.reader("Ana"), at=NOW)
        assert told == {stage.mentorship: 1}
        assert seen(stage, "Bo").messages[0].state is State.DELIVERED
    for _ in range(2):
        acts.note_read(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW)
    assert seen(stage, "Bo").messages[0].state is State.READ
    assert waiting(reader=stage.reader("Ana"), at=NOW) == {}
    assert Receipt.objects.count() == 2


def test_a_supervisor_reads_only_once_both_can_see_why(stage: Cast) -> None:
    send(stage)
    with pytest.raises(NotAllowed):
        seen(stage, "Cy")
    with pytest.raises(Invalid):
        opened(stage, reason=" ")
    opened(stage)
    assert seen(stage, "Cy").messages[0].text == WORDS
    acts.note_read(by=stage.reader("Cy"), mentorship=stage.mentorship, at=NOW)
    assert not Receipt.objects.exists()
    for name in ("Ana", "Bo"):
        [one] = seen(stage, name).openings
        assert (one.name, one.reason) == ("Cy", "Ana asked me to look")
    later = NOW + OPEN_FOR
    with pytest.raises(NotAllowed):
        thread(reader=stage.reader("Cy"), mentorship=stage.mentorship, at=later)


def test_the_supervisors_look_stands_on_the_trail(stage: Cast) -> None:
    opened(stage)
    cy = stage.reader("Cy")
    thread(reader=cy, mentorship=stage.mentorship, at=NOW)
    assert [(look.subject, look.data_class.value) for look in cy.looks] == [
        (stage.ana, "conversations")
    ]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("Dee", NotAllowed), ("Vic", NotAllowed), ("Lin", NotAllowed), ("Eve", NotFound)],
)
def test_nobody_else_reads_writes_or_opens(
    stage: Cast, name: str, refusal: type[Exception]
) -> None:
    message, by, pair = send(stage), stage.reader(name), stage.mentorship
    rows = Line.objects.count()
    for act in (
        lambda: seen(stage, name),
        lambda: send(stage, name),
        lambda: opened(stage, name),
        lambda: acts.report(by=by, mentorship=pair, message=message, at=NOW),
        lambda: acts.hush(by=by, mentorship=pair, at=NOW),
        lambda: acts.hear(by=by, mentorship=pair, at=NOW),
        lambda: acts.note_read(by=by, mentorship=pair, at=NOW),
    ):
        with pytest.raises(refusal):
            act()
    assert Line.objects.count() == rows
    assert not by.looks


def test_a_report_waits_for_the_supervisor_until_they_open(stage: Cast) -> None:
    message = send(stage)
    ana, cy = stage.reader("Ana"), stage.reader("Cy")
    assert reported(reader=cy, at=NOW) == []
    for _ in range(2):
        acts.report(by=ana, mentorship=stage.mentorship, message=message, at=NOW)
    assert Report.objects.count() == 1
    assert reported(reader=cy, at=NOW) == [stage.mentorship]
    assert reported(reader=stage.reader("Eve"), at=NOW) == []
    with pytest.raises(NotFound):
        acts.report(by=stage.reader("Bo"), mentorship=stage.mentorship, message=message, at=NOW)
    later = NOW + timedelta(minutes=1)
    acts.open_messages(by=cy, mentorship=stage.mentorship, reason="Reported", at=later)
    assert reported(reader=cy, at=later) == []


def test_either_may_want_quiet_and_only_they_end_it(stage: Cast) -> None:
    ana, bo = stage.reader("Ana"), stage.reader("Bo")
    for _ in range(2):
        acts.hush(by=ana, mentorship=stage.mentorship, at=NOW)
    assert Silence.objects.count() == 1
    acts.hear(by=bo, mentorship=stage.mentorship, at=NOW)
    assert not seen(stage, "Bo").may_write
    with pytest.raises(acts.QuietWished):
        send(stage)
    acts.hear(by=ana, mentorship=stage.mentorship, at=NOW)
    assert send(stage)


def test_after_an_end_the_two_still_read_and_write_no_more(stage: Cast) -> None:
    own_id = send(stage)
    end(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW - timedelta(seconds=1))
    assert seen(stage, "Ana").total == 1
    assert send(stage, own_id=own_id) == own_id
    with pytest.raises(HasEnded):
        send(stage)


def test_long_threads_come_in_pages_newest_at_the_end(stage: Cast) -> None:
    for number in range(5):
        acts.send(
            by=stage.reader("Bo"),
            mentorship=stage.mentorship,
            text=str(number),
            message_id=uuid4(),
            at=NOW - timedelta(minutes=9 - number),
        )
    newest, before = seen(stage, "Ana", count=2), seen(stage, "Ana", first=2, count=2)
    assert [one.text for one in (*before.messages, *newest.messages)] == ["1", "2", "3", "4"]
    assert newest.total == 5


def test_what_the_tables_forbid(stage: Cast) -> None:
    message = send(stage)
    two = {"mentorship_id": stage.mentorship, "mentee_id": stage.ana}
    step = {"message_id": message, "reader_id": stage.ana, "at": NOW}
    report = {"message_id": message, "reporter_id": stage.ana, "reported_at": NOW}
    wish = {**two, "wished_by_id": stage.ana, "since": NOW}
    Receipt.objects.create(kind="read", **step)
    Report.objects.create(**report)
    Silence.objects.create(**wish)
    forbidden = {
        "conversations_each_step_once": Receipt(kind="read", **step),
        "conversations_known_steps": Receipt(kind="guessed", **step),
        "conversations_each_reports_once": Report(**report),
        "conversations_opening_ends_later": Opening(
            **two, reader_id=stage.cy, reason=b"x", opened_at=NOW, until=NOW
        ),
        "conversations_one_silence_each": Silence(**wish),
    }
    for name, row in forbidden.items():
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save(force_insert=True)
        assert "UNIQUE" in str(refused.value) or name in str(refused.value)
