"""Finished words for the overview: the pool, the next step, the rounds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.records.matching import queries
from cairn.web.matching import wording
from cairn.web.matching.addresses import paging

ROUNDS_SHOWN = 10


@dataclass(frozen=True)
class OverviewPage:
    """The pool in four sentences, the next step, and the rounds."""

    facts: tuple[tuple[str, str, str], ...]
    waiting: int
    propose: str
    next_heading: str
    next_words: str
    next_url: str
    next_act: str
    rounds: tuple[dict[str, Any], ...]
    paging: dict[str, str] | None


def overview_page(*, reader: Reader, at: datetime, first: int) -> OverviewPage:
    """The page behind "Matching"."""
    now = queries.overview(reader=reader, at=at)
    shown, total = queries.rounds(reader=reader, first=first, count=ROUNDS_SHOWN)
    wait = (
        _("median {median} days, longest {longest}").format(median=now.wait[0], longest=now.wait[1])
        if now.wait
        else ""
    )
    last = wording.day(now.last.made_at) if now.last else _("None yet")
    last_told = (
        _("{matched} of {waiting} matched").format(
            matched=now.last.matched, waiting=now.last.waiting
        )
        if now.last and now.last.matched is not None
        else ""
    )
    places = ngettext("{count} place in all", "{count} places in all", now.places)
    facts = (
        (str(now.waiting), ngettext("person waits", "people wait", now.waiting), wait),
        (
            _("{some} of {all}").format(some=now.mentors_with_room, all=now.mentors),
            _("mentors have room"),
            places.format(count=now.places),
        ),
        (last, _("last round"), last_told),
        (
            str(now.drafted + now.sent),
            ngettext("open proposal", "open proposals", now.drafted + now.sent),
            _("{count} not sent yet").format(count=now.drafted) if now.drafted else "",
        ),
    )
    heading, words, url, act, propose = _next_step(now)
    return OverviewPage(
        facts=facts,
        waiting=now.waiting,
        propose=propose,
        next_heading=heading,
        next_words=words,
        next_url=url,
        next_act=act,
        rounds=tuple(_round_line(one) for one in shown),
        paging=paging(reverse("matching"), first, len(shown), total, ROUNDS_SHOWN),
    )


def _next_step(now: queries.Overview) -> tuple[str, str, str, str, str]:
    """Heading, words, where to go and what the button says; the last is the act of proposing."""
    if now.last and now.last.finished_at is None:
        url = reverse("matching-round", args=[now.last.id])
        return _("A round is on its way"), _("It takes a moment."), url, _("Look at it"), ""
    if now.drafted and now.last:
        count = ngettext(
            "{count} pair is ready. Nothing is sent until you say so.",
            "{count} pairs are ready. Nothing is sent until you say so.",
            now.drafted,
        ).format(count=now.drafted)
        url = reverse("matching-round", args=[now.last.id])
        return _("Look at the pairs"), count, url, _("Look at the pairs"), ""
    sheets = reverse("matching-sheets")
    if not now.waiting:
        words = _("Nobody is waiting. Bring in a sheet when there are new people.")
        return _("All quiet"), words, sheets, _("Bring in people"), ""
    if not now.places:
        words = _(
            "People wait, and no mentor has room. Bring in mentors, or ask one to take one more."
        )
        return _("Mentors are needed"), words, sheets, _("Bring in people"), ""
    words = _(
        "Everyone who waits is weighed with every mentor who has room. You look at each pair before it is sent."
    )
    act = ngettext(
        "Propose a pair for {count} person", "Propose pairs for {count} people", now.waiting
    )
    return _("Ready for a round"), words, "", "", act.format(count=now.waiting)


def _round_line(one: queries.RoundFacts) -> dict[str, Any]:
    if one.fault:
        line = _("could not be worked out")
    elif one.finished_at is None:
        line = _("being worked out")
    else:
        line = _("{matched} of {waiting} matched, {agreed} have begun").format(
            matched=one.matched, waiting=one.waiting, agreed=one.agreed
        )
    open_pairs = one.drafted + one.open
    return {
        "url": reverse("matching-round", args=[one.id]),
        "title": wording.round_title(one.made_at),
        "line": line,
        "aside": _("{count} open").format(count=open_pairs) if open_pairs else "",
    }
