"""Two programs full of things that somebody may see and others may not, for the access matrix."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cairn.core.consent.law import Element
from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.presets import Preset
from cairn.core.consent.readers import Reader, machine
from cairn.core.consent.written import Kind as PaperKind
from cairn.core.consent.written import RecipientKind
from cairn.core.days import CheckIn
from cairn.core.days.anchors import Anchor
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.mentorships.contacts import Contact, Means
from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.records.consent import agreements, breaches, disclosures, nearness
from cairn.records.consent.commands import share
from cairn.records.consent.queries import shared_by
from cairn.records.days.commands import tell_day
from cairn.records.days.looking_back import add_anchor
from cairn.records.goals.commands import GoalWritten, write_goal
from cairn.records.groups.commands import hold
from cairn.records.matching.commands import write_profile
from cairn.records.matching.importing import keep_draft
from cairn.records.matching.models import Proposal, Round
from cairn.records.matching.rounds import sealed_proposal
from cairn.records.matching.sealed import phrases_as_text
from cairn.records.mentorships import commands as mentorships
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.models import Passkey, Recovery, SignIn
from cairn.records.programs import cohorts, doors
from cairn.records.programs import commands as programs
from cairn.records.programs.practices import adopt
from cairn.records.programs.queries import program_facts, reader_for
from cairn.records.safety.commands import add_line
from cairn.records.supervision.commands import TalkHeld, hold_talk
from cairn.records.supervision.models import Action
from cairn.records.tokens.models import Token
from cairn.records.vault.keyring import Keyring
from tests.cast import BEGINNING, Cast, gather

MORE: dict[str, tuple[Role, ...]] = {
    "Uma": (Role.SUPPORTER,),
    "Fay": (Role.MENTOR,),
    "Gus": (Role.MENTOR,),
    "Hal": (Role.PARTICIPANT,),
    "Ivy": (Role.PARTICIPANT, Role.MENTOR),
    "Jo": (Role.SUPERVISOR,),
    "Kit": (Role.PARTICIPANT, Role.MENTOR, Role.COORDINATOR),
    "Moe": (Role.COORDINATOR,),
}
"""Those whom the cast lacks; Kit's roles end again."""
ELSEWHERE = {"Ned": Role.PARTICIPANT, "Pia": Role.PARTICIPANT, "Oz": Role.MENTOR}
BY = machine("tests")
LEVELS = dict(zip(range(-2, 3), ("none", "a little", "half", "most", "all"), strict=True))

About = dict[str, object]


@dataclass(frozen=True)
class Scene:
    """Everyone's id, and for each thing an address can be about, what stands in the address."""

    people: dict[str, UUID]
    about: dict[str, About]


def set_up(at: datetime) -> Scene:
    """Ana and Hal with all that is theirs in one program, Ned with the same in the other."""
    cast = gather()
    people = {**cast.people, **_more_people(cast, at)}
    cast = replace(cast, people=people)
    ana = reader_for(people["Ana"], at=at)
    mentorships.end(by=ana, mentorship=cast.mentorship, at=at)
    past = _pair(cast, "Ana", "Fay")
    mentorships.end(by=ana, mentorship=past, at=at)
    _pair(cast, "Ivy", "Bo")
    pairs = {
        "Ana": ("Bo", _pair(cast, "Ana", "Bo")),
        "Hal": ("Gus", _pair(cast, "Hal", "Gus")),
        "Ned": ("Oz", _pair(cast, "Ned", "Oz")),
    }
    about = {name: _own_things(cast, name, *pair, at) for name, pair in pairs.items()}
    here = _program_things(cast, "Dee", ("Ana", "Ivy", "Gus"), at)
    there = _program_things(cast, "Eve", ("Ned", "Pia", "Oz"), at)
    sent = {"Ana": here, "Ned": there}
    for name, (mentor, _) in pairs.items():
        made = sent["Ned" if name == "Ned" else "Ana"]["round_id"]
        pair = _proposal(made, people[name], people[mentor], at, standing="agreed", sent_at=at)
        about[name] |= {**sent.get(name, {}), "proposal_id": pair}
    about["Ana"]["action"] = _agreed_on(cast, "Cy", "Bo", at)
    about["Ned"]["action"] = _agreed_on(cast, "Eve", "Oz", at)
    about["past"] = {"mentorship": past}
    about["draft"] = {"proposal_id": here["drafted"]}
    about["-"] = {
        "day": at.date() - timedelta(days=1),
        "token": doors.invite(by=reader_for(people["Dee"], at=at), role=Role.EVALUATOR, at=at),
        "door": program_facts(cast.program).door,
        "side": "mentee",
        "stone": "check_in",
        "mark": 1,
        "kind": "csv",
        "supporter": people["Sam"],
        "mentor": people["Bo"],
        "program": cast.elsewhere,
        "nowhere": "nothing",
        "number": 1,
    }
    return Scene(people, about)


