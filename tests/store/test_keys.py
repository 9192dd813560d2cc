"""Keys: what is derived is what the written format says, and nothing tells the key by accident."""

from __future__ import annotations

import hashlib
import hmac
import pickle

import pytest
from pydantic import ValidationError

from ontrack_desktop.store import keys
from ontrack_desktop.store.keys import DataKey, KdfParameters
from ontrack_desktop.store.vault_errors import PassphraseNotUsable

from .vaults import CHEAP

KEY = DataKey(bytes(range(32)))


def test_a_subkey_is_hkdf_sha256_as_written_in_rfc_5869() -> None:
    # extract with a salt of 32 zero bytes, then one block of expand: 32 bytes are one SHA-256
    pseudo_random = hmac.digest(bytes(32), bytes(range(32)), "sha256")
    block = hmac.digest(pseudo_random, b"ontrack/1/ledger" + b"\x01", "sha256")
    assert KEY.subkey("ledger") == block
    assert KEY.subkey("ledger") != KEY.subkey("header-mac")


def test_the_hex_form_is_what_sqlcipher_takes() -> None:
    assert KEY.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def test_two_new_keys_differ() -> None:
    assert DataKey.new() != DataKey.new()


def test_a_key_is_not_told_by_printing_or_pickling() -> None:
    assert KEY.hex not in f"{KEY} {KEY!r}"
    with pytest.raises(TypeError):
        pickle.dumps(KEY)


def test_a_passphrase_typed_composed_or_decomposed_is_the_same() -> None:
    salt = bytes(16)
    assert keys.stretch("café garçon", salt, CHEAP) == keys.stretch("cafe\u0301 garc\u0327on", salt, CHEAP)
    assert keys.stretch("café", salt, CHEAP) != keys.stretch("cafe", salt, CHEAP)


@pytest.mark.parametrize("unusable", ["", "x" * 1_001, "lone \ud800 half"], ids=["empty", "long", "surrogate"])
def test_a_passphrase_that_cannot_be_used_is_refused_without_repeating_it(unusable: str) -> None:
    with pytest.raises(PassphraseNotUsable) as refused:
        keys.stretch(unusable, bytes(16), CHEAP)
    assert refused.value.__cause__ is None
    assert not unusable or unusable not in str(refused.value)


@pytest.mark.parametrize(
    ("memory_kib", "time_cost", "parallelism"),
    [(64 * 1024 * 1024, 3, 4), (8 * 1024 - 1, 3, 4), (65_536, 17, 4), (65_536, 0, 4), (65_536, 3, 17), (-1, 1, 1)],
)
def test_a_cost_out_of_bounds_is_refused(memory_kib: int, time_cost: int, parallelism: int) -> None:
    with pytest.raises(ValidationError):
        KdfParameters(memory_kib=memory_kib, time_cost=time_cost, parallelism=parallelism)


def test_a_wrapped_key_opens_only_with_its_key_and_what_it_was_bound_to() -> None:
    wrapping = hashlib.sha256(b"wrapping").digest()
    nonce, wrapped = keys.wrap(KEY, wrapping, b"vault one")
    assert keys.unwrap(nonce, wrapped, wrapping, b"vault one") == KEY
    assert keys.unwrap(nonce, wrapped, wrapping, b"vault two") is None
    assert keys.unwrap(nonce, wrapped, bytes(32), b"vault one") is None


def test_calibration_halves_the_memory_on_a_slow_machine_and_stops_at_the_floor() -> None:
    # a clock on which every run takes three seconds
    ticks = iter(range(0, 1_000, 3))
    found = keys.calibrated(keys.LEAST.model_copy(update={"memory_kib": 128 * 1024}), timer=lambda: next(ticks))
    assert found == keys.LEAST


def test_calibration_keeps_what_is_quick_enough() -> None:
    wanted = keys.LEAST.model_copy(update={"memory_kib": 66 * 1024})
    assert keys.calibrated(wanted, timer=lambda: 0.0) == wanted
