"""What stands in this room's addresses: a place in a list, a person."""

from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.core.shared.refusals import NotFound


def paging(
    url: str, first: int, shown: int, total: int, step: int, q: str = ""
) -> dict[str, str] | None:
    """What `components/paging.html` needs; None where all fits. `q` is what was looked for."""
    also = f"&{urlencode({'q': q})}" if q else ""
    if total <= step:
        return None
    return {
        "told": _("{first} to {last} of {total}").format(
            first=first + 1, last=first + shown, total=total
        ),
        "before_url": f"{url}?from={max(first - step, 0)}{also}" if first else "",
        "after_url": f"{url}?from={first + step}{also}" if first + shown < total else "",
    }


def with_person(url: str, first: int, person: UUID) -> str:
    """A list's address, opened at one person."""
    asked = {"person": str(person)} | ({"from": str(first)} if first else {})
    return f"{url}?{urlencode(asked)}#chosen"


def number(text: str | None) -> int:
    """A place in a list as asked for in an address; what makes no sense is the beginning."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def uuid(text: str | None) -> UUID | None:
    """An id from an address; a broken one finds nothing."""
    try:
        return UUID(text) if text else None
    except ValueError as broken:
        raise NotFound from broken
