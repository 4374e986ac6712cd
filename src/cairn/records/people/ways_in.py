"""The ways in that a person has: what stands on the page where they are looked after."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.people.models import CodeApp, Passkey, RecoveryCode
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class OwnPasskey:
    """One of one's own passkeys, by the name one gave it."""

    id: UUID
    name: str
    made_at: datetime
    used_on: date | None


@dataclass(frozen=True)
class WaysIn:
    """Beside the passphrase: passkeys, an app for codes, printed codes."""

    passkeys: tuple[OwnPasskey, ...]
    code_app_since: datetime | None
    codes_left: int

    @property
    def has_second(self) -> bool:
        return bool(self.passkeys) or self.code_app_since is not None


def ways_in(*, reader: Reader) -> WaysIn:
    """One's own ways in."""
    ask(Permission.ACCOUNT_CHANGE, Standing(reader.roles, is_self=True))
    keyring = Keyring([reader.person])
    rows = Passkey.objects.filter(person_id=reader.person, ended_at=None).order_by("made_at", "id")
    app = _apps(reader.person).first()
    return WaysIn(
        tuple(
            OwnPasskey(
                row.id,
                keyring.open(reader.person, row.id, "name", row.name),
                row.made_at,
                row.used_on,
            )
            for row in rows
        ),
        app.confirmed_at if app else None,
        RecoveryCode.objects.filter(person_id=reader.person, used_at=None).count(),
    )


def has_second_step(person: UUID) -> bool:
    """Whether a passphrase alone no longer opens this account; for the door."""
    return has_passkey(person) or _apps(person).exists()


def has_passkey(person: UUID) -> bool:
    """Whether a passkey opens this account; for the door."""
    return Passkey.objects.filter(person_id=person, ended_at=None).exists()


def _apps(person: UUID):  # type: ignore[no-untyped-def]
    return CodeApp.objects.filter(person_id=person, ended_at=None).exclude(confirmed_at=None)
