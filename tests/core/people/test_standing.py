"""How someone stands: whatever nobody said of them is not so."""

from dataclasses import FrozenInstanceError, fields

import pytest

from cairn.core.people.permissions import Permission, Standing, ask, might_allow
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound

TIES = ["is_self", "is_party", "machine"]


def test_someone_of_whom_nothing_is_said_is_a_stranger_with_nothing() -> None:
    nobody = Standing()
    assert not any(getattr(nobody, one.name) for one in fields(Standing))
    assert nobody.stranger


@pytest.mark.parametrize("tie", TIES)
def test_any_one_tie_makes_someone_no_stranger(tie: str) -> None:
    assert not Standing(**{tie: True}).stranger


def test_a_role_makes_someone_no_stranger() -> None:
    assert not Standing(frozenset({Role.SUPPORTER})).stranger


@pytest.mark.parametrize("claim", ["mentors", "supervises", "leave"])
def test_a_claim_without_a_role_leaves_someone_a_stranger(claim: str) -> None:
    assert Standing(**{claim: True}).stranger


@pytest.mark.parametrize("tie", TIES)
def test_who_has_some_tie_is_told_no_and_a_stranger_finds_nothing(tie: str) -> None:
    with pytest.raises(NotAllowed):
        ask(Permission.OUTCOMES_READ, Standing(**{tie: True}))
    with pytest.raises(NotFound):
        ask(Permission.OUTCOMES_READ, Standing())


def test_a_standing_cannot_be_changed_once_it_is_judged() -> None:
    with pytest.raises(FrozenInstanceError):
        Standing().leave = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        (Permission.ACCOUNT_CHANGE, Role.PARTICIPANT),
        (Permission.PROPOSAL_ANSWER, Role.MENTOR),
        (Permission.CONTACT_LOG, Role.MENTOR),
        (Permission.NOTE_READ, Role.SUPERVISOR),
        (Permission.DAY_READ, Role.SUPPORTER),
    ],
)
def test_what_might_be_allowed_takes_the_best_case_of_every_tie(
    permission: Permission, role: Role
) -> None:
    assert might_allow(permission, frozenset({role}))


def test_what_might_be_allowed_is_never_the_machine() -> None:
    assert not might_allow(Permission.INVITE, frozenset({Role.PARTICIPANT}))
