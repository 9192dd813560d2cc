"""Advocacy: steps in order, refusals taken higher, chase dates answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.choices import AdvocacyStatus, AgencySector
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import advocacy, drafts
from ontrack_desktop.services.advocacy import next_statuses, step_draft_id
from ontrack_desktop.services.workspace import Workspace
from tests.casework import a_step, an_issue
from tests.factories import an_id

Keep = Callable[..., None]
ASKED, REFUSED, HIGHER, DONE = (
    AdvocacyStatus.RAISED, AdvocacyStatus.REFUSED, AdvocacyStatus.ESCALATED, AdvocacyStatus.DONE,
)


def take(workspace: Workspace, issue: AdvocacyIssue, on: date, text: str, status: AdvocacyStatus) -> AdvocacyIssue:
    workspace.change(partial(
        advocacy.add_step, issue_id=issue.id, step=a_step(on, text, status),
    ))
    return workspace.query(lambda read: read.get(AdvocacyIssue, issue.id))


def test_a_refusal_is_taken_higher_and_the_reminders_are_counted(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil)
    keep(issue)
    take(workspace, issue, date(2026, 9, 20), "Rang again, no date yet.", ASKED)
    take(workspace, issue, date(2026, 10, 1), "Wrote to the office.", ASKED)
    refused = take(workspace, issue, date(2026, 10, 8), "“No room free.”", REFUSED)
    assert (refused.status, refused.times_asked_again()) == (REFUSED, 2)
    assert HIGHER in next_statuses(refused)
    assert ASKED not in next_statuses(refused)
    assert take(workspace, issue, date(2026, 10, 9), "Letter to the head.", HIGHER).status is HIGHER


def test_a_step_that_cannot_follow_is_refused_and_nothing_is_written(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    issue = an_issue(pupil, steps=(a_step(date(2026, 10, 1), "Yes.", AdvocacyStatus.AGREED),))
    keep(issue)
    with pytest.raises(NotValid):
        take(workspace, issue, date(2026, 10, 2), "Asked.", AdvocacyStatus.HEARD)
    with pytest.raises(NotValid):
        take(workspace, issue, date(2026, 9, 30), "Dated before the step above.", DONE)
    assert workspace.query(lambda read: read.get(AdvocacyIssue, issue.id)).version == 1


def test_a_step_on_the_chase_date_answers_it(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    issue = an_issue(pupil, chase_on=date(2026, 10, 5))
    keep(issue)
    early = take(workspace, issue, date(2026, 10, 2), "An e-mail came.", ASKED)
    assert early.chase_on == date(2026, 10, 5)
    assert take(workspace, issue, date(2026, 10, 5), "Rang.", ASKED).chase_on is None


def test_what_came_of_it_is_never_empty_when_it_is_done(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    issue = an_issue(pupil)
    keep(issue)
    done = take(workspace, issue, date(2026, 10, 5), "The small room is booked for May.", DONE)
    assert done.outcome == "The small room is booked for May."


def test_open_issues_come_first_with_whom_they_were_asked_of(
    workspace: Workspace, pupil: Pupil, keep: Keep
) -> None:
    agency = Agency(id=an_id(), name="SEN team", sector=AgencySector.LOCAL_AUTHORITY)
    finished = an_issue(
        pupil, "A locker", raised_on=date(2026, 10, 1), steps=(a_step(date(2026, 10, 2), "Has one.", DONE),)
    )
    waiting = an_issue(pupil, "Transport on Thursdays", agency_id=agency.id, raised_with="")
    keep(agency, finished, waiting)
    found = workspace.query(partial(advocacy.advocacy_page, pupil_id=pupil.id))
    assert [(issue.wanted, found.asked_of(issue)) for issue in found.issues] == [
        ("Transport on Thursdays", "SEN team"), ("A locker", "Mr Okoro, SENCO"),
    ]


def test_the_draft_of_a_step_goes_with_it(workspace: Workspace, pupil: Pupil, keep: Keep) -> None:
    issue = an_issue(pupil)
    keep(issue)
    half = Draft(id=step_draft_id(issue.id), form=advocacy.STEP_FORM, title="A step", pupil_id=pupil.id)
    workspace.change(partial(drafts.keep, draft=half))
    found = workspace.query(partial(advocacy.advocacy_page, pupil_id=pupil.id))
    assert list(found.drafts) == [issue.id]
    take(workspace, issue, date(2026, 10, 1), "Rang.", ASKED)
    assert workspace.query(drafts.mine) == []
