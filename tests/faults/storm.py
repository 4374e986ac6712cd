"""Ends processes at random moments under load, and looks after each whether anything was lost."""

import random
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from uuid import uuid4

from tests.faults.desk import COMMAND
from tests.faults.house import PATIENCE_SECONDS, House, children_of, command_line, end, until
from tests.faults.judge import Down, Judge, Verdict
from tests.faults.load import Load
from tests.postgres import Cluster

PEOPLE = 12
_LABORERS = 2
_LONGEST_WAIT = 0.4


@dataclass
class Tally:
    """How often what was ended, and what stood at the end."""

    ended: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    down: int = 0
    jobs: int = 0

    def __str__(self) -> str:
        ended = ", ".join(f"{kind} {count}" for kind, count in sorted(self.ended.items()))
        return (
            f"{self.ended.total()} ended ({ended}); {self.kept} check-ins and {self.jobs} jobs "
            f"acknowledged, each there once; asked anew while down: {self.down}"
        )


class Desk:
    """The process that puts in jobs; it is never ended, it only finds the database away."""

    def __init__(self, house: House) -> None:
        self._process = subprocess.Popen(
            [*COMMAND, "desk"],
            env=house.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, line: str) -> str:
        """One line there and one back."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()


class Storm:
    """A running house with people telling their days and workers doing jobs; ends what it is told to."""

    def __init__(
        self, house: House, desk: Desk, load: Load, judge: Judge, cluster: Cluster | None
    ) -> None:
        self._house = house
        self._desk = desk
        self._load = load
        self._judge = judge
        self._cluster = cluster
        self._began = datetime.now(UTC).isoformat()
        self._laborers = [self._laborer() for _ in range(_LABORERS)]
        self._jobs: list[str] = []
        self.tally = Tally()
        self._kinds: Mapping[str, Callable[[random.Random], bool]] = {
            "web": self._end_web,
            "supervisor": self._end_supervisor,
            "worker": self._end_worker,
            "backend": self._end_backend,
            "postmaster": self._end_postmaster,
        }

    def blow(self, kinds: Sequence[str], chance: random.Random) -> None:
        """End one process of each kind in turn; after each, nothing acknowledged may be missing."""
        pause = threading.Event()
        for kind in kinds:
            self._put_in_jobs(10)
            pause.wait(chance.uniform(0, _LONGEST_WAIT))
            until(lambda kind=kind: self._kinds[kind](chance), f"nothing to end: {kind}")
            self.tally.ended[kind] += 1
            self._recovered()
            verdict = self._judged(ended=False)
            assert verdict, f"after ending {dict(self.tally.ended)}, last {kind}: {verdict}"
            assert not self._load.ledger.refused, (self._load.ledger.refused, self._house.said())

    def calm(self) -> None:
        """Let what waits be finished, then judge for the last time."""
        until(lambda: self._jobs_done() >= len(self._jobs), "jobs were left undone")
        verdict = self._judged(ended=True)
        assert verdict, str(verdict)
        ledger = self._load.ledger
        self.tally.kept, self.tally.down = len(ledger.kept), ledger.down
        self.tally.jobs = len(self._jobs)

    def leave(self) -> None:
        """End the laborers."""
        for laborer in self._laborers:
            laborer.kill()
            laborer.wait()

    def _recovered(self) -> None:
        """Everything that was ended runs again, and people's days are kept again."""
        house = self._house
        if house.supervisor is None or house.supervisor.poll() is not None:
            house.start()
        until(house.worker_processes, "the worker did not come back")
        before = len(self._load.ledger.kept)
        until(
            lambda: len(self._load.ledger.kept) > before + 4 or self._load.ledger.refused,
            "nobody's day was kept any more",
            house.said,
        )

    def _judged(self, *, ended: bool) -> Verdict:
        found: list[Verdict] = []

        def looked() -> bool:
            try:
                kept = list(self._load.ledger.kept)
                found.append(self._judge.look(kept, self._jobs, ended=ended))
            except Down:
                return False
            return True

        until(looked, "the database did not come back")
        return found[0]

    def _jobs_done(self) -> int:
        try:
            return self._judge.jobs_done()
        except Down:
            return 0

    def _put_in_jobs(self, count: int) -> None:
        for key in (str(uuid4()) for _ in range(count)):
            until(lambda key=key: "kept" in self._desk.ask(f"job {key}"), "no job could be put in")
            self._jobs.append(key)

    def _laborer(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [*COMMAND, "labor", self._began],
            env=self._house.environment,
        )

    def _end_web(self, chance: random.Random) -> bool:
        found = self._house.web_processes()
        return bool(found) and end(chance.choice(found))

    def _end_supervisor(self, _chance: random.Random) -> bool:
        assert self._house.supervisor is not None
        self._house.supervisor.kill()
        self._house.supervisor.wait(PATIENCE_SECONDS)
        return True

    def _end_worker(self, chance: random.Random) -> bool:
        """One that has a job in hand, and the house's own, too."""
        number = chance.randrange(len(self._laborers))
        self._laborers[number].kill()
        self._laborers[number].wait()
        self._laborers[number] = self._laborer()
        return [end(pid) for pid in self._house.worker_processes()] != []

    def _end_backend(self, chance: random.Random) -> bool:
        assert self._cluster is not None
        served = [
            pid
            for pid in children_of(self._cluster.server_process())
            if " cairn " in command_line(pid)
        ]
        return bool(served) and end(chance.choice(served))

    def _end_postmaster(self, _chance: random.Random) -> bool:
        assert self._cluster is not None
        end(self._cluster.server_process())
        self._cluster.start()
        return True
