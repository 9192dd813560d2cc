"""A list of suggestions under a line: found by any part of a word, and drawn as the other lists are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter


def suggesting(completer: QCompleter) -> QCompleter:
    """Let it find any part of a word, in large letters or small."""
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    popup = completer.popup()
    assert popup is not None
    popup.setProperty("role", "suggestions")  # by itself it has no ground, and is black where nothing lies behind
    return completer
