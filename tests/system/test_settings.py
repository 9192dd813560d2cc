"""Settings: what was chosen comes back; what cannot be read gives way to the defaults and is kept aside."""

from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontrack_desktop.system import settings
from ontrack_desktop.system.settings import FILE, Settings, SettingsNotSaved, load, save

CHOSEN = Settings(
    theme="dark", text_size=150, idle_minutes=12, hides_from_capture=False, backup_target="/media/stick",
    vaults=("/home/amina/Hill.ontrack", "/home/amina/Dale.ontrack"),
)  # fmt: skip


def test_what_was_chosen_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    save(CHOSEN, folder)
    assert load(folder) == CHOSEN


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    assert Settings().idle_minutes == 5


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / FILE).write_bytes(rubbish)
    assert load(tmp_path) == Settings()
    assert (tmp_path / f"{FILE}.unreadable").read_bytes() == rubbish
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idle_minutes", 0), ("idle_minutes", 16), ("idle_minutes", True), ("idle_minutes", 5.0),
        ("theme", "neon"), ("theme", ["dark"]), ("text_size", 10_000), ("text_size", "150"),
        ("hides_from_capture", "no"), ("backup_target", ""), ("backup_target", 3), ("vaults", "/a"), ("vaults", [1]),
    ],
)  # fmt: skip
def test_one_value_that_does_not_fit_leaves_the_others_alone(tmp_path: Path, name: str, value: object) -> None:
    save(CHOSEN, tmp_path)
    content = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    content[name] = value
    (tmp_path / FILE).write_text(json.dumps(content), encoding="utf-8")
    default: Any = {name: getattr(Settings(), name)}
    unfit: Any = {name: value}
    assert load(tmp_path) == replace(CHOSEN, **default)
    with pytest.raises(ValueError, match=name):
        replace(CHOSEN, **unfit)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5,
)))  # fmt: skip
def test_any_content_of_the_file_gives_settings(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("config")
    (folder / FILE).write_text(json.dumps(content), encoding="utf-8")
    found = load(folder)
    save(found, folder)
    assert load(folder) == found


def test_a_setting_of_a_newer_version_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"theme": "light", "telepathy": true}', encoding="utf-8")
    assert load(tmp_path) == Settings(theme="light")


def test_a_full_disk_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(CHOSEN, tmp_path)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotSaved):
        save(Settings(), tmp_path)
    monkeypatch.undo()
    assert load(tmp_path) == CHOSEN


def test_the_vault_opened_last_stands_first_once_and_old_ones_drop_out() -> None:
    found = Settings()
    for number in [*range(12), 5]:
        found = found.with_vault(Path(f"/v/{number}"))
    assert found.vaults == tuple(str(Path(f"/v/{n}")) for n in (5, 11, 10, 9, 8, 7, 6, 4))


def test_every_setting_has_a_label_and_an_explanation() -> None:
    for field in fields(Settings):
        assert settings.label_of(field.name)
        assert settings.help_of(field.name).endswith(".")
