"""The minutes of a meeting in the order of a meeting: who came, what was said, decided, agreed, and when again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from ontrack_desktop.domain.choices import Attendance
from ontrack_desktop.domain.when import day_of, say_day, say_time
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.answer_boxes import MomentBox
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.ui.widgets.meeting_rows import AttendanceRow, DecisionRow, show_text
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import Paragraph
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meeting_form import EMPTY_DECISION

ANSWERS = [
    (each.value, each.label) for each in (Attendance.ATTENDED, Attendance.APOLOGIES, Attendance.NO_RESPONSE)
]
HOW = "One on each line, such as: Send the rota — Mr Patel — by Friday"


class CameCard(MeetingCard):
    """Who came, who sent apologies or a report, and whether the young person was there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Who came")
        self.all_button = self.add_action("Everybody came", "user-check")
        self._column = self.add_column(2)
        self.present = QCheckBox("The young person was there")
        self.present.setAccessibleName("The young person was there")
        self.add(self.present)
        self._names: list[str] = []
        self.rows: list[AttendanceRow] = []

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.all_button.clicked.connect(model.everybody_came)
        self.present.clicked.connect(partial(model.put, "pupil_present"))

    def show_model(self) -> None:
        """Show what the form holds."""
        form = self.model.form
        if form is None:
            return
        invitees = form.values["invitees"]
        if self._names != [each["name"] for each in invitees]:
            emptied(self._column)
            self._names = [each["name"] for each in invitees]
            self.rows = [self._row(number) for number in range(len(invitees))]
        for row, each in zip(self.rows, invitees, strict=True):
            row.show_row(each["attendance"], each["report_received"])
        self.present.setText(f"{self.model.pupil_name} was there")
        self.present.setAccessibleName(self.present.text())
        self.present.setChecked(form.values["pupil_present"])

    def forget(self) -> None:
        self._names = []

    def _row(self, number: int) -> AttendanceRow:
        assert self.model.form is not None
        form, person = self.model.form, self.model.recipients()[number]
        row = AttendanceRow(person.initials, "pupil", person.name, person.detail, ANSWERS)
        row.answered.connect(
            lambda value: form.change_row("invitees", number, attendance=value or Attendance.INVITED.value)
        )
        row.report_ticked.connect(lambda on: form.change_row("invitees", number, report_received=on))
        self._column.addWidget(row)
        return row


class SaidCard(MeetingCard):
    """What was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="What was said")
        self.text = GrowingEdit()
        self.text.setAccessibleName("What was said")
        self.text.setPlaceholderText("What has gone well, what is hard, what each one said. Facts, and whose words.")
        self.text.set_least_lines(6)
        self.add(self.text)

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.text.typed.connect(partial(model.put, "minutes"))
        self.text.left.connect(model.leave)

    def show_model(self) -> None:
        if self.model.form is not None:
            show_text(self.text, self.model.form.values["minutes"])


class DecisionsCard(MeetingCard):
    """What was decided, with whoever saw it differently."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="What was decided")
        self.add_button = self.add_action("Add a decision", "plus")
        self.add_button.clicked.connect(self.add_row)
        self._column = self.add_column(14)
        self.rows: list[DecisionRow] = []

    def show_model(self) -> None:
        """Show what the form holds; rows that are typed into stay."""
        form = self.model.form
        decisions = form.values["decisions"] if form else []
        if len(decisions) != len(self.rows):
            emptied(self._column)
            self.rows = [self._row(number) for number in range(len(decisions))]
        for row, decision in zip(self.rows, decisions, strict=True):
            row.show_row(decision)

    def add_row(self) -> None:
        """Another one, with the keyboard in it."""
        if self.model.form is not None:
            self.model.form.add_row("decisions", dict(EMPTY_DECISION))
            self.rows[-1].text.setFocus()

    def forget(self) -> None:
        emptied(self._column)
        self.rows = []

    def _row(self, number: int) -> DecisionRow:
        assert self.model.form is not None
        form = self.model.form
        row = DecisionRow(number + 1)
        row.typed.connect(lambda name, value: form.change_row("decisions", number, **{name: value}))
        row.removed.connect(partial(form.remove_row, "decisions", number))
        self._column.addWidget(row)
        return row


class ActionsCard(MeetingCard):
    """Who does what by when: typed one on a line, shown as understood, and those that are tasks already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Who does what by when")
        self.text = GrowingEdit()
        self.text.setAccessibleName("Who does what by when, one on each line")
        self.text.setPlaceholderText(HOW)
        self.text.set_least_lines(4)
        self.error = ErrorLine()
        self.error.set_editor(self.text)
        self.add(self.text)
        self.add(self.error)
        self._column = self.add_column(4)
        self._shown: list[tuple[bool, str]] = []

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.text.typed.connect(partial(model.put, "actions"))
        self.text.left.connect(model.leave)

    def show_model(self) -> None:
        """Under the box: what was saved before, then the lines as they are understood."""
        form = self.model.form
        if form is None:
            return
        show_text(self.text, form.values["actions"])
        lines = self.model.action_lines()
        if lines != self._shown:
            self._shown = lines
            self._show_lines(lines)

    def _show_lines(self, lines: Sequence[tuple[bool, str]]) -> None:
        emptied(self._column)
        for is_saved, words in lines:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel(icon="square-check" if is_saved else "corner-down-right", ink="ink_2", size=16))
            said = Paragraph()
            said.setText(words)
            line.setAccessibleName(words)
            row.addWidget(said, 1)
            self._column.addWidget(line)


class NextCard(MeetingCard):
    """When to meet again: six weeks on is one press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="When we meet again")
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.propose = QPushButton()
        self.add(holder)
        self.error = ErrorLine()
        self.add(self.error)

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.box = MomentBox(model.desk.clock)
        self.box.setAccessibleName("When we meet again")
        self._row.addWidget(self.box, 1)
        self._row.addWidget(self.propose)
        self.error.set_editor(self.box)
        self.box.typed.connect(lambda value: model.put("next_at", value or None))
        self.propose.clicked.connect(model.meet_again)

    def show_model(self) -> None:
        form = self.model.form
        if form is None:
            return
        if not self.box.hasFocus():
            self.box.show_value(form.values["next_at"])
        again = form.proposed_next()
        words = f"{say_day(day_of(again), self.model.desk.today())}, {say_time(again)}"
        self.propose.setText(f"In 6 weeks, {words}")
        set_icon(self.propose, "calendar-plus", "ink", 16)
        self.propose.setVisible(not form.values["next_at"])
        self.propose.setAccessibleName(f"Meet again {words}")
