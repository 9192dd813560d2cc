"""Backups while the vault is open: by themselves and when asked, what is said of them, and stopping one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.services import backups
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.reading_only import ReadingOnly
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.backups import BackupsModel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.errands import Errands
from ontrack_desktop.viewmodels.preferences import Preferences
from tests import factories
from tests.conftest import Clock
from tests.services.vault_at_hand import a_vault, opened, the_pupil, write_notes


class Office:
    """An open vault, its backups, and a place for a USB stick."""

    def __init__(self, vault: OpenVault, config: Path, clock: Clock, qtbot: QtBot) -> None:
        self.vault, self.clock, self.qtbot = vault, clock, qtbot
        self.stick = config.parent / "STICK"
        self.stick.mkdir()
        self.errands = Errands()
        self.preferences = Preferences(config, self.errands)
        self.model = self.a_model()

    def a_model(self) -> BackupsModel:
        return BackupsModel(Desk(Inline(self.vault), self.clock, factories.a_worker()), self.vault, self.preferences)

    def begin(self) -> None:
        self.model.begin()
        self.look_round()

    def look_round(self) -> None:
        """What happens every five minutes."""
        self.model.look_round()
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way, and what there is was looked at."""
        ready = threading.Event()
        self.qtbot.waitUntil(lambda: not self.model.doing)
        self.model._work.run(lambda _watch: None, lambda _nothing: ready.set(), self.model._not_made)
        self.qtbot.waitUntil(ready.is_set)
        if self.model.doing:
            self.wait()

    def write(self) -> None:
        write_notes(self.vault, the_pupil(self.vault), 1)

    def go_on(self, **time: float) -> None:
        self.clock.now += timedelta(**time)

    def files(self, folder: Path | None = None) -> list[str]:
        return sorted(path.name for path in (folder or self.vault.vault.backups_path).iterdir() if path.suffix == ".db")

    def close(self) -> None:
        self.model.close()
        self.errands.close()


