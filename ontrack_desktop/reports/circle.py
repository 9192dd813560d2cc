"""Who is around the child: family inside the ring, agencies outside, each line as thick as it is often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import AgencyLine, CirclePerson
from ontrack_desktop.reports.flow import Block, Stack
from ontrack_desktop.reports.look import INK_2, MM, PRIMARY, VOICE, VOICE_SOFT, WARN, WHITE, Look, Style
from ontrack_desktop.reports.parts import Heading
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text, first_baseline, fits

KEY = "Thick line: every week. Thin: this half-term. Dashed: waiting."
NAME = Style(9.5, 12.5, "semibold")
DETAIL = Style(8.5, 12, colour=INK_2)
WAITING = Style(8.5, 12, "semibold", WARN)
IN_RING = Style(9, 11, "semibold", align="centre")
UNDER = DETAIL.but(align="centre", balanced=True)

SIDE = 39 * MM  # the column of words on each side
DOT = 42.5 * MM  # where an agency's line begins
RING = (37.5 * MM, 27.5 * MM)  # half axes
HEIGHT = 57 * MM
FLAT = 0.94  # of the height, on a page that is nearly full
ROW = 14.8 * MM  # from one agency to the next
PERSON = 5.2 * MM
UNDER_WIDTH = 23 * MM
AGENCIES_A_SIDE, PEOPLE_INSIDE = 4, 4
_PLACES: dict[int, list[tuple[float, float]]] = {
    0: [],
    1: [(-19, 1)],
    2: [(-19, 1), (19, 1)],
    3: [(-18.3, 11.5), (18.3, 11.5), (-18.3, -7)],
    4: [(-18.3, 11.5), (18.3, 11.5), (-18.3, -7), (18.3, -7)],
}


def around(
    known_as: str,
    people: Sequence[CirclePerson],
    agencies: Sequence[AgencyLine],
    near: date,
    look: Look,
    *,
    flat: bool = False,
) -> list[Block]:
    """The section: a heading, the picture, and a list of those for whom the picture has no room."""
    inside = [p for p in people if _fits_inside(p)][:PEOPLE_INSIDE]
    outside = [a for a in agencies if _fits_beside(a, near)][: 2 * AGENCIES_A_SIDE]
    if not inside and len(outside) == 1:
        outside = []  # a ring around nobody says nothing: the one is named in words
    heading = CircleHeading(f"Who is around {known_as}", look, with_key=bool(outside))
    if not people and not agencies:
        return []
    blocks: list[Block] = [heading]
    if inside or outside:
        blocks.append(Circle(known_as, inside, outside, near, FLAT if flat else 1.0))
    further: list[CirclePerson | AgencyLine] = [p for p in people if p not in inside]
    further += [a for a in agencies if a not in outside]
    for i, one in enumerate(further):
        blocks.append(_listed(one, near, look, before=3 if i else 8))
    return blocks


def _listed(one: CirclePerson | AgencyLine, near: date, look: Look, *, before: float) -> Text:
    """One of those for whom the picture has no room."""
    waiting = _waiting(one, near) if isinstance(one, AgencyLine) else ""
    rest = ", ".join(part for part in (one.detail.strip(), waiting) if part)
    spans = [Span(one.name.strip(), "semibold"), Span(f", {rest}" if rest else "")]
    return Text(spans, look.body.but(ours=True), before=before)


def _waiting(agency: AgencyLine, near: date) -> str:
    if agency.often != "waiting":
        return ""
    since = agency.waiting_since
    if since is None:
        return "waiting"
    return f"waiting since {wording.short_day(since)}" + ("" if abs((near - since).days) <= 330 else f" {since.year}")


def _fits_inside(person: CirclePerson) -> bool:
    return len(Text(_under(person), UNDER).lines(UNDER_WIDTH)) <= 2


def _under(person: CirclePerson) -> str:
    """What stands under the person's circle: the name too, if it is too long to stand inside."""
    if fits(person.name, IN_RING, 2 * PERSON - 3):
        return person.detail
    return ", ".join(part for part in (person.name, person.detail) if part)


def _beside(agency: AgencyLine, near: date, *, left: bool) -> Stack:
    align = "right" if left else "left"
    texts = [(agency.name, NAME), (agency.detail, DETAIL), (_waiting(agency, near), WAITING)]
    return Stack([Text(words, style.but(align=align)) for words, style in texts if words])


def _fits_beside(agency: AgencyLine, near: date) -> bool:
    return _beside(agency, near, left=True).height(SIDE) <= 37.5


class CircleHeading(Heading):
    """The section's heading with the key of the lines on the same height."""

    def __init__(self, text: str, look: Look, *, with_key: bool) -> None:
        super().__init__(text, look.section, "Who is around the child", before=20)
        self.key = Text(KEY, DETAIL.but(align="right")) if with_key else None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        super().draw(sheet, x, top, width)
        room = width - self.natural_width() - 4 * MM
        if self.key and self.key.natural_width() <= room:
            down = self.height(width) - self.style.leading + first_baseline(self.style)
            self.key.draw(sheet, x + width - room, top - down + first_baseline(DETAIL), room)


