"""`./cairn trial-sheets --tables DIR --out DIR`: real, de-identified people as sheets to try.

Turns the public CTN-0094 tables into a mentee sheet, a mentor sheet, their
mentees' days and first days. Mentees used in the 30 days before consent;
mentors ended with 24 weeks of observed days without use. What the tables lack
is drawn by seed, and each row names those columns in `synthetic`.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.cli.columns import Unreadable
from cairn.exchange.cli.trial_records import Subject, read_subjects

LONG_CLEAN = 168
SYNTHETIC = (
    "languages",
    "available",
    "modes",
    "pathways",
    "spirituality",
    "interests",
    "goals",
)
MENTEE_SYNTHETIC = (*SYNTHETIC, "wished_gender")
MENTOR_SYNTHETIC = (*SYNTHETIC, "capacity", "medication")

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS = ("morning", "afternoon", "evening")
_PATHWAYS = ("twelve_step", "smart", "faith", "secular", "medication", "harm_reduction")
_INTERESTS = ("music", "walking", "cooking", "football", "reading", "fishing", "films", "drawing")
_GOALS = ("abstinence", "reduction", "work", "housing", "family", "health", "learning")
_STRUGGLES = {
    "alcohol": "has_alcol_dx",
    "stimulants": "has_cocaine_dx has_amphetamines_dx",
    "cannabis": "has_cannabis_dx",
    "sedatives": "has_sedatives_dx",
}
_MENTAL = ("has_schizophrenia", "has_major_dep", "has_bipolar", "has_anx_pan")

Row = dict[str, str]


def run(argv: Sequence[str]) -> int:
    """Write the four sheets; 0 when all are there, 2 when nothing was written."""
    chosen = _parser().parse_args(argv)
    try:
        start = date.fromisoformat(chosen.dates) if chosen.dates else None
    except ValueError:
        print("“--dates” needs a date like 2026-01-05.", file=sys.stderr)
        return 2
    try:
        mentees, mentors = _choose(chosen.tables, chosen.mentees, chosen.mentors, chosen.seed)
        chance = np.random.default_rng([chosen.seed, 1])
        sheets = {
            "mentees.csv": [_mentee(subject, chance) for subject in mentees],
            "mentors.csv": [_mentor(subject, chance) for subject in mentors],
            "days.csv": [row for subject in mentees for row in _day_rows(subject, start)],
            "people.csv": [_person(subject, start) for subject in mentees],
        }
        _write(chosen.out, sheets)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for name, rows in sheets.items():
        print(f"{chosen.out / name}: {len(rows):,} rows")
    print("People and days are real and de-identified; columns named in `synthetic` are made up.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./cairn trial-sheets", description=__doc__)
    parser.add_argument("--tables", type=Path, required=True, help="folder of the CTN-0094 tables")
    parser.add_argument("--out", type=Path, required=True, help="folder for the sheets")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same sheets")
    parser.add_argument("--mentees", type=int, default=120, help="how many at most (120)")
    parser.add_argument("--mentors", type=int, default=40, help="how many at most (40)")
    parser.add_argument(
        "--dates", metavar="DATE", help="write dates, the day of consent being this one for all"
    )
    return parser


def _choose(
    tables: Path, mentees: int, mentors: int, seed: int
) -> tuple[list[Subject], list[Subject]]:
    if mentees < 0 or mentors < 0 or seed < 0:
        raise Unreadable(phrase("Numbers of people and the seed are 0 or more."))
    subjects = read_subjects(tables)
    long_clean = [subject for subject in subjects if subject.clean_at_the_end >= LONG_CLEAN]
    early = [s for s in subjects if s.used_before and s.clean_at_the_end < LONG_CLEAN]
    chance = np.random.default_rng([seed, 0])
    return _some(early, mentees, chance), _some(long_clean, mentors, chance)


def _some(subjects: list[Subject], most: int, chance: np.random.Generator) -> list[Subject]:
    kept = chance.permutation(len(subjects))[:most]
    return [subjects[place] for place in sorted(kept)]


def _mentee(subject: Subject, chance: np.random.Generator) -> Row:
    wished = chance.random() < 0.1 and _gender(subject) == "woman"
    return (
        {"mentee_id": f"P{subject.who}"}
        | _known(subject)
        | {"medication": "on", "wished_gender": "woman" if wished else ""}
        | _drawn(chance)
        | {"synthetic": "; ".join(MENTEE_SYNTHETIC)}
    )


def _mentor(subject: Subject, chance: np.random.Generator) -> Row:
    stance = chance.choice(["supports", "open"], p=[0.8, 0.2])
    return (
        {"mentor_id": f"M{subject.who}", "capacity": str(chance.integers(2, 5))}
        | _known(subject)
        | {"medication": str(stance), "recovery_months": str(subject.clean_at_the_end // 28)}
        | _drawn(chance)
        | {"synthetic": "; ".join(MENTOR_SYNTHETIC)}
    )


def _known(subject: Subject) -> Row:
    """What the tables say; blank where they say nothing."""
    facts = subject.facts
    struggles = ["opioids"] + [
        name
        for name, columns in _STRUGGLES.items()
        if any(facts.get(column) == "Yes" for column in columns.split())
    ]
    lived = {
        "housing_loss": facts.get("is_homeless") == "Yes",
        "co_occurring": any(facts.get(column) == "Yes" for column in _MENTAL),
        "illness": facts.get("pain") == "Severe Pain",
    }
    marital = facts.get("marital", "")
    family = {"": "", "Married or Partnered": "partnered"}.get(marital, "single")
    return {
        "age": facts.get("age", ""),
        "gender": _gender(subject),
        "family": family,
        "substances": "; ".join(struggles),
        "experiences": "; ".join(name for name, so in lived.items() if so),
    }


def _gender(subject: Subject) -> str:
    return {"Yes": "man", "No": "woman"}.get(subject.facts.get("is_male", ""), "")


def _drawn(chance: np.random.Generator) -> Row:
    """What the tables lack. Race and ethnicity are never read."""
    slots = [f"{day} {part}" for day in _DAYS for part in _PARTS]
    return {
        "languages": str(chance.choice(["en", "en; es", "es"], p=[0.85, 0.12, 0.03])),
        "available": _few(slots, 3, 8, chance),
        "modes": _few(("in_person", "phone", "video", "text"), 1, 4, chance),
        "pathways": _few(_PATHWAYS, 1, 3, chance),
        "spirituality": str(chance.choice(["religious", "spiritual", "not"])),
        "interests": _few(_INTERESTS, 1, 4, chance),
        "goals": _few(_GOALS, 1, 3, chance),
    }


def _few(words: Sequence[str], least: int, most: int, chance: np.random.Generator) -> str:
    kept = sorted(chance.permutation(len(words))[: chance.integers(least, most + 1)])
    return "; ".join(words[place] for place in kept)


def _day_rows(subject: Subject, start: date | None) -> Iterable[Row]:
    """On a day of use, what else the person ever named is said too, if they were asked."""
    ever = sorted(set().union(*subject.days.values()))
    for day, used in subject.days.items():
        asked = used and day in subject.observed
        said = {"any": bool(used)} | {what: what in used for what in (ever if asked else used)}
        for substance, use in said.items():
            yield {
                "person_id": f"P{subject.who}",
                "day": _day(day, start),
                "substance": substance,
                "status": "use" if use else "none",
                "source": "trial interview",
            }


def _person(subject: Subject, start: date | None) -> Row:
    """Days count from the day after randomization, for 24 weeks, as in the trials."""
    return {
        "person_id": f"P{subject.who}",
        "first_day": _day(subject.randomized + 1, start),
        "last_day": _day(subject.last, start),
    }


def _day(day: int, start: date | None) -> str:
    return str(day) if start is None else (start + timedelta(days=day)).isoformat()


def _write(out: Path, sheets: dict[str, list[Row]]) -> None:
    """All sheets beside their places first, then each in one move."""
    partial = {name: out / f".{name}.partial" for name in sheets}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, rows in sheets.items():
            with partial[name].open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]) if rows else [], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        for name, path in partial.items():
            path.replace(out / name)
    except OSError as error:
        reason = phrase(
            "Nothing can be written to {folder} ({why}). Choose another place.",
            folder=str(out),
            why=error.strerror or type(error).__name__,
        )
        raise Unreadable(reason) from None
    finally:
        for path in partial.values():
            if path.parent.is_dir():
                path.unlink(missing_ok=True)
