"""The log file: ids and kinds, never casework; and the door through which unexpected errors reach it.

An exception's text may hold a note (a database error quotes its values), so only its class and the places in
our code and the libraries' are written. What other libraries say is cut down to their name.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

FILE: Final = "ontrack.log"
LARGEST: Final = 512 * 1024  # bytes, then the file is moved aside; four old ones are kept
KEPT: Final = 4
OURS: Final = "ontrack_desktop"


class QuietFormatter(logging.Formatter):
    """One line a record; of an exception only what `describe` tells."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        # a copy: another handler may have kept the exception's full text in the record
        kept = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        if record.name.split(".")[0] != OURS:
            kept.msg, kept.args = "said something", ()
        return super().format(kept)

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


def describe(error: BaseException) -> str:
    """An exception and its causes: class names, files, lines and functions, without any value or text."""
    parts: list[str] = []
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        places = traceback.extract_tb(here.__traceback__)
        lines = [f"  {_short(place.filename)}:{place.lineno} {place.name}" for place in places]
        parts.append("\n".join([f"{type(here).__module__}.{type(here).__qualname__}", *lines]))
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)
    return "\nafter ".join(parts)


def start_log(folder: Path, *, level: int = logging.INFO) -> Path | None:
    """Write the log to a file in `folder` from now on; None if that folder cannot be written to."""
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return None  # a full or locked-down profile must not keep the program from starting
    handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    return path


def catch_faults(tell: Callable[[BaseException], None]) -> None:
    """Log every exception that nothing else caught, in any thread, and hand it to `tell` (the fault dialog).

    `tell` may be called from any thread.
    """
    log = logging.getLogger(OURS)

    def caught(error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
            return
        log.error("a fault of the program", exc_info=error)
        tell(error)

    sys.excepthook = lambda _kind, error, _trace: caught(error)
    threading.excepthook = lambda args: caught(args.exc_value)
    sys.unraisablehook = lambda args: caught(args.exc_value)


def _short(filename: str) -> str:
    """A file's path from its package on: the folders above may hold a person's name."""
    parts = Path(filename).parts
    for start in (OURS, "site-packages"):
        if start in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(start) :])
    return parts[-1] if parts else filename
