"""The chronology: order, late entries, and suggestions that are promoted by hand (DOMAIN 4.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from ontrack_desktop.domain.choices import Impact, Precision
from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import chronology
from ontrack_desktop.services.chronology import ChronologyPage
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from tests import factories
from tests.conftest import Clock
from tests.rosie import Rosie


def page(workspace: Workspace, pupil: Pupil) -> ChronologyPage:
    return workspace.query(partial(chronology.chronology_page, pupil_id=pupil.id, today=factories.TODAY))


def an_entry(pupil: Pupil, **values: Any) -> ChronologyEntry:
    return ChronologyEntry(**{
        "id": factories.an_id(), "pupil_ids": (pupil.id,), "on": factories.TODAY, "event": "Something happened.",
        "source": "The register", **values,
    })


def test_events_stand_by_the_day_of_the_event_the_newest_first(workspace: Workspace, rosie: Rosie) -> None:
    assert [each.entry.on for each in page(workspace, rosie.pupil).events] == [
        date(2026, 11, 2), date(2026, 7, 10), date(2025, 10, 1),
    ]


def test_of_one_day_what_was_written_down_last_stands_first(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None], clock: Clock
) -> None:
    keep(an_entry(pupil, event="Written first."))
    clock.now += timedelta(hours=1)
    keep(an_entry(pupil, event="Written second."))
    assert [e.entry.event for e in page(workspace, pupil).events] == ["Written second.", "Written first."]


def test_what_was_recorded_more_than_a_week_after_says_how_many_days(
    workspace: Workspace, pupil: Pupil, keep: Callable[..., None]
) -> None:
    fortnight = factories.TODAY - timedelta(days=14)
    keep(
        an_entry(pupil, on=fortnight),
        an_entry(pupil, on=factories.TODAY - timedelta(days=7)),
        an_entry(pupil, on=fortnight - timedelta(days=1), precision=Precision.MONTH),
    )
    assert [each.days_late for each in page(workspace, pupil).events] == [0, 14, 0]


def test_suggestions_come_from_the_whole_record(workspace: Workspace, rosie: Rosie) -> None:
    found = [(s.on.isoformat(), s.kind, s.event) for s in page(workspace, rosie.pupil).suggestions]
    assert found == [
        ("2026-10-17", "note", "Finished the unit 2 certificate and put it on the fridge."),
        ("2026-09-03", "attendance", "Attendance rose from 58.0\u2009% to 74.0\u2009% in Aut 1."),
        ("2026-09-03", "time_in_plan", "A time-in plan was agreed."),
        ("2026-06-01", "attendance", "Attendance rose from 41.0\u2009% to 58.0\u2009% in Sum 2."),
        ("2026-05-11", "involvement", "Dr Rao, Community paediatrician became involved."),
        ("2026-04-20", "involvement", "Tom King, Farm tutor became involved."),
        ("2026-04-13", "attendance", "Attendance rose from 22.0\u2009% to 41.0\u2009% in Sum 1."),
        ("2026-02-23", "case", "Back on Track began."),
        ("2026-02-23", "attendance", "Attendance rose from 3.0\u2009% to 22.0\u2009% in Spr 2."),
        ("2026-01-14", "suspension", "Suspended for 6 sessions (half days)."),
        ("2025-09-01", "involvement", "SEN team, assessment became involved."),
    ]


def test_a_fall_of_attendance_is_suggested_as_a_set_back(workspace: Workspace, rosie: Rosie) -> None:
    shifts = [s for s in page(workspace, rosie.pupil).suggestions if s.kind == "attendance"]
    assert {s.impact for s in shifts} == {Impact.HELPED}  # 9 to 4 and 4 to 3 are less than ten points


def test_what_was_promoted_is_not_suggested_again(
    workspace: Workspace, rosie: Rosie, keep: Callable[..., None]
) -> None:
    keep(an_entry(rosie.pupil, promoted_from_id=rosie.suspension.id))
    assert "suspension" not in {s.kind for s in page(workspace, rosie.pupil).suggestions}


def test_a_restricted_note_suggests_nothing_to_others_and_a_restricted_event_to_its_author(
    store: Store, workspace: Workspace, pupil: Pupil, keep: Callable[..., None], clock: Clock
) -> None:
    colleague = factories.a_worker()
    keep(colleague, factories.a_note(pupil, pinned=True, restricted=True))
    assert [s.restricted for s in page(workspace, pupil).suggestions] == [True]
    assert page(Workspace(store, colleague.id, clock), pupil).suggestions == ()
