"""Paper that leaves the vault: written whole or not at all, and entered in the register of what was shared."""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.store.atomic_file import write_atomically

from . import sharing
from .passphrases import strength
from .sharing import Basis
from .workspace import UnitOfWork

DOCUMENT = "document"
PASSPHRASE_SCORE = 3
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Paper:
    """A finished PDF in memory: what it is, for whom, and on what basis they may have it.

    `reader` None means that it is our own paper, given to nobody: the ledger has it, the register has not.
    """

    document: bytes = field(repr=False)
    pages: int
    file_name: str
    what: str
    pupil_id: UUID
    recipient: str
    reader: Audience | None
    basis: Basis
    meeting_id: UUID | None = None
    plan_id: UUID | None = None
    mark: str = ""
    """The eight characters on its pages: where the ledger stood when they were drawn."""


def save(work: UnitOfWork, *, papers: Sequence[Paper], folder: Path) -> None:
    """Enter every paper in the register, then write all of them into a folder: all, or none.

    A file that is there already is left alone: see `free_names`. Raises `OnTrackError` when the folder or its
    disk does not take them.
    """
    for paper in papers:
        enter(work, paper=paper, act=Act.EXPORTED)
    _write_all(folder, papers)
    # a paper that the register knows nothing of must not lie about
    work.if_not_saved(partial(_remove, [folder / paper.file_name for paper in papers]))


def enter(work: UnitOfWork, *, paper: Paper, act: Act) -> None:
    """Write into the register, and into the ledger, that a paper was given."""
    detail = {"what": paper.what, "pages": paper.pages, "mark": paper.mark}
    if paper.reader is not None:
        disclosure = sharing.enter_disclosure(
            work, pupil_id=paper.pupil_id, what=paper.what, recipient=paper.recipient, audience=paper.reader,
            basis=paper.basis, document=paper.document, pages=paper.pages, mark=paper.mark,
            meeting_id=paper.meeting_id,
        )
        detail["disclosure"] = str(disclosure.id)
    work.note_act(
        act, kind=DOCUMENT, pupil_id=paper.pupil_id, record_id=paper.meeting_id or paper.plan_id,
        detail=json.dumps(detail),
    )


def enter_printed(work: UnitOfWork, *, papers: Sequence[Paper]) -> None:
    """Write into the register, and into the ledger, that these were printed."""
    for paper in papers:
        enter(work, paper=paper, act=Act.PRINTED)


def locked(paper: Paper, passphrase: str) -> Paper:
    """The same paper, which opens with a passphrase only; raises `OnTrackError` when that is easy to guess."""
    from ontrack_desktop.reports import pdf  # pikepdf loads when paper is first wanted

    checked = strength(passphrase)
    if checked.score < PASSPHRASE_SCORE:
        raise OnTrackError(checked.claim, checked.advice)
    return replace(paper, document=pdf.encrypt(paper.document, passphrase))


def free_names(papers: Sequence[Paper], folder: Path) -> list[Paper]:
    """The papers under names that no file of the folder has; "-2" is put to all of them, so that they stay a set."""
    for number in range(1, 1000):
        ending = f"-{number}.pdf" if number > 1 else ".pdf"
        named = [replace(paper, file_name=paper.file_name.removesuffix(".pdf") + ending) for paper in papers]
        if not any((folder / paper.file_name).exists() for paper in named):
            return named
    raise OnTrackError("There are too many copies in this folder.", "Choose another folder.")


def _write_all(folder: Path, papers: Sequence[Paper]) -> None:
    """Write every file beside its place, then move all of them in. After a failure none of them is there."""
    parts = [folder / f"{paper.file_name}.part" for paper in papers]
    done: list[Path] = []
    try:
        for paper, part in zip(papers, parts, strict=True):
            write_atomically(part, paper.document)
        for paper, part in zip(papers, parts, strict=True):
            done.append(part.rename(folder / paper.file_name))
    except OSError as error:
        _remove([*parts, *done])
        raise _refusal(error) from error


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _refusal(error: OSError) -> OnTrackError:
    """What the disk said, for a person."""
    if error.errno in NO_ROOM:
        return OnTrackError("Nothing was saved: there is no room left there.", "Make room, or choose another place.")
    if error.errno in NOT_WRITABLE:
        return OnTrackError(
            "Nothing was saved: this folder cannot be written to.", "Choose another one, such as Documents."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return OnTrackError("Nothing was saved: this folder is not there any more.", "Choose another one.")
    return OnTrackError("Nothing was saved: the disk did not take it.", "Try again, or choose another place.")
