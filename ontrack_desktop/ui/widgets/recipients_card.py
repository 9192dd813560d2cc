"""Who gets a copy of a meeting's pack: the list, and somebody added, changed or taken out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.meetings import Invitee
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.ui.widgets.suggesting import suggesting
from ontrack_desktop.viewmodels.recipients import Recipient, spoken

READY = {
    "ready": ("circle-check", "ink_2", "ready"), "limited": ("circle-alert", "warn", "leaves out health and home"),
    "none": ("circle-dashed", "ink_3", "gets no copy"),
}  # fmt: skip
AUDIENCES = [(each.value, each.label) for each in Audience]
LONGEST = 200


class RecipientsCard(MeetingCard):
    """`chosen(number)` says whose copy to show."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Each gets the copy that is right for them")
        self._offered: list[Invitee] = []
        self.list = RowList(aligned=False, most_rows=9)
        self.list.keeps_selection = True
        self.list.setAccessibleName("Who gets a copy")
        self.add_button = self.add_action("Add", "plus")
        self.add_button.setAccessibleName("Add somebody")
        self.more_button = QToolButton()
        self.more_button.setAccessibleName("Change or remove the one chosen")
        self.more_button.setToolTip("Change or remove the one chosen")
        set_icon(self.more_button, "ellipsis", "ink_2")
        self.add_beside(self.more_button)
        self._make_line()
        self.add(self.line)
        self.empty = plain_label("Nobody is asked yet. Add the family first.", "muted")
        self.add(self.empty)
        self.add(self.list, flush=True)
        self.menu = QMenu(self.more_button)
        self.menu.setAccessibleName("Change or remove the one chosen")
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more_button.setMenu(self.menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button.clicked.connect(self.open_line)
        self.list.current_changed.connect(lambda row: self.chosen.emit(int(row)))
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._remove)

    def show_model(self) -> None:
        """Show what the model holds."""
        people = self.model.recipients()
        self.list.set_rows([_row(each) for each in people])
        self.list.setVisible(bool(people))
        self.empty.setVisible(not people)
        self.more_button.setEnabled(bool(people))
        if people and not self.list.current_id():
            self.list.select("0")

    def open_line(self) -> None:
        """Show the line in which somebody is added."""
        self._offered = self.model.candidates()
        self.who.clear()
        self.who.addItems([spoken(each) for each in self._offered])
        self.who.setCurrentIndex(-1)
        self.who.setEditText("")
        self.error.clear_error()
        self.line.show()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_line(self) -> None:
        self.line = QWidget()
        column = QVBoxLayout(self.line)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(18)
        self.who.setAccessibleName("Who is asked")
        completer = suggesting(QCompleter(self.who.model(), self.who))
        self.who.setCompleter(completer)
        edit = self.who.lineEdit()
        assert edit is not None
        edit.setAccessibleName("Who is asked")
        edit.setPlaceholderText("Name, role, organisation")
        edit.setMaxLength(LONGEST)
        self.audience = ChoiceBox(AUDIENCES)
        self.audience.setMinimumContentsLength(9)
        self.audience.setAccessibleName("Which copy they get")
        self.go = QPushButton("Add")
        self.go.setAccessibleName("Add this person")
        self.error = ErrorLine()
        self.error.set_editor(self.who)
        row.addWidget(self.who, 1)
        row.addWidget(self.audience)
        row.addWidget(self.go)
        column.addLayout(row)
        column.addWidget(self.error)
        self.who.currentIndexChanged.connect(self._follow)
        completer.activated.connect(lambda text: self.who.setCurrentIndex(self.who.findText(str(text))))
        edit.returnPressed.connect(self._add)
        self.go.clicked.connect(self._add)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.line)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._close)
        self.line.hide()

    def _follow(self, place: int) -> None:
        """The copy that is right for somebody whom we know."""
        if 0 <= place < len(self._offered):
            self.audience.show_value(self._offered[place].audience.value)

    def _add(self) -> None:
        if self.model.add(self.who.currentText(), self.audience.currentData()):
            self.list.select(str(len(self.model.recipients()) - 1))
            self._close()
        else:
            self.error.show_error("Say who it is.")

    def _close(self) -> None:
        self.line.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        if self.list.current_id():
            self.model.remove(int(self.list.current_id()))

    def _fill_menu(self) -> None:
        self.menu.clear()
        if not self.list.current_id():
            return
        number = int(self.list.current_id())
        person = self.model.recipients()[number]
        for value, label in AUDIENCES:
            act = QAction(f"{label}’s copy", self.menu, checkable=True, checked=label == person.audience)
            act.triggered.connect(partial(self._set_audience, number, value))
            self.menu.addAction(act)
        self.menu.addSeparator()
        gets = person.state != "none"
        copy = self.menu.addAction("Give no copy" if gets else "Give a copy")
        copy.triggered.connect(lambda: self.model.change(number, gets_copy=not gets))
        self.menu.addAction("Remove from the meeting").triggered.connect(self._remove)

    def _set_audience(self, number: int, value: str) -> None:
        self.model.change(number, audience=value)


def _row(person: Recipient) -> Row:
    return Row(
        str(person.number), person.name, person.detail, avatar=(person.initials, "pupil"),
        chip=("neutral", "", person.audience), mark=READY[person.state],
    )
