"""What one wishes for on one's own phone."""

from dataclasses import dataclass
from uuid import UUID

from cairn.records.cover.models import Cover


@dataclass(frozen=True)
class Wishes:
    """A cover's look ("" for none), whether a number is set, whether to leave no way back."""

    look: str = ""
    has_pin: bool = False
    one_entry: bool = False
    missed: int = 0


def wishes_of(person: UUID) -> Wishes:
    """One's own settings; those of someone who never set any are all off."""
    row = Cover.objects.filter(person_id=person).first()
    if row is None:
        return Wishes()
    return Wishes(row.look, bool(row.pin), row.one_entry, row.missed)
