"""Choosing a passphrase: weak ones and slips are named beside the field, and nothing is kept afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from ontrack_desktop.viewmodels.new_passphrase import AGAIN_MISSING, MISSING, NOT_THE_SAME, TOO_WEAK, NewPassphraseModel

GOOD = "otter lantern copper meadow tide"


@pytest.fixture
def model(qapp: QCoreApplication) -> NewPassphraseModel:
    return NewPassphraseModel()


@pytest.mark.parametrize(
    ("typed", "again", "problems"),
    [
        ("", "", {"passphrase": MISSING}),
        ("password1", "password1", {"passphrase": TOO_WEAK}),
        (GOOD, "", {"again": AGAIN_MISSING}),
        (GOOD, GOOD + "s", {"again": NOT_THE_SAME}),
        (GOOD, GOOD[:-1], {"again": NOT_THE_SAME}),
        (GOOD, GOOD, {}),
    ],
)
def test_what_is_not_right_yet_is_named(
    model: NewPassphraseModel, typed: str, again: str, problems: dict[str, str]
) -> None:
    model.put(typed)
    model.put_again(again)
    assert model.check() == (not problems)
    assert model.problems == problems


def test_a_slip_is_said_while_typing_and_taken_back_when_it_is_mended(model: NewPassphraseModel) -> None:
    model.put(GOOD)
    model.put_again("otter")
    assert model.problems == {}
    model.put_again("otx")
    assert model.problems == {"again": NOT_THE_SAME}
    model.put_again("ot")
    assert model.problems == {}


def test_names_that_a_guesser_knows_make_it_weaker(model: NewPassphraseModel) -> None:
    typed = "Fernleigh Hollinshead Carrick"
    model.put(typed)
    assert model.strength is not None
    alone = model.strength.guesses_log10
    model.own_words = (typed,)
    model.put(typed)
    assert model.strength.guesses_log10 < alone


def test_the_suggestion_can_be_used_and_another_one_asked_for(model: NewPassphraseModel) -> None:
    first = model.suggestion
    model.put(first)
    model.put_again(first)
    assert model.check()
    model.suggest_another()
    assert model.suggestion != first


def test_afterwards_nothing_of_it_is_kept(model: NewPassphraseModel) -> None:
    model.put(model.suggestion)
    used = model.suggestion
    model.forget()
    assert used not in (model.passphrase, model.again, model.suggestion)
    assert model.strength is None
