"""Django's PostgreSQL, which tells the server before each statement in whose scope it is made.

It is sent only when it has changed since the last statement of this connection; so a
connection that goes from hand to hand never carries one person's scope to the next.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from cairn.records.scope import Scope, current

_SAY = (
    "SELECT set_config('cairn.person', %s, false),"
    " set_config('cairn.program', %s, false), set_config('cairn.wide', %s, false)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection and the scope that the server was last told on it; None if that is unsure."""

    _told: Scope | None = None

    def init_connection_state(self) -> None:
        self._told = None
        super().init_connection_state()

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell()
        return super().create_cursor(name)

    def _tell(self) -> None:
        scope = current()
        if scope == self._told or self.connection is None:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            # Only going back is possible now, and after that it is told anew.
            return
        with self.connection.cursor() as cursor:
            words = (scope.person or "", scope.program or "", scope.wide or "")
            cursor.execute(_SAY, [str(word) for word in words])
        self._told = scope

    def _rollback(self) -> None:
        self._told = None  # what was said within the transaction is unsaid with it
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None
