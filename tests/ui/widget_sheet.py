"""Draw the widgets and the frame with invented casework, to look at: `python -m tests.ui.widget_sheet FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.shell import Shell
from ontrack_desktop.ui.theme import THEME_NAMES, apply_theme, load_theme
from ontrack_desktop.ui.widgets.avatar import Avatar
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chip import Chip
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.quote_card import QuoteCard
from ontrack_desktop.ui.widgets.row_list import Row, RowList

VISITS = [
    Row("1", "Rosie", "Home visit with Mum, 12 Example Lane", "house",
        chip=("warn", "dog", "Dog in the house"), trailing="10:00"),
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


def filled(shell: Shell) -> Shell:
    shell.set_count("pupils", 45)
    shell.set_count("meetings", 3)
    shell.set_backup_line("Backed up 14:05, checked")
    return shell


def scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inner.setProperty("role", "page")
    area.setWidget(inner)
    return area


def today() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 4, 24, 24)
    column.setSpacing(2)
    column.addWidget(plain_label("Good morning, Georgina", "greeting"))
    column.addWidget(
        plain_label("Tuesday 4 November · 2 visits, 3 things that were promised, 1 meeting on Thursday", "lead")
    )
    column.addSpacing(18)
    row = QHBoxLayout()
    row.setSpacing(20)
    column.addLayout(row)
    column.addStretch()
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(16)
    right.setSpacing(16)
    row.addLayout(left, 648)
    row.addLayout(right, 356)
    visits = Card(title="Today")
    visits.add_action("Print visit cards", "printer")
    due = Card(title="Promised and due")
    for card, rows in ((visits, VISITS), (due, DUE)):
        view = RowList()
        view.set_rows(rows)
        view.setAccessibleName(card.heading.text())
        card.add(view, flush=True)
        left.addWidget(card)
    left.addWidget(longest())
    left.addStretch()
    right.addWidget(writing())
    right.addWidget(meeting())
    right.addWidget(QuoteCard(words="I held the lamb until it stopped shaking.", attribution="Rosie, at the farm on Friday"))
    right.addStretch()
    return scrolled(page)


def longest() -> Card:
    card = Card(title="Not seen for longest")
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for initials, name, text in (("JT", "Josh", "24 days, voice 41 days"), ("MK", "Mina", "19 days"), ("LO", "Leo", "17 days")):
        person = Card()
        inner = QWidget()
        cells = QHBoxLayout(inner)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.addWidget(Avatar(initials=initials, kind="professional", size="middle"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(name, "heading"))
        words.addWidget(plain_label(text, "caption"))
        cells.addLayout(words, 1)
        person.add(inner)
        row.addWidget(person, 1)
    card.add(line)
    return card


def writing() -> Card:
    card = Card()
    card.add(plain_label("You were writing · 9 minutes ago", "caption"))
    card.add(plain_label("Home visit, Callum", "heading"))
    card.add(plain_label("“Met at the door by Gran. Callum upstairs, came down after ten minutes and showed me the fishing photo…”", "muted"))
    button = QPushButton("Carry on")
    set_icon(button, "corner-down-right", "ink")
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch()
    card.add(line)
    return card


def meeting() -> Card:
    card = Card(title="Thursday’s meeting")
    card.add_beside(Chip(text="in 2 days", tone="primary"))
    card.add(plain_label("Rosie · Team around the child · 14:00 at the hub", "muted"))
    button = QPushButton("Prepare the pack")
    set_icon(button, "files", "ink")
    card.add(button)
    return card


SCENES: dict[str, Callable[[], QWidget]] = {"today": today}


def main(folder: Path) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEME_NAMES:
        apply_theme(app, load_theme(name))
        for scene, make in SCENES.items():
            shell = filled(Shell())
            shell.add_page(scene, make(), under=scene)
            shell.resize(1280, 800)
            shell.show()
            shell.show_page(scene)
            app.processEvents()
            shell.grab().save(str(folder / f"{scene}-{name}.png"))
            shell.close()
            shell.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
