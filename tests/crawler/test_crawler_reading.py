"""Lists of news, well-formed and not."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crawler.feeds
from crawler.lists import MAX_CANDIDATES, EmptyList, NoList, UnreadableList
from crawler.reading import read_list
from crawler.sitemaps import MAX_SITEMAP_CANDIDATES
from model import Candidate, Reading

HOME = "https://kabar.id/"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Kabar</title><link>https://kabar.id/</link>
<item><title>Camat &amp; lurah diperiksa</title><link>https://kabar.id/a?utm_source=rss</link>
<description>&lt;p&gt;Bawaslu &amp;amp; panwascam&lt;/p&gt;</description>
<pubDate>Mon, 16 Sep 2024 16:28:00 +0700</pubDate></item>
<item><title>Kedua</title><link>/b</link></item>
</channel></rss>"""
FIRST = Candidate(
    "https://kabar.id/a",
    "Camat & lurah diperiksa",
    "Bawaslu & panwascam",
    datetime(2024, 9, 16, 9, 28, tzinfo=UTC),
)
BOTH = (FIRST, Candidate("https://kabar.id/b", "Kedua"))


def feed(body: str | bytes, kind: str | None = "application/rss+xml") -> tuple[Candidate, ...]:
    data = body.encode() if isinstance(body, str) else body
    return read_list(Reading.FEED, data, "https://kabar.id/feed", kind, HOME).candidates


def test_an_rss_feed_names_articles_with_title_summary_and_time() -> None:
    assert feed(RSS) == BOTH


@pytest.mark.parametrize(
    "body",
    [
        b"\n  \r\n" + RSS.encode(),
        b"<br />\n<b>Warning</b>: stray output\n" + RSS.encode(),
        b"\xef\xbb\xbf" + RSS.encode(),
        b"\xef\xbb\xbf\n\xef\xbb\xbf" + RSS.encode(),
        gzip.compress(RSS.encode()),
        RSS.replace("<title>Kabar", "<title>Kabar&nbsp;&raquo; Jateng").encode(),
        RSS.replace("<title>Kabar", "<title>Kabar \x08 Jateng").encode(),
        RSS.replace("</channel></rss>", "").encode(),
        RSS.replace("UTF-8", "iso-8859-1").encode("latin-1"),
    ],
    ids=["blanks", "output", "bom", "two-boms", "gzip", "entities", "control", "cut", "latin-1"],
)
def test_a_feed_is_read_in_spite_of_common_faults(body: bytes) -> None:
    assert feed(body) == BOTH


def test_rdf_atom_and_json_feeds_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<item rdf:about="https://kabar.id/a"><title>Satu</title><link>https://kabar.id/a</link></item></rdf:RDF>'
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;Satu&lt;/b&gt;</title>'
        '<link rel="replies" href="/komentar"/><link rel="alternate" href="/a"/>'
        "<updated>2024-09-16T16:28:00+07:00</updated></entry></feed>"
    )
    json_feed = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {"url": "/a", "title": "Satu", "date_published": "2024-09-16T16:28:00+07:00"},
                {"title": "tanpa alamat"},
                "bukan benda",
            ],
        }
    )
    moment = datetime(2024, 9, 16, 9, 28, tzinfo=UTC)
    assert feed(rdf) == (Candidate("https://kabar.id/a", "Satu"),)
    assert feed(atom) == (Candidate("https://kabar.id/a", "Satu", None, moment),)
    assert feed(json_feed, "application/feed+json") == (Candidate("https://kabar.id/a", "Satu", None, moment),)


def test_a_feed_can_name_only_http_addresses_and_each_once() -> None:
    links = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x/y",
        "",
        "https://kabar.id/a",
        "HTTPS://KABAR.id/a#x",
    ]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    assert feed(f"<rss><channel>{items}</channel></rss>") == (Candidate("https://kabar.id/a"),)


def test_of_an_endless_feed_the_first_entries_are_taken() -> None:
    items = "".join(f"<item><link>https://kabar.id/{n}</link></item>" for n in range(1000))
    found = feed(f"<rss><channel>{items}</channel></rss>")
    assert [candidate.url for candidate in found] == [f"https://kabar.id/{n}" for n in range(MAX_CANDIDATES)]


def test_of_a_huge_feed_the_beginning_is_read() -> None:
    items = "".join(f"<item><link>https://kabar.id/{n}</link><a>{'isi ' * 10_000}</a></item>" for n in range(100))
    found = feed(f"<rss><channel>{items}</channel></rss>")
    assert [candidate.url for candidate in found[:20]] == [f"https://kabar.id/{n}" for n in range(20)]
    assert len(found) < 100


