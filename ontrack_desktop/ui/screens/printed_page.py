"""Check a printed page: eight characters in, and at once whether it is one of ours and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ontrack_desktop.ui.forms.printed_page import Ui_PrintedPageScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.viewmodels.printed_page import PaperWords, PrintedPageModel

ICON = 24
LOWER = 2  # px: small words stand on the line of the larger ones beside them


class PrintedPageScreen(QWidget):
    """Shows a `PrintedPageModel`."""

    def __init__(self, model: PrintedPageModel, _navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_PrintedPageScreen()
        self.ui.setupUi(self)
        self.ui.characters.textChanged.connect(model.type)
        self.ui.characters.returnPressed.connect(model.check)
        self.ui.check_button.clicked.connect(model.check)
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ui.characters.setFocus()
        self.ui.characters.selectAll()

    def _show(self) -> None:
        ui, said = self.ui, self.model.said
        ui.answer_card.setVisible(said is not None)
        if said is not None:
            ui.answer_icon.set_icon(said.icon, said.tone, ICON)
            ui.headline.setText(said.headline)
            ui.sentence.setText(said.sentence)
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self, f"{said.headline}. {said.sentence}")
            )
        emptied(ui.papers_place)
        for paper in self.model.papers:
            ui.papers_place.addWidget(_card(paper))


def _card(paper: PaperWords) -> Card:
    """One paper: what is asked at the left, the answers beside it."""
    card = Card(title=paper.title)
    card.setAccessibleName(paper.title)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for row, (what, words) in enumerate(paper.rows):
        asked = plain_label(what, "label")
        asked.setContentsMargins(0, LOWER, 0, 0)
        grid.addWidget(asked, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(words, "body"), row, 1)
    card.add(holder)
    return card
