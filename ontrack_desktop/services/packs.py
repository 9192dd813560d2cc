"""The meeting pack of one recipient: what this reader may see, gathered before a line of it is drawn.

Content is left out here, never covered on the page (DOMAIN 4.2). Without consent and without a reason, a copy
leaves out health and home: the family, agency contacts, the chronology, and what was asked of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.behaviour import TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Audience, Frequency, Impact, NoteKind, Precision, SharingBasis, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import ChronologyEntry, Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.when import day_of, local, say_time
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import equals

from . import meetings, sharing
from .progress import current_case, is_before, progress
from .workspace import Reader, UnitOfWork

MARKING = "OFFICIAL-SENSITIVE"
LOOK_BACK = timedelta(days=120)
LONGEST_SAID = 320
MOST_QUOTES = 12

OFTEN: dict[Frequency, Any] = {
    Frequency.WEEKLY: "weekly", Frequency.HALF_TERMLY: "half-term", Frequency.WAITING: "waiting",
}
EFFECT: dict[Impact, Any] = {
    Impact.HELPED: "helped", Impact.SET_BACK: "set back", Impact.NEUTRAL: "neither",
}
PRECISION: dict[Precision, Any] = {
    Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year", Precision.ABOUT: "about",
}


@dataclass(frozen=True)
class Copy:
    """One recipient's copy, ready to be drawn: what is on it, for whom, on what basis."""

    meeting_id: UUID
    pupil_id: UUID
    number: int
    invitee: Invitee
    content: paper.PackContent
    basis: sharing.Basis | None
    file_name: str

    @property
    def is_limited(self) -> bool:
        """Whether health and home were left out, because there is neither consent nor a reason."""
        return self.basis is None


def copy_for(
    read: Reader, *, meeting: Meeting, number: int, now: datetime, reason: sharing.Basis | None = None
) -> Copy:
    """The copy of the invitee with this number in the meeting's list."""
    if not 0 <= number < len(meeting.invitees):
        raise OnTrackError("There is nobody to give this copy to.", "Add the people who will get one.")
    invitee = meeting.invitees[number]
    pupil_id = meeting.pupil_ids[0]
    basis = reason or sharing.default_basis(read, pupil_id=pupil_id, invitee=invitee, day=day_of(now))
    case = current_case(read, pupil_id=pupil_id)
    if case is None:
        raise OnTrackError("This pupil has no case yet.", "Open a case first: the pack carries its reference.")
    content = _Gatherer(read, meeting, invitee, case, now).content()
    if basis is None:
        content = limited(content)
    day = day_of(meeting.at).isoformat()
    name = f"{safe_reference(case.reference)}-meeting-{day}-copy-{number + 1}.pdf"
    return Copy(meeting.id, pupil_id, number, invitee, content, basis, name)


def limited(content: paper.PackContent) -> paper.PackContent:
    """The same pack without health and home."""
    own = content.recipient_organisation.casefold()
    return replace(
        content,
        people=(), contacts=(), events=(),
        agencies=tuple(line for line in content.agencies if own and line.name.casefold() == own),
        advocacy=tuple(row for row in content.advocacy if own and row.of_whom.casefold().startswith(own)),
        asks=tuple(ask for ask in content.asks if ask.for_reader),
    )


def render(copy: Copy) -> bytes:
    """The copy as PDF bytes, in memory."""
    from ontrack_desktop.reports import meeting_pack  # reportlab loads when paper is first wanted

    return meeting_pack.render(copy.content)


def enter(work: UnitOfWork, *, copy: Copy, document: bytes, pages: int, act: Act = Act.EXPORTED) -> None:
    """Write into the register and the ledger that this copy was given."""
    if copy.basis is None:
        basis = sharing.Basis(SharingBasis.PUBLIC_TASK, "Limited copy: health and home were left out.")
    else:
        basis = copy.basis
    sharing.enter_disclosure(
        work, act=act, pupil_id=copy.pupil_id, what="Meeting pack", recipient=_recipient(copy.invitee),
        audience=copy.invitee.audience, basis=basis, document=document, pages=pages, meeting_id=copy.meeting_id,
    )


