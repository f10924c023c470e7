"""What tells a crawler which stories are new: RSS 2.0 (plain and WordPress's), Atom, sitemaps."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from demo.pages import Press, summary
from demo.stories import Kind, Story

FEED_LENGTH = 20  # items; WordPress's own default is 10, many newsrooms raise it


def rss(press: Press, *, wordpress: bool, changed: datetime) -> bytes:
    """RSS 2.0; WordPress's carries the creator, whole text and short link as its ``feed-rss2.php`` does."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
    if wordpress:
        root.set("xmlns:content", "http://purl.org/rss/1.0/modules/content/")
        root.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    channel = ET.SubElement(root, "channel")
    _texts(channel, {"title": press.outlet.name, "link": press.base, "description": press.outlet.slogan})
    address = {"href": press.base + press.outlet.way_path, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, "atom:link", address)
    _texts(channel, {"lastBuildDate": format_datetime(changed.astimezone(UTC)), "language": "id"})
    for story in press.stories[:FEED_LENGTH]:
        item = ET.SubElement(channel, "item")
        _texts(item, {"title": story.headline, "link": press.url(story)})
        if wordpress:
            _texts(item, {"dc:creator": story.author})
        # WordPress stamps +0000; the portal prints its own zone.
        when = story.published.astimezone(UTC) if wordpress else story.published
        _texts(item, {"pubDate": format_datetime(when), "category": press.outlet.categories[story.category]})
        guid = f"{press.base}/?p={story.number}" if wordpress else press.url(story)
        ET.SubElement(item, "guid", {"isPermaLink": "false" if wordpress else "true"}).text = guid
        _texts(item, {"description": summary(story)})
        if wordpress:
            _texts(item, {"content:encoded": _content(story)})
    return _bytes(root)


def atom(press: Press, *, changed: datetime) -> bytes:
    """Atom 1.0 as WordPress's ``feed-atom.php`` writes it, with summaries only."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "id"})
    _texts(root, {"title": press.outlet.name, "subtitle": press.outlet.slogan, "updated": _zulu(changed)})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": press.base})
    address = press.base + press.outlet.way_path
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    _texts(root, {"id": address})
    for story in press.stories[:FEED_LENGTH]:
        entry = ET.SubElement(root, "entry")
        _texts(ET.SubElement(entry, "author"), {"name": story.author})
        ET.SubElement(entry, "title", {"type": "html"}).text = html.escape(story.headline)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": press.url(story)})
        _texts(entry, {"id": f"{press.base}/?p={story.number}"})
        _texts(entry, {"updated": _zulu(story.published), "published": _zulu(story.published)})
        ET.SubElement(entry, "category", {"term": press.outlet.categories[story.category]})
        ET.SubElement(entry, "summary", {"type": "html"}).text = html.escape(summary(story))
    return _bytes(root)


def sitemap_index(press: Press, *, changed: datetime) -> bytes:
    """A sitemap index as Yoast writes it: the posts' sitemap and the news sitemap."""
    root = ET.Element("sitemapindex", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for name in ("post-sitemap.xml", "news-sitemap.xml"):
        _texts(ET.SubElement(root, "sitemap"), {"loc": f"{press.base}/{name}", "lastmod": changed.isoformat()})
    return _bytes(root)


def sitemap(press: Press, *, news: bool) -> bytes:
    """A sitemap of the stories; a news sitemap adds title and time of publication in Google's namespace."""
    root = ET.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    if news:
        root.set("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")
    for story in press.stories:
        url = ET.SubElement(root, "url")
        _texts(url, {"loc": press.url(story)})
        if not news:
            _texts(url, {"lastmod": story.published.isoformat()})
            continue
        told = ET.SubElement(url, "news:news")
        _texts(ET.SubElement(told, "news:publication"), {"news:name": press.outlet.name, "news:language": "id"})
        _texts(told, {"news:publication_date": story.published.isoformat(), "news:title": story.headline})
    return _bytes(root)


def _content(story: Story) -> str:
    tags = {Kind.PARAGRAPH: "p", Kind.HEADING: "h3"}
    return "\n".join(
        f"<{tags[block.kind]}>{html.escape(block.text)}</{tags[block.kind]}>"
        for block in story.parts[0]
        if block.kind in tags
    )


def _texts(parent: ET.Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _zulu(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text
