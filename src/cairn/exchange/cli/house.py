"""What `up` and `serve` share: the data folder, the databases, the words, and keeping it all running."""

import http.client
import importlib
import os
import socket
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.cli.handing import leave_no_cores, without_secrets
from cairn.exchange.cli.progress import Progress
from cairn.exchange.cli.supervisor import Child, Supervisor

_WORKERS = 2
_THREADS = 2
_GRACE_SECONDS = 5
_COMMAND = [sys.executable, "-m", "cairn.config.command"]


class PortBusy(Refusal):
    """Something else answers at this port."""

    def __init__(self, command: str, port: int) -> None:
        super().__init__(
            phrase(
                "Port {port} is busy. Stop what uses it, or choose another: "
                "./cairn {command} --port {other}",
                port=port,
                other=port + 1,
                command=command,
            )
        )


def claim_port(command: str, host: str, port: int) -> None:
    """Raises PortBusy before any work is done for nothing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as busy:
            raise PortBusy(command, port) from busy


def data_folder() -> Path:
    """The folder that holds everything of this installation, made so that only its owner looks in."""
    folder = Path(os.environ["CAIRN_DATA"])
    os.umask(0o077)
    (folder / "static").mkdir(parents=True, exist_ok=True)
    return folder


def compile_words() -> None:
    """Turn each book of translations into the form that Django reads, where it has changed."""
    locale = Path(str(resources.files("cairn"))) / "web" / "locale"
    for book in locale.glob("*/LC_MESSAGES/django.po"):
        compiled = book.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= book.stat().st_mtime_ns:
            continue
        fresh = compiled.with_suffix(f".mo.{os.getpid()}")
        with book.open("rb") as words, fresh.open("wb") as out:
            write_mo(out, read_po(words))
        fresh.replace(compiled)


def migrate(progress: Progress) -> None:
    """Bring both databases to what this version needs; quick when they are there already."""
    waiting = [alias for alias in ("keys", "default") if unapplied(alias)]
    for alias in waiting:
        with progress.step(f"Preparing the database “{alias}”"):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
    # Records can be named only now: `up` sets Django up after it has imported this.
    backups = importlib.import_module("cairn.exchange.backups.archive")
    if backups.finish_restore(at=timezone.now()):
        progress.say("Finished a restore that was cut short: everyone signs in again.")
    connections.close_all()


def unapplied(alias: str) -> int:
    """How many migrations one database still lacks."""
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def keep_running(host: str, port: int, progress: Progress, announce: Callable[[], None]) -> int:
    """Run the web server and the worker until stopped; `announce` when the first page answers."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"]
    web += ["--host", host, "--port", str(port), "--log-level", "error"]
    web += ["--workers", str(_WORKERS), "--blocking-threads", str(_THREADS)]
    # One of its processes that is told to stop while it still starts never hears it, and would
    # hold the port for good: what has not stopped in time is ended.
    web += ["--workers-kill-timeout", str(_GRACE_SECONDS)]
    web += ["--respawn-failed-workers", "cairn.config.wsgi:application"]
    children = [Child("web server", web), Child("worker", [*_COMMAND, "work"])]
    leave_no_cores()
    supervisor = Supervisor(children, without_secrets(os.environ), progress.say)
    return supervisor.run(lambda: answers(host, port), announce)


def answers(host: str, port: int) -> bool:
    """Whether `/healthz` says that all is well."""
    name = settings.ALLOWED_HOSTS[0].lstrip(".")
    asking = http.client.HTTPConnection(host, port, timeout=1)
    try:
        asking.request("GET", "/healthz", headers={"Host": name})
        return asking.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        asking.close()
