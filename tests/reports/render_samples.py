"""Writes the example papers into a folder, to be looked at: `python -m tests.reports.render_samples FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from ontrack_desktop.reports import home_visit_card, meeting_pack, recovery_sheet, time_in_plan
from tests.reports import examples


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    papers = {
        "pack": meeting_pack.render(examples.pack()),
        "pack-family": meeting_pack.render(examples.pack(family_copy=True)),
        "pack-bare": meeting_pack.render(examples.bare_pack()),
        "plan": time_in_plan.render(examples.plan()),
        "card": home_visit_card.render(examples.visit_card()),
        "recovery": recovery_sheet.render(examples.recovery_sheet()),
    }
    for name, data in papers.items():
        (folder / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
