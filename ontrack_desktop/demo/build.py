"""Build the demo vault: every act of two years, in order, each in the name of its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.services import packs, papers, vaults
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.keys import KdfParameters

from .calendar import at, half_terms
from .cast import Act, Cast, saving, told
from .cohort import Child
from .story import Story

PASSPHRASE = "quiet garden room key lamb"  # noqa: S105 - printed on the screen for whoever looks round
STORIES = ("rosie", "callum", "aaliyah")
SEED = 417
NAME = "Hawthorn Bank (demo)"
FOLDER = "OnTrack demo"
UNFINISHED = "Being built"
SURNAMES = ("Abbot", "Birch", "Carr", "Dean", "Ellwood", "Frost", "Greaves", "Hobson", "Ives", "Jarrow", "Kerr",
            "Lamb", "Mercer", "Nash", "Orme", "Platt", "Quick", "Rowe", "Stott", "Tull", "Usher", "Varley", "Wragg",
            "Yates", "Ashe", "Bower", "Crane", "Drury", "Eyre", "Flint", "Gale", "Hale", "Ingham", "Joyce")


@dataclass
class MovableClock:
    """Shows the day that is being told."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Demo:
    """The finished vault, still open, and the meeting whose pack is worth looking at first."""

    folder: Path
    workspace: Workspace
    meeting: Meeting
    rosie: UUID
    recovery_code: str


def build(
    folder: Path, *, today: date, progress: Callable[[int, int], None] = lambda _done, _all: None, seed: int = SEED,
    pupils: int | None = None, kdf: KdfParameters | None = None,
) -> Demo:
    """Make the vault in `folder`; the same seed and day give the same school. `pupils` makes it smaller."""
    random = Random(seed)
    terms = half_terms(today)
    begun = at(terms[0].start, "08:00")
    clock = MovableClock(begun)
    made = vaults.create_vault(
        folder, name=NAME, passphrase=PASSPHRASE, worker_name="Dee Marlow", role="Designated Back on Track worker",
        device=None, clock=clock, kdf=kdf,
    )
    workspace = made.open().workspace
    cast = Cast(random, workspace.worker_id)
    cast.gather(begun, iter([f"{random.choice(['Mr', 'Ms', 'Mrs'])} {surname}" for surname in SURNAMES]))
    stories = [Story(told(name), cast, terms, today) for name in STORIES]
    phrases = told("cohort")
    names = phrases["names"][:pupils]
    children = [Child(number, name, phrases, cast, terms, today) for number, name in enumerate(names)]
    done = [act for story in stories for act in story.acts()] + [act for child in children for act in child.acts()]
    this_morning = at(today, "08:00")
    acts = sorted(((min(moment, this_morning), act) for moment, act in done), key=lambda act: act[0])
    perform(workspace, clock, [(begun, saving(*cast.records)), *acts], progress)
    clock.now = this_morning + timedelta(minutes=55)
    meeting = next(
        m for m in workspace.query(lambda r: r.about(Meeting, stories[0].pupil.id)) if m.at > clock.now
    )
    return Demo(folder, workspace, meeting, stories[0].pupil.id, made.recovery_code)


def perform(
    workspace: Workspace, clock: MovableClock, acts: list[Act], progress: Callable[[int, int], None]
) -> None:
    """Do every act at its own time."""
    for number, (moment, command) in enumerate(acts):
        clock.now = max(clock.now, moment)
        workspace.change(command)
        if number % 50 == 0:
            progress(number, len(acts))
    progress(len(acts), len(acts))


def save_pack(demo: Demo, folder: Path) -> Path:
    """Rosie's pack for the first recipient, beside the vault."""
    now = demo.workspace.clock()
    copy = demo.workspace.query(lambda r: packs.copy_for(r, meeting=demo.meeting, number=1, now=now))
    paper = packs.finish(copy)
    demo.workspace.change(lambda work: papers.save(work, papers=[paper], folder=folder))
    return folder / paper.file_name


def today_here() -> date:
    """Today, on this computer."""
    return datetime.now(UTC).astimezone().date()
