"""Who is around a pupil: family and carers with the home, and everybody who works with them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.forms.people_agencies import Ui_PeopleAgenciesScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.icon_line import IconLine
from ontrack_desktop.ui.widgets.person_row import PersonRow, rule
from ontrack_desktop.ui.widgets.placing import emptied, in_line, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.reason_dialog import ReasonDialog
from ontrack_desktop.viewmodels.people_agencies import HomeCard, PeopleAgenciesModel, PersonLine
from ontrack_desktop.viewmodels.removal import RemovalForm

NARROW_BELOW = 760


class PeopleAgenciesScreen(QWidget):
    """Shows `PeopleAgenciesModel`. A kept-safe address is shown when asked for, until the page is left."""

    def __init__(self, model: PeopleAgenciesModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self._is_address_shown = False
        self.ui = Ui_PeopleAgenciesScreen()
        self.ui.setupUi(self)
        self._family = self._column(self.ui.family_card, "Family and carers")
        self._home = self._column(self.ui.home_card, "Home")
        self._involved = self._column(self.ui.involved_card, "Agencies and professionals")
        self._ended = self._column(self.ui.ended_card, "Involved before")
        self._add(self.ui.family_card, "Add somebody in the family", model.add_person)
        self.home_button = self._add(self.ui.home_card, "Write down the home", model.open_home)
        self._add(self.ui.involved_card, "Add somebody who works with the pupil", model.add_involvement)
        model.changed.connect(self.show_model)
        model.told.connect(navigator.told)
        model.form_ready.connect(navigator.form_wanted)
        model.removal_ready.connect(self._ask_why)
        self.ui.body.hide()

    def show_model(self) -> None:
        """Show what the model holds."""
        model = self.model
        self.ui.body.setVisible(model.page is not None)
        self._show_family()
        self._show_home(model.home())
        self._show_involved()
        ended = model.ended()
        self.ui.ended_card.setVisible(bool(ended))
        emptied(self._ended)
        for number, line in enumerate(ended):
            self._put(self._ended, number, self._involved_row(line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.columns, when=self.width() < NARROW_BELOW)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._is_address_shown:
            self._is_address_shown = False
            self._show_home(self.model.home())

    def _show_family(self) -> None:
        emptied(self._family)
        family = self.model.family()
        for number, line in enumerate(family):
            row = PersonRow(line.name, line.words, line.contact, line.initials, "family", line.chips, act="&Remove…")
            row.amend_pressed.connect(partial(self.model.amend_person, line.id))
            row.act_pressed.connect(partial(self.model.ask_to_remove, line.id))
            self._put(self._family, number, row)
        if not family:
            sentence = f"Who {self.model.name} lives with, who may be rung and who may not, and what they are called."
            self._family.addWidget(plain_label(sentence, "muted"))

        for line in self.model.siblings_family():
            add = QPushButton("Add")
            add.setProperty("role", "text")
            add.setAccessibleName(f"Add {line.name} to the family of {self.model.name}")
            set_icon(add, "plus", "primary", 16)
            add.clicked.connect(partial(self.model.share_person, line.id))
            self._family.addWidget(rule())
            self._family.addWidget(_offer(f"{line.name} ({line.words}) is family of a brother or sister here.", add))

    def _show_home(self, home: HomeCard | None) -> None:
        emptied(self._home)
        words = "Amend the home" if home else "Write down the home"
        self.home_button.setText("Amend" if home else "Add")
        set_icon(self.home_button, "pencil" if home else "plus", "primary", 16)
        self.home_button.setAccessibleName(words)
        if home is None:
            sentence = "Where visits go, how to find the door, and what to know before ringing the bell."
            self._home.addWidget(plain_label(sentence, "muted"))
            return
        if home.is_hidden and not self._is_address_shown:
            self._home.addWidget(plain_label("This address is kept safe. It is on no print.", "body"))
            show = QPushButton("&Show the address")
            set_icon(show, "eye", "ink", 16)
            show.clicked.connect(self._show_address)
            self._home.addWidget(in_line(show))
        else:
            self._home.addWidget(plain_label(home.address, "body"))
        for text in (home.directions, home.checked):
            if text and not (home.is_hidden and text == home.directions and not self._is_address_shown):
                self._home.addWidget(plain_label(text, "muted"))
        if home.siblings:
            self._home.addWidget(plain_label(f"{home.siblings} lives here too", "muted"))
        for tone, icon, said in home.notes:
            self._home.addWidget(IconLine(icon, tone, said))

    def _show_address(self) -> None:
        self._is_address_shown = True
        self._show_home(self.model.home())

    def _show_involved(self) -> None:
        emptied(self._involved)
        lines = self.model.involved()
        for number, line in enumerate(lines):
            self._put(self._involved, number, self._involved_row(line))
        if not lines:
            sentence = "School, health, social care, tutors: who comes, how often, and who is waited for."
            self._involved.addWidget(plain_label(sentence, "muted"))
        directory = QPushButton("Somebody who is not in the directory yet")
        directory.setProperty("role", "link")
        directory.clicked.connect(self.model.add_professional)
        self._involved.addWidget(in_line(directory))

    def _involved_row(self, line: PersonLine) -> QWidget:
        if line.restricted:
            return plain_label(line.restricted, "muted")
        goes_on, is_worker = self.model.may_be_ended(line), self.model.is_designated_worker(line)
        row = PersonRow(
            line.name, line.words, line.contact, line.initials, "pupil" if is_worker else "professional", line.chips,
            may_be_amended=not is_worker, act="&End today" if goes_on else "",
        )
        row.amend_pressed.connect(partial(self.model.amend_involvement, line.id))
        row.act_pressed.connect(partial(self.model.end_involvement, line.id))
        return row

    def _ask_why(self, form: RemovalForm) -> None:
        dialog = ReasonDialog(
            form, form.title, "They leave this list and its prints. What was written with them stays.",
            "&Remove", self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _put(self, column: QVBoxLayout, number: int, row: QWidget) -> None:
        if number:
            column.addWidget(rule())
        column.addWidget(row)

    def _column(self, card: Card, title: str) -> QVBoxLayout:
        card.set_title(title)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        card.add(holder)
        return column

    def _add(self, card: Card, name: str, act: object) -> QPushButton:
        button = card.add_action("Add", "plus")
        button.setAccessibleName(name)
        button.clicked.connect(act)
        return button


def _offer(sentence: str, button: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 4)
    row.addWidget(plain_label(sentence, "muted"), 1)
    row.addWidget(button)
    return holder
