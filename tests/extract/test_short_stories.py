"""Brief stories: what stands beside and below them goes as it does with long ones; home-made portals are read."""

from __future__ import annotations

import pytest

from extract import NotAnArticle, extract
from tests.extract.pages_at_hand import PROSE, page

TITLE = "Panitia Sungai Bening Gelar Apel Kesiapan"
OWN = [
    "Panitia Sungai Bening menggelar apel kesiapan di alun-alun, Senin pagi.",
    "Apel dipimpin ketua panitia dan diikuti seluruh relawan kecamatan.",
    "“Jaga kekompakan,” pesannya.",
    "Kegiatan ditutup dengan doa bersama di halaman kantor kecamatan.",
    "Hadir pula perwakilan warga dari tujuh dusun di tepi sungai.",
]
OTHER = "Lurah Purwa Ditahan karena Menjual Beras Bantuan"
EXCERPT = "Polisi menahan Lurah Purwa di gudang beras milik iparnya pada Minggu malam setelah warga melapor"
LINK = "/2024/10/04/lurah-purwa-ditahan-karena-menjual-beras/"
BRIEF = "".join(f"<p>{line}</p>" for line in OWN)


def text_of_page(body: str, head: str = "", url: str = "https://warta.example/berita/12") -> list[str]:
    html = (
        f'<html lang="id"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body></html>'
    )
    return extract([page(html, url)]).text.split("\n")


def teaser(number: int, heading: str = "h5") -> str:
    return (
        f"<div class='item'><a href='/berita/{number}'><{heading}>{OTHER} {number}</{heading}></a>"
        f"<p>{EXCERPT} ...</p></div>"
    )


@pytest.mark.parametrize("heading", ["h1", "h2", "h3"])
def test_teasers_in_the_column_beside_a_brief_story_go(heading: str) -> None:
    story = f"<div class='col-8'><{heading}>{TITLE}</{heading}><div>{BRIEF}</div></div>"
    column = f"<div class='col-4'>{''.join(map(teaser, range(5)))}</div>"
    assert text_of_page(f"<div class='row'>{story}{column}</div>") == OWN


def test_one_teaser_in_a_box_that_is_named_related_goes_from_a_brief_story() -> None:
    card = f"<h5><a href='{LINK}'>{OTHER}</a></h5><p>{EXCERPT}.</p>"
    box = f"<div class='related-post'><h4>Berita Terkait</h4>{card}</div>"
    assert text_of_page(f"<article><h1>{TITLE}</h1>{BRIEF}{box}</article>") == OWN


def test_comments_below_a_brief_story_go() -> None:
    comments = f"<h3>2 Komentar</h3><div><b>Asep</b><p>{EXCERPT}.</p></div>"
    assert text_of_page(f"<article><h1>{TITLE}</h1>{BRIEF}</article><div>{comments}</div>") == OWN


def test_a_count_of_comments_above_a_brief_story_costs_none_of_it() -> None:
    byline = "<div><span>5 Oktober 2024</span> <span>2 Komentar</span></div>"
    assert text_of_page(f"<article><h1>{TITLE}</h1>{byline}{BRIEF}</article>")[-len(OWN) :] == OWN
    assert text_of_page(f"<h3>2 Komentar</h3><article><h1>{TITLE}</h1>{BRIEF}</article>")[-len(OWN) :] == OWN


@pytest.mark.parametrize("first", [OWN, OWN[:3]])
def test_the_story_that_a_site_loads_below_a_brief_one_goes(first: list[str]) -> None:
    brief = "".join(f"<p>{line}</p>" for line in first)
    below = "".join(f"<p>{EXCERPT}, bagian {name}.</p>" for name in ("satu", "dua", "tiga", "empat"))
    body = (
        f"<main><article class='post-8'><h1>{TITLE}</h1>{brief}</article>"
        f"<article class='post-9'><h1>{OTHER}</h1><time>4 Oktober 2024</time>{below}</article></main>"
    )
    assert text_of_page(body) == first


def test_an_inline_link_in_a_brief_story_costs_none_of_it() -> None:
    linked = BRIEF.replace("ketua panitia", f"<a href='{LINK}'>ketua panitia yang lama di Sungai Bening</a>")
    told = [line.replace("ketua panitia", "ketua panitia yang lama di Sungai Bening") for line in OWN]
    assert text_of_page(f"<article><h1>{TITLE}</h1>{linked}</article>") == told


@pytest.mark.parametrize(
    "comments",
    [
        f"<div><div class='media'><div><b>Sule</b> <small>12-10-2024</small><p>{EXCERPT}.</p></div></div>"
        f"<div class='media'><div><b>Andre</b><p>{EXCERPT}, memang.</p></div></div></div>",
        f"<table><tr><td><b>Sule</b> - 12 Oktober 2024<br>{EXCERPT}.</td></tr>"
        f"<tr><td><b>Andre</b> - 12 Oktober 2024<br>{EXCERPT}, memang.</td></tr></table><h4>Beri Komentar</h4>",
    ],
)
def test_comments_without_a_heading_go_where_the_form_for_more_stands_below(comments: str) -> None:
    form = "<form><input name='nama'><textarea name='isi'></textarea></form>"
    story = f"<div><h1>{TITLE}</h1><div>{PROSE}</div></div>"
    found = text_of_page(f"{story}{comments}{form}")
    assert len(found) == PROSE.count("<p>")
    assert not any("Lurah Purwa" in line for line in found)


