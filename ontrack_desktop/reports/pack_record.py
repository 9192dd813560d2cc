"""The meeting pack's record: time-in sessions, significant events, actions, and the lines to agree and sign on."""

from __future__ import annotations

from datetime import date

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.charts import alarm_line
from ontrack_desktop.reports.content import ActionRow, EventRow, PackContent, SessionRow
from ontrack_desktop.reports.flow import Block, Stack
from ontrack_desktop.reports.look import ALERT, GOOD, INK_2, MM, PRIMARY, VOICE, WARN, Look
from ontrack_desktop.reports.parts import Heading, WithIcon, lines_to_write, quote_line, signature_lines
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.table import Column, Row, Table
from ontrack_desktop.reports.text import Span, Text, first_baseline

EFFECTS = {"helped": ("trending-up", GOOD), "set back": ("trending-down", VOICE), "neither": ("minus", INK_2)}

FEWEST_LINES, MOST_LINES = 3, 12
LINES_APART = 7.4 * MM


def record(content: PackContent, look: Look) -> list[Block]:
    """The blocks from the time-in sessions to the actions."""
    near = content.frame.printed_at.date()
    return [
        *_sessions(content, look, near),
        *_events(content, look),
        *_actions(content, look, near),
    ]


# -- time-in sessions --------------------------------------------------------------------------------------
def _sessions(content: PackContent, look: Look, near: date) -> list[Block]:
    if not (content.sessions or content.sessions_lead or content.sessions_quote):
        return []
    blocks: list[Block] = [Heading("Time in, instead of suspension", look.title, "Time in", before=28)]
    if content.sessions_quote:
        blocks.append(quote_line(content.sessions_quote, near, look, look.quote, before=4))
        blocks[-1].keep_with_next = len(content.sessions_quote.words) < 400
    if content.sessions_lead.strip():
        blocks.append(Text(content.sessions_lead, look.lead, before=5, keep_with_next=len(content.sessions_lead) < 600))
    if not content.sessions:
        return [*blocks, Text("No time-in session has been needed in this time.", look.body, before=8)]
    columns = [
        Column("Date", 0, 27),
        Column("What led to it", 30, 57),
        Column("With, where", 90, 30),
        Column("Alarm, 1–10", 120, 26, "centre"),
        Column("Back in class", 148, 26),
    ]
    rows = sorted(content.sessions, key=lambda row: row.on, reverse=True)
    blocks.append(Table(columns, [_session(row, look, near) for row in rows], look.table_head, before=8))
    blocks.append(Text(_alarm_note(content, near), look.caption, before=5))
    return blocks


def _session(row: SessionRow, look: Look, near: date) -> Row:
    return Row(
        [
            Text(wording.day(row.on, near), look.table),
            Text(row.led_to_it, look.table),
            Text(row.with_and_where, look.table),
            alarm_line(row.alarm_start, row.alarm_end, look),
            Text(row.back or wording.NONE, look.table),
        ]
    )


def _alarm_note(content: PackContent, near: date) -> list[Span]:
    """What the marks mean; a suspension that would have been is a judgement, and is not subtracted."""
    hollow, solid = (Span(mark, None, PRIMARY, 6.5) for mark in "○●")
    spans = [
        Span(f"Alarm is {content.known_as}’s own number: "),
        hollow,
        Span(" at the start, "),
        solid,
        Span(" at the end."),
    ]
    note = ""
    for row in sorted(content.sessions, key=lambda row: row.on):
        if row.otherwise_sessions:
            who = f"{row.judged_by} noted" if row.judged_by else "it was noted"
            would = f"a suspension of {wording.count(row.otherwise_sessions, 'session')}"
            note += f" On {wording.day(row.on, near)} {who} that it would otherwise have been {would}."
    if any(row.otherwise_sessions for row in content.sessions):
        count = f"the count is {content.suspensions.now}" if content.suspensions else "it changes no count"
        note += f" That is a judgement; {count}."
    return [*spans, Span(note)]


