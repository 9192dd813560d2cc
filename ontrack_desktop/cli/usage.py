"""What can be typed after `ontrack-desktop`, and its help."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from ontrack_desktop import __version__


def parser() -> argparse.ArgumentParser:
    """What can be typed. The chosen command's name is in `command`; none means the window."""
    whole = argparse.ArgumentParser(
        prog="ontrack-desktop",
        description="Offline pastoral casework. Without a command the window opens.",
        allow_abbrev=False,  # "--passphrase secret" is wrong usage, and not a file named secret
        epilog="Exit codes: 0 done, 1 something expected went wrong (one sentence on standard error), 2 wrong usage.",
    )
    whole.add_argument("--version", action="version", version=f"OnTrack Desktop {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    def command(name: str, says: str) -> argparse.ArgumentParser:
        described = f"{says[0].upper()}{says[1:]}."
        return commands.add_parser(name, help=says, description=described, allow_abbrev=False)

    def with_passphrase(added: argparse.ArgumentParser) -> None:
        added.add_argument(
            "--passphrase-file", metavar="FILE", type=_filled,
            help="read the passphrase from the first line of FILE, or of standard input if FILE is -",
        )

    demo = command("demo", "build the invented school, save Rosie's pack, open the window")
    demo.add_argument("folder", metavar="FOLDER", nargs="?", type=_path, help="where to, if not among your documents")

    init = command("init", "make a vault and print its recovery code once")
    init.add_argument("vault", metavar="VAULT", type=_path, help="the folder to make, NAME.ontrack")
    init.add_argument(
        "--name", type=_filled,
        help="who will use it; asked for if left out, unless the passphrase is read from standard input",
    )
    with_passphrase(init)

    report = command("report", "write a meeting pack, a time-in plan or a home-visit card as PDF")
    report.add_argument("kind", metavar="KIND", choices=("pack", "plan", "card"), help="pack, plan or card")
    report.add_argument("--vault", metavar="V", type=_path, required=True)
    report.add_argument("--case", metavar="REF", type=_filled, required=True, help="the case, like BT-0417")
    report.add_argument("--meeting", metavar="DATE", type=_day, help="YYYY-MM-DD; the next one or the last if left out")
    report.add_argument("--recipient", metavar="NAME", type=_filled, help="whose copy it is; the first if left out")
    report.add_argument("--out", metavar="FILE", type=_path, required=True)
    with_passphrase(report)

    search = command("search", "find words in everything, the newest first")
    search.add_argument("text", metavar="TEXT", type=_filled)
    search.add_argument("--vault", metavar="V", type=_path, required=True)
    with_passphrase(search)

    verify = command("verify", "check header, file, every page, the whole ledger, every record and every list")
    verify.add_argument("vault", metavar="VAULT", type=_path)
    verify.add_argument(
        "--backups", metavar="FOLDER", nargs="?", const=True, type=_path,
        help="check the backups too: those beside the vault, or those of this vault in FOLDER",
    )
    with_passphrase(verify)

    backup = command("backup", "make a checked copy of a vault in the folder TARGET")
    backup.add_argument("vault", metavar="VAULT", type=_path)
    backup.add_argument("target", metavar="TARGET", type=_path)
    with_passphrase(backup)

    restore = command("restore", "put a backup in the place of a vault's store, which is set aside")
    restore.add_argument("backup", metavar="BACKUP", type=_path, help="a file of a backup, DATE-NUMBER.db")
    restore.add_argument("vault", metavar="VAULT", type=_path)
    with_passphrase(restore)

    export = command("export", "print everything of one case in a readable form")
    export.add_argument("vault", metavar="VAULT", type=_path)
    export.add_argument("--case", metavar="REF", type=_filled, required=True, help="the case, like BT-0417")
    export.add_argument("--format", choices=("json",), required=True)
    with_passphrase(export)

    bench = command("bench", "measure speed and memory against what is underneath")
    bench.add_argument("--pupils", metavar="N", type=_positive, default=200)
    bench.add_argument("--notes", metavar="M", type=_positive, default=20_000)
    bench.add_argument("--folder", metavar="F", type=_path, help="keep the generated store here for the next time")
    return whole


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-21") from None


def _filled(text: str) -> str:
    """A script's variable that was never set is wrong usage, and not the folder that it runs in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("nothing is written here")
    return text


def _path(text: str) -> Path:
    return Path(_filled(text))


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)
