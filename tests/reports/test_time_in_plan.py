"""The time-in plan is one page, whatever was typed; what had no room is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontrack_desktop.reports import time_in_plan
from ontrack_desktop.reports.content import Activity, Quotation, SignatureLine, Stage, TimeInPlanContent
from ontrack_desktop.reports.look import MM
from tests.reports import examples
from tests.reports.reading import missing, outside, read, squeezed, stretches, text_of


def full_of(words: str, items: int) -> TimeInPlanContent:
    many = (words,) * items
    stage = Stage(many, many)
    return replace(
        examples.plan(),
        known_as="Maximiliana-Bartholomea Featherstonehaugh",
        key_adult=words,
        backups=many,
        safe_place=words,
        safe_place_notes=many,
        triggers=many,
        unmet_need=words,
        calm=stage,
        rising=stage,
        crisis=stage,
        recovery=stage,
        makes_it_worse=many,
        say=many,
        do_not_say=many,
        activities=tuple(Activity(words, words) for _ in range(items)),
        repair=many,
        quote=Quotation(words, "Rosie"),
        signatures=tuple(SignatureLine(words, words) for _ in range(items)),
    )


def test_a_plan_of_ordinary_length_is_whole_on_one_page() -> None:
    data = time_in_plan.render(examples.plan())
    assert len(read(data).pages) == 1
    assert missing(replace(examples.plan(), pronouns=""), data) == []
    assert "There was no room" not in text_of(data)
    assert "Sending Rosie home is a suspension. Only the head can decide that" in text_of(data).replace("\n", " ")


@pytest.mark.parametrize("family_copy", [False, True])
def test_a_plan_for_the_family_is_one_page_too(family_copy: bool) -> None:
    assert len(read(time_in_plan.render(examples.plan(family_copy=family_copy))).pages) == 1


@pytest.mark.parametrize(
    ("words", "items", "whole"),
    [
        ("Look at her hands.", 4, True),
        ("Look at her hands and then at the door, and wait until she looks at you.", 12, False),
        ("word " * 400, 60, False),
        ("x" * 3000, 5, False),
        ("مرحبا بكم في المدرسة 🌱 ", 40, False),
    ],
    ids=["more than usual", "much more", "a book", "no blanks", "another script"],
)
def test_an_overfull_plan_is_still_one_page_and_says_what_was_left_out(words: str, items: int, whole: bool) -> None:
    data = time_in_plan.render(full_of(words, items))
    pages = read(data).pages
    assert len(pages) == 1
    assert outside(data, 18 * MM) == []
    lowest = min(piece.baseline for piece in stretches(pages[0]) if piece.baseline > 40)
    assert lowest > (297 - 280) * MM, "nothing runs into the foot"
    assert ("There was no room here for" not in text_of(data).replace("\n", " ")) == whole


def test_the_smallest_type_is_seven_and_a_half_points() -> None:
    data = time_in_plan.render(full_of("word " * 400, 60))
    assert min(piece.size for piece in stretches(read(data).pages[0])) >= 7.5 - 0.01


def test_a_plan_that_is_hardly_begun_is_a_page_to_talk_over() -> None:
    content = TimeInPlanContent(examples.frame(), "Sam", "", 1, examples.plan().agreed_on, None, "")
    text = squeezed(text_of(time_in_plan.render(content)))
    assert squeezed("Not agreed yet.") in text
    assert squeezed("What brings Sam back") in text
