"""Whole stories by the real commands over real HTTP: the whole view, the pages in its place, page after page."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.crawl_desk import PROJECT, Desk
from tests.crawler.website import Reply, Website, rss
from tests.road.pages import END, LEAD, REST, html

SLUG = "/2026/11/22/camat-wonosari-dilaporkan"
LIMIT_SECONDS = 90


def reply(*paragraphs: str, pager: str = "") -> Reply:
    return Reply(html(*paragraphs, published="2026-11-22T08:00:00+07:00", pager=pager).encode())


def links(**targets: str) -> str:
    return (
        '<div class="paging">'
        + "".join(f'<a href="{SLUG}{to}">{text}</a> ' for text, to in targets.items())
        + "</div>"
    )


@pytest.fixture
def site() -> Iterator[Website]:
    with Website("127.86.0.1", {"/robots.txt": Reply(status=404)}) as opened:
        opened.replies["/feed"] = rss(opened.base + SLUG)
        yield opened


@pytest.fixture
def desk(site: Website, tmp_path: Path) -> Desk:
    made = Desk(tmp_path, allow=(site.pair,))
    made.sources({"id": "kabar", "feed_url": f"{site.base}/feed"})
    return made


def netra(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NETRA_")}
    settings = {
        "NETRA_DATABASE": str(desk.folder / "netra.db"),
        "NETRA_SOURCES": str(desk.folder / "sources.csv"),
        "NETRA_ALLOW_HOSTS": ",".join(desk.allow),
        "NETRA_CRAWL_GAP_SECONDS": "0",
        "NETRA_ALERTS_WINDOW_HOURS": "0",
    }
    return subprocess.run(
        [sys.executable, str(PROJECT / "netra.py"), *arguments],
        env=clean | settings,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


def crawled(desk: Desk) -> dict[str, Any]:
    """The one article that a crawl finds."""
    ended = netra(desk, "crawl", "--now")
    assert ended.returncode == 0, ended.stderr
    db = sqlite3.connect(desk.folder / "netra.db")
    db.row_factory = sqlite3.Row
    try:
        (row,) = db.execute("select text, parts_have, parts_of from articles").fetchall()
    finally:
        db.close()
    return dict(row)


WHOLE = {"text": "\n".join([LEAD, REST, END]), "parts_have": 3, "parts_of": 3}
ALL = links(**{"2": "?page=2", "3": "?page=3", "Show All": "?page=all"})


def test_one_request_brings_the_whole_story(site: Website, desk: Desk) -> None:
    site.replies |= {SLUG: reply(LEAD, pager=ALL), f"{SLUG}?page=all": reply(LEAD, REST, END)}
    assert crawled(desk) == WHOLE
    assert [path for path in site.paths if path.startswith(SLUG)] == [SLUG, f"{SLUG}?page=all"]


@pytest.mark.parametrize("view", [Reply(status=404), Reply(status=503), reply(LEAD, pager=ALL)])
def test_in_place_of_a_whole_view_that_is_none_the_pages_come_in_the_same_crawl(
    view: Reply, site: Website, desk: Desk
) -> None:
    site.replies |= {
        SLUG: reply(LEAD, pager=ALL),
        f"{SLUG}?page=all": view,
        f"{SLUG}?page=2": reply(REST, pager=ALL),
        f"{SLUG}?page=3": reply(END, pager=ALL),
    }
    assert crawled(desk) == WHOLE
    read = netra(desk, "extract", "--url", site.base + SLUG)
    assert json.loads(read.stdout)["pages"] == {"have": 3, "of": 3}
    assert json.loads(read.stdout)["text"] == WHOLE["text"]


def test_pages_that_only_name_the_next_one_come_one_after_another(site: Website, desk: Desk) -> None:
    site.replies |= {
        SLUG: reply(LEAD, pager=links(Selanjutnya="?page=2")),
        f"{SLUG}?page=2": reply(REST, pager=links(Selanjutnya="?page=3")),
        f"{SLUG}?page=3": reply(END, pager=links(Sebelumnya="?page=2")),
    }
    assert crawled(desk) == WHOLE


def test_a_list_that_names_page_2_brings_the_story_from_its_beginning(site: Website, desk: Desk) -> None:
    site.replies |= {
        "/feed": rss(f"{site.base}{SLUG}?page=2"),
        SLUG: reply(LEAD, pager=links(**{"2": "?page=2", "3": "?page=3"})),
        f"{SLUG}?page=2": reply(REST),
        f"{SLUG}?page=3": reply(END),
    }
    assert crawled(desk) == WHOLE
    assert sorted(path for path in site.paths if path.startswith(SLUG)) == [
        SLUG,
        f"{SLUG}?page=2",
        f"{SLUG}?page=3",
    ]
