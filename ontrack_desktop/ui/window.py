"""What fills the program's frame while a vault is open: the shell with its pages, and what screens wish of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ontrack_desktop.system.left_off import LeftOff
from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.pages import MEETING, PAGES, PUPIL, UNDER, Room, make_meeting_page, make_pupil_page, owned
from ontrack_desktop.ui.paper_preview import PaperDialog
from ontrack_desktop.ui.screens.find import FindScreen
from ontrack_desktop.ui.screens.meeting import MeetingScreen
from ontrack_desktop.ui.screens.note import NoteScreen
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.screens.record_form import RecordFormScreen
from ontrack_desktop.ui.screens.settings import SettingsScreen
from ontrack_desktop.ui.screens.today import TodayScreen
from ontrack_desktop.ui.shell import Shell
from ontrack_desktop.ui.told_bar import ToldBar
from ontrack_desktop.viewmodels.backups import BackupsModel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.find import FindModel
from ontrack_desktop.viewmodels.form import AT_REST, FormModel
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meeting_form import MeetingForm
from ontrack_desktop.viewmodels.note import NoteModel
from ontrack_desktop.viewmodels.open_forms import Lost, keep_all
from ontrack_desktop.viewmodels.paper import PaperModel
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.settings import SettingsModel
from ontrack_desktop.viewmodels.window import WindowModel, is_empty, noun_of

START = "today"
NOT_CLOSED = "Your {what} stays open. {why}"
HALF_WRITTEN = ("typing", "kept", "not_saved")


class Window(QWidget):
    """Fulfils the navigator's wishes. Pages are made when they are first wanted."""

    lock_wanted = Signal()

    def __init__(
        self, desk: Desk, make_settings: Callable[[], SettingsModel], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.navigator = Navigator(self)
        self._room = Room(desk, self.navigator, make_settings)
        self._made: dict[str, QWidget] = {}
        self._panel: NoteScreen | RecordFormScreen | None = None
        self.shell = Shell(tuple(PAGES))
        self.shell.backup_line.hide()  # until there is something to say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.shell)
        # the buttons on both sides must be seen when something was not saved
        self.told_bar = ToldBar(self, self._beside_the_page)
        self.finder = FindScreen(FindModel(desk, self), self.navigator, self)
        self.model = WindowModel(desk, self)
        self._connect()
        self.model.count()
        self.show_page(START)

    # -- going somewhere --

    def show_page(self, name: str) -> None:
        """Show one of `PAGES`."""
        if name in PAGES:
            self._make_way()
            if name not in self._made:
                self._add(name, owned(PAGES[name](self._room)), under=UNDER.get(name, ""))
            self.shell.show_page(name)

    def show_pupil(self, pupil_id: UUID, section: str = "") -> None:
        """Open a pupil's page."""
        self._make_way()
        page = self._pupil_page()
        page.show_pupil(pupil_id, section)
        self.shell.show_page(PUPIL)

    def show_meeting(self, begin: Callable[[MeetingModel], None]) -> None:
        """Open the builder; `begin` says with which meeting."""
        self._make_way()
        page = self._made.get(MEETING)
        if not isinstance(page, MeetingScreen):
            page = make_meeting_page(self._room)
            owned(page)
            self._add(MEETING, page, under="meetings")
        begin(page.model)
        self.shell.show_page(MEETING)

    def show_paper(self, paper: PaperModel) -> None:
        """Preview one page in a window of its own."""
        PaperDialog(paper, self.navigator, self).open()

    def show_form(self, form: FormModel) -> None:
        """Put a form into the side panel, once what stood there is kept as a draft.

        Where nothing can be saved that is said first, and only a form that holds something is shown, to be read.
        """
        if self.desk.refusal is not None:
            self.navigator.told.emit(str(self.desk.refusal), "alert")
            if is_empty(form):
                form.deleteLater()
                return
        if isinstance(form, RecordForm) and form.is_amending and form.state == "":
            self.model.take_up(form, partial(self._put_beside, form))
        else:
            self._put_beside(form)

    def _put_beside(self, form: FormModel) -> None:
        if self._panel is not None and self._panel.model.record_id == form.record_id:
            self._panel.take_focus()
        else:
            self.close_panel(partial(self._put_into_panel, form))

    def _put_into_panel(self, form: FormModel) -> None:
        panel: NoteScreen | RecordFormScreen
        if isinstance(form, NoteModel):
            panel = NoteScreen(form, self.navigator)
        elif isinstance(form, RecordForm):
            panel = RecordFormScreen(form, self.navigator)
        else:
            raise TypeError(f"no screen shows a {type(form).__name__}")
        form.setParent(panel)
        form.refused.connect(lambda error: self.navigator.told.emit(str(error), "alert"))
        panel.closed.connect(lambda: self.close_panel())
        self._panel = panel
        self.shell.set_side_panel(panel)
        panel.take_focus()

    def close_panel(self, then: Callable[[], None] = lambda: None) -> None:
        """Take the side panel away, once what is typed there is kept as a draft. What cannot be kept stays open."""
        panel = self._panel
        if panel is None or panel.model.state in AT_REST or self.desk.refusal is not None:
            self._take_panel_away()
            then()
        else:
            keep_all(self.desk, [panel.model], partial(self._panel_kept, panel, then), owner=self)

    def _panel_kept(self, panel: QWidget, then: Callable[[], None], lost: Lost) -> None:
        model = self._panel.model if self._panel is not None else None
        if model is not None and self._panel is panel and lost:
            self.navigator.told.emit(NOT_CLOSED.format(what=noun_of(model), why=lost[0][1] or ""), "alert")
        elif model is not None and (self._panel is not panel or model.state in ("typing", "saving")):
            self.close_panel(then)  # more was typed meanwhile, or another form stands there
        else:
            self._take_panel_away()
            then()

    def _take_panel_away(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            self.shell.set_side_panel(None)
            panel.deleteLater()

    def _make_way(self) -> None:
        """A page that somebody goes to has to be seen: in a narrow window the panel would hide it.

        A panel whose words could not be kept stays until they are.
        """
        kept = self._panel is not None and self._panel.model.state != "not_saved"
        if kept and self.shell.side_stands_alone():
            self.close_panel()

    def _beside_the_page(self) -> tuple[int, int]:
        """What stands at the left and at the right of the page, in px."""
        beside = self._panel is not None and not self.shell.side_stands_alone()
        return self.shell.rail.width(), self._panel.width() if self._panel is not None and beside else 0

    def follow_backups(self, backups: BackupsModel) -> None:
        """Say quietly how the backups stand."""

        def show() -> None:
            words, tone = backups.rail_line
            self.shell.backup_line.setVisible(bool(words))
            self.shell.set_backup_line(words, tone)
            today = self._made[START]
            if isinstance(today, TodayScreen):
                today.set_backup_line(*backups.today_line)

        backups.changed.connect(show)
        backups.told.connect(self.navigator.told)
        self.shell.backup_wanted.connect(self._show_backups)

    # -- locking and coming back --

    def forms(self) -> list[FormModel]:
        """Every form that is open anywhere in the window."""
        return self.findChildren(FormModel)

    def left_off(self, reason: str, standing: str) -> LeftOff:
        """Where the person is: ids only."""
        pupil = self._made.get(PUPIL)
        on_pupil = isinstance(pupil, PupilScreen) and self.shell.current_page() == PUPIL
        half = next((form for form in self._half_written()), None)
        in_panel = self._panel is not None and self._panel.model is half
        in_builder = self.shell.current_page() == MEETING and isinstance(half, MeetingForm)
        return LeftOff(
            reason=reason,
            page=self.shell.current_page(),
            pupil_id=str(pupil.model.pupil_id) if on_pupil and isinstance(pupil, PupilScreen) else "",
            section=pupil.current_section() if on_pupil and isinstance(pupil, PupilScreen) else "",
            draft_id=str(half.record_id) if half and (in_panel or in_builder) else "",
            draft_noun=noun_of(half) if half else "",
            window=standing,
        )

    def go_back_to(self, left_off: LeftOff) -> None:
        """Show the same screen, and the same half-written form."""
        if left_off.page == PUPIL and left_off.pupil_id:
            self.show_pupil(UUID(left_off.pupil_id), left_off.section)
        else:
            self.show_page("meetings" if left_off.page == MEETING else left_off.page)
        if left_off.draft_id:
            self.model.carry_on(UUID(left_off.draft_id))

    def _half_written(self) -> list[FormModel]:
        """The side panel's form first, for that is where the hands are."""
        first = [self._panel.model] if self._panel is not None else []
        held = HALF_WRITTEN if self.desk.refusal is None else ("kept",)
        return [form for form in (*first, *self.forms()) if form.state in held]

    # -- building --

    def _connect(self) -> None:
        shell, navigator, model = self.shell, self.navigator, self.model
        shell.page_wanted.connect(self.show_page)
        shell.find_wanted.connect(navigator.find_wanted)
        shell.note_wanted.connect(self._new_note)
        shell.lock_wanted.connect(self.lock_wanted)
        navigator.find_wanted.connect(self.finder.open_over)
        navigator.page_wanted.connect(self.show_page)
        navigator.pupil_wanted.connect(self.show_pupil)
        navigator.note_wanted.connect(model.new_note)
        navigator.note_amend_wanted.connect(model.amend_note)
        navigator.draft_wanted.connect(model.carry_on)
        navigator.form_wanted.connect(self.show_form)
        navigator.meeting_wanted.connect(lambda meeting: self.show_meeting(lambda model: model.open(meeting)))
        navigator.new_meeting_wanted.connect(lambda pupil: self.show_meeting(lambda model: model.begin(pupil)))
        navigator.paper_wanted.connect(self.show_paper)
        navigator.lock_wanted.connect(self.lock_wanted)
        navigator.told.connect(self.told_bar.tell)
        model.told.connect(self.told_bar.tell)
        model.form_ready.connect(self.show_form)
        model.meeting_ready.connect(lambda draft: self.show_meeting(lambda builder: builder.carry_on(draft)))
        model.place_wanted.connect(self.show_pupil)
        model.counts_changed.connect(self._show_counts)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(lambda: self.close_panel())

    def _add(self, name: str, page: QWidget, **how: Any) -> None:
        self._made[name] = page
        self.shell.add_page(name, page, **how)

    def _pupil_page(self) -> PupilScreen:
        page = self._made.get(PUPIL)
        if not isinstance(page, PupilScreen):
            page = make_pupil_page(self._room)
            owned(page)
            self._add(PUPIL, page, under="pupils", side_slot=page.side_slot)
        return page

    def _show_backups(self) -> None:
        self.show_page("settings")
        page = self._made["settings"]
        if isinstance(page, SettingsScreen):
            QTimer.singleShot(0, page.show_backups)  # once the page has its size

    def _new_note(self) -> None:
        """A note about the pupil whose page is open, or about nobody yet. An untouched one is used again."""
        panel = self._panel
        if isinstance(panel, NoteScreen) and panel.model.state == "" and not panel.model.is_amending:
            panel.take_focus()
            return
        page = self._made.get(PUPIL)
        on_pupil = isinstance(page, PupilScreen) and self.shell.current_page() == PUPIL
        pupil_id = page.model.pupil_id if on_pupil and isinstance(page, PupilScreen) else None
        self.model.new_note((pupil_id,) if pupil_id else ())

    def _show_counts(self, counts: dict[str, int]) -> None:
        for page, count in counts.items():
            if page in PAGES:
                self.shell.set_count(page, count)
