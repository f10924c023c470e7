"""Which incidents a story tells: each case once, with its own stage, actor, number and region, in the order told.

``objects.jsonl`` holds stories in our own words after the ways in which newsrooms turn from one case to another,
and stories about one man whom they call by many words.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alerts.matcher import match
from model import Actor, Incident, Stage

PUBLISHED = "2024-11-12"
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "objects.jsonl").read_text(encoding="utf-8").splitlines()
]
SEVERAL = [case for case in CASES if len(case["incidents"]) > 1]
ONE = [case for case in CASES if len(case["incidents"]) == 1]


def told(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"stage": each.stage, "actor": each.actor, "count": each.count, "region": each.region}
        for each in match(case["title"], case["text"], published=PUBLISHED).incidents
    ]


def incidents(title: str, body: str) -> tuple[Incident, ...]:
    return match(title, body, published=PUBLISHED).incidents


@pytest.mark.parametrize("case", SEVERAL, ids=[case["id"] for case in SEVERAL])
def test_each_case_of_a_story_is_an_incident_of_its_own(case: dict[str, Any]) -> None:
    assert told(case) == case["incidents"]


@pytest.mark.parametrize("case", ONE, ids=[case["id"] for case in ONE])
def test_one_case_told_in_many_words_stays_one_incident(case: dict[str, Any]) -> None:
    assert told(case) == case["incidents"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kubu lawan mendesak kasus ini tidak berhenti di urusan kepegawaian.",
        "Pelapor khawatir kasus ini dihentikan.",
        "Warga meminta Bawaslu agar perkara itu tidak dihentikan.",
    ],
)
def test_a_case_that_must_go_on_is_not_dismissed(sentence: str) -> None:
    body = f"PATI - Camat Tayu dipanggil Bawaslu Pati karena menghadiri kampanye calon bupati.\n{sentence}"
    assert [each.stage for each in incidents("Camat Tayu Dipanggil Bawaslu", body)] == [Stage.EXAMINED]


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Surat imbauan netralitas pun sudah dikirim ke kantor camat.", Stage.REPORTED),
        ("Bawaslu tengah berapat pleno membahas informasi awal itu.", Stage.REPORTED),
        ("Inspektorat memutuskan camat itu hanya ditegur.", Stage.SANCTIONED),
        ("Camat itu dinyatakan tidak terbukti melanggar netralitas.", Stage.DISMISSED),
        ("Syarat materiil laporan terhadap camat itu tidak terpenuhi dan perkara berhenti.", Stage.DISMISSED),
        ("Warga meminta bupati segera mencopot camat itu.", Stage.REPORTED),
        ("Camat bisa kena sanksi dari teguran lisan sampai diberhentikan.", Stage.REPORTED),
        ("Santer terdengar camat itu sudah dicopot bupati.", Stage.REPORTED),
        ("Bawaslu merekomendasikan seorang camat tersebut diberi sanksi.", Stage.RECOMMENDED),
    ],
)
def test_a_paper_is_no_step_and_a_step_is_known_by_its_words(sentence: str, stage: Stage) -> None:
    body = f"PATI - Camat Tayu dilaporkan ke Bawaslu Pati karena menghadiri kampanye calon bupati.\n{sentence}"
    assert [each.stage for each in incidents("Camat Tayu Dilaporkan ke Bawaslu", body)] == [stage]


def test_a_case_told_twice_in_passing_is_one() -> None:
    body = (
        "ARSO - Pjs Bupati Keerom menerbitkan surat edaran netralitas setelah dua pegawai Pemkab Keerom dipanggil"
        " Bawaslu karena mengantar pasangan calon mendaftar.\n"
        "Edaran itu melarang ASN menghadiri kampanye.\n"
        "Mengenai dua pegawai yang sudah diklarifikasi, ia menyerahkannya kepada Bawaslu Keerom."
    )
    assert len(incidents("Pjs Bupati Keerom Keluarkan Edaran Netralitas", body)) == 1


def test_a_man_without_office_or_place_is_no_incident() -> None:
    body = (
        "Oleh: Pengajar Ilmu Pemerintahan\n"
        "Netralitas ASN sulit ditegakkan. Nasib seorang pegawai bergantung pada atasan yang ikut mendukung calon."
    )
    assert incidents("OPINI: Netralitas di Atas Kertas", body) == ()


def test_a_warning_to_all_others_of_his_kind_is_no_other_case() -> None:
    body = (
        "CIREBON - Camat Karangsembung, Kabupaten Cirebon, divonis dua bulan penjara karena mengarahkan kuwu"
        " memilih calon bupati.\n"
        '"Untuk camat yang lain, jangan coba-coba," kata Penjabat Bupati Cirebon. Surat imbauan sudah dikirim.'
    )
    found = incidents("Giring Kuwu ke Paslon, Camat Karangsembung Dibui", body)
    assert [each.stage for each in found] == [Stage.CHARGED]


def test_a_step_that_somebody_is_only_after_is_not_taken() -> None:
    body = (
        "BANTUL - Seorang dukuh di Kalurahan Trirenggo, Kabupaten Bantul, diduga mendukung calon bupati.\n"
        'Panitia mau berkonsultasi dulu. "Biar diteruskan ke bagian hukum," ujarnya.'
    )
    assert [each.stage for each in incidents("Dukuh di Trirenggo Diduga Dukung Calon", body)] == [Stage.ALLEGED]


@pytest.mark.parametrize(
    "sentence",
    [
        "Berkas camat itu sedang diteliti kejaksaan.",
        "Perkara camat itu telah bergulir sampai ke kejaksaan.",
        "Dugaan pidananya ditangani penyidik kepolisian.",
    ],
)
def test_a_case_in_the_hands_of_police_or_prosecutor_is_charged(sentence: str) -> None:
    body = f"PATI - Camat Tayu dilaporkan ke Bawaslu Pati karena menghadiri kampanye calon bupati.\n{sentence}"
    assert [each.stage for each in incidents("Camat Tayu Dilaporkan ke Bawaslu", body)] == [Stage.CHARGED]


def test_an_elected_head_whom_the_body_accuses_of_nothing_is_not_the_accused() -> None:
    body = (
        "PASANGKAYU - Kepala BKPP Pasangkayu menuturkan, rekomendasi KASN menyangkut seorang kepala bidang di Dinas"
        " Pertanian. Pegawai itu dinyatakan melanggar netralitas karena menghadiri deklarasi pasangan calon."
    )
    found = incidents("Bupati Pasangkayu Jelaskan Nasib Rekomendasi KASN untuk Kabid", body)
    assert [each.actor for each in found] == [Actor.ASN]


def test_each_of_two_cases_keeps_the_answer_of_its_own_accused() -> None:
    body = (
        "KLATEN - Camat Wedi diteruskan Bawaslu Klaten ke BKN karena berorasi untuk calon bupati. Camat Wedi"
        " membantah tuduhan itu.\nSementara 12 kepala desa di Klaten sudah dijatuhi teguran tertulis karena ikut"
        " kampanye."
    )
    found = incidents("Camat Wedi Diteruskan ke BKN, 12 Kades Kena Teguran", body)
    assert [(each.actor, len(each.responses)) for each in found] == [
        (Actor.SUB_DISTRICT_HEAD, 1),
        (Actor.VILLAGE_HEAD, 0),
    ]
