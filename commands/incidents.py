"""``netra incidents``: the register of incidents, and what a person decides about its cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click
from sqlite_utils import Database
from tabulate import tabulate

from alerts.registers import decisions
from archive import open_archive, reading, search
from commands.query import Row, list_options, printable, show
from model import Stage
from settings import load_settings

_RELATED = ("newer", "older", "region", "newer_stage", "older_stage", "newer_office", "older_office", "found")


@click.group("incidents", invoke_without_command=True, context_settings={"max_content_width": 100})
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only cases at this stage.")
@click.option("--related", is_flag=True, help="The pairs of cases that may be one, for you to merge or part.")
@list_options
@click.pass_context
def incidents_command(
    context: click.Context, /, related: bool, as_json: bool, as_csv: bool, **filters: Any
) -> None:
    """The register of incidents, newest first; one case, and decisions about cases, by the commands below.

    reported, title, url, sentence: the latest story that tells the present stage. known_by: main (a story about
    it) or mention (in passing). related: cases that may be this one.
    """
    if context.invoked_subcommand is not None:
        return
    columns = ["case_number", "stage", "actor", "office", "region", "reports", "reported", "known_by", "title"]
    with reading(load_settings().database) as db:
        rows = decisions.relations(db) if related else search.incidents(db, **filters)
    if related:
        show(rows, (as_json, as_csv), list(rows[0]) if rows else _RELATED, _RELATED)
        return
    if any(row["related"] for row in rows):
        columns.insert(-1, "related")
    show(rows, (as_json, as_csv), search.INCIDENT_FIELDS, columns)


@incidents_command.command("show")
@click.argument("number", metavar="K-…")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def show_command(number: str, as_json: bool) -> None:
    """Show a case: where it stands, how it came there and who decided, and the articles that report it."""
    with reading(load_settings().database) as db:
        case = _whole(db, decisions.named(db, number))
    if as_json:
        click.echo(json.dumps(case, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(case)))


@incidents_command.command("merge")
@click.argument("one", metavar="K-…")
@click.argument("other", metavar="K-…")
def merge_command(one: str, other: str) -> None:
    """Make one case of two. The older number stays, and the other one leads to it.

    Nobody is told; whoever was told of either hears how the case goes on. Kept whatever is read later.
    """
    with _deciding() as db:
        case = decisions.merge(db, one, other, datetime.now(UTC))
        reports = _count(db, case)
    number = case["case_number"]
    gone = next(each for each in (other.upper(), one.upper(), number) if each != number)
    click.echo(f"{number} is one case now, {case['stage']}, with {reports}; {gone} leads to it.", err=True)


@incidents_command.command("split")
@click.argument("number", metavar="K-…")
@click.option("--report", "articles", type=int, multiple=True, required=True, metavar="ARTICLE_ID")
@click.argument("more", nargs=-1, type=int, metavar="[ARTICLE_ID]...")
def split_command(number: str, articles: tuple[int, ...], more: tuple[int, ...]) -> None:
    """Make a case of its own of some articles' reports (their ids: `netra incidents show K-…`).

    Nobody is told; whoever was told of the case hears how both go on. Kept whatever is read later.
    """
    with _deciding() as db:
        new = decisions.split(db, number, (*articles, *more), datetime.now(UTC))
        old = decisions.named(db, number)
        both = [f"{case['case_number']} is {case['stage']}, with {_count(db, case)}" for case in (new, old)]
    click.echo("; ".join(both) + ".", err=True)


@incidents_command.command("part")
@click.argument("one", metavar="K-…")
@click.argument("other", metavar="K-…")
def part_command(one: str, other: str) -> None:
    """Say that two cases that `netra incidents --related` lists are two: they are not listed again."""
    with _deciding() as db:
        decisions.part(db, one, other, datetime.now(UTC))
    click.echo(f"{one.upper()} and {other.upper()} are two cases.", err=True)


@contextmanager
def _deciding() -> Iterator[Database]:
    settings = load_settings()
    with reading(settings.database):  # it must be there: none is made for this
        pass
    with open_archive(settings.database, settings.raw_database) as archive, archive.transaction() as db:
        yield db


def _count(db: Database, case: Row) -> str:
    reports = db.execute("select count(*) from incident_reports where incident_id = ?", [case["id"]]).fetchone()[0]
    return f"{reports} report{'' if reports == 1 else 's'}"


def _whole(db: Database, case: Row) -> Row:
    """A case with all that is known of it."""

    def rows(sql: str) -> list[Row]:
        return list(db.query(sql, {"id": case["id"]}))

    return {
        **case,
        "acts": [
            row["act"] for row in rows("select act from incident_acts where incident_id = :id order by place")
        ],
        "also": [row["case_number"] for row in rows("select case_number from incidents where merged_into = :id")],
        "related": list(search.related(db, case["id"])),
        "history": rows(
            "select seen, stage, convicted, told_day, article_id, decided_by, decision, untold_reason"
            " from incident_history where incident_id = :id order by seen, id"
        ),
        "reports": rows(
            "select r.article_id, a.published_day, a.outlet, r.weight, r.stage, r.actor, r.office, r.count,"
            " r.occurred, r.decided_by, a.title, a.url, r.sentence from incident_reports r"
            " join articles a on a.id = r.article_id where r.incident_id = :id order by r.seen, r.id"
        ),
    }


def _lines(case: Row) -> Iterable[str]:
    also = f" (also {', '.join(case['also'])})" if case["also"] else ""
    yield f"{case['case_number']}{also}: {case['stage']}{', convicted' if case['convicted'] else ''}"
    for name in ("actor", "office", "count", "region", "occurred", "acts", "related", "untold_reason", "sentence"):
        value = case[name]
        if value not in (None, []):
            shown = ", ".join(value) if isinstance(value, list) else value
            yield f"{name:<14}{printable(shown, width=1000)}"
    yield ""
    yield _table(case["history"], ("seen", "stage", "article_id", "decided_by", "decision", "untold_reason"))
    yield ""
    columns = ("article_id", "published_day", "outlet", "weight", "stage", "office", "decided_by", "title")
    yield _table(case["reports"], columns) if case["reports"] else "No article reports it any more."


def _table(rows: Iterable[Row], columns: tuple[str, ...]) -> str:
    cells = [[printable(row[column]) for column in columns] for row in rows]
    return tabulate(cells, headers=list(columns), tablefmt="simple", disable_numparse=True)
