"""What a person hears when a vault does not open: who has it, in words."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from ontrack_desktop.services.rescue import Help, OpenElsewhere, help_for, told_in_words
from ontrack_desktop.store.vault_errors import VaultInUse
from ontrack_desktop.store.vault_lock import Holder, VaultLock
from tests import factories


@pytest.mark.parametrize(
    ("days", "said"), [(0, "since 08:00 today"), (1, "since 08:00 yesterday"), (3, "since 08:00 on Sun 1 Nov")]
)
def test_who_has_the_vault_is_said_by_computer_and_time(days: int, said: str) -> None:
    now = factories.NOW
    since = now.replace(hour=8, minute=0) - timedelta(days=days)
    here = OpenElsewhere(Holder(4711, socket.gethostname(), since), now)
    away = OpenElsewhere(Holder(4711, "HUB-3", since), now)
    assert f"on this computer, {said}." in here.sentence
    assert f"on the computer “HUB-3”, {said}." in away.sentence
    assert "restart that computer" in away.next_step
    assert "4711" not in f"{here} {away}"
    assert help_for(here) is Help.CLOSE_IT


def test_the_number_of_the_process_is_in_the_log_for_those_who_look_after_the_computer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "ontrack_desktop")
    held, in_words = VaultLock(tmp_path).take(factories.NOW), told_in_words(tmp_path, lambda: factories.NOW)
    with held, pytest.raises(OpenElsewhere), in_words:
        raise VaultInUse
    assert f"process {os.getpid()}" in caplog.text
