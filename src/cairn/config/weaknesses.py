"""What keeps an installation's settings from being safe for real people, each with what to do."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cairn.core.shared.refusals import Refusal
from cairn.core.vault.sealing import KEY_BYTES

if TYPE_CHECKING:
    from cairn.config.environment import Environment

DEMO_SECRET = "demo-only-this-secret-protects-nothing-and-is-refused-by-serve"  # noqa: S105
_SECRET_LENGTH = 40
_SECRET_VARIETY = 8
_OTHERS = 0o077
_HERE = {"localhost", "127.0.0.1", "[::1]", "::1"}
_SAFE_SSL = {"require", "verify-ca", "verify-full"}


def weaknesses(settings: "Environment", env: Mapping[str, str]) -> list[str]:
    """Everything that is weak, at once; empty where real people may come."""
    return [
        *_secret(settings),
        *_vault_keys(settings, env),
        *_addresses(settings, env),
        *_data(settings),
        *_databases(settings),
    ]


def _secret(settings: "Environment") -> Iterator[str]:
    secret = settings.secret_key
    if not secret:
        yield "CAIRN_SECRET_KEY is not set: ./cairn keys FILE prints one"
    elif secret == DEMO_SECRET or secret.startswith("demo"):
        yield "CAIRN_SECRET_KEY is the demo's: make your own"
    elif len(secret) < _SECRET_LENGTH:
        yield f"CAIRN_SECRET_KEY is too short: use at least {_SECRET_LENGTH} random characters"
    elif len(set(secret)) < _SECRET_VARIETY:
        yield "CAIRN_SECRET_KEY repeats itself: ./cairn keys FILE prints a random one"
    if settings.debug:
        yield "CAIRN_DEBUG is on: take it away"


def _vault_keys(settings: "Environment", env: Mapping[str, str]) -> Iterator[str]:
    file = settings.vault_key_file
    if not env.get("CAIRN_VAULT_KEY_FILE"):
        yield (
            "CAIRN_VAULT_KEY_FILE is not set: ./cairn keys FILE makes one; "
            "keep it off this disk's backups"
        )
        return
    if file.resolve().is_relative_to(settings.data.resolve()):
        yield (
            f"the key file {file} lies in the data folder, so copies of the data carry the key: "
            "move it to a folder of its own"
        )
    try:
        keys = settings.vault_keys()
    except Refusal as fault:
        yield from getattr(fault, "problems", [str(fault)])
        return
    if any(len(key) != KEY_BYTES or len(set(key)) == 1 for key in keys.epochs.values()):
        yield f"the keys in {file} are not random: ./cairn keys FILE makes a new file"
    if stat.S_IMODE(file.stat().st_mode) & _OTHERS:
        yield f"others can read {file}: chmod 600 it"
    if stat.S_IMODE(file.parent.stat().st_mode) & 0o022:
        yield f"others can put a file in {file.parent}: chmod 700 it"
    if (file.parent / "demo").exists():
        yield "CAIRN_VAULT_KEY_FILE is the demo's: make your own"


def _addresses(settings: "Environment", env: Mapping[str, str]) -> Iterator[str]:
    if not settings.hosts:
        yield "CAIRN_HOSTS is not set: name the addresses that people will type"
    if any("*" in host for host in settings.hosts):
        yield "CAIRN_HOSTS lets in any address: name the ones that people will type"
    if any("/" in host for host in settings.hosts):
        yield "CAIRN_HOSTS holds an address with a slash: write only names, like cairn.example.org"
    if env.get("CAIRN_HTTPS", "yes") != "yes" and not set(settings.hosts) <= _HERE:
        yield (
            "CAIRN_HTTPS is off, so anyone on the way can read along: take it away, "
            "and let the proxy speak HTTPS"
        )


def _data(settings: "Environment") -> Iterator[str]:
    if (settings.data / "secrets" / "demo").exists():
        yield f"the data folder {settings.data} holds the demo: choose another with --data"


def _databases(settings: "Environment") -> Iterator[str]:
    data, keys = settings.database, settings.keys_database
    if _place(data) == _place(keys):
        yield "people's keys and their data are in one database: give KEYS_DATABASE_URL its own"
    elif _on_server(data) != _on_server(keys):
        yield (
            "only one of DATABASE_URL and KEYS_DATABASE_URL names a server: "
            "name both, or leave both away"
        )
    far = [one for one in (data, keys) if _on_server(one) and _is_far(str(one.get("HOST") or ""))]
    if any(one.get("OPTIONS", {}).get("sslmode") not in _SAFE_SSL for one in far):
        yield "the way to the database server is open to read: add ?sslmode=verify-full to its URL"


def _place(database: Mapping[str, Any]) -> tuple[str, ...]:
    if _on_server(database):
        return tuple(str(database.get(part) or "") for part in ("HOST", "PORT", "NAME"))
    return (str(Path(str(database["NAME"])).resolve()),)


def _on_server(database: Mapping[str, Any]) -> bool:
    return "sqlite" not in str(database["ENGINE"])


def _is_far(host: str) -> bool:
    # A path is a socket on this machine.
    return bool(host) and host not in _HERE and not host.startswith("/")


def ssl_options(url: str) -> dict[str, str]:
    """What a database's address says about TLS, for the driver."""
    asked = dict(part.split("=", 1) for part in urlsplit(url).query.split("&") if "=" in part)
    return {name: asked[name] for name in ("sslmode", "sslrootcert") if name in asked}
