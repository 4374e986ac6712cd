"""The cast with something on every page: days, contacts, a goal, a round, a draft, open doors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.utils import timezone

from cairn.clockwork.worker import Worker
from cairn.core.consent.law import Element
from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader, machine
from cairn.core.consent.written import Kind as PaperKind
from cairn.core.consent.written import RecipientKind
from cairn.core.days import CheckIn, Use
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means, Support
from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.core.tables import read_table
from cairn.records.consent import agreements, breaches
from cairn.records.consent.commands import share
from cairn.records.consent.queries import shared_by
from cairn.records.days.commands import tell_day
from cairn.records.goals.commands import GoalWritten, rate, write_goal
from cairn.records.groups.commands import attend, hold
from cairn.records.matching import commands as matching
from cairn.records.matching.importing import bring_in, keep_draft
from cairn.records.matching.models import Proposal, Unmatched
from cairn.records.matching.rounds import start_round
from cairn.records.mentorships.commands import log_contact
from cairn.records.programs import cohorts, doors
from cairn.records.programs import commands as programs
from cairn.records.programs.practices import adopt
from cairn.records.programs.queries import program_facts, reader_for
from cairn.records.safety.commands import add_line
from cairn.records.safety.queries import program_lines
from cairn.records.supervision.commands import TalkHeld, hold_talk, rate_fidelity
from cairn.web.matching.sheet_reading import kept
from tests.cast import Cast
from tests.records.matching.crowds import mentees, mentors

LEVELS = {
    -2: "No plan and no one to ask",
    -1: "Staying with friends",
    0: "The form is in",
    1: "A date to move in",
    2: "A month in a room of my own",
}


@dataclass(frozen=True)
class Scene:
    """What stands in addresses: one value for each name that an address takes."""

    cast: Cast
    ids: dict[str, object]


def now() -> datetime:
    """The real moment, by which pages go."""
    return timezone.now()


def reader(cast: Cast, name: str) -> Reader:
    """One of the cast, now."""
    return reader_for(cast.people[name], at=now())


def today(cast: Cast, name: str = "Ana") -> datetime:
    """The moment in someone's own time zone; its date is their today."""
    person = get_user_model().objects.get(pk=cast.people[name])
    return now().astimezone(ZoneInfo(person.time_zone))


def told(cast: Cast, *, days_ago: int = 0, **answers: object) -> UUID:
    """Ana tells one of her days."""
    day = today(cast).date() - timedelta(days=days_ago)
    return tell_day(
        by=reader(cast, "Ana"),
        check_in=CheckIn(day=day, **answers),  # type: ignore[arg-type]
        check_in_id=uuid4(),
        today=today(cast).date(),
        at=now(),
    )


def talked(cast: Cast, *, days_ago: int) -> None:
    """Bo and Ana talked."""
    day = today(cast).date() - timedelta(days=days_ago)
    log_contact(
        by=reader(cast, "Bo"),
        mentorship=cast.mentorship,
        contact=Contact(
            day=day,
            means=Means.PHONE,
            minutes=25,
            support=frozenset({Support.EMOTIONAL}),
            note="She rang her sister.",
            next_step="Walk on Sunday",
        ),
        contact_id=uuid4(),
        today=today(cast, "Bo").date(),
        at=now(),
    )


def goal(cast: Cast) -> UUID:
    """A goal of Ana's, rated by both."""
    written = write_goal(
        by=reader(cast, "Ana"),
        person=cast.ana,
        goal=GoalWritten(Scale("A room of my own", LEVELS), Domain.HOUSING),
        goal_id=uuid4(),
        at=now(),
    )
    for name, level in (("Ana", 0.0), ("Bo", -1.0)):
        rate(
            by=reader(cast, name),
            goal=written,
            level=level,
            rating_id=uuid4(),
            day=today(cast).date(),
            at=now(),
        )
    return written


def sent_round(cast: Cast) -> UUID:
    """A round for a small crowd, worked out and sent."""
    made = drafted_round(cast)
    matching.send_round(by=reader(cast, "Dee"), round_id=made, at=now())
    return made


def drafted_round(cast: Cast) -> UUID:
    """A round for a small crowd, worked out and not yet sent."""
    bring_in(
        by=machine("tests"),
        program=cast.program,
        mentees=mentees(7),
        mentors=mentors(2),
        at=now(),
    )
    made = start_round(by=reader(cast, "Dee"), at=now())
    work()
    return made


def work() -> None:
    """What the clock would do a moment later."""
    Worker().do_what_is_due()


def signed_paper(cast: Cast) -> UUID:
    """Ana lets a clinic have her days, on paper."""
    wish = agreements.Wish(
        kind=PaperKind.TPO,
        information=frozenset({DataClass.DAYS}),
        recipient_kind=RecipientKind.NAMED,
        recipient="Valley Clinic",
        signature="Ana at the river",
        told=frozenset({Element.REVOCATION, Element.REDISCLOSURE, Element.REFUSAL}),
        adult=True,
        until=now() + timedelta(days=90),
    )
    evidence = agreements.Evidence("I let Riverside give my days.", "2026-11", "en", "phone")
    return agreements.sign(by=reader(cast, "Ana"), wish=wish, evidence=evidence, at=now())


