"""Which lines may be an outlet's furniture, and which stories are different ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clutter import key
from extract.furniture import LONGEST, are_different, differ_in_furniture_alone, suspects, without
from model import Article

MARKET = (
    "Pedagang Pasar Johar Keluhkan Atap Bocor\n"
    "Hujan deras membuat puluhan kios sayur di lantai dua Pasar Johar tergenang air setinggi mata kaki.\n"
    "Kepala pengelola pasar, Suwarno, berjanji talang yang retak diganti sebelum akhir pekan."
)
VOLLEY = (
    "Tim Voli Putri SMA Tugu Melaju ke Final\n"
    "Smes keras Dinda Larasati menutup gim kelima sekaligus mengantar regunya ke partai puncak kejuaraan pelajar.\n"
    "Pelatih Bambang Irawan memuji ketenangan anak asuhnya saat tertinggal enam angka."
)
CALLED = (
    "Camat Wonolestari Kembali Dipanggil Bawaslu Kendal\n"
    "Bawaslu Kendal memanggil ulang Camat Wonolestari, Hartono, soal rekaman video yang beredar di tengah warga.\n"
    "Menurut Mulyo Sasangka, panggilan kedua dilayangkan karena sang camat belum membawa dokumen."
)
PASSED_ON = (
    "Berkas Camat Wonolestari Diteruskan ke BKN\n"
    "Dalam pleno, Bawaslu Kendal menyatakan Camat Wonolestari, Hartono, melanggar netralitas lewat rekaman itu.\n"
    "Menurut Mulyo Sasangka, dokumen sudah dikirim ke Badan Kepegawaian Negara."
)
MATTER = "Hujan deras membuat kios sayur di Pasar Johar tergenang air."


def forms(*lines: str, title: str = "Pasar Johar Tergenang", site: str | None = None) -> dict[str, bool]:
    """The suspects among the lines of a story, and whether they are plain."""
    found = suspects(Article(title=title, text="\n".join(lines), site=site))
    return {suspect.line: suspect.is_plain for suspect in found}


def test_stories_of_different_things_are_different() -> None:
    assert are_different(MARKET, VOLLEY, clearly=True)


def test_follow_ups_of_one_case_are_not_clearly_different_and_no_copies_either() -> None:
    assert not are_different(CALLED, PASSED_ON, clearly=True)
    assert are_different(CALLED, PASSED_ON, clearly=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # the same words, and no names
            "seorang camat dilaporkan karena berorasi di panggung kampanye\nrekaman orasinya beredar di grup warga",
            "camat yang berorasi di panggung kampanye diperiksa\npengawas sudah menonton rekaman orasinya utuh",
        ),
        (  # the same names, in other words
            "Dilaporkan\nKemarin warga menyebut Hartono dan Mulyo di Kendal saat menyerahkan foto kepada petugas.\n"
            "Petugas mencatat identitas, memberi tanda terima, lalu menyimpan berkas dalam lemari besi terkunci.\n"
            "Ruang tunggu tampak sepi; kipas angin berputar pelan, dan kopi mulai dingin di meja kayu.",
            "Sidang\nMajelis tadi mendengarkan Mulyo, sedangkan Hartono absen di Kendal karena demam tinggi.\n"
            "Hakim anggota meminta panitera memanggil ulang saksi ahli hukum tata negara bulan depan.\n"
            "Pengacara mengajukan keberatan tertulis, tetapi ditolak lantaran batas waktunya sudah lewat.",
        ),
    ],
)
def test_either_words_or_names_make_stories_alike(one: str, other: str) -> None:
    assert not are_different(one, other, clearly=True)
    assert are_different(one, other, clearly=False)


@pytest.mark.parametrize(
    "more", ["", "\nDiperbarui pukul sembilan.", "\nBaris promosi yang panjangnya biasa saja."]
)
def test_a_copy_of_a_story_is_no_other_story(more: str) -> None:
    assert not are_different(CALLED, CALLED + more, clearly=False)
    assert not are_different(CALLED + more, CALLED, clearly=True)


def test_lines_that_both_stories_have_make_them_no_more_alike() -> None:
    about = "\nKoran Kabar Kita di Kota Semarang dikelola Yayasan Pers Daerah pimpinan Ibu Kartini Wulandari."
    assert are_different(MARKET + about, VOLLEY + about, clearly=True)


def test_of_too_few_words_nothing_is_said() -> None:
    assert not are_different("Foto\nPasar Johar pagi ini.", "Foto lain\nSawah Kendal sore ini.", clearly=True)


def test_a_line_about_what_its_story_is_about_is_no_suspect() -> None:
    told = "Kios sayur di pasar itu sering tergenang."
    assert told not in forms(MATTER, told)
    assert "Ikuti kabar kami setiap pagi." in forms(MATTER, "Ikuti kabar kami setiap pagi.")


def test_a_paper_named_after_its_town_may_name_itself() -> None:
    line = "Kabar Johar"
    assert line not in forms(MATTER, line)
    assert line in forms(MATTER, line, site="Kabar Johar")


PROSE = [f"{word} datang lagi dengan wajah letih." for word in ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fajar")]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Wartawan Kabar Kita di lapangan", True),
        ("Ikuti kabar kami lewat kanal percakapan setiap pagi.", True),
        ("Camat itu mengaku khilaf.", False),
        ("“Saya khilaf", False),
        ("Nomor 800/112/2026", False),
        ("Keputusan itu lantas disampaikan lurah kepada seluruh ketua lingkungan beserta segenap keluarga", False),
    ],
)
def test_labels_at_the_edge_and_appeals_are_plain_and_nothing_else(line: str, plain: bool) -> None:
    assert forms(*PROSE, line)[line] is plain


def test_a_label_in_the_middle_is_not_plain_but_an_appeal_is() -> None:
    label, appeal = "Kronologi lengkap", "Unduh aplikasi kami"
    found = forms(*PROSE[:3], label, appeal, *PROSE[3:])
    assert (found[label], found[appeal]) == (False, True)


def test_a_long_line_is_never_furniture() -> None:
    lines = [" ".join(f"kata{number}" for number in range(count)) for count in (LONGEST, LONGEST + 1)]
    assert [line in forms(line) for line in lines] == [True, False]


def test_lines_are_taken_out_however_they_are_punctuated_and_spaced() -> None:
    article, left = without(Article("Judul", f"{MATTER}\n• IKUTI  kami!\nBaris lain."), {"Ikuti kami"})
    assert article.text == f"{MATTER}\nBaris lain."
    assert left == ("• IKUTI  kami!",)


def test_an_article_of_nothing_else_is_left_alone() -> None:
    article = Article("Judul", "Ikuti kami.")
    assert without(article, {"Ikuti kami"}) == (article, ())


def test_texts_that_differ_in_furniture_alone_are_known() -> None:
    assert differ_in_furniture_alone(f"{MATTER}\nIkuti kami.", MATTER, {"Ikuti kami"})
    assert not differ_in_furniture_alone(f"{MATTER}\nKoreksi.", MATTER, {"Ikuti kami"})


LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60), max_size=12)


@settings(max_examples=100, deadline=None)
@given(LINES, LINES, st.booleans())
def test_any_text_is_judged(one: list[str], other: list[str], clearly: bool) -> None:
    first, second = "\n".join(one), "\n".join(other)
    assert are_different(first, second, clearly=clearly) == are_different(second, first, clearly=clearly)
    assert not are_different(first, first, clearly=clearly) or not first.strip()
    found = suspects(Article("Judul", first))
    assert {suspect.form for suspect in found} <= set(map(key, one))
    article, left = without(Article("Judul", first), [suspect.line for suspect in found])
    assert len(left) + len(article.text.split("\n")) == len(first.split("\n"))


def test_a_page_of_very_many_lines_is_judged_by_its_ends() -> None:
    text = "\n".join(f"Baris ke {number} bercerita tentang hal{number} belaka" for number in range(50_000))
    assert len(suspects(Article("Judul", text))) <= 80
    assert not are_different(text, text, clearly=True)
