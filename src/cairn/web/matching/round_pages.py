"""Finished words for one round: its pairs in a list, one of them in full."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.core.matching.vocabulary import folded
from cairn.records.matching import board, queries
from cairn.web.matching import wording
from cairn.web.matching.addresses import paging, with_person
from cairn.web.matching.chosen_pages import Chosen, chosen_of
from cairn.web.matching.columns import Column, by_mentor
from cairn.web.shell.words import said

SHOWN = 15
SLOW = timedelta(seconds=20)

STANDINGS = {
    "drafted": lambda: _("not sent yet"),
    "sent": lambda: _("waiting for an answer"),
    "agreed": lambda: _("both said yes"),
    "declined": lambda: _("not this one"),
}


@dataclass(frozen=True)
class RoundPage:
    """One round; while it is being worked out, only the waiting."""

    title: str
    told: str
    url: str
    ready: bool
    progress: int
    slow: bool
    gave_up: bool
    send: str
    drafted: int
    facts: tuple[tuple[str, str, str], ...]
    items: tuple[dict[str, Any], ...]
    tabs: tuple[tuple[str, str, bool], ...]
    columns: tuple[Column, ...]
    asked: str
    chosen: Chosen | None
    paging: dict[str, str] | None


def round_page(
    *,
    reader: Reader,
    round_id: UUID,
    at: datetime,
    first: int,
    person: UUID | None,
    asked: str = "",
    laid_out: bool = False,
) -> RoundPage:
    """A round with its list and one thing in full."""
    facts = queries.round_facts(reader=reader, round_id=round_id)
    url = reverse("matching-round", args=[round_id])
    if facts.finished_at is None or facts.fault:
        gave_up = bool(facts.fault) or (facts.job is not None and facts.job.gave_up)
        return RoundPage(
            title=wording.round_title(facts.made_at),
            told="",
            url=url,
            ready=False,
            progress=facts.job.progress if facts.job else 0,
            slow=at - facts.made_at > SLOW,
            gave_up=gave_up,
            send="",
            drafted=0,
            facts=(),
            items=(),
            tabs=(),
            columns=(),
            asked="",
            chosen=None,
            paging=None,
        )
    lines, total = _found(reader, round_id, at, first, asked)
    left = tuple(
        one
        for one in board.left_of(reader=reader, round_id=round_id, at=at)
        if _named(asked, one.mentee_name)
    )
    beyond = max(first - total, 0)
    left_here = left[beyond : beyond + SHOWN - len(lines)]
    picked = _pick(person, lines, left_here)
    chosen = chosen_of(reader, round_id, picked, left, at) if picked else None
    count = facts.drafted
    send = ngettext("Send {count} proposal", "Send {count} proposals", count).format(count=count)
    return RoundPage(
        title=wording.round_title(facts.made_at),
        told=_round_told(facts),
        url=url,
        ready=True,
        progress=100,
        slow=False,
        gave_up=False,
        send=send if count else "",
        drafted=count,
        facts=_round_facts(reader, round_id, facts, at),
        items=_with_keys(
            [
                *(_pair_item(url, one, picked, first) for one in lines),
                *(_left_item(url, one, picked, first) for one in left_here),
            ]
        ),
        tabs=(
            (_("List"), url, not laid_out),
            (_("By mentor"), f"{url}?view=board", laid_out),
        ),
        columns=by_mentor(reader=reader, round_id=round_id, url=url, at=at) if laid_out else (),
        asked=asked,
        chosen=chosen,
        paging=paging(url, first, len(lines) + len(left_here), total + len(left), SHOWN, q=asked),
    )


def _found(
    reader: Reader, round_id: UUID, at: datetime, first: int, asked: str
) -> tuple[tuple[board.PairLine, ...], int]:
    """One page of the pairs; with a word to look for, of those whose names hold it."""
    if not asked:
        return board.pairs_of(reader=reader, round_id=round_id, at=at, first=first, count=SHOWN)
    every, _total = board.pairs_of(reader=reader, round_id=round_id, at=at)
    found = [one for one in every if _named(asked, one.mentee_name, one.mentor_name)]
    return tuple(found[first : first + SHOWN]), len(found)


def _named(asked: str, *names: str) -> bool:
    return any(folded(asked) in folded(name) for name in names)


def _round_told(facts: queries.RoundFacts) -> str:
    if facts.drafted:
        return _("Nothing is sent until you say so.")
    if facts.open:
        return _("Sent. Both people can say yes or no, and need not say why.")
    return _("Nothing is open in this round.")


def _round_facts(
    reader: Reader,
    round_id: UUID,
    facts: queries.RoundFacts,
    at: datetime,
) -> tuple[tuple[str, str, str], ...]:
    paired = facts.drafted + facts.open + facts.agreed
    waits = board.waits_of(reader=reader, round_id=round_id, at=at)
    seconds = max(facts.seconds or 0, 0.01)
    proof = (
        (_("Best possible"), _("proved, in {seconds} s").format(seconds=f"{seconds:.2f}"), "")
        if facts.optimal
        else (_("Changed"), _("by hand since it was worked out"), "")
    )
    free = max((facts.seats or 0) - (facts.matched or 0), 0)
    return (
        (
            _("{some} of {all}").format(some=paired, all=facts.waiting),
            _("people have a mentor"),
            _("as many as can be") if facts.optimal and paired < (facts.waiting or 0) else "",
        ),
        proof,
        (
            _("{count} days").format(count=round(median(waits))) if waits else "0",
            _("median wait"),
            _("longest {days}").format(days=max(waits)) if waits else "",
        ),
        (str(free), ngettext("place stays free", "places stay free", free), ""),
    )


def _pick(
    person: UUID | None, lines: tuple[board.PairLine, ...], left: tuple[board.LeftLine, ...]
) -> UUID | None:
    if person is not None:
        return person
    if lines:
        return lines[0].mentee
    return left[0].mentee if left else None


def _with_keys(items: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The items on both sides of the one in full can be reached by a key."""
    for at, item in enumerate(items):
        if item["current"]:
            for beside, key in ((at - 1, "K"), (at + 1, "J")):
                if 0 <= beside < len(items):
                    items[beside]["key"] = key
    return tuple(items)


def _pair_item(url: str, one: board.PairLine, picked: UUID | None, first: int) -> dict[str, Any]:
    standing = STANDINGS[one.standing]()
    if one.locked:
        standing = _("kept as it is")
    if one.standing == "sent" and one.yes:
        standing = _("one yes, waiting for the other")
    return {
        "url": with_person(url, first, one.mentee),
        "title": f"{one.mentee_name} → {one.mentor_name}",
        "line": wording.days(one.waited),
        "figure": f"{one.fit:.0f}",
        "aside": standing,
        "current": one.mentee == picked,
    }


def _left_item(url: str, one: board.LeftLine, picked: UUID | None, first: int) -> dict[str, Any]:
    return {
        "url": with_person(url, first, one.mentee),
        "title": one.mentee_name,
        "line": said(one.why[0]) if one.why else wording.days(one.waited),
        "chip": _("no mentor yet"),
        "current": one.mentee == picked,
    }
