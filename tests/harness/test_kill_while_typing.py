"""The lid is shut, the battery dies, the process is killed in the middle of a word: nothing that was kept is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import TestKey

from .kill_typing import Victim, losses
from .test_harnesses import needs_fork, run
from .typing_child import DEVICE, ME, VAULT


@needs_fork
@pytest.mark.timeout(180)
def test_what_was_shown_as_kept_survives_a_kill_at_any_moment() -> None:
    said = run("kill_typing", "--trials", "20")
    assert said["windows killed while somebody typed"] == (20, 20, 0)
    shown, _, lost = said["times that they had shown “kept” or “saved”"]
    assert shown >= 20
    assert lost == 0


def test_the_harness_sees_what_is_lost(tmp_path: Path) -> None:
    victim = Victim(tmp_path)
    store = Store.open(victim.path, TestKey(), vault_id=VAULT, device_id=DEVICE)
    workspace = Workspace(store, ME, lambda: factories.NOW)
    draft = Draft(
        id=factories.an_id(), form="note", title="A visit", state={"text": "Kitchen, dog", "actions": []}, caret=3
    )
    workspace.change(lambda work: drafts.keep(work, draft=draft))
    shown = {"id": str(draft.id), "text": "Kitchen, dog", "actions": [], "caret": 3}
    gone = shown | {"id": str(factories.an_id())}
    with store.reading(ME) as read:
        assert losses(read, [{"kept": shown}]) == []
        assert losses(read, [{"kept": shown | {"text": "Kitchen, dog, drum"}}]) != []
        assert losses(read, [{"kept": shown | {"caret": 4}}]) != []
        assert losses(read, [{"kept": gone}]) == [f"the draft {gone['id']} is gone"]
        assert losses(read, [{"saved": gone | {"quotes": []}}]) == [f"the saved note {gone['id']} is gone"]
    store.close()
