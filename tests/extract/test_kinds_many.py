"""Pages that bring many persons' stories in one text, and the stories that only look like them."""

from __future__ import annotations

import pytest

from extract import NotAnArticle, extract
from tests.extract.pages_at_hand import PROSE, article, page

HOST = "https://warta.example"
FOOT = "<footer><p>Warta Kenanga terbit sejak 2011. Redaksi di Jalan Melati 7.</p></footer>"
TOLD = (
    (
        "Camat Kenanga Dipanggil Pengawas",
        "Camat itu hadir di panggung kampanye bersama tiga kepala desa pada Minggu.",
    ),
    ("Lurah Melati Ditegur Bupati", "Lurah itu memasang gambar calon di kantor kelurahan sejak awal bulan lalu."),
    (
        "Guru Honorer Diminta Iuran",
        "Seorang kepala sekolah meminta iuran kampanye kepada guru honorer setiap bulan.",
    ),
    (
        "Sekda Bantah Ikut Rapat Partai",
        "Sekretaris daerah menyatakan ia hanya singgah sebentar di gedung tersebut.",
    ),
    (
        "Panitera Dilaporkan Warga Desa",
        "Warga menyerahkan rekaman video kepada petugas di kantor pengawas kabupaten.",
    ),
)


def document(body: str, title: str = "Politik - Warta Kenanga", kind: str = "") -> str:
    return f'<html><head><title>{title}</title></head><body class="{kind}">{body}{FOOT}</body></html>'


def refused(html: str, url: str) -> str:
    with pytest.raises(NotAnArticle) as caught:
        extract([page(html, url)])
    return caught.value.kind


def each(card: str) -> str:
    return "".join(card.format(n=n, title=title, text=text) for n, (title, text) in enumerate(TOLD, 1))


LISTS = {
    "cards for a script": '<div onclick="go({n})"><h3>{title}</h3><p>{text}</p></div>',
    "cards without any address": '<div class="kartu"><h3>{title}</h3><p>{text}</p></div>',
    "headings and teasers": "<h4>{title}</h4><p>{text}</p>",
    "rows with a link for details": "<table><tr><td><b>{title}</b><br>1/10/2024<br>{text} "
    '<a href="/r/{n}">[detail]</a></td></tr></table>',
    "teasers with more": '<p><b>{title}</b> {text} <a href="/baca.php?id={n}">Selengkapnya »</a></p>',
    "definition list": '<dl><dt>{title}</dt><dd>{text} <a href="?id={n}">baca selengkapnya</a></dd></dl>',
}


