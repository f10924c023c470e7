"""Pages beside the news: services of a site, stories taken down, walls; and the stories that look like them."""

from __future__ import annotations

import json

import pytest

from extract import NotAnArticle, extract
from tests.extract.pages_at_hand import page

SITE = "https://kenanga.example"
MENU = '<nav><a href="/">Beranda</a> <a href="/profil">Profil</a></nav>'
TOLD = "Camat Kenanga menegur tiga lurah karena kantor mereka masih tutup pada pukul sembilan pagi, Senin lalu. "


WHOLE = f"<p>{TOLD}</p>" + "".join(
    f"<p>Lurah {name} mengaku terlambat karena hujan deras sejak subuh di wilayahnya, kata camat.</p>"
    for name in ("Melati", "Mawar", "Anggrek", "Dahlia", "Kamboja", "Kenari")
)


def document(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{MENU}<main>{body}</main></body></html>"


def refused(html: str, path: str) -> str | None:
    with pytest.raises(NotAnArticle) as caught:
        extract([page(html, SITE + path)])
    return caught.value.kind


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


WEEKS = table(
    *((f"{day} Oktober 2024", "Rapat persiapan pemilihan bersama para lurah", "Aula") for day in range(1, 9))
)
AGES = table(*((str(age), f"Kelompok usia {age} tahun", str(3 * age), "2%") for age in range(12)))
TIMES = table(*((f"{day} Okt", "04.10", "11.32", "14.50", "17.41") for day in range(1, 20)))


@pytest.mark.parametrize(
    ("path", "title", "body"),
    [
        ("/agenda/2024-10", "Agenda Kegiatan", f"<h1>Agenda Kegiatan Oktober 2024</h1>{WEEKS}"),
        ("/first/statistik/13", "Statistik Penduduk", f"<h1>Data Demografi menurut Umur</h1>{AGES}"),
        ("/jadwal-imsakiyah", "Jadwal Salat", f"<h1>Jadwal Salat Kenanga</h1>{TIMES}"),
        (
            "/pemerintah",
            "Pemerintah Desa Kenanga",
            "<h1>Aparatur Desa</h1>"
            + "".join(f"<h4>Nama {n}</h4><p>Kepala Dusun {n} di desa</p>" for n in range(8)),
        ),
        (
            "/polling.php?id=5",
            "Warta Kenanga",
            "<h2>Hasil Polling</h2><p>Setujukah Anda bila lurah yang tidak netral dalam pemilihan langsung diganti "
            f"oleh camat?</p>{table(('Setuju', '78%'), ('Tidak', '22%'))}<p>Total suara: 812</p>",
        ),
        (
            "/live-streaming",
            "Live Streaming",
            "<h1>Live Streaming TV Kenanga</h1><p>Siaran langsung TV Kenanga dapat disaksikan setiap hari mulai "
            "pukul lima pagi sampai tengah malam dengan berita, hiburan, dan olahraga dari seluruh daerah.</p>",
        ),
        (
            "/newsletter/terima-kasih",
            "Terima Kasih",
            "<h1>Terima kasih!</h1><p>Pendaftaran Anda berhasil. Periksa kotak masuk surel Anda untuk memastikan "
            "langganan nawala dari Kenanga, dan jangan lupa memeriksa juga folder spam.</p>",
        ),
        (
            "/unduh/se-netralitas",
            "Unduh SE Netralitas",
            "<h1>Unduhan</h1>"
            + table(
                ("Nama berkas", "SE Netralitas ASN Tahun 2024.pdf"),
                ("Ukuran", "1,2 MB"),
                ("Diunduh", "322 kali sejak 5 Oktober 2024"),
                ("Keterangan", "Salinan surat edaran untuk semua lurah"),
            ),
        ),
        (
            "/epaper/2024-10-02",
            "E-Paper Kenanga Edisi Rabu, 2 Oktober",
            "<h1>E-Paper Edisi Rabu, 2 Oktober 2024</h1><p>Koran Kenanga edisi Rabu dapat dibuka di mana saja dan "
            "kapan saja, cukup Rp 50.000 per bulan untuk semua halaman di gawai kesayangan.</p>",
        ),
    ],
)
def test_a_service_of_the_site_is_no_article(path: str, title: str, body: str) -> None:
    assert refused(document(title, body), path) == "service"


@pytest.mark.parametrize(
    ("path", "title", "body"),
    [
        ("/agenda/camat-kenanga-tegur-tiga-lurah", "Agenda Kegiatan Camat Batal", f"<p>{TOLD * 2}</p>"),
        ("/agenda/812", "Agenda Kegiatan Camat Batal", WHOLE),
        ("/agenda/812", "Camat Kenanga Tegur Tiga Lurah", f"<p>{TOLD * 2}</p>"),
        ("/berita/812", "Statistik Perkara Pemilu Naik", f"<p>{TOLD * 2}</p>"),
        ("/pemerintahan/812", "Pemerintah Desa Kenanga Bagikan Beras", f"<p>{TOLD * 2}</p>"),
    ],
)
def test_a_story_under_such_an_address_or_title_is_a_story(path: str, title: str, body: str) -> None:
    assert extract([page(document(title, f"<h1>{title}</h1>{body}"), SITE + path)]).title == title


@pytest.mark.parametrize("title", ["Daftar Pengaduan", "Daftar Pengaduan Masyarakat", "Laporan Warga"])
def test_a_public_list_of_complaints_is_no_article(title: str) -> None:
    complaints = "".join(
        f"<div><b>Warga {n}</b><p>Lurah saya menyuruh ketua RT {n} membagikan kaus calon, mohon ditindak.</p>"
        "<p>Jawaban admin: Terima kasih, laporan Anda kami teruskan.</p></div>"
        for n in range(6)
    )
    assert refused(document(title, f"<h1>{title}</h1>{complaints}"), "/pengaduan/daftar") == "guest book"


TYPED = '<meta property="og:type" content="article">'


@pytest.mark.parametrize(
    "notice",
    [
        "Mohon maaf, artikel ini telah dihapus oleh redaksi karena tidak memenuhi kaidah jurnalistik. Kami memohon "
        "maaf kepada pembaca dan semua pihak yang dirugikan.",
        "Berita ini telah dicabut oleh redaksi. Silakan membaca berita lain di laman utama kami atau menghubungi "
        "kantor redaksi pada jam kerja untuk penjelasan lebih lanjut.",
    ],
)
def test_the_notice_that_a_story_was_taken_down_is_no_story(notice: str) -> None:
    assert refused(document("Kenanga", f"<p>{notice}</p>", TYPED), "/camat-tegur/") == "not found"


def test_a_story_about_a_story_that_was_taken_down_is_a_story() -> None:
    body = f"<h1>Artikel Ini Dihapus</h1><p>Artikel ini telah dihapus sehari kemudian.</p><p>{TOLD * 3}</p>"
    assert extract([page(document("Artikel Ini Dihapus", body, TYPED), f"{SITE}/artikel-ini-dihapus/")]).text


# --- walls --------------------------------------------------------------------------------------------------

HEADLINE = "Camat Kenanga Tegur Tiga Lurah"
SUBSCRIBERS = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "datePublished": "2024-10-02T08:15:00+07:00",
        "isAccessibleForFree": False,
    }
)
OFFER = '<div class="paywall"><h3>Artikel ini khusus pelanggan</h3><p>Sudah berlangganan? Masuk di sini.</p></div>'


