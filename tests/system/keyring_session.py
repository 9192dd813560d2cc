"""What is done in a private session with a real Secret Service: `python -m tests.system.keyring_session FOLDER STEP …`.

Each step prints one line of JSON. The vault lies in FOLDER.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import vaults
from ontrack_desktop.store.vault import Vault
from tests.store.vaults import CHEAP, PASSPHRASE

NEW = "harbour pencil thistle winter oak"


def clock() -> datetime:
    return datetime.now(UTC)


class Session:
    def __init__(self, place: Path) -> None:
        self.folder = place / "Hill.ontrack"
        self.code = place / "code"

    def make(self) -> dict[str, Any]:
        """A vault, opened once."""
        device = vaults.this_device()
        made = vaults.create_vault(
            self.folder, name="Hill", passphrase=PASSPHRASE, worker_name="Dee Marlow", device=device, clock=clock,
            kdf=CHEAP,
        )  # fmt: skip
        self.code.write_text(made.recovery_code, encoding="utf-8")
        workspace = made.open().workspace
        workspace.close()
        secret = device.get(workspace.vault.vault_id) if device else None
        return {"bound": workspace.is_bound_to_device, "secret": secret.hex() if secret else ""}

    def open(self) -> dict[str, Any]:
        return self._open(lambda: vaults.open_workspace(self.folder, PASSPHRASE, vaults.this_device(), clock))

    def recover(self) -> dict[str, Any]:
        """With the code on the sheet; the passphrase is set to what it was."""
        code = self.code.read_text(encoding="utf-8")

        def way_in() -> vaults.Opened:
            opened = vaults.recover(self.folder, code, PASSPHRASE, vaults.this_device(), clock, kdf=CHEAP)
            self.code.write_text(opened.new_recovery_code, encoding="utf-8")
            return opened

        return self._open(way_in)

    def lock(self) -> dict[str, Any]:
        """Lock the keyring, as the system does after a while."""
        import secretstorage

        connection = secretstorage.dbus_init()
        collection = secretstorage.get_default_collection(connection)
        collection.lock()
        return {"locked": collection.is_locked()}

    def change(self) -> dict[str, Any]:
        """Another value of the right shape."""
        return self._put("A" * 43 + "=")

    def lengthen(self) -> dict[str, Any]:
        return self._put("A" * 2_000)

    def forget(self) -> dict[str, Any]:
        service = self._service()
        self._keyring().delete_password(service, "vault")
        return {"kept": self._keyring().get_password(service, "vault")}

    def head(self) -> dict[str, Any]:
        """The ledger's head that the keyring keeps."""
        device = vaults.this_device()
        assert device is not None
        mark = device.high_water(Vault.at(self.folder).place_id)
        return {"seq": mark.seq if mark else 0}

    def _open(self, way_in: Callable[[], vaults.Opened]) -> dict[str, Any]:
        try:
            workspace = way_in().workspace
        except OnTrackError as error:
            return {"error": type(error).__name__, "next_step": error.next_step}
        workspace.close()
        return {"error": "", "bound": workspace.is_bound_to_device}

    def _put(self, value: str) -> dict[str, Any]:
        self._keyring().set_password(self._service(), "vault", value)
        return {"kept": self._keyring().get_password(self._service(), "vault") == value}

    def _service(self) -> str:
        return f"OnTrack Desktop device {Vault.at(self.folder).vault_id}"

    @staticmethod
    def _keyring() -> Any:
        from ontrack_desktop.system.keyring_choice import trusted_keyring

        return trusted_keyring()


if __name__ == "__main__":
    session = Session(Path(sys.argv[1]))
    for step in sys.argv[2:]:
        print(json.dumps(getattr(session, step)()), flush=True)
