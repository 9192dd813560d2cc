"""What a person does at a screen once it stands: click, type where the keyboard is, read, print."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def stand(qtbot: QtBot, screen: W, width: int, height: int) -> W:
    """In a window of its own, to which the keyboard belongs; closed with the test."""
    qtbot.addWidget(screen)
    screen.resize(width, height)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    QApplication.processEvents()  # what was just put into a layout is shown
    return screen


def click(widget: QWidget) -> None:
    """Near the left edge, where also a short tick box is; what changes on the screen by it is shown."""
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(12, widget.height() // 2))
    QApplication.processEvents()


def write(text: str) -> None:
    """Where the keyboard is; a new line is Enter."""
    focused = QApplication.focusWidget()
    assert focused is not None
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(focused, Qt.Key.Key_Return)
        QTest.keyClicks(focused, line)


def said(screen: QWidget) -> list[str]:
    """What its labels let be read."""
    QApplication.processEvents()  # what was just put into a layout is shown
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]


def print_into(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a printer chooses this PDF."""

    def chosen(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(path))
        dialog.printer().setResolution(50)
        return int(QPrintDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", chosen)
