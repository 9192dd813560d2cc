"""What tests of screens share: the program's look, and a section of Rosie's page in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.theme import apply_theme, load_theme
from tests.hands import stand
from tests.rosie import Rosie


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    """The program in its light dress. It is not dressed twice: widgets of the test before may still be going away."""
    worn = qapp.property("theme")
    if worn is None or worn.name != "light":
        apply_theme(qapp, load_theme("light"))
    return qapp


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def show_section(rosie: Rosie, qtbot: QtBot) -> Callable[[Any], Any]:
    """`show_section(screen)` shows a section of a pupil's page for Rosie, and hands it back."""

    def shown(screen: Any) -> Any:
        screen.model.setParent(screen)
        screen.model.show_pupil(rosie.pupil.id)
        return stand(qtbot, screen, 1040, 700)

    return shown
