"""Made-up people for matching tests: any number, every wish a little different, no chance."""

from datetime import datetime
from uuid import UUID

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.vocabulary import SLOTS
from cairn.records.matching.importing import Outcome, bring_in
from tests.cast import NOW, Cast

PATHWAYS = ("twelve_step", "smart", "medication", "secular")


def mentees(count: int) -> list[MenteeProfile]:
    return [
        MenteeProfile(
            id=f"P{n:04}",
            languages=frozenset({"es"} if n % 5 == 0 else {"en"}),
            available=frozenset({SLOTS[n % 9], SLOTS[n % 11 + 4]}),
            pathways=frozenset({PATHWAYS[n % 4]}),
            medication="on" if n % 3 == 0 else "",
            age=20 + n % 40,
            interests=frozenset({"music"}),
            waiting_days=n % 30,
        )
        for n in range(count)
    ]


def mentors(count: int, capacity: int = 3) -> list[MentorProfile]:
    return [
        MentorProfile(
            id=f"M{n:04}",
            languages=frozenset({"en", "es"} if n % 3 == 0 else {"en"}),
            available=frozenset(SLOTS[n % 5 : n % 5 + 12]),
            pathways=frozenset({PATHWAYS[n % 4]}),
            medication="supports",
            age=30 + n % 30,
            interests=frozenset({"music"}),
            capacity=capacity,
        )
        for n in range(count)
    ]


def crowd(
    stage: Cast, waiting: int, offering: int, capacity: int = 3, at: datetime = NOW
) -> Outcome:
    """Bring this many people into the cast's program."""
    return bring_in(
        by=machine("tests"),
        program=stage.program,
        mentees=mentees(waiting),
        mentors=mentors(offering, capacity),
        at=at,
    )


def do_the_work() -> None:
    """What the clock would do a moment later."""
    Worker(clock=lambda: NOW).do_what_is_due()


def person(outcome: Outcome, code: str) -> UUID:
    return outcome.people["mentor" if code.startswith("M") else "mentee", code]
