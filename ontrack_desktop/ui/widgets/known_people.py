"""People and agencies that a note can name, as chips and as suggestions."""

from __future__ import annotations

from collections.abc import Iterable

from ontrack_desktop.ui.widgets.people_field import PersonItem
from ontrack_desktop.viewmodels.note_people import Known

TONES = {"pupil": "primary", "person": "voice"}


def chips(known: Iterable[Known]) -> list[PersonItem]:
    """By the name that everybody uses."""
    return [PersonItem(str(each.id), each.name, TONES.get(each.kind, "neutral")) for each in known]


def suggestions(known: Iterable[Known]) -> list[PersonItem]:
    """With what tells two of the same name apart: "Rosie Sandoe", "Mr Howe, Triage"."""
    made = []
    for each in dict.fromkeys(known):
        between = " " if each.kind == "pupil" else ", "
        label = each.name if each.detail in ("", each.name) else f"{each.name}{between}{each.detail}"
        made.append(PersonItem(str(each.id), label, TONES.get(each.kind, "neutral")))
    return made
