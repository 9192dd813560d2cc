"""The recovery sheet: one page with the code in eight groups of four, and nothing about anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.reports import recovery_sheet
from ontrack_desktop.reports.look import MM
from tests.reports import examples
from tests.reports.reading import outside, read, squeezed, text_of


def test_the_code_stands_in_eight_numbered_groups_of_four() -> None:
    content = examples.recovery_sheet()
    data = recovery_sheet.render(content)
    text = squeezed(text_of(data))
    assert len(read(data).pages) == 1
    for number, group in enumerate(content.code.split("-"), start=1):
        assert f"{number}{group.lower()}" in text
    assert squeezed("North team") in text
    assert squeezed("Made Friday 20 November 2026.") in text
    assert outside(data, 18 * MM) == []


def test_it_says_what_it_is_for_where_to_keep_it_and_what_to_do_when_it_is_lost() -> None:
    text = text_of(recovery_sheet.render(examples.recovery_sheet()))
    for heading in ("What it is for", "Where to keep it", "How to use it", "If it is lost or was seen"):
        assert heading in text


def test_a_code_that_is_not_complete_is_not_printed() -> None:
    with pytest.raises(OnTrackError, match="not complete"):
        recovery_sheet.render(replace(examples.recovery_sheet(), code="K7QF-2M9D"))


def test_a_long_name_of_a_vault_stays_on_the_page() -> None:
    content = replace(examples.recovery_sheet(), vault_name="The vault of the " + "very " * 30 + "long name")
    assert outside(recovery_sheet.render(content), 18 * MM) == []
