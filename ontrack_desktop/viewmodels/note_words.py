"""The words people said, marked in a note's text while it is written.

A quote is a dict of id, version, words, start and end (characters of the text; -1 where the words are not in it
any more), speaker (an id, "" for somebody else), name, voice, consent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from weakref import proxy

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.notes import Note, Quote
from ontrack_desktop.domain.typed_notes import words_said_at
from ontrack_desktop.domain.validation import fill

from .form import FormModel
from .note_people import VOICES, Known, NotePeople

QUOTE_MARKS = "“”\"‘’ \n"
Range = tuple[int, int]


class NoteWords:
    """The text of the note that `form` holds, and the quotes in it."""

    def __init__(self, form: FormModel, people: NotePeople) -> None:
        self._form: FormModel = proxy(form)  # the note holds its rooms, and they do not hold it
        self._people = people

    def put_text(self, text: str, marks: Sequence[Range], caret: int) -> None:
        """What stands in the box, where its marks are (in characters), and the caret as the box counts it."""
        self._form.caret = caret
        self._form.put("text", text)
        self._form.put("quotes", placed(self._form.values["quotes"], marks, text))

    def mark(self, start: int, end: int) -> bool:
        """Mark a selection, or the words around a caret (start == end), as said by somebody; or take a mark off.

        False where there are no words.
        """
        text = self._form.values["text"]
        place = words_at(text, start, end)
        if place[0] == place[1]:
            return False
        words = text[place[0] : place[1]]
        fresh = new_quote(self._form.desk.fresh_id(), words, place, self._people.child_who_spoke())
        self._form.show("quotes", with_mark(self._form.values["quotes"], fresh))
        return True

    def put(self, quote_id: str, **changed: str) -> None:
        """Change whose words they are (`speaker`: an id or "") or whether they may be repeated (`consent`)."""
        if "speaker" in changed:
            changed |= spoken_by(self._people.known.get(changed.pop("speaker")))
        quotes = self._form.values["quotes"]
        self._form.show("quotes", [quote | changed if quote["id"] == quote_id else quote for quote in quotes])

    def remove(self, quote_id: str) -> None:
        """Take the mark off; the words stay in the text."""
        self._form.show("quotes", [quote for quote in self._form.values["quotes"] if quote["id"] != quote_id])


def new_quote(quote_id: UUID, words: str, place: Range, speaker: Known | None) -> dict[str, Any]:
    """A quote as it is marked: not asked yet whether it may be repeated."""
    made = {"id": str(quote_id), "version": 0, "words": words, "start": place[0], "end": place[1],
            "consent": QuoteConsent.NOT_ASKED.value}  # fmt: skip
    return made | spoken_by(speaker)


def spoken_by(speaker: Known | None) -> dict[str, Any]:
    """Whose words: a pupil, a relative, a professional, or somebody else."""
    if speaker is None:
        return {"speaker": "", "name": "", "voice": Voice.OTHER.value}
    return {"speaker": str(speaker.id), "name": speaker.name, "voice": VOICES[speaker.kind].value}


def placed(quotes: Sequence[dict[str, Any]], ranges: Sequence[Range], text: str) -> list[dict[str, Any]]:
    """The quotes where their marks stand now; a quote whose mark has gone from the text goes with it."""
    loose = [quote for quote in quotes if quote["start"] < 0]
    marked = sorted((quote for quote in quotes if quote["start"] >= 0), key=lambda quote: quote["start"])
    if len(marked) != len(ranges):
        words = [text[start:end] for start, end in ranges]
        same = [quote for quote in marked if quote["words"] in words]
        # Where a mark was cut in two with another one deleted, the order of the text decides.
        marked = same if len(same) == len(ranges) else marked
    moved = [
        quote | {"start": start, "end": end, "words": text[start:end]}
        for quote, (start, end) in zip(marked, ranges, strict=False)
    ]
    return [*loose, *moved]


def words_at(text: str, start: int, end: int) -> Range:
    """A selection without the blanks at its ends, or (start == end) the words around a caret."""
    if start == end:
        return words_said_at(text, start)
    chosen = text[start:end]
    return start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())


def with_mark(quotes: Sequence[dict[str, Any]], fresh: dict[str, Any]) -> list[dict[str, Any]]:
    """The quotes with a fresh one; or without the one that its place is in already.

    A quote that the place reaches beyond is made longer: it stays that person's.
    """
    start, end = fresh["start"], fresh["end"]
    there = [quote for quote in quotes if quote["start"] < end and start < quote["end"]]
    rest = [quote for quote in quotes if quote not in there]
    if any(quote["start"] <= start and end <= quote["end"] for quote in there):
        return rest
    longer = {name: fresh[name] for name in ("words", "start", "end")}
    made = there[0] | longer if len(there) == 1 else fresh
    return sorted([*rest, made], key=lambda quote: int(quote["start"]))


def quote_values(quote: Quote, text: str) -> dict[str, Any]:
    """A kept quote for amending: found again in the text of its note."""
    start = text.find(quote.words)
    end = start + len(quote.words)
    if start > 0 and text[start - 1] in "“\"" and text[end : end + 1] in ("”", '"'):
        start, end = start - 1, end + 1
    speaker = quote.person_id or (quote.pupil_ids[0] if quote.voice is Voice.PUPIL else None)
    return {
        "id": str(quote.id), "version": quote.version, "words": text[start:end] if start >= 0 else quote.words,
        "start": start, "end": end if start >= 0 else -1, "speaker": str(speaker or ""), "name": quote.speaker,
        "voice": quote.voice.value, "consent": quote.consent.value,
    }  # fmt: skip


def make_quote(quote: dict[str, Any], note: Note) -> Quote:
    """The record of a quote; a child's words are about that child only. Raises `NotValid`."""
    pupils = {str(pupil): pupil for pupil in note.pupil_ids}
    own = pupils.get(quote["speaker"]) if quote["voice"] == Voice.PUPIL else None
    is_person = quote["voice"] == Voice.PARENT and quote["speaker"]
    return fill(
        Quote, id=quote["id"], version=quote["version"], words=quote["words"].strip(QUOTE_MARKS),
        voice=quote["voice"], speaker=quote["name"], consent=quote["consent"], at=note.at, note_id=note.id,
        person_id=quote["speaker"] if is_person else None, pupil_ids=(own,) if own else note.pupil_ids,
    )  # fmt: skip
