"""Attendance and suspensions in words and figures, each with its arithmetic; marks counted into a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension
from ontrack_desktop.domain.choices import SuspensionCategory
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import drafts
from ontrack_desktop.services.attendance import AttendancePage
from ontrack_desktop.services.suspensions import SuspensionPage
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels import attendance_words, suspension_words
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Editor
from ontrack_desktop.viewmodels.school_life import MarksForm, SchoolLifeModel
from tests.casework import a_case, a_period, a_suspension
from tests.conftest import Clock
from tests.factories import TODAY, a_worker

Keep = Callable[..., None]


@pytest.fixture
def model(desk: Desk, pupil: Pupil, keep: Keep) -> SchoolLifeModel:
    keep(a_case(pupil))  # opened 3 November 2025
    made = SchoolLifeModel(desk)
    made.show_pupil(pupil.id)
    return made


def periods(model: SchoolLifeModel) -> AttendancePage:
    model.reload()
    assert model.attendance is not None
    return model.attendance


def lost(model: SchoolLifeModel) -> SuspensionPage:
    model.reload()
    assert model.suspensions is not None
    return model.suspensions


def marks_of(model: SchoolLifeModel) -> MarksForm:
    assert model.marks is not None
    return model.marks


def counted(model: SchoolLifeModel) -> tuple[str, str, str, str]:
    page = periods(model)
    return attendance_words.number(page.since, page.before, page.latest, TODAY)


def test_attendance_since_we_began_stands_with_what_it_was_and_what_it_is_now(
    model: SchoolLifeModel, pupil: Pupil, keep: Keep
) -> None:
    assert counted(model) == ("Attendance", "–", "Nothing recorded yet", "")
    keep(a_period(pupil, "Autumn 1 2026/27", date(2026, 9, 3), date(2026, 10, 23), 56, 70))  # 80 %
    assert counted(model) == ("Attendance", "80\u2009%", "56 of 70 sessions", "")
    keep(
        a_period(pupil, "Spring 1 2024/25", date(2025, 1, 6), date(2025, 2, 14), 2, 60),
        a_period(pupil, "Summer 2 2024/25", date(2025, 6, 2), date(2025, 7, 18), 2, 66),  # 4 of 126 are 3.17 %
    )
    # 80 less 3.17 is 76.83
    assert counted(model) == (
        "Attendance since we began", "80\u2009%", "3.2\u2009% when we began · +76.8 points", "good",
    )
    keep(a_period(pupil, "Autumn 2 2026/27", date(2026, 11, 2), date(2026, 12, 18), 24, 30))  # 80 of 100 since
    assert counted(model)[2] == "3.2\u2009% when we began · +76.8 points\n80\u2009% this half-term"
    page = periods(model)
    assert [bar.shown for bar in attendance_words.bars(page.periods)] == ["3.3", "3", "80", "80"]
    assert [(bar.label, bar.year) for bar in attendance_words.bars(page.periods)][1:3] == [
        ("Sum 2", "2024/25"), ("Aut 1", "2026/27"),
    ]
    assert attendance_words.bars_before(page) == 2


def test_a_pupil_who_has_only_a_time_before_is_not_said_to_be_at_nought(
    model: SchoolLifeModel, pupil: Pupil, keep: Keep
) -> None:
    keep(a_period(pupil, "Spring 1 2024/25", date(2025, 1, 6), date(2025, 2, 14), 6, 60))
    assert counted(model) == ("Attendance before we began", "10\u2009%", "6 of 60 sessions", "")


def test_absence_is_said_in_words_without_blame(model: SchoolLifeModel, pupil: Pupil, keep: Keep) -> None:
    assert attendance_words.absence(periods(model)) == ""
    period = a_period(pupil, "Aut 1", date(2026, 9, 3), date(2026, 10, 23), 343, 380)
    keep(period)
    said = attendance_words.absence(periods(model))
    assert said == f"{pupil.name} missed 37 of 380 sessions this school year (9.7\u2009%)."
    keep(a_period(pupil, "Aut 2", date(2026, 11, 2), date(2026, 11, 4), 0, 4))  # 41 of 384 = 10.7 %
    said = attendance_words.absence(periods(model))
    assert said.startswith(f"{pupil.name} missed 41 of 384 sessions this school year (10.7\u2009%). From 10\u2009% on")
    assert said.endswith("asks what would make it easier.")
    keep(a_period(pupil, "Spr 1", date(2027, 1, 4), date(2027, 2, 12), 0, 400))  # 441 of 784 = 56.3 %
    assert "severe absence" in attendance_words.absence(periods(model))


def test_a_time_is_a_line_with_its_counts(model: SchoolLifeModel, pupil: Pupil, keep: Keep) -> None:
    keep(a_period(
        pupil, "Aut 1", date(2025, 9, 3), date(2025, 10, 24), 61, 70, authorised=4, unauthorised=5, late=2,
        source="Register",
    ))
    (line,) = attendance_words.lines(periods(model), TODAY)
    assert (line.lead, line.text) == ("Aut 1", "61 of 70 sessions, 87.1\u2009%")  # 87.14
    assert line.below == (
        "3 Sep 2025 to 24 Oct 2025 · 4 authorised · 5 not authorised · 2 late · before we began · Register"
    )


def test_marks_are_counted_into_a_form_and_forgotten_once_it_is_saved(
    model: SchoolLifeModel, workspace: Workspace
) -> None:
    form = marks_of(model)
    form.put("marks", "//I\\C2L")
    assert model.marks_said() == "Say which day the first mark is for: the class of a code depends on it."
    assert model.counted_form() is None
    assert set(form.problems) == {"on"}
    form.put("on", "2026-09-07")
    # / / \ L attended, I and C2 authorised: 4 of 6
    assert model.marks_said() == "4 attended of 6 possible sessions (66.7\u2009%) · 2 authorised · 1 late"
    period = model.counted_form()
    assert period is not None
    assert [period.values[name] for name in ("possible", "attended", "authorised", "late")] == [6, 4, 2, 1]
    form.keep_now()
    period.put("label_text", "September")
    period.put("ended_on", "2026-09-30")
    assert period.save()
    assert workspace.query(lambda read: read.get(AttendancePeriod, period.record_id)).attended == 4
    assert form.values["marks"] == ""
    assert workspace.query(drafts.mine) == []


def test_half_typed_marks_come_back(model: SchoolLifeModel, desk: Desk, pupil: Pupil) -> None:
    marks_of(model).put("marks", "//\\\\I")
    model.leave()
    again = SchoolLifeModel(desk)
    again.show_pupil(pupil.id)
    assert marks_of(again).values["marks"] == "//\\\\I"


def test_codes_that_are_in_no_list_are_said(model: SchoolLifeModel) -> None:
    form = marks_of(model)
    form.put("on", "2026-09-07")
    form.put("marks", "//AD")
    assert model.marks_said() == (
        "2 attended of 2 possible sessions (100.0\u2009%) · 1 not possible, left out · not in the list, left out: A"
    )


def test_suspensions_stand_in_sessions_and_days_with_their_reasons(
    model: SchoolLifeModel, pupil: Pupil, keep: Keep
) -> None:
    keep(
        a_suspension(pupil, date(2026, 10, 8), 5, reasons=("VA", "XX"), reintegration_on=date(2026, 10, 14)),
        a_suspension(pupil, date(2026, 9, 15), 1, category=SuspensionCategory.LUNCHTIME),
        a_suspension(pupil, date(2026, 9, 1), 0, category=SuspensionCategory.PERMANENT),
    )
    page = lost(model)
    first, second, third = suspension_words.lines(page, TODAY)
    assert (first.lead, first.text) == ("Thu 8 Oct", "5 sessions (2.5 days)")
    assert first.below == "Verbal abuse/threatening behaviour against an adult · XX · meeting to come back 14 Oct"
    assert second.text == "lunchtime, 1 session (half a day)"
    assert third.text == "Permanent exclusion"
    # 5 + 1 sessions are 3 days
    assert suspension_words.number(page) == (
        "Suspension sessions this school year", "6", "3 of 45 days this school year",
    )


def test_what_the_guidance_asks_for_is_said_with_its_source(
    model: SchoolLifeModel, pupil: Pupil, keep: Keep
) -> None:
    keep(a_suspension(pupil, date(2026, 10, 26), 12))
    notices = suspension_words.notices(lost(model), TODAY)
    texts = [notice.text for notice in notices]
    assert texts[0].startswith("12 sessions (6 days) in the autumn term. More than 5 and up to 15 school days")
    # Monday 26 October is the first school day, Monday 2 November the sixth
    assert any("Counting weekdays, that is Mon 2 Nov." in text for text in texts)
    assert any(text.startswith("Mon 26 Oct: nobody has written down when the family was told.") for text in texts)
    assert any(text.startswith("Mon 26 Oct: no meeting to come back is written down.") for text in texts)
    assert texts[-1].startswith("Sending a pupil home to cool off is a suspension")
    assert all("2023" in notice.source for notice in notices)


def test_without_suspensions_only_the_note_on_sending_home_stands(model: SchoolLifeModel) -> None:
    (notice,) = suspension_words.notices(lost(model), TODAY)
    assert notice.icon == "shield-alert"


def test_reasons_are_chosen_from_the_departments_list_three_at_most(
    model: SchoolLifeModel, workspace: Workspace
) -> None:
    form = model.suspension_form()
    ask = next(each for each in form.spec.asks if each.name == "reasons")
    assert form.editor("reasons") is Editor.SEVERAL
    assert ("PA", "Physical assault against an adult (PA)") in form.options(ask)
    form.put("sessions", "3")
    form.put("reasons", ["PA", "VA", "DM", "TH"])
    assert not form.save()
    assert form.problems == {"reasons": "Choose three reasons at most."}
    form.put("reasons", ["PA", "VA"])
    assert form.save()
    assert workspace.query(lambda r: r.get(Suspension, form.record_id)).reasons == ("PA", "VA")
    assert model.suspensions is not None
    assert model.suspensions.sessions_this_year == 3


def test_a_reason_from_another_list_is_kept_when_it_is_amended(
    model: SchoolLifeModel, pupil: Pupil, keep: Keep, workspace: Workspace
) -> None:
    old = a_suspension(pupil, date(2026, 10, 8), 2, reasons=("OT",))
    keep(old)
    model.reload()
    form = model.suspension_form(old.id)
    form.put("account", "Left the room twice.")
    assert form.save()
    assert workspace.query(lambda r: r.get(Suspension, old.id)).reasons == ("OT",)


def test_restricted_records_are_a_sentence_to_others(store: Store, clock: Clock, pupil: Pupil, keep: Keep) -> None:
    other = a_worker(name="Kim Otter")
    keep(other, a_suspension(pupil, date(2026, 10, 8), 2, reasons=("PA",), restricted=True))
    model = SchoolLifeModel(Desk(Inline(Workspace(store, other.id, clock)), clock, other))
    model.show_pupil(pupil.id)
    (line,) = suspension_words.lines(lost(model), TODAY)
    assert line.is_withheld
    assert line.below == "Restricted. Only Dee Marlow and named people can read this."
