"""A PDF as it will be printed, shown from memory: nothing of it is written to the disk. QtPdf loads on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.icons import set_icon
from ontrack_desktop.ui.theme import colour
from ontrack_desktop.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

STEP = 1.25
CLOSEST, FARTHEST = 4.0, 0.25
MARGIN, GAP = 12, 12  # px around and between pages
HEAD = 36  # px: as high as a button, which may stand beside


class PdfPreview(QFrame):
    """Heading, "page 1 of 6", the pages, and buttons to turn and to look closer. `head` takes what stands beside."""

    page_changed = Signal(int, int)
    """(page shown, pages), counted from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "preview")
        self.view: QPdfView | None = None
        self.document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = plain_label("", "heading")
        self.title.setMinimumHeight(HEAD)
        self.page_label = QLabel()
        self.page_label.setProperty("role", "muted")
        self.head.addWidget(self.title)
        self.head.addWidget(self.page_label)
        self.head.addStretch()
        column.addLayout(self.head)
        self._sheets = QStackedLayout()
        column.addLayout(self._sheets, 1)  # before anything is in it: what it shows without a parent is a window
        self.words = plain_label("", "lead")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
        self._sheets.addWidget(holder)
        column.addLayout(self._make_foot())
        self.show_words("")

    def set_title(self, title: str) -> None:
        """Whose copy it is."""
        self._name = title
        self.title.setText(title)
        self.setAccessibleName(title)
        if self.view is not None:
            self.view.setAccessibleName(f"{title}, preview")

    def show_document(self, document: bytes) -> None:
        """Show these pages; where the same number of pages was shown, the place in them is kept."""
        view = self._made_view()
        place = (self.pages(), self.page(), view.verticalScrollBar().value())
        self._load(document)
        self._sheets.setCurrentWidget(view)
        for button in self._buttons:
            button.setEnabled(True)
        if place[0] == self.pages():
            view.verticalScrollBar().setValue(place[2])
        else:
            self._turn_to(0)
        self._tell_page()

    def show_words(self, sentence: str) -> None:
        """Say something in the place of the pages, and let go of them."""
        self.words.setText(sentence)
        self._sheets.setCurrentIndex(0)
        self.page_label.clear()
        for button in self._buttons:
            button.setEnabled(False)
        if self.document is not None:
            self.document.close()
            self._let_go()

    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount() if self.document is not None else 0

    def page(self) -> int:
        """Which page is in sight, counted from 0."""
        return self.view.pageNavigator().currentPage() if self.view is not None else 0

    def turn(self, by: int) -> None:
        """Go on, or back, by so many pages."""
        self._turn_to(max(0, min(self.page() + by, self.pages() - 1)))

    def zoom(self, by: float) -> None:
        """Look closer (more than 1) or from further away."""
        if self.view is None:
            return
        from PySide6.QtPdfWidgets import QPdfView

        now = self.view.zoomFactor() if self.view.zoomMode() == QPdfView.ZoomMode.Custom else self._fitting()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(FARTHEST, min(now * by, CLOSEST)))

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch()
        self._buttons: list[QToolButton] = []
        for name, icon, act in (
            ("Page before", "chevron-up", lambda: self.turn(-1)), ("Next page", "chevron-down", lambda: self.turn(1)),
            ("Smaller", "zoom-out", lambda: self.zoom(1 / STEP)), ("Larger", "zoom-in", lambda: self.zoom(STEP)),
        ):
            button = QToolButton()
            button.setAccessibleName(name)
            button.setToolTip(name)
            set_icon(button, icon, "ink_2", 16)
            button.clicked.connect(act)
            row.addWidget(button)
            self._buttons.append(button)
        row.addStretch()
        return row

    def _made_view(self) -> QPdfView:
        if self.view is not None:
            return self.view
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.document = QPdfDocument(self)
        self.view = view = QPdfView(self)
        view.setDocument(self.document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setPageSpacing(GAP)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.setAccessibleName(f"{self._name}, preview")
        self._dress(view)
        view.pageNavigator().currentPageChanged.connect(self._tell_page)
        self._sheets.addWidget(view)
        return view

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view is not None:
            self._dress(self.view)

    @staticmethod
    def _dress(view: QPdfView) -> None:
        """What QPdfView paints around the pages is the palette's dark."""
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(colour("surface_2")))
        view.setPalette(palette)

    def _load(self, document: bytes) -> None:
        assert self.document is not None
        buffer = QBuffer(self)
        buffer.setData(QByteArray(document))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(buffer)
        self._let_go()
        self._buffer = buffer

    def _let_go(self) -> None:
        """The pages that were shown would stay in memory as long as the preview that owns them."""
        if self._buffer is not None:
            self._buffer.deleteLater()
            self._buffer = None

    def _turn_to(self, page: int) -> None:
        if self.view is not None and self.pages():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _fitting(self) -> float:
        """The zoom at which a page is as wide as the view."""
        assert self.view is not None
        assert self.document is not None
        points = self.document.pagePointSize(self.page()).width()
        wide = points * self.view.logicalDpiX() / 72
        return (self.view.viewport().width() - 2 * MARGIN) / wide if wide else 1.0

    def _tell_page(self) -> None:
        if self.pages():
            self.page_label.setText(f"page {self.page() + 1} of {self.pages()}")
            self.page_changed.emit(self.page() + 1, self.pages())
