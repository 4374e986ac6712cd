"""A token acts for its person, within what it was made for, until it is over or taken back."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.core.people.scopes import MOST_TOKENS, Scope
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.people.commands import change_passphrase
from cairn.records.programs import commands as programs
from cairn.records.tokens import commands as tokens
from cairn.records.tokens.models import Sent, Token
from cairn.records.tokens.queries import bearer_of, own_tokens
from cairn.records.trail.models import Line
from tests.cast import PASSPHRASE, Cast, gather, with_accounts

MONTH = timedelta(days=30)
READ = (Scope.DAYS_READ,)


@pytest.fixture
def cast(db: None) -> Cast:
    return with_accounts(gather())


def made(cast: Cast, at: datetime, name: str = "Ana", **other: object) -> str:
    told = {"label": "my watch", "scopes": READ, "life": MONTH, "passphrase": PASSPHRASE}
    return tokens.make_token(by=cast.reader(name), at=at, **(told | other))  # type: ignore[arg-type]


@pytest.mark.both
def test_a_token_acts_for_its_person_and_only_within_its_scopes(cast: Cast, now: datetime) -> None:
    found = bearer_of(made(cast, now), at=now)
    assert found is not None
    assert (found.reader, found.scopes) == (cast.reader("Ana"), frozenset(READ))
    assert Line.objects.filter(act="token.made", subject=cast.ana).count() == 1


def test_neither_the_token_nor_its_label_lies_in_the_database(cast: Cast, now: datetime) -> None:
    secret = made(cast, now)
    row = Token.objects.get()
    assert secret not in {row.fingerprint, row.stamp}
    assert b"my watch" not in bytes(row.label)
    [shown] = own_tokens(reader=cast.reader("Ana"), at=now)
    assert shown.label == "my watch"
    assert own_tokens(reader=cast.reader("Bo"), at=now) == []


def test_what_was_never_made_opens_nothing(cast: Cast, now: datetime) -> None:
    made(cast, now)
    assert bearer_of("", at=now) is None
    assert bearer_of("cairn_" + "0" * 48, at=now) is None


def test_it_is_over_on_its_day(cast: Cast, now: datetime) -> None:
    secret = made(cast, now)
    assert bearer_of(secret, at=now + MONTH - timedelta(seconds=1)) is not None
    assert bearer_of(secret, at=now + MONTH) is None
    assert own_tokens(reader=cast.reader("Ana"), at=now + MONTH) == []


def test_taken_back_it_opens_nothing_and_only_its_person_takes_it_back(
    cast: Cast, now: datetime
) -> None:
    secret = made(cast, now)
    mine = Token.objects.get().id
    with pytest.raises(NotFound):
        tokens.revoke_token(by=cast.reader("Bo"), token=mine, at=now)
    assert bearer_of(secret, at=now) is not None
    tokens.revoke_token(by=cast.reader("Ana"), token=mine, at=now)
    assert bearer_of(secret, at=now) is None
    with pytest.raises(NotFound):
        tokens.revoke_token(by=cast.reader("Ana"), token=mine, at=now)


def test_a_new_passphrase_shuts_out_every_token(cast: Cast, now: datetime) -> None:
    secret = made(cast, now)
    change_passphrase(
        by=cast.reader("Ana"), old=PASSPHRASE, new="slow river under the hill", at=now
    )
    assert bearer_of(secret, at=now) is None


def test_whoever_has_left_the_program_has_no_token_there(cast: Cast, now: datetime) -> None:
    secret = made(cast, now, "Bo")
    programs.give_roles(
        by=machine("tests"), program=cast.elsewhere, people=[cast.bo], role=Role.MENTOR, at=now
    )
    programs.end_role(by=cast.reader("Dee"), person=cast.bo, role=Role.MENTOR, at=now)
    assert bearer_of(secret, at=now + timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 61}, "label"),
        ({"scopes": ()}, "scopes"),
        ({"life": timedelta(days=4000)}, "days"),
        ({"passphrase": "not the passphrase"}, "passphrase"),
    ],
)
def test_what_cannot_be_made_is_refused_beside_its_field(
    cast: Cast, now: datetime, other: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        made(cast, now, **other)
    assert refused.value.field == field
    assert not Token.objects.exists()


def test_nobody_heaps_up_tokens(cast: Cast, now: datetime) -> None:
    for _ in range(MOST_TOKENS):
        made(cast, now)
    with pytest.raises(Invalid):
        made(cast, now)


def test_its_last_day_is_kept_and_leaves_one_line_a_day(cast: Cast, now: datetime) -> None:
    made(cast, now)
    row = Token.objects.get().id
    for hours in (0, 1, 24):
        then = now + timedelta(hours=hours)
        tokens.note_use(by=cast.reader("Ana"), token=row, today=then.date(), at=then)
    assert Token.objects.get().used_on == (now + timedelta(days=1)).date()
    assert Line.objects.filter(act="token.used", actor=cast.ana).count() == 2


@pytest.fixture
def token(cast: Cast, now: datetime) -> UUID:
    made(cast, now)
    return Token.objects.get().id


def claim(cast: Cast, token: UUID, key: UUID, content: bytes, at: datetime) -> bool:
    return tokens.claim_key(by=cast.reader("Ana"), token=token, key=key, content=content, at=at)


@pytest.mark.both
def test_a_key_goes_with_one_content(cast: Cast, token: UUID, now: datetime) -> None:
    key = uuid4()
    assert claim(cast, token, key, b"one", now)
    assert not claim(cast, token, key, b"one", now)
    with pytest.raises(tokens.KeyUsedOtherwise):
        claim(cast, token, key, b"One", now)
    assert claim(cast, token, uuid4(), b"two", now)


def test_a_released_key_is_free_and_an_old_one_is_forgotten(
    cast: Cast, token: UUID, now: datetime
) -> None:
    key = uuid4()
    assert claim(cast, token, key, b"one", now)
    tokens.release_key(by=cast.reader("Ana"), token=token, key=key, at=now)
    assert claim(cast, token, key, b"two", now)
    tokens.forget_sent(by=machine("clock"), at=now + timedelta(hours=25))
    assert Sent.objects.exists(), "kept for more than a day"
    tokens.forget_sent(by=machine("clock"), at=now + timedelta(days=3))
    assert not Sent.objects.exists()


def test_each_key_stands_once(token: UUID, now: datetime) -> None:
    told = {"token_id": token, "key": "k", "content": "c", "sent_at": now}
    Sent.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():  # tokens_each_key_once
        Sent.objects.create(**told)


def test_a_token_ends_after_it_begins(token: UUID, now: datetime) -> None:
    name = "tokens_token_ends_after_it_begins"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Token.objects.update(expires_at=now - MONTH)
