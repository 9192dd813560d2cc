"""A pupil on one page: their words, numbers, what is next; who is around and what is asked for beside it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.forms.overview import Ui_OverviewScreen
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.around_row import AroundRow
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chart_card import ChartCard
from ontrack_desktop.ui.widgets.chart_columns import Column, ColumnsModel
from ontrack_desktop.ui.widgets.chip import HEIGHT as CHIP
from ontrack_desktop.ui.widgets.chip import Chip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.number_card import NumberCard
from ontrack_desktop.ui.widgets.placing import emptied, in_line, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.viewmodels.overview import AskLine, NextLine, OverviewModel

NARROW_BELOW = 760
NUMBER_WIDTH = 150
INSIDE = 15  # px from a card's edge to what stands in it
AVATARS = {"family": "family", "worker": "pupil", "professional": "professional"}


class OverviewScreen(QWidget):
    """Shows `OverviewModel`; everything on it leads to the section where it is looked after."""

    def __init__(self, model: OverviewModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._lines: dict[str, NextLine] = {}
        self.ui = Ui_OverviewScreen()
        self.ui.setupUi(self)
        self._build_left()
        self._build_right()
        model.changed.connect(self.show_model)
        model.told.connect(navigator.told)
        self.ui.body.hide()

    def show_model(self) -> None:
        """Show what the model holds."""
        self.ui.body.setVisible(self.model.view is not None)
        self._show_quote()
        self._show_numbers()
        self._show_chart()
        self._show_next()
        self._show_around()
        self._show_asks()
        self._show_drafts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _build_left(self) -> None:
        ui = self.ui
        ui.quote_card.pressed.connect(lambda: self._go_to("voice"))
        self._no_quote = plain_label("", "body")
        ui.no_quote_card.add(self._no_quote)
        first = QPushButton("&Write down their words")
        first.clicked.connect(lambda: self._go_to("voice"))
        ui.no_quote_card.add(in_line(first))
        self.number_cards = [NumberCard() for _ in range(4)]
        ui.numbers.set_widgets(self.number_cards, most=4, narrowest=NUMBER_WIDTH)
        self.chart_card = ChartCard()
        ui.chart.addWidget(self.chart_card)
        ui.next_card.set_title("Next")
        self.plan_meeting = ui.next_card.add_action("Plan a &meeting", "calendar-plus")
        self.plan_meeting.setAccessibleName("Plan a meeting")
        self.plan_meeting.clicked.connect(lambda: self.navigator.new_meeting_wanted.emit(self.model.pupil_id))
        nothing = plain_label("No meeting is planned, and nobody has anything to do.", "muted")
        self._nothing_next = in_line(nothing, margins=(0, 0, 0, INSIDE))
        ui.next_card.add(self._nothing_next)
        self.next_list = RowList(aligned=False, most_rows=20)
        self.next_list.setAccessibleName("Next")
        self.next_list.opened.connect(self._open_next)
        self.next_list.ticked.connect(lambda row, done: self.model.tick(UUID(row), done=done))
        ui.next_card.add(self.next_list, flush=True)

    def _build_right(self) -> None:
        self.ui.around_card.set_title("Around")
        self._around = _lines_in(self.ui.around_card)
        self.all_around = _link(self.ui.around_card)
        self.all_around.clicked.connect(lambda: self._go_to("people"))
        self.ui.asks_card.set_title("We are asking for")
        self._asks = _lines_in(self.ui.asks_card, spacing=12)
        self.all_asks = _link(self.ui.asks_card)
        self.all_asks.clicked.connect(lambda: self._go_to("advocacy"))
        self.ui.drafts_card.set_title("You were writing")
        self.draft_list = RowList(aligned=False, most_rows=4)
        self.draft_list.setAccessibleName("Half written about this pupil")
        self.draft_list.opened.connect(lambda row: self.navigator.draft_wanted.emit(UUID(row)))
        self.ui.drafts_card.add(self.draft_list, flush=True)

    def _show_quote(self) -> None:
        said, name = self.model.quote(), self.model.name
        self.ui.quote_card.setVisible(said is not None)
        self.ui.no_quote_card.setVisible(said is None)
        self._no_quote.setText(f"{name}’s own words stand first on this page, once {name} is happy to share some.")
        if said is not None:
            self.ui.quote_card.set_quote(*said)
            words = f"All {name}’s words"
            self.ui.quote_card.action.setText(words.replace("&", "&&"))
            self.ui.quote_card.action.setVisible(True)

    def _show_numbers(self) -> None:
        for card, number in zip(self.number_cards, self.model.numbers(), strict=False):
            card.set_number(number.label, number.value, number.before, number.tone)

    def _show_chart(self) -> None:
        bars, before = self.model.bars()
        self.chart_card.setVisible(bool(bars))
        columns = tuple(Column(bar.label, bar.value, bar.shown, bar.name, bar.year) for bar in bars)
        self.chart_card.set_model(ColumnsModel("Attendance by half-term, per cent", columns, before=before, top=100))

    def _show_next(self) -> None:
        lines = self.model.next_lines()
        self._lines = {str(line.id): line for line in lines}
        self.next_list.set_rows([
            Row(
                str(line.id), text=line.text, icon="" if line.kind == "action" else "calendar-days", chip=line.chip,
                trailing=line.trailing, trailing_tip=line.tip, checked=line.checked,
            )
            for line in lines
        ])
        self.next_list.setVisible(bool(lines))
        self._nothing_next.setVisible(not lines)

    def _show_around(self) -> None:
        self.ui.around_card.set_title(f"Around {self.model.name}")
        emptied(self._around)
        people = self.model.around()
        for each in people:
            self._around.addWidget(AroundRow(each.name, each.words, each.initials, AVATARS[each.kind]))
        if not people:
            sentence = f"Who lives with {self.model.name}, who helps, who is waited for."
            self._around.addWidget(plain_label(sentence, "muted"))
        count = self.model.how_many_around()
        self.all_around.setText(f"All {count}" if count else "Add somebody")
        self.all_around.setAccessibleName(f"All {count} people around {self.model.name}" if count else "Add somebody")

    def _show_asks(self) -> None:
        emptied(self._asks)
        asks = self.model.asks()
        for ask in asks:
            self._asks.addWidget(_ask(ask))
        if not asks:
            sentence = f"What {self.model.name} or the family want from somebody, until it is done."
            self._asks.addWidget(plain_label(sentence, "muted"))
        self.all_asks.setText("See each step" if asks else "Ask for something")
        self.all_asks.setAccessibleName(self.all_asks.text())

    def _show_drafts(self) -> None:
        drafts = self.model.drafts()
        self.ui.drafts_card.setVisible(bool(drafts))
        self.draft_list.set_rows([
            Row(str(draft.id), text=draft.title, icon="pen-line", trailing=draft.when) for draft in drafts
        ])

    def _open_next(self, row: str) -> None:
        line = self._lines[row]
        if line.kind == "meeting":
            self.navigator.meeting_wanted.emit(line.id)
        else:
            self.model.tick(line.id, done=not line.checked)

    def _go_to(self, section: str) -> None:
        self.navigator.pupil_wanted.emit(self.model.pupil_id, section)


def _lines_in(card: Card, spacing: int = 4) -> QVBoxLayout:
    """A column in a card for lines that change."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    card.add(holder)
    return column


def _link(card: Card) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "text")
    card.add(in_line(button, margins=(1, 0, 0, INSIDE)), flush=True)  # its words stand under the words above
    return button


def _ask(ask: AskLine) -> QWidget:
    """Where it stands as a chip, what it is beside or under it, of whom and since when below."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    line = QWidget()
    flow = FlowLayout(line, spacing=6)
    flow.addWidget(Chip(text=ask.chip[2], tone=ask.chip[0], icon=ask.chip[1]))
    what = plain_label(ask.what, "body")
    what.setMinimumHeight(CHIP)
    what.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    flow.addWidget(what)
    column.addWidget(line)
    column.addWidget(plain_label(ask.below, "help"))
    holder.setAccessibleName(f"{ask.chip[2]}: {ask.what}. {ask.below}")
    return holder
