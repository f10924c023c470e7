"""Headlines are shown as far as they name no person, in Title Case too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import reduce_title
from wording.words import is_common, words


@pytest.mark.parametrize(
    "title",
    [
        "Posko Banjir 24 Jam Dibuka di Kantor Kelurahan",
        "Ramadan 1448 H, Jam Kerja ASN Dikurangi",
        "Guru di Kabupaten Malang Dilaporkan karena Bagikan Kalender Paslon",
        "Festival Tenun di Tojo Una-Una Ditutup, Ribuan Warga Hadir",
        "Kadis di Demak Diperiksa Bawaslu Usai Video Joget Viral",
        "BPBD Jember Salurkan Air Bersih untuk Desa Terdampak Kekeringan",
        "PPDB Diganti, Begini Syarat Masuk SD 2027",
        "Anggaran Rp 1,2 M untuk Perbaikan Jembatan Gantung",
        "Timnas U-17 Menang Tipis di Laga Kualifikasi",
    ],
)
def test_a_headline_in_title_case_without_a_name_is_shown_whole(title: str) -> None:
    assert reduce_title(title) == title


@pytest.mark.parametrize(
    ("title", "reduced"),
    [
        ("Slamet Widodo Diperiksa Bawaslu Usai Kampanye", "… Diperiksa Bawaslu Usai Kampanye"),
        ("Bawaslu Panggil Sutrisno Hadi Soal Foto Dua Jari", "Bawaslu Panggil … Soal Foto Dua Jari"),
        ("Camat Mandai Sutrisno Hadi Diadukan Warga", "Camat … Diadukan Warga"),
        ("Camat Rizki Ramadan Diperiksa Bawaslu", "Camat … Diperiksa Bawaslu"),
        ("CAMAT SUPARJO DILAPORKAN KE BAWASLU", "CAMAT … DILAPORKAN KE BAWASLU"),
        ("Kepala SMPN 2 Sukamaju Dipanggil Inspektorat", "Kepala SMPN … Dipanggil Inspektorat"),
        ("Ketua KPU Kecam Suparno Usai Rapat Pleno", "Ketua KPU Kecam … Usai Rapat Pleno"),
        ("Pasangan Budi dan Siti Ditangkap Polisi", "Pasangan … dan … Ditangkap Polisi"),
        ("Oknum ASN AR Dijatuhi Sanksi Disiplin", "Oknum ASN … Dijatuhi Sanksi Disiplin"),
        ("Kisah Joko dan Bima Ikut Kampanye", "Kisah … dan … Ikut Kampanye"),
    ],
)
def test_only_the_name_goes_and_the_rest_stays(title: str, reduced: str) -> None:
    assert reduce_title(title) == reduced


def test_in_a_headline_written_as_prose_a_capital_makes_a_name_of_a_common_word() -> None:
    assert reduce_title("Camat Lega diperiksa Bawaslu Kota Jambi") == "Camat … diperiksa Bawaslu Kota Jambi"
    assert reduce_title("Warga Lega Usai Camat Diganti") == "Warga Lega Usai Camat Diganti"


def test_a_counted_time_is_no_name() -> None:
    assert reduce_title("Kades di Kabupaten Demak Divonis 3 Bulan") == "Kades di Kabupaten Demak Divonis 3 Bulan"
    assert reduce_title("Camat Bulan Divonis di Kabupaten Demak") == "Camat … Divonis di Kabupaten Demak"


@pytest.mark.parametrize(
    "title", ["Calon Bupati Rahmat Sejati Temui Warga", "Ketua Bawaslu Kabupaten Bima Hartono Jelaskan Putusan"]
)
def test_candidates_and_those_who_speak_for_a_body_keep_their_names(title: str) -> None:
    assert reduce_title(title) == title


def test_a_headline_of_which_next_to_nothing_is_left_is_hidden() -> None:
    assert reduce_title("Slamet Widodo dan Siti Rohana") is None
    assert reduce_title("Kisah Slamet") is None
    assert reduce_title("Ikuti @slamet_widodo di Kanal Kami") is None


def test_a_word_that_the_story_writes_small_is_no_name() -> None:
    title = "Warga Buat Klepon Raksasa untuk Pawai"
    assert reduce_title(title) == "Warga Buat … Raksasa untuk Pawai"
    assert reduce_title(title, "Sebanyak 200 warga Demak membuat klepon sepanjang dua meter.") == title
    assert reduce_title("Sejumlah Warga Mengklepon", "Warga Demak membuat klepon.") == "Sejumlah Warga Mengklepon"


def test_a_word_that_is_a_name_too_is_shown_only_when_the_story_never_uses_it_as_one() -> None:
    title = "Harga Bunga Naik di Pasar Kota Batu"
    assert (
        reduce_title(title, "Harga bunga di pasar Kota Batu naik. Bunga dijual per ikat. Warga heran bunga mahal.")
        == title
    )
    verb = "Terbukti Galang Dukungan, Kadis Dicopot"
    assert reduce_title(verb, "Ia menggalang dukungan dari pegawai.") == verb
    assert reduce_title(verb, "Galang mengaku. Ia menggalang dukungan dari pegawai.") != verb
    named = "Bunga Diperiksa Bawaslu Soal Suku Kredit"
    said = "Bawaslu memeriksa Bunga. Ia ditanya soal bunga kredit, lalu bunga pinjaman, lalu bunga tabungan."
    assert reduce_title(named, said) == "… Diperiksa Bawaslu Soal Suku Kredit"
    opening = "Bunga diperiksa. Suku bunga bank naik. Bunga mengaku khilaf kepada Bawaslu."
    assert reduce_title(named, opening) == "… Diperiksa Bawaslu Soal Suku Kredit"


def test_a_common_word_that_is_a_surname_in_the_story_goes_with_the_name() -> None:
    title = "Joko Santun Diperiksa Bawaslu Kota Batu"
    assert reduce_title(title, "Bawaslu memanggil Joko Santun ke kantornya.") == "… Diperiksa Bawaslu Kota Batu"


def test_a_text_without_capitals_proves_nothing() -> None:
    assert (
        reduce_title("Suparjo Diperiksa Bawaslu Lagi", "suparjo diperiksa bawaslu. " * 9)
        == "… Diperiksa Bawaslu Lagi"
    )
    small = "Menurut Bawaslu Kota Batu, camat suparjo diperiksa Senin lalu."
    assert reduce_title("Suparjo Diperiksa Bawaslu Lagi", small) == "… Diperiksa Bawaslu Lagi"


@pytest.mark.parametrize(
    "text", ["Pria berinisial MZA ditahan.", "MZA (45) ditahan.", "Muhammad Zaki Akbari (MZA) ditahan."]
)
def test_initials_of_a_person_are_no_acronym(text: str) -> None:
    assert reduce_title("Sopir MZA Ditahan Kejaksaan Negeri", text) == "Sopir … Ditahan Kejaksaan Negeri"
    assert reduce_title("Mal MZA Ramai Pembeli", "Mal Zona Air (MZA) ramai.") == "Mal MZA Ramai Pembeli"


def test_a_small_place_is_shown_unless_it_would_name_an_officer() -> None:
    text = "Kebakaran terjadi di Rejowinangun, Selasa. Lurah datang ke lokasi."
    assert (
        reduce_title("Kebakaran di Rejowinangun Hanguskan Toko", text) == "Kebakaran di Rejowinangun Hanguskan Toko"
    )
    assert reduce_title("Kebakaran di Rejowinangun Hanguskan Toko") == "Kebakaran di … Hanguskan Toko"
    assert reduce_title("Lurah di Rejowinangun Diperiksa Bawaslu", text) == "Lurah di … Diperiksa Bawaslu"


NAMES = re.findall(
    r"\w+",
    """
    Slamet Widodo Nurhayati Andi Bima Wahyu Sutrisno Suparman Hartono Purwanto Sitompul Simanjuntak
    Siregar Nasution Harahap Manurung Bangun Purba Ginting Sembiring Tarigan Batubara Karo Lestari
    Pertiwi Permata Megawati Kartika Indah Bintang Putri Putra Surya Setiawan Kurniawan Gunawan Hidayat
    Ramadhan Rahmat Teguh Budi Joko Agus Bambang Dewi Sari Ratna Wulan Fitri Juli Juni Untung Selamat
    Kuat Sabar Makmur Mulyono Mulyadi Suryadi Hasan Usman Rahman Salim Saleh Malik Hakim Amin Iman Daeng
    Tenri Nyoman Wayan Ketut Gusti Latuconsina Wenda Kogoya Lumentut Mandagi Perdana Pratama Utama
    Perkasa Sakti Jaya
    """,
)


@given(
    st.sampled_from(
        [
            "Camat {} {} Diperiksa Bawaslu Kota Semarang",
            "{} {} Ditangkap Polisi Usai Kampanye",
            "Bawaslu Panggil {} {} Soal Foto Dua Jari",
            "Tak Netral, {} {} Dijatuhi Sanksi Disiplin",
            "Warga Laporkan {} {} ke Kejaksaan",
        ]
    ),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(
        ["", "Bawaslu memanggil {0} {1} kemarin, kata warga. {0} tidak datang.", "Seorang camat diperiksa."]
    ),
)
def test_no_common_name_stays_in_a_headline(headline: str, first: str, last: str, story: str) -> None:
    reduced = reduce_title(headline.format(first, last), story.format(first, last)) or ""
    shown = reduced.replace("…", " ").split()
    assert first not in shown
    assert last not in shown


@given(st.text(max_size=200), st.text(max_size=300))
def test_no_headline_breaks_the_reading(title: str, text: str) -> None:
    reduced = reduce_title(title, text)
    assert reduced is None or len(reduced) <= len(title) + 2


def test_no_listed_word_is_in_the_list_of_names_too() -> None:
    lists = words()
    assert not (lists.roots | lists.exact) & lists.either
    assert lists.dated <= lists.either
    assert not [word for word in NAMES if is_common(word.lower())]


@pytest.mark.parametrize(
    "word",
    [
        "dipadamkan",
        "kebakaran",
        "menulis",
        "penyelesaiannya",
        "hadiri",
        "diberlakukan",
        "mengesahkan",
        "ngaku",
        "petani",
        "pembangunan",
    ],
)
def test_affixed_forms_of_common_words_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize(
    "word", ["dani", "toni", "yani", "diani", "bernadi", "megawati", "suparman", "setiawan", "mentari", "permadi"]
)
def test_names_that_look_like_affixed_forms_are_not(word: str) -> None:
    assert not is_common(word)