def test_the_story_above_a_form_stays_whatever_its_paragraphs_begin_with() -> None:
    dated = "<div><p>Senin, 12 Oktober 2024</p><p>Panitia berkumpul.</p></div>"
    story = f"<div><h1>{TITLE}</h1><div>{PROSE}</div>{dated}<form><textarea></textarea></form></div>"
    assert len(text_of_page(story)) >= PROSE.count("<p>")


@pytest.mark.parametrize("name", ["modal fade", "popup"])
def test_an_unlinked_box_of_a_dialog_among_the_paragraphs_goes(name: str) -> None:
    story = PROSE.replace("</p>", f"</p><div class='{name}'><p>{EXCERPT}.</p></div>", 1)
    assert not any("Purwa" in line for line in text_of_page(f"<article><h1>{TITLE}</h1>{story}</article>"))


TYPED = '<meta property="og:type" content="article">'
TOLD = '<meta property="article:published_time" content="2024-10-05T09:15:00+07:00">'


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("/berita-terkini/panitia-sungai-bening-gelar-apel-kesiapan", ""),
        ("/berita-terkini/detail/88", TYPED),
        ("/archives/1234", TOLD),
        ("/archives/1234/", TYPED + TOLD),
    ],
)
def test_a_story_below_a_lists_address_is_read_when_its_address_and_its_head_or_headline_agree(
    path: str, head: str
) -> None:
    story = f"<div><h1>{TITLE}</h1><p>5 Oktober 2024</p>{PROSE}</div>"
    assert text_of_page(story, head, f"https://warta.example{path}")


@pytest.mark.parametrize("path", ["/archives/2024", "/topik/pilkada-2024", "/berita-terkini/12"])
def test_years_topics_and_pages_of_lists_are_none(path: str) -> None:
    rows = "".join(teaser(number) for number in range(8))
    html = f"<html><head><title>Arsip 2024</title>{TYPED}</head><body><h1>Arsip 2024</h1>{rows}</body></html>"
    with pytest.raises(NotAnArticle):
        extract([page(html, f"https://warta.example{path}")])


@pytest.mark.parametrize(
    "byline",
    [
        "<footer><div class='author'>Submitted by <span>Humas</span> on <span>5 Oktober 2024</span></div></footer>",
        "<p>Oleh Humas pada 5 Oktober 2024</p>",
        "<p>Ditulis oleh Humas pada Sabtu, 5 Oktober 2024</p>",
        "<p>admin, 5 Oktober 2024</p>",
    ],
)
def test_a_byline_below_the_headline_tells_the_day(byline: str) -> None:
    story = f"<article><h1>{TITLE}</h1>{byline}{PROSE}</article>"
    html = f"<html><head><title>{TITLE}</title></head><body>{story}</body></html>"
    assert extract([page(html)]).published == "2024-10-05"


@pytest.mark.parametrize("name", ["entry-footer", "post-footer"])
def test_the_foot_of_the_story_itself_tells_day_and_author(name: str) -> None:
    foot = (
        f"<footer class='{name}'><time class='published' datetime='2024-10-05T09:15:00+07:00'>5 Oktober 2024</time>"
        "<span class='author vcard'><a class='fn' href='/author/rudi/'>Rudi Kurniawan</a></span></footer>"
    )
    story = f"<article><h1>{TITLE}</h1>{PROSE}{foot}</article>"
    html = f"<html><head><title>{TITLE}</title></head><body>{story}</body></html>"
    found = extract([page(html)])
    assert found.published == "2024-10-05T09:15:00+07:00"
    assert found.author == "Rudi Kurniawan"


@pytest.mark.parametrize(
    ("window", "first", "headline"),
    [
        ("Detail Berita - Dinas Kominfo", "Detail Berita", TITLE),
        ("Kabupaten Pesisir", "Pusat Informasi dan Berita Kabupaten", TITLE),
        ("Kabupaten Pesisir", "Berita Daerah", f"<a href='/berita/detail/9'>{TITLE}</a>"),
    ],
)
def test_a_portals_own_name_or_slogan_is_not_the_headline(window: str, first: str, headline: str) -> None:
    html = (
        f"<html><head><title>{window}</title></head><body><section><h1>{first}</h1></section>"
        f"<div><h2>{headline}</h2><p>5 Oktober 2024</p>{PROSE}</div></body></html>"
    )
    assert extract([page(html, "https://pesisirkab.example/berita/detail/9")]).title == TITLE


def test_a_headline_in_the_page_head_with_a_subheading_above_the_text_stays_the_title() -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><header><h1>{TITLE}</h1></header>"
        f"<div><h2>Relawan dari Tujuh Dusun Berkumpul di Alun-Alun</h2>{PROSE}</div></body></html>"
    )
    assert extract([page(html)]).title == TITLE
