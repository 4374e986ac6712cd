"""G7: passkeys, with real keys and signatures; whatever is bent is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from cairn.core.consent.readers import Reader, machine
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.people import passkeys
from cairn.records.people.models import Passkey
from cairn.records.people.passkeys import NotProved, Site
from cairn.records.people.ways_in import has_second_step, ways_in
from cairn.records.trail.queries import about
from tests.cast import NOW, PASSPHRASE, TODAY, Cast, gather, with_accounts
from tests.records.people.authenticator import PRESENT, Phone

HERE = Site("https://cairn.example", "cairn.example")
DOOR = machine("the-door")


@pytest.fixture
def stage(db: None) -> Cast:
    return with_accounts(gather())


def make(stage: Cast, phone: Phone, name: str = "My phone", who: str = "Ana") -> UUID:
    by = stage.reader(who)
    options, state = passkeys.ask_to_add(by=by, site=HERE, name=name, passphrase=PASSPHRASE, at=NOW)
    return passkeys.add(by=by, site=HERE, state=state, answer=phone.make(options), at=NOW)


def prove(phone: Phone, site: Site = HERE, **other: Any) -> UUID:
    options, state = passkeys.question(site=site)
    answer = other.pop("answer", None) or phone.prove(options)
    return passkeys.prove_by_passkey(
        by=DOOR, site=site, state=other.pop("state", state), answer=answer, today=TODAY, at=NOW
    )


def test_g7_a_passkey_is_made_named_and_lets_in(stage: Cast) -> None:
    phone = Phone()
    made = make(stage, phone)
    assert has_second_step(stage.ana)
    assert prove(replace(phone, count=2)) == stage.ana
    [own] = ways_in(reader=stage.reader("Ana")).passkeys
    assert (own.id, own.name, own.used_on) == (made, "My phone", TODAY)
    assert b"My phone" not in bytes(Passkey.objects.get().name)


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://cairn.example.evil.test"},
        {"origin": "http://cairn.example"},
        {"host": "evil.test"},
        {"flags": PRESENT},
        {"flags": 0},
        {"credential_id": b"nobody's"},
        {"key": Phone().key},
        {"count": 1},
    ],
    ids=" ".join,
)
def test_g7_a_bent_answer_lets_nobody_in(stage: Cast, bent: dict[str, Any]) -> None:
    phone = Phone()
    make(stage, phone)
    with pytest.raises(NotProved):
        prove(replace(phone, **{"count": 2, **bent}))


def test_g7_a_copied_key_shows_by_its_count_and_is_noted(stage: Cast) -> None:
    phone = Phone()
    make(stage, phone)
    prove(replace(phone, count=9))
    with pytest.raises(NotProved):
        prove(replace(phone, count=9))
    assert next(about(stage.ana)).act == "account.passkey_doubted"


def test_g7_an_answer_to_another_question_lets_nobody_in(stage: Cast) -> None:
    phone = Phone()
    make(stage, phone)
    old, _state = passkeys.question(site=HERE)
    with pytest.raises(NotProved):
        prove(phone, answer=replace(phone, count=2).prove(old))


@pytest.mark.parametrize("answer", ["", "[]", "{}", "null", '{"rawId": 7}', "no json", "\0" * 9])
def test_g7_nonsense_is_refused_like_a_wrong_answer(stage: Cast, answer: str) -> None:
    options, state = passkeys.question(site=HERE)
    with pytest.raises(NotProved):
        passkeys.prove_by_passkey(
            by=DOOR, site=HERE, state=state, answer=answer, today=TODAY, at=NOW
        )
    with pytest.raises(NotProved):
        passkeys.add(
            by=stage.reader("Ana"), site=HERE, state={**state, "name": "x"}, answer=answer, at=NOW
        )
    assert options


def test_g7_a_passkey_made_without_finger_face_or_pin_is_not_kept(stage: Cast) -> None:
    with pytest.raises(NotProved):
        make(stage, Phone(flags=PRESENT))
    assert not Passkey.objects.exists()


def test_g7_one_names_and_takes_away_only_ones_own(stage: Cast) -> None:
    phone = Phone()
    own = make(stage, phone)
    bo: Reader = stage.reader("Bo")
    with pytest.raises(NotFound):
        passkeys.rename(by=bo, passkey=own, name="mine now", at=NOW)
    with pytest.raises(NotFound):
        passkeys.remove(by=bo, passkey=own, passphrase=PASSPHRASE, at=NOW)
    ana = stage.reader("Ana")
    passkeys.rename(by=ana, passkey=own, name="The old one", at=NOW)
    assert ways_in(reader=ana).passkeys[0].name == "The old one"
    with pytest.raises(Invalid):
        passkeys.remove(by=ana, passkey=own, passphrase="someone else's", at=NOW)
    passkeys.remove(by=ana, passkey=own, passphrase=PASSPHRASE, at=NOW + timedelta(hours=1))
    with pytest.raises(NotProved):
        prove(replace(phone, count=5))
    assert not has_second_step(stage.ana)


def test_g7_a_new_passkey_is_proved_by_the_passphrase(stage: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        passkeys.ask_to_add(
            by=stage.reader("Ana"), site=HERE, name="x", passphrase="not it", at=NOW
        )
    assert refused.value.field == "passphrase"
