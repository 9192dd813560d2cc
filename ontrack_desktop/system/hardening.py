"""Keep what is in memory out of core dumps and debuggers, and traps of the environment out of the program.

Call `harden` first thing, before Qt, the keyring or the store are imported.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Final

# read by libraries that we load, to load other code, to write elsewhere, or to tell what is typed
TRAPS: Final = frozenset(
    {
        "DYLD_INSERT_LIBRARIES",
        "DYLD_LIBRARY_PATH",
        "LD_AUDIT",
        "LD_PRELOAD",
        "PYTHON_KEYRING_BACKEND",
        "QT_DEBUG_PLUGINS",
        "QT_LOGGING_CONF",
        "QT_LOGGING_RULES",
        "QT_LOGGING_TO_CONSOLE",
        "QT_PLUGIN_PATH",
        "QT_QPA_GENERIC_PLUGINS",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "QML2_IMPORT_PATH",
        "QML_IMPORT_PATH",
        "SQLITE_TMPDIR",
        "SSLKEYLOGFILE",
    }
)
TRAP_PREFIXES: Final = ("KEYRING_PROPERTY_",)
PR_SET_DUMPABLE: Final = 4
WER_FAULT_REPORTING_FLAG_NOHEAP: Final = 1

_log = logging.getLogger(__name__)


def harden(environment: MutableMapping[str, str]) -> list[str]:
    """Close this process to dumps and clean `environment` (`os.environ`); gives the names taken out."""
    _forbid_dumps()
    taken = sorted(name for name in environment if name in TRAPS or name.startswith(TRAP_PREFIXES))
    for name in taken:
        del environment[name]
    return taken


def _forbid_dumps() -> None:
    """No core file; on Linux no debugger of the same user either; on Windows no memory in fault reports."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            import ctypes

            if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
                _log.info("this process could not be closed to debuggers")
