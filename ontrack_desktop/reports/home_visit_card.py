"""The home-visit card: one A5 side for one household, with room to write."""

from __future__ import annotations

from collections.abc import Sequence

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import Promise, Resident, VisitCardContent
from ontrack_desktop.reports.flow import Block, Columns, Stack, compose
from ontrack_desktop.reports.look import (
    GOOD,
    GOOD_SOFT,
    INK,
    INK_2,
    INK_3,
    MM,
    PRIMARY,
    PRIMARY_SOFT,
    STAFF,
    VOICE,
    VOICE_SOFT,
    WARN,
    Style,
)
from ontrack_desktop.reports.page import PAGE_A5, paper, running
from ontrack_desktop.reports.parts import (
    Band,
    Figure,
    Heading,
    Rule,
    TickBox,
    WithIcon,
    fitted,
    lines_to_write,
    quote_line,
)
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text

HALF, SECOND = 62 * MM, 66 * MM
BODY = Style(9.5, 13)
QUIET = BODY.but(colour=INK_2)
SECTION = Style(11, 15, "semibold", tag="H2")
QUESTIONS = ("What has gone well since we last met?", "What worries you at the moment?", "What shall I say for you?")
ICONS = {  # a word in a safety note, and the picture that goes with it
    "park": "car",
    "car": "car",
    "signal": "phone-off",
    "phone": "phone-off",
    "dog": "dog",
    "key": "key",
    "stair": "footprints",
    "door": "house",
    "dark": "sun",
}
# white between the parts, and lines for notes: the most that fits on one side is taken
# white between the parts, and lines to write on: a page that can be taken in goes before a third line
FITS = ((1.0, 3), (0.9, 3), (0.8, 3), (0.7, 3), (0.6, 3), (0.7, 2), (0.6, 2), (0.5, 2), (0.4, 2), (0.2, 2), (0.2, 1))
NOTE_LINES = 7 * MM
TINTS = ((VOICE, VOICE_SOFT), (PRIMARY, PRIMARY_SOFT), (GOOD, GOOD_SOFT))


def render(content: VisitCardContent) -> bytes:
    """The card as a PDF in A5.

    Raises OnTrackError where the address of somebody in the household must be kept safe.
    """
    if content.safe_address:
        raise OnTrackError(
            "This household has a safe address, so no card is printed.",
            "Take the address from the record when you set off.",
        )
    sheet = Sheet(f"Home-visit card, household {content.household_reference}", PAGE_A5.size, content.frame.printed_at)
    finder = f"If found, please ring {content.finder_number}" if content.finder_number else ""
    words = running(content.frame, reference=f"Household {content.household_reference}", middle=finder)
    return paper(sheet, _fitting(content), PAGE_A5, words)


def _fitting(content: VisitCardContent) -> list[Block]:
    """With as much white, then as many lines to write on, as one side allows; else it goes on to the back."""
    for air, lines in FITS:
        blocks = _blocks(content, air, lines)
        if len(compose(blocks, PAGE_A5.width, PAGE_A5.height)) == 1:
            return _blocks(content, air, lines)
    return _blocks(content, *FITS[0])


def _blocks(content: VisitCardContent, air: float, lines: int) -> list[Block]:
    near = content.frame.printed_at.date()
    blocks: list[Block] = [_address_and_time(content)]
    if content.quote:
        line = quote_line(content.quote, near, STAFF, Style(12, 16, colour=VOICE, balanced=True, tag="BlockQuote"))
        blocks.append(Band(line, reach=4 * MM, padding=8, before=8 * air))
    blocks.append(_pair(_keep_safe(content), _who_lives_there(content), before=13 * air))
    since = f", {wording.day(content.promised_on, near)}" if content.promised_on else ""
    promised = _to_tick(f"We promised{since}", "What we promised", content.promises, "Nothing is written down.")
    still_open = _to_tick(
        "Open for the children", "Open for the children", content.open_actions, "Nothing is written down."
    )
    blocks.append(_pair(promised, still_open, before=13 * air))
    blocks += [Rule(0.75, INK, before=5 + 5 * air, after=3 + 3 * air), *_questions(content.questions or QUESTIONS, air)]
    return [*blocks, Notes(content, air, lines)]


