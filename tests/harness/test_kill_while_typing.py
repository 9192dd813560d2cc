"""The lid is shut, the battery dies, the process is killed in the middle of a word: nothing that was kept is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.services import records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.filters import equals
from ontrack_desktop.store.reader import Reader
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import TestKey
from tests.harness.typing_child import DEVICE, VAULT

ROOT = Path(__file__).resolve().parents[2]
CYCLES = 10
ME = UUID(int=3)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    store = Store.create(path, TestKey(), vault_id=VAULT, device_id=DEVICE, now=factories.NOW)
    workspace = Workspace(store, ME, lambda: factories.NOW)
    workspace.change(lambda work: records.save(work, factories.a_worker(id=ME)))
    workspace.change(lambda work: records.save(work, factories.a_pupil(known_as="Rosie")))
    store.close()
    return path


def typed_and_killed(vault: Path, seed: int, *, lines: int, after: float) -> list[dict[str, Any]]:
    """Let the child type, kill it `after` seconds of the last of so many lines; what it had shown until then."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.harness.typing_child", str(vault), str(seed)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert child.stdout is not None
    try:
        said = [child.stdout.readline() for _ in range(lines)]
        time.sleep(after)
        assert child.poll() is None, "the child ended by itself"
    finally:
        child.send_signal(signal.SIGKILL)
    said += child.stdout.read().splitlines(keepends=True)
    child.wait()
    # The last line may have been cut in the middle of being said.
    return [json.loads(line) for line in said if line.endswith("\n")]


def check(read: Reader, said: list[dict[str, Any]]) -> None:
    """Everything that was shown as saved or kept is there."""
    assert [line for line in said if "fault" in line] == []
    for note in (line["saved"] for line in said if "saved" in line):
        kept = read.get(Note, UUID(note["id"]))
        assert kept.text == note["text"].strip("\n ")
        quotes = {quote.words for quote in read.find(Quote, equals("note_id", kept.id))}
        assert quotes == {words.strip() for words in note["quotes"]}
        actions = {action.what for action in read.find(Action, equals("source_id", kept.id))}
        assert actions == {what.removesuffix(" by Friday") for what in note["actions"] if what}
    last = next((line["kept"] for line in reversed(said) if "kept" in line), None)
    if last is None or any(line.get("saved", {}).get("id") == last["id"] for line in said):
        return
    draft = read.maybe(Draft, UUID(last["id"]))
    if draft is None:  # killed after it was saved and before it could say so
        assert is_within(last["text"].strip(), read.get(Note, UUID(last["id"])).text)
        return
    # It may hold more: what was kept in the last moment, before it could be shown.
    assert is_within(last["text"], draft.state["text"])
    assert set(last["actions"]) <= {action["what"] for action in draft.state["actions"]}
    if draft.state["text"] == last["text"] and len(draft.state["actions"]) == len(last["actions"]):
        assert draft.caret == last["caret"]


def is_within(earlier: str, later: str) -> bool:
    """Whether all that was typed is still there, in its order: the typist puts words in and takes none out."""
    rest = iter(later)
    return all(letter in rest for letter in earlier)


def test_what_was_shown_as_kept_survives_a_kill_at_any_moment(vault: Path) -> None:
    chance = random.Random(20261104)
    kept_in_all = 0
    left: Draft | None = None
    for cycle in range(CYCLES):
        said = typed_and_killed(vault, cycle, lines=chance.randint(2, 5), after=chance.uniform(0, 0.1))
        if left is not None:  # it carried on where the last one was cut off, with the cursor where it was
            assert said[0]["restored"] == {"text": left.state["text"], "caret": left.caret}
        store = Store.open(vault, TestKey(), vault_id=VAULT, device_id=DEVICE)
        with store.reading(ME) as read:
            check(read, said)
            left = next(iter(read.find(Draft, order="-changed_at")), None)
        assert store.verify().is_sound
        store.close()
        kept_in_all += sum("kept" in line for line in said)
    assert kept_in_all >= CYCLES
