"""Real, de-identified people through the whole program: sheets, a round, yes from both, days,
the outcomes page. Every figure is worked out a second time from the files alone."""

import csv
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean, median, stdev
from typing import Any
from uuid import UUID

import pytest
from scipy import stats
from tests.shared_data import shared_data

from cairn.clockwork.worker import Worker
from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import machine
from cairn.core.evaluation.board import Board
from cairn.core.people.roles import Role
from cairn.core.tables import read_table
from cairn.exchange.cli import match, trial_sheets
from cairn.records.days.commands import DayRow, ImportedDays, import_days
from cairn.records.days.queries import days_shared
from cairn.records.evaluation.queries import outcomes
from cairn.records.matching import commands, importing, rounds
from cairn.records.matching.models import Proposal, Round
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs.commands import give_roles, make_program
from cairn.records.programs.queries import reader_for
from cairn.records.trail.queries import verify
from cairn.web.matching.sheet_reading import kept, understood

pytestmark = pytest.mark.django_db

CONSENT = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
"""The day on which everyone consents, in this test's calendar."""
LAST = CONSENT.date() + timedelta(days=167)
AFTER = CONSENT + timedelta(days=170)
MENTEES, MENTORS = 120, 40

Row = dict[str, str]


@dataclass(frozen=True)
class Sheets:
    """The four sheets in a folder, and their rows."""

    folder: Path

    def rows(self, name: str) -> list[Row]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@dataclass(frozen=True)
class Journey:
    """What the program knows when all is done."""

    board: Board
    round: Round
    agreed: int
    days: ImportedDays
    again: ImportedDays
    people: dict[str, UUID]
    seconds: dict[str, float]
    dee: UUID
    program: UUID


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    folder = tmp_path_factory.mktemp("trial")
    tables = str(shared_data("ctn0094", "tables"))
    asked = ["--tables", tables, "--out", str(folder), "--dates", CONSENT.date().isoformat()]
    assert trial_sheets.run([*asked, "--mentees", str(MENTEES), "--mentors", str(MENTORS)]) == 0
    return Sheets(folder)


@pytest.fixture
def journey(db: None, sheets: Sheets) -> Journey:
    seconds: dict[str, float] = {}
    by = machine("tests")
    program = make_program(by=by, name="Trial", at=CONSENT)
    [dee] = add_people(by=by, people=[NewPerson("Dee")], at=CONSENT)
    give_roles(by=by, program=program, people=[dee], role=Role.COORDINATOR, at=CONSENT)

    began = time.perf_counter()
    people = _bring_in(sheets, dee, program)
    seconds["brought in"] = time.perf_counter() - began

    made = _round(dee)
    seconds["round"] = made.seconds or 0.0
    agreed = _both_say_yes(made)

    began = time.perf_counter()
    rows = _timeline(sheets, people)
    days = import_days(by=by, rows=rows, at=AFTER)
    seconds["days"] = time.perf_counter() - began
    again = import_days(by=by, rows=rows, at=AFTER)

    began = time.perf_counter()
    board = outcomes(reader=reader_for(dee, at=AFTER), last_day=LAST, at=AFTER)
    seconds["outcomes"] = time.perf_counter() - began
    return Journey(board, made, agreed, days, again, people, seconds, dee, program)


def _bring_in(sheets: Sheets, dee: UUID, program: UUID) -> dict[str, UUID]:
    """As the upload page does: read, hold as a draft, understand, bring in; then once more."""
    reader = reader_for(dee, at=CONSENT)
    content = {}
    for side in ("mentee", "mentor"):
        name = f"{side}s.csv"
        table = read_table((sheets.folder / name).read_bytes(), name)
        content[side] = kept(table, name, side)  # type: ignore[arg-type]
    draft = importing.keep_draft(by=reader, content=content, at=CONSENT)
    held = importing.draft_content(reader=reader, draft=draft, at=CONSENT)
    read = understood(held)
    assert not any(one.faults for one in read.values())
    profiles: dict[str, Any] = {f"{side}s": one.profiles for side, one in read.items()}
    first = importing.bring_in(by=reader, program=program, at=CONSENT, **profiles)
    twice = importing.bring_in(by=reader, program=program, at=CONSENT, **profiles)
    assert (first.new, first.changed, first.unchanged) == (MENTEES + MENTORS, 0, 0)
    assert (twice.new, twice.changed, twice.unchanged) == (0, 0, MENTEES + MENTORS)
    return {code: person for (_side, code), person in first.people.items()}


