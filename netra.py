"""The command line ``netra``: the entry, its errors and exit codes. The commands are in ``commands/``."""

from __future__ import annotations

import errno
import importlib
import logging
import os
import sqlite3
import sys

import click

from commands import parent
from commands.inputs import WrongInput
from model import NetraError
from settings import SettingsError, unknown_variables

COMMANDS = {
    "crawl": ("commands.crawl", "Read everything that is due, once (the daemon and cron run this)."),
    "send": ("commands.send", "Send what is queued, answer waiting users, and end."),
    "run": ("commands.run", "Run the daemon: crawl on schedule, send alerts, serve the bot."),
    "search": ("commands.query", "Articles that hold the given words, newest first."),
    "incidents": ("commands.incidents", "The register of incidents; merge and split its cases."),
    "circulars": ("commands.query", "The register of circulars."),
    "sources": ("commands.sources", "The sources and their state; one source's readings and furniture."),
    "check": ("commands.check", "One page through the whole road, stored nowhere, and why."),
    "extract": ("commands.extract", "A page's article as JSON."),
    "match": ("commands.match", "What an article's text tells, as JSON."),
    "eval": ("commands.evaluate", "Score the matcher on labelled cases."),
    "rules": ("commands.rules", "What the present rules would alert, and what else than was alerted."),
    "rematch": ("commands.rematch", "Read kept articles by newer rules; nobody is told anything again."),
    "settings": ("commands.settings", "The settings in force, secrets masked."),
    "demo": ("commands.demo", "The whole job on the built-in newsroom."),
}
FAILED, WRONG_USE = 1, 2
log = logging.getLogger("netra")


class Lazy(click.Group):
    """Loads a command's module when it is used, so that a crawl does not pay for Telegram's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])


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
    if parent.VARIABLE not in os.environ:  # the daemon has said it: its crawls need not, each minute
        for sentence in unknown_variables():
            click.echo(f"netra: {sentence}", err=True)


def main() -> None:
    """Run a command; a named error becomes one line and exit code 1, wrong use or settings 2."""
    try:
        cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(FAILED)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(WRONG_USE)
    except click.UsageError as error:
        where = f"{error.ctx.command_path} --help" if error.ctx else "netra --help"
        click.echo(f"netra: {error.format_message()} See `{where}`.", err=True)
        sys.exit(WRONG_USE)
    except click.ClickException as error:
        click.echo(f"netra: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except (SettingsError, WrongInput) as error:
        click.echo(f"netra: {error}", err=True)
        sys.exit(WRONG_USE)
    except NetraError as error:
        click.echo(f"netra: {error}", err=True)
        sys.exit(FAILED)
    except sqlite3.Error as error:
        log.info("SQLite:", exc_info=error)  # with --verbose, for who is asked to mend it
        click.echo(
            f"netra: The archive cannot be used: {error}. If it was made by another version of Netra or changed by"
            " hand, restore a backup if there is one, or name another file in NETRA_DATABASE.",
            err=True,
        )
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output went away (`netra search … | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EIO}:
            raise
        click.echo(f"netra: the output cannot be written: {error.strerror}.", err=True)
        # What could not be written must not be tried again at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
