"""What a pack still needs, with a way to mend each line, and the panel in which a share is decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.domain.choices import SharingBasis
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.answer_boxes import ChoiceBox
from ontrack_desktop.ui.widgets.check_line import CheckLine
from ontrack_desktop.ui.widgets.field import ErrorLine
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.viewmodels.meeting import MeetingModel

VERBS = {
    "quote": "Add it", "consent": "Ask or give a reason", "actions": "Look at them", "asks": "Ask for something",
    "copy": "Show it", "case": "Open the page",
}  # fmt: skip
REASONS = [(each.value, each.label) for each in SharingBasis if each is not SharingBasis.CONSENT]
LONGEST = 200


class ReadyCard(MeetingCard):
    """A line about consent opens the panel under the list."""

    mend_wanted = Signal(object)
    """Signal(Check): put this right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Ready to print?")
        self._column = self.add_column(0)
        self.panel = ReasonPanel()
        self.add(self.panel)
        self.panel.hide()
        self._shown: tuple[object, ...] = ()
        self.lines: list[CheckLine] = []

    def set_model(self, model: MeetingModel) -> None:
        super().set_model(model)
        self.panel.agreed.connect(model.ask_for_consent)
        self.panel.given.connect(self._give)
        self.panel.typed.connect(self._typed)
        self.panel.reason.editingFinished.connect(model.leave)

    def show_model(self) -> None:
        """Show what the model holds; lines that are the same stay, with the keyboard on them."""
        checks = self.model.checks
        if checks == self._shown:
            return
        self._shown = checks
        emptied(self._column)
        self.lines = []
        for check in checks:
            line = CheckLine(check.is_ready, check.sentence, VERBS.get(check.mend, ""))
            line.mend_wanted.connect(partial(self.mend_wanted.emit, check))
            self._column.addWidget(line)
            self.lines.append(line)
        waiting = {check.invitee for check in checks if check.mend == "consent"}
        names = {each.number: each.name for each in self.model.recipients() if each.number in waiting}
        if names.get(self.panel.number) != self.panel.name:
            self.panel.hide()

    def forget(self) -> None:
        self.panel.hide()

    def decide(self, number: int) -> None:
        """Ask on what basis somebody may have the whole copy."""
        form = self.model.form
        assert form is not None
        self.panel.ask(number, self.model.recipients()[number].name, *form.typed_reason(number))

    def _typed(self, number: int, basis: str, reason: str) -> None:
        if self.model.form is not None:
            self.model.form.put_reason(number, basis, reason)

    def _give(self, number: int, basis: str, reason: str) -> None:
        problem = self.model.give_reason(number, SharingBasis(basis), reason)
        self.panel.error.show_error(problem)
        if not problem:
            self.panel.hide()


class ReasonPanel(QFrame):
    """Consent, or another reason in somebody's words. `agreed(number)`, `typed` and `given(number, basis, reason)`."""

    agreed = Signal(int)
    typed = Signal(int, str, str)
    given = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = -1
        self.name = ""
        self.setProperty("role", "preview")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self.title = plain_label("", "label")
        column.addWidget(self.title)
        self.agree_button = QPushButton("They agr&eed: write it down")
        self.agree_button.setAccessibleName("They agreed: write it down")
        set_icon(self.agree_button, "signature", "ink", 16)
        row = QHBoxLayout()
        row.addWidget(self.agree_button)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(plain_label("Or share without consent and say why. What is urgent never has to wait.", "help"))
        self.basis = ChoiceBox(REASONS)
        self.basis.setAccessibleName("On what basis")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why, in your words")
        self.reason.setPlaceholderText("Why, in your words")
        self.reason.setMaxLength(LONGEST)
        self.use_button = QPushButton("&Use this reason")
        self.error = ErrorLine()
        self.error.set_editor(self.reason)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.basis)
        second.addWidget(self.reason, 1)
        column.addLayout(second)
        column.addWidget(self.error)
        third = QHBoxLayout()
        third.addWidget(self.use_button)
        third.addStretch()
        column.addLayout(third)
        self.agree_button.clicked.connect(lambda: self.agreed.emit(self.number))
        self.use_button.clicked.connect(self._use)
        self.reason.returnPressed.connect(self._use)
        self.basis.typed.connect(self._type)
        self.reason.textEdited.connect(self._type)

    def ask(self, number: int, name: str, basis: str = "", reason: str = "") -> None:
        """Ask about this recipient; `basis` and `reason` are what was typed before and not given."""
        self.number, self.name = number, name
        if basis:
            self.basis.show_value(basis)
        self.reason.setText(reason)
        self.title.setText(f"May {isolated(name)} have the whole copy?")
        self.setAccessibleName(self.title.text())
        self.error.clear_error()
        self.show()
        self.agree_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _type(self) -> None:
        self.typed.emit(self.number, self.basis.currentData(), self.reason.text())

    def _use(self) -> None:
        self.given.emit(self.number, self.basis.currentData(), self.reason.text())
