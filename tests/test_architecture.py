"""The house plan as data: who may import whom. Reads every import, also those inside functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "ontrack_desktop"

# part -> the parts of ours that it may import (its own part is always allowed)
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "system": {"domain"},
    "store": {"domain"},
    "exchange": {"domain"},
    "reports": {"domain", "system"},
    "services": {"domain", "store", "exchange", "reports", "system"},
    "viewmodels": {"domain", "services"},
    "ui": {"domain", "viewmodels", "system"},
}
ROOTS = {"app", "cli", "demo", "bench", "__main__", "__init__"}  # composition roots

# restricted outside library -> the parts that may use it
RESTRICTED: dict[str, set[str]] = {
    "pydantic": {"domain", "store", "exchange"},
    "keyring": {"system"},
    "platformdirs": {"system"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "sqlcipher3": {"store"},
    "argon2": {"store"},
    "cryptography": {"store"},
    "defusedxml": {"exchange"},
    "pyrage": {"exchange"},
    "reportlab": {"reports"},
    "pikepdf": {"reports"},
    "PySide6": {"ui"},
    "PySide6.QtCore": {"ui", "viewmodels"},
}
ROOT_MAY_USE: dict[str, set[str]] = {"app": {"PySide6"}, "bench": {"PySide6", "sqlcipher3", "reportlab"}}


@dataclass(frozen=True)
class Import:
    """One import: the module that does it, and the dotted name it asks for."""

    by: str
    of: str


def imports_in(source: str, module: str, *, is_package: bool = False) -> Iterator[Import]:
    """Every import of a module's source, wherever it stands, as absolute dotted names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".") if is_package else module.split(".")[:-1]
                up = here[: len(here) - (node.level - 1)]
                base = ".".join([*up, base] if base else up)
            for alias in node.names:
                yield Import(module, f"{base}.{alias.name}")


def part_of(module: str) -> str:
    """`ontrack_desktop.store.rows` is of the part `store`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def complaint(found: Import) -> str | None:
    """The sentence that says which rule an import breaks, or None."""
    part = part_of(found.by)
    if found.of.split(".")[0] == PACKAGE:
        other = part_of(found.of)
        if part in MAY_IMPORT and other != part and other not in MAY_IMPORT[part] and other != "__version__":
            return f"{found.by} may not import {found.of}: {part}/ may only import {sorted(MAY_IMPORT[part])}"
        return None
    names = [name for name in RESTRICTED if found.of == name or found.of.startswith(f"{name}.")]
    if not names:
        return None
    rule = max(names, key=len)
    if part in RESTRICTED[rule] or rule in ROOT_MAY_USE.get(part, set()):
        return None
    if part in ROOT_MAY_USE and rule.split(".")[0] in ROOT_MAY_USE[part]:
        return None
    return f"{found.by} may not use {found.of}: {rule} belongs to {sorted(RESTRICTED[rule])}"


def modules() -> dict[str, Path]:
    """Our modules by dotted name, generated forms aside."""
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        relative = path.relative_to(ROOT).with_suffix("")
        if relative.parts[1:3] == ("ui", "forms"):
            continue
        parts = relative.parts[:-1] if relative.name == "__init__" else relative.parts
        found[".".join(parts)] = path
    return found


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Import circles among modules: strongly connected groups of more than one."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(node: str, graph: dict[str, set[str]], into: list[str]) -> None:
        stack = [(node, iter(sorted(graph.get(node, ()))))]
        seen.add(node)
        while stack:
            here, rest = stack[-1]
            following = next((n for n in rest if n not in seen), None)
            if following is None:
                into.append(here)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(sorted(graph.get(following, ())))))

    for node in sorted(edges):
        if node not in seen:
            visit(node, edges, order)
    back: dict[str, set[str]] = {}
    for node, targets in edges.items():
        for target in targets:
            back.setdefault(target, set()).add(node)
    seen.clear()
    groups = []
    for node in reversed(order):
        if node not in seen:
            group: list[str] = []
            visit(node, back, group)
            if len(group) > 1:
                groups.append(sorted(group))
    return groups


def all_imports() -> list[Import]:
    return [
        found
        for name, path in modules().items()
        for found in imports_in(path.read_text(encoding="utf-8"), name, is_package=path.name == "__init__.py")
    ]


def import_graph(imports: list[Import], names: set[str]) -> dict[str, set[str]]:
    edges: dict[str, set[str]] = {name: set() for name in names}
    for found in imports:
        target = found.of
        while target and target not in names:
            target = target.rpartition(".")[0]
        # a package's own __init__ is not a room of its own
        if target and target != found.by and not found.by.startswith(f"{target}."):
            edges[found.by].add(target)
    return edges


def test_imports_point_inward_only() -> None:
    complaints = [said for found in all_imports() if (said := complaint(found))]
    assert not complaints, "\n".join(complaints)


def test_no_import_circles() -> None:
    assert circles(import_graph(all_imports(), set(modules()))) == []


def test_every_part_is_in_the_table() -> None:
    parts = {part_of(name) for name in modules()} - ROOTS
    assert parts <= set(MAY_IMPORT), f"not in the plan: {parts - set(MAY_IMPORT)}"


def test_top_level_is_the_plan() -> None:
    kept = {"pyproject.toml", "ontrack_desktop", "resources", "forms", "tests", "installer", "README.md", "LICENSE"}
    made = {"dist", "build", "uv.lock"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made == kept


def test_a_screen_is_three_files_with_one_name_and_two_tests() -> None:
    forms = {path.stem for path in (ROOT / "forms").glob("*.ui")}
    screens = {p.stem for p in (ROOT / PACKAGE / "ui" / "screens").glob("*.py")} - {"__init__"}
    assert forms == screens, f"forms and screens differ: {forms ^ screens}"
    missing = [
        str(wanted.relative_to(ROOT))
        for name in sorted(screens)
        for wanted in (
            ROOT / PACKAGE / "viewmodels" / f"{name}.py",
            ROOT / "tests" / "viewmodels" / f"test_{name}.py",
            ROOT / "tests" / "ui" / f"test_{name}.py",
        )
        if not wanted.exists()
    ]
    assert not missing, f"missing: {missing}"


@pytest.mark.parametrize(
    ("by", "source"),
    [
        ("ontrack_desktop.domain.planted", "from ontrack_desktop.store import rows"),
        ("ontrack_desktop.viewmodels.planted", "from PySide6.QtWidgets import QLabel"),
        ("ontrack_desktop.services.planted", "def late():\n    import sqlalchemy\n"),
        ("ontrack_desktop.ui.planted", "from ..services import notes"),
        ("ontrack_desktop.ui.planted", "if TYPE_CHECKING:\n    from ontrack_desktop.store.rows import NoteRow"),
        ("ontrack_desktop.cli", "import PySide6.QtCore"),
    ],
    ids=["wrong layer", "widgets in a view-model", "inside a function", "relative", "type checking", "qt in the cli"],
)
def test_a_planted_violation_is_found(by: str, source: str) -> None:
    assert any(complaint(found) for found in imports_in(source, by))


def test_a_planted_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_an_allowed_import_is_allowed() -> None:
    source = "from PySide6.QtCore import QObject\nfrom ..services import notes"
    fine = imports_in(source, "ontrack_desktop.viewmodels.fine")
    assert [complaint(found) for found in fine] == [None, None]
