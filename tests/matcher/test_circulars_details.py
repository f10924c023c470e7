"""Whose a circular is, when it was signed, and what is still a plan: the turns of phrase that newsrooms use."""

from __future__ import annotations

import pytest

from alerts.matcher.circulars import circulars
from alerts.matcher.issuers import find_offices
from alerts.matcher.papers import find_papers
from alerts.matcher.regions import places
from alerts.matcher.text import read
from model import Circular, CircularKind, Weight


def told(title: str, *paragraphs: str, published: str | None = "2024-10-01") -> tuple[Circular, ...]:
    return circulars(read(title, "\n".join(paragraphs), published=published))


def one(title: str, *paragraphs: str) -> Circular:
    (circular,) = told(title, *paragraphs)
    return circular


@pytest.mark.parametrize(
    "sentence",
    [
        "Pemkab Tegal akan segera menerbitkan surat edaran netralitas ASN.",
        "Pemkab Tegal tengah merampungkan surat edaran netralitas ASN.",
        "Surat edaran netralitas ASN masih dikaji bagian hukum Pemkab Tegal.",
        "Anggota DPRD mendesak bupati menerbitkan surat edaran netralitas ASN.",
    ],
)
def test_a_circular_still_to_be_made_is_a_mention(sentence: str) -> None:
    assert one("Edaran Netralitas ASN di Tegal", sentence).weight is Weight.MENTION


def test_the_name_of_a_province_is_no_word_of_planning() -> None:
    circular = one(
        "Gubernur Terbitkan Edaran Netralitas ASN", "Gubernur Sulawesi Tengah menerbitkan edaran netralitas ASN."
    )
    assert circular.weight is Weight.MAIN


def test_a_planned_circular_is_that_of_the_office_whose_signature_it_waits_for() -> None:
    circular = one(
        "Pemkab Tegal Siapkan Edaran Netralitas",
        "Pemkab Tegal menyiapkan surat edaran netralitas ASN. Naskahnya menunggu tanda tangan Bupati Tegal.",
    )
    assert circular.issuer == "Bupati Tegal"


@pytest.mark.parametrize(
    "signed",
    [
        "Surat yang ditandatangani Sekda atas nama Bupati Tegal itu berlaku pula bagi PPPK.",
        "Penandatangannya Sekda Tegal a.n. Bupati Tegal.",
    ],
)
def test_the_one_for_whom_another_signs_is_the_issuer(signed: str) -> None:
    circular = one(
        "Sekda Edarkan Larangan",
        "Sekda Tegal mengedarkan larangan berpihak bagi ASN. Itu tertuang dalam Surat Edaran Nomor 800/12/BKD.",
        signed,
    )
    assert circular.issuer == "Bupati Tegal"


def test_a_stand_in_who_makes_the_paper_keeps_his_title() -> None:
    circular = one(
        "Edaran Netralitas di Tegal",
        "Plh Bupati Tegal menerbitkan edaran bagi pegawai agar netral di pilkada. "
        "Surat Edaran Bupati Nomor 800/12/BKD itu sudah dibagikan.",
    )
    assert circular.issuer == "Plh Bupati Tegal"


def test_one_office_through_another_is_the_first() -> None:
    circular = one(
        "Edaran Netralitas di Tegal", "Pj Bupati Tegal melalui Sekda menerbitkan surat edaran netralitas ASN."
    )
    assert circular.issuer == "Pj Bupati Tegal"


def test_the_numbers_of_a_joint_decision_may_stand_behind_each_office() -> None:
    circular = one(
        "SKB Netralitas ASN Diteken",
        "Tiga lembaga menandatangani Keputusan Bersama tentang netralitas ASN di Jakarta, Kamis (22/9/2022).",
        "Keputusan itu bernomor masing-masing Menteri PANRB Nomor 2 Tahun 2022, "
        "Mendagri Nomor 800-5474 Tahun 2022, dan Ketua Bawaslu Nomor 1447.1/PM.01/K.1/09/2022.",
    )
    assert circular.kind is CircularKind.KEPUTUSAN_BERSAMA
    assert circular.number == "2 Tahun 2022"
    assert circular.date == "2022-09-22"
    assert circular.issuer == "Menteri PANRB, Mendagri, dan Ketua Bawaslu"


def test_the_signers_of_a_joint_decision_may_stand_before_it() -> None:
    circular = one(
        "SKB Netralitas Diteken",
        "Mendagri dan Ketua Bawaslu meneken Keputusan Bersama tentang netralitas kades.",
    )
    assert circular.issuer == "Mendagri dan Ketua Bawaslu"


@pytest.mark.parametrize(
    "dated",
    [
        "Surat tersebut keluar 9 September 2024.",
        "Edaran tersebut dibuat 9 September 2024.",
        "Surat itu saya tanda tangani tanggal 9 September kemarin.",
        "Diterbitkan Senin, 9 September 2024, edaran ini mengganti yang lama.",
        "Dalam surat yang terbit Senin (9/9/2024) itu disebut pula sanksinya.",
        "Edaran yang ditandatanganinya pada Senin, 9 September 2024 itu memuat sanksi.",
    ],
)
def test_the_day_of_signing_may_be_told_in_a_later_sentence(dated: str) -> None:
    circular = one(
        "Bupati Tegal Terbitkan Edaran Netralitas",
        "Bupati Tegal menerbitkan Surat Edaran Nomor 800/12/BKD tentang netralitas ASN.",
        dated,
    )
    assert circular.date == "2024-09-09"