def test_entities_are_never_expanded_or_fetched() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "x">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&a11; &f;</title><link>https://kabar.id/a</link></item></channel></rss>"
    )
    (candidate,) = feed(body)
    assert "root:" not in (candidate.title or "")
    urls = body.replace("rss", "urlset").replace("item>", "url>").replace("link>", "loc>")
    for candidate in read_list(Reading.SITEMAP, urls.encode(), HOME, None, HOME).candidates:
        assert "root:" not in (candidate.title or "")
        assert len(candidate.title or "") < 100


def test_a_body_that_looks_like_a_file_name_opens_no_file() -> None:
    with pytest.raises(UnreadableList):
        feed(b"/etc/passwd")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE html><html><body>Situs dalam perbaikan</body></html>", "an HTML page came instead of a feed"),
        ("", "the list is empty"),
        ("  \n ", "the list is empty"),
        ("galat basis data", "the answer is no feed"),
        ("{}", "the JSON is no JSON Feed"),
        ('{"a":', "the JSON feed cannot be read"),
        ("[" * 5 + '{"a":', "the answer is no feed"),
        ("<rss><channel></channel></rss>", "the feed has no entries"),
        ('<?xml version="1.0"?><rss><channel><item><title>Putus & <b', "the feed has no entries"),
        (b"\x1f\x8b\x08gzip yang rusak", "cannot be unpacked"),
        (gzip.compress(b" " * 20_000_001), "cannot be unpacked"),
    ],
)
def test_what_is_no_feed_is_said(body: str | bytes, reason: str) -> None:
    with pytest.raises(UnreadableList, match=reason):
        feed(body)


def test_an_html_page_that_mentions_a_feed_is_still_no_feed() -> None:
    with pytest.raises(UnreadableList, match="an HTML page"):
        feed("<!doctype html><html><head><link href=/rss></head><body><pre><rss></pre></body></html>")


# --- sitemaps ----------------------------------------------------------------------------------------------


