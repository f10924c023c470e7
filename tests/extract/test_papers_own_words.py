"""What a paper says of itself goes; what it corrects in the story, and what others say in the same words, stays."""

from __future__ import annotations

import pytest

from extract.clutter import filtered

TITLE = "Lurah Kebonsari Dilaporkan karena Mengajak Warga Memilih"
LEAD = "Warga Kebonsari melaporkan lurah mereka kepada pengawas pemilu setelah menerima ajakan memilih pada Senin."
MORE = "Ajakan itu dikirim dua kali dalam sepekan dan disertai gambar salah satu pasangan calon wali kota."
LAST = "Pengawas pemilu berjanji mengumumkan hasil pemeriksaannya paling lambat pada akhir pekan mendatang."


def clean(*lines: str) -> list[str]:
    return filtered(lines, TITLE)


def within(line: str) -> list[str]:
    """What is left of a line between two paragraphs."""
    return clean(LEAD, MORE, line, LAST)[2:-1]


def behind(line: str) -> list[str]:
    """What is left of a line behind the last paragraph."""
    return clean(LEAD, MORE, LAST, line)[3:]


# --- notes of the editors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "Catatan redaksi: Judul berita ini diubah karena salah menulis nama kelurahan.",
        "Catatan Redaksi: Artikel ini telah mengalami perubahan pada alinea kedua. Sebelumnya tertulis tiga kali.",
        "Pemberitahuan redaksi: Nama lurah pada berita ini keliru, seharusnya Sukardi.",
        "Keterangan redaksi: Lurah Kebonsari meminta alamat rumahnya tidak ditulis.",
        "Catatan redaksi: Berita ini memuat hak jawab kepala dinas yang tidak mengakui tuduhan itu.",
    ],
)
def test_a_note_that_speaks_of_the_story_stays(note: str) -> None:
    assert within(note) == behind(note) == [note]


@pytest.mark.parametrize(
    "note",
    [
        "Catatan redaksi: Selama pilkada, kolom komentar ditutup untuk sementara.",
        "Catatan Redaksi: Tulisan ini merupakan pendapat pribadi penyumbang kolom.",
        "Pemberitahuan redaksi: Wartawan kami tidak menerima imbalan apa pun.",
    ],
)
def test_a_note_on_the_papers_own_business_goes(note: str) -> None:
    assert within(note) == behind(note) == []


# --- subscriptions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prompt",
    [
        "Sudah berlangganan? Masuk di sini",
        "Dapatkan akses penuh ke Warta Kenanga mulai Rp 20.000 per bulan.",
        "Artikel ini hanya untuk pelanggan. Langganan sekarang!",
        "Berita ini khusus pelanggan.",
        "Anda membaca 2 dari 5 artikel gratis bulan ini.",
        "Dukung kami dengan berlangganan.",
        "Dukung jurnalisme independen dengan berdonasi melalui tautan ini.",
        "Kenanga.com berkomitmen menyajikan fakta. Dukung keberlanjutan jurnalisme itu dengan berlangganan Warta+.",
        "Artikel ini gratis berkat dukungan pembaca. Berlangganan Warta Premium mulai Rp 10.000 untuk membaca.",
        "Untuk melanjutkan membaca, silakan berlangganan.",
        "Artikel ini diterjemahkan dengan kecerdasan buatan.",
    ],
)
def test_a_papers_offer_goes(prompt: str) -> None:
    assert within(prompt) == behind(prompt) == []


@pytest.mark.parametrize(
    "line",
    [
        "Sudah tiga tahun warga berlangganan banjir tanpa bantuan lurah.",
        "Artikel itu hanya dibaca pelanggan lama.",
        "Dukung calon itu dengan berdonasi, begitu bunyi pesan lurah.",
        "Pengawas pemilu berkomitmen memberikan sanksi kepada lurah itu.",
        "Warga diberi kaus gratis oleh lurah.",
        "Lurah menjanjikan akses penuh ke lapangan.",
    ],
)
def test_what_the_story_tells_in_the_same_words_stays(line: str) -> None:
    assert within(line) == behind(line) == [line]


