"""Broken and hostile pages end with a text or a named reason, soon, and never with another error."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import ExtractionError, NotHtml, Unreadable, extract, further_parts
from extract.markup import LONG_LIST
from model import Article
from tests.extract.pages_at_hand import PROSE, article, page

HEAD = "<html><head><title>Rapat di Balai Desa</title></head><body><h1>Rapat di Balai Desa</h1><article>"
CPU_SECONDS = 2.0
ATTEMPTS = 3  # a busy machine slows a process's own time, too; a page that is slow stays slow


def outcome(html: str | bytes, **fields: str) -> Article | ExtractionError:
    read, seconds = attempt(html, **fields)
    for _ in range(ATTEMPTS - 1):
        if seconds > CPU_SECONDS:
            seconds = min(seconds, attempt(html, **fields)[1])
    assert seconds <= CPU_SECONDS
    return read


def attempt(html: str | bytes, **fields: str) -> tuple[Article | ExtractionError, float]:
    started = time.process_time()
    assert further_parts(page(html)) == ()
    read: Article | ExtractionError
    try:
        read = extract([page(html, **fields)])  # type: ignore[arg-type]
    except ExtractionError as error:
        read = error
    return read, time.process_time() - started


NARROW = '<div class="related share">' * 700
WIDE = "".join(f"<p>Alinea {n} tentang rapat koordinasi di balai.</p>" for n in range(5_500))
LINKED = "".join(f'<li><a href="/s-{n}-x">Judul berita nomor {n} dari daerah kita</a></li>' for n in range(2_800))
GRAPH = '{"@type":"NewsArticle","author":[' + ",".join(['{"name":"Budi Santoso"}'] * 30_000) + "]}"
KINDS = '{"@type":[' + ",".join(['"x"'] * 200_000) + "]}"


def data(block: str) -> str:
    return f'<script type="application/ld+json">{block}</script>'


STILL_READ = {
    "deep behind": HEAD + PROSE + "<div>" * 50_000,
    "unclosed": HEAD + "<div>" * 300 + PROSE,
    "narrow": HEAD + NARROW + PROSE,
    "attribute": HEAD + '<div data-x="' + "x" * 5_000_000 + '">' + PROSE,
    "class": HEAD + '<div class="' + "x " * 2_500_000 + '">' + PROSE,
    "classes": HEAD + PROSE + "".join(f'<div class="{"c" * 19_000}{n}">x</div>' for n in range(500)),
    "attributes": HEAD + PROSE + "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</div>",
    "attributes behind a quote": HEAD
    + PROSE
    + '<div x=">" '
    + "/".join(f"a{n}" for n in range(100_000))
    + ">x</div>",
    "script": HEAD + PROSE + "<script>" + "var a = 1;" * 1_000_000 + "</script>",
    "script like a tag": HEAD + "<script>if (a<b " + "c d " * 500 + ")</script>" + PROSE,
    "comment": HEAD + PROSE + "<!--" + "x y " * 2_500_000 + "-->",
    "style": HEAD + PROSE + "<style>" + ".a{color:red}" * 700_000 + "</style>",
    "menu": HEAD + PROSE + "<nav><ul>" + "<li><a href='/x'>Menu</a></li>" * 15_000 + "</ul></nav>",
    "rows": HEAD + PROSE + "<table>" + "<tr><td>1</td><td><a href='/x'>Nama</a></td></tr>" * 12_000 + "</table>",
    "readers": HEAD
    + PROSE
    + "<h3>2.500 Komentar</h3><ol>"
    + "<li><b>Pembaca</b><p>Camatnya dipecat saja.</p></li>" * 2_500
    + "</ol>",
    "links": HEAD + PROSE + "<p>" + "<a href='/x'>satu dua tiga empat</a> " * 3_000,
    "lists of links": HEAD + PROSE + f"<ul>{LINKED}</ul>",
    "long queries": HEAD + PROSE + "".join(f'<a href="?page={n}&{"a=b&" * 400}">{n}</a>' for n in range(2_000)),
    "headings": HEAD + PROSE + "<h1>Judul lain di balai desa</h1>" * 5_500,
    "headings between prose": HEAD + PROSE + "<h1>Judul lain di sini</h1><p>Kalimat panjang. </p>" * 2_700,
    "articles": HEAD + PROSE + "<article>x</article>" * 5_500,
    "captions": HEAD + PROSE + "<div class='caption'>Keterangan foto</div>" * 5_500,
    "breaks": HEAD + PROSE + "kata berita pendek<br>" * 5_500,
    "formatting": HEAD + PROSE + "<b><i><u>" * 100 + "<p>a</p>" * 5_000,
    "tables": HEAD + PROSE + "<table><tr><td><br>" * 80 + "x",
    "entities": HEAD + PROSE + "<p>" + "&amp;" * 200_000,
    "blanks": HEAD + PROSE + "<p>a" + " " * 290_000 + "b</p>",
    "dashes": HEAD + PROSE + "<p>" + "- " * 140_000 + "</p>",
    "digits": HEAD + PROSE + "<p>" + "1.2." * 70_000 + "</p>",
    "brackets": HEAD + PROSE + "<p>" + "(foto" * 56_000 + "</p>",
    "labels": HEAD + PROSE + "<p>" + ". Baca juga : " * 20_000 + "</p>",
    "numbers": HEAD + PROSE + "<p>" + "".join(f"<a href='/b-c-d-{n}'>{n % 99}</a> " for n in range(4_500)),
    "dates": HEAD + PROSE + "<div>12 Okt 2024</div>" * 2_500,
    "cards": HEAD + PROSE + "<div><h3><a href='/b-c-d'>satu dua tiga</a></h3><i>12 Okt 2024</i></div>" * 1_100,
    "signatures": HEAD + PROSE + "<p>Oleh: Budi Santoso<br>" * 2_500,
    "files": HEAD + PROSE * 4 + "<a href='x.pdf'>unduh</a>" * 3_000,
    "nul": HEAD + PROSE.replace("a", "a\x00"),
    "lists in json-ld": article(data("[" * 20_000 + "]" * 20_000)),
    "objects in json-ld": article(data('{"@graph":' * 20_000 + "1" + "}" * 20_000)),
    "authors in json-ld": article(data(GRAPH)),
    "types in json-ld": article(data(KINDS)),
    "broken json-ld": article('<script type="application/ld+json">{"@graph":</script>' * 3),
    "hosts": article('<base href="http://[::1"><link rel="canonical" href="http://[x">'),
    "laughs": '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    + HEAD
    + PROSE
    + "<p>&b;",
}


@pytest.mark.parametrize("html", STILL_READ.values(), ids=STILL_READ)
def test_a_hostile_page_still_gives_its_story(html: str) -> None:
    read = outcome(html)
    assert isinstance(read, Article)
    assert read.text.startswith("Alinea pertama")
    assert "\x00" not in read.text


def test_of_an_endless_list_the_beginning_is_read_and_a_warning_says_so() -> None:
    read = outcome(STILL_READ["rows"])
    assert isinstance(read, Article)
    assert LONG_LIST in read.warnings
    readers = outcome(STILL_READ["readers"])
    assert isinstance(readers, Article)
    assert "dipecat" not in readers.text


def test_thousands_of_paragraphs_are_read_in_time() -> None:
    read = outcome(HEAD + WIDE)
    assert isinstance(read, Article)
    assert read.text.count("\n") > 5_000


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (HEAD + "<div>" * 50_000 + PROSE, "nested too deep"),
        (HEAD + "<div>" * 900 + "<p>Kalimat.</p>" * 5_000, "nested too deep"),
        (HEAD + "<p>a</p>" * 7_000, "elements"),
        (HEAD + "<p>a</p>" * 200_000, "elements"),
        (HEAD + "<br>" * 300_000, "elements"),
        (HEAD + "<script>var a=1</script>" * 100_000, "elements"),
        (HEAD + "<p>" + "kata berita " * 900_000, "characters of text"),
        (HEAD + "<p>" + "x" * 400_000, "characters of text"),
        (HEAD + "x" * 21_000_000, "bytes"),
    ],
    ids=[
        "deep before",
        "wide below deep",
        "elements",
        "tiny elements",
        "breaks",
        "scripts",
        "text",
        "a word",
        "bytes",
    ],
)
def test_what_would_take_unbounded_time_is_refused_with_its_reason(html: str, reason: str) -> None:
    read = outcome(html)
    assert isinstance(read, Unreadable)
    assert reason in read.reason


def test_a_page_that_stands_in_a_form_keeps_its_story() -> None:
    """Some systems (ASP.NET) put all of a page into one form; a menu of thousands of entries must not cost it."""
    menu = "<ul>" + "<li><a href='/x'>Menu</a></li>" * 3_000 + "</ul>"
    read = outcome(article().replace("<article>", f"<form action='/'><nav>{menu}</nav><article>"))
    assert isinstance(read, Article)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t",
        b"\x00" * 500,
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