def other_names_in(read: Reader, *, copy: Copy) -> list[str]:
    """Names of other pupils that stand in a copy although they should not: they share a note with this one."""
    pupil = read.get(Pupil, copy.pupil_id)
    others = {i for note in read.about(Note, copy.pupil_id, limit=500) for i in note.pupil_ids} - {copy.pupil_id}
    words = " ".join(texts(copy.content)).casefold()
    return sorted({
        other.label() for other in read.by_ids(Pupil, sorted(others)).values()
        if other.household_id != pupil.household_id or pupil.household_id is None
        if other.label().casefold() in words
    })


def texts(value: Any) -> list[str]:
    """Every piece of text in a content, whatever its depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def safe_reference(reference: str) -> str:
    """A case reference as part of a file name."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in reference)


def _recipient(invitee: Invitee) -> str:
    role = f" ({invitee.role})" if invitee.role and invitee.audience is not Audience.FAMILY else ""
    organisation = f", {invitee.organisation}" if invitee.organisation else ""
    return f"{invitee.name}{role}{organisation}"


class _Gatherer:
    """Reads one pupil's record for one reader. Every list passes `self.may_see`."""

    def __init__(self, read: Reader, meeting: Meeting, invitee: Invitee, case: Case, now: datetime) -> None:
        self.read = read
        self.meeting = meeting
        self.invitee = invitee
        self.case = case
        self.now = now
        self.audience = invitee.audience
        self.pupil = read.get(Pupil, meeting.pupil_ids[0])
        self.today = day_of(meeting.at)
        self.last = meetings.last_meeting(read, pupil_id=self.pupil.id, before=meeting.at)
        self.since = day_of(self.last.at) if self.last else self.today - LOOK_BACK
        self.progress = progress(read, pupil_id=self.pupil.id, today=self.today)
        self.quotes = [
            quote for quote in read.about(Quote, self.pupil.id)
            if self.may_see(quote) and quote.may_be_shared()
        ]
        self.worker = read.maybe(Worker, case.designated_worker_id)

    def may_see(self, record: Any) -> bool:
        return sharing.is_for(record, self.audience)

    def content(self) -> paper.PackContent:
        plan = self.plan()
        return paper.PackContent(
            frame=self.frame(),
            known_as=self.pupil.name,
            pronouns=self.pupil.pronouns,
            age=self.pupil.age_on(self.today),
            year_group=f"Year {self.pupil.year_on(self.today)}",
            meeting_type=self.meeting.meeting_type.label,
            meeting_start=local(self.meeting.at),
            meeting_end=local(self.meeting.ends_at) if self.meeting.ends_at else None,
            place=self.meeting.place,
            began=self.case.opened_on,
            recipient_name=self._recipient_short(),
            recipient_organisation=self.invitee.organisation,
            own_words=self.own_words(),
            strengths=self.pupil.strengths,
            attendance=self.attendance(),
            suspensions=self.suspensions(),
            thrive=self.thrive(),
            goals=self.goals(),
            asks=self.asks(),
            people=self.people(),
            agencies=self.agencies(),
            last_met=day_of(self.last.at) if self.last else None,
            lead=self.lead(),
            voices=self.voices(),
            asked_by=self.asked_by(),
            advocacy=self.advocacy(),
            contacts=self.contacts(),
            sessions_lead=self.sessions_lead(plan),
            sessions=self.sessions(),
            events=self.events(),
            actions=self.actions(),
            signatures=self.signatures(),
            time_in_plan=plan_content(plan, self.pupil, self.frame(), self.audience) if plan else None,
            family_copy=self.audience is Audience.FAMILY,
        )

    def frame(self) -> paper.PageFrame:
        return paper.PageFrame(
            marking=MARKING, case_reference=self.case.reference, initials=self.pupil.initials,
            recipient=_recipient(self.invitee), printed_at=local(self.now), ledger_head=self.read.head().mac.hex(),
        )

    def _recipient_short(self) -> str:
        role = f" ({self.invitee.role})" if self.invitee.role and self.audience is not Audience.FAMILY else ""
        return f"{self.invitee.name}{role}"

    def own_words(self) -> tuple[paper.Quotation, ...]:
        own = [quote for quote in self.quotes if quote.voice is Voice.PUPIL]
        first = self.meeting.opening_quote_id
        own.sort(key=lambda quote: (quote.id != first, not quote.chosen))
        return tuple(self.quotation(quote) for quote in own[:MOST_QUOTES])

    def voices(self) -> tuple[paper.Quotation, ...]:
        """The newest words of each of the others: the family, the school, the tutor."""
        newest: dict[Voice, Quote] = {}
        for quote in self.quotes:
            if quote.voice is not Voice.PUPIL:
                newest.setdefault(quote.voice, quote)
        order = [Voice.PARENT, Voice.TUTOR, Voice.SCHOOL, Voice.OTHER]
        return tuple(self.quotation(newest[voice]) for voice in order if voice in newest)

    def quotation(self, quote: Quote) -> paper.Quotation:
        speaker = quote.speaker or (self.pupil.name if quote.voice is Voice.PUPIL else quote.voice.label)
        return paper.Quotation(quote.words, speaker, day_of(quote.at), quote.context, quote.chosen)

    def attendance(self) -> paper.AttendanceContent | None:
        figures = self.progress
        shown = [period for period in figures.attendance_periods if self.may_see(period)]
        if not shown:
            return None
        return paper.AttendanceContent(
            now=paper.SessionCount(*figures.attendance_since),
            before=paper.SessionCount(*figures.attendance_before) if figures.attendance_before.possible else None,
            bars=tuple(
                paper.AttendanceBar(
                    label=_short_label(period.label_text), long_label=period.label_text,
                    attended=period.attended, possible=period.possible,
                    is_before=is_before(period, figures.opened_on), year=_school_year(period.started_on),
                )
                for period in shown[-9:]
            ),
        )

    def suspensions(self) -> paper.SuspensionContent:
        counted = self.progress.suspensions
        return paper.SuspensionContent(now=counted.since_case, before=counted.before_case, last=None)

    def thrive(self) -> paper.ThriveContent | None:
        scores = [score for score in self.progress.thrive if self.may_see(score)]
        if not scores:
            return None
        return paper.ThriveContent(
            strand=scores[-1].dimension, scored_by=scores[-1].assessor,
            points=tuple(paper.ThrivePoint(score.on, Decimal(score.value)) for score in scores[-6:]),
        )

    def goals(self) -> tuple[paper.GoalRow, ...]:
        rows = []
        for goal in self.progress.goals:
            if goal.latest is None or goal.first is None or not self.may_see(goal.goal):
                continue
            once = len(goal.ratings) == 1
            rows.append(paper.GoalRow(
                goal.goal.words, Decimal(goal.latest.value), None if once else Decimal(goal.first.value),
                None if once else goal.first.on, goal.latest.on,
            ))
        return tuple(rows)

    def asks(self) -> tuple[paper.AskRow, ...]:
        mine = {self.invitee.name.casefold(), self.invitee.organisation.casefold()} - {""}
        return tuple(
            paper.AskRow(ask.what, ask.why, ask.of_whom, ask.by, ask.of_whom.casefold() in mine)
            for ask in self.meeting.asks
        )

    def people(self) -> tuple[paper.CirclePerson, ...]:
        around = [
            paper.CirclePerson(person.called, person.presence or ("lives with" if person.lives_with else ""))
            for person in self.read.about(Person, self.pupil.id)
        ]
        return (*reversed(around), *(
            paper.CirclePerson(sibling.name, f"{sibling.age_on(self.today)}") for sibling in self.siblings()
        ))

    def siblings(self) -> list[Pupil]:
        if self.pupil.household_id is None:
            return []
        same_home = self.read.find(Pupil, equals("household_id", self.pupil.household_id), order="born_on")
        return [other for other in same_home if other.id != self.pupil.id]

    def agencies(self) -> tuple[paper.AgencyLine, ...]:
        involved = [
            i for i in self.read.about(Involvement, self.pupil.id) if i.ended_on is None and self.may_see(i)
        ]
        professionals = self.read.by_ids(Professional, [i.professional_id for i in involved if i.professional_id])
        organisations = self._organisations(involved, professionals)
        lines = []
        if self.worker is not None:
            detail = ", ".join(part for part in (self.worker.name, self.worker.phone) if part)
            lines.append(paper.AgencyLine("Back on Track", detail, "weekly"))
        for involvement in involved:
            professional = professionals.get(involvement.professional_id) if involvement.professional_id else None
            detail = ", ".join(
                part for part in (professional.name if professional else "", involvement.role) if part
            )
            name = organisations.get(involvement.id) or (professional.name if professional else involvement.role)
            lines.append(paper.AgencyLine(
                name, detail, OFTEN[involvement.frequency], involvement.waiting_since,
            ))
        return tuple(lines)

    def _organisations(
        self, involved: Sequence[Involvement], professionals: dict[UUID, Professional]
    ) -> dict[UUID, str]:
        of: dict[UUID, tuple[UUID | None, UUID | None]] = {}
        for involvement in involved:
            professional = professionals.get(involvement.professional_id) if involvement.professional_id else None
            of[involvement.id] = (
                professional.school_id if professional else None,
                involvement.agency_id or (professional.agency_id if professional else None),
            )
        schools = self.read.by_ids(School, [school for school, _ in of.values() if school])
        agencies = self.read.by_ids(Agency, [agency for _, agency in of.values() if agency])
        return {
            key: schools[school].name if school in schools else agencies[agency].name if agency in agencies else ""
            for key, (school, agency) in of.items()
        }

    def lead(self) -> str:
        """One sentence of facts, good and bad, since the last meeting."""
        latest = self.progress.attendance_latest
        said = []
        if latest is not None and latest.possible:
            said.append(f"{self.pupil.name} came to {latest.attended} of {latest.possible} sessions this half-term.")
        since = self.progress.suspensions.since_case
        said.append("No suspensions since we began." if not since else f"{since} sessions lost to suspension.")
        waiting = [row for row in self.advocacy() if row.state not in ("done", "agreed")]
        if waiting:
            said.append(
                "One thing that was asked for has not come yet." if len(waiting) == 1
                else f"{len(waiting)} things that were asked for have not come yet."
            )
        return " ".join(said)

    def asked_by(self) -> str:
        parent = next((p.called for p in self.read.about(Person, self.pupil.id) if p.lives_with), "")
        return f"{self.pupil.name} and {parent}" if parent else self.pupil.name

    def advocacy(self) -> tuple[paper.AdvocacyRow, ...]:
        issues = [issue for issue in self.read.about(AdvocacyIssue, self.pupil.id) if self.may_see(issue)]
        issues.sort(key=lambda issue: (not issue.is_open, issue.status == "agreed", issue.raised_on))
        return tuple(
            paper.AdvocacyRow(
                issue.wanted, issue.raised_with, issue.raised_on, issue.status.value,  # type: ignore[arg-type]
                issue.outcome or (issue.steps[-1].text if issue.steps else ""), issue.times_asked_again(),
            )
            for issue in issues
        )

    def contacts(self) -> tuple[paper.AgencyContactRow, ...]:
        notes = [
            note for note in self.read.about(Note, self.pupil.id, equals("note_kind", NoteKind.LIAISON), limit=200)
            if self.may_see(note) and day_of(note.at) >= self.since
        ]
        agencies = self.read.by_ids(Agency, [note.agency_id for note in notes if note.agency_id])
        people = self.read.by_ids(Professional, [i for note in notes for i in note.professional_ids])
        return tuple(
            paper.AgencyContactRow(
                day_of(note.at), agencies[note.agency_id].name if note.agency_id in agencies else "",
                ", ".join(people[i].name for i in note.professional_ids if i in people),
                _shortened(note.text), note.outcome, note.promised_by,
            )
            for note in reversed(notes)
        )

    def plan(self) -> TimeInPlan | None:
        return next(
            (p for p in self.read.about(TimeInPlan, self.pupil.id) if p.ended_on is None and self.may_see(p)), None
        )

    def sessions_lead(self, plan: TimeInPlan | None) -> str:
        if plan is None:
            return ""
        place = f", {plan.safe_place}" if plan.safe_place else ""
        return f"Plan version {plan.version}: key adult {plan.key_adult or 'not named yet'}{place}."

    def sessions(self) -> tuple[paper.SessionRow, ...]:
        sessions = [s for s in self.read.about(TimeInSession, self.pupil.id, limit=30) if self.may_see(s)]
        return tuple(
            paper.SessionRow(
                day_of(session.at), session.led_to_it,
                ", ".join(part for part in (session.key_adult, session.place) if part),
                session.arousal_before, session.arousal_after, _back(session),
                session.would_have_been_sessions, session.would_have_been_decided_by,
            )
            for session in sessions
        )

    def events(self) -> tuple[paper.EventRow, ...]:
        entries = [e for e in self.read.about(ChronologyEntry, self.pupil.id) if self.may_see(e)]
        return tuple(
            paper.EventRow(
                entry.on, entry.event, entry.source, entry.impact_text, entry.response,
                EFFECT[entry.impact], PRECISION[entry.precision],
            )
            for entry in reversed(entries)
        )

    def actions(self) -> tuple[paper.ActionRow, ...]:
        """What was agreed at or since the last meeting, and whatever is still open from before."""
        actions = [
            action for action in self.read.about(Action, self.pupil.id)
            if self.may_see(action) and not action.dropped_because
            and (action.is_open or (action.done_on is not None and action.done_on >= self.since))
        ]
        late_first = sorted(actions, key=lambda a: (-a.days_late(self.today), not a.is_open, a.due_on or date.max))
        return tuple(paper.ActionRow(a.what, a.owner, a.due_on, a.done_on) for a in late_first)

    def signatures(self) -> tuple[paper.SignatureLine, ...]:
        parent = next((i.name for i in self.meeting.invitees if i.audience is Audience.FAMILY), "")
        names = [(self.pupil.name, ""), (parent, ""), (self.meeting.chair, "chair")]
        if self.worker is not None:
            names.append((self.worker.name, "worker"))
        return tuple(paper.SignatureLine(name, role) for name, role in names if name)


