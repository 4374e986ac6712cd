"""The demo's program: some forty invented people with months behind them, ending today.

Row 0 of the mentees is Ana and row 0 of the mentors is Bo. Their stories are written by
hand on top of the drawn ones, so that each front page has something true to show.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation.answers import (
    BLANK,
    FROM_CHECK_IN,
    NONE,
    UNKNOWN,
    USE,
    Answers,
)
from cairn.core.evaluation.simulation.assumptions import DAYS_BEFORE
from cairn.core.evaluation.simulation.contacts import NO_NOTE, Contacts
from cairn.core.evaluation.simulation.goals import Goals
from cairn.core.evaluation.simulation.program import NOBODY, SyntheticProgram, simulate

Ints = NDArray[np.int64]

PEOPLE, MENTORS, WAITING = 44, 16, 9
TODAY = 200
"""Program day of today; days before today are known, today is still open."""

ANA, SILENT, CALLER = 0, 1, 2
BO = 0
ANA_IN_PROGRAM = 96
ANA_SETBACK = 13
"""Days ago; up to yesterday she then has a stretch of twelve days."""
SILENT_DAYS = 9

_OLDEST_ENTRY = 170


@dataclass(frozen=True)
class Demo:
    """The program, and who in it plays which part; `today` is the program day of today.

    Bo (mentor row 0) mentors `ana` (all well), `silent` (nothing heard for nine days) and
    `caller` (asked for a call yesterday).
    """

    program: SyntheticProgram
    today: int = TODAY
    ana: int = ANA
    silent: int = SILENT
    caller: int = CALLER
    bo: int = BO


def demo_program(seed: int = 7, weekday: int = 0) -> Demo:
    """The demo of a seed; `weekday` is that of today (0 Monday)."""
    rng = np.random.default_rng(seed)
    entry = TODAY - rng.integers(14, _OLDEST_ENTRY, PEOPLE)
    entry[-WAITING:] = TODAY - rng.integers(1, 13, WAITING)
    entry[[ANA, SILENT, CALLER]] = TODAY - np.array([ANA_IN_PROGRAM, 61, 33])
    drawn = simulate(
        people=PEOPLE,
        mentors=MENTORS,
        waiting=WAITING,
        weeks=26,
        seed=rng,
        entry=entry,
        last_day=TODAY - 1,
        weekday=(weekday - TODAY) % 7,
    )
    return Demo(_tell(_around_bo(drawn)))


def _around_bo(program: SyntheticProgram) -> SyntheticProgram:
    """Gives Bo exactly the three; whoever else had Bo takes the place that they leave."""
    mentor_of = program.mentor_of.copy()
    three = [ANA, SILENT, CALLER]
    others = [int(row) for row in np.flatnonzero(mentor_of == BO) if row not in three]
    freed = [int(mentor_of[row]) for row in three if mentor_of[row] != BO]
    mentor_of[three] = BO
    for row in others:
        mentor_of[row] = freed.pop() if freed else NOBODY
    bo = replace(
        program.mentors[BO],
        name="Bo",
        capacity=3,
        languages=frozenset({"en", "es"}),
        medication="supports",
        recovery_months=52,
    )
    ana = replace(
        program.mentees[ANA],
        name="Ana",
        languages=frozenset({"en"}),
        gender="woman",
        wished_gender=frozenset(),
        age=34,
        goals=frozenset({"abstinence", "family"}),
        substances=frozenset({"alcohol"}),
    )
    return replace(
        program,
        mentor_of=mentor_of,
        mentors=(bo, *program.mentors[1:]),
        mentees=(ana, *program.mentees[1:]),
        substances=(("alcohol",), *program.substances[1:]),
    )


def _tell(program: SyntheticProgram) -> SyntheticProgram:
    """Writes the days, contacts and goal of Bo's three over what was drawn."""
    used, note = program.used.copy(), program.note.copy()
    stayed, left = program.stayed.copy(), program.left.copy()
    said = program.answers
    answers = Answers(
        status=said.status.copy(),
        source=said.source.copy(),
        mood=said.mood.copy(),
        craving=said.craving.copy(),
        sleep=said.sleep.copy(),
        wants_call=said.wants_call.copy(),
    )
    for row in (ANA, SILENT, CALLER):
        stayed[row], left[row] = TODAY - program.entry[row], False
        _present(row, int(stayed[row]), used, answers, well_after=3 if row == ANA else 10)
    set_back = DAYS_BEFORE + ANA_IN_PROGRAM - ANA_SETBACK
    used[ANA, set_back] = True
    answers.status[ANA, set_back] = USE
    answers.mood[ANA, set_back], answers.craving[ANA, set_back] = 2, 8
    note[[ANA, SILENT, CALLER]] = -1
    note[ANA, set_back + 1] = 2
    note[ANA, set_back + 7] = 9
    gone = slice(DAYS_BEFORE + int(stayed[SILENT]) - SILENT_DAYS, None)
    _hush(SILENT, gone, answers)
    yesterday = DAYS_BEFORE + int(stayed[CALLER]) - 1
    answers.wants_call[[ANA, SILENT, CALLER]] = False
    answers.wants_call[CALLER, yesterday] = True
    answers.mood[CALLER, yesterday], answers.craving[CALLER, yesterday] = 2, 8
    which = np.where(used, np.maximum(program.which, 1), 0).astype(np.uint8)
    which[ANA] = used[ANA]
    return replace(
        program,
        used=used,
        which=which,
        note=note,
        stayed=stayed,
        left=left,
        answers=answers,
        contacts=_contacts(program.contacts, stayed),
        goals=_ana_goal(program.goals),
    )


