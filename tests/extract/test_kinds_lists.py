"""Pages that are no article: lists, galleries, imprints and walls; and the stories that look like them."""

from __future__ import annotations

import pytest

from extract import NotAnArticle, extract
from tests.extract.pages_at_hand import PROSE, article, page

HOST = "https://warta.example"
SLUG = f"{HOST}/2024/10/camat-kenanga-dipanggil-bawaslu/"
LONG = PROSE + "".join(
    f"<p>Menurut {who}, jalan kampung akan diperbaiki sebelum musim hujan dengan dana desa tahun ini, dan "
    f"pengerjaannya "
    f"diawasi langsung oleh warga {place} bersama perangkat desa serta pendamping dari kabupaten.</p>"
    for who, place in (("kepala desa", "dusun utara"), ("ketua RW", "dusun barat"), ("camat", "dusun timur"),
                       ("bendahara", "dusun selatan"), ("sekretaris desa", "pinggir kali"))
)  # fmt: skip
BRIEF = (
    "<p>Camat Kenanga melantik tiga kepala dusun pada Senin pagi di balai desa setempat.</p><p>Mereka "
    "bertugas lima tahun dan langsung bekerja mulai Selasa besok.</p>"
)
SUBJECTS = ("Jembatan Gantung Rampung", "Harga Cabai Naik", "Lurah Dilantik Bupati", "Sungai Meluap "
    "Lagi", "Persiwa Menang Tipis",
            "Sekolah Dasar Roboh", "Panen Raya Padi", "Pasar Pagi Dibuka")  # fmt: skip


def document(body: str, *, title: str = "Warta Kenanga", head: str = "", kind: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body class="{kind}">{body}</body></html>'
    )


def refused(html: str, url: str = SLUG) -> NotAnArticle:
    with pytest.raises(NotAnArticle) as caught:
        extract([page(html, url)])
    return caught.value


def teasers(card: str) -> str:
    """A list's cards, each with a headline, an address and two sentences of its story."""
    return "".join(
        card.format(
            title=f"{subject} di Kecamatan Kenanga",
            url=f"/detail/{number}/kabar",
            text=f"{subject} menjadi perhatian warga sejak pekan lalu. Pemerintah kecamatan berjanji "
            f"menindaklanjutinya segera.",
        )
        for number, subject in enumerate(SUBJECTS, 100)
    )


CARDS = {
    "media": '<div class="media"><h5><a href="{url}">{title}</a></h5><p>{text}</p></div>',
    "whole card linked": '<a class="card" href="{url}"><h3>{title}</h3><p>{text}</p></a>',
    "list": '<li><h2><a href="{url}">{title}</a></h2><span>2 jam lalu</span><div>{text}</div></li>',
    "picture first": '<div class="row"><a href="{url}"><img src="x.jpg"></a><div><h4><a '
    'href="{url}">{title}</a></h4><p>{text}</p></div></div>',
    "article": '<article><header><h2><a href="{url}">{title}</a></h2></header><div '
    'class="entry"><p>{text}</p></div></article>',
}  # fmt: skip


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("url", [f"{HOST}/daerah", f"{HOST}/kanal.php?id=4", ""])
def test_teasers_beside_their_headlines_are_a_list_whatever_the_address(card: str, url: str) -> None:
    assert refused(document(f"<main><h1>Daerah</h1>{teasers(card)}</main>"), url).kind == "list of stories"


def test_a_story_above_a_list_of_others_is_a_story() -> None:
    html = document(f"<h1>Rapat di Balai Desa</h1><div>{PROSE}</div><section>{teasers(CARDS['media'])}</section>")
    assert extract([page(html, f"{HOST}/baca.php?id=7")]).text.startswith("Alinea pertama")


def test_a_story_with_a_link_in_every_paragraph_is_a_story() -> None:
    linked = PROSE.replace(
        "rapat koordinasi di balai desa", '<a href="/topik/rapat">rapat koordinasi di balai desa</a>'
    )
    html = document(f"<h1>Rapat di Balai Desa</h1><div>{linked}</div>")
    assert extract([page(html, f"{HOST}/baca.php?id=7")]).text.startswith("Alinea pertama")


@pytest.mark.parametrize(
    "title", ["Indeks Berita - Warta Kenanga", "Tag: netralitas ASN", "Warta Kenanga | Hasil Pencarian untuk camat"]
)
def test_a_title_names_a_list(title: str) -> None:
    assert refused(document(f"<main>{PROSE}</main>", title=title), f"{HOST}/x").kind == "list of stories"


@pytest.mark.parametrize("url", ["/", "/?m=1", "/index.php", "/home", "/beranda/", "/?utm_source=wa"])
def test_a_front_page_is_one_under_its_other_addresses_too(url: str) -> None:
    assert refused(article(), HOST + url).kind == "front page"


@pytest.mark.parametrize("url", ["/?p=117", "/index.php?id=4", "/home/camat-kenanga-dipanggil-bawaslu"])
def test_a_story_below_the_front_pages_address_is_a_story(url: str) -> None:
    assert extract([page(article(), HOST + url)]).text


STAMP = '<meta property="article:published_time" content="2024-10-01T08:00:00+07:00">'


@pytest.mark.parametrize(
    "url",
    [
        "/arsip/laporan-khusus/aliran-dana-di-balik-mutasi-camat-498120",
        "/terkini/baca/camat-kenanga-dipanggil-bawaslu",
        "/category/daerah/camat-kenanga-dipanggil-bawaslu-lagi",
    ],
)
def test_a_story_under_a_lists_address_is_a_story_when_the_page_dates_it(url: str) -> None:
    assert extract([page(article(STAMP).replace("single", "x"), HOST + url)]).text


