"""Cases told by their files, and where a provincial official acted."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Actor, Stage, Weight

TITLE = "Bawaslu Sambas Tutup Posko Pengawasan Pilkada"
LEAD = "Bawaslu Kabupaten Sambas menutup posko pengawasan pilkada, Senin (2/12/2024). "


def lots(told: str) -> list[tuple[Stage, Actor, str | None]]:
    found = match(TITLE, LEAD + told).incidents
    assert all(each.weight is Weight.MENTION for each in found)
    return [(each.stage, each.actor, each.region) for each in found]


@pytest.mark.parametrize(
    "told",
    [
        "Ada tiga laporan soal netralitas ASN. Dua sudah dihentikan, satu lagi diteruskan ke BKN.",
        "Tercatat 3 perkara terkait netralitas ASN: dua dihentikan karena tidak cukup bukti, satu direkomendasikan"
        " ke BKN.",
    ],
)
def test_what_became_of_each_lot_of_files_is_a_case(told: str) -> None:
    assert lots(told) == [
        (Stage.DISMISSED, Actor.ASN, "61.01"),
        (Stage.RECOMMENDED, Actor.ASN, "61.01"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Ada tiga laporan soal netralitas ASN.",  # bare reports are no objects (guide, rule 13)
        "Jika ada laporan soal netralitas ASN, dua hari kemudian diteruskan ke BKN.",
        "Tiga laporan soal politik uang dihentikan. Sosialisasi netralitas ASN digelar dua kali.",
    ],
)
def test_files_of_which_nothing_is_told_are_no_cases(told: str) -> None:
    assert lots(told) == []


def test_a_provincial_official_acted_where_the_story_says() -> None:
    body = (
        "Bawaslu Kalsel memeriksa Kepala Dinas Pendidikan Provinsi Kalimantan Selatan terkait netralitas.\n"
        "Perkara ini muncul dari acara di SMKN 3 Banjarmasin. Sang kadis mengajak hadirin mencoblos satu partai."
    )
    (found,) = match("Bawaslu Periksa Kadisdikbud Kalsel soal Ajakan Pilih Partai", body).incidents
    assert found.region == "63.71"
    lead, _, _ = body.partition("\n")
    (found,) = match("Bawaslu Periksa Kadisdikbud Kalsel soal Ajakan Pilih Partai", lead).incidents
    assert found.region == "63"
