"""The matcher on labelled cases: floors that no change may fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.evaluate import evaluate, read_gold

OWN = Path(__file__).resolve().parents[1] / "gold" / "incidents.jsonl"
HEADLINES = OWN.with_name("headlines.jsonl")
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "eval"


def test_the_own_cases_are_told_apart() -> None:
    score = evaluate(read_gold(OWN))
    assert score.cases >= 249
    assert (score.detection["incident"].precision or 0) >= 0.97
    assert (score.detection["incident"].recall or 0) >= 0.95
    for name, floor in (("stage", 0.93), ("actor", 0.93), ("region", 0.90), ("genre", 0.89)):
        assert (score.exact[name].share or 0) >= floor, name


def test_headlines_alone_are_told_apart() -> None:
    score = evaluate(read_gold(HEADLINES))
    assert score.cases >= 140
    assert (score.detection["incident"].precision or 0) >= 0.96
    assert (score.detection["incident"].recall or 0) >= 0.92
    for name, floor in (("stage", 0.90), ("actor", 0.93), ("genre", 0.88)):
        assert (score.exact[name].share or 0) >= floor, name


def test_the_development_cases_are_told_apart() -> None:
    if not SHARED.is_dir():
        pytest.skip("the labelled development cases are not on this machine")
    score = evaluate([case for path in sorted(SHARED.glob("dev-*.jsonl")) for case in read_gold(path)])
    incident = score.detection["incident"]
    assert incident.false <= 1
    assert incident.missed <= 2
    for name, floor in (("stage", 0.88), ("actor", 0.90), ("region", 0.94), ("genre", 0.90)):
        assert (score.exact[name].share or 0) >= floor, name