@pytest.mark.parametrize("url", ["/tag/netralitas-asn-pilkada-2024/", "/category/pilkada-serentak-jawa-tengah/"])
def test_a_tag_of_many_words_is_still_a_list(url: str) -> None:
    kind = '<meta property="og:type" content="article">'
    assert refused(article(kind).replace("single", "x"), HOST + url).kind == "list of stories"


# --- galleries ----------------------------------------------------------------------------------------------

PICTURES = "".join(
    f'<figure><img src="{n}.jpg"><figcaption>Foto {n} dari 6: warga {doing} di alun-alun kecamatan pada '
    f"Minggu pagi.</figcaption></figure>"
    for n, doing in enumerate(("menari", "memasak", "berbaris", "bernyanyi", "menabuh gamelan", "menyapu"), 1)
)
LEAD = (
    "<p>Ratusan warga Kenanga merayakan hari jadi kecamatan dengan kirab dan pertunjukan rakyat sepanjang "
    "hari Minggu.</p>"
)


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/berita/kirab-hari-jadi-kecamatan", LEAD + PICTURES),
        ("/foto/kirab-hari-jadi-kecamatan", LEAD * 3),
        ("/video/kirab-hari-jadi-kecamatan", "<video src='x.mp4'></video>" + LEAD),
    ],
    ids=["captions", "photo address", "video address"],
)
def test_pictures_or_a_film_with_few_words_are_a_gallery(url: str, body: str) -> None:
    html = article().replace(PROSE, body)
    assert refused(html, HOST + url).kind == "gallery"


def test_a_film_by_its_data_is_a_gallery() -> None:
    html = article('<meta property="og:type" content="video.other">').replace(PROSE, LEAD)
    assert refused(html, SLUG).kind == "gallery"


@pytest.mark.parametrize(
    ("url", "body"),
    [("/berita/kirab", LONG + PICTURES), ("/video/kirab", LONG), ("/kabar/kirab", BRIEF)],
    ids=["story with pictures", "story with a film", "brief"],
)
def test_a_full_story_among_pictures_is_a_story(url: str, body: str) -> None:
    assert extract([page(article().replace(PROSE, body), HOST + url)]).text


# --- information --------------------------------------------------------------------------------------------

RULES = "".join(
    f"<p>Butir {n}: media wajib memuat ralat, koreksi, dan hak jawab sesuai ketentuan.</p>" for n in range(20)
)


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/pedoman-media-siber/", "Pedoman Media Siber"),
        ("/redaksi", "Susunan Redaksi Warta Kenanga"),
        ("/p/tentang-kami.html", "Tentang Kami"),
        ("/halaman/kebijakan-privasi", "Kebijakan Privasi - Warta Kenanga"),
        ("/page/kode-etik-jurnalistik", "Kode Etik Jurnalistik"),
        ("/about_us.php", "About Us"),
    ],
)
def test_imprint_and_rules_are_information_though_they_look_like_stories(url: str, title: str) -> None:
    html = article('<meta property="og:type" content="article">', title=title).replace(PROSE, RULES)
    assert refused(html, HOST + url).kind == "information"


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/2024/10/pedoman-media-siber-disosialisasikan/", "Pedoman Media Siber Disosialisasikan ke Wartawan"),
        ("/2024/10/redaksi-warta-digugat-bupati/", "Redaksi Warta Kenanga Digugat Bupati"),
        ("/daerah/redaksi", "Bupati Gugat Warta Kenanga"),
    ],
)
def test_a_story_about_a_newsroom_is_a_story(url: str, title: str) -> None:
    assert extract([page(article(title=title), HOST + url)]).title == title


# --- walls --------------------------------------------------------------------------------------------------

OFFER = (
    '<section class="paywall"><h2>Masuk untuk melanjutkan membaca</h2><p>Artikel ini hanya tersedia bagi '
    'pelanggan.</p></section>'
    "<section><h3>Paket tahunan</h3><p>" + "Seluruh liputan mendalam, tanpa iklan, dengan edisi cetak "
    "digital. " * 12 + "</p></section>"
)  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        f"{LEAD}<p>Silakan masuk untuk membaca selengkapnya.</p>",
        f'{LEAD}<div class="gate"><p>Sudah berlangganan? Masuk di sini.</p></div>',
        f"{PROSE}{LEAD}{OFFER}",
        OFFER,
    ],
    ids=["teaser", "question", "teaser and offers", "offers alone"],
)
def test_a_teaser_before_a_wall_is_a_login_wall(body: str) -> None:
    assert refused(article().replace(PROSE, body), SLUG).kind == "login wall"


def test_a_whole_story_before_an_offer_is_a_story() -> None:
    assert extract([page(article(body=LONG.removeprefix(PROSE) + OFFER), SLUG)]).text.startswith("Alinea pertama")


def test_short_lists_are_lists_by_their_rubrics_name_or_their_cut_teasers() -> None:
    short = "".join(
        f'<div class="card-item"><h2><a href="/kabar/{n}">{subject} di Kecamatan Kenanga Menjelang Musim '
        f"Hujan Tahun Ini</a></h2>"
        f"<p>{subject} menjadi buah bibir warga di tiga desa.</p></div>"
        for n, subject in enumerate(SUBJECTS[:3])
    )
    assert refused(document(f"<h1>Ragam</h1>{short}"), f"{HOST}/kanal.php?id=4").kind == "list of stories"
    cut = "".join(
        f"<p>{subject} menjadi buah bibir warga di tiga desa sejak pekan lalu dan…</p>" for subject in SUBJECTS
    )
    assert refused(article().replace(PROSE, cut), SLUG).kind == "list of stories"
