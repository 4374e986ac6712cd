"""G7: one-time codes are good once; guessing is slow, and locks nobody out."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import settings as of_tests
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from cairn.core.shared.refusals import Invalid
from cairn.records.people import code_apps
from cairn.records.people import commands as people
from cairn.records.people.models import CodeApp, Person
from cairn.records.people.tries import Place, TooManyTries, knows, token_for, try_door
from cairn.records.people.ways_in import has_second_step
from cairn.records.vault.keyring import index_of
from tests.cast import NOW, PASSPHRASE, Cast, gather, with_accounts

STEP = timedelta(seconds=30)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def stage(db: None) -> Cast:
    return with_accounts(gather())


def set_up(stage: Cast) -> pyotp.TOTP:
    """Ana's app, proved by its first code."""
    ana = stage.reader("Ana")
    app = pyotp.TOTP(code_apps.waiting_secret(by=ana, at=NOW))
    code_apps.confirm(by=ana, code=app.at(NOW), passphrase=PASSPHRASE, at=NOW)
    return app


def test_g7_the_secret_is_sealed_and_the_picture_names_nobody(stage: Cast) -> None:
    secret = code_apps.waiting_secret(by=stage.reader("Ana"), at=NOW)
    assert code_apps.waiting_secret(by=stage.reader("Ana"), at=NOW) == secret
    assert secret.encode() not in bytes(CodeApp.objects.get().secret)
    address = code_apps.address_of(secret)
    assert "Ana" not in address
    assert "Riverside" not in address
    assert not has_second_step(stage.ana), "not before a code has proved it"


def test_g7_a_code_is_good_once_and_no_earlier_one_after_it(stage: Cast) -> None:
    app, ana = set_up(stage), stage.reader("Ana")
    assert has_second_step(stage.ana)
    assert not code_apps.use_code(by=ana, code=app.at(NOW), at=NOW), "the first one is used"
    later = NOW + 2 * STEP
    assert code_apps.use_code(by=ana, code=app.at(later), at=later)
    assert not code_apps.use_code(by=ana, code=app.at(later), at=later + STEP)
    assert not code_apps.use_code(by=ana, code=app.at(later - STEP), at=later)


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_g7_a_clock_may_be_one_step_off(stage: Cast, steps: int, counts: bool) -> None:
    app, later = set_up(stage), NOW + 20 * STEP
    code = app.at(later + steps * STEP)
    assert code_apps.use_code(by=stage.reader("Ana"), code=code, at=later) is counts


@pytest.mark.parametrize("code", ["", "000000 0", "12345", "abcdef", "１２３４５６"])
def test_g7_nonsense_is_no_code(stage: Cast, code: str) -> None:
    set_up(stage)
    assert not code_apps.use_code(by=stage.reader("Ana"), code=code, at=NOW + 9 * STEP)


def test_g7_a_second_app_takes_the_place_of_the_first(stage: Cast) -> None:
    old, ana, later = set_up(stage), stage.reader("Ana"), NOW + 10 * STEP
    new = pyotp.TOTP(code_apps.waiting_secret(by=ana, at=later))
    code_apps.confirm(by=ana, code=new.at(later), passphrase=PASSPHRASE, at=later)
    after = later + 2 * STEP
    assert not code_apps.use_code(by=ana, code=old.at(after), at=after)
    assert code_apps.use_code(by=ana, code=new.at(after), at=after)
    with pytest.raises(IntegrityError), transaction.atomic():  # people_one_code_app
        CodeApp.objects.create(person_id=stage.ana, secret=b"x", made_at=NOW, confirmed_at=NOW)
    code_apps.end(by=ana, passphrase=PASSPHRASE, at=after)
    assert not has_second_step(stage.ana)


def test_g7_a_printed_code_is_a_second_step_once(stage: Cast) -> None:
    ana = stage.reader("Ana")
    [code, *_more] = people.renew_codes(by=ana, passphrase=PASSPHRASE, at=NOW)
    people.second_step(by=ana, code=code, at=NOW)
    with pytest.raises(Invalid):
        people.second_step(by=ana, code=code, at=NOW)


def test_g7_codes_can_not_be_guessed_in_a_row(stage: Cast) -> None:
    set_up(stage)
    ana, refusals = stage.reader("Ana"), []
    for _guess in range(20):
        with pytest.raises(Invalid) as refused:
            people.second_step(by=ana, code="000000", at=NOW)
        refusals.append(type(refused.value))
    assert refusals.count(Invalid) <= 10
    assert refusals[-1] is TooManyTries


