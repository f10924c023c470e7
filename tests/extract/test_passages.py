"""What of a story was left out where it stands: it is put back, and nothing else."""

from __future__ import annotations

from time import process_time

from lxml.html import document_fromstring

from extract.passages import completed
from extract.weighing import linked_lines

TITLE = "Camat Wonosari Dipanggil Bawaslu Usai Hadiri Senam"
FIRST, SECOND, THIRD, FOURTH = (
    "Camat Wonosari dipanggil Bawaslu Kota Semarang setelah fotonya beredar luas.",
    "Ketua Bawaslu menyebut pemanggilan itu tindak lanjut laporan warga kemarin.",
    "Camat mengaku hanya mengantar istrinya ke lapangan dan tidak tahu acaranya.",
    "Hasil pemeriksaan akan dibahas dalam rapat pleno pekan depan di kantor kota.",
)


def complete(body: str, lines: list[str], description: str = "") -> list[str]:
    page = document_fromstring(f"<html><body><h1>{TITLE}</h1>{body}</body></html>")
    return completed(page, lines, TITLE, description)


def test_a_story_cut_in_two_by_an_advertisement_is_joined_again() -> None:
    body = f"<div class='isi'><p>{FIRST}</p><p>{SECOND}</p></div><div class='iklan'></div>"
    body += f"<div class='isi'><p>{THIRD}</p><p>{FOURTH}</p></div>"
    assert complete(body, [FIRST, SECOND]) == [FIRST, SECOND, THIRD, FOURTH]


def test_prose_in_another_place_is_not_added() -> None:
    body = f"<div class='isi'><p>{FIRST}</p><p>{SECOND}</p></div><div class='opini'><p>{THIRD}</p></div>"
    assert complete(body, [FIRST, SECOND]) == [FIRST, SECOND]


def test_lists_and_subheadings_between_two_paragraphs_are_put_back() -> None:
    points = "<ol><li>waktu kehadiran;</li><li>kaus yang dipakai.</li></ol>"
    body = f"<div><p>{FIRST}</p><h2>Tiga hal diuji</h2><p>{SECOND}</p>{points}<p>{THIRD}</p></div>"
    assert complete(body, [FIRST, SECOND, THIRD]) == [
        FIRST, "Tiga hal diuji", SECOND, "waktu kehadiran;", "kaus yang dipakai.", THIRD
    ]  # fmt: skip


def test_a_list_that_is_there_already_is_not_repeated() -> None:
    body = f"<div><p>{FIRST}</p><ul><li>{SECOND}</li></ul><p>{THIRD}</p></div>"
    lines = [FIRST, f"- {SECOND}", THIRD]
    assert complete(body, lines) == lines


def test_a_list_of_links_between_two_paragraphs_is_not_added() -> None:
    links = "<ul><li><a href='/x'>Lurah Candi Diperiksa</a></li><li><a href='/y'>Kades Ikut Senam</a></li></ul>"
    body = f"<div><p>{FIRST}</p>{links}<p>{SECOND}</p></div>"
    assert complete(body, [FIRST, SECOND]) == [FIRST, SECOND]


def test_the_standfirst_is_put_first_by_its_class_or_as_the_pages_own_description() -> None:
    summary = "Bawaslu memeriksa seorang camat yang berfoto di lapangan senam bersama calon."
    named = f"<p class='entry-subtitle'>{summary}</p><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert complete(named, [FIRST, SECOND]) == [summary, FIRST, SECOND]
    plain = named.replace(" class='entry-subtitle'", "")
    assert complete(plain, [FIRST, SECOND]) == [FIRST, SECOND]
    assert complete(plain, [FIRST, SECOND], summary[:60] + "…") == [summary, FIRST, SECOND]


def test_a_machines_summary_and_one_that_the_story_repeats_are_left_out() -> None:
    machine = "Ringkasan otomatis: seorang camat diperiksa karena ikut senam bersama calon wali kota."
    body = f"<div class='summary'>{machine}</div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert complete(body, [FIRST, SECOND]) == [FIRST, SECOND]
    body = f"<div class='summary'>{FIRST}</div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert complete(body, [FIRST, SECOND]) == [FIRST, SECOND]


def test_nothing_is_made_of_nothing() -> None:
    assert complete(f"<p>{FIRST}</p>", []) == []


def test_the_standfirst_stands_first_also_when_the_headline_was_taken_for_the_first_line() -> None:
    summary = "Bawaslu memeriksa seorang camat yang berfoto di lapangan senam bersama calon."
    body = f"<div class='article__summary'> {summary} </div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert complete(body, [TITLE, FIRST, SECOND]) == [summary, TITLE, FIRST, SECOND]


def test_a_lead_between_line_breaks_is_put_back_whole_with_the_link_in_it() -> None:
    lead = "Seorang camat dipanggil <em><a href='/b'>Bawaslu</a></em> pada Senin pagi. Ia diminta datang sendiri."
    more = "<a href='/k'>Kantor kecamatan yang menjadi tempat kerjanya sehari-hari di tengah kota</a>."
    body = f"<div class='isi'>{lead}<br><br>{FIRST}<br><br>{SECOND}<br>{more}</div>"
    told = "Seorang camat dipanggil Bawaslu pada Senin pagi. Ia diminta datang sendiri."
    assert complete(body, [FIRST, SECOND]) == [told, FIRST, SECOND]


def test_a_body_of_two_thousand_lines_with_links_is_read_in_no_time() -> None:
    told = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD))
    lines = "".join(
        f"Baris ke-{n} memuat <a href='/x{n}'>tautan {n}</a> dan sebuah kalimat pendek.<br>" for n in range(2_000)
    )
    start = process_time()
    assert complete(f"<div>{told}<div>{lines}</div></div>", [FIRST, SECOND, THIRD])[:3] == [FIRST, SECOND, THIRD]
    assert process_time() - start < 2


def test_the_share_of_links_is_counted_line_by_line() -> None:
    page = document_fromstring("<div>Satu <a href='/a'>dua</a> tiga<br><a href='/b'>empat</a><br>lima</div>")
    assert linked_lines(page) == [("Satu dua tiga", 3), ("empat", 5), ("lima", 0)]


def test_the_paragraphs_before_the_first_told_one_are_put_back_and_bylines_are_not() -> None:
    byline = "<p>Oleh Rina, 2 Oktober 2024</p>"
    body = f"<div class='a'>{byline}<p>{FIRST}</p><div class='b'><p>{SECOND}</p><p>{THIRD}</p></div></div>"
    lead = FIRST if len(FIRST.split()) >= 12 else f"{FIRST[:-1]} di kota itu."
    assert complete(body.replace(FIRST, lead), [SECOND, THIRD]) == [lead, SECOND, THIRD]
