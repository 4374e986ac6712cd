"""G16: journeys work where there is no network at all, so nothing is fetched from anyone else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
_APART = ["unshare", "--net", *([] if os.getuid() == 0 else ["--map-root-user"])]
# Only the loopback is there, and it has to be switched on; then the tests run as they always do.
_ALONE = """
import fcntl, pathlib, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    fcntl.ioctl(probe, 0x8914, struct.pack("16sh14x", b"lo", 0x41))
cards = [line.split(":")[0].strip() for line in pathlib.Path("/proc/net/dev").open() if ":" in line]
assert cards == ["lo"], cards
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def alone(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run tests in a network of their own that leads nowhere."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare (util-linux)")
    if subprocess.run([*_APART, "true"], capture_output=True, check=False).returncode:
        pytest.skip("may not make a network of its own here")
    return subprocess.run(
        [*_APART, sys.executable, "-c", _ALONE, "-q", "-p", "no:cacheprovider", *words],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_day_is_told_with_no_network_at_all_g16() -> None:
    done = alone("tests/e2e/test_a_day_and_a_talk.py", "-k", "told_in_three_taps")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "1 passed" in done.stdout


@pytest.mark.deep
def test_every_journey_passes_with_no_network_at_all_g16() -> None:
    done = alone("tests/e2e", "--ignore=tests/e2e/test_without_a_network.py")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " failed" not in done.stdout
