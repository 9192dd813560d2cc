"""Everybody's words about one pupil: whose, when, whether they may be repeated, and which are chosen to be heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.isolated import side_by_side
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.when import day_of, say_day
from ontrack_desktop.services import voice
from ontrack_desktop.services.voice import VoicePage
from ontrack_desktop.services.workspace import Reader

from .plain_words import count_of, restricted_line
from .pupil_section import PupilSection
from .record_forms import QUOTE

KINDS = frozenset({"quote", "pupil"})
CONSENTS = [(each.value, each.label) for each in QuoteConsent]
# name of a filter -> whose words it lets through
WHOSE: dict[str, frozenset[Voice]] = {
    "": frozenset(Voice), "pupil": frozenset({Voice.PUPIL}), "family": frozenset({Voice.PARENT}),
    "school": frozenset({Voice.SCHOOL, Voice.TUTOR}), "others": frozenset({Voice.OTHER}),
}


@dataclass(frozen=True)
class QuoteLine:
    """Words as the page shows them. `restricted` is the sentence in their place, or ""."""

    id: UUID
    words: str
    attribution: str
    consent: str
    is_chosen: bool
    may_be_chosen: bool
    restricted: str = ""


class VoiceModel(PupilSection[VoicePage]):
    """The quotes of one pupil, the newest first."""

    filter = ""

    def show_pupil(self, pupil_id: UUID) -> None:
        if pupil_id != self.pupil_id:
            self.filter = ""
        super().show_pupil(pupil_id)

    # -- words --

    def filters(self) -> list[tuple[str, str]]:
        """(name, words with how many there are) of every filter that has something to show."""
        words = {"": "Everyone", "pupil": self.name, "family": "Family", "school": "School", "others": "Others"}
        quotes = self.page.quotes if self.page else ()
        counts = {name: sum(quote.voice in voices for quote in quotes) for name, voices in WHOSE.items()}
        always = ("", self.filter)
        return [(name, f"{words[name]} {count}") for name, count in counts.items() if count or name in always]

    def set_filter(self, name: str) -> None:
        """Show the words of some only: a key of `WHOSE`."""
        if name != self.filter:
            self.filter = name
            self.changed.emit()

    def quotes(self) -> list[QuoteLine]:
        quotes = self.page.quotes if self.page else ()
        return [self._line(quote) for quote in quotes if quote.voice in WHOSE[self.filter]]

    def chosen_line(self) -> str:
        """How many are chosen for the next meeting, and how to choose."""
        count = sum(quote.chosen for quote in self.page.quotes) if self.page else 0
        if not count:
            return "Choose with them what the next meeting should hear first."
        return f"{count_of(count, 'quote')} chosen for the next meeting"

    @property
    def is_empty(self) -> bool:
        return self.page is not None and not self.page.quotes

    # -- acts --

    def add(self) -> None:
        """Ask for the form of somebody's words, said now by the pupil unless it is changed."""
        speaker = self.page.pupil.name if self.page else ""
        given = {
            "pupil_ids": (self.pupil_id,), "voice": Voice.PUPIL, "speaker": speaker, "at": self.desk.now(),
        }
        self._open(QUOTE, given=given)

    def amend(self, quote_id: UUID) -> None:
        quote = self._quote(quote_id)
        if quote is not None:
            self._open(QUOTE, record=quote)

    def set_consent(self, quote_id: UUID, consent: str) -> None:
        """Write down what they said about being quoted: a value of `QuoteConsent`."""
        wanted = QuoteConsent(consent)
        self._change(partial(voice.set_consent, quote_id=quote_id, consent=wanted), wanted.label)

    def choose(self, quote_id: UUID, *, chosen: bool) -> None:
        said = "Chosen for the next meeting" if chosen else "Not chosen any more"
        self._change(partial(voice.choose, quote_id=quote_id, chosen=chosen), said)

    # -- behind the page --

    def _line(self, quote: Quote) -> QuoteLine:
        author = self.page.withheld.get(quote.id) if self.page else None
        day = say_day(day_of(quote.at), self.desk.today())
        if author:
            return QuoteLine(quote.id, "", day, "", False, False, restricted_line(author))
        who = quote.speaker or quote.voice.label
        said = side_by_side((who, quote.context, day), ", ")
        may_be_heard = quote.consent is not QuoteConsent.NO
        return QuoteLine(quote.id, quote.words, said, quote.consent.value, quote.chosen, may_be_heard)

    def _quote(self, quote_id: UUID) -> Quote | None:
        return next((each for each in self.page.quotes if each.id == quote_id), None) if self.page else None

    def _refused(self, error: OnTrackError) -> None:
        super()._refused(error)
        self.changed.emit()

    def _ask(self, pupil_id: UUID) -> Callable[[Reader], VoicePage]:
        return partial(voice.voice_page, pupil_id=pupil_id)

    def _is_concerned(self, changes: Changes, pupil_id: UUID) -> bool:
        return changes.concern(kinds=KINDS, pupil_id=pupil_id)
