"""When an article was published: what pages say, and what must not be taken for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import extract
from extract.dates import dates, relative, stamp
from extract.knowledge import months
from model import Candidate
from tests.extract.pages_at_hand import FETCHED, article, page

EARLIEST = datetime(1995, 1, 2)  # noqa: DTZ001 (the strategy adds zones of its own)
LATEST = datetime(2090, 1, 1)  # noqa: DTZ001
PLAIN = "https://warta.example/rapat-di-balai-desa"


def published(head: str = "", before: str = "", body: str = "", url: str = PLAIN) -> str | None:
    return extract([page(article(head, body, before=before), url)]).published


def data(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{fields}}}</script>'


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (data('"dateModified":"2025","datePublished":"2024-09-16T16:28:00+08:00"'), "2024-09-16T16:28:00+08:00"),
        (data('"datePublished":"2024-09-16T09:28:00Z"'), "2024-09-16T09:28:00+00:00"),
        (data('"datePublished":"2024-09-16T16:28:00+0700",'), "2024-09-16T16:28:00+07:00"),
        (data('"datePublished":"2024-09-16"'), "2024-09-16"),
        (data('"datePublished":"2024-09-16T00:00:00Z"'), "2024-09-16"),
        ('<meta name="datePublished" content="2024-09-16T16:28:00+07:00">', "2024-09-16T16:28:00+07:00"),
        ('<meta name="content_PublishedDate" content="2024-09-16 16:28:00">', "2024-09-16"),
        ('<meta name="publishdate" content="2024/09/16 16:28:00">', "2024-09-16"),
        ('<meta name="pubdate" content="Mon, 16 Sep 2024 16:28:00 +0700">', "2024-09-16T16:28:00+07:00"),
        ('<meta name="jpnncom_news_pubdate" content="16 August 2024 16:28 WIB">', "2024-08-16T16:28:00+07:00"),
        ('<meta property="article:modified_time" content="2024-09-16T16:28:00+07:00">', None),
        ('<meta property="article:published_time" content="0000-00-00 00:00:00">', None),
        ('<meta property="article:published_time" content="2024-09-16T99:99:99+99:99">', "2024-09-16"),
    ],
)  # fmt: skip
def test_a_machine_written_date_keeps_its_offset_or_gives_the_bare_day(head: str, told: str | None) -> None:
    assert published(head) == told


@pytest.mark.parametrize(
    ("byline", "told"),
    [
        ("Senin, 16 September 2024 | 16:28 WIB", "2024-09-16T16:28:00+07:00"),
        ("Kamis, 26 September 2024 - 12:31 WITA", "2024-09-26T12:31:00+08:00"),
        ("15 Jul 2024, 18.16 WIT", "2024-07-15T18:16:00+09:00"),
        ("Warta.com - 13/05/2024, 05:28 WIB", "2024-05-13T05:28:00+07:00"),
        ("Diposting pada 23 Agu 2024 oleh Redaksi", "2024-08-23"),
        ("Diposting pada 23 Des 2023 oleh Redaksi", "2023-12-23"),
        ("Jum'at, 6 Sept. 2024", "2024-09-06"),
        ("Ahad, 3 Nopember 2019", "2019-11-03"),
        ("M Arief • 12 August 2024 13:47", "2024-08-12"),
        ("Diperbarui: 24 Mei 2024 | Diterbitkan: 23 Mei 2024", "2024-05-23"),
        ("Diperbarui: 24 Mei 2024", None),
        ("3 jam lalu", "2024-10-05T00:00:00+00:00"),
        ("2 hari yang lalu", "2024-10-03"),
        ("Kemarin 10:20", "2024-10-04"),
        ("02/03/2024", "2024-03-02"),
        ("Sen, 23/09/24 | 14:07 WITA", "2024-09-23T14:07:00+08:00"),
        ("Selasa, 20 Agu 2024, 11.25 WIB", "2024-08-20T11:25:00+07:00"),
        ("Rabu, 21 Agustus 2024 (10.25 WITA)", "2024-08-21T10:25:00+08:00"),
        ("Submitted by warta_web on Tue, 02/20/2024 - 10:05", "2024-02-20"),
        ("Tue, 02/11/2021 - 10:05", "2021-11-02"),
        ("Thu, 02/11/2021 - 10:05", "2021-02-11"),
        ("Oleh Bima", None),
    ],
)  # fmt: skip
def test_a_visible_byline_is_read(byline: str, told: str | None) -> None:
    line = f'<div class="post-meta"><span>{byline}</span></div>'
    html = article().replace("</h1>", f"</h1>{line}")
    assert extract([page(html, PLAIN)]).published == told


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<footer>Copyright © 2024 Warta, 1 Oktober 2024</footer>",
        '<div class="site-footer"><span class="date">1 Oktober 2024</span></div>',
        "<p>Pemungutan suara digelar pada 1 Oktober 2024 di seluruh desa.</p>",
        "<p>Hal itu disampaikan, Selasa (1/10/2024).</p>",
        '<figure><figcaption class="date">Suasana rapat, 1 Oktober 2024</figcaption></figure>',
        '<aside class="widget-area"><time datetime="2024-10-01">1 Oktober 2024</time></aside>',
        '<div class="related-posts"><span class="date">1 Oktober 2024</span></div>',
        '<div class="comment"><time datetime="2024-10-01T08:00:00+07:00">1 Oktober 2024</time></div>',
        '<time class="updated" datetime="2024-10-01">1 Oktober 2024</time>',
        '<p>Diperbarui <time datetime="2024-10-01">1 Oktober 2024</time></p>',
    ],
)
def test_a_date_told_elsewhere_is_not_the_articles(elsewhere: str) -> None:
    assert published(body=elsewhere) is None
    assert published(before=elsewhere) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://warta.example/2024/09/16/rapat", "2024-09-16"),
        ("https://warta.example/read/20240916/rapat", "2024-09-16"),
        ("https://warta.example/news/A2024091614320005196", "2024-09-16"),
        ("https://warta.example/news/2024091699320005196", None),
        ("https://warta.example/2024/09/rapat", None),
        ("https://warta.example/2024/19/46/rapat", None),
        ("https://warta.example/berita/20249999/rapat", None),
    ],
)
def test_an_address_tells_the_day_only_when_it_holds_one(url: str, day: str | None) -> None:
    assert published(url=url) == day


UTC_STAMP = '<meta property="article:published_time" content="2024-10-03T08:40:12+00:00">'


@pytest.mark.parametrize(
    ("head", "behind", "told"),
    [
        ("", '<time datetime="2024-10-03T15:40:12+07:00">3 Oktober 2024</time>', "2024-10-03T15:40:12+07:00"),
        ("", '<time class="date">3 Okt 2024, 17.40 WIT</time>', "2024-10-03T17:40:12+09:00"),
        ("", '<p class="meta">Oleh Bima - 3 Oktober 2024 | 16:40</p>', "2024-10-03T16:40:12+08:00"),
        ("", '<p class="meta">Kamis, 3 Oktober 2024 | 08:40 WITA</p>', "2024-10-03T08:40:12+08:00"),
        ("", '<p class="meta">Kamis, 3 Oktober 2024 | 08:40</p>', "2024-10-03T08:40:12+00:00"),
        ("", '<p class="meta">Kamis, 3 Oktober 2024 | 13:05 WIB</p>', "2024-10-03T08:40:12+00:00"),
        ("", "<p>Rapat dimulai pukul 15.40 di balai desa.</p>", "2024-10-03T08:40:12+00:00"),
        (
            '<meta property="article:modified_time" content="2024-10-03T09:10:00+00:00">',
            '<time class="updated" datetime="2024-10-03T17:10:00+08:00">3 Oktober 2024</time>',
            "2024-10-03T16:40:12+08:00",
        ),
    ],
)  # fmt: skip
def test_a_moment_in_utc_is_told_in_the_local_time_that_the_page_shows(head: str, behind: str, told: str) -> None:
    html = article(UTC_STAMP + head).replace("</h1>", f"</h1>{behind}")
    assert extract([page(html, PLAIN)]).published == told


def test_the_local_day_counts_for_a_story_of_the_early_morning() -> None:
    stamped = article('<meta property="article:published_time" content="2024-10-02T23:32:00.000Z">')
    html = stamped.replace("</h1>", "</h1><span>3 Oktober 2024 | 06.32 WIB</span>")
    assert extract([page(html, PLAIN)]).published == "2024-10-03T06:32:00+07:00"


@pytest.mark.parametrize(
    ("stated", "behind", "told"),
    [
        ("2024-10-03T00:00:00+00:00", "Kamis, 3 Okt 2024 21:14 WITA", "2024-10-03T21:14:00+08:00"),
        ("2024-10-03T00:00:00+07:00", "Kamis, 3 Okt 2024 21:14 WIB", "2024-10-03T21:14:00+07:00"),
        ("Thu Oct 03 19:20:36 WIB 2024", "", "2024-10-03T19:20:36+07:00"),
        ("Thu Oct 03 2024 19:20:36 GMT+0800 (WITA)", "", "2024-10-03T19:20:36+08:00"),
    ],
)  # fmt: skip
def test_midnight_is_no_clock_and_servers_forms_are_read(stated: str, behind: str, told: str) -> None:
    html = article(data(f'"datePublished":"{stated}"')).replace("</h1>", f'</h1><div class="date">{behind}</div>')
    assert extract([page(html, PLAIN)]).published == told


def test_a_clock_in_an_element_of_its_own_belongs_to_the_day_beside_it() -> None:
    line = '<ul><li class="tanggal">23 Sep 2024</li><li class="jam">10:25 WITA</li></ul>'
    html = article().replace("</h1>", f"</h1>{line}")
    assert extract([page(html, PLAIN)]).published == "2024-09-23T10:25:00+08:00"


@pytest.mark.parametrize(
    "top",
    [
        '<div class="topbar">Sabtu, 5 Oktober 2024</div>',
        '<header><span class="date">Sabtu, 5 Oktober 2024</span></header>',
        '<p>Call Center 112 <span id="jam-sekarang">Sabtu, 5 Oktober 2024 09:15:02</span></p>',
    ],
)
def test_the_date_of_today_in_the_head_of_the_page_is_not_the_storys(top: str) -> None:
    html = article(before=top).replace("</h1>", "</h1><p>Jum'at, 16 Agt 2024 | 09:12 WITA</p>")
    assert extract([page(html, PLAIN)]).published == "2024-08-16T09:12:00+08:00"


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>{}</h3><p>Selasa, 20 Agu 2024, 11.25 WIB</p>",
        "<p>Selasa, 20 Agu 2024 | 11:25 WIB</p><span class='judul'>{}</span><br>",
        "<b>{}</b><br>Selasa, 20 Agu 2024, 11.25 WIB<br>",
        "<table><tr><td>{}</td></tr><tr><td>Selasa, 20 Agu 2024, 11.25 WIB</td></tr></table>",
    ],
)
def test_a_byline_is_found_where_the_headline_is_no_h1(heading: str) -> None:
    shown = heading.format("Rapat di Balai Desa Dihadiri Warga")
    html = article().replace("<h1>Rapat di Balai Desa Dihadiri Warga</h1>", shown)
    assert extract([page(html, PLAIN)]).published == "2024-08-20T11:25:00+07:00"


def test_a_second_story_below_does_not_date_the_first() -> None:
    other = (
        '<article><h2>Cerita Lain dari Pasar</h2><time datetime="2024-10-01T10:00:00+07:00">1 Okt</time></article>'
    )
    assert extract([page(article().replace("</article>", f"</article>{other}"), PLAIN)]).published is None


def test_bloggers_stamp_is_read_from_its_title() -> None:
    stamp_of_blogger = '<abbr class="published" title="2024-10-03T10:15:00+07:00">Oktober 03, 2024</abbr>'
    html = article().replace("</h1>", f"</h1>{stamp_of_blogger}")
    assert extract([page(html, PLAIN)]).published == "2024-10-03T10:15:00+07:00"


def test_rdfa_states_the_first_publication() -> None:
    line = '<span property="dc:date dc:created" content="2024-09-11T10:05:41+08:00">Wed, 09/11/2024 - 10:05</span>'
    html = article().replace("</h1>", f"</h1>{line}")
    assert extract([page(html, PLAIN)]).published == "2024-09-11T10:05:41+08:00"


def test_a_page_that_tells_no_date_says_so() -> None:
    assert any(warning.startswith("published:") for warning in extract([page(article(), PLAIN)]).warnings)


def test_a_date_in_the_headline_is_no_date_of_the_story() -> None:
    html = article(title="Harga Cabai Hari Ini, 4 Oktober 2024").replace("<h1>", '<h1 class="post-info">')
    assert extract([page(html, PLAIN)]).published is None


def test_a_clock_in_the_byline_sharpens_the_day_of_the_meta() -> None:
    html = article('<meta name="content_PublishedDate" content="2024-09-16 16:28:00">')
    html = html.replace("</h1>", '</h1><p class="date">Senin, 16 September 2024 | 16:28 WITA</p>')
    assert extract([page(html, PLAIN)]).published == "2024-09-16T16:28:00+08:00"


def test_a_local_clock_labelled_utc_is_mended_by_the_feed() -> None:
    head = '<meta property="article:published_time" content="2024-09-16T16:28:00+00:00">'
    seen = Candidate(PLAIN, published=datetime(2024, 9, 16, 9, 28, tzinfo=UTC))
    assert extract([page(article(head), candidate=seen)]).published == "2024-09-16T16:28:00+07:00"


def test_a_local_clock_labelled_utc_that_runs_ahead_gives_the_day() -> None:
    head = '<meta property="article:published_time" content="2024-10-05T09:30:00Z">'
    assert published(head) == "2024-10-05"


def test_a_date_after_the_fetch_is_refused_and_said() -> None:
    read = extract([page(article('<meta property="article:published_time" content="2025-01-05T09:30:00Z">'))])
    assert read.published is None
    assert any("after the page was fetched" in warning for warning in read.warnings)


@given(st.dates(date(1995, 1, 1), date(2090, 12, 31)), st.sampled_from(sorted(months())), st.sampled_from(" -"))
def test_every_month_name_of_the_calendar_is_read_in_a_byline(day: date, name: str, gap: str) -> None:
    day = day.replace(day=min(day.day, 28), month=months()[name])
    assert [told.day for told in dates(f"Senin, {day.day}{gap}{name.title()}{gap}{day.year} 10:20 WIB")] == [day]


@given(st.datetimes(EARLIEST, LATEST, timezones=st.timezones()))
def test_an_iso_stamp_comes_back_as_it_went_in(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    offset = moment.utcoffset() or timedelta(0)
    told = stamp(moment.isoformat())
    if offset.seconds % 60 == 0 and moment.timetz().replace(tzinfo=None) != datetime.min.time():
        assert told is not None
        assert told.iso() == moment.isoformat()


@given(st.text(st.sampled_from("0123456789/-:. TZ+WIBjamlaluhriSeptMei,|()\x00'’٣"), max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = [*dates(text), stamp(text), relative(text, FETCHED)]
    assert all(told is None or told.iso() for told in found)


def below_the_headline(line: str, head: str = "") -> str | None:
    return extract([page(article(head).replace("</h1>", f"</h1>{line}"), PLAIN)]).published


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<div>Senin Legi 16 September 2024 / 12 Mulud 1958</div>", "2024-09-16"),
        ("<div>Edisi: Senin, 16 September 2024</div>", "2024-09-16"),
        ("<div>Sen, 16 Sep ’24 08:15</div>", "2024-09-16"),
        ('<div class="post-date"><b>16</b><br>Sep 2024</div>', "2024-09-16"),
        ("<div>2 jam yang lalu</div>", "2024-10-05T01:00:00+00:00"),
        ("<div>Diterbitkan 3 hari lalu</div>", "2024-10-02"),
        ("<div>Kemarin, 20:15 WIB</div>", "2024-10-04"),
        ("<p>Kemarin camat itu datang</p>", None),
        ("<p>Rapat digelar 2 jam lalu</p>", None),
    ],
)
def test_a_line_below_the_headline_tells_the_day_when_it_is_nothing_else(line: str, told: str | None) -> None:
    assert below_the_headline(line) == told


def test_a_meta_of_the_day_of_fetching_gives_way_to_the_day_at_the_headline() -> None:
    today = f'<meta name="date" content="{FETCHED.date().isoformat()}">'
    assert below_the_headline("<div>16 September 2024</div>", today) == "2024-09-16"
    assert below_the_headline("", today) == FETCHED.date().isoformat()
    older = '<meta name="date" content="2024-09-15">'
    assert below_the_headline("<div>19 September 2024</div>", older) == "2024-09-15"
