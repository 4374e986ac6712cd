"""What a sheet would change: which of its people are new, changed, or as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cairn.core.matching.profiles import Profile
from cairn.core.matching.template import Side
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.models import SheetId
from cairn.records.matching.sealed import as_text, digest_of, fingerprint


@dataclass(frozen=True)
class Sorted:
    """One side of an import; `changed` and `unchanged` know their person and former row."""

    side: Side
    new: tuple[Profile, ...]
    changed: tuple[tuple[UUID, Profile], ...]
    unchanged: tuple[tuple[UUID, Profile], ...]


def sort_out(program: UUID, side: Side, profiles: Sequence[Profile]) -> Sorted:
    """Compare by fingerprints only: two queries, and nothing is opened."""
    marks = {fingerprint(program, side, profile.id): profile for profile in profiles}
    known = dict(
        SheetId.objects.filter(
            program_id=program, side=side, fingerprint__in=list(marks)
        ).values_list("fingerprint", "person_id")
    )
    digests = dict(
        ProfileRow.objects.filter(
            program_id=program, side=side, replaced_at=None, person_id__in=list(known.values())
        ).values_list("person_id", "digest")
    )
    new, changed, unchanged = [], [], []
    for mark, profile in marks.items():
        person = known.get(mark)
        if person is None:
            new.append(profile)
        elif digests.get(person) == digest_of(as_text(profile)):
            unchanged.append((person, profile))
        else:
            changed.append((person, profile))
    return Sorted(side, tuple(new), tuple(changed), tuple(unchanged))
