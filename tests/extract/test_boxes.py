"""What names, hiding and articles may cost a story: never more than a few per cent of its own prose."""

from __future__ import annotations

import pytest

from extract import extract
from tests.extract.pages_at_hand import page
from tests.extract.stories import EXCERPT, LINK, OTHER, PARAGRAPHS, TITLE, lines_of_story, paragraphs

COMMENTS = "<p>Joko: Camat Ciburial lebih parah, beras bantuan dijual kepada pedagang pasar.</p>" * 3


@pytest.mark.parametrize(
    "shell",
    [
        "<div class='paragraph-ads'>{}</div>",
        "<div class='iklan-sisip'>{}</div>",
        "<div class='banner-wrap'>{}</div>",
        "<div class='infinite-item'>{}</div>",
        "<p class='share-quote'>{}</p>",
    ],
)
def test_a_theme_that_wraps_each_paragraph_in_a_box_loses_none(shell: str) -> None:
    body = "".join(shell.format(text if shell.startswith("<p") else f"<p>{text}</p>") for text in PARAGRAPHS)
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "mark", ["id='inline-ad-parallax'", "class='ads-wrapper'", "class='banner'", "class='sidebar'"]
)
def test_two_paragraphs_in_a_box_named_for_its_place_stay(mark: str) -> None:
    body = f"{paragraphs(0, 4)}<div {mark}>{paragraphs(4, 6)}</div>{paragraphs(6)}"
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


def test_an_advertisement_in_the_box_that_had_to_stay_goes() -> None:
    inner = f"<div class='ads'>Iklan</div>{paragraphs(4, 6)}<div class='related'><a href='{LINK}'>{OTHER}</a></div>"
    body = f"{paragraphs(0, 4)}<div class='ads-wrapper'>{inner}</div>{paragraphs(6)}"
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


def test_a_short_appeal_in_a_box_named_for_its_content_goes() -> None:
    offer = "Setiap pagi kami mengirim lima cerita pilihan ke kotak surat Anda tanpa biaya apa pun."
    appeal = f"<div class='newsletter'>{offer}</div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{appeal}{paragraphs(4)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    ("tag", "mark"),
    [
        ("h2", "id='komentar-ketua-bawaslu'"),
        ("h3", "id='share-lokasi'"),
        ("div", "id='ia-juga-terkait-kasus-lama-itu'"),
    ],
)
def test_a_subheadings_anchor_is_no_name_of_a_box(tag: str, mark: str) -> None:
    heading = f"<{tag} {mark}>Kata Ketua Bawaslu soal Jaket Nelayan</{tag}>"
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{heading}{paragraphs(4)}</div>")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert tag == "div" or "Kata Ketua Bawaslu soal Jaket Nelayan" in lines


# --- hidden parts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark", ["style='display:none'", "style='display: none;'", "hidden", "id='more' style='display:none'"]
)
@pytest.mark.parametrize("shown", [4, 8])
def test_what_a_button_unfolds_is_the_rest_of_the_story(mark: str, shown: int) -> None:
    rest = f"<div {mark}>{paragraphs(shown)}</div><button>Baca selengkapnya</button>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, shown)}{rest}</div>") == PARAGRAPHS
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, shown)}</div>{rest}") == PARAGRAPHS


def test_a_hidden_copy_of_the_story_and_a_hidden_notice_do_not_come_in() -> None:
    copy = f"<div style='display:none'>{paragraphs()}</div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs()}</div>{copy}") == PARAGRAPHS
    notice = "<div style='display:none'>Halaman ini sedang disalin.</div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs()}{notice}</div>") == PARAGRAPHS


# --- comments -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 10])
@pytest.mark.parametrize(
    "mark", ["class='komentar'", "id='comments'", "class='isi-tanggapan'", "class='daftar-tanggapan'"]
)
def test_comments_behind_the_story_go_whatever_their_size(mark: str, size: int) -> None:
    box = f"<div {mark}>{COMMENTS * size}</div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs()}{box}</div>") == PARAGRAPHS
    assert lines_of_story(f"<div class='isi'>{paragraphs()}</div>{box}") == PARAGRAPHS


# --- articles and headings ----------------------------------------------------------------------------------


def test_an_article_in_the_storys_article_is_the_storys() -> None:
    bare = paragraphs()
    assert lines_of_story(f"<article class='luar'><article class='isi'>{bare}</article></article>") == PARAGRAPHS


def test_the_entries_of_a_live_blog_stay() -> None:
    entries = "".join(
        f"<article><time>09.{number:02}</time><h3>Kabar ke-{number} dari kantor Bawaslu</h3><p>{text}</p></article>"
        for number, text in enumerate(PARAGRAPHS[4:], 10)
    )
    found = lines(f"<article><h1>{TITLE}</h1>{paragraphs(0, 4)}<div class='langsung'>{entries}</div></article>")
    assert [line for line in found if line in PARAGRAPHS] == PARAGRAPHS
    assert "Kabar ke-10 dari kantor Bawaslu" in found


