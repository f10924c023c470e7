"""A paragraph of the story stays, whatever element its editor pasted it into."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from extract.evening import evened
from extract.markup import text_of
from tests.extract.stories import EXCERPT, LINK, OTHER, PARAGRAPHS, lines_of_story, paragraphs

SHELLS = {
    "div": "<div>{}</div>",
    "div with a direction": "<div dir='auto'>{}</div>",
    "bold div": "<div><strong>{}</strong></div>",
    "slanted div": "<div><i>{}</i></div>",
    "span in a div": "<div class='x11i5rnm'><span>{}</span></div>",
    "div in a div": "<div><div>{}</div></div>",
    "label": "<label>{}</label>",
    "section": "<section>{}</section>",
    "description list": "<dl><dd>{}</dd></dl>",
    "bare text": "{}",
    "bare text before a break": "{}<br><br>",
    "bare bold text": "<b>{}</b><br>",
    "bare span": "<span style='font-size:14px'>{}</span>",
    "centred": "<center>{}</center>",
}


@pytest.mark.parametrize("shell", SHELLS.values(), ids=SHELLS)
def test_a_lead_in_other_markup_than_the_rest_is_the_storys_first_line(shell: str) -> None:
    body = f"<div class='isi'>{shell.format(PARAGRAPHS[0])}{paragraphs(1)}</div>"
    assert lines_of_story(body) == PARAGRAPHS


@pytest.mark.parametrize("shell", SHELLS.values(), ids=SHELLS)
def test_two_paragraphs_in_other_markup_stay_between_the_others(shell: str) -> None:
    pasted = shell.format(PARAGRAPHS[4]) + shell.format(PARAGRAPHS[5])
    body = f"<div class='isi'>{paragraphs(0, 4)}{pasted}{paragraphs(6)}</div>"
    lines = lines_of_story(body)
    assert " ".join(lines).replace(" ", "") == "".join(PARAGRAPHS).replace(" ", "")


@pytest.mark.parametrize("shell", ["<div>{}</div>", "<div dir='auto'>{}</div>", "{}", "<div><b>{}</b></div>"])
def test_the_last_paragraph_may_stand_in_other_markup_too(shell: str) -> None:
    body = f"<div class='isi'>{paragraphs(0, 9)}{shell.format(PARAGRAPHS[9])}</div>"
    assert lines_of_story(body) == PARAGRAPHS


def test_a_lead_before_the_block_that_holds_the_rest_is_kept() -> None:
    body = f"<div class='isi'><p>{PARAGRAPHS[0]}</p><div class='lanjutan'>{paragraphs(1)}</div></div>"
    assert lines_of_story(body) == PARAGRAPHS


def test_the_text_of_a_law_in_slanted_blocks_stays() -> None:
    law = [
        "Pasal 12 ayat (1) Peraturan Bupati Nomor 8 Tahun 2021: Pegawai dilarang mengenakan atribut peserta.",
        "Pasal 13: Pelanggaran terhadap Pasal 12 dikenai sanksi menurut peraturan perundang-undangan yang berlaku.",
    ]
    pasted = "".join(f"<div><i>{line}</i></div>" for line in law)
    body = f"<div class='isi'>{paragraphs(0, 5)}{pasted}{paragraphs(5)}</div>"
    assert lines_of_story(body) == [*PARAGRAPHS[:5], *law, *PARAGRAPHS[5:]]


def test_the_short_entries_of_a_live_blog_in_rows_stay_with_their_times() -> None:
    entries = [
        ("09.10 WIB", "Marwoto tiba di kantor pengawas."),
        ("11.45 WIB", "Pemeriksaan ditunda sampai siang."),
    ]
    rows = "".join(f"<div class='baris'><div class='jam'>{at}</div><div>{what}</div></div>" for at, what in entries)
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}{rows}{paragraphs(4)}</div>")
    assert [line for line in lines if line not in PARAGRAPHS and "WIB" not in line] == [what for _, what in entries]
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


@pytest.mark.parametrize(
    "entry",
    [
        "<li><div class='jam'><time>{}</time></div><div><p>{}</p></div></li>",
        "<li><div class='jam'>{}</div><div class='isi-kabar'>{}</div></li>",
        "<li><time>{}</time><p>{}</p></li>",
        "<li><h4>{}</h4><p>{}</p></li>",
    ],
)
@pytest.mark.parametrize("zone", [" WIB", "", " Wita"])
def test_the_entries_of_a_live_blog_in_a_list_stay_with_their_times(entry: str, zone: str) -> None:
    told = [("11.45", "Pemeriksaan ditunda sampai siang."), ("09.10", "Marwoto tiba di kantor pengawas.")]
    entries = "".join(entry.format(f"{at}{zone}", what) for at, what in told)
    lines = lines_of_story(f"<div class='isi'>{paragraphs(0, 4)}<ul>{entries}</ul></div>")
    kept = [line for at, what in told for line in (f"{at}{zone}", what)]
    assert lines == [*PARAGRAPHS[:4], *kept]
    assert lines_of_story(f"<div class='isi'>{paragraphs(0, 2)}<ul>{entries * 2}</ul></div>")[2:6] == kept


@pytest.mark.parametrize(
    "furniture",
    [
        "<div>Iklan</div>",
        "<div>Advertisement</div>",
        "<div>Oleh Rahmat | 2 Oktober 2024</div>",
        "<div>Bagikan Facebook Twitter WhatsApp</div>",
        f"<div><a href='{LINK}'>{OTHER}</a></div>",
        f"<div><div><a href='{LINK}'>{OTHER}</a></div><div>{EXCERPT}</div></div>",
        "<div><img src='a.jpg'><div>Suasana kantor pengawas pada Rabu pagi (Foto: Humas).</div></div>",
        "<div style='border:1px solid'>Catatan: harga langganan naik mulai bulan depan bagi pelanggan lama.</div>",
    ],
)
def test_what_is_no_prose_among_the_paragraphs_is_not_made_a_paragraph(furniture: str) -> None:
    assert lines_of_story(f"<div class='isi'>{furniture}{paragraphs()}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<div>Kata <b>tebal</b> di tengah.</div>",
        "satu<br>dua",
        "<ul><li>a</li></ul>x",
        "<table><tr><td>1</td></tr></table>",
    ],
)
def test_evening_loses_and_adds_no_word(inside: str) -> None:
    tree = document_fromstring(
        f"<html><body><div>awal {paragraphs(0, 3)}{inside}{paragraphs(3, 5)} akhir</div></body></html>"
    )
    before = text_of(tree).replace(" ", "")
    evened(tree)
    assert text_of(tree).replace(" ", "") == before
