"""Written consents: signed whole, kept sealed with their evidence, taken back at once."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.law import Answers, Element
from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.consent.written import Incomplete, Kind, OpenEnd, RecipientKind
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.consent import agreements, lawbook
from cairn.records.consent.models import Agreement
from cairn.records.programs.commands import discharge
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

TOLD = frozenset({Element.REVOCATION, Element.REDISCLOSURE, Element.REFUSAL})
WISH = agreements.Wish(
    kind=Kind.TPO,
    information=frozenset({DataClass.DAYS, DataClass.GOALS}),
    recipient_kind=RecipientKind.NAMED,
    recipient="Valley Clinic",
    signature="Ana at the river",
    told=TOLD,
    adult=True,
    until=NOW + timedelta(days=90),
)
EVIDENCE = agreements.Evidence("I let Riverside give my days.", "2026-11", "en", "phone")


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


def signed(stage: Cast, **other: object) -> Agreement:
    found = agreements.sign(
        by=stage.reader("Ana"), wish=replace(WISH, **other), evidence=EVIDENCE, at=NOW
    )
    return Agreement.objects.get(id=found)


def test_what_was_signed_is_kept_whole_with_its_evidence(stage: Cast) -> None:
    row = signed(stage)
    [paper] = agreements.mine(reader=stage.reader("Ana"), at=NOW)
    assert (paper.recipient, paper.signature, paper.text) == (
        WISH.recipient,
        WISH.signature,
        EVIDENCE.text,
    )
    assert paper.parts == (DataClass.DAYS, DataClass.GOALS)
    assert (row.pack, row.text_version, row.device) == ("us-part2-2024", "2026-11", "phone")
    assert paper.stands
    assert next(line.act for line in about(stage.ana)) == "consent.signed"


def test_its_words_are_sealed(stage: Cast) -> None:
    row = signed(stage)
    for name in agreements.SEALED:
        kept = bytes(getattr(row, name))
        assert b"Valley" not in kept
        assert b"river" not in kept


def test_one_element_left_out_and_nothing_is_kept(stage: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        signed(stage, recipient="", signature="", adult=False)
    assert set(refused.value.missing) == {Element.RECIPIENT, Element.SIGNATURE, Element.ADULT}
    assert not Agreement.objects.exists()


def test_signing_twice_with_one_id_is_signing_once(stage: Cast) -> None:
    own = uuid4()
    for _ in range(2):
        agreements.sign(by=stage.reader("Ana"), wish=WISH, evidence=EVIDENCE, at=NOW, agreement=own)
    assert Agreement.objects.count() == 1


def test_taken_back_it_no_longer_stands_and_nobody_else_can_take_it_back(stage: Cast) -> None:
    row = signed(stage)
    for name in ("Bo", "Dee", "Eve"):
        with pytest.raises(NotFound):
            agreements.revoke(by=stage.reader(name), agreement=row.id, at=NOW)
    agreements.revoke(by=stage.reader("Ana"), agreement=row.id, at=NOW)
    assert agreements.standing_of(stage.ana, program=stage.program, at=NOW) == []
    with pytest.raises(NotFound):
        agreements.revoke(by=stage.reader("Ana"), agreement=row.id, at=NOW)


def test_it_runs_out_by_itself(stage: Cast) -> None:
    signed(stage)
    later = NOW + timedelta(days=90)
    assert agreements.standing_of(stage.ana, program=stage.program, at=later) == []


def test_end_of_treatment_ends_it(stage: Cast) -> None:
    signed(stage, until=None, open_end=OpenEnd.TREATMENT)
    assert agreements.standing_of(stage.ana, program=stage.program, at=NOW)
    discharge(
        by=machine("tests"), program=stage.program, stays=[(stage.ana, date(2026, 11, 20))], at=NOW
    )
    assert agreements.standing_of(stage.ana, program=stage.program, at=NOW) == []


def test_nobody_reads_another_persons_papers(stage: Cast) -> None:
    row = signed(stage)
    for name in ("Bo", "Dee", "Eve"):
        assert agreements.mine(reader=stage.reader(name), at=NOW) == []
        with pytest.raises(NotFound):
            agreements.one_of_mine(reader=stage.reader(name), agreement=row.id, at=NOW)


def test_an_outsider_is_the_same_however_the_name_is_spaced_and_differs_by_program(
    stage: Cast,
) -> None:
    here = agreements.outsider(stage.program, " Valley   clinic ")
    assert here == agreements.outsider(stage.program, "valley Clinic")
    assert here != agreements.outsider(stage.elsewhere, "valley Clinic")


def test_the_law_is_the_strictest_until_the_program_speaks(stage: Cast) -> None:
    assert lawbook.law_of(stage.program, at=NOW).code == "us-part2"
    told = Answers(False, False, False, False)
    assert lawbook.choose_law(by=stage.reader("Dee"), answers=told, at=NOW) == "us-state"
    assert lawbook.law_of(stage.program, at=NOW).code == "us-state"
    assert lawbook.law_of(stage.elsewhere, at=NOW).code == "us-part2"
    assert lawbook.chosen_law(stage.program, at=NOW).answers == told


def test_only_a_coordinator_says_which_law(stage: Cast) -> None:
    with pytest.raises(NotAllowed):
        lawbook.choose_law(by=stage.reader("Bo"), answers=Answers(None, None, None, None), at=NOW)


def test_missing_texts_are_named_by_law(stage: Cast) -> None:
    assert ("us-part2", "patient-notice") in {
        (code, text.code) for code, text in lawbook.missing_texts()
    }
    lawbook.choose_law(by=stage.reader("Dee"), answers=Answers(False, False, False, False), at=NOW)
    assert "us-state" in {code for code, _ in lawbook.missing_texts()}


def test_an_operators_own_pack_stands_before_the_shipped_one(own_keys, stage: Cast) -> None:
    shipped = lawbook.packs()["us-state"]
    folder = own_keys.data / "law"
    folder.mkdir()
    source = "src/cairn/core/consent/packs/us_state.json"
    text = (lawbook.Path(__file__).resolve().parents[3] / source).read_text()
    (folder / "ours.json").write_text(text.replace(shipped.version, "ours-2027"))
    assert lawbook.packs()["us-state"].version == "ours-2027"


BROKEN = {
    "consent_known_agreement_kind": {"kind": "wish"},
    "consent_known_recipient_kind": {"recipient_kind": "anyone"},
    "consent_agreement_covers_something": {"data_classes": ""},
    "consent_agreement_has_an_end": {"until": None, "open_end": ""},
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_forbids_a_consent_that_cannot_be(stage: Cast, name: str) -> None:
    row = signed(stage)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.filter(id=row.id).update(**BROKEN[name])


def test_purposes_of_a_paper_are_those_of_its_kind(stage: Cast) -> None:
    signed(stage)
    [paper] = agreements.standing_of(stage.ana, program=stage.program, at=NOW)
    assert {leave.purpose for leave in paper.leaves} == {
        Purpose.CARE,
        Purpose.PAYMENT,
        Purpose.OPERATIONS,
    }