def _pair(left: Block, right: Block, *, before: float) -> Columns:
    return Columns([(0, HALF, left), (SECOND, HALF, right)], before=before)


def _address_and_time(content: VisitCardContent) -> Block:
    address: list[Block] = [fitted(content.address, Style(17, 21, "semibold", tag="H1", balanced=True), 80 * MM, 12)]
    if content.address_notes:
        address.append(Text(content.address_notes, BODY, before=2))
    right = BODY.but(align="right")
    when = f"{wording.day(content.visit_at.date(), content.frame.printed_at.date())}, {content.visit_at:%H:%M}"
    time: list[Block] = [Text(when, right.but(face="semibold"))]
    if content.ring_in_by:
        time.append(Text(f"Ring in by {content.ring_in_by:%H:%M}", right.but(colour=INK_2)))
    if content.ring_in_to:
        time.append(Text(content.ring_in_to, right.but(colour=INK_2)))
    return Columns([(0, 80 * MM, Stack(address)), (84 * MM, 44 * MM, Stack(time))])


def _keep_safe(content: VisitCardContent) -> Stack:
    head = Heading("Keep safe", SECTION.but(colour=WARN), "Keep safe")
    blocks: list[Block] = [WithIcon("shield-alert", WARN, head, size=13, indent=18)]
    for note in content.safety:
        icon = next((picture for word, picture in ICONS.items() if word in note.lower()), "circle-dot")
        blocks.append(WithIcon(icon, WARN, Text(note, BODY), size=12, indent=18, before=4))
    if not content.safety:
        blocks.append(Text("No safety notes are written down. Tell somebody where you are.", BODY, before=4))
    checked = f"Checked {wording.short_day(content.safety_checked)}" if content.safety_checked else "Not checked yet"
    again = f", again by {wording.short_day(content.safety_again)}" if content.safety_again else ""
    return Stack([*blocks, Text(checked + again, STAFF.caption, before=4)])


def _who_lives_there(content: VisitCardContent) -> Stack:
    blocks: list[Block] = [Heading("Who lives there", SECTION, "Who lives there")]
    if content.also_there:
        blocks.append(Text(content.also_there, STAFF.caption, before=1))
    blocks += [_resident(one, i) for i, one in enumerate(content.residents)]
    if not content.residents:
        blocks.append(Text("Nobody is written down. Please ask.", BODY, before=4))
    return Stack(blocks)


def _resident(one: Resident, place: int) -> Block:
    strong, soft = TINTS[place % len(TINTS)]
    letters = one.initials or wording.initials(one.known_as)
    name = f"{one.known_as}, {one.age}" if one.age is not None else one.known_as
    called = Text(name, BODY.but(face="semibold", ours=True))
    # a name alone stands beside the middle of its circle
    words: list[Block] = [called, Text(one.detail, QUIET)] if one.detail else [Text("", BODY.but(leading=5)), called]

    def circle(sheet: Sheet, x: float, top: float, width: float) -> None:
        radius = width / 2
        with sheet.artifact():
            sheet.circle(x + radius, top - radius - 2, radius, fill=soft, stroke=strong, weight=0.7)
            style = Style(8, 10, "semibold", strong, align="centre")
            Text(letters, style).draw(sheet, x, top - radius + 3, width)

    picture = Figure(7 * MM + 2, circle)
    return Columns([(0, 7 * MM, picture), (9 * MM, HALF - 9 * MM, Stack(words))], before=5)


