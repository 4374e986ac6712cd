"""The ten codes that a person prints: made once, each good once, kept as fingerprints only."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.credentials import recovery_code
from cairn.records.people.models import RecoveryCode
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of

CODES = 10


def use_printed(*, by: Reader, code: str, at: datetime) -> bool:
    """Use a code up as a second step; whether it was one."""
    with transaction.atomic():
        used = RecoveryCode.objects.filter(
            person_id=by.person, fingerprint=code_fingerprint(by.person, code), used_at=None
        ).update(used_at=at)
        if used:
            trail.note(by=by, act="account.printed_code_used", subject=by.person, at=at)
    return bool(used)


def fresh_codes() -> tuple[str, ...]:
    """Ten codes that nobody has yet."""
    return tuple(recovery_code(secrets.token_bytes(8)) for _ in range(CODES))


def keep_codes(person: UUID, codes: Sequence[str], at: datetime) -> None:
    """Keep their fingerprints; inside the act that hands them out."""
    RecoveryCode.objects.bulk_create(
        [
            RecoveryCode(person_id=person, fingerprint=code_fingerprint(person, code), made_at=at)
            for code in codes
        ]
    )


def code_fingerprint(person: UUID, code: str) -> str:
    """What is kept in a code's place, however it is written."""
    return index_of(f"recovery:{person}", code.replace("-", "").replace(" ", ""))
