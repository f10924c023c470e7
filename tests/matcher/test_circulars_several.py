"""Several papers in one story, papers told in passing, headlines alone, and who of the offices named made which."""

from __future__ import annotations

import pytest

from alerts.matcher.circulars import circulars
from alerts.matcher.regions import places
from alerts.matcher.text import read
from model import Circular, CircularKind, Weight


def told(title: str, *paragraphs: str) -> tuple[Circular, ...]:
    text = read(title, "\n\n".join(paragraphs), published="2024-10-08")
    return circulars(text, places(text))


def one(title: str, *paragraphs: str) -> Circular:
    (circular,) = told(title, *paragraphs)
    return circular


# --- several -----------------------------------------------------------------------------------------------


def test_a_circular_for_others_beside_the_storys_own_is_another() -> None:
    first, second = told(
        "Bupati Dompu Larang Kades Ikut Kampanye",
        "DOMPU - Bupati Dompu menerbitkan surat edaran yang melarang kepala desa ikut kampanye. Surat edaran itu "
        "bernomor 140/77/DPMPD/2024.",
        "Edaran untuk ASN sudah lebih dulu terbit pada Agustus.",
    )
    assert (first.number, first.weight) == ("140/77/DPMPD/2024", Weight.MAIN)
    assert (second.number, second.issuer, second.weight) == (None, "Bupati Dompu", Weight.MENTION)


def test_a_circular_addressed_to_those_whom_it_binds_stays_one() -> None:
    assert one(
        "Edaran Netralitas Keluar",
        "DOMPU - Bupati Dompu menerbitkan surat edaran netralitas ASN.",
        "Surat edaran untuk ASN itu dibagikan ke semua dinas.",
    )


def test_the_numbers_of_circulars_only_counted_before_are_each_one() -> None:
    first, second = told(
        "Wali Kota Palopo Keluarkan Dua Edaran Netralitas",
        "PALOPO - Wali Kota Palopo menerbitkan dua surat edaran. Pertama, Nomor 800/51/BKPSDM/2024 tentang "
        "netralitas ASN. Kedua, Nomor 140/52/DPMD/2024 tentang netralitas lurah.",
    )
    assert (first.number, second.number) == ("800/51/BKPSDM/2024", "140/52/DPMD/2024")
    assert first.issuer == second.issuer == "Wali Kota Palopo"


def test_an_office_that_follows_a_ministrys_circular_makes_its_own() -> None:
    national, own = told(
        "Kemenag Batang Terbitkan Edaran Jelang Pemilu",
        "BATANG - Kantor Kemenag Batang menindaklanjuti Surat Edaran Sekretaris Jenderal Kementerian Agama Nomor 9 "
        "Tahun 2023 dengan mengeluarkan surat edaran agar penghulu netral.",
    )
    assert (national.number, national.weight) == ("9 Tahun 2023", Weight.MENTION)
    assert (own.number, own.issuer) == (None, "Kantor Kemenag Batang")


def test_an_appeal_and_the_letter_that_holds_it_are_one() -> None:
    circular = one(
        "Bawaslu Sikka Minta Pj Bupati Tertibkan ASN, Layangkan Imbauan Tertulis",
        "MAUMERE - Bawaslu Kabupaten Sikka melayangkan imbauan tertulis kepada Penjabat Bupati Sikka. Imbauan itu "
        "tertuang dalam surat nomor 51/PM.00.02/K.NT-17/10/2024 perihal Imbauan Netralitas ASN.",
    )
    assert (circular.number, circular.issuer) == ("51/PM.00.02/K.NT-17/10/2024", "Bawaslu Kabupaten Sikka")


# --- in passing --------------------------------------------------------------------------------------------


