"""How an entry of the journal reads: its title, the facts beside it, chips, actions, and what was amended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ontrack_desktop.domain.choices import NoteKind
from ontrack_desktop.domain.isolated import isolated, side_by_side
from ontrack_desktop.domain.notes import IN_TOUCH, Action, Note, what_changed
from ontrack_desktop.domain.when import LONG_MONTHS, local, say_day, say_minutes, say_near, say_time
from ontrack_desktop.services.journal import Entry, SessionEntry
from ontrack_desktop.services.notes import JournalEntry

ICONS = {
    NoteKind.HOME_VISIT: "house", NoteKind.PHONE: "phone", NoteKind.DIRECT_WORK: "hand-heart",
    NoteKind.APPOINTMENT: "car", NoteKind.ADVOCACY: "megaphone", NoteKind.MEDIATION: "handshake",
    NoteKind.LIAISON: "building-2", NoteKind.GROUP: "users", NoteKind.LETTER: "mail",
    NoteKind.OBSERVATION: "eye", NoteKind.UNSUCCESSFUL: "user-x",
}  # fmt: skip
CONTACTS = {NoteKind.PHONE: "Call with", NoteKind.LIAISON: "Contact with", NoteKind.LETTER: "Letter or e-mail with"}
REFUSED = re.compile(r"\brefus|\bdeclin|\bturned down", re.IGNORECASE)
Chip = tuple[str, str, str]
LONGEST_QUOTE = 10_000  # characters that are shown of one, under its text


@dataclass(frozen=True)
class JournalLine:
    """One entry in words; the fields are those of the timeline's items. `actions` are (done, words).

    `action_ids` go with them: "" for one that cannot be ticked.
    """

    id: str
    month_heading: str
    icon: str
    title: str
    facts: str
    text: str = ""
    quotes: tuple[str, ...] = ()
    actions: tuple[tuple[bool, str], ...] = ()
    chips: tuple[Chip, ...] = ()
    footnote: str = ""
    restricted: bool = False
    action_ids: tuple[str, ...] = ()


def lines_of(
    entries: Sequence[Entry], *, pupil_id: UUID, today: date, before: Entry | None = None
) -> list[JournalLine]:
    """Entries in words; `before` is the one above them, which may have said the month already."""
    lines = []
    said = _month(before, today) if before else ""
    for entry in entries:
        month = _month(entry, today)
        lines.append(_line(entry, month if month != said else "", pupil_id, today))
        said = month
    return lines


def title_of(entry: JournalEntry) -> str:
    """"Call with CAMHS", "Home visit"."""
    kind = entry.note.note_kind
    return f"{CONTACTS[kind]} {isolated(entry.agency)}" if kind in CONTACTS and entry.agency else kind.label


def facts_of(entry: JournalEntry, pupil_id: UUID, today: date) -> str:
    """"Fri 31 Oct, 14:10 · 50 min · with Rosie, Tom King · seen alone"."""
    note = entry.note
    people = [name for name in entry.with_whom if name != entry.agency or note.note_kind not in CONTACTS]
    who = side_by_side(people, ", ")
    if who and note.note_kind not in IN_TOUCH:
        who = f"with {who}"
    seen = "seen, seen alone" if pupil_id in note.seen_alone_ids else "seen" if pupil_id in note.seen_ids else ""
    length = say_minutes(note.minutes) if note.minutes is not None else ""
    when = f"{say_day(local(note.at).date(), today)}, {say_time(note.at)}"
    return side_by_side((when, length, who, seen))


def action_words(action: Action, today: date) -> str:
    """"Ring transport · Dee Marlow · due Fri 6 Nov", "… · done 3 Nov"."""
    if action.done_on:
        return side_by_side((action.what, f"done {say_day(action.done_on, today)}"))
    if action.dropped_because:
        return side_by_side((action.what, f"dropped: {action.dropped_because}"))
    late = action.days_late(today)
    due = f"{late} {'day' if late == 1 else 'days'} late" if late else ""
    if action.due_on and not late:
        due = f"due {say_near(action.due_on, today)}"
    return side_by_side((action.what, action.owner, due))


def chips_of(entry: JournalEntry, today: date) -> tuple[Chip, ...]:
    """What a note came to: its outcome, its advocacy, its promise."""
    note = entry.note
    chips: list[Chip] = []
    if note.outcome:
        chips.append(("alert", "", note.outcome) if REFUSED.search(note.outcome) else ("neutral", "", note.outcome))
    if entry.advocacy is not None:
        chips.append(("primary", "megaphone", f"Advocacy: {entry.advocacy.label.lower()}"))
    if note.promise or note.promised_by:
        chips.append(_promise(note, today))
    if note.restricted:
        chips.append(("neutral", "lock", "Restricted"))
    return tuple(chips)


def without_own_lines(text: str, quotes: Sequence[str]) -> str:
    """The text without quotes that are sentences of their own: they stand under it, larger. A very long one stays."""
    for words in (each for each in quotes if len(each) <= LONGEST_QUOTE):
        whole = rf"(^|(?<=[.!?…”\"])\s+)[“\"]?{re.escape(words)}[”\"]?(?=\s|$)"
        text = re.sub(whole, "", text, count=1, flags=re.MULTILINE)
    return re.sub(r"\n{2,}", "\n", text).strip()


def until_words(note: Note, newer: Note, by: str, today: date) -> str:
    """How long a version stood, who wrote it, and what the next one changed."""
    until = newer.changed_at
    stood = f"Until {say_day(local(until).date(), today)}, {say_time(until)}" if until else ""
    return side_by_side((stood, by, f"then {what_changed(note, newer)}"))


def version_words(note: Note, today: date) -> str:
    """An earlier version of a note: its facts, and under them its text."""
    length = say_minutes(note.minutes) if note.minutes is not None else ""
    when = f"{say_day(local(note.at).date(), today)}, {say_time(note.at)}"
    facts = side_by_side((note.note_kind.label, when, length, note.place))
    return f"{facts}\n{note.text}"


def _line(entry: Entry, month: str, pupil_id: UUID, today: date) -> JournalLine:
    if entry.withheld:
        return _withheld(entry, month, today)
    if isinstance(entry, SessionEntry):
        return _session(entry, month, today)
    quotes = [quote.words for quote in entry.quotes]
    amendment = entry.amendment
    return JournalLine(
        str(entry.note.id), month, ICONS[entry.note.note_kind], title_of(entry), facts_of(entry, pupil_id, today),
        text=without_own_lines(entry.text, quotes),
        quotes=tuple(f"“{words}”" for words in quotes),
        actions=tuple((not action.is_open, action_words(action, today)) for action in entry.actions),
        action_ids=tuple("" if action.dropped_because else str(action.id) for action in entry.actions),
        chips=chips_of(entry, today),
        footnote=f"Amended {say_day(amendment.on, today)}: {amendment.what}" if amendment else "",
    )  # fmt: skip


def _withheld(entry: Entry, month: str, today: date) -> JournalLine:
    at, entry_id = entry.key
    who = isolated(entry.author) or "its author"
    facts = side_by_side((say_day(local(at).date(), today), entry.author))
    return JournalLine(
        str(entry_id), month, "lock", "Restricted note", facts,
        text=f"Restricted. Only {who} and named people can read this.", restricted=True,
    )  # fmt: skip


def _session(entry: SessionEntry, month: str, today: date) -> JournalLine:
    session = entry.session
    minutes = int((session.ended_at - session.at).total_seconds() // 60) if session.ended_at else None
    parts = [
        f"{say_day(local(session.at).date(), today)}, {say_time(session.at)}",
        say_minutes(minutes) if minutes is not None else "", session.place,
        f"with {isolated(session.key_adult)}" if session.key_adult else "",
    ]  # fmt: skip
    back: Chip = ("good", "check", "Back in class the same day")
    return JournalLine(
        str(session.id), month, "leaf", "Time in", side_by_side(parts),
        text="\n".join(part for part in (session.led_to_it, session.repair) if part),
        quotes=(f"“{session.pupil_feedback}”",) if session.pupil_feedback else (),
        chips=(back,) if session.back_same_day() else (),
    )  # fmt: skip


def _promise(note: Note, today: date) -> Chip:
    if note.promise_kept_on:
        return "good", "check", f"Promise kept {say_day(note.promise_kept_on, today)}"
    if note.promised_by is None:
        return "neutral", "", f"Promised: {note.promise}"
    is_late = note.promised_by < today
    return ("warn" if is_late else "neutral", "", f"Chase {say_day(note.promised_by, today)}")


def _month(entry: Entry, today: date) -> str:
    at: datetime = local(entry.key[0])
    name = LONG_MONTHS[at.month - 1]
    return name if at.year == today.year else f"{name} {at.year}"