def incident(cast: Cast) -> UUID:
    """A list lay open, and Ana was on it."""
    dee, day = reader(cast, "Dee"), today(cast, "Dee").date()
    opened = breaches.open_incident(
        by=dee,
        what="A list lay open in the hall.",
        happened_on=day,
        found_on=day,
        today=day,
        at=now(),
    )
    breaches.add_affected(by=dee, incident=opened, people=[cast.ana], at=now())
    return opened


def cohort(cast: Cast) -> dict[str, object]:
    """A cohort a month old with Ana and Bo in it, its group once held, Bo once talked with."""
    dee, day = reader(cast, "Dee"), today(cast, "Dee").date() - timedelta(days=30)
    adopt(by=dee, program=cast.program, practice=shipped("map"), at=now())
    made = cohorts.begin_cohort(
        by=dee, program=cast.program, name="Spring", first_day=day, cohort_id=uuid4(), at=now()
    )
    for name, part in (("Ana", Role.PARTICIPANT), ("Bo", Role.MENTOR)):
        cohorts.give_place(
            by=dee,
            cohort=made,
            person=cast.people[name],
            part=part,
            first_day=day,
            months=9,
            at=now(),
        )
    meeting = hold(
        by=dee,
        cohort=made,
        meeting_id=uuid4(),
        day=day,
        minutes=60,
        today=today(cast).date(),
        at=now(),
    )
    attend(
        by=dee, cohort=made, meeting=meeting, came=[cast.ana], today=today(cast).date(), at=now()
    )
    hold_talk(
        by=reader(cast, "Cy"),
        mentors=[cast.bo],
        talk=TalkHeld(day, 60, "How it goes.", ("Ring her on Friday",)),
        talk_id=uuid4(),
        today=today(cast, "Cy").date(),
        at=now(),
    )
    for name, score in (("Ana", 3), ("Bo", 2), ("Cy", 2)):
        rate_fidelity(
            by=reader(cast, name),
            mentor=cast.bo,
            scores={0: score, 1: 3},
            day=day,
            today=today(cast).date(),
            at=now(),
        )
    return {"cohort": made, "meeting": meeting}


def set_up(cast: Cast) -> Scene:
    """Everything that a page can show, at least once."""
    ana, dee = reader(cast, "Ana"), reader(cast, "Dee")
    at = now()
    for name, part, purpose in (
        ("Sam", DataClass.GOALS, Purpose.SUPPORT),
        ("Lin", DataClass.DAYS, Purpose.CARE),
    ):
        share(by=ana, recipient=cast.people[name], data_class=part, purpose=purpose, at=at)
    told(cast, days_ago=3, mood=2, use=Use.USE, note="A long day by the river.")
    told(cast, days_ago=2, mood=3, use=Use.DECLINED)
    newest = told(cast, days_ago=1, mood=4, use=Use.NONE, craving=2, sleep=4, wants_call=True)
    talked(cast, days_ago=8)
    written = goal(cast)
    made = sent_round(cast)
    pair = Proposal.objects.filter(round_id=made).order_by("id").first()
    left = Unmatched.objects.filter(round_id=made).first()
    assert pair is not None
    assert left is not None
    sheet = read_table(b"mentee_id,languages,age\nP9,en,forty\nP8,es,31\n", "people.csv")
    held = {"mentee": kept(sheet, "people.csv", "mentee")}
    draft = keep_draft(by=dee, content=held, at=at)
    programs.set_door(by=dee, open_to_self_referral=True, at=at)
    add_line(
        by=dee,
        name="On call",
        number="555-0134",
        hours="8 am to 10 pm",
        checked_on=today(cast, "Dee").date(),
        today=today(cast, "Dee").date(),
        at=at,
    )
    [line] = program_lines(cast.program)
    return Scene(
        cast,
        {
            "mentorship": cast.mentorship,
            "goal": written,
            "round_id": made,
            "mentee": left.mentee_id,
            "proposal_id": pair.id,
            "person": pair.mentor_id,
            "draft": draft,
            "sharing": shared_by(reader=ana, at=at)[0].id,
            "line": line.id,
            "paper": signed_paper(cast),
            "incident": incident(cast),
            "day": (today(cast).date() - timedelta(days=1)).isoformat(),
            "token": doors.invite(by=dee, role=Role.PARTICIPANT, at=at),
            "door": program_facts(cast.program).door,
            "side": "mentee",
            "kind": "csv",
            "number": 1,
            **cohort(cast),
            "mentor": cast.bo,
            "action": uuid4(),
            "place": uuid4(),
            "passkey": uuid4(),
            "own_token": uuid4(),
            "device": uuid4(),
            "anchor": uuid4(),
            "sharer": cast.ana,
            "check_in": newest,
            "stone": "check_in",
            "mark": 1,
        },
    )
