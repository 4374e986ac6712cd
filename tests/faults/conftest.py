"""Houses to be hurt: one on SQLite, one on a PostgreSQL that flushes as in real use."""

import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.faults.house import House, running_house
from tests.faults.judge import Judge
from tests.faults.load import Load
from tests.faults.storm import PEOPLE, Desk, Storm
from tests.postgres import Cluster, cluster, programs


@contextmanager
def standing_storm(
    folder: Path, engine: str
) -> Iterator[tuple[House, Storm, Load, Cluster | None]]:
    """A house under load on one of the two databases; the load has ended when the block does."""
    with ExitStack() as stack:
        server = stack.enter_context(cluster(durable=True)) if engine == "postgresql" else None
        house = stack.enter_context(running_house(folder, server.environment if server else {}))
        desk = stack.enter_context(Desk(house))
        cookies = json.loads(desk.ask(f"people {PEOPLE}"))
        load = Load(house.port, cookies)
        storm = Storm(house, desk, load, Judge(server or house.data), server)
        stack.callback(storm.leave)
        with load:
            yield house, storm, load, server


@pytest.fixture
def weather(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> Callable[[str, list[str], int], str]:
    """`weather("sqlite", kinds, times)`: each kind ended so often in random order; answers the tally."""

    def blow(engine: str, kinds: list[str], times: int, seed: int = 1) -> str:
        if engine == "postgresql" and programs() is None:
            pytest.skip("needs PostgreSQL")
        chance = random.Random(seed)
        order = [kind for kind in kinds for _ in range(times)]
        chance.shuffle(order)
        with standing_storm(tmp_path, engine) as (house, storm, load, _server):
            storm.blow(order, chance)
            load.rest()
            storm.calm()
            found = house.run("doctor")
            assert "The trail is whole" in found.stdout, found.stdout
        said = f"{engine}: {storm.tally}"
        record_property("tally", said)
        return said

    return blow


@pytest.fixture
def deep_kills() -> int:
    """How often each kind is ended under --deep: 125 of each of eight, 1,000 in all."""
    return int(os.environ.get("CAIRN_DEEP_KILLS", "125"))
