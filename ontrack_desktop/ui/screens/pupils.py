"""The list of pupils: a filter, chips, a table of any length, and a preview beside it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ontrack_desktop.ui.forms.pupils import Ui_PupilsScreen
from ontrack_desktop.ui.icons import icon, set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.chip import FilterChip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.placing import stack
from ontrack_desktop.ui.widgets.pupil_preview import PupilPreview
from ontrack_desktop.ui.widgets.table_model import Cell, Heading
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from ontrack_desktop.viewmodels.pupils import FILTERS, PupilsModel

ATTENDANCE = "Of the newest half-term on record. The arrow compares it with the one before."
# key of the column -> (heading, width of the screen from which there is room for it)
COLUMNS = {
    "name": (Heading("Known as", 160), 0),
    "age": (Heading("Age · year", 104), 986),
    "where": (Heading("Where they learn"), 750),
    "seen": (Heading("Last seen", 104), 0),
    "meeting": (Heading("Next meeting", 104), 864),
    "attendance": (Heading("Attendance", 104, right=True, tip=ATTENDANCE), 612),
    "needs": (Heading("Needs you", 222, right=True), 0),
}
NARROW_BELOW = 900  # px under which the chips stand below the filter
HEADER, ROW = 35, 48
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class PupilsScreen(QWidget):
    """Shows `PupilsModel`. The window may take `ui.add_button` into its top bar."""

    def __init__(self, model: PupilsModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._columns: list[str] = []
        self._is_setting = False
        self.ui = Ui_PupilsScreen()
        self.ui.setupUi(self)
        set_icon(self.ui.add_button, "user-plus", "ink")
        self.ui.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.chips = self._add_chips()
        self.preview = PupilPreview(self.ui.preview)
        self.ui.preview_layout.addWidget(self.preview)
        self._connect()
        self.show_rows()
        self._show_preview()

    def show_rows(self) -> None:
        """Show the rows as the model has them; the keyboard stays on its pupil."""
        model, ui = self.model, self.ui
        here = self._current()
        scrolled = ui.table.verticalScrollBar().value()
        self._is_setting = True
        ui.table.set_rows([self._heading(name) for name in self._columns], model.shown, self._cells)
        if here in model.shown:
            ui.table.select_row(model.shown.index(here))
            ui.table.verticalScrollBar().setValue(scrolled)
        elif model.shown:
            ui.table.select_row(0)
        self._is_setting = False
        self._show_sorting()
        ui.card.setMaximumHeight(HEADER + ROW * max(1, len(model.shown)))
        ui.count.setText(model.count_words())
        if ui.filter.text() != model.typed:
            ui.filter.setText(model.typed)
        for name, chip in self.chips.items():
            chip.setChecked(name in model.filters)
        self._show_emptiness()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        is_note = event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        is_away = event.key() == Qt.Key.Key_Escape and self.model.preview is not None
        if event.type() == QEvent.Type.ShortcutOverride:
            # Otherwise the window would begin a note about nobody, or close its own panel.
            if (is_note and self._current() is not None) or is_away:
                event.accept()
                return True
            return False
        if is_away:
            self.model.show_preview(None)
            return True
        if is_note:
            return self._write_note()
        if watched is self.ui.filter:
            return self._filter_key(event)
        if event.key() == Qt.Key.Key_Space:
            self._toggle_preview()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.model.is_loaded:
            self.model.load()
        self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.filters, when=self.width() < NARROW_BELOW)
        self._choose_columns()

    def _add_chips(self) -> dict[str, FilterChip]:
        flow = FlowLayout(self.ui.chips)
        made = {}
        for name, words in FILTERS.items():
            chip = FilterChip(text=words)
            chip.clicked.connect(lambda on, wanted=name: self.model.set_filter(wanted, on=on))
            flow.addWidget(chip)
            made[name] = chip
        return made

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.changed.connect(self.show_rows)
        model.filled.connect(self.show_rows)
        model.preview_changed.connect(self._show_preview)
        model.form_ready.connect(self._show_form)
        ui.filter.textEdited.connect(self._type)
        ui.filter.installEventFilter(self)
        ui.table.installEventFilter(self)
        ui.table.opened.connect(lambda row: self._open(model.shown[row]))
        ui.table.sort_wanted.connect(self._sort)
        ui.table.current_changed.connect(self._moved)
        ui.add_button.clicked.connect(model.add_pupil)
        ui.empty.pressed.connect(self._help_on)
        self.preview.opened.connect(lambda: self._open_current("overview"))
        self.preview.note_wanted.connect(self._write_note)

    def _choose_columns(self) -> None:
        room = self.width() - (self.ui.preview.width() + 16 if self.model.preview else 0)
        columns = [name for name, (_heading, least) in COLUMNS.items() if room >= least]
        if columns != self._columns:
            self._columns = columns
            self.show_rows()

    def _heading(self, name: str) -> Heading:
        """The name takes what is left where no other column does."""
        return Heading("Known as") if name == "name" and "where" not in self._columns else COLUMNS[name][0]

    def _cells(self, pupil_id: UUID) -> list[Cell]:
        row = self.model.row(pupil_id)
        made = {
            "name": Cell(row.name, bold=True, avatar=(row.initials, "pupil")),
            "age": Cell(row.age, muted=True),
            "where": Cell(row.where),
            "seen": Cell(row.seen, muted=True),
            "meeting": Cell(row.meeting, muted=True),
            "attendance": Cell(row.attendance, trend=row.trend),
            "needs": Cell(chip=row.chip) if row.chip else Cell(),
        }
        return [made[name] for name in self._columns]

    def _show_sorting(self) -> None:
        if self.model.sorted_by in self._columns:
            column = self._columns.index(self.model.sorted_by)
            self.ui.table.show_sorting(column, descending=self.model.descending)

    def _show_emptiness(self) -> None:
        model, ui = self.model, self.ui
        is_empty = model.is_loaded and not model.shown
        ui.empty.setVisible(is_empty)
        ui.card.setVisible(not is_empty)
        ui.hint.setVisible(not is_empty)
        for widget in (ui.filter, ui.chips):
            widget.setVisible(not model.is_new_vault)
        if model.is_new_vault:
            ui.empty.set_words("Pupils stand here with who needs you first.", "Add your first pupil", "users")
        elif is_empty:
            ui.empty.set_words("No pupil is in this list.", "Show all pupils", "search")
            set_icon(ui.empty.button, "users", "ink")

    def _help_on(self) -> None:
        if self.model.is_new_vault:
            self.model.add_pupil()
        else:
            self.model.show_all()
            self.ui.filter.setFocus()

    def _filter_key(self, event: QKeyEvent) -> bool:
        """While somebody types, the arrow keys choose a row and Enter opens it."""
        table, last = self.ui.table, len(self.model.shown) - 1
        if last < 0:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.model.shown[table.current_row()])
        elif step := STEPS.get(Qt.Key(event.key())):
            table.select_row(min(last, max(0, table.current_row() + step)))
        else:
            return False
        return True

    def _sort(self, column: int, descending: bool) -> None:
        self.model.sort(self._columns[column], descending=descending)

    def _type(self, typed: str) -> None:
        self.ui.table.clearSelection()
        self.ui.table.setCurrentIndex(QModelIndex())
        self.model.type(typed)

    def _current(self) -> UUID | None:
        row = self.ui.table.current_row()
        rows = self.ui.table.cells.rows
        return rows[row] if 0 <= row < len(rows) else None

    def _moved(self, row: int) -> None:
        if self.model.preview is not None and row >= 0 and not self._is_setting:
            self.model.show_preview(self.model.shown[row])

    def _toggle_preview(self) -> None:
        self.model.show_preview(None if self.model.preview else self._current())

    def _show_preview(self) -> None:
        self.ui.preview.setVisible(self.model.preview is not None)
        if self.model.preview is not None:
            self.preview.show_words(self.model.preview_words())
        self._choose_columns()

    def _open(self, pupil_id: UUID) -> None:
        self.navigator.pupil_wanted.emit(pupil_id, "overview")

    def _open_current(self, section: str) -> None:
        if self.model.preview is not None:
            self.navigator.pupil_wanted.emit(self.model.preview.pupil.id, section)

    def _write_note(self) -> bool:
        current = self._current()
        if current is not None:
            self.navigator.note_wanted.emit((current,), "")
        return current is not None

    def _show_form(self, form: NewPupilForm) -> None:
        form.saved.connect(self._open)
        self.navigator.form_wanted.emit(form)
