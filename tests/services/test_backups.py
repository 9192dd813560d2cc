"""Backups count only when they were opened and checked, and putting one back deletes nothing."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import backups, records, vaults
from ontrack_desktop.services.backups import BackupFailed, NotRestored, Stopped, Watch
from ontrack_desktop.services.open_vault import NotEntered, OpenVault
from ontrack_desktop.store import faults, migrations
from ontrack_desktop.store.backup import to_keep
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.vault_errors import FolderTaken, VaultInUse, WrongPassphrase
from tests import factories
from tests.conftest import Clock
from tests.store.vaults import PASSPHRASE, MemoryDevice

from .vault_at_hand import a_vault, opened, the_pupil, write_notes


def make(workspace: OpenVault, **how: object) -> backups.Backup:
    """A backup, entered in the ledger, as the program makes one."""
    made = backups.make(backups.source_of(workspace), **how)  # type: ignore[arg-type]
    workspace.change(lambda work: backups.enter(work, made=made))
    return made


def notes_in(workspace: OpenVault) -> int:
    return workspace.query(lambda read: read.count(Note))


def test_a_backup_is_a_whole_store_with_its_header_that_only_the_vaults_key_opens(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        head = workspace.store.head()
        made = make(workspace)
        entered = workspace.query(lambda read: read.entries(act=Act.BACKED_UP))
    # NOW is 10:00 UTC on 4 November 2026
    assert made.path == folder / "backups" / f"2026-11-04T1000-{head.seq:08}.db"
    assert made.header_path.read_bytes() == (folder / "vault.json").read_bytes()
    assert sorted(path.suffix for path in made.path.parent.iterdir()) == [".db", ".json", ".seal"]
    assert factories.SURNAME.encode() not in made.path.read_bytes()
    assert not made.path.read_bytes().startswith(b"SQLite format 3")
    assert len(entered) == 1


def test_a_backup_is_one_state_of_the_store_although_notes_are_written_meanwhile(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        pupil = the_pupil(workspace)
        write_notes(workspace, pupil, 60, text="The kettle boiled. " * 1_500)
        head = workspace.store.head()
        said: list[str] = []

        def show(what: str, done: int, _of_all: int) -> None:
            if what == "Copying" and done and what not in said:
                write_notes(workspace, pupil, 2)
            said.append(what)

        made = make(workspace, watch=Watch(show))
        assert made.seq == head.seq
        assert notes_in(workspace) == 65
    assert list(dict.fromkeys(said)) == [
        "Copying", "Checking every page", "Checking every seal", "Checking the ledger", "Putting it in place"
    ]


@pytest.mark.parametrize("stages", range(5))
def test_a_backup_stopped_after_some_stages_leaves_nothing(tmp_path: Path, clock: Clock, stages: int) -> None:
    folder = a_vault(tmp_path, clock)
    reached: set[str] = set()
    watch = Watch(lambda what, _done, _all: reached.add(what), lambda: len(reached) >= stages)
    with opened(folder, clock) as workspace:
        with pytest.raises(Stopped):
            backups.make(backups.source_of(workspace), watch=watch)
        assert len(reached) == stages
        assert list((folder / "backups").iterdir()) == []
        make(workspace)


def test_one_is_due_when_something_changed_and_an_hour_has_passed(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    begun = clock.now

    def is_due(workspace: OpenVault) -> bool:
        return workspace.query(lambda read: backups.is_due(read, vault=workspace.vault, now=clock.now))

    with opened(folder, clock) as workspace:
        assert is_due(workspace)
        make(workspace)
        write_notes(workspace, the_pupil(workspace), 1)
        clock.now = begun + timedelta(minutes=59)
        assert not is_due(workspace)
        clock.now = begun + timedelta(minutes=60)
        assert is_due(workspace)
        make(workspace)
    clock.now = begun + timedelta(days=3)
    with opened(folder, clock) as workspace:  # opening alone is no change
        assert not is_due(workspace)
        clock.now = begun - timedelta(days=3)
        write_notes(workspace, the_pupil(workspace), 1)
        assert is_due(workspace), "a clock that was set back must not end the backups"


def test_thinning_keeps_hours_days_weeks_and_months() -> None:
    # a backup on the hour, every hour, for 800 days up to Wednesday 4 November 2026, 10:00
    newest = datetime(2026, 11, 4, 10, tzinfo=UTC)
    every_hour = [newest - timedelta(hours=hours) for hours in range(800 * 24)]
    kept = sorted(to_keep(every_hour), reverse=True)
    # 24 hours: back to 3 November, 11:00
    assert kept[:24] == every_hour[:24]
    # 14 days are 4 November and the last hour of each of the 13 before; that of the 3rd is among the hours
    days = [datetime(2026, 11, 3, 23, tzinfo=UTC) - timedelta(days=number) for number in range(13)]
    assert [moment for moment in days if moment not in kept] == []
    # 8 weeks: this one and the last hour of the Sundays of the 7 before, back to 20 September
    sundays = [datetime(2026, 11, 1, 23, tzinfo=UTC) - timedelta(weeks=number) for number in range(7)]
    assert [moment for moment in sundays if moment not in kept] == []
    # 12 months: this one and the last hour of the 11 before, back to December 2025
    months = [
        datetime(2026, month + 1, 1, tzinfo=UTC) - timedelta(hours=1) for month in range(1, 11)
    ] + [datetime(2025, 12, 31, 23, tzinfo=UTC)]
    assert [moment for moment in months if moment not in kept] == []
    # the last days, Sundays and months that are in more than one list count once:
    # 24 + 12 more days + 5 more Sundays (1 November, 25 October are days) + 11 months less 31 October (a day)
    assert len(kept) == 24 + 12 + 5 + 10
    assert to_keep([]) == set()


def test_old_backups_of_this_vault_go_and_those_of_others_stay(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path / "one", clock)
    other = a_vault(tmp_path / "two", clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "letter.db").write_text("somebody's file", encoding="utf-8")
    clock.now += timedelta(minutes=1)
    with opened(other, clock) as workspace:
        theirs = make(workspace, into=stick)
    with opened(folder, clock) as workspace:
        made = []
        for _ in range(3):  # three in one hour: the newest of them is kept
            clock.now += timedelta(minutes=10)
            write_notes(workspace, the_pupil(workspace), 1)
            made.append(make(workspace, into=stick))
        assert backups.found(workspace.vault, stick) == [made[-1]]
    left = {path.name for path in stick.iterdir()}
    assert left == {
        "letter.db", made[-1].path.name, made[-1].header_path.name, made[-1].seal_path.name,
        theirs.path.name, theirs.header_path.name, theirs.seal_path.name,
    }


def test_after_a_clock_was_set_back_two_years_each_hour_has_a_backup_and_the_newest_one_stays(
    tmp_path: Path, clock: Clock
) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        first = make(workspace)
        for days in range(30 * 12):  # as many as thinning keeps of every kind, by their names
            hours_ago = timedelta(days=days) if days >= 24 else timedelta(hours=days)
            name = (clock.now - hours_ago).strftime(f"%Y-%m-%dT%H%M-{first.seq:08}.db")
            for file in (first.path, first.header_path) if name != first.path.name else ():
                os.link(file, first.path.with_name(name).with_suffix(file.suffix))
        clock.now -= timedelta(days=2 * 365)
        write_notes(workspace, the_pupil(workspace), 1)
        made = make(workspace)
        assert made.path.exists()
        write_notes(workspace, the_pupil(workspace), 1)
        due = partial(backups.is_due, vault=workspace.vault)
        assert not workspace.query(partial(due, now=clock.now))
        clock.now += timedelta(hours=1)
        assert workspace.query(partial(due, now=clock.now))
        state = backups.state(workspace.vault, second_place=tmp_path / "stick", now=clock.now)
        assert state.last_at == made.made_at
        assert state.elsewhere_is_due


def test_a_target_that_vanishes_half_way_leaves_the_old_ones_and_says_so(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    stick, away = tmp_path / "stick", tmp_path / "pulled out"
    stick.mkdir()
    with opened(folder, clock) as workspace:
        old = make(workspace, into=stick)
        clock.now += timedelta(hours=2)

        def pull(what: str, _done: int, _all: int) -> None:
            if what == "Checking the ledger" and stick.exists():
                stick.rename(away)

        with pytest.raises(BackupFailed, match="went away"):
            make(workspace, into=stick, watch=Watch(pull))
        assert sorted(path.name for path in away.glob("*.db")) == [old.path.name]
        assert len(list(away.glob("*.part"))) == 1
        with pytest.raises(BackupFailed, match="is not there"):
            make(workspace, into=stick)
        away.rename(stick)
        again = make(workspace, into=stick)
        assert backups.found(workspace.vault, stick) == [again, old]
        assert list(stick.glob("*.part")) == []


FILL = """
import resource, sys
from pathlib import Path
from tests.conftest import Clock
from tests.services.vault_at_hand import opened
from ontrack_desktop.services import backups
folder, target = Path(sys.argv[1]), Path(sys.argv[2])
with opened(folder, Clock()) as workspace:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    try:
        backups.make(backups.source_of(workspace), into=target)
    except backups.BackupFailed as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(backups.make(backups.source_of(workspace), into=target).seq > 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits files as POSIX does")
def test_a_disk_that_fills_up_half_way_is_left_as_it_was(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        write_notes(workspace, the_pupil(workspace), 60, text="The kettle boiled. " * 1_500)
    target = tmp_path / "small"
    target.mkdir()
    said = subprocess.run(
        [sys.executable, "-c", FILL, str(folder), str(target)], capture_output=True, encoding="utf-8"
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("No backup was made: the disk is full or cannot be written to.")
    assert said.stdout.endswith("True\n")
    assert [path.suffix for path in sorted(target.iterdir())] == [".db", ".json", ".seal"]


@contextmanager
def nobody(*folders: Path) -> Iterator[None]:
    """As a user who may not write everywhere: root may."""
    if os.geteuid() == 0:
        for folder in folders:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, 65534, -1)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
def test_a_folder_that_may_not_be_written_to_is_said_to_be_so(clock: Clock) -> None:
    base = Path("/tmp") / f"ontrack-test-{os.getpid()}"
    base.mkdir(mode=0o755)
    try:
        folder, target = a_vault(base, clock), base / "shut"
        target.mkdir()
        with nobody(folder, target):
            target.chmod(0o500)
            with opened(folder, clock) as workspace, pytest.raises(BackupFailed, match="cannot be written to"):
                make(workspace, into=target)
            target.chmod(0o700)
    finally:
        shutil.rmtree(base)


def test_a_backup_is_made_before_a_migration_and_without_one_there_is_none(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_vault(tmp_path, clock)
    monkeypatch.setitem(migrations.STEPS, 2, ("CREATE TABLE later (one INTEGER)",))
    (folder / "backups").rmdir()
    (folder / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(BackupFailed):
        vaults.open_workspace(folder, PASSPHRASE, None, clock)
    (folder / "backups").unlink()
    with opened(folder, clock) as workspace:
        assert migrations.version(workspace.store.connection) == 2
        kept = backups.found(workspace.vault)
    assert len(kept) == 1
    monkeypatch.delitem(migrations.STEPS, 2)
    with backups.restoring(folder, kept[0].path, PASSPHRASE, None, clock) as restoration:
        restoration.put_in_place()
    with opened(folder, clock) as workspace:
        assert migrations.version(workspace.store.connection) == 1


def test_restoring_says_first_what_would_be_missing_and_sets_the_present_store_aside(
    tmp_path: Path, clock: Clock
) -> None:
    device = MemoryDevice()
    folder = a_vault(tmp_path, clock, device)
    with opened(folder, clock, device) as workspace:
        made = make(workspace)
        write_notes(workspace, the_pupil(workspace), 2)
        for text in ("Once more.", "And again."):
            last = workspace.query(lambda read: read.maybe(Note, read.entries(act=Act.SAVED)[0].record_id))
            assert last is not None
            workspace.change(partial(records.save, record=amended(last, text=text)))
    present = (folder / "store.db").read_bytes()
    with backups.restoring(folder, made.path, PASSPHRASE, device, clock) as restoration:
        lost = restoration.loss()
        # the backup's own entry, two notes, one of them in three versions
        assert (lost.entries, lost.kinds, lost.is_known) == (5, {"note": 2}, True)
        restored = restoration.put_in_place()
    assert restored.aside is not None
    assert (restored.aside / "store.db").read_bytes() == present
    with opened(folder, clock, device) as workspace:
        assert workspace.reading_only is None, "the mark in the keyring was of the store that was set aside"
        assert notes_in(workspace) == 3
        acts = [entry.act for entry in workspace.query(lambda read: read.entries())]
        assert acts[:2] == [Act.UNLOCKED, Act.RESTORED]
        write_notes(workspace, the_pupil(workspace), 1)
    # the store that was set aside is a whole one and can itself be put back
    with backups.restoring(folder, restored.aside / "store.db", PASSPHRASE, device, clock) as restoration:
        assert not restoration.loss().is_known
        clock.now += timedelta(seconds=1)
        restoration.put_in_place()
    with opened(folder, clock, device) as workspace:
        assert notes_in(workspace) == 5


def test_a_vault_whose_files_are_all_gone_comes_back_from_its_backup_alone(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(folder, clock) as workspace:
        made = make(workspace, into=stick)
    shutil.rmtree(folder)
    for path in stick.iterdir():
        path.chmod(0o400)
    with pytest.raises(WrongPassphrase), backups.restoring(folder, made.path, "not this one", None, clock):
        pass
    assert not folder.exists()
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration:
        assert restoration.put_in_place().aside is None
    with opened(folder, clock) as workspace:
        assert notes_in(workspace) == 3


def test_a_backup_goes_into_no_folder_where_other_things_lie(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        made = make(workspace)
    filled = tmp_path / "Letters"
    (filled / "backups").mkdir(parents=True)
    (filled / "letter.txt").write_text("somebody's file", encoding="utf-8")
    with (
        pytest.raises(FolderTaken, match=r"already something in this folder.*Choose"),
        backups.restoring(filled, made.path, PASSPHRASE, None, clock),
    ):
        pass
    assert sorted(path.name for path in filled.rglob("*")) == ["backups", "letter.txt"]
    (filled / "letter.txt").unlink()
    with backups.restoring(filled, made.path, PASSPHRASE, None, clock) as restoration:
        restoration.put_in_place()
    with opened(filled, clock) as workspace:
        assert notes_in(workspace) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
@pytest.mark.parametrize("is_there", [False, True], ids=["a new folder", "an empty folder"])
def test_what_is_restored_is_closed_to_other_users(tmp_path: Path, clock: Clock, is_there: bool) -> None:
    folder, own = a_vault(tmp_path, clock), tmp_path / "Own.ontrack"
    with opened(folder, clock) as workspace:
        made = make(workspace)
    if is_there:
        own.mkdir(mode=0o755)
    with backups.restoring(own, made.path, PASSPHRASE, None, clock) as restoration:
        restoration.put_in_place()
    for path in (own, *own.rglob("*"), folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name


def test_a_vault_that_was_put_into_a_new_folder_stays_where_its_entry_finds_no_room(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, own = a_vault(tmp_path, clock), tmp_path / "Own.ontrack"
    with opened(folder, clock) as workspace:
        made = make(workspace)

    def full(*_values: object, **_named: object) -> None:
        raise faults.told(faults.FULL, faults.OPENING)

    def restored() -> None:
        with backups.restoring(own, made.path, PASSPHRASE, None, clock) as restoration:
            restoration.put_in_place()

    with monkeypatch.context() as patched:
        patched.setattr(Store, "open", full)
        with pytest.raises(NotEntered, match="was put back"):
            restored()
    with opened(own, clock) as workspace:
        assert notes_in(workspace) == 3


def test_a_damaged_header_comes_back_with_the_backup(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        made = make(workspace)
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(b"{")
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration:
        restoration.put_in_place()
    with opened(folder, clock) as workspace:
        assert notes_in(workspace) == 3


@pytest.mark.parametrize("where", [100, 4_096 * 5 + 17, -30])
def test_a_backup_with_one_changed_byte_is_not_put_in_place(tmp_path: Path, clock: Clock, where: int) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        made = make(workspace)
    content = bytearray(made.path.read_bytes())
    content[where] ^= 1
    made.path.write_bytes(content)
    before = {path.name: path.read_bytes() for path in folder.glob("store.db*")}
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration, pytest.raises(NotRestored):
        restoration.put_in_place()
    assert {path.name: path.read_bytes() for path in folder.glob("store.db*")} == before


def test_a_backup_cut_off_at_a_page_is_not_put_in_place(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        made = make(workspace)
    os.truncate(made.path, made.path.stat().st_size - 4_096)
    with backups.restoring(folder, made.path, PASSPHRASE, None, clock) as restoration, pytest.raises(NotRestored):
        restoration.put_in_place()


def test_a_backup_of_another_vault_and_a_vault_that_is_open_are_refused(tmp_path: Path, clock: Clock) -> None:
    folder, other = a_vault(tmp_path / "one", clock), a_vault(tmp_path / "two", clock)
    with opened(other, clock) as workspace:
        theirs = make(workspace)
    with pytest.raises(NotRestored, match="another vault"), backups.restoring(
        folder, theirs.path, PASSPHRASE, None, clock
    ):
        pass
    theirs.header_path.unlink()
    with backups.restoring(folder, theirs.path, PASSPHRASE, None, clock) as restoration:
        with pytest.raises(NotRestored, match="key"):
            restoration.loss()
        with pytest.raises(NotRestored, match="key"):
            restoration.put_in_place()
    with opened(folder, clock) as workspace:
        made = make(workspace)
        with pytest.raises(VaultInUse), backups.restoring(folder, made.path, PASSPHRASE, None, clock):
            pass


def test_the_drill_opens_the_newest_backup_and_counts(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    with opened(folder, clock) as workspace:
        source = backups.source_of(workspace)
        with pytest.raises(NotRestored, match="no backup"):
            backups.drill(source)
        made = make(workspace)
        write_notes(workspace, the_pupil(workspace), 1)
        tried = backups.drill(source)
        assert (tried.made, tried.fault) == (made, "")
        assert {kind: count for kind, count in tried.counts.items() if count} == {
            "worker": 1, "pupil": 1, "case": 1, "note": 3
        }
        os.truncate(made.path, made.path.stat().st_size - 4_096)
        assert backups.drill(source).fault


def test_the_state_tells_when_and_where_and_reminds_of_the_second_place(tmp_path: Path, clock: Clock) -> None:
    folder = a_vault(tmp_path, clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    begun = clock.now
    with opened(folder, clock) as workspace:
        vault = workspace.vault
        assert backups.state(vault, second_place=None, now=begun) == backups.BackupState(None, None, False)
        assert backups.state(vault, second_place=stick, now=begun).elsewhere_is_due
        make(workspace, into=stick)
        clock.now = begun + timedelta(hours=3)
        write_notes(workspace, the_pupil(workspace), 1)
        make(workspace)
    state = backups.state(vault, second_place=stick, now=begun + timedelta(days=7))
    assert (state.here_at, state.elsewhere_at, state.elsewhere_is_due) == (begun + timedelta(hours=3), begun, False)
    assert state.last_at == begun + timedelta(hours=3)
    shutil.rmtree(stick)  # unplugged: the date was noted
    state = backups.state(vault, second_place=stick, now=begun + timedelta(days=8))
    assert (state.elsewhere_at, state.elsewhere_is_due) == (begun, True)
