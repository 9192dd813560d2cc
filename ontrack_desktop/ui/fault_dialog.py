"""A fault of the program, said plainly: nothing kept is lost, and a report without any casework can be copied."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop import __version__
from ontrack_desktop.system.logs import catch_faults, describe
from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.widgets.plain_label import plain_label

SENTENCE = "Something in the program went wrong. What was kept is safe."
NEXT_STEP = (
    "You can carry on. If it happens again, copy the report and send it to the person who looks after the program: "
    "it says where in the program it happened, and nothing that you wrote."
)

_log = logging.getLogger("ontrack_desktop.qt")


def report_of(error: BaseException) -> str:
    """Class names, files, lines and versions. No text of the exception: it may hold what was typed."""
    import platform  # late, as much as can be: the lock screen waits for every import above

    python = ".".join(str(part) for part in sys.version_info[:3])
    system = f"{platform.system()} {platform.release()}"
    return f"OnTrack Desktop {__version__}, Python {python}, Qt {qVersion()}, {system}\n{describe(error)}\n"


class FaultDialog(QDialog):
    """Asks nothing but whether to carry on. `finished(CLOSE)` means close the program; Esc carries on."""

    CLOSE = 2

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("OnTrack")
        self.setAccessibleName(SENTENCE)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label("Something went wrong", "title"))
        column.addWidget(plain_label(SENTENCE, "body"))
        column.addWidget(plain_label(NEXT_STEP, "muted"))
        self.report = QPlainTextEdit()
        self.report.setPlainText(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setFixedHeight(140)
        self.report.setAccessibleName("The report")
        column.addWidget(self.report)
        self.copy_button = QPushButton("&Copy report")
        set_icon(self.copy_button, "copy", "ink")
        self.close_button = QPushButton("C&lose the program")
        self.close_button.setProperty("role", "text")
        self.carry_on_button = QPushButton("Carry &on")
        self.carry_on_button.setProperty("role", "primary")
        self.carry_on_button.setDefault(True)
        row = QHBoxLayout()
        for button in (self.carry_on_button, self.copy_button, self.close_button):
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        self.copy_button.clicked.connect(self._copy)
        self.carry_on_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(lambda: self.done(self.CLOSE))
        self.carry_on_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText("Copied")


class Faults(QObject):
    """Takes every exception that nobody expected, from any thread, and shows one dialog at a time."""

    close_wanted = Signal()

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: FaultDialog | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Take what Python and Qt say from now on."""
        catch_faults(self.tell)
        qInstallMessageHandler(_log_qt)

    def take(self, error: BaseException) -> None:
        """A fault that somebody caught and has no answer to."""
        _log.error("a fault of the program", exc_info=error)
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        """A fault that is in the log already."""
        with suppress(RuntimeError):  # the program is ending: the log has it
            self._came.emit(error)

    def _show(self, error: BaseException) -> None:
        if self.dialog is not None:
            return
        self.dialog = FaultDialog(report_of(error), QApplication.activeWindow())
        self.dialog.finished.connect(self._answered)
        self.dialog.open()

    def _answered(self, answer: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        if answer == FaultDialog.CLOSE:
            self.close_wanted.emit()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own words may quote a style, a path or a text: only where they come from is written down."""
    del message
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.DEBUG,
        QtMsgType.QtWarningMsg: logging.INFO,
    }.get(kind, logging.ERROR)
    _log.log(level, "Qt (%s) said something", context.category or "default")
