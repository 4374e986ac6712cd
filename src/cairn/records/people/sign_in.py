"""Signing in by alias and password, without the alias being readable in the database."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from cairn.records.people.models import Person
from cairn.records.vault.keyring import index_of


def _as_now(person: Person) -> Callable[[str], None]:
    """Hashes a right passphrase anew where the kept hash was made by an older rule."""
    kept = person.password

    def renew(password: str) -> None:
        person.password = make_password(password)
        Person.objects.filter(pk=person.pk, password=kept).update(password=person.password)

    return renew


class ByAlias(BaseBackend):
    """Finds the person by the blind index of the alias; takes as long when there is no such alias."""

    def authenticate(
        self,
        request: HttpRequest | None,
        alias: str | None = None,
        password: str | None = None,
        **_other: Any,
    ) -> Person | None:
        if not alias or not password:
            return None
        person = Person.objects.filter(sign_in=index_of("sign-in", alias)).first()
        if person is None:
            make_password(password)
            return None
        return person if check_password(password, person.password, _as_now(person)) else None

    def get_user(self, user_id: UUID) -> Person | None:
        return Person.objects.filter(pk=user_id).first()
