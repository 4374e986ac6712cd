"""Shows how slow work moves along, stone by stone; plain lines where no one is watching.

Standard library only: the launcher uses it before Cairn's own environment exists.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_STONES = 10
_REDRAW_SECONDS = 0.2
_STILL_AT_IT_SECONDS = 15.0


class Step:
    """One slow piece of work; whoever does it says how far it is, if it knows."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.share: float | None = None

    def reached(self, done: int, of: int) -> None:
        """So many parts of all are done; may be called as often as wished."""
        self.share = min(1.0, done / of) if of > 0 else None


class Progress:
    """Draws steps on `out`: a line that grows on a terminal, two plain lines elsewhere."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = sys.stderr if out is None else out
        self._lively = self._out.isatty()

    def say(self, line: str) -> None:
        """A line of its own, seen at once."""
        print(line, file=self._out, flush=True)

    @contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Shows `label` while the block runs, and how long it took."""
        step = Step(label)
        began = time.monotonic()
        over = threading.Event()
        drawer = threading.Thread(target=self._draw, args=(step, began, over), daemon=True)
        if not self._lively:
            self.say(f"{label} …")
        drawer.start()
        finished = False
        try:
            yield step
            finished = True
        finally:
            over.set()
            drawer.join()
            self._close(step, time.monotonic() - began, finished=finished)

    def _draw(self, step: Step, began: float, over: threading.Event) -> None:
        pause = _REDRAW_SECONDS if self._lively else _STILL_AT_IT_SECONDS
        while not over.wait(pause):
            seconds = time.monotonic() - began
            if self._lively:
                self._out.write(f"\r\033[K{_stones(step.share, seconds)}  {step.label} … ")
                self._out.write(f"{seconds:.0f} s")
                self._out.flush()
            else:
                known = "" if step.share is None else f"{step.share:.0%}, "
                self.say(f"  still at it ({known}{seconds:.0f} s)")

    def _close(self, step: Step, seconds: float, *, finished: bool) -> None:
        if self._lively:
            self._out.write("\r\033[K")
        if finished:
            lead = f"{_stones(1.0, seconds)}  {step.label}: " if self._lively else "  "
            self.say(f"{lead}done in {seconds:.1f} s")


def _stones(share: float | None, seconds: float) -> str:
    """A row of stones; where the share is unknown, one stone wanders."""
    if share is None:
        at = int(seconds / _REDRAW_SECONDS) % _STONES
        return "".join("●" if place == at else "○" for place in range(_STONES))
    laid = round(share * _STONES)
    return "●" * laid + "○" * (_STONES - laid)
