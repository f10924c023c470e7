"""What the accused answers is known by who says it; nobody else answers for him."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from alerts.matcher.cases import accused
from alerts.matcher.responses import responses_of
from alerts.matcher.story import lines_of
from alerts.matcher.text import read
from model import ResponseKind, Stage

TITLE = "Camat Wonosari Dilaporkan ke Bawaslu karena Hadiri Kampanye"
LEAD = (
    "KENDAL - Camat Wonosari dilaporkan warga ke Bawaslu Kendal karena menghadiri kampanye pasangan calon bupati."
)


def answers(*sentences: str, title: str = TITLE) -> dict[ResponseKind, str]:
    lines = lines_of(read(title, " ".join([LEAD, *sentences])))
    return {response.kind: response.sentence for response in responses_of(lines, accused(lines).actor)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Camat Wonosari membantah menghadiri kampanye itu.",
        "Camat Wonosari, Hartadi, menampik tudingan tersebut.",
        "Camat itu mengaku tidak pernah mengajak warga memilih siapa pun.",
        "Yang bersangkutan menepis laporan itu.",
        "“Itu fitnah, saya hanya lewat,” kata Camat Wonosari.",
        "“Saya tidak ikut kampanye,” ujarnya.",
    ],
)
def test_a_denial_by_the_accused_is_an_answer(sentence: str) -> None:
    assert answers(sentence) == {ResponseKind.DENIAL: sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "Camat Wonosari mengaku hanya mampir karena diundang panitia.",
        "Camat itu memberikan klarifikasi bahwa acara tersebut hajatan keluarga.",
        "Ia berdalih kursinya kebetulan berada di dekat panggung.",
        "Camat Wonosari meminta maaf atas kegaduhan tersebut.",
    ],
)
def test_his_side_of_it_is_a_clarification(sentence: str) -> None:
    assert answers(sentence) == {ResponseKind.CLARIFICATION: sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bawaslu Kendal membantah tebang pilih.",
        "Bupati Kendal membantah telah melindungi anak buahnya.",
        "Camat Wonosari tidak membantah hadir di acara itu.",
        "Camat itu enggan menjelaskan alasannya.",
        "Camat Wonosari diminta memberikan klarifikasi pada Senin.",
        "Ketua Bawaslu menjelaskan bahwa camat itu sudah dua kali dipanggil.",
        "Warga yang melapor mengaku tidak pernah mendukung calon mana pun.",
        "“Kami tidak pernah menunda laporan,” kata Ketua Bawaslu Kendal.",
        "Setelah camat hadir, tim pasangan calon membantah mengundangnya.",
        "Camat Wonosari memenuhi undangan klarifikasi.",
    ],
)
def test_what_others_say_and_what_he_does_not_say_is_no_answer(sentence: str) -> None:
    assert answers(sentence) == {}


def test_a_pronoun_is_the_one_whom_the_sentence_before_is_about() -> None:
    assert answers("Ketua Bawaslu Kendal memimpin pemeriksaan.", "Ia membantah adanya tekanan.") == {}
    told = "Ia membantah adanya ajakan memilih."
    assert answers("Camat Wonosari datang pukul sembilan.", told) == {ResponseKind.DENIAL: told}


def test_a_headline_may_begin_with_the_answer() -> None:
    title = "Bantah Hadiri Kampanye, Camat Wonosari: Saya Cuma Lewat"
    assert answers(title=title)[ResponseKind.DENIAL] == title


def test_the_rights_of_the_press_law_and_a_papers_own_correction_are_told_apart() -> None:
    found = answers(
        "Camat Wonosari menggunakan hak jawab atas pemberitaan ini.",
        "Camat Wonosari juga menyampaikan hak koreksi.",
        "Ralat: nama kecamatan dalam naskah pertama keliru.",
    )
    assert list(found) == [
        ResponseKind.RIGHT_OF_REPLY,
        ResponseKind.RIGHT_OF_CORRECTION,
        ResponseKind.CORRECTION,
    ]


def test_of_several_denials_the_first_is_kept() -> None:
    first = "Camat Wonosari membantah tudingan itu."
    assert answers(first, "Camat Wonosari kembali membantah di depan wartawan.")[ResponseKind.DENIAL] == first


def test_where_two_officials_of_one_kind_are_told_nobody_is_said_to_answer() -> None:
    lines = lines_of(
        read(
            "Guru di Makassar Dilaporkan ke Bawaslu karena Ajak Pilih Paslon",
            "MAKASSAR - Guru itu mengajak wali murid memilih pasangan calon wali kota."
            " Kepala sekolah membantah tahu soal ajakan tersebut.",
        )
    )
    assert responses_of(lines, accused(lines).actor) == ()


def test_a_subheading_is_no_answer() -> None:
    title = "Camat Wonosari Dilaporkan ke Bawaslu karena Hadiri Kampanye"
    lines = lines_of(read(title, f"{LEAD}\n3. Camat membantah tudingan itu\nBawaslu memeriksa lima saksi."))
    assert responses_of(lines, accused(lines).actor) == ()


@pytest.mark.parametrize(
    "title",
    [
        "HAK JAWAB: Camat Mandai Bantah Kampanyekan Paslon",
        "Ralat: Camat Mandai Tidak Dipanggil Bawaslu karena Dukung Paslon",
        "Permohonan Maaf Redaksi atas Berita Camat Mandai Dukung Paslon",
    ],
)
def test_a_reply_or_correction_only_retells_the_accusation(title: str) -> None:
    body = (
        "Redaksi menerima hak jawab atas berita bahwa Camat Mandai dilaporkan ke Bawaslu Maros.\n"
        "Dalam berita itu camat disebut mengajak warga memilih paslon. Camat membantahnya."
    )
    found = match(title, body).incidents
    assert found
    assert {(each.retold, each.stage) for each in found} == {(True, Stage.ALLEGED)}
    told = "Camat Mandai dilaporkan ke Bawaslu Maros karena mengajak warga memilih paslon."
    assert [each.retold for each in match("Camat Mandai Dilaporkan, Siapkan Hak Jawab", told).incidents] == [False]
