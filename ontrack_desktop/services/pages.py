"""The single pages: a time-in plan to be read in a corridor, and a card for a visit to one household."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.choices import Audience, NoteKind, Voice
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.when import day_of, local
from ontrack_desktop.reports import content as paper
from ontrack_desktop.store.filters import equals

from .packs import MARKING, plan_content
from .progress import current_case
from .workspace import Reader

QUESTIONS = (
    "What has gone well since we last spoke?", "What is on your mind?", "What shall I say for you, and to whom?"
)
MOST_PROMISES = 4


def time_in_plan(read: Reader, *, plan_id: UUID, recipient: str, now: datetime) -> paper.TimeInPlanContent:
    """The page of a time-in plan; raises `NotFound`."""
    plan = read.get(TimeInPlan, plan_id)
    pupil = read.get(Pupil, plan.pupil_ids[0])
    return plan_content(plan, pupil, _frame(read, pupil, recipient, now), Audience.SCHOOL)


def render_plan(content: paper.TimeInPlanContent) -> bytes:
    from ontrack_desktop.reports import time_in_plan as page  # reportlab loads when paper is first wanted

    return page.render(content)


def visit_card(
    read: Reader, *, pupil_id: UUID, visit_at: datetime, ring_in_by: datetime | None, ring_in_to: str, now: datetime
) -> paper.VisitCardContent:
    """The card of the household that a pupil lives in: safety, promises and open actions of all its children.

    Raises `OnTrackError` where an address must not be printed, or is not known.
    """
    pupil = read.get(Pupil, pupil_id)
    household = read.maybe(Household, pupil.household_id)
    if household is None:
        raise OnTrackError("There is no address for this pupil yet.", "Add the household under People and agencies.")
    children = read.find(Pupil, equals("household_id", household.id), order="born_on")
    if any(child.safe_address for child in children):
        raise OnTrackError("This address is not printed, to keep the family safe.", "Read it on the screen instead.")
    me = read.maybe(Worker, read.worker_id)
    adults = read.find(Person, equals("household_id", household.id))
    last_visit = next(
        (n for n in read.about(Note, pupil_id, equals("note_kind", NoteKind.HOME_VISIT), limit=1)), None
    )
    open_actions = [
        (child, action) for child in children for action in read.about(Action, child.id) if action.is_open
    ]
    mine = {action.id: action for _, action in open_actions if action.worker_id == read.worker_id}
    quote = next(
        (q for q in read.about(Quote, pupil_id) if q.voice is Voice.PUPIL and q.may_be_shared() and not q.restricted),
        None,
    )
    today = day_of(visit_at)
    return paper.VisitCardContent(
        frame=_frame(read, pupil, me.name if me else "", now),
        household_reference=household.id.hex[-4:].upper(),
        address=", ".join([*household.address.splitlines(), household.postcode]).rstrip(", "),
        address_notes=household.directions,
        visit_at=local(visit_at),
        ring_in_by=local(ring_in_by) if ring_in_by else None,
        ring_in_to=ring_in_to,
        finder_number=me.phone if me else "",
        quote=paper.Quotation(quote.words, quote.speaker or pupil.name, day_of(quote.at)) if quote else None,
        safety=(*household.safety_notes, *(("Two workers.",) if household.two_workers else ())),
        safety_checked=household.safety_checked_on,
        safety_again=household.safety_review_on,
        residents=(
            *(paper.Resident(a.called, a.safe_contact or a.phone) for a in adults if a.lives_with),
            *(paper.Resident(c.name, "", c.age_on(today), True, c.initials) for c in reversed(children)),
        ),
        also_there=", ".join(f"{a.called}, {a.presence}" for a in adults if not a.lives_with and a.presence),
        promised_on=day_of(last_visit.at) if last_visit else None,
        promises=tuple(paper.Promise(a.what) for a in list(mine.values())[:MOST_PROMISES]),
        open_actions=tuple(
            paper.Promise(action.what, action.owner, child.name)
            for child, action in open_actions if action.id not in mine
        ),
        questions=QUESTIONS,
    )


def render_card(content: paper.VisitCardContent) -> bytes:
    from ontrack_desktop.reports import home_visit_card as page  # reportlab loads when paper is first wanted

    return page.render(content)


def _frame(read: Reader, pupil: Pupil, recipient: str, now: datetime) -> paper.PageFrame:
    case = current_case(read, pupil_id=pupil.id)
    return paper.PageFrame(
        marking=MARKING, case_reference=case.reference if case else "", initials=pupil.initials,
        recipient=recipient, printed_at=local(now), ledger_head=read.head().mac.hex(),
    )
