"""The cover over one browser's session: whether it lies there now, and what this phone should do.

A person's wishes are copied into their session when they come in or change them, so that no
page asks the database for them. Whether the cover lies there is decided here, on the server.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from cairn.records.cover.queries import Wishes

LOOK, OPEN_UNTIL, ONE_ENTRY = "cover", "open-until", "one-entry"
OPEN_FOR = timedelta(minutes=10)
"""How long without a request until the server lays the cover by itself; script lays it sooner."""
_NOT_EVERY_TIME = timedelta(minutes=1)


def wear(session: SessionBase, wishes: Wishes, *, at: datetime) -> None:
    """From now on this browser does as the person wishes; the cover is off for the moment."""
    session[LOOK], session[ONE_ENTRY] = wishes.look, wishes.one_entry
    uncover(session, at=at)


def look_of(session: SessionBase) -> str:
    """The look of the cover that may lie here; "" for none."""
    return str(session.get(LOOK, ""))


def leaves_one_entry(session: SessionBase) -> bool:
    """Whether pages take each other's place, so that there is no way back."""
    return bool(session.get(ONE_ENTRY, False))


def is_covered(session: SessionBase, *, at: datetime) -> bool:
    """Whether the cover lies over this session now."""
    return bool(look_of(session)) and at >= _open_until(session)


def cover(session: SessionBase) -> None:
    """Lay it at once."""
    if look_of(session):
        session[OPEN_UNTIL] = ""


def uncover(session: SessionBase, *, at: datetime) -> None:
    """Take it away, for a while."""
    if look_of(session):
        session[OPEN_UNTIL] = (at + OPEN_FOR).isoformat()


def stay_open(session: SessionBase, *, at: datetime) -> None:
    """Whoever goes on reading goes on being shown; written down at most once a minute."""
    if look_of(session) and at + OPEN_FOR - _open_until(session) > _NOT_EVERY_TIME:
        uncover(session, at=at)


def _open_until(session: SessionBase) -> datetime:
    kept = session.get(OPEN_UNTIL, "")
    return datetime.fromisoformat(kept) if kept else datetime.min.replace(tzinfo=UTC)