def test_a_lead_in_one_article_and_the_rest_in_the_next_are_one_story() -> None:
    assert (
        lines(f"<article><h1>{TITLE}</h1>{paragraphs(0, 5)}</article><article>{paragraphs(5)}</article>")
        == PARAGRAPHS
    )
    rest = f"<article><h2>Saksi dari Nelayan</h2>{paragraphs(5)}</article>"
    found = lines(f"<article><h1>{TITLE}</h1>{paragraphs(0, 5)}</article>{rest}")
    assert [line for line in found if line in PARAGRAPHS] == PARAGRAPHS


FLOOD = "".join(
    f"<p>Banjir di Kecamatan Sukamaju merendam {number} rumah, kata Camat Sukamaju, Hendra, kepada relawan Tagana "
    "yang membuka dapur umum di Balai Desa Cikole sejak dini hari.</p>"
    for number in range(30, 36)
)


@pytest.mark.parametrize(
    "other",
    [
        f"<article><h1>Banjir Rendam Puluhan Rumah</h1>{FLOOD}</article>",
        f"<article><h2><a href='{LINK}'>{OTHER}</a></h2>{FLOOD}</article>",
        f"<article><h2>Banjir Rendam Puluhan Rumah</h2><time>2 Oktober 2024</time>{FLOOD}</article>",
        f"<article><a href='{LINK}'>{OTHER}</a><p>{EXCERPT}</p></article>",
        f"<div class='x'><h1>Banjir Rendam Puluhan Rumah</h1>{FLOOD}</div>",
    ],
)
def test_another_story_below_goes(other: str) -> None:
    assert lines(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>{other}") == PARAGRAPHS


def test_a_post_of_another_number_in_the_storys_article_is_another_story() -> None:
    inner = f"<article class='box post-78 post'><p>{EXCERPT * 5}</p></article>"
    assert lines(f"<article class='post-12 post'><h1>{TITLE}</h1>{paragraphs()}{inner}</article>") == PARAGRAPHS


def test_a_card_in_the_storys_article_goes() -> None:
    card = f"<article><h3><a href='{LINK}'>{OTHER}</a></h3><p>{EXCERPT}</p></article>"
    assert lines(f"<article><h1>{TITLE}</h1>{paragraphs(0, 5)}{card}{paragraphs(5)}</article>") == PARAGRAPHS


@pytest.mark.parametrize(
    "head", [f"<div><h1>{TITLE}</h1></div><div class='a'>", f"<div class='a'><h1>{TITLE}</h1>"]
)
def test_a_subheading_coded_as_a_first_one_does_not_cost_the_second_half(head: str) -> None:
    body = f"{head}{paragraphs(0, 5)}</div><div class='b'><h1>Nelayan Merekam Marwoto</h1>{paragraphs(5)}</div>"
    found = lines(body)
    assert [line for line in found if line in PARAGRAPHS] == PARAGRAPHS


HEAD = "<h1 class='besar'>Banjir Rendam Puluhan Rumah</h1>"
DATED = f"{HEAD}<p class='kecil'>Rabu, 2 Oktober 2024</p>"


@pytest.mark.parametrize(
    "other",
    [
        f"<hr>{DATED}<div class='prose'>{FLOOD}</div>",
        f"{HEAD}<div class='prose'><p>SUKAMAJU – {FLOOD[3:]}</div>",
        f"<section><h2><a href='{LINK}'>Banjir Rendam Rumah</a></h2><div class='prose'>{FLOOD}</div></section>",
    ],
)
def test_another_story_below_its_own_headline_in_the_same_container_goes(other: str) -> None:
    assert lines(f"<main><h1>{TITLE}</h1><div class='prose'>{paragraphs()}</div>{other}</main>") == PARAGRAPHS


@pytest.mark.parametrize(
    "head",
    [
        "<h1>Nelayan Merekam Marwoto</h1>",
        "<h1>Nelayan Merekam Marwoto</h1><p>Rabu, 2 Oktober 2024</p>",
        f"<h2><a href='{LINK}'>{OTHER}</a></h2>",
        f"<h2><a href='{LINK}'>{OTHER}</a></h2><p>Rabu, 2 Oktober 2024</p>",
    ],
)
@pytest.mark.parametrize("shell", ["{}{}", "<div>{}{}</div>"])
def test_what_goes_on_behind_a_heading_among_the_paragraphs_is_the_storys(head: str, shell: str) -> None:
    rest = shell.format(head, paragraphs(6))
    found = lines(f"<main><h1>{TITLE}</h1>{paragraphs(0, 6)}{rest}</main>")
    assert [line for line in found if line in PARAGRAPHS] == PARAGRAPHS


def lines(body: str) -> list[str]:
    head = f"<title>{TITLE} - Warta</title><meta property='og:title' content='{TITLE}'>"
    html = f"<html lang='id'><head><meta charset='utf-8'>{head}</head><body class='single'>{body}</body></html>"
    return extract([page(html)]).text.splitlines()
