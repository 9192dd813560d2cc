"""A field for a passphrase: hidden until its eye is pressed, and it notices Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from ontrack_desktop.ui.icons import set_icon

LONGEST = 1_000  # characters, as the vault takes them


class SecretField(QFrame):
    """A line edit and an eye in one box. Set the accessible name on this; labels may have it as their buddy.

    Qt does not tell whether Caps Lock is on: it follows from a capital typed without Shift, and the key itself.
    """

    edited = Signal(str)
    returned = Signal()
    caps_lock_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "box")
        self.setProperty("ring", True)
        self._caps_lock: bool | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST)
        # no word list of the system's, no dictation: what is typed here stays here
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.returned)
        self.line.installEventFilter(self)
        self.eye = QToolButton()
        self.eye.setCheckable(True)
        self.eye.setCursor(Qt.CursorShape.PointingHandCursor)
        self.eye.toggled.connect(self._reveal)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or a label's letter does not lead here
        self._reveal(False)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Fill it in, as if typed."""
        self.line.setText(text)
        self.edited.emit(text)

    def clear(self) -> None:
        """Empty it and hide it again. Qt may keep a copy: that is why locking begins a new process."""
        self.line.clear()
        self.eye.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._notice(event)
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.eye.setChecked(False)

    def _notice(self, event: QKeyEvent) -> None:
        known = self._caps_lock
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and known is not None:
            known = not known
        elif len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            known = letter.isupper() != with_shift
        if known is not None and known != self._caps_lock:
            self._caps_lock = known
            self.caps_lock_changed.emit(known)

    def _reveal(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        set_icon(self.eye, "eye-off" if shown else "eye")
        words = "Hide what is typed" if shown else "Show what is typed"
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)
