"""Choose a keyring that is known to keep secrets encrypted, by its class; any other counts as none.

The `keyring` library's own choice is not asked: an environment variable or a file may turn it to a plain-text
or empty keyring, and it may pick one of those by itself.
"""

from __future__ import annotations

import importlib
import logging
import sys
from typing import Any, Final, Protocol

TRUSTED: Final[dict[str, tuple[str, ...]]] = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
    "linux": ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring"),
}

_log = logging.getLogger(__name__)


class Keyring(Protocol):
    """What is asked of a keyring; the `keyring` library's back ends answer."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...


def trusted_keyring() -> Keyring | None:
    """The keyring of this system, or None if there is none that can be trusted.

    Imports the `keyring` library (about 0.1 s) and asks the system's service: call it from a worker thread.
    """
    for name in TRUSTED.get(sys.platform, ()):
        try:
            return _load(name)
        except Exception as error:
            # a back end may raise anything when its service is not there; the next one is tried
            _log.info("keyring %s is not available (%s)", name, type(error).__name__)
    return None


def _load(name: str) -> Keyring:
    module, _, class_name = name.rpartition(".")
    backend: Any = getattr(importlib.import_module(module), class_name)
    _ = backend.priority  # raises if its service is not there
    made: Keyring = backend()
    return made
