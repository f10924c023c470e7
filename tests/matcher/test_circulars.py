"""Circulars as stories tell them: which papers are ours, whose, and whether issued, invoked or planned."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matcher.circulars import circulars
from alerts.matcher.text import read
from model import Circular, CircularKind, Place, Weight

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def told(
    title: str, *paragraphs: str, published: str | None = None, places: tuple[Place, ...] = ()
) -> tuple[Circular, ...]:
    return circulars(read(title, "\n".join(paragraphs), published=published), places)


def one(title: str, *paragraphs: str, published: str | None = None, places: tuple[Place, ...] = ()) -> Circular:
    (circular,) = told(title, *paragraphs, published=published, places=places)
    return circular


def test_an_issued_circular_is_main_with_number_day_issuer_and_subject() -> None:
    circular = one(
        "Wali Kota Tegal Teken Edaran Netralitas",
        "Tegal - Wali Kota Tegal menerbitkan Surat Edaran Nomor B/12/800.1.10/VIII/2024 tanggal 20 Agustus 2024 "
        "tentang Netralitas Pegawai. Edaran itu dibagikan kepada semua dinas.",
    )
    assert circular.kind is CircularKind.SURAT_EDARAN
    assert circular.number == "B/12/800.1.10/VIII/2024"
    assert circular.date == "2024-08-20"
    assert circular.issuer == "Wali Kota Tegal"
    assert circular.subject == "Netralitas Pegawai"
    assert circular.weight is Weight.MAIN
    assert circular.reasons


def test_an_acting_head_keeps_the_short_title_and_loses_his_name() -> None:
    circular = one(
        "Pegawai Diminta Netral",
        "Penjabat (Pj) Wali Kota Jambi, Siti Rahma, mengeluarkan SE Nomor HKM.07/3/EDR/IX/HKU/2024 tertanggal "
        "2 September 2024. SE ini menegaskan netralitas ASN menjelang pilkada.",
    )
    assert circular.issuer == "Pj Wali Kota Jambi"
    assert circular.number == "HKM.07/3/EDR/IX/HKU/2024"


@pytest.mark.parametrize(
    "sentence",
    [
        "Sesuai Surat Edaran Bupati Tegal Nomor 800/1/2024, ASN harus netral.",
        "Hal itu sejalan dengan SE Bupati Tegal Nomor 800/1/2024 soal netralitas.",
        "Dasar hukumnya antara lain UU Nomor 20 Tahun 2023, PP Nomor "
        "94 Tahun 2021, dan SE Bupati Tegal Nomor 800/1/2024.",
        "Kegiatan ini merupakan pelaksanaan Surat Edaran Bupati Tegal Nomor 800/1/2024 tentang netralitas ASN.",
    ],
)
def test_a_circular_that_is_only_leant_on_is_a_mention(sentence: str) -> None:
    circular = one(
        "ASN Ucapkan Ikrar Netral",
        "Ratusan ASN mengucapkan ikrar netralitas pilkada di alun-alun.",
        "Sekda memimpin pembacaan.",
        sentence,
        "Acara ditutup doa.",
    )
    assert circular.number == "800/1/2024"
    assert circular.issuer == "Bupati Tegal"
    assert circular.weight is Weight.MENTION


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Tegal akan mengeluarkan surat edaran netralitas ASN pekan depan.",
        "Surat edaran netralitas ASN tinggal ditandatangani Bupati Tegal.",
        "Pemkab Tegal sedang menyusun surat edaran netralitas ASN.",
    ],
)
def test_a_planned_circular_is_a_mention_without_a_day(sentence: str) -> None:
    circular = one(
        "Surat Edaran Netralitas ASN Disiapkan",
        sentence,
        "Edaran itu nantinya melarang ASN ikut kampanye, 5 Mei 2024.",
    )
    assert circular.weight is Weight.MENTION
    assert circular.date is None


def test_a_draft_that_was_signed_in_the_same_story_is_main() -> None:
    circular = one(
        "ASN Tegal Diikat Aturan Baru",
        "Pekan lalu surat edaran netralitas ASN masih digodok di Pemkab Tegal.",
        "Hari ini Bupati Tegal menandatangani surat edaran itu. Surat edaran tersebut melarang ASN ikut kampanye.",
        "Dalam edaran itu disebutkan pula sanksinya.",
    )
    assert circular.weight is Weight.MAIN


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("SE THR Terbit", "Bupati Tegal menerbitkan Surat Edaran Nomor 560/2/2024 tentang Tunjangan Hari Raya."),
        ("Jam Kerja Ramadan Diatur", "Gubernur menerbitkan SE Nomor 060/3/2024 tentang jam kerja selama Ramadan."),
        (
            "Jangan Bawa Plastik",
            "Wali Kota Tegal meneken Surat Edaran Nomor 660/9/2024 tentang pengurangan plastik.",
        ),
        (
            "Libur ke Luar Negeri Dilarang",
            "Mendagri menerbitkan SE Nomor 099/7/SJ tentang perjalanan dinas ke luar negeri.",
        ),
        (
            "Satgas Dibentuk",
            "Pembentukan itu sesuai Surat Keputusan Bupati Tegal Nomor 9 "
            "Tahun 2023 tentang Satuan Tugas Pengawasan Netralitas ASN.",
        ),
    ],
)
def test_papers_on_other_matters_are_none_even_when_the_story_asks_for_neutrality(
    title: str, sentence: str
) -> None:
    assert told(title, sentence, "Ia juga mengingatkan ASN agar netral menjelang pilkada.") == ()


def test_laws_and_rulings_are_no_circulars() -> None:
    assert (
        told(
            "ASN Harus Netral di Pilkada",
            "Netralitas ASN diatur UU Nomor 20 Tahun 2023, PP Nomor 94 Tahun "
            "2021, PKPU Nomor 13 Tahun 2024 dan Perbawaslu Nomor 6 Tahun 2018.",
            "Putusan MK Nomor 136/PUU-XXII/2024 menambah ancaman pidana.",
        )
        == ()
    )


def test_a_spoken_reminder_is_no_document() -> None:
    assert (
        told(
            "Bupati Imbau ASN Netral",
            "Bupati Tegal mengimbau ASN netral dan menginstruksikan camat mengawasi.",
            "Instruksi itu jelas, katanya.",
        )
        == ()
    )


def test_that_there_is_no_circular_is_no_circular() -> None:
    assert (
        told("Sekda: ASN Paham", '"Tanpa surat edaran pun ASN tahu harus netral di pilkada," kata Sekda Tegal.')
        == ()
    )


def test_a_degree_behind_a_name_is_no_circular() -> None:
    assert told("Anton Prasetyo, SE Pimpin Apel", "Anton Prasetyo, SE, meminta ASN netral pada pilkada.") == ()


def test_a_letter_about_a_persons_case_is_no_circular() -> None:
    assert (
        told(
            "Kades Dilaporkan",
            "Bawaslu menerima surat KASN Nomor R-12/KASN/2020 berisi "
            "rekomendasi sanksi karena ASN itu tidak netral.",
        )
        == ()
    )


def test_a_selection_test_of_the_same_letters_is_no_joint_decision() -> None:
    assert (
        told(
            "Nilai SKB CPNS Keluar",
            "Peserta SKB CPNS diminta menunggu. Panitia menjamin netralitas dan bebas politik.",
        )
        == ()
    )


def test_who_signs_for_another_is_not_the_issuer() -> None:
    circular = one(
        "SE Netralitas Turun",
        "SE Nomor 800/5/2018 tentang netralitas ASN itu ditandatangani "
        "Sekretaris Daerah a.n. Bupati Tegal pada 26 Januari 2018.",
    )
    assert circular.issuer == "Bupati Tegal"
    assert circular.date == "2018-01-26"


def test_the_addressee_is_not_the_issuer() -> None:
    circular = one(
        "Bawaslu Kirim Surat Imbauan",
        "Bawaslu Kabupaten Tegal melayangkan surat imbauan kepada Bupati Tegal agar ASN netral pada pilkada.",
        "Surat imbauan itu dikirim kemarin.",
    )
    assert circular.issuer == "Bawaslu Kabupaten Tegal"
    assert circular.kind is CircularKind.SURAT_IMBAUAN


def test_a_bare_letter_of_a_supervisor_is_a_surat_imbauan_and_of_a_governor_other() -> None:
    supervisor = one(
        "Bawaslu Tegal Surati Bupati", "Bawaslu Tegal menyurati Bupati Tegal agar ASN netral pada pilkada."
    )
    governor = one(
        "Surat Gubernur Sampai", "Surat Gubernur Bali Nomor 800/2/BKD/2024 perihal netralitas ASN dibagikan."
    )
    assert supervisor.kind is CircularKind.SURAT_IMBAUAN
    assert governor.kind is CircularKind.OTHER


def test_the_place_of_an_office_named_without_it_is_the_storys() -> None:
    circular = one(
        "Edaran Netralitas Keluar",
        "Sekretaris Daerah menandatangani surat edaran netralitas "
        "ASN. Surat edaran itu melarang ASN berpolitik praktis.",
        places=(Place("33.28", "high", "dateline"),),
    )
    assert circular.issuer == "Sekretaris Daerah Tegal"


def test_a_person_named_with_his_office_before_issues_for_it() -> None:
    circular = one(
        "Pegawai Diminta Netral",
        "Pj Wali Kota Tegal Dimas Ardianto memimpin apel. Kehadiran Bawaslu disambut baik.",
        "Sebelumnya, Dimas telah mengeluarkan surat edaran kepada ASN untuk menjaga netralitas pada pemilu.",
    )
    assert circular.issuer == "Pj Wali Kota Tegal"
    assert circular.weight is Weight.MENTION


def test_a_government_and_its_head_issue_one_document() -> None:
    circular = one(
        "Ikrar Dibaca",
        "Pemkot Tegal keluarkan surat edaran",
        "Netralitas diatur melalui Surat Edaran Wali Kota Tegal Nomor "
        "B/3/VIII/2024 tentang Netralitas Pegawai dalam Pilkada.",
    )
    assert circular.issuer == "Wali Kota Tegal"


def test_a_joint_decision_carries_its_first_number_and_all_its_issuers() -> None:
    circular = one(
        "Camat Ikuti Sosialisasi Netralitas",
        "Camat mengikuti sosialisasi netralitas pilkada.",
        "Rujukannya Keputusan Bersama Menteri PANRB, Mendagri, Kepala "
        "BKN, Ketua KASN dan Ketua Bawaslu Nomor 3 Tahun 2022, "
        "Nomor 800-5475 Tahun 2022, Nomor 247 Tahun 2022 tanggal 22 September 2022.",
    )
    assert circular.kind is CircularKind.KEPUTUSAN_BERSAMA
    assert circular.number == "3 Tahun 2022"
    assert circular.issuer == "Menteri PANRB, Mendagri, Kepala BKN, Ketua KASN dan Ketua Bawaslu"
    assert circular.date == "2022-09-22"
    assert circular.weight is Weight.MENTION
    assert circular.region is None


def test_each_of_two_documents_keeps_its_own_number_day_and_issuer() -> None:
    first, second = told(
        "Bupati Buleleng Terbitkan SE Netralitas",
        "Menindaklanjuti Surat Edaran Gubernur Bali Nomor 800/7/BKD tanggal 1 Agustus 2024 tentang netralitas ASN, "
        "Bupati Buleleng mengeluarkan Surat Edaran Nomor 800/91/BKPSDM "
        "tanggal 9 Agustus 2024 tentang netralitas pegawai.",
    )
    assert (first.issuer, first.number, first.date) == ("Gubernur Bali", "800/7/BKD", "2024-08-01")
    assert (second.issuer, second.number, second.date) == ("Bupati Buleleng", "800/91/BKPSDM", "2024-08-09")
    assert first.weight is Weight.MENTION
    assert second.weight is Weight.MAIN


def test_the_day_of_a_speech_is_not_the_documents() -> None:
    circular = one(
        "Bupati Terbitkan SE Netralitas",
        "Bupati Tegal menerbitkan SE netralitas ASN untuk pilkada, kata Sekda, Senin (2/9/2024).",
    )
    assert circular.date is None


def test_a_day_without_its_year_takes_that_of_the_number_or_the_story() -> None:
    story = (
        "SE Netralitas Terbit",
        "Bupati Tegal meneken SE Nomor 800/8/BKD tentang netralitas ASN, tertanggal 4 September.",
    )
    assert one(*story, published="2020-09-07").date == "2020-09-04"
    assert one(*story).date is None


def test_a_headline_alone_tells_of_a_circular() -> None:
    circular = one("Teken SE, Pj Bupati Kudus Larang ASN Ikut Kampanye")
    assert (circular.issuer, circular.weight) == ("Pj Bupati Kudus", Weight.MAIN)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Jurnalis Diminta Netral, AJI Kendari Terbitkan Edaran",
            "AJI Kendari menerbitkan surat edaran agar jurnalis netral dalam pilkada. Edaran Nomor 9/AJI/2026 itu "
            "melarang jurnalis menjadi tim sukses.",
        ),
        (
            "Uskup Keluarkan Surat Edaran, Imam Diminta Netral",
            "Uskup Ruteng mengeluarkan surat edaran nomor 112/KR/2026 agar imam tidak terlibat politik praktis "
            "dalam pilkada. ASN juga diharapkan netral, kata uskup.",
        ),
        (
            "PCNU Terbitkan Instruksi, Pengurus Wajib Netral di Pilkada",
            "PCNU Jombang menerbitkan instruksi nomor 55/PC/2026. Pengurus dilarang mendukung pasangan calon.",
        ),
    ],
)
def test_the_paper_of_a_union_or_a_church_to_its_own_people_is_none_of_ours(title: str, body: str) -> None:
    assert told(title, body) == ()


def test_a_union_that_praises_a_circular_does_not_take_it_away() -> None:
    body = (
        "Bupati Sidrap menerbitkan Surat Edaran Nomor 800/21/2026 tentang netralitas ASN. Ketua AJI Makassar "
        "mengapresiasi edaran itu dan meminta jurnalis juga netral."
    )
    assert one("Edaran Netralitas ASN Terbit, AJI Mengapresiasi", body).weight is Weight.MAIN


def test_a_man_is_no_union() -> None:
    body = "Bupati Kutai Barat, Aji Mahmud, menerbitkan surat edaran nomor 800/77/2026 tentang netralitas ASN."
    assert one("Bupati Aji Terbitkan Edaran Netralitas", body).issuer == "Bupati Kutai Barat"


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Nias mencabut Surat Edaran Nomor 800/77/2026 tentang Netralitas ASN karena keliru.",
        "Bupati Nias menarik kembali SE Nomor 800/77/2026 tentang Netralitas ASN setelah menuai kritik.",
        "Surat Edaran Bupati Nias Nomor 800/77/2026 tentang Netralitas ASN resmi dibatalkan, Senin.",
        "Pemkab Nias menyatakan SE Nomor 800/77/2026 tentang Netralitas ASN tidak berlaku lagi.",
    ],
)
def test_a_revoked_circular_is_a_mention_with_its_subject_whole(sentence: str) -> None:
    circular = one("Edaran Netralitas ASN Nias Dicabut", sentence, "Edaran pengganti akan menyusul.")
    assert circular.weight is Weight.MENTION
    assert circular.subject == "Netralitas ASN"
    assert "revoked" in {reason.rule for reason in circular.reasons}


def test_a_circular_that_revokes_another_is_news_and_so_is_one_that_takes_allowances_away() -> None:
    body = (
        "Bupati Ngawi menerbitkan Surat Edaran Nomor 800/91/2026 tentang Netralitas ASN. Edaran itu mencabut Surat "
        "Edaran Nomor 800/44/2026 tentang Netralitas Pegawai. DPRD meminta bupati mencabut surat edaran itu."
    )
    weights = {each.number: each.weight for each in told("Bupati Ngawi Terbitkan Edaran Baru", body)}
    assert weights == {"800/91/2026": Weight.MAIN, "800/44/2026": Weight.MENTION}
    body = (
        "Bupati Sragen menerbitkan Surat Edaran Nomor 800/91/2026 tentang Netralitas ASN. Dalam surat edaran itu "
        "tunjangan ASN yang melanggar akan dicabut."
    )
    assert one("Edaran Netralitas Terbit, TPP Pelanggar Dicabut", body).weight is Weight.MAIN


@pytest.mark.parametrize("clause", ["menyusul maraknya laporan", "lantaran banyak laporan", "sehingga semua tahu"])
def test_a_subject_ends_where_the_newsroom_says_why(clause: str) -> None:
    body = f"Bupati Klaten meneken Surat Edaran Nomor 800/55/2026 tentang Netralitas ASN {clause}."
    assert one("Bupati Klaten Teken Edaran Netralitas", body).subject == "Netralitas ASN"


@pytest.mark.parametrize(
    "addressed", ["kepala SMA dan SMK negeri", "kepala puskesmas dan bidan", "tenaga kesehatan"]
)
def test_an_appeal_to_heads_of_schools_and_clinics_is_one_to_those_bound(addressed: str) -> None:
    body = (
        f"Sekda Jawa Barat mengeluarkan surat imbauan netralitas bagi {addressed}. Surat bernomor 5521/KPG.03/Set "
        "itu tertanggal 2 November 2026."
    )
    circular = one("Sekda Jabar Keluarkan Surat Imbauan Netralitas", body)
    assert (circular.weight, circular.number) == (Weight.MAIN, "5521/KPG.03/Set")
    assert circular.date == "2026-11-02"


def test_nothing_is_read_from_a_story_on_other_neutrality() -> None:
    assert told("Wasit Diminta Netral", "Panitia menerbitkan surat edaran agar wasit netral pada laga final.") == ()


WORDS = """SE Nomor 1/2/2024 tentang netralitas ASN tanggal 1 Mei 2024 , . ( ) “ ” Bupati Tegal SKB dan sesuai UU
surat itu / : ; Mendagri oleh a.n. menyurati"""


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_order_of_words_breaks_the_reading(words: list[str]) -> None:
    for circular in told(" ".join(words[:12]), " ".join(words)):
        assert circular.sentence
        assert circular.weight in (Weight.MAIN, Weight.MENTION)


def seed(name: str) -> tuple[str, str]:
    found = sorted(SEEDS.glob(f"{name}*.txt"))
    if not found:
        pytest.skip("the five seed texts are not beside this checkout")
    lines = found[0].read_text(encoding="utf-8").split("\n")
    first = next(index for index, line in enumerate(lines) if len(line.split()) > 4)
    return lines[first], "\n".join(lines[first + 1 :])


@pytest.mark.parametrize(
    ("name", "number", "issuer", "day"),
    [
        ("000", "B/1502/800.1.10/VIII/2024", "Wali Kota Semarang", "2024-08-27"),
        ("004", "HKM.05/12/EDR/IX/HKU/2024", "Pj Wali Kota Jambi", "2024-09-24"),
    ],
)
def test_the_two_circulars_of_the_seeds_are_found(name: str, number: str, issuer: str, day: str) -> None:
    circular = one(*seed(name))
    assert (circular.number, circular.issuer, circular.date) == (number, issuer, day)
