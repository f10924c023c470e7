"""What the line filter must leave alone: sentences that begin, end or speak like a page's leftovers."""

from __future__ import annotations

import pytest

from extract.clutter import filtered

TITLE = "Camat Sukamaju Dipanggil Bawaslu Soal Unggahan"
LEAD = "Lembah, Warta – Bawaslu memanggil seorang camat untuk dimintai keterangan mengenai unggahan dukungannya."
MORE = "Menurut ketua Bawaslu, pemanggilan itu dilakukan setelah ada laporan warga yang terganggu unggahan itu."
LAST = "Hasil pemeriksaan akan diumumkan pekan depan setelah rapat pleno seluruh anggota Bawaslu kabupaten itu."


def clean(*lines: str) -> list[str]:
    return filtered(lines, TITLE)


# WhatsApp, Telegram, applications
CHANNELS = """\
Ajakan itu disebar camat lewat grup Telegram para kepala desa.
Ajakan memilih nomor dua itu beredar di saluran WhatsApp relawan.
Lurah itu membagikan tautan pendaftaran di grup WhatsApp RW.
Tangkapan layar percakapan di grup WhatsApp guru itu diserahkan warga kepada Bawaslu.
Di kanal Telegram itu, sekretaris desa tercatat sebagai pengelola.
Polisi menyita ponsel pengelola saluran WhatsApp itu.
Pesan tersebut dikirim lewat aplikasi percakapan pada Minggu malam.
Daftar pemilih dapat dilihat warga lewat aplikasi di ponsel masing-masing.
Aplikasi itu dipakai panitia untuk mencatat kehadiran pegawai dalam kampanye.
Pegawai diminta memasang aplikasi buatan tim pemenangan itu.
Berita bohong itu sempat muncul di Google News sebelum dihapus penerbitnya.
Ia mengikuti akun Instagram pasangan calon dan menyukai sebelas unggahannya.
Camat meminta warga mengunduh aplikasi itu dari Play Store.
Bergabung di grup WhatsApp tim sukses termasuk pelanggaran yang disebut dalam surat itu.
Bergabung di kampanye itu, sang camat mengacungkan dua jari.
Bergabung di partai sejak 2004, ia kini menjabat kepala desa dua periode.
“Ikuti saja saluran WhatsApp kami, nanti ada arahan,” tulis camat itu.
"Gabung di grup Telegram relawan, jangan sampai ketinggalan," kata lurah itu kepada warganya.
“Jangan lewatkan kesempatan ini, menangkan nomor dua,” ujar camat di atas panggung.
“Video: itu hasil suntingan,” bantah camat.
“Klik di sini lalu isi dukungannya,” begitu bunyi pesan camat.
“Ikuti kami ke lapangan,” ajak lurah itu.
Ikuti kami, begitu bunyi spanduk yang dipasang camat di depan kantornya.
Langganan banjir setiap musim hujan, kecamatan itu selama ini dipimpin Suharto.
Mau tidak mau, panitia membatalkan undangan yang telanjur tersebar lewat aplikasi percakapan.
Cuplikan berita bohong tentang camat dan tiga kepala desa dari kecamatan itu di Google News pada Minggu malam
Bagikan ke grup keluarga, begitu perintah camat itu ditulis dalam pesan.
Bagikan ke grup keluarga;
Saluran WhatsApp relawan;
"Bapak-bapak sekalian. Ikuti saluran WhatsApp kami. Jangan lupa datang," pesan camat itu.
“Kita harus menang. Ikuti saluran WhatsApp kami. Ajak keluarga,” begitu pesan camat.
Update data pemilih dikerjakan petugas lewat aplikasi milik KPU.
Masukkan dari warga dicatat petugas lewat aplikasi aduan kecamatan.
""".splitlines()

