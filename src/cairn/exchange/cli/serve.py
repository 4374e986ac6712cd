"""`cairn serve`: runs Cairn for real; refuses weak settings and never loads the demo."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command

from cairn.exchange.cli import house
from cairn.exchange.cli.progress import Progress
from cairn.records.programs.commands import open_first_door


def run(argv: Sequence[str]) -> int:
    """Check the settings, bring the databases up to date, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="cairn serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where the reverse proxy finds it")
    parser.add_argument("--port", type=int, default=8000)
    wish = parser.parse_args(argv)
    house.claim_port("serve", wish.host, wish.port)
    house.compile_words()

    progress = Progress()
    house.data_folder()
    house.migrate(progress)
    call_command("collectstatic", interactive=False, verbosity=0)
    at = f"http://{wish.host}:{wish.port}"
    door = first_door(f"https://{settings.ALLOWED_HOSTS[0]}" if settings.CAIRN.https else at)

    def announce() -> None:
        if door:
            print(f"Make the first program: {door}", flush=True)
        print(f"Cairn is ready at {at}", flush=True)

    return house.keep_running(wish.host, wish.port, progress, announce)


def first_door(address: str) -> str | None:
    """The single-use link that makes the first program; None once there is one."""
    token = open_first_door(at=datetime.now(UTC))
    return None if token is None else f"{address}/first/{token}/"
