"""G1: every address, by GET and by POST, as every actor, about everything, against the real pages.

What each cell must answer stands in `access_expected`, written by hand. An address that is
not in it fails here, and so does a line whose address is gone. Whoever is refused must also
have changed nothing: not one row of either database.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.guards.access_expected import ACTORS, expected
from tests.guards.access_scene import About, Scene, set_up

DATABASES = ("default", "keys")
LET_IN = "o"
STATUSES = {200: "o", 401: "s", 422: "o", 403: "n", 404: "h", 405: "m"}
FORMS: dict[str, dict[str, str]] = {
    "set_language": {"language": "es", "next": "/"},
    "account-program": {"program": "program"},
    "sharings": {"person": "mentor", "part": "days"},
    "sharing-near": {"person": "supporter", "preset": "pause"},
    "incident-told": {},
    "matching-round": {"act": "aside"},
    "matching-learning": {"act": "learn"},
    "matching-choose": {"mentor": "offering"},
    "proposal": {"answer": "yes"},
    "passkey": {"name": "My phone"},
    "news": {"answer": "out", "device": "device"},
    "way-back": {"act": "stop"},
    "person-end-role": {"role": "participant"},
    "program-door": {"door": "closed"},
}
"""What is posted where an empty form says nothing; a word that the scene knows is its id there."""
PACE = '"limits_bucket"'
"""The table that counts how often a place sends; whoever is refused is counted too."""
BY_QUERY = {"goal-new": "?with={person}"}
STANDS_FOR = {"person-supervisor": {"person": "mentor"}}

TABLE = expected()
NAMES = sorted({name for name, _ in TABLE})


@pytest.fixture
def stage(db: None) -> Scene:
    """The scene, once for all the cells of an address."""
    return set_up(timezone.now())


@pytest.fixture
def sessions(stage: Scene) -> dict[str, str]:
    """Everyone's session, signed in once."""
    found = {}
    for name in ACTORS[1:]:
        client = Client()
        person = get_user_model().objects.get(pk=stage.people[name])
        client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
        found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is done in here has never happened, in either database."""
    with ExitStack() as both:
        for alias in DATABASES:
            both.enter_context(transaction.atomic(using=alias))
        yield
        for alias in DATABASES:
            transaction.set_rollback(True, using=alias)


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that changes a row, in either database."""
    seen: list[str] = []

    def note(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = run(sql, params, many, context)
        writing = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if writing and PACE not in sql[:30] and context["cursor"].rowcount != 0:
            seen.append(f"{sql[:30]} {params}"[:160])
        return answer

    with ExitStack() as both:
        for alias in DATABASES:
            both.enter_context(connections[alias].execute_wrapper(note))
        yield seen


def address(name: str, about: About, subject: str) -> str:
    """The address of that name, about that thing."""
    [pattern] = [one for one in get_resolver().url_patterns if one.name == name]
    stands = STANDS_FOR.get(name, {})
    wanted = {part: about[stands.get(part, part)] for part in pattern.pattern.converters}
    query = BY_QUERY.get(name, "") if subject != "-" else ""
    return reverse(name, kwargs=wanted) + query.format(**about)


def letter(answer: HttpResponse) -> str:
    """The answer as the table spells it."""
    if answer.status_code in (301, 302):
        return "s" if answer.headers["Location"].startswith(reverse("sign-in")) else "o"
    return STATUSES.get(answer.status_code, str(answer.status_code))


def ask(
    client: Client, method: str, at: str, name: str, about: About, session: str | None
) -> tuple[str, list[str]]:
    """What one actor gets, and what was written on the way; then it has never happened."""
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    form = {key: str(about.get(word, word)) for key, word in FORMS.get(name, {}).items()}
    with rolled_back(), writes() as written:
        sent = {"content_type": "application/json"} if name.startswith("api-") else {}
        answer = client.get(at) if method == "GET" else client.post(at, form, **sent)
        if answer.streaming:
            b"".join(answer)
    return letter(answer), written


@pytest.mark.parametrize("name", NAMES)
def test_g1_everyone_gets_what_the_table_says_and_the_refused_change_nothing(
    name: str, stage: Scene, sessions: dict[str, str]
) -> None:
    amiss, client = [], Client()
    for (one, subject), row in TABLE.items():
        if one != name:
            continue
        about = {**stage.about["-"], **stage.about[subject]}
        at = address(name, about, subject)
        for actor, wanted in row.items():
            for method, letter_wanted in zip(("GET", "POST"), wanted, strict=True):
                got, written = ask(client, method, at, name, about, sessions.get(actor))
                where = f"{method} {name} about {subject} as {actor}"
                if got != letter_wanted:
                    amiss.append(f"{where}: {got} instead of {letter_wanted}")
                if got != LET_IN and written:
                    amiss.append(f"{where}: refused ({got}), and yet {written}")
    assert not amiss, "\n".join(amiss)


def test_g1_an_address_that_is_not_in_the_table_fails_and_so_does_a_stale_line() -> None:
    there = {pattern.name for pattern in get_resolver().url_patterns}
    assert sorted(there - set(NAMES)) == [], "say in access_expected who may open these"
    assert sorted(set(NAMES) - there) == [], "these are gone: take their lines out"


def test_g1_the_matrix_has_at_least_three_thousand_cells() -> None:
    cells = Counter(one for row in TABLE.values() for two in row.values() for one in two)
    assert cells.total() >= 3000
    refused = cells.total() - cells[LET_IN]
    print(f"\nG1: {cells.total()} cells, {refused} of them refused: {dict(cells)}")  # noqa: T201
    assert refused > cells[LET_IN], "most of it must be shut, or it proves little"


def test_g1_in_the_table_nobody_reaches_over_into_the_other_program() -> None:
    mixed = [
        f"{name} {subject} {actor}"
        for (name, subject), row in TABLE.items()
        for actor, wanted in row.items()
        if subject != "-" and LET_IN in wanted and (subject == "Ned") != (actor == "Eve")
    ]
    assert mixed == []
