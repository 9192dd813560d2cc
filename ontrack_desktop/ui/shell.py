"""The window's frame: rail on the left, search and the main action above, the pages, the composer beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ontrack_desktop.ui.every_window import Blank, EveryWindow
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.theme import TONES
from ontrack_desktop.ui.widgets.keycap import KeyButton
from ontrack_desktop.ui.widgets.logo import Logo
from ontrack_desktop.ui.widgets.never_squeezed import NeverSqueezed
from ontrack_desktop.ui.widgets.rail_button import RailButton

# page -> (words in the rail, icon), in the rail's order
PAGES = {
    "today": ("Today", "sun"),
    "pupils": ("Pupils", "users"),
    "meetings": ("Meetings", "calendar-days"),
    "figures": ("Figures", "chart-no-axes-column"),
    "directory": ("Directory", "book-user"),
    "exchange": ("Exchange", "arrow-left-right"),
    "settings": ("Settings", "settings"),
}
HIDE = QKeyCombination(Qt.Key.Key_F9)
LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
RAIL = 208
NARROW_RAIL = 60
NARROW_BELOW = 1100  # px of window under which the rail shows icons alone
SHORT_BELOW = 400  # px of window under which the rail leaves out the sign
SIDE = 424
LEAST_PAGE = 320  # px: where a page would have less beside the panel, the panel stands alone
WIDEST = 16_777_215  # Qt's own: as wide as there is room
GAP = 24


@dataclass(frozen=True)
class _Page:
    widget: QWidget
    under: str
    extra: QWidget | None
    side_slot: QBoxLayout | None


class Shell(QWidget):
    """Shows pages that others make; decides nothing.

    `pages` are the keys of `PAGES` that have a screen; the rail shows no others. The shell asks by signal and is
    told by `show_page`.
    """

    page_wanted = Signal(str)
    find_wanted = Signal()
    note_wanted = Signal()
    lock_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, pages: Sequence[str] = tuple(PAGES), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages: dict[str, _Page] = {}
        self._current = ""
        self._side: QWidget | None = None
        self._buttons: dict[str, RailButton] = {}
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_rail(pages))
        column = QVBoxLayout()
        column.setSpacing(0)
        self._top = QWidget()
        self._top.setLayout(self._make_top())
        column.addWidget(self._top)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self.stack, 1)
        column.addLayout(self._beside, 1)
        row.addLayout(column, 1)
        for keys, asked in (("Ctrl+K", self.find_wanted), ("Ctrl+N", self.note_wanted)):
            QShortcut(QKeySequence(keys), self).activated.connect(asked)
        self._blank = Blank(self)
        EveryWindow({HIDE: self.blank, LOCK: self.lock_wanted.emit}, self)

    def add_page(
        self,
        name: str,
        widget: QWidget,
        *,
        under: str = "",
        extra: QWidget | None = None,
        side_slot: QBoxLayout | None = None,
    ) -> None:
        """Take in a page. `under` is the rail's page that it belongs to, if it is not one itself.

        `extra` is shown left of the main action while the page is shown. `side_slot` is a layout of the page's own
        where the side panel sits, for pages whose heading spans it.
        """
        page = widget if side_slot else NeverSqueezed(widget)
        self.stack.addWidget(page)
        self._pages[name] = _Page(page, under or name, extra, side_slot)
        if extra is not None:
            extra.hide()
            self._extras.addWidget(extra)

    def show_page(self, name: str) -> None:
        """Show a page that was added, and mark where it is in the rail."""
        page = self._pages[name]
        self._current = name
        for each in self._pages.values():
            if each.extra is not None:
                each.extra.setVisible(each is page)
        self.stack.setCurrentWidget(page.widget)
        self._mark_current()
        self._place_side()

    def current_page(self) -> str:
        """The name of the page that is shown."""
        return self._current

    def set_count(self, page: str, count: int) -> None:
        """The number beside a page in the rail."""
        self._buttons[page].set_count(count)

    def set_backup_line(self, text: str, tone: str = "good") -> None:
        """How the last backup went. Good is quiet; warn and alert change the icon too."""
        icon = "shield-check" if tone == "good" else "shield-alert"
        self.backup_line.set_line(text, icon, TONES[tone][0])

    def set_side_panel(self, panel: QWidget | None) -> None:
        """Put a panel of 424 px beside the page, or take it away (it is hidden, not deleted).

        In a window that is too narrow for both it stands in the page's place.
        """
        if self._side is not None and self._side is not panel:
            self._side.hide()
            self._side.setParent(None)
        self._side = panel
        self._place_side()

    def side_stands_alone(self) -> bool:
        """Is there a panel, and no room for the page beside it?"""
        return self._side is not None and self.width() - self.rail.width() - SIDE < LEAST_PAGE

    def blank(self) -> None:
        """Cover every window of the program, or uncover them. The keyboard stays where it was."""
        self._blank.toggle()

    def is_blank(self) -> bool:
        """Is the casework covered?"""
        return self._blank.is_on

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.rail.setFixedWidth(NARROW_RAIL if narrow else RAIL)
        self.logo.set_narrow(narrow)
        self.logo.setVisible(self.height() >= SHORT_BELOW)
        for button in self.rail.findChildren(RailButton):
            button.set_narrow(narrow)
        if self.side_stands_alone() == self.stack.isVisibleTo(self):
            self._place_side()

    def _make_rail(self, pages: Sequence[str]) -> QFrame:
        self.rail = QFrame()
        self.rail.setProperty("role", "rail")
        column = QVBoxLayout(self.rail)
        column.setContentsMargins(12, 12, 12, 16)
        column.setSpacing(4)
        self.logo = Logo()
        column.addWidget(self.logo)
        column.addSpacing(8)
        group = QButtonGroup(self)
        for number, name in enumerate((n for n in PAGES if n in pages), start=1):
            text, icon = PAGES[name]
            button = RailButton(text, icon)
            button.setShortcut(QKeySequence(f"Ctrl+{number}"))
            button.setAccessibleDescription(f"Ctrl {number}")
            button.clicked.connect(lambda _on=False, wanted=name: self._ask(wanted))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[name] = button
        column.addStretch()
        self.backup_line = RailButton("No backup yet", "shield-alert", quiet=True)
        self.backup_line.clicked.connect(self.backup_wanted)
        lock = RailButton("Lock", "lock", keys="Ctrl L", quiet=True)
        lock.clicked.connect(self.lock_wanted)
        blank = RailButton("Blank screen", "eye-off", keys="F9", quiet=True)
        blank.clicked.connect(self.blank)
        feet = QVBoxLayout()
        feet.setSpacing(0)
        column.addLayout(feet)
        for foot in (self.backup_line, lock, blank):
            feet.addWidget(foot)
        return self.rail

    def _make_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, 14, GAP, 14)
        row.setSpacing(8)
        self.find_button = FindButton()
        self.find_button.clicked.connect(self.find_wanted)
        self._extras = QHBoxLayout()
        self._extras.setSpacing(8)
        self.note_button = KeyButton(text="New note", keys="Ctrl N")
        self.note_button.setProperty("role", "primary")
        set_icon(self.note_button, "pencil", "on_primary", 16)
        self.note_button.clicked.connect(self.note_wanted)
        row.addWidget(self.find_button, 2)
        row.addStretch(1)
        row.addLayout(self._extras)
        row.addWidget(self.note_button)
        return row

    def _ask(self, name: str) -> None:
        self.page_wanted.emit(name)
        self._mark_current()  # the page may not have been shown: the rail tells what is

    def _mark_current(self) -> None:
        page = self._pages.get(self._current)
        button = self._buttons.get(page.under) if page else None
        if button:
            button.setChecked(True)

    def _place_side(self) -> None:
        alone = self.side_stands_alone()
        self.stack.setVisible(not alone)
        self._top.setVisible(not alone)
        if self._side is None:
            return
        page = self._pages.get(self._current)
        slot = page.side_slot if page and page.side_slot and not alone else self._beside
        self._side.setMinimumWidth(0 if alone else SIDE)
        self._side.setMaximumWidth(WIDEST if alone else SIDE)
        slot.addWidget(self._side)
        self._side.show()


class FindButton(KeyButton):
    """A button that looks like the search field that it opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, text="Find a pupil, person, note or command", keys="Ctrl K")
        self.setProperty("role", "find")
        self.leading = True
        self.setMaximumWidth(360)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_icon(self, "search", "ink_2", 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())
