"""What was promised beside what was measured. A bar is the smaller of its figure and the oracle minus one point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.extraction import hostile, oracle, scores
from benchmarks.extraction.cases import Case
from benchmarks.extraction.oracle import Readings
from benchmarks.extraction.peers import OURS, Reading
from benchmarks.extraction.tables import Run
from benchmarks.extraction.timing import Lap, pace
from benchmarks.extraction.workers import Outcome

SCRAPINGHUB_F1, FUNDUS_F1, FUNDUS_DAY, FUNDUS_TITLE, CPU = 0.975, 0.955, 0.99, 0.92, 0.75
_BELOW_ORACLE = 0.01
_BASELINE = "trafilatura, precision + metadata"


class Bar(NamedTuple):
    """A row of the table; texts, as they are printed."""

    what: str
    target: str
    ours: str
    trafilatura: str  # in its precision mode, in the same run
    oracle: str
    met: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A run of everything. A set that was not given is missing in ``runs`` and ``laps``."""

    runs: dict[str, list[Run]]
    laps: dict[str, list[Lap]]
    hostile: list[tuple[Case, Outcome[Reading]]]


def bars(measured: Measured) -> list[Bar]:
    """All bars; a row says "not given" where its set is missing."""
    return [*_public(measured), *_own(measured.runs["own"]), _cpu(measured), _hostile(measured)]


def _public(measured: Measured) -> Iterator[Bar]:
    yield _text("scrapinghub: F1", SCRAPINGHUB_F1, measured.runs.get("scrapinghub"))
    runs = measured.runs.get("fundus")
    yield _text("fundus: F1", FUNDUS_F1, runs)
    cases = runs[0].cases if runs else []
    day = oracle.some_day(cases, readings(runs)) if runs else 0.0
    yield _share("fundus: day of publication right", FUNDUS_DAY, runs, "published", day)
    title = oracle.stated_titles(cases) if runs else 0.0
    yield _share("fundus: title right", FUNDUS_TITLE, runs, "title", title)


def _text(what: str, figure: float, runs: list[Run] | None) -> Bar:
    if not runs:
        return _missing(what, f"≥ {figure}")
    best = oracle.best_texts(runs[0].cases, readings(runs)).f1
    ours, theirs = (_run(runs, name).texts().f1 for name in (OURS.name, _BASELINE))
    bar = min(figure, best - _BELOW_ORACLE)
    return Bar(what, f"≥ {bar:.4g}", f"{ours:.4f}", f"{theirs:.4f}", f"{best:.4f}", _verdict(ours >= bar))


def _share(what: str, figure: float, runs: list[Run] | None, field: str, best: float) -> Bar:
    if not runs:
        return _missing(what, f"≥ {figure * 100:.0f} %")
    ours, theirs = (_run(runs, name).share(field) or 0.0 for name in (OURS.name, _BASELINE))
    bar = min(figure, best - _BELOW_ORACLE)
    shown = [f"{share * 100:.1f} %" for share in (ours, theirs, best)]
    return Bar(what, f"≥ {bar * 100:.3g} %", shown[0], shown[1], shown[2], _verdict(ours >= bar))


def _missing(what: str, target: str) -> Bar:
    return Bar(what, target, "not given", "not given", "not given", "–")


def _own(runs: list[Run]) -> Iterator[Bar]:
    ours, theirs = _run(runs, OURS.name), _run(runs, _BASELINE)
    for what, compare in (("clutter lines left", scores.clutter), ("paragraphs lost", scores.lost)):
        count = ours.lines(compare)
        yield Bar(f"own pages: {what}", "0", str(count), str(theirs.lines(compare)), "–", _verdict(count == 0))
    for what, mine, other in (
        ("several-page stories whole", ours.whole(), theirs.whole()),
        ("pages that are no article refused", ours.refused(), theirs.refused()),
    ):
        done, of = mine
        yield Bar(f"own pages: {what}", f"{of} of {of}", str(done), str(other[0]), "–", _verdict(done == of))


def _cpu(measured: Measured) -> Bar:
    all_laps = pace([lap for laps in measured.laps.values() for lap in laps])
    ratios = (all_laps.of_medians, all_laps.of_pages)
    ours = "{:.2f} (of medians), {:.2f} (of pages)".format(*ratios)
    what = "CPU a page with metadata, median, as a share of trafilatura's"
    return Bar(what, f"≤ {CPU} ×", ours, "1", "–", _verdict(max(ratios) <= CPU))


def _hostile(measured: Measured) -> Bar:
    slowest = max(outcome.seconds for _, outcome in measured.hostile)
    ended = all(outcome.value and (outcome.value.text or outcome.value.refused) for _, outcome in measured.hostile)
    ours = f"slowest {slowest:.1f} s" if ended else "not all end so"
    met = _verdict(ended and slowest <= hostile.SECONDS)
    return Bar("hostile pages end with a text or a reason", f"≤ {hostile.SECONDS} s each", ours, "–", "–", met)


def _verdict(met: bool) -> str:
    return "yes" if met else "**no**"


def _run(runs: Sequence[Run], name: str) -> Run:
    return next(run for run in runs if run.peer.name == name)


def readings(runs: Sequence[Run]) -> Readings:
    """What each extractor read, in the order of the set's cases."""
    return {run.peer.name: [outcome.value for outcome in run.outcomes] for run in runs}
