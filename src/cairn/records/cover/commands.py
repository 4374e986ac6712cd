"""Setting one's cover, and taking it away with the number or the passphrase."""

from datetime import datetime
from enum import StrEnum

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from cairn.core.consent.readers import Reader
from cairn.core.cover.pins import TRIES, check_pin
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase
from cairn.records.cover.models import Cover
from cairn.records.cover.queries import Wishes
from cairn.records.people.models import Person
from cairn.records.trail import commands as trail

LOOKS = ("", "list", "kitchen")


class Opening(StrEnum):
    """How a try at the cover ended."""

    OPEN = "open"
    MISSED = "missed"
    SHUT = "shut"


def wish(
    *, by: Reader, look: str, pin: str, one_entry: bool, passphrase: str, at: datetime
) -> Wishes:
    """Set one's own cover, proved by the passphrase; a blank `pin` keeps the number one has."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    if look not in LOOKS:
        raise Invalid(phrase("Choose one of the pages."), "look")
    if not _is_passphrase(by, passphrase):
        raise Invalid(phrase("That is not your passphrase now."), "passphrase")
    row = Cover.objects.filter(person_id=by.person).first() or Cover(person_id=by.person)
    if pin:
        check_pin(pin)
        row.pin = make_password(pin)
    elif look and not row.pin:
        raise Invalid(phrase("A cover needs a number. Choose 4 to 8 digits."), "pin")
    row.look, row.one_entry, row.missed, row.set_at = look, one_entry, 0, at
    with transaction.atomic():
        row.save()
        trail.note(by=by, act="cover.set", subject=by.person, at=at)
    return Wishes(row.look, bool(row.pin), row.one_entry)


def uncover(*, by: Reader, secret: str, at: datetime) -> Opening:
    """Take the cover away; each try is counted before it is looked at, so none comes for free."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    mine = Cover.objects.filter(person_id=by.person)
    if not mine.filter(missed__lt=TRIES).update(missed=F("missed") + 1):
        return Opening.SHUT
    row = mine.get()
    right = check_password(secret, row.pin) if secret.isdigit() else _is_passphrase(by, secret)
    with transaction.atomic():
        if right:
            mine.update(missed=0)
        trail.note(by=by, act=f"cover.{'opened' if right else 'missed'}", subject=by.person, at=at)
    if right:
        return Opening.OPEN
    return Opening.SHUT if row.missed >= TRIES else Opening.MISSED


def start_afresh(*, by: Reader, at: datetime) -> None:
    """Forget earlier misses: whoever signs in has proved more than a number."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if Cover.objects.filter(person_id=by.person, missed__gt=0).update(missed=0):
            trail.note(by=by, act="cover.afresh", subject=by.person, at=at)


def _is_passphrase(by: Reader, secret: str) -> bool:
    return check_password(secret, Person.objects.get(id=by.person).password)
