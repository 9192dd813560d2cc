"""The recovery sheet of a vault: one A4 page with the printed code, and nothing about anybody."""

from __future__ import annotations

from datetime import datetime, time

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import RecoverySheetContent
from ontrack_desktop.reports.flow import Block, Columns, Stack
from ontrack_desktop.reports.fonts import face
from ontrack_desktop.reports.look import INK, INK_3, MM, PRIMARY, STAFF, WARN, Style
from ontrack_desktop.reports.page import PAGE_A4, Running, paper
from ontrack_desktop.reports.parts import Figure, Heading, Rule, WithIcon, fitted
from ontrack_desktop.reports.sheet import Run, Sheet
from ontrack_desktop.reports.text import Text

LETTERS, CHARACTERS = 4, 34  # eight groups of four, and a check group of two
IN_ROW = 4
SIZE, CELL = 25.0, 26.0  # every letter stands in a cell of the same width


def render(content: RecoverySheetContent) -> bytes:
    """The sheet as a PDF of one A4 page. The code's groups may be typed with blanks or hyphens between them.

    Raises OnTrackError if the code does not have 34 letters.
    """
    letters = "".join(c for c in content.code if c.isalnum())
    if len(letters) != CHARACTERS:
        raise OnTrackError("The recovery code is not complete.", "Make a new recovery code, and print that one.")
    groups = [letters[i : i + LETTERS] for i in range(0, len(letters), LETTERS)]
    sheet = Sheet("Recovery sheet", PAGE_A4.size, datetime.combine(content.made_on, time()))
    made = f"Made {wording.day(content.made_on)}"
    words = Running(marking="Keep this safe", head="Recovery sheet", left=made, right="OnTrack Desktop")
    return paper(sheet, _blocks(content, groups), PAGE_A4, words)


def _blocks(content: RecoverySheetContent, groups: list[str]) -> list[Block]:
    body, section = STAFF.lead, STAFF.section
    title = Heading("The way back into your vault", Style(24, 28, "semibold", tag="H1"), "Recovery sheet")
    made = f"Made {wording.long_day(content.made_on)}."
    rows: list[Block] = [
        Columns(
            [
                (column * 45 * MM, 39 * MM, _group(first + column + 1, letters))
                for column, letters in enumerate(groups[first : first + IN_ROW])
            ],
            before=14,
        )
        for first in range(0, len(groups), IN_ROW)
    ]
    parts = [
        (
            "What it is for",
            "Anybody who has this code can open the vault without the passphrase, and so can you, if you "
            "forget it or your computer is replaced. Nobody else can let you in: there is no copy anywhere.",
        ),
        (
            "Where to keep it",
            "In a sealed envelope in a locked cabinet or safe, away from the laptop. Never in the laptop "
            "bag, not as a photograph, not in an e-mail. Tell your manager where it is, not what it says.",
        ),
        (
            "How to use it",
            "Open the vault, choose the way in with the recovery code, and type the groups in their order. "
            "Capitals and gaps do not matter. Then choose a new passphrase: you will get a new sheet, and "
            "this one stops working.",
        ),
        (
            "If it is lost or was seen",
            "Open the vault with your passphrase at once, go to Settings and make a new recovery "
            "code. From that moment the lost one opens nothing. Then tell whoever looks after "
            "data protection where you work.",
        ),
    ]
    blocks: list[Block] = [
        title,
        Text("VAULT", STAFF.table_head, before=14),
        fitted(content.vault_name, Style(16.5, 22, "semibold"), 174 * MM, 10),
        Text(made, STAFF.body, before=2),
        Rule(0.75, INK, before=14),
        *rows,
        Rule(0.75, INK, before=18),
    ]
    for i, (head, words) in enumerate(parts):
        blocks += [Text(head, section, before=18 if i == 0 else 14, keep_with_next=True), Text(words, body, before=2)]
    warning = "Do not write a name, a passphrase or an address on this sheet."
    return [
        *blocks,
        WithIcon("shield-alert", WARN, Text(warning, body.but(face="semibold")), size=14, indent=20, before=20),
    ]


def _group(number: int, letters: str) -> Block:
    """One group: its number, so that it can be asked for, and its letters in cells of one width."""

    def draw(sheet: Sheet, x: float, top: float, width: float) -> None:
        writing = face("semibold").own
        with sheet.tagged("P"):
            for i, letter in enumerate(letters):
                left = x + i * CELL + (CELL - writing.width(letter) * SIZE) / 2
                sheet.text(left, top - SIZE, [Run(writing, SIZE, INK, letter)])
        sheet.line(x, top - SIZE - 9, x + width, top - SIZE - 9, 0.5, INK_3)

    caption = Text(f"{number}", Style(9, 12, "semibold", PRIMARY))
    return Stack([caption, Figure(SIZE + 10, draw)])
