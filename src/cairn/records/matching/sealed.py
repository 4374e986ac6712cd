"""What this room keeps sealed, to and from values: profiles, reasons, and sheets in waiting."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Side
from cairn.core.shared.words import Phrase
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.models import SheetId
from cairn.records.vault.keyring import Keyring, index_of

KINDS: dict[Side, type[MenteeProfile] | type[MentorProfile]] = {
    "mentee": MenteeProfile,
    "mentor": MentorProfile,
}
OTHER: dict[Side, Side] = {"mentee": "mentor", "mentor": "mentee"}


@dataclass(frozen=True)
class Kept:
    """A profile as it stands: whose it is, and the row that keeps it."""

    row: UUID
    person: UUID
    side: Side
    profile: Profile
    digest: str


def sealed_row(
    keyring: Keyring, person: UUID, program: UUID, side: Side, profile: Profile, **more: Any
) -> ProfileRow:
    """A fresh row for a profile, sealed with its person's key, not yet saved."""
    row = uuid4()
    body = as_text(profile)
    return ProfileRow(
        id=row,
        person_id=person,
        program_id=program,
        side=side,
        body=keyring.seal(person, row, "body", body),
        digest=digest_of(body),
        capacity=profile.capacity if isinstance(profile, MentorProfile) else None,
        **more,
    )


def as_text(profile: Profile) -> str:
    """The one way to write a profile down, so that equal profiles are equal text."""
    return json.dumps(profile.as_dict(), sort_keys=True, ensure_ascii=False)


def digest_of(body: str) -> str:
    """A keyed fingerprint, so that the same sheet twice is known without opening anything."""
    return index_of("profile", body)


def opened(rows: Iterable[ProfileRow]) -> list[Kept]:
    """Profiles with one look-up of keys for all of them."""
    held = list(rows)
    keyring = Keyring(row.person_id for row in held)
    return [
        Kept(
            row.id,
            row.person_id,
            row.side,  # type: ignore[arg-type]
            KINDS[row.side].from_dict(  # type: ignore[index]
                json.loads(keyring.open(row.person_id, row.id, "body", row.body))
            ),
            row.digest,
        )
        for row in held
    ]


def current_profiles(
    wanted: Collection[tuple[Side, UUID]], program: UUID
) -> dict[tuple[Side, UUID], Profile]:
    """Current profiles of some people on the sides asked for; absent where none is written."""
    asked = set(wanted)
    rows = ProfileRow.objects.filter(
        program_id=program, replaced_at=None, person_id__in=[person for _, person in asked]
    )
    return {
        (one.side, one.person): one.profile
        for one in opened(rows)
        if (one.side, one.person) in asked
    }


def in_one_pool(kept: Sequence[Kept], program: UUID) -> dict[UUID, Any]:
    """Profiles by person, with ids and conflicts told as people instead of the sheet's codes."""
    wanted = {
        fingerprint(program, OTHER[one.side], code): (OTHER[one.side], code)
        for one in kept
        for code in one.profile.barred
    }
    meant = {
        wanted[mark]: str(person)
        for mark, person in SheetId.objects.filter(
            program_id=program, fingerprint__in=list(wanted)
        ).values_list("fingerprint", "person_id")
    }
    return {
        one.person: replace(
            one.profile,
            id=str(one.person),
            conflicts=frozenset(
                f"{meant.get((OTHER[one.side], code), code)}|{kind}"
                for code, kind in one.profile.barred.items()
            ),
        )
        for one in kept
    }


def fingerprint(program: UUID, side: Side, code: str) -> str:
    """How a code of a sheet is kept: it finds its person again, and tells nothing."""
    return index_of(f"sheet:{program}:{side}", code)


def phrases_as_text(reasons: Sequence[Phrase], compromise: Phrase | None = None) -> str:
    """Reasons as JSON, so that each reader hears them in their own language."""
    return json.dumps(
        {
            "reasons": [_told(one) for one in reasons],
            "compromise": _told(compromise) if compromise else None,
        },
        ensure_ascii=False,
    )


def phrases_from(text: str) -> tuple[tuple[Phrase, ...], Phrase | None]:
    """The reasons and the compromise that `phrases_as_text` wrote."""
    kept = json.loads(text)
    compromise = kept["compromise"]
    return tuple(_phrase(one) for one in kept["reasons"]), (
        _phrase(compromise) if compromise else None
    )


def _told(one: Phrase) -> dict[str, Any]:
    fills = {
        name: _told(value) if isinstance(value, Phrase) else value
        for name, value in one.fills.items()
    }
    return {"template": one.template, "fills": fills, "many": one.many}


def _phrase(kept: Mapping[str, Any]) -> Phrase:
    fills = {
        name: _phrase(value) if isinstance(value, dict) else value
        for name, value in kept["fills"].items()
    }
    return Phrase(kept["template"], fills, kept["many"])
