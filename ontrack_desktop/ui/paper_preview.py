"""One page in a window of its own: what it needs to know above, the page as it will be printed, save and print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.printing import ask_and_print
from ontrack_desktop.ui.widgets.answer_boxes import Box, LineBox, MomentBox, TickBox
from ontrack_desktop.ui.widgets.field import ErrorLine, Field
from ontrack_desktop.ui.widgets.pdf_preview import PdfPreview
from ontrack_desktop.viewmodels.paper import Paper, PaperModel, Question

USUAL = (720, 760)
LONGEST = 200


class PaperDialog(QDialog):
    """Shows a `PaperModel`. Open it with `open()`: the program goes on behind it, and a lock closes it."""

    def __init__(self, model: PaperModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(model.title)
        self.fields: dict[str, Field] = {}
        self.boxes: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._make_questions())
        self.preview = PdfPreview()
        self.preview.set_title(model.title)
        column.addWidget(self.preview, 1)
        self.error = ErrorLine()
        self.error.set_editor(self.preview)
        column.addWidget(self.error)
        column.addLayout(self._make_buttons())
        self.resize(*USUAL)
        model.preview.changed.connect(self._show_preview)
        model.problems_changed.connect(self._show_problems)
        model.refused.connect(lambda error: self.error.show_error(str(error)))
        model.saved.connect(self._saved)
        model.to_print.connect(self._print)
        model.draw()

    def _make_questions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for question in self.model.questions:
            box = self._box(question)
            self.boxes[question.name] = box
            talk = cast(Box, box)
            talk.show_value(self.model.answers[question.name])
            talk.typed.connect(partial(self.model.put, question.name))
            if isinstance(box, TickBox):
                box.setAccessibleName(question.label)
                row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            else:
                field = Field(question.label, box, help=question.help)
                self.fields[question.name] = field
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _box(self, question: Question) -> QWidget:
        if question.editor == "tick":
            return TickBox(question.label)
        if question.editor == "moment":
            return MomentBox(self.model.desk.clock)
        box = LineBox()
        box.setMaxLength(LONGEST)
        return box

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.print_button = QPushButton("&Print")
        self.print_button.setProperty("role", "primary")
        set_icon(self.print_button, "printer", "on_primary")
        self.save_button = QPushButton("&Save")
        set_icon(self.save_button, "save", "ink")
        self.close_button = QPushButton("&Close")
        self.close_button.setProperty("role", "text")
        for button in (self.print_button, self.save_button, self.close_button):
            row.addWidget(button)
        row.addStretch()
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self.model.prepare_print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        return row

    def _show_preview(self) -> None:
        preview = self.model.preview
        if preview.paper is not None:
            self.preview.show_document(preview.paper.document)
        else:
            self.preview.show_words(preview.problem or ("Drawing the page" if preview.is_drawing else ""))
        ready = preview.paper is not None and not preview.is_drawing
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        if ready:
            self.error.clear_error()

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_error(problems.get(name, ""))

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, "Where to save it", documents)
        if chosen:
            self.model.save(Path(chosen))

    def _saved(self, path: Path) -> None:
        self.navigator.told.emit(f"Saved as {path.name} in {path.parent}", "good")
        self.accept()

    def _print(self, papers: list[Any]) -> None:
        documents = [cast(Paper, paper).document for paper in papers]
        try:
            if ask_and_print(documents, self):
                self.model.printed(papers)
                self.navigator.told.emit(f"{self.model.title} printed", "good")
                self.accept()
        except OnTrackError as error:
            self.error.show_error(str(error))
