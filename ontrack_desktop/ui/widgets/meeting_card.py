"""What the cards of the meeting builder have in common: they show one model and let go of a meeting when it changes."""

from __future__ import annotations

from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.viewmodels.meeting import MeetingModel


class MeetingCard(Card):
    """A card of a Designer form: it is made without its model, which `set_model` gives once."""

    def set_model(self, model: MeetingModel) -> None:
        self.model = model
        model.form_changed.connect(self.forget)

    def show_model(self) -> None:
        """Show what the model holds, but nothing under the hands of somebody typing."""
        raise NotImplementedError

    def forget(self) -> None:
        """Another meeting is there: let go of the rows of this one."""
