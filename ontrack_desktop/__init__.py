"""OnTrack Desktop: offline pastoral casework."""

import sys

__version__ = "0.1.0"

if sys.version_info < (3, 12):
    # PySide6 6.12 gives back None, True and False without counting the reference. From Python 3.12 on they are
    # immortal and that is right; before, each call takes one away, and after some 5,000 calls the process aborts
    # with "deallocating None". A count that cannot run out makes them immortal here too.
    import ctypes

    for _constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_constant)).value += 1 << 40
