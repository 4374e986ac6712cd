"""G13: the API asked for what its document promises, and for what it does not, as each of the cast.

Schemathesis makes the calls from the document itself: values that fit and values that don't.
No answer may be a fault of ours (5xx), have a status, kind or shape that the document does not
name, or hold a word of somebody who did not let the caller read it.
"""

from collections import Counter
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.exchange.api.conftest import token_of
from tests.fuzz.conftest import CAST, Told, leaked

pytestmark = pytest.mark.usefixtures("lasting")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EACH, EACH_DEEP = 20, 20_000
"""Calls for each operation and each way of making them, in every run and with --deep."""


def operations() -> list[APIOperation]:
    """Every operation of the document."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    return [found.ok() for found in schema.get_all_operations()]


def asked(told: Told, many: int) -> Counter[int]:
    """Call every operation so often: half about what is there, half about anything; what came."""
    tokens = {name: token_of(told.cast, name) for name in CAST}
    turns, seen = cycle(CAST), Counter[int]()
    about = {"mentorship": told.cast.mentorship, "goal": told.goal, "contact": told.contact}
    for operation in operations():
        parts = {part.name for part in operation.path_parameters}
        real = {name: str(value) for name, value in about.items() if name in parts}
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for path in [None, real] if real and mode is GenerationMode.POSITIVE else [None]:
                _call(operation.as_strategy(mode, path_parameters=path), many, tokens, turns, seen)
    return seen


def _call(cases: Any, many: int, tokens: Any, turns: Any, seen: Counter[int]) -> None:
    @settings(
        max_examples=many, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def one(case: Any) -> None:
        name = next(turns)
        answer = case.call(headers={"Authorization": f"Bearer {tokens[name]}"})
        case.validate_response(answer, checks=CHECKS)
        assert leaked(answer.text, name) == []
        seen[answer.status_code] += 1

    one()


def test_g13_no_call_breaks_the_api_or_its_word_or_shows_anyone_elses(told: Told) -> None:
    seen = asked(told, EACH)
    print(f"\nG13: {seen.total()} calls by the document, by status {dict(seen)}")  # noqa: T201
    assert seen.total() > 500
    assert {200, 201, 403, 404, 422} <= set(seen), "all kinds of answers must have come"


@pytest.mark.deep
def test_g13_nor_does_any_of_very_many(told: Told) -> None:
    seen = asked(told, EACH_DEEP)
    print(f"\nG13 deep: {seen.total()} calls, by status {dict(seen)}")  # noqa: T201
    assert seen.total() > EACH_DEEP
