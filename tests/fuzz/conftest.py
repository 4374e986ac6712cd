"""A stage on which Ana has told things in words that stand nowhere else, and who may read which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone

from cairn.config.environment import Environment
from cairn.core.days import CheckIn, Use
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means
from cairn.records.days.commands import tell_day
from cairn.records.goals.commands import GoalWritten, write_goal
from cairn.records.mentorships.commands import log_contact
from tests.cast import Cast, gather, with_accounts

CAST = ("Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve")
DAY, GOAL, TALK = "heron over the weir", "paint the blue gate", "we spoke of the orchard"
MAY_READ: Mapping[str, set[str]] = {DAY: {"Ana", "Bo"}, GOAL: {"Ana", "Bo"}, TALK: {"Ana", "Bo"}}
LEVELS = dict(zip(range(-2, 3), ("none", "a little", "half", "most", "all"), strict=True))


@dataclass(frozen=True)
class Told:
    """The cast, and the ids of what Ana and Bo have told."""

    cast: Cast
    goal: UUID
    contact: UUID


def leaked(page: str, name: str) -> list[str]:
    """Words of Ana's on a page of someone who may not read them."""
    return [word for word, readers in MAY_READ.items() if word in page and name not in readers]


@pytest.fixture
def lasting(db: None) -> Iterator[None]:
    """Calls past Django's own test client leave the test's connection open, as that one does."""
    ends = (request_started, request_finished)
    for one in ends:
        one.disconnect(close_old_connections)
    yield
    for one in ends:
        one.connect(close_old_connections)


@pytest.fixture
def told(own_keys: Environment, db: None) -> Told:
    """Ana with a day, a goal and a talk; the API lets anyone ask as often as they like."""
    object.__setattr__(own_keys, "api_calls", 10**9)
    cast = with_accounts(gather())
    now = timezone.now()
    ana, bo, day = cast.reader("Ana"), cast.reader("Bo"), now.date() - timedelta(days=1)
    tell_day(
        by=ana,
        check_in=CheckIn(day=day, mood=2, use=Use.NONE, note=DAY),
        check_in_id=uuid4(),
        today=now.date(),
        at=now,
    )
    goal = write_goal(
        by=ana,
        person=cast.ana,
        goal=GoalWritten(Scale(GOAL, LEVELS), Domain.HOUSING),
        goal_id=uuid4(),
        at=now,
    )
    contact = log_contact(
        by=bo,
        mentorship=cast.mentorship,
        contact=Contact(day, Means.PHONE, 9, note=TALK),
        contact_id=uuid4(),
        today=now.date(),
        at=now,
    )
    return Told(cast, goal, contact)
