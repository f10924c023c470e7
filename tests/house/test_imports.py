"""The import contract: imports run downwards only, as the table of rooms says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOW = {"model"}
FLOOR_2 = {"model", "settings", "archive", "wording", "charts"}
# room → the rooms it may import (itself always). The most specific name wins: alerts.matcher before alerts.
MAY_IMPORT = {
    "model": set[str](),
    "settings": LOW,
    "archive": LOW,
    "wording": LOW,
    "charts": LOW,
    "crawler": FLOOR_2,
    "extract": LOW,
    "alerts.matcher": LOW,
    "alerts": FLOOR_2,  # its matcher is part of itself
    "web": FLOOR_2,
    "demo": LOW,
    "intake": FLOOR_2 | {"crawler", "extract", "alerts"},
    "scheduler": FLOOR_2 | {"alerts"},
    "netra": FLOOR_2 | {"commands"},
    "commands": FLOOR_2 | {"crawler", "extract", "alerts", "intake", "scheduler", "demo", "web"},
}
OURS = {room.split(".")[0] for room in MAY_IMPORT}
# What the bot and the web are to the conveyor: it queues messages, and knows nothing of who carries them.
FORBIDDEN = {"intake": {"alerts.bot", "alerts.sender", "web"}}
MODULES = sorted(path for room in OURS for path in [*ROOT.glob(f"{room}.py"), *(ROOT / room).rglob("*.py")])


def room_of(module: str) -> str:
    rooms = [room for room in MAY_IMPORT if module == room or module.startswith(room + ".")]
    return max(rooms, key=len)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> set[str]:
    """Every module of ours that a file imports, anywhere in it; `from a import b` counts as a and a.b."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in OURS}


def offences(module: str, source: str) -> list[str]:
    room = room_of(module)
    found = []
    for name in sorted(imported(ast.parse(source))):
        target = room_of(name)
        # alerts.matcher is a room of its own, which alerts may enter but which may not look back.
        inside = target == room or (room == "alerts" and target == "alerts.matcher")
        allowed = inside or target in MAY_IMPORT[room] or target.split(".")[0] in MAY_IMPORT[room]
        if not allowed or name in FORBIDDEN.get(room, ()):
            found.append(f"{module} imports {name}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_from_the_floors_below_it(path: Path) -> None:
    assert offences(name_of(path), path.read_text(encoding="utf-8")) == []


def test_every_python_file_at_the_top_belongs_to_a_room() -> None:
    assert {path.stem for path in ROOT.glob("*.py")} <= OURS


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("extract.dates", "import archive"),
        ("alerts.matcher.text", "from alerts import outbox"),
        ("crawler.run", "from extract import extract"),
        ("archive.raw", "def f():\n    import settings"),
        ("intake", "from alerts.bot import application"),
        ("model", "from settings import DATA"),
    ],
)
def test_the_contract_sees_an_import_that_runs_upwards(module: str, source: str) -> None:
    assert offences(module, source)
