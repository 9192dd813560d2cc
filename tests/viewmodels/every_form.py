"""Every declared form, with what it needs to be opened in a test, and what no field of a kind accepts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ontrack_desktop.viewmodels import record_forms
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import Editor, FormSpec, RecordForm

SPECS: dict[str, FormSpec] = {
    name: value for name, value in vars(record_forms).items() if isinstance(value, FormSpec)
}
OPTIONS = [(f"018f0000-0000-7000-8000-00000000000{n}", label) for n, label in ((1, "The first"), (2, "The second"))]
TOO_LONG = "a" * 201
REFUSED: dict[Editor, Any] = {
    Editor.LINE: TOO_LONG, Editor.TEXT: "nothing \x00 here", Editor.LINES: ["fine", TOO_LONG],
    Editor.DAY: "yesterweek", Editor.MOMENT: "in a while", Editor.NUMBER: "many", Editor.CHOICE: "no such choice",
    Editor.LINK: "nobody we know", Editor.SEVERAL: ["no such choice"],
}


def open_form(desk: Desk, spec: FormSpec, pupil_id: UUID) -> RecordForm:
    """The form for a new record about a pupil; every list to choose from offers the same two."""
    given = {"pupil_ids": (pupil_id,)} if "pupil_ids" in spec.record_class.model_fields else {}
    return RecordForm(desk, spec, given=given, options=lambda _name: OPTIONS)
