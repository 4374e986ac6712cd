"""G4 on PostgreSQL: the server's own processes are ended too."""

import sys
from collections.abc import Callable

import pytest

KINDS = ["web", "supervisor", "worker", "backend", "postmaster"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def test_three_ends_of_each_process_lose_and_repeat_nothing_g4(
    weather: Callable[..., str],
) -> None:
    assert "15 ended" in weather("postgresql", KINDS, 3)


@pytest.mark.deep
def test_many_ends_of_each_process_lose_and_repeat_nothing_g4(
    weather: Callable[..., str], deep_kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = weather("postgresql", KINDS, deep_kills, seed=2)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