def test_the_number_may_be_told_in_a_sentence_of_its_own() -> None:
    circular = one(
        "Bupati Tegal Terbitkan Edaran Netralitas",
        "Bupati Tegal menerbitkan surat edaran netralitas ASN. "
        "Nomor surat edaran tersebut adalah 800.1/12/BKD/2024.",
    )
    assert circular.number == "800.1/12/BKD/2024"


def test_neutrality_of_journalists_and_organisers_is_none_of_ours() -> None:
    assert (
        told("Netralitas Pers di Pilkada", "Dewan Pers menerbitkan SE Nomor 2/SE/2024 tentang netralitas wartawan.")
        == ()
    )
    assert (
        told("Badan Adhoc Harus Netral", "KPU Tegal menerbitkan SE Nomor 2/SE/2024 agar KPPS netral di pilkada.")
        == ()
    )


def test_a_headline_on_a_circular_that_nobody_heeds_is_about_the_breach() -> None:
    circular = one(
        "Tak Digubris, Edaran Netralitas Bupati Tegal Dilanggar Camat",
        "Pengamat menilai surat edaran netralitas yang pernah diterbitkan Bupati Tegal tidak ditaati.",
    )
    assert circular.weight is Weight.MENTION


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Dinas Pendidikan dan Kebudayaan Kota Tegal menerbitkan edaran.",
            "Dinas Pendidikan dan Kebudayaan Kota Tegal",
        ),
        ("Rektor Unhas Larang Dosen Berkampanye", "Rektor Unhas"),
        ("Dirjen Bina Pemerintahan Desa menyurati bupati.", "Dirjen Bina Pemerintahan Desa"),
        ("Dewan Pengurus Korpri Kabupaten Tegal mengedarkan surat.", "Dewan Pengurus Korpri Kabupaten Tegal"),
        ("Panwascam Batui melayangkan surat.", "Panwascam Batui"),
        ("Komandan Korem 143/Halu Oleo menerbitkan telegram.", "Komandan Korem 143/Halu Oleo"),
    ],
)
def test_an_office_is_named_with_its_own_words_and_its_place(sentence: str, name: str) -> None:
    assert [office.name for office in find_offices(sentence)][:1] == [name]


def test_an_office_chooses_between_a_regency_and_a_city_of_one_name() -> None:
    assert find_offices("Bupati Semarang menerbitkan edaran.")[0].place == "33.22"
    assert find_offices("Wali Kota Semarang menerbitkan edaran.")[0].place == "33.74"


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Surat Edaran 36 Tahun 2015 tentang netralitas", ["36 Tahun 2015"]),
        ("Instruksi 7/INST/2024 berisi larangan", ["7/INST/2024"]),
        ("surat edaran 3 Oktober 2024", []),
        ("surat edaran 2/10/2024", []),
        ("edaran 16 larangan", []),
    ],
)
def test_a_number_may_follow_the_papers_name_without_a_word_before_it(sentence: str, number: list[str]) -> None:
    (paper,) = find_papers(sentence)
    assert [each.printed for each in paper.numbers] == number


def test_a_number_printed_with_blanks_behind_its_full_stops_is_read_whole() -> None:
    circular = one(
        "Bawaslu Ingatkan Pj Gubernur",
        "Bawaslu Banten mengirim surat imbauan bernomor 112/PM. 00.01/K.BT/09/2024 tertanggal 9 September 2024"
        " perihal Imbauan Netralitas ASN.",
    )
    assert (circular.number, circular.date) == ("112/PM. 00.01/K.BT/09/2024", "2024-09-09")


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Bawaslu Banten menyurati Pj Gubernur Banten lewat surat imbauan netralitas ASN.", "Bawaslu Banten"),
        ("Pegawai diingatkan Bupati Tapin melalui surat edaran netralitas ASN.", "Bupati Tapin"),
    ],
)
def test_who_does_something_by_a_paper_has_made_it(sentence: str, issuer: str) -> None:
    assert one("Surat Netralitas ASN", sentence).issuer == issuer


def test_the_paper_of_a_government_is_his_who_signed_it() -> None:
    body = (
        "TANJUNG SELOR - Pemkab Bulungan menerbitkan surat edaran netralitas ASN.",
        '"Sudah diteken oleh Pak Sekda dan dibagikan," kata Kepala BKPSDM Bulungan.',
    )
    assert one("SE Netralitas Sudah Terbit di Bulungan", *body).issuer == "Sekda"


def test_a_rector_bears_the_name_of_his_campus_and_not_that_of_his_deputy() -> None:
    body = (
        "TERNATE - Universitas Khairun (Unkhair) Ternate melarang dosen berpolitik.",
        "Rektor mengeluarkan surat edaran nomor 12/UN44/SE/2024 tentang netralitas ASN dalam pilkada.",
        "Wakil Rektor II Unkhair menyebut dosen boleh mencoblos.",
    )
    assert one("Rektor Larang Dosen Jadi Timses", *body).issuer == "Rektor Universitas Khairun Ternate"


