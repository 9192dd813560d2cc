"""Draw the widgets and the frame with invented casework, to look at: `python -m tests.ui.widget_sheet FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.shell import Shell
from ontrack_desktop.ui.theme import THEME_NAMES, apply_theme, load_theme
from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_columns import Column, ColumnsModel
from ontrack_desktop.ui.widgets.chart_line import LineModel, Point
from ontrack_desktop.ui.widgets.chip import Chip, FilterChip
from ontrack_desktop.ui.widgets.date_field import DateField
from ontrack_desktop.ui.widgets.empty_state import EmptyState
from ontrack_desktop.ui.widgets.error_summary import ErrorSummary
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.keycap import KeyButton
from ontrack_desktop.ui.widgets.number_card import NumberCard
from ontrack_desktop.ui.widgets.people_field import PeopleField, PersonItem
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.plain_text_edit import NoteEdit
from ontrack_desktop.ui.widgets.progress_line import ProgressLine
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.ui.widgets.saved_label import SavedLabel
from ontrack_desktop.ui.widgets.section_bar import SectionBar
from ontrack_desktop.ui.widgets.table_model import Cell, Heading
from ontrack_desktop.ui.widgets.table_view import TableView
from ontrack_desktop.ui.widgets.timeline import Timeline, TimelineItem

NOW = datetime(2026, 11, 3, 10, 42, tzinfo=UTC)
VISITS = [
    Row("1", "Rosie", "Home visit with Mum, 12 Example Lane", "house", chip=("warn", "dog", "Dog in the house"),
        trailing="10:00"),
    Row("2", "Rosie", "Go with Mum to the paediatric clinic · sheet is ready", "stethoscope", trailing="13:30"),
    Row("3", "Callum", "Home visit, new address", "house", chip=("alert", "triangle-alert", "Two workers"),
        trailing="16:00"),
]  # fmt: skip
DUE = [
    Row("4", "Aaliyah", "CAMHS promised a date by Friday. Chase", "phone-outgoing", "alert",
        chip=("alert", "", "Late"), trailing="3 days late"),
    Row("5", "Callum", "Time-in plan review with Ms Bright", "file-text", "voice", chip=("warn", "", "Due"),
        trailing="today"),
    Row("6", "Rosie", "Send the college tutor the quiet-room note", "mail", "ink_3", trailing="Thu 6 Nov"),
    Row("7", "Aaliyah", "EHC assessment: advice due in week 12", "hourglass", "ink_3",
        chip=("neutral", "", "Week 9 of 20"), trailing="Fri 14 Nov"),
]  # fmt: skip
NEXT = [
    Row("8", "", "Team around the child, 14:00 at the hub. 6 invited, 4 coming", "calendar-days", trailing="Thu 6 Nov"),
    Row("9", "", "Send the tutor the quiet-room note · Georgina", checked=False, trailing="Thu 6 Nov"),
    Row("10", "", "Put the exit card on Rosie’s lanyard · Ms Bright", checked=False, chip=("warn", "", "Due today")),
    Row("11", "", "Ring the farm about Thursday", checked=True, trailing="done 3 Nov"),
]
PEOPLE = [
    ("M", "family", "Mum", "lives with · parental responsibility"),
    ("G", "family", "Gran", "Tuesdays"),
    ("GW", "pupil", "Georgina", "designated worker"),
    ("MB", "professional", "Ms Bright", "school, key adult"),
    ("DR", "professional", "Dr Rao", "community paediatrics"),
]
PUPILS = [
    ("RS", "Rosie", "14 · Year 9", "Moor Lane · at the farm", "Fri 31 Oct", "80 %", "up", "voice", "Voice 4 days"),
    ("CB", "Callum", "13 · Year 8", "Moor Lane", "Tue 28 Oct", "91 %", "same", "warn", "Time in"),
    ("AH", "Aaliyah", "11 · Year 7", "Example Primary", "Mon 27 Oct", "64 %", "down", "alert", "Chase CAMHS"),
    ("JT", "Josh", "15 · Year 10", "Moor Lane", "11 Oct", "72 %", "up", "warn", "Voice 41 days"),
    ("MK", "Mina", "12 · Year 8", "Dale View", "16 Oct", "88 %", "same", "", ""),
    ("LO", "Leo", "16 · Year 11", "Northampton College", "18 Oct", "69 %", "up", "primary", "Transition"),
    ("TP", "Tia", "13 · Year 9", "Dale View", "29 Oct", "77 %", "down", "warn", "Suspended 2 sessions"),
]
NOTES = [
    TimelineItem(
        "n1", "October", "car", "Appointment support", "Fri 31 Oct, 14:10 · 50 min · with Rosie, Tom King",
        "Picked up from the farm. She talked all the way about the lambing, then about the maths sheet "
        "without being asked.",
        quotes=("“I can say I don’t get it now, and nobody minds.”",),
        actions=((True, "Sent Ms Bright the maths sheet · done 3 Nov"),),
    ),
    TimelineItem(
        "n2", "", "phone", "Call with CAMHS", "Mon 27 Oct, 09:35 · 12 min · Mr Howe",
        "Refused again at triage: “does not meet threshold”. Asked for the reason in writing and sent the appeal "
        "with the school’s and Mum’s statements.",
        chips=(("alert", "circle-x", "Refused"), ("primary", "megaphone", "Advocacy: assessment"),
               ("neutral", "", "Chase Fri 31 Oct")),
        icon_ink="alert",
    ),
    TimelineItem(
        "n3", "", "house", "Home visit", "Tue 21 Oct, 10:00 · 1 h · Mum, Rosie · seen, seen alone",
        "Mum up and dressed, first time she has not cried. Rosie made the tea. We filled in the calm / rising "
        "card together.",
        footnote="Amended 22 Oct: time corrected",
    ),
    TimelineItem("n4", "", "lock", "Restricted note", "Thu 16 Oct · Karen Lee",
                 "Only Karen Lee and the safeguarding lead can read this.", restricted=True),
    TimelineItem("n5", "September", "phone", "Call with school", "Tue 30 Sep, 15:20 · 20 min", "A long one. " * 60),
]  # fmt: skip
HALF_TERMS = ColumnsModel(
    "Attendance by half-term, per cent",
    tuple(
        Column(label, value, str(value))
        for label, value in zip(
            ("Aut 1", "Aut 2", "Spr 1", "Spr 2", "Sum 1", "Sum 2", "Aut 1", "Aut 2", "Spr 1", "now"),
            (9, 4, 3, 22, 41, 58, 66, 74, 78, 80),
            strict=True,
        )
    ),
    before=3,
    top=100,
)


def line(*widgets: QWidget, stretch: bool = True) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch()
    return holder


def button(text: str, icon: str = "", role: str = "", ink: str = "ink") -> QPushButton:
    made = QPushButton(text)
    made.setProperty("role", role)
    if icon:
        set_icon(made, icon, ink)
    return made


def page_of(column_of: Callable[[QVBoxLayout], None], top: int = 4) -> QWidget:
    page = QWidget()
    page.setProperty("role", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(24, top, 24, 24)
    column_of(column)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def two_columns(column: QVBoxLayout, left_share: int, right_share: int) -> tuple[QVBoxLayout, QVBoxLayout]:
    row = QHBoxLayout()
    row.setSpacing(20)
    left, right = QVBoxLayout(), QVBoxLayout()
    for side, share in ((left, left_share), (right, right_share)):
        side.setSpacing(16)
        row.addLayout(side, share)
    column.addLayout(row)
    return left, right


def list_card(title: str, rows: list[Row]) -> Card:
    card = Card(title=title)
    view = RowList(aligned=bool(rows[0].lead))
    view.set_rows(rows)
    view.setAccessibleName(title)
    card.add(view, flush=True)
    return card


def today(_shell: Shell) -> QWidget:
    def fill(column: QVBoxLayout) -> None:
        column.setSpacing(2)
        column.addWidget(plain_label("Good morning, Georgina", "greeting"))
        words = "Tuesday 4 November · 2 visits, 3 things that were promised, 1 meeting on Thursday"
        column.addWidget(plain_label(words, "lead"))
        column.addSpacing(18)
        left, right = two_columns(column, 648, 356)
        visits = list_card("Today", VISITS)
        visits.add_action("Print visit cards", "printer")
        left.addWidget(visits)
        left.addWidget(list_card("Promised and due", DUE))
        left.addStretch()
        writing = Card()
        writing.add(plain_label("You were writing · 9 minutes ago", "caption"))
        writing.add(plain_label("Home visit, Callum", "heading"))
        text = "“Met at the door by Gran. Callum came down after ten minutes and showed me the fishing photo…”"
        writing.add(plain_label(text, "muted"))
        writing.add(line(button("Carry on", "corner-down-right")))
        meeting = Card(title="Thursday’s meeting")
        meeting.add_beside(Chip(text="in 2 days", tone="primary"))
        meeting.add(plain_label("Rosie · Team around the child · 14:00 at the hub", "muted"))
        meeting.add(line(button("Prepare the pack", "files")))
        right.addWidget(writing)
        right.addWidget(meeting)
        quote = "I held the lamb until it stopped shaking."
        right.addWidget(QuoteCard(words=quote, attribution="Rosie, at the farm on Friday"))
        right.addStretch()
        column.addStretch()

    return page_of(fill)


def pupils(_shell: Shell) -> QWidget:
    def fill(column: QVBoxLayout) -> None:
        column.addWidget(line(plain_label("Pupils", "greeting"), plain_label("45 on your caseload", "lead")))
        search = QLineEdit()
        search.setPlaceholderText("Name, school or UPN")
        search.setFixedWidth(280)
        chips = [FilterChip(text=t) for t in ("Mine", "Meeting in 10 days", "Not seen for 3 weeks", "Something late")]
        chips[0].setChecked(True)
        save = button("Save this list", "list-filter", "text", "primary")
        column.addWidget(line(search, *chips, save))
        table = TableView()
        table.set_rows(
            [Heading("Known as", 180), Heading("Age · year", 122), Heading("Where they learn"),
             Heading("Last seen", 110), Heading("Attendance", 110, right=True), Heading("Needs you", 190, right=True)],
            PUPILS,
            lambda p: (
                Cell(p[1], bold=True, avatar=(p[0], "pupil")), Cell(p[2], muted=True), Cell(p[3]),
                Cell(p[4], muted=True), Cell(p[5], trend=p[6]), Cell(chip=(p[7], "", p[8]) if p[8] else None),
            ),
        )  # fmt: skip
        table.show_sorting(4, descending=False)
        table.select_row(0)
        card = Card()
        card.add(table, flush=True)
        column.addWidget(card, 1)
        column.addWidget(plain_label("Enter opens · Ctrl N writes a note about the selected pupil", "caption"))

    return page_of(fill)


def pupil_header(column: QVBoxLayout, section: str) -> None:
    names = QVBoxLayout()
    names.setSpacing(4)
    first = line(
        plain_label("Rosie", "greeting"), plain_label("she/her · 14 · Year 9 · BOT-2026-014", "lead"),
        Chip(text="Dog at home", tone="warn", icon="dog"), Chip(text="Quiet rooms help", icon="ear"),
    )  # fmt: skip
    names.addWidget(first)
    names.addWidget(plain_label("Patient with animals, careful with detail, funny once she knows you", "lead"))
    more = QToolButton()
    more.setProperty("role", "outline")
    set_icon(more, "ellipsis", "ink")
    head = QHBoxLayout()
    head.setSpacing(16)
    head.addWidget(Avatar(initials="RS", size="large"))
    head.addLayout(names, 1)
    head.addWidget(button("Meeting pack", "files"))
    head.addWidget(more)
    holder = QWidget()
    holder.setLayout(head)
    head.setContentsMargins(24, 0, 24, 0)
    column.addWidget(holder)
    bar = SectionBar()
    words = ("Overview", "Journal", "Voice", "Plans", "People & agencies", "Advocacy", "School life", "Measures")
    bar.set_sections([(w.lower(), w) for w in (*words, "Chronology", "Who looked")])
    for name, count in (("journal", 84), ("voice", 19), ("plans", 2), ("people & agencies", 11), ("advocacy", 3)):
        bar.set_count(name, count)
    bar.show_section(section)
    under = QHBoxLayout()
    under.setContentsMargins(24, 0, 24, 0)
    under.addWidget(bar)
    rule = QFrame()
    rule.setProperty("role", "rule")
    column.addLayout(under)
    column.setSpacing(0)
    column.addWidget(rule)


def overview(_shell: Shell) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    pupil_header(outer, "overview")

    def fill(column: QVBoxLayout) -> None:
        left, right = two_columns(column, 674, 330)
        said = "Rosie, in the car after college, 31 Oct · she is happy for the meeting to hear this"
        words = "I can say I don’t get it now, and nobody minds."
        left.addWidget(QuoteCard(words=words, attribution=said, action="All her words"))
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for label, value, before, tone in (
            ("Attendance this half-term", "80 %", "3 % when we began · +77 points", "good"),
            ("Thrive Approach, Being", "42 %", "27 % in January · +15 points", ""),
            ("Suspension sessions this year", "0", "6 last year", ""),
            ("Goals moving her way", "4 of 6", "rated by Rosie 28 Oct", ""),
        ):
            numbers.addWidget(NumberCard(label=label, value=value, before=before, tone=tone), 1)
        left.addLayout(numbers)
        chart = ChartCard()
        chart.set_model(HALF_TERMS)
        left.addWidget(chart)
        left.addWidget(list_card("Next", NEXT))
        left.addStretch()
        around = Card(title="Around Rosie")
        people = RowList(aligned=False)
        people.set_rows([Row(n, n, what, avatar=(i, kind)) for i, kind, n, what in PEOPLE])
        around.add(people, flush=True)
        right.addWidget(around)
        asking = Card(title="We are asking for")
        for tone, icon, word, what in (
            ("good", "check", "Agreed", "Exams in the small room"),
            ("warn", "clock", "Waiting", "Transport to the farm on Thursdays"),
            ("alert", "x", "Refused", "CAMHS assessment → escalated"),
        ):
            asking.add(line(Chip(text=word, tone=tone, icon=icon), plain_label(what), stretch=True))
        right.addWidget(asking)
        right.addStretch()

    outer.addWidget(page_of(fill, 18), 1)
    return page


def composer() -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "composer")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 14, 20, 12)
    column.setSpacing(10)
    kept = SavedLabel()
    kept.show_kept("10:42")
    head = QHBoxLayout()
    head.addWidget(plain_label("New note", "title"))
    head.addStretch()
    head.addWidget(kept)
    column.addLayout(head)
    kinds = QWidget()
    flow = FlowLayout(kinds, spacing=6)
    for words, icon in (("Home visit", "house"), ("Call", "phone"), ("Advocacy", "megaphone"), ("Group", "users")):
        flow.addWidget(FilterChip(text=words, icon=icon))
    flow.itemAt(0).widget().setChecked(True)  # type: ignore[union-attr]
    column.addWidget(kinds)
    when, long = DateField(), QLineEdit("45 minutes")
    when.set_clock(lambda: NOW)
    when.set_value(NOW.replace(hour=10, minute=0))
    column.addWidget(line(Field("When", when), Field("How long", long), stretch=False))
    people = PeopleField()
    people.set_picked([PersonItem("1", "Rosie", "primary"), PersonItem("2", "Mum", "voice")])
    people.set_offered([PersonItem("3", "Ben (brother)")])
    column.addWidget(Field("About and with", people))
    boxes = [QCheckBox(t) for t in ("Seen", "Seen alone", "Nobody in")]
    boxes[0].setChecked(True)
    boxes[1].setChecked(True)
    column.addWidget(line(*boxes))
    edit = NoteEdit()
    edit.setPlainText(
        "Dog shut in the kitchen. Rosie came down in her college fleece and showed me the certificate for unit 2.\n"
        "“I never finished anything before, so I’ve put it on the fridge.”\n"
        "Mum asked about Thursday transport again. I said I would ring SEN before two"
    )
    edit.set_quotes(((105, 170),))
    column.addWidget(edit, 1)
    words_button = KeyButton(text="Her words", keys="Ctrl '")
    words_button.setProperty("role", "text")
    words_button.setProperty("tone", "voice")
    set_icon(words_button, "quote", "voice")
    action = KeyButton(text="Action", keys="Ctrl T")
    action.setProperty("role", "text")
    set_icon(action, "square-plus", "primary")
    column.addWidget(line(words_button, action, stretch=True))
    save = KeyButton(text="Save note", keys="Ctrl ⏎")
    save.setProperty("role", "primary")
    column.addWidget(line(save, button("Keep for later")))
    edit.setObjectName("focus")
    return frame


def journal(shell: Shell) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    pupil_header(outer, "journal")
    beside = QHBoxLayout()
    outer.addLayout(beside, 1)
    left = QVBoxLayout()
    left.setContentsMargins(16, 10, 16, 0)
    chips = [FilterChip(text=t) for t in ("This school year", "Visits", "Calls", "Advocacy", "Time in")]
    chips[0].setChecked(True)
    left.addWidget(line(*chips))
    timeline = Timeline()
    timeline.notes.reset(NOTES)
    left.addWidget(timeline, 1)
    beside.addLayout(left, 1)
    shell.setProperty("slot", beside)
    return page


def kit(_shell: Shell) -> QWidget:
    def fill(column: QVBoxLayout) -> None:
        column.setSpacing(12)
        left, right = two_columns(column, 1, 1)
        summary = ErrorSummary()
        name, upn = Field("Known as", QLineEdit(), help="The name that the pupil uses."), Field("&UPN", QLineEdit())
        upn.show_error("A UPN has one letter and twelve figures. This one is two figures short.")
        summary.show_problems([("Write a name.", name.editor), ("The UPN is two figures short.", upn.editor)])
        left.addWidget(summary)
        left.addWidget(name)
        left.addWidget(upn)
        box, spin = QComboBox(), QSpinBox()
        box.addItems(["Moor Lane", "Dale View"])
        left.addWidget(line(Field("School", box), Field("Sessions", spin), stretch=False))
        disabled = button("Cannot be pressed", "printer")
        disabled.setEnabled(False)
        left.addWidget(
            line(button("Print the plan", "printer", "primary", "on_primary"), button("Agree and sign", "signature"),
                 button("Compare", "", "text"), button("Delete draft", "trash-2", "danger", "alert"), disabled)
        )  # fmt: skip
        radio = QRadioButton("Mornings")
        radio.setChecked(True)
        left.addWidget(line(radio, QRadioButton("Afternoons")))
        left.addWidget(line(*(Chip(text=t, tone=t) for t in ("good", "warn", "alert", "neutral", "primary", "voice"))))
        failed, unsaved = SavedLabel(), SavedLabel()
        failed.show_failed("The disk is full. Free some space and press Save again.")
        unsaved.show_unsaved()
        left.addWidget(failed)
        left.addWidget(unsaved)
        progress = ProgressLine()
        progress.begin("Making 5 copies")
        progress.step(2, 5)
        progress.show()
        left.addWidget(progress)
        left.addStretch()
        table = ChartCard()
        table.set_model(HALF_TERMS)
        table.toggle.click()
        right.addWidget(table)
        thrive = ChartCard()
        points = (Point(0, 27, "Jan", "27 %"), Point(90, 31, "Apr", "31 %"), Point(180, 35, "Jul", "35 %"))
        thrive.set_model(LineModel("Thrive Approach, Being", (*points, Point(280, 42, "Oct", "42 %")), 100, before=1))
        right.addWidget(thrive)
        empty = Card()
        empty.add(EmptyState(sentence="Visits and calls stand here, newest first.", action="Write the first note"))
        right.addWidget(empty)

    return page_of(fill)


SCENES: dict[str, Callable[[Shell], QWidget]] = {
    "today": today, "pupils": pupils, "overview": overview, "journal": journal, "kit": kit,
}  # fmt: skip


def draw(app: QApplication, scene: str, width: int, height: int, target: Path) -> None:
    shell = Shell()
    shell.set_count("pupils", 45)
    shell.set_count("meetings", 3)
    shell.set_backup_line("Backed up 14:05, checked")
    page = SCENES[scene](shell)
    slot = shell.property("slot")
    under = {"overview": "pupils", "journal": "pupils", "kit": "settings"}.get(scene, scene)
    shell.add_page(scene, page, under=under, side_slot=slot if isinstance(slot, QBoxLayout) else None)
    shell.resize(width, height)
    shell.show()
    shell.show_page(scene)
    if scene == "journal":
        shell.set_side_panel(composer())
    focus = shell.findChild(QWidget, "focus")
    if focus:
        shell.activateWindow()
        focus.setFocus()
        app.processEvents()
    app.processEvents()
    shell.grab().save(str(target))
    shell.close()
    shell.deleteLater()


def main(folder: Path) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEME_NAMES:
        apply_theme(app, load_theme(name))
        for scene in SCENES:
            draw(app, scene, 1280, 800, folder / f"{scene}-{name}.png")
    apply_theme(app, load_theme("light"))
    for scene in SCENES:
        draw(app, scene, 960, 600, folder / f"{scene}-narrow.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
