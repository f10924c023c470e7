"""The names and offices that a story lists and links stay; lists of tags and of other stories go."""

from __future__ import annotations

import pytest

from tests.extract.stories import EXCERPT, LINK, OTHER, PARAGRAPHS, lines_of_story, paragraphs

NAMES = ["AM, Sekretaris Camat Ciburial", "HR, Lurah Macan", "SN, guru"]


def _linked(shell: str, where: str = "/tag/") -> str:
    return "".join(shell.format(f"<a href='{where}{number}-x'>{name}</a>") for number, name in enumerate(NAMES, 1))


@pytest.mark.parametrize(
    "intro", ["Lima ASN yang disanksi:", "Mereka yang diperiksa adalah:", "Nama-nama itu ialah:"]
)
@pytest.mark.parametrize(
    "markup",
    [
        f"<ul>{_linked('<li>{}</li>')}</ul>",
        f"<ol>{_linked('<li>{}</li>', 'https://warta.example/topik/')}</ol>",
        _linked("<p>{}</p>"),
        _linked("<p><strong>{}</strong></p>"),
    ],
)
def test_names_that_are_announced_and_lead_to_tag_pages_stay(intro: str, markup: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}<p>{intro}</p>{markup}{paragraphs(4)}</div>")
    assert lines == [*PARAGRAPHS[:4], intro, *NAMES, *PARAGRAPHS[4:]]


@pytest.mark.parametrize("shell", ["{}", "<div class='table-responsive'>{}</div>", "<figure>{}</figure>"])
def test_a_table_whose_cells_are_linked_stays(shell: str) -> None:
    rows = "".join(
        f"<tr><td>{number}</td><td><a href='/profil-{number}'>{name}</a></td><td>Teguran</td></tr>"
        for number, name in enumerate(NAMES, 1)
    )
    table = shell.format(f"<table>{rows}</table>")
    told = "\n".join(lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{table}{paragraphs(4)}</div>"))
    assert all(name in told for name in NAMES)
    assert all(text in told for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "others",
    [
        f"<p>Topik terkait:</p><ul>{_linked('<li>{}</li>')}</ul>",
        f"<p>Tags:</p>{_linked('<p>{}</p>')}",
        f"<ul>{_linked('<li>{}</li>')}</ul>",
        f"<p>Baca juga:</p><ul><li><a href='{LINK}'>{OTHER}</a></li></ul>",
        f"<p>Berikut berita lain soal pilkada:</p><ul><li><a href='{LINK}'>{OTHER}</a></li></ul>",
        f"<table><tr><td>1</td><td><a href='{LINK}'>{OTHER}</a></td></tr><tr><td>2</td>"
        f"<td><a href='{LINK}2'>{OTHER}</a></td></tr></table>",
    ],
)
def test_tags_and_headlines_of_others_are_no_names(others: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs()}{others}</div>")
    assert [line for line in lines if not line.startswith("Berikut")] == PARAGRAPHS
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 5)}{others}{paragraphs(5)}</div>")
    assert not any(told in "\n".join(lines) for told in (OTHER, *NAMES))


# --- a label in the link ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        f"<a href='{LINK}'>Baca juga: {OTHER}</a>",
        f"<strong><a href='{LINK}'>BACA JUGA : {OTHER}</a></strong>",
        f"<a href='{LINK}'><b>Simak juga:</b> {OTHER}</a><br>",
        f"<b><a href='{LINK}'>[Baca: {OTHER}]</a></b>",
    ],
)
def test_a_sentence_behind_a_link_that_holds_its_label_stays(link: str) -> None:
    said = "Kepala Desa Karangtirta mengaku menyimpan dua kardus jaket di rumahnya."
    for hung in (f"<p>{link} {said}</p>", f"<p>{said} {link}</p>"):
        lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{hung}{paragraphs(4)}</div>")
        assert lines == [*PARAGRAPHS[:4], said, *PARAGRAPHS[4:]]


def test_a_link_in_a_sentence_that_begins_with_such_a_word_stays() -> None:
    said = "Warga diminta <a href='/x-1'>lihat video pembagian jaket itu</a> sebelum menilai, kata Nurhayati."
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}<p>{said}</p>{paragraphs(4)}</div>")
    assert "Warga diminta lihat video pembagian jaket itu sebelum menilai, kata Nurhayati." in lines


# --- cards --------------------------------------------------------------------------------------------------

PICTURE = "<img src='/a.jpg'>"
INNER = f"<h3>{OTHER}</h3><p>{EXCERPT * 2}</p><span>1 Okt 2024</span>"
LINKED = f"<h5><a href='{LINK}'>{OTHER}</a></h5><p>{EXCERPT * 2}</p>"
CARDS = [
    f"<a href='{LINK}' class='rounded shadow'>{PICTURE}{INNER}</a>",
    f"<a href='{LINK}'><div>Hukum</div><div>{OTHER}</div><div>{EXCERPT}</div></a>",
    f"<div class='card mb-3'><div class='card-body'>{LINKED}</div></div>",
    f"<div><h4>{OTHER}</h4><p>{EXCERPT}</p><a href='{LINK}'>Baca Selengkapnya »</a></div>",
]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("few", [5, 10])
def test_a_card_of_another_story_goes_wherever_its_link_stands(card: str, few: int) -> None:
    for cards in (card, card * 2, f"<div class='grid'>{card * 2}</div>"):
        body = f"<div class='prose'>{paragraphs(0, 3)}{cards}{paragraphs(3, few)}</div>"
        assert lines_of_story(body) == PARAGRAPHS[:few]
        behind = f"<article><div class='prose'>{paragraphs(0, few)}</div><div class='grid'>{cards}</div></article>"
        assert lines_of_story(behind) == PARAGRAPHS[:few]


@pytest.mark.parametrize("label", ["BERITA LAIN", "Kabar Lainnya:", "Artikel Lainnya"])
@pytest.mark.parametrize("onward", ["Selengkapnya", "[Baca selengkapnya...]", "Read more »"])
def test_a_bold_headline_with_an_excerpt_that_is_linked_behind_goes_with_its_label(label: str, onward: str) -> None:
    card = f"<p>{label}</p><p><b>{OTHER}</b><br>{EXCERPT} <a href='{LINK}'>{onward}</a></p>"
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{card}{paragraphs(4)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "own",
    [
        "<p><b>Marwoto Menolak Menjawab Wartawan</b><br>Ia masuk lewat pintu samping kantor pengawas. "
        "<a href='#lanjut'>Selengkapnya</a></p>",
        "<p>Edaran bupati itu dapat dibaca di laman resmi kabupaten. <a href='/edaran-5.pdf'>Selengkapnya</a></p>",
        "<a href='/foto-1'><p>Marwoto keluar dari kantor pengawas menjelang siang tanpa sepatah kata pun.</p></a>",
    ],
)
def test_what_is_no_card_stays(own: str) -> None:
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{own}{paragraphs(4)}</div>")
    assert len(lines) > len(PARAGRAPHS), lines
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


def test_a_teaser_of_another_story_above_the_headline_goes() -> None:
    hero = f"<div class='hero'><h2><a href='{LINK}'>{OTHER}</a></h2><p>{EXCERPT}</p><p>{EXCERPT}</p></div>"
    assert lines_of_story(f"{hero}<div class='prose'>{paragraphs()}</div>") == PARAGRAPHS
