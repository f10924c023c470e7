"""Two officials in one story, at different stages: a sanction is never told of the wrong one."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Actor, Stage

TITLE = "Netralitas ASN, Dua Pejabat di Kota Semarang Diproses"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Camat Wonosari dijatuhi sanksi disiplin karena terbukti melanggar netralitas. Camat Sukorejo"
            " dilaporkan ke Bawaslu karena menghadiri kampanye calon wali kota.",
            {"Camat Wonosari": Stage.SANCTIONED, "Camat Sukorejo": Stage.REPORTED},
        ),
        (
            "Kades Sumberejo diperiksa Bawaslu karena menghadiri kampanye calon bupati, sedangkan Kades Karanganyar"
            " dijatuhi sanksi karena melanggar netralitas.",
            {"Kades Sumberejo": Stage.EXAMINED, None: Stage.SANCTIONED},  # Karanganyar is a kabupaten too
        ),
        (
            "Camat Wonosari dilaporkan ke Bawaslu karena menghadiri kampanye calon wali kota. Seorang camat lain"
            " dijatuhi sanksi karena melanggar netralitas.",
            {"Camat Wonosari": Stage.REPORTED, None: Stage.SANCTIONED},
        ),
    ],
)
def test_each_official_has_his_own_stage(body: str, told: dict[str | None, Stage]) -> None:
    found = match(TITLE, f"SEMARANG - {body}", published="2026-11-22").incidents
    assert {incident.office: incident.stage for incident in found} == told


def test_two_officials_at_one_stage_stay_one_group() -> None:
    body = "SEMARANG - Camat Wonosari dan Camat Sukorejo dilaporkan ke Bawaslu karena menghadiri kampanye calon."
    assert len(match(TITLE, body).incidents) == 1


@pytest.mark.parametrize(
    ("title", "body", "own", "other"),
    [
        (
            "Foto Pegawai Pegang Kartu Paslon Beredar, Bawaslu Lacak ASN Semarang",
            "Foto seorang ASN di Kota Semarang yang mengacungkan jari mendukung pasangan calon gubernur beredar.\n"
            "Bawaslu Semarang menelusuri foto itu.\n"
            "Sepekan sebelumnya, dua lurah di Kabupaten Kendal dipanggil Bawaslu setempat karena diduga hadir di"
            " kampanye. Keduanya sudah memberi klarifikasi.",
            (Stage.ALLEGED, Actor.ASN),
            (Stage.EXAMINED, Actor.SUB_DISTRICT_HEAD),
        ),
        (
            "Bukti Kurang, Laporan Kades di Kejobong Kandas",
            "Laporan terhadap seorang kepala desa di Kecamatan Kejobong yang diduga mendukung paslon dihentikan"
            " Bawaslu Purbalingga.\nDi luar laporan itu, perkara kades di kecamatan lain berlanjut. Satu kades"
            " sudah naik ke tahap penyidikan di Polres Purbalingga.",
            (Stage.DISMISSED, Actor.VILLAGE_HEAD),
            (Stage.CHARGED, Actor.VILLAGE_HEAD),
        ),
        (
            "Kadis Pendidikan Keerom Direkomendasikan ke BKN karena Kampanyekan Paslon",
            "Bawaslu Keerom merekomendasikan Kepala Dinas Pendidikan Keerom ke BKN karena mengajak kepala sekolah"
            " memilih paslon.\nSementara empat honorer Satpol PP telah mendapat surat peringatan dari atasannya.",
            (Stage.RECOMMENDED, Actor.HEAD_OF_OFFICE),
            (Stage.SANCTIONED, Actor.NON_ASN),
        ),
    ],
)
def test_what_became_of_another_is_never_told_of_the_storys_own_man(
    title: str, body: str, own: tuple[Stage, Actor], other: tuple[Stage, Actor]
) -> None:
    found = match(title, body).incidents
    assert [(each.stage, each.actor) for each in found] == [own, other]
