"""The headline, the outlet's name and the canonical address: what a page says of itself, truly or not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import outlets, titles
from extract.addresses import canonical
from extract.markup import Markup, read
from tests.extract.pages_at_hand import PROSE, page

HEADLINE = "Warga Dua Dusun Perbaiki Tanggul Sendiri"
SITE = "https://suarapesisir.example"
URL = f"{SITE}/warga-dua-dusun-perbaiki-tanggul-sendiri"


def markup(head: str, body: str, url: str = URL) -> Markup:
    return read(page(f"<!doctype html><html><head>{head}</head><body>{body}{PROSE}</body></html>", url))


def window(text: str) -> str:
    return f"<title>{text}</title>"


def shared(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_headline_that_an_unescaped_quotation_mark_cut_short_is_whole() -> None:
    whole = 'Kepala Dusun: "Tanggul Kami Perbaiki Sendiri"'
    cut = f'<meta property="og:title" content="{whole}">'
    assert titles.title(markup(cut + window(f"{whole} - Suara Pesisir"), "<div>Kabar hari ini</div>")) == whole


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (window(f"{HEADLINE} - Suara Pesisir"), f"<h1>{HEADLINE}</h1>"),
        (window(f"{HEADLINE} Halaman all - Suara Pesisir"), f"<h1>{HEADLINE} - Halaman all</h1>"),
        (window(f"Suara Pesisir | {HEADLINE}"), f"<h1><a href='/'>Suara Pesisir</a></h1><h2>{HEADLINE}</h2>"),
        (window("Suara Pesisir - Kabar dari Laut") + shared(f"{HEADLINE} | Suara Pesisir - Kabar dari Laut"), ""),
        (window(":: SUARA PESISIR ONLINE :: Kabar Laut"), f"<img alt='x'><span class='judul'>{HEADLINE}</span>"),
        (window(f"Situs Resmi Kabupaten Lamunta | {HEADLINE}"), f"<h1>Berita</h1><h3>{HEADLINE}</h3>"),
        (window(f"{HEADLINE} : Pesisir Bola"), f"<h1>{HEADLINE}</h1>"),
        (window("Suara Pesisir"), f"<h1>Suara Pesisir</h1><div class='title judul'>{HEADLINE}</div>"),
        (window(f"{HEADLINE} | Berita"), f"<table><tr><td><b>{HEADLINE}</b></td></tr></table>"),
        (shared("Warga Dua Dusun Perbaiki Tanggul"), f"<h1>{HEADLINE}</h1>"),
        (shared(HEADLINE), f"<h1><span>Banjir Rob</span> <span>{HEADLINE}</span></h1>"),
        (window(HEADLINE), f"<h1><small>BANJIR ROB</small> {HEADLINE}</h1>"),
        (window(HEADLINE), f"<h1><i class='fa'></i> <span class='label'>PREMIUM</span> {HEADLINE}</h1>"),
        (window(HEADLINE), f"<h1>{HEADLINE}<a class='edit-link'>Edit</a></h1>"),
        (window(f"Lamunta: {HEADLINE}"), f"<h1><span class='badge'>Lingkungan</span>{HEADLINE}</h1>"),
        (window(f"{HEADLINE} - Kantor Bupati Lamunta"), f"<h1>Kantor Bupati Lamunta</h1><h3>{HEADLINE}</h3>"),
        (shared(HEADLINE), "<h1 class='breadcrumb-item'>Tanggul Dusun Rusak Lagi Pekan Ini</h1>"),
        (shared(HEADLINE) + data(headline=HEADLINE), "<h1>Kabar Pesisir dari Timur ke Barat</h1>"),
        (data(headline=HEADLINE), f"<h1>Cerita Lain Sama Sekali</h1><article><h1>{HEADLINE}</h1></article>"),
        (data(headline="Suara Pesisir") + window(f"{HEADLINE} – Suara Pesisir"), f"<h1>{HEADLINE}</h1>"),
    ],
)  # fmt: skip
def test_the_headline_is_the_storys_and_not_the_outlets(head: str, body: str) -> None:
    assert titles.title(markup(head, body)) == HEADLINE


def test_a_headline_put_together_of_two_elements_gets_its_punctuation_back() -> None:
    page_of_two = markup(
        shared("Banjir Rob: Warga Perbaiki Tanggul"), "<h1><span>Banjir Rob</span>Warga Perbaiki Tanggul</h1>"
    )
    assert titles.title(page_of_two) == "Banjir Rob: Warga Perbaiki Tanggul"


def test_the_element_that_shows_the_headline_is_found() -> None:
    found = titles.headline(markup(window("Suara Pesisir"), f"<h1>Suara Pesisir</h1><h2 id='x'>{HEADLINE}</h2>"))
    assert found.element is None or found.element.get("id") == "x"
    confirmed = titles.headline(markup(shared(HEADLINE), f"<h1>Suara Pesisir</h1><h2 id='x'>{HEADLINE}</h2>"))
    assert confirmed.element is not None
    assert confirmed.element.get("id") == "x"


def og_site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        (og_site("Suara Pesisir"), "", "Suara Pesisir"),
        (og_site("Warta-Pesisir.example"), "", "Warta-Pesisir.example"),
        (og_site("Suara Pesisir | Kabar dari Laut"), "", "Suara Pesisir"),
        (
            data(publisher={"name": "Suarapesisir"}) + og_site("suarapesisir.example"),
            "", "Suarapesisir",
        ),
        (
            og_site("https://suarapesisir.example/"),
            "<a class='logo' href='/'><img src='l.png' alt='Logo Suara Pesisir'></a>", "Suara Pesisir",
        ),
        (
            og_site("Blogger") + data(publisher={"name": "Blogger"}),
            "<footer>Dibuat oleh <a href='#'>Tema</a> | Copyright 2024 Suara Pesisir</footer>", "Suara Pesisir",
        ),
        (data(publisher={"@type": "Organization", "name": "Suara Pesisir"}), "", "Suara Pesisir"),
        (
            data(publisher={"@id": "#o"}) + '<script type="application/ld+json">{"@id":"#o","@type":"Organization",'
            '"name":"Suara Pesisir"}</script>', "", "Suara Pesisir",
        ),
        (window(f"{HEADLINE} - Kanal Muara"), f"<h1>{HEADLINE}</h1>", "Kanal Muara"),
        (
            window(":: GEMA MUARA ONLINE :: Suara Rakyat"),
            "<img src='header.jpg' alt='Gema Muara'><p>Copyright © 2009-2024 Gema Muara Online. Jl. Garuda</p>",
            "Gema Muara Online",
        ),
        (window(HEADLINE), f"<h1>{HEADLINE}</h1>", None),
        (window(HEADLINE), "<p>Copyright © ANTARA 2024</p>", None),
    ],
)  # fmt: skip
def test_the_outlets_name_is_what_its_places_agree_on(head: str, body: str, name: str | None) -> None:
    assert outlets.site(markup(head, body)) == name


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("head", "url", "named"),
    [
        (link(f"{SITE}/berita/881204/tanggul"), f"{SITE}/baca?id=881204", f"{SITE}/berita/881204/tanggul"),
        (link(f"{SITE}/warga-perbaiki-tanggul"), URL, f"{SITE}/warga-perbaiki-tanggul"),
        (link("/warga-dua-dusun-perbaiki-tanggul-sendiri"), URL + "?utm_source=x", URL),
        (link("https://suarapesisir.example/"), URL, None),
        (link("https://suarapesisir.example/category/daerah"), URL, None),
        (link("https://suarapesisir.example/pasar-murah-digelar-di-kecamatan"), URL, None),
        (link("https://lain.example/warga-dua-dusun-perbaiki-tanggul-sendiri"), URL, None),
        (f'<meta property="og:url" content="{URL}">', URL + "?m=1", URL),
        (f'<meta property="og:url" content="{URL}">', URL, None),
        (link("https://suarapesisir.example/") + f'<meta property="og:url" content="{URL}">', URL, None),
    ],
)  # fmt: skip
def test_a_canonical_address_must_name_this_very_story(head: str, url: str, named: str | None) -> None:
    found, _ = canonical(markup(head, f"<h1>{HEADLINE}</h1>", url))
    assert found == named


def test_a_refused_canonical_address_is_said() -> None:
    _, warnings = canonical(markup(link("/pasar-murah-digelar-di-kecamatan"), f"<h1>{HEADLINE}</h1>"))
    assert warnings == ("canonical: not trusted, it does not name this story",)


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_reading_of_a_title(one: str, two: str, three: str) -> None:
    clean = [
        text.replace("<", "").replace("\x00", "").encode("utf-8", "replace").decode() for text in (one, two, three)
    ]
    made = markup(window(clean[0]) + data(headline=clean[1]), f"<h1>{clean[2]}</h1><p>© {clean[0]}</p>")
    found = titles.headline(made)
    assert found.text is None or found.text.strip()
    assert outlets.site(made) != ""


# --- portals that call all their pages by one name --------------------------------------------------------------

TOLD = "".join(
    f"<p>{'Warga dua dusun bergotong royong memperbaiki tanggul itu sendiri. ' * 2}</p>" for _ in range(3)
)
SLOGAN = window("Suara Pesisir - Berita Terkini dari Timur")
NUMBERED = "https://suarapesisir.example/baca.php?id=8812"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='logo'><h1>Suara Pesisir</h1></div><div><h2>{HEADLINE}</h2><small>4 Okt</small>{TOLD}</div>",
        f"<div><h3>{HEADLINE}</h3>{TOLD}</div><div><h3>Berita Lain dari Pasar Pagi</h3></div>",
        f"<h2><a href='/lain'>Cerita Lain Sama Sekali Hari Ini</a></h2><h2>{HEADLINE}</h2>{TOLD}",
        f"<div class='sidebar'><h3>Terpopuler Pekan Ini dan Kemarin</h3></div><h2>{HEADLINE}</h2>{TOLD}",
        f"<ul><li><a href='/politik'>Politik</a></li></ul><h1>Politik</h1><h2>{HEADLINE}</h2>{TOLD}",
    ],
    ids=["logo", "no logo", "another story first", "sidebar", "rubric"],
)
@pytest.mark.parametrize("head", [SLOGAN, window("Suara Pesisir"), ""], ids=["slogan", "name", "none"])
def test_the_heading_right_above_the_text_is_the_headline_of_an_old_portal(head: str, body: str) -> None:
    assert titles.title(markup(head, body, NUMBERED)) == HEADLINE


def test_a_first_heading_that_is_a_rubric_of_the_menu_is_no_headline() -> None:
    body = f"<nav><a href='/daerah'>Politik</a></nav><h1>Politik</h1><h2>{HEADLINE}</h2>{TOLD}"
    assert titles.title(markup(window("Politik - Suara Pesisir"), body, NUMBERED)) == HEADLINE


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (window(f"{HEADLINE} - Suara Pesisir"), f"<h2>Awal Mula dari Sebuah Rapat</h2>{TOLD}"),
        (SLOGAN + shared(HEADLINE), f"<h2>Awal Mula dari Sebuah Rapat</h2>{TOLD}"),
        (SLOGAN, f"<h1>{HEADLINE}</h1><h2>Awal Mula dari Sebuah Rapat</h2>{TOLD}"),
        (
            window(HEADLINE),
            f"<a href='{URL}'>{HEADLINE}</a><h1>{HEADLINE}</h1><h2>Awal Mula Sebuah Rapat</h2>{TOLD}",
        ),
    ],
)
def test_a_heading_inside_the_story_is_not_its_headline(head: str, body: str) -> None:
    assert titles.title(markup(head, body)) == HEADLINE


def test_a_short_headline_above_a_heading_is_the_headline() -> None:
    body = f"<h1>Politik Uang</h1><h2>Awal Mula dari Sebuah Rapat</h2>{TOLD}"
    assert titles.title(markup(window("Politik Uang - Suara Pesisir"), body, NUMBERED)) == "Politik Uang"


# --- headlines without a heading ------------------------------------------------------------------------------

LONG = " ".join(
    ["Warga Dusun Pesisir memperbaiki tanggul yang jebol dengan karung pasir bersama anak-anak mereka."] * 2
)
DAY = "<tr><td><font size=1>Jumat, 04/10/2024 | 08:15 WIB | dibaca: 32</font></td></tr>"


def portal(
    headline: str, *, name: str = "Suara Pesisir Online - Koran Masyarakat", day: str = DAY, text: str = LONG
) -> str:
    story = f"<tr><td>{headline}</td></tr>{day}<tr><td><font size=2>{text}<br><br>{LONG}</font></td></tr>"
    menu = "<table><tr><td><a href='?k=1'>Politik</a></td></tr></table>"
    return f"<html><head><title>{name}</title></head><body>{menu}<table>{story}</table></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        portal(f"<font size=4 color=navy><b>{HEADLINE}</b></font>"),
        portal(f"<p style='font-size:24px'>{HEADLINE}</p>"),
        portal(f"<h2>Berita Utama</h2><a href='#' class='jdl'>{HEADLINE}</a>"),
        portal(f"<big><b>{HEADLINE}</b></big>", name="::.. SUARA PESISIR ..::", day=""),
        portal(f"<strong>{HEADLINE}</strong>", text=f"<b>LAMUNTA</b> - {LONG}"),
        portal(f"<div class='title-news'>{HEADLINE}</div>", name="Detail Berita"),
        portal(
            f"<b>{HEADLINE}</b>", day=f"{DAY}<tr><td><i>foto: ist - Tanggul yang jebol di tepi dusun</i></td></tr>"
        ),
    ],
)
def test_the_line_above_the_story_is_the_headline_of_a_portal_that_calls_all_pages_alike(html: str) -> None:
    found = titles.headline(read(page(html, "http://www.suarapesisir.example/detail.php?id=8812")))
    assert found.text == HEADLINE
    assert found.element is not None


@pytest.mark.parametrize(
    "above",
    [
        "<a href='detail.php?id=9'>Bupati Resmikan Pasar Baru di Tepi Sungai</a>",
        "<ul><li>Bupati Resmikan Pasar Baru di Tepi Sungai</li></ul>",
        "<div class='ticker'><b>Bupati Resmikan Pasar Baru di Tepi Sungai</b></div>",
        "<b>Bupati meresmikan pasar baru di tepi sungai.</b>",
    ],
)
def test_another_storys_headline_above_the_text_is_not_this_ones(above: str) -> None:
    told = titles.title(read(page(portal(above, day=""), "http://www.suarapesisir.example/detail.php?id=8812")))
    assert told is None or "Bupati" not in told.title()


def test_the_title_of_an_official_papers_page_is_the_heading_above_its_table() -> None:
    name = "Surat Edaran Bupati Lamunta Nomor 800/12/2024 tentang Netralitas"
    rows = (
        ("Judul", f"{name} Pegawai dalam Pemilihan Tahun 2024"),
        ("Nomor", "800/12/2024"),
        ("Status", "Berlaku"),
    )
    cells = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*rows, ("Badan", "Lamunta. Kabupaten"))
    )
    body = f"<body><h3>{name}</h3><table>{cells}{cells}</table></body>"
    html = f"<html><head><title>JDIH Lamunta</title></head>{body}</html>"
    assert titles.title(read(page(html, "https://jdih.lamunta.example/produk-hukum/detail/991"))) == name
