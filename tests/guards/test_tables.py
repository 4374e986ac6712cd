"""Every table says how private each column is, and every constraint has its test."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from cairn.records.base import Privacy, SealedField, Sensitivity, column_privacy

TESTS = Path(__file__).resolve().parent.parent
OURS = [model for model in apps.get_models() if model.__module__.startswith("cairn.")]
COLUMNS = [
    pytest.param(model, field.name, id=f"{model._meta.label}.{field.name}")
    for model in OURS
    for field in model._meta.concrete_fields
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_table_says_whose_rows_it_holds_and_for_how_long(model: type[models.Model]) -> None:
    declared = model.privacy  # type: ignore[attr-defined]
    assert isinstance(declared, Privacy)
    names = {field.name for field in model._meta.concrete_fields}
    assert set(declared.columns) <= names, "privacy speaks of a column that isn't there"
    if declared.person is not None:
        assert declared.person.split("__")[0] in names


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_every_column_has_a_privacy_class(model: type[models.Model], name: str) -> None:
    assert column_privacy(model, name) is not None, f"say how private {name} is"


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_no_column_takes_text_that_a_person_writes_in_the_clear(
    model: type[models.Model], name: str
) -> None:
    field = model._meta.get_field(name)
    assert not isinstance(field, models.TextField), "text that people write is sealed"
    if isinstance(field, SealedField):
        column = column_privacy(model, name)
        assert column is not None
        assert column.sensitivity is Sensitivity.SEALED


def test_every_constraint_has_a_test_for_the_state_that_it_forbids() -> None:
    told = "\n".join(path.read_text() for path in (TESTS / "records").rglob("test_*.py"))
    names = [one.name for model in OURS for one in model._meta.constraints]
    assert names
    assert [name for name in names if name not in told] == []
