"""``netra rematch``: newer rules for what is kept."""

from __future__ import annotations

import click

from alerts.matcher import MATCHER_VERSION
from archive import open_archive, reading
from intake.rematching import Rematched, rematch, waiting
from settings import load_settings

PROGRESS_EVERY = 500
"""Articles between two lines of progress: a second or two."""


@click.command("rematch")
def rematch_command() -> None:
    """Read the kept articles that older rules have read anew; nobody is told anything again.

    Cases and circulars follow what their articles tell now; decisions by hand stay. May be interrupted at any time,
    and goes on where it was. The crawl and the sender may run meanwhile.
    """
    settings = load_settings()
    with reading(settings.database):  # it must be there: none is made for this
        pass
    with open_archive(settings.database, settings.raw_database) as archive:
        total = waiting(archive)
        if total == 0:
            click.echo(f"Every article has been read by the present rules, version {MATCHER_VERSION}.", err=True)
            return
        sums = Rematched()
        for sums in rematch(archive):
            if sums.articles % PROGRESS_EVERY == 0:
                click.echo(f"{sums.articles} of {total} articles …", err=True)
        unread = archive.value(
            "select count(*) from incidents i where merged_into is null"
            " and not exists (select 1 from incident_reports where incident_id = i.id)"
        )
    click.echo(summary(sums, unread), err=True)


def summary(sums: Rematched, without: int) -> str:
    """What came of it, in one line; ``without`` is how many cases no article reports any more."""
    line = (
        f"{sums.articles} articles read by rules version {MATCHER_VERSION}: {sums.added} reports found,"
        f" {sums.gone} found no more, {sums.moved} cases stand elsewhere. Nobody was told."
    )
    return line + (f" {without} cases have no report any more." if without else "")
