"""The recovery sheet: saved as a PDF, then two of its groups typed back, so that it is known to be readable."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError

Failed = Callable[[OnTrackError], None]
ASKED = 2
WHOLE_GROUPS = 8  # the ninth is the check group of two
FILE_NAME = "OnTrack recovery sheet.pdf"
NOT_AS_PRINTED = "This is not what group {number} says. Compare it letter by letter."
MISSING = "Type group {number} from the sheet."


@dataclass(frozen=True)
class RecoveryActions:
    """`save(path, then, failed)` writes the PDF; `confirm(then, failed)` ends the check; `matches(typed, group)`."""

    save: Callable[[Path, Callable[[], None], Failed], None]
    confirm: Callable[[Callable[[], None], Failed], None]
    matches: Callable[[str, str], bool]


class RecoverySheetModel(QObject):
    """Ends (`confirmed`) only when both groups were typed as printed."""

    changed = Signal()
    confirmed = Signal()

    def __init__(
        self,
        groups: Sequence[str],
        actions: RecoveryActions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups = tuple(groups)
        self._actions = actions
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(1, WHOLE_GROUPS + 1), ASKED)))
        self.saved_to: Path | None = None
        self.is_busy = False
        self.save_problem = ""
        self.problems: dict[int, str] = {}
        """Which of the two (0, 1), and what is wrong with it."""

    def save(self, path: Path) -> None:
        """Write the sheet where the person says."""
        self._begin()
        self._actions.save(path, lambda: self._saved(path), self._not_saved)

    def check(self, typed: Sequence[str]) -> bool:
        """Compare the two groups; when both are right, set-up has ended."""
        self.problems = {}
        for place, (number, text) in enumerate(zip(self.asked, typed, strict=True)):
            if not text.strip():
                self.problems[place] = MISSING.format(number=number)
            elif not self._actions.matches(text, self._groups[number - 1]):
                self.problems[place] = NOT_AS_PRINTED.format(number=number)
        if self.problems:
            self.changed.emit()
            return False
        self._begin()
        self._actions.confirm(self._confirmed, self._not_saved)
        return True

    def _begin(self) -> None:
        self.is_busy = True
        self.save_problem = ""
        self.changed.emit()

    def _saved(self, path: Path) -> None:
        self.is_busy = False
        self.saved_to = path
        self.changed.emit()

    def _not_saved(self, error: OnTrackError) -> None:
        self.is_busy = False
        self.save_problem = str(error)
        self.changed.emit()

    def _confirmed(self) -> None:
        self.is_busy = False
        self._groups = ()
        self.changed.emit()
        self.confirmed.emit()