def _to_tick(title: str, outline: str, rows: Sequence[Promise], nothing: str) -> Stack:
    blocks: list[Block] = [Heading(title, SECTION, outline)]
    for row in rows:
        spans = [Span(f"{row.whose}: ", "semibold")] if row.whose else []
        words: list[Block] = [Text([*spans, Span(row.what)], BODY.but(ours=bool(spans)))]
        if row.detail:
            words.append(Text(row.detail, QUIET))
        blocks.append(Columns([(0, 9, Lowered(TickBox(9.5))), (5.5 * MM, HALF - 5.5 * MM, Stack(words))], before=4))
    return Stack(blocks if rows else [*blocks, Text(nothing, BODY, before=4)])


class Lowered(Figure):
    """A box a little below the top of its line, level with the letters."""

    def __init__(self, inner: Figure) -> None:
        super().__init__(inner.height(0) + 2, lambda s, x, top, w: inner.draw(s, x, top - 2, w))


def _questions(questions: Sequence[str], air: float) -> list[Block]:
    many = {1: "One question", 2: "Two questions", 3: "Three questions"}
    blocks: list[Block] = [Heading(many.get(len(questions), "Questions"), SECTION, "Questions")]
    for i, question in enumerate(questions, start=1):
        number = Text(str(i), BODY.but(face="semibold", colour=PRIMARY, size=10.5))
        words = Text(question, BODY.but(size=10.5, leading=14))
        line = Rule(0.5, INK_3, before=5 + 11 * air)
        blocks.append(
            Columns([(0, 5 * MM, number), (5.4 * MM, 122.6 * MM, Stack([words, line]))], before=6 if i > 1 else 3)
        )
    return blocks


class Whole(Stack):
    """Blocks that stay on one side of paper."""

    def least(self, width: float) -> float:
        return self.height(width)


class Notes(Whole):
    """Lines to write on, as many as there is room for, and boxes for which child was seen, and seen alone."""

    def __init__(self, content: VisitCardContent, air: float, count: int) -> None:
        self.content, self.air, self.count = content, air, count
        children = [one.known_as for one in content.residents if one.is_child]
        words: list[tuple[str, bool]] = []
        for title in ("Seen", "Alone") if children else ():
            words += [(title, False), *((name, True) for name in children)]
        head = Columns([(0, 20 * MM, Text("Notes", SECTION)), (22 * MM, 106 * MM, Ticks(words))])
        super().__init__([head, lines_to_write([(0, 128 * MM)], count, apart=NOTE_LINES)], before=12 * air)

    def with_room(self, width: float, room: float) -> Block:
        more = int(max(room, 0.0) / NOTE_LINES)
        return Notes(self.content, self.air, self.count + more) if more else self


class Ticks(Block):
    """Words in a row, some with a box before them; at the right edge, or in as many rows as they need."""

    ROW, BOX = 15.5, 9.5

    def __init__(self, words: Sequence[tuple[str, bool]]) -> None:
        super().__init__()
        self.words = [(Text(word, BODY if box else BODY.but(face="semibold")), box) for word, box in words]

    def _places(self, width: float) -> list[tuple[float, int]]:
        places: list[tuple[float, int]] = []
        x, row = 0.0, 0
        for word, box in self.words:
            wide = min(word.natural_width() + (14 if box else 0), width)
            if places and x + wide > width:
                x, row = 0.0, row + 1
            places.append((x, row))
            x += wide + (12 if box else 9)
        spare = width - x + 12 if not row else 0.0
        return [(x + spare, row) for x, row in places]

    def height(self, width: float) -> float:
        places = self._places(width)
        return (places[-1][1] + 1) * self.ROW if places else 0.0

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        for (word, box), (left, row) in zip(self.words, self._places(width), strict=True):
            y = top - row * self.ROW - 1
            start = left + (14 if box else 0)
            if box:
                Lowered(TickBox(self.BOX)).draw(sheet, x + left, y, self.BOX)
            word.first_lines(width - start + 1, 1).draw(sheet, x + start, y, width - start + 1)
