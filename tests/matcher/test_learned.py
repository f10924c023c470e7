"""What was learned from labelled stories: its weights add up, explain themselves, and name nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest

from alerts.matcher import learned as module
from alerts.matcher import match
from alerts.matcher.features import features_of
from alerts.matcher.learned import Learned, learned, probability
from alerts.matcher.lexicon import LexiconError
from alerts.matcher.story import lines_of
from alerts.matcher.text import read
from commands.evaluate import evaluate, read_gold

GOLD = Path(__file__).resolve().parents[1] / "gold"
TITLE = "Camat Mandai Dilaporkan ke Bawaslu karena Kampanyekan Paslon"
BODY = "Camat itu mengajak warga memilih paslon. Bawaslu Maros memanggilnya.\nIa mengakui perbuatannya."


@pytest.fixture
def fresh() -> Iterator[None]:
    module.learned.cache_clear()
    yield
    module.learned.cache_clear()


def test_weights_of_features_add_up_to_log_odds() -> None:
    weighed = Learned(-1.0, {"head.stage": 2.0, "lead kampanye": 0.5})
    assert weighed.log_odds({"head.stage": log(2), "lead kampanye": 1.0, "unknown": 9.0}) == pytest.approx(
        -1 + 2 * log(2) + 0.5
    )
    assert probability(0) == 0.5
    assert 0 < probability(-1e9) < 1e-9 < 1 - 1e-9 < probability(1e9) <= 1


def test_a_story_is_numbers_by_headline_lead_and_body() -> None:
    found = features_of(lines_of(read(TITLE, BODY)))
    assert found["head.supervisor.election"] == pytest.approx(log(2))
    assert found["lead memilih"] == 1.0
    assert {"head:ones", "head:staged", "head:ones staged"} <= found.keys()
    assert "alone" not in found
    assert features_of(lines_of(read(TITLE, "")))["alone"] == 1.0


def test_what_weighed_most_is_told_with_its_place() -> None:
    reasons = [reason for reason in match(TITLE, BODY).incidents[0].reasons if reason.rule.startswith("learned ")]
    assert len(reasons) >= 3
    assert all(reason.weight and reason.sentence in f"{TITLE}\n{BODY}" for reason in reasons)
    found = [reason for reason in reasons if reason.rule.startswith("learned head.")]
    assert found
    assert all(reason.phrase and reason.phrase in TITLE for reason in found)


def test_no_name_of_a_region_is_evidence() -> None:
    words = {name.split(" ", 1)[1] for name in learned("incident").weights if " " in name and ":" not in name}
    assert not words & {"aceh", "bandung", "jember", "kendal", "makassar", "maluku", "medan", "papua", "surabaya"}


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("damaged", ["", "{}", "[1]", '{"incident": {"bias": "x", "weights": {}}}'])
def test_a_damaged_file_is_named_with_what_to_do(
    damaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "learned.json"
    path.write_text(damaged, encoding="utf-8")
    monkeypatch.setattr(module, "FILE", path)
    with pytest.raises(LexiconError, match=r"learned\.json has no weights for 'incident'.*make train"):
        learned("incident")


def test_the_weights_are_many_and_none_is_too_faint_to_matter() -> None:
    kept = json.loads(module.FILE.read_text(encoding="utf-8"))["incident"]
    assert len(kept["weights"]) > 1_000
    assert all(abs(weight) >= 0.01 for weight in kept["weights"].values())


def test_stories_written_without_knowledge_of_the_rules_are_told_apart() -> None:
    score = evaluate(read_gold(GOLD / "unfitted.jsonl"))
    for what in ("incident", "circular"):
        assert (score.detection[what].precision or 0) >= 0.95
        assert (score.detection[what].recall or 0) >= 0.95


def test_news_of_other_subjects_are_neither_incident_nor_circular() -> None:
    score = evaluate(read_gold(GOLD / "general.jsonl"))
    assert score.cases >= 260
    assert [score.detection[what].false for what in ("incident", "circular")] == [0, 0]
