"""The command line: the window, and what IT staff and automation do with a vault.

Expected failures are one sentence on standard error and exit code 1; wrong usage is 2. What a command needs is
imported when it runs, so that `--version` and the window do not wait for it.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ontrack_desktop.domain.errors import OnTrackError

from .usage import parser

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the window; gives the exit code."""
    typed = sys.argv[1:] if argv is None else argv
    arguments = parser().parse_args(typed) if typed else None  # the window does not wait for all the commands' help
    if arguments is None or arguments.command is None:
        from ontrack_desktop import app

        return app.main([])
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a letter shows its code instead of failing
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OnTrackError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has enough of it
        _write_nothing_more()
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            return _fault(error)
        _write_nothing_more()
        print("Not everything could be written: the disk is full. Make room and try again.", file=sys.stderr)
        return 1
    except Exception as error:
        return _fault(error)
    return code


def _write_nothing_more() -> None:
    """What is still buffered for standard output goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """Python has None for a stream that was closed (`<&-`): nothing is read from it, and words go nowhere."""
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")


def _run(arguments: argparse.Namespace) -> int:
    from ontrack_desktop.system.hardening import harden

    harden(os.environ)  # before the keyring and the store are imported
    from .commands import COMMANDS

    return COMMANDS[arguments.command](arguments)


def _fault(error: Exception) -> int:
    """A fault of the program: class names and places, never a value, on standard error and in the log."""
    import logging

    from ontrack_desktop.system.logs import describe, start_log
    from ontrack_desktop.system.paths import log_folder

    log = start_log(log_folder())
    logging.getLogger("ontrack_desktop").error("a fault of the program", exc_info=error)
    print(f"This is a fault of the program. Nothing half-done was kept.\n{describe(error)}", file=sys.stderr)
    if log is not None:
        print(f"The same stands in {log}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
