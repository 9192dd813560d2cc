"""The newest header, kept in the store as well: an older one that was put back on the disk is noticed by it."""

from __future__ import annotations

from . import header
from .header import SealedHeader
from .reader import Reader
from .unit_of_work import UnitOfWork


def kept(read: Reader) -> SealedHeader | None:
    """The header as it was when it was last kept; None in a new store."""
    kept = read.rows("SELECT header FROM vault")
    return header.parse(kept[0][0]) if kept and kept[0][0] is not None else None


def keep(work: UnitOfWork, sealed: SealedHeader) -> None:
    """Keep a header, which was written to the disk, as the newest."""
    work.read.connection.execute("UPDATE vault SET header = ?", (sealed.data,))
