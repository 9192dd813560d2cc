"""The newest header, kept in the store as well: an older one that was put back on the disk is noticed by it."""

from __future__ import annotations

from sqlalchemy import select, update

from . import header
from .header import SealedHeader
from .reader import Reader
from .rows import vault_table
from .unit_of_work import UnitOfWork


def kept(read: Reader) -> SealedHeader | None:
    """The header as it was when it was last kept; None in a new store."""
    data = read.connection.scalar(select(vault_table.c.header))
    return header.parse(data) if data is not None else None


def keep(work: UnitOfWork, sealed: SealedHeader) -> None:
    """Keep a header, which was written to the disk, as the newest."""
    work.read.connection.execute(update(vault_table).values(header=sealed.data))
