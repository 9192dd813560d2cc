"""The palette over the window: type, choose with the arrows, Enter. Escape or a click beside it puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ontrack_desktop.system.assets import tokens
from ontrack_desktop.ui.forms.find import Ui_FindScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.theme import current_theme
from ontrack_desktop.ui.widgets.grouped_list import Item
from ontrack_desktop.viewmodels.find import FindModel, Found
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm

STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1,
}  # fmt: skip
HEAD = 56  # px of the line that is typed in
SHADOW = 24
VEIL = {"light": ("ink", 90), "dark": ("paper", 150), "contrast": ("paper", 200)}


class FindScreen(QWidget):
    """Covers its parent, the window, while it is open. `open_over()` shows it; the rest it does itself."""

    closed = Signal()

    def __init__(self, model: FindModel, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._over = parent
        self._has_stepped = False  # somebody chose a row since the last key
        self._found: dict[str, Found] = {}
        self._came_from: QWidget | None = None
        self.ui = Ui_FindScreen()
        self.ui.setupUi(self)
        self.ui.picture.set_icon("search", "ink_2", 20)
        # The palette is typed in larger than other fields; a style sheet's size can only be changed by another.
        self.ui.query.setStyleSheet(f"font-size: {tokens()['type']['section']}px")
        self.ui.card.setProperty("ring", True)
        self.ui.card.setProperty("ring_radius", 10)
        self.ui.query.installEventFilter(self)
        self.ui.card.installEventFilter(self)
        self.ui.query.textEdited.connect(self._type)
        self.ui.found.opened.connect(self._choose)
        model.changed.connect(self.show_found)
        model.form_ready.connect(self._show_form)
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def open_over(self) -> None:
        """Show the palette, empty, with the keyboard in it. Pressed again, it selects what is typed."""
        if self.isVisible():
            self.ui.query.selectAll()
            return
        self._came_from = QApplication.focusWidget()
        self._cover()
        self._has_stepped = False
        self.ui.query.clear()
        self.model.open()
        self.show()
        self.raise_()
        self.ui.query.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self, *, give_back: bool = True) -> None:
        """Hide it; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        self.model.close()
        if give_back and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.closed.emit()

    def show_found(self) -> None:
        """Show what the model found; the first row is chosen."""
        groups = self.model.groups
        self._found = {row.id: row for _title, rows in groups for row in rows}
        here = self.ui.found.current_id() if self._has_stepped else ""
        self.ui.found.setCurrentIndex(QModelIndex())
        self.ui.found.set_groups([(title, [_item(row) for row in rows]) for title, rows in groups])
        if here in self._found:
            self.ui.found.select(here)
        else:
            self.ui.found.step(0)
        self.ui.count.setText(self.model.count_words())
        self.ui.card.setMaximumHeight(HEAD + 3 + self.ui.found.height_of_all())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._cover()
        if watched is self.ui.card and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.update()  # its shadow lies outside it, and is taken away where the card was
        if watched is not self.ui.query or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Escape and Ctrl+N belong to the palette while it is open, not to the window under it.
            if event.key() == Qt.Key.Key_Escape or _is_ctrl_n(event):
                event.accept()
            return False
        return event.type() == QEvent.Type.KeyPress and self._press(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._step(1 if forward else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.ui.card.geometry().contains(event.position().toPoint()):
            self.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        token, strength = VEIL[theme.name]
        veil = theme.colour(token)
        veil.setAlpha(strength)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 5))
        card = QRectF(self.ui.card.geometry())
        for reach in range(2, SHADOW, 2):
            painter.drawRoundedRect(card.adjusted(-reach, -reach + 6, reach, reach + 6), 10 + reach, 10 + reach)

    def _type(self, typed: str) -> None:
        self._has_stepped = False
        self.model.type(typed)

    def _step(self, by: int) -> None:
        self._has_stepped = True
        self.ui.found.step(by)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.ui.found.current_id())
        elif _is_ctrl_n(event):
            about = next((row.id for row in self._found.values() if row.does == "note"), "do New note")
            self._choose(about)
        elif step := STEPS.get(Qt.Key(event.key())):
            self._step(step)
        else:
            return False
        return True

    def _choose(self, row_id: str) -> None:
        """Do what a row stands for."""
        row = self._found.get(row_id)
        if row is None:
            return
        if row.does == "more":
            self.model.show_all_notes()
            return
        self.put_away(give_back=False)
        wishes = self.navigator
        match row.does:
            case "pupil":
                wishes.pupil_wanted.emit(row.target, row.place)
            case "meeting":
                wishes.meeting_wanted.emit(row.target)
            case "new_meeting":
                wishes.new_meeting_wanted.emit(row.target)
            case "note":
                wishes.note_wanted.emit((row.target,), "")
            case "new_note":
                wishes.note_wanted.emit((), "")
            case "page":
                wishes.page_wanted.emit(row.place)
            case "add_pupil":
                self.model.add_pupil()
            case "lock":
                wishes.lock_wanted.emit()

    def _show_form(self, form: NewPupilForm) -> None:
        form.saved.connect(lambda pupil_id: self.navigator.pupil_wanted.emit(pupil_id, "overview"))
        self.navigator.form_wanted.emit(form)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went elsewhere in the window, by one of its own shortcuts."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.put_away(give_back=False)

    def _cover(self) -> None:
        self.setGeometry(0, 0, self._over.width(), self._over.height())


def _item(row: Found) -> Item:
    return Item(row.id, row.lead, row.text, row.icon, row.snippet, row.keys)


def _is_ctrl_n(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier
