"""What is read from the pages that real themes produce."""

from __future__ import annotations

import pytest

from extract import NotAnArticle, extract, further_parts
from extract.furniture import without
from model import Parts
from tests.extract.pages_at_hand import PROSE, article, page, saved

CLUTTER = """
baca juga
banner
tinggalkan
akismet
views
kirim pesan
butuh bantuan
apa kabar
editor
penulis
pewarta
copyright
foto:
unsplash
google news
topik
terkini lainnya
allowed html
restricted
add new comment
rubrik
logistik
deklarasi damai
penonton
menurut saya
harga cabai
""".strip().splitlines()

THEMES = {  # title, published, author, site
    "wordpress_newsbloggers": (
        "Bawaslu Panggil Camat Sukamaju Soal Unggahan Dukungan",
        "2024-09-26T12:31:00+07:00", "Rara Wening", "Kabar Lembah",
    ),
    "drupal": (
        "Pj Bupati Tanjung Terbitkan Edaran Netralitas Pegawai",
        "2024-09-24T16:28:00+07:00", None, "Tanjung Bersatu",
    ),
    "portal_parts": (
        "Guru di Batu Licin Dilaporkan Ikut Konvoi Pasangan Calon",
        "2024-09-26T20:15:00+08:00", "Sari Puspa", "Tribunharian.com",
    ),
    "wire_agency": (
        "KASN rekomendasikan sanksi bagi kepala dinas di Muara",
        "2024-10-03T19:04:11+07:00", "Guntur Wibisana", "Nusa News Muara",
    ),
    "numbered_portal": (
        "Warga Diminta Awasi Pegawai Selama Pilkada",
        "2024-09-17T14:05:00+07:00", "Nadia Kirana", "Ruang Kota Times",
    ),
}  # fmt: skip

TEXTS = {  # how the text begins and ends, and its lines
    "wordpress_newsbloggers": ("Lembah, Kabarlembah.id – Badan", "kegiatan calon.", 8),
    "drupal": ("Tanjung – Penjabat", "akan dijaga.", 4),
    "portal_parts": ("TRIBUNHARIAN.COM, BATU LICIN - Seorang", "bak terbuka.", 3),
    "wire_agency": ("Muara (NUSA) - Komisi", "ketika diperiksa.", 3),
    "numbered_portal": ("Laporan dapat dikirim lewat gawai\nKota Jogja, Ruang", "penurunan jabatan.", 7),
}


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_page_gives_what_it_says_of_its_story(name: str) -> None:
    read = extract([saved(name)])
    assert (read.title, read.published, read.author, read.site) == THEMES[name]
    assert (read.language, read.method) == ("id", "trafilatura-fast")


@pytest.mark.parametrize("name", TEXTS)
def test_a_theme_page_gives_its_story_whole_and_alone(name: str) -> None:
    text = extract([saved(name)]).text
    first, last, count = TEXTS[name]
    assert text.startswith(first)
    assert text.endswith(last)
    assert text.count("\n") + 1 == count
    assert [word for word in CLUTTER if word in text.lower()] == []


def test_numbered_sub_heads_stay_in_the_text() -> None:
    lines = extract([saved("numbered_portal")]).text.split("\n")
    assert {"1. Laporan dibuka sejak awal bulan", "2. Sanksi menanti yang melanggar"} <= set(lines)


def test_a_related_link_hung_on_a_paragraph_is_cut_and_the_paragraph_stays() -> None:
    assert (
        "“Kami masih mengumpulkan keterangan. Semua pihak akan kami dengar sebelum ada kesimpulan,” katanya kepada "
        "wartawan di kantornya." in extract([saved("wordpress_newsbloggers")]).text.split("\n")
    )


def test_lines_that_an_outlet_repeats_are_dropped_when_they_are_handed_in() -> None:
    line = "Warta Desa adalah suara warga dari lereng gunung sampai ke tepi samudra."
    told = extract([page(article(body=f"<p>{line}</p>"))])
    assert line in told.text
    kept, left_out = without(told, {line.upper()})
    assert line not in kept.text
    assert left_out == (line,)


def test_a_line_that_is_a_link_to_another_story_is_not_prose() -> None:
    html = article(body='<div><p><a href="/lain">Warga Kampung Sebelah Menggelar Panen Raya</a></p></div>')
    assert "Panen Raya" not in extract([page(html)]).text


def test_the_lead_behind_the_headline_stays() -> None:
    assert extract([page(article())]).text.startswith("Alinea pertama menceritakan")


def test_a_table_of_contents_does_not_take_its_sub_heads_away() -> None:
    html = article(
        body=f'<ul><li><a href="#dua">Isi edaran yang harus dipatuhi</a></li></ul>'
        f'<h3 id="dua">Isi edaran yang harus dipatuhi</h3>{PROSE.replace("Alinea", "Bagian")}'
    )
    assert "Isi edaran yang harus dipatuhi" in extract([page(html)]).text.split("\n")


