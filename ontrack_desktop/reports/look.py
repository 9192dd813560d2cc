"""The look of the paper: colours of the light palette, millimetres, and the styles of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ontrack_desktop.reports.fonts import FaceName
from ontrack_desktop.system.assets import tokens

MM = 72 / 25.4  # one millimetre in points
A4 = (210 * MM, 297 * MM)
A5 = (148 * MM, 210 * MM)

Colour = str  # "#RRGGBB"


def colour(token: str) -> Colour:
    """A colour of the light palette by its token, e.g. `voice_soft`."""
    found: str = tokens()["light"][token]
    return found


INK, INK_2, INK_3 = colour("ink"), colour("ink_2"), colour("ink_3")
PRIMARY, PRIMARY_SOFT = colour("primary"), colour("primary_soft")
VOICE, VOICE_SOFT = colour("voice"), colour("voice_soft")
GOOD, GOOD_SOFT = colour("good"), colour("good_soft")
WARN, WARN_SOFT = colour("warn"), colour("warn_soft")
ALERT, ALERT_SOFT = colour("alert"), colour("alert_soft")
BAND = colour("surface_2")
WHITE = "#FFFFFF"


@dataclass(frozen=True)
class Style:
    """How a text is set: size and leading in points, tracking in em."""

    size: float
    leading: float
    face: FaceName = "regular"
    colour: Colour = INK
    align: Literal["left", "right", "centre"] = "left"
    tracking: float = 0.0
    tabular: bool = False
    balanced: bool = False  # lines of even length, for quotes
    tag: str = "P"
    ours: bool = False  # a sentence of ours: left to right, also where it begins with an Arabic name

    def but(self, **changes: object) -> Style:
        """The same style with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Look:
    """The styles of one document; the family's copy is larger."""

    body: Style
    lead: Style
    table: Style
    caption: Style

    title: Style = Style(18, 24, "semibold", tag="H1", balanced=True)
    section: Style = Style(13, 18, "semibold", tag="H2")
    table_head: Style = Style(7.5, 11, "semibold", INK_2, tracking=0.075)
    quote_large: Style = Style(23, 30, colour=VOICE, balanced=True, tag="BlockQuote")
    quote_middle: Style = Style(16.5, 22, colour=VOICE, balanced=True, tag="BlockQuote")
    quote: Style = Style(13, 18, colour=VOICE, balanced=True, tag="BlockQuote")
    quote_others: Style = Style(12.5, 17.5, colour=VOICE, balanced=True, tag="BlockQuote")

    @property
    def strong(self) -> Style:
        """A table cell that carries the row."""
        return self.table.but(face="semibold")

    @property
    def quiet(self) -> Style:
        """A second line in a table cell."""
        return self.table.but(colour=INK_2)


STAFF = Look(body=Style(10, 14), lead=Style(11, 16), table=Style(9, 12.5), caption=Style(8.5, 12, colour=INK_2))
FAMILY = Look(
    body=Style(11, 16),
    lead=Style(12, 17.5),
    table=Style(11, 16),
    caption=Style(10, 14.5, colour=INK_2),
    table_head=Style(9, 13, "semibold", INK_2, tracking=0.05),
)
HEAD = Style(8, 11, colour=INK_2)
MARKING = Style(8.5, 11, "bold", tracking=0.09)
