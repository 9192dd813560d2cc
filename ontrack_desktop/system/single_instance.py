"""The name under which this person's running program is found, so that a second start raises the first window."""

from __future__ import annotations

import hashlib

from .paths import config_folder


def instance_name() -> str:
    """A name for a local socket or pipe: the same for every start by one person, another for everybody else."""
    return f"ontrack-desktop-{hashlib.sha256(str(config_folder()).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