def _round(dee: UUID) -> Round:
    made = rounds.start_round(by=reader_for(dee, at=CONSENT), at=CONSENT)
    Worker(clock=lambda: CONSENT).do_what_is_due()
    row = Round.objects.get(id=made)
    assert row.finished_at is not None
    sent = commands.send_round(by=reader_for(dee, at=CONSENT), round_id=made, at=CONSENT)
    assert sent == row.matched
    return row


def _both_say_yes(made: Round) -> int:
    agreed = 0
    for pair in Proposal.objects.filter(round_id=made.id):
        for person in (pair.mentee_id, pair.mentor_id):
            standing = commands.answer(
                by=reader_for(person, at=CONSENT),
                proposal=pair.id,
                accepted=True,
                at=CONSENT,
                sharing=[DataClass.DAYS],
            )
        agreed += standing == "agreed"
    return agreed


def _timeline(sheets: Sheets, people: dict[str, UUID]) -> list[DayRow]:
    return [
        DayRow(
            people[row["person_id"]],
            date.fromisoformat(row["day"]),
            row["substance"],
            row["status"],
            "interview",
        )
        for row in sheets.rows("days")
    ]


def _known(sheets: Sheets) -> dict[str, dict[int, bool]]:
    """From the file alone: each person's known days of the 168, and whether there was use."""
    known: dict[str, dict[int, bool]] = {row["mentee_id"]: {} for row in sheets.rows("mentees")}
    for row in sheets.rows("days"):
        day = (date.fromisoformat(row["day"]) - CONSENT.date()).days
        if row["substance"] == "any" and 0 <= day < 168:
            known[row["person_id"]][day] = row["status"] == "use"
    return known


def test_real_people_go_all_the_way_and_every_figure_is_what_their_files_say(
    journey: Journey, sheets: Sheets, tmp_path: Path
) -> None:
    _tell(journey)
    _outcomes_are_those_of_the_file(journey, sheets)
    _each_line_is_kept_once(journey, sheets)
    _days_are_seen_with_leave_only(journey, sheets)
    _the_command_line_matches_as_well(journey, sheets, tmp_path)


