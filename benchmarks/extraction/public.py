"""The public sets' checkouts: where they are, which version they have, and the one's own scoring."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extraction import scores
from benchmarks.extraction.cases import Case

VARIABLES = {"scrapinghub": "NETRA_BENCH_SCRAPINGHUB", "fundus": "NETRA_BENCH_FUNDUS"}


class ScoresDiffer(Exception):
    """Our score of the scrapinghub set is not the one that its own program gives."""


def checkout(name: str) -> Path | None:
    """The folder that the set's variable names; None when it is not set.

    Raises FileNotFoundError when there is no such folder.
    """
    given = os.environ.get(VARIABLES[name])
    if not given:
        return None
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(f"{VARIABLES[name]} names no folder: {folder}")
    return folder


def version(folder: Path) -> str:
    """The commit of a checkout."""
    command = ["git", "-C", str(folder), "rev-parse", "--short=12", "HEAD"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "an unknown commit"


def check_scores(folder: Path, cases: Sequence[Case], texts: Sequence[str], ours: scores.Totals) -> None:
    """Hold our score of the scrapinghub set against its ``evaluate.py``. Raises ScoresDiffer."""
    spec = importlib.util.spec_from_file_location("scrapinghub_evaluate", folder / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    given = {case.name: {"articleBody": text} for case, text in zip(cases, texts, strict=True)}
    theirs = module.evaluate(truth, given, 0)
    figures = (theirs["f1"], theirs["precision"], theirs["recall"], theirs["accuracy"])
    if any(abs(one - other) > 1e-9 for one, other in zip(figures, ours, strict=True)):
        raise ScoresDiffer(f"evaluate.py gives {figures}, scores.py {tuple(ours)}")
