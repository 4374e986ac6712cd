"""`cairn bench NAME`: a benchmark from `bench/`; prints a table and, with --json FILE, the figures."""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.cli.checkout import root


def run(argv: Sequence[str]) -> int:
    """Run the benchmark; without a name, list what there is."""
    parser = argparse.ArgumentParser(prog="cairn bench", description=__doc__)
    parser.add_argument("name", nargs="?")
    wish, rest = parser.parse_known_args(argv)
    offered = sorted(
        path.stem for path in (root() / "bench").glob("*.py") if not path.stem.startswith("_")
    )
    if wish.name is None:
        print("\n".join(offered))
        return 0
    if wish.name not in offered:
        raise Refusal(
            phrase(
                "There is no benchmark “{name}”. There are: {offered}.",
                name=wish.name,
                offered=", ".join(offered),
            )
        )
    command = [sys.executable, "-m", f"bench.{wish.name}", *rest]
    return subprocess.call(command, cwd=root())  # noqa: S603
