"""Which database a row lives in: people's keys stand apart from everything that they seal."""

from typing import Any

KEYS = "keys"


class KeysApart:
    """Rows that declare `keys_apart` live in the `keys` database, all others in `default`."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return KEYS if getattr(model, "keys_apart", False) else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool:
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_h: Any
    ) -> bool:
        return (db == KEYS) == (app_label == "vault")
