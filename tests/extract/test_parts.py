"""Stories over several pages: which pages are asked for, which is the first, and how they are put together."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.extraction.cases import Case, own
from extract import extract, further_parts, role, still_wanted, whole_view
from extract.addresses import split
from extract.numbering import FIRST, first_address, part_key, place
from extract.pager import MOST_PARTS
from model import Page, Parts
from tests.extract.pages_at_hand import PROSE, article, page

STORY = "https://warta.example/2024/09/16/rapat-di-balai-desa"
SEVERAL = [case for case in own() if len(case.pages) > 1]
TITLE = "Rapat di Balai Desa Dihadiri Warga"


def told(number: int, pager: str = "", *, url: str | None = None, lines: Sequence[str] = ()) -> Page:
    """A page of the story with prose of its own."""
    text = "".join(f"<p>{line}</p>" for line in lines or [prose(number)])
    html = article(body=pager).replace(PROSE, text)
    return page(html, url or (STORY if number == 1 else f"{STORY}/{number}"))


def prose(number: int) -> str:
    return (
        f"Pada halaman {number} tulisan ini diceritakan bagaimana warga dusun ke-{number} membicarakan jalan, air "
        f"dan sekolah bersama kepala desa sampai larut malam, lalu menyepakati {number} hal untuk dikerjakan."
    )


def link(target: str, text: str) -> str:
    return f'<div class="page-links"><a href="{target}">{text}</a></div>'


# --- our own pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.name)
def test_page_1_names_all_the_other_pages(case: Case) -> None:
    assert further_parts(case.pages[0]) == tuple(part.url for part in case.pages[1:])


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.name)
def test_all_pages_together_are_known_to_be_all(case: Case) -> None:
    count = len(case.pages)
    assert extract(case.pages).pages == Parts(count, count)
    assert still_wanted(case.pages, failed=[whole_view(case.pages[0]) or ""]) == ()


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.name)
def test_without_its_last_page_a_story_is_known_to_lack_one(case: Case) -> None:
    count = len(case.pages)
    assert extract(case.pages[:-1]).pages == Parts(count - 1, count)


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.name)
def test_every_later_page_knows_its_first(case: Case) -> None:
    assert role(case.pages[0]).first is None
    for later in case.pages[1:]:
        assert role(later).first == (case.pages[0].url, True)


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case.name)
def test_no_paragraph_stands_twice_and_nothing_between_the_parts(case: Case) -> None:
    lines = extract(case.pages).text.splitlines()
    assert len(set(lines)) == len(lines)
    assert not [line for line in lines if "halaman selanjutnya" in line.lower() or line.endswith(" halaman")]


@pytest.mark.parametrize("case", [case for case in own() if len(case.pages) == 1 and case.is_article])
def test_a_story_on_one_page_asks_for_nothing(case: Case) -> None:
    assert still_wanted(case.pages) == ()
    assert role(case.pages[0]) == (None, False)


def test_a_document_that_holds_all_parts_is_whole() -> None:
    parts = "".join(f"<div>{number} dari 3 halaman</div><p>{prose(number)}</p>" for number in (1, 2, 3))
    read = extract([page(article().replace(PROSE, parts), STORY)])
    assert read.pages == Parts(1, 1)
    assert read.text.splitlines() == [prose(1), prose(2), prose(3)]


# --- the whole story on one page ---------------------------------------------------------------------------

NUMBERS = f'<a href="{STORY}?page=2">2</a> <a href="{STORY}?page=3">3</a>'


@pytest.mark.parametrize(
    ("pager", "whole"),
    [
        (f'<div class="paging">Halaman: 1 {NUMBERS} <a href="{STORY}?page=all">Show All</a></div>', "?page=all"),
        (f'<div>Halaman 1 {NUMBERS} <a href="{STORY}?single=1">Tampilkan Semua</a></div>', "?single=1"),
        (f'<div class="paging">{NUMBERS} <a href="{STORY}?showall=1">Semua Halaman</a></div>', "?showall=1"),
        (f'<div class="paging">{NUMBERS} <a href="{STORY}?tampil=penuh">Semua</a></div>', "?tampil=penuh"),
        (f'<div class="paging">{NUMBERS} <a href="{STORY}/all">Semua</a></div>', "/all"),
        (f'<div class="paging">{NUMBERS} <a href="{STORY}/penuh">Lihat Semua</a></div>', "/penuh"),
    ],
)
def test_the_view_of_the_whole_story_that_a_pager_names_is_asked_for(pager: str, whole: str) -> None:
    assert still_wanted([told(1, pager)]) == (STORY + whole,)


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://regional.kompas.com/read/2024/09/16/101500578/rapat-di-balai-desa", "?page=all"),
        ("https://jateng.tribunnews.com/2024/09/16/rapat-di-balai-desa", "?page=all"),
        ("https://kalsel.antaranews.com/berita/451902/rapat-di-balai-desa", "?page=all"),
        ("https://www.detik.com/jateng/berita/d-7548810/rapat-di-balai-desa", "?single=1"),
        ("https://daerah.sindonews.com/read/1455123/707/rapat-di-balai-desa-172", "?showpage=all"),
        ("https://jateng.inews.id/berita/rapat-di-balai-desa", "/all"),
    ],
)
def test_the_whole_view_of_a_known_platform_is_asked_for_where_a_pager_stands(url: str, whole: str) -> None:
    first = page(article(body=link(f"{url}?page=2", "2")), url)
    assert still_wanted([first]) == (url + whole,)
    assert still_wanted([page(article(), url)]) == ()


def test_a_platform_is_known_by_its_mark_on_a_host_of_its_own() -> None:
    head = '<meta name="content_PublishedDate" content="2024-09-16 10:00:00">'
    first = page(article(head, link(f"{STORY}?page=2", "2")), STORY)
    assert still_wanted([first]) == (f"{STORY}?page=all",)


def test_the_pages_of_a_platform_without_a_whole_view_are_walked() -> None:
    url = "https://www.jpnn.com/news/rapat-di-balai-desa"
    assert still_wanted([page(article(body=link(f"{url}?page=2", "2")), url)]) == (f"{url}?page=2",)


SHOW_ALL = f'<div class="paging">Halaman: 1 {NUMBERS} <a href="{STORY}?page=all">Show All</a></div>'
BY_NUMBER = (f"{STORY}?page=2", f"{STORY}?page=3")


def test_a_whole_view_that_fails_is_replaced_by_the_pages() -> None:
    assert still_wanted([told(1, SHOW_ALL)], failed=[f"{STORY}?page=all"]) == BY_NUMBER


def test_a_whole_view_that_holds_no_more_than_page_1_is_replaced_by_the_pages() -> None:
    first = told(1, SHOW_ALL)
    again = told(1, SHOW_ALL, url=f"{STORY}?page=all")
    assert still_wanted([first, again]) == BY_NUMBER
    assert extract([first, again]).pages == Parts(1, 3)


def test_a_whole_view_stands_for_all_pages_with_what_page_1_says_of_the_story() -> None:
    first = told(1, SHOW_ALL)
    whole = told(1, url=f"{STORY}?page=all", lines=[prose(1), prose(2), prose(3)])
    assert still_wanted([first, whole]) == ()
    read = extract([first, whole])
    assert read.text.splitlines() == [prose(1), prose(2), prose(3)]
    assert (read.pages, read.url) == (Parts(3, 3), STORY)


ONLY_ALL = f'<p><a href="{STORY}?page=all">Tampilkan Semua</a></p>'


def test_a_story_that_only_a_whole_view_tells_to_have_more_is_not_known_to_be_whole() -> None:
    first = told(1, ONLY_ALL)
    assert still_wanted([first]) == (f"{STORY}?page=all",)
    assert extract([first]).pages == Parts(1, None)
    assert still_wanted([first], failed=[f"{STORY}?page=all"]) == ()


def test_with_its_whole_view_such_a_story_is_whole() -> None:
    whole = told(1, url=f"{STORY}?page=all", lines=[prose(1), prose(2)])
    assert extract([told(1, ONLY_ALL), whole]).pages == Parts(1, 1)
    again = told(1, url=f"{STORY}?page=all")
    assert extract([told(1, ONLY_ALL), again]).pages == Parts(1, 1)


# --- from page to page -------------------------------------------------------------------------------------


def test_a_pager_that_only_says_next_leads_from_page_to_page() -> None:
    pages = [told(1, link(f"{STORY}/2", "Selanjutnya"))]
    assert still_wanted(pages) == (f"{STORY}/2",)
    pages.append(told(2, link(f"{STORY}/3", "Selanjutnya")))
    assert still_wanted(pages) == (f"{STORY}/3",)
    assert extract(pages).pages == Parts(2, None)
    pages.append(told(3, link(f"{STORY}/2", "Sebelumnya")))
    assert still_wanted(pages) == ()
    assert extract(pages).pages == Parts(3, 3)


def test_a_page_that_repeats_an_earlier_one_leads_no_further_and_is_no_part() -> None:
    pages = [told(1, link(f"{STORY}/2", "Selanjutnya")), told(2, link(f"{STORY}/3", "Selanjutnya"))]
    pages.append(told(3, link(f"{STORY}/4", "Selanjutnya"), lines=[prose(1)]))
    assert still_wanted(pages) == ()
    read = extract(pages)
    assert (read.pages, read.text.count(prose(1))) == (Parts(2, 2), 1)


def test_an_endless_pager_is_followed_for_so_many_pages() -> None:
    pages = [told(number, link(f"{STORY}/{number + 1}", "Berikutnya")) for number in range(1, MOST_PARTS + 1)]
    assert still_wanted(pages[:-1]) != ()
    assert still_wanted(pages) == ()


def test_how_many_pages_there_are_is_read_from_the_pages_own_count() -> None:
    first = told(1, "<div>Halaman 1 dari 4</div>" + link(f"{STORY}/2", "Selanjutnya"))
    assert extract([first]).pages == Parts(1, 4)


def test_pages_come_in_their_order_however_they_are_given() -> None:
    pager = link(f"{STORY}/2", "2") + link(f"{STORY}/3", "3")
    read = extract([told(1, pager), told(3), told(2)])
    assert read.text.splitlines() == [prose(1), prose(2), prose(3)]


def test_page_1_by_its_number_is_no_further_page() -> None:
    first = told(1, link(f"{STORY}?page=2", "2"))
    second = told(2, link(f"{STORY}?page=1", "1"), url=f"{STORY}?page=2")
    assert extract([first, second]).pages == Parts(2, 2)
    assert still_wanted([first, second]) == ()
    assert further_parts(second) == (STORY,)


# --- pagers of many kinds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "pager", "parts"),
    [
        (STORY, f'<ul class="pager"><li><a href="{STORY}?start=1">Berikutnya</a></li></ul>', ("?start=1",)),
        (STORY, f'<div class="article-index"><a href="{STORY}?start=1" class="toclink">Sanksi</a>'
                f'<a href="{STORY}?start=2" class="toclink">Tanggapan</a></div>', ("?start=1", "?start=2")),
        (STORY, f'<div>Halaman: 1 <a href="{STORY}?showall=&amp;start=1">2</a></div>', ("?showall=&start=1",)),
        (STORY, f'<div class="halaman"><a href="{STORY}-part1">2</a><a href="{STORY}-part2">3</a></div>',
         ("-part1", "-part2")),
        (STORY, f'<p><a href="{STORY}?page=2">Baca halaman berikutnya »</a></p>', ("?page=2",)),
        (STORY, f'<p><a href="{STORY}/2/"><span>2</span></a> <a href="{STORY}/3/"><span>3</span></a></p>',
         ("/2/", "/3/")),
        (STORY, f'<div class="pagination"><a href="{STORY}/15">2</a><a href="{STORY}/16">3</a></div>',
         ("/15", "/16")),
        (STORY + "/amp/", f'<div class="page-links"><a href="{STORY}/amp/?page=2">2</a></div>', ("/amp/?page=2",)),
        (STORY, f'<div><a href="{STORY}/halaman/2">2</a> <a href="{STORY}/halaman/3">3</a></div>',
         ("/halaman/2", "/halaman/3")),
        (STORY, f'<p><a href="{STORY}/hal/2">»</a></p>', ("/hal/2",)),
        (STORY, f'<p><a href="{STORY}/2"> › </a></p>', ("/2",)),
        (STORY, f'<p><a href="{STORY}?page=2">Lihat kelanjutannya</a></p>', ("?page=2",)),
        (STORY, f'<p><a href="{STORY}/2">Klik untuk membaca lanjutan berita ini</a></p>', ("/2",)),
        (STORY, f'<p><a href="{STORY}?page=2">Komentar yang lebih lama</a></p>', ()),
        (STORY, f'<p><a href="{STORY}/komentar/2">2</a> <a href="/berita/halaman/2">»</a></p>', ()),
        (STORY, f'<a href="https://www.facebook.com/sharer?u={STORY}/2">2</a>', ()),
        (STORY, f'<a href="{STORY}#comments">2</a><a href="{STORY}?replytocom=2">Balas</a>', ()),
        (STORY, f'<a href="{STORY}/2024-dalam-gambar">Halaman lain tentang rapat itu</a>', ()),
    ],
)  # fmt: skip
def test_pagers_of_many_kinds_name_their_parts(url: str, pager: str, parts: tuple[str, ...]) -> None:
    assert further_parts(page(article(body=pager), url)) == tuple(STORY + part for part in parts)


BLOG = "https://warta.example/2024/09"


def test_the_links_of_a_line_written_by_hand_lead_wherever_they_lead() -> None:
    line = (
        f'<p>Halaman: <b>1</b> <a href="{BLOG}/rapat-desa-lanjutan_17.html">2</a> | '
        f'<a href="{BLOG}/rapat-desa-penutup.html">3</a></p>'
    )
    first = page(article(body=line), f"{BLOG}/rapat-di-balai-desa.html")
    parts = (f"{BLOG}/rapat-desa-lanjutan_17.html", f"{BLOG}/rapat-desa-penutup.html")
    assert further_parts(first) == parts
    back = f'<p>Halaman: <a href="{first.url}">1</a> <b>2</b> <a href="{parts[1]}">3</a></p>'
    second = told(2, back, url=parts[0])
    assert role(second).first == (first.url, True)
    assert extract([first, second]).pages == Parts(2, 3)


@pytest.mark.parametrize(
    "target", ["/kategori/berita-desa/page/2", "https://lain.example/rapat-di-balai-desa-2", "#2"]
)
def test_a_line_by_hand_that_leads_to_no_story_of_the_site_counts_for_nothing(target: str) -> None:
    assert further_parts(told(1, f'<p>Halaman: 1 <a href="{target}">2</a></p>')) == ()


# --- a page N is none of its own ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "later",
    [
        "/2",
        "/3/",
        "/halaman/2",
        "/bagian/3/",
        "?page=2",
        "?halaman=4",
        "?start=1",
        "?page=2&utm_source=x",
        "-part1",
        "/2/amp",
    ],
)
def test_page_1_is_read_from_the_address_alone(later: str) -> None:
    found = role(page(article(), STORY + later)).first
    assert found is not None
    assert (found.url.rstrip("/"), found.proven) == (STORY, False)


@pytest.mark.parametrize(
    "said",
    [
        {"head": f'<link rel="canonical" href="{STORY}">'},
        {"body": link(STORY, "1")},
        {"head": f'<link rel="prev" href="{STORY}">'},
        {"title": f"{TITLE} - Halaman 2"},
        {"body": "<span>Halaman 2 dari 3</span>"},
    ],
)
def test_what_a_later_page_says_proves_it(said: dict[str, str]) -> None:
    found = role(page(article(**said), f"{STORY}/2")).first
    assert found == (STORY, True)


@pytest.mark.parametrize(
    "url",
    [
        STORY,
        "https://warta.example/berita/12",
        "https://warta.example/berita/halaman/2",
        f"{STORY}?id=2",
        f"{STORY}?page=all",
    ],
)
def test_a_number_that_is_no_pages_number_leads_nowhere(url: str) -> None:
    assert role(page(article(), url)).first is None


PIECES = st.lists(
    st.sampled_from(
        ["/", "rapat-desa", "2", "all", "amp", "?", "&", "page=2", "start=1", "page=all", "=", "%", "#", "x"]
    ),
    max_size=12,
)


@given(PIECES.map("".join))
def test_page_1_of_any_address_is_page_1_and_stays_it(rest: str) -> None:
    parts = split("https://warta.example/" + rest)
    assert parts is not None
    first = split(first_address(parts))
    assert first is not None
    assert place(first).number == FIRST or place(first).story != place(parts).story
    assert part_key(first.geturl()) == part_key(first_address(first))


@pytest.mark.parametrize("text", ["1" * 100, "1 " * 50, "ke " * 35, "halaman" * 15, "» " * 50])
def test_a_line_that_almost_reads_like_a_pager_is_read_in_no_time(text: str) -> None:
    html = article(body=f'<p>Halaman: <a href="{STORY}/2">{text}</a> {text}x</p>' * 300)
    began = time.process_time()
    further_parts(page(html, STORY))
    assert time.process_time() - began < 2
