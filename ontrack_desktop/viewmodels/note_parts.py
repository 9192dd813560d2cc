"""What hangs on a note while it is being written, as plain values: words that were said, and actions.

A quote is a dict of id, version, words, start and end (characters of the text; -1 where the words are not in it
any more), speaker (an id, "" for somebody else), name, voice, consent. An action is a dict of id, version, what,
owner (an id, "" for a name only), name, due (an ISO day or what was typed), due_is_typed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.errors import NotValid
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.domain.typed_dates import read_due
from ontrack_desktop.domain.typed_notes import split_due, words_said_at
from ontrack_desktop.domain.validation import fill
from ontrack_desktop.services.composing import Known as Known

QUOTE_MARKS = "“”\"‘’ \n"
VOICES = {"pupil": Voice.PUPIL, "person": Voice.PARENT, "professional": Voice.SCHOOL}
USUAL_DAYS = 7  # an action without a day is due in a week
DAY_WANTED = "Write a day, such as Friday or 14 Nov."
Range = tuple[int, int]


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


def new_action(action_id: UUID, what: str, owner: Worker, today: date) -> dict[str, Any]:
    """An action as it begins: mine, and due in a week."""
    return {
        "id": str(action_id), "version": 0, "what": what, "owner": str(owner.id), "name": owner.name,
        "due": due_of(what, today), "due_is_typed": False,
    }  # fmt: skip


def changed_action(action: dict[str, Any], changed: dict[str, str], today: date) -> dict[str, Any]:
    """An action with other values; a day typed into its field outweighs the one that its words name."""
    made = action | changed
    if "due" in changed:
        made |= {"due": day_or_typed(changed["due"], today), "due_is_typed": True}
    elif not made["due_is_typed"]:
        made["due"] = due_of(made["what"], today)
    return made


def day_or_typed(typed: str, today: date) -> str:
    """The ISO day that is meant, or what was typed if that is no day."""
    day = read_due(typed, today)
    return day.isoformat() if day else typed.strip()


def due_of(what: str, today: date) -> str:
    """When something is due by its own words, else in a week; an ISO day."""
    return (split_due(what, today)[1] or today + timedelta(days=USUAL_DAYS)).isoformat()


def action_values(action: Action) -> dict[str, Any]:
    """A kept action for amending."""
    return {
        "id": str(action.id), "version": action.version, "what": action.what, "owner": str(action.worker_id or ""),
        "name": action.owner, "due": action.due_on.isoformat() if action.due_on else "", "due_is_typed": True,
    }  # fmt: skip


def make_action(action: dict[str, Any], note: Note, workers: Collection[str], today: date) -> Action:
    """The record of an action; `workers` are the ids of those who use this vault. Raises `NotValid`."""
    if action["due"] and not is_day(action["due"]):
        raise NotValid({"due": DAY_WANTED})
    what, day = split_due(action["what"], today)
    return fill(
        Action, id=action["id"], version=action["version"], owner=action["name"],
        what=what if day and not action["due_is_typed"] else action["what"],
        worker_id=action["owner"] if action["owner"] in workers else None, due_on=action["due"] or None,
        source_id=note.id, agreed_on=today, pupil_ids=note.pupil_ids,
    )  # fmt: skip


def is_day(text: str) -> bool:
    """Whether this is an ISO day, and not still what was typed."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
