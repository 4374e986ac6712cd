"""Mentorships and their contacts."""

from typing import Any
from uuid import UUID

from ninja import Router

from cairn.core.mentorships.contacts import Contact
from cairn.core.people.roles import Role
from cairn.core.people.scopes import Scope
from cairn.core.shared.refusals import NotFound
from cairn.exchange.api import shapes
from cairn.exchange.api.days import READS, WRITES
from cairn.exchange.api.doors import Call, once, within
from cairn.exchange.api.paging import cursor as cursor_at
from cairn.exchange.api.paging import number_at
from cairn.records.mentorships.caseloads import listing
from cairn.records.mentorships.commands import log_contact
from cairn.records.mentorships.pairs import ContactPage, ContactTold, contacts_of, own_pairs

router = Router(tags=["mentorships"])
STAFF = frozenset({Role.COORDINATOR, Role.SUPERVISOR})


@router.get(
    "/mentorships", response={200: shapes.Page[shapes.Mentorship], **READS}, url_name="mentorships"
)
def mentorships(request: Call, cursor: shapes.Cursor = None, count: shapes.Count = 50) -> Any:
    """Running pairs: one's own; for a coordinator or supervisor, theirs. Scope: mentorship:read."""
    reader = within(request, Scope.CONTACTS_READ)
    now, first = request.now, number_at(cursor)
    if reader.roles & STAFF:
        page = listing(reader=reader, at=now, first=first, count=count)
        lines, total = list(page.lines), page.total
    else:
        own = own_pairs(reader=reader, at=now)
        lines, total = own[first : first + count], len(own)
    items = [
        {
            "id": line.pair.id,
            "mentee": line.pair.mentee,
            "mentor": line.pair.mentor,
            "mentee_name": line.mentee_name,
            "mentor_name": line.mentor_name,
            "began_at": line.pair.began_at,
        }
        for line in lines
    ]
    return {"items": items, "next": _next(first, count, total)}


@router.get(
    "/mentorships/{mentorship}/contacts",
    response={200: shapes.Page[shapes.Contact], **READS},
    url_name="contacts",
)
def contacts(
    request: Call, mentorship: UUID, cursor: shapes.Cursor = None, count: shapes.Count = 50
) -> Any:
    """A pair's contacts, the newest first. Scope: mentorship:read, and notes:read for notes."""
    first = number_at(cursor)
    page = _contacts(request, mentorship, first=first, count=count)
    items = [_told(one) for one in page.contacts]
    return {"items": items, "next": _next(first, count, page.total)}


@router.get(
    "/mentorships/{mentorship}/contacts/{contact}",
    response={200: shapes.Contact, **READS},
    url_name="contact",
)
def contact(request: Call, mentorship: UUID, contact: UUID) -> Any:
    """One contact. Scope: mentorship:read, and notes:read for its note."""
    page = _contacts(request, mentorship, only=contact)
    if not page.contacts:
        raise NotFound
    return _told(page.contacts[0])


@router.post(
    "/mentorships/{mentorship}/contacts", response={201: shapes.Made, **WRITES}, url_name="contacts"
)
def log(request: Call, mentorship: UUID, key: shapes.Key, told: shapes.ContactSent) -> Any:
    """Log a contact, as the pair's mentor. Scope: mentorship:write."""
    reader = within(request, Scope.CONTACTS_WRITE)
    said = told.model_dump() | {"support": frozenset(told.support)}
    logged = Contact(**said)
    return once(
        request,
        key,
        lambda row: log_contact(
            by=reader,
            mentorship=mentorship,
            contact=logged,
            contact_id=row,
            today=request.today,
            at=request.now,
        ),
    )


def _contacts(request: Call, mentorship: UUID, **wanted: Any) -> ContactPage:
    reader = within(request, Scope.CONTACTS_READ)
    return contacts_of(
        reader=reader,
        mentorship=mentorship,
        at=request.now,
        with_notes=Scope.NOTES_READ in request.auth.scopes,
        **wanted,
    )


def _told(told: ContactTold) -> dict[str, Any]:
    kept = ("id", "day", "means", "minutes", "reached", "note", "next_step")
    return {name: getattr(told, name) for name in kept} | {"support": sorted(told.support)}


def _next(first: int, count: int, total: int) -> str | None:
    end = first + count
    return cursor_at(end) if end < total else None