# Rules, laws, letters
RULES = """\
ASN dilarang menghadiri kampanye tanpa izin tertulis dari pejabat pembina kepegawaian.
Kepala desa dilarang memakai kendaraan dinas tanpa persetujuan tertulis dari bupati.
Dilarang menyalin daftar pemilih tanpa izin KPU, bunyi pengumuman di kantor lurah.
Wartawan dilarang mengambil gambar di ruang sidang tanpa izin tertulis ketua majelis.
Camat Patean mengirim hak jawab melalui surel kepada redaksi, Selasa malam.
Dalam hak jawab yang dikirim lewat WhatsApp itu, camat membantah seluruh tuduhan.
Camat menilai isi berita itu bukan tanggung jawabnya.
Wartawan gadungan itu dilengkapi kartu pers palsu saat memeras kepala desa.
Lurah itu pernah berkontribusi dalam penulisan buku sejarah desa.
Pada Pasal 2 huruf f: setiap pegawai wajib menjaga netralitas.
Larangan itu tercantum pada hal berikut ini:
Antara ASN/PPPK dan honorer tidak ada perbedaan kewajiban menjaga netralitas.
Hak cipta jingle kampanye itu didaftarkan pada 2019 oleh seorang guru.
Tanda tangan camat ada pada halaman berikutnya dari dokumen tersebut.
Halaman selanjutnya memuat tanda tangan tiga kepala desa.
Laporan Bawaslu bernomor: 05/LP/PB/Kab/14.16/X/2026 memuat nama camat itu.
Sumber dana jalan sehat: iuran kepala desa, bukan kas kecamatan.
Rekomendasi: camat dijatuhi sanksi disiplin berat.
Label pada amplop itu memuat nama pasangan calon.
Berita terkait camat itu beredar luas di media sosial.
Artikel terkait netralitas itu ditulis seorang pegawai kecamatan.
Berita lainnya yang dimuat buletin itu juga memihak.
Laporan wartawan itu ditolak petugas karena tidak lengkap.
Tinggalkan komentar apa pun dilarang bagi pegawai selama masa kampanye.
Jumlah pembaca buletin itu naik setelah kasus camat terungkap.
""".splitlines()

# Clocks, days, chronologies, speakers
TIMES = """\
Pada pukul 09:15 WIB, camat itu tiba di lapangan dan naik ke panggung bersama calon bupati.
Pukul 10.30 WIB: calon bupati turun dari panggung.
Update pukul 14.00: Bawaslu menyatakan camat itu melanggar netralitas.
14 Oktober 2026: Camat diperiksa oleh Bawaslu
3 Oktober 2026: Camat hadir di jalan sehat.
Senin, 5 Oktober 2026: warga melapor ke Bawaslu
Pada 3 Oktober 2026: camat naik ke panggung
Tayang perdana 3 Oktober 2026 di kanal desa, video itu ditonton ribuan warga.
Sumber di kecamatan menyebut: camat memerintahkan kepala desa mengumpulkan fotokopi KTP.
Foto yang beredar memperlihatkan: camat berdiri di samping calon bupati.
Wartawan: Apakah Bapak ikut mengacungkan dua jari?
Wartawan: Apakah benar ada perintah dari bupati untuk hadir?
Reporter: Siapa yang mengundang Anda ke lapangan itu?
Penulis: Buku itu saya susun bersama para guru.
Editor: Kami tidak pernah menerima uang dari camat itu.
Wartawan: lalu dilempari
Update: Bawaslu menyatakan camat itu melanggar netralitas.
Sumber: camat itu memerintahkan kepala desa mengumpulkan fotokopi KTP.
Dibaca: surat itu memuat perintah camat.
Foto 09:15 WIB memperlihatkan camat di panggung.
Camat: Saya hanya menyapa warga.
Oleh karena itu: seluruh pegawai diminta menjaga jarak dari kampanye.
Kontributor dana itu: tiga kepala desa dan seorang lurah.
Caption unggahan itu berbunyi: lanjutkan dua periode.
Laporan: pukul sembilan pagi camat terlihat di panggung.
Kategori pelanggaran itu: disiplin berat.
""".splitlines()

# Paragraphs with a source, an office or a word of the trade at their end
SOURCES = """\
Selain camat, Bawaslu juga memanggil Kepala Dinas Komunikasi dan Informatika (Diskominfo).
Undangan itu disebar oleh Bagian Hubungan Masyarakat (Humas).
Aturan itu diterbitkan Kementerian Komunikasi dan Informatika (Kominfo).
Camat menyerahkan bukti percakapan berupa tangkapan layar (screenshot).
Pemerintah kabupaten menyerahkan perkara itu kepada Bawaslu. Sekretaris daerah tidak ikut campur. (Humas)
Bupati meminta seluruh pegawai menahan diri. Ia berjanji menindak yang melanggar. (Warta Kota/Rara Wening)
Camat Sukamaju – yang hadir dalam rapat itu – membantah tuduhan warga (Humas).
Foto bersama itu kemudian beredar luas.
Warga mengunggah foto: camat berdiri di samping calon bupati sambil mengacungkan dua jari.
Editor senior itu membantah tuduhan tersebut.
Penulis buku itu hadir sebagai saksi.
Share kepemilikan desa naik menjadi lima persen.
Komentar itu dihapus sejam kemudian.
Pilkada digelar 27 November 2024.
"Kami siap," ujarnya. (mg1/bob)
1. Abdi negara punya tanggung jawab
2. Menghindari konflik kepentingan
a. Tidak mengunggah konten pasangan calon
b. Bergabung di grup WhatsApp pemenangan
3. Klik suka pada unggahan calon
Pertama, menjaga netralitas.
“Tidak ada toleransi,” katanya.
serta berita bohong.
Bergabung dalam grup WhatsApp pemenangan pasangan calon;
Follow akun media sosial calon;
Klik suka, bagikan, atau komentari unggahan calon di media sosial;
""".splitlines()

