"""The vault's header, `vault.json` and its second copy: who may open the vault, nothing about any child."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from .atomic_file import write_atomically
from .keys import DataKey, canonical_json
from .slots import MAGIC, Slot, SlotKind
from .vault_errors import (
    HeaderDamaged,
    HeaderNotWritten,
    HeaderTampered,
    NotAVault,
    OtherVault,
    TooManyPeople,
    VaultTooNew,
    VaultUnreadable,
)

FORMAT: Final = 1
FILE: Final = "vault.json"
COPY: Final = "vault.json.bak"
LARGEST: Final = 64 * 1024  # bytes; a header with 32 slots has about 16 KiB
MOST_SLOTS: Final = 32
LONGEST_NAME: Final = 80


class Header(BaseModel):
    """What the header says. Not secret; guarded against damage by a checksum and against change by a MAC.

    `generation` grows with each change, so that of two headers the newer one is known.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", ser_json_bytes="hex", val_json_bytes="hex"
    )

    magic: Literal["OnTrack vault"] = MAGIC
    format: Literal[1] = FORMAT
    generation: Annotated[int, Field(ge=1, le=2**53)] = 1
    vault_id: UUID
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    created: AwareDatetime
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=MOST_SLOTS)]

    def slots_of(self, kind: SlotKind) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind is kind]

    def has(self, slot: Slot) -> bool:
        """Whether this very slot, which may have been wrapped anew since, still stands here."""
        return any(each.salt == slot.salt for each in self.slots)

    def recovery_slots_of(self, worker_id: UUID) -> list[Slot]:
        return [slot for slot in self.slots_of(SlotKind.RECOVERY) if slot.worker_id == worker_id]

    def passphrase_slots(self, device_secret: bytes | None) -> list[Slot]:
        """The slots that a passphrase may open on a device that holds this secret."""
        bound = [slot for slot in self.slots if slot.is_of_device(device_secret)]
        return bound + self.slots_of(SlotKind.PASSPHRASE)


class SealedHeader(BaseModel):
    """A header as read from disk, with the MAC that can be checked once the vault is open."""

    model_config = ConfigDict(frozen=True)

    header: Header
    mac: bytes

    def check(self, key: DataKey) -> None:
        """Raise HeaderTampered unless somebody who holds the data key wrote this header."""
        if not hmac.compare_digest(self.mac, _mac(_plain(self.header), key)):
            raise HeaderTampered

    @property
    def data(self) -> bytes:
        """The bytes of a header file: the header, its MAC, and a checksum over both."""
        content = _plain(self.header) | {"mac": self.mac.hex()}
        content["checksum"] = _checksum(content)
        return json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8") + b"\n"


class FoundHeader(BaseModel):
    """The header that holds, and whether its two copies on disk agree and are whole."""

    model_config = ConfigDict(frozen=True)

    sealed: SealedHeader
    main_is_whole: bool
    copies_agree: bool


def seal(header: Header, key: DataKey) -> SealedHeader:
    """The header with its MAC."""
    return SealedHeader(header=header, mac=_mac(_plain(header), key))


def parse(data: bytes) -> SealedHeader:
    """Read a header file's bytes.

    Raises HeaderDamaged (the checksum does not hold), VaultTooNew, or HeaderTampered: the checksum holds, yet
    the content is not what this program writes, as with a cost that no machine should be asked for.
    """
    content = _readable(data)
    if content.get("checksum") != _checksum(content):
        raise HeaderDamaged
    version = content.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise VaultTooNew
    del content["checksum"]
    mac = content.pop("mac", None)
    try:
        return SealedHeader(
            header=Header.model_validate_json(canonical_json(content)), mac=bytes.fromhex(str(mac))
        )
    except (ValidationError, ValueError):
        raise HeaderTampered from None


def read(folder: Path) -> FoundHeader:
    """The header of the vault in `folder`: of its two copies the newer one that is whole.

    Raises NotAVault, VaultUnreadable, HeaderDamaged, HeaderTampered, VaultTooNew, and OtherVault if the copies
    are of two vaults.
    """
    main_bytes, copy_bytes = bytes_of(folder / FILE), bytes_of(folder / COPY)
    if main_bytes is None and copy_bytes is None:
        raise NotAVault
    main, main_fault = _try(main_bytes)
    copy, _ = _try(copy_bytes)
    if main is not None and copy is not None and main.header.vault_id != copy.header.vault_id:
        raise OtherVault
    whole = [sealed for sealed in (main, copy) if sealed is not None]
    if not whole:
        raise main_fault
    found = max(whole, key=lambda sealed: sealed.header.generation)  # of equal ones the first
    return FoundHeader(
        sealed=found, main_is_whole=main is not None, copies_agree=main_bytes == copy_bytes
    )


def write(folder: Path, data: bytes) -> None:
    """Put a header in the place of both copies. Raises HeaderNotWritten; what is on disk then still holds."""
    try:
        write_atomically(folder / FILE, data)
    except OSError as error:
        raise HeaderNotWritten from error
    with contextlib.suppress(OSError):  # the change holds already; this copy is mended when the vault is opened
        write_atomically(folder / COPY, data)


def with_slots(header: Header, slots: tuple[Slot, ...]) -> Header:
    """The next generation of a header, with other slots; raises TooManyPeople."""
    if len(slots) > MOST_SLOTS:
        raise TooManyPeople
    return header.model_copy(update={"slots": slots, "generation": header.generation + 1})


def restore(folder: Path, data: bytes) -> None:
    """Put a header that was kept with a backup back in place of both copies, if it is whole.

    Raises what `parse` raises, OtherVault if a copy that still can be read is of another vault, and
    HeaderNotWritten.
    """
    vault_id = parse(data).header.vault_id
    for name in (FILE, COPY):
        found, _ = _try(bytes_of(folder / name))
        if found is not None and found.header.vault_id != vault_id:
            raise OtherVault
    write(folder, data)


def _readable(data: bytes) -> dict[str, Any]:
    """The JSON object of a header file, if it is one. Deep nesting and duplicate names count as damage."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands twice")
        return found

    if not 0 < len(data) <= LARGEST:
        raise HeaderDamaged
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
        canonical_json(content)
    except (ValueError, RecursionError):
        raise HeaderDamaged from None
    if not isinstance(content, dict):
        raise HeaderDamaged
    return content


def bytes_of(path: Path) -> bytes | None:
    """The first bytes of a file, enough to see that it is too large; None if it is not there."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise VaultUnreadable from None
    except OSError:
        return b""  # there, but the disk fails at it: as good as damaged


def _try(data: bytes | None) -> tuple[SealedHeader | None, HeaderDamaged | HeaderTampered]:
    """The header, or why it does not count; a newer format is final and raised."""
    try:
        return (parse(data) if data is not None else None), HeaderDamaged()
    except (HeaderDamaged, HeaderTampered) as fault:
        return None, fault


def _plain(header: Header) -> dict[str, Any]:
    content: dict[str, Any] = header.model_dump(mode="json")
    return content


def _mac(content: dict[str, Any], key: DataKey) -> bytes:
    return hmac.digest(key.subkey("header-mac"), canonical_json(content), "sha256")


def _checksum(content: dict[str, Any]) -> str:
    rest = {name: value for name, value in content.items() if name != "checksum"}
    return hashlib.sha256(canonical_json(rest)).hexdigest()
