"""A pupil's page: the head, the sections under it, and room for the side panel beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from ontrack_desktop.ui.forms.pupil import Ui_PupilScreen
from ontrack_desktop.ui.icons import icon, set_icon
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.widgets.never_squeezed import NeverSqueezed
from ontrack_desktop.ui.widgets.reason_dialog import ReasonDialog
from ontrack_desktop.viewmodels.pupil import PupilModel
from ontrack_desktop.viewmodels.removal import RemovalForm

Factory = Callable[[], QWidget]
PACK = "Meeting &pack"
NARROW_BELOW = 760  # px of page under which the pack's button shows its icon alone
LEAST_NAME = 160  # px of a name that are seen before anything beside it
MOST_CHIPS = 3  # of the pupil's own, beside worker safety


class PupilScreen(QWidget):
    """Sections are added by whoever builds the window; each is made when it is first looked at.

    A section's widget has a `model` with `show_pupil(pupil_id)`. Keys: Ctrl+Tab and Ctrl+Shift+Tab go from section
    to section, Alt+1 to Alt+9 and Alt+0 to one of them.
    """

    visit_card_wanted = Signal(object)
    """Signal(UUID): the card for a visit to this pupil's home."""

    def __init__(self, model: PupilModel, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.navigator = navigator
        self.ui = Ui_PupilScreen()
        self.ui.setupUi(self)
        self._titles: dict[str, str] = {}
        self._factories: dict[str, Factory] = {}
        self._sections: dict[str, QWidget] = {}
        self._places: dict[str, QWidget] = {}  # where in the stack each section stands
        self._shown_for: dict[str, UUID] = {}
        self._build_head()
        self._build_menu()
        self.ui.sections.section_wanted.connect(self._show_section)
        self.ui.pack_button.clicked.connect(self._want_pack)
        model.changed.connect(self._show_model)
        model.told.connect(navigator.told)
        model.form_ready.connect(navigator.form_wanted)
        model.removal_ready.connect(self._ask_why)
        model.gone.connect(lambda: navigator.page_wanted.emit("pupils"))
        self._add_keys()

    @property
    def side_slot(self) -> QBoxLayout:
        """Where the side panel sits: beside the sections, under the head."""
        return self.ui.page

    def add_section(self, name: str, title: str, factory: Factory) -> None:
        """Add a section, before a pupil is shown; `factory` makes its widget when it is first looked at."""
        self._titles[name] = title
        self._factories[name] = factory

    def show_pupil(self, pupil_id: UUID, section: str = "") -> None:
        """Open a pupil's page at a section; "" is the first one, or the same as before for the same pupil."""
        same = pupil_id == self.model.pupil_id
        self._shown_for = {}
        self.model.show_pupil(pupil_id)
        wanted = section or (self.ui.sections.current_section() if same else "") or next(iter(self._titles))
        with QSignalBlocker(self.ui.sections):
            if not self.ui.sections.count():
                self.ui.sections.set_sections(list(self._titles.items()))
            self.ui.sections.show_section(wanted)
        self._show_counts()
        self._show_section(wanted)

    def current_section(self) -> str:
        return self.ui.sections.current_section()

    def section(self, name: str) -> QWidget:
        """A section's widget, made now if nobody looked at it yet."""
        if name not in self._sections:
            self._sections[name] = self._factories[name]()
            self._places[name] = NeverSqueezed(self._sections[name])
            self.ui.stack.addWidget(self._places[name])
        return self._sections[name]

    def _show_section(self, name: str) -> None:
        widget: Any = self.section(name)
        self.ui.stack.setCurrentWidget(self._places[name])
        pupil_id = self.model.pupil_id
        if pupil_id is not None and self._shown_for.get(name) != pupil_id:
            self._shown_for[name] = pupil_id
            widget.model.show_pupil(pupil_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.ui.pack_button.setText("" if narrow else PACK)
        self.ui.pack_button.setToolTip(PACK.replace("&", "") if narrow else "")
        set_icon(self.ui.pack_button, "files", "ink")

    def _build_head(self) -> None:
        ui = self.ui
        ui.chips.first_pressed.connect(lambda: self._go_to("people"))
        ui.chips.more_pressed.connect(self.model.edit)
        set_icon(ui.more_button, "ellipsis", "ink")
        ui.more_button.setIconSize(QSize(18, 18))

    def _build_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("More about this pupil")
        for words, name, act in (
            ("&Edit pupil", "pencil", self.model.edit),
            ("&Restrict the case…", "lock", self.model.restrict),
            ("Home-&visit card", "house", lambda: self.visit_card_wanted.emit(self.model.pupil_id)),
            ("&Time-in plan", "clipboard-list", lambda: self._go_to("plans")),
        ):
            menu.addAction(icon(name, "ink"), words).triggered.connect(act)
        self._restrict = menu.actions()[1]
        menu.addSeparator()
        menu.addAction(icon("trash-2", "alert"), "Re&move…").triggered.connect(self.model.ask_to_remove)
        self.ui.more_button.setMenu(menu)

    def _add_keys(self) -> None:
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._on(keys, partial(self._step, step))
        for number in range(10):
            self._on(f"Alt+{(number + 1) % 10}", partial(self._to_place, number))

    def _on(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _step(self, by: int) -> None:
        bar = self.ui.sections
        bar.setCurrentIndex((bar.currentIndex() + by) % bar.count())

    def _to_place(self, place: int) -> None:
        if place < self.ui.sections.count():
            self.ui.sections.setCurrentIndex(place)

    def _go_to(self, name: str) -> None:
        if name in self._titles:
            self.ui.sections.show_section(name)

    def _want_pack(self) -> None:
        """The pack of the next meeting; a new meeting where none is planned."""
        if self.model.next_meeting_id is not None:
            self.navigator.meeting_wanted.emit(self.model.next_meeting_id)
        else:
            self.navigator.new_meeting_wanted.emit(self.model.pupil_id)

    def _ask_why(self, form: RemovalForm) -> None:
        dialog = ReasonDialog(
            form, f"Remove {self.model.name}?",
            "This is for a pupil who was added by mistake. Casework is closed, not removed.", "&Remove", self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_model(self) -> None:
        model = self.model
        self.ui.avatar.set_person(model.initials, "pupil", "large")
        self.ui.name.setText(model.name)
        needed = self.ui.name.fontMetrics().horizontalAdvance(model.name) + 2
        self.ui.name.setMinimumWidth(min(needed, LEAST_NAME))
        self.ui.facts.setText(model.facts())
        self.ui.strengths.setText(model.strengths())
        self._restrict.setEnabled(model.has_case)
        self.ui.chips.set_chips(model.safety(), model.chips(), most=MOST_CHIPS)
        self._show_counts()

    def _show_counts(self) -> None:
        if self.ui.sections.count():
            for name, count in self.model.counts().items():
                if name in self._titles:
                    self.ui.sections.set_count(name, count)
