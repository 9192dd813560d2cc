"""Pictures of the two ends: a vault in which nothing is written yet, and a pupil with more than the pages expect."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ontrack_desktop.domain.agencies import Agency, Involvement, Professional
from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.choices import AgencySector, NoteKind, Voice
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.record import Record
from tests.factories import an_id

LONGEST = "Maximiliana-Theodora Featherstonehaugh Cholmondeley-Marjorib"  # 60 letters
ARABIC = "\u0644\u064a\u0644\u0649 \u0639\u0628\u062f \u0627\u0644\u0631\u062d\u0645\u0646"


def draw(out: Path, size: Any, today: date) -> None:
    """Every page of the empty vault, then every section of the overfull pupil and of one with an Arabic name."""
    from ontrack_desktop.services import vaults
    from ontrack_desktop.ui.pages import PAGES, SECTIONS
    from tests.gallery import picture
    from tests.store.vaults import CHEAP, PASSPHRASE

    now = datetime(today.year, today.month, today.day, 9, 0, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as place:
        opened = vaults.create_vault(
            Path(place) / "New.ontrack", name="New", passphrase=PASSPHRASE, worker_name="Dee Marlow", role="Mentor",
            device=None, clock=lambda: now, kdf=CHEAP,
        ).open()  # fmt: skip
        workspace = opened.workspace
        window, desk = _window(workspace, now, Path(place))
        window.resize(size)
        window.show()
        for page in PAGES:
            window.show_page(page)
            picture(window, out / f"empty-{page}.png")
        me = workspace.query(lambda r: r.get(Worker, workspace.worker_id))
        bare = _a_pupil("Sam", "Bare")
        full, records = _overfull(me, now)
        arabic = _a_pupil(ARABIC, ARABIC[:4])
        desk.background.change(
            lambda work: [work.save(record) for record in (bare, full, arabic, *records)], owner=window
        )
        for section, _title, _maker in SECTIONS:
            window.show_pupil(bare.id, section)
            picture(window, out / f"bare-{section}.png")
            window.show_pupil(full.id, section)
            picture(window, out / f"overfull-{section}.png")
        window.navigator.note_wanted.emit((full.id,), "")
        picture(window, out / "overfull-note.png")
        window.close_panel()
        window.show_pupil(arabic.id, "overview")
        picture(window, out / "arabic-overview.png")
        for page in ("today", "pupils"):
            window.show_page(page)
            picture(window, out / f"overfull-{page}.png")
        window.close()
        workspace.close()


def _window(workspace: Any, now: datetime, place: Path) -> tuple[Any, Any]:
    from ontrack_desktop.ui.window import Window
    from ontrack_desktop.viewmodels.background import Inline
    from ontrack_desktop.viewmodels.backups import BackupsModel
    from ontrack_desktop.viewmodels.desk import Desk
    from ontrack_desktop.viewmodels.errands import Errands
    from ontrack_desktop.viewmodels.preferences import Preferences
    from ontrack_desktop.viewmodels.settings import SettingsModel

    me = workspace.query(lambda r: r.get(Worker, workspace.worker_id))
    desk = Desk(Inline(workspace), lambda: now, me)
    preferences = Preferences(place, Errands())
    backups = BackupsModel(desk, workspace, preferences)
    return Window(desk, lambda: SettingsModel(desk, workspace, preferences, backups)), desk


def _a_pupil(known_as: str, surname: str, **values: Any) -> Pupil:
    return Pupil(**{
        "id": an_id(), "legal_forename": known_as, "legal_surname": surname, "known_as": known_as,
        "born_on": date(2012, 3, 4), **values,
    })  # fmt: skip


def _overfull(me: Worker, now: datetime) -> tuple[Pupil, list[Record]]:
    """A name of sixty letters, thirty brothers and sisters, forty people, twelve flags."""
    home = Household(
        id=an_id(), address="Flat 12b, The Old Corn Exchange Buildings\nUpper Thornby-under-Hawthorn",
        postcode="ZZ1 4QD", safety_notes=tuple(f"Safety note number {i}, which is rather long" for i in range(8)),
    )  # fmt: skip
    pupil = _a_pupil(
        LONGEST, "Featherstonehaugh-Cholmondeley", household_id=home.id, pronouns="they/them",
        alerts=tuple(f"Something to know, number {i}" for i in range(12)),
        strengths="Patient, exact, funny, kind to the little ones, careful with animals. " * 6,
    )  # fmt: skip
    records: list[Record] = [home]
    records += [_a_pupil(f"Sibling {i}", "Cholmondeley", household_id=home.id) for i in range(30)]
    about = (pupil.id,)
    records.append(
        Case(
            id=an_id(), pupil_ids=about, reference="BT-9999-EXTRAORDINARILY-LONG", referred_by="School",
            reason="Many reasons.", opened_on=date(2026, 2, 23), designated_worker_id=me.id,
            designations=(Designation(worker_id=me.id, since=date(2026, 2, 23)),),
        )
    )  # fmt: skip
    for i in range(40):
        name = (ARABIC, "Łukasz Wiśniewski", "Mum 🐑", LONGEST)[i] if i < 4 else f"Relative {i}"
        records.append(Person(id=an_id(), pupil_ids=about, name=name, known_as=name, relationship="Aunt"))
    for i in range(20):
        agency = Agency(id=an_id(), name=f"The Agency for Very Long Names, number {i}", sector=AgencySector.HEALTH)
        who = Professional(id=an_id(), name=f"Professional Number {i}", role="co-ordinator", agency_id=agency.id)
        records += [agency, who]
        records.append(
            Involvement(id=an_id(), pupil_ids=about, professional_id=who.id, role=who.role, started_on=date(2026, 3, 1))
        )
    for i in range(60):
        at = now - timedelta(days=i)
        text, speech = f"Visit {i}. " + "Word " * 200, "I can say it. " * (1 + i % 9)
        what = f"Do thing number {i} " + "and then more " * (i % 6)
        records.append(Note(id=an_id(), pupil_ids=about, note_kind=NoteKind.HOME_VISIT, at=at, text=text))
        records.append(
            Quote(id=an_id(), pupil_ids=about, words=speech, voice=Voice.PUPIL, speaker=LONGEST, at=at)
        )
        records.append(Action(id=an_id(), pupil_ids=about, what=what, owner=LONGEST, due_on=at.date()))
    return pupil, records