# --- title, author, canonical, language --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "site"),
    [
        ("Rapat di Balai Desa Dihadiri Warga - Warta Desa", "Warta Desa"),
        ("Rapat di Balai Desa Dihadiri Warga | WartaDesa.com", ""),
        ("WartaDesa.com: Rapat di Balai Desa Dihadiri Warga", "Warta Desa.com"),
        ("Rapat di Balai Desa Dihadiri Warga Halaman 2 - Warta.example", ""),
        ("Rapat di Balai Desa Dihadiri Warga – Berita Terkini | Warta", ""),
    ],
)  # fmt: skip
def test_a_site_name_is_no_part_of_the_title(shown: str, site: str) -> None:
    head = f'<meta property="og:title" content="{shown}"><meta property="og:site_name" content="{site}">'
    assert extract([page(article(head))]).title == "Rapat di Balai Desa Dihadiri Warga"
    lone = article(head).replace("<h1>", "<h6>").replace("</h1>", "</h6>")
    if "Terkini" not in shown:
        assert extract([page(lone)]).title == "Rapat di Balai Desa Dihadiri Warga"


def test_a_headline_with_a_dash_keeps_both_halves() -> None:
    title = "Debat Calon Bupati - Warga Menagih Janji Jalan"
    assert extract([page(article(f'<meta property="og:title" content="{title}">', title=title))]).title == title


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p>Penulis: Rara Wening</p>", "Rara Wening"),
        ("<p>Pewarta : Guntur W.<br>Editor: Laras</p>", "Guntur W."),
        ("<p>Kontributor Kota Lembah: Tono Hadi</p>", "Tono Hadi"),
        ("<p>Editor: Laras Ayu</p>", "Laras Ayu"),
        ("<footer><p>Kontributor: Kendal: Tono Hadi</p><p>Editor: Laras</p></footer>", "Tono Hadi"),
        ("<p>Oleh: admin</p>", None),
        ("<p>Penulis: Redaksi Warta</p>", None),
    ],
)  # fmt: skip
def test_the_author_is_a_person_named_in_a_byline(line: str, author: str | None) -> None:
    assert extract([page(article(body=line))]).author == author


def test_a_commenter_is_not_the_author() -> None:
    html = article(
        body='<div id="comments"><p class="comment-author vcard"><b class="fn">Si Komentator</b></p></div>'
    )
    assert extract([page(html)]).author is None


@pytest.mark.parametrize(
    ("stated", "canonical"),
    [
        ("https://warta.example/rapat?utm_source=a&fbclid=b#x", "https://warta.example/rapat"),
        ("https://www.warta.example/rapat/amp/", "https://www.warta.example/rapat"),
        ("/amp/rapat-lagi?page=all", "https://warta.example/rapat-lagi"),
        ("https://warta.example/?p=12", "https://warta.example/?p=12"),
        ("https://warta.example/", None),
        ("https://lain.example.com/rapat", None),
        ("http://[rusak", None),
    ],
)  # fmt: skip
def test_a_canonical_address_is_kept_only_when_it_may_be_trusted(stated: str, canonical: str | None) -> None:
    assert extract([page(article(f'<link rel="canonical" href="{stated}">'))]).canonical == canonical


def test_the_text_overrules_a_theme_left_in_english() -> None:
    read = extract(
        [page(article().replace('lang="id"', 'lang="en-US"').replace("setempat", "setempat karena ia bisa"))]
    )
    assert read.language == "id"
    assert any(warning.startswith("language") for warning in read.warnings)


# --- parts of a story --------------------------------------------------------------------------------------

STORY = "https://warta.example/rapat-di-balai-desa"


@pytest.mark.parametrize(
    ("pager", "parts"),
    [
        (f'<div class="page-links">Pages: <span class="post-page-numbers current">1</span> '
         f'<a href="{STORY}/2/" class="post-page-numbers">2</a> '
         f'<a href="{STORY}/3/" class="post-page-numbers">3</a></div>',
         (f"{STORY}/2/", f"{STORY}/3/")),
        ('<div>Halaman: 1 <a href="?page=2">2</a> <a href="?page=3">3</a></div>',
         (f"{STORY}?page=2", f"{STORY}?page=3")),
        (f'<p><a href="{STORY}?page=2">Halaman selanjutnya</a></p>', (f"{STORY}?page=2",)),
        (f'<div class="paging"><a href="{STORY}/2">2</a> … <a href="{STORY}/5">5</a></div>',
         tuple(f"{STORY}/{n}" for n in (2, 3, 4, 5))),
        ('<div class="pagination"><a href="/berita/page/2/">2</a><a href="/berita?page=2">Next</a></div>', ()),
        (f'<div class="pagination"><a href="{STORY}/comment-page-2/">2</a></div>', ()),
        ('<div class="page-links"><a href="https://lain.example/rapat-di-balai-desa/2/">2</a></div>', ()),
        ('<link rel="next" href="/berita-lain-hari-ini">', ()),
        ("", ()),
    ],
)  # fmt: skip
def test_only_this_storys_own_pager_names_further_parts(pager: str, parts: tuple[str, ...]) -> None:
    assert further_parts(page(article(body=pager), STORY)) == parts