def test_the_day_behind_a_capitalised_title_is_the_papers_own() -> None:
    found = told(
        "Bupati Tapin Larang ASN Ikut Kampanye",
        "Bupati Tapin menerbitkan surat edaran netralitas ASN. Dasarnya Surat Keputusan Bersama Menteri PANRB dan"
        " Mendagri Nomor 2 Tahun 2022 tentang Pedoman Pembinaan dan Pengawasan Netralitas Pegawai dalam"
        " Penyelenggaraan Pemilihan tanggal 22 September 2022.",
    )
    assert [circular.date for circular in found] == [None, "2022-09-22"]


def test_the_day_of_an_election_in_a_subject_is_not_the_papers() -> None:
    sentence = (
        "Bupati Tapin menerbitkan Surat Edaran Nomor 800/9/2024 tentang netralitas ASN pada pemungutan suara"
        " tanggal 14 Februari 2024."
    )
    assert one("Edaran Netralitas ASN", sentence).date is None


def test_a_letter_is_known_by_what_the_sentence_behind_says_that_it_orders() -> None:
    body = (
        "LAMONGAN - Bupati Lamongan menerbitkan surat edaran netralitas ASN.",
        "Bawaslu Lamongan telah mengirim surat pencegahan kepada bupati. Surat itu menyatakan ASN tidak boleh"
        " terlibat politik praktis.",
    )
    assert [each.issuer for each in told("Edaran Netralitas", *body)] == ["Bupati Lamongan", "Bawaslu Lamongan"]


def test_a_letter_that_orders_nobody_bound_to_neutrality_is_none_of_ours() -> None:
    body = (
        "Menteri Pendidikan mengirim surat kepada ketua majelis. Dalam surat tersebut ia mengatakan pemilihan"
        " rektor diadakan di luar kantor menteri untuk menjaga netralitas.",
    )
    assert told("Pemilihan Rektor Ditolak Alumni", *body) == ()


def test_a_headline_that_asks_to_obey_a_paper_is_about_it() -> None:
    body = (
        "KUPANG - Surat edaran Nomor 800/77/BKD/2024 tentang Netralitas ASN yang dikeluarkan Pemkab Kupang disambut"
        " anggota DPRD.",
        '"Sudah ada suratnya, tinggal dijalankan," katanya. Dalam edaran tersebut ASN dilarang ikut kampanye.',
        "Ia berharap pegawai patuh. Warga pun diminta mengawasi.",
    )
    assert one("Dewan Minta Pegawai Taati Edaran Netralitas", *body).weight is Weight.MAIN


def test_an_office_of_two_places_of_one_name_bears_the_level_that_the_story_prints() -> None:
    body = (
        "UNGARAN - ASN Pemerintah Kabupaten Semarang diminta netral. Sekretaris Daerah telah menerbitkan Surat"
        " Edaran Nomor 800/2211/2024 tentang netralitas ASN.",
    )
    text = read("Sekda Minta ASN Netral", "\n".join(body), published="2024-10-01")
    (circular,) = circulars(text, places(text))
    assert circular.issuer == "Sekretaris Daerah Kabupaten Semarang"


def test_a_government_named_beside_the_paper_does_not_replace_its_head_who_made_it() -> None:
    body = (
        "JAMBI - Wali Kota Jambi mengeluarkan Surat Edaran Nomor 800/1771/2024 tentang netralitas ASN.",
        "Pegawai dilarang ikut kampanye. Isinya dapat dibaca di tautan Surat Edaran Netralitas Pemkot Jambi.",
    )
    assert one("SE Netralitas ASN Terbit di Jambi", *body).issuer == "Wali Kota Jambi"


def test_a_service_named_by_its_head_alone_is_the_one_that_the_story_names_in_full() -> None:
    lead = "Dinas Kesehatan Tegal meminta pegawai netral, Kamis. Itu tertuang dalam surat edaran kepala dinas."
    assert one("Puskesmas di Tegal Diminta Netral", lead).issuer == "Kepala Dinas Kesehatan Tegal"
    bare = "Pegawai di Tegal diminta netral. Itu tertuang dalam surat edaran kepala dinas, Kamis."
    assert one("Pegawai di Tegal Diminta Netral", bare).issuer is None
    two = "Dinas Sosial Tegal dan Dinas Kesehatan Tegal meminta pegawai netral lewat surat edaran kepala dinas."
    assert one("Pegawai di Tegal Diminta Netral", two).issuer in (None, "Dinas Sosial Tegal")


def test_an_office_told_behind_a_verb_as_the_one_signed_for_is_the_issuer() -> None:
    body = "Sekda Tegal menerangkan, edaran netralitas dikeluarkan atas nama Bupati Tegal dengan nomor 800/15/2024."
    assert one("Edaran Netralitas ASN Tegal Terbit", body).issuer == "Bupati Tegal"
