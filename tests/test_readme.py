"""What the README promises is run: the way out of the vault, the words of its commands, its pictures."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from ontrack_desktop.services import notes, records, vaults
from ontrack_desktop.store.keys import KdfParameters
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHEAP = KdfParameters(memory_kib=8192, time_cost=1, parallelism=1)
PASSPHRASE = "seven slow otters under bridges"


def the_script() -> str:
    """The Python of "Getting your data out without this program"."""
    section = README.split("### Getting your data out without this program")[1]
    found = re.search(r"```python\n(.*?)```", section, re.S)
    assert found
    return found.group(1)


def test_the_notes_can_be_read_with_the_passphrase_and_without_this_program(tmp_path: Path) -> None:
    folder = tmp_path / "Kitchen.ontrack"
    clock = lambda: datetime(2026, 11, 4, 10, tzinfo=UTC)  # noqa: E731
    made = vaults.create_vault(
        folder, name="Kitchen", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=None, clock=clock, kdf=CHEAP
    )
    workspace = made.open().workspace
    pupil = factories.a_pupil()
    workspace.change(lambda work: records.save(work, pupil))
    workspace.change(lambda work: notes.save_note(work, note=factories.a_note(pupil)))
    workspace.close()

    lone = tmp_path / "out.py"
    lone.write_text(the_script() + "\nassert not any(m.startswith('ontrack') for m in sys.modules)\n", encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-X", "utf8", str(lone), str(folder)], input=PASSPHRASE + "\n", capture_output=True,
        encoding="utf-8", cwd=tmp_path,
    )
    assert read.returncode == 0, read.stderr
    assert read.stdout == f"2026-11-04\thome_visit\t{factories.SECRET_TEXT}\n"

    wrong = subprocess.run(
        [sys.executable, str(lone), str(folder)], input="not the passphrase\n", capture_output=True, encoding="utf-8",
        cwd=tmp_path,
    )
    assert wrong.returncode != 0
    assert "InvalidTag" in wrong.stderr


def test_every_picture_and_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing
