"""Headlines alone: how the press tells of a case in one line, and what it writes of officials without any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alerts.matcher import match
from model import Actor, Findings, Genre, Stage, Weight

HEADLINES = Path(__file__).with_name("headlines.jsonl")


def headline(title: str) -> Findings:
    return match(title)


def is_case(title: str) -> bool:
    return headline(title).incident is Weight.MAIN


def test_headlines_of_every_shape_are_told_apart() -> None:
    right = false = missed = 0
    for line in HEADLINES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found, wanted = is_case(case["title"]), case["incident"] == "main"
        right += found and wanted
        false += found and not wanted
        missed += wanted and not found
    assert right + missed >= 280
    assert right / (right + false) >= 0.98
    assert right / (right + missed) >= 0.95


@pytest.mark.parametrize(
    "title",
    [
        "Didakwa Kampanyekan Petahana, Camat di Ende Minta Keringanan",
        "Dicecar Soal Kaus Paslon, Lurah Tetebatu: Itu Acara Keluarga",
        "Diperiksa Lima Jam, Kadis PMD Tuban Bantah Arahkan Kades ke Paslon",
    ],
)
def test_who_speaks_after_a_clause_without_a_subject_is_its_subject(title: str) -> None:
    assert is_case(title)


def test_who_speaks_after_a_clause_with_its_own_subject_is_not_the_accused() -> None:
    assert not is_case("Caleg Bagi Sembako, Camat Minta Warga Lapor")
    assert not is_case("Hadiri Deklarasi Kampanye Damai, Kapolres Minta Paslon Tertib")


def test_a_step_against_an_official_beside_a_candidate_is_a_case_whatever_he_did() -> None:
    assert is_case("Voice Note Kades Ngawi Sebut 'Harus Menang' untuk Paslon 1 Beredar")
    assert is_case("Lirik Diganti Nama Cawali, Jabatan Kapolsek Ngaliyan Melayang")
    assert not is_case("Kapolsek Dicopot Usai Kericuhan Kampanye Paslon")


@pytest.mark.parametrize(
    "title",
    ["ASN Ikut Kampanye Dipecat", "Prajurit Terlibat Politik Praktis Dipecat", "Kades Kampanye Bisa Dipecat"],
)
def test_a_penalty_in_one_clause_with_a_deed_of_nobodys_is_a_threat(title: str) -> None:
    assert not is_case(title)


def test_a_penalty_is_told_as_given_once_place_or_cause_stand_with_it() -> None:
    assert is_case("ASN Gresik Tak Netral Disanksi Turun Jabatan")
    assert is_case("Ikut Kampanye, ASN Gresik Dipecat")


def test_an_if_within_an_officials_threat_to_voters_is_what_he_did() -> None:
    found = headline("Ancam Cabut Bansos bila Tak Pilih Satu Partai, Kades di Kediri Dilaporkan").incidents[0]
    assert (found.stage, found.actor) == (Stage.REPORTED, Actor.VILLAGE_HEAD)
    assert not is_case("Bupati Ancam Copot Kades bila Dukung Paslon")


@pytest.mark.parametrize(
    "title",
    [
        "Kades Lapor Bawaslu Usai Diteror Timses",
        "Lurah Laporkan Caleg yang Pasang APK di Kantornya",
        "Camat Turunkan Baliho Caleg yang Langgar Aturan",
        "Kepala Desa Dibacok Pendukung Caleg",
        "Kades Dibui karena Aniaya Timses Caleg",
        "Kapolda Pimpin Apel Pengamanan Kampanye",
    ],
)
def test_who_reports_or_suffers_or_keeps_order_is_not_accused(title: str) -> None:
    assert not is_case(title)


@pytest.mark.parametrize(
    "title",
    [
        "Sekda Hadiri Debat Publik Paslon",
        "Dandim Hadiri Deklarasi Pemilu Damai",
        "Kapolres dan Dandim Hadiri Pengundian Nomor Urut",
        "Kepala Kesbangpol Serahkan Dana Bantuan Parpol",
    ],
)
def test_events_of_all_sides_are_no_campaign(title: str) -> None:
    assert not is_case(title)


def test_kin_who_run_are_candidates_like_others() -> None:
    assert is_case("Promosikan Istri yang Nyaleg Lewat Grup WA, Kades Langko Lobar Diganjar 3 Bulan Bui")
    assert is_case("ASN Sleman yang Dampingi Istri Nyaleg Dihukum Turun Pangkat")
    assert not is_case("Istri Lurah Nyaleg, Bawaslu: Tak Masalah")


def test_a_denial_behind_an_accusation_changes_nothing() -> None:
    assert is_case("Dilaporkan Dukung Paslon, Camat Ende Bantah")
    assert not is_case("Sekda Bantah ASN Dikerahkan ke Kampanye")


def test_what_a_superior_says_of_any_holder_of_an_office_is_no_case() -> None:
    assert not is_case("Pj Gubernur DKI: Lurah Tak Netral, Ya Berhenti Jadi Lurah")


def test_what_is_done_with_an_officials_house_or_office_is_told_of_him() -> None:
    assert headline("Rumah Kades di Konawe Jadi Posko Pemenangan Cabup").incidents[0].actor is Actor.VILLAGE_HEAD
    assert not is_case("Massa Caleg Demo di Kantor Camat")


def test_figures_of_a_country_are_no_case_and_those_of_a_place_are() -> None:
    assert headline("KASN: 2.034 ASN Dilaporkan Langgar Netralitas").genre is Genre.STATISTICS
    assert not is_case("BKN Blokir Data 100 ASN Pelanggar Netralitas")
    assert is_case("26 ASN Sitaro Diperiksa karena Langgar Netralitas")


def test_calls_to_report_and_ways_of_others_are_no_case() -> None:
    assert not is_case("Bawaslu Ajak Warga Laporkan ASN yang Ikut Kampanye")
    assert not is_case("Temukan Kades Kampanye, Segera Lapor Bawaslu")
    assert not is_case("Bawaslu Beberkan Modus ASN Dukung Petahana")
    assert not is_case("Cegah ASN Tak Netral, Bawaslu Bentuk Satgas")


def test_a_word_of_somebody_on_a_case_is_no_service_to_readers() -> None:
    assert is_case("Pj Bupati Bekasi Dituding Cawe-cawe di Pilkada, Ini Kata Timses")
    assert not is_case("Camat Ikut Kampanye, Ini Sanksinya")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Inspektorat Papua Awasi Ketat ASN Jelang Pilgub", Genre.REMINDER),
        ("Propam Polda Kalsel Buka Posko Aduan Netralitas Anggota", Genre.REMINDER),
        ("Bawaslu Kota Tegal: Belum Ada Laporan Pelanggaran Netralitas", Genre.REMINDER),
        ("Kodim Tabalong Ingatkan Prajurit: Netralitas TNI Harga Mati", Genre.REMINDER),
        ("Pegawai Pemprov Jateng Tanda Tangani Pakta Integritas Pemilu", Genre.PLEDGE),
        ("ASN Sabang Nyatakan Sikap Netral", Genre.PLEDGE),
        ("KASN Terima 480 Aduan Pelanggaran Netralitas", Genre.STATISTICS),
        ("Sekda Buka Rakor Persiapan Pilkada", Genre.OTHER),
    ],
)
def test_a_headline_tells_what_kind_of_story_it_is(title: str, genre: Genre) -> None:
    assert headline(title).genre is genre
