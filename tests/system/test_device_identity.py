"""Which computer this is: the same on every start."""

from __future__ import annotations

from pathlib import Path

from ontrack_desktop.system.device_identity import FILE, device_id


def test_the_id_stays_the_same(tmp_path: Path) -> None:
    first = device_id(tmp_path / "new")
    assert device_id(tmp_path / "new") == first
    assert device_id(tmp_path / "other") != first


def test_a_damaged_id_is_replaced_and_a_locked_folder_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("not an id", encoding="utf-8")
    assert device_id(tmp_path) == device_id(tmp_path)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert device_id(tmp_path / "file") != device_id(tmp_path)
