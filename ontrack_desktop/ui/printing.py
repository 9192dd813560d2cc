"""Finished papers onto a printer: the system's dialog, then every page as it was previewed. Loads on first use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSizeF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from ontrack_desktop.domain.errors import OnTrackError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300  # finer takes much memory and is not seen on paper


def ask_and_print(documents: Sequence[bytes], parent: QWidget) -> bool:
    """Ask for the printer and print one document after the other; False when the person thought better of it.

    Raises `OnTrackError` when the printer does not take them.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("OnTrack")  # stands in the printer's queue: no name, no case
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_all(documents, printer)
    return True


def draw_all(documents: Sequence[bytes], printer: QPrinter) -> None:
    """Draw every page of every document, each on a sheet of its own size."""
    from PySide6.QtPdf import QPdfDocument

    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), MOST_DPI))
    painter = QPainter()
    for document in documents:
        pdf, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(document))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        pdf.load(buffer)
        for page in range(pdf.pageCount()):
            size = pdf.pagePointSize(page)
            printer.setPageSize(_size(size))
            started = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not started:
                raise OnTrackError("The printer did not take it.", "Look whether it is switched on, then try again.")
            dots = printer.resolution() / 72
            image = pdf.render(page, QSizeF(size.width() * dots, size.height() * dots).toSize())
            painter.drawImage(QPointF(0, 0), image)
        pdf.close()
    painter.end()


def _size(points: QSizeF) -> QPageSize:
    """A5 for a card, else A4: the nearest size that a printer knows."""
    return QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
