"""After a lock the process knows nothing, and a day's work leaves no word outside the vault."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .lock_memory import one_day
from .needles import forms_of, in_files


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a process is not a file")
@pytest.mark.timeout(180)
def test_nothing_of_a_day_is_in_memory_after_the_lock_nor_anywhere_on_the_disk(tmp_path: Path) -> None:
    found = one_day(tmp_path)
    assert found.same_process  # a fresh image in the same process: the old one is gone
    assert found.came_back
    assert found.on_disk == []
    assert found.left_over == []
    if not found.before:
        pytest.skip("the program closes its memory to other processes, and only root may read it nevertheless")
    assert [name for name, count in found.before.items() if not count] == [], "the search would not find them"
    assert [name for name, count in found.after.items() if count] == []


def test_the_search_finds_what_lies_about_in_any_form(tmp_path: Path) -> None:
    for number, form in enumerate(forms_of("quincuncial") + forms_of(b"\x01\x02\xfe" * 5)):
        (tmp_path / f"{number}.bin").write_bytes(b"before" + form + b"after")
    (tmp_path / "Marigoldine").mkdir()
    secrets: dict[str, str | bytes] = {"word": "quincuncial", "key": b"\x01\x02\xfe" * 5, "name": "Marigoldine"}
    # two forms of a text; bytes as they are, and two of their digits
    assert len(in_files([tmp_path], secrets)) == 2 + 3 + 1
