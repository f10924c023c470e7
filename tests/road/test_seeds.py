"""Five real pages as text, as they stand, through ``netra match``: no incident, two circulars, five places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commands.match import match_command

SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("0*.txt"))
pytestmark = pytest.mark.skipif(not SEEDS, reason="the five pages are not part of the product, and are not here")


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    lines = []
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        title = next(line.strip() for line in text.splitlines() if len(line.split()) > 4)
        lines.append(json.dumps({"id": path.name, "title": title, "text": text}))
    ended = CliRunner().invoke(match_command, ["--jsonl"], input="\n".join(lines))
    assert ended.exit_code == 0
    return [json.loads(line) for line in ended.output.splitlines()]


def test_none_of_them_tells_a_new_incident(found: list[dict[str, Any]]) -> None:
    assert [one["incident"] == "main" for one in found] == [False] * 5


def test_the_two_circulars_are_found_with_number_issuer_and_date(found: list[dict[str, Any]]) -> None:
    named = [
        (index, one["number"], one["issuer"], one["date"])
        for index, story in enumerate(found)
        for one in story["circulars"]
        if one["number"]
    ]
    assert named == [
        (0, "B/1502/800.1.10/VIII/2024", "Wali Kota Semarang", "2024-08-27"),
        (4, "HKM.05/12/EDR/IX/HKU/2024", "Pj Wali Kota Jambi", "2024-09-24"),
    ]


def test_each_plays_where_it_plays(found: list[dict[str, Any]]) -> None:
    assert [one["regions"] for one in found] == [["33.74"], ["33.74"], ["35.73"], ["18.03"], ["15.71"]]
