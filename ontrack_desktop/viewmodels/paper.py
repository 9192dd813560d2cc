"""One page to preview, save or print: a time-in plan, or a home-visit card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.domain.when import local
from ontrack_desktop.services import pages, papers
from ontrack_desktop.services.pages import Page
from ontrack_desktop.services.papers import Paper as Paper
from ontrack_desktop.services.workspace import Query

from .desk import Desk
from .preview import PreviewModel

SETTLE_MS = 350
RING_IN_AFTER = timedelta(minutes=90)
TIME_WANTED = "Write a time such as today 14:30."


@dataclass(frozen=True)
class Question:
    """Something that the page needs to know; `editor` is line, tick or moment."""

    name: str
    label: str
    editor: str
    help: str = ""


class PaperModel(QObject):
    """`preview` shows the page for the answers given; `save` and `print` give exactly what is shown."""

    problems_changed = Signal(dict)
    saved = Signal(object)
    """Signal(Path): the file."""
    to_print = Signal(list)
    """Signal(list[Paper]): draw these on the printer, then call `printed`."""
    refused = Signal(object)
    """Signal(OnTrackError): nothing was given, and why."""

    def __init__(
        self, desk: Desk, title: str, make: Callable[[dict[str, Any]], Query[Page]],
        questions: tuple[Question, ...], answers: dict[str, Any], parent: QObject | None = None,
    ) -> None:
        """`make` gives the query for some answers; it raises `NotValid` where one is not right."""
        super().__init__(parent)
        self.desk = desk
        self.title = title
        self.questions = questions
        self.answers = answers
        self.problems: dict[str, str] = {}
        self.preview = PreviewModel(desk, self)
        self._make = make
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.draw)

    def put(self, name: str, value: Any) -> None:
        """A person answered a question."""
        if self.answers[name] != value:
            self.answers = {**self.answers, name: value}
            self._settle.start()

    def draw(self) -> None:
        """Draw the page for the answers given."""
        self._settle.stop()
        try:
            ask = self._make(self.answers)
        except NotValid as error:
            self._say(error.problems)
            return
        self._say({})
        self.preview.draw(ask, pages.finish)

    def save(self, folder: Path) -> None:
        """Write what is shown into a folder, and enter it."""
        paper = self._shown()
        if paper is None:
            return

        def named(found: list[Paper]) -> None:
            path = folder / found[0].file_name
            command = partial(papers.save, papers=found, folder=folder)
            self._change(command, lambda _changes: self.saved.emit(path))

        self.desk.background.compute(
            partial(papers.free_names, [paper], folder), named, owner=self, failed=self.refused.emit
        )

    def prepare_print(self) -> None:
        paper = self._shown()
        if paper is not None:
            self.to_print.emit([paper])

    def printed(self, made: list[Paper]) -> None:
        """These came out of the printer: enter them."""
        self._change(partial(papers.enter_printed, papers=made), lambda _changes: None)

    def _shown(self) -> Paper | None:
        """What is shown, once it is what the answers say, and could be entered in the ledger."""
        if self.desk.no_paper is not None:
            self.refused.emit(self.desk.no_paper)
            return None
        paper = self.preview.paper
        if paper is None or self.preview.is_drawing or self._settle.isActive() or self.problems:
            self.refused.emit(OnTrackError("The page is not drawn yet.", "Wait a moment and try again."))
            return None
        return paper

    def _change(self, command: Any, then: Callable[[Changes], None]) -> None:
        self.desk.background.change(command, then, owner=self, failed=self.refused.emit)

    def _say(self, problems: dict[str, str]) -> None:
        self.problems = problems
        self.problems_changed.emit(problems)


def plan_paper(desk: Desk, plan_id: UUID, parent: QObject | None = None) -> PaperModel:
    """A time-in plan, for the adults at school or for the family."""

    def make(answers: dict[str, Any]) -> Query[Page]:
        recipient = answers["recipient"].strip()
        if not recipient:
            raise NotValid({"recipient": "Say who it is for: it stands at the head of the page."})
        return partial(
            pages.time_in_plan, plan_id=plan_id, recipient=recipient, for_family=answers["for_family"], now=desk.now()
        )

    questions = (
        Question("recipient", "Who is it for?", "line", "It stands at the head of the page"),
        Question("for_family", "The family’s copy, in larger type", "tick"),
    )
    return PaperModel(
        desk, "Time-in plan", make, questions, {"recipient": "the adults around", "for_family": False}, parent
    )


def visit_card_paper(desk: Desk, pupil_id: UUID, parent: QObject | None = None) -> PaperModel:
    """The card for the next visit to a pupil's home: now, unless another time is given."""
    begins = local(desk.now()).replace(second=0, microsecond=0)

    def make(answers: dict[str, Any]) -> Query[Page]:
        moments = {name: _moment(answers[name]) for name in ("visit_at", "ring_in_by")}
        unread = {name: TIME_WANTED for name, moment in moments.items() if moment is None and answers[name]}
        visit_at = moments["visit_at"]
        if visit_at is None:
            unread["visit_at"] = TIME_WANTED
        if unread or visit_at is None:
            raise NotValid(unread)
        return partial(
            pages.visit_card, pupil_id=pupil_id, visit_at=visit_at, ring_in_by=moments["ring_in_by"],
            ring_in_to=answers["ring_in_to"].strip(), now=desk.now(),
        )

    questions = (
        Question("visit_at", "Visit at", "moment"),
        Question("ring_in_by", "Ring in by", "moment"),
        Question("ring_in_to", "Ring whom?", "line", "A name and a number"),
    )
    answers = {
        "visit_at": begins.isoformat(), "ring_in_by": (begins + RING_IN_AFTER).isoformat(), "ring_in_to": "",
    }
    return PaperModel(desk, "Home-visit card", make, questions, answers, parent)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
