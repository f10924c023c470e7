"""``netra eval``: scores the matcher on gold files of the labelling guide."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from alerts.matcher import match
from commands.inputs import read_input
from commands.match import findings_json
from model import NetraError

Case = dict[str, Any]
"""A line of a gold file, or the matcher's answer to it, as JSON objects."""

INCIDENT_FIELDS = ("stage", "actor", "region")
CIRCULAR_FIELDS = ("number", "date", "issuer")


class GoldError(NetraError):
    """A gold file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that differs from the gold."""

    case: str
    what: str
    gold: object
    found: object


@dataclass(slots=True)
class Detection:
    """How well one class is told from the rest."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the found that is right; None when nothing was found."""
        return _ratio(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None when there is none."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None when neither gold nor finding holds any."""
        return _ratio(2 * self.right, 2 * self.right + self.false + self.missed)


@dataclass(slots=True)
class Exactness:
    """How many values equal the gold's."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """The right ones' share; None when there were none to get right."""
        return _ratio(self.right, self.of)


@dataclass(slots=True)
class Score:
    """All figures of one evaluation."""

    cases: int = 0
    detection: dict[str, Detection] = field(
        default_factory=lambda: {name: Detection() for name in ("incident", "circular")}
    )
    exact: dict[str, Exactness] = field(
        default_factory=lambda: {
            name: Exactness() for name in (*INCIDENT_FIELDS, *CIRCULAR_FIELDS, "regions", "genre")
        }
    )
    milliseconds: float | None = None  # CPU time per article
    misses: list[Miss] = field(default_factory=list)


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def same(gold: object, found: object) -> bool:
    """Whether two values are one: capitals and blanks (also those around strokes) make no difference."""
    return _plain(gold) == _plain(found)


def _plain(value: object) -> object:
    if not isinstance(value, str):
        return value
    return re.sub(r"\s*/\s*", "/", " ".join(value.split())).casefold()


def _same_number(one: Case, other: Case) -> bool:
    return bool(one["number"]) and same(one["number"], other["number"])


def _same_kind(one: Case, other: Case) -> bool:
    return bool(one["kind"] == other["kind"])


def pair_circulars(gold: Sequence[Case], found: Sequence[Case]) -> list[tuple[Case, Case | None]]:
    """Pair each gold circular with a found one: by number, then by kind; None for a missed one."""
    left = list(found)
    pairs: list[Case | None] = [None] * len(gold)
    for alike in (_same_number, _same_kind):
        for place, one in enumerate(gold):
            partner = next((other for other in left if alike(one, other)), None) if pairs[place] is None else None
            if partner is not None:
                pairs[place] = partner
                left.remove(partner)
    return list(zip(gold, pairs, strict=True))


def pair_incidents(gold: Sequence[Case], found: Sequence[Case]) -> list[tuple[Case, Case | None]]:
    """Pair incidents by the order in which they are told; None for a missed one."""
    return [(one, found[place] if place < len(found) else None) for place, one in enumerate(gold)]


def score(pairs: Iterable[tuple[Case, Case]]) -> Score:
    """Score answers against gold cases; both in the shape of the labelling guide."""
    total = Score()
    for gold, found in pairs:
        total.cases += 1
        for name, detection in total.detection.items():
            _detect(total, detection, name, gold, found)
        for one, partner in pair_incidents(gold["incidents"], found["incidents"]):
            _compare(total, gold["id"], INCIDENT_FIELDS, one, partner)
        for one, partner in pair_circulars(gold["circulars"], found["circulars"]):
            _compare(total, gold["id"], CIRCULAR_FIELDS, one, partner)
        if gold["regions"]:
            right = set(gold["regions"]) == set(found["regions"])
            _count(total, gold["id"], "regions", right=right, gold=gold["regions"], found=found["regions"])
        right = gold["genre"] == found["genre"]
        _count(total, gold["id"], "genre", right=right, gold=gold["genre"], found=found["genre"])
    return total


def _detect(total: Score, detection: Detection, name: str, gold: Case, found: Case) -> None:
    wanted, given = gold[name] == "main", found[name] == "main"
    detection.right += wanted and given
    detection.false += given and not wanted
    detection.missed += wanted and not given
    if wanted != given:
        total.misses.append(Miss(gold["id"], name, gold[name], found[name]))


def _compare(total: Score, case: str, fields: Iterable[str], one: Case, partner: Case | None) -> None:
    for name in fields:
        value = one[name]
        other = partner[name] if partner is not None else "(no object)"
        _count(total, case, name, right=partner is not None and same(value, other), gold=value, found=other)


def _count(total: Score, case: str, name: str, *, right: bool, gold: object, found: object) -> None:
    total.exact[name].of += 1
    total.exact[name].right += right
    if not right:
        total.misses.append(Miss(case, name, gold, found))


_KEYS = ("id", "title", "incident", "incidents", "circular", "circulars", "genre", "regions")


def read_gold(path: Path | str) -> list[Case]:
    """The cases of a gold file, one JSON object a line.

    Raises GoldError with file and line when one is wrong, WrongInput when there is no such file.
    """
    try:
        text = read_input(str(path)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not text in UTF-8.") from error
    cases: list[Case] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GoldError(f"{path}, line {number} is not JSON: {error}") from error
        if not isinstance(case, dict) or any(key not in case for key in _KEYS):
            raise GoldError(f"{path}, line {number} must be an object with {', '.join(_KEYS)}.")
        if not _well_formed(case):
            raise GoldError(f"{path}, line {number}: incidents or circulars lack a field of the labelling guide.")
        cases.append(case)
    if not cases:
        raise GoldError(f"{path} holds no case.")
    return cases


def _well_formed(case: Case) -> bool:
    return all(
        isinstance(case[key], list)
        and all(isinstance(each, dict) and all(name in each for name in fields) for each in case[key])
        for key, fields in (("incidents", INCIDENT_FIELDS), ("circulars", ("kind", *CIRCULAR_FIELDS)))
    ) and isinstance(case["regions"], list)


def evaluate(cases: Sequence[Case]) -> Score:
    """Match every case and score the answers, with CPU milliseconds per article."""
    if cases:  # the first call reads the lexicon; that is no part of an article's time
        match(cases[0]["title"], cases[0].get("text") or "")
    started = time.process_time()
    answers = [
        match(
            case["title"],
            case.get("text") or "",
            published=case.get("published"),
            outlet=case.get("outlet"),
        )
        for case in cases
    ]
    spent = time.process_time() - started
    total = score((case, findings_json(answer)) for case, answer in zip(cases, answers, strict=True))
    total.milliseconds = round(spent * 1000 / max(1, len(cases)), 3)
    return total


def score_json(total: Score, *, misses: bool = False) -> dict[str, object]:
    """The figures as a JSON object."""
    result: dict[str, object] = {
        "cases": total.cases,
        **{
            name: {
                "precision": each.precision,
                "recall": each.recall,
                "f1": each.f1,
                "right": each.right,
                "false": each.false,
                "missed": each.missed,
            }
            for name, each in total.detection.items()
        },
        "exact": {
            name: {"share": each.share, "right": each.right, "of": each.of} for name, each in total.exact.items()
        },
        "milliseconds_per_article": total.milliseconds,
    }
    if misses:
        result["misses"] = [
            {"case": miss.case, "what": miss.what, "gold": miss.gold, "found": miss.found} for miss in total.misses
        ]
    return result


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def score_table(total: Score, *, misses: bool = False) -> str:
    """The figures as tables for a terminal."""
    detection = tabulate(
        [
            (name, _figure(e.precision), _figure(e.recall), _figure(e.f1), e.right, e.false, e.missed)
            for name, e in total.detection.items()
        ],
        headers=("main against the rest", "precision", "recall", "F1", "right", "false", "missed"),
        disable_numparse=True,
    )
    exact = tabulate(
        [(name, _figure(each.share), each.right, each.of) for name, each in total.exact.items()],
        headers=("exactness", "share", "right", "of"),
        disable_numparse=True,
    )
    parts = [detection, exact, f"{total.cases} cases, {total.milliseconds} ms of CPU per article"]
    if misses and total.misses:
        rows = [(miss.case, miss.what, miss.gold, miss.found) for miss in total.misses]
        parts.append(tabulate(rows, headers=("case", "what", "gold", "found"), maxcolwidths=[None, None, 50, 50]))
    return "\n\n".join(parts)


@click.command("eval")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.option("--misses", is_flag=True, help="List every answer that differs from the gold.")
def eval_command(files: tuple[str, ...], as_json: bool, misses: bool) -> None:
    """Score the matcher on gold FILEs.

    Each FILE holds one labelled article a line. Prints precision, recall and F1 of incidents and circulars (main
    against the rest), how often number, date, issuer, stage, actor, region and genre equal the gold (an object that
    was not found counts as wrong), and CPU time per article. Needs no archive and no settings.
    """
    cases = [case for path in files for case in read_gold(path)]
    total = evaluate(cases)
    if as_json:
        click.echo(json.dumps(score_json(total, misses=misses), ensure_ascii=False, indent=2))
    else:
        click.echo(score_table(total, misses=misses))
