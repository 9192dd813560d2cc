"""The section of measures: Thrive Approach by strand, goals to rate by a tap, i-THRIVE groupings as a history."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ontrack_desktop.ui.forms.measures import Ui_MeasuresScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox, DayBox
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_line import LineModel, Point
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.goal_card import GoalCard
from ontrack_desktop.ui.widgets.number_card import NumberCard
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.record_lines import RecordLines
from ontrack_desktop.viewmodels.grouping_form import GroupingForm
from ontrack_desktop.viewmodels.measures import MeasuresModel

FEW = 4
SCALE = 100
NO_SCORE = "Scores of a Thrive Approach profile stand here. Only scores of one strand are compared."
NO_GOAL = "Up to three goals, in the young person’s own words, rated by them from 0 to 10."
HOW_TO_RATE = "Ask, and tap how near it is today: 0 is not at all, 10 is all the way."
NO_GROUPING = "Which kind of help fits now, decided together. One is not better than another."


class MeasuresScreen(QWidget):
    """Shows a `MeasuresModel`. It decides nothing."""

    def __init__(self, model: MeasuresModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_MeasuresScreen()
        self.ui.setupUi(self)
        self.goals: dict[UUID, GoalCard] = {}
        self._form: GroupingForm | None = None
        self._add_thrive()
        self._add_goals()
        self._add_groupings()
        self._connect()
        self._show()

    def _add_thrive(self) -> None:
        ui = self.ui
        self.thrive_number, self.goals_number = NumberCard(), NumberCard()
        ui.numbers.set_widgets([self.thrive_number, self.goals_number], most=2, narrowest=240)
        ui.columns.set_widgets([ui.left, ui.right], most=2, narrowest=400)
        self._strands = FlowLayout(spacing=8)
        ui.strands.setLayout(self._strands)
        self.chart = ChartCard()
        self.scores = RecordLines("Thrive Approach scores", few=FEW, empty=NO_SCORE)
        self.score_button = self.scores.add_action("Add a s&core", "plus")
        ui.left_layout.addWidget(self.chart)
        ui.left_layout.addWidget(self.scores)
        ui.left_layout.addStretch(1)

    def _add_goals(self) -> None:
        self.goals_card = Card(title="Goals")
        self.goal_button = self.goals_card.add_action("Add a &goal", "plus")
        holder = QWidget()
        self._goals = QVBoxLayout(holder)
        self._goals.setContentsMargins(0, 0, 0, 0)
        self._goals.setSpacing(8)
        self._goals_help = plain_label("", "muted")
        self._goals.addWidget(self._goals_help)
        self.goals_card.add(holder)
        self.ui.right_layout.insertWidget(0, self.goals_card)

    def _add_groupings(self) -> None:
        ui, model = self.ui, self.model
        self.groupings_card = Card(title="i-THRIVE grouping")
        self.grouping_button = self.groupings_card.add_action("&Record a grouping", "plus")
        holder = QWidget()
        self._groupings = QVBoxLayout(holder)
        self._groupings.setContentsMargins(0, 0, 0, 0)
        self._groupings.setSpacing(2)
        self.groupings_card.add(ui.grouping_panel)
        self.groupings_card.add(holder)
        ui.right_layout.addWidget(self.groupings_card)
        ui.right_layout.addStretch(1)
        self.grouping = ChoiceBox(model.grouping_choices(), nothing="Choose one")
        self.on, self.review_on = DayBox(model.desk.clock), DayBox(model.desk.clock)
        boxes: tuple[tuple[str, Any, Any, Any, str], ...] = (
            ("grouping", self.grouping, ui.grouping_place, ui.grouping_label, "Which fits best now"),
            ("on", self.on, ui.on_place, ui.on_label, "Decided on"),
            ("review_on", self.review_on, ui.review_place, ui.review_label, "Look again on"),
        )
        for _name, box, place, label, words in boxes:
            box.setAccessibleName(words)
            label.setBuddy(box)
            place.addWidget(box)
        self.boxes: dict[str, Any] = {name: box for name, box, *_ in boxes}
        self.boxes |= {"decided_with": ui.decided_with, "reason": ui.reason}
        self.errors = {
            "grouping": ui.grouping_error, "on": ui.on_error, "reason": ui.reason_error, "review_on": ui.review_error,
        }
        for name, line in self.errors.items():
            line.set_editor(self.boxes[name])
        in_order = (
            self.grouping_button, self.grouping, self.on, ui.decided_with, ui.reason, self.review_on, ui.save_button,
            ui.close_button,
        )  # fmt: skip
        for first, second in pairwise(in_order):
            QWidget.setTabOrder(first, second)
        ui.grouping_panel.hide()

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.changed.connect(self._show)
        model.told.connect(self.navigator.told)
        self.score_button.clicked.connect(lambda: self._wish(model.score_form()))
        self.scores.opened.connect(lambda score: self._wish(model.score_form(score)))
        self.goal_button.clicked.connect(lambda: self._wish(model.goal_form()))
        self.grouping_button.clicked.connect(self._open_grouping)
        ui.save_button.clicked.connect(self._save_grouping)
        ui.close_button.clicked.connect(ui.grouping_panel.hide)
        for name, box in self.boxes.items():
            box.typed.connect(partial(self._put, name))
            if hasattr(box, "editingFinished"):
                box.editingFinished.connect(model.leave)

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.leave()
        super().hideEvent(event)

    def _wish(self, form: object) -> None:
        self.navigator.form_wanted.emit(form)

    def _open_grouping(self) -> None:
        self.ui.grouping_panel.show()
        self.grouping.setFocus()

    def _save_grouping(self) -> None:
        if self.model.grouping is not None and self.model.grouping.save():
            self.ui.grouping_panel.hide()

    def _put(self, name: str, value: object) -> None:
        if self.model.grouping is not None:
            self.model.grouping.put(name, value)

    # -- showing --

    def _show(self) -> None:
        model, ui = self.model, self.ui
        ui.body.setVisible(model.page is not None)
        if model.page is None:
            return
        self.thrive_number.set_number(*model.thrive_number())
        self.goals_number.set_number(*model.goals_number())
        self._show_strands()
        self._show_chart()
        self.scores.show_lines(model.score_lines())
        self._show_goals()
        self._show_groupings()

    def _show_strands(self) -> None:
        emptied(self._strands)
        strands = self.model.strands_scored()
        self.ui.strands.setVisible(len(strands) > 1)
        for strand in strands:
            chip = FilterChip(text=strand.replace("&", "&&"))
            chip.setAccessibleName(strand)
            chip.setChecked(strand == self.model.strand)
            chip.clicked.connect(partial(self._choose, strand))
            self._strands.addWidget(chip)

    def _choose(self, strand: str, _checked: bool = False) -> None:
        self.model.choose_strand(strand)

    def _show_chart(self) -> None:
        points = tuple(Point(p.day, p.value, p.label, p.shown) for p in self.model.points())
        self.chart.setVisible(bool(points))
        title = f"Thrive Approach, {self.model.strand}, per cent"
        self.chart.set_model(LineModel(title, points, SCALE, self.model.points_before()))

    def _show_goals(self) -> None:
        goals = self.model.goal_cards()
        self._goals_help.setText(HOW_TO_RATE if goals else NO_GOAL)
        for gone in set(self.goals) - {goal.id for goal in goals}:
            card = self.goals.pop(gone)
            card.hide()
            card.deleteLater()
        for place, goal in enumerate(goals, start=1):
            card = self.goals.get(goal.id) or self._goal_card(goal.id)
            if self._goals.indexOf(card) != place:
                self._goals.insertWidget(place, card)
            card.show_goal(goal)

    def _goal_card(self, goal_id: UUID) -> GoalCard:
        card = GoalCard()
        card.rated.connect(partial(self.model.rate, goal_id))
        card.change_wanted.connect(lambda: self._wish(self.model.goal_form(goal_id)))
        self.goals[goal_id] = card
        return card

    def _show_groupings(self) -> None:
        emptied(self._groupings)
        lines = self.model.grouping_lines()
        for label, words in lines:
            self._groupings.addWidget(plain_label(label, "label"))
            self._groupings.addWidget(plain_label(words, "help"))
            self._groupings.addSpacing(8)
        form = self.model.grouping
        if not lines:
            no_case = "A grouping belongs to a case, and none is open."
            self._groupings.addWidget(plain_label(NO_GROUPING if form else no_case, "muted"))
        self.grouping_button.setVisible(form is not None)
        if form is None:
            self.ui.grouping_panel.hide()
            return
        if form is not self._form:
            self._form = form
            form.value_changed.connect(lambda name, value: self.boxes[name].show_value(value))
            form.problems_changed.connect(self._show_problems)
            for name, value in form.values.items():
                self.boxes[name].show_value(value)
            if form.state == "kept":
                self.ui.grouping_panel.show()

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, line in self.errors.items():
            line.show_error(problems.get(name, ""))
