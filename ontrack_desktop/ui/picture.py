"""A picture of the window, for where there is no display to show it on."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QSize, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.ui.theme import apply_theme, load_theme
from ontrack_desktop.ui.window import Window
from ontrack_desktop.viewmodels.desk import Desk

SIZE = QSize(1440, 900)


def save_picture_of_today(app: QApplication, desk: Desk, target: Path) -> None:
    """Paint the window as it stands after unlocking into a PNG file; raises `OnTrackError`."""
    apply_theme(app, load_theme("light"))
    window = Window(desk, _no_settings)
    window.resize(SIZE)
    # a platform without a display says of each window what it cannot do
    before = qInstallMessageHandler(lambda _kind, _where, _text: None)
    window.show()
    app.processEvents()
    qInstallMessageHandler(before)
    is_saved = window.grab().save(str(target), "PNG")
    window.close()
    window.deleteLater()
    app.processEvents()
    if not is_saved:
        raise OnTrackError("The picture was not saved.", "Check that there is room and that the folder is yours.")


def _no_settings() -> NoReturn:
    raise AssertionError("a picture shows no settings")
