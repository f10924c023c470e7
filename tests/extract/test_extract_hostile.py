"""Broken and hostile pages end with a text or a named reason, soon, and never with another error."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import ExtractionError, NotHtml, Unreadable, extract, further_parts
from model import Article
from tests.extract.pages_at_hand import PROSE, article, page

HEAD = "<html><head><title>Rapat di Balai Desa</title></head><body><h1>Rapat di Balai Desa</h1><article>"
CPU_SECONDS = 6  # about 2 s are meant; the rest is for slow machines


def outcome(html: str | bytes, **fields: str) -> Article | ExtractionError:
    started = time.process_time()
    try:
        return extract([page(html, **fields)])  # type: ignore[arg-type]
    except ExtractionError as error:
        return error
    finally:
        assert further_parts(page(html)) == ()
        assert time.process_time() - started < CPU_SECONDS


@pytest.mark.parametrize(
    ("html", "first"),
    [
        (HEAD + PROSE + "<div>" * 50_000, "Alinea pertama"),
        (HEAD + "<div>" * 300 + PROSE, "Alinea pertama"),
        (HEAD + '<div data-x="' + "x" * 5_000_000 + '">' + PROSE, "Alinea pertama"),
        (HEAD + '<div class="' + "x " * 2_500_000 + '">' + PROSE, "Alinea pertama"),
        (HEAD + PROSE + "<script>" + "var a = 1;" * 1_000_000 + "</script>", "Alinea pertama"),
        (HEAD + PROSE + "<p>" + "<a href='/x'>satu dua tiga empat</a> " * 3_000, "Alinea pertama"),
        (HEAD + PROSE.replace("a", "a\x00"), "Alinea pertama"),
        (article(f'<script type="application/ld+json">{"[" * 20_000}{"]" * 20_000}</script>'), "Alinea pertama"),
        (article('<script type="application/ld+json">{"@graph":</script>' * 3), "Alinea pertama"),
        (article('<base href="http://[::1"><link rel="canonical" href="http://[x">'), "Alinea pertama"),
    ],
    ids=["deep behind", "unclosed", "attribute", "class", "script", "links", "nul", "json-ld", "broken", "hosts"],
)  # fmt: skip
def test_a_hostile_page_still_gives_its_story(html: str, first: str) -> None:
    read = outcome(html)
    assert isinstance(read, Article)
    assert read.text.startswith(first)
    assert "\x00" not in read.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (HEAD + "<div>" * 50_000 + PROSE, "nested too deep"),
        (HEAD + "<p>a</p>" * 100_000, "elements"),
        (HEAD + "<p>" + "kata berita " * 900_000, "characters of text"),
        (HEAD + "x" * 21_000_000, "bytes"),
    ],
    ids=["deep before", "elements", "text", "bytes"],
)
def test_what_would_take_unbounded_time_is_refused_with_its_reason(html: str, reason: str) -> None:
    read = outcome(html)
    assert isinstance(read, Unreadable)
    assert reason in read.reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t",
        b"\x00" * 500,
        b"%PDF-1.4 <html>",
        b"Rapat di balai desa dihadiri warga. Allowed HTML tags: <a href> <em> <strong> <h2 id>",
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
        b'{"title": "x"}',
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_web_page_is_named_so(body: bytes) -> None:
    assert isinstance(outcome(body), NotHtml)


WORDS = "Warga “Desa” Sukamaju – kafé"


@pytest.mark.parametrize(
    ("codec", "charset", "meta"),
    [
        ("utf-8", "iso-8859-1", "windows-1251"),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", "windows-1251", ""),
        ("cp1252", "", "iso-8859-1"),
        ("utf-16", "", ""),
        ("utf-16-le", "utf-8", ""),
    ],
)
def test_the_bytes_decide_the_charset_when_the_declared_one_is_wrong(codec: str, charset: str, meta: str) -> None:
    html = article(body=f"<p>{WORDS}</p>", title=WORDS).replace('charset="utf-8"', f'charset="{meta}"')
    read = extract([page(html.encode(codec), charset=charset or None)])
    assert read.title == WORDS


def test_a_page_cut_inside_a_letter_stays_utf8() -> None:
    read = extract([page(article(title=WORDS, body="<p>“Desa” kafé kafé").encode() + b"\xe2\x80")])
    assert read.title == WORDS


def test_halves_of_letters_in_json_ld_do_not_reach_the_article() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a\\ud800b\\u0000c d e f"}</script>'
    )
    html = f"<html><head>{data}</head><body>{PROSE}</body></html>"
    extract([page(html)]).title.encode("utf-8")


SCRAPS = r"""
<html>
<body class='single'>
<div
class='
">
<p>
</p>
<h1>
<time datetime='
<a href='?page=2'>
//[
<table>
<script type='application/ld+json'>
{"@type":"NewsArticle","datePublished":
"2024-
]}
<!--
-->
&#xD800;
Baca juga:
Oleh:
<meta property='og:title' content='
<link rel=canonical href='
</html>
""".strip().splitlines()
SOUP = st.lists(st.sampled_from([*SCRAPS, "\x00"]) | st.text(max_size=20), max_size=40)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(SOUP)
def test_no_tag_soup_breaks_the_extraction(pieces: list[str]) -> None:
    html = "<html><body>" + "".join(pieces) + PROSE
    body = html.encode("utf-8", "surrogatepass")
    further_parts(page(body))
    with contextlib.suppress(ExtractionError):
        read = extract([page(body)])
        (read.title + read.text + (read.author or "") + (read.site or "")).encode("utf-8")
