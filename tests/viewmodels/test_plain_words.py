"""Days and sessions as people say them."""

from __future__ import annotations

import pytest

from ontrack_desktop.viewmodels.plain_words import in_days, long_ago


@pytest.mark.parametrize(
    ("sessions", "said"), [(0, "0 days"), (1, "half a day"), (2, "1 day"), (4, "2 days"), (5, "2.5 days")]
)
def test_sessions_are_half_days(sessions: int, said: str) -> None:
    assert in_days(sessions) == said


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (41, "41 days"), (90, "90 days"), (151, "5 months"), (244, "8 months")]
)  # 151 / 30.4 = 4.97, 244 / 30.4 = 8.03
def test_what_was_long_ago_is_said_in_months(days: int, said: str) -> None:
    assert long_ago(days) == said