class Circle(Block):
    """The picture. It has room for four people and four agencies a side."""

    def __init__(
        self, known_as: str, people: Sequence[CirclePerson], agencies: Sequence[AgencyLine], near: date, part: float
    ) -> None:
        super().__init__(before=5)
        self.full, self.ring, self.row = HEIGHT * part, (RING[0], RING[1] * part), ROW * part
        self.known_as, self.people, self.near = known_as, people, near
        half = (len(agencies) + 1) // 2
        self.left, self.right = agencies[:half], agencies[half:]

    def height(self, width: float) -> float:
        del width
        return self.full

    def _alt(self) -> str:
        inside = wording.listed([p.name for p in self.people])
        outside = wording.listed([a.name for a in [*self.left, *self.right]])
        return f"Around {self.known_as}, family: {inside or 'nobody yet'}. Agencies: {outside or 'none yet'}."

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        middle, centre = x + width / 2, top - self.full / 2
        with sheet.tagged("Figure", alt=self._alt()):
            for agencies, way in ((self.left, -1), (self.right, 1)):
                self._agencies(sheet, agencies, middle, centre, width / 2, way)
            ring = sheet.canvas.beginPath()
            ring.ellipse(middle - self.ring[0], centre - self.ring[1], 2 * self.ring[0], 2 * self.ring[1])
            sheet.path(ring, fill=VOICE_SOFT, stroke=VOICE, weight=0.9)
            places = _PLACES[len(self.people)]
            for dx, dy in places:
                sheet.line(middle, centre, middle + dx * MM, centre + dy * MM, 1, VOICE)
            for person, (dx, dy) in zip(self.people, places, strict=True):
                _person(sheet, person, middle + dx * MM, centre + dy * MM)
            self._child(sheet, middle, centre)

    def _child(self, sheet: Sheet, x: float, y: float) -> None:
        radius = 8 * MM
        sheet.circle(x, y, radius, fill=VOICE)
        style = Style(12.5, 15, "semibold", WHITE, align="centre")
        while style.size > 8 and not fits(self.known_as, style, 2 * radius - 6):
            style = style.but(size=style.size - 0.5)
        words = self.known_as
        if not fits(words, style, 2 * radius - 4):
            words, style = wording.initials(words), style.but(size=12.5)
        Text(words, style).draw(sheet, x - radius, y + style.leading / 2, 2 * radius)

    def _agencies(
        self, sheet: Sheet, agencies: Sequence[AgencyLine], middle: float, centre: float, half: float, way: int
    ) -> None:
        for i, agency in enumerate(agencies):
            y = centre + ((len(agencies) - 1) / 2 - i) * self.row
            dot = middle + way * (half - DOT)
            waits = agency.often == "waiting"
            edge_x, edge_y = _towards(dot - middle, y - centre, self.ring)
            weight = 2.6 if agency.often == "weekly" else 1.1
            tint = WARN if waits else PRIMARY
            sheet.line(dot, y, middle + edge_x, centre + edge_y, weight, tint, "3 2.4" if waits else "")
            if waits:
                sheet.circle(dot, y, 1.5 * MM, fill=WHITE, stroke=WARN, weight=1.3)
            else:
                sheet.circle(dot, y, 1.6 * MM, fill=PRIMARY)
            words = _beside(agency, self.near, left=way < 0)
            left = middle - half if way < 0 else middle + half - SIDE
            words.draw(sheet, left, y + 8.5, SIDE)


def _towards(dx: float, dy: float, ring: tuple[float, float]) -> tuple[float, float]:
    """Where the way from outside to a point near the middle meets the ring, from the ring's middle."""
    aim = dy * 0.55  # lines spread a little, so that they do not all meet in one point
    low, high = 0.0, 1.0
    for _ in range(24):
        part = (low + high) / 2
        px, py = dx * (1 - part), dy + (aim * 0.6 - dy) * part
        if math.hypot(px / ring[0], py / ring[1]) > 1:
            low = part
        else:
            high = part
    return dx * (1 - high), dy + (aim * 0.6 - dy) * high


def _person(sheet: Sheet, person: CirclePerson, x: float, y: float) -> None:
    sheet.circle(x, y, PERSON, fill=WHITE, stroke=VOICE, weight=1.2)
    inside = person.name if fits(person.name, IN_RING, 2 * PERSON - 3) else wording.initials(person.name)
    Text(inside, IN_RING).draw(sheet, x - PERSON, y + IN_RING.leading / 2, 2 * PERSON)
    under = _under(person)
    if under:
        Text(under, UNDER).draw(sheet, x - UNDER_WIDTH / 2, y - PERSON - 1, UNDER_WIDTH)
