"""``make bench-matching``: the matcher on files of labelled stories; prints the tables and writes RESULTS.md."""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks.matching.report import TOGETHER, report
from benchmarks.matching.timing import laps
from commands.evaluate import Case, evaluate, read_gold
from model import NetraError

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"
RESULTS = Path(__file__).with_name("RESULTS.md")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS, help="Where the tables are written.")
def main(files: tuple[Path, ...], output: Path) -> None:
    """Measure matching on gold FILEs (those of tests/gold/ when none is given), half a minute."""
    try:
        text = measure(files or sorted(GOLD.glob("*.jsonl")))
    except NetraError as error:
        raise click.ClickException(str(error)) from error
    output.write_text(text, encoding="utf-8")
    click.echo(text)


def measure(files: tuple[Path, ...] | list[Path]) -> str:
    """The document for some gold files. Raises GoldError or WrongInput when one cannot be read."""
    cases: dict[str, list[Case]] = {path.stem: read_gold(path) for path in files}
    if len(cases) > 1:
        cases[TOGETHER] = [case for each in list(cases.values()) for case in each]
    scores = {name: evaluate(each) for name, each in cases.items()}
    times = {name: laps(each) for name, each in cases.items() if name != TOGETHER}
    if TOGETHER in cases:
        times[TOGETHER] = [lap for each in times.values() for lap in each]
    return report(cases, scores, times)


if __name__ == "__main__":
    main()
