"""Where a person was, handed from one process to the next: read once, and never a reason not to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontrack_desktop.system import left_off
from ontrack_desktop.system.left_off import FILE, LeftOff


def test_what_was_kept_is_taken_once(tmp_path: Path) -> None:
    where = LeftOff(reason="idle", page="pupils", draft_id="0195f3a0-0000-7000-8000-00000000000a", draft_noun="note")
    left_off.keep(where, tmp_path / "new")
    assert left_off.take(tmp_path / "new") == where
    assert left_off.take(tmp_path / "new") == LeftOff()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b'{"page": 3, "draft_id": null, "stranger": "x"}', b"[" * 9000]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert left_off.take(tmp_path) == LeftOff()


def test_a_folder_that_cannot_be_written_to_loses_the_place_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    left_off.keep(LeftOff(page="pupils"), tmp_path / "file")
    assert left_off.take(tmp_path / "file") == LeftOff()