def _more_people(cast: Cast, at: datetime) -> dict[str, UUID]:
    names = [*MORE, *ELSEWHERE]
    ids = add_people(by=BY, people=[NewPerson(name) for name in names], at=BEGINNING)
    people = dict(zip(names, ids, strict=True))
    held = [(cast.program, name, role) for name, parts in MORE.items() for role in parts]
    held += [(cast.elsewhere, name, role) for name, role in ELSEWHERE.items()]
    for program, name, role in held:
        programs.give_roles(by=BY, program=program, people=[people[name]], role=role, at=BEGINNING)
    dee = reader_for(cast.people["Dee"], at=at)
    for role in MORE["Kit"]:
        programs.end_role(by=dee, person=people["Kit"], role=role, at=at)
    mentorships.oversee(
        by=BY, program=cast.program, supervisor=people["Jo"], mentor=people["Gus"], at=BEGINNING
    )
    mentorships.oversee(
        by=BY, program=cast.elsewhere, supervisor=cast.people["Eve"], mentor=people["Oz"], at=at
    )
    programs.set_door(by=dee, open_to_self_referral=True, at=at)
    for program, name in ((cast.program, "Hal"), (cast.program, "Ivy"), (cast.elsewhere, "Ned")):
        programs.enroll(
            by=BY, program=program, stays=[(people[name], BEGINNING.date())], at=BEGINNING
        )
    return people


def _pair(cast: Cast, mentee: str, mentor: str) -> UUID:
    program = cast.elsewhere if mentor in ELSEWHERE else cast.program
    two = {"mentee": cast.people[mentee], "mentor": cast.people[mentor]}
    return mentorships.begin(by=BY, program=program, at=BEGINNING, **two)


def _own_things(cast: Cast, name: str, mentor: str, pair: UUID, at: datetime) -> About:
    """What one participant has: leave given and taken back, a day, a talk, a goal, a paper."""
    person, walks = reader_for(cast.people[name], at=at), cast.people[mentor]
    for part in (DataClass.DAYS, DataClass.GOALS):
        share(by=person, recipient=walks, data_class=part, purpose=Purpose.MENTORING, at=at)
    given = shared_by(reader=person, at=at)[0].id
    if name == "Ana":
        _outsiders(cast, person, at)
    day = at.date() - timedelta(days=1)
    told = CheckIn(day, mood=3, note="A long day.")
    kept = tell_day(by=person, check_in=told, check_in_id=uuid4(), today=at.date(), at=at)
    payday = add_anchor(by=person, anchor=Anchor("payday", day, day), anchor_id=uuid4(), at=at)
    contact = mentorships.log_contact(
        by=reader_for(walks, at=at),
        mentorship=pair,
        contact=Contact(day, Means.PHONE, 30, note="We spoke."),
        contact_id=uuid4(),
        today=at.date(),
        at=at,
    )
    goal = GoalWritten(Scale("A room of my own", LEVELS), Domain.HOUSING)
    written = write_goal(by=person, person=person.person, goal=goal, goal_id=uuid4(), at=at)
    return {
        "person": person.person,
        "mentor": walks,
        "mentorship": pair,
        "goal": written,
        "contact": contact,
        "anchor": payday,
        "sharer": person.person,
        "check_in": kept,
        "own_token": _token(cast, name, at),
        **_ways_in(cast, name, at),
        "sharing": given,
        "paper": _paper_that_went_out(person, at),
    }


def _ways_in(cast: Cast, name: str, at: datetime) -> About:
    """A passkey, a device that is signed in, and that somebody vouched for them."""
    person, here = cast.people[name], cast.elsewhere if name == "Ned" else cast.program
    key = Passkey.objects.create(
        person_id=person, fingerprint=name, credential=b"", name=b"", made_at=at
    )
    seat = SignIn.objects.create(
        person_id=person, session_key=name, session_data="", expire_date=at + timedelta(days=7)
    )
    Recovery.objects.create(
        person_id=person,
        program=here,
        vouched_by=person,
        vouched_at=at,
        ready_at=at + timedelta(days=1),
    )
    return {"passkey": key.id, "device": seat.id}


def _token(cast: Cast, name: str, at: datetime) -> UUID:
    """A token of theirs; the row alone, because nobody here has a passphrase to make one with."""
    here = cast.elsewhere if name == "Ned" else cast.program
    row = Token.objects.create(
        person_id=cast.people[name],
        program_id=here,
        label=b"",
        fingerprint=name,
        stamp="",
        scopes="days:read",
        made_at=at,
        expires_at=at + timedelta(days=7),
    )
    return row.id


