"""Numbers without names: how much contact people had, and the codes that stand for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass, Purpose, Recipient, Relation, may_disclose
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.contacts import Support
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotAllowed
from cairn.records.mentorships.models import Contact
from cairn.records.programs.models import Enrollment
from cairn.records.vault.keyring import index_of

CODE_LENGTH = 16


@dataclass(frozen=True)
class Dose:
    """One contact without a name: `person` is the participant's code."""

    person: str
    day: date
    minutes: int
    reached: bool
    support: frozenset[Support]


def doses(*, reader: Reader, first_day: date, last_day: date, at: datetime) -> list[Dose]:
    """Every contact in the reader's program between two days (both included), by day."""
    program = ask_for_figures(reader=reader, at=at)
    rows = (
        Contact.objects.filter(mentorship__program_id=program, day__range=(first_day, last_day))
        .order_by("day", "id")
        .values_list("mentee_id", "day", "minutes", "reached", *Support)
    )
    found = list(rows)
    code = codes(program, {row[0] for row in found})
    return [
        Dose(
            code[mentee],
            day,
            minutes,
            reached,
            frozenset(kind for kind, given in zip(Support, kinds, strict=True) if given),
        )
        for mentee, day, minutes, reached, *kinds in found
    ]


def ask_for_figures(*, reader: Reader, at: datetime) -> UUID:
    """The reader's program, if they may work with its figures; refuses otherwise."""
    ask(Permission.OUTCOMES_READ, Standing(reader.roles))
    program = reader.here
    recipient = Recipient(reader.person, reader.roles, frozenset({Relation.MEMBER}))
    answer = may_disclose(DataClass.FIGURES, recipient, Purpose.EVALUATION, at, giver=program)
    if not answer.allowed:
        raise NotAllowed
    return program


def participants(program: UUID, *, first_day: date, last_day: date) -> list[UUID]:
    """Those who were enrolled at some time between two days, in a fixed order."""
    stays = Enrollment.objects.filter(program_id=program, first_day__lte=last_day).filter(
        Q(last_day=None) | Q(last_day__gte=first_day)
    )
    return sorted(set(stays.values_list("person_id", flat=True)))


def codes(program: UUID, people: Iterable[UUID]) -> dict[UUID, str]:
    """A code for each person: the same in every figure of a program, and no way back."""
    kind = f"figures:{program}"
    return {person: index_of(kind, str(person))[:CODE_LENGTH] for person in people}
