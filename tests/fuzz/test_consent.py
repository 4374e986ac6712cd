"""Who may see whom, against a model: share, pause, take back, end, begin, leave; then all look.

Hypothesis plays any sequence of acts. The model keeps by hand who may see Ana's days and goals;
after every step each of the others asks by the real queries. What was taken back never shows.
"""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.presets import Preset
from cairn.core.consent.readers import Reader, machine
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.consent import nearness
from cairn.records.consent.commands import share, withdraw
from cairn.records.consent.queries import shared_by
from cairn.records.days.queries import days_shared
from cairn.records.goals.queries import goal_in_full, goals_shared
from cairn.records.mentorships import commands as mentorships
from cairn.records.programs import commands as programs
from cairn.records.programs.queries import reader_for
from tests.fuzz.conftest import DAY, Told

DAYS, GOALS = DataClass.DAYS, DataClass.GOALS
FOR = {
    "Bo": (Purpose.MENTORING, Role.MENTOR),
    "Cy": (Purpose.SUPERVISION, Role.SUPERVISOR),
    "Lin": (Purpose.CARE, Role.CLINICIAN),
    "Sam": (Purpose.SUPPORT, Role.SUPPORTER),
}
NEVER = ("Dee", "Vic", "Eve")
OTHERS = (*FOR, *NEVER)
HELD = {Preset.CHEERLEADER: set(), Preset.STANDARD: {DAYS}, Preset.CLOSE: {DAYS, GOALS}}
looked: Counter[bool] = Counter()

someone, part = st.sampled_from(OTHERS), st.sampled_from([DAYS, GOALS])


