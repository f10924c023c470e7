"""No accused person's name leaves the house; a quote that might hold one is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import bare_title, public_office, reduce_names, reduce_quote, reduce_title


@pytest.mark.parametrize(
    "sentence",
    [
        "Bawaslu Kabupaten Halmahera Selatan memeriksa seorang camat yang diduga menghadiri deklarasi.",
        "Dugaan pelanggaran itu dilaporkan warga ke Bawaslu Kota Jambi, Senin (4/11/2024).",
        "Keterlibatan lurah itu terekam video.",
        "Dua ASN Pemkab Maros dijatuhi sanksi disiplin sedang oleh BKN.",
        "Dua inisial dari Pemprov Kepri ada di meja KASN.",
        "Ia diduga mendukung calon bupati Maros Rahmat Sejati.",
        "Kampanye Hemat Energi Dimulai, Camat dan Lurah di Kota Malang Jadi Contoh",
        "Bupati Jayapura Edarkan Surat Netralitas",
        "Berjoget bersama calon, dua ASN Pemkab Buru Selatan diperiksa.",
    ],
)
def test_a_sentence_without_private_names_stays_as_it_is(sentence: str) -> None:
    assert reduce_names(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "reduced"),
    [
        (
            "Camat Mandai Sutrisno Hadi diduga hadir dalam kampanye paslon Rahmat Sejati dan Dewi Lestari.",
            "Camat … diduga hadir dalam kampanye paslon Rahmat Sejati dan Dewi Lestari.",
        ),
        (
            "Seorang guru berinisial AS (45) dilaporkan ke Bawaslu Kota Jambi.",
            "Seorang guru berinisial AS (45) dilaporkan ke Bawaslu Kota Jambi.",
        ),
        ("Pelapor menyebut ASN berinisial yn itu.", "Pelapor menyebut ASN berinisial … itu."),
        (
            "Ketua Bawaslu Kabupaten Bima, Hartono, mengatakan terlapor Joko Susilo, S.Pd telah dipanggil.",
            "Ketua Bawaslu Kabupaten Bima, Hartono, mengatakan terlapor … telah dipanggil.",
        ),
        (
            "Kepala Dinas Pendidikan Kabupaten Maros Andi Baharuddin dipanggil Bawaslu.",
            "Kepala Dinas Pendidikan Kabupaten Maros … dipanggil Bawaslu.",
        ),
        ("Kepala SMPN 2 Sukamaju dipanggil.", "Kepala SMPN … dipanggil."),
        ("ASN Bima Saputra dilaporkan.", "ASN … dilaporkan."),
        ("Guru Bima dilaporkan.", "Guru … dilaporkan."),
        ("Lurah A.B. dan staf C mengunggah foto.", "Lurah … dan staf … mengunggah foto."),
        ("Bupati Jayapura Edarkan Surat ke Camat Slamet Riyadi", "Bupati Jayapura Edarkan Surat ke Camat …"),
        ("Kades H. Ahmad bin Umar diperiksa.", "Kades … diperiksa."),
        ("Camat Rizki Ramadhan diperiksa pada 3 Juni.", "Camat … diperiksa pada 3 Juni."),
        ("Camat Juli Santoso diperiksa.", "Camat … diperiksa."),
    ],
)
def test_names_of_the_accused_give_way_to_their_office(sentence: str, reduced: str) -> None:
    assert reduce_names(sentence) == reduced


@pytest.mark.parametrize(
    "sentence",
    [
        "Budi Santoso diduga ikut kampanye.",
        "Menurut Siti, camat itu hadir.",
        "Paslon Datang Bareng Slamet Riyadi",
        "Ketua Bawaslu Dicecar Soal Slamet",
        "Sambut Galang di Panggung Kampanye",
        "Dalam video itu terlihat Yanto Purnomo berorasi.",
        "Camat Joko hadir, kata warga, lalu Joko berorasi.",
        "Bima dipanggil Bawaslu.",
        "Bawaslu memanggil Joko dan Bima.",
        "Akun @budi_santoso mengunggah foto paslon.",
        "Unggahan di https://facebook.example/budi memuat foto.",
        "x " * 1000,
    ],
)
def test_a_quote_that_may_name_somebody_is_left_out(sentence: str) -> None:
    assert reduce_names(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "region", "reduced"),
    [
        ("Camat Weleri, Kabupaten Kendal, diperiksa.", "33.24", "Camat Weleri, Kabupaten Kendal, diperiksa."),
        ("Kapolsek Katobu hadir di lokasi.", "74.03", "Kapolsek Katobu hadir di lokasi."),
        ("Camat Gunungsitoli Selatan diperiksa.", "12.78", "Camat Gunungsitoli Selatan diperiksa."),
        ("Camat Weleri diperiksa.", "33", "Camat Weleri diperiksa."),  # only the province is known
        ("Kampanye digelar di Kecamatan Wonolestari.", None, "Kampanye digelar di Kecamatan Wonolestari."),
        ("Camat Weleri diperiksa.", "33.22", "Camat … diperiksa."),
        ("Camat Weleri diperiksa.", None, "Camat … diperiksa."),
        ("Camat Guntur diperiksa.", "33.24", "Camat … diperiksa."),  # a district of Demak, and a man's name
        ("Camat Guntur Prakoso diperiksa.", "33.21", "Camat … diperiksa."),
        ("Camat Weleri Joko Susilo diperiksa.", "33.24", "Camat … diperiksa."),
        ("Staf Kecamatan Budi dilaporkan.", "33.24", "Staf Kecamatan … dilaporkan."),
        ("Rapat di Kecamatan Weleri Joko hadir.", "33.24", "Rapat di Kecamatan … hadir."),
        ("Lurah Karangdowo diperiksa di Desa Sukamaju.", "33.24", "Lurah … diperiksa di Desa …."),
    ],
)
def test_a_district_of_the_cases_region_is_a_place_and_no_person(
    sentence: str, region: str | None, reduced: str
) -> None:
    assert reduce_names(sentence, region) == reduced


def test_initials_are_shown_where_they_are_told_as_such() -> None:
    shown = "Guru berinisial NR itu mengampanyekan suaminya."
    assert reduce_names(shown) == shown
    assert reduce_names("Guru berinisial Nurul itu diperiksa.") == "Guru berinisial … itu diperiksa."
    assert "EKO" not in (reduce_names("GURU BERINISIAL EKO DILAPORKAN") or "")
    assert reduce_names("Guru NR diperiksa.") == "Guru … diperiksa."


def test_a_headline_as_a_quote_keeps_its_verbs() -> None:
    assert reduce_quote("Warga Minta Camat Dipindah") == "Warga Minta Camat Dipindah"
    assert reduce_quote("Camat Weleri Disemprit Bawaslu", "33.24") == "Camat Weleri Disemprit Bawaslu"
    assert reduce_quote("Camat Suparjo Dipindah Bupati Kendal") == "Camat … Dipindah Bupati Kendal"
    assert reduce_quote("Camat Suparjo diperiksa Bawaslu.") == "Camat … diperiksa Bawaslu."


def test_a_headline_shows_a_district_that_its_story_names_as_one() -> None:
    title = "Camat Wonolestari Dicopot Bupati"
    assert reduce_title(title, "Warga Kecamatan Wonolestari kaget.") == title
    assert reduce_title(title, "Pak Wonolestari kaget.") == "Camat … Dicopot Bupati"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("lurah", "Lurah"),
        ("Pak Kades", "Kades"),
        ("Kepala Puskesmas", "Kepala Puskesmas"),
        ("Guru Honorer", "Guru"),
        ("pejabat", None),
        ("", None),
    ],
)
def test_an_official_without_a_place_is_shown_by_his_title(told: str, shown: str | None) -> None:
    assert bare_title(told) == shown


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_names(text: str) -> None:
    reduced = reduce_names(text)
    assert reduced is None or len(reduced) <= len(text) + 2


@given(
    st.sampled_from(["Camat", "Kades", "Guru", "ASN", "Kepala Dinas Kesehatan", "Lurah", "terlapor", "staf"]),
    st.sampled_from(["Slamet", "Widodo", "Nurhayati", "Andi", "Bima", "Agam", "Wahyu", "St. Aminah", "Muh. Yusuf"]),
    st.sampled_from(["Pratama", "Lestari", "Sitompul", "Daeng Tata", "S.Pd", "bin Ali", "Bintang"]),
    st.sampled_from(["diduga ikut kampanye.", "dilaporkan ke Bawaslu Kabupaten Bima.", "(51) diperiksa, Selasa."]),
)
def test_an_accuseds_name_is_never_shown(title: str, first: str, last: str, rest: str) -> None:
    for sentence in (f"{title} {first} {last} {rest}", f"Bawaslu memanggil {title} {first} {last} yang {rest}"):
        reduced = reduce_names(sentence) or ""
        assert f"{first} {last}" not in reduced
        assert first not in reduced.replace("Kabupaten Bima", "")


@pytest.mark.parametrize(
    ("office", "region", "shown"),
    [
        ("Camat Mandai", "73.09", "Camat Mandai"),
        ("Camat Mandai", "73.71", "Camat"),  # that district lies elsewhere: it may be a name
        ("Camat Mandai Sutrisno", "73.09", "Camat"),
        ("Kepala Dinas Pendidikan dan Kebudayaan Maros", "73.09", "Kepala Dinas Pendidikan dan Kebudayaan Maros"),
        ("Kadis Sutrisno", "73.09", "Kadis"),
        ("Pj Bupati Jambi", None, "Pj Bupati Jambi"),
        ("Kepala Desa Sukamaju", "73.09", "Kepala Desa"),
        ("Sekda", None, "Sekda"),
        ("Sutrisno", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_an_office_is_shown_only_as_far_as_it_surely_names_nobody(
    office: str | None, region: str | None, shown: str | None
) -> None:
    assert public_office(office, region) == shown
