"""Who did what with this vault: who came in, looked, searched, wrote, printed, and what became of the keys."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.forms.vault_history import Ui_VaultHistoryScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.placing import in_line
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.viewmodels.vault_history import FILTERS, VaultHistoryModel


class VaultHistoryScreen(QWidget):
    """Shows a `VaultHistoryModel`; there is nothing to open, only to read."""

    def __init__(self, model: VaultHistoryModel, _navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_VaultHistoryScreen()
        self.ui.setupUi(self)
        self.lines = RowList()
        self.lines.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.lines.setAccessibleName("Who did what")
        self._nothing = in_line(plain_label("Nothing of this kind yet.", "muted"), margins=(0, 15, 0, 15))
        self.ui.lines_card.add(self._nothing)
        self.ui.lines_card.add(self.lines, flush=True)
        self.ui.filters.chosen.connect(model.set_filter)
        self.ui.more_button.clicked.connect(model.more)
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.load()

    def _show(self) -> None:
        ui, lines = self.ui, self.model.lines()
        ui.filters.set_filters([(name, words) for name, (words, _) in FILTERS.items()], self.model.filter)
        self.lines.set_rows([
            Row(
                str(line.seq), lead=line.who, text=line.what, icon=line.icon,
                icon_ink="warn" if line.is_alarming else "ink_2", trailing=f"{line.day}, {line.time}",
                trailing_tip=line.tip,
            )
            for line in lines
        ])
        self.lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        ui.outer.setStretchFactor(ui.lines_card, 1 if lines else 0)
        ui.more_button.setVisible(self.model.has_more)
