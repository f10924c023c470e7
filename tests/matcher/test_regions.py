"""Where a story plays: the classes of ambiguity a-m of place names, and what must never be taken for a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.matcher.gazetteer import gazetteer
from alerts.matcher.regions import named_in, place_of, places
from alerts.matcher.text import read
from model import Place

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def codes(title: str, body: str = "", **known: str) -> list[str]:
    """The codes of the places of an invented story."""
    return [place.code for place in places(read(title, body, **known))]


# --- a: a city and a regency of one name --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Pemkot Tegal Kumpulkan Lurah", "33.76"),
        ("Pj Bupati Tegal Kumpulkan Camat", "33.28"),
        ("Walikota Kediri Tegur Kepala Dinas", "35.71"),
        ("Bawaslu Kab. Kediri Tegur Kepala Desa", "35.06"),
        ("Paslon Pilwalkot Bima Dilaporkan", "52.72"),
        ("Paslon Pilbup Bima Dilaporkan", "52.06"),
        ("Polresta Sorong Periksa Guru", "96.71"),
        ("Polres Magelang Kota Periksa Guru", "33.71"),
        ("Polres Magelang Periksa Guru", "33.08"),
    ],
)
def test_the_word_before_a_shared_name_tells_the_city_from_the_regency(title: str, code: str) -> None:
    assert codes(title) == [code]


def test_bare_mentions_follow_the_twin_that_is_anchored_elsewhere() -> None:
    body = "MADIUN - Bawaslu Madiun memanggil dua staf.\nKeduanya bekerja di kantor Wali Kota Madiun sejak lama."
    assert codes("Dua Staf di Madiun Dipanggil Bawaslu", body) == ["35.77"]


@pytest.mark.parametrize(("words", "code"), [("Wali kota", "35.75"), ("Bupati", "35.14")])
def test_office_words_without_a_name_decide_between_twins(words: str, code: str) -> None:
    assert codes("Bawaslu Pasuruan Panggil ASN", f"{words} menyerahkan kasusnya kepada inspektorat.") == [code]


def test_the_pages_address_helps_to_decide_between_twins() -> None:
    address = "https://kabar.contoh.id/2024/wali-kota-bicara"
    assert codes("Bawaslu Pasuruan Panggil ASN", "Seorang pegawai dipanggil.", url=address) == ["35.75"]


def test_an_undecided_twin_gives_its_province_with_low_confidence() -> None:
    found = places(read("Bawaslu Probolinggo Panggil ASN", "Seorang pegawai dipanggil."))
    assert found == (Place("35", "low", "Bawaslu Probolinggo"),)


def test_both_twins_anchored_in_the_headline_are_both_places() -> None:
    assert sorted(codes("Wali Kota Sukabumi dan Bupati Sukabumi Teken Ikrar")) == ["32.02", "32.72"]


def test_twins_of_two_provinces_are_told_apart_by_the_provinces_told() -> None:
    assert codes("Pegawai Banjar Dipanggil", "Bawaslu Banjar, Jawa Barat, memanggil seorang pegawai.") == ["32.79"]
    assert codes("Pegawai Banjar Dipanggil", "Bawaslu Banjar memanggil.", outlet="kalsel.contoh.id") == ["63.03"]
    assert codes("Pegawai Banjar Dipanggil", "Bawaslu Banjar memanggil.") == []


# --- b: a province that shares its name with a city ---------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Bawaslu Jambi Petakan Kerawanan", "15"),
        ("Pemkot Jambi Petakan Kerawanan", "15.71"),
        ("Wali Kota Bengkulu Tegur Lurah", "17.71"),
        ("Pemprov Bengkulu Tegur Kepala Dinas", "17"),
        ("Bupati Gorontalo Tegur Camat", "75.01"),
        ("Bawaslu Gorontalo Undang Wartawan", "75"),
        ("Pemda DIY Terbitkan Edaran", "34"),
        ("ASN Kota Yogyakarta Dilaporkan", "34.71"),
    ],
)
def test_the_province_is_meant_unless_the_city_is_anchored(title: str, code: str) -> None:
    assert codes(title) == [code]


# --- c, d: names inside longer names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Bawaslu Luwu Utara Periksa Kades", "73.22"),
        ("Bawaslu Luwu Periksa Kades", "73.17"),
        ("Pemkot Tangerang Selatan Ingatkan Honorer", "36.74"),
        ("Panwaslih Aceh Barat Daya Periksa Keuchik", "11.12"),
        ("Sekda Bolaang Mongondow Utara Dipanggil", "71.08"),
        ("Bawaslu Papua Barat Daya Surati Gubernur", "96"),
    ],
)
def test_the_longest_name_wins_and_is_not_matched_again_inside(title: str, code: str) -> None:
    assert codes(title) == [code]


def test_a_district_that_begins_with_a_citys_name_is_not_that_city() -> None:
    assert codes("Pegawai Medan Satria Dilaporkan", "Pegawai itu bertugas di Medan Satria.") == []
    assert codes("Camat Medan Satria Dilaporkan") == ["32.75"]


# --- e, f: districts ----------------------------------------------------------------------------------------


def test_a_districts_name_fires_only_after_a_word_like_camat() -> None:
    assert codes("Camat Mandai Dilaporkan") == ["73.09"]
    assert codes("Mandai Ramai", "Warga memadati Mandai.") == []


def test_a_district_with_another_regencys_name_is_not_that_regency() -> None:
    assert codes("Camat Subang Dipanggil", "Bawaslu Kabupaten Kuningan memanggil Camat Subang.") == ["32.08"]
    assert codes("Lurah Dipanggil", "Ia berfoto di Depok, Sleman. Bawaslu Sleman memanggilnya.") == ["34.04"]


def test_a_district_found_in_many_regencies_only_supports_one_that_is_named() -> None:
    assert codes("Camat Karanganyar Dipanggil", "Panwaslu memanggil Camat Karanganyar.") != ["33.05"]
    body = "Camat Karanganyar dipanggil Bawaslu Kebumen."
    assert codes("Camat Karanganyar Dipanggil", body) == ["33.05"]


def test_a_village_head_alone_does_not_give_the_regency_of_a_district_of_that_name() -> None:
    assert codes("Kades Mandai Dilaporkan", "Kepala desa itu dilaporkan.") == []


# --- g, h, i: ordinary words, persons, slogans ---------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Wartawan Metro TV dan Polda Metro Jaya hadir di lokasi.",
        "Debat itu menjadi medan perang, dan Medan Perang pun dibuka.",
        "Selasa, 2 Juli, libur Natal dan Puncak Acara di ujung tanduk.",
        "Harga Batu Bara dan Batubara turun, Sabu disita petugas.",
        "Bambang Guntur, Agam Lingga, dan Purba Setia datang bersama Pati.",
        "Merdeka, Makmur, Jaya, Selesai, Tetap, dan Balai Kota menjadi semboyan.",
        "Oki dan Mitra membawa Benteng.",
        "Kemacetan di Puncak dan jalan ke Batu mengular.",
    ],
)
def test_ordinary_words_and_persons_are_no_places(sentence: str) -> None:
    assert codes("ASN Diminta Netral", f"{sentence}\n{sentence}") == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Pemkot Batu Ingatkan Honorer", "35.79"),
        ("Bupati Pati Ingatkan Kades", "33.18"),
        ("Wali Kota Metro Ingatkan Lurah", "18.72"),
        ("Bawaslu Landak Ingatkan Guru", "61.08"),
        ("BUPATI BATANG INGATKAN KADES", "33.25"),
    ],
)
def test_ordinary_words_are_places_after_an_anchor(title: str, code: str) -> None:
    assert codes(title) == [code]


@pytest.mark.parametrize(
    "title", ["Orang itu disorong ke depan", "tumpukan batubara di ujung desa", "bupati pati berpesan"]
)
def test_names_need_their_capitals_and_whole_words(title: str) -> None:
    assert codes(title) == []


# --- j, k: abbreviations, renames, spellings -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Bawaslu SBT Panggil Camat", "81.05"),
        ("Bupati OKI Panggil Camat", "16.02"),
        ("Pemkab PALI Panggil Camat", "16.12"),
        ("Sekda Sumbar Panggil Kepala Dinas", "13"),
        ("KPU Kukar dan Warga Kukar", "64.02"),
        ("Bupati Maluku Tenggara Barat Dipanggil", "81.03"),
        ("Bupati Mamuju Utara Dipanggil", "76.01"),
        ("Bawaslu Tolitoli Panggil Guru", "72.04"),
        ("Bawaslu Toli-Toli Panggil Guru", "72.04"),
        ("Wali Kota Baubau Panggil Guru", "74.72"),
        ("Wali Kota Bau-Bau Panggil Guru", "74.72"),
        ("Bupati Limapuluh Kota Panggil Guru", "13.07"),
        ("Bawaslu 50 Kota Panggil Guru", "13.07"),
        ("Bupati Batanghari Panggil Guru", "15.04"),
        ("Wali Kota Solo Panggil Guru", "33.72"),
        ("Bawaslu Kabupaten Pontianak Panggil Guru", "61.02"),
    ],
)
def test_abbreviations_old_names_and_spellings_are_known(title: str, code: str) -> None:
    assert codes(title) == [code]


def test_an_abbreviation_of_two_regencies_follows_what_else_is_named() -> None:
    assert codes("Sekda Mura Dipanggil", "Bawaslu Murung Raya memanggil Sekda Mura.") == ["62.12"]
    assert codes("Sekda Mura Dipanggil", "Bawaslu Sumsel memantau Sekda Mura.") == ["16.05"]
    assert codes("Sekda Mura Dipanggil", "Bawaslu memanggil Sekda Mura.") == []


def test_the_application_sbt_is_not_the_regency() -> None:
    assert codes("Aplikasi SBT Diluncurkan", "Laporan masuk melalui SBT. Lewat SBT, berkas diperiksa.") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("KOTABARU - Bupati Kotabaru mencopot Camat Pulau Laut Tengah. Bawaslu Kotabaru memeriksanya.", "63.02"),
        ("NATUNA - Bawaslu Natuna menerima laporan terhadap Camat Pulau Laut.", "21.03"),
        ("Camat Pulau Laut dilaporkan. Bawaslu Kepulauan Riau menelusurinya.", "21.03"),
        ("Camat Pulau Laut dilaporkan ke Bawaslu.", "21.03"),
    ],
)
def test_a_districts_name_alone_gives_way_to_dateline_and_offices_of_another_province(body: str, code: str) -> None:
    assert codes("Camat Pulau Laut Dilaporkan", body) == [code]
    assert place_of(["Camat Pulau Laut dilaporkan."], [Place(code, "high", "")]) == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("SEMARANG - Camat Weleri diperiksa Bawaslu Jawa Tengah.", "33.24"),  # a capital's dateline says little
        ("PEKALONGAN - Camat Weleri diperiksa.", "33.24"),  # nor a neighbour's alone
        ("BATANG - Bawaslu Batang memeriksa Camat Weleri.", "33.25"),  # both together do
    ],
)
def test_a_district_in_its_own_province_gives_way_to_dateline_and_offices_together(body: str, code: str) -> None:
    assert codes("Camat Weleri Diperiksa", body) == [code]


# --- l: where the office is, is not where the case is --------------------------------------------------------


def test_regional_bodies_comparisons_and_origins_are_not_the_place() -> None:
    body = (
        "Kanreg I BKN Yogyakarta menerima berkas camat dari Kabupaten Kudus.\n"
        "Rektor Universitas Semarang menilai kasus itu serius.\n"
        "Camat asal Kabupaten Blora itu diam, seperti di Maros."
    )
    assert codes("Berkas Camat Sampai di Kanreg I BKN Yogyakarta", body) == ["33.19"]


def test_a_region_named_for_comparison_is_not_a_place_and_nor_are_those_listed_after_it() -> None:
    body = "Skornya sejajar dengan Manokwari Selatan, Sijunjung, Lamongan dan Klaten.\nKota Bitung waspada."
    assert codes("Bitung Masuk Daftar Rawan", body) == ["71.72"]


def test_a_pictures_caption_is_not_read() -> None:
    body = "Para pegawai diminta netral.\nIkrar DibacakanIlustrasi ASN Pemprov NTB (Kantor Kabar/Rahmat)"
    assert codes("Pegawai Diminta Netral", body) == []


def test_a_newspapers_name_is_not_a_place() -> None:
    assert (
        codes("ASN Netral", "Kepada Radar Bekasi, Tribun Jateng, dan Bali Post ia bicara di maros.contoh.id.") == []
    )


def test_a_dateline_weighs_less_than_an_office_in_the_text() -> None:
    body = "SAMARINDA, kabarcontoh.co – Bupati Penajam Paser Utara menerbitkan edaran."
    assert codes("Edaran Netralitas Terbit", body) == ["64.09"]


def test_jakarta_is_the_seat_of_the_nation_unless_its_own_offices_act() -> None:
    assert codes("Menteri Ingatkan ASN", "JAKARTA - Menteri bicara di Jakarta Pusat, di Jakarta.") == []
    assert codes("Rapat di Hotel", "Rapat di Kuningan, Jakarta Selatan, dihadiri banyak orang.") == []
    assert codes("Pemprov DKI Ingatkan ASN") == ["31"]
    assert codes("Wali Kota Jakarta Timur Ingatkan Lurah") == ["31.75"]


def test_a_provincial_office_is_the_province_whatever_the_capital_it_speaks_in() -> None:
    body = 'Palu - Gubernur Sulawesi Tengah meneken edaran. "Berlaku segera," katanya di Palu.'
    assert codes("Edaran Gubernur Sulteng Terbit", body) == ["72"]


# --- m: several regions, and none ----------------------------------------------------------------------------


def test_regions_listed_in_the_headline_are_all_places() -> None:
    assert sorted(codes("ASN di Bantul dan Sleman Dukung Caleg")) == ["34.02", "34.04"]


def test_regions_that_the_lead_lists_beat_their_province() -> None:
    body = "KENDARI – Tiga daerah rawan, yakni Muna, Konawe Selatan, dan Kolaka Timur.\nRakor digelar di Kendari."
    assert sorted(codes("Tiga Daerah di Sultra Rawan", body)) == ["74.03", "74.05", "74.11"]


def test_a_tally_of_many_provinces_is_the_nation() -> None:
    body = "Jakarta - Terbanyak Jawa Tengah 43, Sulawesi Selatan 26, dan Papua 19 kasus."
    assert codes("Jateng Terbanyak, Bawaslu RI Rekap Pelanggaran", body) == []


def test_a_national_body_acting_in_one_province_leaves_it_the_place_unless_the_headline_ranks() -> None:
    assert codes("KASN Periksa Lima ASN di Sulawesi Selatan") == ["73"]
    assert codes("Bawaslu RI: Pelanggaran Terbanyak di Sulawesi Selatan") == []


def test_a_regency_beats_its_province() -> None:
    body = "Bawaslu Kabupaten Bima memeriksa tiga pegawai di deklarasi calon Gubernur NTB."
    assert codes("Camat Hadiri Deklarasi Cagub NTB, Bawaslu Bima Bertindak", body) == ["52.06"]


def test_a_region_told_in_passing_in_a_national_story_is_no_place() -> None:
    body = "Jakarta - Menteri menjelaskan aturan.\nSanksinya berat.\nContohnya kasus Bupati Blora tahun lalu."
    assert codes("Menteri Jelaskan Sanksi bagi ASN", body) == []


def test_a_dateline_decides_when_the_story_speaks_of_an_unnamed_local_office() -> None:
    assert codes("Bupati Minta ASN Netral", "KENDAL - Bupati berpesan kepada para camat.") == ["33.24"]
    assert codes("Gubernur Minta ASN Netral", "MAKASSAR - Gubernur berpesan kepada ASN.") == ["73"]
    assert codes("ASN Netral Itu Penting", "KENDAL - Netral berarti tidak memihak siapa pun juga.") == []


def test_an_offices_own_site_is_weak_evidence() -> None:
    found = places(read("Apel Pagi Digelar", "Para pegawai membaca ikrar.", outlet="bkd.tegalkota.go.id"))
    assert found == (Place("33.76", "low", "bkd.tegalkota.go.id"),)


# --- what the answer says ------------------------------------------------------------------------------------


def test_a_place_says_which_words_decided_and_how_sure_it_is() -> None:
    assert places(read("Pemerintah Kota (Pemkot) Bontang Ingatkan ASN")) == (
        Place("64.74", "high", "Pemkot Bontang"),
    )
    assert places(read("Heboh Guru di Ponorogo")) == (Place("35.02", "medium", "di Ponorogo"),)


def test_modifiers_and_long_office_names_stand_between_an_office_and_its_place() -> None:
    assert codes("Bupati Nonaktif Kolaka Timur Dipanggil") == ["74.11"]
    assert codes("Kepala Dinas Pertanian dan Pangan Blora Dipanggil") == ["33.16"]


# --- one incident's own region -------------------------------------------------------------------------------


def test_an_incident_takes_the_region_that_its_own_sentence_names() -> None:
    story = places(read("Bawaslu Kota Pangkalpinang Putus Dua Perkara"))
    assert place_of(["Kedua, seorang pegawai Pemkab Bangka Tengah terbukti melanggar."], story) == "19.04"
    assert place_of(["Pertama, seorang camat terbukti melanggar."], story) == "19.71"


def test_an_incident_in_a_provincial_story_lies_where_its_sentence_says() -> None:
    story = places(read("Bawaslu Sulsel Ingatkan Petahana"))
    assert place_of(["Dulu lima belas camat di Makassar terbukti melanggar."], story) == "73.71"
    assert place_of(["Tiga ASN di wilayah Makassar dipanggil Pemprov Sulsel."], story) == "73"


def test_the_office_that_receives_a_report_is_not_the_incidents_region() -> None:
    story = places(read("Bawaslu Maros Periksa ASN"))
    assert place_of(["Berkasnya dikirim ke Komisi ASN di Jakarta dan diantar ke Makassar."], story) == "73.09"


def test_a_shared_name_in_an_incident_is_read_as_the_storys_place() -> None:
    story = places(read("Bawaslu Kota Bekasi Panggil Lurah"))
    assert place_of(["Lurah itu dipanggil Bawaslu Bekasi."], story) == "32.75"
    assert place_of(["Camat Karangtengah dipanggil."], places(read("Bawaslu Demak Panggil Camat"))) == "33.21"


def test_an_incident_without_any_place_has_no_region() -> None:
    assert place_of(["Seorang lurah dipanggil."], ()) is None
    assert place_of([], ()) is None


def test_all_regions_of_a_sentence_can_be_asked_for() -> None:
    sentence = "Mereka adalah Pj Bupati Cilacap, Pj Bupati Sorong dan Pj Bupati Muna Barat."
    assert sorted(named_in([sentence])) == ["33.01", "74.13", "96.01"]


# --- robustness ----------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Kota",
        "Semarang",
        "Bupati",
        "di",
        ",",
        "(",
        "Kec.",
        "Jambi",
        "SBT",
        "50",
        "Kota",
        "-",
        "Batu",
        "Bara",
        "dan",
        "\n",
        "PALI",
        ".",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80), st.text(max_size=30))
@example("Kota", "Kota -", "go.id")
@example("", "", "kota.go.id")
def test_no_text_makes_it_raise_and_all_codes_exist(title: str, body: str, outlet: str) -> None:
    story = read(title, f"{body}\n{title}", outlet=outlet)
    found = places(story)
    assert len(found) <= 5
    assert all(place.code in gazetteer().by_code for place in found)
    place_of([title, body], found)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not part of the repository")
def test_the_seed_documents_are_placed() -> None:
    found = []
    for file in sorted(SEEDS.glob("*.txt")):
        story = file.read_text(encoding="utf-8")
        title = next(line for line in story.splitlines() if len(line.split()) > 4)
        found.append(codes(title, story))
    assert found == [["33.74"], ["33.74"], ["35.73"], ["18.03"], ["15.71"]]
