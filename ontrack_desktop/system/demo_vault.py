"""The demo's vault: its people are invented, so its passphrase is no secret and stands on its lock screen."""

from typing import Final

PASSPHRASE: Final = "quiet garden room key lamb"  # noqa: S105 - everybody may know it
HINT: Final = f"This is the demo. Its passphrase is “{PASSPHRASE}”."
