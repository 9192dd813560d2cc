"""Where a person was when the program locked: page and ids, handed from the process that ends to the next one."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

FILE: Final = "left-off.json"
LARGEST: Final = 4_096

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftOff:
    """Nothing that a person typed and no name: a page, ids, what was half-written (“note”), where the window stood.

    `reason` is a key of `viewmodels.unlock.REASONS`; ids are UUIDs as text, or empty.
    """

    reason: str = ""
    page: str = ""
    pupil_id: str = ""
    section: str = ""
    draft_id: str = ""
    draft_noun: str = ""
    window: str = ""


def keep(left_off: LeftOff, folder: Path) -> None:
    """Write it for the next process. If that fails, only the way back is lost: drafts are in the vault."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / FILE
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(left_off)), encoding="utf-8")
    except OSError as error:
        _log.info("where we were could not be kept (%s)", type(error).__name__)


def take(folder: Path) -> LeftOff:
    """What was kept, once: it is deleted. Empty if there is nothing that can be read."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            content: Any = json.loads(file.read(LARGEST + 1))
        path.unlink()
    except FileNotFoundError:
        return LeftOff()
    except (OSError, ValueError, RecursionError) as error:
        _log.info("where we were could not be read (%s)", type(error).__name__)
        return LeftOff()
    if not isinstance(content, dict):
        return LeftOff()
    known = {field.name for field in fields(LeftOff)}
    return LeftOff(**{name: value for name, value in content.items() if name in known and isinstance(value, str)})