def test_a_watching_bodys_circular_at_the_end_of_a_list_of_laws_is_a_mention() -> None:
    circular = one(
        "Dua ASN Diproses Bawaslu",
        "SOLOK - Bawaslu Solok memproses dua ASN yang diduga tidak netral.",
        "Keduanya diperiksa selama dua jam.",
        "Hasilnya diumumkan pekan depan.",
        "Aturannya sudah lama ada. Ada UU Nomor 5 Tahun 2014, PP Nomor 53 Tahun 2010, juga edaran KASN.",
    )
    assert (circular.kind, circular.issuer, circular.weight) == (
        CircularKind.SURAT_EDARAN,
        "KASN",
        Weight.MENTION,
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Bawaslu Solok pernah mengirim surat resmi ke bupati mengenai netralitas ASN.", CircularKind.OTHER),
        (
            '"Kami sebelumnya sudah bersurat ke bupati agar ASN menjaga netralitas," kata Ketua Bawaslu Solok.',
            CircularKind.SURAT_IMBAUAN,
        ),
    ],
)
def test_a_supervisors_letter_is_a_surat_imbauan_only_when_it_urges(sentence: str, kind: CircularKind) -> None:
    circular = one(
        "Dua ASN Diproses",
        "SOLOK - Dua ASN di Kabupaten Solok diproses karena tidak netral.",
        "Keduanya sudah didengar. Hasilnya diumumkan pekan depan.",
        sentence,
    )
    assert (circular.kind, circular.issuer, circular.weight) == (kind, "Bawaslu Solok", Weight.MENTION)


def test_a_letter_that_passes_a_case_on_orders_nothing() -> None:
    assert not told(
        "Bawaslu Teruskan Kasus ASN",
        "JAMBI - Bawaslu Jambi telah mengirim surat ke BKN terkait dugaan pelanggaran netralitas dua ASN.",
        "Surat itu berisi hasil kajian.",
    )


def test_a_joint_rule_of_the_five_bodies_is_a_joint_decision() -> None:
    circular = one(
        "ASN Kemenag Diingatkan",
        "MATARAM - ASN di Mataram diminta netral pada Pemilu 2024.",
        "Ada pula peraturan bersama Menpan RB, Mendagri, Kepala BKN, KASN dan Bawaslu tentang netralitas ASN.",
    )
    assert circular.kind is CircularKind.KEPUTUSAN_BERSAMA
    assert circular.issuer == "Menpan RB, Mendagri, Kepala BKN, KASN dan Bawaslu"


def test_a_national_circular_that_a_local_story_explains_is_a_mention_however_long() -> None:
    circular = one(
        "Wabup Nias Selatan: Jangan Rusak Kebersamaan",
        "TELUKDALAM - Wakil Bupati Nias Selatan meminta ASN menjaga kebersamaan saat pilkada.",
        "Menurutnya, pemerintah melalui Kementerian PANRB sudah mengeluarkan surat edaran tentang netralitas ASN. "
        "Surat bernomor B/71/M.SM.00.00/2017 itu terbit 27 Desember 2017.",
        "Di dalamnya ASN dilarang berpihak. Pegawai juga dilarang mengunggah foto calon.",
    )
    assert (circular.issuer, circular.date, circular.weight) == (
        "Kementerian PANRB",
        "2017-12-27",
        Weight.MENTION,
    )


def test_a_numbered_circular_named_once_in_a_longer_story_is_a_mention() -> None:
    circular = one(
        "Bupati Kumpulkan Camat",
        "KENDAL - Bupati Kendal mengumpulkan camat dan mengingatkan netralitas ASN.",
        "Ia sudah menerbitkan SE Nomor 800/19/BKPP tanggal 5 September 2024.",
        "Acara dihadiri dua puluh camat.",
        "Mereka membacakan ikrar.",
        "Kegiatan ditutup dengan doa.",
    )
    assert circular.weight is Weight.MENTION


