"""Cairn's settings for tests: quick hashing, throw-away databases, nothing that is really kept."""

import os
import tempfile
from pathlib import Path

_SCRATCH = Path(tempfile.gettempdir()) / f"cairn-tests-{os.getuid()}"
_SCRATCH.mkdir(exist_ok=True, mode=0o700)
(_SCRATCH / "static").mkdir(exist_ok=True)  # WhiteNoise warns where it is missing

os.environ["CAIRN_MODE"] = "test"
os.environ["CAIRN_DATA"] = str(_SCRATCH)
os.environ.pop("CAIRN_SECRET_KEY", None)

from cairn.config.settings import *  # noqa: E402, F403
from cairn.config.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEBUG = False

for _alias, _database in DATABASES.items():
    # A connection kept open would keep the test database from being dropped.
    _database["CONN_MAX_AGE"] = 0
    if "sqlite" in _database["ENGINE"]:
        # A file, as in real use, so that pages served from other threads see the same rows;
        # not flushed to disk, because no one misses a test's rows after a power cut.
        _database["TEST"] = {"NAME": str(_SCRATCH / f"{_alias}-{os.getpid()}.sqlite3")}
        _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
            "synchronous=FULL", "synchronous=OFF"
        )
