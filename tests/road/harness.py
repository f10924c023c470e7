"""A whole Netra on a folder of its own: the real commands as processes, the newsroom before it, Telegram behind it.

Used by the tests of the road and by ``benchmarks/kills.py``.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlite_utils

from demo.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
KILLABLE = Path(__file__).with_name("killable.py")
LIMIT_SECONDS = 120
KILLED = -9


class Installation:
    """One archive with its settings; :meth:`netra` runs a command on it."""

    def __init__(self, folder: Path, newsroom: Newsroom, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database = folder / "netra.db"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("NETRA_")}
        self.environment = (
            clean
            | newsroom.environment(newsroom.sources_csv(folder / "sources.csv"))
            | {
                "NETRA_DATABASE": str(self.database),
                "NETRA_CRAWL_GAP_SECONDS": "0",
                "NETRA_CRAWL_MIN_INTERVAL_SECONDS": "0",
                "NETRA_ALERTS_WINDOW_HOURS": "0",
            }
            | settings
        )

    def netra(
        self, *arguments: str, kill_at: tuple[str, int] | None = None, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; with ``kill_at`` it is killed at the n-th passing of a named point."""
        return subprocess.run(
            self.command(arguments, kill_at),
            env=self.environment | settings,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )

    def start(
        self, *arguments: str, kill_at: tuple[str, int] | None = None, **settings: str
    ) -> subprocess.Popen[str]:
        """Start a command that goes on; the caller ends it."""
        return subprocess.Popen(
            self.command(arguments, kill_at),
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @staticmethod
    def command(arguments: Sequence[str], kill_at: tuple[str, int] | None) -> list[str]:
        """The command line, by way of the killable entry when it is to be killed."""
        if kill_at is None:
            return [sys.executable, str(ROOT / "netra.py"), *arguments]
        return [sys.executable, str(KILLABLE), kill_at[0], str(kill_at[1]), *arguments]

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query on the archive."""
        db = sqlite_utils.Database(self.database)
        try:
            return list(db.query(sql))
        finally:
            db.close()

    def value(self, sql: str) -> Any:
        """The first column of the first row."""
        return next(iter(self.rows(sql)[0].values()))

    def count(self, sql: str) -> int:
        """As :meth:`value`, and 0 while another process is still making the archive."""
        try:
            return int(self.value(sql)) if self.database.exists() else 0
        except sqlite3.OperationalError:
            return 0


def state_of(installation: Installation) -> Mapping[str, Any]:
    """What an undisturbed run leaves behind, as far as it does not depend on order and time."""
    rows = installation.rows
    return {
        "articles": sorted((row["url"], row["text_hash"]) for row in rows("select url, text_hash from articles")),
        "frontier": sorted((row["url"], row["state"]) for row in rows("select url, state from frontier")),
        "incidents": installation.value("select count(*) from incidents"),
        "incident reports": sorted(
            (row["url"], row["ordinal"], row["sentence"])
            for row in rows(
                "select a.url, r.ordinal, r.sentence from incident_reports r join articles a on a.id = r.article_id"
            )
        ),
        "circulars": sorted(str(row["number_key"]) for row in rows("select number_key from circulars")),
        "circular reports": installation.value("select count(*) from circular_reports"),
        "alerts": installation.value("select count(*) from alerts"),
    }


def assert_sound(installation: Installation) -> None:
    """Whatever happened: the file is whole, nothing is there twice, nothing points nowhere."""
    rows, value = installation.rows, installation.value
    assert value("pragma integrity_check") == "ok"
    assert rows("pragma foreign_key_check") == []
    assert value("select count(*) from articles") == value("select count(distinct url) from articles")
    assert value("select count(*) from articles") == value("select count(*) from articles_fts_docsize")
    doubled = (
        "select subject_kind, subject_id, chat from outbox where kind = 'alert' group by 1, 2, 3"
        " having count(*) > 1"
    )
    assert rows(doubled) == []
    # Every article's bytes are kept: a finding never lacks its evidence.
    raw = sqlite_utils.Database(installation.database.with_name("raw.db"))
    try:
        assert next(raw.query("pragma integrity_check"))["integrity_check"] == "ok"
        kept = {row["sha256"] for row in raw.query("select sha256 from pages")}
    finally:
        raw.close()
    assert {row["sha256"] for row in rows("select sha256 from articles")} <= kept


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that happens in another process; fails when it does not happen in time."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.05)
