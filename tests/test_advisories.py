"""The comparison with a stored list of advisories, on an invented list: what is named, what is not, what is unknown."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import advisories

LOCK = """
version = 1
[[package]]
name = "ontrack-desktop"
version = "0.1.0"
source = { editable = "." }
dependencies = [{ name = "lantern-pdf" }]
[[package]]
name = "lantern-pdf"
version = "2.5.1"
source = { registry = "https://example.org/simple" }
dependencies = [{ name = "wick" }]
[[package]]
name = "wick"
version = "1.0rc2"
source = { registry = "https://example.org/simple" }
[[package]]
name = "testing-kit"
version = "9.0"
source = { registry = "https://example.org/simple" }
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    made = tmp_path / "uv.lock"
    made.write_text(LOCK, encoding="utf-8")
    return made


def an_advisory(name: str, *, number: int = 1, ecosystem: str = "PyPI", **part: Any) -> dict[str, Any]:
    return {
        "id": f"INVENTED-{number}", "modified": "2026-11-01T00:00:00Z", "summary": "An invented weakness",
        "affected": [{"package": {"name": name, "ecosystem": ecosystem}} | part],
    }


def between(*events: dict[str, str]) -> list[dict[str, Any]]:
    return [{"type": "ECOSYSTEM", "events": list(events)}]


def run(tmp_path: Path, lock: Path, *found: dict[str, Any]) -> int:
    folder = tmp_path / "list"
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(found):
        (folder / f"{number}.json").write_text(json.dumps(each), encoding="utf-8")
    return advisories.main([str(folder), "--lock", str(lock)])


@pytest.mark.parametrize(
    ("version", "part", "is_named"),
    [
        ("2.5.1", {"versions": ["2.5.1"]}, True),
        ("2.5", {"versions": ["2.5.0"]}, True),
        ("2.5.2", {"versions": ["2.5.1", "not a version"]}, False),
        ("2.5.1", {"ranges": between({"introduced": "0"}, {"fixed": "2.5.2"})}, True),
        ("2.5.2", {"ranges": between({"introduced": "0"}, {"fixed": "2.5.2"})}, False),
        ("2.10", {"ranges": between({"introduced": "2.9"})}, True),  # not as text, where "2.10" is before "2.9"
        ("2.5.1", {"ranges": between({"introduced": "2.6"})}, False),
        ("2.5.1", {"ranges": between({"introduced": "2.0"}, {"last_affected": "2.5.1"})}, True),
        ("2.5.2", {"ranges": between({"introduced": "2.0"}, {"last_affected": "2.5.1"})}, False),
        # two ranges in one list of events, not in their order
        ("3.1", {"ranges": between({"fixed": "3.2"}, {"introduced": "1"}, {"introduced": "3"}, {"fixed": "2"})}, True),
        ("2.7", {"ranges": between({"fixed": "3.2"}, {"introduced": "1"}, {"introduced": "3"}, {"fixed": "2"})}, False),
        ("1.0rc2", {"ranges": between({"introduced": "0"}, {"fixed": "1.0"})}, True),
        ("1.0", {"ranges": [{"type": "GIT", "events": [{"introduced": "abc"}]}]}, None),
        ("1.0", {"ranges": between({"introduced": "yesterday"})}, None),
        ("1.0", {}, None),
    ],
)
def test_a_version_is_named_by_its_number_or_by_a_range(version: str, part: dict[str, Any], is_named: bool) -> None:
    assert advisories.names(part, version) is is_named


def test_what_is_found_is_said_with_whether_the_program_needs_it(
    tmp_path: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(
        tmp_path, lock, an_advisory("Wick", versions=["1.0rc2"]),
        an_advisory("testing_kit", number=2, ranges=between({"introduced": "0"})),
        an_advisory("lantern-pdf", number=3, ranges=[{"type": "GIT", "events": []}]),
    )
    said = capsys.readouterr().out
    assert code == 1
    assert "wick 1.0rc2: INVENTED-1 An invented weakness\n" in said
    assert "testing-kit 9.0 (tests and building only): INVENTED-2" in said
    assert "lantern-pdf 2.5.1: INVENTED-3 An invented weakness [its versions cannot be compared" in said
    assert said.count("Not checked: ") == len(advisories.NOT_CHECKED)


def test_nothing_found_is_said_of_this_list_and_with_its_date(
    tmp_path: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withdrawn = an_advisory("wick", versions=["1.0rc2"]) | {"withdrawn": "2026-01-01T00:00:00Z"}
    code = run(
        tmp_path, lock, withdrawn, an_advisory("wick", ecosystem="npm", versions=["1.0rc2"]),
        an_advisory("elsewhere", versions=["1.0"]),
    )
    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith("3 locked libraries, 1 advisories; the newest of the list is of 2026-11-01\n")
    assert "No advisory of this list names a locked version." in said
    assert "no problem" not in said.lower()


def test_a_zip_and_a_single_file_are_read_too(tmp_path: Path, lock: Path) -> None:
    found = an_advisory("wick", versions=["1.0rc2"])
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("INVENTED-1.json", json.dumps(found))
    (tmp_path / "one.json").write_text(json.dumps([found]), encoding="utf-8")
    for name in ("all.zip", "one.json"):
        assert advisories.main([str(tmp_path / name), "--lock", str(lock)]) == 1


@pytest.mark.parametrize("content", [None, "", "not json", "[]", "[1]", '[{"id": "X", "affected": []}]'])
def test_without_a_list_nothing_is_said_to_be_well(
    tmp_path: Path, lock: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "list.json").write_text(content, encoding="utf-8")
    assert advisories.main([str(tmp_path / "list.json"), "--lock", str(lock)]) == 2
    assert advisories.main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("Nothing was compared: ") == 2


@pytest.mark.skipif(not advisories.LOCK.exists(), reason="uv writes the lock file when it first runs")
def test_the_lock_file_of_this_program_is_read() -> None:
    found = {library.name: library for library in advisories.locked(advisories.LOCK)}
    assert found["sqlcipher3"].is_shipped
    assert not found["pytest"].is_shipped
    assert "ontrack-desktop" not in found
