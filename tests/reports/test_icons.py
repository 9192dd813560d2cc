"""Icons are read from their SVG files and drawn as paths on the grid."""

from __future__ import annotations

import pytest

from ontrack_desktop.reports import home_visit_card, icons, pack_change, pack_record, stages, time_in_plan
from ontrack_desktop.system.assets import asset


@pytest.mark.parametrize("name", sorted(path.stem for path in asset("icons").glob("*.svg")))
def test_an_icon_lies_on_its_grid(name: str) -> None:
    steps = icons.steps(name)
    assert steps[0][0] == "M"
    numbers = [number for _, numbers in steps for number in numbers]
    assert min(numbers) >= -3
    assert max(numbers) <= icons.GRID + 3


def test_every_icon_that_the_paper_names_is_there() -> None:
    named = {icon for icon, _, _ in pack_change.STATES.values()} | {icon for icon, _ in pack_record.EFFECTS.values()}
    named |= (
        {shape.icon for shape in stages.SHAPES} | set(time_in_plan.ICONS.values()) | set(home_visit_card.ICONS.values())
    )
    named |= {"sprout", "shield-alert", "message-circle", "message-circle-off", "pen-line", "circle-dot"}
    named |= {"clock-alert", "circle-dashed", "circle-check"}
    assert {name for name in named if not asset("icons", f"{name}.svg").exists()} == set()
