"""Other children's names are found in a finished PDF, and names that are everybody's are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.reports import meeting_pack
from ontrack_desktop.reports.content import PackContent, PageFrame, Quotation
from ontrack_desktop.services.other_children import KeptOut, kept_out
from ontrack_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import a_note, a_person, an_id

Keep = Callable[..., None]


def a_pdf(words: str, reference: str = "BT-0417") -> bytes:
    """A pack in which somebody says this."""
    frame = PageFrame("OFFICIAL-SENSITIVE", reference, "QZ", "Mum", datetime(2026, 11, 4, 10, tzinfo=UTC), "00ff")
    content = PackContent(
        frame=frame, known_as="Quillan", pronouns="", age=14, year_group="Year 10", meeting_type="Review",
        meeting_start=frame.printed_at, began=frame.printed_at.date(), own_words=(Quotation(words, "Quillan"),),
    )
    return meeting_pack.render(content)


@pytest.fixture
def names(workspace: Workspace, keep: Keep, pupil: Pupil) -> KeptOut:
    """A friend who shares a note, a stranger, a brother, and a friend with Mum's first name."""
    friend = factories.a_pupil(legal_forename="Ottoline", legal_surname="Quickthorn", known_as="Ottie")
    namesake = factories.a_pupil(legal_forename="Jo", legal_surname="Larkspur")
    stranger = factories.a_pupil(legal_forename="Zoë", legal_surname="O’Brien")
    keep(
        friend, namesake, stranger, a_person(pupil),
        a_note(pupil, pupil_ids=(pupil.id, friend.id)), a_note(pupil, pupil_ids=(pupil.id, namesake.id)),
    )
    return workspace.query(lambda r: kept_out(r, pupil_id=pupil.id))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I sat with Ottoline Quickthorn.", ["Ottoline Quickthorn"]),
        ("OTTIE QUICKTHORN came too.", ["Ottie Quickthorn"]),
        ("I sat with Ottie.", ["Ottie"]),
        ("Zoe O'Brien has my coat.", ["Zoë O’Brien"]),
        ("Zoe has my coat.", []),  # she shares no note: a first name alone says nothing
        ("Jo was cross.", []),  # Mum is called Jo too
        ("Quillan Zephyrhart can play.", []),
    ],
)
def test_names_of_other_children_are_found_in_the_finished_pdf(
    names: KeptOut, words: str, found: list[str]
) -> None:
    assert names.found_in_document(a_pdf(words)) == found


def test_a_name_over_two_lines_is_found(names: KeptOut) -> None:
    long = "word " * 12 + "and then Ottoline Quickthorn " + "word " * 12
    assert all(
        names.found_in_document(a_pdf("so " * shift + long)) == ["Ottoline Quickthorn"] for shift in range(12)
    )


def test_a_name_in_the_metadata_is_found(names: KeptOut) -> None:
    assert names.found_in_document(a_pdf("Hello.", reference="Ottoline Quickthorn")) == ["Ottoline Quickthorn"]


def test_a_brother_at_home_is_no_other_child(workspace: Workspace, keep: Keep) -> None:
    home = an_id()
    sister = factories.a_pupil(legal_forename="Wilhelmina", household_id=home)
    brother = factories.a_pupil(legal_forename="Peregrine", household_id=home)
    keep(sister, brother, a_note(sister, pupil_ids=(sister.id, brother.id)))
    names = workspace.query(lambda r: kept_out(r, pupil_id=sister.id))
    assert (names.in_notes, names.found_in("Peregrine Zephyrhart was there.")) == (0, [])
