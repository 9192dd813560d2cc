"""What may be typed into a field: kept as meant, or refused beside the field in words that help."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.fields import TEXT_LENGTH
from ontrack_desktop.domain.measures import Goal
from ontrack_desktop.domain.notes import Note
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.domain.record import Record
from ontrack_desktop.domain.validation import fill
from tests import factories

PUPIL = factories.a_pupil()
ODD = {
    "sql": "Robert'); DROP TABLE note;--", "fts": '" OR NEAR(a b) * -x ^y {label}:',
    "markup": "<b>un<i>closed & <img src=x>",
    "bidi": "abc\u202egpj.exe\u2066", "zero width": "Ro\u200bsie\ufeff", "emoji": "👩🏽‍🚀🏳️‍🌈", "long words": "ab" * 60,
    "arabic": "عَرَبِيّ", "percent": "100% {0} %s $HOME", "windows": "CON\\NUL", "formula": "=1+1",
}  # fmt: skip


def refused(record_class: type[Record], **values: Any) -> dict[str, str]:
    with pytest.raises(NotValid) as said:
        fill(record_class, **values)
    return said.value.problems


def a_note(text: str) -> Note:
    return fill(Note, **(factories.a_note(PUPIL).model_dump() | {"text": text}))


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_odd_text_is_kept_as_it_was_typed(typed: str) -> None:
    assert a_note(typed).text == unicodedata.normalize("NFC", typed)
    assert fill(Worker, id=factories.an_id(), name=typed).name == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("typed", ["a\0b", "\0", "lone \ud83d half", "\udc00"])
def test_what_no_file_takes_is_refused_and_the_person_told_what_to_do(typed: str) -> None:
    for name in ("text", "place"):
        problems = refused(Note, **(factories.a_note(PUPIL).model_dump() | {name: typed}))
        assert list(problems) == [name]
        assert "Delete what you pasted" in problems[name]


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "\u200b", "\u00a0\ufeff", "\x07", "\u202e\u2028"])
def test_a_text_of_which_nothing_can_be_seen_counts_as_empty(typed: str) -> None:
    assert refused(Goal, id=factories.an_id(), pupil_ids=(PUPIL.id,), set_on=factories.TODAY, words=typed) == {
        "words": "Write something here."
    }
    assert refused(Worker, id=factories.an_id(), name=typed) == {"name": "Write something here."}
    assert refused(Note, **(factories.a_note(PUPIL).model_dump() | {"text": typed})) == {
        "text": "Write what happened, in a few words."
    }


def test_control_characters_are_left_out_and_lines_stay_lines() -> None:
    assert a_note("one\x07two\r\nthree\rfour\x1b[31m").text == "onetwo\nthree\nfour[31m"


def test_a_megabyte_in_one_line_and_a_hundred_thousand_lines_are_kept_and_more_is_refused_kindly() -> None:
    assert len(a_note("x" * TEXT_LENGTH).text) == TEXT_LENGTH
    assert a_note("line\n" * 100_000).text.count("\n") == 99_999
    problems = refused(Note, **(factories.a_note(PUPIL).model_dump() | {"text": "x" * (TEXT_LENGTH + 1)}))
    assert problems == {"text": "This is longer than a note can be (a million characters). Save it as two notes."}


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_a_year_nobody_lives_in_is_refused_beside_its_field(year: int) -> None:
    born = dict(PUPIL.model_dump(), born_on=date(year, 12, 31))
    assert refused(Pupil, **born) == {"born_on": "Check the year: it must be between 1900 and 2200."}
    at = refused(Note, **(factories.a_note(PUPIL).model_dump() | {"at": f"{year:04}-06-01T10:00:00+00:00"}))
    assert at == {"at": "Check the year: it must be between 1900 and 2200."}


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2000, 2, 29), date(2024, 2, 29), date(2200, 12, 31)])
def test_days_at_the_edges_are_kept(day: date) -> None:
    assert fill(Pupil, **dict(PUPIL.model_dump(), born_on=day.isoformat())).born_on == day


@pytest.mark.parametrize(
    "typed", ["2023-02-29", "31/12/2025", "10000-01-01", "0", "2025", "86400", "12.5", "x", "", 5, 1e300]
)
def test_what_is_no_date_is_refused_as_one_and_no_number_becomes_1970(typed: Any) -> None:
    said = refused(Pupil, **dict(PUPIL.model_dump(), born_on=typed))
    assert said == {"born_on": "Enter a date, such as 4/11/2026."}


def test_a_school_year_that_no_school_has_is_refused() -> None:
    for year in (10**30, -2, 15):
        assert "nc_year" in refused(Pupil, **dict(PUPIL.model_dump(), nc_year=year))


@given(st.text(max_size=50))
def test_a_text_that_was_accepted_is_accepted_again_unchanged(typed: str) -> None:
    """Whatever is read back from the ledger is checked by the same rules: they must not change it a second time."""
    try:
        first = fill(Note, **(factories.a_note(PUPIL).model_dump() | {"text": f"x{typed}", "place": typed}))
    except NotValid:
        return
    assert Note.model_validate_json(first.model_dump_json()) == first


def test_a_draft_is_kept_also_when_what_was_typed_is_broken() -> None:
    draft = Draft(
        id=factories.an_id(), form="note", title="Half \ud83d of it\0",
        state={"text": "a\ud83d", "tags": ["\udc00"], "n": 1},
    )
    assert Draft.model_validate_json(draft.model_dump_json()) == draft
    assert draft.state == {"text": "a\ufffd", "tags": ["\ufffd"], "n": 1}
