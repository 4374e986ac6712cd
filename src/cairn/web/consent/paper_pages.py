"""Finished words for papers: what was signed, for whom, until when, and whether it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cairn.core.consent.leaves import DATA_CLASS_NAMES
from cairn.core.consent.paper import KIND_NAMES, Draft
from cairn.core.consent.readers import Reader
from cairn.core.consent.written import Kind, OpenEnd, RecipientKind
from cairn.records.consent.agreements import Signed
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import program_facts
from cairn.web.consent.paper_forms import PaperForm
from cairn.web.shell.words import said


@dataclass(frozen=True)
class PaperCard:
    """One paper on the list, and in full."""

    id: UUID
    recipient: str
    kind: str
    parts: tuple[str, ...]
    signed: str
    until: str
    state: str
    stands: bool
    text: tuple[str, ...]
    signature: str


def draft_of(form: PaperForm, *, reader: Reader) -> Draft:
    """What a filled form is to say, with the day in words."""
    told = form.cleaned_data
    last = form.last_moment
    return Draft(
        kind=Kind(told["kind"]),
        patient=names_of([reader.person]).get(reader.person, ""),
        discloser=program_facts(reader.here).name,
        parts=form.information,
        recipient_kind=RecipientKind(told["recipient_kind"]),
        recipient=told["recipient"].strip(),
        participants=told["participants"].strip(),
        purpose=told["purpose"].strip(),
        until=_last_day(last) if last else "",
        open_end=form.open_end,
    )


def listed(signed: Iterable[Signed], at: datetime) -> list[PaperCard]:
    """Papers for the list: what stands first, each newest first."""
    cards = [shown(one, at) for one in signed]
    return sorted(cards, key=lambda card: not card.stands)


def shown(one: Signed, at: datetime) -> PaperCard:
    """One paper, finished."""
    return PaperCard(
        id=one.id,
        recipient=one.recipient,
        kind=said(KIND_NAMES[one.kind]),
        parts=tuple(said(DATA_CLASS_NAMES[part]) for part in one.parts),
        signed=_day(one.signed_at),
        until=_until(one),
        state=_state(one, at),
        stands=one.stands,
        text=tuple(one.text.splitlines()),
        signature=one.signature,
    )


def _state(one: Signed, at: datetime) -> str:
    if one.withdrawn_at is not None and one.withdrawn_at <= at:
        return _("Taken back on {day}").format(day=_day(one.withdrawn_at))
    return _("Counts now") if one.stands else _("Has run out")


def _until(one: Signed) -> str:
    if one.until is not None:
        return _last_day(one.until)
    if one.open_end is OpenEnd.TREATMENT:
        return _("your time here ends")
    if one.open_end is OpenEnd.STUDY:
        return _("the study ends")
    return _("you take it back")


def _last_day(end: datetime) -> str:
    """The day whose end this moment is."""
    return _day(end - timedelta(seconds=1))


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
