"""A whole peer-mentorship program that never was, drawn from a seed. It proves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr

from cairn.core.evaluation.simulation import contacts, goals
from cairn.core.evaluation.simulation.answers import Answers, draw_answers
from cairn.core.evaluation.simulation.assumptions import DAYS_BEFORE, DEMO, WINDOW, Arm, Assumptions
from cairn.core.evaluation.simulation.profiles import draw_mentees, draw_mentors
from cairn.core.evaluation.simulation.use import draw_use, time_scales
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOBODY = -1
ROLLING_ENTRY = 84

_NAMED = {"opioids": "opioid", "stimulants": "cocaine", "sedatives": "benzodiazepine"}
_MENTEES_PER_MENTOR = 2.75


@dataclass(frozen=True)
class SyntheticProgram:
    """Invented people and their days; every id begins with `syn-`.

    Per mentee: `arm` (row of `arms`), `entry` (program day), `mentor_of` (row of `mentors`,
    -1 for none), `stayed` (days after entry with any contact to the program), `left` (went
    before the end), `alliance` (standardized), `substances` (codes, the main one first).
    Per mentee and day, entry at column 84: `used` is what truly was and no program could
    see; `which` tells as bits which of the person's substances; `answers` is what was said;
    `note` points into the bank of sentences, -1 without one.
    """

    arms: tuple[Arm, ...]
    mentees: tuple[MenteeProfile, ...]
    mentors: tuple[MentorProfile, ...]
    substances: tuple[tuple[str, ...], ...]
    arm: Ints
    entry: Ints
    mentor_of: Ints
    mentor_quality: Floats
    stayed: Ints
    left: NDArray[np.bool_]
    alliance: Floats
    used: NDArray[np.bool_]
    which: NDArray[np.uint8]
    answers: Answers
    note: NDArray[np.int8]
    contacts: contacts.Contacts
    goals: goals.Goals

    @property
    def days_after(self) -> int:
        """Days of each person's record from entry on."""
        return int(self.used.shape[1]) - DAYS_BEFORE

    def speaks_spanish(self, mentee: int) -> bool:
        """Whether this person's own sentences are in Spanish."""
        return "en" not in self.mentees[mentee].languages


def simulate(
    *,
    people: int,
    seed: int | np.random.Generator,
    weeks: int = 24,
    arms: Sequence[Arm] = DEMO,
    assumptions: Assumptions | None = None,
    entry: Ints | None = None,
    last_day: int | None = None,
    waiting: int = 0,
    mentors: int | None = None,
    weekday: int = 0,
    first: tuple[int, int] = (0, 0),
) -> SyntheticProgram:
    """A program of `people` mentees, each followed for `weeks` from entry; the same for a seed.

    People are shared out evenly over `arms`. `entry` gives the program day on which each
    enters (otherwise they come over twelve weeks); nothing is known after `last_day`. The
    last `waiting` people have no mentor yet. `weekday` is that of program day 0 (0 Monday).
    `first` numbers the first mentee and mentor. Raises `Invalid` for impossible sizes.
    """
    _ask_sizes(people, weeks, waiting)
    rng = np.random.default_rng(seed)
    assumed = assumptions or Assumptions()
    days = weeks * 7
    if entry is None:
        entry = rng.integers(0, ROLLING_ENTRY, people)
    arm = rng.permuted(np.arange(people) % len(arms))
    paired = np.array([one.mentored for one in arms])[arm] & (np.arange(people) < people - waiting)
    profiles = draw_mentees(rng, people, first[0])
    many = mentors or max(1, round(people / _MENTEES_PER_MENTOR))
    leaders = draw_mentors(rng, many, people, first[1])
    mentor_of = _pair(rng, profiles, leaders, paired)

    quality = rng.standard_normal(many)
    habit, latent, alliance = _nature(rng, mentor_of, quality, assumed)
    stayed, left = _staying(rng, latent, assumed, days)
    if last_day is not None:
        seen = np.maximum(last_day + 1 - entry, 0)
        left &= stayed < seen
        stayed = np.minimum(stayed, seen)
    scales = [time_scales(assumed, one.days_used) for one in arms]
    day_of_week = (entry + weekday) % 7
    used = draw_use(
        rng,
        before=scales[0][0] * np.exp(assumed.before_spread * habit),
        after=np.array([after for _, after in scales])[arm] * np.exp(assumed.after_spread * latent),
        weekday=day_of_week,
        days=days,
        assumptions=assumed,
    )
    named = tuple(_substances(profile) for profile in profiles)
    answers = draw_answers(rng, used=used, stayed=stayed, weekday=day_of_week, assumptions=assumed)
    checked_in = answers.mood > 0
    noted = checked_in & (rng.random(used.shape) < 0.06)
    met = contacts.draw_contacts(
        rng, paired=paired, stayed=stayed, alliance=alliance, weeks=weeks, assumptions=assumed
    )
    return SyntheticProgram(
        arms=tuple(arms),
        mentees=profiles,
        mentors=leaders,
        substances=named,
        arm=arm,
        entry=entry,
        mentor_of=mentor_of,
        mentor_quality=quality,
        stayed=stayed,
        left=left,
        alliance=alliance,
        used=used,
        which=_which(rng, used, named),
        answers=answers,
        note=np.where(noted, rng.integers(0, 10, used.shape), -1).astype(np.int8),
        contacts=met,
        goals=goals.draw_goals(rng, paired=paired, stayed=stayed, days=days, assumptions=assumed),
    )


