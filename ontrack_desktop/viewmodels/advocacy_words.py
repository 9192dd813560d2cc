"""Where something that was asked for stands, as a chip: tone, icon, word."""

from __future__ import annotations

from ontrack_desktop.domain.choices import AdvocacyStatus

STATUS_CHIPS: dict[AdvocacyStatus, tuple[str, str, str]] = {
    AdvocacyStatus.RAISED: ("warn", "clock", "Waiting"),
    AdvocacyStatus.HEARD: ("primary", "ear", "Heard"),
    AdvocacyStatus.AGREED: ("good", "check", "Agreed"),
    AdvocacyStatus.DONE: ("good", "circle-check", "Done"),
    AdvocacyStatus.REFUSED: ("alert", "x", "Refused"),
    AdvocacyStatus.ESCALATED: ("primary", "corner-right-up", "Taken higher"),
}
