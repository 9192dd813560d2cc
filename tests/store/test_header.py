"""The header on disk: damage is called damage, change is called change, and a kill leaves a whole one."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.store import header, rotation
from ontrack_desktop.store.header import COPY, FILE, Header
from ontrack_desktop.store.keys import DataKey
from ontrack_desktop.store.slots import Slot, SlotKind, make_slot
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault import Notice, Vault
from ontrack_desktop.store.vault_errors import (
    HeaderDamaged,
    HeaderNotWritten,
    HeaderTampered,
    NotAVault,
    OtherVault,
    VaultTooNew,
    VaultUnreadable,
)

from .vaults import AMINA, BEN, CHEAP, MONDAY, PASSPHRASE, new_vault


def rewritten(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the header as an attacker would: both copies, with a checksum that holds, without the key."""
    content = json.loads((folder / FILE).read_bytes())
    change(content)
    content["checksum"] = header._checksum(content)
    for name in (FILE, COPY):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def both(folder: Path, data: bytes) -> None:
    for name in (FILE, COPY):
        (folder / name).write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_vault(tmp_path).vault.folder


def test_a_flipped_bit_anywhere_in_both_copies_is_damage_or_changes_nothing(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    expected = header.parse(whole)
    dice = random.Random(5)
    harmless = 0
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        try:
            # only white space, and the case of an escape, may differ without a difference
            assert header.parse(bytes(flipped)) == expected
            harmless += 1
        except HeaderDamaged:
            pass
    assert harmless < len(whole) / 20


def test_a_flipped_bit_in_both_copies_is_never_called_a_wrong_passphrase(folder: Path) -> None:
    whole = bytearray((folder / FILE).read_bytes())
    place = whole.index(b'"wrapped_key"') + 20
    whole[place] ^= 1
    both(folder, bytes(whole))
    with pytest.raises(HeaderDamaged):
        Vault.at(folder)


@pytest.mark.parametrize("keep", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_shortened_header_is_damage(folder: Path, keep: float) -> None:
    whole = (folder / FILE).read_bytes()
    both(folder, whole[: int(len(whole) * keep)].rstrip())
    with pytest.raises(HeaderDamaged):
        Vault.at(folder)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"null",
        b"[]",
        b"{}",
        b'{"magic": "\\ud800"}',
        b"\xff\xfe{}",
        b"[" * 50_000,
        b'{"a":' * 10_000,
        b"9" * 60_000,
        b" " * 70_000 + b"{}",
        b'{"format": 99}',
        b'{"checksum": null, "checksum": null}',
    ],
    ids=["null", "list", "empty", "surrogate", "utf16", "deep list", "deep object", "huge number", "large", "bare",
         "twice"],
)  # fmt: skip
def test_rubbish_instead_of_a_header_is_damage(folder: Path, rubbish: bytes) -> None:
    both(folder, rubbish)
    with pytest.raises(HeaderDamaged):
        Vault.at(folder)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_header_or_damage(data: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        header.parse(data)


@pytest.mark.parametrize("broken", [b"", b"\x00" * 900, None], ids=["empty", "zeros", "gone"])
def test_one_damaged_copy_opens_from_the_other_says_so_and_is_mended(folder: Path, broken: bytes | None) -> None:
    whole = (folder / FILE).read_bytes()
    if broken is None:
        (folder / FILE).unlink()
    else:
        (folder / FILE).write_bytes(broken)
    opened = Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)
    assert Notice.HEADER_COPY_USED in opened.notices
    assert json.loads((folder / FILE).read_bytes()) == json.loads(whole)
    assert Notice.HEADER_COPY_USED not in Vault.at(folder).unlock(PASSPHRASE, None, MONDAY).notices


def test_a_lost_second_copy_is_written_again_when_the_vault_opens(folder: Path) -> None:
    (folder / COPY).unlink()
    Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)
    assert (folder / COPY).read_bytes() == (folder / FILE).read_bytes()


