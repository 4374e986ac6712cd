"""One-time codes from an app: set up by a picture, proved by a code, each code good once.

RFC 6238: six digits, thirty seconds, SHA-1 as every app can. A code counts a step before and
after now, for clocks that differ; a step that was used, or one before it, is refused.
"""

from datetime import datetime
from uuid import UUID, uuid4

import pyotp
from django.db import transaction
from django.utils.crypto import constant_time_compare

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.people.models import CodeApp
from cairn.records.people.proofs import prove
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

_STEP = 30
_DRIFT = (-1, 0, 1)
ISSUER = "Cairn"


def waiting_secret(*, by: Reader, at: datetime) -> str:
    """The secret to set up an app with: one per person until a code has proved it."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    row = CodeApp.objects.filter(person_id=by.person, confirmed_at=None, ended_at=None).first()
    if row is not None:
        return _secret(row)
    secret, own = pyotp.random_base32(), uuid4()
    sealed = Keyring([by.person]).seal(by.person, own, "secret", secret)
    with transaction.atomic():
        CodeApp.objects.create(id=own, person_id=by.person, secret=sealed, made_at=at)
        trail.note(by=by, act="account.code_app_begun", subject=by.person, at=at)
    return secret


def address_of(secret: str) -> str:
    """What the picture says to the app; it names neither the person nor the program."""
    return pyotp.TOTP(secret).provisioning_uri(name=ISSUER)


def confirm(*, by: Reader, code: str, passphrase: str, at: datetime) -> None:
    """From now on codes of this app open the account; the app before it, if any, is out."""
    prove(by=by, passphrase=passphrase, at=at)
    row = CodeApp.objects.filter(person_id=by.person, confirmed_at=None, ended_at=None).first()
    if row is None:
        raise NotFound
    step = _step(_secret(row), code, at, after=0)
    if step is None:
        raise Invalid(phrase("That is not the code of this moment. Take the next one."), "code")
    with transaction.atomic():
        CodeApp.objects.filter(person_id=by.person, ended_at=None).exclude(id=row.id).update(
            ended_at=at
        )
        CodeApp.objects.filter(id=row.id).update(confirmed_at=at, last_step=step)
        trail.note(by=by, act="account.code_app_added", subject=by.person, at=at)


def end(*, by: Reader, passphrase: str, at: datetime) -> None:
    """Codes of the app open nothing any more."""
    prove(by=by, passphrase=passphrase, at=at)
    with transaction.atomic():
        if not CodeApp.objects.filter(person_id=by.person, ended_at=None).update(ended_at=at):
            raise NotFound
        trail.note(by=by, act="account.code_app_ended", subject=by.person, at=at)


def use_code(*, by: Reader, code: str, at: datetime) -> bool:
    """Whether this is a code of the person's app that was not used before; it is now."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    row = (
        CodeApp.objects.filter(person_id=by.person, ended_at=None)
        .exclude(confirmed_at=None)
        .first()
    )
    if row is None:
        return False
    step = _step(_secret(row), code, at, after=row.last_step)
    if step is None:
        return False
    with transaction.atomic():
        used = CodeApp.objects.filter(id=row.id, last_step__lt=step).update(last_step=step)
        if used:
            trail.note(by=by, act="account.code_used", subject=by.person, at=at)
    return bool(used)


def _secret(row: CodeApp) -> str:
    person: UUID = row.person_id
    return Keyring([person]).open(person, row.id, "secret", row.secret)


def _step(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """The step that a code belongs to, if it is one of this moment and later than `after`."""
    given = "".join(code.split())
    now, app = int(at.timestamp()) // _STEP, pyotp.TOTP(secret, interval=_STEP)
    found = [
        now + drift
        for drift in _DRIFT
        if constant_time_compare(app.generate_otp(now + drift), given)
    ]
    return next((step for step in found if step > after), None)
