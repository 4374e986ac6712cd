"""Reading people: their names, for those who may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cairn.records.people.models import Person, RecoveryCode
from cairn.records.vault.keyring import Keyring, index_of


@dataclass(frozen=True)
class Account:
    """A person's own account."""

    id: UUID
    name: str
    language: str
    time_zone: str
    theme: str
    codes_left: int


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of some people, in two queries.

    For rooms above, which have asked whether the reader may know them; a person
    whose key is gone isn't in the answer.
    """
    wanted = set(people)
    keyring = Keyring(wanted)
    return {
        row.id: keyring.open(row.id, row.id, "name", row.name)
        for row in Person.objects.filter(id__in=wanted).only("id", "name")
        if row.id in keyring
    }


def zones_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The time zones some people live in; for rooms above that ask for themselves."""
    rows = Person.objects.filter(id__in=set(people))
    return dict(rows.values_list("id", "time_zone"))


def alias_taken(alias: str) -> bool:
    """Whether someone in this installation signs in by this alias already."""
    return Person.objects.filter(sign_in=index_of("sign-in", alias)).exists()


def can_sign_in(people: Iterable[UUID]) -> set[UUID]:
    """Those of some people who have an account of their own; for rooms that ask for themselves."""
    rows = Person.objects.filter(id__in=set(people)).exclude(sign_in=None)
    return set(rows.values_list("id", flat=True))


def account_of(person: UUID) -> Account:
    """One's own account."""
    row = Person.objects.get(id=person)
    return Account(
        id=row.id,
        name=Keyring([row.id]).open(row.id, row.id, "name", row.name),
        language=row.language,
        time_zone=row.time_zone,
        theme=row.theme,
        codes_left=RecoveryCode.objects.filter(person=row, used_at=None).count(),
    )
