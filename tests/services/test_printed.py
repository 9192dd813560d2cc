"""A printed page is known by its eight characters, read out of the PDF as a supervisor reads them off the paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader

from ontrack_desktop.domain import mark
from ontrack_desktop.domain.behaviour import TimeInPlan
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Disclosure
from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import packs, pages, papers, printed, records
from ontrack_desktop.services.papers import Paper
from ontrack_desktop.services.printed import Answer, Mistyped, Verdict
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.conftest import Clock
from tests.factories import NOW
from tests.rosie import Rosie

Keep = Callable[..., None]
R = TypeVar("R", bound=Record)


def on_paper(document: bytes) -> str:
    """The eight characters at the foot, which are the same on every page."""
    found = {
        re.search(r"Ledger (\w{4})\s(\w{4})", page.extract_text()) for page in PdfReader(io.BytesIO(document)).pages
    }
    marks = {f"{each[1]} {each[2]}" for each in found if each}
    assert len(marks) == 1
    assert None not in found
    return marks.pop()


def printed_packs(workspace: Workspace, rosie: Rosie) -> list[Paper]:
    meeting = get(workspace, rosie.meeting)
    made = [packs.finish(each) for each in workspace.query(partial(packs.copies, meeting=meeting, now=NOW))]
    workspace.change(partial(papers.enter_printed, papers=made))
    return made


def get(workspace: Workspace, record: R) -> R:
    """The record as it is kept."""
    return workspace.query(lambda read: read.get(type(record), record.id))


def ask(workspace: Workspace, typed: str) -> Answer:
    return workspace.query(partial(printed.check, typed=typed))


def test_a_page_of_a_pack_is_told_with_its_meeting_its_recipients_its_pages_and_who_printed_it(
    workspace: Workspace, rosie: Rosie
) -> None:
    made = printed_packs(workspace, rosie)
    answer = ask(workspace, on_paper(made[0].document))
    assert answer.verdict is Verdict.MATCHES
    assert [paper.recipient for paper in answer.papers] == [paper.recipient for paper in made]
    assert [paper.pages for paper in answer.papers] == [len(PdfReader(io.BytesIO(p.document)).pages) for p in made]
    first = answer.papers[0]
    assert (first.what, first.pupil, first.by, first.act) == ("Meeting pack", "Rosie", "Dee Marlow", Act.PRINTED)
    assert first.meeting is not None
    assert first.meeting.id == rosie.meeting.id
    assert (first.at, first.changed, first.subject_is_changed) == (NOW, {}, False)


def test_the_register_holds_the_characters_that_stand_on_the_page(workspace: Workspace, rosie: Rosie) -> None:
    made = printed_packs(workspace, rosie)
    register = workspace.query(lambda read: read.find(Disclosure))
    new = {entry.ledger_head for entry in register if entry.pages == made[0].pages and entry.ledger_head}
    assert new == {on_paper(made[0].document).replace(" ", "")}


def test_what_was_changed_since_is_counted_also_what_was_taken_away(
    workspace: Workspace, rosie: Rosie, keep: Keep
) -> None:
    other = factories.a_pupil()
    shared = factories.a_note(other, pupil_ids=(other.id, rosie.pupil.id))  # Rosie is the second of two
    dropped = factories.a_note(other, pupil_ids=(other.id, rosie.pupil.id))
    elsewhere = factories.a_note(other)
    keep(other, shared, dropped, elsewhere)
    mark_on_page = on_paper(printed_packs(workspace, rosie)[0].document)
    gone = get(workspace, shared)
    workspace.change(lambda work: records.remove(work, gone, reason="written twice"))
    keep(amended(get(workspace, dropped), pupil_ids=(other.id,)), amended(get(workspace, elsewhere), text="More."))
    assert ask(workspace, mark_on_page).papers[0].changed == {"note": 2}
    keep(
        amended(get(workspace, rosie.meeting), place="The hall"), amended(get(workspace, rosie.pupil), strengths="Kind")
    )
    paper = ask(workspace, mark_on_page).papers[0]
    assert paper.subject_is_changed
    assert paper.changed == {"note": 2, "pupil": 1}


def test_the_meeting_that_is_kept_with_its_copies_is_not_called_changed(
    workspace: Workspace, rosie: Rosie, tmp_path: Path
) -> None:
    meeting = amended(get(workspace, rosie.meeting), place="The hall")
    made = [packs.finish(each) for each in workspace.query(partial(packs.copies, meeting=meeting, now=NOW))]
    workspace.change(partial(packs.save_copies, meeting=meeting, packs=made, folder=tmp_path))
    answer = ask(workspace, on_paper((tmp_path / made[0].file_name).read_bytes()))
    assert [paper.act for paper in answer.papers] == [Act.EXPORTED] * len(made)
    assert not any(paper.subject_is_changed or paper.changed for paper in answer.papers)


def test_a_plan_and_a_card_that_nobody_was_given_are_told_too(workspace: Workspace, rosie: Rosie, clock: Clock) -> None:
    plan_id = workspace.query(lambda read: read.about(TimeInPlan, rosie.pupil.id))[0].id
    plan = workspace.query(
        partial(pages.time_in_plan, plan_id=plan_id, recipient="School", for_family=False, now=NOW)
    )
    plan_paper = pages.finish(plan)
    workspace.change(partial(papers.enter_printed, papers=[plan_paper]))
    clock.now += timedelta(hours=1)
    card = workspace.query(
        partial(pages.visit_card, pupil_id=rosie.pupil.id, visit_at=NOW, ring_in_by=None, ring_in_to="", now=NOW)
    )
    card_paper = pages.finish(card)
    workspace.change(partial(papers.enter_printed, papers=[card_paper]))
    (of_plan,) = ask(workspace, on_paper(plan_paper.document)).papers
    assert of_plan.plan is not None
    assert (of_plan.what, of_plan.plan.id, of_plan.pages) == ("Time-in plan", plan_id, plan_paper.pages)
    (of_card,) = ask(workspace, on_paper(card_paper.document)).papers
    assert (of_card.what, of_card.recipient, of_card.at) == ("Home-visit card", "", clock.now)


def test_characters_that_no_page_carries_do_not_match(workspace: Workspace, rosie: Rosie) -> None:
    printed_packs(workspace, rosie)
    assert ask(workspace, mark.of(bytes(range(32)))).verdict is Verdict.NO_MATCH
    with pytest.raises(Mistyped):
        ask(workspace, "ABCD 2345")


def test_a_page_that_was_drawn_and_never_entered_is_told_from_a_forged_one(workspace: Workspace, rosie: Rosie) -> None:
    meeting = get(workspace, rosie.meeting)
    preview = packs.finish(workspace.query(partial(packs.copy_for, meeting=meeting, number=0, now=NOW)))
    answer = ask(workspace, on_paper(preview.document))
    assert (answer.verdict, answer.papers, answer.drawn_at) == (Verdict.NEVER_ENTERED, (), NOW)


def test_a_ledger_that_was_made_anew_is_found_out_by_a_page_printed_before(
    workspace: Workspace, rosie: Rosie, pupil: Pupil
) -> None:
    """Somebody with the key can seal every entry again: no check inside the vault notices, the paper does."""
    characters = on_paper(printed_packs(workspace, rosie)[0].document)
    connection = workspace.store.connection
    with connection.writing():
        connection.execute("DROP TRIGGER ledger_is_not_changed")
        connection.execute("UPDATE ledger SET mac = randomblob(32)")
    answer = ask(workspace, characters)
    assert answer.verdict is Verdict.REWRITTEN
    assert answer.papers[0].what == "Meeting pack"
