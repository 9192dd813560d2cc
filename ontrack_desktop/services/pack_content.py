"""What one reader's pack says, gathered before a line of it is drawn: nothing is covered on the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ontrack_desktop.domain.agencies import Involvement
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Audience, Frequency, Voice
from ontrack_desktop.domain.meetings import Invitee, Meeting
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.domain.when import day_of, local
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import equals

from . import pack_change, pack_record
from .pack_source import PackSource, recipient_name
from .people import involved
from .workspace import Reader

MOST_QUOTES = 12
OFTEN: dict[Frequency, Any] = {
    Frequency.WEEKLY: "weekly", Frequency.HALF_TERMLY: "half-term", Frequency.WAITING: "waiting",
}
VOICES = (Voice.PARENT, Voice.TUTOR, Voice.SCHOOL, Voice.OTHER)


def gather(read: Reader, *, meeting: Meeting, invitee: Invitee, case: Case, now: datetime) -> paper.PackContent:
    """Everything of the pupil's record that this reader may see and the meeting needs."""
    source = PackSource(read, meeting, invitee, case, now)
    pupil, plan = source.pupil, pack_record.plan(source)
    advocacy = pack_change.advocacy(source)
    return paper.PackContent(
        frame=source.frame(),
        known_as=pupil.name,
        pronouns=pupil.pronouns,
        age=pupil.age_on(source.today),
        year_group=f"Year {pupil.year_on(source.today)}",
        meeting_type=meeting.meeting_type.label,
        meeting_start=local(meeting.at),
        meeting_end=local(meeting.ends_at) if meeting.ends_at else None,
        place=meeting.place,
        began=case.opened_on,
        recipient_name=recipient_name(invitee),
        recipient_organisation=invitee.organisation,
        own_words=_own_words(source),
        strengths=pupil.strengths,
        attendance=pack_change.attendance(source),
        suspensions=pack_change.suspensions(source),
        thrive=pack_change.thrive(source),
        goals=pack_change.goals(source),
        asks=_asks(source),
        people=_people(source),
        agencies=_agencies(source),
        last_met=source.last_met,
        lead=pack_change.lead(source, advocacy),
        voices=_voices(source),
        asked_by=_asked_by(source),
        advocacy=advocacy,
        contacts=pack_record.contacts(source),
        sessions_lead=pack_record.sessions_lead(plan),
        sessions=pack_record.sessions(source),
        events=pack_record.events(source),
        actions=pack_record.actions(source),
        signatures=_signatures(source),
        time_in_plan=pack_record.plan_content(plan, pupil, source.frame(), invitee.audience) if plan else None,
        family_copy=invitee.audience is Audience.FAMILY,
    )


def _own_words(source: PackSource) -> tuple[paper.Quotation, ...]:
    """The words that open the meeting first, then those that the child chose, then the newest."""
    own = [quote for quote in source.quotes if quote.voice is Voice.PUPIL]
    own.sort(key=lambda quote: (quote.id != source.meeting.opening_quote_id, not quote.chosen))
    return tuple(_quotation(source, quote) for quote in own[:MOST_QUOTES])


def _voices(source: PackSource) -> tuple[paper.Quotation, ...]:
    """The newest words of each of the others: the family, the tutor, the school."""
    newest: dict[Voice, Quote] = {}
    for quote in source.quotes:
        newest.setdefault(quote.voice, quote)
    return tuple(_quotation(source, newest[voice]) for voice in VOICES if voice in newest)


def _quotation(source: PackSource, quote: Quote) -> paper.Quotation:
    speaker = quote.speaker or (source.pupil.name if quote.voice is Voice.PUPIL else quote.voice.label)
    return paper.Quotation(quote.words, speaker, day_of(quote.at), quote.context, quote.chosen)


def _asks(source: PackSource) -> tuple[paper.AskRow, ...]:
    mine = {source.invitee.name.casefold(), source.invitee.organisation.casefold()} - {""}
    return tuple(
        paper.AskRow(ask.what, ask.why, ask.of_whom, ask.by, ask.of_whom.casefold() in mine)
        for ask in source.meeting.asks
    )


def _people(source: PackSource) -> tuple[paper.CirclePerson, ...]:
    family = [
        paper.CirclePerson(person.called, person.presence or ("lives with" if person.lives_with else ""))
        for person in source.read.about(Person, source.pupil.id)
    ]
    home = source.pupil.household_id
    under_one_roof = source.read.find(Pupil, equals("household_id", home), order="born_on") if home else []
    siblings = [other for other in under_one_roof if other.id != source.pupil.id]
    return (*reversed(family), *(
        paper.CirclePerson(sibling.name, f"{sibling.age_on(source.today)}") for sibling in siblings
    ))


def _agencies(source: PackSource) -> tuple[paper.AgencyLine, ...]:
    """Our own worker first, then everybody who is involved now."""
    lines = []
    if source.worker is not None:
        detail = ", ".join(part for part in (source.worker.name, source.worker.phone) if part)
        lines.append(paper.AgencyLine("Back on Track", detail, "weekly"))
    for each in involved(source.read, [i for i in source.all_of(Involvement) if i.ended_on is None]):
        who = each.name if each.organisation else ""
        lines.append(paper.AgencyLine(
            each.organisation or each.name, ", ".join(part for part in (who, each.role) if part),
            OFTEN[each.involvement.frequency], each.involvement.waiting_since,
        ))
    return tuple(lines)


def _asked_by(source: PackSource) -> str:
    """"Rosie and Mum"."""
    family = source.read.about(Person, source.pupil.id)
    parent = next((person.called for person in family if person.lives_with), "")
    return f"{source.pupil.name} and {parent}" if parent else source.pupil.name


def _signatures(source: PackSource) -> tuple[paper.SignatureLine, ...]:
    invitees = source.meeting.invitees
    parent = next((i.name for i in invitees if i.audience is Audience.FAMILY), "")
    names = [(source.pupil.name, ""), (parent, ""), (source.meeting.chair, "chair")]
    if source.worker is not None:
        names.append((source.worker.name, "worker"))
    return tuple(paper.SignatureLine(name, role) for name, role in names if name)
