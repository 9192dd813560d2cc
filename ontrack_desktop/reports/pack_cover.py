"""Page 1 of the meeting pack, to be taken in within ten seconds: who, whose words, what changed, what we ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.charts import ring, scale_line
from ontrack_desktop.reports.circle import around
from ontrack_desktop.reports.content import AskRow, PackContent, Quotation
from ontrack_desktop.reports.flow import Block, Columns, Stack
from ontrack_desktop.reports.look import GOOD, INK_2, MM, PRIMARY, PRIMARY_SOFT, STAFF, Look, Style
from ontrack_desktop.reports.page import PAGE_A4
from ontrack_desktop.reports.parts import Band, Figure, Heading, Rule, WithIcon, attribution, column, fitted
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.text import Span, Text, first_baseline
from ontrack_desktop.reports.wording import STAY

BIG = Style(34, 36, "semibold")
UNIT = 13.0
CLOSEST = 0.64  # of the white between the parts is left where they all fit on the first page only so


def cover(content: PackContent, look: Look) -> list[Block]:
    """The blocks of the first page: set closer if they all fit on it only so, and no closer where that is no use."""
    roomy, close = _parts(content, look, close=False), _parts(content, look, close=True)
    white = _white(close)
    if _white(roomy) >= 1 or white < CLOSEST:
        return roomy
    for block in close:
        block.before *= min(1, white)
    return close


def _white(blocks: Sequence[Block]) -> float:
    """What part of the white between the blocks may stay if they are to fill one page; below 0: they are too high."""
    left = PAGE_A4.height - sum(block.height(PAGE_A4.width) for block in blocks)
    return left / sum(block.before for block in blocks[1:])


def _parts(content: PackContent, look: Look, *, close: bool) -> list[Block]:
    near = content.frame.printed_at.date()
    blocks: list[Block] = [_who_and_where(content, look), _own_words(content, look)]
    if content.strengths.strip():
        said = [Span(wording.brings(content.known_as, content.pronouns) + ". ", "semibold"), Span(content.strengths)]
        blocks.append(WithIcon("sprout", GOOD, Text(said, look.body), size=15, indent=8 * MM, before=16))
    under = _smaller(look) if close else look
    numbers = [n for n in (_attendance(content, under), _suspensions(content, under), _thrive(content, under)) if n]
    if numbers:
        highest = max(number.blocks[0].height(54 * MM) for number in numbers)
        for number in numbers:  # the large figures stand on one line, also where a label needs two
            number.blocks[1].before += highest - number.blocks[0].height(54 * MM)
        blocks.append(Columns([column(2 * i, 2, number) for i, number in enumerate(numbers)], before=20))
    blocks += asks(content.asks, content, look)
    return blocks + around(content.known_as, content.people, content.agencies, near, look, flat=close)


def _smaller(look: Look) -> Look:
    """The look with the counts under the three numbers no larger than keeps each of them on one line."""
    caption = look.caption
    return replace(look, caption=caption.but(size=min(caption.size, 9), leading=min(caption.leading, 12.5)))


def _who_and_where(content: PackContent, look: Look) -> Block:
    style = look.caption.but(size=9, leading=13)
    year = f", {content.year_group}" if content.age is not None and content.year_group else content.year_group
    line = f"{content.age if content.age is not None else ''}{year}"
    identity: list[Block] = [
        fitted(content.known_as, Style(28, 30, "semibold", tag="H1", balanced=True, ours=True), 31.5 * MM, 15),
    ]
    if line or content.pronouns:
        identity.append(Text(" · ".join(part for part in (line, content.pronouns) if part), style))
    if not content.family_copy:
        identity.append(Text(f"Case {content.frame.case_reference}", style))
    meeting: list[Block] = [
        Text("MEETING", look.table_head, before=2),
        fitted(content.meeting_type, look.body.but(face="semibold"), 54 * MM, STAFF.body.size),
        fitted(wording.from_to(content.meeting_start, content.meeting_end), look.body, 54 * MM, STAFF.body.size),
    ]
    meeting[1].before = 2
    if content.place:
        meeting.append(Text(content.place, look.body.but(colour=INK_2)))
    copy: list[Block] = [
        Text("THIS COPY IS FOR", look.table_head),
        Text(content.recipient_name or content.frame.recipient, look.body.but(face="semibold"), before=2),
    ]
    if content.recipient_organisation:
        copy.append(Text(content.recipient_organisation, look.body))
    if content.handling:
        copy.append(Text(content.handling, look.body.but(colour=INK_2)))
    circle = Figure(18 * MM, lambda sheet, x, top, _: _initials(sheet, content.frame.initials, x, top))
    return Columns(
        [
            (0, 18 * MM, circle),
            (22.5 * MM, 34 * MM, Stack(identity)),
            column(2, 2, Stack(meeting)),
            column(4, 2, Stack(copy)),
        ]
    )


def _initials(sheet: Sheet, letters: str, x: float, top: float) -> None:
    radius = 9 * MM
    with sheet.artifact():
        sheet.circle(x + radius, top - radius, radius, fill=PRIMARY_SOFT, stroke=PRIMARY, weight=0.9)
        style = Style(17, 20, "semibold", PRIMARY, align="centre")
        Text(letters, style).draw(sheet, x, top - radius + 10, 2 * radius)


def _own_words(content: PackContent, look: Look) -> Block:
    """The largest text on the page; a long quote is set smaller, and is never cut."""
    if not content.own_words:
        said = f"There are no words of {content.known_as}’s on this page yet. Please ask, and listen, before we begin."
        return Band(Text(said, look.quote), before=18)
    quote = content.own_words[0]
    words = wording.quoted(quote.words)
    style = look.quote_large if len(words) <= 150 else look.quote_middle if len(words) <= 420 else look.quote
    near = content.frame.printed_at.date()
    inner = [
        Text(words, style),
        Text(attribution(quote, near, look, note=_chosen(quote, content)), look.caption, before=6),
    ]
    return Band(Stack(inner), before=18, padding=13)


def _chosen(quote: Quotation, content: PackContent) -> str:
    if not quote.chosen:
        return ""
    subject = content.pronouns.partition("/")[0].strip().capitalize()
    return f"{subject if subject in ('She', 'He', 'They') else content.known_as} chose these words for today."


# -- three numbers -----------------------------------------------------------------------------------------
def _number(label: str, amount: str, unit: str, line: Block, lines: Sequence[Block], look: Look) -> Stack:
    big = Text([Span(amount), Span(unit, size=UNIT)], BIG, before=3)
    label_line = fitted(label.upper(), look.table_head, 54 * MM, 7.5)
    line.before = 3
    return Stack([label_line, big, line, *lines])


def _before_line(spans: list[Span], look: Look) -> Block:
    return Columns([(0, 4 * MM, ring()), (4.3 * MM, 49.7 * MM, Text(spans, look.body))])


def _quiet(look: Look, *lines: str) -> list[Block]:
    return [Text(line, look.caption) for line in lines if line]


def _attendance(content: PackContent, look: Look) -> Stack | None:
    attendance = content.attendance
    if attendance is None:
        return None
    now, before = attendance.now, attendance.before
    share = wording.share(now.attended, now.possible)
    counts = wording.of(now.attended, now.possible)
    lines: list[Block] = []
    past = wording.share(before.attended, before.possible) if before else None
    if before is not None and past is not None:
        lines.append(_before_line([Span(wording.percent(past, plain=True), "semibold"), Span(" when we began")], look))
        counts += f"; before,{STAY}{before.attended:,}{STAY}of{STAY}{before.possible:,}"
        lines += _quiet(look, wording.points(past, share, plain=True) if share is not None else "")
    lines += _quiet(look, counts)
    said = f"Attendance {wording.percent(share, plain=True)}, before {wording.percent(past, plain=True)}."
    amount = wording.number(share, plain=True) if share is not None else wording.NONE
    line = scale_line(share or Fraction(0), past, 100, said)
    return _number("Attendance", amount, f"{wording.THIN}%", line, lines, look)


def _suspensions(content: PackContent, look: Look) -> Stack | None:
    found = content.suspensions
    if found is None:
        return None
    lines: list[Block] = []
    if found.before is not None:
        before = f" ({wording.days_of(found.before)}) before" if found.before else " before"
        lines.append(_before_line([Span(wording.count(found.before, "session"), "semibold"), Span(before)], look))
    near = content.frame.printed_at.date()
    last = (
        f"last one {wording.day(found.last, near)}" if found.last else f"none since {wording.day(content.began, near)}"
    )
    counts = ""
    if content.attendance:
        counts = wording.of(found.now, content.attendance.now.possible)
        if found.before is not None and content.attendance.before:
            counts += f"; before,{STAY}{found.before}{STAY}of{STAY}{content.attendance.before.possible:,}"
    lines += _quiet(look, last if found.now == 0 or found.last else "", counts)
    said = (
        f"Sessions lost to suspension: {found.now}, before {found.before if found.before is not None else 'not known'}."
    )
    line = scale_line(found.now, found.before, max(found.now, found.before or 0, 1), said)
    return _number("Suspensions", f"{found.now:,}", f" session{'' if found.now == 1 else 's'}", line, lines, look)


def _thrive(content: PackContent, look: Look) -> Stack | None:
    thrive = content.thrive
    if thrive is None or not thrive.points:
        return None
    near = content.frame.printed_at.date()
    first, last = thrive.points[0], thrive.points[-1]
    label = f"Thrive Approach, {thrive.strand} strand"
    amount = wording.number(last.percent, plain=True)
    said = (
        f"{label}: {wording.percent(last.percent, plain=True)}, at first {wording.percent(first.percent, plain=True)}."
    )
    if len(thrive.points) == 1:
        line = scale_line(last.percent, None, 100, said)
        lines = _quiet(look, f"first profile, {wording.day(last.on, near)}")
        return _number(label, amount, f"{wording.THIN}%", line, lines, look)
    when = _when(first.on, near)
    spans = [Span(wording.percent(first.percent, plain=True), "semibold"), Span(f" in {when}")]
    both = f"same strand, on {wording.short_day(first.on)} and {wording.short_day(last.on)}"
    lines = [_before_line(spans, look), *_quiet(look, wording.points(first.percent, last.percent, plain=True), both)]
    return _number(label, amount, f"{wording.THIN}%", scale_line(last.percent, first.percent, 100, said), lines, look)


def _when(on: date, near: date) -> str:
    return wording.month_name(on) + ("" if abs((near - on).days) <= 330 else f" {on.year}")


# -- asks --------------------------------------------------------------------------------------------------
def asks(rows: Sequence[AskRow], content: PackContent, look: Look) -> list[Block]:
    """What we ask of the meeting: a number, the ask with verb first, why, of whom, by when."""
    heading = Heading("What we ask of you today", look.section, "What we ask today", before=18)
    if not rows:
        return [
            heading,
            Text("Nothing is asked of you today: please listen, and keep what was promised.", look.body, before=4),
        ]
    blocks: list[Block] = [heading]
    for i, row in enumerate(rows):
        if i:
            blocks.append(Rule(before=5, after=0))
        blocks.append(_ask(i + 1, row, content, look))
    return blocks


def _ask(number: int, row: AskRow, content: PackContent, look: Look) -> Block:
    quiet = look.body.but(size=look.body.size - 0.5, leading=look.body.leading - 0.5, colour=INK_2)
    strong = look.body.but(size=look.body.size + 0.5, leading=look.body.leading + 0.5, face="semibold")
    ask: list[Block] = [Text(row.ask, strong)]
    if row.why:
        ask.append(Text(row.why, quiet, before=1))
    near = content.frame.printed_at.date()
    today = row.by is None or row.by == content.meeting_start.date()
    when = "today" if today or row.by is None else f"by {wording.day(row.by, near)}"
    whom: list[Block] = [
        OfWhom(row.of_whom, strong.but(size=look.body.size), look, for_reader=row.for_reader),
        Text(when, quiet, before=1),
    ]
    figure = Text(str(number), Style(19, 22, "semibold", PRIMARY))
    return Columns([(0, 8 * MM, figure), (9 * MM, 108 * MM, Stack(ask)), (120 * MM, 54 * MM, Stack(whom))], before=5)


class OfWhom(Text):
    """Of whom something is asked; with a mark if that is the reader of this copy."""

    def __init__(self, name: str, style: Style, look: Look, *, for_reader: bool) -> None:
        self.mark = Text("for you", Style(7.5, 10, "semibold", PRIMARY, align="centre")) if for_reader else None
        super().__init__(name, style)

    def height(self, width: float) -> float:
        return super().height(width) + (0 if self._beside(width) else 14)

    def _beside(self, width: float) -> bool:
        lines = self.lines(width)
        return self.mark is None or (len(lines) == 1 and self.natural_width() + 46 <= width)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        super().draw(sheet, x, top, width)
        if self.mark is None:
            return
        beside = self._beside(width)
        left = x + self.natural_width() + 5 if beside else x
        middle = top - first_baseline(self.style) + 3.2 if beside else top - super().height(width) - 7
        sheet.rounded(left, middle - 6, 40, 12, 6, stroke=PRIMARY, weight=0.8)
        self.mark.draw(sheet, left, middle + 5.3, 40)
