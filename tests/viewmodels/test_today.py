"""The morning: what is due is there and said kindly, what is not mine stays away, and its cost does not grow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.behaviour import Adult, TimeInPlan
from ontrack_desktop.domain.choices import (
    AdvocacyStatus,
    AgencySector,
    Audience,
    MeetingType,
    NoteKind,
    QuoteConsent,
    Voice,
)
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.meetings import Consent, Invitee, Meeting
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.services import drafts, notes, records
from ontrack_desktop.services.today import today
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm
from ontrack_desktop.viewmodels.today import TodayModel
from tests import factories
from tests.caseload import Keep, Work, a_case, a_held_pupil, an_action, at, counted, on
from tests.conftest import Clock


@pytest.fixture
def model(desk: Desk) -> TodayModel:
    return TodayModel(desk)


def said(model: TodayModel) -> list[tuple[str, str, str]]:
    """(pupil, text, trailing) of the promised and due."""
    return [(line.lead, line.text, line.trailing) for line in model.due()]


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(7, "Good morning, Dee"), (12, "Good afternoon, Dee"), (17, "Good afternoon, Dee"), (18, "Good evening, Dee")],
)
def test_the_greeting_follows_the_clock_in_london(model: TodayModel, clock: Clock, hour: int, greeting: str) -> None:
    clock.now = datetime(2026, 11, 4, hour, 0, tzinfo=UTC)
    assert model.greeting() == greeting
    clock.now = datetime(2026, 7, 4, 11, 30, tzinfo=UTC)  # half past twelve, British Summer Time
    assert model.greeting() == "Good afternoon, Dee"


def test_what_is_late_comes_first_and_is_said_kindly(model: TodayModel, keep: Keep, worker: Worker) -> None:
    rosie = a_held_pupil(keep, worker, "Rosie")
    keep(
        an_action(rosie, "Send the quiet-room note", on(2)),
        an_action(rosie, "Ring the college", on(-3)),
        an_action(rosie, "Post the form", on(-1)),
        an_action(rosie, "Buy wool", on(1)),
        an_action(rosie, "Far away", on(8)),
        an_action(rosie, "Some day", None),
        an_action(rosie, "Long done", on(-5), done_on=on(-6)),
        an_action(rosie, "Not needed", on(-5), dropped_because="The college did it"),
        an_action(rosie, "Home visit", on(0)),
    )
    model.load()
    assert said(model) == [
        ("Rosie", "Ring the college", "3 days late"),
        ("Rosie", "Post the form", "1 day late"),
        ("Rosie", "Buy wool", "tomorrow"),
        ("Rosie", "Send the quiet-room note", "Fri 6 Nov"),
    ]
    assert [line.text for line in model.on_today()] == ["Home visit"]
    assert model.summary() == "Wednesday 4 November · 1 thing to do today, 4 things promised or due"


def test_promises_chases_and_reviews_stand_there_until_they_are_done(
    model: TodayModel, keep: Keep, worker: Worker, workspace: Workspace
) -> None:
    aaliyah = a_held_pupil(keep, worker, "Aaliyah")
    camhs = Agency(id=factories.an_id(), name="CAMHS", sector=AgencySector.HEALTH)
    promised = factories.a_note(
        aaliyah, note_kind=NoteKind.LIAISON, agency_id=camhs.id, promise="a date by Sunday", promised_by=on(-3)
    )
    kept = factories.a_note(
        aaliyah, note_kind=NoteKind.LIAISON, agency_id=camhs.id, promise="a letter", promised_by=on(-9),
        promise_kept_on=on(-8),
    )
    wanted = AdvocacyIssue(
        id=factories.an_id(), pupil_ids=(aaliyah.id,), wanted="a reader", raised_on=on(-40),
        raised_with="the exam office", chase_on=on(-1),
    )
    given = AdvocacyIssue(
        id=factories.an_id(), pupil_ids=(aaliyah.id,), wanted="a locker", raised_on=on(-40), chase_on=on(-1),
        steps=(Step(on=on(-2), text="Given", status=AdvocacyStatus.DONE),),
    )
    plan = TimeInPlan(
        id=factories.an_id(), pupil_ids=(aaliyah.id,), agreed_on=on(-30), review_on=on(0),
        adults=(Adult(name="Ms Bright"),),
    )
    keep(camhs, promised, kept, wanted, given, plan)
    model.load()
    assert said(model) == [
        ("Aaliyah", "CAMHS promised: a date by Sunday", "3 days late"),
        ("Aaliyah", "Chase the exam office: a reader", "1 day late"),
        ("Aaliyah", "Time-in plan review with Ms Bright", "today"),
    ]
    assert [line.section for line in model.due()] == ["journal", "advocacy", "plans"]
    now_kept = promised.model_copy(update={"version": 1, "promise_kept_on": on(0)})
    model._desk.background.change(lambda work: records.save(work, now_kept), owner=model)
    assert model.due()[0].text == "Chase the exam office: a reader"


def test_only_my_own_caseload_and_what_i_took_on_is_here(
    model: TodayModel, keep: Keep, worker: Worker
) -> None:
    other = factories.a_worker(name="Sam Reyes")
    keep(other)
    theirs = a_held_pupil(keep, other, "Kit")
    closed = factories.a_pupil(legal_forename="Gus")
    keep(closed, a_case(closed, worker, closed_on=on(-10)))
    keep(
        an_action(theirs, "Sam's own errand", on(-1), worker_id=other.id),
        an_action(theirs, "Lend the wool", on(-1), worker_id=worker.id),
        an_action(closed, "Nobody's errand any more", on(-1)),
    )
    model.load()
    assert said(model) == [("Kit", "Lend the wool", "1 day late")]


def test_what_is_restricted_to_others_is_not_shown(
    model: TodayModel, keep: Keep, worker: Worker, store: Store, clock: Clock
) -> None:
    rosie = a_held_pupil(keep, worker, "Rosie")
    other = factories.a_worker(name="Sam Reyes")
    keep(other)
    hidden = an_action(rosie, "Speak to the police", on(-1), restricted=True)
    Workspace(store, other.id, clock).change(lambda work: records.save(work, hidden))
    model.load()
    assert model.due() == []


def test_the_next_meeting_says_what_is_there_and_what_is_missing(
    model: TodayModel, keep: Keep, worker: Worker
) -> None:
    rosie = a_held_pupil(keep, worker, "Rosie")
    farm = Agency(id=factories.an_id(), name="Hill Farm", sector=AgencySector.PROVIDER)
    tom = Professional(id=factories.an_id(), name="Tom King", agency_id=farm.id)
    keep(
        farm, tom,
        factories.a_quote(rosie, at=at(-4), consent=QuoteConsent.MEETING),
        factories.a_quote(rosie, at=at(-1), voice=Voice.PARENT, speaker="Mum"),
        factories.a_quote(rosie, at=at(-49), voice=Voice.SCHOOL, consent=QuoteConsent.MEETING),
        Consent(
            id=factories.an_id(), pupil_ids=(rosie.id,), given_by="Mum", purpose="The pack", recipient="Tom King",
            professional_id=tom.id, given_on=on(-60),
        ),
        Consent(
            id=factories.an_id(), pupil_ids=(rosie.id,), given_by="Mum", purpose="The pack",
            recipient="Mr Patel", given_on=on(-60), withdrawn_on=on(-2),
        ),
        Meeting(
            id=factories.an_id(), pupil_ids=(rosie.id,), meeting_type=MeetingType.TEAM_AROUND_FAMILY,
            at=at(2) + timedelta(hours=4), place="at the hub",
            invitees=(
                Invitee(name="Mum", audience=Audience.FAMILY),
                Invitee(name="Tom King", audience=Audience.PROVIDER, professional_id=tom.id),
                Invitee(name="Mr Patel", audience=Audience.SCHOOL),
                Invitee(name="Dr Nair", audience=Audience.HEALTH, gets_copy=False),
            ),
        ),
    )
    model.load()
    card = model.meeting()
    assert card is not None
    assert (card.title, card.near) == ("Friday’s meeting", "in 2 days")
    assert card.where == "Rosie · Team around the family, review · 14:00, at the hub"
    ready = [sentence for is_ready, sentence in card.ready if is_ready]
    missing = [sentence for is_ready, sentence in card.ready if not is_ready]
    assert any("Rosie’s words" in sentence for sentence in ready)
    assert any("school’s view is 7 weeks old" in sentence for sentence in missing)
    assert any("Mr Patel" in sentence for sentence in missing)
    assert not any(name in " ".join(missing) for name in ("Tom King", "Dr Nair"))
    assert model.summary() == "Wednesday 4 November · a meeting on Friday"


def test_who_was_not_seen_for_longest_stands_first_with_how_old_their_words_are(
    model: TodayModel, keep: Keep, worker: Worker
) -> None:
    for name, days in {"Josh": 24, "Mina": 19, "Leo": 17, "Sam": 12, "Tia": 3}.items():
        pupil = a_held_pupil(keep, worker, name)
        keep(factories.a_note(pupil, at=at(-days), seen_ids=(pupil.id,)), factories.a_note(pupil, at=at(-1)))
        keep(factories.a_quote(pupil, at=at(-41 if name == "Josh" else -days)))
    model.load()
    assert [(tile.name, tile.words) for tile in model.unseen()] == [
        ("Josh", "24 days, voice 41 days"), ("Mina", "19 days"), ("Leo", "17 days"),
    ]
    a_held_pupil(keep, worker, "Wren")
    model.load()
    assert (model.unseen()[0].name, model.unseen()[0].words) == ("Wren", "not seen yet, no words yet")


def test_what_i_was_writing_can_be_carried_on(
    model: TodayModel, keep: Keep, worker: Worker, workspace: Workspace, clock: Clock
) -> None:
    callum = a_held_pupil(keep, worker, "Callum")
    clock.now = factories.NOW - timedelta(minutes=9)
    draft = Draft(
        id=factories.an_id(), form="note", title="Home visit, Callum", pupil_id=callum.id,
        state={"text": "Met at the door by Gran.", "kind": "home_visit"},
    )
    workspace.change(lambda work: drafts.keep(work, draft=draft))
    clock.now = factories.NOW
    model.load()
    line = model.drafts()[0]
    assert (line.id, line.title, line.when) == (draft.id, "Home visit, Callum", "9 minutes ago")
    assert line.excerpt == "Met at the door by Gran."


def test_words_that_a_pupil_asked_to_keep_between_us_are_not_put_on_the_page(
    model: TodayModel, keep: Keep, worker: Worker
) -> None:
    rosie, josh = a_held_pupil(keep, worker, "Rosie"), a_held_pupil(keep, worker, "Josh")
    keep(
        factories.a_quote(rosie, words="I held the lamb.", at=at(-2), context="at the farm"),
        factories.a_quote(josh, words="Do not tell.", at=at(-1), consent=QuoteConsent.NO),
    )
    model.load()
    assert model.quote() == (rosie.id, "I held the lamb.", "Rosie, at the farm, 2 days ago")


def test_the_page_reads_itself_again_when_something_due_is_done(
    model: TodayModel, keep: Keep, worker: Worker, desk: Desk
) -> None:
    action = an_action(a_held_pupil(keep, worker, "Rosie"), "Ring the college", on(0))
    keep(action)
    model.load()
    assert len(model.on_today()) == 1
    desk.background.change(
        lambda work: notes.tick_action(work, action_id=action.id, done_on=date(2026, 11, 4)), owner=model
    )
    assert model.on_today() == []


def test_a_new_vault_offers_to_add_the_first_pupil(model: TodayModel) -> None:
    model.load()
    assert model.is_new_vault
    assert not model.has_caseload
    forms: list[object] = []
    model.form_ready.connect(forms.append)
    model.add_pupil()
    assert isinstance(forms[0], NewPupilForm)


def test_the_cost_does_not_grow_with_pupils_of_others(
    keep: Keep, worker: Worker, workspace: Workspace, store: Store
) -> None:
    mine = a_held_pupil(keep, worker, "Rosie")
    keep(
        an_action(mine, "Ring", on(0)), factories.a_quote(mine), factories.a_note(mine, seen_ids=(mine.id,)),
        Meeting(id=factories.an_id(), pupil_ids=(mine.id,), meeting_type=MeetingType.EHC_REVIEW, at=at(1)),
    )
    other = factories.a_worker(name="Sam Reyes")
    keep(other)

    def add_others(count: int) -> None:
        for number in range(count):
            pupil = a_held_pupil(keep, other, f"Other{number}")
            keep(
                an_action(pupil, "Ring", on(-1)), factories.a_quote(pupil, at=at(-1)),
                factories.a_note(pupil, promise="a call", promised_by=on(-1), seen_ids=(pupil.id,)),
                Meeting(
                    id=factories.an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.EHC_REVIEW, at=at(1)
                ),
            )

    def work() -> Work:
        """What the question costs once its statements are prepared."""
        workspace.query(lambda read: today(read, now=factories.NOW))
        with counted(store) as done:
            workspace.query(lambda read: today(read, now=factories.NOW))
        return done

    add_others(5)
    few = work()
    add_others(45)
    many = work()
    assert many.statements == few.statements
    # a search in an index looks at one row more where somebody else's follows the last that it wants
    assert many.steps <= few.steps + few.statements
    assert few.statements <= 20