def _present(
    row: int, days: int, used: NDArray[np.bool_], answers: Answers, well_after: int
) -> None:
    """A person who answers nearly every day, with no use from day `well_after` on."""
    start = DAYS_BEFORE
    end = start + days
    used[row, start + well_after :] = False
    place = np.arange(days)
    blank = place % 11 == 7
    blank[-14:] = False
    now = slice(start, end)
    answers.status[row, now] = np.where(blank, UNKNOWN, np.where(used[row, now], USE, NONE))
    answers.source[row, now] = np.where(blank, 0, FROM_CHECK_IN)
    growing = place / max(days, 1)
    answers.mood[row, now] = np.where(blank, BLANK, np.rint(2.8 + growing + place % 3 * 0.4))
    answers.craving[row, now] = np.where(blank, BLANK, np.rint(6 - 4 * growing + place % 4 * 0.4))
    answers.sleep[row, now] = np.where(blank, BLANK, np.rint(2.8 + growing + place % 5 * 0.2))
    _hush(row, slice(end, None), answers)


def _hush(row: int, columns: slice, answers: Answers) -> None:
    answers.status[row, columns] = UNKNOWN
    answers.source[row, columns] = 0
    for feeling in (answers.mood, answers.craving, answers.sleep):
        feeling[row, columns] = BLANK
    answers.wants_call[row, columns] = False


def _contacts(drawn: Contacts, stayed: Ints) -> Contacts:
    """Weekly contacts for Bo's three, in place of the drawn ones; the silent one's end early."""
    others = drawn.take(drawn.mentee > CALLER)
    rows: list[tuple[int, int]] = []
    for row in (ANA, SILENT, CALLER):
        last = int(stayed[row]) - (SILENT_DAYS + 2 if row == SILENT else 2)
        rows += [(row, day) for day in range(last % 7, last + 1, 7)]
    mentee, day = np.array(rows, dtype=np.int64).T
    turn = np.arange(len(rows))
    ours = Contacts(
        mentee=mentee,
        day=day,
        means=turn % 3 % 2,
        minutes=np.array([55, 25, 40])[turn % 3],
        support=np.array([1, 5, 2, 9])[turn % 4],
        kept=np.ones(len(rows), dtype=np.bool_),
        note=np.where(turn % 2 == 0, turn // 2 % 10, NO_NOTE),
    )
    return ours.followed_by(others)


def _ana_goal(drawn: Goals) -> Goals:
    """One goal about Sundays with the children: from -1, with a step back, to +1."""
    days, levels = np.array([5, 33, 61, 89]), np.array([-1, -1, 0, 1])
    others = drawn.mentee != ANA
    area = 2

    def joined(ours: Ints, theirs: Ints) -> Ints:
        return np.concatenate([ours, theirs[others]])

    none = np.zeros(4, dtype=np.int64)
    return Goals(
        mentee=joined(none + ANA, drawn.mentee),
        goal=joined(none, drawn.goal),
        area=joined(none + area, drawn.area),
        day=joined(days, drawn.day),
        level=joined(levels, drawn.level),
    )
