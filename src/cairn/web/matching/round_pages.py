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
from cairn.records.matching import board, queries
from cairn.web.matching import wording
from cairn.web.matching.addresses import paging, with_person
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
class Chosen:
    """What stands in full beside the list: one pair, or someone without one."""

    title: str
    chip: str
    chip_kind: str
    sides: tuple[tuple[str, str, list[tuple[str, str]]], ...]
    why_heading: str
    reasons: tuple[str, ...]
    minds: tuple[str, ...]
    choose_url: str
    choose_act: str
    proposal: str
    drafted: bool
    profiles: tuple[tuple[str, str], ...]


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
    chosen: Chosen | None
    paging: dict[str, str] | None


def round_page(
    *, reader: Reader, round_id: UUID, at: datetime, first: int, person: UUID | None
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
            chosen=None,
            paging=None,
        )
    lines, total = board.pairs_of(reader=reader, round_id=round_id, at=at, first=first, count=SHOWN)
    left = board.left_of(reader=reader, round_id=round_id, at=at)
    beyond = max(first - total, 0)
    left_here = left[beyond : beyond + SHOWN - len(lines)]
    picked = _pick(person, lines, left_here)
    chosen = _chosen(reader, round_id, picked, left, at) if picked else None
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
        items=(
            *(_pair_item(url, one, picked, first) for one in lines),
            *(_left_item(url, one, picked, first) for one in left_here),
        ),
        chosen=chosen,
        paging=paging(url, first, len(lines) + len(left_here), total + len(left), SHOWN),
    )


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


def _pair_item(url: str, one: board.PairLine, picked: UUID | None, first: int) -> dict[str, Any]:
    standing = STANDINGS[one.standing]()
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


def _chosen(
    reader: Reader,
    round_id: UUID,
    picked: UUID,
    left: tuple[board.LeftLine, ...],
    at: datetime,
) -> Chosen:
    alone = next((one for one in left if one.mentee == picked), None)
    choose_url = reverse("matching-choose", args=[round_id, picked])
    if alone is not None:
        return _without_pair(reader, alone, choose_url, at)
    pair = board.pair_in_full(reader=reader, round_id=round_id, mentee=picked, at=at)
    line = pair.line
    fit = _("fit {fit}").format(fit=f"{line.fit:.0f}")
    if pair.rank:
        fit = _("fit {fit}, number {rank} of {could} who could").format(
            fit=f"{line.fit:.0f}", rank=pair.rank, could=pair.could
        )
    if pair.could == 1 and pair.rank:
        fit = _("fit {fit}, the only one who could").format(fit=f"{line.fit:.0f}")
    drafted = line.standing == "drafted"
    return Chosen(
        title=_("{mentee} and {mentor}").format(mentee=line.mentee_name, mentor=line.mentor_name),
        chip=fit,
        chip_kind="good",
        sides=(
            (line.mentee_name, "sky", wording.told(pair.mentee) or _nothing()),
            (line.mentor_name, "", _offer(pair)),
        ),
        why_heading=_("Why these two"),
        reasons=tuple(said(one) for one in pair.reasons),
        minds=(said(pair.compromise),) if pair.compromise else (),
        choose_url=choose_url if drafted else "",
        choose_act=_("Choose another mentor"),
        proposal=str(line.proposal) if line.standing in ("drafted", "sent") else "",
        drafted=drafted,
        profiles=(
            (line.mentee_name, reverse("matching-profile", args=[line.mentee])),
            (line.mentor_name, reverse("matching-profile", args=[line.mentor])),
        ),
    )


def _without_pair(reader: Reader, alone: board.LeftLine, choose_url: str, at: datetime) -> Chosen:
    _name, sides = queries.profile_of(reader=reader, person=alone.mentee, at=at)
    profile = sides.get("mentee")
    return Chosen(
        title=alone.mentee_name,
        chip=_("no mentor yet"),
        chip_kind="mind",
        sides=((alone.mentee_name, "sky", wording.told(profile) if profile else _nothing()),),
        why_heading=_("What stands in the way"),
        reasons=(),
        minds=tuple(said(one) for one in (*alone.why, alone.change) if one),
        choose_url=choose_url,
        choose_act=_("See every mentor"),
        proposal="",
        drafted=False,
        profiles=((alone.mentee_name, reverse("matching-profile", args=[alone.mentee])),),
    )


def _offer(pair: board.PairInFull) -> list[tuple[str, str]]:
    free = _("{free} of {all} free").format(free=pair.places, all=value_of_capacity(pair))
    rest = [one for one in wording.told(pair.mentor) if one[0] != str(wording.LABELS["capacity"])]
    return [*rest, (str(wording.LABELS["capacity"]), free)]


def value_of_capacity(pair: board.PairInFull) -> int:
    """How many people the mentor takes in all."""
    return int(getattr(pair.mentor, "capacity", 0))


def _nothing() -> list[tuple[str, str]]:
    return [(_("Profile"), _("not written yet"))]
