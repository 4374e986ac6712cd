"""One Cairn that runs for real (`serve`), to be hurt: its processes, and standing it up again."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
NAME = "cairn.example"
PATIENCE_SECONDS = 90.0
_COMMAND = [sys.executable, "-m", "cairn.config.command"]


class Impatient(AssertionError):
    """Something that had to happen did not, in all the time that was given."""


def until(
    condition: Callable[[], object],
    what: str,
    said: Callable[[], str] = str,
    seconds: float = PATIENCE_SECONDS,
) -> None:
    """Wait for `condition`, looking ten times a second; if it never comes, tell what was `said` by then."""
    never = threading.Event()
    for _ in range(int(seconds * 10)):
        if condition():
            return
        never.wait(0.1)
    raise Impatient(f"{what}\n{said()}".rstrip())


@dataclass
class House:
    """A data folder, an environment, a port, and the process that keeps the others running."""

    data: Path
    environment: dict[str, str]
    port: int
    supervisor: "subprocess.Popen[str] | None" = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.data / "said"

    def start(self) -> None:
        """Start `serve`, as an operator's system would: again, while its port is still taken."""
        until(self._started, "Cairn did not start:", self._standing)

    def stop(self) -> None:
        """End it kindly, then harshly."""
        if self.supervisor is not None:
            self.supervisor.terminate()
            try:
                self.supervisor.wait(20)
            except subprocess.TimeoutExpired:
                self.supervisor.kill()
                self.supervisor.wait()

    def said(self) -> str:
        """What it told its operator."""
        return self.log.read_text()[-3000:] if self.log.exists() else ""

    def _standing(self) -> str:
        """What it said, and every process of a web server that runs on this machine."""
        found = [(pid, parent, command_line(pid)) for pid, parent in _parents()]
        servers = [
            f"{pid} of {parent}: {words}" for pid, parent, words in found if "granian" in words
        ]
        return "\n".join([self.said(), *servers])

    def answers(self) -> bool:
        """Whether the first page of machines says that all is well."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            asking.request("GET", "/healthz", headers={"Host": NAME})
            return asking.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()

    def web_processes(self) -> list[int]:
        """The web server and the processes that answer for it."""
        return [pid for pid, words in self._family() if "granian" in words]

    def worker_processes(self) -> list[int]:
        """The process that does the waiting jobs."""
        return [pid for pid, words in self._family() if words.endswith("command work")]

    def processes(self) -> list[int]:
        """All that belong to it, the supervisor first."""
        return [self._top(), *(pid for pid, _words in self._family())]

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run one of Cairn's commands about this data."""
        return subprocess.run(
            [*_COMMAND, *words], env=self.environment, capture_output=True, text=True, check=False
        )

    def _started(self) -> bool:
        if self.supervisor is None or self.supervisor.poll() is not None:
            with self.log.open("a") as said:
                self.supervisor = subprocess.Popen(
                    [*_COMMAND, "serve", f"--port={self.port}"],
                    env=self.environment,
                    stdout=said,
                    stderr=said,
                    text=True,
                )
        # Web processes of the one before may still answer for a moment: these must be its own.
        return bool(self.web_processes()) and self.answers()

    def _top(self) -> int:
        return self.supervisor.pid if self.supervisor else 0

    def _family(self) -> Iterator[tuple[int, str]]:
        parents = dict(_parents())
        for pid in parents:
            above = pid
            while above in parents and above != self._top():
                above = parents[above]
            if above == self._top() and pid != above:
                yield pid, command_line(pid)


@contextmanager
def running_house(folder: Path, databases: dict[str, str]) -> Iterator[House]:
    """A house that answers; whatever is left of it afterwards is ended."""
    ours = ("CAIRN_", "DATABASE_URL", "KEYS_DATABASE_URL", "DJANGO_")
    free = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    data, keys = folder / "data", folder / "keys" / "vault.json"
    data.mkdir(mode=0o700)
    environment = {
        **free,
        "PYTHONPATH": os.pathsep.join([str(SOURCE / "src"), str(SOURCE)]),
        "CAIRN_MODE": "run",
        "DJANGO_SETTINGS_MODULE": "cairn.config.settings",
        "CAIRN_DATA": str(data),
        "CAIRN_SECRET_KEY": secrets.token_urlsafe(48),
        "CAIRN_VAULT_KEY_FILE": str(keys),
        "CAIRN_HOSTS": NAME,
        **databases,
    }
    house = House(data, environment, _free_port())
    assert house.run("keys", str(keys)).returncode == 0
    house.start()
    try:
        yield house
    finally:
        house.stop()


def end(pid: int) -> bool:
    """End a process as a power cut would; False if it was gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def command_line(pid: int) -> str:
    """A process's words; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""


def children_of(pid: int) -> list[int]:
    """The processes that one process started."""
    return [child for child, parent in _parents() if parent == pid]


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
