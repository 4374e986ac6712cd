"""Proving that it is oneself who changes the account, and not whoever holds the open phone."""

from datetime import datetime

from django.contrib.auth.hashers import check_password

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase
from cairn.records.people.models import Person
from cairn.records.people.tries import try_step


def prove(*, by: Reader, passphrase: str, at: datetime, field: str = "passphrase") -> None:
    """Pass with one's own passphrase, or refuse beside `field`; guessing is slow."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    try_step(door="passphrase", person=by.person, at=at)
    if not check_password(passphrase, Person.objects.get(id=by.person).password):
        raise Invalid(phrase("That is not your passphrase now."), field)
