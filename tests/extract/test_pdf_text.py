"""PDF circulars: paragraphs, title and day as the paper itself has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extract import NeedsOcr, NotAnArticle, extract, is_pdf
from extract.paragraphs import paragraphs
from extract.pdf import article
from extract.pdfium import Document, Line
from model import Article, Candidate
from tests.extract.pages_at_hand import page
from tests.extract.pdf_writer import LEFT, Sheet, document, scan

OPENING = (
    "Dalam rangka menjaga netralitas pegawai pada pemilihan kepala daerah tahun ini, disampaikan kepada seluruh "
    "kepala perangkat daerah, camat, dan lurah hal-hal sebagai berikut:"
)
POINTS = (
    "1. Setiap pegawai aparatur sipil negara wajib menjaga netralitas dan tidak berpihak kepada pasangan calon "
    "mana pun sebelum, selama, dan sesudah masa kampanye.",
    "2. Pegawai dilarang mengunggah, menanggapi, atau menyebarluaskan gambar maupun pesan yang berisi visi "
    "dan misi pasangan calon, termasuk di dalam grup percakapan yang tertutup.",
    "3. Kepala perangkat daerah mengawasi pegawai di lingkungan masing-masing dan melaporkan hasilnya kepada "
    "Sekretaris Daerah setiap akhir bulan.",
)
URL = "https://jdih.kotabaru.example/unduh/se-netralitas-2024.pdf"


def headed(sheet: Sheet | None = None) -> Sheet:
    sheet = sheet or Sheet()
    sheet.centred("PEMERINTAH KOTA BARU").space(20)
    sheet.centred("SURAT EDARAN", "NOMOR : 800.1.6/512/BKPSDM/2024", "TENTANG")
    return sheet.centred("NETRALITAS APARATUR SIPIL NEGARA", "DALAM PEMILIHAN SERENTAK TAHUN 2024").space(14)


def circular() -> Sheet:
    sheet = headed().paragraph(OPENING, first=24)
    for point in POINTS:
        sheet.paragraph(point, LEFT + 18, first=-18)
    return sheet


def signed(sheet: Sheet, day: str = "27 Agustus 2024") -> Sheet:
    sheet.space(14)
    for line in ("Ditetapkan di Kota Baru", f"pada tanggal {day}", "WALI KOTA,"):
        sheet.line(line, 330)
    return sheet


def read(*sheets: Sheet, candidate: Candidate | None = None, url: str = URL, title: str = "") -> Article:
    return extract([page(document(sheets, title=title), url, candidate=candidate)])


def test_a_circular_has_its_headings_and_points_on_lines_of_their_own_and_its_paragraphs_whole() -> None:
    assert read(signed(circular())).text.splitlines() == [
        "PEMERINTAH KOTA BARU",
        "SURAT EDARAN",
        "NOMOR : 800.1.6/512/BKPSDM/2024",
        "TENTANG",
        "NETRALITAS APARATUR SIPIL NEGARA DALAM PEMILIHAN SERENTAK TAHUN 2024",
        OPENING,
        *POINTS,
        "Ditetapkan di Kota Baru pada tanggal 27 Agustus 2024",
        "WALI KOTA,",
    ]


def test_its_title_and_day_are_its_own_and_it_is_whole() -> None:
    found = read(signed(circular()), title="Microsoft Word - draft")
    assert found.title == (
        "SURAT EDARAN NOMOR 800.1.6/512/BKPSDM/2024 TENTANG "
        "NETRALITAS APARATUR SIPIL NEGARA DALAM PEMILIHAN SERENTAK TAHUN 2024"
    )
    assert (found.published, found.language, found.method) == ("2024-08-27", "id", "pdfium")
    assert (found.pages.have, found.pages.of, found.url, found.warnings) == (1, 1, URL, ())


def test_what_the_list_says_of_the_time_goes_before_the_papers_day() -> None:
    listed = Candidate(URL, "Edaran", published=datetime(2024, 8, 28, 2, 0, tzinfo=UTC))
    assert read(signed(circular()), candidate=listed).published == "2024-08-28T02:00:00+00:00"


def test_a_day_that_lies_ahead_is_none_and_said() -> None:
    found = read(signed(circular(), "27 Agustus 2034"))
    assert found.published is None
    assert found.warnings == ("published: the paper is dated 2034-08-27, after it was fetched",)


def test_a_day_that_the_prose_tells_is_not_the_papers() -> None:
    sheet = circular().paragraph("Apel dilaksanakan pada tanggal 2 September 2024 di halaman balai kota.")
    assert read(sheet).published is None


def test_a_letter_is_named_by_its_fields_and_dated_by_its_first_line() -> None:
    sheet = Sheet().centred("BADAN PENGAWAS PEMILIHAN UMUM").space(10).line("Kota Baru, 4 September 2024", 380)
    fields = (
        ("Nomor", "118/PM.00.02/K/09/2024"),
        ("Sifat", "Penting"),
        ("Hal", "Imbauan Netralitas Aparatur Sipil"),
    )
    for name, value in fields:
        sheet.line(name).at(":", 130, sheet.y).at(value, 140, sheet.y)
    sheet.line("Negara", 140).space(10).line("Yth. Wali Kota").space(10).paragraph(OPENING)
    found = read(sheet)
    assert found.title == "Surat Nomor 118/PM.00.02/K/09/2024 perihal Imbauan Netralitas Aparatur Sipil Negara"
    assert found.published == "2024-09-04"
    assert "Hal : Imbauan Netralitas Aparatur Sipil Negara\nYth. Wali Kota\n" in found.text


LOOSE = Sheet().paragraph(OPENING).paragraph(POINTS[0]).paragraph(POINTS[1])


@pytest.mark.parametrize(
    ("field", "listed", "title"),
    [
        ("Netralitas Pegawai pada Pemilihan Daerah", "Unduh edaran", "Netralitas Pegawai pada Pemilihan Daerah"),
        ("Rencana Anggaran Belanja Dinas Pertanian", "Edaran netralitas pegawai", "Edaran netralitas pegawai"),
        ("Microsoft Word - Netralitas pegawai pada pemilihan.docx", None, "se netralitas 2024"),
        ("", None, "se netralitas 2024"),
    ],
    ids=["its field", "a field of another paper", "the name of a draft", "nothing"],
)  # fmt: skip
def test_a_paper_without_a_heading_is_named_by_field_list_or_file(
    field: str, listed: str | None, title: str
) -> None:
    candidate = Candidate(URL, listed) if listed else None
    assert read(LOOSE, candidate=candidate, title=field).title == title


def test_heads_feet_page_numbers_and_stamps_are_left_out() -> None:
    sheets = [circular(), Sheet().paragraph(POINTS[0].replace("1.", "4.")), Sheet().paragraph(POINTS[1])]
    for number, sheet in enumerate(sheets, 1):
        sheet.at(f"jdih.kotabaru.example/produk/{number}", 72, 30, 8).at(f"- {number} -", 290, 800)
        sheet.at("Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik", 72, 820, 7)
    text = read(*sheets).text
    assert "jdih" not in text
    assert "elektronik" not in text
    assert "- 1 -" not in text
    assert text.count("wajib menjaga netralitas") == 2


def test_a_sentence_goes_on_over_the_page_and_its_catchword_goes() -> None:
    first = headed().paragraph(OPENING).paragraph("4. Ketentuan ini berlaku pula bagi tenaga harian lepas dan")
    first.line("pegawai pemerintah ...", 400)
    second = Sheet().paragraph("pegawai pemerintah dengan perjanjian kerja di seluruh kelurahan.")
    assert read(first, second).text.splitlines()[-1] == (
        "4. Ketentuan ini berlaku pula bagi tenaga harian lepas dan pegawai pemerintah dengan perjanjian kerja di "
        "seluruh kelurahan."
    )


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("agar pemili-", "han berlangsung", "agar pemilihan berlangsung"),
        ("menurut undang-", "undangan yang", "menurut undang-undangan yang"),
        ("dengan sebaik-", "baiknya dan", "dengan sebaik-baiknya dan"),
        ("bagi pegawai non-", "ASN di kota", "bagi pegawai non-ASN di kota"),
        ("Nomor 800.1.6/", "512/BKPSDM", "Nomor 800.1.6/512/BKPSDM"),
        ("pada tahun 2019 -", "dan sesudahnya", "pada tahun 2019 - dan sesudahnya"),
    ],
)  # fmt: skip
def test_hyphens_at_a_lines_end_are_undone_unless_the_word_has_them(one: str, other: str, joined: str) -> None:
    lines = [Line(one, 72, 100, 520, 112), Line(other, 72, 114, 300, 126)]
    assert paragraphs([lines]) == [joined]


def test_a_heading_with_blanks_between_its_letters_is_read() -> None:
    lines = [Line("S U R A T E D A R A N", 200, 100, 400, 112), Line("NOMOR 5 TAHUN 2024", 200, 114, 400, 126)]
    assert paragraphs([lines]) == ["SURAT EDARAN", "NOMOR 5 TAHUN 2024"]


def test_a_paragraph_ends_where_its_next_word_would_still_have_fitted() -> None:
    sheet = Sheet()
    for text in ("Camat Wonosari melaporkan hasilnya", "Lurah Karangrejo menyusun daftar pegawai", OPENING):
        sheet.paragraph(text, after=0)
    assert read(sheet, Sheet().paragraph(POINTS[0])).text.splitlines()[:3] == [
        "Camat Wonosari melaporkan hasilnya",
        "Lurah Karangrejo menyusun daftar pegawai",
        OPENING,
    ]


def test_a_sentence_that_ends_at_the_margin_ends_no_paragraph() -> None:
    rows = [
        Line(
            "Demikian untuk menjadi perhatian dan dilaksanakan dengan penuh rasa tanggung jawab.", 96, 100, 520, 112
        ),
        Line("Atas kerja samanya disampaikan terima kasih.", 72, 114, 300, 126),
        Line(
            "Pegawai yang melanggar dikenai hukuman disiplin menurut peraturan yang berlaku, ya.", 96, 128, 520, 140
        ),
        Line("Drs. SUGENG PRAYITNO, M.Si.", 330, 200, 519, 212),
        Line("Pembina Utama Madya", 330, 214, 460, 226),
    ]
    assert paragraphs([rows]) == [f"{rows[0].text} {rows[1].text}", *(row.text for row in rows[2:])]


def test_centred_headings_are_lines_of_their_own_however_wide() -> None:
    rows = [
        Line("PEMERINTAH KOTA BARU", 130, 100, 465, 116),
        Line("SEKRETARIAT DAERAH", 150, 120, 445, 136),
        Line("Jalan Merdeka 12, Kota Baru 51234", 180, 140, 420, 152),
    ]
    assert paragraphs([rows]) == [row.text for row in rows]


def test_a_scan_without_text_needs_ocr_though_a_stamp_lies_on_it() -> None:
    stamp = Sheet().at("Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat", 72, 820, 7)
    picture = (20, 30, b"\x80" * 600)
    for over in (None, stamp):
        with pytest.raises(NeedsOcr, match=r"(?i)needs_ocr: a scan of 2 pages"):
            extract([page(scan([picture, picture], over=over))])


def test_letters_without_a_meaning_need_ocr() -> None:
    lines = tuple(Line("\ue012\ue034\ue055 \ue044" * 10, 72, 100 + 14 * n, 500, 112 + 14 * n) for n in range(40))
    words = tuple(Line("a b c d e f g h i j", 72, 700 + 14 * n, 500, 712 + 14 * n) for n in range(12))
    with pytest.raises(NeedsOcr, match="cannot be told"):
        article(page(b"%PDF-1.4"), Document((lines + words,), 1, drawn=True))


def test_a_page_that_was_scanned_into_a_paper_is_named() -> None:
    assert read(circular(), Sheet().at("1", 72, 72)).warnings == ()
    assert read(circular(), Sheet()).warnings == ("pages without text: 2",)


def test_blank_pages_are_no_article() -> None:
    with pytest.raises(NotAnArticle, match="blank"):
        read(Sheet(), Sheet())


def test_a_pdf_is_known_by_its_first_bytes_or_by_what_it_is_called() -> None:
    called = (("content-type", "application/pdf; x=y"),)
    assert is_pdf(page(b"\xef\xbb\xbf\r\n%PDF-1.7"))
    assert is_pdf(page(b"sampah dari server %PDF-1.7"))
    assert is_pdf(page(b"bukan apa-apa", headers=called))
    assert not is_pdf(page("<p>Berkas diawali %PDF-1.7</p>"))
