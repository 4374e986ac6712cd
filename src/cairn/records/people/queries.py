"""Reading people: their names, for those who may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cairn.records.people.models import Person, RecoveryCode
from cairn.records.vault.keyring import Keyring


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
