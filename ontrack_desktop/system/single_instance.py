"""The name under which this person's running program is found, so that a second start raises the first window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from zlib import crc32

from .paths import config_folder


def instance_name() -> str:
    """A name for a local socket or pipe: the same for every start by one person, another for everybody else."""
    return f"ontrack-desktop-{crc32(os.fsencode(config_folder())):08x}"


def is_taken(name: str) -> bool:
    """Whether a socket or pipe of this name is there. Its program may have been killed: only asking it tells.

    As `QLocalServer` makes them, but without loading Qt's network code, which no first start needs.
    """
    if sys.platform == "win32":
        return any(pipe.name == name for pipe in Path(r"\\.\pipe").iterdir())
    return (Path(os.environ.get("TMPDIR") or "/tmp") / name).exists()  # noqa: S108 - where Qt puts it
