"""The page where somebody types the eight characters of a printed page, and hears at once what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.when import day_of, say_full_day, say_time
from ontrack_desktop.services import printed
from ontrack_desktop.services.printed import LENGTH, Answer, Mistyped, PrintedPaper, Verdict

from .desk import Desk
from .restore import counted

HOW = {Act.PRINTED: "Printed", Act.EXPORTED: "Saved as a file"}
MATCHES = (
    "These characters stand on a paper that was made here. They do not tell whether a word on it was altered "
    "afterwards: for that, compare it with your own copy."
)
NO_MATCH = (
    "No page made in this vault carries these characters. It may come from another vault, or from after the backup "
    "that this one was put back from. Otherwise it is not ours, whatever stands on it."
)
NEVER_ENTERED = (
    "This vault stood there after {when}, but no paper with these characters was printed or saved. It may be a picture "
    "of a preview. Nobody was given it through this program."
)
REWRITTEN = (
    "A paper with these characters was entered, but the ledger no longer holds the moment from which it was made. That "
    "is so in a vault that was saved from a damaged one. If yours was not, the ledger was made anew by somebody who "
    "can open it: tell the person who looks after your computers."
)
# verdict -> tone, icon, headline
LOOKS = {
    Verdict.MATCHES: ("good", "circle-check", "This page matches"),
    Verdict.NEVER_ENTERED: ("warn", "triangle-alert", "This page was never given out"),
    Verdict.REWRITTEN: ("alert", "shield-alert", "The ledger is not the one this page was made from"),
    Verdict.NO_MATCH: ("alert", "circle-x", "This page does not match"),
}


@dataclass(frozen=True)
class Said:
    """The answer in a headline and a sentence; `tone` is good, warn or alert."""

    tone: str
    icon: str
    headline: str
    sentence: str


@dataclass(frozen=True)
class PaperWords:
    """One paper, or the copies that were given together: (what, words) to be read from top to bottom."""

    title: str
    rows: tuple[tuple[str, str], ...]


class PrintedPageModel(QObject):
    """`said` is None until eight characters, or Enter, were typed."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._typed = ""
        self.said: Said | None = None
        self.papers: tuple[PaperWords, ...] = ()

    def type(self, typed: str) -> None:
        """Eight characters are looked up at once; while there are fewer or more, nothing is said."""
        self._typed = typed
        if len(printed.tidied(typed)) == LENGTH:
            self.check()
        else:
            self._show(None)

    def check(self) -> None:
        """Look up what was typed, however much it is."""
        ask = partial(printed.check, typed=self._typed)
        self._desk.background.query(ask, self._answered, owner=self, key="check", failed=self._refused)

    def _answered(self, answer: Answer) -> None:
        tone, icon, headline = LOOKS[answer.verdict]
        if printed.tidied(self._typed) == answer.mark:
            self._show(Said(tone, icon, headline, _sentence(answer)), tuple(_papers(answer.papers)))

    def _refused(self, error: OnTrackError) -> None:
        headline = "Mistyped" if isinstance(error, Mistyped) else "This could not be looked up"
        self._show(Said("warn", "keyboard", headline, str(error)))

    def _show(self, said: Said | None, papers: tuple[PaperWords, ...] = ()) -> None:
        self.said, self.papers = said, papers
        self.changed.emit()


def _sentence(answer: Answer) -> str:
    match answer.verdict:
        case Verdict.MATCHES:
            return MATCHES
        case Verdict.REWRITTEN:
            return REWRITTEN
        case Verdict.NEVER_ENTERED if answer.drawn_at is not None:
            return NEVER_ENTERED.format(when=_moment(answer.drawn_at))
    return NO_MATCH


def _papers(papers: Iterable[PrintedPaper]) -> Iterable[PaperWords]:
    """The copies of one meeting that were given together are one paper with several recipients."""
    for _, together in groupby(papers, key=lambda p: (p.what, p.act, p.at, p.by, p.pupil)):
        copies = list(together)
        first = copies[0]
        for_whom = [f"{copy.recipient}, {counted(copy.pages, 'page')}" for copy in copies if copy.recipient]
        rows = (
            ("About", first.pupil),
            ("Meeting", _meeting(first)),
            ("Plan", _plan(first)),
            ("Copies for" if len(copies) > 1 else "Copy for", "\n".join(for_whom)),
            ("Pages", "" if for_whom else counted(first.pages, "page")),
            (HOW[first.act], f"{_moment(first.at)}, by {first.by}"),
            ("Since then", _since(first)),
        )
        yield PaperWords(first.what, tuple((what, words) for what, words in rows if words))


def _meeting(paper: PrintedPaper) -> str:
    return f"{paper.meeting.meeting_type.label}, {_moment(paper.meeting.at)}" if paper.meeting else ""


def _plan(paper: PrintedPaper) -> str:
    if paper.plan is None:
        return ""
    agreed = paper.plan.agreed_on
    return f"Agreed on {say_full_day(agreed)}" if agreed else "Not agreed yet"


def _since(paper: PrintedPaper) -> str:
    """What was written in the pupil's record after the paper was made."""
    itself = "plan" if paper.plan else "meeting"
    its_own = f"The {itself} was changed." if paper.subject_is_changed else ""
    kinds = [
        f"{paper.pupil}’s own details" if noun == "pupil" else counted(count, noun)
        for noun, count in paper.changed.items()
    ]
    others = f"Written, changed or removed in {paper.pupil}’s record: {', '.join(kinds)}." if kinds else ""
    return f"{its_own} {others}".strip() or f"Nothing in {paper.pupil}’s record was changed."


def _moment(at: datetime) -> str:
    return f"{say_full_day(day_of(at))}, {say_time(at)}"
