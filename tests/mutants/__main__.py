"""`python -m tests.mutants`: changes the rules of access one by one and counts who notices (G2).

Each changed file is tried in a child process that has the heavy packages loaded already:
it puts the changed source in the module's place and runs the room's tests until one fails.
"""

import argparse
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.mutants.changes import Mutant, mutants

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src"
PATIENCE = 60
WANTED = 0.95

_PEOPLE = ["tests/core/people", "tests/records/people"]
_CONSENT = ["tests/core/consent", "tests/records/consent"]
_VAULT = ["tests/core/vault", "tests/records/vault"]
_STANDING = ["tests/records/mentorships", "tests/records/days", "tests/records/goals"]

TARGETS: dict[str, list[str]] = {
    "core/people/permissions.py": _PEOPLE,
    "core/consent/leaves.py": _CONSENT,
    "core/vault/sealing.py": _VAULT,
    "core/vault/streams.py": _VAULT,
    "records/vault/keyring.py": [*_VAULT, "tests/erasure/test_leaving_for_good.py"],
    "records/vault/epochs.py": [*_VAULT, "tests/erasure/test_leaving_for_good.py"],
    "records/consent/queries.py": [*_CONSENT, *_STANDING],
    "records/mentorships/queries.py": [*_STANDING, "tests/records/consent"],
}
"""The files whose mistakes would show someone too much, and the tests that should notice."""

_CORE_AGAIN = "core.consent looks at each leave again and ignores what does not fit"
_ON_SQLITE = "SQLite's immediate transaction is the lock; test_rolling notices it on PostgreSQL"
_QUERY = (
    "consent/queries.py {}: Sharing.objects.filter(recipient_id=recipient.person, giver_id__in=wan"
)

EQUIVALENT: dict[str, str] = {
    "vault/keyring.py change: 3": "one more try at reading anew",
    "vault/keyring.py skip: Latch.objects.select_for_update().get_or_create(id=1)": _ON_SQLITE,
    "vault/keyring.py drop .select_for_update(): Latch.objects.select_for_update()": _ON_SQLITE,
    "vault/epochs.py skip: forget_program_keys()": "readers that meet an unknown epoch read anew",
    "vault/epochs.py change: 500": "the size of a batch",
    "consent/queries.py change: 10": "how many lines a page asks for unless it says",
    **{
        _QUERY.format(f"drop from .filter “{column}”"): _CORE_AGAIN
        for column in (
            "recipient_id=recipient.person",
            "giver_id__in=wanted",
            "data_class=data_class",
            "purpose=purpose",
        )
    },
}
"""Changes that change nothing: what was changed, and why no test can tell."""

HEAVY = ["django.test", "django.db.models", "hypothesis", "numpy", "scipy.stats", "pytest_django"]


@dataclass
class Tally:
    """What became of the mutants."""

    killed: int = 0
    equivalent: int = 0
    lived: list[str] | None = None


class Changed(importlib.machinery.SourceFileLoader):
    """Loads a module from changed source, everything else about it as it is."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.path))
        self._code = compile(mutant.source, str(mutant.path), "exec")

    def get_code(self, _fullname: str) -> CodeType:
        return self._code


class InItsPlace(importlib.abc.MetaPathFinder):
    """Finds the changed module before the real one."""

    def __init__(self, mutant: Mutant) -> None:
        words = mutant.path.relative_to(SOURCE).with_suffix("").parts
        self._name, self._mutant = ".".join(words), mutant

    def find_spec(
        self, fullname: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        loader = Changed(fullname, self._mutant)
        return importlib.util.spec_from_file_location(fullname, self._mutant.path, loader=loader)


def main(argv: Sequence[str] | None = None) -> int:
    """Try every mutant; 0 if enough of them were noticed."""
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("only", nargs="*", help="some of the files, as listed")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(argv)
    os.chdir(HOUSE)
    _load_what_is_heavy()
    listed = [name for name in TARGETS if not chosen.only or name in chosen.only]
    work = [(one, TARGETS[name]) for name in listed for one in mutants(SOURCE / "cairn" / name)]
    for name in listed:
        if not _unchanged_passes(TARGETS[name]):
            print(f"the tests of {name} fail without any change")
            return 2
    began = time.monotonic()
    tally = _try_all(work, chosen.workers)
    total = tally.killed + len(tally.lived or [])
    share = tally.killed / total if total else 0.0
    minutes = (time.monotonic() - began) / 60
    print(
        f"mutants: {tally.killed} of {total} killed ({share:.1%}), "
        f"{tally.equivalent} that change nothing left out, {minutes:.1f} minutes"
    )
    return 0 if share >= WANTED else 1


def _load_what_is_heavy() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sqlite = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = sqlite
    sys.modules["sqlite3.dbapi2"] = sqlite.dbapi2
    for name in HEAVY:
        importlib.import_module(name)


def _try_all(work: Sequence[tuple[Mutant, list[str]]], workers: int) -> Tally:
    tally = Tally(lived=[])
    running: dict[int, Mutant] = {}
    waiting = list(reversed(work))
    while waiting or running:
        while waiting and len(running) < workers:
            mutant, tests = waiting.pop()
            if mutant.what in EQUIVALENT:
                tally.equivalent += 1
                continue
            running[_fork(mutant, tests)] = mutant
        if not running:
            break
        child, status = os.wait()
        mutant = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 0:
            assert tally.lived is not None
            tally.lived.append(mutant.what)
            print(f"lived: line {mutant.line} of {mutant.what}", flush=True)
        else:
            tally.killed += 1
    return tally


def _unchanged_passes(tests: list[str]) -> bool:
    child = _fork(None, tests)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _fork(mutant: Mutant | None, tests: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = _run(mutant, tests)
    except BaseException:  # noqa: BLE001 - the parent must hear of anything
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(code)


def _run(mutant: Mutant | None, tests: list[str]) -> int:
    """In the child: the room's tests until one fails; a change that hangs counts as noticed."""
    signal.alarm(PATIENCE)
    if mutant is not None:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        sys.meta_path.insert(0, InItsPlace(mutant))
    sys.path[:0] = [str(SOURCE), str(HOUSE)]
    pytest = importlib.import_module("pytest")
    hypothesis = importlib.import_module("hypothesis")
    quick = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "mutants", derandomize=True, deadline=None, max_examples=60, phases=quick, database=None
    )
    asked = ["-x", "-q", "-p", "no:cacheprovider", "--nomigrations", "--hypothesis-profile=mutants"]
    asked += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*asked, *tests]))


if __name__ == "__main__":
    sys.exit(main())
