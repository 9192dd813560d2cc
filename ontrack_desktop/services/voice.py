"""What was said, by whom, and whether it may be repeated: a pupil's, their family's and their school's words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended

from .restricted import withheld_by
from .workspace import Reader, UnitOfWork


@dataclass(frozen=True)
class VoicePage:
    """All quotes about one pupil, the newest first."""

    pupil: Pupil
    quotes: tuple[Quote, ...]
    withheld: dict[UUID, str]


def voice_page(read: Reader, *, pupil_id: UUID) -> VoicePage:
    quotes = read.about(Quote, pupil_id)
    return VoicePage(read.get(Pupil, pupil_id), tuple(quotes), withheld_by(read, quotes))


def newest_to_share(read: Reader, *, pupil_id: UUID) -> Quote | None:
    """The pupil's own newest words that a meeting may hear."""
    quotes = read.about(Quote, pupil_id, limit=100)
    return next((q for q in quotes if q.words and q.voice is Voice.PUPIL and q.may_be_shared()), None)


def set_consent(work: UnitOfWork, *, quote_id: UUID, consent: QuoteConsent) -> None:
    """Write down what the person said about being quoted; what is kept between us is not chosen any more."""
    quote = work.read.get(Quote, quote_id)
    if quote.consent is not consent:
        work.save(amended(quote, consent=consent, chosen=quote.chosen and consent is not QuoteConsent.NO))


def choose(work: UnitOfWork, *, quote_id: UUID, chosen: bool) -> None:
    """Choose these words for the next meeting, or not."""
    quote = work.read.get(Quote, quote_id)
    if quote.chosen is not chosen:
        work.save(amended(quote, chosen=chosen))
