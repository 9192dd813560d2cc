"""The eight characters on a page: a slip of typing is told from characters that belong to no page."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.domain import mark

MACS = st.binary(min_size=32, max_size=32)


def test_a_mark_is_the_first_35_bits_and_one_character_of_check() -> None:
    # 35 bits of ones are seven times the last of 32 characters
    assert mark.of(b"\xff" * 32)[:7] == "ZZZZZZZ"
    # 00001 00010 00011 00100 00101 00110 00111 and 00000: characters 1 to 7, counted from 0
    bits = int("0000100010000110010000101001100011100000", 2)
    assert mark.of(bits.to_bytes(5) + bytes(27))[:7] == "3456789"
    assert mark.of(b"") == "22222222"


@given(MACS)
def test_every_mark_is_read_as_it_stands_on_the_page(mac: bytes) -> None:
    made = mark.of(mac)
    assert mark.read(made) == made
    assert mark.read(f" ledger {made[:4]}\N{NO-BREAK SPACE}{made[4:].lower()} ") == made
    lowest, highest = mark.beginnings(made)
    assert lowest <= mac[:5] <= highest


@given(MACS, st.integers(0, 7), st.sampled_from(mark.ALPHABET))
def test_one_wrong_character_is_always_noticed(mac: bytes, place: int, other: str) -> None:
    made = mark.of(mac)
    typed = made[:place] + other + made[place + 1 :]
    if typed != made:
        with pytest.raises(mark.Mistyped, match="do not fit together"):
            mark.read(typed)


@given(MACS)
def test_two_characters_that_changed_places_are_always_noticed(mac: bytes) -> None:
    made = mark.of(mac)
    for one, other in combinations(range(8), 2):
        swapped = list(made)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if swapped != list(made):
            with pytest.raises(mark.Mistyped):
                mark.read("".join(swapped))


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "these are 0"), ("ABCD 234", "these are 7"), ("ABCD 23456", "these are 9"), ("ABCD 2O45", "“O” is never one"),
     ("ABCD 2145", "“1” is never one"), ("ÄBCD 2345", "“Ä” is never one")],
)  # fmt: skip
def test_what_cannot_be_a_mark_is_said_with_what_to_put_right(typed: str, said: str) -> None:
    with pytest.raises(mark.Mistyped, match=said) as refused:
        mark.read(typed)
    assert refused.value.next_step
