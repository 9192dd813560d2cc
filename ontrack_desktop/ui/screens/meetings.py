"""The page of meetings: what is coming, what still wants its minutes, what was; and a line to plan one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ontrack_desktop.ui.forms.meetings import Ui_MeetingsScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox, MomentBox
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.viewmodels.meetings import Line, MeetingsModel

EMPTY = (
    "Meetings stand here: those to come with their packs, and those whose minutes are still wanted. "
    "Plan the first one: everybody around the young person is asked to it."
)
MOST_ROWS = 500  # with fewer the whole page scrolls, and never a list inside it


class MeetingsScreen(QWidget):
    """Shows a `MeetingsModel`; every row opens its meeting in the builder."""

    def __init__(self, model: MeetingsModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_MeetingsScreen()
        self.ui.setupUi(self)
        set_icon(self.ui.plan_button, "calendar-plus", "ink")
        self.coming = self._list(self.ui.coming_card, "Coming")
        self.to_minute = self._list(self.ui.minutes_card, "Minutes to write")
        self.before = self._list(self.ui.before_card, "In the last two months")
        self._build_plan()
        self.ui.empty.set_words(EMPTY, "Plan a meeting", "calendar-days")
        self.ui.empty.pressed.connect(self.open_plan)
        self.ui.plan_button.clicked.connect(self.open_plan)
        model.changed.connect(self.show_model)
        model.problems_changed.connect(self._show_problems)
        model.planned.connect(self._planned)
        self.show_model()

    def show_model(self) -> None:
        """Show what the model holds."""
        model, ui = self.model, self.ui
        for card, rows, lines in (
            (ui.coming_card, self.coming, model.coming()), (ui.minutes_card, self.to_minute, model.to_minute()),
            (ui.before_card, self.before, model.minuted()),
        ):
            rows.set_rows(_rows(lines))
            card.setVisible(bool(lines))
        ui.empty.setVisible(model.is_empty and ui.plan_card.isHidden())
        ui.plan_button.setVisible(not model.is_empty)

    def open_plan(self) -> None:
        """Show the line in which a meeting is planned."""
        while self.pupil.count():
            self.pupil.removeItem(0)
        for value, name in self.model.pupils():
            self.pupil.addItem(name, value)
        self.pupil.setCurrentIndex(-1)
        self.at.show_value(self.model.usual_time())
        self.ui.plan_card.show()
        self.ui.empty.hide()
        self.pupil.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.load()

    def _list(self, card: Card, title: str) -> RowList:
        card.set_title(title)
        rows = RowList(most_rows=MOST_ROWS)
        rows.setAccessibleName(title)
        rows.opened.connect(lambda row: self.navigator.meeting_wanted.emit(UUID(row)))
        card.add(rows, flush=True)
        return rows

    def _build_plan(self) -> None:
        card = self.ui.plan_card
        card.set_title("Plan a meeting")
        self.pupil = ChoiceBox([("", "")] * 13)  # a long list is searched by typing; its names come when it is opened
        edit = self.pupil.lineEdit()
        assert edit is not None
        edit.setAccessibleName("About whom")
        edit.setPlaceholderText("Type a name")
        self.type = ChoiceBox(self.model.types())
        self.at = MomentBox(self.model.desk.clock)
        self.fields = {
            "pupil": Field("About &whom", self.pupil), "meeting_type": Field("What &kind", self.type),
            "at": Field("W&hen", self.at),
        }
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for column, field in enumerate(self.fields.values()):
            grid.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        card.add(holder)
        self.begin_button = QPushButton("&Begin")
        self.begin_button.setProperty("role", "primary")
        self.not_now_button = QPushButton("&Not now")
        self.not_now_button.setProperty("role", "text")
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.begin_button)
        row.addWidget(self.not_now_button)
        row.addStretch()
        card.add(buttons)
        self.begin_button.clicked.connect(self._begin)
        self.not_now_button.clicked.connect(self._close_plan)
        self.at.returnPressed.connect(self._begin)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), card)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._close_plan)
        card.hide()

    def _begin(self) -> None:
        place = self.pupil.findText(self.pupil.currentText(), Qt.MatchFlag.MatchFixedString)
        moment = self.at.value()
        self.model.plan(
            str(self.pupil.itemData(place) or "") if place >= 0 else "", str(self.type.currentData()),
            moment.isoformat() if moment else "",
        )

    def _close_plan(self) -> None:
        self.ui.plan_card.hide()
        self.show_model()
        self.ui.plan_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _planned(self, meeting_id: UUID) -> None:
        self.ui.plan_card.hide()
        self.navigator.meeting_wanted.emit(meeting_id)

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_error(problems.get(name, ""))


def _rows(lines: Sequence[Line]) -> list[Row]:
    return [
        Row(
            str(line.id), line.lead, line.text, avatar=(line.initials, "pupil"), chip=line.chip,
            trailing=line.trailing, trailing_tip=line.trailing_tip,
        )
        for line in lines
    ]
