"""``netra sources``: what is known of a source, and what was learned about its pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click
from sqlite_utils import Database
from tabulate import tabulate

from archive import furniture, open_archive, reading
from settings import load_settings

Row = dict[str, Any]
READINGS = 10
"""Of the source's last readings."""
LINE_CHARACTERS = 90
_LISTED = (
    "select id, name, case when enabled then state else 'disabled' end as state, last_read,"
    " coalesce(disabled_reason, state_reason) as reason from sources"
    " order by enabled desc, state <> 'failing', id"
)


@click.group("sources", context_settings={"max_content_width": 100})
def sources_command() -> None:
    """The sources: their state; of one what is known, its last readings, and the furniture of its pages."""


@sources_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array.")
def list_command(as_json: bool) -> None:
    """List the sources of the archive with their state; those that fail, and why, first."""
    with reading(load_settings().database) as db:
        rows = list(db.query(_LISTED))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = [[_printable(value) for value in row.values()] for row in rows]
    headers = list(rows[0]) if rows else ()
    click.echo(
        tabulate(table, headers=headers, disable_numparse=True) if rows else "No source yet: run `netra crawl`."
    )


@sources_command.command("show")
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def show_command(source_id: str, as_json: bool) -> None:
    """Show a source, its last readings, and the lines learned to be furniture.

    Furniture is what an outlet repeats from story to story ("Ikuti kami di …"): it is left out of articles.
    """
    with reading(load_settings().database) as db:
        source = _source(db, source_id)
        learned = [
            {"outlet": outlet, "articles": furniture.pages(db, outlet), "lines": furniture.learned(db, outlet)}
            for outlet in furniture.outlets(db, source_id)
        ]
        readings = list(
            db.query(
                "select at, reading, url, status, outcome, new, seconds, reason from fetches"
                " where source_id = ? order by at desc, id desc limit ?",
                [source_id, READINGS],
            )
        )
    if as_json:
        found = {"source": source, "furniture": learned, "readings": readings}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(source, learned, readings)))


@sources_command.command("forget-furniture")
@click.argument("source_id", metavar="ID")
def forget_furniture_command(source_id: str) -> None:
    """Forget the lines learned of a source's outlets; they are learned anew.

    For a line that was taken for furniture and is none. Articles kept meanwhile stay as they are.
    """
    settings = load_settings()
    with reading(settings.database) as db:  # it must be there: none is made for this
        _source(db, source_id)
    with open_archive(settings.database, settings.raw_database) as archive, archive.transaction() as db:
        forgotten = {outlet: furniture.forget(db, outlet) for outlet in furniture.outlets(db, source_id)}
    for outlet, count in forgotten.items():
        click.echo(f"{outlet}: {count} lines of furniture forgotten.", err=True)
    if not forgotten:
        click.echo("No article of this source has been read yet: nothing to forget.", err=True)


def _source(db: Database, source_id: str) -> Row:
    row = next(iter(db.query("select * from sources where id = ?", [source_id])), None)
    if row is None:
        raise click.BadParameter(f"no source has the id {source_id!r}; `netra sources list`.", param_hint="ID")
    return row


def _lines(source: Row, learned: list[Row], readings: list[Row]) -> Iterable[str]:
    known = {name: value for name, value in source.items() if value is not None}
    yield tabulate([[name, _printable(value)] for name, value in known.items()], tablefmt="plain")
    yield ""
    if not learned:
        yield "Furniture: no article of this source has been read yet."
    for one in learned:
        yield f"Furniture of {one['outlet']}, learned from {one['articles']} articles: {len(one['lines'])} lines"
        if one["lines"]:
            rows = [
                [line["seen"], line["first_seen"][:10], line["last_seen"][:10], _printable(line["line"])]
                for line in one["lines"]
            ]
            yield tabulate(rows, headers=["articles", "first", "last", "line"], disable_numparse=True)
    yield ""
    yield f"Last readings: {len(readings) or 'none yet'}"
    if readings:
        columns = ("at", "reading", "status", "outcome", "new", "seconds", "reason")
        rows = [[_printable(row[name]) for name in columns] for row in readings]
        yield tabulate(rows, headers=columns, disable_numparse=True)


def _printable(value: Any) -> str:
    # Control characters of a page must not reach the terminal.
    text = "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return text if len(text) <= LINE_CHARACTERS else text[: LINE_CHARACTERS - 1] + "…"
