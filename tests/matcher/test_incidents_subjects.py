"""Who does what in a headline or story, and what is only asked, pledged or answered."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Actor, Findings, Genre, Weight


def is_case(headline: str, body: str = "") -> bool:
    """Whether a headline, or a story, is about an incident."""
    return match(headline, body).incident is Weight.MAIN


def accused(found: Findings) -> Actor:
    """Who is accused in the first incident."""
    return found.incidents[0].actor


@pytest.mark.parametrize(
    "headline",
    [
        "Jaksa Minta Kades Tanah Tinggi Ternate Dihukum 4 Bulan gara-gara Kampanyekan Paslon",
        "Mahasiswa Minta Kepala Desa Wolio Dicopot karena Dukung Paslon Petahana",
    ],
)
def test_who_asks_that_an_official_be_punished_reminds_nobody(headline: str) -> None:
    assert is_case(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "Bawaslu Minta Kades Dihukum Berat jika Kampanye",
        "Gubernur Minta Camat Diawasi Ketat Jelang Pilkada",
        "Jaksa Minta Kades Wonosari Dihukum 5 Tahun, Korupsi Dana Desa",
    ],
)
def test_a_demand_against_whoever_may_do_it_or_over_another_matter_is_no_case(headline: str) -> None:
    assert not is_case(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "Dugaan Camat Wera Kerahkan Staf untuk Paslon Dinyatakan Tak Terbukti",
        "Bawaslu Kaji Video Sambutan Camat Kota Waingapu yang Sebut Nama Cabup",
        "Begini Isi Pesan Suara Kades Sukamaju Ajak Warga Coblos Paslon 2",
    ],
)
def test_whose_words_or_alleged_act_it_is_stands_behind_the_noun(headline: str) -> None:
    assert is_case(headline)


def test_what_a_headline_serves_of_a_case_is_no_rule_but_the_text_of_a_letter_is() -> None:
    assert is_case("Ini Isi Percakapan Grup WA Camat Palas Suruh Honorer Pilih Petahana")
    assert not is_case("Begini Isi Surat Bupati Garut soal Larangan ASN Foto Bareng Paslon")


def test_whoever_directs_people_to_a_candidate_campaigns_for_him() -> None:
    assert is_case("Kepala Kampung di Tulang Bawang Giring Ibu-ibu PKK ke Nomor Urut 1")
    assert not is_case("Bupati Arahkan Warga ke TPS, Camat Siapkan Mobil untuk Pemilih")


@pytest.mark.parametrize(
    "headline",
    [
        "Disaksikan Bawaslu, Sekda Wajo Pimpin Deklarasi Netralitas ASN",
        "Camat Wawo Hadiri Deklarasi Netralitas ASN Jelang Pilkada",
    ],
)
def test_to_hold_or_attend_a_pledge_is_no_partisan_act(headline: str) -> None:
    assert match(headline).genre is Genre.PLEDGE


@pytest.mark.parametrize(
    "headline",
    [
        "Camat Dorong Warga ke Posko Bencana, Paslon Ikut Membantu",
        "Guru Honorer di Bogor Demo Minta Diangkat PPPK, Caleg Ikut Orasi",
        "Kades Bantu Korban Banjir, Caleg Salurkan Sembako",
    ],
)
def test_a_candidate_who_opens_a_clause_does_what_its_verb_tells(headline: str) -> None:
    assert not is_case(headline)


def test_what_is_rusak_hinders_nobody_named_before_it() -> None:
    assert not is_case("Paslon Nomor 2 Temui Kades se-Kecamatan, Bahas Jalan Rusak")


@pytest.mark.parametrize(
    "headline",
    ["Tanggalkan Seragam, Guru di Ende Nyaleg DPRD", "Lepas Jabatan, Kades di Barito Selatan Fokus Nyaleg"],
)
def test_who_has_left_his_office_may_run_for_another(headline: str) -> None:
    assert not is_case(headline)


def test_a_headlines_bare_verb_has_its_subject_before_it() -> None:
    found = match("Sekda Kota Palu Ungkap Camat dan Lurahnya Ada yang Condong ke Satu Paslon")
    assert found.incident is Weight.MAIN
    assert accused(found) is Actor.SUB_DISTRICT_HEAD


def test_who_is_named_together_with_his_staff_is_accused_with_them() -> None:
    found = match("Foto Dua Jari Camat Lore Utara dan Stafnya Beredar, Bawaslu Poso Telusuri")
    assert accused(found) is Actor.SUB_DISTRICT_HEAD


def test_officials_in_a_row_with_a_class_are_a_class() -> None:
    assert not is_case("Guru dan Dosen Dilarang Like Postingan Kampanye, Apalagi Berkampanye di Kelas")


def test_more_people_than_a_group_holds_are_a_tally_over_a_whole_campaign() -> None:
    assert not is_case("Bawaslu Jatim: 40 ASN Dilaporkan Tak Netral Sepanjang Pilkada")


def test_a_headline_alone_is_read_though_it_names_neither_election_nor_neutrality() -> None:
    assert is_case("Ketahuan di Medsos, Satu ASN dan Dua Kades Ketapang Disampaikan ke Komisi ASN")


def test_those_whom_a_story_calls_back_are_the_ones_of_its_headline() -> None:
    body = (
        "Proses kepegawaian menunggu para pengajar tersebut. Panwaslu menyerahkan berkasnya ke Inspektorat.\n"
        "Dokumen setebal 40 halaman sudah diterima. Isinya belum dibuka.\n"
        "Ketujuh orang itu diduga mendukung pasangan calon bupati di Pomalaa.\n"
        "Inspektorat akan mempelajari berkas."
    )
    assert is_case("Panwas Kolaka Setor Nama 7 Guru ke Inspektorat", body)


def test_a_rule_for_a_class_is_not_what_the_headlines_official_did() -> None:
    body = (
        "Penjabat wali kota menerbitkan edaran hari ini. Surat itu dibagikan ke kelurahan.\n"
        "ASN dilarang memasang baliho, spanduk, atau alat peraga lainnya yang terkait dengan calon.\n"
        "Mereka tidak boleh berkampanye di media sosial, hadir pada kampanye calon, serta memberi dukungan.\n"
        "Edaran muncul sesudah seorang lurah dilaporkan warga ke Bawaslu karena mendampingi bakal calon."
    )
    assert not is_case("Pj Wali Kota Keluarkan Larangan Berpolitik bagi ASN, Satu Lurah Sudah Dilaporkan", body)


def test_a_letter_of_reply_is_about_the_breach_that_it_answers() -> None:
    body = (
        "Redaksi menerima surat hak jawab dari Pemkab Sigi atas berita pekan lalu.\n"
        "Berita itu memuat tuduhan bahwa para kepala dinas dikondisikan agar mendukung satu pasangan calon.\n"
        "Menurut Pemkab, semua pegawai sudah berikrar netral. Tuduhan itu tidak benar."
    )
    assert is_case("HAK JAWAB: Pemkab Sigi Bantah Para Kepala Dinas Dikondisikan Dukung Satu Paslon", body)


def test_a_letter_of_reply_over_another_matter_is_no_case() -> None:
    body = (
        "Redaksi menerima hak jawab PDAM. Pegawai PDAM membantah tarif air dinaikkan untuk membiayai kampanye.\n"
        "Tarif mengikuti peraturan wali kota. Pelanggan dapat datang ke kantor."
    )
    assert not is_case("HAK JAWAB: PDAM Bantah Tarif Naik karena Pilkada", body)


@pytest.mark.parametrize(
    ("headline", "genre"),
    [
        ("Wali Kota Minta Warga Laporkan ASN Pemkot Palu yang Sebar Konten Politik", Genre.REMINDER),
        ("Panwaslih Aceh Besar Terima 21 Laporan Selama Tahapan Pilkada", Genre.STATISTICS),
        ("Pemkot Susun Peta Jalan Netralitas Karbon, ASN Diminta Naik Sepeda", Genre.OTHER),
    ],
)
def test_what_a_headline_alone_is_above_all(headline: str, genre: Genre) -> None:
    assert match(headline).genre is genre


def test_an_opinion_within_quotes_is_the_speakers_and_makes_no_essay() -> None:
    body = '"Saya kira mereka paham aturan," tutur gubernur.\nLurah harus netral dalam pilkada.\nBegitu pula camat.'
    assert match("Gubernur: Lurah Harus Netral", body).genre is Genre.REMINDER
