"""The device's part of the key in a real Secret Service, in a private session that each test starts for itself."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}"),
]

UNLOCKED = "printf %s correct | gnome-keyring-daemon --unlock --components=secrets"
LOCKED = "gnome-keyring-daemon --start --components=secrets"


@pytest.fixture
def place() -> Iterator[Path]:
    # a short path: sockets have no room for a long one
    with tempfile.TemporaryDirectory(prefix="keyring") as made:
        yield Path(made)


def session(place: Path, *processes: str, daemon: str = UNLOCKED, keyring: str = "keyring") -> list[dict[str, Any]]:
    """Log in, run processes of `keyring_session` one after another, log out; what each step said."""
    for name in (keyring, "run"):
        (place / name).mkdir(mode=0o700, exist_ok=True)
    # without a display nobody can be asked for the keyring's password
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"XDG_DATA_HOME": str(place / keyring), "XDG_RUNTIME_DIR": str(place / "run")}
    run = f"'{sys.executable}' -m tests.system.keyring_session '{place}'"
    script = "\n".join([f"{daemon} >/dev/null", *(f"{run} {steps}" for steps in processes)])
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-e", "-c", script],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_vault_bound_to_the_keyring_opens_in_another_process_and_after_the_next_login(place: Path) -> None:
    made, opened, mark = session(place, "make", "open head")
    assert made["bound"]
    assert opened == {"error": "", "bound": True}
    assert session(place, "open head") == [{"error": "", "bound": True}, {"seq": mark["seq"] + 1}]
    secret = bytes.fromhex(made["secret"])
    assert len(secret) == 32
    written = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert len(written) > 1_000
    for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
        assert form not in written


def test_a_locked_keyring_is_said_as_such_and_the_sheet_opens_without_it(place: Path) -> None:
    session(place, "make")
    refused, recovered = session(place, "open recover", daemon=LOCKED)
    assert refused["error"] == "DeviceKeyMissing"
    assert "say yes and try again" in refused["next_step"]
    assert recovered == {"error": "", "bound": False}
    # it is bound again by the next passphrase that is set while the keyring is open
    assert session(place, "open recover open")[1:] == [{"error": "", "bound": True}] * 2


def test_a_keyring_that_is_locked_while_one_works_is_no_wrong_passphrase(place: Path) -> None:
    _, locked, refused = session(place, "make lock open")
    assert locked == {"locked": True}
    assert refused["error"] == "DeviceKeyMissing"
    assert session(place, "open") == [{"error": "", "bound": True}]


@pytest.mark.parametrize("how", ["change", "lengthen", "forget"])
def test_a_value_that_somebody_changed_or_took_away_is_mended_by_the_sheet(place: Path, how: str) -> None:
    _, _, refused, recovered, opened = session(place, f"make {how} open recover open")
    assert refused["error"] == "DeviceKeyMissing"
    assert recovered == opened == {"error": "", "bound": True}


def test_another_keyring_in_the_next_session_needs_the_sheet_once_and_harms_neither(place: Path) -> None:
    session(place, "make")
    there = session(place, "open recover open", keyring="another")
    assert [said["error"] for said in there] == ["DeviceKeyMissing", "", ""]
    back = session(place, "open recover open")
    assert [said["error"] for said in back] == ["DeviceKeyMissing", "", ""]
