"""Dates on a page that are not the story's: today's in the head, another story's on a card, an event's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extract import extract
from tests.extract.pages_at_hand import PROSE, article, page

URL = "https://warta.example/berita/rapat-di-balai-desa-8812.html"
TITLE = "Rapat di Balai Desa Dihadiri Warga"
TODAY = "Sabtu, 5 Oktober 2024"  # the day on which the pages at hand are fetched


def published(html: str, **fields: object) -> str | None:
    return extract([page(html, URL, **fields)]).published  # type: ignore[arg-type]


def bare(body: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{body}{PROSE}</body></html>"


# --- today's date in the page's head ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "top",
    [
        f'<div id="jam">{TODAY}</div><h1>{TITLE}</h1>',
        f'<div id="tanggal">{TODAY}</div><div class="konten"><h1>{TITLE}</h1></div>',
        f"<table><tr><td>{TODAY}</td></tr></table><h1>{TITLE}</h1>",
        f"<table><tr><td>{TODAY}</td></tr><tr><td><h1>{TITLE}</h1></td></tr></table>",
        f'<div id="bungkus"><a href="/">Warta</a><span>{TODAY}</span><div><h1>{TITLE}</h1></div></div>',
        f'<div class="wrap"><p>{TODAY}</p><h1>{TITLE}</h1><footer>Warta</footer></div>',
        f"<header><table><tr><td>{TODAY}</td></tr></table></header><h1>{TITLE}</h1>",
        f'<div id="jam">Hari ini</div><h1>{TITLE}</h1>',
        f"<div>{TODAY} 10:00:20</div><h1>{TITLE}</h1>",
    ],
)
def test_todays_date_above_the_headline_dates_no_story(top: str) -> None:
    assert published(bare(top)) is None


@pytest.mark.parametrize(
    "head",
    [
        f'<article><div class="tgl">{TODAY}</div><h1>{TITLE}</h1></article>',
        f'<div id="isi"><div class="tgl">{TODAY}</div><h1>{TITLE}</h1></div>',
        f'<h1>{TITLE}</h1><div class="tgl">{TODAY}</div>',
        f"<h1>{TITLE}</h1><small>{TODAY}</small>",
    ],
)
def test_todays_date_in_the_storys_own_box_or_below_its_headline_dates_it(head: str) -> None:
    assert published(bare(head)) == "2024-10-05"


def test_today_is_the_local_day_and_not_that_of_utc() -> None:
    fetched = datetime(2024, 10, 4, 23, 30, tzinfo=UTC)
    assert published(bare(f"<div>{TODAY}</div><h1>{TITLE}</h1>"), fetched=fetched) is None


def test_a_clock_that_is_not_that_of_the_request_makes_it_the_storys() -> None:
    assert published(bare(f"<div>{TODAY} | 07:15 WIB</div><h1>{TITLE}</h1>")) == "2024-10-05T07:15:00+07:00"


# --- another story's date --------------------------------------------------------------------------------------

HEADLINE = "Camat Lain Ditangkap Polisi di Kota"


@pytest.mark.parametrize(
    "card",
    [
        f'<div><h3><a href="/lain-1">{HEADLINE}</a></h3><span>1 Oktober 2024</span></div>',
        f'<div><a href="/lain-1"><h4>{HEADLINE}</h4><span class="tgl">1 Oktober 2024</span></a></div>',
        f'<table><tr><td><a href="/lain-1"><b>{HEADLINE} karena Sabu</b></a><br>01/10/2024</td></tr></table>',
        f'<div><span class="date">1 Oktober 2024</span><h3><a href="/lain-1">{HEADLINE}</a></h3></div>',
        f'<div><h3><a href="/lain-1">{HEADLINE}</a></h3><time datetime="2024-10-01T08:00+07:00">1 Okt</time></div>',
    ],
)
@pytest.mark.parametrize("where", ["below the headline", "inside", "below"])
def test_the_date_of_another_storys_card_is_not_this_ones(card: str, where: str) -> None:
    html = article(body=card if where == "below" else "")
    if where == "below the headline":
        html = html.replace("</h1>", f"</h1>{card}")
    elif where == "inside":
        html = html.replace("</p>", f"</p>{card}", 1)
    assert published(html) is None


def test_a_bare_date_behind_the_whole_story_is_not_the_day_of_publication() -> None:
    long = "".join(f"<p>{'Warga menunggu keputusan rapat itu sampai larut malam. ' * 5}</p>" for _ in range(4))
    assert published(article(body=f"{long}<p>1 Oktober 2024</p>")) is None
    assert published(article(body=f"{long}<p>Diposting pada 1 Oktober 2024</p>")) == "2024-10-01"


def test_a_byline_with_the_linked_names_of_its_writers_is_no_card() -> None:
    names = "Muhammad Rizky Putra Pratama Wijaya Kusuma Nagara"
    line = f'<div>Oleh <a href="/penulis/1">{names}</a> | 1 Oktober 2024</div>'
    assert published(article().replace("</h1>", f"</h1>{line}")) == "2024-10-01"


# --- an event's date -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Pemungutan suara: 1 Oktober 2024",
        "Debat publik pertama – 1 Oktober 2024",
        "Batas pendaftaran: Selasa, 1 Oktober 2024",
        "Pelantikan | Acara: 1 Oktober 2024",
        "Lokasi kejadian: Kendal, 1 Oktober 2024",
        "Warga diundang: 1 Oktober 2024",
        "Suasana rapat (1/10/2024)",
        "Selasa (1/10/2024)",
        "Rapat itu berlangsung sampai 1 Oktober 2024",
    ],
)
def test_the_date_of_an_event_below_the_headline_is_not_the_day_of_publication(line: str) -> None:
    assert published(article().replace("</h1>", f"</h1><p>{line}</p>")) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Kendal, 1 Oktober 2024", "2024-10-01"),
        ("Kabupaten Batang, Selasa, 1 Oktober 2024", "2024-10-01"),
        ("humas (01/10/2024)", "2024-10-01"),
        ("Tanggal: 1 Oktober 2024", "2024-10-01"),
        ("Hari/Tanggal : Selasa, 1 Oktober 2024", "2024-10-01"),
        ("Diunggah: 1 Oktober 2024 oleh operator", "2024-10-01"),
        ("Agenda | Selasa, 1 Oktober 2024", "2024-10-01"),
        ("<span>1</span><span>Okt</span><span>2024</span>", "2024-10-01"),
        ("<b>01</b> <i>Oktober</i> <u>2024</u>", "2024-10-01"),
    ],
)  # fmt: skip
def test_the_stamps_of_offices_and_old_portals_are_read(line: str, told: str) -> None:
    assert published(article().replace("</h1>", f"</h1><p>{line}</p>")) == told


def test_a_place_and_a_day_at_the_end_of_a_letter_are_no_stamp() -> None:
    assert published(article(body="<p>Kendal, 1 Oktober 2024</p>")) is None


# --- forms of systems ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        '<div class="node__submitted">Dikirim oleh humas pada Sel, 01/10/2024 - 14:05</div>',
        '<span class="submitted">Dikirim oleh humas pada Sel, 01/10/2024 - 14:05</span>',
        "<p>Dikirim oleh humas pada Sel, 01/10/2024 - 14:05</p>",
        '<span class="submitted">Submitted by humas on Tue, 10/01/2024 - 14:05</span>',
        '<footer class="node__meta"><div>Submitted by <span>humas</span> on Tue, 10/01/2024 - 14:05</div></footer>',
        '<span class="tgl">1 Oktober 2024</span>',
        '<div class="tgl-berita"><i></i> Selasa, 1 Oktober 2024</div>',
    ],
)
def test_the_bylines_of_drupal_and_of_home_made_portals_are_read(line: str) -> None:
    assert published(article().replace("</h1>", f"</h1>{line}")) == "2024-10-01"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Submitted on Tue, 05/09/2023 - 10:00", "2023-05-09"),
        ("Dikirim pada Sel, 05/09/2023 - 10:00", "2023-09-05"),
    ],
)
def test_where_both_orders_give_the_same_weekday_its_language_decides(line: str, day: str) -> None:
    assert published(article().replace("</h1>", f'</h1><span class="submitted">{line}</span>')) == day


@pytest.mark.parametrize("names", ["tgl", "tgl_post", "info-tgl"])
def test_hours_ago_are_read_in_the_commonest_indonesian_class(names: str) -> None:
    html = article().replace("</h1>", f'</h1><span class="{names}">2 jam lalu</span>')
    assert published(html) == "2024-10-05T01:00:00+00:00"
