"""How every harness ends: with a table of what was tried, survived and lost, and how long it took."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
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


def ended(rows: list[Row]) -> int:
    """Print the table; the exit code, which is 1 if anything was lost."""
    print(said(rows))
    return int(any(row.lost for row in rows))


def by_hand(run: Callable[[int, int], list[Row]], doc: str | None, *, trials: int) -> int:
    """A command that takes how many trials, this many unless told, and a seed; its exit code."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--trials", type=int, default=trials)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    return ended(run(asked.trials, asked.seed))