def test_a_folder_without_a_header_is_not_a_vault(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        Vault.at(tmp_path)
    with pytest.raises(NotAVault):
        Vault.at(tmp_path / "nowhere")


GIB = 1024 * 1024  # in KiB
MEASURED = """
import resource, sys
from pathlib import Path
from tests.store.vaults import *
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
try:
    Vault.at(Path(sys.argv[1])).unlock(PASSPHRASE, None, MONDAY)
except Exception as refused:
    print(type(refused).__name__, peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measured in KiB, as Linux does")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"memory_kib": 64 * GIB}, "HeaderTampered"),
        ({"memory_kib": GIB + 1}, "HeaderTampered"),
        ({"memory_kib": 2**63}, "HeaderTampered"),
        ({"memory_kib": GIB, "parallelism": 2**24}, "HeaderTampered"),
        (None, "HeaderDamaged"),  # 64 GiB of nothing in place of a header
    ],
    ids=["64 GiB", "a little too much", "all there is", "many lanes", "a huge file"],
)
def test_a_hostile_header_is_refused_before_memory_is_taken(
    folder: Path, asked: dict[str, int] | None, said: str
) -> None:
    if asked is None:
        for name in (FILE, COPY):
            with (folder / name).open("wb") as file:
                file.truncate(64 * GIB * 1024)
    else:
        rewritten(folder, lambda content: content["slots"][0]["kdf"].update(asked))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder)], check=True, capture_output=True, text=True, timeout=60
    )
    refused, kib = done.stdout.split()
    assert refused == said
    assert int(kib) < 4 * 1024


def _lower_cost(content: dict[str, Any]) -> None:
    content["slots"][1]["kdf"]["time_cost"] = 2


def _rename(content: dict[str, Any]) -> None:
    content["name"] = "Another name"


def _drop_recovery(content: dict[str, Any]) -> None:
    del content["slots"][1]


def _unknown_field(content: dict[str, Any]) -> None:
    content["plugin"] = "yes"


def _no_mac(content: dict[str, Any]) -> None:
    del content["mac"]


@pytest.mark.parametrize("waits", ["of another vault", "of this vault", "rubbish"])
def test_a_waiting_header_that_nobody_needs_changes_nothing_and_goes(
    folder: Path, tmp_path: Path, waits: str
) -> None:
    made = new_vault(tmp_path, name="Dale").vault
    Store.create(folder / "store.db", Vault.at(folder).unlock(PASSPHRASE, None, MONDAY).key, vault_id=BEN,
                 device_id=BEN, now=MONDAY).close()  # fmt: skip
    before = (folder / FILE).read_bytes()
    waiting = folder / rotation.NEXT_HEADER
    if waits == "rubbish":
        with waiting.open("wb") as file:
            file.truncate(64 * GIB * 1024)
    else:
        waiting.write_bytes(before if waits == "of this vault" else (made.folder / FILE).read_bytes())
    assert Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)
    assert (folder / FILE).read_bytes() == before
    assert not waiting.exists()


@pytest.mark.parametrize("change", [_lower_cost, _rename, _drop_recovery, _unknown_field, _no_mac])
def test_a_header_changed_without_the_key_does_not_open(
    folder: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    rewritten(folder, change)
    with pytest.raises(HeaderTampered):
        Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)


def test_a_slot_moved_to_another_worker_does_not_open_in_their_name(folder: Path) -> None:
    other = "0195f3a0-0000-7000-8000-0000000000ff"
    rewritten(folder, lambda content: content["slots"][0].update(worker_id=other))
    with pytest.raises(Exception, match="does not open"):
        Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)


def test_a_newer_format_is_refused_and_the_file_stays_as_it_is(folder: Path) -> None:
    rewritten(folder, lambda content: content.update(format=2, something_new=[1]))
    before = (folder / FILE).read_bytes()
    with pytest.raises(VaultTooNew):
        Vault.at(folder)
    assert (folder / FILE).read_bytes() == before


def test_a_header_of_another_vault_is_recognised(folder: Path, tmp_path: Path) -> None:
    stranger = new_vault(tmp_path, name="Dale").vault
    (folder / FILE).write_bytes((stranger.folder / FILE).read_bytes())
    with pytest.raises(OtherVault):
        Vault.at(folder)


def test_a_header_kept_with_a_backup_mends_two_damaged_copies(folder: Path, tmp_path: Path) -> None:
    kept = (folder / FILE).read_bytes()
    both(folder, b"")
    with pytest.raises(HeaderDamaged):
        header.restore(folder, kept[:-40])
    header.restore(folder, kept)
    assert Vault.at(folder).unlock(PASSPHRASE, None, MONDAY)
    stranger = new_vault(tmp_path, name="Dale").vault.folder
    with pytest.raises(OtherVault):
        header.restore(stranger, kept)


def test_a_file_in_place_of_the_folder_is_not_a_vault(tmp_path: Path) -> None:
    (tmp_path / "Hill.ontrack").write_text("a file", encoding="utf-8")
    with pytest.raises(NotAVault):
        Vault.at(tmp_path / "Hill.ontrack")


def test_a_vault_of_somebody_else_is_not_called_damaged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(VaultUnreadable):
        Vault.at(folder)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_header_and_no_rubbish(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    vault = Vault.at(folder)
    opened = vault.unlock(PASSPHRASE, None, MONDAY)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(HeaderNotWritten):
        vault.set_passphrase(opened, "a new one entirely", None, MONDAY, kdf=CHEAP)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert vault.unlock(PASSPHRASE, None, MONDAY).key == opened.key


NEW = "a new one entirely"
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.vaults import *
vault = Vault.at(Path(sys.argv[1]))
opened = vault.unlock(PASSPHRASE, None, MONDAY)
calls = 0
real = os.fsync
def fsync(handle):
    global calls
    calls += 1
    real(handle)
    if calls == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
vault.set_passphrase(opened, "a new one entirely", None, MONDAY, kdf=CHEAP)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize(("sync", "opens_with"), [(1, PASSPHRASE), (2, NEW), (3, NEW)])
def test_a_kill_at_any_step_of_a_change_leaves_exactly_one_passphrase(
    folder: Path, sync: int, opens_with: str
) -> None:
    # 1: the temporary file is whole, not yet in place; 2: it is in place; 3: so is the copy's temporary file
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(sync)], check=False)
    assert killed.returncode == -signal.SIGKILL
    wrong = {PASSPHRASE, NEW} - {opens_with}
    opened = Vault.at(folder).unlock(opens_with, None, MONDAY)
    assert Notice.HEADER_COPY_USED not in opened.notices
    with pytest.raises(Exception, match="does not open"):
        Vault.at(folder).unlock(wrong.pop(), None, MONDAY)


def test_the_header_holds_no_key(folder: Path) -> None:
    key = Vault.at(folder).unlock(PASSPHRASE, None, MONDAY).key
    text = (folder / FILE).read_text(encoding="utf-8")
    assert key.hex not in text
    assert PASSPHRASE not in text


@pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")
def test_the_folder_and_the_header_are_closed_to_other_users(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / FILE).stat().st_mode & 0o077 == 0


@given(st.text(min_size=1, max_size=80).filter(lambda text: text.isprintable()))
def test_any_name_of_a_vault_comes_back_as_it_was_written(name: str) -> None:
    key = DataKey(bytes(32))
    made = Header(vault_id=BEN, name=name, created=MONDAY, slots=(a_slot(),))
    sealed = header.parse(header.seal(made, key).data)
    sealed.check(key)
    assert sealed.header == made


@cache
def a_slot() -> Slot:
    return make_slot(
        SlotKind.PASSPHRASE, DataKey(bytes(32)), "x", vault_id=BEN, worker_id=AMINA, kdf=CHEAP, now=MONDAY
    )
