"""What is asked and shown on a terminal: passphrases, questions, progress."""

from __future__ import annotations

import getpass
import secrets
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tqdm import tqdm

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.store.watch import Watch

Show = Callable[[int, int], None]
STANDARD_INPUT: Final = "-"


def passphrase(file: str | None, prompt: str = "Passphrase: ") -> str:
    """From the prompt, or the first line of a file or of standard input."""
    if file is None:
        return _secret(prompt)
    try:
        if file == STANDARD_INPUT:
            line = sys.stdin.readline()
        else:
            line = Path(file).read_text(encoding="utf-8").partition("\n")[0]
    except FileNotFoundError as error:
        raise OnTrackError(f"There is no file {file} with the passphrase.", "Check where it is.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OnTrackError(f"The passphrase could not be read from {file}.", "It is text of one line.") from error
    return line.rstrip("\r\n")


def new_passphrase(file: str | None) -> str:
    """Typed twice where it is typed."""
    chosen = passphrase(file, "New passphrase: ")
    if file is None and _secret("The same again: ") != chosen:
        raise OnTrackError("These were not the same.", "Try again: no vault was made.")
    return chosen


def _secret(prompt: str) -> str:
    """Asked for without showing it; where that cannot be done, not asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError) as error:
            raise OnTrackError(
                "There is no terminal to ask for the passphrase on.", "Use --passphrase-file."
            ) from error


def asked(question: str) -> str:
    """What was typed; "" where nobody can type."""
    try:
        return input(question).strip()
    except EOFError:
        print()  # what is said next stands on a line of its own
        return ""


def confirm_code(groups: list[str], is_group: Callable[[str, str], bool]) -> None:
    """Two groups are typed back, so that the code is on paper before the vault is used."""
    for number in sorted(secrets.SystemRandom().sample(range(len(groups) - 1), 2)):
        while not is_group(typed := asked(f"Type group {number + 1} of the code: "), groups[number]):
            if not typed:
                raise OnTrackError("The vault was made, but its recovery code was not checked.", "Do so in the window.")
            print("That is not what is printed above.")


def plain(text: str) -> str:
    """Text that can do nothing to a terminal."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in text)


@contextmanager
def bar(what: str) -> Iterator[Show]:
    """A progress bar on a terminal; nothing elsewhere. Call with (done, of all)."""
    with tqdm(desc=what, disable=None, leave=False, dynamic_ncols=True) as shown:

        def show(done: int, of_all: int) -> None:
            shown.total = of_all or None
            shown.update(done - shown.n)

        yield show


@contextmanager
def watch() -> Iterator[Watch]:
    """A watch that shows each stage of long work as a bar of its own."""
    shown: list[tuple[str, Show]] = []
    with ExitStack() as bars:

        def show(what: str, done: int, of_all: int) -> None:
            if not shown or shown[-1][0] != what:
                bars.close()
                shown.append((what, bars.enter_context(bar(what))))
            shown[-1][1](done, of_all)

        yield Watch(show)
