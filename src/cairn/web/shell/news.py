"""What every page says first to a person: a new device came in, or someone vouched for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.people.devices import device_name
from cairn.records.people.devices import unfamiliar_devices
from cairn.records.people.recoveries import own_recovery
from cairn.web.shell.words import said


@dataclass(frozen=True)
class News:
    """One thing to know, with what to do about it. `device` is None for a way back."""

    told: str
    device: UUID | None = None


def news_for(reader: Reader, session: SessionBase, *, at: datetime) -> tuple[News, ...]:
    """What waits to be told on this device; asks for it only where the session says there is some."""
    if not getattr(session, "news", False):
        return ()
    found = []
    recovery = own_recovery(reader=reader, at=at)
    if recovery is not None:
        when = formats.date_format(timezone.localtime(recovery.ready_at), "DATETIME_FORMAT")
        told = _(
            "Someone of your program says that you lost your phone. From {when} on they can let "
            "you in on another one. If you still have your phone, stop it."
        )
        found.append(News(told.format(when=when)))
    for device in unfamiliar_devices(reader=reader, session_key=session.session_key or "", at=at):
        told = _("Your account was opened on {device}, which was not known here. Was it you?")
        found.append(News(told.format(device=said(device_name(device.kind))), device.id))
    return tuple(found)
