"""Sessions kept as lines in a person's list of devices, so that to strike a line is to sign out."""

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db import InterfaceError, OperationalError

from cairn.records.people.models import SignIn

DEVICE, SHARED, BEGAN, SEEN = "device", "shared", "began", "seen"
"""What a session says of itself that is shown in the list; the rest of it stays its own."""


def device_of(session_key: str) -> UUID:
    """The id by which a session is spoken of; tells nothing of its key."""
    return uuid5(NAMESPACE_OID, f"sign-in {session_key}")


class SessionStore(InDatabase):
    """Django's database sessions, in our own table; `news` says that something waits to be told."""

    news = False
    unfamiliar = False

    def save(self, must_create: bool = False) -> None:
        """Django takes a database that is away for a session that is gone, and blames the visitor."""
        try:
            super().save(must_create)
        except UpdateError as gone:
            if isinstance(gone.__context__, OperationalError | InterfaceError):
                raise gone.__context__ from gone
            raise

    @classmethod
    def get_model_class(cls) -> Any:
        return SignIn

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        if row is not None:
            self.news, self.unfamiliar = row.news, row.unfamiliar
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]
        return SignIn(
            id=device_of(key),
            session_key=key,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            device=data.get(DEVICE, ""),
            began_on=data.get(BEGAN),
            seen_on=data.get(SEEN),
            shared=bool(data.get(SHARED)),
            unfamiliar=self.unfamiliar,
            news=self.news,
        )