class Consent(RuleBasedStateMachine):
    """Ana gives and takes, pairs begin and end, roles come and go; a minute passes each time."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told, self.cast = told, told.cast
        self.at: datetime = timezone.now()
        self.day = self.at.date() - timedelta(days=1)
        self.leave: dict[tuple[str, DataClass], date | None] = dict.fromkeys(
            [("Bo", DAYS), ("Bo", GOALS)]
        )
        self.pair = self.cast.mentorship
        self.walking, self.roles = True, set(FOR)
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def who(self, name: str) -> Reader:
        return reader_for(self.cast.people[name], at=self.at)

    def later(self) -> None:
        self.at += timedelta(minutes=1)

    @rule(name=someone, part=part, bound=st.sampled_from([None, -3, 3]))
    def ana_shares(self, name: str, part: DataClass, bound: int | None) -> None:
        self.later()
        purpose = FOR.get(name, (Purpose.MENTORING, None))[0]
        first = None if bound is None else self.day + timedelta(days=bound)
        try:
            share(
                by=self.who("Ana"),
                recipient=self.cast.people[name],
                data_class=part,
                purpose=purpose,
                at=self.at,
                first_day=first,
            )
        except NotFound:
            assert name == "Eve" or name in set(FOR) - self.roles
        else:
            assert name != "Eve"
            self.leave.setdefault((name, part), first)

    @rule(name=st.sampled_from(list(FOR)), part=part)
    def ana_takes_back(self, name: str, part: DataClass) -> None:
        self.later()
        ana = self.who("Ana")
        for one in shared_by(reader=ana, at=self.at):
            if (one.recipient, one.data_class) == (self.cast.people[name], part):
                withdraw(by=ana, sharing=one.id, at=self.at)
        self.leave.pop((name, part), None)

    @rule(preset=st.sampled_from(list(HELD)))
    def ana_lets_sam_near(self, preset: Preset) -> None:
        self.later()
        sam = self.cast.people["Sam"]
        try:
            nearness.let_near(by=self.who("Ana"), supporter=sam, preset=preset, at=self.at)
        except NotFound:
            assert "Sam" not in self.roles
            return
        before = {key: day for key, day in self.leave.items() if key[0] == "Sam"}
        for key in before:
            del self.leave[key]
        self.leave |= {("Sam", part): before.get(("Sam", part)) for part in HELD[preset]}

    @rule()
    def ana_pauses_sam(self) -> None:
        self.later()
        nearness.pause(by=self.who("Ana"), supporter=self.cast.people["Sam"], at=self.at)
        self.leave = {key: day for key, day in self.leave.items() if key[0] != "Sam"}

    @rule(name=st.sampled_from(["Ana", "Bo", "Dee"]))
    def the_pair_ends(self, name: str) -> None:
        self.later()
        try:
            mentorships.end(by=self.who(name), mentorship=self.pair, at=self.at)
        except NotFound:
            assert not self.walking or (name == "Bo" and "Bo" not in self.roles)
        else:
            assert self.walking
            self.walking = False
            self.leave = {key: day for key, day in self.leave.items() if key[0] != "Bo"}

    @rule()
    def the_two_begin_anew(self) -> None:
        self.later()
        if not self.walking:
            self.pair = mentorships.begin(
                by=machine("tests"),
                program=self.cast.program,
                mentee=self.cast.ana,
                mentor=self.cast.bo,
                at=self.at,
            )
            self.walking = True

    @rule(name=st.sampled_from(list(FOR)))
    def a_role_ends_or_is_given_again(self, name: str) -> None:
        self.later()
        role = FOR[name][1]
        dee, person = self.who("Dee"), self.cast.people[name]
        if name in self.roles:
            programs.end_role(by=dee, person=person, role=role, at=self.at)
        else:
            here = self.cast.program
            programs.give_roles(by=dee, program=here, people=[person], role=role, at=self.at)
        self.roles ^= {name}

    def may_see(self, name: str, part: DataClass) -> bool:
        """The model's own answer."""
        tied = self.walking or name not in {"Bo", "Cy"}
        return name in self.roles and tied and (name, part) in self.leave

    @invariant()
    def everyone_sees_what_the_model_says_and_no_more(self) -> None:
        self.later()
        for name in OTHERS:
            reader = self.who(name)
            self.look_at_days(name, reader)
            self.look_at_goals(name, reader)

    def look_at_days(self, name: str, reader: Reader) -> None:
        may = self.may_see(name, DAYS)
        try:
            found = days_shared(
                reader=reader,
                people=[self.cast.ana],
                first_day=self.day,
                last_day=self.day,
                at=self.at,
            )
        except NotFound:
            found = {}
        first = self.leave.get((name, DAYS))
        covered = may and (first is None or first <= self.day)
        notes = [one.note for shared in found.values() for one in shared.check_ins]
        assert (self.cast.ana in found) == may, f"{name} and Ana's days"
        assert notes == ([DAY] if covered else []), f"{name} and what Ana wrote"
        assert bool(reader.looks) == may, f"{name}'s look"
        looked[may] += 1

    def look_at_goals(self, name: str, reader: Reader) -> None:
        may = self.may_see(name, GOALS)
        try:
            listed = goals_shared(reader=reader, person=self.cast.ana, at=self.at)
        except NotFound:
            listed = None
        assert (listed is not None) == may, f"{name} and Ana's goals"
        try:
            goal_in_full(reader=reader, goal=self.told.goal, at=self.at)
            seen = True
        except (NotAllowed, NotFound):
            seen = False
        assert seen == may, f"{name} and Ana's goal"
        looked[may] += 1


def play(told: Told, runs: int, steps: int) -> None:
    looked.clear()
    run_state_machine_as_test(
        lambda: Consent(told),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\nG13: {looked.total()} looks, {looked[True]} of them with leave")  # noqa: T201
    assert looked[True] > 20
    assert looked[False] > looked[True]


def test_g13_what_was_taken_back_never_shows_whatever_was_done_before(told: Told) -> None:
    play(told, 12, 12)


@pytest.mark.deep
def test_g13_nor_does_it_in_very_many_lives(told: Told) -> None:
    play(told, 2_000, 40)
