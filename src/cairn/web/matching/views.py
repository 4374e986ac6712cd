"""The coordinator's matching: the pool, its rounds, one pair at a time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.core.tables import Cell
from cairn.records.consent import disclosures
from cairn.records.matching import board, changes, clocks, commands, rounds
from cairn.web.matching import tables
from cairn.web.matching.addresses import number, uuid, with_person
from cairn.web.matching.choose_pages import choose_page
from cairn.web.matching.pages import overview_page
from cairn.web.matching.plans import PlanForm
from cairn.web.matching.round_pages import round_page
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import typed, with_form
from cairn.web.shell.packets import as_zip
from cairn.web.shell.words import said


@asks(Permission.ROUND_READ)
def overview(request: SignedIn) -> HttpResponse:
    """Who waits and what comes next; a POST asks for a round."""
    form = PlanForm(typed(request))
    if form.is_valid():
        made = rounds.start_round(by=request.reader, at=request.now, plan=form.plan())
        return HttpResponseRedirect(reverse("matching-round", args=[made]))
    page = overview_page(
        reader=request.reader, at=request.now, first=number(request.GET.get("from"))
    )
    return with_form(request, "matching/overview.html", form, {"page": page})


@asks(Permission.ROUND_READ)
def one_round(request: SignedIn, round_id: UUID) -> HttpResponse:
    """A round and one pair of it; a POST sends it, sets it aside, or drops a pair."""
    if request.method == "POST":
        return _act(request, round_id)
    page = round_page(
        reader=request.reader,
        round_id=round_id,
        at=request.now,
        first=number(request.GET.get("from")),
        person=uuid(request.GET.get("person")),
        asked=(request.GET.get("q") or "").strip()[:80],
        laid_out=request.GET.get("view") == "board",
    )
    return render(request, "matching/round.html", {"page": page})


def _act(request: SignedIn, round_id: UUID) -> HttpResponse:
    wanted = request.POST.get("act")
    by, at = request.reader, request.now
    if wanted == "send":
        count = commands.send_round(by=by, round_id=round_id, at=at)
        told = ngettext(
            "{count} proposal is sent. Both people can answer now.",
            "{count} proposals are sent. Both people of each can answer now.",
            count,
        )
        messages.success(request, told.format(count=count))
    elif wanted == "aside":
        commands.set_aside(by=by, round_id=round_id, at=at)
        messages.success(request, _("Set aside. Everyone in it waits again, and nobody was told."))
    elif wanted in ("lock", "unlock"):
        pair = _named(request, "proposal")
        changes.keep_as_it_is(by=by, proposal=pair, locked=wanted == "lock", at=at)
    elif wanted == "swap":
        one, other = _named(request, "proposal"), _named(request, "other")
        effect = changes.swap_pairs(by=by, one=one, other=other, at=at)
        told = _("The two pairs have changed mentors. The total fit changes by {effect}.")
        messages.success(request, told.format(effect=f"{effect:+.1f}"))
    elif wanted == "remind":
        clocks.remind(by=by, proposal=_named(request, "proposal"), at=at)
        messages.success(request, _("Whoever has not answered sees it on their first page."))
    elif wanted == "place":
        made = rounds.place_one(
            by=by, program=by.here, mentee=_named(request, "person"), sends=False, at=at
        )
        return HttpResponseRedirect(reverse("matching-round", args=[made]))
    elif wanted == "drop":
        commands.drop_pair(by=by, proposal=_named(request, "proposal"), at=at)
        messages.success(request, _("That pair is out, and will not be proposed again."))
    else:
        raise NotFound
    return HttpResponseRedirect(_back(request, round_id))


def _named(request: SignedIn, field: str) -> UUID:
    """Whom an act is about; without one there is nothing to do."""
    found = uuid(request.POST.get(field))
    if found is None:
        raise NotFound
    return found


def _back(request: SignedIn, round_id: UUID) -> str:
    """The same round, opened at the same person."""
    back = reverse("matching-round", args=[round_id])
    person = uuid(request.POST.get("person"))
    return with_person(back, 0, person) if person else back


@asks(Permission.PROPOSAL_DECIDE)
def choose(request: SignedIn, round_id: UUID, mentee: UUID) -> HttpResponse:
    """Every mentor for one person; a POST chooses one."""
    if request.method == "POST":
        mentor = uuid(request.POST.get("mentor"))
        if mentor is None:
            raise NotFound
        commands.pair_by_hand(
            by=request.reader, round_id=round_id, mentee=mentee, mentor=mentor, at=request.now
        )
        back = reverse("matching-round", args=[round_id])
        return HttpResponseRedirect(f"{back}?person={mentee}#chosen")
    page = choose_page(reader=request.reader, round_id=round_id, mentee=mentee, at=request.now)
    return render(request, "matching/choose.html", {"page": page})


@asks(Permission.ROUND_READ)
@require_POST
def pairs_file(request: SignedIn, round_id: UUID, kind: str) -> HttpResponse:
    """A round's pairs as a file, noted on the trail for everyone in it."""
    rows = board.pairs_for_file(reader=request.reader, round_id=round_id, at=request.now)
    columns = ["mentee_id", "mentor_id", "fit", "reasons", "mentee", "mentor", "standing"]
    cells: list[list[Cell]] = [
        [
            row.mentee_code,
            row.mentor_code,
            round(row.fit, 2),
            " ".join(said(reason) for reason in row.reasons),
            row.mentee_name,
            row.mentor_name,
            row.standing,
        ]
        for row in rows
    ]
    name = f"pairs.{kind}"
    content = tables.content_of(name, columns, cells)
    commands.note_export(
        by=request.reader,
        round_id=round_id,
        people=[person for row in rows for person in (row.mentee, row.mentor)],
        at=request.now,
    )
    packet = disclosures.take_out(
        by=request.reader,
        people={person: Relation.MEMBER for row in rows for person in (row.mentee, row.mentor)},
        data_classes=[DataClass.IDENTITY, DataClass.MATCHING],
        purpose=Purpose.RUNNING,
        at=request.now,
    )
    return as_zip("pairs.zip", packet, {name: content})
