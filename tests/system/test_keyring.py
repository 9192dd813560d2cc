"""The keyring: chosen by class alone, and believed only for what can be read back."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from ontrack_desktop.domain.ledger import Head
from ontrack_desktop.system import keyring_choice
from ontrack_desktop.system.device_secret import KeyringSecrets
from ontrack_desktop.system.keyring_choice import trusted_keyring

VAULT = UUID("0195f3a0-0000-7000-8000-000000000001")
OTHER = UUID("0195f3a0-0000-7000-8000-000000000002")
SECRET = bytes(range(32))
HEAD = Head(41, bytes(range(100, 132)))


class FakeKeyring:
    """Keeps what it is given, as a real one does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class NullKeyring(FakeKeyring):
    """Says that it kept a value, and keeps none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class LockedKeyring(FakeKeyring):
    """Raises errors of its own, with the value in the text."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"locked: {password}")


class CuttingKeyring(FakeKeyring):
    """Keeps the first characters only."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:20])


def test_what_is_kept_comes_back_for_its_vault_only() -> None:
    secrets = KeyringSecrets(FakeKeyring())
    assert secrets.put(VAULT, SECRET)
    assert secrets.put_high_water(VAULT, HEAD)
    assert (secrets.get(VAULT), secrets.high_water(VAULT)) == (SECRET, HEAD)
    assert (secrets.get(OTHER), secrets.high_water(OTHER)) == (None, None)


def test_every_value_is_short_and_stands_under_a_name_of_its_own() -> None:
    keyring = FakeKeyring()
    secrets = KeyringSecrets(keyring)
    secrets.put(VAULT, SECRET)
    secrets.put_high_water(VAULT, Head(10**15, bytes(32)))
    assert max(len(value) for value in keyring.kept.values()) < 128
    assert len({service for service, _ in keyring.kept}) == 2


@pytest.mark.parametrize("broken", [NullKeyring, LockedKeyring, CuttingKeyring])
def test_a_keyring_that_does_not_keep_is_not_believed(
    broken: Callable[[], FakeKeyring], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    secrets = KeyringSecrets(broken())
    assert not secrets.put(VAULT, SECRET)
    assert not secrets.put_high_water(VAULT, HEAD)
    assert secrets.get(VAULT) is None
    assert base64.b64encode(SECRET).decode() not in caplog.text


@pytest.mark.parametrize(
    "value",
    ["", "?", "A" * 2_000, base64.b64encode(bytes(31)).decode(), base64.b64encode(bytes(33)).decode(), "é", "\ud800"],
)
def test_a_value_that_was_changed_counts_as_missing(value: str) -> None:
    keyring = FakeKeyring()
    secrets = KeyringSecrets(keyring)
    secrets.put(VAULT, SECRET)
    secrets.put_high_water(VAULT, HEAD)
    for name in keyring.kept:
        keyring.kept[name] = value
    assert secrets.get(VAULT) is None
    assert secrets.high_water(VAULT) is None


@pytest.mark.parametrize("value", ["-1:00", "x:00", "1", "1:zz", ":", "²:00", "9" * 300 + ":00"])
def test_a_ledger_head_that_was_changed_counts_as_missing(value: str) -> None:
    keyring = FakeKeyring()
    secrets = KeyringSecrets(keyring)
    secrets.put_high_water(VAULT, HEAD)
    for name in keyring.kept:
        keyring.kept[name] = value
    assert secrets.high_water(VAULT) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the keyring of Linux")
@pytest.mark.parametrize(
    "trap", ["keyring.backends.null.Keyring", "keyring.backends.chainer.ChainerBackend", "planted.PlaintextKeyring"]
)
def test_no_variable_and_no_file_brings_in_another_keyring(
    trap: str, tmp_path: Path, own_home: Path
) -> None:
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    config = own_home / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir()
    config.write_text(f"[backend]\ndefault-keyring={trap}\nkeyring-path={tmp_path}\n", encoding="utf-8")
    environment = {
        **os.environ, "PYTHON_KEYRING_BACKEND": trap, "PYTHONPATH": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", "from ontrack_desktop.system.keyring_choice import *; print(trusted_keyring())"],
        env=environment, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert said.stdout == "None\n"
    assert not (tmp_path / "secrets.txt").exists()


PLANTED = """
from keyring.backend import KeyringBackend
class PlaintextKeyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): open("secrets.txt", "w").write(password)
"""


def test_only_these_keyrings_are_trusted() -> None:
    assert keyring_choice.TRUSTED == {
        "win32": ("keyring.backends.Windows.WinVaultKeyring",),
        "darwin": ("keyring.backends.macOS.Keyring",),
        "linux": ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring"),
    }


def test_a_keyring_whose_service_is_not_there_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeKeyring()

    def load(name: str) -> FakeKeyring:
        if name == "first":
            raise RuntimeError("no service")
        return real

    monkeypatch.setattr(keyring_choice, "TRUSTED", {sys.platform: ("first", "second")})
    monkeypatch.setattr(keyring_choice, "_load", load)
    assert trusted_keyring() is real


def test_a_keyring_that_is_another_one_in_the_next_session_has_nothing_and_keeps_what_it_is_given() -> None:
    first, second = KeyringSecrets(FakeKeyring()), KeyringSecrets(FakeKeyring())
    first.put(VAULT, SECRET)
    assert second.get(VAULT) is None
    assert second.put(VAULT, SECRET[::-1])
    assert (first.get(VAULT), second.get(VAULT)) == (SECRET, SECRET[::-1])
