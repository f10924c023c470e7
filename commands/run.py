"""``netra run``: the daemon."""

from __future__ import annotations

import click

import scheduler
from crawler.catalogue import Catalogue, read_catalogue
from settings import Settings, load_settings


@click.command("run")
def run_command() -> None:
    """Run the daemon: crawl on schedule, send alerts, serve the bot. Ends on SIGTERM or Ctrl-C."""
    settings = load_settings()
    catalogue = read_catalogue(settings.sources)  # a catalogue that cannot be read is said before anything starts
    scheduler.run(settings, lambda: _announce(settings, catalogue))
    click.echo("Stopped.", err=True)


def _announce(settings: Settings, catalogue: Catalogue) -> None:
    """Say what runs; only when it does, as another daemon or a damaged archive may forbid it."""
    left_out = f" Rows left out, as `netra crawl` says: {len(catalogue.problems)}." if catalogue.problems else ""
    click.echo(f"Archive: {settings.database}. Sources: {len(catalogue.sources)}.{left_out}", err=True)
    if settings.telegram_token is None:
        click.echo("No NETRA_TELEGRAM_TOKEN is set: alerts go to this console, and no bot runs.", err=True)
    else:
        click.echo(f"Telegram: serving the bot through {settings.telegram_api}.", err=True)
    if not settings.contact:
        click.echo("Set NETRA_CONTACT, so that a site's operator can reach you.", err=True)
