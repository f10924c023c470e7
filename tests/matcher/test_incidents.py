"""What is an incident, who did what, how it is told, and what became of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matcher import MATCHER_VERSION, match
from model import Act, Actor, Findings, Genre, Incident, Stage, Weight

SLOWEST = 1.0  # seconds of CPU for 10,000 characters; far above what it takes, far below a hang
LEAD = (
    "SAMBAS - Seorang camat di Kabupaten Sambas dilaporkan ke Bawaslu, Senin (7/10/2024). "
    "Ia diduga mengajak warga memilih salah satu pasangan calon bupati."
)


def story(title: str, *paragraphs: str) -> Findings:
    return match(title, "\n".join(paragraphs), published="2024-10-08")


def only(findings: Findings) -> Incident:
    assert findings.incident is Weight.MAIN
    return findings.incidents[0]


def test_a_reported_official_is_the_main_incident_of_his_story() -> None:
    findings = story("Camat di Sambas Dilaporkan ke Bawaslu, Diduga Tak Netral", LEAD)
    incident = only(findings)
    assert findings.genre is Genre.INCIDENT
    assert (incident.stage, incident.actor, incident.count, incident.region) == (
        Stage.REPORTED,
        Actor.SUB_DISTRICT_HEAD,
        1,
        "61.01",
    )
    assert findings.matcher_version == MATCHER_VERSION


def test_an_incident_needs_no_word_of_neutrality() -> None:
    findings = story(
        "Kades di Sambas Bagikan Stiker Cabup di Balai Desa",
        "Seorang kepala desa di Kabupaten Sambas kedapatan membagikan stiker calon bupati kepada warga.",
        "Bawaslu Sambas menjadikannya temuan.",
    )
    assert only(findings).actor is Actor.VILLAGE_HEAD


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        (
            "ASN Diminta Jaga Netralitas",
            "Bupati mengingatkan ASN agar tidak ikut kampanye. Jika terbukti, ASN akan disanksi.",
            Genre.REMINDER,
        ),
        (
            "Ratusan ASN Ucapkan Ikrar Netralitas",
            "Ratusan ASN membacakan ikrar netralitas di halaman kantor bupati menjelang pilkada.",
            Genre.PLEDGE,
        ),
        (
            "Belum Ada Laporan ASN Tidak Netral",
            "Bawaslu belum menerima laporan dugaan pelanggaran netralitas ASN selama kampanye.",
            Genre.REMINDER,
        ),
        (
            "Indeks Kerawanan Pilkada: Netralitas ASN Tertinggi",
            "Bawaslu merilis indeks kerawanan. Isu netralitas ASN menempati skor tertinggi.",
            Genre.STATISTICS,
        ),
        (
            "Mantan Camat Daftar Calon Bupati",
            "Mantan camat itu mengambil formulir pendaftaran calon bupati di kantor partai.",
            Genre.OTHER,
        ),
        (
            "Kordes Tertangkap Bagi Uang",
            "Gakkumdu menangkap koordinator desa tim sukses paslon yang membagi uang kepada warga.",
            Genre.OTHER,
        ),
    ],
)
def test_near_misses_are_no_incident(title: str, text: str, genre: Genre) -> None:
    findings = story(title, text, "Pilkada digelar 27 November.")
    assert findings.incident is Weight.NONE
    assert findings.genre is genre


def test_a_list_of_forbidden_acts_is_no_list_of_incidents() -> None:
    findings = story(
        "Ini Larangan bagi ASN Selama Kampanye",
        "Berikut larangan bagi ASN:",
        "1. Memasang spanduk calon",
        "2. Mengunggah dukungan kepada paslon",
        "3. Menghadiri kampanye",
    )
    assert findings.incidents == ()


def test_a_drill_is_no_incident() -> None:
    findings = story(
        "Bawaslu Gelar Simulasi Penanganan Pelanggaran",
        "Dalam simulasi itu, seorang lurah diperankan staf kedapatan memasang baliho calon wali kota.",
    )
    assert findings.incident is Weight.NONE


def test_an_elected_head_may_campaign() -> None:
    findings = story(
        "Bupati Sambas Hadir di Kampanye Paslon",
        "Bupati Sambas hadir di kampanye salah satu pasangan calon gubernur. Ia sudah cuti.",
    )
    assert findings.incident is Weight.NONE


def test_related_headlines_are_not_the_storys_own() -> None:
    findings = story(
        "Bupati Resmikan Jembatan",
        "Bupati meresmikan jembatan gantung, Senin.",
        "Baca Juga: Camat Dilaporkan ke Bawaslu karena Kampanyekan Cabup",
    )
    assert findings.incident is Weight.NONE


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Laporan itu sudah diregister Bawaslu.", Stage.REPORTED),
        ("Sang camat telah dimintai klarifikasi oleh Bawaslu.", Stage.EXAMINED),
        ("Berkas camat itu diteruskan ke KASN.", Stage.RECOMMENDED),
        ("Camat itu dijatuhi sanksi penundaan kenaikan pangkat.", Stage.SANCTIONED),
        ("Camat itu kini berstatus tersangka dan berkasnya dilimpahkan ke kejaksaan.", Stage.CHARGED),
        ("Bawaslu menghentikan kasus itu karena tidak cukup bukti.", Stage.DISMISSED),
        ("Unsur pidananya tidak terpenuhi, namun kasus itu diteruskan ke KASN.", Stage.RECOMMENDED),
        ("Jika terbukti, camat itu akan dijatuhi sanksi.", Stage.REPORTED),
        ("Berikutnya camat itu akan dipanggil.", Stage.REPORTED),
    ],
)
def test_the_stage_is_the_latest_that_is_told(sentence: str, stage: Stage) -> None:
    assert only(story("Camat di Sambas Diduga Tak Netral", LEAD, sentence)).stage is stage


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("Tiga lurah", 3),
        ("Belasan lurah", None),
        ("Dua puluh tiga ASN", 23),
        ("14 ASN", 14),
        ("Seorang lurah", 1),
    ],
)
def test_the_count_is_read_in_figures_and_in_words(group: str, count: int | None) -> None:
    findings = story(
        f"{group} di Sambas Diduga Tidak Netral", f"{group} di Sambas dipanggil Bawaslu karena mendukung paslon."
    )
    assert only(findings).count == count


def test_a_mixed_group_is_counted_together_under_the_first_name() -> None:
    incident = only(
        story("Dua Camat dan Tiga Lurah di Sambas Dilaporkan ke Bawaslu", "Kelimanya diduga mendukung paslon.")
    )
    assert (incident.actor, incident.count) == (Actor.SUB_DISTRICT_HEAD, 5)


def test_the_office_is_given_as_printed_without_the_verb_of_a_headline() -> None:
    assert only(story("Camat Selakau Dilaporkan ke Bawaslu, Diduga Tak Netral")).office == "Camat Selakau"


def test_several_acts_are_told_by_their_codes() -> None:
    incident = only(
        story(
            "Kades di Sambas Diadukan ke Bawaslu",
            "Seorang kades di Sambas berpose bersama calon bupati sambil mengacungkan jari.",
            "Ia juga membagikan unggahan dukungan kepada paslon di Facebook.",
        )
    )
    assert {Act.PHOTO_SYMBOL, Act.SOCIAL_MEDIA_SUPPORT} <= set(incident.acts)


def test_the_day_of_the_act_is_taken_only_when_told() -> None:
    told = story(
        "Lurah di Sambas Diduga Tak Netral",
        "Seorang lurah di Sambas ikut kampanye paslon pada 5 Oktober 2024. Bawaslu memeriksanya.",
    )
    silent = story("Camat di Sambas Diduga Tak Netral", LEAD)
    assert only(told).occurred == "2024-10-05"
    assert only(silent).occurred is None


def test_each_regency_of_a_list_of_offices_is_an_incident_of_its_own() -> None:
    findings = story(
        "Tiga Pj Bupati Dilaporkan, Diduga Tak Netral",
        "Bawaslu memeriksa dugaan pelanggaran netralitas Pj Bupati Sambas, Pj Bupati Kudus dan Pj Bupati Ende.",
    )
    assert [incident.region for incident in findings.incidents] == ["61.01", "33.19", "53.08"]


def test_a_case_told_in_passing_is_a_mention_and_no_alert() -> None:
    findings = story(
        "Bawaslu Bekali Camat soal Netralitas",
        "Bawaslu Sambas menggelar sosialisasi netralitas ASN, Senin.",
        "Camat diminta menjaga netralitas dan melayani semua warga.",
        "Pada Pilkada 2020 dua ASN di Sambas direkomendasikan ke KASN karena mendukung paslon.",
    )
    assert findings.incident is Weight.MENTION
    assert findings.incidents[0].count == 2
    assert findings.genre is Genre.REMINDER


def test_a_headline_alone_is_enough_but_trusted_less() -> None:
    title = "Camat di Sambas Dilaporkan ke Bawaslu, Diduga Tak Netral"
    assert only(match(title)).confidence < only(story(title, LEAD)).confidence


def test_what_decided_is_told() -> None:
    reasons = only(story("Camat di Sambas Dilaporkan ke Bawaslu, Diduga Tak Netral", LEAD)).reasons
    assert any(reason.rule == "person_accused" and reason.weight > 0 for reason in reasons)
    assert all(reason.sentence for reason in reasons)


def test_what_spoke_against_is_told_too() -> None:
    findings = story("Bupati Ingatkan Camat Tak Berpihak di Pilkada", "Camat diminta netral.")
    assert any(reason.rule == "headline_rule" for reason in findings.reasons)


WORDS = [
    "camat",
    "ASN",
    "diduga",
    "tidak netral",
    "jika",
    "Bawaslu",
    "dua puluh",
    "1.",
    "(",
    ")",
    "”",
    ".",
    "Pj",
    "kampanye",
    "paslon",
    "\n",
    "ke KASN",
    "ß",
    "İ",
    "\x00",
]


@pytest.mark.parametrize(
    "unit", ["camat diduga tidak netral ", "jika ", "a", "(", "satu ", "foto ", "Bawaslu ke KASN, "]
)
def test_a_story_made_to_be_slow_is_not(unit: str) -> None:
    started = time.process_time()
    match(unit[:40], (unit * 10_000)[:10_000])
    assert time.process_time() - started < SLOWEST


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            WORDS
        ),
        max_size=80,
    ).map(" ".join)
)  # fmt: skip
def test_no_mixture_of_its_own_words_makes_the_matcher_raise(text: str) -> None:
    findings = match(text[:60], text)
    assert all(0 <= incident.confidence <= 1 for incident in findings.incidents)
