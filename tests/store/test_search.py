"""Searching: any text may be typed, and a word that was saved is found."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ontrack_desktop.domain.people import Pupil
from ontrack_desktop.domain.validation import amended
from ontrack_desktop.services import notes
from ontrack_desktop.services.workspace import Workspace
from tests import factories

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SYNTAX = '"\'*^:-+(){}[]=<>,;%_\\ \0\t\n\ud800'
WORDS = st.sampled_from(["a", "NEAR", "OR", "AND", "NOT", "label", "body", "search", "xylophone"])
# A letter of a script that the index knows, with whatever may hang on letters and stand between them.
LETTERS = "abzÉéßİıñøĄЖщΩαאבعربيहिन्दीภาษา日本語가07"
HANGING = "\u0301\u0327\u200b\u200d'’-_.@/\ue000"
SAVED_WORDS = st.builds(
    "{}{}".format, st.sampled_from("abЖΩאعह日가9"), st.text(LETTERS + HANGING, max_size=12)
)


@MANY
@given(st.text(max_size=30) | st.lists(WORDS | st.text(SYNTAX, max_size=4), max_size=8).map("".join))
@example('"')
@example("*")
@example("NEAR(a b)")
@example("label:x")
@example("\0")
@example("\ud800")
@example("x " * 5_000)
@example("y" * 200_000)
@example('"a" OR ' * 300)
def test_nothing_that_is_typed_makes_searching_fail(workspace: Workspace, typed: str) -> None:
    for asked in (typed, f"{typed} ", f"a{typed}", f"{typed} xylophone"):
        found = workspace.query(lambda read, asked=asked: read.search(asked))  # type: ignore[misc]
        assert {hit.kind for hit in found} <= {"worker"}  # the one record there is


@MANY
@given(st.lists(SAVED_WORDS, min_size=1, max_size=6))
def test_each_word_that_was_saved_is_found_and_its_beginning_too(
    workspace: Workspace, pupil: Pupil, words: list[str]
) -> None:
    note = factories.a_note(pupil, text=" ".join(words))
    workspace.change(partial(notes.save_note, note=note))
    for word in note.text.split():
        for typed in (word, f"{word} ", word[:2], word.upper() if "ß" not in word and "ı" not in word else word):
            found = workspace.query(lambda read, typed=typed: read.search(typed))  # type: ignore[misc]
            assert found[0].record_id == note.id, typed
    everything = workspace.query(lambda read: read.search(" ".join(words)))
    assert everything[0].record_id == note.id


@pytest.mark.parametrize(
    ("saved", "typed"),
    [
        ("Met Siân O’Brien-Łuczak", "sian o'brien"), ("Met Siân O’Brien-Łuczak", "Brien-Łuc"), ("co-op", "coop co-op"),
        ("the school’s SENCO, Ms Dale", "senco, ms"), ("e-mail to dale@school.example", "dale@school"),
        ("09:30 at no. 12/14", "12/14"), ("naïve", "naive"), ("naive", "naïve"),
    ],
)  # fmt: skip
def test_names_and_numbers_are_found_as_people_type_them(
    workspace: Workspace, pupil: Pupil, saved: str, typed: str
) -> None:
    workspace.change(partial(notes.save_note, note=factories.a_note(pupil, text=saved)))
    found = workspace.query(lambda read: read.search(typed))
    assert len(found) == (0 if typed == "coop co-op" else 1)


def test_words_taken_out_of_a_note_are_not_found_any_more(workspace: Workspace, pupil: Pupil) -> None:
    note = factories.a_note(pupil, place="Lanternhouse", note_kind="unsuccessful", text="")
    workspace.change(partial(notes.save_note, note=note))
    kept = workspace.query(lambda read: read.get(type(note), note.id))
    workspace.change(partial(notes.save_note, note=amended(kept, place="")))
    assert workspace.query(lambda read: read.search("lantern")) == []
