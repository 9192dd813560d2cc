"""Every form, as a screen reader and a keyboard meet it: named controls, living mnemonics, a way through by Tab."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QFrame, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.ui"))
MNEMONIC = re.compile(r"(?<!&)&([^&])")


def made(name: str, qtbot: QtBot) -> QWidget:
    """The form by itself, set up as its screen would."""
    top = re.search(r'<widget class="(\w+)"', (ROOT / "forms" / f"{name}.ui").read_text(encoding="utf-8"))
    assert top
    module = importlib.import_module(f"ontrack_desktop.ui.forms.{name}")
    build = next(value for key, value in vars(module).items() if key.startswith("Ui_"))
    widget: QWidget = getattr(QtWidgets, top.group(1))()
    qtbot.addWidget(widget)
    build().setupUi(widget)
    return widget


def controls(form: QWidget) -> list[QWidget]:
    """What Tab stops at."""
    return [
        widget for widget in form.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollArea)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not is_filled_by_its_screen(widget, form)
    ]


def is_filled_by_its_screen(widget: QWidget, form: QWidget) -> bool:
    """A button without words yet (its screen says them), or part of a list that pops up."""
    wordless = isinstance(widget, QAbstractButton) and not widget.text() and not widget.objectName()
    return wordless or (widget.window() is not form and not widget.objectName())


def spoken_name(widget: QWidget, form: QWidget) -> str:
    """What a screen reader says: its own name, its text, or the label that it is the buddy of."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    return next((label.text() for label in form.findChildren(QLabel) if label.buddy() is widget), "")


@pytest.mark.parametrize("name", FORMS)
def test_every_control_has_a_name_that_can_be_spoken(name: str, qtbot: QtBot) -> None:
    form = made(name, qtbot)
    silent = [w.objectName() for w in controls(form) if not spoken_name(w, form)]
    assert not silent


@pytest.mark.parametrize("name", FORMS)
def test_every_mnemonic_leads_somewhere_and_only_there(name: str, qtbot: QtBot) -> None:
    form = made(name, qtbot)
    letters: Counter[str] = Counter()
    for widget in form.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and (found := MNEMONIC.search(widget.text())):
            letters[found.group(1).lower()] += 1
            if isinstance(widget, QLabel):
                buddy = widget.buddy()
                assert buddy is not None, f"{widget.objectName()}: a letter that leads nowhere"
                assert buddy.focusPolicy(), f"{widget.objectName()}: its letter leads to what takes no keys"
    assert [letter for letter, times in letters.items() if times > 1] == []


@pytest.mark.parametrize("name", FORMS)
def test_tab_goes_through_every_control_once_and_comes_back(name: str, qtbot: QtBot) -> None:
    form = made(name, qtbot)
    wanted = set(controls(form))
    met: list[QWidget] = []
    here = form.nextInFocusChain()
    while here is not None and here is not form and len(met) <= 500:
        if here in wanted:
            met.append(here)
        here = here.nextInFocusChain()
    assert here is form, "the way by Tab does not come back"
    assert set(met) == wanted
    assert len(met) == len(wanted)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_holds_no_look_of_its_own(name: str) -> None:
    source = (ROOT / "forms" / f"{name}.ui").read_text(encoding="utf-8")
    for forbidden in ("styleSheet", "<iconset", "<palette", "<color", "<connection>", "richText"):
        assert forbidden not in source, f"{forbidden} in forms/{name}.ui"


def test_line_frames_are_not_controls(qtbot: QtBot) -> None:
    """The walk itself: a plain frame is passed over, an edit without a name is found."""
    top = QWidget()
    qtbot.addWidget(top)
    QFrame(top)
    edit = QtWidgets.QLineEdit(top)
    assert controls(top) == [edit]
    assert spoken_name(edit, top) == ""
