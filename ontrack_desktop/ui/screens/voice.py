"""What was said: a pupil's own words first among those of family and school, and who may hear them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.forms.voice import Ui_VoiceScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.icon_line import IconLine
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.said_card import SaidCard
from ontrack_desktop.viewmodels.voice import CONSENTS, QuoteLine, VoiceModel

PAGE = 30  # cards shown at first, and with each press of "Show older words"


class VoiceScreen(QWidget):
    """Shows `VoiceModel` as cards, some at a time."""

    def __init__(self, model: VoiceModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_VoiceScreen()
        self.ui.setupUi(self)
        self._most = PAGE
        self.cards: list[SaidCard] = []
        set_icon(self.ui.add_button, "message-square-quote", "ink")
        self.ui.add_button.clicked.connect(model.add)
        self.ui.empty.pressed.connect(model.add)
        self.ui.more_button.clicked.connect(self._show_more)
        self.ui.filters.chosen.connect(self._filter)
        model.changed.connect(self.show_model)
        model.told.connect(navigator.told)
        model.form_ready.connect(navigator.form_wanted)
        self.ui.body.hide()

    def show_model(self) -> None:
        """Show what the model holds. A card that was just used keeps the keyboard."""
        ui, model = self.ui, self.model
        ui.body.setVisible(model.page is not None)
        ui.filters.set_filters(model.filters(), model.filter)
        ui.chosen_line.setText(model.chosen_line())
        ui.empty.set_words(
            f"What {model.name}, the family and the school say, word for word.", "Write down words",
            "message-square-quote",
        )
        for widget in (ui.filters, ui.chosen_line, ui.add_button):
            widget.setVisible(not model.is_empty)
        ui.empty.setVisible(model.is_empty)
        self._show_cards()

    def _show_cards(self) -> None:
        held = self._held()
        emptied(self.ui.quotes)
        lines = self.model.quotes()
        self.cards = []
        for line in lines[: self._most]:
            self.ui.quotes.addWidget(_restricted(line) if line.restricted else self._card(line))
        self.ui.more_button.setVisible(len(lines) > self._most)
        if held and held[0] < len(self.cards):
            self.cards[held[0]].show()
            getattr(self.cards[held[0]], held[1]).setFocus()

    def _held(self) -> tuple[int, str] | None:
        """Which card's control the keyboard is on."""
        for number, card in enumerate(self.cards):
            for name in ("consent", "choose", "amend"):
                if getattr(card, name).hasFocus():
                    return number, name
        return None

    def _card(self, line: QuoteLine) -> SaidCard:
        card = SaidCard(
            line.words, line.attribution, CONSENTS, line.consent, is_chosen=line.is_chosen,
            may_be_chosen=line.may_be_chosen,
        )
        card.consent_chosen.connect(partial(self.model.set_consent, line.id))
        card.chosen.connect(lambda on, quote_id=line.id: self.model.choose(quote_id, chosen=on))
        card.amend_pressed.connect(partial(self.model.amend, line.id))
        self.cards.append(card)
        return card

    def _filter(self, name: str) -> None:
        self._most = PAGE
        self.model.set_filter(name)

    def _show_more(self) -> None:
        self._most += PAGE
        self._show_cards()


def _restricted(line: QuoteLine) -> Card:
    card = Card()
    card.add(IconLine("lock", "ink_2", f"{line.attribution} · {line.restricted}", role="muted"))
    return card
