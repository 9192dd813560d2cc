"""The recovery sheet: it ends only when two groups were typed as printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services.vaults import code_groups, is_group
from ontrack_desktop.viewmodels.recovery_sheet import Failed, RecoveryActions, RecoverySheetModel

CODE = "K7QF-2M9D-XW4H-8RTC-5JNP-V3BG-6YKA-9EZS-4D"
GROUPS = code_groups(CODE)


class Vault:
    def __init__(self) -> None:
        self.refuses: OnTrackError | None = None
        self.confirmed = 0

    def save(self, _path: Path, then: object, failed: Failed) -> None:
        if self.refuses:
            failed(self.refuses)
        else:
            then()  # type: ignore[operator]

    def confirm(self, then: object, failed: Failed) -> None:
        if self.refuses:
            failed(self.refuses)
        else:
            self.confirmed += 1
            then()  # type: ignore[operator]


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def model(vault: Vault, qapp: QCoreApplication) -> RecoverySheetModel:
    return RecoverySheetModel(GROUPS, RecoveryActions(vault.save, vault.confirm, is_group))


def test_two_whole_groups_are_asked_for_and_not_always_the_same(vault: Vault, qapp: QCoreApplication) -> None:
    actions = RecoveryActions(vault.save, vault.confirm, is_group)
    asked = {RecoverySheetModel(GROUPS, actions).asked for _ in range(60)}
    assert len(asked) > 5
    assert all(1 <= first < second <= 8 for first, second in asked)


def test_right_groups_end_it_however_they_are_typed(model: RecoverySheetModel, vault: Vault, qtbot: QtBot) -> None:
    first, second = (GROUPS[number - 1] for number in model.asked)
    with qtbot.waitSignal(model.confirmed):
        assert model.check([first.lower(), f" {second[:2]} {second[2:]}"])
    assert vault.confirmed == 1


def test_a_wrong_or_missing_group_is_named_by_its_number_and_ends_nothing(
    model: RecoverySheetModel, vault: Vault
) -> None:
    first, second = model.asked
    assert not model.check([GROUPS[second - 1], ""])
    assert f"group {first}" in model.problems[0]
    assert f"group {second}" in model.problems[1]
    assert vault.confirmed == 0
    assert model.check([GROUPS[first - 1], GROUPS[second - 1]])
    assert model.problems == {}


def test_a_sheet_that_could_not_be_saved_is_said_and_can_be_saved_elsewhere(
    model: RecoverySheetModel, vault: Vault
) -> None:
    vault.refuses = OnTrackError("The sheet was not saved.", "Choose another place.")
    model.save(Path("/full/sheet.pdf"))
    assert "not saved" in model.save_problem
    vault.refuses = None
    model.save(Path("/usb/sheet.pdf"))
    assert (model.save_problem, model.saved_to) == ("", Path("/usb/sheet.pdf"))
