"""The line filter on plain lines: labels go, prose stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import clean_lines

TITLE = "Camat Sukamaju Dipanggil Bawaslu Soal Unggahan"
LEAD = "Lembah, Warta – Bawaslu memanggil seorang camat untuk dimintai keterangan mengenai unggahan dukungannya."
MORE = "Menurut ketua Bawaslu, pemanggilan itu dilakukan setelah ada laporan warga yang terganggu unggahan itu."
STORY = [TITLE, LEAD, MORE]

CLUTTER = """\
Baca juga: KPU Tetapkan Dua Pasangan Calon
BACA JUGA : KPU Tetapkan Dua Pasangan Calon
Baca Juga
Baca Selengkapnya
banner 728x250
banner 468 x 60
oleh -193 views
Post Views: 1.204
Dibaca: 210 kali
193 views
Editor: Nurul
Penulis : Rara | Editor : Bima
Kontributor Kota Lembah: Alan Hadi
Reporter: Tono
Foto: Dok. Panitia
ilustrasi pegawai (unsplash.com/Orang Baik)
Suasana kantor bupati, Kamis (18/7/2024). (Warta Kota/Rara Wening)
Kegiatan apel di halaman kantor bupati. Foto: Dok. Humas Pemkab
Tags: ASN, Bawaslu
Topik:
COPYRIGHT © ANTARA 2024
Copyright @ 2026 Warta Group
Ikuti berita terbaru Warta di Google News
Gabung ke saluran WhatsApp kami
Share
Facebook
Simak Video: Detik-detik Apel Pagi
[Gambas:Video 20detik]
SCROLL TO CONTINUE WITH CONTENT
Exit mobile version
This slideshow requires JavaScript.
[button link=”https://warta.example/kirim” type=”big”] Kirim ceritamu[/button]
Halaman selanjutnya
Halaman: 1 2 3 Semua
1 2 3 Selanjutnya
(vyp/kna)
*) Penulis adalah pengajar yang tinggal di Lembah.
(*)
***
Senin, 16 September 2024 | 16:28 WIB
Home > Daerah > Lembah
Disclaimer : Komentar adalah tanggapan pribadi
Situs ini menggunakan Akismet untuk mengurangi spam. Pelajari bagaimana data komentar Anda diproses
Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *
""".splitlines()

PROSE = """\
1. Abdi negara punya tanggung jawab
2. Menghindari konflik kepentingan
a. Tidak mengunggah konten pasangan calon
Pertama, menjaga netralitas.
“Tidak ada toleransi,” katanya.
serta berita bohong.
Foto bersama itu kemudian beredar luas.
Editor senior itu membantah tuduhan tersebut.
Share kepemilikan desa naik menjadi lima persen.
Komentar itu dihapus sejam kemudian.
Penulis buku itu hadir sebagai saksi.
Warga mengunggah foto: camat berdiri di samping calon bupati sambil mengacungkan dua jari.
Pilkada digelar 27 November 2024.
"Kami siap," ujarnya. (mg1/bob)
""".splitlines()


@pytest.mark.parametrize("line", CLUTTER)
def test_a_leftover_line_is_dropped_wherever_it_stands(line: str) -> None:
    assert clean_lines([TITLE, LEAD, line, MORE]) == STORY
    assert clean_lines([*STORY, line]) == STORY
    assert clean_lines([TITLE, line, LEAD, MORE]) == STORY


LONG = "Baca juga puisi itu ketika malam turun, " + "pesan sang guru kepada murid yang duduk melingkar, " * 5


@pytest.mark.parametrize("line", [*PROSE, LONG.strip()])
def test_a_line_of_prose_stays_even_when_it_begins_like_a_label(line: str) -> None:
    assert clean_lines([TITLE, LEAD, line, MORE]) == [TITLE, LEAD, line, MORE]
    assert clean_lines([*STORY, line]) == [*STORY, line]


def test_tags_under_their_label_are_dropped_and_a_paragraph_behind_them_stays() -> None:
    assert clean_lines([TITLE, LEAD, "Topik:", "• Bandot Arya", "- Pilkada", MORE]) == STORY


def test_nothing_behind_the_comment_form_is_the_story() -> None:
    tail = ["Tinggalkan Balasan", "Nama", "Setuju sekali dengan Pak Ketua", "Jaringan Warta"]
    assert clean_lines([*STORY, *tail]) == STORY


def test_a_link_to_the_comment_form_above_the_story_does_not_cut_it() -> None:
    assert clean_lines([TITLE, "Tinggalkan Balasan", LEAD, MORE]) == STORY


def test_the_title_repeated_as_a_pictures_description_goes_with_its_caption() -> None:
    lines = [TITLE, f"WARTA - {TITLE}", "Ketua Bawaslu, Bima Laksana.", LEAD, f"{TITLE}Suasana kantor camat", MORE]
    assert clean_lines(lines) == STORY


def test_a_sub_title_under_the_title_stays() -> None:
    assert clean_lines([TITLE, "Cegah gesekan antar warga", LEAD]) == [TITLE, "Cegah gesekan antar warga", LEAD]


def test_a_last_paragraph_with_a_signature_stays() -> None:
    last = f"{MORE[:-1]} pada siang hari itu. (Warta Kota/Rara Wening)"
    assert clean_lines([TITLE, LEAD, last]) == [TITLE, LEAD, last]


@given(st.lists(st.sampled_from([*CLUTTER, *PROSE, LEAD, MORE, "", "  "]), max_size=12))
def test_cleaning_twice_changes_nothing_and_invents_nothing(lines: list[str]) -> None:
    once = clean_lines([TITLE, *lines])
    assert clean_lines(once) == once
    assert set(once) <= {line.strip() for line in [TITLE, *lines]}


@given(st.lists(st.text(max_size=200), max_size=20))
def test_no_lines_break_the_filter(lines: list[str]) -> None:
    assert len(clean_lines(lines)) <= len(lines)


SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
LEFTOVERS = """
banner
baca juga
views
tinggalkan balasan
alamat email
akismet
kirim pesan
butuh bantuan
hai, apa kabar
yang bisa kami bantu
add new comment
restricted html
allowed html
lines and paragraphs
web page addresses
unsplash.com
foto: dok
(idn times/
editor:
kontributor
topik
bandot
terkini lainnya
rubrik
jambi1
pada : wib
beritasatu network
wahyu hidayat.
""".strip().splitlines()


@pytest.mark.skipif(not SEEDS, reason="the seed texts are not beside this checkout")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_seed_text_keeps_its_prose_and_loses_its_clutter(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = clean_lines(lines)
    assert [line for line in kept if any(word in line.lower() for word in LEFTOVERS)] == []
    lost = [line for line in lines if line not in kept and len(line.split()) > 30]
    assert [line for line in lost if "(IDN Times/" not in line and "Allowed HTML" not in line] == []
    assert [line for line in lines if line[:2] in ("1.", "2.", "3.", "4.") and line not in kept] == []
    assert kept[0] == next(line for line in lines if len(line.split()) > 4)
