"""Actions are understood as people type them in a hurry, one on a line."""

from __future__ import annotations

from datetime import date

import pytest

from ontrack_desktop.domain.typed_actions import TypedAction, read_action, read_actions

TODAY = date(2026, 11, 4)  # a Wednesday
FRIDAY = date(2026, 11, 6)
NAMES = ("Mum", "Mr Patel", "Helen Brandt", "Jill Tran")
ME = "Dee Marlow"


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("Send the rota — Mr Patel — by Friday", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Send the rota - patel - friday", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Send the rota – by 6 Nov – Patel", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Send the rota; Mr Patel; 6/11", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Send the rota | Mr Patel by Friday", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Mr Patel to send the rota by Friday", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Mr Patel: send the rota", TypedAction("Send the rota", "Mr Patel")),
        ("Send the rota, Mr Patel, by Friday", TypedAction("Send the rota", "Mr Patel", FRIDAY)),
        ("Send the rota (Mr Patel)", TypedAction("Send the rota", "Mr Patel")),
        ("Ring the farm - me", TypedAction("Ring the farm", ME)),
        ("Ring the farm by Friday", TypedAction("Ring the farm", "", FRIDAY)),
        ("Ring the farm", TypedAction("Ring the farm")),
        ("Ring the farm — Farmer Giles", TypedAction("Ring the farm", "Farmer Giles")),
        ("Send the EHC-plan by the end of term", TypedAction("Send the EHC-plan by the end of term")),
        ("Ask Mum about swimming", TypedAction("Ask Mum about swimming")),
    ],
)
def test_what_who_and_when_are_understood(line: str, understood: TypedAction) -> None:
    assert read_action(line, TODAY, NAMES, ME) == understood


def test_bullets_numbers_and_empty_lines_are_no_part_of_an_action() -> None:
    typed = "- Send the rota\n\n2. Ring the farm\n• Bring the swim times — Mum"
    assert [action.what for action in read_actions(typed, TODAY, NAMES)] == [
        "Send the rota", "Ring the farm", "Bring the swim times"
    ]


def test_a_name_that_two_people_have_stays_as_it_was_typed() -> None:
    names = ("Jill Tran", "Jill Moss")
    assert read_action("Asthma plan — Jill", TODAY, names).owner == "Jill"
