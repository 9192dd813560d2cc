"""Guessing is slowed down: across restarts, whatever the clock does, and without keeping the owner out."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.store import throttle
from ontrack_desktop.store.recovery_code import new_code
from ontrack_desktop.store.throttle import Throttle, Way, wait_after
from ontrack_desktop.store.vault import Vault
from ontrack_desktop.store.vault_errors import TooManyTries, WrongPassphrase, WrongRecoveryCode

from .vaults import MONDAY, PASSPHRASE, new_vault

SECOND = timedelta(seconds=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_vault(tmp_path).vault.folder


def guess(folder: Path, now: datetime, times: int = 1) -> None:
    """Wrong passphrases, each in a program that was started afresh."""
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            Vault.at(folder).unlock("not this one", None, now)


def test_the_wait_begins_after_three_tries_doubles_and_ends_at_a_quarter_of_an_hour() -> None:
    waits = [int(wait_after(failures).total_seconds()) for failures in range(14)]
    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert wait_after(10**6) == timedelta(minutes=15)


def test_waiting_survives_a_restart_and_then_ends(folder: Path) -> None:
    guess(folder, MONDAY, 4)
    with pytest.raises(TooManyTries, match="Wait 5 seconds") as said:
        Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)
    assert said.value.seconds == 5
    with pytest.raises(TooManyTries, match="Wait 1 second,"):
        Vault.at(folder).unlock(PASSPHRASE, None, MONDAY + 4 * SECOND)
    assert Vault.at(folder).unlock(PASSPHRASE, None, MONDAY + 5 * SECOND)


def test_the_clock_set_back_starts_the_wait_anew_and_never_shortens_or_stretches_it(folder: Path) -> None:
    guess(folder, MONDAY, 4)
    years_ago = MONDAY - timedelta(days=730)
    assert Vault.at(folder).seconds_to_wait(Way.PASSPHRASE, years_ago) == 5
    assert Vault.at(folder).seconds_to_wait(Way.PASSPHRASE, years_ago + 3 * SECOND) == 2
    with pytest.raises(TooManyTries):
        Vault.at(folder).unlock(PASSPHRASE, None, years_ago + 4 * SECOND)
    assert Vault.at(folder).unlock(PASSPHRASE, None, years_ago + 5 * SECOND)


def test_a_refused_try_is_not_counted(folder: Path) -> None:
    guess(folder, MONDAY, 4)
    for _ in range(20):
        with pytest.raises(TooManyTries):
            Vault.at(folder).unlock("not this one", None, MONDAY)
    assert Vault.at(folder).seconds_to_wait(Way.PASSPHRASE, MONDAY) == 5


def test_opening_forgets_the_count_and_tells_the_failed_tries(folder: Path) -> None:
    guess(folder, MONDAY, 2)
    opened = Vault.at(folder).unlock(PASSPHRASE, None, MONDAY + SECOND)
    assert [(tried.way, tried.at) for tried in opened.failed_tries] == [(Way.PASSPHRASE, MONDAY)] * 2
    again = Vault.at(folder).unlock(PASSPHRASE, None, MONDAY + SECOND)
    assert again.failed_tries == ()


def test_wrong_passphrases_do_not_block_the_recovery_sheet(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    guess(made.vault.folder, MONDAY, 4)
    opened = Vault.at(made.vault.folder).unlock_with_recovery(made.recovery_code, MONDAY)
    assert opened.key == made.key
    assert len(opened.failed_tries) == 4
    assert Vault.at(made.vault.folder).seconds_to_wait(Way.PASSPHRASE, MONDAY) == 0


def test_a_hundred_wrong_recovery_codes_take_most_of_a_day(folder: Path) -> None:
    now = MONDAY
    for _ in range(100):
        now += timedelta(seconds=Vault.at(folder).seconds_to_wait(Way.RECOVERY, now))
        with pytest.raises(WrongRecoveryCode):
            Vault.at(folder).unlock_with_recovery(new_code(), now)
    # 5+10+…+640 = 1,275 s after tries 4 to 11, then 15 minutes after each of tries 12 to 99
    assert now - MONDAY == timedelta(seconds=1_275) + 88 * timedelta(minutes=15)


def test_a_program_ended_during_a_try_has_used_that_try(folder: Path) -> None:
    for _ in range(4):
        Throttle(folder).begin(Way.PASSPHRASE, MONDAY).join()  # and nothing after it
    with pytest.raises(TooManyTries):
        Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)


@pytest.mark.parametrize("rubbish", [b"", b"{", b'{"counts": {"passphrase": -5}}', b"\x00" * 20_000])
def test_damaging_the_count_gives_no_free_tries_and_locks_nobody_out(folder: Path, rubbish: bytes) -> None:
    (folder / throttle.FILE).write_bytes(rubbish)
    vault = Vault.at(folder)
    assert vault.seconds_to_wait(Way.PASSPHRASE, MONDAY) == 5
    with pytest.raises(TooManyTries):
        vault.unlock("not this one", None, MONDAY)
    assert vault.unlock(PASSPHRASE, None, MONDAY + 5 * SECOND)


def test_a_disk_that_cannot_be_written_keeps_nobody_out_and_still_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(throttle, "write_atomically", full)
    vault = Vault.at(folder)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            vault.unlock("not this one", None, MONDAY)
    with pytest.raises(TooManyTries):
        vault.unlock(PASSPHRASE, None, MONDAY)
    assert vault.unlock(PASSPHRASE, None, MONDAY + 5 * SECOND)


@given(st.lists(st.integers(-100_000, 100_000), max_size=12))
def test_however_the_clock_moves_the_wait_is_never_longer_than_it_should_be(
    tmp_path_factory: pytest.TempPathFactory, moves: list[int]
) -> None:
    folder, now = tmp_path_factory.mktemp("tries"), MONDAY
    for failures, move in enumerate(moves, start=1):
        now += timedelta(seconds=move)
        now += timedelta(seconds=Throttle(folder).seconds_to_wait(Way.PASSPHRASE, now))
        Throttle(folder).begin(Way.PASSPHRASE, now).join()
        left = Throttle(folder).seconds_to_wait(Way.PASSPHRASE, now)
        assert left == wait_after(failures).total_seconds()
