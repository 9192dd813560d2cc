"""Whether a meeting's pack is ready: whose words are fresh, who may have a copy, what is late or not asked yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.isolated import isolated
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.notes import Action, Quote
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.when import day_of

from . import sharing
from .workspace import Reader

# How old a view may be before the reader is told so; a habit of good meetings, not a rule of law.
FRESH_WORDS = timedelta(days=28)
FRESH_VIEW = timedelta(days=42)
MOST_QUOTES = 200
TWO_WEEKS = 14


@dataclass(frozen=True)
class Check:
    """One line of the list. `mend` says what would put it right: quote, consent, actions, asks; "" when it is right.

    `voice` is whose words are wanted, `invitee` the place in the meeting's list of the one without consent.
    """

    is_ready: bool
    sentence: str
    mend: str = ""
    voice: Voice | None = None
    invitee: int | None = None


def checks(read: Reader, *, meeting: Meeting, today: date) -> list[Check]:
    """What a good pack needs, and which of it is there."""
    pupil_id = meeting.pupil_ids[0]
    found = _views(read.get(Pupil, pupil_id), read.about(Quote, pupil_id, limit=MOST_QUOTES), today)
    for number, invitee in enumerate(meeting.invitees):
        basis = sharing.default_basis(read, pupil_id=pupil_id, invitee=invitee, day=today)
        if invitee.gets_copy and basis is None:
            found.append(Check(
                False, f"No consent yet to share with {isolated(invitee.name)}. That copy leaves out health and home",
                "consent", invitee=number,
            ))
    late = [action for action in read.about(Action, pupil_id) if action.days_late(today)]
    if late:
        found.append(Check(False, _count(len(late), "action is late", "actions are late"), "actions"))
    if not meeting.asks:
        found.append(Check(False, "Nothing is asked of anybody yet", "asks"))
    return found


def _views(pupil: Pupil, quotes: Sequence[Quote], today: date) -> list[Check]:
    """Whether the pupil, the family and the school were heard lately, and agreed to be quoted."""
    own = _View(quotes, (Voice.PUPIL,), FRESH_WORDS, today)
    family = _View(quotes, (Voice.PARENT,), FRESH_VIEW, today)
    school = _View(quotes, (Voice.SCHOOL, Voice.TUTOR), FRESH_VIEW, today)
    if own.is_fresh and family.is_fresh:
        both = f"{isolated(pupil.name)}’s and {isolated(family.speaker) or 'the family'}’s words are fresh"
        return [Check(True, f"{both}, and both said yes to sharing them"), school.check("The school’s view", "is")]
    return [
        own.check(f"{isolated(pupil.name)}’s words", "are"), family.check("The family’s view", "is"),
        school.check("The school’s view", "is"),
    ]


class _View:
    """The newest words of one side that may be shared."""

    def __init__(self, quotes: Sequence[Quote], voices: Sequence[Voice], fresh: timedelta, today: date) -> None:
        said = [quote for quote in quotes if quote.voice in voices]
        newest = next((quote for quote in said if quote.may_be_shared()), None)
        self.voice = voices[0]
        self.speaker = newest.speaker if newest else ""
        self.age = (today - day_of(newest.at)).days if newest else None
        self.is_fresh = self.age is not None and self.age <= fresh.days
        self.nobody_asked = any(quote.consent is QuoteConsent.NOT_ASKED for quote in said)

    def check(self, whose: str, verb: str) -> Check:
        if self.age is None:
            if self.nobody_asked:
                them = "them" if verb == "are" else "it"
                return Check(False, f"{whose} {verb} kept, but nobody asked to share {them}", "quote", self.voice)
            missing = "have not been asked for yet" if verb == "are" else "is missing"
            return Check(False, f"{whose} {missing}", "quote", self.voice)
        if self.age <= 0:
            return Check(True, f"{whose} {verb} from today")
        weeks = f"{self.age // 7} weeks old"
        old = _count(self.age, "day old", "days old") if self.age < TWO_WEEKS else weeks
        return Check(self.is_fresh, f"{whose} {verb} {old}", "" if self.is_fresh else "quote", self.voice)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
