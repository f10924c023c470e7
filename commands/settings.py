"""``netra settings``: what is in force."""

from __future__ import annotations

import click
from tabulate import tabulate

from settings import describe, load_settings, settings_file


@click.command("settings")
def settings_command() -> None:
    """Print the settings in force, secrets masked, and where they come from."""
    settings = load_settings()
    path = settings_file()
    click.echo(
        f"Settings file: {path}" if path else "Settings file: none (no netra.toml here); defaults and variables."
    )
    click.echo(tabulate(describe(settings), headers=["variable", "value", "what it is for"], tablefmt="simple"))
