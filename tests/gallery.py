"""Every screen with the demo's casework as pictures: `python -m tests.gallery OUT [VARIANT …]`.

Also the ways in (`gallery_doors.py`), and the two ends, an empty vault and an overfull pupil (`gallery_extremes.py`).
Variants: light, dark, contrast, small (1280×720), double (200 % scale). Each is drawn by a process of its own,
because Qt reads its scale once. Without names all variants are drawn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

REFERENCE = date(2026, 11, 20)  # a Friday in term


@dataclass(frozen=True)
class Variant:
    """How a set of pictures is drawn."""

    theme: Literal["light", "dark", "contrast"]
    width: int = 1280
    height: int = 800
    scale: str = "1"


VARIANTS = {
    "light": Variant("light"),
    "dark": Variant("dark"),
    "contrast": Variant("contrast"),
    "small": Variant("light", height=720),
    "double": Variant("light", scale="2"),
}


def main() -> None:
    out = Path(sys.argv[1])
    names = sys.argv[2:] or list(VARIANTS)
    if os.environ.get("ONTRACK_GALLERY"):
        draw(out, names[0])
        os._exit(0)  # the pictures are on the disk; several windows are not taken apart in a safe order at the end
    for name in names:
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ, "ONTRACK_GALLERY": "1", "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": VARIANTS[name].scale,
        }
        subprocess.run([sys.executable, "-m", "tests.gallery", str(folder), name], env=environment, check=True)
        print(f"{name}: {len(list(folder.glob('*.png')))} pictures in {folder}")


@contextmanager
def demo() -> Iterator[Any]:
    """The demo school in a folder that goes away, opened on the reference day."""
    from ontrack_desktop.demo.build import build
    from ontrack_desktop.store.keys import KdfParameters

    with tempfile.TemporaryDirectory() as place:
        made = build(
            Path(place) / "Hawthorn Bank.ontrack", today=REFERENCE,
            kdf=KdfParameters(memory_kib=8192, time_cost=1, parallelism=1),
        )
        yield made
        made.workspace.close()


def draw(out: Path, name: str) -> None:
    """All pictures of one variant."""
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from ontrack_desktop.domain.people import Worker
    from ontrack_desktop.ui.theme import apply_theme, load_theme
    from ontrack_desktop.ui.window import Window
    from ontrack_desktop.viewmodels.background import Inline
    from ontrack_desktop.viewmodels.backups import BackupsModel
    from ontrack_desktop.viewmodels.desk import Desk
    from ontrack_desktop.viewmodels.errands import Errands
    from ontrack_desktop.viewmodels.preferences import Preferences
    from ontrack_desktop.viewmodels.settings import SettingsModel
    from tests import gallery_doors, gallery_extremes

    variant = VARIANTS[name]
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme(variant.theme))
    size = QSize(variant.width, variant.height)

    with demo() as made:
        workspace = made.workspace
        me = workspace.query(lambda r: r.get(Worker, workspace.worker_id))
        now = datetime(REFERENCE.year, REFERENCE.month, REFERENCE.day, 9, 0, tzinfo=UTC)
        workspace.clock = lambda: now
        desk = Desk(Inline(workspace), lambda: now, me)
        preferences = Preferences(Path(made.folder).parent, Errands())
        backups = BackupsModel(desk, workspace, preferences)
        window = Window(desk, lambda: SettingsModel(desk, workspace, preferences, backups))
        window.follow_backups(backups)
        window.resize(size)
        window.show()

        for title, act in scenes(window, made):
            act()
            picture(window, out / f"{title}.png")
        window.close()
    gallery_doors.draw(out, size)
    gallery_extremes.draw(out, size, REFERENCE)


def picture(widget: Any, path: Path) -> None:
    """Let the widget come to rest, and save it as it looks."""
    from PySide6.QtWidgets import QApplication

    for _ in range(4):
        QApplication.processEvents()
    widget.grab().save(str(path))


def scenes(window: Any, made: Any) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each picture's name, and what a person does to see it."""
    from PySide6.QtTest import QTest

    from ontrack_desktop.ui.pages import PAGES, SECTIONS

    for page in PAGES:
        yield page, lambda page=page: window.show_page(page)  # type: ignore[misc]
    for section, _title, _maker in SECTIONS:
        yield f"pupil-{section}", lambda section=section: window.show_pupil(made.rosie, section)  # type: ignore[misc]
    yield "pupil-journal-note", lambda: _write_a_note(window, made.rosie)
    yield "meeting", lambda: _open_meeting(window, made.meeting.id)
    yield "find", lambda: (window.show_page("pupils"), window.navigator.find_wanted.emit())[0]
    yield "find-typed", lambda: QTest.keyClicks(window.finder.ui.query, "lamb")


def _open_meeting(window: Any, meeting_id: Any) -> None:
    """The builder, once the copy that is previewed was drawn beside the screen's own work."""
    from PySide6.QtTest import QTest

    window.close_panel()
    window.navigator.meeting_wanted.emit(meeting_id)
    QTest.qWait(800)


def _write_a_note(window: Any, pupil_id: Any) -> None:
    """A visit half written, with the child's words marked."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window.show_pupil(pupil_id, "journal")
    window.navigator.note_wanted.emit((pupil_id,), "")
    QTest.qWait(50)
    text = window.focusWidget()
    text.insertPlainText("Dog shut in the kitchen. Rosie came down in her fleece and showed me the certificate.\n")
    text.insertPlainText("“I put it on the fridge, so Alfie sees it every morning.”")
    QTest.keyClick(text, Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    text.insertPlainText("\nMum asked about transport on Thursdays again. I said I would ring before two.")
    QTest.qWait(1500)  # until it is kept as a draft


if __name__ == "__main__":
    main()
