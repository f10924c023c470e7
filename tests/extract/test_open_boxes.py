"""Boxes without an end, pulled quotes, hidden words and copies for the phone: no sentence lost, none told twice."""

from __future__ import annotations

import pytest

from extract import extract
from tests.extract.pages_at_hand import page
from tests.extract.stories import EXCERPT, LINK, OTHER, PARAGRAPHS, TITLE, around, lines_of_story, paragraphs

RELATED = f"<a href='{LINK}'>{OTHER}</a><p>{EXCERPT}</p>"
READ_ALSO = f"<p>Baca juga: <a href='{LINK}'>{OTHER}</a></p>"


@pytest.mark.parametrize(
    "opened",
    [
        f"<div class='baca-juga'>{READ_ALSO}",
        f"<div class='related-posts'><ul><li><a href='{LINK}'>{OTHER}</a></li></ul>",
        f"<div class='artikel-terkait'><h4>Terkait</h4><a href='{LINK}'>{OTHER}</a>",
        "<div class='wp-caption'><p><img src='a.jpg'></p>",
        "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>Kapal nelayan berlabuh.</p>",
        "<div class='post-thumbnail'><img src='a.jpg'>",
        "<div class='tags'><a href='/tag/nelayan'>nelayan</a>",
        "<div class='ads'>",
    ],
)
@pytest.mark.parametrize("at", [3, 5, 7])
def test_a_box_whose_end_was_forgotten_does_not_swallow_the_rest(opened: str, at: int) -> None:
    body = f"<article><div class='isi'>{paragraphs(0, at)}{opened}{paragraphs(at)}</div></article>"
    lines = lines_of_story(body)
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert OTHER not in "\n".join(lines)


@pytest.mark.parametrize("mark", ["class='post-thumbnail'", "class='wp-caption'"])
def test_a_pictures_box_without_an_end_does_not_swallow_two_paragraphs(mark: str) -> None:
    body = f"{paragraphs(0, 8)}<div {mark}><p><img src='a.jpg'></p>{paragraphs(8)}</div>"
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='related'>{RELATED}{RELATED}</div>",
        f"<div class='related'>{RELATED}</div>",
        f"<div class='terkait'><h4>Terkait</h4>{RELATED}<p>Rabu, 1 Oktober 2024</p></div>",
        "<div class='wp-caption'><img src='a.jpg'><p>Camat Ciburial berjalan keluar kantor polisi.</p>"
        "<p>Foto: Warta.</p></div>",
        "<div class='newsletter'><p>Tiap pagi lima cerita pilihan masuk ke kotak surat Anda.</p>"
        "<p>Kami tidak pernah menjual alamat siapa pun kepada siapa pun.</p></div>",
    ],
)
def test_a_box_that_ends_goes_with_its_paragraphs_also_behind_the_story(box: str) -> None:
    assert lines_of_story(f"<div class='isi'>{paragraphs()}{box}</div>") == PARAGRAPHS


# --- quotes -------------------------------------------------------------------------------------------------

SAID = "“Jaket itu bukan milik kantor kami, dan saya siap diperiksa kapan saja,” begitu isi pesan Marwoto."


def test_a_quote_in_a_figure_that_stands_nowhere_else_is_the_storys() -> None:
    figure = f"<figure class='wp-block-pullquote'><blockquote><p>{SAID}</p></blockquote></figure>"
    body = f"<div class='isi'>{paragraphs(0, 5)}{figure}{paragraphs(5)}</div>"
    assert lines_of_story(body) == [*PARAGRAPHS[:5], SAID, *PARAGRAPHS[5:]]


@pytest.mark.parametrize("cited", ["", "<cite>Nurhayati Salim</cite>"])
def test_a_quote_that_is_pulled_out_of_the_text_is_not_told_twice(cited: str) -> None:
    quote = "“Ada lima belas pertanyaan yang kami ajukan, dan semuanya dijawab dengan lancar.”"
    figure = f"<figure class='wp-block-pullquote'><blockquote><p>{quote}</p>{cited}</blockquote></figure>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 5)}{figure}{paragraphs(5)}</div>") == PARAGRAPHS


# --- hidden words and copies --------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["display:none", "display: none", "font-size:0", "font-size:0px;color:#fff"])
def test_hidden_words_for_search_engines_go(style: str) -> None:
    words = "jaket nelayan, marwoto, bawaslu wanareja, camat ciburial ditangkap, berita wanareja hari ini terbaru"
    hidden = f"<p style='{style}'>{words}</p>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{hidden}{paragraphs(4)}</div>") == PARAGRAPHS


def test_a_size_of_nought_around_paragraphs_and_a_small_size_hide_nothing() -> None:
    sized = "".join(f"<p style='font-size:16px'>{text}</p>" for text in PARAGRAPHS[4:6])
    small = f"<p style='font-size:0.9em'>{PARAGRAPHS[6]}</p>"
    body = f"{paragraphs(0, 4)}<div style='font-size:0'>{sized}</div>{small}{paragraphs(7)}"
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "marks", [("hidden md:block", "md:hidden"), ("d-none d-md-block", "d-md-none"), ("a", "b")]
)
def test_a_half_that_stands_on_the_page_for_the_phone_too_is_told_once(marks: tuple[str, str]) -> None:
    halves = "".join(f"<div class='{mark}'>{paragraphs(3)}</div>" for mark in marks)
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 3)}{halves}</div>") == PARAGRAPHS


@pytest.mark.parametrize("stop", ["<br>", "<br/><br/>"])
def test_a_headline_in_two_lines_does_not_stand_in_the_text(stop: str) -> None:
    broken = TITLE.replace(" Kepala", f"{stop}Kepala")
    html = around(f"<div class='isi'>{paragraphs()}</div>").replace(f"<h1>{TITLE}</h1>", "")
    html = html.replace("<div class='isi'>", f"<article><h1>{broken}</h1><div class='isi'>")
    assert extract([page(html)]).text.splitlines() == PARAGRAPHS
