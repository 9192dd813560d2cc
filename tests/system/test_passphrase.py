"""Choosing a passphrase: an honest estimate, a sentence that helps, and words worth suggesting."""

from __future__ import annotations

import re
from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.system import passphrase
from ontrack_desktop.system.passphrase import strength, suggest, words


@pytest.mark.parametrize(
    ("weak", "advice"),
    [
        ("", "5 words"),
        ("Tr0ub4dor", "at least 12"),
        ("password123456", "tried first"),
        ("qwertyuiopasdf", "tried first"),
        ("aaaaaaaaaaaaaaaa", "Repeating"),
        ("correct horse battery staple", "Names and words of your work"),
        ("safeguarding pupil", "Names and words of your work"),
        ("otter lantern", "Add"),
    ],
)
def test_what_is_easily_guessed_is_not_enough_and_the_advice_says_why(weak: str, advice: str) -> None:
    found = strength(weak)
    assert not found.is_enough
    assert advice in found.advice


def test_names_of_the_person_and_the_school_count_for_nothing() -> None:
    typed = "Wilhelmina Thistleton"
    assert strength(typed).guesses_log10 > 8 > strength(typed, ["Wilhelmina Thistleton"]).guesses_log10


@pytest.mark.parametrize("strong", ["harbour pencil thistle winter oak", "żółw pije herbatę w maju", "k7#Vq!pz2Lw&9x"])
def test_words_other_alphabets_and_random_signs_are_enough(strong: str) -> None:
    found = strength(strong)
    assert found.is_enough
    assert found.advice == ""


def test_words_of_our_own_list_are_rated_as_by_somebody_who_has_it() -> None:
    # five words of about 2,500: 2,500 to the power of 5 is about 10 to the power of 17
    assert strength("otter lantern copper meadow tiger").guesses_log10 == pytest.approx(5 * log10(len(words())))


@given(st.text(max_size=200))
def test_anything_typed_gets_an_answer(typed: str) -> None:
    found = strength(typed)
    assert 0 <= found.score <= 4
    assert found.is_enough == (found.advice == "")


def test_a_very_long_passphrase_is_rated_without_delay() -> None:
    assert strength("harbour pencil thistle winter oak " * 300).is_enough


def test_a_suggestion_is_five_words_of_the_list_and_always_enough() -> None:
    suggested = [suggest() for _ in range(50)]
    assert len(set(suggested)) == 50
    for one in suggested:
        assert len(one.split()) == 5
        assert set(one.split()) <= set(words())
        assert strength(one).is_enough


def test_the_list_is_long_enough_sorted_and_of_plain_words() -> None:
    found = words()
    assert len(found) >= 2_048
    assert list(found) == sorted(set(found))
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in found)


def test_words_that_sound_alike_are_not_in_the_list() -> None:
    pairs = [("flour", "flower"), ("pair", "pear"), ("plain", "plane"), ("tail", "tale"), ("muscle", "mussel"),
             ("meter", "metre"), ("sail", "sale"), ("steal", "steel"), ("stair", "stare")]  # fmt: skip
    assert [pair for pair in pairs if set(pair) <= set(words())] == []


def test_no_claim_blames_or_shouts() -> None:
    assert not any("!" in claim for claim in passphrase.CLAIMS)
