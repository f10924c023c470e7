"""``netra demo``: the whole job on the built-in newsroom, with the production commands and real HTTP."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import click
from tabulate import tabulate

from alerts.messages import plain
from archive import read_only, reading
from demo.newsroom import DEMO_PORT, Newsroom, PortTaken
from model import NetraError
from settings import DATA, PREFIX, PROJECT

DATABASE = DATA / "demo.db"
POLL_SECONDS = 0.1
NETRA = (
    sys.executable,
    str(PROJECT / "netra.py"),
)  # not -m netra: a folder of that name here would be taken for it
RULE = "─" * 64
COUNTED = {
    "outlets read": "select count(*) from sources where first_read is not null",
    "pages fetched": "select count(*) from frontier where sha256 is not null",
    "articles kept": "select count(*) from articles",
    "incidents": "select count(*) from incidents",
    "  of them told": "select count(*) from incidents where untold_reason is null",
    "circulars": "select count(*) from circulars",
    "  of these told": "select count(*) from circulars where untold_reason is null",
    "alerts sent": "select count(*) from outbox where state = 'sent'",
}


class DemoFailed(NetraError):
    """A command of the demo ended with an error."""


def demo_environment(newsroom: Newsroom, sources: Path) -> dict[str, str]:
    """The newsroom's environment: no politeness gaps, no alert window, no Telegram, no settings of the user's."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    empty = sources.with_name("netra.toml")
    empty.touch()
    return (
        environment
        | newsroom.environment(sources)
        | {"NETRA_DATABASE": str(DATABASE), "NETRA_SETTINGS": str(empty)}
    )


@click.command("demo", short_help="The whole job on the built-in newsroom.")
def demo_command() -> None:
    """Run the whole job on the built-in newsroom: crawl, extract, match, archive, and show the alerts.

    Its archive is data/demo.db; running it again finds nothing twice. Nothing leaves this machine.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        newsroom = _newsroom(stack)
        environment = demo_environment(newsroom, newsroom.sources_csv(Path(folder) / "sources.csv"))
        click.echo(
            f"A newsroom of {len(newsroom.hosts)} outlets is open on {newsroom.hosts[0]} and the next addresses."
        )
        _crawl(environment)
        _netra(environment, "send", quiet=True)
    _show()


def _newsroom(stack: ExitStack) -> Newsroom:
    """Open the newsroom where the demo's archive knows it, for its addresses to stay the same; else as usual.

    When that is taken: by the newsroom itself (``make serve``), it is read there; by something else, another port
    does for a new archive, and an earlier one cannot be used. Raises DemoFailed.
    """
    kept = _kept_port()
    port = kept or DEMO_PORT
    try:
        return stack.enter_context(Newsroom(port=port))
    except PortTaken as error:
        taken = Newsroom(port=port)
        if taken.is_open_elsewhere():
            click.echo("The newsroom is open already, as by `make serve`; the demo reads that one.")
            return taken
        if kept:
            raise DemoFailed(
                f"{error} The earlier demo's archive holds the newsroom's addresses at that port. To let the demo"
                f" take another one, delete that archive and run the demo again: rm {_files()}"
            ) from error
        click.echo(f"Port {port} is in use by another program; the demo takes another one.")
        return stack.enter_context(Newsroom())


def _kept_port() -> int | None:
    """The port at which the demo's archive knows the newsroom; None when there is no archive that could tell."""
    if not DATABASE.exists():
        return None
    try:
        with reading(DATABASE) as db:
            row = db.execute("select homepage from sources where enabled limit 1").fetchone()
    except NetraError:
        return None  # the crawl says what is wrong with it
    return urlsplit(row[0]).port if row else None


def _netra(environment: dict[str, str], *arguments: str, quiet: bool = False) -> None:
    command = [*NETRA, *arguments]
    ended = subprocess.run(command, env=environment, check=False, capture_output=quiet, text=True)
    if ended.returncode:
        raise DemoFailed(
            f"`netra {' '.join(arguments)}` ended with code {ended.returncode}. {ended.stderr or ''}".strip()
        )


def _crawl(environment: dict[str, str]) -> None:
    """Run the production crawl command, and show how many of the addresses it has found are read."""
    command, existed = [*NETRA, "crawl", "--now"], DATABASE.exists()
    with subprocess.Popen(command, env=environment) as child, click.progressbar(length=1, label="Crawling") as bar:
        while True:
            try:
                code = child.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                done, known = _progress()
                bar.length = max(known, done + 1)
                bar.update(done - bar.pos)
                continue
            done, known = _progress()
            bar.length = max(known, 1)
            bar.update(bar.length - bar.pos)
            break
    if code:
        raise DemoFailed(
            f"`netra crawl --now` ended with code {code}; its messages stand above.{_advice(existed=existed)}"
        )


def _advice(*, existed: bool) -> str:
    """What to do when it is the archive of an earlier demo that cannot be used: nothing in it is missed."""
    if not existed:
        return ""
    return f" If an earlier demo's archive is at fault, delete it and run the demo again: rm {_files()}"


def _files() -> str:
    return f"{_short(DATABASE)}* {_short(DATABASE.with_name(DATABASE.stem + '-raw.db'))}*"


def _progress() -> tuple[int, int]:
    if not DATABASE.exists():
        return 0, 0
    try:
        db = read_only(DATABASE)
    except NetraError:
        return 0, 0  # the crawl is still making it
    try:
        row = db.execute("select count(*) filter (where state != 'due'), count(*) from frontier").fetchone()
    except sqlite3.Error:
        return 0, 0  # the crawl says what is wrong with it
    finally:
        db.close()
    return int(row[0]), int(row[1])


def _show() -> None:
    db = read_only(DATABASE)
    try:
        rows = [(name, db.execute(sql).fetchone()[0]) for name, sql in COUNTED.items()]
        messages = [row[0] for row in db.execute("select html from outbox where state = 'sent' order by id")]
    except sqlite3.Error as error:
        raise DemoFailed(f"{_short(DATABASE)} cannot be read: {error}.{_advice(existed=True)}") from error
    finally:
        db.close()
    click.echo(tabulate(rows, headers=[f"in {_short(DATABASE)}", ""], tablefmt="simple"))
    click.echo("\nThe alerts, as a subscriber would read them on Telegram:")
    for html in messages:
        click.echo(f"{RULE}\n{plain(html)}")
    click.echo(RULE)
    netra = _short(Path(sys.executable).with_name("netra"))
    archive = f"NETRA_DATABASE={_short(DATABASE)} {netra}"
    click.echo(
        "What to type next:\n"
        f"  {archive} incidents          the register of cases\n"
        f"  {archive} circulars --json   the register of circulars, all fields\n"
        f"  {archive} search netralitas  the articles\n"
        f"  {netra} settings             what can be set; for real news see README.md"
    )


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
