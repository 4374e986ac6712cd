"""Structured logs that can't tell on anyone: only fields on this list ever leave the process."""

import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    {"event", "level", "timestamp", "job", "attempt", "seconds", "status", "count", "room", "kind"}
    | {"place"}
)
_OWN = {"event", "level", "timestamp"}
"""Written by Cairn's own code: a guard holds that every event is a fixed sentence."""
_WORD = re.compile(r"[A-Za-z_][\w.:-]{0,59}")
_HOUSE = Path(__file__).resolve().parents[1]


def keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that isn't on the list, and every value that is more than a name or number."""
    return {
        name: value
        for name, value in event.items()
        if name in ALLOWED and (name in _OWN or _says_little(value))
    }


def _says_little(value: object) -> bool:
    """A number, or one word as code has them: an exception's text or a note has spaces."""
    return isinstance(value, int | float) or bool(isinstance(value, str) and _WORD.fullmatch(value))


def place_of(trace: TracebackType | None) -> str:
    """Where in Cairn's own code an exception came from: file and line, no values."""
    own = [
        f"{path.relative_to(_HOUSE).with_suffix('').as_posix().replace('/', '.')}:{line}"
        for path, line in _steps(trace)
        if path.is_relative_to(_HOUSE)
    ]
    return own[-1] if own else ""


def _steps(trace: TracebackType | None) -> Iterator[tuple[Path, int]]:
    while trace is not None:
        yield Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next


class _NoContent(logging.Formatter):
    """Standard-library records by logger and level alone: their messages may quote people's words."""

    def format(self, record: logging.LogRecord) -> str:
        kind, _fault, trace = record.exc_info or (None, None, None)
        said = [record.levelname.lower(), record.name, kind.__name__ if kind else ""]
        return " ".join(filter(None, [*said, place_of(trace)]))


def _tell_uncaught(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """What nobody caught, by its kind and place: its text may hold a name, a note or a secret."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    structlog.get_logger().error("stopped by a fault", kind=kind.__name__, place=place_of(trace))


def _tell_uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def configure(*, debug: bool, alone: bool = True) -> None:
    """Set up both kinds of logging, once; `alone` says that nobody else listens for faults here."""
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        keep_allowed,
        structlog.processors.JSONRenderer(sort_keys=True),
    ]
    structlog.configure(
        processors=shared,
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter() if debug else _NoContent())
    # Warnings, too, quote the values that they warn of.
    if alone and not debug:
        logging.captureWarnings(True)
        sys.excepthook = _tell_uncaught
        threading.excepthook = _tell_uncaught_in_thread
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("django.request").setLevel(logging.ERROR)
