"""A process inside the house's records, asked by lines: makes people, puts in jobs, does them.

As "desk" it answers each line that it hears with one of its own; as "labor" it does
the jobs, by a clock that runs a hundred times too fast, so that the
lease of a worker that was ended runs out in three seconds instead of five minutes.
"""

import json
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error, close_old_connections, connection
from django.test import Client

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.records.jobs import queue
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.scope import Wide, wide

# The records can be imported only once Django is ready.
COMMAND = [
    sys.executable,
    "-c",
    "import sys, django; django.setup(); from tests.faults import desk; desk.main(sys.argv[1:])",
]
FAST = 100
JOB = "faults.effect"
EFFECTS = "fault_effects"
_BACKEND = "cairn.records.people.sign_in.ByAlias"
_ROUNDS = 2000


def gather(count: int) -> list[str]:
    """So many people in one program, each signed in; answers what their cookies hold."""
    at, by = datetime.now(UTC), machine("tests")
    program = programs.make_program(by=by, name="Riverside", at=at)
    people = add_people(by=by, people=[NewPerson(f"P{n}") for n in range(count)], at=at)
    programs.give_roles(by=by, program=program, people=people, role=Role.PARTICIPANT, at=at)
    programs.enroll(by=by, program=program, stays=[(person, at.date()) for person in people], at=at)
    with connection.cursor() as cursor:
        # No key and no "unique": if a job were done twice, it would show.
        cursor.execute(f"CREATE TABLE {EFFECTS} (job varchar(40) NOT NULL)")
    return [_signed_in(person) for person in people]


def _signed_in(person: object) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person), backend=_BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def put_in(key: str) -> str:
    """Put in one job; "kept" once it is there, "down" where the database was away."""
    try:
        queue.enqueue(
            by=machine("tests"),
            name=JOB,
            args={"key": key},
            at=datetime.now(UTC),
            dedupe_key=f"{JOB}:{key}",
        )
    except Error:
        return "down"
    finally:
        close_old_connections()
    return "kept"


def _effect(args: Mapping[str, Any], progress: Any) -> Any:
    """A job that computes a little, says how far it is, and ends in one row."""
    drop = str(args["key"]).encode()
    for _ in range(_ROUNDS):
        drop = sha256(drop).digest()
    progress(50)
    for _ in range(_ROUNDS):
        drop = sha256(drop).digest()

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {EFFECTS} (job) VALUES (%s)", [args["key"]])  # noqa: S608

    return write


def labor(began: datetime) -> None:
    """Do jobs until ended; waits where the database is away, as the house's own worker does."""
    worker = Worker({JOB: _effect}, lambda: began + (datetime.now(UTC) - began) * FAST)
    pause = threading.Event()
    while True:
        try:
            did = worker.do_next()
        except Error:
            did = False
        close_old_connections()
        if not did:
            pause.wait(0.05)


def answer(line: str) -> object:
    """What one line asked for."""
    word, _space, rest = line.partition(" ")
    return gather(int(rest)) if word == "people" else put_in(rest or str(uuid4()))


def main(words: Sequence[str]) -> None:
    """Be a laborer or the desk, as the words say."""
    with wide(Wide.COMMAND):
        if words[0] == "labor":
            labor(datetime.fromisoformat(words[1]))
        for heard in sys.stdin:
            sys.stdout.write(json.dumps(answer(heard.strip())) + "\n")
            sys.stdout.flush()
