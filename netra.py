"""The command line ``netra``: the entry, its errors and exit codes. The commands are in ``commands/``."""

from __future__ import annotations

import importlib
import logging
import sys

import click

from model import NetraError
from settings import SettingsError

COMMANDS = {
    "crawl": "commands.crawl",
    "send": "commands.send",
    "run": "commands.run",
    "search": "commands.query",
    "incidents": "commands.query",
    "circulars": "commands.query",
    "check": "commands.check",
    "extract": "commands.extract",
    "match": "commands.match",
    "eval": "commands.evaluate",
    "settings": "commands.settings",
    "demo": "commands.demo",
}
FAILED, WRONG_USE = 1, 2


class Lazy(click.Group):
    """Loads a command's module when it is used, so that a crawl does not pay for Telegram's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command = getattr(module, f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} holds no command {cmd_name}")
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="netra")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr about what is done.")
def cli(verbose: bool) -> None:
    """Netra watches the neutrality of Indonesia's civil servants as the regional press reports it.

    Settings come from netra.toml and NETRA_* variables; see `netra settings`.
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    # httpx logs each request with its address, and Telegram's addresses hold the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    # It warns at each tick that a crawl is still at work, which is how it is meant.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def main() -> None:
    """Run a command; a named error becomes one line and exit code 1, wrong use or settings 2."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SettingsError as error:
        click.echo(f"netra: {error}", err=True)
        sys.exit(WRONG_USE)
    except NetraError as error:
        click.echo(f"netra: {error}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output went away (`netra search … | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
