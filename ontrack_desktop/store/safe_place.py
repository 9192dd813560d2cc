"""Refuse a vault where others reach it or a program copies it away: network shares, synced folders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final

from .vault_errors import UnsafePlace

# lower case; the name of a folder on the way, exactly, or with an addition such as "OneDrive - Hill School"
SYNCED_FOLDERS: Final = re.compile(
    r"(onedrive|dropbox|google ?drive|my drive|icloud ?drive|mobile documents|cloudstorage|nextcloud|owncloud"
    r"|box sync|pclouddrive|synologydrive|mega(sync)?|tresorit|syncthing)( ?[-(].*)?"
)
SYNC_MARKS: Final = (
    ".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log", ".tmp.driveupload",
    ".tmp.drivedownload",
)  # fmt: skip
SYNC_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK_SYSTEMS: Final = re.compile(
    r"nfs4?|cifs|smb\w*|ncpfs|afs|afpfs|webdav|davfs2?|ceph|lustre|beegfs|glusterfs|gpfs|ocfs2|9p2000"
    r"|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|kio-fuse|s3fs|gcsfuse|glusterfs|ceph|curlftpfs|smbnetfs|onedriver"
    r"|google-drive-ocamlfuse|juicefs|seadrive|dropbox|pcloud)"
)
WINDOWS_REMOTE_DRIVE: Final = 4


def require_safe_place(folder: Path, next_step: str = "") -> None:
    """Raise UnsafePlace, with the reason, if `folder` (which need not exist yet) is on a share or synced.

    `next_step` takes the place of the advice to somebody who is choosing a folder.
    """
    folder = folder.resolve()
    if is_synced(folder, os.environ):
        raise UnsafePlace("This folder is copied to other computers or to the internet by a sync program.", next_step)
    if is_on_network(folder):
        raise UnsafePlace("This folder lies on another computer, reached over the network.", next_step)


def is_synced(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a sync program has the folder in its care: by names, marks left there, and environment."""
    roots = [Path(environment[name]) for name in SYNC_VARIABLES if environment.get(name)]
    return (
        any(SYNCED_FOLDERS.fullmatch(part.lower()) for part in folder.parts)
        or any(folder.is_relative_to(root) for root in roots)
        or any((parent / mark).exists() for parent in (folder, *folder.parents) for mark in SYNC_MARKS)
    )


def is_on_network(folder: Path) -> bool:
    """Whether the folder lies on another computer's disk."""
    if is_unc(str(folder)):
        return True
    if sys.platform == "win32":
        import ctypes

        found: bool = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == WINDOWS_REMOTE_DRIVE
    elif sys.platform == "darwin":
        said = subprocess.run(["/sbin/mount"], check=True, capture_output=True, encoding="utf-8").stdout
        found = is_network_system(folder, mounts_of_macos(said))
    else:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        found = is_network_system(folder, mounts_of_linux(mounts))
    return found


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names another computer: `\\server\share`, `\\?\UNC\server\share`."""
    path = path.replace("/", "\\")
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path[4:8].upper() == "UNC\\"
    return path.startswith("\\\\")


def mounts_of_linux(mountinfo: str) -> list[tuple[str, str]]:
    """(mount point, file system) from the text of /proc/self/mountinfo, later mounts last."""
    found = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        if len(before.split()) > 4 and after:
            point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split()[4])
            found.append((point, after.split()[0]))
    return found


def mounts_of_macos(said: str) -> list[tuple[str, str]]:
    """(mount point, file system) from what `mount` says: `//me@server/x on /Volumes/x (smbfs, nodev)`."""
    return re.findall(r"^.* on (/.*?) \((\w+)[,)]", said, flags=re.MULTILINE)


def is_network_system(folder: Path, mounts: Iterable[tuple[str, str]]) -> bool:
    """Whether the mount that holds the folder (the longest mount point above it) is a network file system."""
    holding = [
        (len(PurePath(point).parts), order, system)
        for order, (point, system) in enumerate(mounts)
        if folder.is_relative_to(point)
    ]
    return bool(holding) and NETWORK_SYSTEMS.fullmatch(max(holding)[2]) is not None
