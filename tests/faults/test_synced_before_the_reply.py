"""G5: whoever is told "kept" has it on the disk: the log is synced before the reply is sent."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults.house import House, running_house, until
from tests.faults.load import tell
from tests.faults.storm import Desk
from tests.faults.trace import replies

POSTS = 12
_CALLS = "pwrite64,pwritev,fdatasync,fsync,sendto,sendmsg,write,writev"


@contextmanager
def traced(house: House, into: Path) -> Iterator[None]:
    """The system calls of all web processes, written down while the block runs."""
    watched = [f"--attach={pid}" for pid in house.web_processes()]
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "40", "-e", f"trace={_CALLS}", "-o", str(into), *watched],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    try:
        said = [tracer.stderr.readline() for _ in watched]
        if any("not permitted" in line for line in said):
            pytest.skip(f"may not trace here: {said[0].strip()}")
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=30)


@pytest.mark.skipif(sys.platform != "linux", reason="traces system calls")
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: apt install strace")
def test_each_kept_check_in_is_synced_before_its_reply_g5(tmp_path: Path) -> None:
    written = tmp_path / "trace"
    with running_house(tmp_path, {}) as house, Desk(house) as desk:
        [cookie] = json.loads(desk.ask("people 1"))
        day = date.today() - timedelta(days=1)  # noqa: DTZ011 - yesterday is no one's tomorrow
        # The first reply of each process opens the database and prepares its log.
        until(lambda: tell(house.port, cookie, day, uuid4()) == "kept", "no check-in was kept")
        with traced(house, written):
            said = [tell(house.port, cookie, day, uuid4()) for _ in range(POSTS)]
    assert said == ["kept"] * POSTS
    found = [reply for reply in replies(written.read_text().splitlines()) if reply.status == 302]
    assert len(found) == POSTS
    assert all(reply.writes for reply in found), "each check-in is written to the log"
    assert all(reply.synced for reply in found), found


LOG = "10</data/cairn.sqlite3-wal>"


@pytest.mark.parametrize(
    ("lines", "synced"),
    [
        ([f"7 pwrite64({LOG}) = 1", f"7 fdatasync({LOG}) = 0"], True),
        ([f"7 pwrite64({LOG}) = 1"], False),
        ([f"7 fdatasync({LOG}) = 0", f"7 pwrite64({LOG}) = 1"], False),
        ([f"7 pwrite64({LOG}) = 1", "7 fdatasync(11</data/keys.sqlite3-wal>) = 0"], False),
        ([f"7 pwrite64({LOG}) = 1", f"7 fdatasync({LOG} <unfinished ...>"], False),
        (
            [
                f"7 pwrite64({LOG}) = 1",
                f"7 fdatasync({LOG} <unfinished ...>",
                "8 futex(1) = 0",
                "7 <... fdatasync resumed>) = 0",
            ],
            True,
        ),
    ],
)
def test_the_reader_of_traces_tells_synced_from_loose(lines: list[str], synced: bool) -> None:
    sent = '8 sendto(9<socket:[1]>, "HTTP/1.1 302 Found", 40) = 40'
    [reply] = list(replies([*lines, sent]))
    assert (reply.status, reply.writes, reply.synced) == (302, 1, synced)
