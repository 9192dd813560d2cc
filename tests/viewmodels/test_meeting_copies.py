"""The copies of a meeting: drawn in memory, saved whole and entered, or not given at all."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Disclosure, Meeting
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meeting_copies import CopiesModel, Saved
from tests import factories
from tests.factories import a_note, a_quote
from tests.rosie import Rosie

Keep = Callable[..., None]
PASSPHRASE = "river lamp quiet stone"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a person wants the papers."""
    made = tmp_path / "packs"
    made.mkdir()
    return made


@pytest.fixture
def copies(desk: Desk, rosie: Rosie, qapp: QCoreApplication) -> Iterator[CopiesModel]:
    """A new meeting with four recipients (Mum, Ms Bright, Dr Rao, Tom King), not saved yet."""
    model = MeetingModel(desk)
    model.begin(rosie.pupil.id)
    made = CopiesModel(model, model)
    made.show(shown=True)
    yield made
    model.leave()


def text_of(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())


def shown(copies: CopiesModel) -> str:
    assert copies.left.paper is not None, copies.left.problem
    return text_of(copies.left.paper.document)


def heard(signal: Any) -> list[Any]:
    """What a signal has said."""
    found: list[Any] = []
    signal.connect(lambda *said: found.append(said if len(said) > 1 else said[0]))
    return found


def number_of(copies: CopiesModel, name: str) -> int:
    return next(r.number for r in copies.meeting.recipients() if r.name == name)


def test_the_preview_is_the_chosen_readers_copy_of_what_is_typed(copies: CopiesModel, rosie: Rosie) -> None:
    assert rosie.said.words in shown(copies)
    assert rosie.secret.words not in shown(copies)
    copies.meeting.put("place", "the old library")
    copies.meeting.leave()
    assert "the old library" in shown(copies)
    copies.choose(number_of(copies, "Tom King"))
    assert "Tom King" in shown(copies)


def test_nothing_is_drawn_while_nobody_looks(desk: Desk, rosie: Rosie) -> None:
    model = MeetingModel(desk)
    model.begin(rosie.pupil.id)
    assert CopiesModel(model, model).left.paper is None


def test_a_pupil_without_a_case_has_no_pack_and_the_place_of_the_copy_says_so(desk: Desk, keep: Keep) -> None:
    pupil = factories.a_pupil()
    keep(pupil)
    model = MeetingModel(desk)
    model.begin(pupil.id)
    model.add("Mum", "family")
    copies = CopiesModel(model, model)
    copies.show(shown=True)
    assert "no case yet" in copies.left.problem
    assert model.checks[0].mend == "case"


def test_a_copy_stands_beside_the_one_of_another_reader(copies: CopiesModel) -> None:
    copies.choose(number_of(copies, "Mum"))
    copies.put_beside(on=True)
    assert copies.right.paper is not None
    assert copies.right.paper.recipient.startswith("Ms Bright")  # no panel is asked: the next other kind of reader
    copies.put_beside(on=False)
    assert copies.right.paper is None


def test_copies_are_saved_entered_and_the_meeting_kept_with_them(
    workspace: Workspace, copies: CopiesModel, rosie: Rosie, folder: Path
) -> None:
    saved: list[Saved] = heard(copies.saved)
    copies.save(folder)
    assert sorted(path.name for path in folder.glob("*.pdf")) == [
        f"BOT-2026-014-meeting-2026-11-11-copy-{number}.pdf" for number in (1, 2, 3, 4)
    ]
    assert saved[0].names == tuple(sorted(path.name for path in folder.glob("*.pdf")))
    assert copies.meeting.form is not None
    meeting = workspace.query(lambda r: r.get(Meeting, copies.meeting.form.record_id))  # type: ignore[union-attr]
    entered = workspace.query(lambda r: r.about(Disclosure, meeting.id, role="meeting"))
    assert {each.document_sha256 for each in entered} == {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.pdf")
    }
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.EXPORTED))) == 4
    assert not copies.meeting.form.is_changed


def test_actions_that_are_being_typed_stay_a_draft_when_copies_are_saved(
    workspace: Workspace, copies: CopiesModel, folder: Path
) -> None:
    copies.meeting.put("actions", "Ring the farm")
    copies.save(folder)
    form = copies.meeting.form
    assert form is not None
    assert (form.values["actions"], form.is_changed) == ("Ring the farm", True)
    assert form.save()


def test_a_folder_that_is_gone_gives_nothing_and_keeps_everything_as_it_was(
    workspace: Workspace, copies: CopiesModel, folder: Path
) -> None:
    refused: list[OnTrackError] = heard(copies.refused)
    copies.save(folder / "stick")
    assert "not there any more" in str(refused[0])
    assert workspace.query(lambda r: r.find(Disclosure)) == []
    form = copies.meeting.form
    assert form is not None
    assert workspace.query(lambda r: r.maybe(Meeting, form.record_id)) is None
    assert form.is_changed


def test_another_childs_name_stops_the_copies_until_a_person_says_otherwise(
    workspace: Workspace, copies: CopiesModel, keep: Keep, rosie: Rosie, folder: Path
) -> None:
    friend = factories.a_pupil(legal_forename="Ottoline", legal_surname="Quickthorn")
    keep(
        friend, a_note(rosie.pupil, pupil_ids=(rosie.pupil.id, friend.id)),
        a_quote(rosie.pupil, words="I sat with Ottoline Quickthorn.", voice=Voice.PUPIL,
                consent=QuoteConsent.MEETING),
    )
    copies.meeting._look_again()
    assert "Ottoline Quickthorn, another child, is named in the copy for Mum" in [
        check.sentence for check in copies.meeting.checks
    ]
    found: list[Any] = heard(copies.names_found)
    copies.save(folder)
    names, again = found[0]
    assert names == ["Ottoline Quickthorn"]
    assert list(folder.iterdir()) == []
    assert workspace.query(lambda r: r.find(Disclosure)) == []
    again()
    assert len(list(folder.glob("*.pdf"))) == 4


def test_locked_copies_open_with_the_passphrase_and_are_entered_as_they_were_given(
    workspace: Workspace, copies: CopiesModel, folder: Path
) -> None:
    copies.passphrase = PASSPHRASE
    copies.save(folder)
    for path in folder.glob("*.pdf"):
        reader = PdfReader(path)
        assert reader.is_encrypted
        assert reader.decrypt(PASSPHRASE)
    assert copies.passphrase == ""
    hashes = {each.document_sha256 for each in workspace.query(lambda r: r.find(Disclosure))}
    assert hashes == {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.pdf")}


def test_an_easy_passphrase_gives_nothing(workspace: Workspace, copies: CopiesModel, folder: Path) -> None:
    refused: list[OnTrackError] = heard(copies.refused)
    copies.passphrase = "password"
    copies.save(folder)
    assert len(refused) == 1
    assert list(folder.iterdir()) == []


def test_what_was_printed_is_entered_as_printed(workspace: Workspace, copies: CopiesModel, rosie: Rosie) -> None:
    wanted: list[list[Paper]] = heard(copies.to_print)
    copies.prepare_print()
    copies.choose(number_of(copies, "Mum"))
    copies.prepare_print(only_chosen=True)
    assert [len(each) for each in wanted] == [4, 1]
    assert workspace.query(lambda r: r.find(Disclosure)) == []  # nothing has come out of the printer yet
    copies.printed(wanted[1])
    assert [each.recipient for each in workspace.query(lambda r: r.find(Disclosure))] == ["Mum"]
    assert len(workspace.query(lambda r: r.entries(pupil_id=rosie.pupil.id, act=Act.PRINTED))) == 1
