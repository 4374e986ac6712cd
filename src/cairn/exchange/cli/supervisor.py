"""Keeps the web server and the worker running: starts them, starts them again, stops them cleanly."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_SETTLED_SECONDS = 60.0
_GRACE_SECONDS = 10.0
_LOOK_SECONDS = 0.2
_DIE_WITH_PARENT = 1


@dataclass
class Child:
    """One program to keep running; the pause grows while it keeps falling over."""

    name: str
    command: Sequence[str]
    pause: float = _FIRST_PAUSE
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    again_at: float = field(default=0.0)


class Supervisor:
    """Runs `children` until told to stop by a signal or by `stop`."""

    def __init__(
        self,
        children: Sequence[Child],
        surroundings: Mapping[str, str],
        say: Callable[[str], None],
    ) -> None:
        self._children = children
        self._surroundings = dict(surroundings)
        self._say = say
        self._over = threading.Event()

    def stop(self) -> None:
        """Ask the run to end; returns at once."""
        self._over.set()

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Keep all children alive; `announce` once, when `ready` first says yes. 0 on a clean stop."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self.stop())
        announced = False
        try:
            while not self._over.wait(_LOOK_SECONDS if announced else _LOOK_SECONDS / 4):
                for child in self._children:
                    self._tend(child)
                if not announced and ready():
                    announced = True
                    announce()
        finally:
            self._stop_all()
        return 0

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.again_at:
                child.process = _start(child.command, self._surroundings)
                child.began = now
            return
        code = child.process.poll()
        if code is None:
            return
        _signal_group(child.process, signal.SIGKILL)
        child.process = None
        if now - child.began > _SETTLED_SECONDS:
            child.pause = _FIRST_PAUSE
        child.again_at = now + child.pause
        self._say(f"The {child.name} stopped ({code}); starting it again in {child.pause:g} s.")
        child.pause = min(_LONGEST_PAUSE, child.pause * 2)

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say("Something took too long to stop and was ended.")
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _start(command: Sequence[str], surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A child in a group of its own, so that the terminal's Ctrl-C reaches only the supervisor."""
    return subprocess.Popen(  # noqa: S603
        command,
        env=dict(surroundings),
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
    )


def _die_with_parent() -> None:
    """If the supervisor is killed outright, Linux tells its children to stop."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
