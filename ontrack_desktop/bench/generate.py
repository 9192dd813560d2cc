"""A store of any size for the bench: invented pupils and notes, written through units of work, many a commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.cases import Case, Designation
from ontrack_desktop.domain.meetings import ChronologyEntry, Consent, Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.record import Record, new_id
from ontrack_desktop.services import vaults
from ontrack_desktop.services.open_vault import OpenVault
from ontrack_desktop.store.keys import KdfParameters
from ontrack_desktop.system.passphrase import words

PASSPHRASE: Final = "measured words for nobody at all"  # noqa: S105 - of generated stores
CHEAP: Final = KdfParameters(memory_kib=8 * 1024, time_cost=1, parallelism=1)  # its cost is left out of the figures
NOW: Final = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
BEGUN: Final = NOW - timedelta(days=730)
CASELOAD: Final = 15
BUSY_NOTES: Final = 5_000
A_COMMIT: Final = 2_000
KINDS: Final = ("home_visit", "phone", "direct_work", "appointment", "observation", "group")
NAMES: Final = ("Bryony", "Caspian", "Delphine", "Emeka", "Freya", "Goran", "Hana", "Idris", "Juno", "Kofi", "Lowri")
SURNAMES: Final = ("Ashdown", "Birkett", "Cartmel", "Dunmail", "Eskdale", "Furness", "Grisedale", "Hawes", "Ireleth")

Progress = Callable[[int, int], None]


class SetClock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Generated:
    """A generated vault, closed."""

    folder: Path
    pupils: int
    notes: int


def generated(parent: Path, *, pupils: int, notes: int, progress: Progress) -> Generated:
    """The vault of this size in a folder, made if it is not there yet. The same size gives the same casework."""
    folder = parent / f"bench-{pupils}-{notes}.ontrack"
    if not folder.exists():
        part = parent / f"bench-{pupils}-{notes}-part.ontrack"
        shutil.rmtree(part, ignore_errors=True)
        clock = SetClock()
        made = vaults.create_vault(
            part, name="Bench", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None, clock=clock, kdf=CHEAP
        )
        workspace = made.open().workspace
        _fill(workspace, clock, pupils, notes, progress)
        workspace.close()
        part.rename(folder)
    return Generated(folder, pupils, notes)


def _fill(workspace: OpenVault, clock: SetClock, pupils: int, notes: int, progress: Progress) -> None:
    school = _School(Random(f"{pupils}/{notes}"), workspace.worker_id, pupils, notes)
    pending: list[Record] = []

    def commit() -> None:
        def command(work: Any) -> None:
            for record in pending:
                work.save(record)

        workspace.change(command)
        pending.clear()

    for done, record in enumerate(school.records()):
        pending.append(record)
        if len(pending) == A_COMMIT:
            clock.now = max(clock.now, record.happened_at() or BEGUN)
            commit()
            progress(min(done, notes), notes)
    clock.now = NOW
    commit()
    progress(notes, notes)


class _School:
    """Everybody and everything, in the order in which it happened."""

    def __init__(self, random: Random, me: UUID, pupils: int, notes: int) -> None:
        self.random = random
        self.me = me
        self.notes = notes
        self.colleagues = [Worker(id=self._id(BEGUN), name=f"Colleague {number + 1}") for number in range(20)]
        self.agency = Agency(id=self._id(BEGUN), name="CAMHS", sector="health")
        self.pupils = [
            Pupil(
                id=self._id(BEGUN), legal_forename=random.choice(NAMES),
                legal_surname=f"{random.choice(SURNAMES)}{number}",
                born_on=date(2009, 1, 1) + timedelta(days=number % 2500),
            )
            for number in range(pupils)
        ]
        self.sentences = self._sentences()

    def records(self) -> Iterator[Record]:
        yield from self.colleagues
        yield self.agency
        for number, pupil in enumerate(self.pupils):
            yield pupil
            worker = self.me if number < CASELOAD else self.random.choice(self.colleagues).id
            yield Case(
                **self._about(pupil, BEGUN), reference=f"BT-{number + 1:05}", opened_on=BEGUN.date(),
                designated_worker_id=worker, designations=(Designation(worker_id=worker, since=BEGUN.date()),),
            )
        busy = min(BUSY_NOTES, self.notes // 2)
        for number in range(self.notes):
            at = BEGUN + (NOW - BEGUN) * number / self.notes
            # one pupil has 5,000 notes, spread over the two years
            is_busy = number * busy // self.notes != (number + 1) * busy // self.notes
            yield from self._note(self.pupils[0] if is_busy else self.random.choice(self.pupils), at, number)
        for pupil in self.pupils[:CASELOAD]:
            yield from self._ahead(pupil)
        yield from self._thick_file(self.pupils[0])

    def _id(self, at: datetime) -> UUID:
        return new_id(at, self.random.randbytes(10))

    def _about(self, pupil: Pupil, at: datetime) -> dict[str, Any]:
        return {"id": self._id(at), "pupil_ids": (pupil.id,)}

    def _sentences(self) -> list[str]:
        """Sentences of the words of the passphrase list, a few of them often and most of them seldom."""
        known = list(words())
        self.random.shuffle(known)
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
        made = []
        for _ in range(20_000):
            chosen = self.random.choices(known, cum_weights=weights, k=self.random.randrange(6, 16))
            made.append(" ".join(chosen).capitalize() + ".")
        return made

    def _text(self, sentences: int) -> str:
        return " ".join(self.random.choices(self.sentences, k=sentences))

    def _note(self, pupil: Pupil, at: datetime, number: int) -> Iterator[Record]:
        kind = KINDS[number % len(KINDS)]
        seen = (pupil.id,) if kind in ("home_visit", "direct_work") else ()
        note = Note(
            **self._about(pupil, at), note_kind=kind, at=at, minutes=30, place="At home", seen_ids=seen,
            text=self._text(self.random.randrange(3, 10)),
        )
        yield note
        if number % 10 == 0:
            yield Quote(
                **self._about(pupil, at), note_id=note.id, words=self.random.choice(self.sentences), voice="pupil",
                speaker=pupil.name, at=at, consent="meeting",
            )
        if number % 20 == 0:
            yield Action(
                **self._about(pupil, at), source_id=note.id, what=self.random.choice(self.sentences)[:200],
                owner="Dee Marlow", due_on=at.date() + timedelta(days=7), done_on=at.date() + timedelta(days=5),
            )

    def _ahead(self, pupil: Pupil) -> Iterator[Record]:
        """What stands on Today: things due, a meeting, something to chase."""
        for days in (-9, 0, 2):
            yield Action(
                **self._about(pupil, NOW), what=self.random.choice(self.sentences)[:200], owner="Dee Marlow",
                worker_id=self.me, due_on=NOW.date() + timedelta(days=days),
            )
        yield Meeting(
            **self._about(pupil, NOW), meeting_type="taf", at=NOW + timedelta(days=self.random.randrange(1, 9)),
            chair="Sam Reyes",
            invitees=(Invitee(name="Mum", audience="family"), Invitee(name="CAMHS", audience="health")),
        )
        yield AdvocacyIssue(
            **self._about(pupil, NOW), wanted=self.random.choice(self.sentences)[:200], agency_id=self.agency.id,
            raised_on=date(2026, 9, 1), chase_on=NOW.date(),
        )
        yield Consent(
            **self._about(pupil, NOW), given_by="Mum", purpose="Meetings", recipient="CAMHS", given_on=date(2026, 9, 1)
        )

    def _thick_file(self, pupil: Pupil) -> Iterator[Record]:
        """A pupil whose meeting pack has about thirty pages."""
        for number in range(220):
            on = NOW.date() - timedelta(days=2 * (220 - number))
            yield ChronologyEntry(
                **self._about(pupil, NOW), on=on, event=self.random.choice(self.sentences), source="The register",
                impact="helped", impact_text=self.random.choice(self.sentences)[:150], response="Said at the meeting",
            )
        for number in range(8):
            start = date(2025, 1, 6) + timedelta(days=60 * number)
            yield AttendancePeriod(
                **self._about(pupil, NOW), label_text=f"Spring {number}", started_on=start,
                ended_on=start + timedelta(days=40), attended=20 + 4 * number,
                possible=60, authorised=40 - 4 * number,
            )
        for number in range(40):
            day = date(2026, 1, 5) + timedelta(days=5 * number)
            yield AdvocacyIssue(
                **self._about(pupil, NOW), wanted=self.random.choice(self.sentences)[:200], agency_id=self.agency.id,
                raised_on=day, steps=(Step(on=day, text=self.random.choice(self.sentences), status="agreed"),),
            )

