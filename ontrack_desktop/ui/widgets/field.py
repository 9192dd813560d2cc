"""A field: label above, help under it, and what is wrong beside it with an icon and in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label


class ErrorLine(QWidget):
    """The line under an editor that says what to put right. Hidden while there is nothing.

    In a Designer form, promote an empty QWidget to this and call `set_editor`; `Field` brings its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None
        self._help = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(icon="circle-alert", ink="alert", size=16), 0, Qt.AlignmentFlag.AlignTop)
        self._words = plain_label("", "error")
        row.addWidget(self._words, 1)
        self.hide()

    def set_editor(self, editor: QWidget) -> None:
        """The editor that this line speaks about; its accessible description says the error too."""
        self._editor = editor
        self._help = editor.accessibleDescription()

    def show_error(self, text: str) -> None:
        """Say what to put right, and outline the editor."""
        self._words.setText(text)
        self.setVisible(bool(text))
        if self._editor is not None:
            restyle(self._editor, invalid="true" if text else "")
            self._editor.setAccessibleDescription(f"{text} {self._help}".strip())

    def clear_error(self) -> None:
        """There is nothing to put right."""
        self.show_error("")

    def text(self) -> str:
        """What is said now."""
        return self._words.text()


class Field(QWidget):
    """Label, editor, help and error as one. The label names the editor and its mnemonic leads to it."""

    def __init__(self, label: str, editor: QWidget, *, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = plain_label(label, "label")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(help)
        self.help = plain_label(help, "help")
        self.error = ErrorLine()
        self.error.set_editor(editor)
        for widget in (self.label, editor, self.help, self.error):
            column.addWidget(widget)
        self.help.setVisible(bool(help))
        self.setFocusProxy(editor)

    def show_error(self, text: str) -> None:
        """Say beside the field what to put right."""
        self.error.show_error(text)

    def clear_error(self) -> None:
        """There is nothing to put right."""
        self.error.clear_error()
