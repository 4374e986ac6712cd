"""Finished words for choosing: every mentor for one person, and what rules out the others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.records.matching import board, changes
from cairn.web.matching import wording
from cairn.web.matching.addresses import with_person
from cairn.web.shell.words import said


@dataclass(frozen=True)
class Option:
    """One mentor to choose, or one whom a limit rules out."""

    mentor: str
    name: str
    fit: str
    line: str
    now: bool
    effect: str


@dataclass(frozen=True)
class ChoosePage:
    """Everyone for one person: those who could, and what rules out the others."""

    name: str
    back: str
    could: tuple[Option, ...]
    barred: tuple[Option, ...]
    round_url: str
    person: str
    proposal: str
    swaps: tuple[tuple[str, str, str], ...]


def choose_page(*, reader: Reader, round_id: UUID, mentee: UUID, at: datetime) -> ChoosePage:
    """Whom else to choose for someone of a round."""
    name, offered = board.choices_for(reader=reader, round_id=round_id, mentee=mentee, at=at)
    now = next((one.choice.fit for one in offered if one.choice.now), None)
    options = [(one.choice.barred_by, _option(one, now)) for one in offered]
    pair = changes.drafted_pair(reader=reader, round_id=round_id, mentee=mentee)
    return ChoosePage(
        name=name,
        back=with_person(reverse("matching-round", args=[round_id]), 0, mentee),
        could=tuple(option for barred, option in options if not barred),
        barred=tuple(option for barred, option in options if barred),
        round_url=reverse("matching-round", args=[round_id]),
        person=str(mentee),
        proposal=str(pair or ""),
        swaps=_swaps(reader, pair, at) if pair else (),
    )


def _swaps(reader: Reader, pair: UUID, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """(proposal, the other pair, what it does to the total)."""
    return tuple(
        (str(one.proposal), f"{one.mentee_name} → {one.mentor_name}", _effect(one.effect))
        for one in changes.swaps_of(reader=reader, proposal=pair, at=at)
    )


def _effect(points: float) -> str:
    return _("total fit {effect}").format(effect=f"{points:+.1f}")


def _option(one: board.Named, now: float | None) -> Option:
    choice = one.choice
    if choice.barred_by:
        line = _("Missing: {what}").format(
            what=wording.joined([said(limit) for limit in choice.barred_by])
        )
    else:
        places = ngettext("{count} place free.", "{count} places free.", choice.places)
        line = " ".join(
            [places.format(count=choice.places), *(said(reason) for reason in choice.reasons)]
        )
    effect = "" if choice.now or choice.barred_by else _effect(choice.fit - (now or 0))
    return Option(str(choice.mentor), one.name, f"{choice.fit:.0f}", line, choice.now, effect)