def tried(name: str, *, places: list[Place], every: timedelta, for_: timedelta) -> int:
    """How many tries pass in a time, from these places in turn."""
    passed, at, turn = 0, NOW, 0
    while at < NOW + for_:
        try:
            try_door(door="sign-in", name=name, place=places[turn % len(places)], at=at)
            passed += 1
        except TooManyTries:
            pass
        at, turn = at + every, turn + 1
    return passed


@pytest.mark.parametrize("name", ["Ana at the river", "Nobody at all"])
def test_g7_strangers_have_ten_tries_a_quarter_of_an_hour_however_many_they_are(
    stage: Cast, name: str
) -> None:
    crowd = [Place(f"10.{n}.0.7") for n in range(200)]
    passed = tried(name, places=crowd, every=timedelta(seconds=2), for_=QUARTER)
    assert 5 <= passed <= 10


def test_g7_one_network_alone_never_uses_up_a_names_tries(stage: Cast) -> None:
    near = [Place(f"203.0.113.{n}") for n in range(200)]
    passed = tried("Ana at the river", places=near, every=timedelta(seconds=2), for_=4 * QUARTER)
    assert passed <= 20
    try_door(
        door="sign-in", name="Ana at the river", place=Place("198.51.100.1"), at=NOW + 4 * QUARTER
    )


def test_g7_the_owners_own_device_is_never_locked_out_by_strangers(stage: Cast) -> None:
    own = Place("10.0.0.1", token_for(stage.ana))
    crowd = [Place(f"10.{n}.0.7") for n in range(200)]
    tried("Ana at the river", places=crowd, every=timedelta(seconds=2), for_=QUARTER)
    at = NOW + QUARTER - timedelta(seconds=1)
    with pytest.raises(TooManyTries):
        try_door(door="sign-in", name="Ana at the river", place=Place("10.250.0.1"), at=at)
    try_door(door="sign-in", name="Ana at the river", place=own, at=at)


def test_g7_one_passphrase_tried_on_many_names_soon_waits_and_hinders_no_other_network(
    stage: Cast,
) -> None:
    passed = 0
    for turn in range(200):
        place = Place(f"203.0.113.{turn}")
        try:
            try_door(door="sign-in", name=f"Heron {turn}", place=place, at=NOW)
            passed += 1
        except TooManyTries:
            pass
    assert passed == 100
    own = Place("203.0.113.9", token_for(stage.ana))
    try_door(door="sign-in", name="Ana at the river", place=own, at=NOW)
    try_door(door="sign-in", name="Bo at the river", place=Place("198.51.100.1"), at=NOW)


def test_g7_where_the_network_is_not_known_no_one_waits_for_all_the_others(stage: Cast) -> None:
    for turn in range(150):
        try_door(door="sign-in", name=f"Heron {turn}", place=Place("127.0.0.1"), at=NOW)


def test_g7_a_hash_by_an_older_rule_is_made_anew_by_the_right_passphrase_alone(
    stage: Cast, settings: Any
) -> None:
    real = "django.contrib.auth.hashers.Argon2PasswordHasher"
    older = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [real, older]
    weak = PBKDF2PasswordHasher().encode(PASSPHRASE, "a" * 22, iterations=1000)
    Person.objects.filter(id=stage.ana).update(password=weak)
    assert authenticate(None, alias="Ana at the river", password="not these words") is None
    assert Person.objects.get(id=stage.ana).password == weak
    assert authenticate(None, alias="Ana at the river", password=PASSPHRASE)
    renewed = Person.objects.get(id=stage.ana).password
    assert renewed.startswith("argon2$argon2id$")
    assert authenticate(None, alias="Ana at the river", password=PASSPHRASE)
    assert Person.objects.get(id=stage.ana).password == renewed


def test_g7_a_devices_token_is_of_one_person_and_can_not_be_made_up(stage: Cast) -> None:
    token = token_for(stage.ana)
    ana, bo = (index_of("sign-in", f"{name} at the river") for name in ("Ana", "Bo"))
    assert knows(token, ana)
    assert not knows(token, bo)
    for made_up in ("", ".", "a.b", token[:-1], f"x{token}", token.partition(".")[2]):
        assert not knows(made_up, ana)


def test_g7_passphrases_are_hashed_by_argon2_at_least_as_hard_as_advised() -> None:
    """OWASP 2025: Argon2id with 19 MiB, two passes, one lane; more of each is harder."""
    real = import_string("cairn.config.settings.PASSWORD_HASHERS")
    assert [import_string(name) for name in real] == [Argon2PasswordHasher]
    assert real != of_tests.PASSWORD_HASHERS, "tests hash quickly"
    hasher = Argon2PasswordHasher()
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2
    assert hasher.encode("five plain words in row", "a" * 22).startswith("argon2$argon2id$")
