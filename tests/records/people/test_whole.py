"""G29: what leaves is exactly the declared inventory: these parts, these columns, nothing else."""

from datetime import timedelta
from itertools import chain, combinations
from uuid import uuid4

import pytest
from django.apps import apps

from cairn.core.consent.leaves import DataClass
from cairn.core.days import CheckIn, Use
from cairn.core.mentorships.contacts import Contact, Means
from cairn.records.base import Sensitivity, column_privacy
from cairn.records.days.commands import tell_day
from cairn.records.mentorships.commands import log_contact
from cairn.records.people.whole import PARTS, part_of_record, parts_held, whole_record
from tests import cast
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

WORDS = {
    DataClass.IDENTITY: "Ana",
    DataClass.DAYS: "the long way home",
    DataClass.NOTES: "she rang her sister",
}
CHOICES = [DataClass.IDENTITY, DataClass.DAYS, DataClass.NOTES, DataClass.MENTORSHIP]


@pytest.fixture
def stage() -> Cast:
    gathered = cast.gather()
    tell_day(
        by=gathered.reader("Ana"),
        check_in=CheckIn(day=TODAY, mood=3, use=Use.NONE, note=WORDS[DataClass.DAYS]),
        check_in_id=uuid4(),
        today=TODAY,
        at=NOW,
    )
    log_contact(
        by=gathered.reader("Bo"),
        mentorship=gathered.mentorship,
        contact=Contact(
            day=TODAY - timedelta(days=1),
            means=Means.PHONE,
            minutes=20,
            note=WORDS[DataClass.NOTES],
        ),
        contact_id=uuid4(),
        today=TODAY,
        at=NOW,
    )
    return gathered


SOME = chain.from_iterable(combinations(CHOICES, n) for n in range(len(CHOICES) + 1))


@pytest.mark.parametrize("parts", list(SOME), ids="-".join)
def test_g29_a_packet_holds_the_words_of_its_parts_and_of_no_other(
    stage: Cast, parts: tuple[DataClass, ...]
) -> None:
    sheets = part_of_record(reader=stage.reader("Ana"), parts=parts)
    told = str([sheet.rows for sheet in sheets])
    assert {part for part, words in WORDS.items() if words in told} == set(parts) & set(WORDS)
    assert {sheet.part for sheet in sheets} <= set(parts)


def test_g29_a_packet_names_nobody_else_and_holds_no_code_of_anyone(stage: Cast) -> None:
    sheets = part_of_record(reader=stage.reader("Ana"), parts=list(DataClass))
    told = str([sheet.rows for sheet in sheets])
    for person in stage.people.values():
        assert str(person) not in told
    for sheet in sheets:
        model = next(
            found
            for found in apps.get_models()
            if found._meta.model_name == sheet.table and found._meta.app_label in PARTS
        )
        for name in sheet.columns:
            column = column_privacy(model, name)
            assert column is not None
            assert column.sensitivity not in {Sensitivity.LINK, Sensitivity.SECRET}


def test_the_whole_record_holds_all_of_ones_words(stage: Cast) -> None:
    sheets = whole_record(reader=stage.reader("Ana"))
    told = str([sheet.rows for sheet in sheets])
    for words in WORDS.values():
        assert words in told
    assert DataClass.NOTES in parts_held(sheets)


@pytest.mark.parametrize("name", ["Bo", "Dee", "Eve"])
def test_nobody_elses_record_is_in_ones_own(stage: Cast, name: str) -> None:
    told = str([sheet.rows for sheet in whole_record(reader=stage.reader(name))])
    for words in WORDS.values():
        assert words not in told
