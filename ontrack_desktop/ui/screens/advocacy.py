"""The section of advocacy: what was asked for as cards, open ones first, each with a line for the next step."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.ui.forms.advocacy import Ui_AdvocacyScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.issue_card import IssueCard
from ontrack_desktop.ui.widgets.still import Still
from ontrack_desktop.viewmodels.advocacy import AdvocacyModel, StepForm


class AdvocacyScreen(QWidget):
    """Shows an `AdvocacyModel`. It decides nothing."""

    def __init__(self, model: AdvocacyModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_AdvocacyScreen()
        self.ui.setupUi(self)
        self.cards: dict[UUID, IssueCard] = {}
        self._forms: dict[UUID, StepForm] = {}
        self.ui.head.setStretch(0, 1)
        set_icon(self.ui.add_button, "plus", "ink")
        self.ui.add_button.clicked.connect(lambda: self._open(None))
        self.ui.empty.pressed.connect(lambda: self._open(None))
        model.changed.connect(self._show)
        model.told.connect(navigator.told)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.leave()
        super().hideEvent(event)

    def _open(self, issue_id: UUID | None) -> None:
        self.navigator.form_wanted.emit(self.model.issue_form(issue_id))

    def _show(self) -> None:
        page, ui = self.model.page, self.ui
        issues = self.model.cards()
        ui.body.setVisible(page is not None)
        ui.lead.setText(self.model.lead())
        ui.add_button.setVisible(bool(issues))
        ui.lead.setVisible(bool(issues))
        ui.empty.setVisible(not issues)
        if page is not None:
            ui.empty.set_words(
                f"What {isolated(page.pupil.name)} or the family asks for stands here, with each step.",
                "Ask for something", "megaphone",
            )  # fmt: skip
        for gone in set(self.cards) - {issue.id for issue in issues}:
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
            self._forms.pop(gone, None)
        for place, issue in enumerate(issues):
            card = self.cards.get(issue.id) or self._make_card(issue.id)
            if ui.cards.indexOf(card) != place:
                ui.cards.insertWidget(place, card)
            card.show_issue(issue)
            self._bind(issue.id, card)

    def _make_card(self, issue_id: UUID) -> IssueCard:
        card = IssueCard(self.model.desk.clock)
        card.change_wanted.connect(partial(self._open, issue_id))
        card.step.typed.connect(partial(self._put, issue_id))
        card.step.add_wanted.connect(partial(self._add, issue_id))
        card.step.left.connect(self.model.leave)
        card.higher_wanted.connect(partial(self._take_higher, issue_id))
        self.cards[issue_id] = card
        return card

    def _bind(self, issue_id: UUID, card: IssueCard) -> None:
        """Show the form of the card's next step, and listen to it once."""
        form = self.model.steps.get(issue_id)
        if form is None:
            return
        if self._forms.get(issue_id) is not form:
            self._forms[issue_id] = form
            form.value_changed.connect(card.step.show_value)
            Still(form, card.step)
            form.problems_changed.connect(card.step.show_problems)
        for name, value in form.values.items():
            card.step.show_value(name, value)
        card.step.show_more(on=form.is_begun)

    def _put(self, issue_id: UUID, name: str, value: Any) -> None:
        form = self.model.steps[issue_id]
        form.put(name, value)
        self.cards[issue_id].step.show_more(on=form.is_begun)

    def _add(self, issue_id: UUID) -> None:
        self.cards[issue_id].step.text.setFocus()
        self.model.steps[issue_id].save()

    def _take_higher(self, issue_id: UUID) -> None:
        form, line = self.model.steps[issue_id], self.cards[issue_id].step
        form.take_higher()
        line.show_more(on=form.is_begun)
        line.text.setPlaceholderText("Who it was taken to, and what was said")
        line.text.setFocus()
