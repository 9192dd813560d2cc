"""The look: contrast that WCAG 2.2 AA asks for, fonts that are there, icons in the theme's colours."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ontrack_desktop.system.assets import asset, tokens
from ontrack_desktop.ui.icons import icon, pixmap, set_icon
from ontrack_desktop.ui.theme import (
    THEME_NAMES,
    TONES,
    ThemeName,
    apply_theme,
    current_theme,
    font,
    load_theme,
    style_sheet,
    system_theme_name,
)

GROUNDS = ("paper", "surface", "surface_2")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, load_theme("light"))
    yield qapp
    apply_theme(qapp, load_theme("light"))


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    pairs = [*product(("ink", "ink_2"), GROUNDS), ("on_primary", "primary"), ("ink", "primary_soft")]
    pairs += [(ink, tint) for ink, tint in TONES.values()]
    pairs += list(product(("primary", "voice", "alert", "good", "warn"), ("paper", "surface")))
    return [*pairs, ("ink", "voice_soft"), ("ink_2", "primary_soft"), ("paper", "ink")]


@pytest.mark.parametrize("name", THEME_NAMES)
def test_words_can_be_read_in_every_theme(name: ThemeName) -> None:
    colours = load_theme(name).colours
    weak = {p: round(contrast(colours[p[0]], colours[p[1]]), 2) for p in text_pairs()}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEME_NAMES)
def test_borders_icons_and_the_focus_ring_can_be_seen_in_every_theme(name: ThemeName) -> None:
    colours = load_theme(name).colours
    pairs = list(product(("ink_3", "primary"), GROUNDS))
    weak = {p: round(contrast(colours[p[0]], colours[p[1]]), 2) for p in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the well-known near miss


def test_every_theme_has_every_token() -> None:
    wanted = set(load_theme("light").colours)
    assert all(set(load_theme(name).colours) == wanted for name in THEME_NAMES)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_style_sheet_is_filled_in_and_its_pictures_exist(name: ThemeName) -> None:
    sheet = style_sheet(load_theme(name))
    assert "$" not in sheet
    pictures = set(re.findall(r'url\("(.*?)"\)', sheet))
    assert len(pictures) == 6
    for path in pictures:
        used = set(re.findall(r'(?:stroke|fill)="(#[0-9A-Fa-f]{6})"', Path(path).read_text(encoding="utf-8")))
        assert used <= set(load_theme(name).colours.values()), f"{path} is not in the theme's colours"


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_window_takes_the_themes_colours(app: QApplication, name: ThemeName) -> None:
    theme = load_theme(name)
    apply_theme(app, theme)
    assert current_theme() == theme
    assert app.palette().color(QPalette.ColorRole.Window) == theme.colour("paper")
    assert app.palette().color(QPalette.ColorRole.Text) == theme.colour("ink")


def test_a_system_that_says_nothing_gets_the_light_theme(app: QApplication) -> None:
    assert app.styleHints().colorScheme() == Qt.ColorScheme.Unknown
    assert system_theme_name(app) == "light"


def test_the_fonts_of_the_program_are_used_not_the_systems(app: QApplication) -> None:
    for semibold in (False, True):
        found = QFontInfo(font("body", semibold=semibold))
        assert found.family() == "Atkinson Hyperlegible Next"
        assert found.weight() == (600 if semibold else 400)
    assert app.font().pixelSize() == tokens()["type"]["body"]


def test_icons_are_drawn_in_the_colour_that_was_asked_for(app: QApplication) -> None:
    picture = pixmap("house", "alert", 24).toImage()
    drawn = [picture.pixelColor(x, y) for x in range(24) for y in range(24)]
    solid = [c for c in drawn if c.alpha() > 250]
    wanted = load_theme("light").colour("alert")
    assert solid
    assert all(abs(c.red() - wanted.red()) < 4 and abs(c.green() - wanted.green()) < 4 for c in solid)


def test_a_button_keeps_its_icon_readable_when_the_theme_changes(app: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Print plan")
    qtbot.addWidget(button)
    set_icon(button, "printer", "primary")
    before = inks(button.icon())
    apply_theme(app, load_theme("dark"))
    after = inks(button.icon())
    assert before == {load_theme("light").colour("primary").name()}
    assert after == {load_theme("dark").colour("primary").name()}


def inks(drawn: QIcon) -> set[str]:
    image = drawn.pixmap(drawn.availableSizes()[0]).toImage()
    found = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {QColor(c.red(), c.green(), c.blue()).name() for c in found if c.alpha() == 255}


def test_every_icon_can_be_drawn(app: QApplication) -> None:
    names = [path.stem for path in asset("icons").glob("*.svg")]
    assert len(names) > 70
    assert [n for n in names if icon(n).isNull() or pixmap(n).toImage().allGray()] == []


def test_the_focus_ring_is_drawn_around_the_field_the_keyboard_is_on(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    row.setSpacing(24)
    first, second = QLineEdit(), QLineEdit()
    row.addWidget(first)
    row.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    ring = load_theme("light").colour("primary").name()

    def left_of(field: QLineEdit) -> str:
        middle = field.geometry().center().y()
        return window.grab().toImage().pixelColor(field.geometry().left() - 3, middle).name()

    assert left_of(first) == ring
    assert left_of(second) != ring
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert left_of(second) == ring
    assert left_of(first) != ring


def test_calls_into_qt_do_not_use_up_the_interpreters_constants(qapp: QApplication) -> None:
    """On Python 3.11 with PySide6 6.12 each such call takes a reference to None away: 10,000 ended the process."""
    for _ in range(10_000):
        qapp.setProperty("used_up", None)
        assert qapp.property("used_up") is None
    assert sys.getrefcount(None) > 100_000


def test_a_button_pressed_with_the_mouse_gets_no_ring_one_reached_by_tab_does(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    row.setSpacing(24)
    buttons = [QPushButton("Print plan"), QPushButton("Save note")]
    for button in buttons:
        row.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ring = load_theme("light").colour("primary").name()

    def ringed() -> list[bool]:
        picture = window.grab().toImage()
        return [picture.pixelColor(b.geometry().left() - 3, b.geometry().center().y()).name() == ring for b in buttons]

    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert ringed() == [False, False]
    QTest.keyClick(buttons[1], Qt.Key.Key_Tab)
    assert ringed() == [True, False]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert ringed() == [False, False]
