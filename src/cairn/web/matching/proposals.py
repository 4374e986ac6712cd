"""A proposed pair as one of its two people reads it: yes, or not this one, and never a why."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.consent.leaves import DATA_CLASS_NAMES
from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import MenteeProfile
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.records.matching import asked, changes, commands
from cairn.web.matching import wording
from cairn.web.matching.addresses import uuid
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.words import said


@dataclass(frozen=True)
class OtherChoice:
    """Someone else to choose instead; without a free place there is nothing to tap."""

    id: str
    name: str
    reasons: tuple[str, ...]
    minds: tuple[str, ...]
    free: bool


@dataclass(frozen=True)
class ProposalPage:
    """A pair in gentle words; `shareable` is empty for a mentor."""

    eyebrow: str
    heading: str
    lead: str
    name: str
    reasons: tuple[str, ...]
    minds: tuple[str, ...]
    common: tuple[tuple[str, str], ...]
    shareable: tuple[tuple[str, str], ...]
    until: str
    others: tuple[OtherChoice, ...]
    asking: bool
    state_heading: str
    state: str


@asks(Permission.PROPOSAL_READ)
def one(request: SignedIn, proposal_id: UUID) -> HttpResponse:
    """The pair; a POST answers."""
    if request.method == "POST":
        return _answer(request, proposal_id)
    page = _page(request.reader, proposal_id, request)
    return render(request, "matching/proposal.html", {"page": page})


def _answer(request: SignedIn, proposal_id: UUID) -> HttpResponse:
    other = uuid(request.POST.get("instead"))
    if other is not None:
        chosen = changes.choose_instead(by=request.reader, alternative=other, at=request.now)
        return HttpResponseRedirect(reverse("proposal", args=[chosen]))
    said_so = request.POST.get("answer")
    if said_so not in {"yes", "no"}:
        raise NotFound
    ticked = set(request.POST.getlist("share"))
    standing = commands.answer(
        by=request.reader,
        proposal=proposal_id,
        accepted=said_so == "yes",
        sharing=[part for part in commands.SHAREABLE if part.value in ticked],
        at=request.now,
    )
    if standing == "agreed":
        messages.success(request, _("You both said yes. Now you walk together."))
        return HttpResponseRedirect(reverse("today"))
    return HttpResponseRedirect(reverse("proposal", args=[proposal_id]))


def _page(reader: Reader, proposal_id: UUID, request: SignedIn) -> ProposalPage:
    pair = asked.proposal(reader=reader, proposal_id=proposal_id, at=request.now)
    asking = pair.standing == "sent" and pair.answered is None
    heading, told = _state(pair)
    return ProposalPage(
        eyebrow=_("Someone who could walk with you")
        if pair.i_am_mentee
        else _("Someone you could walk with"),
        heading=_("Meet {name}").format(name=pair.other_name) if asking else pair.other_name,
        lead=_("Your program thinks that you two could go well together. You decide."),
        name=pair.other_name,
        reasons=tuple(said(reason) for reason in pair.reasons),
        minds=(said(pair.compromise),) if pair.compromise else (),
        common=tuple(_common(pair)),
        shareable=tuple((part.value, said(DATA_CLASS_NAMES[part])) for part in commands.SHAREABLE)
        if pair.i_am_mentee
        else (),
        until=_("You have until {day}.").format(day=wording.day(pair.due_at))
        if asking and pair.due_at
        else "",
        others=tuple(_other(one) for one in pair.others) if asking else (),
        asking=asking,
        state_heading=heading,
        state=told,
    )


def _other(one: asked.Other) -> OtherChoice:
    return OtherChoice(
        id=str(one.id),
        name=one.name,
        reasons=tuple(said(reason) for reason in one.reasons),
        minds=(said(one.compromise),) if one.compromise else (),
        free=one.free,
    )


def _state(pair: asked.Proposed) -> tuple[str, str]:
    if pair.standing == "agreed":
        return _("You walk together"), _("You both said yes.")
    if pair.standing == "sent":
        told = _("When {name} has answered, you will see it here and on your first page.")
        return _("You said yes"), told.format(name=pair.other_name)
    if pair.standing == "expired":
        words = (
            _("The time to answer is over. That says nothing about you. We go on looking.")
            if pair.i_am_mentee
            else _("The time to answer is over. That says nothing about you.")
        )
        return _("Not this time"), words
    if pair.answered is False:
        words = (
            _("That is fine. We go on looking for someone for you.")
            if pair.i_am_mentee
            else _("That is fine. Your place stays open for someone else.")
        )
        return _("Not this one"), words
    words = (
        _("This pair will not go ahead. That says nothing about you. We go on looking for someone.")
        if pair.i_am_mentee
        else _("This pair will not go ahead. That says nothing about you.")
    )
    return _("Not this time"), words


def _common(pair: asked.Proposed) -> list[tuple[str, str]]:
    blank = MenteeProfile(id="-")
    found = []
    for field, codes in pair.shared.items():
        if codes:
            words = (
                wording.free_times(codes)
                if field == "available"
                else wording.joined([wording.word(blank, field, code) for code in codes])
            )
            found.append((_COMMON[field](), words))
    return found


_COMMON = {
    "languages": lambda: _("You both speak"),
    "available": lambda: _("You are both free"),
    "modes": lambda: _("You both like to meet"),
    "interests": lambda: _("You both enjoy"),
}