def for_subscribers(body: str) -> str:
    head = f'<script type="application/ld+json">{SUBSCRIBERS}</script>'
    return document(HEADLINE, f"<article><h1>{HEADLINE}</h1>{body}</article>", head)


def test_a_short_whole_story_for_subscribers_is_kept_with_a_warning() -> None:
    story = extract([page(for_subscribers(WHOLE + OFFER), f"{SITE}/2024/10/02/camat-kenanga-tegur-tiga-lurah")])
    assert story.text.endswith("kata camat.")
    assert any("subscribers" in warning for warning in story.warnings)


@pytest.mark.parametrize(
    "told",
    [
        f"<p>{TOLD}</p>",
        f"<p>{TOLD}</p>"
        + "".join(f"<p>Lurah {n} mengaku terlambat karena hujan deras sejak subuh …</p>" for n in range(8)),
    ],
    ids=["short", "cut"],
)
def test_a_teaser_for_subscribers_is_a_login_wall(told: str) -> None:
    assert refused(for_subscribers(told + OFFER), "/2024/10/02/camat-kenanga-tegur-tiga-lurah") == "login wall"


def test_an_offer_of_further_stories_walls_off_nothing() -> None:
    body = f"<p>{TOLD}</p><p>{TOLD.replace('tiga', 'dua')}</p><p>Baca artikel premium lainnya di sini.</p>"
    html = for_subscribers(body)
    assert extract([page(html, f"{SITE}/2024/10/02/camat-kenanga-tegur-tiga-lurah")]).text.startswith("Camat")


# --- a page that only a script shows -----------------------------------------------------------------------

LINES = [
    TOLD.strip(),
    "Ketiganya berjanji membuka kantor tepat waktu mulai esok hari.",
    "Teguran itu disampaikan lisan.",
]


def shell(**data: object) -> str:
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'
    return f"<html><head><title>{HEADLINE}</title>{head}</head><body><div id='__next'></div></body></html>"


@pytest.mark.parametrize(
    "body", ["\n\n".join(LINES), "".join(f"<p>{line}</p>" for line in LINES), "<br>".join(LINES)]
)
def test_a_story_that_only_its_data_tell_is_read_from_them(body: str) -> None:
    story = extract([page(shell(headline=HEADLINE, articleBody=body), f"{SITE}/camat-kenanga-tegur-tiga-lurah")])
    assert (story.text.splitlines(), story.method) == (LINES, "json-ld")


def test_the_data_of_another_story_are_not_read() -> None:
    other = shell(headline="Bupati Resmikan Pasar Baru di Tepi Sungai", articleBody="\n".join(LINES))
    assert refused(other, "/camat-kenanga-tegur-tiga-lurah") == "no text"