def sitemap(body: str | bytes) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    data = body.encode() if isinstance(body, str) else body
    listing = read_list(Reading.SITEMAP, data, "https://kabar.id/sitemap.xml", "text/xml", HOME)
    return listing.candidates, listing.more


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://kabar.id/lama </loc><lastmod>2024-09-15</lastmod></url>
<url><image:image><image:loc>https://kabar.id/foto.jpg</image:loc></image:image></url>
<url><loc>https://kabar.id/baru</loc><news:news><news:publication><news:name>Kabar</news:name></news:publication>
<news:publication_date>2024-09-16T16:28:00+07:00</news:publication_date><news:title>Camat diperiksa</news:title>
</news:news><image:image><image:loc>https://kabar.id/foto.jpg</image:loc></image:image></url>
<url><loc>https://kabar.id/tanpa-tanggal</loc></url>
</urlset>"""


def test_a_news_sitemap_names_articles_newest_first_with_title_and_time() -> None:
    candidates, more = sitemap(NEWS)
    assert more == ()
    assert candidates[0].url == "https://kabar.id/baru"
    assert candidates[0].title == "Camat diperiksa"
    assert candidates[0].published == datetime(2024, 9, 16, 9, 28, tzinfo=UTC)
    assert [candidate.url for candidate in candidates[1:]] == [f"{HOME}lama", f"{HOME}tanpa-tanggal"]


def test_the_last_change_of_a_page_is_no_time_of_publication_and_a_day_begins_in_jakarta() -> None:
    assert [candidate.published for candidate in sitemap(NEWS)[0][1:]] == [None, None]
    ((day,), _) = sitemap(
        f"<urlset><url><loc>{HOME}a</loc><lastmod>2024-09-20</lastmod>"
        "<news><publication_date>2024-09-15</publication_date></news></url></urlset>"
    )
    assert day.published == datetime(2024, 9, 14, 17, tzinfo=UTC)


def test_a_packed_sitemap_is_read_and_an_empty_one_is_a_quiet_day() -> None:
    assert len(sitemap(gzip.compress(NEWS.encode()))[0]) == 3
    assert sitemap('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>') == ((), ())


def test_of_a_long_sitemap_the_newest_are_taken() -> None:
    rows = "".join(
        f"<url><loc>{HOME}{n}</loc><lastmod>2024-01-01T{n // 60:02}:{n % 60:02}:00Z</lastmod></url>"
        for n in range(600)
    )
    candidates, _ = sitemap(f"<urlset>{rows}</urlset>")
    assert [candidate.url for candidate in candidates] == [f"{HOME}{n}" for n in range(599, -1, -1)]
    rows += f"<url><loc>{HOME}kemarin</loc><lastmod>2024-01-09</lastmod></url>"
    candidates, _ = sitemap(f"<urlset>{rows}</urlset>")
    assert [candidate.url for candidate in candidates] == [
        f"{HOME}kemarin",
        *(f"{HOME}{n}" for n in range(599, 400, -1)),  # as many as are taken at once; the rest is an old backlog
    ]


def test_a_long_sitemap_without_dates_is_read_from_both_ends() -> None:
    rows = "".join(f"<url><loc>{HOME}{n}</loc></url>" for n in range(5000))
    candidates, _ = sitemap(f"<urlset>{rows}</urlset>")
    assert len(candidates) == MAX_SITEMAP_CANDIDATES
    assert [candidate.url for candidate in candidates[:4]] == [f"{HOME}{n}" for n in (4999, 0, 4998, 1)]


@pytest.mark.parametrize("reference", ["&#55357;", "&#xD83D;", "&#x110000;", "&#0;", f"&#{'9' * 5000};", "\x00"])
def test_a_reference_to_no_character_costs_itself_alone(reference: str) -> None:
    assert feed(RSS.replace("diperiksa", f"diperiksa{reference}")) == BOTH
    assert sitemap(NEWS.replace("diperiksa", f"diperiksa{reference}"))[0] == sitemap(NEWS)[0]


def test_two_references_that_make_a_surrogate_pair_are_one_character() -> None:
    for pair in ("&#55357;&#56832;", "&#xD83D;&#xde00;"):
        assert feed(RSS.replace("diperiksa", f"diperiksa {pair}"))[0].title == "Camat & lurah diperiksa \U0001f600"


def test_lone_surrogates_of_a_json_feed_are_dropped_from_every_text() -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a\\ud83d", "title": "Satu\\ud83d",'
        ' "summary": "\\udc00Dua \\ud83d\\ude00"}]}'
    )
    assert feed(body) == (Candidate("https://kabar.id/a", "Satu", "Dua \U0001f600"),)


def test_of_a_feed_made_of_tags_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.feeds, "MAX_FEED_TAGS", 1000)
    items = "".join(f"<item><link>https://kabar.id/{n}</link></item>" for n in range(20))
    found = feed(f"<rss><channel>{items}{'<a>' * 1000}<item><link>https://kabar.id/x</link></item></channel></rss>")
    assert len(found) == 20


def test_an_index_names_its_three_newest_sitemaps_of_its_own_site() -> None:
    rows = [
        ("https://kabar.id/s1.xml", "2024-01-01"),
        ("https://kabar.id/s2.xml", "2024-09-02"),
        ("https://kabar.id/s3.xml", "2024-09-03"),
        ("https://www.kabar.id/s4.xml", "2024-09-04"),
        ("https://lain.id/s5.xml", "2024-09-05"),
        ("https://kabar.id/sitemap.xml", "2024-09-06"),
    ]
    body = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{day}</lastmod></sitemap>" for loc, day in rows)
    _, more = sitemap(f"<sitemapindex>{body}</sitemapindex>")
    assert more == ("https://www.kabar.id/s4.xml", "https://kabar.id/s3.xml", "https://kabar.id/s2.xml")


def test_without_dates_news_and_high_numbers_come_first() -> None:
    names = [
        "page-sitemap1.xml",
        "post-sitemap2.xml",
        "post-sitemap11.xml",
        "category-sitemap.xml",
        "news-sitemap.xml",
    ]
    body = "".join(f"<sitemap><loc>/{name}</loc></sitemap>" for name in names)
    _, more = sitemap(f"<sitemapindex>{body}</sitemapindex>")
    assert [url.removeprefix(HOME) for url in more] == [
        "news-sitemap.xml",
        "post-sitemap11.xml",
        "post-sitemap2.xml",
    ]


def test_an_index_of_another_site_alone_is_unreadable() -> None:
    with pytest.raises(UnreadableList, match="names no sitemap of its own site"):
        sitemap("<sitemapindex><sitemap><loc>https://lain.id/s.xml</loc></sitemap></sitemapindex>")


def test_a_feed_where_a_sitemap_should_be_is_read_and_the_reverse() -> None:
    assert sitemap(RSS)[0] == BOTH
    assert feed(NEWS)[0].title == "Camat diperiksa"


# --- listing pages -----------------------------------------------------------------------------------------


def listing(body: str | bytes, kind: str = "text/html; charset=utf-8") -> tuple[Candidate, ...]:
    data = body.encode() if isinstance(body, str) else body
    return read_list(Reading.LISTING, data, "https://kabar.id/berita?page=1", kind, HOME).candidates


def test_a_listing_page_gives_its_headlines_and_nothing_else() -> None:
    found = listing(
        """<html><head><title>Berita</title></head><body>
        <nav><a href="/">Kabar Semarang Kita Semua</a><a href="/redaksi">Susunan redaksi media kita ini</a></nav>
        <article><a href="/berita/camat-mandai-diperiksa"><img src="x.jpg"></a>
        <h2><a href="/berita/camat-mandai-diperiksa">Camat Mandai diperiksa
            Bawaslu</a></h2><a href="/berita/camat-mandai-diperiksa">Baca selengkapnya</a></article>
        <a href="/berita/lurah-foto-bersama-calon"><h3>Lurah foto bersama calon</h3><p>Semarang (ringkasan)</p></a>
        <a href="https://lain.id/berita/judul-di-situs-lain">Judul berita di situs lain</a>
        <a href="/tag/netralitas-asn-kota-semarang">Netralitas ASN Kota Semarang</a>
        <a href="/berita/bukan-judul-panjang">Bukan judul</a>
        </body></html>"""
    )
    assert found == (
        Candidate("https://kabar.id/berita/camat-mandai-diperiksa", "Camat Mandai diperiksa Bawaslu"),
        Candidate("https://kabar.id/berita/lurah-foto-bersama-calon", "Lurah foto bersama calon"),
    )


def test_a_listing_page_is_read_in_its_own_charset_and_from_its_base() -> None:
    body = '<base href="/arsip/"><a href="wali-kota-terbitkan-edaran">Wali kota terbitkan “edaran” baru</a>'
    (found,) = listing(body.encode("cp1252"), "text/html; charset=windows-1252")
    assert found == Candidate(
        "https://kabar.id/arsip/wali-kota-terbitkan-edaran", "Wali kota terbitkan “edaran” baru"
    )


@pytest.mark.parametrize("body", ["<html><body>Situs dalam perbaikan</body></html>", "teks saja", "\x00\x00"])
def test_a_page_without_headlines_is_no_list(body: str) -> None:
    with pytest.raises(UnreadableList):
        listing(body)


def spoilt(text: str) -> st.SearchStrategy[bytes]:
    """The text with something else in it somewhere."""
    places = st.integers(0, len(text))
    return st.builds(lambda a, b, new: (text[:a] + new + text[b:]).encode(), places, places, st.text(max_size=30))


@given(
    st.sampled_from(Reading),
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | spoilt(RSS) | spoilt(NEWS),
    st.none() | st.text(max_size=30),
)
def test_no_bytes_make_the_reader_fail_in_another_way(reading: Reading, body: bytes, kind: str | None) -> None:
    try:
        found = read_list(reading, body, "https://kabar.id/x", kind, HOME)
    except UnreadableList:
        return
    assert all(candidate.url.startswith(("http://", "https://")) for candidate in found.candidates)


def test_posts_of_wordpress_are_read_with_their_time() -> None:
    posts = """[{"link":"https://kabar.example/2026/11/a/","date_gmt":"2026-11-12T01:30:00","title":{"rendered":"ASN
    &#8220;Netral&#8221;"},"excerpt":{"rendered":"<p>Isi &amp; ringkas</p>"}},{"id":7},"x",{"link":7}]"""
    (one,) = read_list(Reading.WORDPRESS, posts.encode(), f"{HOME}wp-json/", None, HOME).candidates
    assert (one.url, one.title, one.summary) == (
        "https://kabar.example/2026/11/a/",
        "ASN “Netral”",
        "Isi & ringkas",
    )
    assert one.published == datetime(2026, 11, 12, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('{"code":"rest_no_route"}', NoList),
        ("<html></html>", NoList),
        ("[" * 100_000, NoList),
        ("[]", EmptyList),
        ('[{"title":{"rendered":7}}]', EmptyList),
    ],
)
def test_what_is_no_list_of_posts_is_said(body: str, error: type[UnreadableList]) -> None:
    with pytest.raises(error):
        read_list(Reading.WORDPRESS, body.encode(), f"{HOME}wp-json/", None, HOME)
