"""Finished words for choosing: every mentor for one person, and what rules out the others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.records.matching import board
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


@dataclass(frozen=True)
class ChoosePage:
    """Everyone for one person: those who could, and what rules out the others."""

    name: str
    back: str
    could: tuple[Option, ...]
    barred: tuple[Option, ...]


def choose_page(*, reader: Reader, round_id: UUID, mentee: UUID, at: datetime) -> ChoosePage:
    """Whom else to choose for someone of a round."""
    name, offered = board.choices_for(reader=reader, round_id=round_id, mentee=mentee, at=at)
    options = [(one.choice.barred_by, _option(one)) for one in offered]
    return ChoosePage(
        name=name,
        back=with_person(reverse("matching-round", args=[round_id]), 0, mentee),
        could=tuple(option for barred, option in options if not barred),
        barred=tuple(option for barred, option in options if barred),
    )


def _option(one: board.Named) -> Option:
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
    return Option(str(choice.mentor), one.name, f"{choice.fit:.0f}", line, choice.now)
