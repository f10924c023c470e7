"""Stories of a town's papers, printed on the built-in newsroom's themes, for the tests of what papers repeat."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from archive import Archive
from demo.pages import Press
from demo.stories import Block, Kind, Outlet, Story, load_outlets
from intake import Intake
from model import Page
from tests.road.pages import listed, page

WIB = timezone(timedelta(hours=7))
PAPER, OTHER_PAPER, THIRD_PAPER = "kabar-semarang", "gema-lampura", "warta-ngalam"

# Eight things that happened, each told as (headline, paragraphs).
DAILY = (
    (
        "Pedagang Pasar Johar Keluhkan Atap Bocor",
        "Hujan deras dua hari berturut-turut membuat puluhan kios sayur di lantai dua Pasar Johar tergenang "
        "air setinggi mata kaki. Para pedagang terpaksa menutup dagangan lebih awal.",
        "Kepala pengelola pasar, Suwarno, berjanji talang yang retak diganti sebelum akhir pekan. "
        "Anggarannya diambil dari dana pemeliharaan rutin.",
    ),
    (
        "Tim Voli Putri SMA Tugu Melaju ke Final",
        "Smes keras Dinda Larasati menutup gim kelima sekaligus mengantar regu voli putri sekolahnya ke "
        "partai puncak kejuaraan antarpelajar di GOR Jatidiri.",
        "Pelatih Bambang Irawan memuji ketenangan anak asuhnya saat tertinggal enam angka. Lawan mereka di "
        "final baru diketahui setelah semifinal kedua rampung.",
    ),
    (
        "Nelayan Tambak Lorok Panen Rajungan",
        "Sejak angin timur mereda, perahu kecil di Tambak Lorok pulang membawa rajungan lebih dari sepuluh "
        "kilogram tiap melaut. Harga di pengepul naik menjadi delapan puluh ribu rupiah.",
        "Menurut Kasmuri, ketua kelompok nelayan, hasil sebanyak ini terakhir dirasakan tiga musim lalu. "
        "Sebagian uangnya dipakai memperbaiki jaring.",
    ),
    (
        "Kereta Wisata Ambarawa Tambah Jadwal Akhir Tahun",
        "Penumpang lokomotif uap bisa memilih empat keberangkatan sehari mulai pertengahan Desember. "
        "Rangkaian menempuh rel bergerigi menuju Bedono selama satu jam.",
        "Manajer museum, Yulia Hapsari, menyarankan rombongan memesan tempat duduk lewat loket daring. Tiket "
        "anak dijual separuh harga orang dewasa.",
    ),
    (
        "Sumur Warga Gunungpati Mengering",
        "Sudah tiga pekan belasan keluarga di lereng Gunungpati menimba air dari sendang yang berjarak satu "
        "kilometer. Truk tangki bantuan datang dua kali seminggu.",
        "Petugas penanggulangan bencana, Edi Prasetyo, menyebut debit mata air menyusut separuh akibat "
        "kemarau panjang. Pengeboran sumur dalam menunggu izin geologi.",
    ),
    (
        "Mahasiswa Tembalang Rakit Alat Pengering Kopi",
        "Alat berbentuk tabung itu memakai panas matahari dan kipas kecil sehingga biji kopi kering dalam "
        "enam jam. Petani Temanggung sudah mencobanya pada panen lalu.",
        "Ketua tim, Galih Nugroho, mengaku biaya pembuatannya tidak sampai dua juta rupiah. Purwarupa "
        "berikutnya akan dilengkapi sensor kelembapan.",
    ),
    (
        "Konser Keroncong Penuhi Taman Raden Saleh",
        "Ratusan penonton lintas usia bertahan di bangku beton meski gerimis turun sejak lagu kedua. Biduan "
        "senior Sri Mulatsih menutup malam dengan langgam gubahan Gesang.",
        "Panitia menggelar pertunjukan serupa setiap bulan purnama. Kursi di depan panggung disediakan "
        "khusus untuk lansia dan penyandang disabilitas.",
    ),
    (
        "Jembatan Gantung Boja Kembali Dibuka",
        "Kendaraan roda dua sudah boleh melintasi jembatan gantung setelah kabel baja yang putus diganti. "
        "Anak sekolah tidak lagi memutar sejauh tujuh kilometer.",
        "Mandor proyek, Tarjo, mengingatkan beban paling berat tiga kuintal. Papan peringatan dipasang pada "
        "kedua ujung jembatan.",
    ),
)

BACKGROUND = (
    "Sebelumnya, Bawaslu Kendal telah memeriksa Camat Wonolestari bersama sembilan saksi terkait "
    "orasinya di panggung jalan santai pendukung calon bupati."
)
# One case, told again and again as it goes on; the background is added by the tests.
CASE = (
    (
        "Camat Wonolestari Kembali Dipanggil Bawaslu Kendal",
        "Bawaslu Kendal memanggil ulang Camat Wonolestari, Hartono, untuk melengkapi keterangan soal rekaman "
        "video yang beredar di tengah warga Kendal.",
        "Ketua Bawaslu Kendal, Mulyo Sasangka, mengatakan panggilan kedua dilayangkan karena sang camat "
        "belum membawa dokumen yang diminta.",
    ),
    (
        "Bawaslu Kendal Rampungkan Kajian Perkara Camat Wonolestari",
        "Kajian perkara Camat Wonolestari, Hartono, sudah rampung dan dibawa ke rapat pleno pimpinan Bawaslu "
        "Kendal, kata Mulyo Sasangka.",
        "Rekaman video dari tiga sudut disandingkan dengan keterangan warga Kendal yang hadir di lapangan.",
    ),
    (
        "Camat Wonolestari Diteruskan ke BKN",
        "Bawaslu Kendal meneruskan berkas Camat Wonolestari, Hartono, ke Badan Kepegawaian Negara setelah "
        "pleno menyatakan ia melanggar netralitas.",
        "Mulyo Sasangka menyebut keterangan warga Kendal dan rekaman video saling menguatkan.",
    ),
    (
        "Bupati Kendal Tunggu Surat BKN soal Camat Wonolestari",
        "Bupati Kendal belum menjatuhkan sanksi kepada Camat Wonolestari, Hartono, karena menunggu surat "
        "Badan Kepegawaian Negara.",
        "Mulyo Sasangka berharap rekaman video dan berkas Bawaslu Kendal cukup sebagai dasar putusan.",
    ),
)


def outlet(paper: str = PAPER) -> Outlet:
    return next(one for one in load_outlets() if one.id == paper)


def home(paper: str = PAPER) -> str:
    return f"https://{paper}.example"


def story(number: int, told: tuple[str, ...], *more: str, first: str | None = None, paper: str = PAPER) -> Story:
    """A story as told, with lines in front of it and behind it."""
    headline, *paragraphs = told
    lines = [*([first] if first else []), *paragraphs, *more]
    return Story(
        outlet=paper,
        slug=f"{headline.lower().replace(' ', '-')}-{number}",
        number=number,
        headline=headline,
        published=datetime(2026, 11, 1 + number % 20, 9, 0, tzinfo=WIB),
        author="Redaksi",
        category=next(iter(outlet(paper).categories)),
        body=tuple(Block(Kind.PARAGRAPH, line) for line in lines),
    )


def printed(told: Story) -> Page:
    """The story's page as its paper's theme makes it."""
    press = Press(outlet(told.outlet), home(told.outlet), (told,))
    return page(str(press.article(told)), press.url(told))


def keep(archive: Archive, take: Intake, told: Story) -> str:
    """Take the story's page in; returns the text that is kept of it."""
    made = printed(told)
    listed(archive, made.url)
    take(made)
    return kept(archive, told)


def kept(archive: Archive, told: Story) -> str:
    """The text that is kept of a story."""
    return str(archive.value("select text from articles where title = ?", [told.headline]))
