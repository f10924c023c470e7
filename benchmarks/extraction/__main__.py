"""``make bench-extraction``: all extractors on all sets at hand; prints the tables and writes RESULTS.md."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from benchmarks.extraction import cases, hostile, public
from benchmarks.extraction.bars import Measured
from benchmarks.extraction.cases import Case
from benchmarks.extraction.peers import OURS, PEERS, ours, versions
from benchmarks.extraction.report import report
from benchmarks.extraction.tables import Run
from benchmarks.extraction.timing import ROUNDS, Lap, best, race
from benchmarks.extraction.workers import Outcome, Worker

RESULTS = Path(__file__).with_name("RESULTS.md")
Advance = Callable[[int, str], None]
V = TypeVar("V")


@click.command()
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS, help="Where the tables are written.")
def main(output: Path) -> None:
    """Measure extraction beside other extractors (several minutes)."""
    try:
        folders = {name: folder for name in public.VARIABLES if (folder := public.checkout(name))}
        sets = {"own": list(cases.own())}
        for name, load in (("scrapinghub", cases.scrapinghub), ("fundus", cases.fundus)):
            if name in folders:
                sets[name] = list(load(folders[name]))
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    hurting = list(hostile.pages())
    calls = [len(PEERS) + ROUNDS * case.is_article for stories in sets.values() for case in stories]
    with click.progressbar(
        length=sum(calls) + len(hurting), label="Extracting", item_show_func=str, file=sys.stderr
    ) as bar:
        measured = measure(sets, hurting, bar.update)
    for run in measured.runs.get("scrapinghub", []):
        texts = [reading.text for _, reading in run.readings()]
        public.check_scores(folders["scrapinghub"], run.cases, texts, run.texts())
    text = report(measured, {name: public.version(folder) for name, folder in folders.items()}, versions())
    output.write_text(text, encoding="utf-8")
    click.echo(text)


def measure(sets: dict[str, list[Case]], hurting: Sequence[Case], advance: Advance) -> Measured:
    """Everything, one process at a time."""
    warm = next(case for case in sets["own"] if case.is_article)
    runs: dict[str, list[Run]] = {name: [] for name in sets}
    for peer in PEERS:
        with Worker(peer.read, warm) as worker:
            for name, stories in sets.items():
                runs[name].append(Run(peer, stories, _called(worker, stories, advance, peer.name)))
    laps: dict[str, list[Lap]] = {}
    with Worker(race, warm) as timer:
        for name, stories in sets.items():
            articles = [case for case in stories if case.is_article]
            rounds = [_called(timer, articles, advance, "CPU in turns") for _ in range(ROUNDS)]
            laps[name] = best([[outcome.value for outcome in outcomes] for outcomes in rounds])
    with Worker(ours, warm) as worker:
        hostile_outcomes = list(zip(hurting, _called(worker, hurting, advance, OURS.name), strict=True))
    return Measured(runs, laps, hostile_outcomes)


def _called(worker: Worker[Case, V], stories: Sequence[Case], advance: Advance, name: str) -> list[Outcome[V]]:
    outcomes = []
    for case in stories:
        outcomes.append(worker.call(case))
        advance(1, name)
    return outcomes


if __name__ == "__main__":
    main()
