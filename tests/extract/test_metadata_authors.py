"""Who wrote it: the reporter that the page names, and nobody else on it."""

from __future__ import annotations

import json

import pytest

from extract.authors import author, labelled
from extract.markup import read
from tests.extract.pages_at_hand import article, page


def written_by(head: str = "", behind: str = "", body: str = "", lines: tuple[str, ...] = ()) -> str | None:
    html = article(f'<meta property="og:site_name" content="Suara Pesisir">{head}', body)
    return author(read(page(html.replace("</h1>", f"</h1>{behind}"))), lines)


def data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": value})}</script>'


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>Penulis: Dewi Lestari Ayu</p>", "Dewi Lestari Ayu"),
        ("<p>(Pewarta: Dewi Lestari Ayu)</p>", "Dewi Lestari Ayu"),
        ("<p>Penulis: Dewi Ayu, Tono Wibowo</p>", "Dewi Ayu, Tono Wibowo"),
        ("<p>Pewarta: Dewi Ayu<br>Editor : Budi Raharjo<br>COPYRIGHT © 2024</p>", "Dewi Ayu"),
        ("<h5>Penulis: <b><a>Dewi Ayu</a></b> <span>|</span> Editor: <b>Budi Raharjo</b></h5>", "Dewi Ayu"),
        ("<div><span>Penulis: Dewi Ayu</span><span>Editor: Budi Raharjo</span></div>", "Dewi Ayu"),
        ("<div><span>Rep: <a>Dewi Ayu</a></span> / <span>Red: <a>Budi Raharjo</a></span></div>", "Dewi Ayu"),
        ("<div>Redaktur &amp; Reporter : Dewi Ayu</div>", "Dewi Ayu"),
        ("<p>Kontributor Lombok Timur: Lalu Ahmad Yani</p>", "Lalu Ahmad Yani"),
        ("<p>Editor: Budi Raharjo</p>", "Budi Raharjo"),
        ("<p>Editor: Humas</p>", None),
        ("<p>Foto: Tono Wibowo</p>", None),
        ("<p>Kontributor foto: Tono Wibowo</p>", None),
        ("<p>(ant/red)</p>", None),
        ("<div class='comments'><p>Penulis: Si Komentator Asli</p></div>", None),
        ("<div class='related-posts'><p>Oleh: Joko Purnomo</p></div>", None),
    ],
)  # fmt: skip
def test_a_signature_names_the_writer_and_an_editor_only_stands_in(body: str, name: str | None) -> None:
    assert written_by(body=body) == name


@pytest.mark.parametrize(
    "stated",
    [
        person("Redaksi"), person("admin"), person("Suara Pesisir"), person("Suara Online"), person("Staff Desk"),
        person("Diskominfo Kabupaten Lamunta"), person("Tim Suara Pesisir"), person("Admin KS"), person("redaksi2"),
        {"@type": "Organization", "name": "Suara Pesisir Grup"},
        {"@type": "NewsMediaOrganization", "name": "Nama Orang"}, [], None, {"name": ["Aneh"]},
    ],
)  # fmt: skip
def test_an_outlet_an_account_or_an_office_is_no_author(stated: object) -> None:
    assert written_by(data(stated)) is None


@pytest.mark.parametrize(
    ("head", "behind", "body", "name"),
    [
        (data(person("Rina Wati")), "", "", "Rina Wati"),
        (data([person("Rina Wati"), person("Joko Umbaran")]), "", "", "Rina Wati, Joko Umbaran"),
        (data([{"@type": "Person", "givenName": "Rina", "familyName": "Wati"}]), "", "", "Rina Wati"),
        (data(person("山田太郎")), "", "", "山田太郎"),
        (data(person("Rina Wati")), "", "<p>Penulis: Rina Wati, Joko Umbaran</p>", "Rina Wati, Joko Umbaran"),
        (data(person("Akun Unggah")), "", "<p>Reporter: Rina Wati</p>", "Rina Wati"),
        ('<meta name="content_author" content="Kontributor Semarang, Bagus Prihatin">', "", "", "Bagus Prihatin"),
        ('<meta name="kabarcom_news_author" content="Bagus Prihatin">', "", "", "Bagus Prihatin"),
        ("", "<div>Oleh <a href='/a'>Rina Wati</a> | 3 Okt 2024</div>", "", "Rina Wati"),
        ("", "<span class='author'><a>Rina Wati</a>Kamis, 3 Oktober 2024</span>", "", "Rina Wati"),
        ("", "<div class='author'>oleh <a>Rina Wati</a>, <a>Joko Umbaran</a></div>", "", "Rina Wati, Joko Umbaran"),
        ("", "<div class='post-meta author'>Penulis Rina Wati / 3 Okt 2024</div>", "", "Rina Wati"),
        ("", "<div class='author-bio'>Rina Wati suka laut dan ombak.</div>", "", None),
        ("", "", "<div class='comment-author'>Si Komentator</div>", None),
    ],
)  # fmt: skip
def test_the_writer_is_read_from_the_head_or_the_byline(
    head: str, behind: str, body: str, name: str | None
) -> None:
    assert written_by(head, behind, body) == name