# --- who made it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "issuer"),
    [
        (
            "Pjs Bupati Keerom gerah. Setelah dua pegawai Pemkab Keerom dipanggil Bawaslu, ia meneken edaran "
            "netralitas.",
            "Pjs Bupati Keerom",
        ),
        (
            "Pj Gubernur Banten mengeluarkan edaran. Surat Edaran Gubernur Banten Nomor 800/4/BKD/2023 melarang "
            "ASN memihak.",
            "Pj Gubernur Banten",
        ),
        (
            "Surat edaran netralitas ASN ditandatangani secara elektronik oleh Pj. Bupati Klungkung.",
            "Pj. Bupati Klungkung",
        ),
        (
            "Surat edaran netralitas sudah diterbitkan Pemkab Kendal. Bupati Kendal menandatanganinya Rabu lalu.",
            "Bupati Kendal",
        ),
        (
            "KASN menyurati kepala daerah agar ASN netral. Surat bernomor B-19/KASN/9/2024 itu diteken Ketua KASN.",
            "KASN",
        ),
        (
            "Panglima Kodam I/Bukit Barisan mengirim surat telegram agar prajurit netral.",
            "Panglima Kodam I/Bukit Barisan",
        ),
        (
            "Rektor Unsri menerbitkan Surat Edaran Nomor 5/UN9/SE/2024 agar dosen netral. Surat yang diteken "
            "Rektor Unsri itu berlaku bagi semua pegawai.",
            "Rektor Unsri",
        ),
    ],
)
def test_the_maker_of_a_circular_is_its_issuer(paragraph: str, issuer: str) -> None:
    assert one("Netralitas Jelang Pilkada", paragraph).issuer == issuer


def test_a_government_named_in_small_letters_is_the_one_that_plans() -> None:
    circular = one(
        "Pj Bupati Lamandau Minta ASN Netral",
        "NANGA BULIK - Pegawai Pemkab Lamandau diminta netral. Permintaan itu disampaikan Pj Bupati Lamandau.",
        "Tak cukup lisan, pemkab dalam waktu dekat akan menyusun surat edaran.",
    )
    assert (circular.issuer, circular.weight) == ("Pemkab Lamandau", Weight.MENTION)


# --- when --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Surat edaran netralitas ASN, kata dia, sudah ia keluarkan tanggal 9 September 2024.",
        "Surat edaran netralitas ASN yang ia tandatangani pada 9 September 2024 itu berlaku bagi semua dinas.",
        "Surat edaran netralitas ASN diterbitkan Pemkab. Bupati Tegal menandatanganinya Senin (9/9/2024) lalu.",
        "Surat edaran netralitas ASN bernomor 800/4/BKD/2024, diedarkan Senin 9 September 2024.",
    ],
)
def test_the_day_on_which_he_himself_signed_is_the_circulars(sentence: str) -> None:
    assert one("Bupati Tegal Larang ASN Berpihak", sentence).date == "2024-09-09"


# --- headlines alone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "issuer", "number"),
    [
        ("Lewat SE Bupati PPU Nomor 10 Tahun 2024, THL Wajib Netral", "Bupati PPU", "10 Tahun 2024"),
        (
            "Terbitkan Edaran Nomor 5 Tahun 2024, Wali Kota Bontang Ingatkan Netralitas",
            "Wali Kota Bontang",
            "5 Tahun 2024",
        ),
        ("Datangi Polres, Bawaslu Blora Antar Surat Imbauan Netralitas", "Bawaslu Blora", None),
        ("Kapolri Terbitkan Telegram Netralitas Jelang Pencoblosan", "Kapolri", None),
        ("Menpan RB, Mendagri dan Bawaslu Teken SKB Netralitas ASN", "Menpan RB, Mendagri dan Bawaslu", None),
        ("Pj Gubernur Sumsel Terbitkan SE, Ini 9 Larangan ASN Jelang Pilkada", "Pj Gubernur Sumsel", None),
    ],
)
def test_a_headline_alone_tells_number_and_issuer(title: str, issuer: str, number: str | None) -> None:
    circular = one(title)
    assert (circular.issuer, circular.number, circular.weight) == (issuer, number, Weight.MAIN)


