"""What the lock screen says in place of asking for the passphrase, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass

BACKUPS, SALVAGE, MEND, READ, LOOK, NEW = "backups", "salvage", "mend", "read", "look", "new"
AGAIN, RECOVER, OTHER = "again", "recover", "other"
SEE_BACKUPS = (BACKUPS, "See the &backups")
DOES_NOT_OPEN = "This vault does not open"
HEADER_ALONE = "header alone"

Steps = tuple[tuple[str, str], ...]
"""What to do and the words on its button, the best first; at most two."""

TROUBLES: dict[str, tuple[str, Steps]] = {
    "header": ("This vault needs mending", ((MEND, "&Mend it from the newest backup"), SEE_BACKUPS)),
    HEADER_ALONE: (DOES_NOT_OPEN, (SEE_BACKUPS,)),
    "backups": (DOES_NOT_OPEN, (SEE_BACKUPS,)),
    "backups or salvage": (DOES_NOT_OPEN, (SEE_BACKUPS, (SALVAGE, "&Save what can be read"))),
    "plug in": ("This vault is not here", ((LOOK, "Look &again"), (NEW, "Make a new &vault"))),
    "close it": ("This vault is already open", ((AGAIN, "&Try again"),)),
    "move it": ("This place is not private", ((OTHER, "&Open it from its new place"),)),
    "newer program": ("This OnTrack is too old for it", ()),
    "keyring": ("A part of the key is missing", ((AGAIN, "&Try again"), (RECOVER, "Use the &recovery code"))),
}
"""By `services.rescue.Help`, which is not loaded before the lock screen: the heading, and what can be done."""
NEXT = {
    HEADER_ALONE: "Your casework is not touched. Plug in the disk with your backups and choose one, or ask the person "
    "who looks after your computers.",
    "newer program": "Nothing was changed. Ask the person who looks after your computers for the newer version.",
}
"""What is said to do in place of what the error itself says."""


@dataclass(frozen=True)
class Trouble:
    """Why a vault does not open as it should, and what can be done."""

    heading: str
    sentence: str
    next_step: str
    steps: Steps


OLDER = Trouble(
    "This is an older copy",
    "This vault holds less than what was last seen on this computer, as if an older copy had been put in its place.",
    "A backup may hold more. You can also open this copy to read it; nothing in it can be changed.",
    (SEE_BACKUPS, (READ, "Open it to &read")),
)
WRITE_PROTECTED = Trouble(
    "This vault is read-only",
    "This vault cannot be written to. You can read it; nothing can be changed.",
    "To write in it, take the write protection off, or copy the vault’s whole folder to this computer’s own disk. If "
    "somebody else may write in it, what they save shows when you open it again.",
    ((READ, "Open it to &read"),),
)
READING_ONLY = {"older copy": OLDER, "cannot write": WRITE_PROTECTED}
"""By `services.reading_only.ReadingOnly`, which is not loaded yet."""
