"""The section of school life: attendance as a chart with its table, suspensions, and what the guidance asks for."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.school_life import Ui_SchoolLifeScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.answer_boxes import DayBox
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_columns import Column, ColumnsModel
from ontrack_desktop.ui.widgets.icon_line import IconLine
from ontrack_desktop.ui.widgets.number_card import NumberCard
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.record_lines import RecordLines
from ontrack_desktop.viewmodels import attendance_words, suspension_words
from ontrack_desktop.viewmodels.school_life import MarksForm, SchoolLifeModel

FEW = 4
NO_ATTENDANCE = "Sessions by half-term, from the register or counted from its marks, stand here."
NO_SUSPENSION = "No suspension is on record."


class SchoolLifeScreen(QWidget):
    """Shows a `SchoolLifeModel`. It decides nothing."""

    def __init__(self, model: SchoolLifeModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_SchoolLifeScreen()
        self.ui.setupUi(self)
        self._marks: MarksForm | None = None
        self._add_cards()
        self._add_marks()
        self._connect()
        self._show()

    def _add_cards(self) -> None:
        ui = self.ui
        self.attendance_number, self.suspension_number = NumberCard(), NumberCard()
        ui.numbers.set_widgets([self.attendance_number, self.suspension_number], most=2, narrowest=240)
        ui.columns.set_widgets([ui.left, ui.right], most=2, narrowest=400)
        self.chart = ChartCard()
        self.periods = RecordLines("Attendance on record", few=FEW, empty=NO_ATTENDANCE)
        self.marks_button = self.periods.add_action("&Count marks", "square-check")
        self.period_button = self.periods.add_action("Add atte&ndance", "plus")
        self.suspensions = RecordLines("Suspensions", few=FEW, empty=NO_SUSPENSION)
        self.suspension_button = self.suspensions.add_action("&Record a suspension", "plus")
        self.guidance = Card(title="What the guidance asks for")
        self._notices = self.guidance.add_column(12)
        ui.left_layout.insertWidget(0, self.chart)
        ui.left_layout.addWidget(self.periods)
        ui.left_layout.addStretch(1)
        for card in (self.suspensions, self.guidance):
            ui.right_layout.addWidget(card)
        ui.right_layout.addStretch(1)

    def _add_marks(self) -> None:
        ui = self.ui
        self.on = DayBox(self.model.desk.clock)
        self.on.setAccessibleName("The first mark is for")
        ui.on_label.setBuddy(self.on)
        ui.on_place.addWidget(self.on)
        in_order = (
            self.chart.toggle, self.on, ui.marks, ui.use_button, ui.close_button, self.marks_button,
            self.period_button, self.suspension_button,
        )  # fmt: skip
        for first, second in pairwise(in_order):
            QWidget.setTabOrder(first, second)
        ui.on_error.set_editor(self.on)
        ui.marks_error.set_editor(ui.marks)
        ui.marks.set_least_lines(2)
        ui.marks_panel.hide()

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.changed.connect(self._show)
        model.marks_changed.connect(self._show_marks)
        self.periods.opened.connect(lambda period: self.navigator.form_wanted.emit(model.period_form(period)))
        self.suspensions.opened.connect(self._open_suspension)
        self.period_button.clicked.connect(lambda: self.navigator.form_wanted.emit(model.period_form()))
        self.suspension_button.clicked.connect(lambda: self._open_suspension(None))
        self.marks_button.clicked.connect(self._open_marks)
        self.on.typed.connect(lambda value: self._put("on", value))
        ui.marks.typed.connect(lambda value: self._put("marks", value))
        ui.marks.left.connect(model.leave)
        self.on.editingFinished.connect(model.leave)
        ui.use_button.clicked.connect(self._use_counts)
        ui.close_button.clicked.connect(ui.marks_panel.hide)

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.leave()
        super().hideEvent(event)

    def _open_suspension(self, suspension_id: UUID | None) -> None:
        self.navigator.form_wanted.emit(self.model.suspension_form(suspension_id))

    def _open_marks(self) -> None:
        self.ui.marks_panel.show()
        self.on.setFocus()
        self.ui.scroll.ensureWidgetVisible(self.ui.marks_panel)

    def _put(self, name: str, value: object) -> None:
        if self.model.marks is not None:
            self.model.marks.put(name, value)
            self.ui.marks_said.setText(self.model.marks_said())

    def _use_counts(self) -> None:
        form = self.model.counted_form()
        if form is not None:
            self.navigator.form_wanted.emit(form)

    # -- showing --

    def _show(self) -> None:
        ui, today = self.ui, self.model.desk.today()
        periods, lost = self.model.attendance, self.model.suspensions
        ui.body.setVisible(periods is not None and lost is not None)
        if periods is None or lost is None:
            return
        counted = attendance_words.number(periods.since, periods.before, periods.latest, today)
        self.attendance_number.set_number(*counted)
        self.suspension_number.set_number(*suspension_words.number(lost))
        said = attendance_words.absence(periods)
        ui.absence.setText(said)
        ui.absence.setVisible(bool(said))
        self._show_chart()
        self.periods.show_lines(attendance_words.lines(periods, today))
        self.suspensions.show_lines(suspension_words.lines(lost, today))
        emptied(self._notices)
        for notice in suspension_words.notices(lost, today):
            self._notices.addWidget(IconLine(notice.icon, notice.ink, notice.text, role="body", below=notice.source))

    def _show_chart(self) -> None:
        page = self.model.attendance
        assert page is not None
        bars = attendance_words.bars(page.periods)
        columns = tuple(Column(bar.label, bar.value, bar.shown, bar.name, bar.year) for bar in bars)
        self.chart.setVisible(bool(columns))
        before = attendance_words.bars_before(page)
        self.chart.set_model(ColumnsModel("Attendance by half-term, per cent", columns, before=before, top=100))

    def _show_marks(self) -> None:
        form, ui = self.model.marks, self.ui
        if form is None:
            return
        if form is not self._marks:
            self._marks = form
            form.problems_changed.connect(self._show_problems)
        self.on.show_value(form.values["on"])
        ui.marks.show_value(form.values["marks"])
        ui.marks_said.setText(self.model.marks_said())
        ui.marks_panel.setVisible(bool(form.values["marks"]))
        self._show_problems({})

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.ui.on_error.show_error(problems.get("on", ""))
        self.ui.marks_error.show_error(problems.get("marks", ""))
