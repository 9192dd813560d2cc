"""Two processes and one vault: the second is told who has it; a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontrack_desktop.store.faults import DiskGone
from ontrack_desktop.store.vault_errors import VaultInUse, VaultReadOnly
from ontrack_desktop.store.vault_lock import FILE, VaultLock
from tests.write_protected import write_protected

from .vaults import MONDAY

HOLD = """
import sys
from pathlib import Path
from tests.store.vaults import MONDAY
from ontrack_desktop.store.vault_lock import VaultLock
lock = VaultLock(Path(sys.argv[1])).take(MONDAY)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the vault until it is killed or its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_has_the_vault(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(VaultInUse, match=rf"already open on this computer since .* \(process {other.pid}\)"):
        VaultLock(tmp_path).take(MONDAY)
    holder = VaultLock(tmp_path).holder()
    assert holder is not None
    assert (holder.process_id, holder.computer, holder.since) == (other.pid, socket.gethostname(), MONDAY)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_process_holds_nothing(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert str(other.pid) in (tmp_path / FILE).read_text(encoding="utf-8")
    with VaultLock(tmp_path).take(MONDAY) as lock:
        holder = lock.holder()
        assert holder is not None
        assert holder.process_id == os.getpid()


def test_a_vault_given_back_can_be_taken_again(tmp_path: Path) -> None:
    first = VaultLock(tmp_path).take(MONDAY)
    with pytest.raises(VaultInUse):
        VaultLock(tmp_path).take(MONDAY)
    first.release()
    first.release()
    with VaultLock(tmp_path).take(MONDAY):
        pass
    assert VaultLock(tmp_path).holder() is None


def test_a_process_started_by_the_holder_does_not_keep_the_vault(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path).take(MONDAY)
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    lock.release()
    with child, VaultLock(tmp_path).take(MONDAY):
        child.kill()


@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"[]", b'{"process": 1}'])
def test_a_lock_file_that_says_nothing_useful_still_locks(tmp_path: Path, rubbish: bytes) -> None:
    with VaultLock(tmp_path).take(MONDAY):
        (tmp_path / FILE).write_bytes(rubbish)
        with pytest.raises(VaultInUse, match="open in another window or program"):
            VaultLock(tmp_path).take(MONDAY)


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(DiskGone):
        VaultLock(tmp_path / "gone").take(MONDAY)


def test_a_vault_that_somebody_else_can_write_in_is_not_read_meanwhile(tmp_path: Path) -> None:
    with VaultLock(tmp_path).take(MONDAY), write_protected(tmp_path):
        with pytest.raises(VaultReadOnly):
            VaultLock(tmp_path).take(MONDAY)
        with pytest.raises(VaultInUse):
            VaultLock(tmp_path).take_to_read()
    with write_protected(tmp_path), VaultLock(tmp_path).take_to_read():
        pass
