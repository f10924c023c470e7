"""``netra eval``: how answers are scored against labelled cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import netra
from commands.evaluate import (
    GoldError,
    eval_command,
    pair_circulars,
    pair_incidents,
    read_gold,
    same,
    score,
    score_json,
    score_table,
)


def case(**changes: Any) -> dict[str, Any]:
    return {
        "id": "c-1",
        "title": "Judul",
        "text": "",
        "incident": "none",
        "incidents": [],
        "circular": "none",
        "circulars": [],
        "genre": "other",
        "regions": [],
        **changes,
    }


def incident(**changes: Any) -> dict[str, Any]:
    return {"stage": "reported", "actor": "asn", "count": 1, "region": "61.01", **changes}


def circular(**changes: Any) -> dict[str, Any]:
    return {"kind": "surat_edaran", "number": None, "date": None, "issuer": None, "subject": None, **changes}


def test_main_is_scored_against_the_rest() -> None:
    pairs = [
        (case(incident="main"), case(incident="main")),
        (case(incident="main"), case(incident="mention")),
        (case(incident="mention"), case(incident="main")),
        (case(incident="none"), case(incident="mention")),
    ]
    detection = score(pairs).detection["incident"]
    assert (detection.right, detection.false, detection.missed) == (1, 1, 1)
    assert (detection.precision, detection.recall, detection.f1) == (0.5, 0.5, 0.5)


def test_what_is_nowhere_has_no_figure() -> None:
    total = score([(case(), case())])
    assert total.detection["circular"].f1 is None
    assert total.exact["stage"].share is None


def test_incidents_are_paired_by_order_and_a_missed_one_is_wrong() -> None:
    gold = case(incidents=[incident(), incident(stage="charged")])
    total = score([(gold, case(incidents=[incident(actor="teacher")]))])
    assert (total.exact["stage"].right, total.exact["stage"].of) == (1, 2)
    assert (total.exact["actor"].right, total.exact["actor"].of) == (0, 2)
    assert pair_incidents([incident(), incident()], [incident()])[1][1] is None


def test_circulars_are_paired_by_number_then_by_kind() -> None:
    gold = [circular(number="1"), circular(number="800 / 2", issuer="A")]
    found = [circular(number="800/2", issuer="A"), circular(number="3")]
    assert [partner and partner["number"] for _, partner in pair_circulars(gold, found)] == ["3", "800/2"]
    assert pair_circulars([circular(kind="instruksi")], found)[0][1] is None


def test_no_found_circular_is_paired_twice() -> None:
    pairs = pair_circulars([circular(), circular()], [circular()])
    assert [partner is None for _, partner in pairs] == [False, True]


def test_regions_are_compared_as_sets_and_only_where_the_gold_has_any() -> None:
    pairs = [
        (case(regions=["33", "34"]), case(regions=["34", "33"])),
        (case(regions=[]), case(regions=["33"])),
        (case(regions=["33"]), case(regions=[])),
    ]
    regions = score(pairs).exact["regions"]
    assert (regions.right, regions.of) == (1, 2)


def test_blanks_and_capitals_make_no_difference_but_absence_does() -> None:
    assert same("Wali Kota  Semarang", "wali kota semarang")
    assert same("800 / 2/ 3", "800/2/3")
    assert not same(None, "")
    assert same(None, None)


def test_each_miss_is_listed_with_both_sides() -> None:
    total = score([(case(genre="incident"), case(genre="other"))])
    assert [(miss.what, miss.gold, miss.found) for miss in total.misses] == [("genre", "incident", "other")]
    assert "genre" in score_table(total, misses=True)
    assert score_json(total, misses=True)["misses"]
    assert "misses" not in score_json(total)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "x"}', json.dumps(case(incidents=[{}])), "\udc80"])
def test_an_unreadable_gold_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(GoldError, match=r"gold\.jsonl"):
        read_gold(path)


def test_a_missing_gold_file_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["netra", "eval", str(tmp_path / "none.jsonl")])
    with pytest.raises(SystemExit) as ended:
        netra.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said == f"netra: {tmp_path}/none.jsonl cannot be read: No such file or directory.\n"


def test_the_command_prints_a_table_or_one_json_object(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(case()) + "\n", encoding="utf-8")
    table = CliRunner().invoke(eval_command, [str(path)])
    assert table.exit_code == 0
    assert "precision" in table.stdout
    figures = json.loads(CliRunner().invoke(eval_command, [str(path), "--json"]).stdout)
    assert figures["cases"] == 1
    assert figures["milliseconds_per_article"] >= 0
