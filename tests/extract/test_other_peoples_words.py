"""Headlines, comments, polls and captions that speak of others do not stand in the story; its own links do."""

from __future__ import annotations

import pytest

from tests.extract.stories import EXCERPT, LINK, OTHER, PARAGRAPHS, lines_of_story, paragraphs

HEADLINE = f"<a href='{LINK}'>{OTHER}</a>"
SECOND = "<a href='/k-l-m/'><b>Lurah Purwa Dipecat Bupati</b></a>"
LABELS = [
    "INFO LAINNYA:", "Berita Sebelumnya:", "Klik juga:", "Populer:", "Artikel menarik lainnya:", "Berita menarik:",
    "Bacaan lain:", "Sebelumnya diberitakan:", "Rekomendasi:", "Jangan lewatkan –", "Yang lain —", "Sorotan »",
    "Baca Juga",
    "Warta terpilih :", "[Baca juga:", "▶ Kabar lain:",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "shell", ["<p>{} {}</p>", "<p><strong>{} {}</strong></p>", "<div>{} {}</div>", "<p><b>{}</b><br>{}</p>"]
)
def test_a_label_and_a_linked_headline_alone_on_their_line_go(label: str, shell: str) -> None:
    box = shell.format(label, HEADLINE)
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{box}{paragraphs(4)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "box",
    [
        f"<p>{HEADLINE} (11/10/2024)</p>",
        f"<p>01/10/2024 - {HEADLINE}</p>",
        f"<ul><li>01/10/2024 - {HEADLINE}</li><li>30/9/2024 - {SECOND}</li></ul>",
        f"<p>{HEADLINE}<br>{EXCERPT}</p>",
        f"<h3>Berita Terkait</h3><p>{HEADLINE}<br>{EXCERPT}</p><p>{SECOND}"
        "<br>Lurah Purwa dipecat bupati karena berselingkuh.</p>",
        f"<p>Lihat Juga – {OTHER}</p>",
        f"<p>Wajib Baca: {OTHER}</p>",
        f"<p>Selengkapnya: {OTHER}</p>",
    ],
)
def test_a_headline_with_a_date_an_excerpt_or_a_known_label_goes(box: str) -> None:
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{box}{paragraphs(4)}</div>") == PARAGRAPHS
    assert lines_of_story(f"<div class='isi'>{paragraphs()}{box}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "line", [HEADLINE, f"INFO LAINNYA: {HEADLINE}", f"<b>{HEADLINE}</b>", f"{HEADLINE} (1/10/2024)"]
)
def test_a_linked_headline_between_the_line_breaks_of_a_body_of_text_goes(line: str) -> None:
    body = "<br><br>".join([*PARAGRAPHS[:4], line, *PARAGRAPHS[4:]])
    assert lines_of_story(f"<div class='isi'>{body}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Dokumen dapat diunduh di sini: <a href='/unduh/edaran.pdf'>Surat Edaran Nomor Lima Tahun 2024</a></p>",
        "<p>Edaran: <a href='/unduh/edaran-netralitas.pdf'>Surat Edaran Nomor Lima Tahun 2024</a></p>",
        "<p>Saksi pertama: <a href='/tag/nelayan'>Rukun Nelayan Karangtirta Makmur</a></p>",
        "<p>Data resmi: <a href='https://bps.example/tabel-nelayan-1'>Badan Pusat Statistik Wanareja 2024</a></p>",
        f"<p>Kasus serupa terjadi ketika <a href='{LINK}'>Camat Ciburial Ditangkap Polisi</a> pada tahun lalu.</p>",
        f"<p><a href='{LINK}'>Badan Pengawas Pemilu Kabupaten Wanareja</a> belum memutuskan apa pun.</p>",
        "<p>Baca Alquran bersama digelar di Masjid Agung Wanareja sebelum pemeriksaan dimulai.</p>",
        "<p>Video: Rekaman itu berdurasi dua menit dan diambil dari atas perahu milik seorang nelayan.</p>",
        "<p>Foto itu – menurut Marwoto – diambil sebelum ia diangkat menjadi kepala dinas.</p>",
        "<p>Simak: begitu kata pertama yang diucapkan Marwoto kepada para nelayan di dermaga.</p>",
        "<p>Rekomendasi: sanksi sedang bagi kepala dinas, begitu bunyi putusan majelis etik.</p>",
        "<p>Terkait laporan itu – dan dua laporan lain – Bawaslu membentuk tim kecil.</p>",
    ],
)
def test_a_line_that_tells_something_of_this_story_stays(kept: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{kept}{paragraphs(4)}</div>")
    assert len(lines) == len(PARAGRAPHS) + 1, lines


# --- comments -----------------------------------------------------------------------------------------------

COMMENTS = [
    "Joko: Camat Ciburial lebih parah, beras bantuan dijual ke pasar.",
    "Siti: Lurah Purwa juga begitu, semua pegawai disuruh pasang stiker calon.",
]
HEADINGS = [
    "2.500 Komentar", "1,2 rb komentar", "Komentar (1.203)",
    "2 Komentar", "2 komentar", "2 Tanggapan untuk “Bawaslu Periksa Kepala Dinas”", "Komentar (2)", "Komentar: 2",
    "Komentar Pembaca", "2 Comments", "2 thoughts on “Bawaslu”", "Ada 2 komentar", "2 Balasan", "Tulis Komentar",
    "Beri Komentar Anda", "Komentar Terbaru", "2 Tanggapan Pembaca", "Lihat 2 tanggapan", "Lihat semua komentar",
    "Silakan Berkomentar", "Isi Komentar Anda di Bawah Ini:", "Komentar Facebook",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_comments_behind_a_heading_that_counts_them_go(heading: str) -> None:
    told = [f"<p><b>{line.partition(':')[0]}</b>:{line.partition(':')[2]}</p>" for line in COMMENTS]
    for block in (f"<h3>{heading}</h3>", f"<p><strong>{heading}</strong></p>", f"<div>{heading}</div>"):
        assert lines_of_story(f"<div class='isi'>{paragraphs()}{block}{''.join(told)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "shell",
    [
        "<ul>{}</ul>", "<ol><li>{}</li></ol>", "<table><tr><td>1</td><td>{}</td></tr></table>",
        "<div><div>{}</div></div>", "</div><div class='bawah'>{}",
    ],
)  # fmt: skip
def test_comments_go_in_whatever_markup(shell: str) -> None:
    told = shell.format("".join(f"<p>{line}</p>" for line in COMMENTS))
    assert lines_of_story(f"<div class='isi'>{paragraphs()}<h4>2 Komentar</h4>{told}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "counter",
    [
        "<div class='meta'>2 Komentar</div>", "<a href='#komentar'>2 Komentar</a>",
    ],
)  # fmt: skip
def test_a_counter_above_the_story_or_a_link_to_the_comments_costs_nothing(counter: str) -> None:
    assert lines_of_story(f"{counter}<div class='isi'>{paragraphs()}</div>") == PARAGRAPHS
    linked = "<div><a href='#komentar'>2 Komentar</a></div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 5)}{linked}{paragraphs(5)}</div>") == PARAGRAPHS


NAMED = "".join(
    f"<div class='flex'><div></div><div><p class='bold'>{name}</p><p>{said}</p></div></div>"
    for name, said in (line.split(": ") for line in COMMENTS)
)
AMBIGUOUS = ["Diskusi", "Tanggapan", "Komentar Netizen", "Tanggapan Warga:", "Pendapat Pembaca", "Beri Tanggapan"]


@pytest.mark.parametrize("heading", AMBIGUOUS)
def test_names_below_what_may_be_a_subheading_are_commenters(heading: str) -> None:
    box = f"<div class='mt-8'><h3>{heading}</h3><div class='space-y-4'>{NAMED}</div></div>"
    assert lines_of_story(f"<div class='prose'>{paragraphs()}</div>{box}") == PARAGRAPHS
    assert lines_of_story(f"<div class='prose'>{paragraphs()}</div><h3>{heading}</h3>{NAMED}") == PARAGRAPHS


@pytest.mark.parametrize("heading", AMBIGUOUS)
@pytest.mark.parametrize("shell", ["<h3>{}</h3>{}", "<section><h2>{}</h2>{}</section>", "<div><b>{}</b>{}</div>"])
def test_paragraphs_below_what_may_be_a_subheading_are_the_storys(heading: str, shell: str) -> None:
    body = f"{paragraphs(0, 6)}{shell.format(heading, paragraphs(6))}"
    lines = lines_of_story(f"<div class='isi'>{body}</div>")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


@pytest.mark.parametrize(
    "heading",
    [
        "<span>2 Komentar</span>", "<b>Komentar :</b>", "<span><i class='fa'></i> <b>2 Komentar</b></span>",
        "<i class='fa'></i><span>Tulis Komentar</span>",
    ],
)  # fmt: skip
def test_a_heading_that_is_no_block_stands_above_comments_as_well(heading: str) -> None:
    box = f"<div class='mt-8'>{heading}<div class='space-y-4'>{NAMED}</div></div>"
    assert lines_of_story(f"<div class='prose'>{paragraphs()}</div>{box}") == PARAGRAPHS


def test_comments_that_a_click_unfolds_go() -> None:
    box = f"<details><summary>Lihat 2 komentar</summary>{NAMED}</details>"
    assert lines_of_story(f"<div class='prose'>{paragraphs()}</div>{box}") == PARAGRAPHS


@pytest.mark.parametrize(
    "words", ["<b>2 komentar</b> ditulis warga di akun kantor itu sebelum dihapus, kata Budi."]
)
def test_a_sentence_that_counts_comments_is_the_storys(words: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 6)}<p>{words}</p>{paragraphs(6)}</div>")
    assert len(lines) == len(PARAGRAPHS) + 1


