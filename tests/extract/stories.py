"""A story of ten paragraphs in the shells of small newsrooms, for the tests of what is lost and what is left in."""

from __future__ import annotations

from extract import extract
from tests.extract.pages_at_hand import page

TITLE = "Bawaslu Wanareja Periksa Kepala Dinas Soal Bagi-bagi Jaket"
PARAGRAPHS = [
    "WANAREJA – Badan Pengawas Pemilu Kabupaten Wanareja memeriksa Kepala Dinas Perikanan, Marwoto, pada "
    "Rabu pagi terkait pembagian jaket bergambar bakal calon bupati kepada nelayan.",
    "Marwoto tiba di kantor pengawas sekitar pukul sembilan dengan sepeda motor dan langsung masuk ke "
    "ruang rapat tanpa menjawab pertanyaan wartawan.",
    "“Ada lima belas pertanyaan yang kami ajukan, dan semuanya dijawab dengan lancar,” kata Ketua Bawaslu"
    " Wanareja, Nurhayati Salim, seusai pemeriksaan.",
    "Laporan datang dari kelompok nelayan Desa Karangtirta yang menyerahkan tiga helai jaket dan sebuah "
    "rekaman video berdurasi dua menit.",
    "Dalam rekaman itu Marwoto terdengar meminta nelayan mengenakan jaket tersebut saat lomba perahu hias"
    " pada akhir bulan nanti.",
    "Sekretaris Daerah Wanareja, Budi Lesmana, mengaku belum menerima surat panggilan dan akan menunggu "
    "hasil kajian lembaga pengawas.",
    "Menurut Nurhayati, kajian harus selesai dalam lima hari kerja dan dapat diperpanjang dua hari bila "
    "keterangan masih diperlukan.",
    "Marwoto membantah jaket itu berasal dari kantornya dan menyebut seorang kerabat yang menitipkannya "
    "sepekan sebelum acara digelar.",
    "Tiga saksi dari Karangtirta dijadwalkan hadir besok siang, termasuk ketua rukun nelayan yang "
    "menerima jaket paling banyak.",
    "Pegawai yang terbukti berpihak dapat dikenai sanksi sedang sampai berat menurut peraturan tentang "
    "disiplin pegawai negeri.",
]
OTHER = "Camat Ciburial Ditangkap Polisi karena Menjual Beras Bantuan"
"""What another story accuses somebody else of: it must never stand in this one."""

EXCERPT = "Polisi menangkap Camat Ciburial di gudang beras milik iparnya pada Minggu malam lalu."
URL = "https://warta.example/2024/10/02/bawaslu-wanareja-periksa-kepala-dinas"
LINK = "/2024/10/01/camat-ciburial-ditangkap-polisi"


def paragraphs(first: int = 0, last: int = 10) -> str:
    """These paragraphs of the story, each in its ``<p>``."""
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[first:last])


def around(body: str, *, behind: str = "") -> str:
    """A page of an old theme with this body below its headline, and a column beside it."""
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Warta</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}"></head>'
        f'<body class="single"><div id="atas"><a href="/">Warta</a></div><div class="kolom"><div class="judul">'
        f"<h1>{TITLE}</h1></div>{body}</div>{behind}"
        f'<div class="samping"><h3>Terpopuler</h3><ul><li><a href="{LINK}">{OTHER}</a></li></ul></div>'
        "</body></html>"
    )


def lines_of_story(body: str, *, behind: str = "") -> list[str]:
    """What is extracted from the page with this body."""
    return extract([page(around(body, behind=behind), URL)]).text.splitlines()
