"""The look's colours by token, and which set of them the program wears now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ontrack_desktop.system.assets import tokens

ThemeName = Literal["light", "dark", "contrast"]
THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)

# tone of a chip, an avatar or a number -> (token of its ink, token of its tint)
TONES: dict[str, tuple[str, str]] = {
    "neutral": ("ink_2", "surface_2"),
    "primary": ("primary", "primary_soft"),
    "voice": ("voice", "voice_soft"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "alert": ("alert", "alert_soft"),
}


@dataclass(frozen=True)
class Theme:
    """One set of colours: `colours` maps a token of `styles/tokens.json` to #RRGGBB."""

    name: ThemeName
    colours: Mapping[str, str]

    def colour(self, token: str) -> QColor:
        """The colour of a token; an unknown token is a fault of ours (KeyError)."""
        return QColor(self.colours[token])

    def tone(self, tone: str) -> tuple[QColor, QColor]:
        """Ink and tint of a tone (a key of `TONES`)."""
        ink, tint = TONES[tone]
        return self.colour(ink), self.colour(tint)


def load_theme(name: ThemeName) -> Theme:
    """Read one set of colours from the tokens."""
    return Theme(name, tokens()[name])


def current_theme() -> Theme:
    """The colours that the program wears now: light until `apply_theme` was called."""
    app = QApplication.instance()
    worn = app.property("theme") if app else None
    return worn if isinstance(worn, Theme) else load_theme("light")


def colour(token: str) -> QColor:
    """A token's colour in the theme that is worn now: what painted widgets ask for."""
    return current_theme().colour(token)
