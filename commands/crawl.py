"""``netra crawl``: read everything due, once. The daemon's child and cron's command are this one."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive import Archive, Lock, open_archive
from archive.database import now_text
from archive.polls import load_catalogue, unknown_sources
from commands import parent
from commands.inputs import Seconds
from crawler.alarm import alarm
from crawler.catalogue import read_catalogue
from intake import Intake
from settings import Settings, load_settings

if TYPE_CHECKING:  # a wrong option must not wait for Twisted
    from crawler.run import CrawlReport

log = logging.getLogger("netra.crawl")


def crawl_lock(settings: Settings) -> Lock:
    """The lock that lets one crawl at a time work on an archive."""
    return Lock(
        settings.database.with_name(settings.database.name + ".crawl.lock"),
        f"Another crawl is working on {settings.database}; this one ends.",
        archive=settings.database,
    )


def summary(report: CrawlReport, articles: int) -> str:
    """What a crawl did, in one line. What robots.txt refuses is no failure: Netra did as the site asks."""
    line = (
        f"Crawl {report.outcome}: {_count(report.polls, 'source')} read, {_count(report.pages, 'page')} fetched, "
        f"{_count(articles, 'article')} new or changed"
    )
    if report.failures or report.refused:
        line += f", {_count(report.failures, 'address', 'addresses') if report.failures else 'no address'} failed"
    if report.refused:
        line += f", {report.refused} refused by robots.txt"
    return line + "."


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


@click.command("crawl")
@click.option("--now", "everything", is_flag=True, help="Treat every source as due.")
@click.option("--source", "only", multiple=True, metavar="ID", help="Only this source (may be given again).")
@click.option("--budget", type=Seconds(), metavar="SECONDS", help="Take nothing new after.")
def crawl_command(everything: bool, only: tuple[str, ...], budget: float | None) -> None:
    """Read every source that is due, and what becomes due meanwhile; ends when nothing is due or in flight."""
    if daemon := os.environ.get(parent.VARIABLE):
        parent.die_with(int(daemon))
    settings = load_settings()
    catalogue = read_catalogue(settings.sources)
    for problem in catalogue.problems:
        click.echo(f"netra: {problem}", err=True)
    with open_archive(settings.database, settings.raw_database) as archive, crawl_lock(settings):
        load_catalogue(archive, catalogue.sources, datetime.now(UTC))
        missing = unknown_sources(archive, only)
        if missing:
            raise click.BadParameter(f"no source has the id {missing[0]!r}.", param_hint="--source")
        _crawl(archive, settings, only=only, everything=everything, budget=budget)


def _crawl(
    archive: Archive, settings: Settings, *, only: tuple[str, ...], everything: bool, budget: float | None
) -> None:
    # Imported here: a wrong option must not wait for Twisted.
    from crawler.run import crawl  # noqa: PLC0415

    intake = Intake(archive, settings)
    intake.conclude_overdue(alarm)
    with archive.transaction() as db:
        crawl_id = int(str(db.table("crawls").insert({"started": now_text()}).last_pk))
    report = crawl(archive, settings, intake, missed=intake.missed, only=only, everything=everything, budget=budget)
    intake.conclude_overdue(alarm)
    with archive.transaction() as db:
        db.table("crawls").update(
            crawl_id,
            {
                "ended": now_text(),
                "outcome": report.outcome,
                "polls": report.polls,
                "pages": report.pages,
                "articles": intake.articles,
                "failures": report.failures + report.refused,
            },
        )
    said = summary(report, intake.articles)
    if everything or report.polls or report.pages:
        click.echo(said, err=True)
    else:
        log.info(said)  # the daemon's child each minute: nothing was due