def _outcomes_are_those_of_the_file(journey: Journey, sheets: Sheets) -> None:
    known = _known(sheets)
    halves = [
        (
            [used for day, used in days.items() if day < 84],
            [used for day, used in days.items() if day >= 84],
        )
        for days in known.values()
    ]
    compared = [(one, two) for one, two in halves if len(one) >= 14 and len(two) >= 14]
    before = [84 * sum(one) / len(one) for one, _ in compared]
    after = [84 * sum(two) / len(two) for _, two in compared]
    apart = [two - one for one, two in zip(before, after, strict=True)]
    reach = stats.t.ppf(0.975, len(apart) - 1) * stdev(apart) / len(apart) ** 0.5

    board, use = journey.board, journey.board.use
    assert use is not None
    assert use.before is not None
    assert use.after is not None
    assert use.interval is not None
    assert (board.participants, board.mentors) == (MENTEES, MENTORS)
    assert use.n == len(compared) > 60
    assert use.left_out == MENTEES - len(compared)
    assert (use.before.mean, use.after.mean) == pytest.approx((mean(before), mean(after)))
    assert (use.before.median, use.after.median) == pytest.approx((median(before), median(after)))
    assert use.difference == pytest.approx(mean(apart))
    assert (use.interval.low, use.interval.high) == pytest.approx(
        (mean(apart) - reach, mean(apart) + reach)
    )
    assert use.before.coverage == pytest.approx(
        sum(len(one) for one, _ in compared) / (84 * len(compared))
    )
    assert board.known == pytest.approx(sum(len(two) for _, two in halves) / (84 * MENTEES))
    for number, week in enumerate(board.weeks):
        shares = []
        for days in known.values():
            told = [used for day, used in days.items() if day // 7 == number]
            if told:
                shares.append(sum(told) / len(told))
        assert week.people == len(shares)
        assert week.share == pytest.approx(mean(shares))


def _days_are_seen_with_leave_only(journey: Journey, sheets: Sheets) -> None:
    assert journey.agreed == journey.round.matched == journey.board.matched
    assert journey.board.waiting == MENTEES - journey.agreed
    mentors: dict[UUID, set[UUID]] = defaultdict(set)
    for pair in Proposal.objects.filter(round_id=journey.round.id):
        mentors[pair.mentor_id].add(pair.mentee_id)
    places = {row["mentor_id"]: int(row["capacity"]) for row in sheets.rows("mentors")}
    codes = {person: code for code, person in journey.people.items()}
    for mentor, theirs in mentors.items():
        assert len(theirs) <= places[codes[mentor]]
        seen = days_shared(
            reader=reader_for(mentor, at=AFTER),
            people=[*journey.people.values()],
            first_day=LAST - timedelta(days=30),
            last_day=LAST,
            at=AFTER,
        )
        assert set(seen) - {mentor} == theirs


def _each_line_is_kept_once(journey: Journey, sheets: Sheets) -> None:
    lines = {(row["person_id"], row["day"], row["substance"]) for row in sheets.rows("days")}
    assert journey.days == ImportedDays(len(lines), 0, 0)
    assert journey.again == ImportedDays(0, 0, len(lines))
    assert verify().whole


def _the_command_line_matches_as_well(journey: Journey, sheets: Sheets, tmp_path: Path) -> None:
    row = journey.round
    same, most = (_matched(sheets, tmp_path, policy) for policy in ("balanced", "pool"))
    assert row.matched == row.most == same["matched"] == most["matched"]
    assert row.total == pytest.approx(same["total_fit"])
    assert len(same["unmatched"]) == MENTEES - row.matched
    assert most["optimal"] is True
    assert row.bound == pytest.approx(most["total_fit"])
    assert row.bound >= row.total


def _matched(sheets: Sheets, folder: Path, policy: str) -> dict[str, Any]:
    out, report = folder / "pairs.csv", folder / "report.json"
    files = [str(sheets.folder / name) for name in ("mentees.csv", "mentors.csv")]
    asked = ["--out", str(out), "--json", str(report), "--policy", policy]
    assert match.run([*files, *asked]) == 0
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert told["seconds"] > 0
    return told


def _tell(journey: Journey) -> None:
    """The figures, for whoever runs this with -s."""
    board, row, use = journey.board, journey.round, journey.board.use
    assert use is not None
    assert use.before is not None
    assert use.after is not None
    assert use.interval is not None
    spent = ", ".join(f"{what} {took:.2f} s" for what, took in journey.seconds.items())
    sys.stdout.write(
        f"\n{MENTEES} people and {MENTORS} mentors of CTN-0094; {journey.days.added:,} answers\n"
        f"matched {row.matched} of {MENTEES} ({row.seats} places), total fit {row.total}, "
        f"where {row.bound} is the greatest total that as many pairs could have\n"
        f"compared {use.n}, left out {use.left_out}; days used of 84: "
        f"mean {use.before.mean:.2f} before, {use.after.mean:.2f} now "
        f"({use.difference:+.2f}, 95 % {use.interval.low:+.2f} to {use.interval.high:+.2f}; "
        f"bounds {use.least:+.2f} to {use.greatest:+.2f}); "
        f"median {use.before.median:.2f} before, {use.after.median:.2f} now\n"
        f"known days of those compared: {use.before.coverage:.1%} before, "
        f"{use.after.coverage:.1%} now; of everyone in the last 12 weeks {board.known:.1%}\n"
        f"{spent}\n"
    )
