"""The panel in which a time-in plan is agreed: a tick for each who signs, others by name, the day to look again."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ontrack_desktop.ui.forms.time_in_plan import Ui_TimeInPlanScreen
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.viewmodels.time_in_plan import TimeInPlanModel


class PlanSigning:
    """Stands in the place of the buttons while it is open."""

    def __init__(self, ui: Ui_TimeInPlanScreen, model: TimeInPlanModel) -> None:
        self._ui, self._model = ui, model
        self.signers: list[QCheckBox] = []
        ui.sign_panel.hide()
        ui.sign_button.clicked.connect(self._open)
        ui.agree_button.clicked.connect(self._agree)
        ui.not_now_button.clicked.connect(self._close)

    def _open(self) -> None:
        page = self._model.page
        if page is None:
            return
        emptied(self._ui.signers)
        self.signers = []
        for signer in page.signers:
            words = f"{signer.name}, {signer.role}" if signer.role else signer.name
            tick = QCheckBox(words.replace("&", "&&"))
            tick.setAccessibleName(words)
            self._ui.signers.addWidget(tick)
            self.signers.append(tick)
        self._ui.others.clear()
        self._model.propose_review()
        self._ui.sign_panel.show()
        before: QWidget = self._ui.again_button
        for tick in self.signers:
            tick.show()  # a layout shows what is new in it only after this event, too late for the keyboard
            QWidget.setTabOrder(before, tick)
            before = tick
        self._ui.bar.hide()
        self._ui.scroll.verticalScrollBar().setValue(0)
        if self.signers:
            self.signers[0].setFocus()

    def _close(self) -> None:
        self._ui.sign_panel.hide()
        self._ui.bar.show()
        self._ui.sign_button.setFocus()

    def _agree(self) -> None:
        chosen = [place for place, tick in enumerate(self.signers) if tick.isChecked()]
        self._model.sign(chosen, self._ui.others.text())