@pytest.fixture
def office(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[Office]:
    with opened(a_vault(tmp_path, clock), clock) as vault:
        made = Office(vault, tmp_path / "config", clock, qtbot)
        yield made
        made.close()


def test_one_is_made_after_unlocking_entered_and_said_quietly(office: Office, qtbot: QtBot) -> None:
    told: list[str] = []
    office.model.told.connect(lambda said, _tone: told.append(said))
    office.begin()
    assert len(office.files()) == 1
    assert len(office.vault.query(lambda read: read.entries(act=Act.BACKED_UP))) == 1
    assert office.model.rail_line == ("Backed up 10:00, checked", "good")
    assert office.model.today_line == ("Backed up today 10:00 and checked, beside the vault.", "good")
    assert told == []


def test_the_next_comes_after_an_hour_and_only_if_something_was_written(office: Office) -> None:
    office.begin()
    office.go_on(minutes=70)
    office.look_round()
    assert len(office.files()) == 1
    office.write()
    office.look_round()
    assert len(office.files()) == 2
    office.write()
    office.go_on(minutes=20)
    office.look_round()
    assert len(office.files()) == 2
    office.go_on(days=1)
    assert office.model.rail_line[0] == "Backed up yesterday, checked"


def test_typing_goes_on_while_one_is_made(office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    make = backups.make

    def slow(*given: Any, **how: Any) -> backups.Backup:
        assert go_on.wait(10)
        return make(*given, **how)

    monkeypatch.setattr(backups, "make", slow)
    office.model.make_now()
    assert office.model.doing == "here"
    office.write()  # the window's thread and the store are free
    go_on.set()
    office.wait()
    assert len(office.files()) == 1


def test_one_that_a_person_asked_for_is_told_of_and_can_be_stopped(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(office.model.told) as told:
        office.model.make_now()
    assert told.args == ["Backed up at 10:00, and checked.", "good"]
    assert len(office.model.lines) == 0  # not looked at yet
    office.wait()
    line = office.model.lines[0]
    assert (line.when, line.place) == ("Today 10:00", "beside the vault")
    assert line.size.endswith("kB") or line.size.endswith("MB")
    begun, make = threading.Event(), backups.make

    def slow(*given: Any, watch: backups.Watch, **how: Any) -> backups.Backup:
        begun.set()
        while not watch.is_stopped():
            pass
        return make(*given, watch=watch, **how)

    monkeypatch.setattr(backups, "make", slow)
    office.go_on(hours=2)
    office.model.make_now()
    assert begun.wait(10)
    with qtbot.waitSignal(office.model.told) as told:
        office.model.stop()
    assert told.args == ["Stopped. Earlier backups are as they were.", "good"]
    assert len(office.files()) == 1
    assert office.model.problem is None


def test_closing_while_one_is_made_leaves_nothing_half_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, make = threading.Event(), backups.make

    def slow(*given: Any, watch: backups.Watch, **how: Any) -> backups.Backup:
        begun.set()
        while not watch.is_stopped():
            pass
        return make(*given, watch=watch, **how)

    monkeypatch.setattr(backups, "make", slow)
    office.model.make_now()
    assert begun.wait(10)
    office.model.close()
    assert list(office.vault.vault.backups_path.iterdir()) == []


def test_a_full_disk_is_said_and_the_next_round_tries_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:

        def fail(*_given: Any, **_how: Any) -> backups.Backup:
            raise backups.BackupFailed("No backup was made: the disk is full.", "Make room, and try again.")

        full.setattr(backups, "make", fail)
        office.begin()
        assert office.model.rail_line == ("No backup was made", "warn")
        assert office.model.today_line == ("No backup was made: the disk is full. Make room, and try again.", "warn")
    office.look_round()
    assert office.model.rail_line[1] == "good"


def test_the_second_place_is_filled_by_itself_when_it_is_due_and_plugged_in(office: Office) -> None:
    office.begin()
    office.model.choose_second_place(office.stick)
    office.wait()
    assert len(office.files(office.stick)) == 1
    assert office.model.second_place_line == "Last backup there today 10:00, checked."
    office.go_on(days=6)
    office.write()
    office.look_round()
    assert (len(office.files()), len(office.files(office.stick))) == (2, 1)
    office.go_on(days=2)
    office.model.look()
    office.wait()
    assert office.model.rail_line == ("Second backup is due", "warn")
    office.look_round()
    assert len(office.files(office.stick)) == 2
    assert office.model.rail_line[1] == "good"
    assert sorted(line.place for line in office.model.lines) == ["beside the vault"] * 2 + ["in the second place"] * 2


def test_a_stick_that_is_not_there_is_reminded_of_once_after_a_week(office: Office) -> None:
    told: list[str] = []
    office.begin()
    office.model.choose_second_place(office.stick)
    office.wait()
    office.model.told.connect(lambda said, _tone: told.append(said))
    office.stick.rename(office.stick.with_name("AWAY"))
    office.go_on(days=8)
    office.model.look()
    office.look_round()
    office.look_round()
    assert told == [
        "The backup in the second place is from Wed 4 Nov. Plug the disk in and press “Back up there now”."
    ]
    office.model.make_elsewhere()
    office.wait()
    assert office.model.problem is not None
    assert "is not there" in office.model.problem.sentence
    office.model.choose_second_place(None)
    office.wait()
    assert office.model.reminder == ""
    assert office.model.problem is None


def test_trying_the_newest_one_opens_it_and_counts(office: Office, qtbot: QtBot) -> None:
    office.begin()
    with qtbot.waitSignal(office.model.told) as told:
        office.model.try_newest()
    assert told.args is not None
    # the pupil, the case, three notes and Dee
    assert "opens and is whole: 1 pupil, 3 notes, 6 records in all" in told.args[0]


def test_trying_one_that_was_damaged_since_says_so(office: Office) -> None:
    office.begin()
    made = office.model.lines[0].made.path
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 0xFF
    made.write_bytes(data)
    office.model.try_newest()
    office.wait()
    assert office.model.problem is not None
    assert "would not do" in office.model.problem.sentence
    assert "Make a new one now" in office.model.problem.next_step


def test_without_a_backup_there_is_nothing_to_try(office: Office) -> None:
    office.model.try_newest()
    office.wait()
    assert office.model.problem is not None
    assert "no backup yet" in office.model.problem.sentence


def test_none_is_made_of_a_vault_that_is_open_for_reading_only_and_who_asks_is_told(office: Office) -> None:
    office.vault.reading_only = ReadingOnly.CANNOT_WRITE
    told: list[str] = []
    office.model.told.connect(lambda said, _tone: told.append(said))
    office.begin()
    assert told == []
    office.model.make_now()
    office.wait()
    assert office.files() == []
    assert told == ["This vault cannot be written to. No backups are made of it."]
    assert office.model.rail_line == ("Read only", "alert")
