"""The three steps of a first run, and asking later for what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.viewmodels.first_run import PASSPHRASE, SHEET, YOU, FirstRunModel, Setup
from ontrack_desktop.viewmodels.recovery_sheet import RecoveryActions, RecoverySheetModel

GOOD = "otter lantern copper meadow tide"


def a_sheet() -> RecoverySheetModel:
    actions = RecoveryActions(lambda _p, then, _f: then(), lambda then, _f: then(), lambda typed, group: typed == group)
    return RecoverySheetModel(["ABCD"] * 8, actions)


class Office:
    """Answers every wish at once, or refuses with what it is given."""

    def __init__(self) -> None:
        self.refuses: OnTrackError | None = None
        self.created: list[tuple[Path, str, str]] = []
        self.introduced: list[tuple[str, str]] = []

    def setup(self) -> Setup:
        return Setup(
            find_place=lambda then: then(Path("/home/dee/Documents")),
            check_place=lambda _place, then: then(None),
            create=self.create,
            introduce=self.introduce,
            open_vault=lambda _folder: None,
        )

    def create(
        self, parent: Path, name: str, passphrase: str, then: Callable[[RecoverySheetModel], None],
        failed: Callable[[OnTrackError], None],
    ) -> None:  # fmt: skip
        self.created.append((parent, name, passphrase))
        failed(self.refuses) if self.refuses else then(a_sheet())

    def introduce(
        self, name: str, role: str, then: Callable[[], None], failed: Callable[[OnTrackError], None]
    ) -> None:
        self.introduced.append((name, role))
        failed(self.refuses) if self.refuses else then()


@pytest.fixture
def office(qapp: QCoreApplication) -> Office:
    return Office()


def ready(model: FirstRunModel) -> FirstRunModel:
    model.find_place()
    model.new_passphrase.put(GOOD)
    model.new_passphrase.put_again(GOOD)
    return model


def test_the_steps_follow_one_another_to_the_end(office: Office, qtbot: QtBot) -> None:
    model = ready(FirstRunModel(office.setup()))
    seen = [model.progress]
    model.step_changed.connect(lambda _step: seen.append(model.progress))
    model.create()
    assert office.created == [(Path("/home/dee/Documents"), "My caseload", GOOD)]
    assert model.new_passphrase.passphrase == ""
    assert model.sheet is not None
    assert model.sheet.check(["ABCD", "ABCD"])
    with qtbot.waitSignal(model.finished):
        model.introduce(" Ola Finch ", "")
    assert office.introduced == [("Ola Finch", "")]
    assert seen == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]


def test_a_refusal_stays_on_the_step_and_keeps_what_was_typed(office: Office) -> None:
    model = ready(FirstRunModel(office.setup()))
    office.refuses = OnTrackError("This folder is taken.", "Choose another name.")
    model.create()
    assert (model.step, model.is_busy, model.problem) == (PASSPHRASE, False, office.refuses)
    assert model.new_passphrase.passphrase == GOOD
    office.refuses = None
    model.create()
    assert model.step == SHEET


def test_a_name_that_cannot_be_kept_is_said_beside_its_field(office: Office) -> None:
    model = FirstRunModel(office.setup(), steps=(YOU,))
    model.introduce("  ", "Mentor")
    assert model.problems == {"name": "Type your name, as colleagues know you."}
    assert office.introduced == []
    office.refuses = NotValid({"role": "This is too long."})
    model.introduce("Ola", "Mentor")
    assert model.problems == {"role": "This is too long."}


def test_after_a_recovery_only_the_new_sheet_is_asked_for(office: Office, qtbot: QtBot) -> None:
    model = FirstRunModel(office.setup(), steps=(SHEET,), sheet=a_sheet())
    assert (model.step, model.progress) == (SHEET, "")
    assert model.sheet is not None
    with qtbot.waitSignal(model.finished):
        model.sheet.check(["ABCD", "ABCD"])
