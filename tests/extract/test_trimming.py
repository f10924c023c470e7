"""What is cut from a page by its place, and that nothing is cut which holds the story."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from extract.links import cut_links
from extract.markup import text_of
from extract.trimming import lean

TITLE = "Camat Wonosari Dipanggil Bawaslu Usai Hadiri Senam"
PARAGRAPHS = [
    "SEMARANG - Camat Wonosari dipanggil Bawaslu Kota Semarang setelah fotonya dalam senam bersama beredar luas.",
    "Ketua Bawaslu menyebut pemanggilan itu tindak lanjut laporan warga yang masuk lewat kantor kecamatan kemarin.",
    "Camat mengaku hanya mengantar istrinya dan tidak tahu ada calon wali kota yang akan datang ke lapangan itu.",
    "Hasil pemeriksaan akan dibahas dalam rapat pleno pekan depan bersama tim sentra penegakan hukum terpadu kota.",
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def kept(body: str) -> str:
    page = document_fromstring(f"<html><body>{body}</body></html>")
    return text_of(lean(page, TITLE))


def story_with(*, inside: str = "", after: str = "") -> str:
    return f"<h1>{TITLE}</h1><div class='entry-content'>{STORY}{inside}</div>{after}"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='related-posts'><p>Lurah Candi dilaporkan karena membagi kaus calon wali kota.</p></div>",
        "<div id='comments'><p>Camat itu memang dari dulu tim sukses, pecat saja kata saya.</p></div>",
        "<aside><p>Lurah lain dilaporkan pula.</p></aside>",
        "<div class='wp-caption-text'>Camat Wonosari berjalan keluar kantor.</div>",
        "<div style='display:none'>Lurah disembunyikan.</div>",
        "<div class='chatBubble whatsapp-chat'>Hai, ada yang bisa kami bantu?</div>",
        "<figure><img src='a.jpg'><figcaption>Lurah dan camat berfoto.</figcaption></figure>",
    ],
)
def test_a_box_that_is_no_story_by_its_place_goes(box: str) -> None:
    assert kept(story_with(inside=box)) == kept(story_with())


@pytest.mark.parametrize(
    "shell", ["<aside>{}</aside>", "<div class='sidebar-widget'>{}</div>", "<footer>{}</footer>"]
)
def test_what_holds_the_story_stays_whatever_it_is_called(shell: str) -> None:
    text = kept(shell.format(story_with()))
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_a_quoted_post_stays_in_the_story_whatever_the_boxes_around_it_are_called() -> None:
    post = "<blockquote class='twitter-tweet'><p>Saya dukung nomor dua!</p>— Lurah Candi</blockquote>"
    box = f"<div class='social-media-embed'><div class='inner'>{post}</div></div>"
    page = document_fromstring(f"<html><body>{story_with(inside=f'{box}<p>{PARAGRAPHS[0]}</p>')}</body></html>")
    (quoted,) = lean(page, TITLE).iter("blockquote")
    assert text_of(quoted) == "Saya dukung nomor dua!— Lurah Candi"
    assert quoted.getparent().get("class") == "entry-content"
    assert quoted.getnext().tag == "p"


def test_a_second_story_loaded_below_the_first_goes() -> None:
    other = "".join(f"<p>Banjir merendam {number} rumah di tepi kali sampai setinggi lutut orang dewasa, kata "
                    "warga yang mengungsi ke balai desa sejak dini.</p>" for number in range(3, 7))  # fmt: skip
    below = f"<article><h1>Banjir Rendam Tepi Kali</h1>{other}</article>"
    text = kept(f"<article>{story_with()}</article>{below}")
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Banjir" not in text
    assert "Banjir" not in kept(f"<div>{story_with()}</div><div class='x'>{below.replace('article', 'div')}</div>")


def test_a_layout_table_is_unfolded_and_a_table_of_data_stays() -> None:
    cell = "<br><br>".join(PARAGRAPHS * 2)
    page = document_fromstring(f"<html><body><table><tr><td><h1>{TITLE}</h1>{cell}</td></tr></table></body></html>")
    assert lean(page, TITLE).find(".//table") is None
    data = "<table><tr><td>Cabai</td><td>90.000</td></tr></table>"
    page = document_fromstring(f"<html><body>{story_with(inside=data)}</body></html>")
    assert lean(page, TITLE).find(".//table") is not None


def test_a_story_that_stands_on_the_page_for_the_phone_too_is_kept_once() -> None:
    text = kept(f"<h1>{TITLE}</h1><div class='hidden md:block'>{STORY}</div><div class='md:hidden'>{STORY}</div>")
    assert [text.count(paragraph) for paragraph in PARAGRAPHS] == [1, 1, 1, 1]


def test_a_line_break_in_the_headline_is_a_blank() -> None:
    broken = story_with().replace("Dipanggil Bawaslu Usai", "Dipanggil Bawaslu<br>Usai")
    assert kept(broken) == kept(story_with())


def test_the_page_handed_in_is_left_as_it_was() -> None:
    page = document_fromstring(f"<html><body>{story_with(inside='<aside>x</aside>')}</body></html>")
    before = text_of(page)
    lean(page, TITLE)
    assert text_of(page) == before


# --- links to other stories ---------------------------------------------------------------------------------


def after_cut(inside: str) -> str:
    page = document_fromstring(f"<html><body><div id='body'>{STORY}{inside}{STORY}</div></body></html>")
    body = page.find(".//div[@id='body']")
    assert body is not None
    cut_links(TITLE, {body: 1_000})
    return text_of(body)


@pytest.mark.parametrize(
    "link",
    [
        "<p>Baca juga: <a href='/x'>Lurah Candi Diperiksa Bawaslu</a></p>",
        "<p><strong>Baca Juga : <a href='/x'>Lurah Candi Diperiksa Bawaslu</a></strong></p>",
        "<p><b>BACA JUGA</b> <a href='/x'>Lurah Candi Diperiksa Bawaslu</a></p>",
        "<h3><a href='/x'>Lurah Candi Diperiksa Bawaslu</a></h3>",
        "<ul><li><a href='/x'>Lurah Candi Diperiksa Bawaslu</a></li><li><a href='/y'>Kades Senam</a></li></ul>",
        "<div class='kotak'><div>Rekomendasi</div><a href='/x'>Lurah Candi Diperiksa Bawaslu</a>"
        "<p>Ia mengaku hanya lewat. Warga membantah.</p></div>",
    ],
)
def test_a_link_to_another_story_among_the_paragraphs_goes_with_its_label(link: str) -> None:
    assert after_cut(link) == after_cut("")


def test_a_label_and_its_link_go_out_of_the_flow_of_a_text() -> None:
    flow = (
        "Warga menunggu hasilnya.<br>Baca juga: <a href='/x'>Lurah Candi Diperiksa</a> Rapat pleno digelar Senin."
    )
    assert after_cut(f"<div>{flow}</div>") == after_cut(
        "<div>Warga menunggu hasilnya.<br> Rapat pleno digelar Senin.</div>"
    )


def test_a_paragraph_on_which_a_link_is_hung_stays_without_it() -> None:
    said = "“Semua pihak akan kami dengar sebelum ada kesimpulan,” katanya kepada wartawan di kantornya."
    hung = f"<p>{said} Baca juga: <a href='/x'>Lurah Candi Diperiksa Bawaslu</a></p>"
    assert after_cut(hung).replace(" ", "") == after_cut(f"<p>{said}</p>").replace(" ", "")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Surat itu dapat dibaca di <a href='/x'>laman resmi pemerintah kota</a> sejak kemarin.</p>",
        "<p><a href='/tag/bawaslu'>Bawaslu</a> belum memutuskan apa pun tentang laporan itu.</p>",
        "<p>Warga diminta membaca <a href='/x'>aturan netralitas pegawai negeri sipil</a>.</p>",
        "<div><p><a href='/x'>Badan Kepegawaian Negara dan Bawaslu</a> mengawasi bersama hal itu.</p></div>",
    ],
)
def test_a_link_in_a_sentence_stays(inside: str) -> None:
    page = document_fromstring(inside)
    assert text_of(page) in after_cut(inside)
