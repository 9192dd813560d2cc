"""The morning's page: two columns of cards, one where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.forms.today import Ui_TodayScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chip import Chip
from ontrack_desktop.ui.widgets.icon_line import IconLine
from ontrack_desktop.ui.widgets.placing import emptied, in_line, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.pupil_tile import PupilTile
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from ontrack_desktop.viewmodels.today import Line, TodayModel

NARROW_BELOW = 760
READY = {True: ("circle-check", "primary"), False: ("circle-dashed", "warn")}
MORE_DRAFTS = 4
MOST_ROWS = 500  # the page scrolls, never a list in it
INSIDE = 15  # px from a card's edge to what stands in it


class TodayScreen(QWidget):
    """Shows `TodayModel`; every row, tile and button leads to where the thing is done."""

    def __init__(self, model: TodayModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._lines: dict[str, Line] = {}
        self.ui = Ui_TodayScreen()
        self.ui.setupUi(self)
        self.today_rows = _RowCard(self.ui.today_card, "Today", "Nothing has to be done today.")
        self.due_rows = _RowCard(
            self.ui.due_card, "Promised and due", "Nothing is late, and nothing is due in the next week."
        )
        for rows in (self.today_rows, self.due_rows):
            rows.list.opened.connect(self._open_line)
        self.all_due = QPushButton()
        self.all_due.setProperty("role", "text")
        self.all_due.clicked.connect(model.toggle_all_due)
        self.all_due_line = in_line(self.all_due, margins=(1, 0, 0, 2))  # its words stand under the icons
        self.ui.due_card.add(self.all_due_line, flush=True)
        self._build_unseen()
        self._build_drafts()
        self._build_meeting()
        self.ui.backup_line.hide()  # until there is something to say
        self.ui.empty.pressed.connect(self._begin)
        model.changed.connect(self.show_model)
        model.form_ready.connect(self._show_form)
        self.show_model()

    def show_model(self) -> None:
        """Show what the model holds."""
        model, ui = self.model, self.ui
        ui.greeting.setText(model.greeting())
        ui.summary.setText(model.summary())
        self._lines = {str(line.id): line for line in (*model.on_today(), *model.due())}
        self.today_rows.show_lines(model.on_today())
        self.due_rows.show_lines(model.due())
        more = model.all_due_words()
        self.all_due.setText(more)
        self.all_due.setAccessibleName(f"{more} that is promised and due" if more else "")
        self.all_due_line.setVisible(bool(more))
        self._show_unseen()
        self._show_drafts()
        self._show_meeting()
        self._show_quote()
        for card in (ui.today_card, ui.due_card, ui.unseen_card):
            card.setVisible(model.has_caseload)
        ui.empty.setVisible(model.view is not None and not model.has_caseload)
        if model.is_new_vault:
            ui.empty.set_words(
                "Each morning this page tells what is on, what was promised and who was not seen for long. "
                "It begins with the first pupil you work with.", "Add your first pupil", "sun",
            )
        else:
            ui.empty.set_words(
                "You have no pupils of your own yet. Their day will stand here.", "See all pupils", "sun",
            )
            set_icon(ui.empty.button, "users", "ink")

    def set_backup_line(self, words: str, tone: str) -> None:
        """When the last backups were made, at the foot of the page; `tone` is good or warn."""
        self.ui.backup_icon.set_icon("shield-check" if tone == "good" else "shield-alert", tone, 16)
        self.ui.backup_words.setText(words)
        self.ui.backup_line.setVisible(bool(words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def _build_unseen(self) -> None:
        self.ui.unseen_card.set_title("Not seen for longest")
        self.everyone_seen = plain_label("Everyone on your caseload was seen in the last week.", "muted")
        self.ui.unseen_card.add(self.everyone_seen)
        self.tile_holder = QWidget()
        self.tiles = QHBoxLayout(self.tile_holder)
        self.tiles.setContentsMargins(0, 4, 0, 0)
        self.tiles.setSpacing(12)
        self.ui.unseen_card.add(self.tile_holder)

    def _build_drafts(self) -> None:
        card = self.ui.drafts_card
        card.setAccessibleName("You were writing")
        self.draft_when = plain_label("", "caption")
        self.draft_title = plain_label("", "heading")
        self.draft_excerpt = plain_label("", "muted")
        self.carry_on = QPushButton("&Carry on")
        set_icon(self.carry_on, "corner-down-right", "ink", 16)
        self.carry_on.clicked.connect(self._carry_on)
        for label in (self.draft_when, self.draft_title, self.draft_excerpt):
            card.add(label)
        card.add(in_line(self.carry_on))
        self.other_holder = QWidget()
        self.other_drafts = QVBoxLayout(self.other_holder)
        self.other_drafts.setContentsMargins(0, 0, 0, 0)
        self.other_drafts.setSpacing(0)
        card.add(self.other_holder)

    def _build_meeting(self) -> None:
        card = self.ui.meeting_card
        self.meeting_near = Chip(tone="primary")
        card.add_beside(self.meeting_near)
        self.meeting_where = plain_label("", "muted")
        card.add(self.meeting_where)
        holder = QWidget()
        self.ready = QVBoxLayout(holder)
        self.ready.setContentsMargins(0, 4, 0, 4)
        self.ready.setSpacing(6)
        card.add(holder)
        self.prepare = QPushButton("&Prepare the pack")
        set_icon(self.prepare, "files", "ink", 16)
        self.prepare.clicked.connect(self._prepare)
        card.add(in_line(self.prepare))

    def _show_unseen(self) -> None:
        emptied(self.tiles)
        tiles = self.model.unseen()
        for tile in tiles:
            shown = PupilTile(initials=tile.initials, name=tile.name, words=tile.words)
            shown.clicked.connect(lambda _on=False, wanted=tile.pupil_id: self._open_pupil(wanted))
            self.tiles.addWidget(shown, 1)
        self.everyone_seen.setVisible(not tiles)
        self.tile_holder.setVisible(bool(tiles))

    def _show_drafts(self) -> None:
        drafts = self.model.drafts()
        self.ui.drafts_card.setVisible(bool(drafts))
        if not drafts:
            return
        newest = drafts[0]
        self.draft_when.setText(f"You were writing · {newest.when}")
        self.draft_title.setText(newest.title)
        self.draft_excerpt.setText(f"“{newest.excerpt}”")
        self.draft_excerpt.setVisible(bool(newest.excerpt))
        self.carry_on.setAccessibleName(f"Carry on: {newest.title}")
        emptied(self.other_drafts)
        for draft in drafts[1 : 1 + MORE_DRAFTS]:
            link = QPushButton(f"{draft.title}, {draft.when}".replace("&", "&&"))
            link.setProperty("role", "link")
            link.setAccessibleName(f"Carry on: {draft.title}, {draft.when}")
            link.clicked.connect(lambda _on=False, wanted=draft.id: self.navigator.draft_wanted.emit(wanted))
            self.other_drafts.addWidget(link)
        more = len(drafts) - 1 - MORE_DRAFTS
        if more > 0:
            self.other_drafts.addWidget(plain_label(f"and {more} more", "help"))
        self.other_holder.setVisible(len(drafts) > 1)

    def _show_meeting(self) -> None:
        coming = self.model.meeting()
        self.ui.meeting_card.setVisible(coming is not None)
        if coming is None:
            return
        self.ui.meeting_card.set_title(coming.title)
        self.meeting_near.set_words(("primary", "", coming.near))
        self.meeting_where.setText(coming.where)
        emptied(self.ready)
        for is_there, words in coming.ready:
            self.ready.addWidget(_ready_line(is_there, words))

    def _show_quote(self) -> None:
        said = self.model.quote()
        self.ui.quote_card.setVisible(said is not None)
        if said is not None:
            self.ui.quote_card.set_quote(said[1], said[2])

    def _open_line(self, row: str) -> None:
        line = self._lines[row]
        if line.kind == "meeting":
            self.navigator.meeting_wanted.emit(line.id)
        else:
            self.navigator.pupil_wanted.emit(line.pupil_id, line.section)

    def _open_pupil(self, pupil_id: UUID) -> None:
        self.navigator.pupil_wanted.emit(pupil_id, "overview")

    def _carry_on(self) -> None:
        self.navigator.draft_wanted.emit(self.model.drafts()[0].id)

    def _prepare(self) -> None:
        coming = self.model.meeting()
        if coming is not None:
            self.navigator.meeting_wanted.emit(coming.id)

    def _begin(self) -> None:
        if self.model.is_new_vault:
            self.model.add_pupil()
        else:
            self.navigator.page_wanted.emit("pupils")

    def _show_form(self, form: NewPupilForm) -> None:
        form.saved.connect(self._open_pupil)
        self.navigator.form_wanted.emit(form)


class _RowCard:
    """A card with rows, or a sentence where there are none."""

    def __init__(self, card: Card, title: str, nothing: str) -> None:
        card.set_title(title)
        self.nothing = QWidget()
        inside = QVBoxLayout(self.nothing)
        inside.setContentsMargins(0, 0, 0, INSIDE)
        inside.addWidget(plain_label(nothing, "muted"))
        card.add(self.nothing)
        self.list = RowList(most_rows=MOST_ROWS)
        self.list.setAccessibleName(title)
        card.add(self.list, flush=True)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self.list.set_rows([
            Row(
                str(line.id), lead=line.lead, text=line.text, icon=line.icon, icon_ink=line.ink,
                chip=line.chip, trailing=line.trailing, trailing_tip=line.trailing_tip,
            )
            for line in lines
        ])
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)


def _ready_line(is_there: bool, words: str) -> IconLine:
    line = IconLine(*READY[is_there], words)
    line.setAccessibleName(f"{words}, {'there' if is_there else 'missing'}")
    return line
