"""Slow down guessing: failed tries are counted in the vault's folder, so a restart forgets nothing.

This keeps a curious person at the keyboard from trying many passphrases. It cannot slow down somebody who
copied the disk; the stretching of the passphrase and the device secret do that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Thread
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from . import faults
from .atomic_file import write_atomically
from .faults import OPENING
from .vault_errors import TooManyTries

FILE: Final = "tries.json"
LARGEST: Final = 16 * 1024
FREE_TRIES: Final = 3
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=15)
REMEMBERED: Final = 50
_UNSAVED: Final[dict[Path, _Tries]] = {}
"""By their file: counts that no disk took, for as long as this process lives."""


class Way(StrEnum):
    """What was tried; each is counted on its own, so wrong passphrases never block the recovery sheet."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a way
    RECOVERY = "recovery"


class FailedTry(BaseModel):
    """One failed try since the vault was last opened, for the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    way: Way
    at: AwareDatetime


class _Tries(BaseModel):
    model_config = ConfigDict(extra="forbid")

    counts: dict[Way, Annotated[int, Field(ge=0, le=1_000_000)]] = {}
    waiting_since: dict[Way, AwareDatetime] = {}
    failed: Annotated[tuple[FailedTry, ...], Field(max_length=REMEMBERED)] = ()


def wait_after(failures: int) -> timedelta:
    """None for the first three failures, then 5 s, doubled by each further failure, at most 15 minutes."""
    if failures <= FREE_TRIES:
        return timedelta()
    doublings = min(failures - FREE_TRIES - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class Throttle:
    """The count of failed tries in one vault folder. Holds no file open and never sleeps."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def seconds_to_wait(self, way: Way, now: datetime) -> int:
        """Whole seconds before the next try is allowed; 0 if it is allowed now. Raises DiskGone."""
        tries = self._read(now)
        wait = wait_after(tries.counts.get(way, 0))
        since = tries.waiting_since.get(way, now)
        if since > now:
            # the clock was set back: the whole wait begins anew, no shorter and no longer
            since = tries.waiting_since[way] = now
            self._write(tries)
        left = (since + wait - now).total_seconds()
        return max(0, int(-(-left // 1)))

    def begin(self, way: Way, now: datetime) -> Thread:
        """Count a try as failed before it is answered, so that ending the program half-way gives no free try.

        Gives the thread that brings the count to the disk while the passphrase is stretched: join it before the
        answer is used. Raises TooManyTries or DiskGone, and then counts nothing.
        """
        seconds = self.seconds_to_wait(way, now)
        if seconds:
            raise TooManyTries(seconds)
        tries = self._read(now)
        tries.counts[way] = tries.counts.get(way, 0) + 1
        tries.waiting_since[way] = now
        tries.failed = (*tries.failed, FailedTry(way=way, at=now))[-REMEMBERED:]
        counting = Thread(target=self._write, args=(tries,), name="counting a try")
        counting.start()
        return counting

    def succeed(self, now: datetime) -> tuple[FailedTry, ...]:
        """The last try was right: forget the count, and give the failed tries before it, oldest first."""
        failed = self._read(now).failed[:-1]
        _UNSAVED.pop(self._path, None)
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            self._write(_Tries())
        return failed

    def _read(self, now: datetime) -> _Tries:
        if self._path in _UNSAVED:
            return _UNSAVED[self._path].model_copy(deep=True)
        try:
            with self._path.open("rb") as file:
                return _Tries.model_validate_json(file.read(LARGEST + 1))
        except FileNotFoundError:
            return _Tries()
        except (PermissionError, IsADirectoryError, ValidationError):
            # damaged, by accident or to get free tries: begin again with none left
            tries = _Tries(counts=dict.fromkeys(Way, FREE_TRIES + 1), waiting_since=dict.fromkeys(Way, now))
            self._write(tries)
            return tries
        except OSError as error:
            raise faults.told(faults.GONE, OPENING) from error

    def _write(self, tries: _Tries) -> None:
        try:
            write_atomically(self._path, tries.model_dump_json().encode("utf-8"))
            _UNSAVED.pop(self._path, None)
        except OSError:
            # a full or read-only disk must not keep people out of their vault: count in memory instead
            _UNSAVED[self._path] = tries
