"""How one screen asks for another, without knowing it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Wishes of screens, which the window fulfils. Ids are `UUID`s."""

    page_wanted = Signal(str)
    """today, pupils, meetings, directory, settings."""
    pupil_wanted = Signal(object, str)
    """(pupil id, section): overview, journal, voice, plans, people, advocacy, school_life, measures, chronology,
    who_looked."""
    note_wanted = Signal(object, str)
    """(tuple of pupil ids, note kind or ""): open the composer for a new note beside the page."""
    note_amend_wanted = Signal(object)
    """(note id)."""
    draft_wanted = Signal(object)
    """(draft id): carry on writing."""
    meeting_wanted = Signal(object)
    """(meeting id): open it in the builder."""
    new_meeting_wanted = Signal(object)
    """(pupil id)."""
    form_wanted = Signal(object)
    """(RecordForm view-model): show this noun's form in the side panel."""
    paper_wanted = Signal(object)
    """(PaperModel view-model): preview one page, to save or print it."""
    find_wanted = Signal()
    lock_wanted = Signal()
    told = Signal(str, str)
    """(sentence, tone good|warn|alert): say it quietly at the bottom of the window."""
