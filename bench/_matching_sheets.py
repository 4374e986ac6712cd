"""Invented sheets of mentees and mentors."""

import random

from cairn.core.matching import vocabulary as v
from cairn.exchange.whole_files import write_csv

INTERESTS = ("music", "cooking", "football", "walking", "films", "gardening", "chess", "crafts")


def needs_and_offers(mentees, mentors, seed):
    """The rows of both sheets, invented by seed."""
    rng = random.Random(seed)
    needs = [{"mentee_id": f"P{n:05}", **_needs(rng)} for n in range(mentees)]
    offers = [{"mentor_id": f"M{n:05}", **_offers(rng)} for n in range(mentors)]
    return needs, offers


def synthetic_sheets(folder, mentees, mentors, seed):
    """Writes MENTEES.csv and MENTORS.csv, invented by seed; capacity a little short of demand."""
    needs, offers = needs_and_offers(mentees, mentors, seed)
    paths = folder / "MENTEES.csv", folder / "MENTORS.csv"
    for path, rows in zip(paths, (needs, offers), strict=True):
        write_csv(path, list(rows[0]), ([row[name] for name in rows[0]] for row in rows))
    return paths


def _some(rng, words, most):
    return "; ".join(rng.sample([word.code for word in words], rng.randint(0, most)))


def _one(rng, words, blank=0.2):
    return "" if rng.random() < blank else rng.choice(words).code


def _shared(rng):
    return {
        "languages": rng.choices(["en", "es", "en; es", "vi"], [70, 10, 17, 3])[0],
        "gender": rng.choices(["woman", "man", "nonbinary", ""], [45, 45, 3, 7])[0],
        "age": "" if rng.random() < 0.05 else str(rng.randint(19, 70)),
        "pathways": _some(rng, v.PATHWAYS[:-1], 3),
        "available": "; ".join(rng.sample(v.SLOTS, rng.randint(2, 7))),
        "modes": _some(rng, v.MODES, 3),
        "spirituality": _one(rng, v.SPIRITUALITY),
        "family": _some(rng, v.FAMILY, 2),
        "interests": "; ".join(rng.sample(INTERESTS, rng.randint(0, 4))),
        "substances": _some(rng, v.SUBSTANCES[:-1], 3),
        "experiences": _some(rng, v.EXPERIENCES, 3),
        "goals": _some(rng, v.GOALS, 3),
    }


def _needs(rng):
    wish = rng.choices(["", "woman", "man"], [70, 22, 8])[0]
    waiting = str(rng.randint(0, 120))
    medication = rng.choices(["", "on", "open", "none"], [20, 40, 15, 25])[0]
    return {
        **_shared(rng),
        "wished_gender": wish,
        "medication": medication,
        "waiting_days": waiting,
    }


def _offers(rng):
    stance = rng.choices(["", "supports", "open", "opposed"], [10, 50, 25, 15])[0]
    months = str(rng.randint(12, 300))
    capacity = str(rng.randint(1, 8))
    return {**_shared(rng), "capacity": capacity, "medication": stance, "recovery_months": months}
