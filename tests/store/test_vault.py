"""The vault's life: made, opened, its passphrase changed, recovered, shared, with every kind of keyring."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

import pytest

from ontrack_desktop.domain.errors import NotValid, OnTrackError
from ontrack_desktop.store.header import FILE
from ontrack_desktop.store.slots import SlotKind
from ontrack_desktop.store.vault import Notice, Vault
from ontrack_desktop.store.vault_errors import (
    DeviceKeyMissing,
    FolderTaken,
    HeaderNotWritten,
    LastPerson,
    NotEnoughMemory,
    PassphraseNotUsable,
    PassphraseTaken,
    RecoveryCodeMistyped,
    TooManyPeople,
    TooManyTries,
    VaultError,
    WrongPassphrase,
    WrongRecoveryCode,
)

from .vaults import AMINA, BEN, CHEAP, MONDAY, PASSPHRASE, MemoryDevice, new_vault

NEW = "harbour pencil thistle winter oak"


def test_a_vault_made_with_a_keyring_opens_with_passphrase_and_device(tmp_path: Path) -> None:
    device = MemoryDevice()
    made = new_vault(tmp_path, device)
    assert made.unlocked.slot_kind is SlotKind.PASSPHRASE_AND_DEVICE
    opened = Vault.at(made.vault.folder).unlock(PASSPHRASE, device, MONDAY)
    assert (opened.key, opened.worker_id) == (made.key, AMINA)
    assert Notice.NO_DEVICE_KEY not in opened.notices


@pytest.mark.parametrize("device", [None, MemoryDevice(refuses=True)], ids=["none", "not kept"])
def test_without_a_trustworthy_keyring_the_passphrase_alone_opens_and_that_is_said(
    tmp_path: Path, device: MemoryDevice | None
) -> None:
    made = new_vault(tmp_path, device)
    assert made.unlocked.slot_kind is SlotKind.PASSPHRASE
    assert Notice.NO_DEVICE_KEY in Vault.at(made.vault.folder).unlock(PASSPHRASE, device, MONDAY).notices


@pytest.mark.parametrize("change", ["gone", "changed", "no keyring"])
def test_a_keyring_that_lost_its_part_is_not_called_a_wrong_passphrase(tmp_path: Path, change: str) -> None:
    device = MemoryDevice()
    made = new_vault(tmp_path, device)
    if change == "gone":
        device.secrets.clear()
    elif change == "changed":
        device.secrets[made.vault.vault_id] = os.urandom(32)
    held = None if change == "no keyring" else device
    for _ in range(20):  # nothing was tried, so nothing is counted
        with pytest.raises(DeviceKeyMissing, match="recovery code"):
            Vault.at(made.vault.folder).unlock(PASSPHRASE, held, MONDAY)

    vault = Vault.at(made.vault.folder)
    opened = vault.unlock_with_recovery(made.recovery_code, MONDAY)
    assert opened.key == made.key
    vault.set_passphrase(opened, PASSPHRASE, held, MONDAY, kdf=CHEAP)
    again = Vault.at(made.vault.folder).unlock(PASSPHRASE, held, MONDAY)
    assert again.key == made.key
    assert again.slot_kind is (SlotKind.PASSPHRASE if held is None else SlotKind.PASSPHRASE_AND_DEVICE)


def test_a_copied_folder_does_not_open_on_another_computer_with_the_passphrase_alone(tmp_path: Path) -> None:
    made = new_vault(tmp_path, MemoryDevice())
    with pytest.raises(DeviceKeyMissing):
        Vault.at(made.vault.folder).unlock(PASSPHRASE, MemoryDevice(), MONDAY)


def test_a_keyring_that_became_available_is_used_from_the_next_passphrase_on(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    device = MemoryDevice()
    vault = Vault.at(made.vault.folder)
    slot = vault.set_passphrase(made.unlocked, PASSPHRASE, device, MONDAY, kdf=CHEAP)
    assert slot.kind is SlotKind.PASSPHRASE_AND_DEVICE
    with pytest.raises(DeviceKeyMissing):
        Vault.at(made.vault.folder).unlock(PASSPHRASE, None, MONDAY)


def test_changing_the_passphrase_keeps_the_key_and_the_recovery_code(tmp_path: Path) -> None:
    device = MemoryDevice()
    made = new_vault(tmp_path, device)
    secret = dict(device.secrets)
    vault = Vault.at(made.vault.folder)
    vault.set_passphrase(made.unlocked, NEW, device, MONDAY, kdf=CHEAP)
    assert vault.unlock(NEW, device, MONDAY).key == made.key
    assert Vault.at(vault.folder).unlock(NEW, device, MONDAY).key == made.key
    assert Vault.at(vault.folder).unlock_with_recovery(made.recovery_code, MONDAY).key == made.key
    with pytest.raises(WrongPassphrase):
        Vault.at(vault.folder).unlock(PASSPHRASE, device, MONDAY)
    assert device.secrets == secret


def test_the_recovery_code_is_renewed_and_the_old_sheet_opens_nothing(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    vault = made.vault
    code = vault.renew_recovery_code(made.unlocked, MONDAY, kdf=CHEAP)
    with pytest.raises(WrongRecoveryCode):
        Vault.at(vault.folder).unlock_with_recovery(made.recovery_code, MONDAY)
    assert Vault.at(vault.folder).unlock_with_recovery(code, MONDAY).key == made.key


def test_the_recovery_sheet_is_asked_for_until_it_was_checked(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    vault = made.vault
    assert Notice.RECOVERY_NOT_CONFIRMED in vault.unlock(PASSPHRASE, None, MONDAY).notices
    vault.confirm_recovery(made.unlocked, MONDAY)
    assert Notice.RECOVERY_NOT_CONFIRMED not in Vault.at(vault.folder).unlock(PASSPHRASE, None, MONDAY).notices
    vault.renew_recovery_code(made.unlocked, MONDAY, kdf=CHEAP)
    assert Notice.RECOVERY_NOT_CONFIRMED in Vault.at(vault.folder).unlock(PASSPHRASE, None, MONDAY).notices


def test_a_mistyped_recovery_code_is_not_counted_as_a_try(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    wrong = "Z" if made.recovery_code[0] != "Z" else "Y"
    for _ in range(30):
        with pytest.raises(RecoveryCodeMistyped, match="not as printed"):
            made.vault.unlock_with_recovery(wrong + made.recovery_code[1:], MONDAY)
    assert made.vault.unlock_with_recovery(made.recovery_code.lower(), MONDAY).key == made.key


def test_two_people_open_one_vault_each_in_their_own_name(tmp_path: Path) -> None:
    device = MemoryDevice()
    made = new_vault(tmp_path, device)
    code = made.vault.add_person(
        made.unlocked, worker_id=BEN, passphrase=NEW, device=device, now=MONDAY, kdf=CHEAP
    )
    vault = Vault.at(made.vault.folder)
    assert vault.worker_ids == {AMINA, BEN}
    ben, amina = vault.unlock(NEW, device, MONDAY), vault.unlock(PASSPHRASE, device, MONDAY)
    assert (ben.worker_id, amina.worker_id) == (BEN, AMINA)
    assert ben.key == amina.key
    assert vault.unlock_with_recovery(code, MONDAY).worker_id == BEN
    assert vault.unlock_with_recovery(made.recovery_code, MONDAY).worker_id == AMINA


def test_two_people_with_keyrings_of_their_own_do_not_disturb_each_other(tmp_path: Path) -> None:
    of_amina, of_ben = MemoryDevice(), MemoryDevice()
    made = new_vault(tmp_path, of_amina)
    made.vault.add_person(
        made.unlocked, worker_id=BEN, passphrase=NEW, device=of_ben, now=MONDAY, kdf=CHEAP
    )
    vault = Vault.at(made.vault.folder)
    vault.set_passphrase(vault.unlock(NEW, of_ben, MONDAY), PASSPHRASE + " x", of_ben, MONDAY, kdf=CHEAP)
    assert vault.unlock(PASSPHRASE + " x", of_ben, MONDAY).worker_id == BEN
    assert vault.unlock(PASSPHRASE, of_amina, MONDAY).worker_id == AMINA


def test_two_people_cannot_have_one_passphrase_and_act_in_one_name(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    vault = made.vault
    with pytest.raises(PassphraseTaken):
        vault.add_person(made.unlocked, worker_id=BEN, passphrase=PASSPHRASE, device=None, now=MONDAY, kdf=CHEAP)
    vault.add_person(made.unlocked, worker_id=BEN, passphrase=NEW, device=None, now=MONDAY, kdf=CHEAP)
    with pytest.raises(PassphraseTaken):
        vault.set_passphrase(vault.unlock(NEW, None, MONDAY), PASSPHRASE, None, MONDAY, kdf=CHEAP)
    vault.set_passphrase(made.unlocked, PASSPHRASE, None, MONDAY, kdf=CHEAP)
    assert vault.unlock(PASSPHRASE, None, MONDAY).worker_id == AMINA


def test_a_removed_person_opens_nothing_and_the_last_one_stays(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    code = made.vault.add_person(
        made.unlocked, worker_id=BEN, passphrase=NEW, device=None, now=MONDAY, kdf=CHEAP
    )
    made.vault.remove_person(made.unlocked, BEN)
    vault = Vault.at(made.vault.folder)
    with pytest.raises(WrongPassphrase):
        vault.unlock(NEW, None, MONDAY)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_with_recovery(code, MONDAY)
    with pytest.raises(LastPerson):
        vault.remove_person(made.unlocked, AMINA)
    assert vault.unlock(PASSPHRASE, None, MONDAY).key == made.key


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    before = (made.vault.folder / FILE).read_bytes()
    with pytest.raises(FolderTaken):
        new_vault(tmp_path)
    assert (made.vault.folder / FILE).read_bytes() == before
    (tmp_path / "Dale.ontrack").write_text("a file", encoding="utf-8")
    with pytest.raises(FolderTaken):
        new_vault(tmp_path, name="Dale")


def test_a_full_disk_leaves_no_half_made_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HeaderNotWritten, match="was not made"):
        new_vault(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_passphrase_makes_no_vault(tmp_path: Path) -> None:
    with pytest.raises(PassphraseNotUsable):
        Vault.create(
            tmp_path / "Hill.ontrack", name="Hill", passphrase="", worker_id=AMINA, device=None, now=MONDAY, kdf=CHEAP
        )
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_printed_tells_the_key_or_the_recovery_code(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    said = repr(made) + repr(made.vault) + repr(made.unlocked)
    assert made.key.hex not in said
    assert made.recovery_code not in said


def test_every_error_of_the_vault_has_a_sentence_and_a_next_step() -> None:
    for kind in VaultError.__subclasses__():
        error: OnTrackError = kind(90) if kind is TooManyTries else kind("Said where it is raised.")
        assert error.sentence.endswith(".")
        assert error.next_step.endswith(".")
        assert "!" not in str(error)


def test_too_little_memory_is_said_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2.exceptions import HashingError

    from ontrack_desktop.store import keys

    def none_left(*_args: object, **_kwargs: object) -> bytes:
        raise HashingError("Memory allocation error")

    made = new_vault(tmp_path)
    monkeypatch.setattr(keys, "hash_secret_raw", none_left)
    with pytest.raises(NotEnoughMemory):
        made.vault.unlock(PASSPHRASE, None, MONDAY)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\nb", "lone \ud800"])
def test_a_name_that_cannot_be_used_makes_no_vault(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotValid) as said:
        Vault.create(
            tmp_path / "Hill.ontrack", name=name, passphrase=NEW, worker_id=AMINA, device=None, now=MONDAY, kdf=CHEAP
        )
    assert list(said.value.problems) == ["name"]
    assert list(tmp_path.iterdir()) == []


def test_a_vault_holds_sixteen_people_and_says_so_at_the_seventeenth(tmp_path: Path) -> None:
    made = new_vault(tmp_path)
    people = [UUID(int=number) for number in range(1, 17)]
    for worker_id in people[:15]:
        made.vault.add_person(
            made.unlocked, worker_id=worker_id, passphrase=str(worker_id), device=None, now=MONDAY, kdf=CHEAP
        )
    with pytest.raises(TooManyPeople):
        made.vault.add_person(
            made.unlocked, worker_id=people[15], passphrase=NEW, device=None, now=MONDAY, kdf=CHEAP
        )
    opened = Vault.at(made.vault.folder).unlock(str(people[14]), None, MONDAY)
    assert (opened.worker_id, opened.key) == (people[14], made.key)


def test_the_cost_is_measured_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ontrack_desktop.store import keys

    asked = []

    def measured(wanted: keys.KdfParameters) -> keys.KdfParameters:
        asked.append(wanted)
        return CHEAP

    monkeypatch.setattr(keys, "calibrated", measured)
    for folder, device in (("with", MemoryDevice()), ("without", None)):
        Vault.create(
            tmp_path / folder, name="Hill", passphrase=NEW, worker_id=AMINA, device=device, now=MONDAY
        )
    assert asked == [keys.WITH_DEVICE, keys.LEAST, keys.PASSPHRASE_ALONE, keys.LEAST]
