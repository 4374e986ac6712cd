"""No page shows another person without a line on the trail that says so (G12, 100 % of reads).

Every address is opened by everyone of the cast, about whatever it can be about. Where the
answer holds a name or words of somebody else, the trail must have a look of that reader at
that person, at that part of the record, written by this very request.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from cairn.clockwork.worker import Worker
from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.mentorships.contacts import Contact, Means
from cairn.records.days.commands import tell_day
from cairn.records.days.models import CheckIn as CheckInRow
from cairn.records.goals.commands import GoalWritten, write_goal
from cairn.records.goals.models import Goal
from cairn.records.groups.models import Meeting
from cairn.records.matching.importing import bring_in
from cairn.records.matching.models import Proposal, Round
from cairn.records.mentorships.commands import log_contact
from cairn.records.programs.models import Cohort
from cairn.records.trail.models import Line
from tests.cast import Cast, with_accounts
from tests.e2e.scene import cohort
from tests.web.conftest import As

DAY, GOAL, TALK = "heron over the weir", "paint the blue gate", "we spoke of the orchard"
ZOE, MAX = "Zoe at the lake", "Max at the mill"

NEVER_OPENED = {
    "token",
    "own_token",
    "passkey",
    "device",
    "nowhere",
    "door",
    "draft",
    "line",
    "sharing",
    "paper",
    "incident",
    "side",
    "kind",
    "anchor",
    "place",
    "action",
    "stone",
    "mark",
}
"""Parts of addresses that stand for nothing that is on this stage."""

AT_WORK = {"Bo", "Cy", "Dee", "Vic", "Lin"}
"""Whose bare name is no part of a record: a mentor's or staff member's, to those they work with."""

Shown = dict[str, tuple[UUID, DataClass]]


@pytest.fixture
def told(stage: Cast, as_: As) -> Shown:
    """Words that stand nowhere else, each with whose they are and of which part of the record."""
    with_accounts(stage)
    now = timezone.now()
    ana, bo = stage.reader("Ana"), stage.reader("Bo")
    day = CheckIn(now.date(), mood=3, note=DAY)
    tell_day(by=ana, check_in=day, check_in_id=uuid4(), today=now.date(), at=now)
    levels = dict(zip(range(-2, 3), ("none", "a little", "half", "most", "all"), strict=True))
    goal = GoalWritten(Scale(GOAL, levels), next(iter(Domain)))
    write_goal(by=ana, person=stage.ana, goal=goal, goal_id=uuid4(), at=now)
    contact = Contact(now.date(), Means.PHONE, 30, note=TALK)
    log_contact(
        by=bo,
        mentorship=stage.mentorship,
        contact=contact,
        contact_id=uuid4(),
        today=now.date(),
        at=now,
    )
    cohort(stage)
    brought = bring_in(
        by=machine("tests"),
        program=stage.program,
        mentees=[MenteeProfile(id="z", name=ZOE)],
        mentors=[MentorProfile(id="m", name=MAX, capacity=1)],
        at=now,
    )
    assert as_("Dee").post("/matching/").status_code == 302
    Worker().do_what_is_due()
    names = {
        f"{name} at the river": person
        for name, person in stage.people.items()
        if name not in AT_WORK
    }
    names |= {ZOE: brought.people["mentee", "z"], MAX: brought.people["mentor", "m"]}
    return {
        **{name: (person, DataClass.IDENTITY) for name, person in names.items()},
        DAY: (stage.ana, DataClass.DAYS),
        GOAL: (stage.ana, DataClass.GOALS),
        TALK: (stage.ana, DataClass.NOTES),
    }


def addresses(stage: Cast, now: datetime) -> Iterator[str]:
    """Every address that can be opened, about each thing on the stage that it may be about."""
    about: dict[str, list[Any]] = {
        "person": [*stage.people.values(), *Proposal.objects.values_list("mentee_id", flat=True)],
        "mentee": list(Proposal.objects.values_list("mentee_id", flat=True)),
        "mentorship": [stage.mentorship],
        "goal": list(Goal.objects.values_list("id", flat=True)),
        "day": [timezone.localdate(now)],
        "round_id": list(Round.objects.values_list("id", flat=True)),
        "proposal_id": list(Proposal.objects.values_list("id", flat=True)),
        "sharer": [*stage.people.values()],
        "check_in": list(CheckInRow.objects.values_list("id", flat=True)),
        "cohort": list(Cohort.objects.values_list("id", flat=True)),
        "meeting": list(Meeting.objects.values_list("id", flat=True)),
        "mentor": [stage.bo],
        "number": [1],
    }
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern)
        wanted = list(pattern.pattern.converters)
        name = str(pattern.name)
        if NEVER_OPENED & set(wanted) or name == "gallery" or name.startswith("api-"):
            continue
        assert set(wanted) <= set(about), f"say what {pattern.name} can be about"
        for values in product(*(about[name] for name in wanted)):
            yield reverse(pattern.name, kwargs=dict(zip(wanted, values, strict=True)))


def unseen(shown: Shown, page: str, reader: UUID, after: int) -> list[str]:
    """Words of others on a page for which the trail has no look from this request."""
    lines = Line.objects.filter(act="record.read", actor=reader, seq__gt=after)
    looks = {(line.subject, word.split(":")[0]) for line in lines for word in line.detail.split()}
    # A name goes with whatever part was shown: a look at any of it tells that they were seen.
    looks |= {(subject, DataClass.IDENTITY.value) for subject, _ in looks}
    return [
        f"{part}: {word}"
        for word, (subject, part) in shown.items()
        if word in page and subject != reader and (subject, part.value) not in looks
    ]


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve"])
def test_g12_no_page_shows_another_person_without_a_line_on_the_trail(
    name: str, stage: Cast, as_: As, told: Shown
) -> None:
    client, reader = as_(name), stage.people[name]
    silent, opened, others = [], 0, 0
    for address in addresses(stage, timezone.now()):
        after = Line.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        opened += 1
        page = b"".join(answer) if answer.streaming else answer.content
        text = page.decode(errors="replace")
        others += any(word in text for word, (who, _) in told.items() if who != reader)
        silent += [f"{address} {one}" for one in unseen(told, text, reader, after)]
    assert silent == []
    assert opened > 3
    assert bool(others) == (name in {"Bo", "Cy", "Dee"}), f"{others} pages show others"