@pytest.mark.parametrize("card", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("url", [f"{HOST}/politik", f"{HOST}/index.php?mod=berita"])
def test_a_list_whose_headlines_are_no_links_is_a_list(card: str, url: str) -> None:
    assert refused(document(f"<h1>Politik</h1>{each(card)}"), url) == "list of stories"


POSTS = {
    "blogspot": '<div class="post hentry"><h3 class="post-title"><a href="/2024/10/judul-{n}.html">{title}</a></h3>'
    '<div class="post-body entry-content"><p>{text}</p>' + PROSE + "</div></div>",
    "wordpress": '<article class="post"><h2><a href="/2024/10/judul-{n}/">{title}</a></h2><p>{text}</p>'
    + PROSE
    + "</article>",
}


@pytest.mark.parametrize("post", POSTS.values(), ids=POSTS)
@pytest.mark.parametrize("title", ["Oktober 2024 - Warta Kenanga", "Warta Kenanga: Kabar dari Lereng dan Lembah"])
@pytest.mark.parametrize("url", ["/2024/10/", "/index.php?bulan=10", "/kabar"])
def test_whole_stories_below_each_other_are_a_list(post: str, title: str, url: str) -> None:
    html = document(f'<div class="blog-posts">{each(post)}</div>', title)
    assert refused(html, HOST + url) == "list of stories"


@pytest.mark.parametrize("url", ["/2024/", "/2024/10", "/2024/10/05/", "/id/2024/10/", "/2024_10_01_archive.html"])
def test_the_address_of_an_archive_is_a_lists(url: str) -> None:
    assert refused(article(), HOST + url) == "list of stories"


@pytest.mark.parametrize("url", ["/2024/10/05/rapat-di-balai-desa", "/2024/rapat", "/berita/2024/10/rapat-desa"])
def test_a_story_below_an_archives_address_is_a_story(url: str) -> None:
    assert extract([page(article(), HOST + url)]).text


@pytest.mark.parametrize("title", ["Buku Tamu", "Buku Tamu - Warta Kenanga", "Pengaduan Masyarakat", "Guestbook"])
def test_where_readers_write_no_newsroom_speaks(title: str) -> None:
    entries = "".join(f"<p><b>Warga {n}</b>: {text}</p>" for n, (_, text) in enumerate(TOLD))
    assert refused(document(f"<h1>Halaman</h1>{entries}", title), f"{HOST}/buku-tamu") == "guest book"


@pytest.mark.parametrize("title", ["Buku Tamu Balai Desa Dicuri Orang", "Pengaduan Masyarakat Naik Dua Kali Lipat"])
def test_a_story_about_such_a_page_is_a_story(title: str) -> None:
    html = document(f"<h1>{title}</h1>{PROSE}", f"{title} - Warta Kenanga")
    assert extract([page(html, f"{HOST}/baca.php?id=7")]).title == title


FILES = "".join(
    f'<tr><td>{n}</td><td>{title} Tahun Anggaran 2024</td><td><a href="/berkas/{n}.pdf">Unduh</a></td></tr>'
    for n, (title, _) in enumerate(TOLD, 1)
)


def test_a_list_of_downloads_is_a_list_of_files() -> None:
    html = document(f"<h1>Unduhan Dokumen Kecamatan Kenanga</h1><table>{FILES}</table>", "Unduhan")
    assert refused(html, f"{HOST}/unduhan") == "list of files"


def test_a_story_with_attachments_is_a_story() -> None:
    html = document(f"<h1>Edaran Netralitas Diterbitkan Bupati</h1>{PROSE * 2}<table>{FILES}</table>", "Edaran")
    assert extract([page(html, f"{HOST}/baca.php?id=7")]).text.startswith("Alinea pertama")


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/profil-camat", "Profil Camat"),
        ("/profil_kecamatan.php", "Profil Kecamatan"),
        ("/visi-misi-kecamatan", "Visi Misi Kecamatan"),
        ("/struktur-organisasi-kecamatan.html", "Struktur Organisasi Kecamatan"),
    ],
)
def test_the_page_about_an_office_is_information(url: str, title: str) -> None:
    assert refused(document(f"<h1>{title}</h1>{PROSE}", f"{title} - Warta"), HOST + url) == "information"


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/profil-camat-kenanga-yang-dipanggil-bawaslu", "Profil Camat Kenanga yang Dipanggil Bawaslu"),
        ("/berita/8812", "Profil Camat Kenanga"),
    ],
)
def test_a_portrait_in_the_news_is_a_story(url: str, title: str) -> None:
    assert extract([page(document(f"<h1>{title}</h1>{PROSE}", f"{title} - Warta"), HOST + url)]).title == title


LINKS = "".join(
    f'<li><a href="/kabar-{n}">{title} pada Masa Kampanye</a></li>' for n, (title, _) in enumerate(TOLD * 2)
)


def test_a_few_words_above_a_list_of_links_are_no_story() -> None:
    intro = (
        "<p>Kumpulan kabar tentang pegawai negeri yang ikut berkampanye selama pemilihan kepala daerah di "
        "kabupaten ini dan di kabupaten tetangga sejak tahun lalu.</p>"
    )
    html = document(f"<h1>Netralitas Pegawai</h1>{intro}<ul>{LINKS}</ul>", "Netralitas Pegawai - Warta Kenanga")
    assert refused(html, f"{HOST}/netralitas") == "list of stories"
    story = html.replace("<h1>Netralitas Pegawai", "<h1>Netralitas Pegawai Dipantau Ketat di Enam Kecamatan")
    assert extract([page(story, f"{HOST}/netralitas")]).text


# --- stories that look like lists ------------------------------------------------------------------------------

SECTIONS = "".join(f"<h3>{title}</h3><p>{text}</p><p>Warga menanti jawaban itu.</p>" for title, text in TOLD)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lima Perkara Netralitas yang Menanti Putusan", each(LISTS["headings and teasers"])),
        ("Jejak Camat", PROSE + SECTIONS),
        ("Jejak Camat", PROSE + SECTIONS.replace("h3", "h2")),
        ("Lima Perkara yang Menanti Putusan Pengawas", PROSE + '<p><a href="/lain">Selengkapnya</a></p>' * 5),
        ("Lima Perkara yang Menanti Putusan Pengawas", f'<div onclick="perbesar()">{PROSE}</div>'),
    ],
    ids=["sections", "short title", "short title, sections of the second level", "links", "a script"],
)
def test_a_story_in_sections_is_a_story(title: str, body: str) -> None:
    html = document(f"<h1>{title}</h1>{body}", f"{title} - Warta Kenanga")
    assert extract([page(html, f"{HOST}/baca.php?id=7")]).title == title


def test_a_story_followed_by_the_next_ones_is_a_story() -> None:
    behind = each(POSTS["wordpress"]).replace("Alinea", "Baris")
    html = document(f"<article class='post'><h1>Rapat di Balai Desa Kenanga</h1>{PROSE * 3}</article>", "Rapat")
    assert extract([page(html.replace("</article>", f"</article>{behind}", 1), f"{HOST}/baca.php?id=7")]).text


TYPED = '<meta property="og:type" content="article">'


