"""What a new noun costs: the README's example works as written, and its count of lines is the measured one."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_noun_costs_a_class_a_row_and_a_form(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.store.new_noun", str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    cost = ast.literal_eval(ran.stdout.strip().splitlines()[-1])
    said = re.search(r"costs (\d+) lines: (\d+) for the class, (\d+) for the row, (\d+) for the form", (
        ROOT / "README.md").read_text(encoding="utf-8"))
    assert said, "the README says what a noun costs"
    assert [int(n) for n in said.groups()] == [sum(cost.values()), cost["class"], cost["row"], cost["form"]]
