"""`cairn work`: does the waiting jobs until stopped; `up` and `serve` start it themselves."""

import argparse
import signal
import threading
from collections.abc import Sequence

from cairn.clockwork.worker import Worker


def run(argv: Sequence[str]) -> int:
    """Work until SIGTERM or SIGINT; the job in hand is finished first."""
    parser = argparse.ArgumentParser(prog="cairn work", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due, then end")
    wish = parser.parse_args(argv)
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    worker = Worker()
    if wish.once:
        worker.do_what_is_due()
    else:
        worker.work(over)
    return 0