def _ask_sizes(people: int, weeks: int, waiting: int) -> None:
    if people < 1:
        raise Invalid(phrase("A program needs at least one person. Ask for 1 or more."), "people")
    if not 1 <= weeks <= 104:
        raise Invalid(phrase("Choose between 1 and 104 weeks."), "weeks")
    if not 0 <= waiting <= people:
        raise Invalid(phrase("No more people can wait than there are."), "waiting")


def _pair(
    rng: np.random.Generator,
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    paired: NDArray[np.bool_],
) -> Ints:
    """A mentor for each who has one, at chance but for language: Spanish speakers choose first."""
    places = rng.permutation(np.repeat(np.arange(len(mentors)), [m.capacity for m in mentors]))
    spanish_first = np.argsort(["es" not in mentors[m].languages for m in places], kind="stable")
    places = places[spanish_first]
    needs = np.array(["en" not in one.languages for one in mentees])
    chosen = np.flatnonzero(paired)
    order = chosen[np.argsort(~needs[chosen], kind="stable")]
    out = np.full(len(mentees), NOBODY, dtype=np.int64)
    out[order] = places[: len(order)]
    return out


def _nature(
    rng: np.random.Generator, mentor_of: Ints, quality: Floats, assumed: Assumptions
) -> tuple[Floats, Floats, Floats]:
    """Standard normal traits: habit before entry, latent course after it, alliance."""
    people = len(mentor_of)
    habit, pair, own, alone = rng.standard_normal((4, people))
    mentor = np.where(mentor_of == NOBODY, alone, quality[mentor_of])
    parts = np.array([assumed.mentor_effect, assumed.pair_effect, assumed.carried_over])
    rest = np.sqrt(1 - parts @ parts)
    latent = parts @ np.array([mentor, pair, habit]) + rest * own
    share = assumed.mentor_in_alliance
    return habit, latent, share * mentor + np.sqrt(1 - share**2) * pair


def _staying(
    rng: np.random.Generator, latent: Floats, assumed: Assumptions, days: int
) -> tuple[Ints, NDArray[np.bool_]]:
    """Days that each stays, at most `days`, and who left. Weibull times tied to the course."""
    share = float(expit(logit(assumed.drop_out) + assumed.program_spread * rng.standard_normal()))
    tie = assumed.drop_out_tie
    early = ndtr(np.sqrt(1 - tie**2) * rng.standard_normal(len(latent)) - tie * latent)
    time = WINDOW * (np.log(early) / np.log1p(-share)) ** (1 / assumed.drop_out_shape)
    whole = np.ceil(np.minimum(time, days + 1)).astype(np.int64)
    return np.clip(whole, 1, days), whole <= days


def _substances(profile: MenteeProfile) -> tuple[str, ...]:
    """Up to three codes for day records, from the wider groups that a profile holds."""
    return tuple(_NAMED.get(code, code) for code in sorted(profile.substances)[:3])


def _which(
    rng: np.random.Generator, used: NDArray[np.bool_], named: Sequence[Sequence[str]]
) -> NDArray[np.uint8]:
    """Bits of the person's substances on each day of use: mostly the first, at times others."""
    many = np.array([len(codes) for codes in named])
    bits = np.zeros(used.shape, dtype=np.uint8)
    for place, share in enumerate((0.85, 0.35, 0.15)):
        taken = (rng.random(used.shape) < share) & (many > place)[:, None]
        bits |= taken.astype(np.uint8) << place
    bits[bits == 0] = 1
    return np.where(used, bits, 0).astype(np.uint8)
