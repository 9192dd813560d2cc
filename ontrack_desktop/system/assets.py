"""Find what the program carries with it: fonts, icons, styles, code sets."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def assets_folder() -> Path:
    """The folder of resources: inside the installed package, or beside it in a checkout."""
    for folder in (PACKAGE / "_resources", PACKAGE.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the program's resources are missing: install it again")


def asset(*parts: str) -> Path:
    """The path of one resource, e.g. `asset("fonts", "DejaVuSans.ttf")`."""
    return assets_folder().joinpath(*parts)


@cache
def tokens() -> dict[str, Any]:
    """The look's tokens (`styles/tokens.json`): palettes `light` and `dark`, type sizes in px, spacing."""
    found: dict[str, Any] = json.loads(asset("styles", "tokens.json").read_text(encoding="utf-8"))
    return found


@cache
def codeset(name: str) -> Any:
    """A code list by file stem, as parsed JSON."""
    return json.loads(asset("codesets", f"{name}.json").read_text(encoding="utf-8"))