@pytest.mark.parametrize(
    "title",
    [
        "Bawaslu Bakal Surati Gubernur Malut soal Netralitas ASN",
        "Ada SE Larangan Berpolitik, ASN Madina Masih Nekat Kampanye",
        "Kapolda Bali Ingatkan Telegram Kapolri soal Netralitas",
    ],
)
def test_a_headline_of_a_plan_or_of_a_paper_ignored_or_recalled_is_a_mention(title: str) -> None:
    assert one(title).weight is Weight.MENTION


@pytest.mark.parametrize(
    "title",
    [
        "Gubernur Terbitkan SE Netralitas Karbon",
        "Wali Kota Keluarkan Edaran, ASN Dilarang Cuti Jelang Pilkada",
        "Bawaslu Sampaikan Imbauan Netralitas ke Kades",
    ],
)
def test_a_headline_of_another_matter_or_of_a_spoken_appeal_names_no_circular(title: str) -> None:
    assert not told(title)


def test_who_applauds_a_circular_in_a_headline_has_not_made_it() -> None:
    circular = one(
        "Bupati Keluarkan Surat Edaran, Bawaslu Apresiasi",
        "TANJUNG - Ketua Bawaslu Tabalong mengapresiasi Bupati Tabalong yang mengeluarkan surat edaran tentang "
        "netralitas ASN. Edaran itu bernomor 800/55/BKPSDM/2024.",
    )
    assert circular.issuer == "Bupati Tabalong"


def test_a_letter_of_a_party_or_of_citizens_orders_nobody() -> None:
    assert not told(
        "Tim Hukum Paslon Surati Gubernur, Minta Birokrasi Tak Memihak",
        "SANANA - Tim hukum salah satu paslon melayangkan surat kepada Gubernur Maluku Utara agar ASN netral.",
        "Surat bernomor 07/TH/IX/2020 itu dikirim Senin (14/9/2020).",
    )


def test_one_of_the_points_of_a_paper_may_be_neutrality() -> None:
    circular = one(
        "Rektor Unibraya Kirim Imbauan Jelang Coblosan",
        "MALANG - Dosen dan pegawai Universitas Braya menerima surat imbauan bernomor 23/UN/2024 dari rektornya.",
        "Ada tiga butir. Butir pertama ajakan merawat kerukunan. Butir kedua paling tegas.",
        "Dosen dan pegawai diminta memegang asas netralitas tanpa berpihak kepada partai dalam pemilu.",
    )
    assert circular.number == "23/UN/2024"


def test_a_headlines_short_name_behind_a_comma_is_no_degree() -> None:
    circular = one(
        "Diteken Sekda, SE Netralitas di Malinau Juga Mengikat Kades",
        "MALINAU - Surat edaran yang meminta ASN netral pada pilkada sudah berlaku di Kabupaten Malinau.",
        "Sudah terbit, kata Kepala BKPP Malinau. Perangkat desa juga diikat edaran ini.",
    )
    assert circular.weight is Weight.MAIN


def test_a_paper_named_once_whose_content_follows_is_what_the_story_is_about() -> None:
    lead = "MANADO - Direktur RSUD Anugerah Tomohon menerbitkan surat edaran bagi perawat, Rabu (4/11/2020)."
    content = "Isinya, pegawai tidak boleh memakai kaus pemberian tim pasangan calon pilkada selama bertugas."
    rest = ("Pasien datang untuk berobat.", "Kepala ruangan mengawasi.", "Pelanggar ditegur.")
    title = "Direktur RSUD di Sulut Minta Perawat Tak Pakai Masker Bernomor"
    assert one(title, lead, content, *rest).weight is Weight.MAIN
    assert one(title, *rest, lead, "Pegawai tidak boleh berpihak kepada calon.").weight is Weight.MENTION
