"""Search memory and files for secrets, in every form in which Python, Qt and the store may hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

PIECE = 16 * 1024 * 1024


class MemoryClosed(Exception):  # noqa: N818 - reads as a claim
    """The process's memory may not be read by this user."""


def forms_of(secret: str | bytes) -> list[bytes]:
    """A text as UTF-8 and as Qt keeps it (UTF-16); bytes as they are and in hexadecimal."""
    if isinstance(secret, bytes):
        return [secret, *forms_of(secret.hex())]
    return [secret.encode("utf-8"), secret.encode("utf-16-le")]


def in_memory(process_id: int, secrets: Mapping[str, str | bytes]) -> dict[str, int]:
    """How often each secret, by its name, stands in the memory of a running process. Raises MemoryClosed."""
    forms = {name: forms_of(secret) for name, secret in secrets.items()}
    found = dict.fromkeys(secrets, 0)
    for piece in _pieces(process_id, max(len(form) for each in forms.values() for form in each)):
        for name, each in forms.items():
            found[name] += sum(piece.count(form) for form in each)
    return found


def in_files(folders: list[Path], secrets: Mapping[str, str | bytes]) -> list[str]:
    """Every file under the folders that holds a secret or has one in its name: “name: path”."""
    forms = {name: forms_of(secret) for name, secret in secrets.items()}
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            data = path.read_bytes() if path.is_file() else b""
            named = str(path).encode("utf-8")
            found += [
                f"{name}: {path}" for name, each in forms.items() if any(form in data or form in named for form in each)
            ]
    return found


def _pieces(process_id: int, overlap: int) -> Iterator[bytes]:
    """The readable memory of a process; a secret that lies across two pieces is whole in one of them."""
    place = Path("/proc") / str(process_id)
    try:
        ranges = (place / "maps").read_text(encoding="ascii", errors="replace").splitlines()
        with (place / "mem").open("rb", buffering=0) as memory:
            for line in ranges:
                span, rights = line.split()[:2]
                if not rights.startswith("rw"):  # libraries and fonts, as they are on the disk
                    continue
                start, end = (int(number, 16) for number in span.split("-"))
                for at in range(start, end, PIECE):
                    try:
                        memory.seek(at)
                        yield memory.read(min(PIECE + overlap, end - at))
                    except OSError:  # given back meanwhile
                        continue
    except PermissionError:
        raise MemoryClosed from None
