"""Who looked at a pupil's record, wrote in it, printed it; and what a record said before."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ontrack_desktop.ui.forms.who_looked import Ui_WhoLookedScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.placing import in_line, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.ui.widgets.versions_view import VersionsArea
from ontrack_desktop.viewmodels.who_looked import FILTERS, WhoLookedModel

NARROW_BELOW = 760
HINT = "Choose a line where something was written, to read what the record said before and after."


class WhoLookedScreen(QWidget):
    """Shows `WhoLookedModel`: the ledger on the left, the versions of the chosen record on the right."""

    def __init__(self, model: WhoLookedModel, _navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_WhoLookedScreen()
        self.ui.setupUi(self)
        self.ui.intro.setText("Every look, change and print is written down and cannot be taken out again.")
        self.lines = RowList(most_rows=3)  # at least; it takes all the height that there is
        self.lines.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.lines.setAccessibleName("Who looked")
        self.lines.keeps_selection = True
        self.lines.current_changed.connect(lambda row: model.choose(int(row)))
        self._nothing = in_line(plain_label("Nothing of this kind yet.", "muted"), margins=(0, 15, 0, 15))
        self.ui.lines_card.add(self._nothing)
        self.ui.lines_card.add(self.lines, flush=True)
        self.ui.versions_card.set_title("What it said")
        self.versions = VersionsArea(model.versions, HINT)
        self.ui.versions_card.add(self.versions)
        self.ui.filters.chosen.connect(model.set_filter)
        self.ui.more_button.clicked.connect(model.more)
        model.changed.connect(self.show_model)
        model.versions.changed.connect(self._show_title)

    def show_model(self) -> None:
        """Show what the model holds."""
        ui, model = self.ui, self.model
        ui.filters.set_filters([(name, words) for name, (words, _) in FILTERS.items()], model.filter)
        self.lines.set_rows([
            Row(
                str(line.seq), lead=line.who, text=line.what, icon=line.icon, icon_ink="ink_2",
                trailing=f"{line.day}, {line.time}", trailing_tip=line.tip,
            )
            for line in model.look_lines()
        ])
        self.lines.setVisible(bool(model.lines))
        self._nothing.setVisible(not model.lines)
        ui.left.setStretchFactor(ui.lines_card, 1 if model.lines else 0)
        ui.more_button.setVisible(model.has_more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _show_title(self) -> None:
        self.ui.versions_card.set_title(self.model.versions.title() or "What it said")
