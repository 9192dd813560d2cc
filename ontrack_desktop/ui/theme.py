"""Dress the program: fonts, palette and style sheet, all from the look's tokens."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ontrack_desktop.system.assets import asset, tokens
from ontrack_desktop.ui.colours import (
    THEME_NAMES,
    TONES,
    Theme,
    ThemeName,
    colour,
    current_theme,
    load_theme,
)
from ontrack_desktop.ui.icons import refresh_icons

__all__ = [
    "THEME_NAMES", "TONES", "Theme", "ThemeName", "apply_theme", "colour", "current_theme",
    "finish_theme", "font", "load_theme", "restyle", "system_theme_name",
]  # fmt: skip

STARTING = "is starting"
"""The property of an application that was started with `-style fusion`, and calls `finish_theme` when it is painted."""
FIRST = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-SemiBold.ttf")
FAMILIES = ["Atkinson Hyperlegible Next", "DejaVu Sans", "Noto Sans Arabic", "Noto Emoji"]


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in `theme`; may be called again at any time."""
    if app.property("theme") is None:
        _load_fonts(FIRST)
        app.setFont(font("body"))
        if not app.property(STARTING):
            app.setStyle(QStyleFactory.create("Fusion"))
            finish_theme(app)
    app.setProperty("theme", theme)
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme))
    refresh_icons(app)


def finish_theme(app: QApplication) -> None:
    """What the first picture does not need, and what would hold it up: rarer letters, and the focus ring."""
    from ontrack_desktop.ui.focus_ring import FocusRing

    _load_fonts([path.name for path in sorted(asset("fonts").glob("*.ttf")) if path.name not in FIRST])
    FocusRing(app)


def system_theme_name(app: QApplication) -> ThemeName:
    """What the system asks for: high contrast before dark before light."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def font(size: str, *, semibold: bool = False, tabular: bool = False) -> QFont:
    """The program's font at a step of the type scale (`caption` … `greeting`), for painted text."""
    made = QFont(FAMILIES)
    made.setPixelSize(int(tokens()["type"][size]))
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet looks at (`role`, `tone`, `invalid`), and show it."""
    if all((widget.property(name) or "") == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def style_sheet(theme: Theme) -> str:
    """`styles/app.qss` with its tokens filled in."""
    template = Template(asset("styles", "app.qss").read_text(encoding="utf-8"))
    sizes = {f"size_{name}": f"{pixels}px" for name, pixels in tokens()["type"].items()}
    radii = {f"radius_{name}": f"{pixels}px" for name, pixels in tokens()["radius"].items()}
    images = asset("styles", "images").as_posix()
    pictures = {n: f'url("{images}/{n}-{theme.name}.svg")' for n in ("tick", "dot", "down", "up", "left", "right")}
    edge = theme.colours["voice" if theme.name == "contrast" else "voice_soft"]
    return template.substitute(**theme.colours, **sizes, **radii, **pictures, voice_edge=edge)


def palette_of(theme: Theme) -> QPalette:
    """Qt's palette in our colours, for what the style sheet does not name."""
    role = QPalette.ColorRole
    wanted = {
        role.Window: "paper", role.WindowText: "ink", role.Base: "surface", role.AlternateBase: "surface_2",
        role.Text: "ink", role.PlaceholderText: "ink_2", role.Button: "surface", role.ButtonText: "ink",
        role.BrightText: "alert", role.Highlight: "primary", role.HighlightedText: "on_primary",
        role.Accent: "primary", role.Link: "primary", role.LinkVisited: "primary",
        role.ToolTipBase: "surface", role.ToolTipText: "ink",
        role.Light: "surface", role.Midlight: "surface_2", role.Mid: "line",
        role.Dark: "ink_3", role.Shadow: "ink_3",
    }  # fmt: skip
    palette = QPalette()
    for each, token in wanted.items():
        palette.setColor(each, theme.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, theme.colour("ink_3"))
    return palette


def _load_fonts(names: Sequence[str]) -> None:
    for name in names:
        QFontDatabase.addApplicationFont(str(asset("fonts", name)))
