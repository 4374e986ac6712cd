"""What would help those whom a round leaves without a mentor: whom to look for, and where places run out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from cairn.core.matching import vocabulary as v
from cairn.core.matching.languages import language_name
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.reasons import joined
from cairn.core.shared.words import Phrase, counted, phrase

SUGGESTIONS = 3
BOTTLENECKS = 5


@dataclass(frozen=True)
class Recruit:
    """A mentor to look for, and whom one such mentor would place (with as many places)."""

    would_place: tuple[str, ...]
    told: Phrase


@dataclass(frozen=True)
class Bottleneck:
    """A mentor whose places are gone, and how many who are left could go to them."""

    mentor: str
    could_go: int


def recruiting(left: Sequence[MenteeProfile]) -> tuple[Recruit, ...]:
    """The kinds of mentor that would place most of those who are left, each counting the rest.

    Such a mentor accepts medication, lives near enough and has no conflict with anyone; what is
    said is the language, the part of the day, the gender and the certificate that they need.
    """
    waiting = sorted(left, key=lambda one: one.id)
    found: list[Recruit] = []
    while waiting and len(found) < SUGGESTIONS:
        best = max(
            _kinds(waiting), key=lambda kind: (len(kind.placed(waiting)), -kind.said, kind.key)
        )
        placed = best.placed(waiting)
        found.append(Recruit(tuple(one.id for one in placed), best.told(len(placed))))
        waiting = [one for one in waiting if one not in placed]
    return tuple(found)


def bottlenecks(
    left: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    refused: Collection[tuple[str, str]],
    held: Mapping[str, int],
) -> tuple[Bottleneck, ...]:
    """Mentors without a place whom those who are left could otherwise go to, most wanted first."""
    if not left or not mentors:
        return ()
    tables = allowed_by_limit(left, mentors, refused=refused, held=held)
    others = [table for name, table in tables.items() if name != "capacity"]
    could = np.logical_and.reduce(others) & ~tables["capacity"]
    counts = could.sum(axis=0)
    wanted = [Bottleneck(m.id, int(n)) for m, n in zip(mentors, counts, strict=True) if n]
    return tuple(sorted(wanted, key=lambda one: (-one.could_go, one.mentor))[:BOTTLENECKS])


def oddities(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    refused: Collection[tuple[str, str]],
) -> tuple[Phrase, ...]:
    """What in the profiles works against itself, in words that say what to do about it."""
    no_hours = sum(1 for one in mentors if one.capacity and not one.available)
    stuck = sum(
        1 for one in (*mentees, *mentors) if one.modes == {"in_person"} and one.travel_km == 0
    )
    alone = 0
    if mentees and mentors:
        tables = allowed_by_limit(mentees, mentors, refused=refused)
        lasting = [t for name, t in tables.items() if name not in ("capacity", "pause")]
        alone = int((~np.logical_and.reduce(lasting).any(axis=1)).sum())
    told = [
        (
            no_hours,
            "{count} mentor has places and has not said when they are free. Ask them.",
            "{count} mentors have places and have not said when they are free. Ask them.",
        ),
        (
            stuck,
            "{count} person meets only in person and cannot travel at all. Ask them.",
            "{count} people meet only in person and cannot travel at all. Ask them.",
        ),
        (
            alone,
            "{count} person fits no mentor of the program, however many places there were.",
            "{count} people fit no mentor of the program, however many places there were.",
        ),
    ]
    return tuple(counted(one, many, count) for count, one, many in told if count)


@dataclass(frozen=True)
class _Kind:
    language: str
    part: str
    gender: str
    needs: frozenset[str]

    @property
    def said(self) -> int:
        return sum(map(bool, (self.language, self.part, self.gender))) + len(self.needs)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.language, self.part, self.gender, *sorted(self.needs))

    def placed(self, people: Sequence[MenteeProfile]) -> list[MenteeProfile]:
        return [one for one in people if self._suits(one)]

    def _suits(self, one: MenteeProfile) -> bool:
        parts = {slot.split("_")[1] for slot in one.available}
        return (
            (not one.languages or self.language in one.languages)
            and (not parts or self.part in parts)
            and (not one.wished_gender or self.gender in one.wished_gender)
            and one.needs <= self.needs
        )

    def told(self, count: int) -> Phrase:
        names = {word.code: word.name for word in (*v.PARTS, *v.GENDERS, *v.SPECIAL_NEEDS)}
        said = []
        if self.gender:
            said.append(phrase("is of this gender: {gender}", gender=names[self.gender]))
        if self.language:
            said.append(phrase("speaks {language}", language=language_name(self.language)))
        if self.part:
            said.append(phrase("is free at this time of day: {part}", part=names[self.part]))
        said += [
            phrase("is certified for: {need}", need=names[need]) for need in sorted(self.needs)
        ]
        if not said:
            return counted(
                "One more mentor, whoever they are, would place {count} person.",
                "One more mentor, whoever they are, would place {count} people.",
                count,
            )
        return counted(
            "One more mentor who {who} would place {count} person.",
            "One more mentor who {who} would place {count} people.",
            count,
            who=joined(said),
        )


def _kinds(people: Sequence[MenteeProfile]) -> list[_Kind]:
    """Every mentor worth thinking of, for these people."""
    languages = {code for one in people for code in one.languages} | {""}
    parts = {slot.split("_")[1] for one in people for slot in one.available} | {""}
    genders = {code for one in people for code in one.wished_gender} | {""}
    needs = {one.needs for one in people} | {frozenset[str]()}
    return [_Kind(*kind) for kind in product(languages, parts, genders, needs)]
