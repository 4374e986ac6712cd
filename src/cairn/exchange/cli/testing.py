"""`cairn test`: runs the tests as the project's own checks do, after fetching what they lack.

Three runs: all but the browser on SQLite, the records again on PostgreSQL, the journeys
in Chromium. `--fast` leaves out the last two. Arguments it does not know go to one pytest.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.exchange.cli import system_packages
from cairn.exchange.cli.checkout import root

_COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)")
_NOTHING_COLLECTED = 5
_ON_POSTGRES = ["tests/records", "tests/erasure", "tests/canaries", "tests/exchange/backups"]
_BOTH_CORES = ["-n", "2", "--dist", "loadfile"]


@dataclass(frozen=True)
class Part:
    """One run of pytest."""

    name: str
    arguments: Sequence[str]
    beside_postgres: bool = False


def run(argv: Sequence[str]) -> int:
    """Run the parts and add them up; 0 only if every test of every part passed."""
    parser = argparse.ArgumentParser(prog="cairn test", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="no browser, no PostgreSQL")
    parser.add_argument("--deep", nargs="?", const="", metavar="NAME", help="also the dear ones")
    wish, others = parser.parse_known_args(argv)
    os.chdir(root())
    if wish.deep is not None:
        others = ["--deep", *(["-k", wish.deep] if wish.deep else []), *others]
    if others:
        return subprocess.call(_pytest(others), env=_surroundings())  # noqa: S603
    if not wish.fast:
        system_packages.fetch()
    return _all(_parts(fast=wish.fast))


def _parts(*, fast: bool) -> list[Part]:
    plain = Part("on SQLite", [*_BOTH_CORES, "--ignore=tests/e2e", "tests"])
    if fast:
        return [plain]
    parts = [plain]
    if system_packages.has_postgresql():
        parts.append(Part("on PostgreSQL", [*_BOTH_CORES, *_ON_POSTGRES], beside_postgres=True))
    parts.append(Part("in Chromium", [*_BOTH_CORES, "tests/e2e"]))
    return parts


def _all(parts: Sequence[Part]) -> int:
    began = time.monotonic()
    counts: Counter[str] = Counter()
    worst = 0
    for part in parts:
        print(f"\n──── {part.name}", flush=True)
        code, closing = _one(part)
        if code != _NOTHING_COLLECTED:
            worst = max(worst, code)
        counts.update({name.rstrip("s") if name == "errors" else name: int(n)
                       for n, name in _COUNTS.findall(closing)})  # fmt: skip
    seconds = time.monotonic() - began
    order = ["failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "error"]
    said = ", ".join(f"{counts[name]} {name}" for name in order if counts[name])
    clock = f"{int(seconds // 60)}:{int(seconds % 60):02}"
    print(f"\nAll {len(parts)} runs together:")
    print(f"===== {said or 'no tests ran'} in {seconds:.2f}s ({clock}) =====")
    return worst


def _one(part: Part) -> tuple[int, str]:
    """Run one part, passing on what it says; returns its exit code and pytest's closing line."""
    command = _pytest(part.arguments)
    if part.beside_postgres:
        command = [sys.executable, "-m", "tests.postgres", *command]
    closing = ""
    with subprocess.Popen(  # noqa: S603
        command, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pytest:
        for line in pytest.stdout or ():
            print(line, end="", flush=True)
            if line.startswith("=") and _COUNTS.search(line):
                closing = line
    return pytest.returncode, closing


def _pytest(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def _surroundings() -> dict[str, str]:
    """The tests' environment: nothing of an installation that may run on this machine."""
    ours = ("CAIRN_", "DATABASE_URL", "KEYS_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {"CAIRN_SHARED_DATA", "CAIRN_CHROMIUM"}
    return {
        name: value
        for name, value in os.environ.items()
        if name in kept or not name.startswith(ours)
    } | {"PYTHONPATH": os.pathsep.join(["src", *_dependencies()])}


def _dependencies() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if ".deps" in path]
