"""The single pages: a time-in plan to be read in a corridor, and a card for a visit to one household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.choices import Audience, NoteKind, SharingBasis, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.when import day_of, local
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import equals

from .pack_record import plan_content
from .pack_source import MARKING
from .packs import safe_reference
from .papers import Paper
from .progress import current_case
from .sharing import Basis
from .workspace import Reader

QUESTIONS = (
    "What has gone well since we last spoke?", "What is on your mind?", "What shall I say for you, and to whom?"
)
MOST_PROMISES = 4
PLAN, CARD = "Time-in plan", "Home-visit card"
OUR_WORK = Basis(SharingBasis.PUBLIC_TASK, "For our own work with this family.")
PLAN_AGREED = Basis(SharingBasis.CONSENT)
PLAN_IN_SCHOOL = Basis(SharingBasis.PUBLIC_TASK, "So that the adults around the pupil know what helps.")


@dataclass(frozen=True)
class Page:
    """A page that is not drawn yet, and for whom it is."""

    what: str
    content: paper.TimeInPlanContent | paper.VisitCardContent
    pupil_id: UUID
    reader: Audience | None
    basis: Basis
    day: date
    plan_id: UUID | None = None


def time_in_plan(
    read: Reader, *, plan_id: UUID, recipient: str, for_family: bool, now: datetime
) -> Page:
    """The page of a time-in plan; raises `NotFound`."""
    plan = read.get(TimeInPlan, plan_id)
    if not plan.may_be_read_by(read.worker_id):
        raise OnTrackError("This plan is restricted.", "Ask the person who wrote it to print it.")
    pupil = read.get(Pupil, plan.pupil_ids[0])
    audience = Audience.FAMILY if for_family else Audience.SCHOOL
    content = plan_content(plan, pupil, _frame(read, pupil, recipient, now), audience)
    basis = PLAN_AGREED if for_family or plan.parent_agrees else PLAN_IN_SCHOOL
    return Page(PLAN, content, pupil.id, audience, basis, day_of(now), plan.id)


def visit_card(
    read: Reader, *, pupil_id: UUID, visit_at: datetime, ring_in_by: datetime | None, ring_in_to: str, now: datetime
) -> Page:
    """The card of the household that a pupil lives in: safety, promises and open actions of all its children.

    Raises `OnTrackError` where an address must not be printed, or is not known.
    """
    pupil = read.get(Pupil, pupil_id)
    household = read.maybe(Household, pupil.household_id)
    if household is None:
        raise OnTrackError("There is no address for this pupil yet.", "Add the home under People and agencies.")
    children = read.find(Pupil, equals("household_id", household.id), order="born_on")
    if any(child.safe_address for child in children):
        raise OnTrackError("This address is not printed, to keep the family safe.", "Read it on the screen instead.")
    me = read.maybe(Worker, read.worker_id)
    adults = read.find(Person, equals("household_id", household.id))
    last_visit = next(iter(read.about(Note, pupil_id, equals("note_kind", NoteKind.HOME_VISIT), limit=1)), None)
    open_actions = [
        (child, action) for child in children for action in read.about(Action, child.id)
        if action.is_open and action.may_be_read_by(read.worker_id)
    ]
    mine = {action.id: action for _, action in open_actions if action.worker_id == read.worker_id}
    today = day_of(visit_at)
    content = paper.VisitCardContent(
        frame=_frame(read, pupil, me.name if me else "", now),
        household_reference=household.id.hex[-4:].upper(),
        address=", ".join([*household.address.splitlines(), household.postcode]).rstrip(", "),
        address_notes=household.directions,
        visit_at=local(visit_at),
        ring_in_by=local(ring_in_by) if ring_in_by else None,
        ring_in_to=ring_in_to,
        finder_number=me.phone if me else "",
        quote=_newest_words(read, pupil),
        safety=(*household.safety_notes, *(("Two workers.",) if household.two_workers else ())),
        safety_checked=household.safety_checked_on,
        safety_again=household.safety_review_on,
        residents=(
            *(paper.Resident(a.called, a.safe_contact or a.phone) for a in adults if a.lives_with),
            *(paper.Resident(c.name, "", c.age_on(today), True, c.initials) for c in reversed(children)),
        ),
        also_there=", ".join(f"{a.called}, {a.presence}" for a in adults if not a.lives_with and a.presence),
        promised_on=day_of(last_visit.at) if last_visit else None,
        promises=tuple(paper.Promise(action.what) for action in list(mine.values())[:MOST_PROMISES]),
        open_actions=tuple(
            paper.Promise(action.what, action.owner, child.name)
            for child, action in open_actions if action.id not in mine
        ),
        questions=QUESTIONS,
    )
    return Page(CARD, content, pupil.id, None, OUR_WORK, today)


def finish(page: Page) -> Paper:
    """The page as a PDF, in memory."""
    from ontrack_desktop.reports import home_visit_card, pdf, time_in_plan  # they load when paper is first wanted

    content, frame = page.content, page.content.frame
    if isinstance(content, paper.TimeInPlanContent):
        document = time_in_plan.render(content)
    else:
        document = home_visit_card.render(content)
    kind = page.what.lower().replace(" ", "-")
    return Paper(
        document, pdf.page_count(document), f"{safe_reference(frame.case_reference)}-{kind}-{page.day}.pdf",
        page.what, page.pupil_id, frame.recipient, page.reader, page.basis, plan_id=page.plan_id,
        mark=frame.ledger_head,
    )


def _newest_words(read: Reader, pupil: Pupil) -> paper.Quotation | None:
    shared = [q for q in read.about(Quote, pupil.id) if q.voice is Voice.PUPIL and q.may_be_shared()]
    quote = next((quote for quote in shared if not quote.restricted), None)
    return paper.Quotation(quote.words, quote.speaker or pupil.name, day_of(quote.at)) if quote else None


def _frame(read: Reader, pupil: Pupil, recipient: str, now: datetime) -> paper.PageFrame:
    case = current_case(read, pupil_id=pupil.id)
    return paper.PageFrame(
        marking=MARKING, case_reference=case.reference if case else "no-case", initials=pupil.initials,
        recipient=recipient, printed_at=local(now), ledger_head=read.head().mark(),
    )
