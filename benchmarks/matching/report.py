"""RESULTS.md: what is printed, and kept beside the code. No date and no machine in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tabulate import tabulate

from benchmarks.matching import timing
from benchmarks.matching.baseline import CIRCULAR, NEUTRAL, by_words
from benchmarks.matching.timing import Lap
from commands.evaluate import Case, Detection, Score, score

TOGETHER = "together"

_HEAD = """\
# Matching, beside a search for words

Written by `make bench-matching`: stories labelled by hand, one a line; those of `tests/gold/` unless other files
are given (`python -m benchmarks.matching FILE...`).
"""

_HOW = f"""\
- **Precision, recall, F1**: a story's main incident, or circular, against all the rest, mentions among it.
- **Search for words**: an incident is a story with “{NEUTRAL}” and a word for an official, a circular one with
  “{CIRCULAR}” and “{NEUTRAL}”.
- **Exact**: the value equals the label's; an incident or circular that was not found counts as wrong.
- **CPU**: of the matching alone, lexicon and regions read before; an article's is the best of {timing.RUNS} runs.
  The median per {timing.MEASURE:,} characters is that of stories of {timing.STORY:,} characters and more: shorter
  ones are a headline with its lead, which hold nearly all there is to read.
"""


def report(
    files: Mapping[str, Sequence[Case]], scores: Mapping[str, Score], laps: Mapping[str, Sequence[Lap]]
) -> str:
    """The whole document, from each file's cases, the matcher's scores of them and its laps."""
    parts = [
        _HEAD,
        "## Incidents and circulars\n",
        _detection(files, scores),
        "\n## Exactness\n",
        _exactness(scores),
        "\n## CPU, milliseconds\n",
        _cpu(laps),
        "\n## How it is counted\n",
        _HOW,
    ]
    return "\n".join(parts)


def _detection(files: Mapping[str, Sequence[Case]], scores: Mapping[str, Score]) -> str:
    rows = []
    for name, cases in files.items():
        words = score((case, by_words(case)) for case in cases)
        for who, total in (("Netra", scores[name]), ("search for words", words)):
            figures = [_figures(total.detection[what]) for what in ("incident", "circular")]
            rows.append((name, len(cases), who, *figures[0], *figures[1]))
    heads = [f"{what}: {figure}" for what in ("incident", "circular") for figure in ("precision", "recall", "F1")]
    return _markdown(["file", "stories", "by", *heads], rows)


def _figures(found: Detection) -> tuple[str, str, str]:
    return _share(found.precision), _share(found.recall), _share(found.f1)


def _exactness(scores: Mapping[str, Score]) -> str:
    names = list(next(iter(scores.values())).exact)
    return _markdown(
        ["file", *names],
        [
            (file, *(f"{_share(each.share)} of {each.of}" if each.of else "–" for each in total.exact.values()))
            for file, total in scores.items()
        ],
    )


def _cpu(laps: Mapping[str, Sequence[Lap]]) -> str:
    measure = f"per {timing.MEASURE:,} characters"
    return _markdown(
        ["file", "per article, median", f"{measure}, median of stories", f"{measure}, all together"],
        [
            (name, *map(_time, (timing.per_article(each), timing.per_measure(each), timing.overall(each))))
            for name, each in laps.items()
        ],
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _time(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    return tabulate(rows, headers=heads, tablefmt="github", disable_numparse=True)
