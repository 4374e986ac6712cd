"""`cairn check`: format, lint, types, imports, templates, migrations and words, all at once.

Reports every failure and changes nothing; `--fix` lets the formatter and the linter mend.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from cairn.exchange.cli.checkout import root

_CODE = ["src", "tests", "bench", "cairn"]
_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def run(argv: Sequence[str]) -> int:
    """Run every check; 0 if all are content, 1 if any is not."""
    parser = argparse.ArgumentParser(prog="cairn check", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend what can be mended by itself")
    fix = parser.parse_args(argv).fix
    os.chdir(root())
    failed = [name for name, command in checks(fix=fix) if not content(name, command)]
    if failed:
        print(f"\n{len(failed)} to look at: {', '.join(failed)}")
    return 1 if failed else 0


def checks(*, fix: bool = False) -> list[tuple[str, list[str]]]:
    """Each check by its name, and what Python runs for it."""
    code = [name for name in _CODE if (root() / name).exists()]
    mend = ["--fix"] if fix else []
    look = [] if fix else ["--check"]
    cairn = ["-m", "cairn.config.command"]
    return [
        ("format", ["-m", "ruff", "format", "--quiet", *look, *code]),
        ("lint", ["-m", "ruff", "check", "--quiet", *mend, *code]),
        ("types", ["-m", "mypy"]),
        ("imports", ["-c", _IMPORTS]),
        (
            "templates",
            ["-m", "djlint", "src/cairn/web/templates", "--lint", "--quiet", "--ignore=H015"],
        ),
        ("migrations", ["-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("words", [*cairn, "words", "--missing"]),
        ("bill", [*cairn, "bill", "--tools"]),
    ]


def content(name: str, command: list[str]) -> bool:
    """Run one check; what it says is shown only when it is not content."""
    began = time.monotonic()
    surroundings = {**os.environ, "PYTHONPATH": "src", "CAIRN_MODE": "test"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    fine = done.returncode == 0
    print(f"{name:<12}{'fine' if fine else 'LOOK'}  {time.monotonic() - began:.1f} s", flush=True)
    if not fine:
        print(done.stdout.rstrip())
    return fine
