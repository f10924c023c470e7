"""Runs one crawl in a process of its own, as a Twisted reactor starts only once; see crawl_desk.py.

Argument: a JSON file with what to do; the report is written beside it. The intake writes down what it got.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crawler.alarm
import crawler.faults
import crawler.scrapy_settings
import crawler.spider
from archive import ArchiveFull, open_archive
from archive.hosts import Host, record_hosts
from archive.polls import load_catalogue
from crawler.catalogue import read_catalogue
from crawler.lists import Listing
from crawler.run import crawl
from model import Candidate, Page, Reading
from settings import load_settings


def main(path: Path) -> None:
    """Crawl as the plan says."""
    plan: dict[str, Any] = json.loads(path.read_text())
    if "timeout" in plan:
        crawler.scrapy_settings.TIMEOUT_SECONDS = plan["timeout"]
    if "alarm" in plan:
        crawler.alarm.PAGE_ALARM_SECONDS = plan["alarm"]
    _spoil_lists(plan)
    settings = load_settings()
    archive = open_archive(settings.database, settings.raw_database)
    load_catalogue(archive, read_catalogue(settings.sources).sources, datetime.now(UTC))
    pages = path.with_name("pages.jsonl").open("a", encoding="utf-8")

    def intake(page: Page) -> Sequence[str]:
        pages.write(json.dumps(_shown(page)) + "\n")
        pages.flush()
        if page.requested_url in plan.get("raise", ()):
            raise RuntimeError("halaman ini aneh")
        if page.requested_url in plan.get("full", ()):
            raise ArchiveFull("The disk is full.")
        while page.requested_url in plan.get("hang", ()):
            pass
        parts: list[str] = plan.get("parts", {}).get(page.requested_url, [])
        now = datetime.now(UTC).isoformat()
        with archive.transaction() as db:
            for part in parts:
                db.execute(
                    "insert into frontier (url, source_id, state, part_of, tries, failures, first_seen, due_at,"
                    " silent, updated) values (?, ?, 'due', ?, 0, 0, ?, ?, 0, ?) on conflict do nothing",
                    [part, page.source_id, page.part_of or page.requested_url, now, now, now],
                )
            db.execute("update frontier set state = 'done' where url = ?", [page.requested_url])
        return parts

    missed: list[str] = []

    def miss(url: str) -> Sequence[str]:
        missed.append(url)
        return ()

    if "asked_before" in plan:
        path.with_name("began").write_text(str(time.monotonic()))
        record_hosts(archive, {plan["asked_before"]: Host(datetime.now(UTC))})
    report = crawl(
        archive,
        settings,
        intake,
        missed=miss,
        only=plan.get("only", ()),
        everything=plan.get("everything", False),
        budget=plan.get("budget"),
    )
    counts = {name: getattr(report, name) for name in ("polls", "pages", "failures", "refused", "outcome")}
    path.with_name("report.json").write_text(json.dumps(counts | {"missed": missed}))


def _spoil_lists(plan: dict[str, Any]) -> None:
    """Make the reading of a list hang, or give what no database can hold."""
    spider: Any = crawler.spider
    read_list = spider.read_list

    def spoilt(reading: Reading, body: bytes, url: str, *rest: Any) -> Listing:
        while url in plan.get("hang_list", ()):
            pass
        listing: Listing = read_list(reading, body, url, *rest)
        if url in plan.get("spoil_list", ()):
            return replace(listing, candidates=(Candidate(listing.candidates[0].url, "\ud83d"),))
        return listing

    spider.read_list = spoilt


def _shown(page: Page) -> dict[str, Any]:
    return {
        "url": page.url,
        "requested_url": page.requested_url,
        "source_id": page.source_id,
        "status": page.status,
        "headers": dict(page.headers),
        "body": page.body.decode("latin-1"),
        "wire": page.wire.decode("latin-1"),
        "peer": page.peer,
        "charset": page.charset,
        "part_of": page.part_of,
        "title": page.candidate.title if page.candidate else None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
