"""``netra settings``: what is in force."""

from __future__ import annotations

import click
from tabulate import tabulate

from settings import FILE_NAME, describe, load_settings, settings_file


@click.command("settings")
def settings_command() -> None:
    """Print every setting: its value (secrets masked), where that comes from, its key and its variable.

    A key stands in netra.toml; a variable wins over it.
    """
    settings = load_settings()
    path, rows = settings_file(), describe(settings)
    click.echo(
        f"Settings file: {path}" if path else f"Settings file: none (no {FILE_NAME} here); defaults and variables."
    )
    click.echo()
    table = [(row.key, row.value, row.origin, row.variable) for row in rows]
    headers = [f"key in {FILE_NAME}", "value", "comes from", "variable"]
    click.echo(tabulate(table, headers=headers, tablefmt="simple", disable_numparse=True))
    click.echo()
    click.echo(tabulate([(row.variable, row.purpose) for row in rows], tablefmt="plain"))
