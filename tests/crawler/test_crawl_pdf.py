"""PDFs on their way to the intake: taken in up to their own size, and found on the lists of public bodies."""

from __future__ import annotations

import gzip

import pytest

from crawler.addresses import is_document_address
from crawler.reading import read_list
from model import Reading
from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, rss

BODY = b"%PDF-1.7\n" + b"x" * 5_100_000 + b"%%EOF"
REPLIES = {
    "/unduh/1": Reply(BODY, kind="application/pdf"),
    "/edaran.pdf": Reply(BODY, kind="application/octet-stream"),
    "/packed": Reply(gzip.compress(BODY), kind="application/pdf", headers={"Content-Encoding": "gzip"}),
    "/small": Reply(BODY[:9], kind="text/html"),
    "/too-large": Reply(b"%PDF-1.7", kind="application/pdf", promised=20_000_001),
    "/bomb": Reply(
        gzip.compress(bytes(20_000_001)), kind="application/pdf", headers={"Content-Encoding": "gzip"}
    ),
    "/film": Reply(BODY, kind="application/octet-stream"),
}  # fmt: skip


def test_a_pdf_reaches_the_intake_up_to_20_mb_and_other_files_do_not(desk: Desk) -> None:
    with Website(replies=dict(REPLIES)) as site:
        site.replies["/feed"] = rss(*(site.base + path for path in REPLIES))
        desk.allow = (site.pair,)
        desk.sources({"id": "jdih", "feed_url": site.base + "/feed"})
        desk.crawl()
        taken = {one["url"].removeprefix(site.base): len(one["body"]) for one in desk.pages()}
        rows = desk.rows("select url, reason from frontier where state = 'parked'")
        reasons = {row["url"].removeprefix(site.base): row["reason"] for row in rows}
    assert taken == {"/unduh/1": len(BODY), "/edaran.pdf": len(BODY), "/packed": len(BODY), "/small": 9}
    assert reasons == {"/too-large": "larger than 20 MB", "/bomb": "larger than 20 MB", "/film": "larger than 5 MB"}


HOME = "https://jdih.kotabaru.go.id/"


@pytest.mark.parametrize(
    ("url", "words", "is_one"),
    [
        (f"{HOME}produk_hukum/2024/se-12.pdf", "Surat Edaran Wali Kota Nomor 12", True),
        (f"{HOME}wp-content/uploads/2024/08/Imbauan-Netralitas-ASN.PDF", "Unduh", True),
        (f"{HOME}produk_hukum/2024/perda-3.pdf", "Peraturan Daerah tentang Retribusi Pasar", False),
        (f"{HOME}produk_hukum/2024/se-12.docx", "Surat Edaran Wali Kota Nomor 12", False),
        ("https://lain.go.id/se-12.pdf", "Surat Edaran Wali Kota Nomor 12", False),
        ("javascript:void(0)", "Surat Edaran", False),
    ],
)
def test_a_circular_as_a_file_is_known_by_its_host_its_ending_and_its_words(
    url: str, words: str, is_one: bool
) -> None:
    assert is_document_address(url, words, HOME) is is_one


def test_of_a_newspapers_files_none_is_an_article() -> None:
    assert not is_document_address("https://kabar.id/unduh/edaran-2024.pdf", "Surat Edaran", "https://kabar.id/")


def test_a_public_bodys_list_names_its_circulars() -> None:
    links = {
        "/produk_hukum/se-12.pdf": "Surat Edaran Wali Kota tentang Netralitas",
        "/produk_hukum/perda-3.pdf": "Peraturan Daerah tentang Retribusi Pasar",
        "/berita/rapat-koordinasi-pengawasan-pegawai": "Rapat Koordinasi Pengawasan Pegawai Kota",
    }
    body = "<html><body>" + "".join(f'<a href="{path}">{words}</a>' for path, words in links.items())
    listing = read_list(Reading.LISTING, body.encode(), HOME, "text/html", HOME)
    assert [candidate.url for candidate in listing.candidates] == [
        f"{HOME}produk_hukum/se-12.pdf",
        f"{HOME}berita/rapat-koordinasi-pengawasan-pegawai",
    ]
