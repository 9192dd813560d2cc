"""The directory: a searched, grouped list; details, people and pupils of the chosen entry beside it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ontrack_desktop.ui.forms.directory import Ui_DirectoryScreen
from ontrack_desktop.ui.icons import icon, set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.grouped_list import Item
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.placing import stack
from ontrack_desktop.ui.widgets.plain_label import Paragraph, plain_label
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.viewmodels.directory import ICONS, DirectoryModel, Sheet
from ontrack_desktop.viewmodels.record_form import RecordForm

NARROW_BELOW = 720
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class DirectoryScreen(QWidget):
    """Shows `DirectoryModel`."""

    def __init__(self, model: DirectoryModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_DirectoryScreen()
        self.ui.setupUi(self)
        self.people, self.pupils = RowList(), RowList(most_rows=12)
        self._dress()
        self._connect()
        self.show_list()
        self._show_sheet()

    def show_list(self) -> None:
        """Show the list as the model has it."""
        model, ui = self.model, self.ui
        groups = model.groups()
        ui.entries.set_groups([
            (title, [Item(str(entry.id), entry.record.name, entry.where, ICONS[entry.kind]) for entry in entries])
            for title, entries in groups
        ])
        ui.entries.setVisible(bool(groups))
        ui.nobody.setVisible(not groups)
        ui.empty.setVisible(model.is_bare)
        for widget in (ui.filter, ui.list_card, ui.scroll):
            widget.setVisible(not model.is_bare)
        if not model.is_bare and not ui.entries.current_id():
            ui.entries.step(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.ui.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.ui.entries.step(step)
                return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.model.is_loaded:
            self.model.load()
        self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _dress(self) -> None:
        ui = self.ui
        ui.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        for button in (ui.add_school, ui.add_agency, ui.add_professional):
            set_icon(button, "plus", "ink")
        set_icon(ui.edit_button, "pencil", "ink", 16)
        set_icon(ui.add_here, "user-plus", "ink", 16)
        ui.people_card.set_title("Who works there")
        ui.people_card.add(self.people, flush=True)
        self.people.setAccessibleName("Who works there")
        ui.pupils_card.set_title("Pupils")
        ui.pupils_card.add(self.pupils, flush=True)
        self.pupils.setAccessibleName("Pupils")
        ui.empty.set_words(
            "Agencies, schools and the people in them stand here, with the pupils they are there for. "
            "Begin with the kinds of agency that most families meet, and rename them as you go.",
            "Add the usual agencies", "book-user",
        )

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.changed.connect(self.show_list)
        model.sheet_changed.connect(self._show_sheet)
        model.form_ready.connect(self._show_form)
        ui.filter.textEdited.connect(model.type)
        ui.filter.installEventFilter(self)
        ui.entries.current_changed.connect(lambda row: model.open(UUID(row)))
        ui.add_school.clicked.connect(lambda: model.add("school"))
        ui.add_agency.clicked.connect(lambda: model.add("agency"))
        ui.add_professional.clicked.connect(lambda: model.add("professional"))
        ui.add_here.clicked.connect(lambda: model.add("professional"))
        ui.edit_button.clicked.connect(model.edit)
        ui.empty.pressed.connect(model.add_usual)
        self.people.opened.connect(self._go_to)
        self.pupils.opened.connect(lambda row: self.navigator.pupil_wanted.emit(UUID(row), "people"))

    def _go_to(self, row: str) -> None:
        """Show somebody of the same directory, whatever is typed."""
        self.ui.filter.clear()
        self.model.type("")
        self.ui.entries.select(row)

    def _show_sheet(self) -> None:
        sheet, ui = self.model.sheet(), self.ui
        ui.sheet.setVisible(sheet is not None)
        if sheet is None:
            return
        ui.entries.mark(str(sheet.id))
        ui.name.setText(sheet.name)
        ui.line.setText(sheet.line)
        ui.line.setVisible(bool(sheet.line))
        self._show_facts(sheet)
        ui.edit_button.setVisible(sheet.can_edit)
        ui.add_here.setVisible(sheet.kind in ("school", "agency"))
        self.people.set_rows([
            Row(str(i), lead=name, text=role, icon="user-round", icon_ink="ink_2")
            for i, name, role in sheet.people
        ])
        ui.people_card.setVisible(bool(sheet.people))
        ui.pupils_card.set_title(sheet.pupils_heading)
        self.pupils.set_rows([
            Row(
                str(each.pupil_id), lead=each.name, text=each.role, avatar=(each.initials, "pupil"),
                chip=("warn", "hourglass", "Waiting") if each.is_waiting else None,
            )
            for each in sheet.pupils
        ])
        ui.pupils_card.setVisible(bool(sheet.pupils))

    def _show_facts(self, sheet: Sheet) -> None:
        while (item := self.ui.facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(sheet.facts):
            words = Paragraph()
            words.setText(fact.words)
            words.setAccessibleName(f"{fact.label}: {fact.words}")
            self.ui.facts.addWidget(IconLabel(icon=fact.icon, size=16), row, 0, Qt.AlignmentFlag.AlignVCenter)
            self.ui.facts.addWidget(plain_label(fact.label, "caption"), row, 1)
            self.ui.facts.addWidget(words, row, 2)
        self.ui.facts.setColumnStretch(2, 1)

    def _show_form(self, form: RecordForm) -> None:
        form.saved.connect(self.model.open)
        self.navigator.form_wanted.emit(form)
