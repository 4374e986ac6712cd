"""Finished words for a setback: warm, without numbers that fall, and with what keeps one safe."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.safety.staying_safe import STAYING_SAFE
from cairn.records.days.setbacks import UNDO
from cairn.records.mentorships.caseloads import AroundMe
from cairn.records.milestones.queries import own_path
from cairn.web.days.pages import CairnCard, cairn_card, days_told, who_sees
from cairn.web.shell.words import said


@dataclass(frozen=True)
class SetbackPage:
    """What stands after a setback was told."""

    care: str
    safe: tuple[str, ...]
    cairn: CairnCard
    day_url: str
    sees: str
    may_undo: bool
    undo_url: str
    until: str


def staying_safe() -> tuple[str, ...]:
    """What keeps a body safe after a break, sentence by sentence."""
    return tuple(said(advice.words) for advice in STAYING_SAFE)


def care_words(stretch: int, *, hidden: bool) -> str:
    """A few more words after a long stretch; nothing where there was none, no number if unwanted."""
    if not stretch:
        return ""
    before = (
        _("You had a long time before. It is yours and stays counted.")
        if hidden
        else _("You had {days} before. They are yours and stay counted.").format(
            days=days_told(stretch)
        )
    )
    return f"{before} " + _(
        "After so long, the first days are the hardest on the body. "
        "Take extra care, and let someone be near."
    )


def setback_page(
    *,
    reader: Reader,
    check_in: UUID,
    told: tuple[date, datetime],
    around: AroundMe,
    today: date,
    at: datetime,
) -> SetbackPage:
    """The page after one's own setback; `told` is its day and the moment it was told."""
    day, moment = told
    path = own_path(reader=reader, today=today, with_ratings=False)
    until = localtime(moment + UNDO)
    return SetbackPage(
        care=care_words(path.care, hidden=path.choice.hidden),
        safe=staying_safe(),
        cairn=cairn_card(reader, path, today),
        day_url=reverse("day", args=[day.isoformat()]),
        sees=who_sees(around),
        may_undo=at - moment <= UNDO,
        undo_url=reverse("setback-undo", args=[check_in]),
        until=_("Until {day}, {time}").format(
            day=date_format(until, "MONTH_DAY_FORMAT"), time=date_format(until, "TIME_FORMAT")
        ),
    )
