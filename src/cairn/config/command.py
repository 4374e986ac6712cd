"""The installed command `cairn`: finds the named command, readies what it needs and runs it."""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cairn.core.shared.refusals import Refusal
from cairn.records.scope import Wide, wide


@dataclass(frozen=True)
class _Command:
    module: str
    does: str
    records: bool = False
    """Whether it reads or writes the database, and so needs the settings first."""
    mode: str = ""
    """The mode that it stands for, whatever the environment says."""
    home: str = "cairn.exchange.cli"


_COMMANDS = {
    "up": _Command("up", "shows Cairn with a demo program on this machine"),
    "serve": _Command("serve", "runs Cairn for real", records=True, mode="run"),
    "test": _Command("testing", "runs the tests, as the project's own checks do"),
    "check": _Command("checks", "looks at format, types, imports, templates, migrations, words"),
    "match": _Command("match", "matches two spreadsheets without a server"),
    "outcomes": _Command("outcomes", "computes endpoints from day-by-day records"),
    "simulate": _Command("simulate", "makes a synthetic program, labeled so"),
    "trial-sheets": _Command("trial_sheets", "turns trial records into sheets for the above"),
    "import": _Command("imports", "brings rosters in", records=True),
    "export": _Command("exports", "takes an extract out", records=True),
    "backup": _Command("backup", "copies the databases into one file", records=True),
    "restore": _Command("restore", "brings a backup back", records=True),
    "doctor": _Command("doctor", "says whether all is well with this installation", records=True),
    "keys": _Command("keys", "makes a new key file for the vault"),
    "keys roll": _Command("roll_keys", "wraps everyone's key anew, while it runs", records=True),
    "work": _Command(
        "work",
        "does the waiting jobs; up and serve start it themselves",
        records=True,
        home="cairn.clockwork",
    ),
    "bench": _Command("bench", "runs a benchmark"),
    "words": _Command("words", "collects the words on screen for translation"),
    "bill": _Command("bill", "says what Cairn is made of, by hash and license"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. 2 means that it could not start as asked."""
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except Refusal as refusal:
        _tell(refusal)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(words: list[str]) -> int:
    data, words = _data_folder(words)
    os.environ["CAIRN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
    if not words or words[0] in {"help", "-h", "--help"}:
        print(_help())  # noqa: T201
        return 0
    offered = _offered()
    length = 2 if " ".join(words[:2]) in offered else 1
    name, rest = " ".join(words[:length]), words[length:]
    command = offered.get(name)
    if command is None:
        print(f"There is no command “{name}”.\n\n{_help()}", file=sys.stderr)  # noqa: T201
        return 2
    if command.mode:
        os.environ["CAIRN_MODE"] = command.mode
    if command.records:
        importlib.import_module("django").setup()
    with wide(Wide.COMMAND):
        return int(importlib.import_module(f"{command.home}.{command.module}").run(rest))


def _data_folder(words: list[str]) -> tuple[Path, list[str]]:
    """The folder after `--data`, wherever it stands, and the words without it."""
    chosen = os.environ.get("CAIRN_DATA", "var")
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--data":
            chosen = next(rest, chosen)
        elif word.startswith("--data="):
            chosen = word.removeprefix("--data=")
        else:
            kept.append(word)
    return Path(chosen).expanduser().resolve(), kept


def _offered() -> dict[str, _Command]:
    """The commands that this build of Cairn carries."""
    house = Path(__file__).resolve().parents[2]
    return {
        name: command
        for name, command in _COMMANDS.items()
        if house.joinpath(*command.home.split("."), f"{command.module}.py").exists()
    }


def _help() -> str:
    lines = [f"  {name:<14}{command.does}" for name, command in _offered().items()]
    return "\n".join(
        [
            "cairn COMMAND [--data DIR] …",
            "",
            *lines,
            "",
            "Each command says more with --help. Data lives in ./var unless --data names a folder.",
        ]
    )


def _tell(refusal: Refusal) -> None:
    problems = getattr(refusal, "problems", None)
    if not problems:
        print(refusal.phrase.text(), file=sys.stderr)  # noqa: T201
        return
    print("Cairn will not start like this:", file=sys.stderr)  # noqa: T201
    for problem in problems:
        print(f"  – {problem}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
