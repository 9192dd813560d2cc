"""What can go wrong with a vault, each in a plain sentence with a next step."""

# ruff: noqa: N818 - the names read as claims

from __future__ import annotations

from ontrack_desktop.domain.errors import OnTrackError


class VaultError(OnTrackError):
    """Any expected failure to make, find or open a vault."""

    SENTENCE = ""
    NEXT_STEP = ""

    def __init__(self, sentence: str = "", next_step: str = "") -> None:
        super().__init__(sentence or self.SENTENCE, next_step or self.NEXT_STEP)


class NotAVault(VaultError):
    SENTENCE = "There is no vault in this folder."
    NEXT_STEP = "Choose the folder whose name ends in .ontrack."


class VaultUnreadable(VaultError):
    SENTENCE = "You may not read the files of this vault."
    NEXT_STEP = "Sign in as the person whose vault it is, or ask the person who looks after your computers."


class FolderTaken(VaultError):
    SENTENCE = "There is already something in this folder, so no vault was made."
    NEXT_STEP = "Choose another name or another place."


class UnsafePlace(VaultError):
    """The folder lies where other people or programs reach it; the sentence says which."""

    NEXT_STEP = "Choose a folder on this computer’s own disk, outside any folder that is shared or synced."
    MOVE_IT = (
        "Nothing was changed. Move the vault’s whole folder to this computer’s own disk, outside any folder that is "
        "shared or synced, and open it there."
    )


class WrongPassphrase(VaultError):
    SENTENCE = "That passphrase does not open this vault."
    NEXT_STEP = "Check Caps Lock and the keyboard layout and try again, or use your recovery code."


class WrongRecoveryCode(VaultError):
    SENTENCE = "That recovery code does not open this vault."
    NEXT_STEP = "Check that the recovery sheet belongs to this vault, and that no newer sheet was made."


class RecoveryCodeMistyped(VaultError):
    """The code cannot be right as typed; nothing was tried and no try was counted."""

    NEXT_STEP = "Compare it with the recovery sheet, one group at a time."


class PassphraseNotUsable(VaultError):
    SENTENCE = "That passphrase cannot be used."
    NEXT_STEP = "Use letters, numbers, spaces and signs, up to 1,000 characters."


class PassphraseTaken(VaultError):
    SENTENCE = "That passphrase cannot be used here: each person needs one of their own."
    NEXT_STEP = "Choose a different one, so that what each of you does is written down under the right name."


class TooManyTries(VaultError):
    """Too many failed tries; `seconds` to wait before the next one."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        one = f"{seconds} second{'s' if seconds != 1 else ''}"
        wait = one if seconds < 100 else f"{minutes} minutes"
        super().__init__("There were several failed tries.", f"Wait {wait}, then try again.")
        self.seconds = seconds


class DeviceKeyMissing(VaultError):
    SENTENCE = "This computer does not give out its part of the key to this vault. Nothing in the vault is lost."
    NEXT_STEP = (
        "If the computer asked to unlock its keyring, say yes and try again. Otherwise use your recovery code, "
        "which is on the printed recovery sheet."
    )


class HeaderDamaged(VaultError):
    SENTENCE = "The two small files that check your passphrase are damaged."
    NEXT_STEP = (
        "Your casework is not touched. The newest backup holds a good copy of them: your passphrase and your "
        "recovery code stay the same."
    )


class HeaderTampered(VaultError):
    SENTENCE = "The small files that say who can open this vault were changed by something other than this program."
    NEXT_STEP = (
        "Your casework is not touched. Tell the person who looks after your computers. The newest backup holds a good "
        "copy of them."
    )


class OtherVault(VaultError):
    SENTENCE = "Files of another vault lie in this vault’s folder."
    NEXT_STEP = "Put back a backup of this vault, or the right folder in its place."


class VaultTooNew(VaultError):
    SENTENCE = "This vault was made by a newer version of OnTrack."
    NEXT_STEP = "Nothing was changed. Install the newer version to open it."


class KeyReplaced(VaultError):
    SENTENCE = "That passphrase or code was replaced, or its owner was taken off this vault."
    NEXT_STEP = (
        "Somebody had put back an old list of who can open it. The newest list is in place again: use your newest "
        "passphrase or recovery sheet."
    )
    READING = (
        "Somebody had put back an old list of who can open it, and it cannot be written to. Use your newest "
        "passphrase or recovery sheet, or copy the vault’s whole folder to this computer and open it there."
    )


class KeyChangeCutOff(VaultError):
    """What was typed belongs to the key that the store does not have; the next step says what opens it."""

    SENTENCE = "The program ended while this vault was given a new key."
    NEXT_STEP = (
        "The change was not finished: use the passphrase or the recovery sheet from before. If neither opens the "
        "vault, put the newest backup back."
    )
    FINISHED = (
        "The change was finished: use the new passphrase or the new recovery sheet. If neither opens the vault, "
        "put the newest backup back."
    )


class HeaderNotWritten(VaultError):
    SENTENCE = "The change was not saved: the vault’s folder is full or cannot be written to."
    NEXT_STEP = "Make room on the disk or plug it in again, and try once more. The vault opens as before."


class NotEnoughMemory(VaultError):
    SENTENCE = "There is not enough free memory to check the passphrase."
    NEXT_STEP = "Close other programs and try again."


class LastPerson(VaultError):
    SENTENCE = "This person is the only one who can open the vault."
    NEXT_STEP = "Add another person first."


class TooManyPeople(VaultError):
    SENTENCE = "Sixteen people can open this vault already, and it cannot hold more."
    NEXT_STEP = "Remove somebody who no longer needs it first."


class VaultInUse(VaultError):
    """Another process has the vault; the sentence says which, where and since when."""

    NEXT_STEP = "Close it there first, then try again. If you see no window there, restart that computer."


class VaultReadOnly(VaultError):
    """Write-protected, or not this person's to write: it can be read, and what needs more than that is refused."""

    SENTENCE = "The vault was not opened, because nothing could be saved in it: its folder cannot be written to."
    NEXT_STEP = (
        "Nothing was changed. Take the write protection off the disk, or copy the vault’s whole folder to this "
        "computer and open it there."
    )
