"""The newsroom over HTTP: what its outlets send, and what goes wrong on demand."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import feedparser
import httpx
import pytest
import trafilatura
from lxml import html

from demo.newsroom import COLUMNS, Newsroom, PortTaken
from demo.server import Fault
from demo.stories import Block, Kind, Story, load_outlets, load_stories

STORIES = load_stories()
PORTAL, WPBERITA, NEWKARMA, NEWSPAPER, DRUPAL = (outlet.id for outlet in load_outlets())
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as open_newsroom:
        yield open_newsroom


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=60) as open_client:
        yield open_client


def story_of(outlet: str) -> Story:
    return next(story for story in STORIES if story.outlet == outlet)


def dom(page: bytes | str) -> Any:
    return html.document_fromstring(page)


def squeeze(text: str) -> str:
    return " ".join(text.split())


# --- pages -----------------------------------------------------------------------------------------------------


def test_every_link_of_every_page_answers(newsroom: Newsroom, client: httpx.Client) -> None:
    hosts = set(newsroom.hosts)
    todo = [f"{newsroom.base(outlet.id)}/" for outlet in newsroom.outlets]
    seen = set(todo)
    while todo:
        url = todo.pop()
        answer = client.get(url, follow_redirects=True)
        assert answer.status_code == 200, url
        if "html" not in answer.headers["Content-Type"]:
            continue
        for _, _, link, _ in dom(answer.content).iterlinks():
            target = urljoin(url, link).split("#")[0]
            forms = "/wp-comments-post.php", "/comment/reply/"
            if (
                urlsplit(target).netloc in hosts
                and target not in seen
                and not urlsplit(target).path.startswith(forms)
            ):
                seen.add(target)
                todo.append(target)
    assert {newsroom.url(story) for story in STORIES} <= seen


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_trafilatura_finds_the_first_paragraph_of_each_story(
    newsroom: Newsroom, client: httpx.Client, story: Story
) -> None:
    page = client.get(newsroom.url(story))
    text = trafilatura.extract(
        page.content if story.charset == "utf-8" else page.text,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
    )
    assert text is not None
    assert squeeze(story.paragraphs[0]) in squeeze(text)


def test_the_light_page_of_the_portal_names_the_full_one(newsroom: Newsroom, client: httpx.Client) -> None:
    story = story_of(PORTAL)
    page = dom(client.get(f"{newsroom.url(story)}/amp").content)
    assert page.xpath("//link[@rel='canonical']/@href") == [newsroom.url(story)]
    assert story.paragraphs[0] in page.text_content()


def test_a_story_in_parts_lies_on_three_pages(newsroom: Newsroom, client: httpx.Client) -> None:
    story = next(story for story in STORIES if len(story.parts) == 3)
    url = newsroom.url(story)
    pages = [dom(client.get(f"{url}{part}").text) for part in ("", "2/", "3/")]
    bodies = [page.xpath("//div[@itemprop='text']")[0].text_content() for page in pages]
    for number, part in enumerate(story.parts):
        first = next(block.text for block in part if block.kind is Kind.PARAGRAPH)
        assert [first in body for body in bodies] == [number == other for other in range(3)]
    assert pages[0].xpath("//div[@class='page-links']//a/@href") == [
        f"{url}2/",
        f"{url}3/",
    ]
    assert client.get(f"{url}4/").headers["Location"] == url


def test_a_page_in_windows_1252_is_sent_and_declared_so(newsroom: Newsroom, client: httpx.Client) -> None:
    story = next(story for story in STORIES if story.charset != "utf-8")
    page = client.get(newsroom.url(story))
    assert page.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert "\x93Fotonya sudah sampai".encode("latin-1") in page.content
    assert story.paragraphs[2] in page.text


def test_short_links_lead_to_the_story(newsroom: Newsroom, client: httpx.Client) -> None:
    story = story_of(WPBERITA)
    answer = client.get(f"{newsroom.base(WPBERITA)}/?p={story.number}")
    assert (answer.status_code, answer.headers["Location"]) == (301, newsroom.url(story))
    node = client.get(f"{newsroom.base(DRUPAL)}/node/{story_of(DRUPAL).number}")
    assert story_of(DRUPAL).headline in node.text


def test_what_is_not_there_is_a_404_in_the_outlets_dress(newsroom: Newsroom, client: httpx.Client) -> None:
    for outlet in newsroom.outlets:
        answer = client.get(f"{newsroom.base(outlet.id)}/tidak/ada/")
        assert answer.status_code == 404
        assert outlet.name in answer.text


def test_what_a_story_says_is_never_markup(client: httpx.Client) -> None:
    evil = '</script><b onclick="x">Tebal & "kutip"</b>'
    story = replace(
        story_of(PORTAL), headline=evil, body=(Block(Kind.PARAGRAPH, evil), Block(Kind.RELATED, evil)), deck=evil
    )
    with Newsroom([story]) as newsroom:
        page = dom(client.get(newsroom.url(story)).content)
        assert page.xpath("//h1")[0].text_content() == evil
        assert not page.xpath("//*[@onclick]")
        assert json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)["headline"] == evil
        assert feedparser.parse(client.get(newsroom.base(PORTAL) + "/rss").content).bozo == 0


# --- what is new -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outlet", [PORTAL, WPBERITA, NEWKARMA])
def test_feeds_name_every_story_with_its_time(newsroom: Newsroom, client: httpx.Client, outlet: str) -> None:
    path = next(one.way_path for one in newsroom.outlets if one.id == outlet)
    feed = feedparser.parse(client.get(newsroom.base(outlet) + path).content)
    assert not feed.bozo
    told = {entry.link: datetime.fromtimestamp(timegm(entry.published_parsed), UTC) for entry in feed.entries}
    assert told == {newsroom.url(story): story.published.astimezone(UTC) for story in newsroom.stories(outlet)}
    assert {entry.title for entry in feed.entries} == {story.headline for story in newsroom.stories(outlet)}


def test_the_sitemap_index_leads_to_the_news_sitemap(newsroom: Newsroom, client: httpx.Client) -> None:
    index = ET.fromstring(client.get(newsroom.base(NEWSPAPER) + "/sitemap_index.xml").content)
    address = next(loc.text for loc in index.iter(f"{MAP}loc") if loc.text and "news-sitemap" in loc.text)
    sitemap = ET.fromstring(client.get(address).content)
    told = {
        url.findtext(f"{MAP}loc"): (
            url.findtext(f"{NEWS}news/{NEWS}title"),
            url.findtext(f"{NEWS}news/{NEWS}publication_date"),
        )
        for url in sitemap
    }
    assert told == {
        newsroom.url(story): (story.headline, story.published.isoformat()) for story in newsroom.stories(NEWSPAPER)
    }


def test_the_list_of_the_drupal_site_is_turned_page_by_page(newsroom: Newsroom, client: httpx.Client) -> None:
    base, found = newsroom.base(DRUPAL), list[str]()
    for number in range(3):
        page = dom(client.get(f"{base}/berita?page={number}").content)
        found += page.xpath("//div[@class='views-row']//h3/a/@href")
    stories = sorted(newsroom.stories(DRUPAL), key=lambda story: story.published, reverse=True)
    assert [base + path for path in found] == [newsroom.url(story) for story in stories]
    assert client.get(f"{base}/berita?page=3").status_code == 404
    assert client.get(f"{base}/rss.xml").status_code == 404


def test_the_sources_file_gives_each_outlet_its_one_way(newsroom: Newsroom, tmp_path: Path) -> None:
    file = newsroom.sources_csv(tmp_path / "sources.csv")
    rows = list(csv.DictReader(file.open(encoding="utf-8", newline="")))
    assert tuple(rows[0]) == COLUMNS
    ways = [[name for name in ("feed_url", "sitemap_url", "listing_url") if row[name]] for row in rows]
    assert ways == [["feed_url"], ["feed_url"], ["feed_url"], ["sitemap_url"], ["listing_url"]]
    assert [urlsplit(row["homepage"]).netloc for row in rows] == newsroom.hosts
    assert len({urlsplit(row["homepage"]).hostname for row in rows}) == 5


def test_robots_txt_forbids_the_private_story_and_nothing_else(newsroom: Newsroom, client: httpx.Client) -> None:
    for outlet in newsroom.outlets:
        robots = RobotFileParser()
        robots.parse(client.get(f"{newsroom.base(outlet.id)}/robots.txt").text.splitlines())
        for story in newsroom.stories(outlet.id):
            assert robots.can_fetch("Netra", newsroom.url(story)) is not story.private
        assert robots.crawl_delay("Netra") is None
    private = next(story for story in STORIES if story.private)
    assert newsroom.url(private) in client.get(f"{newsroom.base(private.outlet)}/feed/").text


# --- HTTP ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/feed/", "/", "story"])
def test_what_has_not_changed_is_not_sent_again(newsroom: Newsroom, client: httpx.Client, path: str) -> None:
    url = newsroom.url(story_of(WPBERITA)) if path == "story" else newsroom.base(WPBERITA) + path
    first = client.get(url)
    for known in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(url, headers=known)
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"If-None-Match": '"lain"'}).status_code == 200
    # An ETag that differs decides, whatever the date says.
    both = {"If-None-Match": '"lain"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(url, headers=both).status_code == 200
    assert client.get(url, headers={"If-Modified-Since": "kemarin"}).status_code == 200


def test_a_story_published_while_open_is_news_at_once(client: httpx.Client) -> None:
    first, second = (story for story in STORIES if story.outlet == PORTAL and story.category == "nusantara")
    with Newsroom([first]) as newsroom:
        feed = newsroom.base(PORTAL) + "/rss"
        known = client.get(feed)
        url = newsroom.publish(PORTAL, second)
        for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            changed = client.get(feed, headers={name: known.headers[header]})
            assert changed.status_code == 200
            assert url in changed.text
        newsroom.publish(PORTAL, replace(second, headline="Ralat"))
        assert "<title>Ralat</title>" in client.get(feed).text
        assert len(newsroom.stories(PORTAL)) == 2
        newsroom.withdraw(PORTAL, second.slug)
        assert client.get(url).status_code == 404


def test_some_outlets_compress_for_those_who_accept_it(newsroom: Newsroom, client: httpx.Client) -> None:
    url = newsroom.url(story_of(NEWSPAPER))
    squeezed = client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = client.get(url, headers={"Accept-Encoding": "identity"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert squeezed.content == plain.content


def test_every_request_is_written_down(client: httpx.Client) -> None:
    before = time.monotonic()
    with Newsroom() as newsroom:
        client.get(f"{newsroom.base(DRUPAL)}/berita?page=1", headers={"X-Sebab": "uji"})
        client.get(f"{newsroom.base(DRUPAL)}/tidak-ada")
        one, two = newsroom.requests
    assert (one.outlet, one.host, one.path, one.status) == (DRUPAL, newsroom.host(DRUPAL), "/berita?page=1", 200)
    assert httpx.Headers(one.headers)["X-Sebab"] == "uji"
    assert two.status == 404
    assert before <= one.at <= two.at <= time.monotonic()


# --- faults ----------------------------------------------------------------------------------------------------


def test_faults_are_given_on_demand(client: httpx.Client) -> None:
    story = story_of(NEWKARMA)
    with Newsroom([story]) as newsroom:
        url, path = newsroom.url(story), urlsplit(newsroom.url(story)).path

        def under(fault: Fault) -> httpx.Response:
            newsroom.faults = {path: fault}
            return client.get(url)

        assert under(Fault.error(503)).status_code == 503
        assert under(Fault.pdf()).content.startswith(b"%PDF")
        assert under(Fault.png()).content.startswith(b"\x89PNG")
        assert under(Fault.empty()).content == b""
        assert "utf-16" in under(Fault.wrong_charset()).headers["Content-Type"]
        assert feedparser.parse(under(Fault.broken_feed()).content).bozo
        loop = under(Fault.redirect_loop(path))
        assert (loop.status_code, loop.headers["Location"]) == (302, path)
        for broken in (Fault(truncated=True), Fault(dropped=True)):
            with pytest.raises(httpx.RemoteProtocolError):
                under(broken)
        newsroom.faults = {f"{newsroom.base(PORTAL)}{path}": Fault.error(500)}
        assert client.get(url).status_code == 200  # another outlet's


def test_a_late_answer_ends_when_the_newsroom_closes() -> None:
    arrived, failed = threading.Event(), threading.Event()

    def wait_for_it(url: str) -> None:
        arrived.set()
        try:
            httpx.get(url, trust_env=False, timeout=120)
        except httpx.HTTPError:
            failed.set()

    with Newsroom(faults={"/feed/": Fault.slow(90)}) as newsroom:
        thread = threading.Thread(target=wait_for_it, args=(newsroom.base(WPBERITA) + "/feed/",))
        thread.start()
        arrived.wait(5)
        started = time.monotonic()
    thread.join(10)
    assert failed.is_set()
    assert time.monotonic() - started < 5


def test_a_port_in_use_is_told_in_a_sentence(newsroom: Newsroom) -> None:
    with (
        pytest.raises(PortTaken, match=rf"^Port {newsroom.port} cannot be had .*\.$"),
        Newsroom(port=newsroom.port),
    ):
        pass


def test_a_port_that_one_outlet_lacks_is_given_up_by_all(newsroom: Newsroom) -> None:
    with Newsroom() as other:
        assert other.port != newsroom.port
        assert len({host.split(":")[1] for host in other.hosts}) == 1


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_where_to_look_and_ends_cleanly(end: signal.Signals) -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "demo", "--port", "0"], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        lines = list(iter(process.stdout.readline, "Ctrl-C closes it.\n"))
        told = "".join(lines)
        assert re.search(r"Pelita Jambi +http://127\.83\.0\.5:\d+/", told)
        settings = dict(re.findall(r"export (\w+)=(\S+)", told))
        assert Path(settings["NETRA_SOURCES"]).is_file()
        assert settings["NETRA_ALLOW_HOSTS"].count(",") == 4
        process.send_signal(end)
        assert process.wait(60) == 0
        assert not Path(settings["NETRA_SOURCES"]).exists()
    finally:
        process.kill()
        process.stdout.close()
