"""Which page_size the archive should have: size on disk, log, inserts and searches beside each other, in one run.

``python -m benchmarks.archive.page_size [--articles N]`` writes ``page_size.md``. It can hardly be changed once an
archive is large, so it was measured before the first release. Texts are synthetic: Zipf-distributed words, 2.5 KB.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

import sqlite_utils

from archive import Archive, database, open_archive, search

PAGE_SIZES = (4096, 8192, 16384)
WORDS = 30_000
WORDS_AN_ARTICLE = (250, 500)
BATCH = 200
SINGLE = 200  # articles in transactions of their own
RESULT = Path(__file__).with_suffix(".md")


def texts(count: int) -> list[str]:
    """Articles of 250 to 500 Zipf-distributed invented words, always the same."""
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices("aiueokngrstmdplbh", k=chance.randint(3, 10))) for _ in range(WORDS)]
    weights = [1 / rank for rank in range(1, WORDS + 1)]
    return [
        " ".join(chance.choices(vocabulary, weights, k=chance.randint(*WORDS_AN_ARTICLE))) for _ in range(count)
    ]


def measure(page_size: int, articles: list[str], folder: Path) -> tuple[float, ...]:
    """KB an article on disk and in the log, inserts a second, ms of a rare and a common search (medians)."""
    database.PAGE_SIZE = page_size
    with open_archive(folder / f"{page_size}.db", folder / f"{page_size}-raw.db") as archive:
        began = time.process_time()
        for start in range(0, len(articles), BATCH):
            with archive.transaction() as db:
                insert(db, articles[start : start + BATCH], start)
        seconds = time.process_time() - began
        archive.db.execute("pragma wal_checkpoint(truncate)")
        size = archive.path.stat().st_size / len(articles) / 1024
        logged = _logged(archive, articles, len(articles))
        by_rank = articles[0].split()
        rare, common = by_rank[-40:], sorted(set(by_rank), key=by_rank.count)[-10:]
        times = [statistics.median(timed(archive.db, word) for word in words) for words in (rare, common)]
    return size, logged, len(articles) / seconds, times[0], times[1]


def _logged(archive: Archive, articles: list[str], start: int) -> float:
    """KB in the write-ahead log for an article in a transaction of its own, as the crawl writes them."""
    archive.db.execute("pragma wal_autocheckpoint = 0")
    for number, text in enumerate(articles[:SINGLE], start):
        with archive.transaction() as db:
            insert(db, [text], number)
    size = archive.path.with_name(archive.path.name + "-wal").stat().st_size
    archive.db.execute("pragma wal_autocheckpoint = 1000")
    return size / SINGLE / 1024


def insert(db: sqlite_utils.Database, batch: list[str], start: int) -> None:
    """Put a batch of articles in, as the archive keeps them."""
    db.table("articles").insert_all(
        {
            "url": f"https://a.example/{number}",
            "outlet": "a.example",
            "title": text[:60],
            "text": text,
            "text_hash": str(number),
            "fetched": "2026-11-22T00:00:00.000Z",
            "published_day": f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            "region": f"{11 + number % 80}.{1 + number % 20:02d}",
            "genre": "other",
            "parts_have": 1,
        }
        for number, text in enumerate(batch, start)
    )


def timed(db: sqlite_utils.Database, word: str) -> float:
    """Milliseconds of one search."""
    began = time.perf_counter()
    search.search(db, word)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    articles = texts(options.articles)
    kilobytes = sum(map(len, articles)) / len(articles) / 1024
    lines = [
        "# Page size of the archive",
        "",
        f"`python -m benchmarks.archive.page_size --articles {options.articles}`; mean text {kilobytes:.2f} KB;",
        "CPU time for inserts, wall time for searches, all in one run.",
        "",
        "| page_size | KB/article on disk | KB/article in the log | inserts/s | rare word, ms | common word, ms |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for page_size in PAGE_SIZES:
            size, logged, rate, rare, common = measure(page_size, articles, Path(folder))
            lines.append(f"| {page_size} | {size:.2f} | {logged:.0f} | {rate:.0f} | {rare:.2f} | {common:.2f} |")
            print(lines[-1], flush=True)
    RESULT.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