# -- significant events ------------------------------------------------------------------------------------
def _events(content: PackContent, look: Look) -> list[Block]:
    if not content.events:
        return []
    head = Heading("Significant events", look.section, "Significant events", before=22)
    meant = f"What it meant for {content.known_as}"
    if content.family_copy:  # the table of sources is left out
        columns = [
            Column("Date", 0, 27),
            Column("What happened", 30, 51),
            Column(meant, 84, 48),
            Column("Response", 135, 39),
        ]
    else:
        columns = [
            Column("Date", 0, 28),
            Column("What happened", 30, 45),
            Column("Source", 78, 19),
            Column(meant, 99, 45),
            Column("Response", 147, 27),
        ]
    rows = sorted(content.events, key=lambda row: row.on)
    table = Table(columns, [_event(row, look, family=content.family_copy) for row in rows], look.table_head, before=5)
    return [head, table]


def _event(row: EventRow, look: Look, *, family: bool) -> Row:
    icon, tint = EFFECTS[row.effect]
    # the arrow is not enough: where nobody wrote what it meant, the word stands
    meant = Text(row.impact or row.effect.capitalize(), look.table)
    cells: list[Block] = [Text(wording.imprecise_day(row.on, row.precision), look.table), Text(row.event, look.table)]
    if not family:
        cells.append(Text(row.source, look.table))
    cells.append(WithIcon(icon, tint, meant, size=11, indent=16))
    return Row([*cells, Text(row.response or wording.NONE, look.table)])


# -- actions -----------------------------------------------------------------------------------------------
def _actions(content: PackContent, look: Look, near: date) -> list[Block]:
    since = f" from {wording.day(content.last_met, near)}" if content.last_met else ""
    head = Heading(f"Actions{since}", look.section, "Actions", before=22)
    if not content.actions:
        return []
    on = content.meeting_start.date()
    columns = [Column("Now", 0, 28), Column("What", 30, 72), Column("Who", 105, 39), Column("By", 147, 27)]
    rows = sorted(content.actions, key=lambda row: (_rank(row, on), row.due or date.max))
    table = Table(columns, [_action(row, on, look, near) for row in rows], look.table_head, before=5)
    return [head, table]


def _rank(row: ActionRow, on: date) -> int:
    """Late first, then open, then done."""
    if row.done_on:
        return 2
    return 0 if row.due and row.due < on else 1


def _action(row: ActionRow, on: date, look: Look, near: date) -> Row:
    rank = _rank(row, on)
    icon, tint = (("clock-alert", ALERT), ("circle-dashed", WARN), ("circle-check", GOOD))[rank]
    word = wording.late(row.due, on) if rank == 0 and row.due else ("", "Open", "Done")[rank]
    now = WithIcon(icon, tint, Text(word, look.strong.but(colour=tint)), size=12, indent=16)
    due = wording.day(row.due, near) if row.due else wording.NONE
    return Row([now, Text(row.what, look.table), Text(row.who, look.table), Text(due, look.table)])


# -- today -------------------------------------------------------------------------------------------------
class AgreedToday(Stack):
    """Lines to write on and the lines to sign on, kept on one page; where the page has room there are more lines."""

    def __init__(self, content: PackContent, look: Look, lines: int = FEWEST_LINES) -> None:
        self.content, self.look, self.lines = content, look, lines
        self.heads = [Text(words, look.caption) for words in ("Who", "By when")]
        heading = Heading("Agreed today", look.section, "Agreed today")
        rows = lines_to_write([(0, 102 * MM), (105 * MM, 39 * MM), (147 * MM, 27 * MM)], lines, apart=LINES_APART)
        super().__init__([heading, rows, *signature_lines(content.signatures, look, before=6)], before=22)

    def with_room(self, width: float, room: float) -> Block:
        more = min(int(max(room, 0.0) / LINES_APART), MOST_LINES - self.lines)
        return AgreedToday(self.content, self.look, self.lines + more) if more else self

    def least(self, width: float) -> float:
        return self.height(width)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        super().draw(sheet, x, top, width)
        baseline = top - first_baseline(self.look.section) + first_baseline(self.look.caption)
        for text, left in zip(self.heads, (105, 147), strict=True):
            text.draw(sheet, x + left * MM, baseline, 27 * MM)
