"""What a record said before: its versions one under the other, with what each changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ontrack_desktop.ui.widgets.person_row import rule
from ontrack_desktop.ui.widgets.placing import emptied, in_line
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.viewmodels.versions import ChangeLine, VersionCard, VersionsModel

MOST_SHOWN = 600  # characters of one field


class VersionsView(QWidget):
    """Shows `VersionsModel`; `hint` stands there while no record is chosen."""

    def __init__(self, model: VersionsModel, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._hint = hint
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        model.changed.connect(self.show_model)
        self.show_model()

    def show_model(self) -> None:
        """Show what the model holds."""
        emptied(self._column)
        if self.model.found is None:
            self._column.addWidget(plain_label(self._hint, "muted"))
        elif self.model.restricted():
            self._column.addWidget(plain_label(self.model.restricted(), "muted"))
        for number, card in enumerate(self.model.cards() if not self.model.restricted() else []):
            if number:
                self._column.addWidget(rule())
            self._add(card)
        self._column.addStretch()

    def _add(self, card: VersionCard) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(plain_label(card.title, "heading"))
        self._column.addWidget(plain_label(card.below, "help"))
        for change in card.changes:
            self._column.addSpacing(4)
            self._column.addWidget(plain_label(change.label, "help"))
            for text, role in _said(change):
                self._column.addWidget(plain_label(text, role))
        if not card.changes:
            self._column.addWidget(plain_label("Saved again without a change of its fields.", "muted"))
        self._column.addSpacing(8)


class VersionsArea(QScrollArea):
    """The same where there is less room than they take."""

    def __init__(self, model: VersionsModel, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Versions")
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(VersionsView(model, hint))
        self.setWidget(inner)


class VersionsDialog(QDialog):
    """The same in a window of its own, for a form that amends a record."""

    def __init__(self, model: VersionsModel, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier versions")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(title, "section"))
        column.addWidget(VersionsArea(model), 1)
        close = QPushButton("&Close")
        close.clicked.connect(self.accept)
        column.addWidget(in_line(close))
        self.resize(480, 560)


def _said(change: ChangeLine) -> list[tuple[str, str]]:
    """What stands there now, and what stood there."""
    if not change.before:
        return [(_short(change.after), "body")]
    now = _short(change.after) if change.after else "Nothing any more"
    return [(now, "body"), (f"was: {_short(change.before)}", "muted")]


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} …"
