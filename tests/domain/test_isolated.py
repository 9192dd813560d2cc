"""A name that turns the direction of text turns nothing but itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.domain.isolated import isolated, side_by_side

FSI, PDI, OVERRIDE = "\u2068", "\u2069", "\u202e"


@pytest.mark.parametrize("words", ["Rosie", "Zoë", "", "O’Brien-Łoś", "陈伟", "👩‍👧"])
def test_what_turns_nothing_stays_as_it_is(words: str) -> None:
    assert isolated(words) == words


@pytest.mark.parametrize("words", ["שרה", "مريم", f"gpj{OVERRIDE}exe"])
def test_what_turns_is_ended(words: str) -> None:
    assert isolated(words) == f"{FSI}{words}{PDI}"
    assert side_by_side(("Tue 4 Nov", words, "", "seen")) == f"Tue 4 Nov · {FSI}{words}{PDI} · seen"


def test_an_end_that_begins_nowhere_cannot_break_out() -> None:
    assert isolated(f"a{PDI}{OVERRIDE}b") == f"{FSI}a{OVERRIDE}b{PDI}"
    assert isolated(f"a{FSI}{OVERRIDE}b") == f"{FSI}a{OVERRIDE}b{PDI}"


@given(words=st.text(alphabet=st.sampled_from("ab \u05d0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")))
def test_however_often_it_is_isolated_every_isolate_ends(words: str) -> None:
    twice = isolated(isolated(words))
    begun = sum(twice.count(sign) for sign in "\u2066\u2067\u2068")
    assert begun == twice.count(PDI)
    assert [letter for letter in twice if letter in "ab\u05d0"] == [letter for letter in words if letter in "ab\u05d0"]
