"""No name, note or secret reaches a log: only fields on a list do, and no exception's text."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.config.logs import ALLOWED, keep_allowed
from tests.launch.test_command import HOUSE, surroundings

CANARY = "Ana told Bo about Tuesday"
_ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text()), st.binary()
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), _ANYTHING))
def test_no_field_that_is_not_on_the_list_is_kept(fields: dict[str, object]) -> None:
    assert set(keep_allowed(None, "info", dict(fields))) <= ALLOWED


@given(st.sampled_from(sorted(ALLOWED - {"event", "level", "timestamp"})), st.text())
def test_no_sentence_slips_in_under_an_allowed_name(name: str, text: str) -> None:
    kept = keep_allowed(None, "info", {name: f"{text} and more"})
    assert kept == {}


def test_what_the_worker_says_of_itself_is_kept() -> None:
    said = {
        "event": "job failed",
        "kind": "OperationalError",
        "job": "matching.round",
        "attempt": 2,
    }
    assert keep_allowed(None, "warning", dict(said)) == said


_LOUD = f"""
import django, logging, threading, warnings
django.setup()
import structlog
from cairn.records.jobs import queue
log = structlog.get_logger()
try:
    raise ValueError({CANARY!r})
except ValueError as fault:
    log.exception("job failed", note={CANARY!r}, kind=str(fault), person={CANARY!r})
    logging.getLogger("django.request").exception("Fault: %s", fault)
    logging.getLogger("elsewhere").error({CANARY!r}, extra={{"room": {CANARY!r}}})
warnings.warn({CANARY!r})
def fall():
    raise RuntimeError({CANARY!r})
thread = threading.Thread(target=fall, name={CANARY!r})
thread.start()
thread.join()
queue.lease(worker={CANARY!r}, at=None)
"""


def test_nothing_that_was_said_reaches_the_log_however_it_is_raised(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", _LOUD],
        env=surroundings(
            DJANGO_SETTINGS_MODULE="cairn.config.settings", CAIRN_DATA=str(tmp_path / "none")
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    heard = said.stdout + said.stderr
    assert CANARY not in heard
    assert "Traceback" not in heard
    lines = said.stderr.splitlines()
    structured = [json.loads(line) for line in lines if line.startswith("{")]
    assert all(set(line) <= ALLOWED for line in structured)
    assert [line["event"] for line in structured].count("stopped by a fault") == 2
    assert "error django.request ValueError" in lines
    last = structured[-1]
    assert last["kind"] == "OperationalError"
    assert last["place"].startswith("records.jobs.queue:"), "where, though not what"


_SOURCES = [p for p in (HOUSE / "src" / "cairn").rglob("*.py") if "migrations" not in p.parts]
_LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "msg", "log"}


def _log_calls(path: Path) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id.strip("_") in {"log", "logger", "logging", "structlog"}
    ]


@pytest.mark.parametrize("path", [p for p in _SOURCES if _log_calls(p)], ids=lambda p: p.stem)
def test_every_event_is_a_fixed_sentence_and_every_field_is_on_the_list(path: Path) -> None:
    for call in _log_calls(path):
        [event] = call.args
        assert isinstance(event, ast.Constant), f"line {call.lineno}: no text made up on the way"
        assert {word.arg for word in call.keywords} - {None} <= ALLOWED, f"line {call.lineno}"


def test_there_are_log_calls_for_the_guard_to_look_at() -> None:
    assert any(_log_calls(path) for path in _SOURCES)
