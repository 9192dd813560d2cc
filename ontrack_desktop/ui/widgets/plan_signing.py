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
        ui.others.textEdited.connect(self._put)
        ui.others.editingFinished.connect(model.leave)
        ui.agree_button.clicked.connect(self._agree)
        ui.not_now_button.clicked.connect(self._close)

    def show_form(self) -> None:
        """Another form is there: who left in the middle of signing it comes back to the names that they typed."""
        self._ui.sign_panel.hide()
        if self._model.form is not None and self._model.form.values["others"]:
            self._show()

    def _open(self) -> None:
        self._show()
        self._ui.scroll.verticalScrollBar().setValue(0)
        if self.signers:
            self.signers[0].setFocus()

    def _show(self) -> None:
        page, form = self._model.page, self._model.form
        if page is None or form is None:
            return
        emptied(self._ui.signers)
        self.signers = []
        for signer in page.signers:
            words = f"{signer.name}, {signer.role}" if signer.role else signer.name
            tick = QCheckBox(words.replace("&", "&&"))
            tick.setAccessibleName(words)
            self._ui.signers.addWidget(tick)
            self.signers.append(tick)
        self._ui.others.setText(form.values["others"])
        self._model.propose_review()
        self._ui.sign_panel.show()
        before: QWidget = self._ui.again_button
        for tick in self.signers:
            tick.show()  # a layout shows what is new in it only after this event, too late for the keyboard
            QWidget.setTabOrder(before, tick)
            before = tick
        self._ui.bar.hide()

    def _close(self) -> None:
        self._put("")
        self._ui.sign_panel.hide()
        self._ui.bar.show()
        self._ui.sign_button.setFocus()

    def _agree(self) -> None:
        chosen = [place for place, tick in enumerate(self.signers) if tick.isChecked()]
        self._model.sign(chosen, self._ui.others.text())

    def _put(self, others: str) -> None:
        if self._model.form is not None:
            self._model.form.put("others", others)
