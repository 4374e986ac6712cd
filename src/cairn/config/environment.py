"""Everything that may differ from one installation to the next, read once from the environment."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cairn.config.organization import organization_of
from cairn.config.weaknesses import DEMO_SECRET, ssl_options, weaknesses
from cairn.core.people.organizations import Organization
from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.core.vault.sealing import VaultKeys


class Mode(StrEnum):
    """How Cairn runs: to show itself, for real, or under test."""

    DEMO = "demo"
    RUN = "run"
    TEST = "test"


class WeakSettings(Refusal):
    """The environment isn't safe to run for real; `problems` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(phrase("Cairn will not start like this: {list}", list="; ".join(problems)))
        self.problems = problems


@dataclass(frozen=True)
class Environment:
    """One installation's settings, checked."""

    mode: Mode
    data: Path
    secret_key: str
    vault_key_file: Path
    database: Mapping[str, Any]
    keys_database: Mapping[str, Any]
    hosts: tuple[str, ...]
    https: bool
    debug: bool
    api_calls: int = 120
    """How many calls a minute each token of the API may make."""
    organization: Organization | None = None
    """Whose staff may sign in through it; off by default."""

    def vault_keys(self) -> VaultKeys:
        """The vault's keys from their file; raises WeakSettings where there are none."""
        try:
            kept = json.loads(self.vault_key_file.read_text())
            return VaultKeys(
                epochs={int(n): base64.b64decode(key) for n, key in kept["epochs"].items()},
                index=base64.b64decode(kept["index"]),
            )
        except (OSError, ValueError, KeyError) as fault:
            raise WeakSettings(
                [f"the vault's key file {self.vault_key_file} can't be read"]
            ) from fault

    def weaknesses(self, env: Mapping[str, str]) -> list[str]:
        """What keeps these settings from being safe for real people, each with what to do."""
        return weaknesses(self, env)

    def keep_vault_keys(self, keys: VaultKeys) -> None:
        """Write the vault's keys, whole or not at all, readable by this account only."""
        text = json.dumps(
            {
                "epochs": {
                    str(n): base64.b64encode(key).decode() for n, key in keys.epochs.items()
                },
                "index": base64.b64encode(keys.index).decode(),
            }
        )
        folder = self.vault_key_file.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f".{self.vault_key_file.name}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.vault_key_file)
        # The new name too must survive a power cut: keys may be wrapped under it a moment later.
        listing = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(listing)
        finally:
            os.close(listing)


def read(env: Mapping[str, str] = os.environ) -> Environment:
    """The settings in `env`; raises WeakSettings naming everything that is wrong at once."""
    env = {**env, **_handed(env)}
    mode = Mode(env.get("CAIRN_MODE", "demo"))
    data = Path(env.get("CAIRN_DATA", "var")).resolve()
    found = Environment(
        mode=mode,
        data=data,
        secret_key=env.get("CAIRN_SECRET_KEY", "" if mode is Mode.RUN else DEMO_SECRET),
        vault_key_file=Path(env.get("CAIRN_VAULT_KEY_FILE", data / "secrets" / "vault.json")),
        database=_database(env.get("DATABASE_URL", ""), data / "cairn.sqlite3"),
        keys_database=_database(env.get("KEYS_DATABASE_URL", ""), data / "keys.sqlite3"),
        hosts=tuple(filter(None, env.get("CAIRN_HOSTS", "").replace(",", " ").split())),
        https=env.get("CAIRN_HTTPS", "yes" if mode is Mode.RUN else "no") == "yes",
        debug=env.get("CAIRN_DEBUG", "") == "yes",
        api_calls=max(1, int(env.get("CAIRN_API_CALLS", "") or 120)),
        organization=organization_of(env),
    )
    if mode is Mode.RUN:
        problems = weaknesses(found, env)
        if problems:
            raise WeakSettings(problems)
    return found


def _handed(env: Mapping[str, str]) -> dict[str, str]:
    """Secrets that the process which started this one keeps in memory for it."""
    if not env.get("CAIRN_HANDED"):
        return {}
    try:
        return dict(json.loads(Path(env["CAIRN_HANDED"]).read_text()))
    except (OSError, ValueError) as fault:
        raise WeakSettings(
            ["the process that started this one is gone: start Cairn anew"]
        ) from fault


def _database(url: str, file: Path) -> dict[str, Any]:
    """Django's settings for one database: a PostgreSQL address, or an SQLite file by default."""
    if not url:
        return _sqlite(file)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WeakSettings(["DATABASE_URL must begin with postgresql:// or sqlite:///"])
    return {
        "ENGINE": "cairn.records.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": ssl_options(url),
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: the write-ahead log is on disk before anyone is told "kept".
            # secure_delete: an erased key's bytes are overwritten, not just unlinked.
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
                "PRAGMA journal_size_limit=67108864"
            ),
        },
    }
