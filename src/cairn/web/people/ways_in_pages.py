"""Finished words for the page of one's ways in, and the picture that sets up an app."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import segno
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cairn.core.people.devices import device_name
from cairn.core.people.second_steps import SHOULD
from cairn.records.people.code_apps import address_of
from cairn.records.people.devices import Device, devices_of
from cairn.records.people.ways_in import ways_in
from cairn.web.shell.access import SignedIn
from cairn.web.shell.lasting import owes_second_step
from cairn.web.shell.svg import together
from cairn.web.shell.words import said


@dataclass(frozen=True)
class PasskeyLine:
    """One passkey, with when it was made and last used; `open` while it is being taken away."""

    id: UUID
    name: str
    told: str
    open: bool


@dataclass(frozen=True)
class DeviceLine:
    """One place where one is signed in."""

    id: UUID
    name: str
    told: str
    here: bool


@dataclass(frozen=True)
class WaysInPage:
    """One's ways in. `must`: nothing else opens before there is a second step."""

    must: bool
    should: bool
    passkeys: tuple[PasskeyLine, ...]
    code_app: str
    devices: tuple[DeviceLine, ...]
    others: bool


@dataclass(frozen=True)
class CodeAppPage:
    """The picture for the app's camera, and the same in letters."""

    picture: SafeString
    letters: str
    address: str


def ways_in_page(request: SignedIn, *, about: UUID | None = None) -> WaysInPage:
    """One's ways in, and where one is signed in."""
    found = ways_in(reader=request.reader)
    key = request.session.session_key or ""
    seats = devices_of(reader=request.reader, session_key=key, at=request.now)
    since = found.code_app_since
    return WaysInPage(
        must=owes_second_step(request, request.reader),
        should=bool(SHOULD & request.reader.roles) and not found.has_second,
        passkeys=tuple(
            PasskeyLine(
                one.id,
                one.name,
                _("Made on {day}.").format(day=_day(timezone.localdate(one.made_at)))
                + (
                    " " + _("Last used on {day}.").format(day=_day(one.used_on))
                    if one.used_on
                    else ""
                ),
                one.id == about,
            )
            for one in found.passkeys
        ),
        code_app=_("In use since {day}.").format(day=_day(timezone.localdate(since)))
        if since
        else "",
        devices=tuple(_device(one) for one in seats),
        others=any(not one.here for one in seats),
    )


def code_app_page(secret: str) -> CodeAppPage:
    """The picture is drawn here, so that the secret goes to nobody else's server."""
    address = address_of(secret)
    drawn = segno.make(address, error="m").svg_inline(
        scale=1, omitsize=True, border=3, svgclass="qr", lineclass="", dark="#000", light="#fff"
    )
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return CodeAppPage(together([drawn]), spaced, address)


def _device(one: Device) -> DeviceLine:
    name = said(device_name(one.kind))
    told = []
    if one.began_on:
        told.append(_("Since {day}.").format(day=_day(one.began_on)))
    if one.seen_on and one.seen_on != one.began_on:
        told.append(_("Last seen on {day}.").format(day=_day(one.seen_on)))
    if one.shared:
        told.append(_("Shared with others."))
    return DeviceLine(one.id, name[:1].upper() + name[1:], " ".join(told), one.here)


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
