"""Compare the libraries of `uv.lock` with a stored list of advisories, without a network.

`python -m tests.advisories LIST [--lock uv.lock]`. LIST is an OSV export: a folder of JSON files, one JSON file, or a
zip of them, as https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip is. Exit codes: 0 no advisory of the
list names a locked version, 1 one does or could not be compared, 2 there was nothing to compare with.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

LOCK: Final = Path(__file__).resolve().parent.parent / "uv.lock"  # uv writes it; it is not part of the repository
OURS: Final = "ontrack-desktop"
ECOSYSTEM: Final = "PyPI"
NOT_CHECKED: Final = (
    "whether what is installed is what is locked: `uv sync --locked` makes it so, or says that it is not",
    "what libraries carry inside them: Qt in PySide6, SQLCipher and OpenSSL in sqlcipher3, OpenSSL in cryptography, "
    "qpdf in pikepdf",
    "Python itself, the operating system, and the tools that build and install",
    "what became known after the newest entry of the list, and what nobody has reported",
    "whether this program uses the part of a library that an advisory is about",
)


@dataclass(frozen=True)
class Locked:
    """A library at a version; `is_shipped` if the program needs it, and not only its tests."""

    name: str
    version: str
    is_shipped: bool


@dataclass(frozen=True)
class Hit:
    """An advisory that names a locked version; `is_certain` False where its versions could not be compared."""

    library: Locked
    advisory: str
    summary: str
    is_certain: bool


def locked(lock: Path) -> list[Locked]:
    """Every library of a lock file that comes from a registry."""
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    needs = {each["name"]: [needed["name"] for needed in each.get("dependencies", ())] for each in packages}
    shipped, waiting = set(), [OURS]
    while waiting:
        name = waiting.pop()
        if name not in shipped:
            shipped.add(name)
            waiting += needs.get(name, ())
    return [
        Locked(canonicalize_name(each["name"]), each["version"], each["name"] in shipped)
        for each in packages if "registry" in each["source"]
    ]


def advisories(source: Path) -> Iterator[dict[str, Any]]:
    """Every advisory of an OSV export. Raises OSError, ValueError and BadZipFile for what is none."""
    if source.is_dir():
        texts: Iterable[bytes] = (path.read_bytes() for path in sorted(source.rglob("*.json")))
        yield from map(json.loads, texts)
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
    else:
        found = json.loads(source.read_bytes())
        yield from found if isinstance(found, list) else [found]


def affected(advisory: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of an advisory that are about libraries of PyPI; none if it was withdrawn."""
    if not advisory.get("withdrawn"):
        for each in advisory.get("affected", ()):
            if each.get("package", {}).get("ecosystem") == ECOSYSTEM:
                yield each


def compare(libraries: Sequence[Locked], advisory: dict[str, Any]) -> Iterator[Hit]:
    """What one advisory says of these libraries."""
    for each in affected(advisory):
        about = canonicalize_name(each["package"]["name"])
        for library in libraries:
            is_named = names(each, library.version) if library.name == about else False
            if is_named is not False:
                summary = advisory.get("summary") or advisory.get("details", "").partition("\n")[0]
                yield Hit(library, advisory["id"], summary, is_certain=is_named is True)


def names(part: dict[str, Any], version: str) -> bool | None:
    """Whether a part of an advisory names this version; None if that cannot be told."""
    ranges = [each for each in part.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    listed = part.get("versions", ())
    try:
        at = Version(version)
        if version in listed or any(at == Version(each) for each in listed if _is_version(each)):
            return True
        if any(_is_within(at, each["events"]) for each in ranges):
            return True
    except (InvalidVersion, KeyError, TypeError):
        return None
    return False if ranges or listed else None


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def _is_within(at: Version, events: Sequence[dict[str, str]]) -> bool:
    """By the evaluation of the OSV schema: the last event before or at a version decides."""
    is_in = False
    for kind, bound in sorted(
        ((kind, _bound(text)) for event in events for kind, text in event.items()), key=lambda event: event[1]
    ):
        if kind == "introduced" and at >= bound:
            is_in = True
        elif (kind in ("fixed", "limit") and at >= bound) or (kind == "last_affected" and at > bound):
            is_in = False
    return is_in


def _bound(text: str) -> Version:
    return Version("0.dev0" if text == "0" else text)  # "0" is before every version


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.advisories", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("list", metavar="LIST", type=Path, nargs="?", help="an OSV export: folder, JSON file or zip")
    parser.add_argument("--lock", type=Path, default=LOCK)
    arguments = parser.parse_args(argv)
    if arguments.list is None:
        return _nothing("no list of advisories was given. README.md says where to get one")
    try:
        libraries = locked(arguments.lock)
        hits: list[Hit] = []
        days: list[str] = []
        for each in advisories(arguments.list):
            if any(True for _ in affected(each)):
                days.append(str(each.get("modified", ""))[:10])
                hits += compare(libraries, each)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        return _nothing(f"the list or the lock file cannot be read: {type(error).__name__}: {error}")
    if not days:
        return _nothing(f"there is no advisory about a library of {ECOSYSTEM} in {arguments.list}")
    newest = max(days) or "a day that it does not tell"
    print(f"{len(libraries)} locked libraries, {len(days):,} advisories; the newest of the list is of {newest}")
    _report(hits)
    return 1 if hits else 0


def _report(hits: Sequence[Hit]) -> None:
    for hit in hits:
        where = "" if hit.library.is_shipped else " (tests and building only)"
        doubt = "" if hit.is_certain else " [its versions cannot be compared: look at it by hand]"
        print(f"{hit.library.name} {hit.library.version}{where}: {hit.advisory} {hit.summary}{doubt}".rstrip())
    if not hits:
        print("No advisory of this list names a locked version.")
    for words in NOT_CHECKED:
        print(f"Not checked: {words}.")


def _nothing(why: str) -> int:
    print(f"Nothing was compared: {why}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
