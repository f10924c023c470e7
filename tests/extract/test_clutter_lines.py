"""The line filter on plain lines: labels go, prose stays."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clutter import filtered

TITLE = "Camat Sukamaju Dipanggil Bawaslu Soal Unggahan"
LEAD = "Lembah, Warta – Bawaslu memanggil seorang camat untuk dimintai keterangan mengenai unggahan dukungannya."
MORE = "Menurut ketua Bawaslu, pemanggilan itu dilakukan setelah ada laporan warga yang terganggu unggahan itu."
STORY = [LEAD, MORE]

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
Oleh: Penulis adalah pengajar yang tinggal di Lembah
Uploader : Admin 3
Diposting oleh: admin | Dibaca: 341 kali | 3 komentar | Cetak
Berita Terkait | Ikuti kami di
Foto: ketua Bawaslu memberikan keterangan kepada wartawan di kantornya.
ANTARA FOTO/Rara Wening
Diterbitkan pada: 16 September 2024
Terakhir diperbarui: Senin, 16 September 2024 16:28 WIB
Senin, 16 September 2024 | Admin
Sumber: Humas Pemkab
Berita terkait: Lurah Lain Ditangkap
Berita terkait: Duh, Lurah Lain Dilaporkan Warga!
Video: Lurah Lain Mengaku Menerima Uang...
Wartawan: Rara Wening
Hak cipta dilindungi undang-undang
Simak selengkapnya di halaman selanjutnya
Dilarang mengutip isi berita ini tanpa izin tertulis dari redaksi.
Sesuai Pedoman Media Siber, hak jawab dapat dikirim ke surel redaksi.
Anda dapat mengirim hak jawab melalui surel redaksi@warta.example
Rara Wening berkontribusi dalam penulisan artikel ini.
WhatsApp Channel Warta
Dapatkan update berita pilihan setiap hari di WhatsApp Channel Lentera Menoreh
Fakta atau hoaks? Untuk mengetahui kebenaran informasi yang beredar, ketik kata kunci di WhatsApp Warta.
Klik di sini
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


def clean(*lines: str) -> list[str]:
    return filtered(lines, TITLE)


@pytest.mark.parametrize("line", CLUTTER)
def test_a_leftover_line_is_dropped_wherever_it_stands(line: str) -> None:
    assert clean(LEAD, line, MORE) == STORY
    assert clean(*STORY, line) == STORY
    assert clean(line, *STORY) == STORY


# --- appeals inside of paragraphs --------------------------------------------------------------------------

APPEALS = [
    "Ikuti Warta Lembah di Google News.",
    "Ikuti saluran WhatsApp Warta Lembah untuk mendapat berita terbaru.",
    "Cek berita dan artikel lain di Google News.",
    "Dapatkan update berita pilihan setiap hari dari Warta Lembah.",
    "Yuk, gabung di grup Telegram Warta Lembah sekarang juga!",
    "Unduh aplikasi kami di Play Store.",
]


@pytest.mark.parametrize("appeal", APPEALS)
def test_of_a_paragraph_that_ends_in_an_appeal_only_the_appeal_goes(appeal: str) -> None:
    assert clean(LEAD, f"{MORE} {appeal}") == STORY
    assert clean(f"{LEAD} {appeal}", MORE) == STORY
    long = " ".join([LEAD, MORE] * 4)
    assert clean(f"{long} {appeal}", MORE) == [long, MORE]


def test_an_appeal_behind_a_quotation_goes_and_the_quotation_stays() -> None:
    quoted = "“Anda semua harus memasang aplikasi itu,” kata camat kepada para guru di balai desa."
    assert clean(LEAD, f"{quoted} Ikuti Warta Lembah di Google News.", MORE) == [LEAD, quoted, MORE]


def test_an_appeal_of_several_sentences_goes_whole() -> None:
    appeal = (
        "Mau berita pilihan setiap hari? Mari bergabung di kanal Telegram Warta Lembah. Caranya klik tautan "
        "https://t.me/warta, lalu bergabung. Anda harus memasang aplikasi Telegram lebih dulu di ponsel."
    )
    assert clean(LEAD, appeal, MORE) == clean(*STORY, appeal) == STORY


def test_channels_of_others_make_an_appeal_at_the_storys_edge_only() -> None:
    step = "Unduh aplikasi cek pemilih lewat ponsel, lalu isi nomor induk."
    assert clean(LEAD, step, MORE) == [LEAD, step, MORE]
    assert clean(*STORY, step) == STORY


# --- captions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "caption",
    [
        "Bupati menyerahkan bantuan kepada warga di balai desa, Kamis (18/7/2024). (ANTARA/Rara Wening)",
        "Camat Sukamaju saat tiba di kantor Bawaslu. Foto: Istimewa",
        "Camat Sukamaju menyapa warga di lapangan kecamatan (Foto: Istimewa).",
        "Camat Sukamaju (kiri) seusai diperiksa Bawaslu, Kamis (18/7/2024). (dok. Panitia)",
    ],
)
def test_a_caption_with_its_photographer_goes_above_the_story_and_within(caption: str) -> None:
    assert clean(caption, *STORY) == clean(LEAD, caption, MORE) == STORY


def test_a_caption_that_names_an_office_goes_above_the_story_and_where_it_is_no_sentence() -> None:
    caption = "Camat Sukamaju menyapa warga di lapangan kecamatan. (Humas Pemkab)"
    assert clean(caption, *STORY) == STORY
    assert clean(LEAD, "Jalan sehat di lapangan kecamatan (Humas Pemkab)", MORE) == STORY
    assert clean(LEAD, caption, MORE) == [LEAD, caption, MORE]


def test_a_long_paragraph_that_ends_in_a_credit_is_no_caption() -> None:
    long = " ".join([LEAD, MORE, LEAD]).rstrip(".") + " (Warta Kota/Rara Wening)"
    assert clean(LEAD, long, MORE) == [LEAD, long, MORE]


# --- lists of other stories and tags -----------------------------------------------------------------------


def test_tags_under_their_label_are_dropped_and_a_paragraph_behind_them_stays() -> None:
    assert clean(LEAD, "Topik:", "• Bandot Arya", "- Pilkada", MORE) == STORY


@pytest.mark.parametrize(
    "headline",
    [
        "Lurah Boja Ditangkap Polisi karena Judi",
        "Duh! Lurah Boja Ditangkap Polisi karena Judi!",
        "Benarkah Lurah Boja Ditangkap Polisi?",
    ],
)
def test_the_headline_below_its_label_goes(headline: str) -> None:
    assert clean(LEAD, "Baca Juga:", headline, MORE) == STORY
    assert clean(*STORY, "Baca Juga", headline) == STORY


def test_a_short_subheading_below_such_a_label_stays() -> None:
    assert clean(LEAD, "Baca Juga:", "Kronologi Kejadian", MORE) == [LEAD, "Kronologi Kejadian", MORE]


# --- where the story ends ----------------------------------------------------------------------------------

OTHER = "Lurah Boja Ditangkap Polisi karena Judi Daring"
TEASER = "Polisi menangkap seorang lurah di rumahnya karena diduga menjadi bandar judi daring sejak tahun lalu."
REST = [
    "Camat itu membantah tuduhan dan mengaku hanya menyapa warga yang datang ke lapangan pada Minggu pagi itu.",
    "Empat saksi sudah dimintai keterangan oleh Bawaslu, termasuk panitia jalan sehat dan dua kepala desa.",
]


@pytest.mark.parametrize("heading", ["Tinggalkan Balasan", "Tinggalkan Balasan Batalkan balasan", "Leave a Reply"])
def test_nothing_behind_the_comment_form_is_the_story(heading: str) -> None:
    assert clean(*STORY, heading, "Nama", "Setuju sekali dengan Pak Ketua", "Jaringan Warta") == STORY
    assert clean(*STORY, *REST, heading, TEASER, "Begitu kata orang.") == [*STORY, *REST]


def test_a_link_to_the_comment_form_above_the_story_does_not_cut_it() -> None:
    assert clean("Tinggalkan Balasan", *STORY) == STORY


@pytest.mark.parametrize("heading", ["Berita Lainnya", "Artikel lainnya:", "Related Posts", "Kirim Pesan"])
def test_behind_a_list_of_other_stories_the_story_may_go_on(heading: str) -> None:
    assert clean(*STORY, heading, *REST) == [*STORY, *REST]
    assert clean(*STORY, heading, OTHER, *REST) == [*STORY, *REST]


@pytest.mark.parametrize("heading", ["Berita Lainnya", "Artikel lainnya:", "Related Posts"])
def test_a_list_of_other_stories_with_their_leads_ends_the_text(heading: str) -> None:
    assert clean(*STORY, heading, OTHER, f"{TEASER[:-1]}...", OTHER[::-1], TEASER, OTHER.upper()) == STORY
    teasers = [OTHER, TEASER, OTHER.upper(), f"{TEASER} {TEASER}"]
    assert clean(*STORY, *REST, heading, *teasers) == [*STORY, *REST]
    assert clean(*STORY, heading, OTHER, "Jalan Kota Rusak Lagi Sepekan") == STORY
    assert clean(*STORY, *REST, heading, OTHER, f"{TEASER} {TEASER}") == [*STORY, *REST]
    assert (
        clean(*STORY, heading, "Warta Lembah adalah portal berita daerah yang terbit setiap hari sejak lama.")
        == STORY
    )


def test_a_list_of_other_stories_before_most_of_the_story_does_not_end_it() -> None:
    rest = f"{MORE} {REST[0]}"
    assert clean(LEAD, "Berita Lainnya", OTHER, rest) == [LEAD, rest]


# --- title, refrains, rubrics ------------------------------------------------------------------------------


def test_the_title_repeated_as_a_pictures_description_goes() -> None:
    assert clean(TITLE, f"WARTA - {TITLE}", LEAD, f"{TITLE}Suasana kantor camat", MORE) == STORY


def test_a_line_behind_it_that_only_names_who_is_seen_goes_with_it() -> None:
    assert clean(TITLE, "Ketua Bawaslu, Bima Laksana.", *STORY) == STORY
    told = "Ketua Bawaslu menolak berkomentar."
    assert clean(TITLE, told, *STORY) == [told, *STORY]
    assert clean(LEAD, TITLE, "Ketua Bawaslu, Bima Laksana.", MORE) == [LEAD, "Ketua Bawaslu, Bima Laksana.", MORE]


def test_a_page_without_a_title_keeps_its_first_line_once() -> None:
    assert filtered(["Editor: Bima", TITLE, LEAD, TITLE, MORE]) == [TITLE, *STORY]


def test_a_sub_title_under_the_title_stays() -> None:
    assert clean("Cegah gesekan antar warga", LEAD) == ["Cegah gesekan antar warga", LEAD]


def test_a_rubric_above_the_story_goes_and_a_short_subheading_within_stays() -> None:
    assert clean("Daerah", LEAD, "Bantahan Camat", MORE) == [LEAD, "Bantahan Camat", MORE]


def test_a_last_paragraph_with_a_signature_stays() -> None:
    last = f"{MORE[:-1]} pada siang hari itu. (Warta Kota/Rara Wening)"
    assert clean(LEAD, last) == [LEAD, last]


def test_a_long_line_that_stands_twice_stays_once() -> None:
    assert clean(LEAD, MORE, LEAD) == [LEAD, MORE]


# --- any lines ---------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*CLUTTER, *REST, OTHER, LEAD, MORE, "Camat hadir.", "", "  "]), max_size=12))
def test_nothing_is_invented_and_no_order_changed(lines: list[str]) -> None:
    left = iter([line.strip() for line in lines])
    assert all(any(line == kept for line in left) for kept in clean(*lines))


@given(st.lists(st.text(max_size=200), max_size=20))
def test_no_lines_break_the_filter(lines: list[str]) -> None:
    assert len(clean(*lines)) <= len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "Ikuti " * 20_000 + "Google News",
        "." * 100_000 + " Google News",
        "Foto: " + "(" * 50_000,
        "dilarang " * 10_000 + "tanpa izin redaksi",
        "A. " * 40_000 + "di Google News",
        "12 Oktober 2026 " * 5_000,
    ],
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    began = process_time()
    filtered([LEAD, line, MORE] * 3, TITLE)
    assert process_time() - began < 1


def test_many_lines_take_no_more_than_their_number() -> None:
    lines = [
        f"{number} kali camat itu datang, kata warga di balai desa itu pada Minggu pagi." for number in range(4_000)
    ]
    began = process_time()
    filtered([text for line in lines for text in (line, "Berita Lainnya")], TITLE)
    assert process_time() - began < 2


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
    title = next(line for line in lines if len(line.split()) > 4)
    lines = lines[lines.index(title) + 1 :]
    kept = filtered(lines, title)
    assert [line for line in kept if any(word in line.lower() for word in LEFTOVERS)] == []
    lost = [line for line in lines if line not in kept and len(line.split()) > 30]
    assert [line for line in lost if "(IDN Times/" not in line and "Allowed HTML" not in line] == []
    assert [line for line in lines if line[:2] in ("1.", "2.", "3.", "4.") and line not in kept] == []
