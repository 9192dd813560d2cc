"""Why a vault is open for reading only, and what a person hears of that."""

from __future__ import annotations

from enum import StrEnum

from ontrack_desktop.domain.errors import OnTrackError


class NothingSaved(OnTrackError):  # noqa: N818 - reads as a claim
    """Something was to be written into a vault that is open for reading only."""


class ReadingOnly(StrEnum):
    """The reason. The first holds where both do."""

    OLDER_COPY = "older copy"
    """The store is behind what this computer has seen."""
    CANNOT_WRITE = "cannot write"
    """The disk is write-protected, or the person may not write in the folder."""

    @property
    def notice(self) -> str:
        """What is said when the vault is opened."""
        if self is ReadingOnly.OLDER_COPY:
            return (
                "This vault is an older copy than the one last used on this computer. You can read it; nothing can be "
                "changed. To write again, open Settings and put the newest backup back."
            )
        return "This vault cannot be written to. You can read it; nothing can be changed."

    @property
    def refusal(self) -> NothingSaved:
        """What is said to somebody who wants to write something nevertheless."""
        if self is ReadingOnly.OLDER_COPY:
            return NothingSaved(
                "Nothing can be saved: this vault is an older copy.", "Open Settings and put the newest backup back."
            )
        return NothingSaved(
            "Nothing can be saved: this vault cannot be written to.",
            "Take the write protection off, or copy the vault’s whole folder to this computer’s own disk, and open "
            "it again.",
        )
