"""The home-visit card: A5, and never printed where an address is to be kept safe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.reports import home_visit_card
from ontrack_desktop.reports.content import Promise, Resident
from ontrack_desktop.reports.look import MM
from tests.reports import examples
from tests.reports.reading import missing, outside, read, text_of


def test_the_card_is_one_side_of_a5_with_everything_on_it() -> None:
    content = examples.visit_card()
    data = home_visit_card.render(content)
    pages = read(data).pages
    assert [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages] == [(420, 595)]
    assert missing(content, data) == []
    assert outside(data, 10 * MM) == []
    assert "If found, please ring 01632 960 187" in text_of(data)


def test_a_safe_address_is_never_printed() -> None:
    with pytest.raises(OnTrackError, match="safe address"):
        home_visit_card.render(examples.visit_card(safe_address=True))


def test_every_child_can_be_ticked_as_seen_and_as_seen_alone() -> None:
    notes = text_of(home_visit_card.render(examples.visit_card())).split("Notes")[1]
    assert notes.count("Rosie") == notes.count("Alfie") == 2


def test_a_large_household_goes_on_to_another_side_and_nobody_is_left_out() -> None:
    content = replace(
        examples.visit_card(),
        residents=tuple(Resident(f"Somebody Long-Named {i}", "a word to mind", i, True) for i in range(14)),
        promises=tuple(Promise(f"promise{i} " * 4, "when we can") for i in range(12)),
        safety=tuple(f"safety{i} " * 5 for i in range(9)),
    )
    data = home_visit_card.render(content)
    assert len(read(data).pages) > 1
    assert missing(content, data) == []
    assert outside(data, 10 * MM) == []
