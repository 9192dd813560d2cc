"""One child's journal in the demo: what was said and noted down, and the meetings about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from ontrack_desktop.domain.choices import Attendance, Audience
from ontrack_desktop.domain.meetings import Ask, Invitee, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Person, Pupil
from ontrack_desktop.services import meetings, notes

from .calendar import Telling, at
from .cast import Act, Cast, saving


class Journal:
    """The notes and meetings of a story; `people` are the family, by key."""

    def __init__(
        self, told: dict[str, Any], cast: Cast, telling: Telling, pupil: Pupil, siblings: Sequence[Pupil],
        people: Mapping[str, Person],
    ) -> None:
        self.told = told
        self.cast = cast
        self.telling = telling
        self.pupil = pupil
        self.siblings = siblings
        self.people = people
        self.quotes: list[Quote] = []

    def acts(self) -> Iterator[Act]:
        """What was written down, in no order."""
        yield from self._notes()
        yield from self._meetings()

    def _about(self) -> dict[str, Any]:
        return self.cast.about(self.pupil.id, at(self.telling.opened, "09:00"))

    def _notes(self) -> Iterator[Act]:
        said = {entry["quote"]: entry for entry in self.told["notes"] if "quote" in entry}
        for number, entry in enumerate(self.told["quotes"]):
            quote = self._quote(entry)
            self.quotes.append(quote)
            if number not in said:
                yield quote.at, saving(quote)
        for entry in self.told["notes"]:
            note = self._note(entry)
            actions = [self._action(*action) for action in entry.get("actions", [])]
            quotes = [self.quotes[entry["quote"]]] if "quote" in entry else []
            yield note.at + timedelta(hours=2), partial(notes.save_note, note=note, quotes=quotes, actions=actions)

    def _quote(self, entry: dict[str, Any]) -> Quote:
        values = {k: v for k, v in entry.items() if k not in ("at", "opening")}
        values.setdefault("speaker", self.pupil.name)
        return Quote(**self._about(), at=self.telling.moment(entry["at"]), **values)

    def _note(self, entry: dict[str, Any]) -> Note:
        children = (self.pupil.id, *(sibling.id for sibling in self.siblings if entry.get("siblings")))
        seen = children if entry.get("seen") else ()
        at_home = entry["kind"] == "home_visit" and self.told.get("household")
        return Note(
            id=self.cast.fresh(self.telling.moment(entry["at"])), pupil_ids=children,
            note_kind=entry["kind"], at=self.telling.moment(entry["at"]), minutes=entry["minutes"],
            text=entry["text"], place=self.told["household"]["address"].split("\n")[0] if at_home else "",
            seen_ids=seen, seen_alone_ids=(self.pupil.id,) if entry.get("alone") else (),
            person_ids=tuple(self.people[key].id for key in entry.get("people", [])),
            professional_ids=tuple(self.cast.ids[f"professional:{key}"] for key in entry.get("professionals", [])),
            agency_id=self._agency(entry), direction=entry.get("direction"), outcome=entry.get("outcome", ""),
            promise=entry.get("promise", ""),
            promised_by=self.telling.day(entry["promised_by"]) if "promised_by" in entry else None,
        )

    def _agency(self, entry: dict[str, Any]) -> UUID | None:
        return self.cast.ids.get(f"agency:{entry['agency']}") if "agency" in entry else None

    def _action(
        self, what: str, owner: str, due: str, done: str | None = None, *, agreed: date | None = None
    ) -> Action:
        mine = owner == "me"
        return Action(
            **self._about(), what=what, owner=self.cast.names["worker:me"] if mine else owner,
            worker_id=self.cast.me if mine else None, due_on=self.telling.day(due),
            done_on=self.telling.day(done) if done else None, agreed_on=agreed,
        )

    def _meetings(self) -> Iterator[Act]:
        for entry in self.told["meetings"]:
            begun = self.telling.moment(entry["at"])
            is_next = entry.get("next", False)
            opening = next((number for number, q in enumerate(self.told["quotes"]) if q.get("opening")), None)
            meeting = Meeting(
                **self._about(), meeting_type=entry["type"], at=begun,
                ends_at=self.telling.moment(entry["until"]) if "until" in entry else None,
                place=entry["place"], chair=entry["chair"], minutes=entry.get("minutes", ""),
                agenda=entry.get("agenda", ""), pupil_present=entry.get("pupil_present", False),
                invitees=tuple(self._invitee(key) for key in entry.get("invitees", [])),
                asks=tuple(
                    Ask(what=what, why=why, of_whom=whom, by=self.telling.day(by) if by else None)
                    for what, why, whom, by in entry.get("asks", [])
                ),
                opening_quote_id=self.quotes[opening].id if is_next and opening is not None else None,
            )
            actions = [
                self._action(*action, agreed=self.telling.day(entry["at"])) for action in entry.get("actions", [])
            ]
            written = at(self.telling.today, "08:00") if is_next else begun + timedelta(hours=3)
            yield written, partial(meetings.record_minutes, meeting=meeting, actions=actions)

    def _invitee(self, key: str) -> Invitee:
        if key in self.people:
            person = self.people[key]
            return Invitee(
                name=person.called, role=person.relationship, audience=Audience.FAMILY, person_id=person.id
            )
        found = next(r for r in self.cast.records if r.id == self.cast.ids[f"professional:{key}"])
        school, agency = self.cast.organisation(key)
        organisation = next((n for k, n in self.cast.names.items() if self.cast.ids[k] in (school, agency)), "")
        sector = next((r.sector for r in self.cast.records if r.id == agency and hasattr(r, "sector")), None)
        return Invitee(
            name=getattr(found, "name", ""), role=getattr(found, "role", ""), organisation=organisation,
            audience=meetings.AUDIENCE_OF[sector] if sector else Audience.SCHOOL, professional_id=found.id,
            attendance=Attendance.INVITED,
        )
