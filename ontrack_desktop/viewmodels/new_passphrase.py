"""Choosing a passphrase: how hard it is to guess as one types, five words as a suggestion, and once more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.services import passphrases
from ontrack_desktop.services.passphrases import Strength

NOT_THE_SAME = "The two are not the same. Type it again."
TOO_WEAK = "This is too easy to guess."
MISSING = "Choose a passphrase."
AGAIN_MISSING = "Type the passphrase again, so that a slip does not lock you out."


class NewPassphraseModel(QObject):
    """`own_words` are names that a guesser would try first: the person's, the vault's."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.passphrase = ""
        self.again = ""
        self.own_words: Sequence[str] = ()
        self.suggestion = passphrases.suggest()
        self.strength: Strength | None = None
        self.problems: dict[str, str] = {}

    def put(self, passphrase: str) -> None:
        """A person typed the passphrase."""
        self.passphrase = passphrase
        self.strength = passphrases.strength(passphrase, self.own_words) if passphrase else None
        self.problems.pop("passphrase", None)
        self.changed.emit()

    def put_again(self, again: str) -> None:
        """A person typed it once more. What does not fit is said as soon as it cannot become right."""
        self.again = again
        if self.passphrase.startswith(again):
            self.problems.pop("again", None)
        else:
            self.problems["again"] = NOT_THE_SAME
        self.changed.emit()

    def suggest_another(self) -> None:
        self.suggestion = passphrases.suggest()
        self.changed.emit()

    def check(self) -> bool:
        """Whether it can be used; if not, `problems` says beside each field what to put right."""
        self.problems = {}
        if not self.passphrase:
            self.problems["passphrase"] = MISSING
        elif self.strength is not None and not self.strength.is_enough:
            self.problems["passphrase"] = TOO_WEAK
        elif not self.again:
            self.problems["again"] = AGAIN_MISSING
        elif self.again != self.passphrase:
            self.problems["again"] = NOT_THE_SAME
        self.changed.emit()
        return not self.problems

    def forget(self) -> None:
        """It was used: keep nothing of it here."""
        self.passphrase = self.again = ""
        self.strength = None
        self.problems = {}
        self.suggestion = passphrases.suggest()
        self.changed.emit()
