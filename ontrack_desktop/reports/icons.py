"""Draws Lucide icons as vectors: reads the shapes of `resources/icons/*.svg` and turns them into paths."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from ontrack_desktop.reports.look import Colour
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.system.assets import asset

# ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) and ("Z",) on a grid of 24 × 24, y downwards
Step = tuple[str, list[float]]
GRID = 24
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def draw_icon(
    sheet: Sheet, name: str, x: float, y: float, size: float, colour: Colour, *, stroke: float = 1.75
) -> None:
    """Draw an icon into the square of `size` points whose lower left corner is (x, y); `stroke` on the 24 grid."""
    sheet.outline(_outline(name, size), x, y, colour, stroke * size / GRID)


@cache
def _outline(name: str, size: float) -> str:
    """The path operators of an icon of this size, its lower left corner at the origin."""
    scale = size / GRID
    code: list[str] = []
    for command, numbers in steps(name):
        placed = [n * scale if i % 2 == 0 else size - n * scale for i, n in enumerate(numbers)]
        code.append(" ".join([*(f"{n:.3f}" for n in placed), _OPERATORS[command]]))
    return " ".join(code)


@cache
def steps(name: str) -> tuple[Step, ...]:
    """The path of an icon by its file name."""
    # Our own resource, not input: the standard parser will do.
    root = ElementTree.parse(asset("icons", f"{name}.svg")).getroot()  # noqa: S314
    found: list[Step] = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        numbers = {key: float(value) for key, value in element.attrib.items() if _is_number(value)}
        if kind == "path":
            found += _path(element.attrib["d"])
        elif kind in ("circle", "ellipse"):
            radius = numbers.get("r", 0.0)
            found += _ellipse(numbers["cx"], numbers["cy"], numbers.get("rx", radius), numbers.get("ry", radius))
        elif kind == "line":
            found += [("M", [numbers["x1"], numbers["y1"]]), ("L", [numbers["x2"], numbers["y2"]])]
        elif kind == "rect":
            found += _rectangle(numbers)
        elif kind in ("polyline", "polygon"):
            at = [float(n) for n in re.findall(r"-?[\d.]+", element.attrib["points"])]
            found += [("L" if i else "M", at[i : i + 2]) for i in range(0, len(at), 2)]
            found += [("Z", [])] if kind == "polygon" else []
    return tuple(found)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?[\d.]+", value) is not None


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Step]:
    return [("M", [cx + rx, cy]), *_arc(cx + rx, cy, rx, ry, cx - rx, cy), *_arc(cx - rx, cy, rx, ry, cx + rx, cy)]


def _rectangle(n: dict[str, float]) -> list[Step]:
    x, y, w, h = n.get("x", 0.0), n.get("y", 0.0), n["width"], n["height"]
    r = n.get("rx", n.get("ry", 0.0))
    found: list[Step] = [("M", [x + r, y])]
    for (cx, cy), (ex, ey) in (
        ((x + w - r, y), (x + w, y + r)),
        ((x + w, y + h - r), (x + w - r, y + h)),
        ((x + r, y + h), (x, y + h - r)),
        ((x, y + r), (x + r, y)),
    ):
        found += [("L", [cx, cy]), *(_arc(cx, cy, r, r, ex, ey) if r else [])]
    return [*found, ("Z", [])]


def _path(data: str) -> list[Step]:
    """The steps of an SVG path; relative and short forms made absolute and long."""
    found: list[Step] = []
    x = y = start_x = start_y = 0.0
    handle: tuple[float, float] | None = None  # of the curve before, for S and T
    for command, n in _commands(data):
        kind, dx, dy = command.upper(), *((x, y) if command.islower() else (0.0, 0.0))
        curve: tuple[float, float] | None = None
        if kind == "M":
            x, y = start_x, start_y = n[0] + dx, n[1] + dy
            found.append(("M", [x, y]))
        elif kind in "LHV":
            x = n[0] + dx if kind in "LH" else x
            y = n[-1] + dy if kind in "LV" else y
            found.append(("L", [x, y]))
        elif kind in "CS":
            at = [value + (dx, dy)[i % 2] for i, value in enumerate(n)]
            if kind == "S":
                at = [*_mirrored(x, y, handle), *at]
            found.append(("C", at))
            curve, (x, y) = (at[2], at[3]), (at[4], at[5])
        elif kind in "QT":
            at = [value + (dx, dy)[i % 2] for i, value in enumerate(n)]
            cx, cy, ex, ey = at if kind == "Q" else [*_mirrored(x, y, handle), *at]
            third = [x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3]
            found.append(("C", [*third, ex, ey]))
            curve, (x, y) = (cx, cy), (ex, ey)
        elif kind == "A":
            end = (n[5] + dx, n[6] + dy)
            found += _arc(x, y, n[0], n[1], *end, large=bool(n[3]), sweep=bool(n[4]), tilt=n[2])
            x, y = end
        else:
            found.append(("Z", []))
            x, y = start_x, start_y
        handle = curve
    return found


def _mirrored(x: float, y: float, handle: tuple[float, float] | None) -> tuple[float, float]:
    return (2 * x - handle[0], 2 * y - handle[1]) if handle else (x, y)


_LENGTHS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """(command, its numbers) one by one; a command may be followed by several sets of numbers."""
    position, command = 0, ""
    numbers: list[float] = []
    while position < len(data):
        if data[position] in " ,\n\t":
            position += 1
            continue
        if data[position].isalpha():
            command = data[position]
            position += 1
            if command in "Zz":
                yield command, []
            continue
        # the two flags of an arc may stand without a gap: "a2 2 0 012-2"
        if command in "Aa" and len(numbers) in (3, 4):
            numbers.append(float(data[position]))
            position += 1
        else:
            token = _NUMBER.match(data, position)
            assert token is not None, f"not a path: {data[position:]}"
            numbers.append(float(token.group()))
            position = token.end()
        if len(numbers) == _LENGTHS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _arc(
    x1: float,
    y1: float,
    rx: float,
    ry: float,
    x2: float,
    y2: float,
    *,
    large: bool = False,
    sweep: bool = True,
    tilt: float = 0.0,
) -> list[Step]:
    """An elliptic arc as Bézier curves (SVG 1.1, appendix F.6.5)."""
    if not rx or not ry:
        return [("L", [x2, y2])]
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    hx, hy = (x1 - x2) / 2, (y1 - y2) / 2
    px, py = cos * hx + sin * hy, -sin * hx + cos * hy
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    over = max(0.0, rx**2 * ry**2 - rx**2 * py**2 - ry**2 * px**2)
    factor = math.sqrt(over / (rx**2 * py**2 + ry**2 * px**2)) * (-1 if large == sweep else 1)
    qx, qy = factor * rx * py / ry, -factor * ry * px / rx
    cx, cy = cos * qx - sin * qy + (x1 + x2) / 2, sin * qx + cos * qy + (y1 + y2) / 2
    start = math.atan2((py - qy) / ry, (px - qx) / rx)
    turn = math.atan2((-py - qy) / ry, (-px - qx) / rx) - start
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    reach = 4 / 3 * math.tan(step / 4)

    def at(u: float, v: float) -> tuple[float, float]:
        return cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v

    found: list[Step] = []
    for i in range(pieces):
        a, b = start + i * step, start + (i + 1) * step
        first = at(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        second = at(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        found.append(("C", [*first, *second, *at(math.cos(b), math.sin(b))]))
    return found
