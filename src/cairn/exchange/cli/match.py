"""`cairn match`: two spreadsheets in, matched pairs out, without a server."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from cairn.core.matching import (
    POLICIES,
    Profile,
    Remark,
    Round,
    Sheet,
    propose,
    read_mentees,
    read_mentors,
    unknown_conflicts,
)
from cairn.core.matching.weeks import commonest_zone, settled
from cairn.core.shared.refusals import Invalid, Refusal
from cairn.core.shared.words import counted, phrase
from cairn.core.tables import Table, read_table, write_csv
from cairn.exchange.whole_files import whole_file

P = TypeVar("P", bound=Profile)

DONE, REFUSED = 0, 2
MOST_FAULTS_TOLD = 50


def run(argv: Sequence[str]) -> int:
    """Matches the two sheets named in `argv`; returns 0, or 2 with the reason on stderr.

    Writes every file whole or not at all: any fault in a sheet leaves nothing behind.
    """
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or DONE)
    try:
        return _match(asked)
    except Refusal as refused:
        print(refused.phrase.text(), file=sys.stderr)
    except OSError as failed:
        print(f"Could not write {failed.filename}: {failed.strerror}.", file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cairn match",
        description="Match mentees and mentors from two sheets (CSV or XLSX): "
        "as many people as possible, then the best total fit.",
    )
    parser.add_argument("mentees", metavar="MENTEES.csv", type=Path)
    parser.add_argument("mentors", metavar="MENTORS.csv", type=Path)
    parser.add_argument("--out", metavar="PAIRS.csv", type=Path, required=True)
    parser.add_argument("--json", metavar="REPORT.json", type=Path, dest="report")
    parser.add_argument("--policy", choices=POLICIES, default="pool")
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        help="kept in the report; nothing is drawn by lot, so the same sheets give the same pairs",
    )
    return parser


def _match(asked: argparse.Namespace) -> int:
    started = time.perf_counter()
    _keep_files_apart(asked)
    mentee_table = read_table(asked.mentees, str(asked.mentees))
    mentor_table = read_table(asked.mentors, str(asked.mentors))
    mentees = read_mentees(mentee_table.rows, first_row=mentee_table.first_row)
    mentors = read_mentors(mentor_table.rows, first_row=mentor_table.first_row)
    warnings = [
        *_told(asked.mentees, mentee_table, mentees.warnings),
        *_told(asked.mentors, mentor_table, mentors.warnings),
        *(r.sentence().text() for r in unknown_conflicts(mentees.profiles, mentors.profiles)),
    ]
    print(*warnings, sep="\n", end="\n" if warnings else "", file=sys.stderr)
    faults = [*_faults(asked.mentees, mentees), *_faults(asked.mentors, mentors)]
    if faults:
        _tell_faults(faults)
        return REFUSED
    usual, now = commonest_zone(mentees.profiles, mentors.profiles), datetime.now(UTC)
    result = propose(
        settled(mentees.profiles, now, usual=usual),
        settled(mentors.profiles, now, usual=usual),
        policy=asked.policy,
    )
    seconds = round(time.perf_counter() - started, 3)
    _write(asked, result, seconds, warnings)
    print(_summary(result, len(mentees.profiles), seconds))
    return DONE


def _keep_files_apart(asked: argparse.Namespace) -> None:
    named = [asked.mentees, asked.mentors, asked.out, asked.report]
    resolved = [path.resolve() for path in named if path is not None]
    if len(resolved) != len(set(resolved)):
        raise Invalid(
            phrase("One file is named twice. Give the two sheets and each result their own.")
        )


def _told(path: Path, table: Table, remarks: Sequence[Remark]) -> list[str]:
    sentences = [*table.warnings, *(remark.sentence() for remark in remarks)]
    return [f"{path.name}: {sentence.text()}" for sentence in sentences]


def _faults(path: Path, sheet: Sheet[P]) -> list[str]:
    return [f"{path.name}: {fault.sentence().text()}" for fault in sheet.faults]


def _tell_faults(faults: Sequence[str]) -> None:
    print(*faults[:MOST_FAULTS_TOLD], sep="\n", file=sys.stderr)
    more = len(faults) - MOST_FAULTS_TOLD
    if more > 0:
        print(counted("And {count} more.", "And {count} more.", more), file=sys.stderr)
    print(phrase("Nothing was written. Correct the sheets and try again."), file=sys.stderr)


def _write(asked: argparse.Namespace, result: Round, seconds: float, warnings: list[str]) -> None:
    with ExitStack() as files:
        pairs = files.enter_context(whole_file(asked.out))
        write_csv(pairs, ["mentee_id", "mentor_id", "fit", "reasons"], _rows(result))
        if asked.report:
            report = files.enter_context(whole_file(asked.report))
            told = _report(result, seconds, asked.seed, warnings)
            json.dump(told, report, ensure_ascii=False, indent=2)
            report.write("\n")


def _rows(result: Round) -> list[list[str]]:
    return [
        [
            pair.mentee_id,
            pair.mentor_id,
            f"{pair.fit:.2f}",
            " ".join(said.text() for said in (*pair.reasons, pair.compromise)),
        ]
        for pair in result.pairs
    ]


def _report(result: Round, seconds: float, seed: int, warnings: list[str]) -> dict[str, object]:
    return {
        "matched": result.matched,
        "unmatched": [
            {
                "mentee_id": left.mentee_id,
                "reason": " ".join(
                    said.text() for said in (left.reason, left.change) if said is not None
                ),
                "limits": list(left.limits),
            }
            for left in result.unmatched
        ],
        "total_fit": result.total_fit,
        "bound": result.bound,
        "optimal": result.optimal,
        "most_possible": result.most,
        "policy": result.policy,
        "seats": result.seats,
        "allowed_pairs": result.allowed,
        "seconds": seconds,
        "seed": seed,
        "warnings": warnings,
    }


def _summary(result: Round, people: int, seconds: float) -> str:
    proof = (
        phrase("Proved: no one else could be matched, and no such matching fits better.")
        if result.optimal
        else phrase("The best total fit for as many people is {bound}.", bound=result.bound)
    )
    told = counted(
        "{matched} of {count} person matched, total fit {total}, in {seconds} s. {proof}",
        "{matched} of {count} people matched, total fit {total}, in {seconds} s. {proof}",
        people,
        matched=result.matched,
        total=result.total_fit,
        seconds=seconds,
        proof=proof,
    )
    return told.text()
