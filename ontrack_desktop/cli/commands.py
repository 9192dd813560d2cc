"""What each command does, but for the demo and the bench, which are rooms of their own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.services import backups, case_papers, checking, exports, papers, searching, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.passphrases import strength
from ontrack_desktop.store.vault import Notice, Vault

from .terminal import STANDARD_INPUT, asked, bar, confirm_code, new_passphrase, passphrase, plain, watch

SEARCH_LIMIT = 50


def init(arguments: argparse.Namespace) -> int:
    """Make a vault; on a terminal the recovery code is typed back."""
    wanted = arguments.vault.resolve()
    folder = vaults.folder_for(wanted.parent, wanted.name.removesuffix(".ontrack"))
    name = _name_of(arguments)
    chosen = new_passphrase(arguments.passphrase_file)
    checked = strength(chosen, (name, folder.stem))
    if not checked.is_enough:
        raise OnTrackError(checked.claim, checked.advice)
    try:
        made = vaults.create_vault(
            folder, name=folder.stem, passphrase=chosen, worker_name=name, device=vaults.this_device(), clock=_now
        )
    except NotValid as error:
        raise OnTrackError("Your name cannot be kept.", " ".join(error.problems.values())) from error
    groups = vaults.code_groups(made.recovery_code)
    print(f"The vault was made: {made.folder}\n\nIts recovery code, which is kept nowhere else:\n")
    print(f"    {'-'.join(groups)}\n\nWrite it down and lock it away, not beside this computer.")
    if arguments.passphrase_file is None:
        confirm_code(groups, vaults.is_group)
        workspace = made.open().workspace
        workspace.confirm_recovery()
        workspace.close()
        print("Both groups are right. The vault is ready.")
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Write one paper of a case, entered in the register."""
    out = arguments.out.resolve()
    if out.is_dir():
        raise OnTrackError(f"{out} is a folder.", "Give the name of the PDF as well.")
    if out.exists() and not out.is_file():
        raise OnTrackError(f"{out} is not a file.", "Give a name that a PDF may have.")
    with _opened(arguments) as workspace:
        ask = partial(
            case_papers.paper, kind=arguments.kind, reference=arguments.case, meeting_on=arguments.meeting,
            recipient=arguments.recipient or "", now=_now(),
        )
        paper = replace(workspace.query(ask), file_name=out.name)
        workspace.change(partial(papers.save, papers=[paper], folder=out.parent))
    pages = f"{paper.pages} page{'s' if paper.pages != 1 else ''}"
    print(f"{out}\n{paper.what} for {plain(paper.recipient)}, {pages}, entered in the record.")
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Print what was found, a line a record."""
    with _opened(arguments) as workspace:
        lines = searching.lines(workspace, arguments.text, limit=SEARCH_LIMIT)
    for line in lines:
        print(plain(line))
    if not lines:
        print("Nothing was found.", file=sys.stderr)
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Print what was looked at; the first fault is the failure."""
    if isinstance(arguments.backups, Path) and not arguments.backups.is_dir():
        raise OnTrackError(f"There is no folder {arguments.backups}.", "Plug in the disk that the backups are on.")
    with _opened(arguments) as workspace, watch() as shown:
        verdict = checking.check(workspace, shown)
        if verdict.is_sound and arguments.backups is not None:
            place = workspace.vault.backups_path if arguments.backups is True else arguments.backups
            verdict += checking.check_backups(backups.source_of(workspace), place, shown)
    for finding in verdict.findings:
        print(f"{finding.what:8} {'not sound' if finding.fault else finding.found}")
    for words in verdict.not_checked:
        print(f"Not checked: {words}")
    bad = verdict.first_bad
    if bad is not None:
        raise OnTrackError(f"{bad.what}: {bad.fault.removesuffix('.')}.", bad.next_step)
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Make a backup elsewhere."""
    with _opened(arguments) as workspace:
        workspace.require_writable()
        with watch() as shown:
            made = backups.make(backups.source_of(workspace), into=arguments.target.resolve(), watch=shown)
        workspace.change(partial(backups.enter, made=made))
    print(f"{made.path}\nChecked: every page, and the ledger up to entry {made.seq:,}.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Say what would be missing, ask on a terminal, and put the backup in place."""
    typed, device = passphrase(arguments.passphrase_file), vaults.this_device()
    with backups.restoring(arguments.vault, arguments.backup.resolve(), typed, device, _now) as restoration:
        print(_what_is_lost(restoration.loss()))
        if arguments.passphrase_file is None and asked("Put it in place? Type yes: ").casefold() != "yes":
            raise OnTrackError("Nothing was changed.")
        with watch() as shown:
            restored = restoration.put_in_place(shown)
    print(f"Restored up to entry {restored.seq:,}: {restored.folder}")
    if restored.aside is not None:
        print(f"What was there is kept in {restored.aside}")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Print one case, once it is entered that this was done."""
    with _opened(arguments) as workspace:
        made = workspace.query(partial(exports.export_case, reference=arguments.case, now=_now()))
        workspace.change(partial(exports.enter, export=made))
    sys.stdout.buffer.write(made.document)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Build the invented school and show it."""
    from .demo import show

    return show(arguments.folder)


def bench(arguments: argparse.Namespace) -> int:
    """Print the table of speeds."""
    from ontrack_desktop import bench as measuring
    from ontrack_desktop.bench.measure import table

    with bar("Generating") as shown:
        lines = measuring.run(
            pupils=arguments.pupils, notes=arguments.notes, folder=arguments.folder, progress=shown
        )
    print(f"{arguments.pupils:,} pupils, {arguments.notes:,} notes; medians, ours and raw by turns\n\n{table(lines)}")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    command.__name__: command for command in (demo, init, report, search, verify, backup, restore, export, bench)
}


def _now() -> datetime:
    return datetime.now(UTC)


def _name_of(arguments: argparse.Namespace) -> str:
    """Who will use a new vault: as given, or asked for where standard input does not hold the passphrase."""
    given: str = arguments.name or ""
    if not given and arguments.passphrase_file != STANDARD_INPUT:
        given = asked("Your name: ")
    if not given:
        raise OnTrackError("No vault was made: nobody said who will use it.", "Give your name with --name.")
    return given.strip()


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[OpenVault]:
    """An open vault, closed at the end. What a person should hear of it goes to standard error."""
    folder: Path = arguments.vault
    Vault.at(folder)  # what is wrong with the folder is said before the passphrase is asked for
    typed = passphrase(arguments.passphrase_file)
    opened = vaults.open_workspace(folder, typed, vaults.this_device(), _now)
    try:
        for notice in opened.notices:
            if notice != Notice.RECOVERY_NOT_CONFIRMED.value:  # said in the window, to whose vault it is
                print(notice, file=sys.stderr)
        yield opened.workspace
    finally:
        opened.workspace.close()


def _what_is_lost(lost: backups.Loss) -> str:
    until = f"This backup holds everything up to {checking.said_at(lost.until)}.\n" if lost.until else ""
    if not lost.is_sealed:
        until += "No seal lies beside it: nothing tells whether the end of its ledger was cut off.\n"
    if not lost.is_known:
        return until + "What was written after it is not known: no store is there that can be read and goes on from it."
    if not lost.entries:
        return until + "Nothing was written after this backup."
    kinds = ", ".join(f"{noun}: {count:,}" for noun, count in sorted(lost.kinds.items()))
    return until + f"Entries of the ledger after this backup: {lost.entries:,}{f' ({kinds})' if kinds else ''}."
