"""Percentages and changes, exact until they are shown (DOMAIN 1.2 and 2.4)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MINUS = "−"


def share(part: int, whole: int) -> Fraction | None:
    """Per cent, exact; None where there is nothing to take a share of (shown as a dash, never 0)."""
    return Fraction(part * 100, whole) if whole else None


def change(before: Fraction, after: Fraction) -> Fraction | None:
    """Change in per cent of what was before; None when that was nothing."""
    return (after - before) * 100 / before if before else None


def one_decimal(value: Fraction) -> str:
    """One decimal, half up (0.25 gives 0.3), with a true minus sign."""
    shown = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown}".replace("-", MINUS) if shown else "0.0"


def percent(value: Fraction | None, *, drop_zero: bool = False) -> str:
    """"80.0 %" (or "80 %" when a ".0" is dropped) with a thin space; a dash for None."""
    if value is None:
        return "–"
    shown = one_decimal(value)
    return f"{shown.removesuffix('.0') if drop_zero else shown}\u2009%"


def points(before: Fraction, after: Fraction) -> str:
    """A change of percentages in percentage points: "+77", "−2.5"."""
    shown = one_decimal(after - before).removesuffix(".0")
    return shown if shown.startswith(MINUS) or shown == "0" else f"+{shown}"
