"""Where the program keeps what is its own and this person's, and none of the casework: settings and logs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

FOLDER: Final = "ontrack-desktop"


def config_folder() -> Path:
    """The folder of `settings.json`; it need not exist yet."""
    return _folders().user_config_path


def log_folder() -> Path:
    """The folder of the log file; it need not exist yet."""
    return _folders().user_log_path


def vaults_folder() -> Path:
    """Where a new vault is offered a place: local data of this person, never the synced Documents folder."""
    return _folders().user_data_path / "vaults"


def documents_folder() -> Path:
    """Where this person keeps documents; it may be synced."""
    return _folders().user_documents_path


def _folders() -> PlatformDirs:
    # roaming=False: a Windows roaming profile is copied to a server
    return PlatformDirs(FOLDER, appauthor=False, roaming=False)
