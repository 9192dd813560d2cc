"""Everything of a time-in plan that is typed into: four stages and the fields under them, by the name of its value."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.time_in_plan import Ui_TimeInPlanScreen
from ontrack_desktop.ui.widgets.answer_boxes import DayBox
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.stage_card import StageCard
from ontrack_desktop.ui.widgets.words_field import WordsField
from ontrack_desktop.viewmodels.form import FormModel
from ontrack_desktop.viewmodels.time_in_plan import TimeInPlanModel

STAGES = ("calm", "rising", "crisis", "recovery")
LEAST_LINES = {"unmet_need": 2, "say": 3, "do_not_say": 3, "makes_worse": 2, "restorative_step": 2}
BOXES = (
    "unmet_need", "triggers", "adults", "safe_place", "activities", "pupil_words", "say", "do_not_say",
    "makes_worse", "place_note", "restorative_step", "return_step", "parent_words",
)


class PlanBoxes:
    """What is typed goes to the model's form; `show_form` shows another one, and what in it is not right yet."""

    def __init__(self, ui: Ui_TimeInPlanScreen, model: TimeInPlanModel) -> None:
        self._ui, self._model = ui, model
        self._add_stages()
        self._add_boxes()
        self.errors = self._error_lines()
        for name, line in self.errors.items():
            if name in self.boxes:
                line.set_editor(self.boxes[name])
        self._connect()

    def show_form(self, form: FormModel) -> None:
        """Show what a form holds, and follow it."""
        form.value_changed.connect(self._show_value)
        form.problems_changed.connect(self._show_problems)
        for name, value in form.values.items():
            self._show_value(name, value)
        self._show_problems(form.problems)

    def _add_stages(self) -> None:
        self.stages = {stage: StageCard(stage=stage) for stage in STAGES}
        self._ui.stages.set_widgets(list(self.stages.values()), most=4, narrowest=150)
        before: QWidget = self._ui.not_now_button
        for card in self.stages.values():
            for edit in card.edits.values():
                QWidget.setTabOrder(before, edit)
                before = edit
        QWidget.setTabOrder(before, self._ui.unmet_need)

    def _add_boxes(self) -> None:
        ui = self._ui
        self.review_on = DayBox(self._model.desk.clock)
        self.review_on.setAccessibleName("Look at it again on")
        ui.review_label.setBuddy(self.review_on)
        ui.review_place.addWidget(self.review_on)
        QWidget.setTabOrder(ui.others, self.review_on)
        for edit in (ui.pupil_words, ui.parent_words):
            edit.show_as_voice()
        for name, lines in LEAST_LINES.items():
            getattr(ui, name).set_least_lines(lines)
        ui.adults.set_looks(lambda place, _words: ("primary" if place == 0 else "neutral", ""))
        ui.activities.set_looks(lambda _place, words: ("warn", "triangle-alert") if ":" in words else ("neutral", ""))
        # everything that is typed into, by the name of its value
        self.boxes: dict[str, Any] = {name: getattr(ui, name) for name in BOXES}
        self.boxes["review_on"] = self.review_on

    def _error_lines(self) -> dict[str, ErrorLine]:
        ui = self._ui
        return {
            **{stage: card.error for stage, card in self.stages.items()},
            **{name: getattr(ui, f"{name}_error") for name in self.boxes if hasattr(ui, f"{name}_error")},
            "activities": ui.safe_place_error, "review_on": ui.review_error, "signatures": ui.signatures_error,
        }

    def _connect(self) -> None:
        for stage, card in self.stages.items():
            card.typed.connect(lambda part, text, stage=stage: self._put(f"{stage}_{part}", text))
            card.left.connect(self._model.leave)
        for name, box in self.boxes.items():
            box.typed.connect(partial(self._put, name))
            left = box.left if isinstance(box, (GrowingEdit, WordsField)) else box.editingFinished
            left.connect(self._model.leave)
        self._ui.parent_agrees.clicked.connect(partial(self._put, "parent_agrees"))

    def _put(self, name: str, value: Any) -> None:
        if self._model.form is not None:
            self._model.form.put(name, value)

    def _show_value(self, name: str, value: Any) -> None:
        stage, _, part = name.partition("_")
        if stage in self.stages:
            self.stages[stage].show_value(part, value)
        elif name == "parent_agrees":
            self._ui.parent_agrees.setChecked(bool(value))
        elif name in self.boxes:
            self.boxes[name].show_value(value)

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, line in self.errors.items():
            line.show_error(problems.get(name, ""))
        first = next((line for name, line in self.errors.items() if name in problems), None)
        if first is not None:
            self._ui.scroll.ensureWidgetVisible(first)
