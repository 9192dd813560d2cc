"""Papers reach a folder whole and entered in the register, or not at all."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Disclosure
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.reports import recovery_sheet
from ontrack_desktop.reports.content import RecoverySheetContent
from ontrack_desktop.services import papers
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.sharing import Basis
from ontrack_desktop.services.workspace import Workspace
from tests.write_protected import write_protected


def two_papers(pupil: Pupil) -> list[Paper]:
    content = RecoverySheetContent("A vault", "ABCD" * 8 + "EF", datetime(2026, 11, 4, tzinfo=UTC).date())
    document = recovery_sheet.render(content)
    made = Paper(
        document, 1, "BT-0417-copy-1.pdf", "Meeting pack", pupil.id, "Mum", Audience.FAMILY, Basis(SharingBasis.CONSENT)
    )
    return [made, replace(made, file_name="BT-0417-copy-2.pdf", recipient="Mr Patel", reader=Audience.SCHOOL)]


def save(workspace: Workspace, given: Sequence[Paper], folder: Path) -> None:
    workspace.change(lambda work: papers.save(work, papers=given, folder=folder))


def register(workspace: Workspace) -> list[str]:
    return sorted(entry.recipient for entry in workspace.query(lambda r: r.find(Disclosure)))


def test_papers_are_written_and_entered(workspace: Workspace, pupil: Pupil, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    save(workspace, two_papers(pupil), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["BT-0417-copy-1.pdf", "BT-0417-copy-2.pdf"]
    assert register(workspace) == ["Mr Patel", "Mum"]
    assert len(workspace.query(lambda r: r.entries(pupil_id=pupil.id, act=Act.EXPORTED))) == 2


def test_our_own_paper_is_in_the_ledger_and_not_in_the_register(
    workspace: Workspace, pupil: Pupil, tmp_path: Path
) -> None:
    save(workspace, [replace(two_papers(pupil)[0], reader=None)], tmp_path)
    assert register(workspace) == []
    assert len(workspace.query(lambda r: r.entries(pupil_id=pupil.id, act=Act.EXPORTED))) == 1


def test_a_folder_that_cannot_be_written_to_gets_nothing_and_nothing_is_entered(
    workspace: Workspace, pupil: Pupil, tmp_path: Path
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    with write_protected(locked), pytest.raises(OnTrackError, match="this folder cannot be written to"):
        save(workspace, two_papers(pupil), locked)
    assert register(workspace) == []


def test_a_folder_that_is_gone_is_said(workspace: Workspace, pupil: Pupil, tmp_path: Path) -> None:
    with pytest.raises(OnTrackError, match="not there any more"):
        save(workspace, two_papers(pupil), tmp_path / "stick")
    assert register(workspace) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited in another way there")
def test_a_disk_that_refuses_the_second_copy_keeps_neither(
    workspace: Workspace, pupil: Pupil, tmp_path: Path
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    first, second = two_papers(pupil)
    large = replace(second, document=second.document + b"\n" * 400_000)
    with files_of_at_most(300_000), pytest.raises(OnTrackError, match="Nothing was saved"):
        save(workspace, [first, large], folder)
    assert list(folder.iterdir()) == []
    assert register(workspace) == []


def test_what_is_in_the_folder_already_is_left_alone(workspace: Workspace, pupil: Pupil, tmp_path: Path) -> None:
    given = two_papers(pupil)
    (tmp_path / given[1].file_name).write_bytes(b"older")
    again = papers.free_names(given, tmp_path)
    assert [paper.file_name for paper in again] == ["BT-0417-copy-1-2.pdf", "BT-0417-copy-2-2.pdf"]
    save(workspace, again, tmp_path)
    assert (tmp_path / given[1].file_name).read_bytes() == b"older"


def test_a_locked_paper_opens_with_its_passphrase_only(pupil: Pupil) -> None:
    locked = papers.locked(two_papers(pupil)[0], "river lamp quiet stone")
    reader = PdfReader(io.BytesIO(locked.document))
    assert reader.is_encrypted
    assert not reader.decrypt("river lamp quiet stones")
    assert reader.decrypt("river lamp quiet stone")
    assert "Recovery sheet" in reader.pages[0].extract_text()
    how = cast("dict[str, int]", reader.trailer["/Encrypt"])
    assert (how["/V"], how["/R"], how["/Length"]) == (5, 6, 256)  # AES-256 of PDF 2.0


def test_a_passphrase_that_is_easy_to_guess_is_refused_with_advice(pupil: Pupil) -> None:
    with pytest.raises(OnTrackError) as refused:
        papers.locked(two_papers(pupil)[0], "rosie2026")
    assert refused.value.next_step


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The operating system refuses to let any file of this process grow beyond this many bytes."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
