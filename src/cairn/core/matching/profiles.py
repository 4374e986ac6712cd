"""What is known of a person for matching. Blank means: unknown, or no wish. Race is never kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from cairn.core.matching import vocabulary as v

OLDEST_AGE = 110
YOUNGEST_AGE = 12
NOT_KEPT = frozenset({"utc_minutes", "resting"})
"""What follows from other rows and the day; a profile never keeps it."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What both sides may say. Sets hold codes from `vocabulary`; `available` holds slots.

    `interests`, `cultures` and traits are free words; `languages` are ISO 639 codes; `conflicts`
    are ids of the other side, each with "|" and a kind where one is told; `place` is a coarse
    point "40.70 -74.00"; `utc_minutes` is what `settled` makes of `time_zone` on a day. Raises `ValueError` for a code that isn't in the vocabulary.
    """

    known: ClassVar[Mapping[str, frozenset[str]]] = {
        "gender": v.codes(v.GENDERS),
        "pathways": v.codes(v.PATHWAYS),
        "available": frozenset(v.SLOTS),
        "modes": v.codes(v.MODES),
        "spirituality": v.codes(v.SPIRITUALITY),
        "family": v.codes(v.FAMILY),
        "substances": v.codes(v.SUBSTANCES),
        "experiences": v.codes(v.EXPERIENCES),
        "goals": v.codes(v.GOALS),
        "life_stage": v.codes(v.LIFE_STAGES),
        "style": v.codes(v.STYLES),
    }

    id: str
    name: str = ""
    languages: frozenset[str] = frozenset()
    gender: str = ""
    age: int | None = None
    pathways: frozenset[str] = frozenset()
    medication: str = ""
    available: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    spirituality: str = ""
    family: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    substances: frozenset[str] = frozenset()
    experiences: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    life_stage: str = ""
    style: frozenset[str] = frozenset()
    cultures: frozenset[str] = frozenset()
    place: str = ""
    travel_km: int | None = None
    time_zone: str = ""
    utc_minutes: int | None = None
    conflicts: frozenset[str] = frozenset()
    story: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a profile needs an id")
        if self.age is not None and not YOUNGEST_AGE <= self.age <= OLDEST_AGE:
            raise ValueError(f"age must lie between {YOUNGEST_AGE} and {OLDEST_AGE}")
        for name, allowed in self.known.items():
            value = getattr(self, name)
            held = value if isinstance(value, frozenset) else {value} - {""}
            if not held <= allowed:
                raise ValueError(f"{name} can't hold {', '.join(sorted(held - allowed))}")

    @property
    def barred(self) -> Mapping[str, str]:
        """Who must not be paired with this person, and the kind of conflict ("" where not told)."""
        parted = (code.partition("|") for code in self.conflicts)
        return {other: kind for other, _, kind in parted}

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; blanks are left out, sets are sorted lists."""
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in held.items()
            if value not in ("", None, frozenset()) and name not in NOT_KEPT
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """The profile that `as_dict` described; `ValueError` for a field that we don't know."""
        unknown = set(kept) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"a profile has no field {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value
            for name, value in kept.items()
        }
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class MenteeProfile(Profile):
    """Someone who looks for a mentor; `medication` is their own situation.

    `needs` ask for a mentor who is certified; `wished_traits` are their own words for a mentor.
    """

    known: ClassVar[Mapping[str, frozenset[str]]] = {
        **Profile.known,
        "medication": v.codes(v.OWN_MEDICATION),
        "wished_gender": v.codes(v.GENDERS),
        "needs": v.codes(v.SPECIAL_NEEDS),
    }

    wished_gender: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    wished_traits: frozenset[str] = frozenset()
    waiting_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class MentorProfile(Profile):
    """Someone who mentors up to `capacity` people; `medication` is their stance on it.

    `traits` are read only for a wish that someone states; `resting` takes nobody new for now.
    """

    known: ClassVar[Mapping[str, frozenset[str]]] = {
        **Profile.known,
        "medication": v.codes(v.STANCES),
        "certified": v.codes(v.SPECIAL_NEEDS),
    }

    capacity: int = 1
    recovery_months: int | None = None
    certified: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    resting: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.capacity < 0:
            raise ValueError("capacity can't be below 0")
