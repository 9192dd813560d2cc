"""What a meeting's pack still needs, in sentences with the place to mend it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ontrack_desktop.domain.choices import Audience, MeetingType, QuoteConsent, Voice
from ontrack_desktop.domain.meetings import Ask, Invitee, Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import readiness
from ontrack_desktop.services.workspace import Workspace
from tests.factories import NOW, TODAY, a_quote, an_id

Keep = Callable[..., None]


@pytest.fixture
def meeting(pupil: Pupil) -> Meeting:
    return Meeting(
        id=an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.TEAM_AROUND_FAMILY, at=NOW + timedelta(days=2),
        invitees=(
            Invitee(name="Mum", audience=Audience.FAMILY),
            Invitee(name="Mr Patel", organisation="Netherby High", audience=Audience.SCHOOL),
        ),
        asks=(Ask(what="Name the adult at the gate."),),
    )


def said(workspace: Workspace, meeting: Meeting) -> list[tuple[bool, str, str]]:
    checks = workspace.query(lambda r: readiness.checks(r, meeting=meeting, today=TODAY))
    return [(check.is_ready, check.sentence, check.mend) for check in checks]


def test_what_is_missing_and_what_is_old_is_said_with_its_age(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(
        a_quote(pupil, consent=QuoteConsent.MEETING),
        a_quote(pupil, words="She seems brighter.", voice=Voice.SCHOOL, speaker="Mr Patel",
                consent=QuoteConsent.MEETING, at=NOW - timedelta(days=49)),
    )
    assert said(workspace, meeting) == [
        (True, f"{pupil.name}’s words are from today", ""),
        (False, "The family’s view is missing", "quote"),
        (False, "The school’s view is 7 weeks old", "quote"),
        (False, "No consent yet to share with Mr Patel. That copy leaves out health and home", "consent"),
    ]


def test_fresh_words_of_child_and_family_are_one_line(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(
        a_quote(pupil, consent=QuoteConsent.MEETING),
        a_quote(pupil, voice=Voice.PARENT, speaker="Mum", consent=QuoteConsent.ANYWHERE, at=NOW - timedelta(days=9)),
    )
    both = f"{pupil.name}’s and Mum’s words are fresh, and both said yes to sharing them"
    assert said(workspace, meeting)[0] == (True, both, "")


def test_words_that_nobody_asked_to_share_do_not_count_as_fresh(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(a_quote(pupil, consent=QuoteConsent.NOT_ASKED))
    assert said(workspace, meeting)[0] == (
        False, f"{pupil.name}’s words are kept, but nobody asked to share them", "quote"
    )


def test_a_meeting_that_asks_nothing_of_anybody_is_not_ready(workspace: Workspace, meeting: Meeting) -> None:
    asked = meeting.model_copy(update={"asks": ()})
    assert said(workspace, asked)[-1] == (False, "Nothing is asked of anybody yet", "asks")
