"""The table that every harness ends with: what was tried, what survived, what was lost, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

HEADS = ("what", "tried", "survived", "lost", "seconds")


@dataclass(frozen=True)
class Row:
    """One line. What is neither survived nor lost was not tried, with the reason in `what`."""

    what: str
    tried: int
    survived: int
    lost: int
    seconds: float


def total(what: str, rows: Iterable[Row]) -> Row:
    """All of them in one line."""
    tried, survived, lost, seconds = map(sum, zip(*(astuple(row)[1:] for row in rows), strict=True))
    return Row(what, tried, survived, lost, seconds)


def said(rows: Iterable[Row]) -> str:
    """The table as Markdown, so that a run by hand can be put into the README."""
    lines = [
        f"| {row.what} | {row.tried:,} | {row.survived:,} | {row.lost:,} | {row.seconds:,.1f} |" for row in rows
    ]
    return "\n".join([f"| {' | '.join(HEADS)} |", "|---|---:|---:|---:|---:|", *lines])
