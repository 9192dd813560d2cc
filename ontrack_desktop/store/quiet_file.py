"""One state of a store that is in use, held still in its file while it is looked at from first to last."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from . import checks
from .faults import StoreReadOnly
from .reader import Reader
from .store import Key

TRIES: Final = 5


@contextmanager
def held(path: Path, key: Key) -> Iterator[Reader]:
    """Read a state that lies in the file itself, and nothing of it in the log beside it.

    While it is read, nobody writes over its pages: what is saved meanwhile goes into the log. Raises what `connect`
    raises.
    """
    log = path.with_name(f"{path.name}-wal")
    for left in reversed(range(TRIES)):
        with contextlib.suppress(StoreReadOnly):  # where nothing can be written, nothing lies in a log either
            checks.flush(path, key)
        with checks.looking_into(path, key) as connection:
            read = Reader(connection, None)
            read.head()  # from here on this state is kept
            # somebody may have saved between the two: then some of it lies in the log
            if not left or not log.exists() or not log.stat().st_size:
                yield read
                return
