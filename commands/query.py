"""``netra search`` and ``netra circulars``: ask the archive; and what all lists have in common."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click
from tabulate import tabulate

from archive import reading, search
from commands.inputs import Rows
from settings import load_settings
from wording import public_office, reduce_names, reduce_quote, reduce_title

Row = dict[str, Any]
Forms = tuple[bool, bool]  # --json, --csv
CELL_CHARACTERS = 44


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise click.BadParameter(f"{value!r} is not a day like 2026-11-22.", param=parameter)
    return value


def _region(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{2}(\.\d{2})?", value):
        raise click.BadParameter(f"{value!r} is not a Kemendagri code like 33 or 33.74.", param=parameter)
    return value


def _one_form(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
    if value and context.params.get("as_json"):
        raise click.BadParameter("--json or --csv, not both.", param=parameter)
    return value


def list_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every list: filters, and the form of the answer."""
    for option in (
        click.option(
            "--csv",
            "as_csv",
            is_flag=True,
            callback=_one_form,
            help="Write CSV, to hand on: without the names of persons.",
        ),
        click.option("--json", "as_json", is_flag=True, is_eager=True, help="Write a JSON list."),
        click.option("--limit", type=Rows(1, 100_000), default=50, show_default=True, help="Rows at most."),
        click.option("--until", callback=_day, metavar="DAY", help="Last day of publication, e.g. 2026-11-22."),
        click.option("--since", callback=_day, metavar="DAY", help="First day of publication, e.g. 2026-10-01."),
        click.option(
            "--region", callback=_region, metavar="CODE", help="Kemendagri code; a province includes its regencies."
        ),
    ):
        command = option(command)
    return command


def show(rows: Sequence[Row], forms: Forms, fields: Sequence[str], columns: Sequence[str]) -> None:
    """Write rows to stdout: all ``fields`` as JSON or CSV, the ``columns`` among them as a table."""
    as_json, as_csv = forms
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif as_csv:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(fields))
        writer.writeheader()
        writer.writerows({key: _safe(value) for key, value in _without_names(row).items()} for row in rows)
    elif rows:
        table = [[printable(row[column]) for column in columns] for row in rows]
        click.echo(tabulate(table, headers=list(columns), tablefmt="simple", disable_numparse=True))
        click.echo(f"{len(rows)} rows. All fields: --json or --csv.")
    else:
        click.echo("Nothing found.")


def _without_names(row: Row) -> Row:
    """A row whose texts name no accused: what is handed on as a file leaves the house as a message does."""
    region = row.get("region")
    reduced = {
        "title": lambda text: reduce_title(text, region=region),
        "sentence": lambda text: reduce_quote(text, region),
        "snippet": lambda text: reduce_names(text, region),
        "office": lambda text: public_office(text, region),
    }
    return {key: reduced[key](value) if value and key in reduced else value for key, value in row.items()}


def _safe(value: Any) -> Any:
    # A spreadsheet runs a cell that begins like a formula: text from the web must not.
    return "'" + value if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def printable(value: Any, width: int = CELL_CHARACTERS) -> str:
    """A value as a table's cell, cut; control characters of a page must not reach the terminal."""
    text = "" if value is None else " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return text if len(text) <= width else text[: width - 1] + "…"


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@list_options
def search_command(words: tuple[str, ...], as_json: bool, as_csv: bool, **filters: Any) -> None:
    """Articles that hold all the WORDS (a "phrase" in quotes), newest first."""
    text = " ".join(f'"{word}"' if " " in word else word for word in words)
    columns = ["published_day", "outlet_name", "region", "title", "url"]
    with reading(load_settings().database) as db:
        rows = search.search(db, text, **filters)
    show(rows, (as_json, as_csv), search.ARTICLE_FIELDS, columns)


@click.command("circulars")
@list_options
def circulars_command(as_json: bool, as_csv: bool, **filters: Any) -> None:
    """The register of circulars, newest first.

    reported, title, url, sentence: the first story about it. known_by: main (a story about it) or mention (in
    passing).
    """
    columns = [
        "register_number",
        "kind",
        "number",
        "date",
        "issuer",
        "region",
        "reported",
        "known_by",
        "title",
    ]
    with reading(load_settings().database) as db:
        rows = search.circulars(db, **filters)
    show(rows, (as_json, as_csv), search.CIRCULAR_FIELDS, columns)
