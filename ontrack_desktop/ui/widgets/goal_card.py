"""A goal in the young person's own words, with how near it was and a number to tap for today."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ontrack_desktop.ui.theme import restyle
from ontrack_desktop.ui.widgets.plain_label import plain_label
from ontrack_desktop.ui.widgets.quote_card import in_quotation_marks
from ontrack_desktop.ui.widgets.rating_row import RatingRow


class Goal(Protocol):
    """What a card is made of."""

    @property
    def words(self) -> str: ...
    @property
    def ratings(self) -> str: ...
    @property
    def today(self) -> int | None: ...
    @property
    def is_ended(self) -> bool: ...
    @property
    def withheld(self) -> str: ...


class GoalCard(QFrame):
    """`rated(number)` for today; `change_wanted` opens the goal."""

    rated = Signal(int)
    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "voice")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._words, self._ratings = plain_label("", "quote"), plain_label("", "attribution")
        self.change_button = QPushButton("Change")
        self.change_button.setProperty("role", "text")
        self.change_button.setProperty("flush", True)
        self.change_button.setProperty("tone", "voice")
        self.change_button.clicked.connect(self.change_wanted)
        head.addWidget(self._words, 1)
        head.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._ratings)
        self.row = RatingRow()
        self.row.rated.connect(self.rated)
        column.addWidget(self.row)

    def show_goal(self, goal: Goal) -> None:
        """Show it as it stands now."""
        self._words.setText(goal.withheld or in_quotation_marks(goal.words))
        restyle(self, role="card" if goal.withheld else "voice")
        restyle(self._words, role="muted" if goal.withheld else "quote")
        self._ratings.setText(goal.ratings)
        self._ratings.setVisible(bool(goal.ratings))
        self.change_button.setVisible(not goal.withheld)
        self.change_button.setAccessibleName(f"Change the goal {goal.words}")
        self.row.setVisible(not goal.is_ended and not goal.withheld)
        self.row.show_rating(goal.today, goal.words)
        self.setAccessibleName(goal.withheld or goal.words)
