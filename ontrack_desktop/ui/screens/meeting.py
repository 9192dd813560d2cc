"""The builder of a meeting: who gets which copy, what they see, the copies to save or print, then the minutes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ontrack_desktop.domain.choices import Voice
from ontrack_desktop.domain.when import day_of, say_near, say_time
from ontrack_desktop.ui.forms.meeting import Ui_MeetingScreen
from ontrack_desktop.ui.giving import GivingBar
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.growing_edit import GrowingEdit
from ontrack_desktop.ui.widgets.meeting_card import MeetingCard
from ontrack_desktop.ui.widgets.meeting_rows import show_text
from ontrack_desktop.ui.widgets.pdf_preview import PdfPreview
from ontrack_desktop.ui.widgets.placing import stack
from ontrack_desktop.ui.widgets.row_list import Row, RowList
from ontrack_desktop.ui.widgets.still import Still
from ontrack_desktop.viewmodels.meeting import Check, MeetingModel
from ontrack_desktop.viewmodels.meeting_copies import CopiesModel
from ontrack_desktop.viewmodels.preview import PreviewModel

STEPS = ("who", "see", "check", "minutes")
NARROW = 860  # px of page under which the copy stands in the place of the list
HINT = 118  # px that the words beside the buttons need
KEYS = ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter")


class MeetingScreen(QWidget):
    """Shows a `MeetingModel` and its copies. It decides nothing."""

    def __init__(self, model: MeetingModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.copies = CopiesModel(model, self)
        self.step = STEPS[0]
        self._looks = False  # in a narrow window: the copy is shown in the place of the list
        self.ui = Ui_MeetingScreen()
        self.ui.setupUi(self)
        self._build()
        self.giving = GivingBar(self.ui, self.copies, self)
        self._connect()
        self._begin()

    def show_step(self, step: str) -> None:
        """who, see, check or minutes."""
        ui = self.ui
        self.step = step
        self.chips[step].setChecked(True)
        ui.stages.setCurrentWidget(ui.minutes_page if step == "minutes" else ui.build_page)
        if step != "minutes":
            ui.steps.setCurrentIndex(STEPS.index(step))
            # the list of what is ready stands where it is needed: under the readers, and before printing
            (ui.check if step == "check" else ui.who).insertWidget(0 if step == "check" else 2, ui.ready_card)
        self._show_sides()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_sides()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.leave()
        self.copies.show(shown=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.ui.head, when=self._is_narrow())
        stack(self.ui.minutes_columns, when=self._is_narrow())
        self._show_sides()

    # -- building --

    def _build(self) -> None:
        ui, model = self.ui, self.model
        group = QButtonGroup(self)
        self.chips = {step: getattr(ui, f"{step}_chip") for step in STEPS}
        for chip in self.chips.values():
            group.addButton(chip)
        set_icon(ui.change_button, "pencil", "ink_2", 16)
        for card in self._cards():
            card.set_model(model)
        self.agenda = GrowingEdit()
        self.agenda.setAccessibleName("Agenda")
        self.agenda.setPlaceholderText("What comes when. The young person’s words come first.")
        self.agenda.set_least_lines(3)
        ui.agenda_card.set_title("Agenda")
        ui.agenda_card.add(self.agenda)
        ui.given_card.set_title("Who got what")
        self.given = RowList(aligned=False)
        self.given.setAccessibleName("Who got what")
        ui.given_card.add(self.given, flush=True)
        self.beside_button = QPushButton()
        ui.left_preview.head.addWidget(self.beside_button)
        flow = FlowLayout(spacing=8)
        for widget in (ui.give_button, ui.print_button, ui.lock_button, ui.look_button, ui.hint, ui.saved_label):
            flow.addWidget(widget)
        ui.bar.setLayout(flow)
        ui.right_preview.hide()

    def _cards(self) -> tuple[MeetingCard, ...]:
        ui = self.ui
        return (
            ui.details_card, ui.recipients_card, ui.ready_card, ui.asks_card, ui.came_card, ui.said_card,
            ui.decisions_card, ui.actions_card, ui.next_card,
        )

    def _connect(self) -> None:
        ui, model, copies = self.ui, self.model, self.copies
        model.changed.connect(self._show_model)
        model.form_changed.connect(self._begin)
        model.form_ready.connect(self.navigator.form_wanted)
        model.told.connect(self.navigator.told)
        copies.changed.connect(self._show_sides)
        copies.left.changed.connect(lambda: self._show_preview(ui.left_preview, copies.left))
        copies.right.changed.connect(lambda: self._show_preview(ui.right_preview, copies.right))
        for step, chip in self.chips.items():
            chip.clicked.connect(partial(self.show_step, step))
        ui.recipients_card.chosen.connect(copies.choose)
        ui.ready_card.mend_wanted.connect(self._mend)
        ui.opening_card.chosen.connect(partial(model.put, "opening_quote_id"))
        ui.opening_card.words_wanted.connect(partial(model.ask_for_words, Voice.PUPIL))
        ui.change_button.clicked.connect(self._toggle_details)
        ui.keep_button.clicked.connect(self._save)
        ui.minutes_button.clicked.connect(self._save)
        ui.look_button.clicked.connect(partial(self._look, on=True))
        self.beside_button.clicked.connect(self._beside)
        self.agenda.typed.connect(partial(model.put, "agenda"))
        self.agenda.left.connect(model.leave)
        for keys in KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._save)

    # -- showing --

    def _begin(self) -> None:
        """Another meeting is there."""
        form = self.model.form
        self._looks = False
        self.ui.errors.show_problems([])
        self.giving.begin()
        self.ui.stages.setVisible(form is not None)
        if form is None:
            self.ui.title.clear()
            self.ui.facts.clear()
            return
        form.problems_changed.connect(self._show_problems)
        form.state_changed.connect(self._show_state)
        for place in (self.ui.steps, self.ui.minutes_scroll):
            Still(form, place)
        form.saved.connect(lambda _id: self.navigator.told.emit("Meeting saved", "good"))
        self.ui.details_card.setVisible(form.kept.version == 0)
        wants_minutes = self.model.has_come and not form.values["minutes"] and form.kept.version > 0
        self.show_step("minutes" if wants_minutes and self.model.is_over else "who")
        self._show_state(form.state)
        self._show_model()

    def _show_model(self) -> None:
        model, ui = self.model, self.ui
        if model.form is None or model.page is None:
            return
        ui.title.setText(model.title())
        ui.facts.setText(model.facts())
        for card in self._cards():
            card.show_model()
        ui.opening_card.show_quotes(model.page.opening, model.form.values["opening_quote_id"] or "", model)
        show_text(self.agenda, model.form.values["agenda"])
        ui.hint.setFixedSize(HINT, ui.hint.heightForWidth(HINT))
        ui.minutes_chip.setVisible(model.has_come)
        ui.keep_button.setVisible(model.form.is_changed)
        self._show_given()
        self._show_sides()
        self.giving.show_model()

    def _show_given(self) -> None:
        page = self.model.page
        given = page.given if page else ()
        today = self.model.desk.today()
        self.given.set_rows([
            Row(
                str(each.id), each.recipient, "" if each.basis == "consent" else each.reason or each.basis.label,
                icon="file-text", icon_ink="ink_3", trailing=f"{say_near(day_of(each.at), today)}, {say_time(each.at)}",
            )
            for each in given
        ])
        self.ui.given_card.setVisible(bool(given))

    def _show_sides(self) -> None:
        """The list, the copy, or two copies: as much as there is room for."""
        ui, copies, narrow = self.ui, self.copies, self._is_narrow()
        beside = copies.is_beside and copies.partner() is not None
        ui.left_side.setVisible(not self._looks if narrow else not beside)
        ui.preview_side.setVisible(self._looks or not narrow)
        ui.right_preview.setVisible(beside)
        ui.look_button.setVisible(narrow)
        copies.show(shown=self.isVisible() and self.step != "minutes" and (self._looks or not narrow))
        ui.left_preview.set_title(copies.name_of(copies.chosen))
        ui.right_preview.set_title(copies.name_of(copies.partner()))
        back = beside or (narrow and self._looks)
        other = self.model.form.invitees()[p] if self.model.form and (p := copies.partner()) is not None else None
        whose = "panel" if other and other.audience == "panel" else other.name if other else ""
        self.beside_button.setText("Back to the list" if back else f"Beside the {whose}’s" if whose == "panel"
                                   else f"Beside {whose}’s")
        set_icon(self.beside_button, "columns-2", "ink", 16)
        self.beside_button.setVisible(back or other is not None)

    def _show_preview(self, place: PdfPreview, preview: PreviewModel) -> None:
        if preview.paper is not None and not preview.problem:
            place.show_document(preview.paper.document)
        else:
            place.show_words(preview.problem or ("Drawing the copy" if preview.is_drawing else ""))

    def _show_state(self, state: str) -> None:
        self.ui.saved_label.show_state(state, self.model.desk.now())
        self.ui.hint.setVisible(self.ui.saved_label.isHidden())

    def _show_problems(self, problems: dict[str, str]) -> None:
        ui = self.ui
        for card in (ui.details_card, ui.asks_card):
            card.show_problems(problems)
        ui.actions_card.error.show_error(problems.get("actions", ""))
        ui.next_card.error.show_error(problems.get("next_at", ""))
        if not problems:
            ui.errors.show_problems([])

    # -- acting --

    def _save(self) -> None:
        form = self.model.form
        if form is not None and not form.save():
            self.ui.details_card.setVisible(bool(form.problems.keys() & self.ui.details_card.fields.keys())
                                            or self.ui.details_card.isVisible())
            where = {
                **self.ui.details_card.boxes,
                "actions": self.ui.actions_card.text, "next_at": self.ui.next_card.box,
                **{f"asks.{n}.by": row.by for n, row in enumerate(self.ui.asks_card.rows)},
            }
            self.ui.errors.show_problems([
                (sentence, where.get(name, self.ui.change_button)) for name, sentence in form.problems.items()
            ])

    def _mend(self, check: Check) -> None:
        """Go where a line of the list is put right."""
        pupil_id = self.model.page.pupil.id if self.model.page else None
        match check.mend:
            case "quote" if check.voice is not None:
                self.model.ask_for_words(check.voice)
            case "consent" if check.invitee is not None:
                self.ui.ready_card.decide(check.invitee)
                QTimer.singleShot(0, self._show_panel)
            case "copy" if check.invitee is not None:
                self.ui.recipients_card.list.select(str(check.invitee))
                self.copies.choose(check.invitee)
            case "asks":
                self.show_step("see")
                self.ui.asks_card.add_row()
            case "actions" | "case":
                self.navigator.pupil_wanted.emit(pupil_id, "overview")

    def _show_panel(self) -> None:
        page = self.ui.check_page if self.step == "check" else self.ui.who_page
        page.ensureWidgetVisible(self.ui.ready_card.panel, 0, 24)

    def _toggle_details(self) -> None:
        card = self.ui.details_card
        self.show_step("who")
        card.setVisible(card.isHidden())
        if not card.isHidden():
            card.boxes["at"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _beside(self) -> None:
        if self._looks:
            self._look(on=False)
        else:
            self.copies.put_beside(on=not self.copies.is_beside)

    def _look(self, *, on: bool) -> None:
        self._looks = on
        self._show_sides()

    def _is_narrow(self) -> bool:
        return self.width() < NARROW
