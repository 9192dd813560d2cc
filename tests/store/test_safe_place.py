"""Where a vault may not lie: other computers' disks and folders that a program copies away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontrack_desktop.store import safe_place
from ontrack_desktop.store.safe_place import is_network_system, is_synced, is_unc, mounts_of_linux, mounts_of_macos
from ontrack_desktop.store.vault_errors import UnsafePlace

from .vaults import new_vault

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
60 27 0:50 / /mnt/school\040drive rw,relatime shared:9 - cifs //server/share rw,vers=3.0
61 27 0:51 / /home/amina/remote rw,nosuid - fuse.sshfs amina@host: rw,user_id=1000
62 27 0:52 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
63 60 254:1 / /mnt/school\040drive/local rw - ext4 /dev/vdb1 rw
64 27 8:17 / /media/amina/STICK rw - vfat /dev/sdb1 rw
65 27 0:53 / /media/server rw - nfs4 server:/export rw
"""


@pytest.mark.parametrize(
    ("folder", "on_network"),
    [
        ("/home/amina/Hill.ontrack", False),
        ("/mnt/school drive/Hill.ontrack", True),
        ("/mnt/school drive two/Hill.ontrack", False),
        ("/mnt/school drive/local/Hill.ontrack", False),
        ("/home/amina/remote/a/b", True),
        ("/run/user/1000/gvfs/smb-share:server=x", True),
        ("/media/amina/STICK/Hill.ontrack", False),
        ("/media/server/Hill.ontrack", True),
    ],
)
def test_a_network_share_on_linux_is_known_by_the_mount_that_holds_the_folder(folder: str, on_network: bool) -> None:
    assert is_network_system(Path(folder), mounts_of_linux(MOUNTS)) is on_network


def test_a_network_share_on_macos_is_known_by_what_mount_says() -> None:
    said = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//amina@server/school%20files on /Volumes/school files (smbfs, nodev, nosuid, mounted by amina)\n"
        "/dev/disk4s1 on /Volumes/STICK (exfat, local, nodev)\n"
    )
    mounts = mounts_of_macos(said)
    assert is_network_system(Path("/Volumes/school files/Hill.ontrack"), mounts)
    assert not is_network_system(Path("/Volumes/STICK/Hill.ontrack"), mounts)
    assert not is_network_system(Path("/Users/amina/Hill.ontrack"), mounts)


@pytest.mark.parametrize(
    ("path", "other_computer"),
    [
        (r"\\server\share\Hill.ontrack", True),
        ("//server/share/Hill.ontrack", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\C:\Users\amina", False),
        (r"C:\Users\amina", False),
        ("/home/amina", False),
    ],
)
def test_a_path_that_names_another_computer_is_known(path: str, other_computer: bool) -> None:
    assert is_unc(path) is other_computer


@pytest.mark.parametrize(
    "folder",
    [
        "/home/amina/OneDrive/Hill.ontrack",
        "/home/amina/OneDrive - Hill School/work",
        "/home/amina/dropbox/x",
        "/home/amina/Dropbox (Personal)/x",
        "/home/amina/Google Drive/x",
        "/Users/amina/Library/CloudStorage/OneDrive-Hill/x",
        "/Users/amina/Library/Mobile Documents/com~apple~CloudDocs/x",
        "/home/amina/iCloudDrive/x",
        "/home/amina/Nextcloud/x",
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str) -> None:
    assert is_synced(Path(folder), {})


@pytest.mark.parametrize("folder", ["/home/amina/Drive", "/home/amina/dropboxes", "/home/one/drive/Boxes"])
def test_a_folder_with_a_similar_name_is_fine(folder: str) -> None:
    assert not is_synced(Path(folder), {})


def test_a_synced_folder_is_known_by_where_the_system_says_it_is(tmp_path: Path) -> None:
    assert is_synced(tmp_path / "Documents", {"OneDriveCommercial": str(tmp_path)})
    assert not is_synced(tmp_path / "Documents", {"OneDriveCommercial": str(tmp_path / "elsewhere"), "OneDrive": ""})


def test_no_vault_is_made_in_a_folder_with_the_mark_of_a_sync_program(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(UnsafePlace, match="sync program"):
        new_vault(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".stfolder"]


def test_no_vault_is_made_on_a_network_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_place, "is_on_network", lambda _folder: True)
    with pytest.raises(UnsafePlace, match="another computer"):
        new_vault(tmp_path)
    assert list(tmp_path.iterdir()) == []
