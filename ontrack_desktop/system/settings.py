"""What a person may choose about the program; nothing here is casework. Each setting is declared once."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from ontrack_desktop.domain.errors import OnTrackError

FILE: Final = "settings.json"
THEMES: Final = ("system", "light", "dark", "contrast")
TEXT_SIZES: Final = (100, 125, 150, 200)
VAULTS_REMEMBERED: Final = 8

_log = logging.getLogger(__name__)


class SettingsNotSaved(OnTrackError):  # noqa: N818 - reads as a claim
    """The settings file could not be written; what is on disk still holds."""


def _setting(default: Any, label: str, explanation: str, fits: Callable[[Any], bool]) -> Any:
    """A field with its label and help for the Settings screen, and the claim that a fitting value meets."""
    return field(default=default, metadata={"label": label, "help": explanation, "fits": fits})


def _is_path_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and 0 < len(value) < 4_096)


def _are_paths(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(path, str) and _is_path_or_none(path) for path in value)


@dataclass(frozen=True)
class Settings:
    """All settings, as they hold now. Raises ValueError for a value that does not fit."""

    theme: str = _setting(
        "system",
        "Colours",
        "Light, dark or high contrast. As the system has it, unless you choose.",
        lambda value: value in THEMES,
    )
    text_size: int = _setting(
        100,
        "Text size",
        "In hundredths of the usual size.",
        lambda value: type(value) is int and value in TEXT_SIZES,
    )
    idle_minutes: int = _setting(
        5,
        "Lock after",
        "Minutes without a key or the mouse, from 1 to 15, before the program locks. What you typed is kept.",
        lambda value: type(value) is int and 1 <= value <= 15,
    )
    hides_from_capture: bool = _setting(
        True,
        "Keep the window out of screenshots and screen sharing",
        "Turn it off while you show the program to somebody on a call.",
        lambda value: type(value) is bool,
    )
    backup_target: str | None = _setting(
        None,
        "Second place for backups",
        "A folder on a USB stick or another disk. You are reminded of it once a week.",
        _is_path_or_none,
    )
    vaults: tuple[str, ...] = _setting(
        (),
        "Vaults opened here",
        "The folders only, the last one first.",
        _are_paths,
    )

    def __post_init__(self) -> None:
        for name, declared in _declared().items():
            if not declared.metadata["fits"](getattr(self, name)):
                raise ValueError(f"{name} cannot be {getattr(self, name)!r}")

    def with_vault(self, folder: Path) -> Settings:
        """These settings, with `folder` as the vault opened last."""
        path = str(folder)
        others = [known for known in self.vaults if known != path]
        return replace(self, vaults=(path, *others)[:VAULTS_REMEMBERED])


def label_of(name: str) -> str:
    """The label of a setting on the screen."""
    return str(_declared()[name].metadata["label"])


def help_of(name: str) -> str:
    """The sentence that explains a setting."""
    return str(_declared()[name].metadata["help"])


def load(folder: Path) -> Settings:
    """The settings in `folder`; a value that does not fit gives way to its default.

    A file that cannot be read at all is kept aside as `settings.json.unreadable`.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        return _set_aside(path, error)
    if not isinstance(content, dict):
        return _set_aside(path, TypeError("not an object"))
    found = {name: _as_tuple(content[name]) for name in _declared() if name in content}
    return Settings(**{name: value for name, value in found.items() if _declared()[name].metadata["fits"](value)})


def save(settings: Settings, folder: Path) -> None:
    """Write the settings whole or not at all; raises SettingsNotSaved."""
    path = folder / FILE
    temporary = path.with_name(f"{FILE}.tmp")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise SettingsNotSaved(
            "Your settings could not be saved: the disk is full or the folder cannot be written to.",
            "They hold until you close the program.",
        ) from error


def _declared() -> dict[str, Field[Any]]:
    return {declared.name: declared for declared in fields(Settings)}


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _set_aside(path: Path, error: Exception) -> Settings:
    _log.info("settings could not be read (%s): defaults are used", type(error).__name__)
    try:
        path.replace(path.with_name(f"{FILE}.unreadable"))
    except OSError as another:
        _log.info("settings could not be set aside (%s)", type(another).__name__)
    return Settings()