def test_a_lists_pager_names_no_parts() -> None:
    html = article(body='<div class="pagination"><a href="?page=2">2</a></div>').replace(
        'class="single"', 'class="archive"'
    )
    assert further_parts(page(html, "https://warta.example/kabar-daerah")) == ()


def test_the_second_part_names_the_first_and_the_third() -> None:
    pager = f'<div class="page-links"><a href="{STORY}/">1</a> 2 <a href="{STORY}/3/">3</a></div>'
    assert further_parts(page(article(body=pager), f"{STORY}/2/")) == (f"{STORY}/", f"{STORY}/3/")


def test_parts_are_joined_in_order_without_repeated_paragraphs() -> None:
    first = saved("portal_parts")
    more = "<p>Sementara itu kepala sekolah baru tahu kejadian itu dari rekaman yang beredar luas.</p>"
    again = (
        "<p>Laporan itu disertai rekaman video berdurasi dua menit. Pengawas kecamatan membenarkan telah menerima "
        "laporan dan sedang menelitinya.</p>"
    )
    second = page(
        article(body=again + more, title="Guru di Batu Licin Dilaporkan Ikut Konvoi Pasangan Calon"),
        first.url + "?page=2",
    )
    alone, joined = extract([first]), extract([first, second])
    assert (alone.pages, joined.pages) == (Parts(1, 3), Parts(2, 3))
    assert joined.text.startswith(alone.text + "\nAlinea pertama")
    assert joined.text.count("berdurasi dua menit") == 1
    assert joined.text.endswith("beredar luas.")


def test_how_many_parts_there_are_is_unknown_when_only_the_next_one_is_named() -> None:
    following = f'<p><a href="{STORY}?page=2">Halaman selanjutnya</a></p>'
    assert extract([page(article(body=following), STORY)]).pages == Parts(1, None)


def test_a_further_part_that_cannot_be_read_is_named_and_the_rest_stands() -> None:
    first = saved("portal_parts")
    read = extract([first, page(b"", first.url + "?page=2")])
    assert (read.text, read.pages.have) == (extract([first]).text, 1)
    assert any("part 2" in warning for warning in read.warnings)


# --- pages that are no article -----------------------------------------------------------------------------

LISTED = (
    "<ul>"
    + "".join(f'<li><a href="/s{n}">Judul berita nomor {n} dari daerah kita</a></li>' for n in range(30))
    + "</ul>"
)


@pytest.mark.parametrize(
    ("html", "url", "reason"),
    [
        (article(), "https://warta.example/", "front page"),
        (article().replace("single", "archive tag"), "https://warta.example/x", "list of stories"),
        (article().replace("single", "x"), "https://warta.example/topik/asn/", "list of stories"),
        (article(), "https://warta.example/tag/asn/", "list of stories"),
        (article(), "https://warta.example/?s=asn", "list of stories"),
        (article(body="".join(f'<a href="/kabar/judul-berita-{n}">x</a>' for n in range(9))),
         "https://warta.example/kabar", "list of stories"),
        (article().replace("single", "x"), "https://warta.example/category/daerah/page/3/", "list of stories"),
        (f"<html><body><div>{LISTED}</div></body></html>", "https://warta.example/daerah", "list of stories"),
        (article(title="Halaman Tidak Ditemukan"), "https://warta.example/x", "does not exist"),
        (article(title="404 Not Found"), "https://warta.example/x", "does not exist"),
        (article(title="Just a moment..."), "https://warta.example/x", "bot check"),
        ("<html><body class='single'><h1>Rapat</h1><p>Silakan login untuk membaca.</p></body></html>",
         "https://warta.example/x", "login"),
        ("<html><body><p>Segera hadir.</p></body></html>", "https://warta.example/x", "no text"),
    ],
)  # fmt: skip
def test_a_page_without_a_story_is_refused_with_the_reason(html: str, url: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        extract([page(html, url)])


def test_a_story_in_a_rubric_named_like_a_list_is_a_story() -> None:
    assert extract([page(article(), "https://warta.example/terkini/rapat-di-balai-desa")]).text


def test_a_headline_about_an_error_page_is_still_a_story() -> None:
    title = "Situs Pemkab Lembah Diretas, Warga Dapati Halaman Tidak Ditemukan Selama Tiga Hari Penuh"
    assert extract([page(article(title=title))]).title == title


def test_a_status_of_error_is_a_reason() -> None:
    with pytest.raises(NotAnArticle, match="404"):
        extract([page(article(), status=404)])
