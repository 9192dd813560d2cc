"""Check the vault while it is open: each thing that was looked at, the first that is wrong, and what was not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import backups, checking
from ontrack_desktop.services.backups import Stopped, Watch
from ontrack_desktop.services.checking import Finding, Verdict
from ontrack_desktop.services.open_vault import OpenVault

from .long_work import LongWork

SOUND = "Everything that was looked at is as it should be."
BAD = "{what}: {fault}. {next_step}"


class VaultCheckModel(QObject):
    """`findings` and `not_checked` are of the last check; `close` it before the vault is closed."""

    changed = Signal()
    moved = Signal(str, int, int)
    """How far it is: what, done, of how much (0: nobody knows)."""
    fault = Signal(object)

    def __init__(self, vault: OpenVault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._work = LongWork(self)
        self._work.moved.connect(self.moved)
        self._work.fault.connect(self._broke)
        self.is_busy = False
        self.problem: OnTrackError | None = None
        self.findings: tuple[Finding, ...] = ()
        self.not_checked: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, str]:
        """The outcome as a sentence, and its tone; empty before there is one."""
        if not self.findings:
            return "", "good"
        bad = next((finding for finding in self.findings if finding.fault), None)
        if bad is None:
            return SOUND, "good"
        return BAD.format(what=bad.what, fault=bad.fault.removesuffix("."), next_step=bad.next_step), "alert"

    def check(self) -> None:
        """Look at the vault, and at the backups beside it if it is sound."""
        if self.is_busy:
            return
        self.is_busy = True
        self._forget()
        source = backups.source_of(self._vault)

        def look(watch: Watch) -> Verdict:
            verdict = checking.check_in_use(source, watch)
            if verdict.is_sound:
                verdict += checking.check_backups(source, source.vault.backups_path, watch)
            return verdict

        self._work.run(look, self._checked, self._not_checked)

    def stop(self) -> None:
        self._work.stop()

    def close(self) -> None:
        """Stop, and end the thread."""
        self._work.close()

    def _checked(self, verdict: Verdict) -> None:
        self.is_busy = False
        self.findings, self.not_checked = verdict.findings, verdict.not_checked
        self.changed.emit()

    def _not_checked(self, error: OnTrackError) -> None:
        self.is_busy = False
        self._forget(None if isinstance(error, Stopped) else error)

    def _broke(self, error: BaseException) -> None:
        self.is_busy = False
        self._forget()
        self.fault.emit(error)

    def _forget(self, problem: OnTrackError | None = None) -> None:
        self.findings, self.not_checked, self.problem = (), (), problem
        self.changed.emit()
