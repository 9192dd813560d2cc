"""Check a vault from its header to its last record: what was looked at, and the first thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.store import checks, header
from ontrack_desktop.store.watch import Watch

from .open_vault import OpenVault

__all__ = ["Watch"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: in a sentence what was found, and the fault, or ""."""

    what: str
    found: str
    fault: str = ""


@dataclass(frozen=True)
class Verdict:
    """What was looked at, in order; the check ends at the first fault."""

    findings: tuple[Finding, ...]

    @property
    def fault(self) -> str:
        return self.findings[-1].fault

    @property
    def is_sound(self) -> bool:
        return not self.fault


def check(workspace: OpenVault, watch: Watch | None = None) -> Verdict:
    """Look at everything. Reads the whole file: seconds for a school, minutes for a county."""
    watch = watch or Watch()
    findings: list[Finding] = []
    for look in (_header, _pages, _ledger, _records):
        found = look(workspace, watch)
        findings.append(found)
        if found.fault:
            break
    return Verdict(tuple(findings))


def _header(workspace: OpenVault, _watch: Watch) -> Finding:
    try:
        found = header.read(workspace.vault.folder)
        found.sealed.check(workspace.key)
    except OnTrackError as error:
        return Finding("Header", "", error.sentence)
    if not found.copies_agree:
        return Finding("Header", "", "The two copies of the header are not the same.")
    return Finding("Header", "checksum, seal and second copy are right")


def _pages(workspace: OpenVault, watch: Watch) -> Finding:
    path = workspace.vault.store_path
    checks.flush(path, workspace.key)
    with checks.looking_into(path, workspace.key) as connection:
        fault = checks.pages_fault(connection, watch)
    size = path.stat().st_size / 1_000_000
    return Finding("File", f"every page of {size:,.1f} MB is whole and sealed", fault)


def _ledger(workspace: OpenVault, watch: Watch) -> Finding:
    with workspace.store.reading(None) as read:
        verdict = checks.chain(read.connection, workspace.key, watch)
    if verdict.first_bad is not None:
        return Finding("Ledger", "", f"Entry {verdict.first_bad:,} was changed, moved or taken out.")
    return Finding("Ledger", f"{verdict.checked:,} entries in one chain, up to {verdict.head.mark()}")


def _records(workspace: OpenVault, watch: Watch) -> Finding:
    with workspace.store.reading(None) as read:
        counts, fault = checks.rows_fault(read.connection, watch)
    return Finding("Records", f"{counts.total():,} are what the ledger says, and their words can be found", fault)
