"""One outlet's site: which address answers with what. Pure: from an address to an answer, no network."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import parse_qs, urlsplit

from demo import feeds
from demo.markup import THEMES
from demo.pages import Press, slug
from demo.stories import Outlet, Story, Way

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"

PLAIN_PAGES = {
    "/redaksi/": (
        "Redaksi",
        "Susunan redaksi rekaan: pemimpin redaksi, redaktur, wartawan dan kontributor daerah.",
    ),
    "/pedoman-media-siber/": ("Pedoman Media Siber", "Halaman contoh; media ini rekaan dan tidak menerima berita."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says to one address, before the server adds validators, compression or a fault."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str | None = None
    modified: datetime | None = None


class Site:
    """An outlet's stories as they stand now, and the addresses that lead to them."""

    def __init__(self, outlet: Outlet, base: str, stories: tuple[Story, ...], changed: datetime) -> None:
        newest_first = sorted(stories, key=lambda story: story.published, reverse=True)
        self.outlet = outlet
        self.changed = changed
        self.press = Press(outlet, base, tuple(newest_first))
        self._by_path = {outlet.path(story): story for story in newest_first}
        self._by_number = {story.number: story for story in newest_first}
        self._fixed: dict[str, Callable[[], Answer]] = {
            "/robots.txt": self._robots,
            "/style.css": lambda: Answer(style(), "text/css; charset=utf-8"),
            **self._ways(),
        }

    def answer(self, target: str) -> Answer:
        """What the site answers to a request's target, e.g. ``/berita?page=1``; an unknown one is a themed 404."""
        parts = urlsplit(target)
        path, query = parts.path, parse_qs(parts.query)
        if path in self._fixed:
            return self._fixed[path]()
        if path.startswith("/media/"):
            return Answer(picture(), "image/png", modified=self.changed)
        found = self._short_link(path, query) or self._article(path) or self._list(path, query)
        if found:
            return found
        if path in PLAIN_PAGES:
            return self._html(self.press.plain(*PLAIN_PAGES[path]))
        return Answer(self.press.missing().encode(), status=404)

    # --- articles --------------------------------------------------------------------------------------------

    def _article(self, path: str) -> Answer | None:
        if story := self._by_path.get(path):
            return self._story(story, self.press.article(story))
        if self.outlet.theme == "portal" and path.endswith("/amp"):
            story = self._by_path.get(path.removesuffix("/amp"))
            return self._story(story, self.press.amp(story)) if story else None
        if match := re.fullmatch(r"(/.+/)([1-9]\d?)/", path):
            return self._part(match[1], int(match[2]))
        if match := re.fullmatch(r"/node/(\d{1,6})", path):
            story = self._by_number.get(int(match[1])) if self.outlet.platform == "drupal" else None
            return self._story(story, self.press.article(story)) if story else None
        # WordPress mends a missing final slash.
        if story := self._by_path.get(f"{path}/"):
            return Answer(b"", status=301, location=self.press.url(story))
        return None

    def _part(self, path: str, part: int) -> Answer | None:
        story = self._by_path.get(path)
        if story is None:
            return None
        if part == 1 or part > len(story.parts):  # WordPress sends these back to the story's first page
            return Answer(b"", status=301, location=self.press.url(story))
        return self._story(story, self.press.article(story, part))

    def _short_link(self, path: str, query: dict[str, list[str]]) -> Answer | None:
        number = query.get("p", [""])[0]
        if self.outlet.platform != "wordpress" or path != "/" or not number.isdecimal():
            return None
        story = self._by_number.get(int(number))
        return Answer(b"", status=301, location=self.press.url(story)) if story else None

    def _story(self, story: Story, page: str) -> Answer:
        body = page.encode(story.charset, errors="xmlcharrefreplace")
        return Answer(body, f"text/html; charset={story.charset}", modified=story.published)

    # --- lists -----------------------------------------------------------------------------------------------

    def _list(self, path: str, query: dict[str, list[str]]) -> Answer | None:
        page = 1
        if match := re.fullmatch(r"(/.*?)page/([1-9]\d{0,3})/", path):
            path, page = match[1], int(match[2])
        elif (asked := query.get("page", [""])[0]).isdecimal():
            page = int(asked[:4]) + (1 if self.outlet.platform == "drupal" else 0)
        lists = self._lists()
        if path not in lists:
            return None
        title, stories = lists[path]
        last = max(1, -(-len(stories) // self.outlet.page_size))
        if not 1 <= page <= last:
            return None
        return self._html(self.press.listing(title, stories, path, page))

    def _lists(self) -> dict[str, tuple[str, list[Story]]]:
        every = list(self.press.stories)
        lists = {"/": ("Berita Terbaru", every)}
        if self.outlet.way is Way.LISTING:
            lists[self.outlet.way_path] = ("Berita", every)
        for category, label in self.outlet.categories.items():
            chosen = [story for story in every if story.category == category]
            lists[self.outlet.category_path(category)] = (label, chosen)
        for tag in sorted({tag for story in every for tag in story.tags} | {"Netralitas ASN"}):
            lists[f"/tag/{slug(tag)}/"] = (tag, [story for story in every if tag in story.tags])
        for author in sorted({story.author for story in every}):
            lists[f"/author/{slug(author)}/"] = (author, [story for story in every if story.author == author])
        return lists

    def _html(self, page: str) -> Answer:
        return Answer(page.encode(), modified=self.changed)

    # --- what is new, and robots -----------------------------------------------------------------------------

    def _ways(self) -> dict[str, Callable[[], Answer]]:
        path, press, changed = self.outlet.way_path, self.press, self.changed
        match self.outlet.way:
            case Way.RSS:
                return {path: lambda: self._xml(feeds.rss(press, wordpress=False, changed=changed), "rss+xml")}
            case Way.WORDPRESS_RSS:
                return {path: lambda: self._xml(feeds.rss(press, wordpress=True, changed=changed), "rss+xml")}
            case Way.ATOM:
                return {path: lambda: self._xml(feeds.atom(press, changed=changed), "atom+xml")}
            case Way.NEWS_SITEMAP:
                return {
                    path: lambda: self._xml(feeds.sitemap_index(press, changed=changed)),
                    "/post-sitemap.xml": lambda: self._xml(feeds.sitemap(press, news=False)),
                    "/news-sitemap.xml": lambda: self._xml(feeds.sitemap(press, news=True)),
                }
            case Way.LISTING:
                return {}

    def _xml(self, body: bytes, subtype: str = "xml") -> Answer:
        return Answer(body, f"application/{subtype}; charset=UTF-8", modified=self.changed)

    def _robots(self) -> Answer:
        lines = ["User-agent: *"]
        if self.outlet.platform == "wordpress":
            lines += ["Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php"]
        lines += [f"Disallow: {path}" for path in self.outlet.disallow]
        if self.outlet.way is Way.NEWS_SITEMAP:
            lines += ["", f"Sitemap: {self.press.base}{self.outlet.way_path}"]
        return Answer("\n".join([*lines, ""]).encode(), "text/plain; charset=utf-8", modified=self.changed)


@cache
def style() -> bytes:
    """The one plain style sheet of all themes."""
    return (THEMES / "style.css").read_bytes()


@cache
def picture() -> bytes:
    """A small PNG that stands for every photo: 32 by 18 pixels of a grey gradient."""
    width, height = 32, 18
    rows = b"".join(b"\0" + bytes(120 + 3 * x + 2 * y for x in range(width)) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
