"""The meeting pack from page 2: what has changed, what everybody says, what was asked for and what came of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.change_charts import MOST_BARS, TOP, AttendanceChart, ThriveChart
from ontrack_desktop.reports.charts import scale_line
from ontrack_desktop.reports.content import AdvocacyRow, AdvocacyState, AgencyContactRow, PackContent
from ontrack_desktop.reports.flow import Block, Columns, Placement, Stack
from ontrack_desktop.reports.look import ALERT, GOOD, INK_2, MM, PRIMARY, VOICE, WARN, Colour, Look
from ontrack_desktop.reports.parts import Heading, WithIcon, column, quote_line, quotes_in_threes
from ontrack_desktop.reports.table import Column, Row, Table
from ontrack_desktop.reports.text import Text

# icon, colour and word of each state; what is still open stands first
STATES: dict[AdvocacyState, tuple[str, Colour, str]] = {
    "escalated": ("corner-right-up", ALERT, "Taken higher"),
    "refused": ("circle-x", ALERT, "Refused"),
    "raised": ("message-circle", INK_2, "Raised"),
    "heard": ("ear", WARN, "Heard"),
    "agreed": ("handshake", PRIMARY, "Agreed"),
    "done": ("circle-check", GOOD, "Done"),
}


def change(content: PackContent, look: Look) -> list[Block]:
    """The blocks from "Since we last met" to the contacts with agencies."""
    near = content.frame.printed_at.date()
    opening = _opening(content, look, near)
    changes = [
        *_charts(content, look, near),
        *_goals(content, look, near),
        *_own_words(content, look, near),
        *_voices(content, look, near),
        *_advocacy(content, look, near),
        *_contacts(content, look, near),
    ]
    # an empty part is left out: this reader's copy may lack what others have, so the paper does not say "none"
    return [*opening, *changes] if changes or len(opening) > 1 else []


def _opening(content: PackContent, look: Look, near: date) -> list[Block]:
    said = "Since we last met" if content.last_met else "Since we began"
    title = f"{said}, on {wording.day(content.last_met or content.began, near)}"
    blocks: list[Block] = [Heading(title, look.title, "Since we last met", before=28, new_page=True)]
    if len(content.own_words) > 1:
        blocks.append(quote_line(content.own_words[1], near, look, look.quote, before=4))
    if content.lead.strip():
        blocks.append(Text(content.lead, look.lead, before=6))
    return blocks


def _charts(content: PackContent, look: Look, near: date) -> list[Block]:
    attendance, thrive = content.attendance, content.thrive
    blocks: list[Block] = []
    heads: list[Placement] = []
    charts: list[Placement] = []
    top, notes, crowded = TOP, "", False
    if attendance is not None and attendance.bars:
        chart = AttendanceChart(attendance, content.began, near, family=content.family_copy)
        top, notes = chart.top, chart.notes_below()
        heads.append(column(0, 4, Heading("Attendance, per cent of sessions", look.section, "Attendance", level=1)))
        charts.append(column(0, 4, chart))
    if thrive is not None and thrive.points:
        start = 4 if charts else 0
        title = f"Thrive Approach, {thrive.strand}"
        heads.append(column(start, 2, Heading(title, look.section, "Thrive Approach", level=1)))
        line = ThriveChart(thrive, near, top)
        crowded = line.needs_table(54 * MM)
        charts.append(column(start, 2, line))
    if charts:
        blocks += [Columns(heads, before=20, keep_with_next=True), Columns(charts, before=2)]
    if attendance is not None and len(attendance.bars) > MOST_BARS:
        blocks += _all_periods(content, look)
    elif notes:
        blocks.append(Text(notes, look.caption, before=2))
    if crowded:
        blocks += _all_profiles(content, look)
    return blocks


def _all_periods(content: PackContent, look: Look) -> list[Block]:
    """The whole table, where the chart has room for the last periods only."""
    assert content.attendance is not None
    right = look.table.but(align="right", tabular=True)
    columns = [
        Column("Period", 0, 45),
        Column("Attended", 48, 21, "right"),
        Column("Possible", 72, 21, "right"),
        Column("Per cent", 96, 21, "right"),
        Column("Note", 123, 51),
    ]
    rows = []
    for bar in content.attendance.bars:
        label = (bar.long_label if content.family_copy else "") or bar.label
        share = wording.share(bar.attended, bar.possible)
        said = wording.number(share) if share is not None else wording.NONE
        cells = [Text(f"{label} {bar.year}", look.table)]
        cells += [Text(words, right) for words in (f"{bar.attended:,}", f"{bar.possible:,}", said)]
        rows.append(Row([*cells, Text(bar.note, look.quiet)]))
    head = Heading("Attendance in every period", look.section, "Attendance in every period", level=1, before=18)
    return [head, Table(columns, rows, look.table_head, before=5)]


def _all_profiles(content: PackContent, look: Look) -> list[Block]:
    assert content.thrive is not None
    right = look.table.but(align="right", tabular=True)
    columns = [Column("Date", 0, 54), Column("Per cent", 60, 24, "right"), Column("Since the first", 90, 54, "right")]
    first = content.thrive.points[0].percent
    rows = [
        Row(
            [
                Text(wording.day(point.on), look.table),
                Text(wording.number(point.percent), right),
                Text(wording.points(first, point.percent) if i else wording.NONE, right),
            ]
        )
        for i, point in enumerate(content.thrive.points)
    ]
    title = f"Every Thrive Approach profile, {content.thrive.strand}"
    head = Heading(title, look.section, "Every Thrive Approach profile", level=1, before=18)
    return [head, Table(columns, rows, look.table_head, before=5)]


def _goals(content: PackContent, look: Look, near: date) -> list[Block]:
    if not content.goals:
        return []
    columns = [
        Column("Goal", 0, 66), Column("0 to 10", 69, 27, "centre"), Column("Now", 102, 33), Column("Before", 141, 33)
    ]
    rows = []
    for goal in content.goals:
        now = _rating(goal.now, goal.now_on, near)
        line: Block = Text(wording.NONE, look.table.but(align="centre"))
        if goal.now is not None:
            line = scale_line(goal.now, goal.before, 10, f"Rated {now} of 10.")
        before = Text(_rating(goal.before, goal.before_on, near) or wording.NONE, look.quiet)
        words = Text(wording.quoted(goal.goal), look.table.but(colour=VOICE))
        rows.append(Row([words, line, Text(now or "not rated yet", look.table), before]))
    head = Heading(f"{content.known_as}’s goals", look.section, "Goals", level=1, before=18)
    return [head, Table(columns, rows, look.table_head, before=5)]


def _rating(rating: Decimal | None, on: date | None, near: date) -> str:
    if rating is None:
        return ""
    return wording.number(rating, plain=True) + (f" on {wording.day(on, near)}" if on else "")


def _own_words(content: PackContent, look: Look, near: date) -> list[Block]:
    further = content.own_words[2:]
    if not further:
        return []
    head = Heading(f"In {content.known_as}’s own words", look.section, "The child’s own words", level=1, before=20)
    return [head, *_first_after_heading(quotes_in_threes(further, near, look))]


def _voices(content: PackContent, look: Look, near: date) -> list[Block]:
    if not content.voices:
        return []
    head = Heading("What family and school say", look.section, "What family and school say", level=1, before=20)
    return [head, *_first_after_heading(quotes_in_threes(content.voices, near, look))]


def _first_after_heading(blocks: list[Block]) -> list[Block]:
    blocks[0].before = 5
    return blocks


# -- what was asked for ------------------------------------------------------------------------------------
def _advocacy(content: PackContent, look: Look, near: date) -> list[Block]:
    if not content.advocacy:
        return []
    head = Heading("What we asked for, and what came of it", look.section, "What we asked for", level=1, before=20)
    asked = f"{content.asked_by} asked for" if content.asked_by else "Asked for"
    columns = [
        Column(asked, 0, 57),
        Column("Of whom, since", 60, 29),
        Column("Now", 91, 27),
        Column("What came of it", 120, 54),
    ]
    order = list(STATES)
    rows = sorted(content.advocacy, key=lambda row: (order.index(row.state), row.since))
    return [head, Table(columns, [_asked(row, look, near) for row in rows], look.table_head, before=5)]


def _asked(row: AdvocacyRow, look: Look, near: date) -> Row:
    since = wording.short_day(row.since) + ("" if abs((near - row.since).days) <= 330 else f" {row.since.year}")
    if row.times_again:
        times = wording.count(row.times_again, "time").replace(" ", wording.STAY)
        since += f", again{wording.STAY}{times}"
    whom = Stack([Text(row.of_whom, look.table), Text(since, look.quiet)])
    outcome = row.outcome.strip() or "Nothing yet."
    return Row([Text(row.asked_for, look.strong), whom, state(row.state, look), Text(outcome, look.table)])


def state(kind: AdvocacyState, look: Look) -> Block:
    """The icon and the word of a state."""
    icon, tint, word = STATES[kind]
    return WithIcon(icon, tint, Text(word, look.strong.but(colour=tint)), size=12, indent=16)


def _contacts(content: PackContent, look: Look, near: date) -> list[Block]:
    if not content.contacts:
        return []
    head = Heading("Our contact with agencies", look.section, "Contact with agencies", level=1, before=20)
    columns = [
        Column("Date", 0, 24),
        Column("Agency, who", 30, 38),
        Column("What was said", 71, 61),
        Column("What came of it", 135, 39),
    ]
    rows = sorted(content.contacts, key=lambda row: row.on, reverse=True)
    return [head, Table(columns, [_contact(row, look, near) for row in rows], look.table_head, before=5)]


def _contact(row: AgencyContactRow, look: Look, near: date) -> Row:
    outcome: list[Block] = [Text(row.outcome or wording.NONE, look.table)]
    if row.promised_by:
        outcome.append(Text(f"promised by {wording.day(row.promised_by, near)}", look.quiet))
    agency: list[Block] = [Text(row.agency, look.strong)]
    if row.who:
        agency.append(Text(row.who, look.quiet))
    return Row([Text(wording.day(row.on, near), look.table), Stack(agency), Text(row.said, look.table), Stack(outcome)])
