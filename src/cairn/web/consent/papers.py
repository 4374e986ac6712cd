"""Papers: leave for someone outside, in writing. Making one, reading it, taking it back, a packet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cairn.core.consent.law import ASKED_FOR, Element, LawPack
from cairn.core.consent.paper import VERSION, Draft, sentences, told_in
from cairn.core.consent.written import Incomplete, RecipientKind
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.records.consent import agreements
from cairn.records.consent.agreements import Evidence, Wish
from cairn.records.consent.disclosures import disclose
from cairn.records.consent.lawbook import law_of
from cairn.records.people.whole import part_of_record
from cairn.web.consent.paper_forms import PaperForm, SignForm
from cairn.web.consent.paper_pages import draft_of, listed, shown
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import typed, with_form
from cairn.web.shell.packets import as_zip, notice_text
from cairn.web.shell.record_files import as_json, readable
from cairn.web.shell.words import said

FIELDS = {
    Element.INFORMATION: "parts",
    Element.RECIPIENT: "recipient",
    Element.PARTICIPANTS: "participants",
    Element.PURPOSE: "purpose",
    Element.EXPIRY: "end",
}
SIGNING = {Element.SIGNATURE: "signature", Element.ADULT: "adult"}
STEPS = (gettext_lazy("Say what"), gettext_lazy("Read it and sign"))


@asks(Permission.CONSENT_SIGN)
@require_safe
def papers(request: SignedIn) -> HttpResponse:
    """What one has signed: what stands, and what has ended."""
    found = listed(agreements.mine(reader=request.reader, at=request.now), request.now)
    return render(request, "consent/papers.html", {"papers": found})


@asks(Permission.CONSENT_SIGN)
def new(request: SignedIn) -> HttpResponse:
    """Two steps at one address: say what it is to say; read it as a whole and sign."""
    pack = law_of(request.reader.here, at=request.now)
    form = PaperForm(typed(request), pack=pack, today=request.today)
    if not form.is_valid():
        return _first_step(request, form)
    draft = draft_of(form, reader=request.reader)
    signing = "sign" in request.POST
    signature = SignForm(request.POST if signing else None)
    wish = _wish(form, draft, pack, signature if signing and signature.is_valid() else None)
    lacking = _lacking(request, wish)
    for element in lacking:
        if element in FIELDS:
            form.add_error(FIELDS[element], said(ASKED_FOR[element]))
    if form.errors:
        return _first_step(request, form)
    if not signing:
        return _second_step(request, form, SignForm(), pack, draft)
    for element in lacking:
        if element in SIGNING:
            signature.add_error(SIGNING[element], said(ASKED_FOR[element]))
    if signature.errors:
        return _second_step(request, form, signature, pack, draft)
    evidence = Evidence(
        text="\n".join(said(one) for one in sentences(pack, draft)),
        text_version=VERSION,
        language=get_language() or "en",
        device=_device(request.headers.get("User-Agent", "")),
    )
    own_id = signature.cleaned_data["id"]
    agreements.sign(
        by=request.reader, wish=wish, evidence=evidence, agreement=own_id, at=request.now
    )
    messages.success(request, _("Signed. You can take it back whenever you like."))
    return HttpResponseRedirect(reverse("paper", args=[own_id]))


@asks(Permission.CONSENT_SIGN)
@require_safe
def one(request: SignedIn, paper: UUID) -> HttpResponse:
    """One paper, as it was read when it was signed."""
    found = agreements.one_of_mine(reader=request.reader, agreement=paper, at=request.now)
    return render(request, "consent/paper.html", {"page": shown(found, request.now)})


@asks(Permission.CONSENT_SIGN)
def end(request: SignedIn, paper: UUID) -> HttpResponse:
    """Take it back: asked once, and done."""
    found = agreements.one_of_mine(reader=request.reader, agreement=paper, at=request.now)
    if request.method == "POST":
        agreements.revoke(by=request.reader, agreement=paper, at=request.now)
        messages.success(request, _("Taken back. Nothing goes out on it any more."))
        return HttpResponseRedirect(reverse("papers"))
    if not found.stands:
        raise NotFound
    return render(request, "consent/paper_end.html", {"page": shown(found, request.now)})


@asks(Permission.DISCLOSE)
@require_POST
def packet(request: SignedIn, paper: UUID) -> HttpResponse:
    """A file with exactly what the paper covers, the notice beside it; it stands in the ledger."""
    found = agreements.one_of_mine(reader=request.reader, agreement=paper, at=request.now)
    if not found.leaves:
        raise NotFound
    going = disclose(
        by=request.reader,
        subject=request.reader.person,
        recipient=found.recipient,
        data_classes=found.parts,
        purpose=found.leaves[0].purpose,
        at=request.now,
    )
    sheets = part_of_record(reader=request.reader, parts=found.parts)
    page = readable(sheets, notice_text(going))
    files = {
        "record.html": page.encode(),
        "record.json": as_json(sheets),
        "CONSENT.txt": found.text.encode(),
    }
    return as_zip("packet.zip", going, files)


def _lacking(request: SignedIn, wish: Wish) -> tuple[Element, ...]:
    try:
        agreements.as_consent(reader=request.reader, wish=wish, at=request.now)
    except Incomplete as fault:
        return fault.missing
    return ()


def _wish(form: PaperForm, draft: Draft, pack: LawPack, signature: SignForm | None) -> Wish:
    name = signature.cleaned_data["signature"] if signature else ""
    return Wish(
        kind=draft.kind,
        information=frozenset(draft.parts),
        recipient_kind=RecipientKind(draft.recipient_kind),
        recipient=draft.recipient,
        signature=name,
        told=told_in(pack, draft),
        adult=bool(signature and signature.cleaned_data["adult"]),
        participants=draft.participants,
        purpose=draft.purpose,
        until=form.last_moment,
        open_end=draft.open_end,
    )


def _first_step(request: SignedIn, form: PaperForm) -> HttpResponse:
    return with_form(request, "consent/paper_new.html", form, {"steps": STEPS})


def _second_step(
    request: SignedIn, form: PaperForm, signature: SignForm, pack: LawPack, draft: Draft
) -> HttpResponse:
    shown_: dict[str, Any] = {
        "steps": STEPS,
        "text": [said(one) for one in sentences(pack, draft)],
        "kept": [
            (name, value)
            for name in form.fields
            for value in request.POST.getlist(name)
            if name not in signature.fields
        ],
    }
    return with_form(request, "consent/paper_sign.html", signature, shown_)


def _device(agent: str) -> str:
    """The kind of device, as coarse as can be: enough to remember signing, too little to follow."""
    told = agent.casefold()
    if any(word in told for word in ("ipad", "tablet")):
        return "tablet"
    if any(word in told for word in ("mobile", "iphone", "android")):
        return "phone"
    return "computer" if told else "unknown"