@pytest.mark.parametrize("segment", ["berita-terkini", "topik", "terkini", "arsip", "populer"])
def test_a_story_under_a_rubrics_address_is_a_story_by_its_type_and_its_name(segment: str) -> None:
    html = article(TYPED).replace('class="single"', "")
    assert extract([page(html, f"{HOST}/{segment}/rapat-di-balai-desa-dihadiri-warga")]).text


@pytest.mark.parametrize(
    "html",
    [
        article(TYPED, title="Netralitas Pegawai").replace('class="single"', ""),
        article(TYPED, title="Kumpulan Berita Rapat di Balai Desa").replace(
            'class="single"', 'class="archive tag"'
        ),
        document("<h1>Rapat di Balai Desa Dihadiri Warga</h1>" + each(LISTS["teasers with more"])).replace(
            "</title>", f"</title>{TYPED}"
        ),
    ],
    ids=["a name", "classes", "teasers"],
)
def test_a_topic_is_a_list_though_its_type_is_an_articles(html: str) -> None:
    assert refused(html, f"{HOST}/topik/rapat-di-balai-desa-dihadiri-warga") == "list of stories"


@pytest.mark.parametrize("kind", ["home", "front", "blog", "author", "date", "page home", "category dark"])
def test_a_home_made_portal_may_write_any_word_on_its_body(kind: str) -> None:
    html = document(f"<h1>Rapat di Balai Desa Kenanga</h1>{PROSE}", "Rapat", kind)
    assert extract([page(html, f"{HOST}/berita/rapat-8812.html")]).text


@pytest.mark.parametrize(
    "kind",
    [
        "home blog wp-custom-logo", "archive category category-politik", "archive author author-rina",
        "archive date", "search search-results", "blog hfeed", "html front not-logged-in", "path-taxonomy",
    ],
)  # fmt: skip
def test_the_classes_that_systems_write_together_name_a_list(kind: str) -> None:
    html = document(f"<h1>Rapat di Balai Desa Kenanga</h1>{PROSE}", "Rapat", kind)
    assert refused(html, f"{HOST}/berita/rapat-8812.html") == "list of stories"


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Semua Berita soal Camat Kenanga Hoaks", "/baca.php?id=7"),
        ("Semua Berita di Grup Itu Hoaks, Kata Camat Kenanga", "/semua-berita-di-grup-itu-hoaks-8812.html"),
        ("Arsip Berita Acara Rekapitulasi Hilang dari Kantor", "/arsip-berita-acara-rekapitulasi-hilang.html"),
    ],
)
def test_a_headline_that_begins_like_a_lists_title_is_a_headline(title: str, url: str) -> None:
    assert extract([page(document(f"<h1>{title}</h1>{PROSE}", f"{title} - Warta"), HOST + url)]).title == title


# --- short stories ---------------------------------------------------------------------------------------------

BRIEF = (
    "<p>Camat Kenanga melantik tiga kepala dusun pada Senin pagi di balai desa setempat.</p>"
    "<p>Mereka bertugas lima tahun dan langsung bekerja mulai Selasa besok.</p>"
)


@pytest.mark.parametrize(
    "top",
    [
        '<div class="head"><a href="/login">Silakan login</a></div>',
        "<ul><li>Sudah punya akun? Masuk</li><li>Masuk atau daftar untuk mengirim tulisan</li></ul>",
        "<p>Silahkan masuk | Daftar</p>",
    ],
)
def test_an_invitation_in_the_head_of_the_page_walls_off_no_short_story(top: str) -> None:
    html = document(f"{top}<h1>Camat Lantik Kepala Dusun</h1>{BRIEF}", "Camat Lantik Kepala Dusun", "single")
    assert "Camat Kenanga melantik" in extract([page(html, f"{HOST}/2024/10/camat-lantik-kadus/")]).text


def test_an_invitation_right_behind_a_short_text_is_a_wall() -> None:
    html = document(f"<h1>Camat Lantik Kepala Dusun</h1>{BRIEF}<p>Silakan login.</p>", "Camat", "single")
    assert refused(html, f"{HOST}/2024/10/camat-lantik-kadus/") == "login wall"


@pytest.mark.parametrize(
    "riddle",
    [
        '<script src="https://www.google.com/recaptcha/api.js"></script><textarea></textarea>',
        '<script src="https://hcaptcha.com/1/api.js"></script><label>Saya bukan robot</label>',
        "<label>Masukkan captcha</label><input>",
    ],
)
def test_a_riddle_in_the_form_for_comments_is_no_bot_check(riddle: str) -> None:
    html = document(f"<h1>Camat Lantik Kepala Dusun</h1>{BRIEF}<form>{riddle}</form>", "Camat Lantik Kepala Dusun")
    assert extract([page(html, f"{HOST}/berita/camat-lantik-kadus-8812.html")]).text.startswith("Camat Kenanga")
