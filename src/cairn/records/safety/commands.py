"""Adding and ending a program's own help lines."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.safety.models import ProgramLine
from cairn.records.trail import commands as trail

FEWEST_DIGITS = 3


def add_line(
    *, by: Reader, name: str, number: str, hours: str, checked_on: date, today: date, at: datetime
) -> UUID:
    """A number that people of the program can call; somebody has tried it on `checked_on`."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles))
    if not name.strip():
        raise Invalid(phrase("Say whose number this is."), "name")
    if sum(sign.isdigit() for sign in number) < FEWEST_DIGITS:
        raise Invalid(phrase("Write the number as you would dial it."), "number")
    if checked_on > today:
        raise Invalid(
            phrase("That day is still to come. When did someone last try it?"), "checked_on"
        )
    with transaction.atomic():
        row = ProgramLine.objects.create(
            program_id=by.here,
            name=name.strip(),
            number=number.strip(),
            hours=hours.strip(),
            checked_on=checked_on,
            added_by=by.person,
            added_at=at,
        )
        trail.note(by=by, act="help_line.added", detail=str(row.id), at=at)
    return row.id


def end_line(*, by: Reader, line: UUID, at: datetime) -> None:
    """Take one of the program's numbers away; the row stays, with the moment."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles))
    with transaction.atomic():
        standing = ProgramLine.objects.filter(id=line, program_id=by.here, ended_at=None)
        if not standing.update(ended_at=at):
            raise NotFound
        trail.note(by=by, act="help_line.ended", detail=str(line), at=at)
