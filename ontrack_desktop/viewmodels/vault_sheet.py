"""A recovery sheet for a vault that is open: its actions, run where the vault is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ontrack_desktop.services import vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.workspace import Clock

from .background import Background
from .recovery_sheet import Failed, RecoveryActions, RecoverySheetModel


def sheet_for(
    background: Background,
    vault: OpenVault,
    code: str,
    clock: Clock,
    owner: QObject,
    *,
    confirm: Callable[[], None] | None = None,
) -> RecoverySheetModel:
    """The sheet of `code`. `confirm` is run when both groups were right; by default the vault notes it down."""

    def save(path: Path, then: Callable[[], None], failed: Failed) -> None:
        work = partial(vaults.save_recovery_sheet, path, vault.vault.name, code, clock)
        background.compute(work, lambda _nothing: then(), owner=owner, failed=failed)

    def end(then: Callable[[], None], failed: Failed) -> None:
        background.compute(
            confirm or vault.confirm_recovery, lambda _nothing: then(), owner=owner, failed=failed
        )

    return RecoverySheetModel(vaults.code_groups(code), RecoveryActions(save, end, vaults.is_group), owner)
