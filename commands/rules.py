"""``netra rules test``: the present rules over the archive, before they are let loose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from archive import reading
from archive.articles import WIB
from commands.query import printable
from intake.trial import Told, was_alerted, would_be_alerted
from settings import load_settings

MANY_A_DAY = 50
"""Alerts a day above which nobody reads them."""
WIDE = 200
MARKS = {"same": "=", "new": "+", "gone": "-"}
_DAYS = re.compile(r"(\d{1,4})d")


def _since(_: click.Context, parameter: click.Parameter, value: str) -> datetime:
    if days := _DAYS.fullmatch(value):
        return datetime.now(UTC) - timedelta(days=int(days[1]))
    try:
        return datetime.fromisoformat(value).replace(tzinfo=WIB)
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is neither days like 30d nor a day like 2026-11-22.", param=parameter
        ) from error


@click.group("rules")
def rules_command() -> None:
    """The rules by which articles are read."""


@rules_command.command("test")
@click.option(
    "--since", callback=_since, default="30d", show_default=True, metavar="DAYS|DAY", help="30d, or a day."
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON list.")
def test_command(since: datetime, as_json: bool) -> None:
    """Show what the present rules would alert of the kept articles, and the difference to what was alerted.

    Per day, with the clause that fired: = was alerted too, + would be new, - was alerted and would not be. Nothing
    is written and nobody is told. Decisions by hand (merge, split) are not taken into account.
    """
    settings = load_settings()
    with reading(settings.database) as db:
        was = was_alerted(db, since)
        would = would_be_alerted(db, since, settings)
    rows = compare(would, was)
    if as_json:
        click.echo(
            json.dumps([asdict(told) | {"difference": name} for name, told in rows], ensure_ascii=False, indent=2)
        )
    else:
        click.echo("\n".join(lines(rows)))
    for day, count in _per_day(would).items():
        if count > MANY_A_DAY:
            click.echo(f"Warning: {count} alerts on {day}; above {MANY_A_DAY} a day nobody reads them.", err=True)


def compare(would: Sequence[Told], was: Sequence[Told]) -> list[tuple[str, Told]]:
    """Each alert with "same", "new" or "gone", by day."""
    before, after = {told.key for told in was}, {told.key for told in would}
    rows = [("same" if told.key in before else "new", told) for told in would]
    rows += [("gone", told) for told in was if told.key not in after]
    return sorted(rows, key=lambda row: (row[1].day, row[1].article_id, row[0]))


def lines(rows: Sequence[tuple[str, Told]]) -> Iterator[str]:
    """The comparison as text."""
    day = None
    for name, told in rows:
        if told.day != day:
            day = told.day
            today = [other for other, each in rows if each.day == day]
            yield f"{day}: {_counted(today)}"
        what = " ".join(filter(None, (told.kind, told.stage, told.region, told.office)))
        yield f"  {MARKS[name]} {printable(what, WIDE)}: {printable(told.title, WIDE)}"
        phrase = f"[{printable(told.phrase, WIDE)}] " if told.phrase else ""
        yield f"      {phrase}{printable(told.sentence, WIDE)}"
        yield f"      {printable(told.url, WIDE)}"
    names = [name for name, _ in rows]
    yield f"In all {_counted(names)}: {names.count('new')} new, {names.count('gone')} no more."


def _counted(names: Sequence[str]) -> str:
    return f"{len(names) - names.count('gone')} would be alerted, {len(names) - names.count('new')} were"


def _per_day(told: Sequence[Told]) -> dict[str, int]:
    days = [each.day for each in told]
    return {day: days.count(day) for day in dict.fromkeys(days)}
