"""Every set of roles × relation × leave × permission, against a table written by hand for this test.

The table below says in other words than the code who may do what. A column is who
someone is to the thing; `yes` grants, `leave` grants only with the person's leave.
A permission that isn't in the table, or isn't in the code, fails.
"""

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest

from cairn.core.people.permissions import (
    GRANTS,
    MEANINGS,
    Permission,
    Standing,
    allows,
    ask,
    might_allow,
)
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound

EXPECTED = """
                          self  party own-mentor own-supervisor invited member supervisor coordinator evaluator machine
today.read                -     -     -          -              -       yes    -          -           -         -
people.account            yes   -     -          -              -       -      -          -           -         -
people.read               -     -     -          -              -       -      -          yes         -         -
people.vouch              -     -     yes        yes            -       -      -          yes         -         -
people.let_back_in        -     -     -          yes            -       -      -          yes         -         -
programs.invite           -     -     -          -              -       -      -          yes         -         yes
programs.give_role        -     -     -          -              -       -      -          yes         -         yes
programs.change           -     -     -          -              -       -      -          yes         -         yes
programs.template         -     -     -          -              -       -      -          yes         -         yes
programs.cohort           -     -     -          -              -       -      -          yes         -         yes
programs.cohort_read      -     -     -          -              -       -      yes        yes         -         -
groups.hold               -     yes   -          yes            -       -      -          yes         -         -
supervision.hold          -     -     -          yes            -       -      -          -           -         -
supervision.read          yes   -     -          yes            -       -      -          -           -         -
supervision.rate          yes   yes   -          yes            -       -      -          -           -         -
consent.share             yes   -     -          -              -       -      -          -           -         -
people.record             yes   -     -          -              -       -      -          -           -         -
trail.about_me            yes   -     -          -              -       -      -          -           -         -
consent.sign              yes   -     -          -              -       -      -          -           -         -
consent.disclose          yes   -     -          -              -       -      -          yes         -         -
consent.accounting        yes   -     -          -              -       -      -          yes         -         -
consent.emergency         -     -     -          -              -       -      yes        yes         -         -
consent.breach            -     -     -          -              -       -      -          yes         -         -
consent.law               -     -     -          -              -       -      -          yes         -         yes
matching.profile_read     yes   -     -          -              -       -      -          yes         -         -
matching.profile_write    yes   -     -          -              -       -      -          yes         -         yes
matching.import           -     -     -          -              -       -      -          yes         -         yes
matching.round_read       -     -     -          -              -       -      -          yes         -         -
matching.round_run        -     -     -          -              -       -      -          yes         -         yes
matching.decide           -     -     -          -              -       -      -          yes         -         yes
matching.practice         -     -     -          -              -       -      -          yes         -         -
matching.proposal_read    -     yes   -          -              -       -      -          yes         -         -
matching.answer           -     yes   -          -              -       -      -          -           -         -
mentorships.read          -     yes   -          yes            -       -      -          yes         -         -
mentorships.begin         -     yes   -          -              -       -      -          -           -         yes
mentorships.end           -     yes   -          -              -       -      -          yes         -         -
mentorships.give_oversight -    -     -          -              -       -      -          yes         -         yes
mentorships.keep          -     yes   -          -              -       -      -          -           -         -
mentorships.caseload      -     -     -          -              -       -      yes        -           -         -
mentorships.contact_log   -     -     yes        -              -       -      -          -           -         yes
mentorships.contact_read  -     yes   -          yes            -       -      -          yes         -         -
mentorships.note_read     -     yes   -          leave          -       -      -          -           -         -
conversations.send        -     yes   -          -              -       -      -          -           -         -
conversations.read        -     yes   -          yes            -       -      -          -           -         -
conversations.open        -     -     -          yes            -       -      -          -           -         -
days.record               yes   -     -          -              -       -      -          -           -         yes
days.read                 yes   -     leave      leave          leave   -      -          -           -         -
days.interview            -     -     leave      leave          -       -      -          -           -         -
milestones.keep           yes   -     -          -              -       -      -          -           -         yes
goals.write               yes   -     leave      -              -       -      -          -           -         yes
goals.rate                yes   -     leave      -              -       -      -          -           -         yes
goals.read                yes   -     leave      leave          leave   -      -          -           -         -
evaluation.outcomes       -     -     -          -              -       -      -          yes         yes       -
evaluation.export         -     -     -          -              -       -      -          yes         yes       -
"""

HEAD, *LINES = [line.split() for line in EXPECTED.strip().splitlines()]
TABLE = {line[0]: dict(zip(HEAD, line[1:], strict=True)) for line in LINES}
FLAGS = ("is_self", "is_party", "mentors", "supervises", "leave", "machine")
ALL_ROLES = [
    frozenset(some)
    for some in chain.from_iterable(combinations(Role, n) for n in range(len(Role) + 1))
]


def is_to_the_thing(column: str, s: Standing) -> bool:
    """Whether someone who stands like this is what the column says."""
    match column:
        case "self":
            return s.is_self
        case "party":
            return s.is_party
        case "own-mentor":
            return s.mentors and "mentor" in s.roles
        case "own-supervisor":
            return s.supervises and "supervisor" in s.roles
        case "invited":
            return "supporter" in s.roles or "clinician" in s.roles
        case "member":
            return len(s.roles) > 0
        case "machine":
            return s.machine
        case role:
            return role in s.roles


def expected(permission: str, s: Standing) -> bool:
    for column, cell in TABLE[permission].items():
        if cell == "yes" and is_to_the_thing(column, s):
            return True
        if cell == "leave" and s.leave and is_to_the_thing(column, s):
            return True
    return False


def standings() -> Iterator[Standing]:
    for roles in ALL_ROLES:
        for flags in product((False, True), repeat=len(FLAGS)):
            yield Standing(roles, **dict(zip(FLAGS, flags, strict=True)))


STANDINGS = list(standings())


def test_the_matrix_covers_every_permission_and_every_standing() -> None:
    assert set(TABLE) == {permission.value for permission in Permission}
    assert set(GRANTS) == set(MEANINGS) == set(Permission)
    assert len(STANDINGS) == 2 ** len(Role) * 2 ** len(FLAGS)
    assert {cell for row in TABLE.values() for cell in row.values()} == {"-", "yes", "leave"}


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_the_matrix_of_roles_relations_and_leave_is_as_written(permission: Permission) -> None:
    wrong = [s for s in STANDINGS if allows(permission, s) != expected(permission, s)]
    assert wrong == []


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_the_matrix_has_nothing_for_a_stranger(permission: Permission) -> None:
    """Leave, or a relation from another program, opens nothing to someone with no role here."""
    for mentors, supervises, leave in product((False, True), repeat=3):
        stranger = Standing(mentors=mentors, supervises=supervises, leave=leave)
        assert not allows(permission, stranger)
        with pytest.raises(NotFound):
            ask(permission, stranger)


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_members_without_the_right_are_told_so(permission: Permission) -> None:
    for s in STANDINGS:
        if not expected(permission, s) and not s.stranger:
            with pytest.raises(NotAllowed):
                ask(permission, s)
            break
    else:
        raise AssertionError(f"every member holds {permission}, which no one meant")


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_what_might_be_allowed_is_never_narrower_than_what_is(permission: Permission) -> None:
    for s in STANDINGS:
        if allows(permission, s) and not s.machine:
            assert might_allow(permission, s.roles)
