"""What went out of a record: the accounting of the last years, and the list of recipients."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.packets import Basis
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.records.consent.lawbook import law_of
from cairn.records.consent.models import Disclosure
from cairn.records.people.queries import names_of
from cairn.records.programs.models import Membership
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Given:
    """One disclosure, readable: to whom, what, why, on what ground, who gave it, when."""

    at: datetime
    recipient: str
    affiliation: str
    nature: str
    parts: tuple[DataClass, ...]
    purpose: Purpose
    basis: Basis
    by: str
    notice: str


@dataclass(frozen=True)
class Receiver:
    """One recipient outside: last time, how often, and which parts."""

    name: str
    last: datetime
    times: int
    parts: tuple[DataClass, ...]


def accounting(*, reader: Reader, subject: UUID, at: datetime) -> list[Given]:
    """All that went out of one person's record in the years that the law asks for, newest first."""
    own = subject == reader.person
    ask(Permission.ACCOUNTING_READ, Standing(_roles_over(reader, subject), is_self=own))
    years = law_of(reader.program, at=at).accounting_years
    rows = Disclosure.objects.filter(
        subject_id=subject, at__gt=_years_before(at, years), at__lte=at
    )
    if not own:
        rows = rows.filter(program_id=reader.here)
        reader.see(subject, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    held = list(rows.order_by("-at", "id"))
    keyring = Keyring([subject])
    names = names_of(row.by for row in held)
    return [_given(row, keyring, names.get(row.by, "")) for row in held]


def recipients(*, reader: Reader, subject: UUID, at: datetime) -> list[Receiver]:
    """Who outside got anything, with the day and what it was (42 CFR 2.24).

    Answered at once, so the 30 days that the law gives never begin to run.
    """
    found: dict[str, list[Given]] = {}
    for given in accounting(reader=reader, subject=subject, at=at):
        if given.basis in {Basis.CONSENT, Basis.EMERGENCY}:
            found.setdefault(given.recipient, []).append(given)
    return [
        Receiver(
            name,
            max(one.at for one in all_),
            len(all_),
            tuple(dict.fromkeys(part for one in all_ for part in one.parts)),
        )
        for name, all_ in found.items()
    ]


def _roles_over(reader: Reader, subject: UUID) -> frozenset[Role]:
    """The reader's roles, which count only over people of the reader's program."""
    members = Membership.objects.filter(person_id=subject)
    inside = reader.program is not None and members.filter(program_id=reader.program).exists()
    return reader.roles if inside else frozenset()


def _given(row: Disclosure, keyring: Keyring, by: str) -> Given:
    words = {
        name: keyring.open(row.subject_id, row.id, name, getattr(row, name) or b"")
        for name in ("recipient", "affiliation", "nature")
    }
    return Given(
        at=row.at,
        parts=tuple(DataClass(part) for part in row.data_classes.split()),
        purpose=Purpose(row.purpose),
        basis=Basis(row.basis),
        by=by,
        notice=row.notice,
        **words,
    )


def _years_before(at: datetime, years: int) -> datetime:
    """The same moment some years earlier; of a leap day, the day before."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)
