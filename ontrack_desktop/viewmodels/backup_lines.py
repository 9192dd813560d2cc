"""A backup in people's words, as it stands in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ontrack_desktop.domain.when import day_of, say_full_day, say_near, say_time
from ontrack_desktop.services.backups import Backup
from ontrack_desktop.services.rescue import Choice


@dataclass(frozen=True)
class BackupLine:
    """One backup as it is listed."""

    made: Backup
    when: str
    when_full: str
    size: str
    place: str


def line_of(choice: Choice, today: date) -> BackupLine:
    """One backup as it is listed."""
    at = choice.made.made_at
    return BackupLine(
        choice.made, say_when(at, today), f"{say_full_day(day_of(at))}, {say_time(at)}", say_size(choice.size),
        choice.place,
    )  # fmt: skip


def say_when(at: datetime, today: date) -> str:
    """“Today 14:05”, “Mon 26 Oct 11:00”: a day and a time, at the head of a row."""
    near = say_near(day_of(at), today)
    return f"{near[0].upper()}{near[1:]} {say_time(at)}"


def say_size(count: int) -> str:
    """“2.1 MB”."""
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{max(1, count // 1_000)} kB"
