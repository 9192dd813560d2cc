"""The pack of one recipient: what this reader may see, proved on the text of the finished PDF."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import (
    AgencySector,
    Audience,
    MeetingType,
    NoteKind,
    QuoteConsent,
    SharingBasis,
)
from ontrack_desktop.domain.meetings import Ask, ChronologyEntry, Consent, Disclosure, Invitee, Meeting
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.services import packs, papers
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.casework import a_period, a_suspension
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


def pack(workspace: Workspace, meeting: Meeting, number: int) -> packs.Copy:
    return workspace.query(lambda r: packs.copy_for(r, meeting=meeting, number=number, now=NOW))


def with_reason(meeting: Meeting) -> Meeting:
    """The same meeting, with a reason in place of consent for the school."""
    family, school = meeting.invitees
    given = {"basis": SharingBasis.SAFEGUARDING, "reason": "The head must know today."}
    return meeting.model_copy(update={"invitees": (family, school.model_copy(update=given))})


def test_only_shared_words_for_this_reader_reach_the_page(workspace: Workspace, meeting: Meeting) -> None:
    text = text_of(packs.finish(pack(workspace, meeting, 0)).document)
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


def test_a_reason_is_enough_and_is_written_down_with_pages_and_fingerprint(
    workspace: Workspace, meeting: Meeting, tmp_path: Path
) -> None:
    copy = pack(workspace, with_reason(meeting), 1)
    assert not copy.is_limited
    made = packs.finish(copy)
    workspace.change(lambda work: papers.save(work, papers=[made], folder=tmp_path))
    entered = workspace.query(lambda r: r.find(Disclosure))[0]
    saved = (tmp_path / copy.file_name).read_bytes()
    assert (entered.basis, entered.reason) == (SharingBasis.SAFEGUARDING, "The head must know today.")
    assert entered.recipient == "Mr Patel (SENCO), Netherby High"
    assert entered.document_sha256 == hashlib.sha256(saved).hexdigest()
    assert entered.pages == len(PdfReader(io.BytesIO(saved)).pages)


def test_no_name_stands_in_the_file_name_or_metadata(workspace: Workspace, meeting: Meeting) -> None:
    copy = pack(workspace, meeting, 0)
    assert copy.file_name == "BT-0417-meeting-2026-11-06-copy-1.pdf"
    metadata = str(PdfReader(io.BytesIO(packs.finish(copy).document)).metadata)
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


def test_the_lead_counts_the_sessions_since_the_last_meeting(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(a_period(pupil, "Aut 1", date(2026, 9, 3), date(2026, 10, 23), 30, 60))
    lead = pack(workspace, meeting, 0).content.lead
    assert lead.startswith(f"{pupil.name} came to 30 of 60 sessions from 3 September to 23 October.")
    keep(
        Meeting(id=an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.TEAM_AROUND_FAMILY,
                at=NOW - timedelta(days=8)),  # 27 October
        a_period(pupil, "Aut 2a", date(2026, 10, 28), date(2026, 11, 2), 6, 8),
        a_period(pupil, "Aut 2b", date(2026, 11, 3), date(2026, 12, 18), 3, 4),
    )
    lead = pack(workspace, meeting, 0).content.lead
    assert lead.startswith(f"{pupil.name} came to 9 of 12 sessions since then.")  # 6 + 3 of 8 + 4


def test_the_last_suspension_since_we_began_is_said(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    keep(
        a_suspension(pupil, date(2026, 1, 12), 4),  # before the case, opened 23 February
        a_suspension(pupil, date(2026, 3, 16), 2), a_suspension(pupil, date(2026, 6, 8), 1),
    )
    said = pack(workspace, meeting, 0).content.suspensions
    assert said is not None
    assert (said.before, said.now, said.last) == (4, 3, date(2026, 6, 8))


def test_a_contact_about_two_children_leaves_out_what_the_other_one_said(
    workspace: Workspace, meeting: Meeting, keep: Keep, pupil: Pupil
) -> None:
    other, agency = factories.a_pupil(legal_forename="Ottoline"), Agency(
        id=an_id(), name="Family Help", sector=AgencySector.SOCIAL_CARE
    )
    note = a_note(pupil, note_kind=NoteKind.LIAISON, pupil_ids=(pupil.id, other.id), agency_id=agency.id,
                  text="Rang about both. “I hate the bus” was said, and the bus is late.")
    said = a_quote(other, words="“I hate the bus”", note_id=note.id)
    keep(other, agency, note, said)
    contacts = pack(workspace, meeting, 0).content.contacts
    assert [row.said for row in contacts] == ["Rang about both. [someone else’s words] was said, and the bus is late."]
