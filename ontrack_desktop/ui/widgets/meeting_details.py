"""When, where and what kind of meeting it is, and who chairs it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ontrack_desktop.domain.choices import MeetingType
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox, MomentBox
from ontrack_desktop.ui.widgets.field import Field
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.viewmodels.meeting import MeetingModel

LONGEST = 200


class DetailsCard(MeetingCard):
    """Its fields put what is typed into the form at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="The meeting")
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self.add(holder)
        self.fields: dict[str, Field] = {}

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.boxes: dict[str, Any] = {
            "meeting_type": ChoiceBox([(each.value, each.label) for each in MeetingType]),
            "at": MomentBox(model.desk.clock), "ends_at": MomentBox(model.desk.clock),
            "place": QLineEdit(), "chair": QLineEdit(),
        }
        labels = {
            "meeting_type": "What kind", "at": "When", "ends_at": "Until", "place": "Where", "chair": "Who chairs it",
        }
        for number, (name, box) in enumerate(self.boxes.items()):
            field = Field(labels[name], box)
            self.fields[name] = field
            box.setMinimumWidth(120)
            row, column = divmod(number + 1, 2)
            self._grid.addWidget(field, row if number else 0, column if number else 0, 1, 1 if number else 2)
            if isinstance(box, QLineEdit) and not isinstance(box, MomentBox):
                box.setMaxLength(LONGEST)
                box.textEdited.connect(partial(model.put, name))
        self.boxes["meeting_type"].typed.connect(partial(model.put, "meeting_type"))
        self.boxes["at"].typed.connect(partial(model.put, "at"))
        self.boxes["ends_at"].typed.connect(lambda value: model.put("ends_at", value or None))

    def show_model(self) -> None:
        """Show what the form holds, but never under the hands."""
        form = self.model.form
        if form is None:
            return
        for name, box in self.boxes.items():
            if box.hasFocus():
                continue
            value = form.values[name]
            if isinstance(box, (ChoiceBox, MomentBox)):
                box.show_value(value)
            elif box.text().strip() != value:
                box.setText(value)

    def show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_error(problems.get(name, ""))
