"""The section of plans: the time-in plan edited in place, its sessions and this school year's counts beside it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.ui.forms.time_in_plan import Ui_TimeInPlanScreen
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.card import Card
from ontrack_desktop.ui.widgets.chip import Chip
from ontrack_desktop.ui.widgets.flow_layout import FlowLayout
from ontrack_desktop.ui.widgets.line_button import LineButton
from ontrack_desktop.ui.widgets.placing import emptied, stack
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.plan_boxes import PlanBoxes
from ontrack_desktop.ui.widgets.plan_signing import PlanSigning
from ontrack_desktop.ui.widgets.still import Still
from ontrack_desktop.ui.widgets.time_in_side import TimeInSide
from ontrack_desktop.viewmodels.time_in_plan import CLAIM, TimeInPlanModel

SIDE = 300
NO_LIMIT = 16_777_215  # px: Qt's own
NARROW = 760  # px of page under which the sessions stand below the plan


class TimeInPlanScreen(QWidget):
    """Shows a `TimeInPlanModel`. It decides nothing."""

    def __init__(self, model: TimeInPlanModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_TimeInPlanScreen()
        self.ui.setupUi(self)
        self.side = TimeInSide()
        self.ui.side.addWidget(self.side)
        self.typed_in = PlanBoxes(self.ui, model)
        self.signing = PlanSigning(self.ui, model)
        self._arrange()
        self._connect()
        self._show_form()
        self._show_page()

    # -- building --

    def _arrange(self) -> None:
        ui = self.ui
        flow = FlowLayout(spacing=8)
        flow.setContentsMargins(0, 3, 0, 0)
        ui.head_words.setLayout(flow)
        self._chips: list[Chip] = []
        ui.head.setStretch(1, 1)
        ui.foot.setStretch(0, 1)
        fields = [ui.unmet_need_field, ui.triggers_field, ui.adults_field, ui.safe_place_field]
        ui.first_fields.set_widgets(fields, most=2, narrowest=260)
        more = [
            ui.say_field, ui.do_not_say_field, ui.makes_worse_field, ui.place_note_field, ui.restorative_step_field,
            ui.return_step_field,
        ]
        ui.more_fields.set_widgets(more, most=2, narrowest=260)
        buttons = FlowLayout(spacing=8)
        buttons.setContentsMargins(24, 10, 24, 10)
        icons = {
            ui.save_button: ("check", "on_primary"), ui.print_button: ("printer", "ink"),
            ui.sign_button: ("signature", "ink"),
        }
        for button in (ui.save_button, ui.print_button, ui.sign_button, ui.compare_button, ui.discard_button):
            if button in icons:
                set_icon(button, *icons[button])
            buttons.addWidget(button)
        ui.bar.setLayout(buttons)
        ui.withheld_icon.set_icon("lock", "ink_2")

    def _connect(self) -> None:
        model, ui = self.model, self.ui
        model.changed.connect(self._show_page)
        model.form_changed.connect(self._show_form)
        model.told.connect(self.navigator.told)
        ui.save_button.clicked.connect(model.save)
        ui.print_button.clicked.connect(model.print_plan)
        ui.compare_button.clicked.connect(lambda: model.compare(on=not model.is_comparing))
        ui.discard_button.clicked.connect(model.discard)
        ui.end_button.clicked.connect(model.end_plan)
        ui.blank_button.clicked.connect(lambda: self._start(""))
        ui.again_button.clicked.connect(model.take_up_again)
        self.side.session_wanted.connect(lambda session: self.navigator.form_wanted.emit(model.session_form(session)))

    # -- acting --

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.leave()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        stack(self.ui.columns, when=narrow)
        self.side.setMinimumWidth(0 if narrow else SIDE)
        self.side.setMaximumWidth(NO_LIMIT if narrow else SIDE)

    def _start(self, key: str) -> None:
        self.model.start_from(key)
        self.ui.scroll.verticalScrollBar().setValue(0)
        self.typed_in.stages["calm"].edits["see"].setFocus()

    # -- showing --

    def _show_form(self) -> None:
        form = self.model.form
        self.signing.show_form()
        if form is not None:
            self.typed_in.show_form(form)
            form.state_changed.connect(self._show_state)
            Still(form, self.ui.plan_page)
        self._show_state(form.state if form else "")
        self._show_page()

    def _show_state(self, state: str) -> None:
        self.ui.saved_label.show_state(state, self.model.desk.now())
        self._show_buttons()

    def _show_page(self) -> None:
        page, ui = self.model.page, self.ui
        if page is None:
            for part in (ui.empty_page, ui.withheld_page, ui.plan_page, ui.bar, self.side):
                part.hide()
            return
        withheld = self.model.withheld()
        has_form = self.model.form is not None
        ui.withheld_words.setText(withheld)
        ui.withheld_page.setVisible(bool(withheld))
        ui.plan_page.setVisible(has_form)
        ui.bar.setVisible(has_form and ui.sign_panel.isHidden())
        ui.empty_page.setVisible(not has_form and not withheld)
        self.side.show()
        self.side.show_sessions(self.model.session_lines())
        self.side.show_counts(self.model.counts(), CLAIM)
        name = isolated(page.pupil.name)
        ui.unmet_need_label.setText(f"What is {name} telling us?".replace("&", "&&"))
        ui.pupil_words_label.setText(f"In {name}’s words".replace("&", "&&"))
        ui.signed_line.setText(self.model.signed_line())
        self._show_chips()
        self._show_empty()
        self._show_comparison()
        self._show_buttons()

    def _show_chips(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(text=text, tone=tone, icon=icon) for tone, icon, text in self.model.chips()]
        flow = self.ui.head_words.layout()
        assert flow is not None
        for chip in self._chips:
            flow.addWidget(chip)

    def _show_buttons(self) -> None:
        form, page, ui = self.model.form, self.model.page, self.ui
        changed = form is not None and form.is_changed
        plan = page.plan if page else None
        ui.save_button.setVisible(changed)
        ui.save_button.setText(f"&Save as version {plan.version + 1}" if plan else "&Save plan")
        ui.discard_button.setVisible(changed)
        ui.discard_button.setText(f"Put bac&k version {plan.version}" if plan else "Throw this draft awa&y")
        restyle(ui.print_button, role="" if changed else "primary")
        set_icon(ui.print_button, "printer", "ink" if changed else "on_primary")
        ui.compare_button.setVisible(bool(plan and plan.version > 1 and not changed))
        if plan:
            ui.compare_button.setText(
                "&Close the comparison" if self.model.is_comparing else f"&Compare with version {plan.version - 1}"
            )
        ui.end_button.setVisible(plan is not None and not changed)

    def _show_empty(self) -> None:
        page, ui = self.model.page, self.ui
        assert page is not None
        ended, name = page.ended is not None, isolated(page.pupil.name)
        sentence = (
            f"The last plan for {name} was put aside. " if ended else f"{name} has no plan yet. "
        )
        ui.empty_words.setText(
            f"{sentence}A time-in plan says what we think behaviour is telling us, and what we do at each stage, so "
            "that nobody needs to be sent home. Start from what is closest; every word can be changed."
        )
        ui.again_button.setVisible(ended)
        if ui.templates.is_empty():
            cards = [self._template_card(each.key, each.name, each.when) for each in page.templates]
            ui.templates.set_widgets(cards, most=3, narrowest=200)
            in_order = [*ui.templates.findChildren(LineButton), ui.blank_button, ui.again_button]
            for first, second in pairwise(in_order):
                QWidget.setTabOrder(first, second)

    def _template_card(self, key: str, name: str, when: str) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 8, 8, 8)
        button = LineButton(name, "", when)
        button.clicked.connect(lambda: self._start(key))
        column.addWidget(button)
        return card

    def _show_comparison(self) -> None:
        emptied(self.ui.comparison)
        if not self.model.is_comparing or self.model.page is None or self.model.page.plan is None:
            return
        card = Card(title=f"What changed since version {self.model.page.plan.version - 1}")
        for part, words in self.model.comparison():
            card.add(plain_label(part, "label"))
            card.add(plain_label(words, "muted"))
        if not self.model.comparison():
            card.add(plain_label("No words changed. It was agreed to again.", "muted"))
        self.ui.comparison.addWidget(card)
