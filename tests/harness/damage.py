"""Every kind of damage to a closed vault: recognised as what it is, nothing wrong shown, and what can be read saved.

`python -m tests.harness.damage --trials 1000 --seed 1`. Expectations are beside each damage. A trial is lost when
damage goes unnoticed, is called something else, shows a record that nobody wrote, or is no sentence for a person.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.record import Record
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Reader
from ontrack_desktop.store import checks, derived, header
from ontrack_desktop.store.faults import StoreDamaged, StoreForeign, StoreMissing
from ontrack_desktop.store.pages import FRAME, LOG_HEADER, PAGE
from ontrack_desktop.store.salvage import Salvaged, salvage
from ontrack_desktop.store.store import Store
from ontrack_desktop.store.tables import KINDS
from ontrack_desktop.store.vault import Vault
from ontrack_desktop.store.vault_errors import HeaderDamaged, OtherVault
from ontrack_desktop.store.watch import Watch
from tests import factories
from tests.store.vaults import PASSPHRASE

from .hill import clock, new_vault
from .table import Row, said
from .writer import Writer

MISSING, DAMAGED, FOREIGN, OLDER = "missing", "damaged", "of another vault", "an older copy"
HEADER_DAMAGED, OTHER_HEADER, FINE = "header damaged", "header of another vault", "as it was"
NAMES: tuple[tuple[type[OnTrackError], str], ...] = (
    (StoreMissing, MISSING), (StoreForeign, FOREIGN), (StoreDamaged, DAMAGED), (HeaderDamaged, HEADER_DAMAGED),
    (OtherVault, OTHER_HEADER),
)
FLIPPED, CUT_AT, CUT_WITHIN = "a flipped bit", "cut off at a page’s end", "cut off within a page"
Truth = dict[str, Record]


@dataclass(frozen=True)
class Damage:
    """Something done to a copy of the vault's folder, and what it may be called."""

    kind: str
    detail: str
    do: Callable[[Path], None]
    called: frozenset[str]
    one_page: bool = False
    """Whether one page at most is damaged: then every record can be saved."""

    @property
    def is_salvaged(self) -> bool:
        return self.kind in (FLIPPED, CUT_AT, CUT_WITHIN)


