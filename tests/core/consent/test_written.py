"""A written consent is whole or it does not exist; what has ended never reveals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.consent.law import Element, shipped_packs
from cairn.core.consent.leaves import DataClass, Purpose, Recipient, may_disclose
from cairn.core.consent.written import (
    PURPOSES,
    BadEnd,
    Bundled,
    Incomplete,
    Kind,
    OpenEnd,
    RecipientKind,
    WrittenConsent,
)

ANA, CLINIC, OTHER = (UUID(int=n) for n in (1, 2, 3))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PACKS = shipped_packs()
TOLD = frozenset({Element.REVOCATION, Element.REDISCLOSURE, Element.REFUSAL})


def whole(**other: Any) -> WrittenConsent:
    filled: dict[str, Any] = {
        "pack": PACKS["us-part2"],
        "kind": Kind.TPO,
        "giver": ANA,
        "outsider": CLINIC,
        "patient": "Ana",
        "discloser": "Riverside",
        "information": frozenset({DataClass.DAYS}),
        "recipient_kind": RecipientKind.INTERMEDIARY,
        "recipient": "Valley Exchange",
        "participants": "my treating providers",
        "signature": "Ana",
        "signed_at": NOON,
        "told": TOLD,
        "adult": True,
        "until": NOON + timedelta(days=90),
    }
    return WrittenConsent(**{**filled, **other})


LEFT_OUT: dict[Element, dict[str, Any]] = {
    Element.PATIENT: {"patient": " "},
    Element.DISCLOSER: {"discloser": ""},
    Element.INFORMATION: {"information": frozenset()},
    Element.RECIPIENT: {"recipient": "  "},
    Element.PARTICIPANTS: {"participants": ""},
    Element.PURPOSE: {"kind": Kind.RESEARCH, "purpose": ""},
    Element.REVOCATION: {"told": TOLD - {Element.REVOCATION}},
    Element.EXPIRY: {"until": None},
    Element.SIGNATURE: {"signature": ""},
    Element.SIGNED_ON: {"signed_at": None},
    Element.REDISCLOSURE: {"told": TOLD - {Element.REDISCLOSURE}},
    Element.REFUSAL: {"told": TOLD - {Element.REFUSAL}},
    Element.ADULT: {"adult": False},
}


def test_every_element_of_the_law_can_be_left_out_here() -> None:
    assert set(LEFT_OUT) == set(Element)


@pytest.mark.parametrize("element", list(Element))
def test_any_one_element_left_out_is_refused_by_its_name(element: Element) -> None:
    with pytest.raises(Incomplete) as refused:
        whole(**LEFT_OUT[element])
    assert element in refused.value.missing


@given(st.sets(st.sampled_from([e for e in Element if e is not Element.PURPOSE]), min_size=1))
def test_all_that_is_missing_is_said_at_once(gone: set[Element]) -> None:
    changes: dict[str, Any] = {}
    for element in gone:
        changes.update({k: v for k, v in LEFT_OUT[element].items() if k != "told"})
    changes["told"] = TOLD - gone
    with pytest.raises(Incomplete) as refused:
        whole(**changes)
    assert set(refused.value.missing) == gone
    assert len(refused.value.faults) == len(gone)


@pytest.mark.parametrize(
    ("kind", "end", "taken"),
    [
        (Kind.TPO, OpenEnd.NO_END, True),
        (Kind.TPO, OpenEnd.TREATMENT, True),
        (Kind.TPO, OpenEnd.STUDY, False),
        (Kind.RESEARCH, OpenEnd.STUDY, True),
        (Kind.RESEARCH, OpenEnd.NO_END, False),
        (Kind.REQUEST, OpenEnd.NO_END, False),
        (Kind.PROCEEDINGS, OpenEnd.NO_END, False),
    ],
)
def test_only_some_consents_may_go_without_a_last_day(
    kind: Kind, end: OpenEnd, taken: bool
) -> None:
    ends: dict[str, Any] = {"kind": kind, "purpose": "a study", "until": None, "open_end": end}
    if taken:
        assert whole(**ends).stands(NOON + timedelta(days=4000))
    else:
        with pytest.raises(Incomplete):
            whole(**ends)


def test_a_last_day_before_the_signature_is_refused() -> None:
    with pytest.raises(BadEnd):
        whole(until=NOON)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (Kind.COUNSELLING, {DataClass.COUNSELLING, DataClass.DAYS}),
        (Kind.TPO, {DataClass.COUNSELLING}),
        (Kind.COUNSELLING, {DataClass.DAYS}),
    ],
)
def test_a_counselors_notes_are_never_bundled(kind: Kind, parts: set[DataClass]) -> None:
    with pytest.raises(Bundled):
        whole(kind=kind, information=frozenset(parts))


def test_a_counselors_notes_alone_can_be_given() -> None:
    assert whole(kind=Kind.COUNSELLING, information=frozenset({DataClass.COUNSELLING})).leaves()


def test_leave_for_treatment_is_no_leave_for_a_legal_proceeding() -> None:
    assert Purpose.PROCEEDINGS not in PURPOSES[Kind.TPO]
    assert PURPOSES[Kind.PROCEEDINGS] == {Purpose.PROCEEDINGS}


moments = st.integers(-500_000, 500_000).map(lambda minutes: NOON + timedelta(minutes=minutes))


@given(
    at=moments,
    until=st.none() | st.integers(1, 400_000).map(lambda m: NOON + timedelta(minutes=m)),
    withdrawn=st.none() | moments,
    part=st.sampled_from(DataClass),
    purpose=st.sampled_from(Purpose),
    who=st.sampled_from([CLINIC, OTHER]),
)
def test_taken_back_or_run_out_never_reveals_and_nothing_beyond_its_scope(
    at: datetime,
    until: datetime | None,
    withdrawn: datetime | None,
    part: DataClass,
    purpose: Purpose,
    who: UUID,
) -> None:
    paper = whole(until=until, open_end=OpenEnd.NO_END, withdrawn_at=withdrawn)
    answer = may_disclose(part, Recipient(who), purpose, at, giver=ANA, leaves=paper.leaves())
    runs = at >= NOON and (until is None or at < until) and (withdrawn is None or at < withdrawn)
    covered = who == CLINIC and part is DataClass.DAYS and purpose in PURPOSES[Kind.TPO]
    assert answer.allowed == (runs and covered)


def test_it_covers_nothing_of_anyone_else() -> None:
    leaves = whole().leaves()
    to = Recipient(CLINIC)
    assert not may_disclose(
        DataClass.DAYS, to, Purpose.CARE, NOON, giver=OTHER, leaves=leaves
    ).allowed


def test_a_paper_is_frozen() -> None:
    assert replace(whole(), withdrawn_at=NOON).stands(NOON) is False
