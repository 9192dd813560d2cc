"""The composer killed in the middle of a word, again and again: what it showed as saved or kept is there.

`python -m tests.harness.kill_typing --trials 200 --seed 1`. Each trial goes on typing in the store that the last one
was killed in, and must begin with the text and the caret that were left.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from PySide6.QtCore import qInstallMessageHandler

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.services import drafts, records
from ontrack_desktop.services.workspace import Reader, Workspace
from ontrack_desktop.store.filters import equals
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import TestKey

from . import typing_child
from .killed import Tell, killed
from .table import Row, by_hand
from .typing_child import DEVICE, ME, VAULT

LONGEST = 0.1  # seconds from the last line that is waited for to the kill
TRIALS_A_VAULT = 20
Line = dict[str, Any]


class Victim:
    """A store with a worker and a pupil, and the composers that are killed on it one after another."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "store.db"
        self.kept = self.saved = 0
        self.left: Draft | None = None
        store = Store.create(self.path, TestKey(), vault_id=VAULT, device_id=DEVICE, now=factories.NOW)
        workspace = Workspace(store, ME, lambda: factories.NOW)
        workspace.change(lambda work: records.save(work, factories.a_worker(id=ME)))
        workspace.change(lambda work: records.save(work, factories.a_pupil(known_as="Rosie")))
        store.close()

    def kill_one(self, seed: int, chance: random.Random) -> list[str]:
        """Let one type and kill it; what is missing or wrong afterwards."""
        count, seconds = chance.randint(2, 5), chance.uniform(0, LONGEST)
        lines = [json.loads(line) for line in killed(partial(_type, self.path, seed), lines=count, after=seconds)]
        self.kept += sum("kept" in line for line in lines)
        self.saved += sum("saved" in line for line in lines)
        wrong = [f"a fault: {line['fault']}" for line in lines if "fault" in line]
        left = self.left
        if left and lines and lines[0].get("restored") != {"text": left.state["text"], "caret": left.caret}:
            wrong.append("it did not carry on where the last one was cut off")
        store = Store.open(self.path, TestKey(), vault_id=VAULT, device_id=DEVICE)
        try:
            with store.reading(ME) as read:
                wrong += losses(read, lines)
                self.left = next(iter(read.find(Draft, order="-changed_at")), None)
            wrong += [] if store.verify().is_sound else ["the ledger is not sound"]
        finally:
            store.close()
        return wrong


def _type(path: Path, seed: int, tell: Tell) -> NoReturn:
    qInstallMessageHandler(lambda *_said: None)  # keys that come while a note is saved, thousands of them
    typing_child.main(path, seed, tell)


def losses(read: Reader, lines: list[Line]) -> list[str]:
    """What was shown as saved or kept, and is not there; [] if everything is."""
    wrong = [fault for line in lines if "saved" in line for fault in _note_faults(read, line["saved"])]
    last = next((line["kept"] for line in reversed(lines) if "kept" in line), None)
    if last is None or any(line.get("saved", {}).get("id") == last["id"] for line in lines):
        return wrong
    return wrong + _draft_faults(read, last)


def _note_faults(read: Reader, shown: Line) -> list[str]:
    note = read.maybe(Note, UUID(shown["id"]))
    if note is None:
        return [f"the saved note {shown['id']} is gone"]
    quotes = {quote.words for quote in read.find(Quote, equals("note_id", note.id))}
    actions = {action.what for action in read.find(Action, equals("source_id", note.id))}
    wrong = [] if note.text == shown["text"].strip("\n ") else [f"the note {note.id} has another text"]
    if quotes != {words.strip() for words in shown["quotes"]}:
        wrong.append(f"the quotes of the note {note.id} are not those that were marked")
    if actions != {what.removesuffix(" by Friday") for what in shown["actions"] if what}:
        wrong.append(f"the actions of the note {note.id} are not those that were typed")
    return wrong


def _draft_faults(read: Reader, shown: Line) -> list[str]:
    draft = drafts.one(read, draft_id=UUID(shown["id"]))
    if draft is None:  # killed after it was saved and before it could say so, or lost
        note = read.maybe(Note, UUID(shown["id"]))
        is_there = note is not None and is_within(shown["text"].strip(), note.text)
        return [] if is_there else [f"the draft {shown['id']} is gone"]
    # It may hold more: what was kept in the last moment, before it could be shown.
    wrong = [] if is_within(shown["text"], draft.state["text"]) else [f"words of the draft {draft.id} are gone"]
    if not set(shown["actions"]) <= {action["what"] for action in draft.state["actions"]}:
        wrong.append(f"actions of the draft {draft.id} are gone")
    is_same = draft.state["text"] == shown["text"] and len(draft.state["actions"]) == len(shown["actions"])
    if is_same and draft.caret != shown["caret"]:
        wrong.append(f"the caret of the draft {draft.id} was moved")
    return wrong


def is_within(earlier: str, later: str) -> bool:
    """Whether all that was typed is still there, in its order: the typist puts words in and takes none out."""
    rest = iter(later)
    return all(letter in rest for letter in earlier)


def run(trials: int, seed: int) -> list[Row]:
    """So many kills; a line on stderr for each thing that is missing."""
    chance = random.Random(seed)
    bad = shown = lost = 0
    began = time.monotonic()
    for start in range(0, trials, TRIALS_A_VAULT):
        with tempfile.TemporaryDirectory() as folder:
            victim = Victim(Path(folder))
            for trial in range(start, min(start + TRIALS_A_VAULT, trials)):
                wrong = victim.kill_one(trial, chance)
                bad += bool(wrong)
                lost += len(wrong)
                for what in wrong:
                    print(f"trial {trial}: {what}", file=sys.stderr)
            shown += victim.kept + victim.saved
    seconds = time.monotonic() - began
    return [
        Row("windows killed while somebody typed", trials, trials - bad, bad, seconds),
        Row("times that they had shown “kept” or “saved”", shown, shown - lost, lost, seconds),
    ]


if __name__ == "__main__":
    sys.exit(by_hand(run, __doc__, trials=200))
