"""The matching benchmark: a search for words to compare with, CPU by article, and the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.matching.__main__ import main
from benchmarks.matching.baseline import by_words
from benchmarks.matching.timing import STORY, Lap, overall, per_article, per_measure
from commands.evaluate import Case


def case(title: str, incident: str = "none", circular: str = "none") -> Case:
    return {
        "id": title,
        "title": title,
        "incident": incident,
        "incidents": [],
        "circular": circular,
        "circulars": [],
        "genre": "other",
        "regions": [],
    }


@pytest.mark.parametrize(
    ("title", "incident", "circular"),
    [
        ("Camat Diduga Tak Netral", "main", "none"),
        ("Camat Diingatkan Agar Netral", "main", "none"),
        ("Kecamatan Netral Karbon", "none", "none"),
        ("Bupati Terbitkan Surat Edaran Netralitas", "none", "main"),
        ("Bupati Terbitkan Surat Edaran Jam Kerja", "none", "none"),
    ],
)
def test_the_search_for_words_takes_whatever_holds_them(title: str, incident: str, circular: str) -> None:
    answer = by_words(case(title))
    assert (answer["incident"], answer["circular"]) == (incident, circular)


def test_cpu_per_characters_has_a_median_of_stories_only() -> None:
    story, headline = Lap(STORY, 1.0), Lap(50, 0.5)
    assert per_measure([headline]) is None
    assert per_measure([story, headline]) == pytest.approx(2.5)
    assert per_article([story, headline, headline]) == 0.5
    assert overall([Lap(2_000, 2.0), Lap(500, 1.0)]) == pytest.approx(3.0)


def test_the_tables_are_printed_and_written_for_each_file_and_all_together(tmp_path: Path) -> None:
    for name in ("satu", "dua"):
        lines = [
            case("Tiga ASN Dilaporkan ke Bawaslu, Diduga Tidak Netral", incident="main"),
            case("Harga Cabai Naik"),
        ]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    output = tmp_path / "hasil.md"

    done = CliRunner().invoke(
        main, [str(tmp_path / "satu.jsonl"), str(tmp_path / "dua.jsonl"), "--output", str(output)]
    )

    assert done.exit_code == 0, done.output
    written = output.read_text(encoding="utf-8")
    assert written in done.output
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in written.splitlines() if line[:1] == "|"]
    assert ["together", "4", "Netra", "1.000", "1.000", "1.000", "–", "–", "–"] in rows
    assert {row[0] for row in rows} >= {"satu", "dua", "together"}


def test_a_file_that_is_no_gold_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "rusak.jsonl").write_text("{", encoding="utf-8")
    done = CliRunner().invoke(main, [str(tmp_path / "rusak.jsonl"), "--output", str(tmp_path / "hasil.md")])
    assert done.exit_code == 1
    assert "rusak.jsonl" in done.output