# --- appeals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Bagikan ke grup RW sebelum Ahad, begitu perintah kepala dinas.",
        "Klik di sini untuk memilih nomor dua, tulis lurah di grup warga.",
        "Dengarkan laporan tim di lapangan, pinta lurah kepada warga.",
        "Ikuti kami di Instagram, bunyi spanduk di kantor kelurahan.",
    ],
)
def test_an_appeal_that_a_reporter_ascribes_to_somebody_stays(line: str) -> None:
    assert within(line) == behind(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Tambahkan Warta Kenanga sebagai sumber pilihan di Google",
        "Jadikan Warta Kenanga sebagai sumber berita pilihan Anda di Google.",
        "Kunjungi website kami untuk berita lainnya.",
        "Dengarkan laporan reporter Radio Kenanga berikut ini:",
        "Klik di sini, tulis komentar Anda di bawah berita",
        "Penyiar : Ratna",
        "Penulis: Ratna Editor: Wahyu Sumber: Pengawas Pemilu",
    ],
)
def test_an_appeal_of_the_paper_goes(line: str) -> None:
    assert within(line) == behind(line) == []


def test_a_radios_appeal_goes_at_the_storys_edge() -> None:
    assert behind("Dengarkan Radio Kenanga di 97.6 FM atau lewat streaming") == []


def test_the_questions_of_an_announcer_stay() -> None:
    assert within("Penyiar: Apakah benar lurah yang menyuruh?") == ["Penyiar: Apakah benar lurah yang menyuruh?"]


def test_a_caption_that_names_who_drew_it_goes() -> None:
    assert within("INFOGRAFIS: Alur laporan warga sampai ke meja pengawas (Grafis: Warta Kenanga)") == []


# --- the end ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Rahmat",
        "Rahmat/Wahyu",
        "Rahmat – Warta Kenanga",
        "rls/hms",
        "#lurah #pilkada",
        "Penulis adalah dosen ilmu politik di Kenanga.",
        "Apa reaksi Anda? Senang Sedih Marah",
        "Nilai berita ini: 1 2 3 4 5",
        "Terima kasih telah membaca berita di Warta Kenanga.",
        "Hubungi redaksi: 0812-0000-0000",
    ],
)
def test_what_signs_a_story_goes(line: str) -> None:
    assert behind(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Lurah Kebonsari Dicopot",
        "Lurah itu bungkam.",
        "Sumber: Keputusan pengawas pemilu menyatakan lurah bersalah.",
        "Terbukti.",
    ],
)
def test_a_short_last_line_that_tells_stays(line: str) -> None:
    assert behind(line) == [line]


def test_names_that_end_a_list_stay() -> None:
    names = ["Rahmat", "Wahyu", "Slamet"]
    assert clean(LEAD, MORE, LAST, "Yang dilaporkan warga adalah:", *names)[4:] == names
    assert clean(LEAD, MORE, LAST, "Berikut nama yang dilaporkan.", *names)[4:] == names


def test_what_a_paper_tells_of_its_writer_goes_with_his_name() -> None:
    about = (
        "Jurnalis Warta Kenanga sejak 2015, meliput politik daerah dan pemerintahan. Lulusan sebuah universitas."
    )
    assert clean(LEAD, MORE, LAST, "Ratna Ayu", about) == [LEAD, MORE, LAST]
    struck = "Wartawan itu sudah melapor kepada polisi bersama dua orang rekannya dari kantor berita yang sama."
    assert clean(LEAD, MORE, LAST, "Ratna Ayu", struck)[3:] == ["Ratna Ayu", struck]


@pytest.mark.parametrize("heading", ["Tentang Kami", "Tentang Penulis", "Profil Penulis"])
def test_nothing_behind_what_a_paper_tells_of_itself_is_the_story(heading: str) -> None:
    about = (
        "Warta Kenanga adalah media siber yang berdiri pada 2010 dan menyajikan kabar politik dan budaya daerah."
    )
    assert clean(LEAD, MORE, LAST, heading, about) == [LEAD, MORE, LAST]


def test_a_headline_that_the_page_breaks_into_lines_is_not_repeated() -> None:
    assert clean("Lurah Kebonsari Dilaporkan", "karena Mengajak Warga Memilih", LEAD, MORE) == [LEAD, MORE]
    assert clean("Lurah Kebonsari Dilaporkan", LEAD, MORE) == ["Lurah Kebonsari Dilaporkan", LEAD, MORE]
