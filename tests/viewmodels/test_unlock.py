"""The lock screen's knowledge: what is said, what may be tried, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services.vaults import VaultCard
from ontrack_desktop.viewmodels.unlock import Entrance, UnlockModel
from tests import factories

FOLDER = Path("/vaults/Moor Lane.ontrack")
REFUSED = OnTrackError("That passphrase does not open this vault.", "Try again.")


class Doors:
    """Answers at once, and notes down what was asked for."""

    def __init__(self) -> None:
        self.card = VaultCard("Moor Lane", factories.NOW - timedelta(minutes=8), factories.NOW - timedelta(days=1))
        self.asked: list[tuple[str, ...]] = []
        self.answers: list[Callable[[OnTrackError], None]] = []
        self.helps: dict[OnTrackError, str] = {}

    def entrance(self) -> Entrance:
        return Entrance(
            look=lambda _folder, then: then(self.card), unlock=self.unlock, recover=self.recover,
            clock=lambda: factories.NOW, help_for=lambda error: self.helps.get(error, ""), mend=self.mend,
        )  # fmt: skip

    def mend(self, _folder: Path, then: Callable[[], None], failed: Callable[[OnTrackError], None]) -> None:
        self.asked.append(("mend",))
        self.mended = then
        self.answers.append(failed)

    def unlock(self, _folder: Path, passphrase: str, failed: Callable[[OnTrackError], None]) -> None:
        self.asked.append(("unlock", passphrase))
        self.answers.append(failed)

    def recover(self, _folder: Path, code: str, passphrase: str, failed: Callable[[OnTrackError], None]) -> None:
        self.asked.append(("recover", code, passphrase))
        self.answers.append(failed)


@pytest.fixture
def doors(qapp: QCoreApplication) -> Doors:
    return Doors()


def test_it_says_what_is_safe_and_when_the_vault_was_open(doors: Doors) -> None:
    model = UnlockModel(doors.entrance(), FOLDER, reason="asked", half_written="note")
    assert model.vault_name == "Moor Lane"  # the folder's name, until the header was read
    model.look()
    assert model.heading == "Locked"
    assert model.lead == "Your half-written note is safe. It will be there when you are back."
    assert model.vault_line == "Last open today 09:52 · backed up yesterday"


def test_it_says_why_it_locked_itself_and_nothing_after_a_fresh_start(doors: Doors) -> None:
    assert "nobody touched it" in UnlockModel(doors.entrance(), FOLDER, reason="idle").lead
    fresh = UnlockModel(doors.entrance(), FOLDER)
    assert (fresh.heading, fresh.lead) == ("Welcome back", "")


def test_one_try_at_a_time_and_an_empty_one_is_none(doors: Doors) -> None:
    model = UnlockModel(doors.entrance(), FOLDER)
    model.unlock("")
    model.unlock("otter")
    model.unlock("otter")
    assert doors.asked == [("unlock", "otter")]
    assert not model.can_try
    doors.answers[0](REFUSED)
    assert model.problem is REFUSED
    assert model.can_try


def test_after_too_many_tries_the_seconds_are_counted_down(doors: Doors) -> None:
    model = UnlockModel(doors.entrance(), FOLDER)
    doors.card = replace(doors.card, seconds_to_wait=2)
    model.unlock("otter")
    doors.answers[0](REFUSED)
    assert (model.seconds_to_wait, model.can_try) == (2, False)
    model.unlock("otter")
    assert len(doors.asked) == 1
    model._count_down()
    assert (model.seconds_to_wait, model.can_try) == (1, False)
    model._count_down()
    assert (model.seconds_to_wait, model.can_try) == (0, True)


def test_waiting_for_the_passphrase_does_not_hold_up_the_recovery_code(doors: Doors) -> None:
    doors.card = replace(doors.card, seconds_to_wait=900)
    model = UnlockModel(doors.entrance(), FOLDER)
    model.look()
    model.choose_way(recovering=True)
    model.new_passphrase.put("otter lantern copper meadow tide")
    model.new_passphrase.put_again("otter lantern copper meadow tide")
    model.recover("K7QF-2M9D")
    assert doors.asked == [("recover", "K7QF-2M9D", "otter lantern copper meadow tide")]


def test_the_recovery_code_needs_a_new_passphrase_that_can_be_used(doors: Doors) -> None:
    model = UnlockModel(doors.entrance(), FOLDER)
    model.choose_way(recovering=True)
    model.recover(" ")
    assert model.problem is not None
    model.recover("K7QF-2M9D")
    assert "passphrase" in model.new_passphrase.problems
    assert doors.asked == []


def test_a_damaged_header_is_said_before_anything_is_typed(doors: Doors) -> None:
    damaged = OnTrackError("The two small files are damaged.", "The newest backup holds a good copy.")
    doors.helps[damaged] = "header"
    doors.card = replace(doors.card, problem=damaged)
    model = UnlockModel(doors.entrance(), FOLDER, reason="idle")
    model.look()
    assert model.trouble is not None
    assert (model.heading, model.trouble.sentence) == ("This vault needs mending", damaged.sentence)
    assert [what for what, _words in model.trouble.steps] == ["mend", "backups"]
    assert model.problem is None


def test_mending_leads_back_to_the_passphrase_and_if_it_fails_to_the_backups(doors: Doors) -> None:
    damaged = OnTrackError("The two small files are damaged.", "The newest backup holds a good copy.")
    doors.helps[damaged] = "header"
    doors.card = replace(doors.card, problem=damaged)
    model = UnlockModel(doors.entrance(), FOLDER)
    model.look()
    model.take_step("mend")
    model.take_step("mend")
    assert doors.asked == [("mend",)]
    doors.answers[0](OnTrackError("There is no backup beside this vault.", "Plug in a disk."))
    assert model.trouble is not None
    assert model.trouble.sentence == "There is no backup beside this vault."
    assert [what for what, _words in model.trouble.steps] == ["backups"]
    model.take_step("mend")
    doors.card = replace(doors.card, problem=None)
    doors.mended()
    assert model.heading == "Welcome back"
    assert model.lead == "It is mended. Type your passphrase as usual."


def test_a_damaged_store_is_said_in_place_of_the_passphrase_with_the_backups_one_click_away(
    doors: Doors, qtbot: QtBot
) -> None:
    model = UnlockModel(doors.entrance(), FOLDER)
    model.unlock("otter")
    damaged = OnTrackError("The file with the casework is damaged.", "Nothing has been changed.")
    doors.helps[damaged] = "backups"
    doors.answers[0](damaged)
    assert model.trouble is not None
    assert model.problem is None
    with qtbot.waitSignal(model.backups_wanted):
        model.take_step(model.trouble.steps[0][0])


def test_a_computer_without_a_keyring_is_told_of(doors: Doors) -> None:
    model = UnlockModel(doors.entrance(), FOLDER)
    model.look()
    assert model.warning == ""
    doors.card = replace(doors.card, has_keyring=False)
    model.look()
    assert "no keyring" in model.warning


def test_the_other_vaults_are_offered_but_not_this_one(doors: Doors) -> None:
    other = FOLDER.with_name("Dale.ontrack")
    assert UnlockModel(doors.entrance(), FOLDER, others=[FOLDER, other]).others == (other,)


def test_a_vault_on_a_disk_that_is_not_plugged_in_is_looked_for_again(doors: Doors) -> None:
    away = OnTrackError("This vault is not where it was.", "Plug the disk in.")
    doors.helps[away] = "plug in"
    doors.card = replace(doors.card, problem=away)
    model = UnlockModel(doors.entrance(), FOLDER)
    model.look()
    model.take_step("look")
    assert model.heading == "This vault is not here"
    doors.card = replace(doors.card, problem=None)
    model.take_step("look")
    assert model.heading == "Welcome back"