def plan_content(
    plan: TimeInPlan, pupil: Pupil, frame: paper.PageFrame, audience: Audience
) -> paper.TimeInPlanContent:
    """A time-in plan as its page shows it."""
    def stage(one: Any) -> paper.Stage:
        return paper.Stage(one.see, one.do)

    adults = [f"{a.name}, {a.reach}" if a.reach else a.name for a in plan.adults]
    agreed = plan.agreed_on or frame.printed_at.date()
    return paper.TimeInPlanContent(
        frame=frame, known_as=pupil.name, pronouns=pupil.pronouns, version=plan.version, agreed_on=agreed,
        review_by=plan.review_on, key_adult=adults[0] if adults else "", backups=tuple(adults[1:3]),
        safe_place=plan.safe_place, safe_place_notes=(plan.place_note,) if plan.place_note else (),
        triggers=plan.triggers, unmet_need=plan.unmet_need, calm=stage(plan.calm), rising=stage(plan.rising),
        crisis=stage(plan.crisis), recovery=stage(plan.recovery), makes_it_worse=plan.makes_worse, say=plan.say,
        do_not_say=plan.do_not_say, activities=tuple(paper.Activity(a.name, a.needs) for a in plan.activities),
        repair=plan.restorative_step,
        quote=paper.Quotation(plan.pupil_words, pupil.name, agreed) if plan.pupil_words else None,
        signatures=tuple(paper.SignatureLine(s.name, s.role) for s in plan.signatures),
        family_copy=audience is Audience.FAMILY,
    )


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_SAID:
        return text
    return text[:LONGEST_SAID].rsplit(" ", 1)[0] + " …"


def _short_label(label: str) -> str:
    """"Autumn 1 2025/26" as "Aut 1"."""
    words = label.split()
    return " ".join([words[0][:3], *words[1:2]]) if len(words) > 1 else label


def _school_year(day: date) -> str:
    start = day.year if day.month >= 9 else day.year - 1
    return f"{start}/{(start + 1) % 100:02}"


def _back(session: TimeInSession) -> str:
    if session.back_in_class_at is None:
        return ""
    day = "same day" if session.back_same_day() else "next day"
    return f"{day}, {say_time(session.back_in_class_at)}"
