"""What the tests need from the system: a browser, a database server, a tracer; fetched as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cairn.exchange.cli.progress import Progress

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def has_chromium() -> bool:
    """Whether there is a browser that the journeys can drive."""
    return bool(os.environ.get("CAIRN_CHROMIUM")) or any(map(shutil.which, _CHROMIUM))


def has_postgresql() -> bool:
    """Whether there is a server that the tests can start for themselves."""
    return bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def fetch() -> None:
    """Install what is missing with apt as root; otherwise say what to install and what is left out."""
    missing: list[str] = []
    skipped: list[str] = []
    if not has_chromium():
        missing += ["chromium", "fonts-liberation"]
        skipped.append("the journeys in a browser")
    if not has_postgresql():
        missing.append("postgresql")
        skipped.append("the records on PostgreSQL")
    if sys.platform == "linux" and not shutil.which("strace"):
        missing.append("strace")
        skipped.append("the trace of what is on the disk before a reply")
    if not missing:
        return
    progress = Progress()
    if os.getuid() == 0 and shutil.which("apt-get") and _by_apt(missing, progress):
        return
    progress.say(f"Skipped: {', '.join(skipped)}. To run them, install {' '.join(missing)}.")


def _by_apt(packages: list[str], progress: Progress) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with progress.step(f"Installing {', '.join(packages)}"):
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            done = subprocess.run(  # noqa: S603
                ["apt-get", "-qq", *words],  # noqa: S607
                env=quiet,
                capture_output=True,
                text=True,
                check=False,
            )
    if done.returncode != 0:
        progress.say(f"apt-get could not do it: {done.stderr.strip()[-300:]}")
    return done.returncode == 0
