"""Those who are asked to a meeting, as lines of a list, as they are spoken of, and as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ontrack_desktop.domain.choices import Audience
from ontrack_desktop.domain.meetings import Invitee
from ontrack_desktop.domain.people import initials
from ontrack_desktop.services.readiness import Check


@dataclass(frozen=True)
class Recipient:
    """One line of the list of recipients. `state` is ready, limited (no consent and no reason) or none (no copy)."""

    number: int
    initials: str
    name: str
    detail: str
    audience: str
    state: str


def recipients(invitees: Sequence[Invitee], checks: Sequence[Check]) -> list[Recipient]:
    """The lines, in the order of the meeting."""
    limited = {check.invitee for check in checks if check.mend == "consent"}
    return [
        Recipient(
            number, initials(each.name), each.name, _detail(each), each.audience.label,
            "none" if not each.gets_copy else "limited" if number in limited else "ready",
        )
        for number, each in enumerate(invitees)
    ]


def spoken(invitee: Invitee) -> str:
    """"Tom King, farm tutor, Moor Lane"."""
    return ", ".join(part for part in (invitee.name, invitee.role, invitee.organisation) if part)


def typed_invitee(typed: str, audience: Audience, candidates: Sequence[Invitee]) -> Invitee | None:
    """Somebody whom we know, or anybody typed as "name, role, organisation"; None if it is nobody."""
    known = next((each for each in candidates if typed.strip() in (each.name, spoken(each))), None)
    if known is not None:
        return known.model_copy(update={"audience": audience})
    name, role, organisation = ([part.strip() for part in typed.split(",", 2)] + ["", ""])[:3]
    try:
        return Invitee(name=name, role=role, organisation=organisation, audience=audience)
    except ValueError:  # no name, or signs that cannot be kept
        return None


def not_asked(candidates: Sequence[Invitee], invitees: Sequence[Invitee]) -> list[Invitee]:
    """Everybody who could be asked and is not."""
    asked = {each.person_id or each.professional_id or each.name for each in invitees}
    return [c for c in candidates if (c.person_id or c.professional_id or c.name) not in asked]


CALLED = {
    "mum": "mother", "dad": "father", "nan": "grandmother", "gran": "grandmother", "grandad": "grandfather",
}  # fmt: skip
"""What a child calls somebody says who it is."""


def reason_problem(row: dict[str, Any], reason: str) -> str:
    """Why this reason to share with the invitee of a form's row cannot be kept, as a sentence; "" where it can."""
    if not reason.strip():
        return "Say why, in a few words. The reason is kept in the record."
    try:
        Invitee(**row | {"reason": reason})
    except ValueError:
        return "This holds signs that cannot be kept. Delete them and type them again."
    return ""


def _detail(invitee: Invitee) -> str:
    name, role = invitee.name.casefold(), invitee.role.casefold()
    if invitee.audience is Audience.FAMILY and role in (name, CALLED.get(name)):
        return ""
    return " · ".join(part for part in (invitee.role, invitee.organisation) if part)
