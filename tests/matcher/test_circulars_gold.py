"""The circulars of the gold cases: floors of precision, recall and of what is read of each document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alerts.matcher.circulars import circulars
from alerts.matcher.numbers import normalise_number
from alerts.matcher.regions import places
from alerts.matcher.text import read
from model import Circular, Weight

GOLD = Path(__file__).resolve().parents[1] / "gold" / "circulars.jsonl"
FIELDS = ("kind", "number", "date", "issuer")


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def read_case(case: dict[str, Any]) -> tuple[Circular, ...]:
    text = read(case["title"], case["text"], published=case["published"])
    return circulars(text, places(text))


def paired(gold: dict[str, Any], found: list[Circular]) -> Circular | None:
    """The document of the same number, else the first left of the same kind; it is taken from the list."""
    for circular in found:
        if (
            gold["number"]
            and circular.number
            and normalise_number(circular.number) == normalise_number(gold["number"])
        ):
            found.remove(circular)
            return circular
    for circular in found:
        if circular.kind == gold["kind"]:
            found.remove(circular)
            return circular
    return None


def test_main_circulars_of_the_gold_cases_keep_their_floor() -> None:
    right = wrong = missed = 0
    for case in cases():
        main = any(circular.weight is Weight.MAIN for circular in read_case(case))
        right += main and case["circular"] == "main"
        wrong += main and case["circular"] != "main"
        missed += not main and case["circular"] == "main"
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98


def test_what_is_read_of_each_document_of_the_gold_cases_keeps_its_floor() -> None:
    total = 0
    right = dict.fromkeys(FIELDS, 0)
    for case in cases():
        found = list(read_case(case))
        for gold in case["circulars"]:
            circular = paired(gold, found)
            total += 1
            for name in FIELDS:
                right[name] += circular is not None and getattr(circular, name) == gold[name]
    assert {name: count / total >= 0.97 for name, count in right.items()} == dict.fromkeys(FIELDS, True)


def test_gold_cases_without_a_circular_have_none() -> None:
    assert [case["id"] for case in cases() if case["circular"] == "none" and read_case(case)] == []
