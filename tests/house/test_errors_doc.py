"""docs/errors.md: every row is tested by the test it names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| what happens", "| ---"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_a_row_says_what_happens_what_is_seen_and_done_and_names_its_test(row: list[str]) -> None:
    what, seen, done, test = row
    assert what
    assert seen
    assert done
    path, name = test.strip("`").split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