PROSE = [*CHANNELS, *RULES, *TIMES, *SOURCES]
LONG = "Baca juga puisi itu ketika malam turun, " + "pesan sang guru kepada murid yang duduk melingkar, " * 5


def test_there_are_many_lines_of_prose() -> None:
    assert len(set(PROSE)) >= 90


@pytest.mark.parametrize("line", [*PROSE, LONG.strip()])
def test_a_line_of_prose_stays_between_paragraphs_even_when_it_reads_like_a_label(line: str) -> None:
    assert clean(LEAD, line, MORE) == [LEAD, line, MORE]


@pytest.mark.parametrize("line", [*PROSE, LONG.strip()])
def test_a_line_of_prose_stays_at_the_end_even_when_it_reads_like_a_label(line: str) -> None:
    assert clean(LEAD, MORE, line) == [LEAD, MORE, line]


@pytest.mark.parametrize("line", [*CHANNELS, *RULES, *TIMES])
def test_a_line_of_prose_stays_at_the_top_even_when_it_reads_like_a_label(line: str) -> None:
    assert clean(line, LEAD, MORE) == [line, LEAD, MORE]


# --- lists that the story gives ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "items",
    [
        ["Bergabung dalam grup WhatsApp pemenangan;", "Follow akun media sosial calon;", "Share", "Like"],
        ["Share", "Komentar", "Follow"],
        ["Ikuti saluran WhatsApp calon", "Bagikan ke grup keluarga", "Unduh aplikasi kampanye"],
        ["Baca doa untuk pasangan calon", "Hubungi pemilih lewat WhatsApp", "Daftar", "Masuk"],
        ["Bagikan", "Like", "Komentar."],
    ],
)
def test_the_items_of_a_circulars_list_stay(items: list[str]) -> None:
    opening = "Surat edaran bupati melarang pegawai melakukan hal ini di media sosial:"
    assert clean(LEAD, MORE, opening, *items, LAST) == [LEAD, MORE, opening, *items, LAST]


def test_the_last_item_of_a_list_that_ends_the_story_stays() -> None:
    lines = [LEAD, MORE, "Surat edaran itu melarang pegawai:", "Follow akun calon;", "Share"]
    assert clean(*lines) == lines


def test_a_share_row_behind_a_list_and_a_long_paragraph_goes() -> None:
    lines = [LEAD, "Bupati melarang pegawai:", "Follow akun calon;", f"{MORE} {LAST}", LAST]
    assert clean(*lines[:4], "Share", "Facebook", LAST) == lines


def test_the_share_row_behind_a_story_that_ends_with_a_colon_goes() -> None:
    lines = (LEAD, MORE, "Berikut isi pantun camat itu:", "“Jalan-jalan ke kota lama”")
    assert clean(*lines, "Share", "Facebook", "WhatsApp") == list(lines)


def test_a_link_label_inside_of_a_list_goes_all_the_same() -> None:
    lines = (LEAD, "Bawaslu memeriksa tiga orang:", "Camat Sukamaju", MORE)
    assert clean(*lines[:3], "Baca juga: Lurah Lain Ditangkap", "ADVERTISEMENT", MORE) == list(lines)


# --- chronologies and interviews ---------------------------------------------------------------------------


def test_the_days_that_head_a_chronologys_entries_stay() -> None:
    lines = [LEAD, "3 Oktober 2026", MORE, "Senin, 5 Oktober 2026", LAST]
    assert clean(*lines) == lines


def test_the_days_of_a_chronology_with_short_entries_at_the_storys_end_stay() -> None:
    lines = [LEAD, MORE, "3 Oktober 2026", "Camat naik ke panggung.", "5 Oktober 2026", "Warga melapor ke Bawaslu."]
    assert clean(*lines) == lines


