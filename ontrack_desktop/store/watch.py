"""How far long work has come, and a way for a person to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from ontrack_desktop.domain.errors import OnTrackError

STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine: a few milliseconds


class Stopped(OnTrackError):  # noqa: N818 - reads as a claim
    """A person stopped long work."""


def _say_nothing(_what: str, _done: int, _all: int) -> None:
    pass


@dataclass(frozen=True)
class Watch:
    """`show(what, done, of all)` is called now and then (of all 0: nobody knows); `is_stopped` is asked as often."""

    show: Callable[[str, int, int], None] = _say_nothing
    is_stopped: Callable[[], bool] = lambda: False

    def at(self, what: str, done: int = 0, of_all: int = 0) -> None:
        """Say where the work is; raises `Stopped`."""
        if self.is_stopped():
            raise Stopped("This was stopped before it was finished.", "Nothing was changed.")
        self.show(what, done, of_all)

    @contextmanager
    def over(self, raw: Any, what: str) -> Iterator[None]:
        """Watch one long statement of a raw connection, which tells nothing of itself; raises `Stopped`."""
        self.at(what)
        raw.set_progress_handler(self.is_stopped, STEPS_BETWEEN_LOOKS)
        try:
            yield
        except sqlcipher.OperationalError:
            self.at(what)
            raise
        finally:
            raw.set_progress_handler(None, 0)
