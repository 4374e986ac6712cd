"""G4 on SQLite: whatever is ended under load, what was acknowledged is there, once."""

import sys
from collections.abc import Callable

import pytest

KINDS = ["web", "supervisor", "worker"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def test_three_ends_of_each_process_lose_and_repeat_nothing_g4(
    weather: Callable[..., str],
) -> None:
    assert "9 ended" in weather("sqlite", KINDS, 3)


@pytest.mark.deep
def test_many_ends_of_each_process_lose_and_repeat_nothing_g4(
    weather: Callable[..., str], deep_kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = weather("sqlite", KINDS, deep_kills, seed=2)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