def _outsiders(cast: Cast, ana: Reader, at: datetime) -> None:
    lin, sam, uma = (cast.people[name] for name in ("Lin", "Sam", "Uma"))
    share(by=ana, recipient=lin, data_class=DataClass.DAYS, purpose=Purpose.CARE, at=at)
    share(by=ana, recipient=sam, data_class=DataClass.GOALS, purpose=Purpose.SUPPORT, at=at)
    nearness.let_near(by=ana, supporter=uma, preset=Preset.CLOSE, at=at)
    nearness.pause(by=ana, supporter=uma, at=at)


def _paper_that_went_out(person: Reader, at: datetime) -> UUID:
    wish = agreements.Wish(
        kind=PaperKind.TPO,
        information=frozenset({DataClass.DAYS}),
        recipient_kind=RecipientKind.NAMED,
        recipient="Valley Clinic",
        signature="me",
        told=frozenset({Element.REVOCATION, Element.REDISCLOSURE, Element.REFUSAL}),
        adult=True,
        until=at + timedelta(days=90),
    )
    evidence = agreements.Evidence("I let them give my days.", "2026-11", "en", "phone")
    paper = agreements.sign(by=person, wish=wish, evidence=evidence, at=at)
    found = agreements.one_of_mine(reader=person, agreement=paper, at=at)
    disclosures.disclose(
        by=person,
        subject=person.person,
        recipient=found.recipient,
        data_classes=found.parts,
        purpose=found.leaves[0].purpose,
        at=at,
    )
    return paper


def _program_things(cast: Cast, name: str, three: tuple[str, str, str], at: datetime) -> About:
    """What a coordinator keeps: an incident, a help line, sheets, and a round not yet sent."""
    by, today = reader_for(cast.people[name], at=at), at.date()
    touched, waiting, offering = (cast.people[one] for one in three)
    incident = breaches.open_incident(
        by=by, what="A list lay open.", happened_on=today, found_on=today, today=today, at=at
    )
    breaches.add_affected(by=by, incident=incident, people=[touched], at=at)
    mentee, mentor = MenteeProfile(id="w"), MentorProfile(id="o", capacity=3)
    write_profile(by=by, person=waiting, side="mentee", profile=mentee, at=at)
    write_profile(by=by, person=offering, side="mentor", profile=mentor, at=at)
    made = Round.objects.create(
        program_id=by.here, made_by=by.person, made_at=at, policy="tests", finished_at=at
    )
    return {
        "incident": incident,
        "line": add_line(
            by=by, name="On call", number="555-0134", hours="", checked_on=today, today=today, at=at
        ),
        **_cohort(by, touched, offering, at),
        "draft": keep_draft(by=by, content={}, at=at),
        "round_id": made.id,
        "mentee": waiting,
        "offering": offering,
        "drafted": _proposal(made.id, waiting, offering, at),
        "kind": "csv",
    }


def _cohort(by: Reader, mentee: UUID, mentor: UUID, at: datetime) -> About:
    """A cohort under the MAP-style template, with two people in it, and its group's first day."""
    adopt(by=by, program=by.here, practice=shipped("map"), at=at)
    made = cohorts.begin_cohort(
        by=by, program=by.here, name="Spring", first_day=at.date(), cohort_id=uuid4(), at=at
    )
    place, _ = (
        cohorts.give_place(
            by=by, cohort=made, person=one, part=part, first_day=at.date(), months=9, at=at
        )
        for one, part in ((mentee, Role.PARTICIPANT), (mentor, Role.MENTOR))
    )
    meeting = hold(
        by=by, cohort=made, meeting_id=uuid4(), day=at.date(), minutes=60, today=at.date(), at=at
    )
    return {"cohort": made, "place": place, "meeting": meeting}


def _agreed_on(cast: Cast, supervisor: str, mentor: str, at: datetime) -> UUID:
    """Something that a mentor and their supervisor agreed on."""
    by, talk = reader_for(cast.people[supervisor], at=at), uuid4()
    held = TalkHeld(at.date(), 60, "How it goes.", ("Ring her on Friday",))
    hold_talk(by=by, mentors=[cast.people[mentor]], talk=held, talk_id=talk, today=at.date(), at=at)
    return Action.objects.get(talk__together=talk).id


def _proposal(made: object, mentee: UUID, mentor: UUID, at: datetime, **more: object) -> UUID:
    row: Proposal = sealed_proposal(
        Keyring([mentee]),
        Round.objects.get(id=made),
        mentee=mentee,
        mentor=mentor,
        fit=0.5,
        text=phrases_as_text(()),
        at=at,
        **more,
    )
    row.save(force_insert=True)
    return row.id