def test_a_clock_told_with_the_day_heads_an_entry_too() -> None:
    lines = [LEAD, "Senin, 5 Oktober 2026, pukul 09.00 WIB", MORE]
    assert clean(*lines) == lines


def test_the_days_of_a_list_of_other_stories_go() -> None:
    cards = ["Lurah Boja Ditangkap", "3 Oktober 2026", "Jalan Kota Rusak Lagi", "2 Oktober 2026"]
    assert "3 Oktober 2026" not in clean(LEAD, MORE, *cards)
    assert clean("12 Oktober 2026", LEAD, MORE) == [LEAD, MORE]


def test_an_interview_keeps_its_questions_and_its_short_answers() -> None:
    lines = [
        LEAD,
        "Wartawan: Apakah Bapak hadir?",
        "Camat: Ya.",
        "Wartawan: Jalan Sehat?",
        "Camat: Betul.",
        "Wartawan: Baik.",
        MORE,
    ]
    assert clean(*lines) == lines


def test_the_byline_of_a_story_that_is_no_interview_goes() -> None:
    assert clean("Wartawan: Rara Wening", LEAD, MORE, "Editor: Bima Laksana, S.Sos") == [LEAD, MORE]


# --- subheadings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Kirim Pesan ke Kepala Desa",
        "Berita Lainnya Soal Camat Itu Disita",
        "Komentar Pembaca Jadi Bukti",
        "Rekomendasi",
        "Rekomendasi Bawaslu",
        "Artikel Lainnya Ikut Diperiksa",
        "Ajakan Disebar di Saluran WhatsApp",
    ],
)
def test_a_subheading_that_begins_like_a_tail_does_not_cut_the_story(heading: str) -> None:
    assert clean(LEAD, MORE, heading, LAST) == [LEAD, MORE, heading, LAST]


def test_the_items_below_a_subheading_of_recommendations_stay() -> None:
    items = ["Menjatuhkan sanksi disiplin berat kepada camat", "Meneruskan berkas ke Badan Kepegawaian Negara"]
    assert clean(LEAD, MORE, "Rekomendasi", *items, LAST) == [LEAD, MORE, "Rekomendasi", *items, LAST]


def test_a_list_of_recommended_stories_below_the_story_goes() -> None:
    assert clean(LEAD, MORE, "Rekomendasi", "Lurah Boja Ditangkap Polisi karena Judi") == [LEAD, MORE]


# --- limits ------------------------------------------------------------------------------------------------

MANY = "para lurah, kepala desa, dan guru dari tiga kecamatan di pesisir utara, " * 4


@pytest.mark.parametrize(
    "line",
    [
        f"Bawaslu memeriksa {MANY}seusai jalan sehat pada Minggu pagi. (Warta Kota/Rara Wening)",
        f"Jalan sehat bersama {MANY[:150]} pada Minggu pagi di lapangan kecamatan (Humas Pemkab)",
        f"{LEAD} {MORE} {LAST} {LEAD} {MORE} Ikuti {MANY}di Google News.",
    ],
)
def test_a_line_that_is_too_long_for_a_caption_or_an_appeal_stays(line: str) -> None:
    assert clean(LEAD, line, MORE) == [LEAD, line, MORE]


def test_a_lead_behind_a_dateline_stays_with_its_source() -> None:
    lead = "Lembah, Warta – Camat menyerahkan bukti kepada Bawaslu di kantornya. (Warta Kota/Rara Wening)"
    assert clean(lead, MORE, LAST) == [lead, MORE, LAST]


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Baca juga:", MANY.rstrip(", ")),
        ("Baca juga:", "1. Camat hadir di lapangan"),
        ("Baca juga:", "“Saya hanya menyapa warga di lapangan itu"),
        ("Topik:", "Bantahan camat dan tiga kepala desa setempat"),
    ],
)
def test_what_is_no_headline_or_tag_stays_below_such_a_label(label: str, line: str) -> None:
    assert clean(LEAD, label, line, MORE) == [LEAD, line, MORE]


def test_a_sentence_that_ends_in_the_title_stays() -> None:
    assert clean(LEAD, f"Berikut kronologi {TITLE}:", MORE) == [LEAD, f"Berikut kronologi {TITLE}:", MORE]


def test_a_short_sentence_above_the_story_stays() -> None:
    assert clean("Terbukti bersalah.", LEAD, MORE) == ["Terbukti bersalah.", LEAD, MORE]
