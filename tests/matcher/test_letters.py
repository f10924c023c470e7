"""Papers as themselves: what a circular in letter form, or quoted whole by a story, tells of itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matcher import match
from alerts.matcher.letters import read_letter
from alerts.matcher.text import read
from extract import extract
from model import Circular, CircularKind, Findings, Genre, Weight
from tests.extract.pages_at_hand import page
from tests.extract.pdf_writer import Sheet, document

POINTS = """Dalam rangka menjaga ketertiban pemilihan, dengan ini disampaikan:
1. Setiap ASN wajib menjaga netralitas dan tidak berpihak kepada pasangan calon mana pun.
2. Kendaraan dinas dilarang dipakai untuk kampanye."""
BUPATI = f"""BUPATI KENDAL
SURAT EDARAN
NOMOR : 800.1.6/2417/BKPSDM/2026
TENTANG
NETRALITAS APARATUR SIPIL NEGARA
DALAM PEMILIHAN SERENTAK
Yth. 1. Kepala Perangkat Daerah
2. Camat se-Kabupaten Kendal
{POINTS}
Ditetapkan di Kendal
pada tanggal 12 Oktober 2026
BUPATI KENDAL,
ttd
SURYA WIRAWAN"""
BAWASLU = """BADAN PENGAWAS PEMILIHAN UMUM
KABUPATEN KENDAL
Jalan Melati 19, Kendal
Kendal, 4 September 2024
Nomor : 118/PM.00.02/K.JT-10/09/2024
Sifat : Segera
Lampiran : -
Hal : Imbauan Netralitas ASN
Kepada Yth.
Pj. Bupati Kendal
di Tempat
Kami mengimbau Saudara agar jajaran pemerintah daerah tidak memihak salah satu pasangan calon.
Atas perhatian Saudara, kami ucapkan terima kasih.
Ketua,
ARIF MUSTAKIM"""


def found(text: str, title: str = "unduh dokumen") -> Findings:
    return match(title, text)


def main(text: str, title: str = "unduh dokumen") -> Circular:
    (circular,) = (each for each in found(text, title).circulars if each.weight is Weight.MAIN)
    return circular


def test_a_circular_is_read_by_the_fields_of_its_form() -> None:
    circular = main(BUPATI)
    assert circular.kind is CircularKind.SURAT_EDARAN
    assert circular.number == "800.1.6/2417/BKPSDM/2026"
    assert circular.date == "2026-10-12"
    assert circular.issuer == "Bupati Kendal"
    assert circular.subject == "Netralitas Aparatur Sipil Negara dalam Pemilihan Serentak"
    assert (circular.region, circular.national) == ("33.24", False)
    assert circular.sentence.startswith("1. Setiap ASN wajib menjaga netralitas")
    assert found(BUPATI).genre is Genre.CIRCULAR


def test_a_supervisors_letter_is_a_surat_imbauan_and_its_kami_is_no_essays() -> None:
    circular = main(BAWASLU)
    assert circular.kind is CircularKind.SURAT_IMBAUAN
    assert (circular.number, circular.date) == ("118/PM.00.02/K.JT-10/09/2024", "2024-09-04")
    assert circular.issuer == "Bawaslu Kabupaten Kendal"  # not the addressee
    assert circular.subject == "Imbauan Netralitas ASN"
    assert found(BAWASLU.replace("jajaran", "kita jaga jajaran")).genre is Genre.CIRCULAR


def signed(*lines: str, head: str = "PEMERINTAH KABUPATEN PATI\nSEKRETARIAT DAERAH\nJl. Kenanga 1") -> str | None:
    foot = "\n".join(lines)
    return main(f"{head}\nSURAT EDARAN\nNOMOR : 800/3310/2024\nTENTANG\nNETRALITAS ASN\n{POINTS}\n{foot}").issuer


@pytest.mark.parametrize(
    ("foot", "issuer"),
    [
        ("a.n. BUPATI PATI\nSEKRETARIS DAERAH,\nDrs. HARTONO", "Bupati Pati"),
        ("a.n. BUPATI\nSEKRETARIS DAERAH,\nu.b.\nASISTEN", "Bupati Pati"),
        ("SEKRETARIS DAERAH\nKABUPATEN PATI,\nHARTONO", "Sekretaris Daerah Kabupaten Pati"),
        ("SEKRETARIS DAERAH,\nHARTONO", "Sekretaris Daerah Kabupaten Pati"),
        ("Pj. BUPATI PATI\nHARTONO", "Pj Bupati Pati"),
        ("a.n. Menteri Dalam Negeri\nDirektur Jenderal Otonomi Daerah,", "Menteri Dalam Negeri"),
        ("", "Sekretaris Daerah Kabupaten Pati"),
    ],
)
def test_the_issuer_is_who_signs_or_for_whom_it_is_signed(foot: str, issuer: str) -> None:
    assert signed("Pati, 3 September 2024", foot) == issuer


@pytest.mark.parametrize(
    ("head", "foot", "issuer"),
    [
        ("PEMERINTAH KOTA TERNATE\nDINAS PENDIDIKAN",
         "Plt. KEPALA DINAS,", "Plt Kepala Dinas Pendidikan Kota Ternate"),
        ("PEMERINTAH KABUPATEN BIMA\nINSPEKTORAT\nRaba", "INSPEKTUR,", "Inspektur Kabupaten Bima"),
        ("GUBERNUR\nDAERAH ISTIMEWA YOGYAKARTA", "", "Gubernur Daerah Istimewa Yogyakarta"),
        ("KEMENTERIAN AGAMA RI\nUNIVERSITAS NUSA RAYA\nJalan Teratai", "REKTOR,", "Rektor Universitas Nusa Raya"),
        ("KEMENTERIAN AGAMA REPUBLIK INDONESIA\nKANTOR KEMENTERIAN AGAMA KABUPATEN JOMBANG", "Kepala,",
         "Kepala Kantor Kementerian Agama Kabupaten Jombang"),
        ("KEPOLISIAN NEGARA REPUBLIK INDONESIA\nDAERAH JAWA TENGAH", "KEPALA KEPOLISIAN DAERAH JAWA TENGAH",
         "Kapolda Jawa Tengah"),
    ],
)  # fmt: skip
def test_a_title_alone_is_completed_by_the_letterhead(head: str, foot: str, issuer: str) -> None:
    assert signed("Ditetapkan di sana pada tanggal 3 September 2024", foot, head=head) == issuer


def test_an_instruction_is_its_heads_whoever_repeats_its_name_above_the_prose() -> None:
    circular = main(
        "INSTRUKSI BUPATI SRAGEN NOMOR 5 TAHUN 2026 TENTANG LARANGAN BERPOLITIK PRAKTIS\n"
        f"BUPATI SRAGEN,\n{POINTS}\n"
        "KESATU : Instruksi ini berlaku sejak ditetapkan.\nDitetapkan di Sragen pada tanggal 9 Februari 2026 "
        "BUPATI SRAGEN, ttd SIGIT"
    )
    assert circular.kind is CircularKind.INSTRUKSI
    assert (circular.number, circular.date, circular.issuer) == ("5 TAHUN 2026", "2026-02-09", "Bupati Sragen")
    assert circular.subject == "Larangan Berpolitik Praktis"


def test_a_joint_decision_has_its_first_number_and_all_its_issuers() -> None:
    circular = main(
        "KEPUTUSAN BERSAMA\nMENTERI DALAM NEGERI, KEPALA BADAN KEPEGAWAIAN NEGARA, "
        "DAN KETUA BADAN PENGAWAS PEMILIHAN UMUM\n"
        "NOMOR 2 TAHUN 2026\nNOMOR 800-1 TAHUN 2026\nTENTANG\nPEDOMAN PENGAWASAN NETRALITAS PEGAWAI\n"
        "Menimbang : a. bahwa pegawai ASN harus netral dalam pemilihan;\nDitetapkan di Jakarta\n"
        "pada tanggal 2 Maret 2026\nMENTERI DALAM NEGERI,\nttd"
    )
    assert circular.kind is CircularKind.KEPUTUSAN_BERSAMA
    assert (circular.number, circular.date, circular.national) == ("2 TAHUN 2026", "2026-03-02", True)
    assert circular.issuer == (
        "Menteri Dalam Negeri, Kepala Badan Kepegawaian Negara, dan Ketua Badan Pengawas Pemilihan Umum"
    )


def test_noise_of_a_scan_leaves_the_number_as_printed_and_the_day_readable() -> None:
    noisy = BUPATI.replace("NOMOR : 800.1.6/2417", "N0MOR : 8OO.1.6 / 2417").replace("2026\nBUPATI", "2O26\nBUPATI")
    circular = main(noisy)
    assert (circular.number, circular.date) == ("8OO.1.6/2417/BKPSDM/2026", "2026-10-12")


@pytest.mark.parametrize("number", ["", "…/…/2026", "......./BKPSDM/2026"])
def test_a_number_or_day_left_open_is_none(number: str) -> None:
    circular = main(BUPATI.replace("800.1.6/2417/BKPSDM/2026", number).replace("tanggal 12", "tanggal   "))
    assert (circular.number, circular.date) == (None, None)


def test_a_field_beside_another_and_a_broken_subject_are_read_apart() -> None:
    circular = main(
        "BAWASLU KOTA PALU\nNomor : 052/PM.00.02/K.ST-13/01/2024 Palu, 15 Januari 2024\n"
        "Sifat : Penting Lampiran : -\n"
        f"Perihal : Imbauan Netralitas ASN dan\nTenaga Honorer Kepada\nYth. Kepala Dinas\n{POINTS}\nKetua,\nRAHMAN"
    )
    assert (circular.number, circular.date) == ("052/PM.00.02/K.ST-13/01/2024", "2024-01-15")
    assert circular.subject == "Imbauan Netralitas ASN dan Tenaga Honorer"


def test_a_draft_is_a_mention() -> None:
    (circular,) = found(BUPATI.replace("SURAT EDARAN", "RANCANGAN SURAT EDARAN")).circulars
    assert (circular.weight, circular.date) == (Weight.MENTION, None)


def test_what_a_letter_names_as_its_basis_is_a_mention() -> None:
    basis = "Berdasarkan Surat Edaran Menteri PANRB Nomor 18 Tahun 2023 tentang Netralitas Pegawai, disampaikan:"
    circulars = found(BUPATI.replace("Dalam rangka", f"{basis}\nDalam rangka")).circulars
    assert [(each.number, each.weight) for each in circulars] == [
        ("800.1.6/2417/BKPSDM/2026", Weight.MAIN),
        ("18 Tahun 2023", Weight.MENTION),
    ]


def test_a_letter_that_a_story_quotes_whole_gives_the_story_its_fields() -> None:
    quoted = BUPATI.partition("\n")[2].replace("SURAT EDARAN", "Surat Edaran").replace("TENTANG", "Tentang")
    circular = main(
        "KENDAL, Warta Tepi - Bupati Kendal menerbitkan surat edaran tentang netralitas, Selasa (13/10/2026).\n"
        f'"Semua dinas sudah menerima," kata Kepala BKPSDM.\nBerikut isi lengkapnya:\n{quoted}\n'
        "Pegawai yang melanggar akan dipanggil Inspektorat.",
        "Bupati Kendal Terbitkan Edaran",
    )
    assert (circular.number, circular.date) == ("800.1.6/2417/BKPSDM/2026", "2026-10-12")
    assert circular.issuer == "Bupati Kendal"


OTHERS = {
    "leave": BUPATI.replace("NETRALITAS APARATUR SIPIL NEGARA\nDALAM", "CUTI BERSAMA IDUL FITRI DAN"),
    "flood": BAWASLU.replace("Imbauan Netralitas ASN", "Kewaspadaan Banjir"),
    "invitation": BAWASLU.replace("Imbauan Netralitas ASN", "Undangan Sosialisasi Netralitas ASN"),
    "case": BAWASLU.replace("Imbauan Netralitas ASN", "Penerusan Dugaan Pelanggaran Netralitas ASN"),
    "regulation": BUPATI.replace("SURAT EDARAN", "PERATURAN BUPATI KENDAL"),
    "task force": BUPATI.replace("SURAT EDARAN", "KEPUTUSAN").replace("NETRALITAS", "TIM NETRALITAS", 1),
    "organisers": BUPATI.replace("BUPATI KENDAL", "KOMISI PEMILIHAN UMUM KABUPATEN KENDAL"),
    "ruling": BUPATI.replace("SURAT EDARAN", "PUTUSAN"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_papers_of_the_same_form_on_other_matters_are_no_circulars(name: str) -> None:
    findings = found(OTHERS[name])
    assert findings.circular is Weight.NONE
    assert findings.genre is not Genre.CIRCULAR


@pytest.mark.parametrize("in_title", [False, True])
def test_a_pledge_on_paper_is_a_pledge(in_title: bool) -> None:
    heading = "PAKTA INTEGRITAS NETRALITAS ASN"
    body = (
        "Saya yang bertanda tangan di bawah ini:\nNama : Bambang\nJabatan : Camat Boja\n"
        "menyatakan bahwa dalam pemilihan bupati saya menjaga netralitas dan saya tidak memihak pasangan calon;\n"
        "Kendal, 1 Oktober 2024\nYang menyatakan,\nBAMBANG"
    )
    findings = found(f"{heading}\n{body}", heading if in_title else "unduh")
    assert (findings.genre, findings.circular) == (Genre.PLEDGE, Weight.NONE)


def test_a_letter_printed_as_pdf_is_read_from_the_paragraphs_of_its_text_layer() -> None:
    sheet = Sheet().centred("PEMERINTAH KABUPATEN KENDAL", "SEKRETARIAT DAERAH").space(14)
    sheet.centred("SURAT EDARAN", "NOMOR : 800/3310/BKPP/2024", "TENTANG")
    sheet.centred("NETRALITAS APARATUR SIPIL NEGARA", "PADA PEMILIHAN SERENTAK TAHUN 2024").space(14)
    for paragraph in POINTS.split("\n"):
        sheet.paragraph(f"{paragraph} Ketentuan ini berlaku bagi seluruh pegawai di lingkungan pemerintah daerah.")
    for line in (
        "Ditetapkan di Kendal",
        "pada tanggal 3 September 2024",
        "a.n. BUPATI KENDAL",
        "SEKRETARIS DAERAH,",
    ):
        sheet.line(line, 330)
    article = extract([page(document([sheet]), "https://jdih.kendalkab.example/unduh/se.pdf")])
    circular = main(article.text, article.title)
    assert (circular.number, circular.date) == ("800/3310/BKPP/2024", "2024-09-03")
    assert (circular.issuer, circular.region) == ("Bupati Kendal", "33.24")
    assert circular.subject == "Netralitas Aparatur Sipil Negara pada Pemilihan Serentak Tahun 2024"


PIECES = st.sampled_from(
    [*BUPATI.split("\n"), *BAWASLU.split("\n"), "NOMOR", "TENTANG", "a.n.", "Hal :", "", "0", "ẞ"]
)


@given(st.lists(PIECES | st.text(max_size=30), max_size=25), st.sampled_from(["\n", " "]))
@settings(max_examples=60, deadline=None)
def test_no_heap_of_fields_makes_the_reader_fail(lines: list[str], glue: str) -> None:
    letter = read_letter(read("SURAT EDARAN", glue.join(lines)))
    assert letter is None or letter.first <= letter.last


@pytest.mark.parametrize(
    "line", ["SURAT EDARAN NOMOR ", "Nomor : ", "TENTANG ", "a.n. BUPATI KENDAL ", "Aa, ", "KENDAL "]
)
@pytest.mark.parametrize("glue", ["", "\n"])
def test_a_letter_that_repeats_one_field_takes_no_long_time(line: str, glue: str) -> None:
    text = read("netralitas", "SURAT EDARAN\nNOMOR : 1/A/2024\n" + glue.join([line] * (60_000 // len(line))))
    started = time.process_time()
    read_letter(text)
    assert time.process_time() - started < 2


LOST = {"BUPATI KENDAL", "SURAT EDARAN", "TENTANG"}


@pytest.mark.parametrize("subject_too", [False, True])
def test_a_letter_that_lost_lines_has_its_subject_from_below_its_number_or_from_the_title(
    subject_too: bool,
) -> None:
    lost = LOST | ({"NETRALITAS APARATUR SIPIL NEGARA", "DALAM PEMILIHAN SERENTAK"} if subject_too else set())
    rest = "\n".join(line for line in BUPATI.splitlines() if line not in lost)
    (circular,) = match("SURAT EDARAN BUPATI KENDAL TENTANG NETRALITAS ASN", rest).circulars
    assert circular.weight is Weight.MAIN
    assert (circular.number, circular.issuer) == ("800.1.6/2417/BKPSDM/2026", "Bupati Kendal")
    told = "Netralitas ASN" if subject_too else "Netralitas Aparatur Sipil Negara dalam Pemilihan Serentak"
    assert circular.subject == told
