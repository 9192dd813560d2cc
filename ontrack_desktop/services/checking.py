"""Check a vault from its header to its last record: what was looked at, the first thing that is wrong, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Head
from ontrack_desktop.domain.when import day_of, say_full_day, say_time
from ontrack_desktop.store import backup, checks, derived, header, ledger, quiet_file, seal
from ontrack_desktop.store.backup import Backup
from ontrack_desktop.store.watch import Watch

from .backups import Source, source_of
from .open_vault import OpenVault
from .workspace import Reader

__all__ = ["Watch"]

RESTORE: Final = "Put the newest backup back."
ANOTHER_BACKUP: Final = "Make a new backup now, and do not count on this one."
PARTS: Final = ("the header", "the file", "the tables", "the ledger", "the records", "the lists")
BACKUPS_NOT: Final = "the backups."
INDEX_NOT: Final = "the index of words, entry by entry. The command “verify” does that while nobody uses the vault."
ANEW_NOT: Final = (
    "whether somebody who can open the vault cut off its newest entries or made all of it anew. The characters on a "
    "page printed before tell that, and the mark that each computer keeps."
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: in a sentence what was found, and the fault, or ""."""

    what: str
    found: str
    fault: str = ""
    next_step: str = RESTORE


@dataclass(frozen=True)
class Verdict:
    """What was looked at, in order, and what was not. The check of a vault ends at the first fault."""

    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()

    @property
    def first_bad(self) -> Finding | None:
        return next((finding for finding in self.findings if finding.fault), None)

    @property
    def fault(self) -> str:
        return self.first_bad.fault if self.first_bad else ""

    @property
    def is_sound(self) -> bool:
        return not self.fault

    def __add__(self, backups: Verdict) -> Verdict:
        left = tuple(words for words in self.not_checked if words != BACKUPS_NOT)
        return Verdict((*self.findings, *backups.findings), (*left, *backups.not_checked))


def check(workspace: OpenVault, watch: Watch | None = None) -> Verdict:
    """Look at everything but the backups, while nobody else uses the store.

    Reads the whole file several times: seconds for a school, minutes for a county.
    """
    watch, source = watch or Watch(), source_of(workspace)
    findings = [_header(source)]
    if not findings[-1].fault:
        with quiet_file.held(source.vault.store_path, source.key) as read:
            findings.append(_pages(source, read, watch))
    if not findings[-1].fault:
        with workspace.store.reading(None) as read:
            findings += _contents(source, read, watch)
    return Verdict(tuple(findings), (*_not_reached(findings), BACKUPS_NOT, ANEW_NOT))


def check_in_use(source: Source, watch: Watch) -> Verdict:
    """The same from any thread, while the store is open and written to: one state of it, from first to last."""
    findings = [_header(source)]
    if not findings[-1].fault:
        with quiet_file.held(source.vault.store_path, source.key) as read:
            findings.append(_pages(source, read, watch))
            if not findings[-1].fault:
                findings += _contents(source, read, watch)
    return Verdict(tuple(findings), (*_not_reached(findings), BACKUPS_NOT, INDEX_NOT, ANEW_NOT))


def check_backups(source: Source, folder: Path, watch: Watch) -> Verdict:
    """Every backup of the vault in a folder: whole, sealed, and a state that the vault has passed through."""
    made = backup.found_in(folder, source.vault.vault_id)
    if not made:
        return Verdict((), (f"backups: there are none in {folder}.",))
    return Verdict(tuple(_backup(source, each, watch) for each in made))


def said_at(at: datetime) -> str:
    """"Wednesday 4 November 2026, 10:00"."""
    return f"{say_full_day(day_of(at))}, {say_time(at)}"


def _not_reached(findings: Sequence[Finding]) -> Sequence[str]:
    """What comes after the first fault."""
    left = ", ".join(PARTS[len(findings) :])
    return [f"{left}: the check ends at the first fault."] if left else []


def _header(source: Source) -> Finding:
    try:
        found = header.read(source.vault.folder)
        found.sealed.check(source.key)
    except OnTrackError as error:
        return Finding("Header", "", error.sentence, error.next_step)
    if not found.copies_agree:
        return Finding(
            "Header", "", "The two copies of the header are not the same.",
            "Close the vault and open it again: that writes both anew.",
        )
    return Finding("Header", "both copies are there, the same, and sealed with this vault’s key")


def _pages(source: Source, read: Reader, watch: Watch) -> Finding:
    fault = checks.pages_fault(read.connection, source.vault.store_path, source.key, watch)
    size = source.vault.store_path.stat().st_size / 1_000_000
    return Finding(
        "File", f"every page of {size:,.1f} MB carries its seal, and the database finds its way through them", fault
    )


def _contents(source: Source, read: Reader, watch: Watch) -> Sequence[Finding]:
    findings = [_tables(read)]
    for look in (partial(_ledger, source), _records, _lists):
        if not findings[-1].fault:
            findings.append(look(read, watch))
    return findings


def _tables(read: Reader) -> Finding:
    from ontrack_desktop.store import schema  # loads SQLModel, which nothing else does while a vault is open

    fault = schema.fault(read.connection)
    found = "every table, index and guard of the ledger is as it was made, and there are no others"
    return Finding("Tables", found, fault)


def _ledger(source: Source, read: Reader, watch: Watch) -> Finding:
    verdict = checks.chain(read.connection, source.key, watch)
    if verdict.first_bad is not None:
        return Finding("Ledger", "", f"Entry {verdict.first_bad:,} was changed, moved or taken out.")
    return Finding("Ledger", f"entries 1 to {verdict.checked:,} in one unbroken chain, up to {_mark(verdict.head)}")


def _records(read: Reader, watch: Watch) -> Finding:
    counts, fault = checks.rows_fault(read.connection, watch)
    return Finding("Records", f"{counts.total():,} are what the ledger says, and none of its records is missing", fault)


def _lists(read: Reader, watch: Watch) -> Finding:
    fault = derived.fault(read.connection, watch)
    return Finding("Lists", "every record is where it belongs, and the words to find it by are its own", fault)


def _backup(source: Source, made: Backup, watch: Watch) -> Finding:
    """One backup, compared with the vault as it is now."""
    with checks.looking_into(source.vault.store_path, source.key) as connection:
        if made.seq <= ledger.last_under_older_keys(connection):
            return Finding("Backup", f"{made.path.name}: not checked, it was made under the key before this one")
        head, fault = backup.check(made.path, source.key, watch)
        goes_on = ledger.mac_at(connection, head.seq) == head.mac
        if not fault and not goes_on and not ledger.was_restored(connection):
            fault = "the vault does not go on from where this backup ends"
        after = _entries(ledger.read_head(connection).seq - head.seq)
    if fault:
        return Finding("Backup", "", f"{made.path.name}: {fault}", ANOTHER_BACKUP)
    with checks.looking_into(made.path, source.key) as connection:
        at = ledger.time_at(connection, head.seq)
    sealed = "whole and sealed" if made.seal_path.is_file() else f"whole, but {seal.MISSING}"
    until = f"everything up to {said_at(at)}" if at else "an empty ledger"
    onwards = f"the vault has {after} after it" if goes_on else "the vault went another way when another was put back"
    return Finding("Backup", f"{made.path.name}: {sealed}; {until}; {onwards}")


def _entries(count: int) -> str:
    return {0: "nothing", 1: "1 entry"}.get(count, f"{count:,} entries")


def _mark(head: Head) -> str:
    mark = head.mark()
    return f"{mark[:4]} {mark[4:]}"
