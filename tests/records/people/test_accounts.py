"""Accounts: an alias nobody can read, a passphrase, printed codes."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader, machine
from cairn.core.shared.refusals import Invalid
from cairn.records.people import commands as people
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.people.devices import note_sign_in
from cairn.records.people.models import Person, RecoveryCode
from cairn.records.people.printed_codes import CODES
from cairn.records.people.queries import account_of, alias_taken, can_sign_in, names_of
from cairn.records.trail.queries import about
from cairn.records.vault.epochs import destroy_keys
from tests.cast import NOW, PASSPHRASE

pytestmark = pytest.mark.django_db

BY = machine("tests")
OTHER = "seven boats on one lake"


@pytest.fixture
def ana() -> tuple[Reader, tuple[str, ...]]:
    """Someone with an account, as a reader, and their codes."""
    [person] = add_people(by=BY, people=[NewPerson("Ana")], at=NOW)
    codes = open_account(
        by=BY, person=person, credentials=credentials("Quiet Heron", PASSPHRASE), at=NOW
    )
    return Reader(person=person), codes


def acts(person: object) -> list[str]:
    return [noted.act for noted in about(person)]  # type: ignore[arg-type]


def test_an_alias_and_passphrase_sign_in_however_the_alias_is_written(ana) -> None:
    found = authenticate(alias="  quiet   HERON", password=PASSPHRASE)
    assert found is not None
    assert found.pk == ana[0].person
    assert authenticate(alias="Quiet Heron", password=OTHER) is None
    assert authenticate(alias="Loud Heron", password=PASSPHRASE) is None
    assert authenticate(alias="", password="") is None


def test_someone_without_an_account_cannot_sign_in() -> None:
    [person] = add_people(by=BY, people=[NewPerson("Bo")], at=NOW)
    assert authenticate(alias="Bo", password=PASSPHRASE) is None
    assert can_sign_in([person]) == set()


def test_an_alias_is_taken_once(ana) -> None:
    assert alias_taken("QUIET heron")
    with pytest.raises(people.AliasTaken):
        credentials("quiet heron", PASSPHRASE)


def test_two_who_take_the_same_alias_at_once_do_not_both_get_it(ana) -> None:
    [bo] = add_people(by=BY, people=[NewPerson("Bo")], at=NOW)
    late = people.Credentials("Quiet Heron", Person.objects.get(id=ana[0].person).sign_in, "x")  # type: ignore[arg-type]
    with pytest.raises(people.AliasTaken):
        open_account(by=BY, person=bo, credentials=late, at=NOW)
    assert can_sign_in([bo]) == set()
    assert not RecoveryCode.objects.filter(person_id=bo).exists()


def test_a_code_lets_back_in_once_and_sets_a_new_passphrase(ana) -> None:
    reader, codes = ana
    typed = codes[0].replace("-", " ").upper()
    back = people.recover(by=BY, alias="quiet heron", code=typed, passphrase=OTHER, at=NOW)
    assert back == reader.person
    assert authenticate(alias="Quiet Heron", password=OTHER) is not None
    assert authenticate(alias="Quiet Heron", password=PASSPHRASE) is None
    with pytest.raises(people.NoWayIn):
        people.recover(by=BY, alias="quiet heron", code=codes[0], passphrase=OTHER, at=NOW)
    assert account_of(reader.person).codes_left == CODES - 1


@pytest.mark.parametrize(("alias", "code"), [("nobody", None), ("Quiet Heron", "aaaa-bbbb-cccc")])
def test_a_wrong_name_and_a_wrong_code_are_answered_alike(ana, alias, code) -> None:
    with pytest.raises(people.NoWayIn) as refused:
        people.recover(by=BY, alias=alias, code=code or ana[1][0], passphrase=OTHER, at=NOW)
    assert "name and code" in str(refused.value)


def test_ones_code_opens_nobody_elses_account(ana) -> None:
    [bo] = add_people(by=BY, people=[NewPerson("Bo")], at=NOW)
    open_account(by=BY, person=bo, credentials=credentials("Warm Owl", PASSPHRASE), at=NOW)
    with pytest.raises(people.NoWayIn):
        people.recover(by=BY, alias="Warm Owl", code=ana[1][0], passphrase=OTHER, at=NOW)


def test_new_codes_end_the_old_ones_and_need_the_passphrase(ana) -> None:
    reader, codes = ana
    with pytest.raises(Invalid) as refused:
        people.renew_codes(by=reader, passphrase=OTHER, at=NOW)
    assert refused.value.field == "passphrase"
    fresh = people.renew_codes(by=reader, passphrase=PASSPHRASE, at=NOW)
    assert len(set(fresh)) == CODES
    assert not set(fresh) & set(codes)
    with pytest.raises(people.NoWayIn):
        people.recover(by=BY, alias="quiet heron", code=codes[1], passphrase=OTHER, at=NOW)
    people.recover(by=BY, alias="quiet heron", code=fresh[1], passphrase=OTHER, at=NOW)


def test_a_new_passphrase_is_proved_by_the_old_one(ana) -> None:
    reader, _ = ana
    for old, new, field in (
        (OTHER, "five apples in a basket", "old"),
        (PASSPHRASE, "short", "passphrase"),
        (PASSPHRASE, PASSPHRASE, "new"),
    ):
        with pytest.raises(Invalid) as refused:
            people.change_passphrase(by=reader, old=old, new=new, at=NOW)
        assert refused.value.field == field
    people.change_passphrase(by=reader, old=PASSPHRASE, new=OTHER, at=NOW)
    assert authenticate(alias="Quiet Heron", password=OTHER) is not None


@pytest.mark.parametrize(
    ("zone", "theme", "field"),
    [("Mars/North", "dark", "time_zone"), ("UTC", "pink", "theme")],
)
def test_preferences_that_make_no_sense_are_refused(ana, zone, theme, field) -> None:
    with pytest.raises(Invalid) as refused:
        people.set_preferences(by=ana[0], language="es", time_zone=zone, theme=theme, at=NOW)
    assert refused.value.field == field


def test_every_act_on_an_account_leaves_its_line(ana) -> None:
    reader, _ = ana
    people.set_preferences(
        by=reader, language="es", time_zone="America/Chicago", theme="dark", at=NOW
    )
    people.set_language(by=reader, language="en", at=NOW)
    people.set_language(by=reader, language="en", at=NOW)
    people.change_passphrase(by=reader, old=PASSPHRASE, new=OTHER, at=NOW)
    people.renew_codes(by=reader, passphrase=OTHER, at=NOW)
    note_sign_in(by=reader, session_key="a session", unfamiliar=False, at=NOW)
    assert acts(reader.person)[::-1] == [
        "person.added",
        "account.opened",
        "account.preferences",
        "account.preferences",
        "account.passphrase_changed",
        "account.codes_renewed",
        "account.signed_in",
    ]
    account = account_of(reader.person)
    assert (account.name, account.language, account.theme) == ("Quiet Heron", "en", "dark")


def test_someone_whose_key_is_gone_has_no_name_and_breaks_no_list(ana) -> None:
    [bo] = add_people(by=BY, people=[NewPerson("Bo")], at=NOW)
    destroy_keys([bo], at=NOW)
    assert names_of([ana[0].person, bo]) == {ana[0].person: "Quiet Heron"}


def test_names_take_two_queries_for_any_number(django_assert_num_queries) -> None:
    ids = add_people(by=BY, people=[NewPerson(f"P{n}") for n in range(40)], at=NOW)
    with django_assert_num_queries(1, using="default"), django_assert_num_queries(1, using="keys"):
        assert len(names_of(ids)) == 40


def test_only_languages_that_we_speak_people_person_language(ana) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(id=ana[0].person).update(language="xx")
