"""A place to crawl from: settings, archive and catalogue of a test's own, and crawls in child processes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive import Archive, open_archive

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
LIMIT_SECONDS = 90


@dataclass
class Desk:
    """Runs crawls one after another on one archive."""

    folder: Path
    gap: float = 0.0
    allow: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    log: str = ""

    def sources(self, *rows: dict[str, str]) -> None:
        """Write the catalogue; each row needs an id and an address, the homepage is made from it."""
        columns = ["id", "name", "homepage", "platform", "feed_url", "sitemap_url", "listing_url"]
        with (self.folder / "sources.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            for row in rows:
                address = row.get("feed_url") or row.get("sitemap_url") or row.get("listing_url") or ""
                homepage = "/".join(address.split("/")[:3]) + "/"
                writer.writerow({"name": row["id"], "homepage": homepage} | row)

    def start(self, script: str = "crawl_child.py", **plan: Any) -> subprocess.Popen[str]:
        """Start a crawl."""
        (self.folder / "report.json").unlink(missing_ok=True)
        path = self.folder / "plan.json"
        path.write_text(json.dumps(plan))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NETRA_")}
        environment |= {
            "PYTHONPATH": str(PROJECT),
            "NETRA_DATABASE": str(self.folder / "netra.db"),
            "NETRA_SOURCES": str(self.folder / "sources.csv"),
            "NETRA_ALLOW_HOSTS": ",".join(self.allow),
            "NETRA_CRAWL_GAP_SECONDS": str(self.gap),
            "NETRA_ALERTS_WINDOW_HOURS": "0",
        }
        return subprocess.Popen(
            [sys.executable, str(HERE / script), str(path)],
            env=environment | self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, child: subprocess.Popen[str]) -> int:
        """Wait for a crawl; its messages are in ``log``."""
        try:
            out, err = child.communicate(timeout=LIMIT_SECONDS)
        finally:
            child.kill()
        self.log = out + err
        return child.returncode

    def crawl(self, **plan: Any) -> dict[str, Any]:
        """Crawl to the end; gives the report."""
        code = self.finish(self.start(**plan))
        assert code == 0, self.log
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text())
        return report

    def pages(self) -> list[dict[str, Any]]:
        """What the intake got, in order, over all crawls."""
        path = self.folder / "pages.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def archive(self) -> Archive:
        """The archive that was crawled into."""
        return open_archive(self.folder / "netra.db", self.folder / "raw.db")

    def rows(self, sql: str, parameters: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a query on it."""
        with self.archive() as archive:
            return archive.rows(sql, list(parameters))
