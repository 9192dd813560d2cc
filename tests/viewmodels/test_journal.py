"""A journal as it is read: in pages, by kind, by words, with amendments said and actions ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ontrack_desktop.domain.advocacy import AdvocacyIssue, Step
from ontrack_desktop.domain.agencies import Agency, Professional
from ontrack_desktop.domain.behaviour import TimeInSession
from ontrack_desktop.domain.choices import AdvocacyStatus, AgencySector, NoteKind
from ontrack_desktop.domain.notes import Action, Note
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import notes, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.journal import JournalModel
from ontrack_desktop.viewmodels.journal_lines import without_own_lines
from tests.conftest import Clock
from tests.factories import NOW, TODAY, a_note, a_person, a_pupil, a_quote, a_worker, an_id

Keep = Callable[..., None]


def shown(desk: Desk, pupil: Pupil, *, all_years: bool = False) -> JournalModel:
    model = JournalModel(desk)
    model.show_pupil(pupil.id)
    if all_years:
        model.set_this_year(False)
    return model


def titles(model: JournalModel) -> list[str]:
    return [line.title for line in model.lines]


def test_it_comes_in_pages_and_each_month_is_said_once(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    keep(*(a_note(pupil, at=NOW - timedelta(days=day), text=f"Day {day}.") for day in range(120)))
    model = shown(desk, pupil, all_years=True)
    assert (len(model.lines), model.has_more) == (50, True)
    added: list[int] = []
    model.lines_added.connect(lambda lines: added.append(len(lines)))
    model.more()
    model.more()
    model.more()
    assert added == [50, 20]
    assert [line.text for line in model.lines] == [f"Day {day}." for day in range(120)]
    # 4 November less 119 days is 8 July.
    months = [line.month_heading for line in model.lines if line.month_heading]
    assert months == ["November", "October", "September", "August", "July"]


def test_this_school_year_is_what_is_shown_first(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    # Midnight of 1 September in London is 23:00 UTC of 31 August.
    last, first = datetime(2026, 8, 31, 22, 59, tzinfo=UTC), datetime(2026, 8, 31, 23, 0, tzinfo=UTC)
    keep(a_note(pupil, at=last, text="Before."), a_note(pupil, at=first, text="After."))
    model = shown(desk, pupil)
    assert [line.text for line in model.lines] == ["After."]
    model.set_this_year(False)
    assert [line.text for line in model.lines] == ["After.", "Before."]


def test_chips_let_kinds_through_and_sessions_stand_among_the_notes(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    keep(
        a_note(pupil, note_kind=NoteKind.PHONE),
        a_note(pupil, note_kind=NoteKind.ADVOCACY, at=NOW - timedelta(hours=1)),
        TimeInSession(
            id=an_id(), pupil_ids=(pupil.id,), at=NOW - timedelta(hours=2), ended_at=NOW - timedelta(hours=1),
            led_to_it="Walked out of maths.", key_adult="Ms Oakden", pupil_feedback="I fed the hens.",
            back_in_class_at=NOW,
        ),
        a_note(pupil, at=NOW - timedelta(hours=3)),
    )  # fmt: skip
    model = shown(desk, pupil)
    assert titles(model) == ["Phone call", "Advocacy", "Time in", "Home visit"]
    session = model.lines[2]
    assert session.facts == "Wed 4 Nov, 08:00 · 1 h · with Ms Oakden"
    assert (session.quotes, session.chips) == (
        ("“I fed the hens.”",), (("good", "check", "Back in class the same day"),),
    )  # fmt: skip
    for names, wanted in (
        (["time_in"], ["Time in"]), (["time_in", "calls"], ["Phone call", "Time in"]), (["visits"], ["Home visit"]),
        (["advocacy"], ["Advocacy"]),
    ):  # fmt: skip
        for name in names:
            model.set_filter(name, True)
        assert titles(model) == wanted
        for name in names:
            model.set_filter(name, False)
    assert len(model.lines) == 4


def test_words_find_a_note_by_its_text_a_quote_or_an_action_of_this_pupil_only(
    desk: Desk, keep: Keep, pupil: Pupil
) -> None:
    other = a_pupil()
    by_text = a_note(pupil, text="The lambing shed.")
    by_quote = a_note(pupil, text="Talked.", at=NOW - timedelta(days=1))
    by_action = a_note(pupil, text="Planned.", at=NOW - timedelta(days=2))
    keep(
        other, by_text, by_quote, by_action, a_note(other, text="The lambing shed too."), a_note(pupil, text="No."),
        a_quote(pupil, words="I held the lamb.", note_id=by_quote.id),
        Action(id=an_id(), pupil_ids=(pupil.id,), what="Ask about lambs", source_id=by_action.id),
    )  # fmt: skip
    model = shown(desk, pupil)
    model.search("lamb")
    assert [line.id for line in model.lines] == [str(note.id) for note in (by_text, by_quote, by_action)]
    model.set_filter("calls", True)
    assert model.lines == []
    model.set_filter("calls", False)
    model.search('" OR NEAR(')
    assert model.lines == []
    model.search("")
    assert len(model.lines) == 4


def test_a_note_says_who_when_and_what_came_of_it(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    clinic = Agency(id=an_id(), name="Quillet Clinic", sector=AgencySector.HEALTH)
    howe = Professional(id=an_id(), name="Mr Howe", agency_id=clinic.id)
    mum = a_person(pupil)
    issue = AdvocacyIssue(
        id=an_id(), pupil_ids=(pupil.id,), wanted="An assessment", raised_on=TODAY,
        steps=(Step(on=TODAY, text="Asked.", status=AdvocacyStatus.RAISED),),
    )  # fmt: skip
    call = a_note(
        pupil, note_kind=NoteKind.PHONE, at=datetime(2026, 10, 27, 9, 35, tzinfo=UTC), minutes=12,
        professional_ids=(howe.id,), agency_id=clinic.id, outcome="Refused at triage", promise="Reason in writing",
        promised_by=date(2026, 10, 31), advocacy_id=issue.id,
    )  # fmt: skip
    visit = a_note(
        pupil, at=datetime(2026, 10, 21, 9, 0, tzinfo=UTC), minutes=60, person_ids=(mum.id,), seen_ids=(pupil.id,),
        seen_alone_ids=(pupil.id,), text="Mum up and dressed.\n“I made the tea.”\nWe filled in the card.",
    )  # fmt: skip
    keep(clinic, howe, mum, issue, call, visit, a_quote(pupil, words="I made the tea.", note_id=visit.id),
         Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", owner="Dee Marlow", source_id=visit.id,
                due_on=date(2026, 11, 1)))  # fmt: skip
    on_the_phone, at_home = shown(desk, pupil).lines
    assert (on_the_phone.title, on_the_phone.facts) == (
        "Call with Quillet Clinic", "Tue 27 Oct, 09:35 · 12 min · Mr Howe",
    )  # fmt: skip
    assert on_the_phone.chips == (
        ("alert", "", "Refused at triage"), ("primary", "megaphone", "Advocacy: raised"),
        ("warn", "", "Chase Sat 31 Oct"),
    )  # fmt: skip
    # 09:00 UTC is 10:00 in London until the clocks go back on 25 October.
    assert at_home.facts == f"Wed 21 Oct, 10:00 · 1 h · with {pupil.name}, Mum · seen, seen alone"
    assert (at_home.text, at_home.quotes) == ("Mum up and dressed.\nWe filled in the card.", ("“I made the tea.”",))
    assert at_home.actions == ((False, "Ring the farm · Dee Marlow · 3 days late"),)


def test_a_restricted_note_of_somebody_else_is_a_line_without_words(
    desk: Desk, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    other = a_worker(name="Kay Underwood")
    keep(other)
    note = a_note(pupil, restricted=True)
    with workspace.store.work(other.id, NOW) as work:
        notes.save_note(work, note=note)
        work.commit()
    model = shown(desk, pupil)
    line = model.lines[0]
    assert line.restricted
    assert line.text == "Restricted. Only Kay Underwood and named people can read this."
    assert note.text not in str(line)
    assert not model.open(str(note.id))
    model.search("xylophone")
    assert model.lines == []


def test_an_amendment_is_said_and_earlier_versions_can_be_read(
    desk: Desk, workspace: Workspace, keep: Keep, pupil: Pupil, clock: Clock
) -> None:
    note = a_note(pupil, at=NOW - timedelta(days=3))
    keep(note)
    clock.now = NOW + timedelta(days=1)
    kept = workspace.query(lambda read: read.get(Note, note.id))
    workspace.change(lambda work: records.save(work, amended(kept, at=NOW - timedelta(days=2))))
    model = shown(desk, pupil)
    assert model.lines[0].footnote == "Amended Thu 5 Nov: time corrected"
    assert model.open(str(note.id))
    assert [(version.at, by) for version, by in model.opened_versions] == [
        (NOW - timedelta(days=2), "Dee Marlow"), (NOW - timedelta(days=3), "Dee Marlow"),
    ]  # fmt: skip


def test_ticking_an_action_shows_at_once_and_keeps_the_place(
    desk: Desk, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil)
    action = Action(id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id)
    keep(note, action)
    model = shown(desk, pupil)
    model.open(str(note.id))
    again: list[bool] = []
    model.lines_changed.connect(again.append)
    model.tick_action(action.id, True)
    assert again == [True]
    assert model.lines[0].actions == ((True, "Ring the farm · done Wed 4 Nov"),)
    assert model.opened is not None
    assert model.opened.actions[0].done_on == TODAY
    model.tick_action(action.id, False)
    assert workspace.query(lambda read: read.get(Action, action.id)).is_open


def test_a_tick_is_undone_with_the_day_that_the_action_had(
    desk: Desk, workspace: Workspace, keep: Keep, pupil: Pupil
) -> None:
    note = a_note(pupil)
    action = Action(
        id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id, done_on=TODAY - timedelta(days=2)
    )
    keep(note, action)
    model = shown(desk, pupil)
    told: list[str] = []
    model.told.connect(told.append)
    model.tick_action(action.id, False)
    assert workspace.query(lambda read: read.get(Action, action.id)).is_open
    model.undo_tick()
    assert workspace.query(lambda read: read.get(Action, action.id)).done_on == TODAY - timedelta(days=2)
    model.undo_tick()
    assert told == ["Open again: Ring the farm (Ctrl+Z undoes it)", "As it was before: Ring the farm"]


def test_an_action_that_was_dropped_says_why_and_cannot_be_ticked(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    note = a_note(pupil)
    dropped = Action(
        id=an_id(), pupil_ids=(pupil.id,), what="Ring the farm", source_id=note.id, dropped_because="The farm has shut"
    )
    keep(note, dropped)
    line = shown(desk, pupil).lines[0]
    assert line.actions == ((True, "Ring the farm · dropped: The farm has shut"),)
    assert line.action_ids == ("",)


def test_only_what_concerns_this_pupil_is_read_again(desk: Desk, keep: Keep, pupil: Pupil) -> None:
    model = shown(desk, pupil)
    again: list[bool] = []
    model.lines_changed.connect(again.append)
    other = a_pupil()
    keep(other)
    keep_through = desk.background.change
    keep_through(lambda work: notes.save_note(work, note=a_note(other)), owner=model)
    assert again == []
    keep_through(lambda work: notes.save_note(work, note=a_note(pupil)), owner=model)
    assert (again, len(model.lines)) == ([True], 1)


def test_a_quote_inside_a_sentence_stays_in_it() -> None:
    text = "She said “I can do it” and laughed. I like it here. Then home."
    assert without_own_lines(text, ["I can do it", "I like it here."]) == (
        "She said “I can do it” and laughed. Then home."
    )

