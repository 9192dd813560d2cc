"""What is to be put right on this page, at its top, each line leading to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.icon_label import IconLabel
from ontrack_desktop.ui.widgets.plain_label import plain_label


class ErrorSummary(QFrame):
    """Hidden while there is nothing to put right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "errors")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon="circle-alert", ink="alert"), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        row.addLayout(self._column, 1)
        self._heading = plain_label("", "heading")
        self._column.addWidget(self._heading)
        self.links: list[QPushButton] = []
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget]]) -> None:
        """List (sentence, editor); the keyboard goes to the first line. An empty list hides the summary."""
        for link in self.links:
            self._column.removeWidget(link)
            link.deleteLater()
        self.links = [self._link(text, editor) for text, editor in problems]
        count = len(problems)
        self._heading.setText(
            "There is something to put right" if count == 1 else f"There are {count} things to put right"
        )
        self.setAccessibleName(self._heading.text())
        self.setVisible(bool(problems))
        if self.links:
            self.links[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_before(self, first: QWidget) -> None:
        """Tab goes from the last line to the first field. Only the lines are moved: the way of the fields stays."""
        before = first.previousInFocusChain()
        while before and before is not first and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        for link in self.links:
            QWidget.setTabOrder(before or first, link)
            before = link

    def _link(self, text: str, editor: QWidget) -> QPushButton:
        link = QPushButton(text.replace("&", "&&"))
        link.setProperty("role", "link")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: editor.setFocus(Qt.FocusReason.ShortcutFocusReason))
        link.setAutoDefault(True)  # Enter follows it
        self._column.addWidget(link)
        return link