@pytest.mark.parametrize("heading", ["Tanggapan Bawaslu", "Komentar Sekda Wanareja", "Dua Tanggapan", "Tanggapan"])
def test_a_subheading_that_speaks_of_comments_is_the_storys(heading: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 6)}<h3>{heading}</h3>{paragraphs(6)}</div>")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


# --- polls and captions -------------------------------------------------------------------------------------


def test_a_poll_goes() -> None:
    answers = "".join(
        f"<label><input type='radio' name='p' value='{n}'> {n}</label><br>" for n in ("Setuju", "Tidak setuju")
    )
    question = "Setujukah Anda bila Camat Ciburial dipecat dari jabatannya sekarang juga?"
    poll = f"<div><b>Jajak Pendapat</b><p>{question}</p>{answers}</div>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{poll}{paragraphs(4)}</div>") == PARAGRAPHS


CAPTION = "Camat Ciburial, tersangka penjual beras, bersama Marwoto, Senin (30/9/2024)."


@pytest.mark.parametrize(
    "picture",
    [
        f"<p><img src='a.jpg'></p><p><i>{CAPTION}</i></p>",
        f"<p><img src='a.jpg'><br><em>{CAPTION}</em></p>",
        f"<div><a href='a.jpg'><img src='a.jpg'></a></div><p><small>{CAPTION}</small></p>",
        f"<div class='img'><img src='a.jpg'><p>{CAPTION}</p></div>",
        f"<div class='foto-utama'><div><img src='a.jpg'></div><span>{CAPTION}</span></div>",
        f"<figure><img src='a.jpg'><div>{CAPTION}</div></figure>",
    ],
)
def test_a_caption_without_a_class_of_its_own_goes(picture: str) -> None:
    assert lines_of_story(f"<div class='isi'>{picture}{paragraphs()}</div>") == PARAGRAPHS
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 5)}{picture}{paragraphs(5)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "lead",
    [
        "<p><img src='a.jpg'></p><p><i>{}</i></p>",
        "<div class='img'><img src='a.jpg'><p>{}</p></div>",
        "<p><img src='a.jpg' align='left'>{}</p>",
        "<div><img src='a.jpg'>{}</div>",
        "<figure><img src='a.jpg'></figure><p>{}</p>",
    ],
)
def test_a_lead_below_or_beside_a_picture_stays(lead: str) -> None:
    assert lines_of_story(f"<div class='isi'>{lead.format(PARAGRAPHS[0])}{paragraphs(1)}</div>") == PARAGRAPHS


def test_a_slanted_quote_below_a_picture_stays() -> None:
    quote = f"<p><img src='a.jpg'></p><p><em>{PARAGRAPHS[2]}</em></p>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 2)}{quote}{paragraphs(3)}</div>") == PARAGRAPHS
