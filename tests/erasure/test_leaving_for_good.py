"""Leaving for good: a wait, a plain list, and then nothing is left but what the law keeps (G10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import models

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.base import Kept
from cairn.records.people import departures
from cairn.records.people.departures import (
    WAIT,
    AlreadyLeaving,
    ask_to_leave,
    erase_due,
    leaving,
    preview,
    stay,
)
from cairn.records.people.models import Departure, Person
from cairn.records.people.queries import names_of
from cairn.records.trail.queries import about, verify
from cairn.records.vault.epochs import epochs_known, erased_people
from tests.cast import PARTS, Cast, gather, with_accounts
from tests.rows import about_people, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]

GOES = {Kept.WITH_PERSON, Kept.SHORT}
NAMES = [*PARTS, "Eve"]


@pytest.fixture
def full() -> Cast:
    """The cast, each with a row in every table, tied to the next and to the one before."""
    cast = with_accounts(gather())
    for number, name in enumerate(NAMES):
        fill(cast, cast.people[name], cast.people[NAMES[number - 1]])
    return cast


def rows_about(person: object, kept: set[Kept]) -> dict[str, int]:
    found = {}
    for model, privacy in about_people():
        if privacy.kept in kept and model is not Person:
            rows = model._default_manager.filter(**{str(privacy.person): person}).count()
            found[model._meta.label] = rows
    return found


def leave(cast: Cast, name: str, at: datetime) -> None:
    ask_to_leave(by=cast.reader(name), at=at)
    assert erase_due(by=machine("clock"), at=at + WAIT) == 1


@pytest.mark.parametrize("name", NAMES)
def test_g10_erasure_leaves_no_row_that_goes_with_the_person(
    name: str, full: Cast, now: datetime
) -> None:
    person = full.people[name]
    assert 0 not in rows_about(person, GOES).values(), "the stage has a row of theirs everywhere"
    kept = rows_about(person, {Kept.BY_LAW})
    leave(full, name, now)
    assert set(rows_about(person, GOES).values()) == {0}
    after = rows_about(person, {Kept.BY_LAW})
    assert all(after[table] >= kept[table] for table in kept), "what the law keeps stays"
    left = Person.objects.get(id=person)
    blank = (bytes(left.name), left.sign_in, left.language, left.time_zone, left.theme)
    assert blank == (b"", None, "en", "UTC", "auto")
    assert not left.has_usable_password()
    assert person in erased_people()
    assert person not in names_of([person])
    assert verify().whole


def test_g10_a_whole_cast_leaves_one_after_another_and_no_row_holds_another(
    full: Cast, now: datetime
) -> None:
    for number, name in enumerate(NAMES):
        leave(full, name, now + timedelta(days=30 * number))
    for model, privacy in about_people():
        if privacy.kept in GOES and model is not Person:
            assert not model._default_manager.exists(), model._meta.label
    assert len(epochs_known()) == 1


def test_g10_the_preview_lists_every_table_with_what_goes_and_what_stays(full: Cast) -> None:
    listed = {fate.table: fate for fate in preview(reader=full.reader("Ana"))}
    for model, privacy in about_people():
        rows = model._default_manager.filter(**{str(privacy.person): full.ana}).count()
        if rows:
            fate = listed[str(model._meta.model_name)]
            assert (fate.rows, fate.goes) == (rows, privacy.kept in GOES)


def test_what_others_had_with_someone_who_left_is_ended_not_lost(full: Cast, now: datetime) -> None:
    leave(full, "Bo", now)
    closed = 0
    for model, privacy in about_people():
        for link, (moment, *authors) in privacy.lets_go.items():
            for row in model._default_manager.filter(**{link: full.bo}):
                assert getattr(row, moment) is not None
                assert all(getattr(row, author) is not None for author in authors)
                closed += 1
    assert closed >= 3
    assert names_of([full.ana]) == {full.ana: "Ana at the river"}


def test_nothing_happens_before_the_wait_is_over(full: Cast, now: datetime) -> None:
    due = ask_to_leave(by=full.reader("Ana"), at=now)
    assert due == now + WAIT
    assert erase_due(by=machine("clock"), at=due - timedelta(seconds=1)) == 0
    assert full.ana in names_of([full.ana])
    wish = leaving(reader=full.reader("Ana"))
    assert wish is not None
    assert (wish.asked_at, wish.due_at) == (now, due)


def test_a_mind_changed_loses_nothing_and_can_be_changed_again(full: Cast, now: datetime) -> None:
    ana = full.reader("Ana")
    before = rows_about(full.ana, GOES)
    ask_to_leave(by=ana, at=now)
    with pytest.raises(AlreadyLeaving):
        ask_to_leave(by=ana, at=now)
    stay(by=ana, at=now + timedelta(days=1))
    assert leaving(reader=ana) is None
    assert erase_due(by=machine("clock"), at=now + 2 * WAIT) == 0
    assert rows_about(full.ana, GOES) == before
    with pytest.raises(NotFound):
        stay(by=ana, at=now)
    ask_to_leave(by=ana, at=now)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"Dee", "Eve"}])
def test_nobody_hurries_an_erasure(name: str, full: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        erase_due(by=full.reader(name), at=now + WAIT)


def test_each_step_of_leaving_is_on_the_trail(full: Cast, now: datetime) -> None:
    leave(full, "Ana", now)
    acts = [line.act for line in about(full.ana)]
    assert acts[:2] == ["person.erased", "departure.asked"]


def test_the_clock_erases_by_itself(full: Cast, now: datetime) -> None:
    ask_to_leave(by=full.reader("Ana"), at=now - WAIT)
    Worker(clock=lambda: now + WAIT).do_what_is_due()
    assert full.ana in erased_people()
    assert Departure.objects.get(person=full.ana).done_at is not None


class Cut(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", ["destroy_keys", "roll", "_erase"])
def test_g10_cut_after_any_step_the_next_run_finishes_and_harms_no_one(
    step: str, full: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ana", "Sam"):
        ask_to_leave(by=full.reader(name), at=now)
    place = departures if step == "_erase" else departures.epochs
    real = getattr(place, step)

    def then_cut(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        raise Cut

    with monkeypatch.context() as cut:
        cut.setattr(place, step, then_cut)
        with pytest.raises(Cut):
            erase_due(by=machine("clock"), at=now + WAIT)
    others = [full.people[name] for name in NAMES if name not in {"Ana", "Sam"}]
    assert set(names_of(full.people.values())) == set(others), "their words are unreadable already"
    erase_due(by=machine("clock"), at=now + WAIT)
    for name in ("Ana", "Sam"):
        assert set(rows_about(full.people[name], GOES).values()) == {0}
    assert set(names_of(full.people.values())) == set(others)
    assert erase_due(by=machine("clock"), at=now + WAIT) == 0


def _links() -> list[tuple[type[models.Model], Any]]:
    goes = {model for model, privacy in about_people() if privacy.kept in GOES}
    return [
        (model, field)
        for model, _ in about_people()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model in goes
        and field.related_model is not Person
    ]


def test_no_table_holds_back_what_goes_with_a_person_and_none_drags_along_what_the_law_keeps() -> (
    None
):
    for model, field in _links():
        stays = model.privacy.kept not in GOES  # type: ignore[attr-defined]
        wanted = models.SET_NULL if stays else models.CASCADE
        assert field.remote_field.on_delete is wanted, f"{model._meta.label}.{field.name}"
