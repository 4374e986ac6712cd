"""The demo: one of each kind of person with months behind them, loaded once and whole."""

import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cairn.core.consent.readers import Reader
from cairn.core.days import Use
from cairn.core.mentorships.attention import Kind, Known, reasons_for
from cairn.core.milestones import count
from cairn.core.people.roles import Role
from cairn.exchange.cli.progress import Progress
from cairn.exchange.demo import load, loading
from cairn.records.days.models import CheckIn, DayStatus
from cairn.records.days.queries import days_shared, own_days, own_statuses, signals
from cairn.records.evaluation.queries import outcomes
from cairn.records.goals.models import Goal, Rating
from cairn.records.goals.queries import own_goals, scores_of
from cairn.records.mentorships.caseloads import my_people
from cairn.records.mentorships.models import Contact, Mentorship, Oversight
from cairn.records.people.models import Person
from cairn.records.programs.models import Enrollment, Membership, Program
from cairn.records.programs.queries import cast, reader_for
from cairn.records.safety.models import ProgramLine
from cairn.records.trail.queries import verify

pytestmark = pytest.mark.django_db

CAST = ["Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve"]
TABLES = [
    Person,
    Program,
    Membership,
    Enrollment,
    Mentorship,
    Oversight,
    ProgramLine,
    Contact,
    CheckIn,
    DayStatus,
    Goal,
    Rating,
]


def bring() -> None:
    load(Progress(io.StringIO()))


class PowerCut(Exception):
    """The machine goes dark in the middle of a load."""


def counts() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}


def reader(name: str) -> Reader:
    """The first of that name; Riverside's cast, or Eve of Hillside."""
    [person] = {player.person for player in cast([name])}
    return reader_for(person, at=timezone.now())


def test_everyone_of_the_cast_is_there_under_their_name(db: None) -> None:
    bring()
    roles = {player.name: reader(player.name).roles for player in cast(CAST)}
    assert sorted(roles) == sorted(CAST)
    assert roles["Eve"] == frozenset(Role)
    expected = {
        "Ana": Role.PARTICIPANT,
        "Bo": Role.MENTOR,
        "Cy": Role.SUPERVISOR,
        "Dee": Role.COORDINATOR,
        "Vic": Role.EVALUATOR,
        "Lin": Role.CLINICIAN,
        "Sam": Role.SUPPORTER,
    }
    assert {name: roles[name] for name in expected} == {
        name: frozenset({role}) for name, role in expected.items()
    }


def test_whatever_it_makes_is_marked_as_made_up(db: None) -> None:
    bring()
    assert Program.objects.count() == 2
    assert not Program.objects.filter(synthetic=False).exists()
    assert Person.objects.count() > 60
    assert not Person.objects.filter(synthetic=False).exists()


def test_a_second_load_changes_nothing(db: None) -> None:
    bring()
    before = counts()
    bring()
    assert counts() == before
    assert verify().whole


CUT = [
    "_people",
    "oversee",
    "import_days",
    "bring_in_contacts",
    "discharge",
    "_next_door",
]


@pytest.fixture(scope="module")
def uncut() -> dict[str, int]:
    """Filled by the first test that needs it: what one load makes without an accident."""
    return {}


@pytest.mark.parametrize("step", CUT)
def test_cut_short_it_goes_on_where_it_was(
    db: None, monkeypatch: pytest.MonkeyPatch, uncut: dict[str, int], step: str
) -> None:
    if not uncut:
        with transaction.atomic():
            bring()
            uncut.update(counts())
            transaction.set_rollback(True)

    def cut(*_args: object, **_named: object) -> None:
        raise PowerCut

    with monkeypatch.context() as during:
        during.setattr(loading, step, cut)
        with pytest.raises(PowerCut):
            bring()
    assert counts() != uncut
    bring()
    assert counts() == uncut
    assert sorted(player.name for player in cast(CAST)) == sorted(CAST)


def test_eve_comes_with_her_program_or_not_at_all(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_args: object, **_named: object) -> None:
        raise PowerCut

    bring()
    Membership.objects.filter(program__name="Hillside").delete()
    Program.objects.filter(name="Hillside").delete()
    with monkeypatch.context() as during:
        during.setattr(loading, "add_people", cut)
        with pytest.raises(PowerCut):
            bring()
    assert not Program.objects.filter(name="Hillside").exists()
    bring()
    assert Program.objects.filter(name="Hillside").exists()


def test_ana_is_here_for_96_days_with_a_stretch_of_twelve_and_a_goal_that_moved(db: None) -> None:
    bring()
    ana, today = reader("Ana"), timezone.localdate()
    [stay] = Enrollment.objects.filter(person_id=ana.person)
    assert (today - stay.first_day).days == 96
    told = own_days(reader=ana, today=today)
    counting = count(told.counts, today)
    assert counting.stretch == 12
    assert told.today is None
    first = today - timedelta(days=96)
    said = own_statuses(reader=ana, first_day=first, last_day=today)
    assert said[today - timedelta(days=13)] is Use.USE
    [goal] = own_goals(reader=ana)
    assert goal.baseline == -1
    assert [one.level for one in goal.ratings] == [-1, 0, 1]
    [score] = scores_of([goal])
    assert (score.attainment.baseline, score.attainment.achieved) == (40, 60)


def test_bo_has_three_people_in_three_situations(db: None) -> None:
    bring()
    bo, today = reader("Bo"), timezone.localdate()
    lines = my_people(reader=bo, at=timezone.now())
    days = signals(reader=bo, pairs=[line.pair for line in lines], today=today, at=timezone.now())
    assert len(lines) == 3
    kinds = {}
    for line in lines:
        known = Known(
            line.pair.began_at.date(),
            line.totals.last,
            line.totals.contacts,
            days[line.pair.mentee],
        )
        found = reasons_for(known, today)
        kinds[(today - line.pair.began_at.date()).days] = [one.kind for one in found]
    assert kinds[96] == []
    assert kinds[61][0] in {Kind.SILENT, Kind.DUE}
    assert kinds[33][0] is Kind.ASKED


def test_eve_next_door_sees_nothing(db: None) -> None:
    bring()
    eve, ana, today = reader("Eve"), reader("Ana"), timezone.localdate()
    shared = days_shared(
        reader=eve,
        people=[ana.person],
        first_day=today - timedelta(days=30),
        last_day=today,
        at=timezone.now(),
    )
    assert shared == {}
    assert my_people(reader=eve, at=timezone.now()) == []
    board = outcomes(reader=eve, last_day=today, at=timezone.now())
    assert (board.participants, board.contacts, board.goals) == (1, 0, 0)
    assert board.use is not None
    assert board.use.n == 0
