"""Who did what: views, prints, exports, searches by their number only, tries that failed, keys and backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import backups, exports, notes, packs, papers, records, vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.vault_errors import WrongPassphrase
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.find import FindModel
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.pupil import PupilModel
from ontrack_desktop.viewmodels.vault_history import FILTERS, ICONS, VaultHistoryModel
from tests import factories
from tests.conftest import Clock
from tests.entrance import a_vault, make_keys_cheap
from tests.factories import SECRET_TEXT
from tests.rosie import Rosie
from tests.store.vaults import CHEAP, PASSPHRASE


def said(model: VaultHistoryModel) -> list[str]:
    return [f"{line.who} {line.what}" for line in model.lines()]


class Day:
    """A vault in which somebody works."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        opened = vaults.open_workspace(folder, PASSPHRASE, None, clock)
        assert opened.worker is not None
        self.workspace: OpenVault = opened.workspace
        self.worker = opened.worker
        self.desk = Desk(Inline(self.workspace), clock, opened.worker)
        self.model = VaultHistoryModel(self.desk)

    def told(self, name: str = "") -> list[str]:
        self.model.filter = name
        self.model.load()
        return said(self.model)


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_keys_cheap(monkeypatch)
    return a_vault(tmp_path, clock)


@pytest.fixture
def day(folder: Path, clock: Clock) -> Iterator[Day]:
    made = Day(folder, clock)
    yield made
    made.workspace.close()


@pytest.fixture
def pupil(day: Day) -> Rosie:
    made = Rosie(day.worker)
    for record in made.records():
        if record.id != day.worker.id:
            day.workspace.change(partial(records.save, record=record))
    return made


def test_tries_that_failed_are_told_with_their_own_time_and_nobodys_name(folder: Path, clock: Clock) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            vaults.open_workspace(folder, "not the passphrase", None, clock)
    clock.now += timedelta(hours=2)
    day = Day(folder, clock)
    assert day.told("came_in")[:3] == [
        "Dee Marlow unlocked the vault", *["Somebody tried to come in, with a wrong passphrase"] * 2
    ]
    lines = day.model.lines()
    # the tries at 10:00, the vault opened two hours later
    assert [line.time for line in lines[:3]] == ["12:00", "10:00", "10:00"]
    assert [line.is_alarming for line in lines[:3]] == [False, True, True]
    day.workspace.close()


def test_views_and_searches_are_told_and_of_a_search_no_word_is_kept(day: Day, pupil: Rosie) -> None:
    PupilModel(day.desk).show_pupil(pupil.pupil.id)
    assert day.told("looked") == ["Dee Marlow opened Rosie’s page"]
    day.clock.now += timedelta(minutes=20)
    MeetingModel(day.desk).open(pupil.meeting.id)
    assert day.told("looked") == ["Dee Marlow opened Rosie’s page"] * 2
    find = FindModel(day.desk)
    find.open()
    find.type("fridge")
    find.close()
    assert day.told("searched") == [f"Dee Marlow searched, {find.count} found"]
    kept = day.workspace.query(
        lambda read: [payload for (payload,) in read.rows("SELECT payload FROM ledger")]
    )
    assert not any("fridge" in payload for payload in kept if "hits" in payload)


def test_prints_files_and_exports_are_told_with_what_it_was_and_how_many_pages(
    day: Day, pupil: Rosie, tmp_path: Path
) -> None:
    meeting = day.workspace.query(lambda read: read.get(Meeting, pupil.meeting.id))
    copies = day.workspace.query(partial(packs.copies, meeting=meeting, now=day.clock.now))
    made = [packs.finish(copy) for copy in copies]
    day.workspace.change(partial(papers.enter_printed, papers=made))
    day.workspace.change(partial(packs.save_copies, meeting=None, packs=made, folder=tmp_path))
    case = day.workspace.query(lambda read: read.find(Case))[0]
    export = day.workspace.query(partial(exports.export_case, reference=case.reference, now=day.clock.now))
    day.workspace.change(partial(exports.enter, export=export))
    pack = f"a meeting pack about Rosie, {made[0].pages} pages"
    assert day.told("took_out") == [
        "Dee Marlow exported the whole case about Rosie", f"Dee Marlow saved as a file {pack}",
        f"Dee Marlow printed {pack}",
    ]


def test_what_was_written_is_told_without_its_text(day: Day, pupil: Rosie) -> None:
    note = factories.a_note(pupil.pupil, text=SECRET_TEXT)
    day.workspace.change(partial(notes.save_note, note=note))
    kept = day.workspace.query(lambda read: read.get(Note, note.id))
    day.workspace.change(partial(notes.save_note, note=amended(kept, text="Another text.")))
    gone = day.workspace.query(lambda read: read.get(Note, note.id))
    day.workspace.change(lambda work: records.remove(work, gone, reason="written twice"))
    told = [line for line in day.told("wrote") if "note" in line][:3]
    assert told == [
        "Dee Marlow removed a note about Rosie", "Dee Marlow amended a note about Rosie, version 2",
        "Dee Marlow wrote a note about Rosie",
    ]


def test_keys_people_and_backups_are_told(day: Day) -> None:
    day.workspace.change_passphrase(PASSPHRASE, "harbour pencil thistle winter oak", kdf=CHEAP)
    colleague, _ = day.workspace.add_person("Kit Ames", "Mentor", "copper lantern velvet drum ash", kdf=CHEAP)
    day.workspace.remove_person(colleague)
    day.workspace.new_recovery_code(kdf=CHEAP)
    assert day.told("keys") == [
        "Dee Marlow changed the ways into the vault", "Dee Marlow took Kit Ames off the vault",
        "Dee Marlow let Kit Ames open the vault", "Dee Marlow changed the passphrase",
    ]
    made = backups.make(backups.source_of(day.workspace))
    day.workspace.change(partial(backups.enter, made=made))
    assert day.told("copies") == ["Dee Marlow backed up"]


def test_every_act_has_an_icon_and_stands_under_one_of_the_filters() -> None:
    assert ICONS.keys() == set(Act)
    assert sorted(act for _, acts in FILTERS.values() for act in acts) == sorted(Act)


def test_older_lines_come_when_they_are_asked_for(desk: Desk, workspace: Workspace, rosie: Rosie) -> None:
    for _ in range(130):
        workspace.change(lambda work: work.note_act(Act.SEARCHED, detail='{"hits": 3}'))
    model = VaultHistoryModel(desk)
    model.set_filter("searched")
    assert (len(model.lines()), model.has_more) == (100, True)
    model.more()
    assert (len(model.lines()), model.has_more) == (130, False)
    assert len({line.seq for line in model.lines()}) == 130
    workspace.change(lambda work: work.note_act(Act.OPENED, pupil_id=rosie.pupil.id))
    assert len(model.lines()) == 130
