"""What is to be put right in a form: said beside each field, and together at the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QWidget

from ontrack_desktop.ui.theme import font
from ontrack_desktop.ui.widgets.error_summary import ErrorSummary
from ontrack_desktop.ui.widgets.field import ErrorLine

LINK_WIDTH = 300  # px: a side panel does not grow; the whole sentence stands beside its field


class FormProblems:
    """`places` are (error line, editor) by the name of the field, in the order of the form.

    `other` gives the editor of a name that is not among them.
    """

    def __init__(
        self, summary: ErrorSummary, scroll: QScrollArea, places: Mapping[str, tuple[ErrorLine, QWidget]],
        other: Callable[[str], QWidget],
    ) -> None:
        self._summary, self._scroll, self._places, self._other = summary, scroll, places, other
        for line, editor in places.values():
            line.set_editor(editor)

    def show(self, problems: Mapping[str, str]) -> None:
        """Say each beside its field; the summary goes when all is right."""
        for line, _editor in self._places.values():
            line.clear_error()
        for name, sentence in problems.items():
            if name in self._places:
                self._places[name][0].show_error(sentence)
        if not problems:
            self._summary.show_problems([])

    def show_summary(self, problems: Mapping[str, str]) -> None:
        """List all at the top, each leading to its field, and put the keyboard there."""
        metrics = QFontMetrics(font("label", semibold=True))
        ordered = [name for name in self._places if name in problems]
        ordered += [name for name in problems if name not in ordered]
        self._summary.show_problems([
            (metrics.elidedText(problems[name], Qt.TextElideMode.ElideRight, LINK_WIDTH), self._editor(name))
            for name in ordered
        ])  # fmt: skip
        _line, first = next(iter(self._places.values()))
        self._summary.put_before(first)
        self._scroll.ensureWidgetVisible(self._summary)

    def _editor(self, name: str) -> QWidget:
        return self._places[name][1] if name in self._places else self._other(name)
