"""The recovery code: as printed, as people type it, and with their mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.store import recovery_code
from ontrack_desktop.store.recovery_code import ALPHABET, groups, new_code, plain, secret_of
from ontrack_desktop.store.vault_errors import RecoveryCodeMistyped

# 32 zeros are the number 0, whose remainder is 0; a one at the end makes both 1
ZEROS = "0000-0000-0000-0000-0000-0000-0000-0000-00"
ONE = "0000-0000-0000-0000-0000-0000-0000-0001-01"


def test_a_code_is_eight_groups_of_four_and_a_check_group_of_two() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4] * 8 + [2]
    assert groups(code) == code.split("-")
    assert secret_of(code) == code.replace("-", "")[:32]


def test_no_two_codes_are_the_same() -> None:
    assert len({new_code() for _ in range(200)}) == 200


def test_codes_whose_check_was_worked_out_by_hand_are_read() -> None:
    assert secret_of(ZEROS) == "0" * 32
    assert secret_of(ONE) == "0" * 31 + "1"


@pytest.mark.parametrize(
    "typed",
    [
        ONE.lower(),
        ONE.replace("-", ""),
        ONE.replace("-", " "),
        f"  {ONE}\r\n",
        ONE.replace("0", "O"),
        ONE.replace("0", "o").replace("1", "l"),
        ONE.replace("1", "I"),
        ONE.replace("-", " – "),
    ],
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert secret_of(typed) == "0" * 31 + "1"


@given(st.integers(0, 2**160 - 1), st.integers(0, 33), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(number: int, place: int, wrong: str) -> None:
    code = plain(recovery_code._with_check(number))
    typed = code[:place] + wrong + code[place + 1 :]
    if wrong == code[place]:
        assert secret_of(typed) == code[:32]
    else:
        with pytest.raises(RecoveryCodeMistyped):
            secret_of(typed)


@given(st.integers(0, 2**160 - 1), st.integers(0, 32))
def test_two_neighbours_swapped_are_always_noticed(number: int, place: int) -> None:
    code = recovery_code._with_check(number)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if typed == code:
        assert secret_of(typed) == code[:32]
    else:
        with pytest.raises(RecoveryCodeMistyped):
            secret_of(typed)


@given(st.text(max_size=60))
def test_anything_typed_is_a_code_or_a_plain_sentence(typed: str) -> None:
    # random text is never a code of 160 bits; whatever it is, nothing but this error comes out
    with pytest.raises(RecoveryCodeMistyped, match=r"\.$"):
        secret_of(typed)


def test_a_missing_group_is_said_by_its_number_of_characters() -> None:
    with pytest.raises(RecoveryCodeMistyped, match="34 characters; you typed 30"):
        secret_of("-".join(ONE.split("-")[1:]))


def test_a_character_that_no_code_holds_is_named() -> None:
    with pytest.raises(RecoveryCodeMistyped, match="'U'"):
        secret_of(ONE.replace("1", "u"))


def test_a_group_typed_back_is_compared_as_it_was_meant() -> None:
    assert plain(" o1l0 ") == "0110"