class Scene:
    """A vault in four states: early, later, closed at last; and killed, with its log beside it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        made = new_vault(folder / "Hill.ontrack")
        self.folder = made.folder
        pupil = factories.a_pupil()
        workspace = made.open().workspace
        self.key, self.vault_id = workspace.key, workspace.vault.vault_id
        workspace.change(partial(records.save, record=pupil))
        writer = Writer(workspace, pupil, self.chance, lambda _line: None)
        writer.go_on(40)
        checks.flush(self.folder / "store.db", self.key)
        self.early = shutil.copytree(self.folder, folder / "early")
        writer.go_on(60)
        checks.flush(self.folder / "store.db", self.key)
        writer.go_on(20)
        self.killed = shutil.copytree(self.folder, folder / "killed")
        writer.type_on()
        self.head = workspace.store.head()
        self.truth = workspace.query(everything)
        self.killed = shutil.copytree(self.folder, folder / "killed", dirs_exist_ok=True)
        workspace.close()
        other = new_vault(folder / "Dale.ontrack", name="Dale")
        self.other = other.folder

    def damages(self) -> Iterator[Damage]:
        """All of them, each page and frame once, in any order."""
        store = (self.folder / "store.db").read_bytes()
        found = [*self._flips(store), *self._cuts(store), *self._older(store), *self._log(), *self._headers()]
        self.chance.shuffle(found)
        yield from found

    def _flips(self, store: bytes) -> Iterator[Damage]:
        for page in range(len(store) // PAGE):
            at, bit = page * PAGE + self.chance.randrange(PAGE), 1 << self.chance.randrange(8)
            # with its first 16 bytes the file is still read: the salt is known from the key
            may_be = {DAMAGED, FINE} if at < 16 else {DAMAGED}
            yield Damage(
                FLIPPED, f"byte {at}", partial(flip, name="store.db", at=at, bit=bit), frozenset(may_be), one_page=True
            )

    def _cuts(self, store: bytes) -> Iterator[Damage]:
        for _ in range(12):
            pages = self.chance.randrange(1, len(store) // PAGE)
            for what, length in ((CUT_AT, pages * PAGE), (CUT_WITHIN, pages * PAGE + self.chance.randrange(1, PAGE))):
                yield Damage(what, f"at {length}", partial(cut, length=length), frozenset({DAMAGED}))
        yield Damage("cut to nothing", "", partial(cut, length=0), frozenset({MISSING}))
        yield Damage("missing", "", lambda folder: (folder / "store.db").unlink(), frozenset({MISSING}))

    def _older(self, store: bytes) -> Iterator[Damage]:
        early = (self.early / "store.db").read_bytes()
        for page in range(1, len(early) // PAGE):
            old = early[page * PAGE : (page + 1) * PAGE]
            if old != store[page * PAGE : (page + 1) * PAGE]:
                yield Damage(
                    "one older page", f"page {page}", partial(put, name="store.db", at=page * PAGE, data=old),
                    frozenset({DAMAGED, OLDER, FINE}),
                )
        yield Damage("an older file", "", partial(replace, by=self.early / "store.db"), frozenset({OLDER}))

    def _log(self) -> Iterator[Damage]:
        killed, log = self.killed, (self.killed / "store.db-wal").read_bytes()

        def begin(folder: Path) -> None:
            for name in ("store.db", "store.db-wal"):
                shutil.copy(killed / name, folder / name)

        def old_below_new(folder: Path) -> None:
            begin(folder)
            shutil.copy(self.early / "store.db", folder / "store.db")

        def deleted(folder: Path) -> None:
            begin(folder)
            (folder / "store.db-wal").unlink()

        yield Damage("an old file under a newer log", "", old_below_new, frozenset({DAMAGED, OLDER}))
        yield Damage("a deleted log", "", deleted, frozenset({OLDER}))
        for frame in range((len(log) - LOG_HEADER) // (FRAME.size + PAGE)):
            at = LOG_HEADER + frame * (FRAME.size + PAGE) + self.chance.randrange(FRAME.size + PAGE)

            def flipped(folder: Path, at: int = at) -> None:
                begin(folder)
                flip(folder, name="store.db-wal", at=at, bit=1 << at % 8)

            # behind the last entry of the ledger the log holds the last words of a draft
            yield Damage("a flipped bit in the log", f"byte {at}", flipped, frozenset({OLDER, DAMAGED, FINE}))

    def _headers(self) -> Iterator[Damage]:
        def of_other(folder: Path, names: tuple[str, ...]) -> None:
            for name in names:
                shutil.copy(self.other / name, folder / name)

        both = (header.FILE, header.COPY)
        yield Damage("both headers of another vault", "", partial(of_other, names=both), frozenset({FOREIGN}))
        for name in both:
            yield Damage(
                "one header of another vault", name, partial(of_other, names=(name,)), frozenset({OTHER_HEADER})
            )
            yield Damage("one header damaged", name, partial(flip, name=name, at=300, bit=1), frozenset({FINE}))
            yield Damage("one header missing", name, partial(remove, names=(name,)), frozenset({FINE}))
        for at in range(20, 1_200, 100):
            yield Damage("both headers damaged", f"byte {at}", partial(flip_both, at=at), frozenset({HEADER_DAMAGED}))


def flip(folder: Path, *, name: str, at: int, bit: int) -> None:
    with (folder / name).open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bit]))


def flip_both(folder: Path, *, at: int) -> None:
    for name in (header.FILE, header.COPY):
        flip(folder, name=name, at=at, bit=2)


def put(folder: Path, *, name: str, at: int, data: bytes) -> None:
    with (folder / name).open("r+b") as file:
        file.seek(at)
        file.write(data)


def cut(folder: Path, *, length: int) -> None:
    with (folder / "store.db").open("r+b") as file:
        file.truncate(length)


def replace(folder: Path, *, by: Path) -> None:
    shutil.copy(by, folder / "store.db")


def remove(folder: Path, *, names: tuple[str, ...]) -> None:
    for name in names:
        (folder / name).unlink()


def everything(read: Reader) -> Truth:
    """Every record by its key: the draft of a record has the same id as the record."""
    return {key_of(record): record for kind in KINDS.values() for record in read.find(kind)}


def key_of(record: Record) -> str:
    return f"{record.kind} {record.id}"


def casework(found: Truth) -> Truth:
    """Without drafts: no ledger holds them, so an older page can take back the last words of one unnoticed."""
    return {record_id: record for record_id, record in found.items() if not isinstance(record, Draft)}


def called(scene: Scene, folder: Path) -> str:
    """What the program calls the state of a vault, from its header to its last record; "wrong: …" for a lie."""
    try:
        unlocked = Vault.at(folder).unlock(PASSPHRASE, None, clock())
        store = Store.open(folder / "store.db", unlocked.key, vault_id=scene.vault_id, device_id=scene.vault_id)
    except OnTrackError as error:
        return name_of(error)
    try:
        return behind_or_damaged(scene, store, folder)
    except OnTrackError as error:
        return name_of(error)
    finally:
        store.close()


def behind_or_damaged(scene: Scene, store: Store, folder: Path) -> str:
    if store.is_behind(scene.head):
        return OLDER
    for kind in KINDS.values():
        with store.reading(None) as read:
            for record in read.find(kind):
                if record != scene.truth.get(key_of(record)) and not older_version(scene, record):
                    return f"wrong: {kind.noun} {record.id} reads as nobody wrote it"
    checks.flush(folder / "store.db", scene.key)
    with checks.looking_into(folder / "store.db", scene.key) as connection:
        if checks.pages_fault(connection, folder / "store.db", scene.key, Watch()):
            return DAMAGED
        if checks.chain(connection, scene.key, Watch()).first_bad is not None:
            return DAMAGED
        if checks.rows_fault(connection, Watch())[1]:
            return DAMAGED
    with store.reading(None) as read:
        if derived.fault(read.connection, Watch()):
            return DAMAGED
        return FINE if casework(everything(read)) == casework(scene.truth) else "wrong: unnoticed"


def older_version(scene: Scene, record: Record) -> bool:
    """An older page shows records as they once were: that is found by comparing them with the ledger."""
    true = scene.truth.get(key_of(record))
    return isinstance(record, Draft) or true is None or record.version < true.version


def name_of(error: OnTrackError) -> str:
    if not (error.sentence.endswith(".") and error.next_step.endswith(".")):
        return f"wrong: no sentence with a next step: {error!r}"
    return next((name for kind, name in NAMES if isinstance(error, kind)), f"wrong: {error!r}")


def saved_by_salvage(scene: Scene, folder: Path, damage: Damage) -> tuple[int, int, str]:
    """Salvage a damaged vault: how many records there were, how many are saved as they were, and what is wrong."""
    key = scene.key
    with tempfile.TemporaryDirectory() as place:
        into = Store.create(
            Path(place) / "store.db", key, vault_id=scene.vault_id, device_id=scene.vault_id, now=clock()
        )
        try:
            done: Salvaged = salvage(folder / "store.db", key, into, clock(), Watch())
            with into.reading(None) as read:
                got = everything(read)
                _, fault = checks.rows_fault(read.connection, Watch())
            sound = into.verify().is_sound
        finally:
            into.close()
    same = sum(got.get(record_id) == record for record_id, record in scene.truth.items())
    whole = casework(got) == casework(scene.truth)
    wrong = ""
    if fault or not sound:
        wrong = f"the salvaged store is not sound: {fault}"
    elif any(
        not isinstance(record, Draft) and record.version >= getattr(scene.truth.get(record_id), "version", 0)
        and record != scene.truth.get(record_id) for record_id, record in got.items()
    ):
        wrong = "it saved what nobody wrote"
    elif done.is_everything and not whole:
        wrong = "it says that it saved everything, and did not"
    elif damage.one_page and not whole:
        wrong = f"one page is damaged, and not all records are saved: {done}"
    return len(scene.truth), same, wrong


@dataclass
class Tally:
    """What one line of the table will say."""

    tried: int = 0
    lost: int = 0
    seconds: float = 0.0


def run(trials: int, seed: int) -> list[Row]:
    """So many damages, every kind at least once; a line on stderr for each that went wrong."""
    lines: dict[str, Tally] = defaultdict(Tally)
    chance = random.Random(seed)
    done = 0
    while done < trials:
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(Path(folder), chance.getrandbits(32))
            for damage in scene.damages():
                if done < trials or damage.kind not in lines:
                    done += 1
                    one(scene, damage, Path(folder) / "trial", lines)
    return [
        Row(kind, line.tried, line.tried - line.lost, line.lost, line.seconds) for kind, line in sorted(lines.items())
    ]


def one(scene: Scene, damage: Damage, place: Path, lines: dict[str, Tally]) -> None:
    """One damage, looked at and salvaged in copies of its own."""
    line, began = lines[damage.kind], time.monotonic()
    damage.do(shutil.copytree(scene.folder, place / "damaged"))
    name = called(scene, shutil.copytree(place / "damaged", place / "looked at.ontrack"))
    wrong = "" if name in damage.called else f"called {name!r} instead of {' or '.join(sorted(damage.called))}"
    line.seconds += time.monotonic() - began
    if damage.is_salvaged:
        saved, began = lines[f"records saved after {damage.kind}"], time.monotonic()
        there, same, not_saved = saved_by_salvage(scene, place / "damaged", damage)
        saved.tried += there
        saved.lost += there - same
        saved.seconds += time.monotonic() - began
        wrong = wrong or not_saved
    line.tried += 1
    line.lost += bool(wrong)
    if wrong:
        print(f"{damage.kind}, {damage.detail}: {wrong}", file=sys.stderr)
    shutil.rmtree(place)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rows = run(asked.trials, asked.seed)
    print(said(rows))
    return any(row.lost for row in rows if not row.what.startswith("records saved"))


if __name__ == "__main__":
    sys.exit(main())
