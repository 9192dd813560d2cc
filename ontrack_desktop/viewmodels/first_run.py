"""A vault of one's own in three steps: a passphrase, the recovery sheet, and who one is.

The same screen asks for what is still missing later: the sheet after a recovery, the name of a new colleague.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import NotValid, OnTrackError

from .new_passphrase import NewPassphraseModel
from .recovery_sheet import RecoverySheetModel

Failed = Callable[[OnTrackError], None]

PASSPHRASE, SHEET, YOU = "passphrase", "sheet", "you"
ALL_STEPS = (PASSPHRASE, SHEET, YOU)
VAULT_NAME = "My caseload"
MAKING = "Making the vault"
BUILDING = "Building the demo: two years of an invented school. That takes some ten seconds."
NAME_MISSING = "Type your name, as colleagues know you."


@dataclass(frozen=True)
class Setup:
    """What can be done on the way. All answers come later, in the window's thread.

    `create(parent, name, passphrase, then(sheet), failed)` makes the vault and opens it; `introduce(name, role, then,
    failed)` says who has it open. `try_demo` is None where there is no demo.
    """

    find_place: Callable[[Callable[[Path], None]], None]
    check_place: Callable[[Path, Callable[[OnTrackError | None], None]], None]
    create: Callable[[Path, str, str, Callable[[RecoverySheetModel], None], Failed], None]
    introduce: Callable[[str, str, Callable[[], None], Failed], None]
    open_vault: Callable[[Path], None]
    try_demo: Callable[[Failed], None] | None = None


class FirstRunModel(QObject):
    """`steps` are those that are still to be done, in order; `sheet` belongs to a first step `SHEET`."""

    changed = Signal()
    step_changed = Signal(str)
    finished = Signal()

    def __init__(
        self,
        setup: Setup,
        *,
        steps: Sequence[str] = ALL_STEPS,
        sheet: RecoverySheetModel | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setup = setup
        self.steps = tuple(steps)
        self.step = self.steps[0]
        self.new_passphrase = NewPassphraseModel(self)
        self.vault_name = VAULT_NAME
        self.place: Path | None = None
        self.is_busy = False
        self.doing = ""
        """What it is busy with, where that takes a while."""
        self.problem: OnTrackError | None = None
        self.problems: dict[str, str] = {}
        """"vault_name", "place", "name", "role": what to put right."""
        self.sheet: RecoverySheetModel | None = None
        if sheet is not None:
            self._take_sheet(sheet)

    @property
    def progress(self) -> str:
        """“Step 2 of 3”; empty when there is one step only."""
        if len(self.steps) == 1:
            return ""
        return f"Step {self.steps.index(self.step) + 1} of {len(self.steps)}"

    def find_place(self) -> None:
        """Propose a place for the vault."""
        self.setup.find_place(self.put_place)

    def put_vault_name(self, name: str) -> None:
        self.vault_name = name
        self.problems.pop("vault_name", None)
        self.changed.emit()

    def put_place(self, place: Path) -> None:
        """The folder that the vault will lie in; why it should not is said beside the field."""
        self.place = place
        self.problems.pop("place", None)
        self.changed.emit()
        self.setup.check_place(place, self._place_checked)

    def create(self) -> None:
        """Make the vault, if everything is as it must be."""
        self.new_passphrase.own_words = (self.vault_name,)
        self.new_passphrase.put(self.new_passphrase.passphrase)
        ready = self.new_passphrase.check()
        if ready and self.place is not None and "place" not in self.problems and not self.is_busy:
            self._begin(MAKING)
            self.setup.create(
                self.place, self.vault_name, self.new_passphrase.passphrase, self._created, self._failed
            )

    def try_demo(self) -> None:
        """Look around in the demo; it is built if it is not there yet."""
        if self.setup.try_demo is not None and not self.is_busy:
            self._begin(BUILDING)
            self.setup.try_demo(self._failed)

    def introduce(self, name: str, role: str) -> None:
        """Say who one is."""
        self.problems = {} if name.strip() else {"name": NAME_MISSING}
        if self.problems:
            self.changed.emit()
        elif not self.is_busy:
            self._begin()
            self.setup.introduce(name.strip(), role.strip(), self._next, self._failed)

    def _created(self, sheet: RecoverySheetModel) -> None:
        self.new_passphrase.forget()
        self._take_sheet(sheet)
        self._next()

    def _take_sheet(self, sheet: RecoverySheetModel) -> None:
        self.sheet = sheet
        sheet.setParent(self)
        sheet.confirmed.connect(self._next)

    def _next(self) -> None:
        self.is_busy = False
        self.problem = None
        place = self.steps.index(self.step) + 1
        if place == len(self.steps):
            self.finished.emit()
            return
        self.step = self.steps[place]
        self.changed.emit()
        self.step_changed.emit(self.step)

    def _begin(self, doing: str = "") -> None:
        self.is_busy = True
        self.doing = doing
        self.problem = None
        self.changed.emit()

    def _place_checked(self, problem: OnTrackError | None) -> None:
        if problem is not None:
            self.problems["place"] = str(problem)
            self.changed.emit()

    def _failed(self, error: OnTrackError) -> None:
        self.is_busy = False
        if isinstance(error, NotValid):
            self.problems = error.problems
        else:
            self.problem = error
        self.changed.emit()
