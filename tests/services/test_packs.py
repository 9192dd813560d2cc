"""The pack of one recipient: what this reader may see, proved on the text of the finished PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import Audience, MeetingType, NoteKind, QuoteConsent, SharingBasis, Voice
from ontrack_desktop.domain.meetings import Ask, ChronologyEntry, Consent, Disclosure, Invitee, Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import meetings, packs, sharing
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import NOW, TODAY, a_note, a_person, a_quote, an_id

Keep = Callable[..., None]


@pytest.fixture
def meeting(keep: Keep, pupil: Pupil) -> Meeting:
    """A pupil with a case, words with and without consent, and a meeting with two recipients."""
    about: dict[str, Any] = {"pupil_ids": (pupil.id,)}
    made = Meeting(
        id=an_id(), **about, meeting_type=MeetingType.TEAM_AROUND_FAMILY, at=NOW + timedelta(days=2), chair="Sam Reyes",
        invitees=(
            Invitee(name="Mum", role="Mother", audience=Audience.FAMILY),
            Invitee(name="Mr Patel", role="SENCO", organisation="Netherby High", audience=Audience.SCHOOL),
        ),
        asks=(Ask(what="Name the adult at the gate.", of_whom="Netherby High"),),
    )
    keep(
        Case(id=an_id(), **about, reference="BT-0417", opened_on=date(2026, 2, 23)),
        a_person(pupil),
        a_quote(pupil, words="Please keep the quiet room.", consent=QuoteConsent.MEETING),
        a_quote(pupil, words="Nobody else is to know this.", consent=QuoteConsent.NO),
        a_quote(pupil, words="For the nurse only, please.", consent=QuoteConsent.MEETING, audience=(Audience.HEALTH,)),
        ChronologyEntry(id=an_id(), **about, on=date(2026, 7, 10), event="Finished an award.", source="Tutor"),
        ChronologyEntry(id=an_id(), **about, on=date(2026, 6, 1), event="A private matter.", source="GP",
                        audience=(Audience.HEALTH,)),
        AdvocacyIssue(id=an_id(), **about, wanted="A first visit", raised_with="CAMHS", raised_on=date(2026, 6, 2)),
        made,
    )
    return made.model_copy(update={"version": 1})


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def pack(workspace: Workspace, meeting: Meeting, number: int, reason: sharing.Basis | None = None) -> packs.Copy:
    return workspace.query(lambda r: packs.copy_for(r, meeting=meeting, number=number, now=NOW, reason=reason))


def test_only_shared_words_for_this_reader_reach_the_page(workspace: Workspace, meeting: Meeting) -> None:
    text = text_of(packs.render(pack(workspace, meeting, 0)))
    assert "Please keep the quiet room." in text
    assert "Nobody else is to know this." not in text
    assert "For the nurse only" not in text
    assert "A private matter." not in text


def test_a_copy_without_consent_leaves_out_health_and_home(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    limited = pack(workspace, meeting, 1)
    assert limited.is_limited
    assert (limited.content.events, limited.content.people, limited.content.advocacy) == ((), (), ())
    keep(Consent(
        id=an_id(), pupil_ids=(pupil.id,), given_by="Mum", purpose="Meetings", recipient="netherby high",
        given_on=TODAY,
    ))
    whole = pack(workspace, meeting, 1)
    assert not whole.is_limited
    assert [row.event for row in whole.content.events] == ["Finished an award."]


def test_a_reason_is_enough_and_is_written_down(workspace: Workspace, meeting: Meeting) -> None:
    basis = sharing.Basis(SharingBasis.SAFEGUARDING, "The head must know today.")
    copy = pack(workspace, meeting, 1, basis)
    document = packs.render(copy)
    workspace.change(lambda work: packs.enter(work, copy=copy, document=document, pages=3))
    entered = workspace.query(lambda r: r.find(Disclosure))[0]
    assert (entered.basis, entered.reason, entered.pages) == (SharingBasis.SAFEGUARDING, "The head must know today.", 3)
    assert entered.recipient == "Mr Patel (SENCO), Netherby High"


def test_no_name_stands_in_the_file_name_or_metadata(workspace: Workspace, meeting: Meeting) -> None:
    copy = pack(workspace, meeting, 0)
    assert copy.file_name == "BT-0417-meeting-2026-11-06-copy-1.pdf"
    document = packs.render(copy)
    metadata = str(PdfReader(io.BytesIO(document)).metadata)
    for name in (factories.FORENAME, factories.SURNAME, "Mum", "Marlow"):
        assert name not in metadata
        assert name not in copy.file_name


def test_a_restricted_record_reaches_no_copy(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(
        a_note(pupil, note_kind=NoteKind.DIRECT_WORK, restricted=True),
        a_quote(pupil, words="Said in confidence.", consent=QuoteConsent.ANYWHERE, restricted=True),
    )
    assert "Said in confidence." not in packs.texts(pack(workspace, meeting, 0).content)


def test_another_pupil_named_in_a_copy_is_found(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    other = factories.a_pupil(legal_forename="Ottoline", legal_surname="Quickthorn")
    keep(
        other, a_note(pupil, pupil_ids=(pupil.id, other.id)),
        a_quote(pupil, words="I sat with Ottoline Quickthorn.", consent=QuoteConsent.MEETING),
    )
    copy = pack(workspace, meeting, 0)
    assert workspace.query(lambda r: packs.other_names_in(r, copy=copy)) == ["Ottoline Quickthorn"]


def test_readiness_says_what_is_missing_and_what_is_old(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(a_quote(pupil, words="She seems brighter.", voice=Voice.SCHOOL, speaker="Mr Patel",
                 consent=QuoteConsent.MEETING, at=NOW - timedelta(days=49)))
    checks = workspace.query(lambda r: meetings.readiness(r, meeting=meeting, today=TODAY))
    assert [(check.is_ready, check.sentence) for check in checks] == [
        (True, f"{pupil.name}’s words are from today"),
        (False, "The family’s view is missing"),
        (False, "The school’s view is 7 weeks old"),
        (False, "No consent yet to share with Mr Patel. That copy leaves out health and home"),
    ]
