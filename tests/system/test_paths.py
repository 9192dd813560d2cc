"""Folders and the instance's name: one person's own, and quick to find out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ontrack_desktop.system.paths import config_folder, log_folder, vaults_folder
from ontrack_desktop.system.single_instance import instance_name


@pytest.mark.skipif(sys.platform != "linux", reason="the guard's home is set by XDG variables")
def test_every_folder_lies_in_this_persons_home(own_home: Path) -> None:
    for folder in (config_folder(), log_folder(), vaults_folder()):
        assert folder.is_relative_to(own_home)
        assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the guard's home is set by XDG variables")
def test_the_instance_has_one_name_a_person(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = instance_name()
    assert instance_name() == mine
    assert str(own_home) not in mine
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_home / "somebody else"))
    assert instance_name() != mine


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    script = (
        "import sys\n"
        "from ontrack_desktop.system import device_secret, hardening, keyring_choice, logs, passphrase, paths\n"
        "from ontrack_desktop.system import settings, single_instance\n"
        "print(sorted({'keyring', 'zxcvbn', 'pydantic', 'PySide6', 'cryptography'} & set(sys.modules)))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