def test_the_writer_of_a_second_story_below_is_not_the_firsts() -> None:
    other = "<article><h2>Cerita Lain</h2><div>Oleh <a>Joko Purnomo</a></div><p>Penulis: Joko Purnomo</p></article>"
    html = article().replace("</article>", f"</article>{other}")
    assert author(read(page(html)), ()) is None


def test_the_json_ld_of_another_story_names_no_writer_of_this_one() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Cerita Lain Sama Sekali di Pasar",
        "author": person("Joko Purnomo"),
    }
    own = {"@type": "NewsArticle", "headline": "Rapat di Balai Desa Dihadiri Warga", "author": person("Rina Wati")}
    head = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in (other, own))
    assert written_by(head) == "Rina Wati"


def test_the_storys_own_lines_count_first() -> None:
    assert (
        written_by(data(person("Akun Unggah")), lines=("Laporan Wartawan Suara Pesisir, Rina Wati",)) == "Rina Wati"
    )


def test_a_label_needs_its_colon() -> None:
    assert labelled(["Penulis itu membaca dua puisi.", "Oleh: Rina Wati", "Editor: Budi"], "authors") == [
        "Rina Wati"
    ]


LONG = "".join(
    f"<p>Menurut {who}, jalan kampung akan diperbaiki sebelum musim hujan tiba dengan dana desa tahun ini, dan "
    f"pengerjaannya diawasi bersama oleh warga serta perangkat desa.</p>"
    for who in ("kepala desa", "ketua RW", "camat", "bendahara")
)


@pytest.mark.parametrize(
    "comment",
    [
        "<h3>2 Komentar</h3><div><b>Oleh: Joko Purnomo</b><br>12 Oktober 2024<p>Semoga lekas diperbaiki.</p></div>",
        "<h3>Komentar (2)</h3><p>Penulis: Joko Purnomo</p><p>Semoga lekas diperbaiki.</p>",
        "<p>Tanggapan Pembaca:</p><div><p>Oleh: Joko Purnomo</p></div>",
        "<div><p>Oleh: Joko Purnomo</p><p>Semoga lekas diperbaiki ya Pak.</p></div>",
        "<div><b>Dari: Joko Purnomo</b><br>Semoga lekas diperbaiki ya Pak.</div>",
        "<table><tr><td>Oleh: Joko Purnomo</td><td>Semoga lekas diperbaiki ya Pak.</td></tr></table>",
    ],
)
def test_a_reader_who_signs_below_the_story_is_not_its_writer(comment: str) -> None:
    lines = [line for line in LONG.replace("<p>", "").split("</p>") if line]
    assert written_by(body=LONG + comment, lines=tuple(lines)) is None
    read_too = (*lines, "2 Komentar", "Oleh: Joko Purnomo", "Semoga lekas diperbaiki ya Pak.")
    assert written_by(body=LONG, lines=read_too) is None


@pytest.mark.parametrize(
    "signature",
    [
        "<p>Oleh: Rina Wati</p>",
        "<p>Oleh: Rina Wati</p><p>Editor: Budi Raharjo</p>",
        "<p>Penulis: Rina Wati</p><p>Artikel ini telah tayang di Suara Pesisir dengan judul lain.</p>",
        "<div><b>Pewarta: Rina Wati</b><br>Hak cipta pada Suara Pesisir dan para penulisnya.</div>",
    ],
)
def test_a_signature_below_the_story_is_its_writers(signature: str) -> None:
    assert written_by(body=LONG + signature) == "Rina Wati"


def test_a_signature_above_the_story_is_its_writers() -> None:
    assert written_by(behind="<p>Oleh: Rina Wati</p>", body=LONG) == "Rina Wati"
    assert written_by(lines=("Oleh: Rina Wati", "Warga dua dusun berkumpul di balai desa.")) == "Rina Wati"


def test_a_weekday_in_a_byline_is_nobody() -> None:
    assert written_by("", behind="<span class='byline'><time>Jumat, 6 November 2026</time></span>") is None


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="author">Dewi Ayu<br><small>Reporter</small></div>',
        '<div class="author">Dewi Ayu<br>Senin, 16 September 2024</div>',
        '<div class="author">Ditulis oleh <b>Dewi Ayu</b> pada <b>16 September 2024</b></div>',
        '<div class="credit"><div class="credit-title-name"><h6>Dewi Ayu</h6></div><div>Redaksi</div></div>',
        '<ul><li><span data-hook="user-name" title="Dewi Ayu">Dewi Ayu</span></li></ul>',
    ],
)
def test_the_name_in_a_byline_of_several_lines_is_the_writers_alone(byline: str) -> None:
    assert written_by(behind=byline) == "Dewi Ayu"
