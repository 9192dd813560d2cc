"""What the readers of a pack see first: the words that open it, what is asked of whom, and the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.when import day_of, say_near
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.long_text import text_to_read
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.ui.widgets.meeting_rows import AskRow
from ontrack_desktop.ui.widgets.placing import emptied
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.quote_card import in_quotation_marks
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meeting_form import EMPTY_ASK

MOST_QUOTES = 4
NO_WORDS = "There are no words yet that may be shared. Ask the young person what they want everybody to hear."


class OpeningCard(Card):
    """The young person's words to choose from. `chosen(quote id)`."""

    chosen = Signal(str)
    words_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Whose words open the pack")
        self.add_button = self.add_action("Add words", "plus")
        self.add_button.clicked.connect(self.words_wanted)
        self._column = self.add_column(8)
        self._group = QButtonGroup(self)
        self._shown: tuple[object, ...] = ()
        self.choices: dict[str, QRadioButton] = {}

    def show_quotes(self, quotes: Sequence[Quote], chosen: str, model: MeetingModel) -> None:
        """The newest ones; without a choice the one that the child picked, or the newest, opens it."""
        ids = [str(quote.id) for quote in quotes]
        first = chosen if chosen in ids else next((str(q.id) for q in quotes if q.chosen), ids[0] if ids else "")
        few = [quote for n, quote in enumerate(quotes) if n < MOST_QUOTES or str(quote.id) == first]
        if (shown := (tuple(few), first)) == self._shown:
            return
        self._shown = shown
        emptied(self._column)
        self.choices = {}
        if not few:
            self._column.addWidget(plain_label(NO_WORDS, "muted"))
        for quote in few:
            said = ", ".join(
                part for part in (quote.context, say_near(day_of(quote.at), model.desk.today())) if part
            )
            self._column.addWidget(self._line(str(quote.id), quote.words, said, on=str(quote.id) == first))

    def _line(self, quote_id: str, words: str, said: str, *, on: bool) -> QWidget:
        line = QFrame()
        line.setProperty("role", "voice")
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        choice = QRadioButton()
        choice.setAccessibleName(f"{in_quotation_marks(words)} {said}")
        choice.setChecked(on)
        choice.clicked.connect(partial(self.chosen.emit, quote_id))
        self._group.addButton(choice)
        self.choices[quote_id] = choice
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(text_to_read(in_quotation_marks(words), "quote"))
        text.addWidget(plain_label(said, "attribution"))
        row.addWidget(choice)
        row.addLayout(text, 1)
        return line


class AsksCard(MeetingCard):
    """What is asked of whom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="What we ask of everyone")
        self.add_button = self.add_action("Ask for something", "plus")
        self.add_button.clicked.connect(self.add_row)
        self._column = self.add_column(14)
        self.empty = plain_label("Say what you want from this meeting: a verb first, of whom, and by when.", "muted")
        self.add(self.empty)
        self.rows: list[AskRow] = []

    def show_model(self) -> None:
        """Show what the form holds; rows that are typed into stay."""
        form = self.model.form
        asks = form.values["asks"] if form else []
        if len(asks) != len(self.rows):
            emptied(self._column)
            names = [row["name"] for row in form.values["invitees"]] if form else []
            names += [row["organisation"] for row in form.values["invitees"] if row["organisation"]] if form else []
            self.rows = [self._row(number, names) for number in range(len(asks))]
        for row, ask in zip(self.rows, asks, strict=True):
            row.show_row(ask)
        self.empty.setVisible(not asks)

    def show_problems(self, problems: dict[str, str]) -> None:
        for number, row in enumerate(self.rows):
            row.error.show_error(problems.get(f"asks.{number}.by", ""))

    def add_row(self) -> None:
        """Another one, with the keyboard in it."""
        if self.model.form is not None:
            self.model.form.add_row("asks", dict(EMPTY_ASK))
            self.rows[-1].what.setFocus()

    def forget(self) -> None:
        emptied(self._column)
        self.rows = []

    def _row(self, number: int, names: Sequence[str]) -> AskRow:
        assert self.model.form is not None
        form = self.model.form
        row = AskRow(number + 1, names, self.model.desk.clock)
        row.typed.connect(lambda name, value: form.change_row("asks", number, **{name: value}))
        row.removed.connect(partial(form.remove_row, "asks", number))
        row.left.connect(self.add_row)
        self._column.addWidget(row)
        return row
