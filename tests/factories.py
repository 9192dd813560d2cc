"""Invented records for tests. Every name and sentence here is made up; the guards look for them in logs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import NoteKind, Voice
from ontrack_desktop.domain.notes import Note, Quote
from ontrack_desktop.domain.people import Person, Pupil, Worker
from ontrack_desktop.domain.record import new_id

NOW = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 4)

FORENAME = "Quillan"
SURNAME = "Zephyrhart"
SECRET_TEXT = "The xylophone lesson went better than anybody feared."


def an_id() -> UUID:
    return new_id(NOW, os.urandom(10))


def a_worker(**values: Any) -> Worker:
    return Worker(**{"id": an_id(), "name": "Dee Marlow", "role": "Designated worker", **values})


def a_pupil(**values: Any) -> Pupil:
    return Pupil(**{
        "id": an_id(), "legal_forename": FORENAME, "legal_surname": SURNAME, "born_on": date(2012, 3, 4), **values,
    })


def a_person(pupil: Pupil, **values: Any) -> Person:
    return Person(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "name": "Jo Zephyrhart", "known_as": "Mum",
        "relationship": "Mother", "lives_with": True, **values,
    })


def a_note(pupil: Pupil, **values: Any) -> Note:
    return Note(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "note_kind": NoteKind.HOME_VISIT, "at": NOW,
        "text": SECRET_TEXT, **values,
    })


def a_quote(pupil: Pupil, **values: Any) -> Quote:
    return Quote(**{
        "id": an_id(), "pupil_ids": (pupil.id,), "words": "I can play the whole tune now.",
        "voice": Voice.PUPIL, "speaker": FORENAME, "at": NOW, **values,
    })
