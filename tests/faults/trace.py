"""Reads what strace wrote: was the write-ahead log on the disk before the reply was sent?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WHO = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(.*)$")
_LOG = "cairn.sqlite3-wal"
_WRITES, _SYNCS = ("pwrite64(", "pwritev("), ("fdatasync(", "fsync(")
_REPLY = re.compile(r"(?:sendto|sendmsg|write|writev)\(.*HTTP/1\.1 (\d{3})")


@dataclass(frozen=True)
class Reply:
    """One reply: its status, how often the log was written before it, and whether all was synced."""

    status: int
    writes: int
    synced: bool


def replies(lines: Iterable[str]) -> Iterator[Reply]:
    """Each reply in order, with what happened to the log since the one before."""
    begun: dict[str, str] = {}
    writes, loose = 0, False
    for line in lines:
        found = _WHO.match(line)
        if not found:
            continue
        who, said = found.groups()
        if said.startswith("<... "):
            call, ended = begun.pop(who, ""), True
        else:
            call, ended = said, "<unfinished ...>" not in said
            if not ended:
                begun[who] = said
        reply = _REPLY.match(said)
        if reply:
            yield Reply(int(reply[1]), writes, not loose)
            writes = 0
        # A write counts from its beginning, a sync only from its end.
        elif said.startswith(_WRITES) and _LOG in said:
            writes, loose = writes + 1, True
        elif ended and call.startswith(_SYNCS) and _LOG in call:
            loose = False
