"""What is measured: our own pages, and the public sets where their checkouts are at hand (none of them is kept).

A case is one story: its pages as bytes, and what a careful reader says of it. What a set does not say is None.
"""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from model import Page

PAGES = Path(__file__).with_name("pages")
LATER = datetime(2030, 1, 1, tzinfo=UTC)  # when a page was fetched, where its set does not say


@dataclass(frozen=True, slots=True)
class Case:
    """A story and its gold: ``text`` by lines, ``published`` as ISO 8601 or a bare day, "" for none on the page."""

    name: str
    pages: tuple[Page, ...]
    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    site: str | None = None
    canonical: str | None = None
    reason: str | None = None  # why it is no article, on such pages

    @property
    def is_article(self) -> bool:
        """Whether there is a story to extract."""
        return self.reason is None


def page(body: bytes, url: str, fetched: datetime = LATER, part_of: str | None = None) -> Page:
    """A page as the crawler would have fetched it."""
    headers = (("Content-Type", "text/html"),)
    return Page(url, url, None, 200, headers, body, fetched, part_of=part_of)


def own() -> Iterator[Case]:
    """The pages in ``pages/``: the markup of Indonesian newsrooms' themes, with invented stories."""
    for path in sorted(PAGES.glob("*/*.toml")):
        yield _own(path)


def _own(path: Path) -> Case:
    gold: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    fetched = datetime.fromisoformat(gold["fetched"])
    names = gold.get("pages", [f"{path.stem}.html"])
    urls = gold.get("page_urls", [gold["url"]])
    pages = tuple(
        page((path.parent / name).read_bytes(), url, fetched, part_of=None if url == urls[0] else urls[0])
        for name, url in zip(names, urls, strict=True)
    )
    name = f"{path.parent.name}/{path.stem}"
    if not gold["article"]:
        return Case(name, pages, "", reason=gold["reason"])
    fields = {key: gold[key] for key in ("title", "author", "published", "language", "site", "canonical")}
    return Case(name, pages, gold["text"].strip(), **fields)


def scrapinghub(folder: Path) -> Iterator[Case]:
    """The 181 pages of scrapinghub/article-extraction-benchmark: texts only."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, truth in gold.items():
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Case(name, (page(body, truth.get("url") or ""),), truth["articleBody"])


def fundus(folder: Path) -> Iterator[Case]:
    """The pages by which flairNLP/fundus tests its parsers; a publisher's pages go with its versions in order.

    Raises ValueError when a publisher has not as many pages as versions: they could not be told apart.
    """
    for path in sorted((folder / "tests/resources/parser/test_data").glob("*/*.json")):
        meta = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        truths = json.loads(path.read_text(encoding="utf-8")).values()
        dated = re.compile(rf"{re.escape(path.stem)}_\d{{4}}_\d\d_\d\d\.html\.gz")
        files = sorted(file for file in path.parent.iterdir() if dated.fullmatch(file.name))
        if len(files) != len(truths):
            raise ValueError(f"fundus: {path.stem} has {len(files)} pages and {len(truths)} versions of its parser")
        for file, truth in zip(files, truths, strict=True):
            yield _fundus(file, truth, meta.get(file.name, {}))


def _fundus(file: Path, truth: dict[str, Any], meta: dict[str, Any]) -> Case:
    body = truth.get("body") or {}
    parts = [*(body.get("summary") or [])]
    for section in body.get("sections") or []:
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return Case(
        file.name.removesuffix(".html.gz"),
        (page(gzip.decompress(file.read_bytes()), meta.get("url", "")),),
        "\n".join(parts),
        title=truth.get("title"),
        author=", ".join(truth.get("authors") or []),
        published=truth.get("publishing_date"),
    )
