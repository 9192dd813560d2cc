"""How a line of the table is measured: ours and the raw thing by turns, the medians of both, and their ratio."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

TURNS_BETWEEN_COLLECTIONS = 20
Act = Callable[[], object]
Timer = Callable[[], float]


@dataclass(frozen=True)
class Line:
    """One line: ours and the baseline in `unit`, and the goal for their ratio."""

    what: str
    against: str
    ours: float
    raw: float
    goal: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.raw


def timed(act: Act) -> Timer:
    """Milliseconds that an act takes."""

    def timer() -> float:
        begun = perf_counter()
        act()
        return (perf_counter() - begun) * 1000

    return timer


def by_turns(ours: Timer, raw: Timer, *, repeats: int, warm_up: int = 1) -> tuple[list[float], list[float]]:
    """Both measured this often, one after the other, so that whatever else the machine does meets both.

    Garbage is collected between turns only (`timeit` turns it off as well): else its pauses keep step with
    the turns and are charged to one of the two.
    """
    for _ in range(warm_up):
        ours()
        raw()
    both = []
    gc.disable()
    try:
        for turn in range(repeats):
            if turn % TURNS_BETWEEN_COLLECTIONS == 0:
                gc.collect()
            both.append((ours(), raw()))
    finally:
        gc.enable()
    return [pair[0] for pair in both], [pair[1] for pair in both]


def line(what: str, against: str, ours: Timer, raw: Timer, *, repeats: int, goal: float, warm_up: int = 1) -> Line:
    """The medians of a measurement as a line of the table."""
    mine, theirs = by_turns(ours, raw, repeats=repeats, warm_up=warm_up)
    return Line(what, against, statistics.median(mine), statistics.median(theirs), goal)


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table."""
    rows = ["| what | ours | raw | ratio | goal | against |", "|---|---:|---:|---:|---:|---|"]
    for each in lines:
        met = "" if each.ratio <= each.goal else " ✗"
        rows.append(
            f"| {each.what} | {_said(each.ours, each.unit)} | {_said(each.raw, each.unit)} | "
            f"{each.ratio:.2f}× | ≤ {each.goal:g}×{met} | {each.against} |"
        )
    return "\n".join(rows)


def _said(value: float, unit: str) -> str:
    """Three figures are enough: 0.853, 8.53, 85.3, 853."""
    places = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{places}f} {unit}"
