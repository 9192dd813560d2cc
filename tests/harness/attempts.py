"""What a person writes into an open vault, tried while its disk fails: notes, drafts, looks, reports."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from uuid import UUID

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import audit, drafts, papers, records, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.sharing import Basis
from ontrack_desktop.store import checks
from ontrack_desktop.store.watch import Watch
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.note import NoteModel
from tests import factories
from tests.store.vaults import PASSPHRASE

from .hill import clock, new_vault

LONG = "A long visit. " * 4_000  # many pages, so that a save can break off in their middle


class Scene:
    """An open vault, and a worker at a desk. `place` is on the disk that will fail; the vault too, unless apart."""

    def __init__(self, place: Path, apart: Path | None = None) -> None:
        self.place = place
        self.made = new_vault((apart or place) / "Hill.ontrack")
        self.folder = self.made.folder
        self.open()
        self.pupil = factories.a_pupil()
        self.workspace.change(partial(records.save, record=self.pupil))

    def open(self) -> None:
        opened = vaults.open_workspace(self.folder, PASSPHRASE, None, clock)
        self.workspace: OpenVault = opened.workspace
        assert opened.worker is not None
        self.worker: Worker = opened.worker
        self.desk = Desk(Inline(self.workspace), clock, self.worker)

    def has_note(self, note_id: UUID) -> bool:
        return self.workspace.query(lambda read: read.maybe(Note, note_id)) is not None

    def has_draft(self, record_id: UUID) -> bool:
        return self.workspace.query(partial(drafts.one, draft_id=record_id)) is not None

    def fault(self) -> str:
        """What is wrong with the vault, or ""."""
        workspace = self.workspace
        if not workspace.store.verify().is_sound:
            return "the ledger is not sound"
        _, fault = workspace.query(lambda read: checks.rows_fault(read.connection, Watch()))
        return fault


class Attempt:
    """One kind of write. Made anew for each trial; what it prepares is not under fault."""

    name = ""
    is_apart = False
    """Whether the vault lies on a disk of its own, which stays well: only the target fails."""

    may_leave_parts = False
    """Whether the disk went away with half-written files, which stay on it until the next try."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.heard: list[OnTrackError] = []

    def go(self) -> None:
        """Do it; what the person hears is raised, or in `heard`."""
        raise NotImplementedError

    def is_there(self) -> bool:
        """Whether what was done is in the vault; raises AssertionError where a part of it is."""
        raise NotImplementedError

    def check_typed(self) -> None:
        """What was typed is still where it was typed."""


class SaveNote(Attempt):
    name = "a note"
    text = "Kitchen, dog, a drum."

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.form = NoteModel(scene.desk)
        self.form.begin((scene.pupil.id,))
        self.form.put("text", self.text)
        self.form.refused.connect(self.heard.append)

    def go(self) -> None:
        assert self.form.save(), self.form.problems

    def is_there(self) -> bool:
        found = self.scene.has_note(self.form.record_id)
        hits = self.scene.workspace.query(lambda read: [hit.record_id for hit in read.search("drum", limit=10_000)])
        assert (self.form.record_id in hits) == found or self.text == LONG, "the index and the note do not agree"
        return found

    def check_typed(self) -> None:
        assert self.form.values["text"] == self.text, "what was typed is gone from the form"
        assert self.form.state == "not_saved", f"the form says {self.form.state!r}"


class SaveLongNote(SaveNote):
    name = "a note of many pages"
    text = LONG


class KeepDraft(SaveNote):
    name = "a draft"

    def go(self) -> None:
        # a person types on: the next key after the failure starts it again
        self.form.put("text", self.form.values["text"] + " ")
        self.text = self.form.values["text"]
        self.form.keep_now()

    def is_there(self) -> bool:
        return self.scene.has_draft(self.form.record_id)


class ViewPupil(Attempt):
    name = "the ledger entry for a view"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.pupil = factories.a_pupil()
        scene.workspace.change(partial(records.save, record=self.pupil))

    def go(self) -> None:
        self.scene.workspace.change(partial(audit.note_opened, pupil_id=self.pupil.id))

    def is_there(self) -> bool:
        lines = self.scene.workspace.query(lambda read: read.entries(pupil_id=self.pupil.id, act=Act.OPENED))
        return bool(lines)


class SaveReport(Attempt):
    name = "a report file"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.out = scene.place / f"out-{factories.an_id()}"
        self.out.mkdir()
        self.papers = [
            Paper(
                os.urandom(20_000), 1, f"{number}.pdf", "Meeting pack", scene.pupil.id, "Mr Dale",
                Audience.SCHOOL, Basis(SharingBasis.CONSENT),
            )
            for number in range(2)
        ]

    def go(self) -> None:
        self.scene.workspace.change(partial(papers.save, papers=self.papers, folder=self.out))

    def is_there(self) -> bool:
        parts = (".part", ".tmp") if self.may_leave_parts else ()
        files = sorted(path.name for path in self.out.iterdir() if path.suffix not in parts)
        entered = len(self.scene.workspace.query(lambda read: read.entries(act=Act.EXPORTED, limit=10_000)))
        # from a disk that went away between two files nobody can take back the first
        assert files in ([], ["0.pdf", "1.pdf"]) or self.may_leave_parts, f"left behind: {files}"
        assert entered % 2 == 0, "only one of two copies is in the ledger"
        return len(files) == 2


class SaveReportElsewhere(SaveReport):
    name = "a report file on another disk"
    is_apart = True


ATTEMPTS: tuple[type[Attempt], ...] = (SaveNote, SaveLongNote, KeepDraft, ViewPupil, SaveReport, SaveReportElsewhere)
