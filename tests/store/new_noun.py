"""The README's example of a new noun, run in a process of its own: class, row, form, and nothing else.

Prints the lines that the noun cost.
"""

from __future__ import annotations

import inspect
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import ClassVar

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from ontrack_desktop.domain.fields import Day, FilledLine, Line
from ontrack_desktop.domain.record import Casework
from ontrack_desktop.services import drafts, records
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store import tables
from ontrack_desktop.store.rows import Row
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Ask, FormSpec, RecordForm
from tests import factories
from tests.conftest import Clock, TestKey


class Achievement(Casework):
    """Something a pupil finished, won or dared."""

    kind: ClassVar[str] = "achievement"
    noun: ClassVar[str] = "achievement"

    on: Day
    what: FilledLine
    awarded_by: Line = ""

    def label(self) -> str:
        return self.what


class AchievementRow(Achievement, Row, table=True):  # type: ignore[misc]
    pass


# form
ACHIEVEMENT = FormSpec(Achievement, "An achievement", (
    Ask("on", "When"),
    Ask("what", "What was it?"),
    Ask("awarded_by", "Who says so"),
), "Save achievement")
# end of form


def lines() -> dict[str, int]:
    """Lines of each part, blank lines left out."""
    source = Path(__file__).read_text(encoding="utf-8")
    parts = {
        "class": inspect.getsource(Achievement), "row": inspect.getsource(AchievementRow),
        "form": source.split("# form\n")[1].split("# end of form")[0],
    }
    return {name: sum(1 for line in text.splitlines() if line.strip()) for name, text in parts.items()}


def main() -> None:
    tables.KINDS[Achievement.kind] = Achievement
    folder = Path(tempfile.mkdtemp(dir=sys.argv[1]))
    store = Store.create(
        folder / "store.db", TestKey(), vault_id=factories.an_id(), device_id=factories.an_id(), now=factories.NOW
    )
    store.connection.execute(str(CreateTable(AchievementRow.metadata.tables["achievement"]).compile(dialect=sqlite.dialect())))
    worker, pupil, clock = factories.a_worker(), factories.a_pupil(), Clock()
    workspace = Workspace(store, worker.id, clock)
    workspace.change(lambda work: records.save(work, pupil))
    desk = Desk(Inline(workspace), clock, worker)

    form = RecordForm(desk, ACHIEVEMENT, given={"pupil_ids": (pupil.id,)})
    form.put("what", "Swam a length")
    form.keep_now()
    assert workspace.query(lambda r: drafts.one(r, draft_id=form.record_id)), "a draft from the first key"
    assert not form.save()
    assert form.problems == {"on": "Fill this in."}
    form.put("on", "2026-07-10")
    assert form.save()
    saved = workspace.query(lambda r: r.about(Achievement, pupil.id))[0]
    assert (saved.what, saved.on, saved.version) == ("Swam a length", date(2026, 7, 10), 1)
    second = RecordForm(desk, ACHIEVEMENT, record=saved)
    second.put("awarded_by", "The pool")
    assert second.save()
    assert [v.version for v in workspace.query(lambda r: r.versions(Achievement, saved.id))] == [2, 1]
    assert [hit.record_id for hit in workspace.query(lambda r: r.search("swam len"))] == [saved.id]
    assert workspace.store.verify().is_sound
    workspace.close()
    print(lines())


if __name__ == "__main__":
    main()
