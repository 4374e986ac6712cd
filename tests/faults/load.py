"""People who tell their days over HTTP, each day under an id of their own making, until it is kept."""

import http.client
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Self
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tests.faults.house import NAME

_TOKEN = "t" * 32
_DAYS = 20
_PAUSE_SECONDS = 0.05
_KEPT, _LATER = {302, 303}, {429, 500, 502, 503}


@dataclass
class Ledger:
    """What was acknowledged, what was asked anew because the house was down, what was refused."""

    kept: list[UUID] = field(default_factory=list)
    down: int = 0
    refused: list[str] = field(default_factory=list)


class Load:
    """One thread per few people; `over` asks them to stop once what they hold is kept."""

    def __init__(self, port: int, cookies: Sequence[str], threads: int = 4) -> None:
        self.ledger = Ledger()
        self._port = port
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._tell, args=(cookies[n::threads],), daemon=True)
            for n in range(threads)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_how: object) -> None:
        self.rest()

    def rest(self) -> None:
        """Let everyone finish the day that they are telling, and begin no other."""
        self._over.set()
        for thread in self._threads:
            thread.join(60)

    def _tell(self, cookies: Sequence[str]) -> None:
        today = date.today() - timedelta(days=1)  # noqa: DTZ011 - yesterday is no one's tomorrow
        for number in count():
            if self._over.is_set() or self.ledger.refused:
                return
            day, kept = today - timedelta(days=number % _DAYS), uuid4()
            # The same id again and again until it is kept: what a phone without a signal does.
            while not self._told(cookies[number % len(cookies)], day, kept):
                if self._over.wait(_PAUSE_SECONDS):
                    return
            self._over.wait(_PAUSE_SECONDS)

    def _told(self, cookie: str, day: date, kept: UUID) -> bool:
        said = tell(self._port, cookie, day, kept)
        if said == "kept":
            self.ledger.kept.append(kept)
        elif said == "down":
            self.ledger.down += 1
        else:
            self.ledger.refused.append(said)
        return said != "down"


def tell(port: int, cookie: str, day: date, kept: UUID) -> str:
    """Post one check-in: "kept", "down" (ask again), or what else the house said."""
    body = urlencode(
        {"id": str(kept), "mood": 4, "use": "none", "note": "still", "csrfmiddlewaretoken": _TOKEN}
    )
    headers = {
        "Host": NAME,
        "Origin": f"https://{NAME}",
        "X-Forwarded-Proto": "https",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"__Host-c={cookie}; __Host-f={_TOKEN}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request("POST", f"/days/{day}/", body, headers)
        reply = connection.getresponse()
        reply.read()
    except (OSError, http.client.HTTPException):
        return "down"
    finally:
        connection.close()
    if reply.status in _LATER:
        return "down"
    where = reply.getheader("Location") or ""
    if reply.status in _KEPT and "sign-in" not in where:
        return "kept"
    return f"{reply.status} {where}"
