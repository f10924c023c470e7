"""The tag of stories that tell of a court's decision, or a new law, on the neutrality of officials."""

from __future__ import annotations

import pytest

from alerts.matcher import match


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "MK Putuskan Pejabat Daerah yang Tak Netral Bisa Dipidana",
            "Mahkamah Konstitusi mengabulkan uji materi sehingga pejabat daerah yang tidak netral dapat dipidana.",
        ),
        (
            "BKN Terbitkan Peraturan Baru soal Netralitas ASN",
            "Badan Kepegawaian Negara menerbitkan Peraturan BKN Nomor 3 Tahun 2026 tentang netralitas ASN.",
        ),
        (
            "Hakim Vonis Lurah di Palopo 2 Bulan Penjara karena Dukung Paslon",
            "Pengadilan Negeri Palopo memvonis seorang lurah dua bulan penjara karena mengampanyekan paslon.",
        ),
        ("UU ASN Digugat, Pasal Netralitas Dinilai Multitafsir", "Seorang dosen menggugat UU ASN ke MK."),
    ],
)
def test_a_ruling_on_neutrality_is_tagged_with_its_sentence(title: str, text: str) -> None:
    found = match(title, text)
    assert found.ruling
    reason = next(each for each in found.reasons if each.rule == "ruling")
    assert reason.phrase in reason.sentence


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Bupati Ingatkan ASN Netral", "ASN wajib netral sesuai UU Nomor 20 Tahun 2023 yang berlaku, kata bupati."),
        ("MK Akan Putuskan Nasib Pilkada Serang", "MK akan memutus sengketa yang menyoal netralitas kepala desa."),
        ("MK Tolak Gugatan Paslon 2", "Mahkamah Konstitusi menolak gugatan sengketa hasil pilkada."),
        (
            "Camat Mandai Dilaporkan ke Bawaslu",
            "Camat itu diduga mengajak warga memilih paslon. Bawaslu meminta keterangannya.",
        ),
    ],
)
def test_a_rule_that_is_quoted_or_a_case_that_is_open_is_no_ruling(title: str, text: str) -> None:
    assert not match(title, text).ruling
