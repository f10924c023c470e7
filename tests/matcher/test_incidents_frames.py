"""Acts as frames of verb and object, who is meant by a word, and which office a finding may carry."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from alerts.matcher.frames import framed_acts, frames
from alerts.matcher.lexicon import lexicon
from alerts.matcher.text import read
from model import Act, Findings, Genre, Incident, Stage, Weight


def story(title: str, *paragraphs: str) -> Findings:
    return match(title, "\n".join(paragraphs), published="2024-10-20")


def only(findings: Findings) -> Incident:
    assert findings.incident is Weight.MAIN
    return findings.incidents[0]


def acts(sentence: str) -> set[str]:
    return {hit.code for hit in framed_acts(lexicon().scan(sentence), sentence)}


def test_every_frame_makes_an_act_of_the_model() -> None:
    assert {entry.code for entry in frames().values()} <= {str(act) for act in Act}


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("lurah itu duduk di barisan paling depan saat kampanye", Act.ATTEND_CAMPAIGN),
        ("ia menyelipkan nama calon wali kota dalam lagunya", Act.PARTISAN_ACTIVITY),
        ("babinsa memegangi tangga saat bendera partai dinaikkan", Act.CAMPAIGN_MATERIAL),
        ("bendera partai itu dipasang oleh seorang lurah", Act.CAMPAIGN_MATERIAL),
        ("kadus menahan puluhan undangan memilih", Act.PARTISAN_DECISION),
        ("wajah sekda terlihat di samping calon bupati", Act.PHOTO_SYMBOL),
    ],
)
def test_a_verb_and_its_object_make_an_act_whatever_stands_between(sentence: str, act: Act) -> None:
    assert act in acts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "camat mendampingi calon jemaah haji ke asrama",
        "lurah hadir dalam kampanye imunisasi polio",
        "camat tampak memantau kampanye dari tepi lapangan",
        "karena istrinya maju sebagai caleg ia pindah tugas",
    ],
)
def test_words_of_another_matter_make_no_act(sentence: str) -> None:
    assert not acts(sentence)


def test_who_holds_an_office_no_more_is_no_official() -> None:
    assert match("Eks Camat di Kendal Orasi di Kampanye Cabup").incident is Weight.NONE
    assert match("Camat di Kendal Orasi di Kampanye Cabup").incident is Weight.MAIN


def test_a_summons_by_a_supervisor_is_an_incident_without_any_act() -> None:
    incident = only(match("Enam Kades di Kendal Diperiksa Bawaslu"))
    assert (incident.stage, incident.count) == (Stage.EXAMINED, 6)


def test_a_witness_is_not_the_accused() -> None:
    findings = story(
        "Bawaslu Kendal Periksa Lurah sebagai Saksi Kasus Caleg",
        "Bawaslu memeriksa seorang lurah sebagai saksi dalam perkara caleg yang membagi uang.",
        "Ia ditanyai soal apa yang dilihatnya.",
    )
    assert findings.incident is Weight.NONE


def test_a_threat_is_no_sanction() -> None:
    findings = story(
        "Berpihak di Pilkada, Pegawai Kendal Terancam Dipecat",
        "Pegawai yang nekat memihak dalam pilkada terancam diberhentikan.",
        "Hal itu disampaikan Sekretaris Daerah Kendal saat membuka sosialisasi. Paling ringan teguran lisan.",
    )
    assert (findings.genre, findings.incident) == (Genre.REMINDER, Weight.NONE)


def test_a_tally_of_a_country_is_no_incident() -> None:
    findings = story(
        "Sejak Januari, 1.204 Pegawai Dilaporkan Tak Netral",
        "Sebanyak 1.204 pegawai dilaporkan tidak netral.",
        "Terbanyak berasal dari pemerintah kabupaten.",
    )
    assert findings.incident is Weight.NONE


def test_who_is_cleared_was_accused() -> None:
    incident = only(match("Tak Terbukti Langgar Netralitas, Dua ASN Kendal Bebas dari Sanksi"))
    assert (incident.stage, incident.count) == (Stage.DISMISSED, 2)


def test_who_refuses_takes_no_side() -> None:
    assert match("Guru di Kendal Menolak Ajakan Dukung Calon Bupati").incident is Weight.NONE


def test_a_pronoun_goes_on_about_the_accused_but_not_after_a_speaker() -> None:
    findings = story(
        "Nasib Seorang Lurah di Kendal Setelah Diperiksa Bawaslu",
        "Seorang lurah di Kabupaten Kendal diperiksa Bawaslu.",
        "Ia membagikan stiker calon bupati di kantornya.",
    )
    assert Act.CAMPAIGN_MATERIAL in only(findings).acts


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Pemeriksaan dijadwalkan pekan depan.", Stage.REPORTED),
        ("Bawaslu masih memeriksa kelengkapan berkas laporan.", Stage.REPORTED),
        ("Sebelumnya ia dipanggil pembawa acara ke panggung.", Stage.REPORTED),
        ("Ia dicecar 20 pertanyaan oleh Bawaslu.", Stage.EXAMINED),
        ("Bawaslu memutuskan tidak meneruskan laporan itu.", Stage.DISMISSED),
    ],
)
def test_only_what_has_been_done_is_a_stage(sentence: str, stage: Stage) -> None:
    findings = story(
        "Camat di Kendal Dilaporkan, Diduga Hadiri Kampanye",
        "Seorang camat di Kabupaten Kendal dilaporkan ke Bawaslu karena diduga hadir di kampanye calon bupati.",
        sentence,
    )
    assert only(findings).stage is stage


@pytest.mark.parametrize(
    ("title", "lead", "office"),
    [
        (
            "Camat Limbangan Diperiksa Bawaslu",
            "Camat Limbangan diduga ikut kampanye calon bupati.",
            "Camat Limbangan",
        ),
        ("Kades Kendal Diperiksa Bawaslu", "Seorang kades diduga ikut kampanye calon bupati.", None),
        ("Kades Terseret Kasus Kampanye", "Seorang kades di Kendal diduga ikut kampanye calon bupati.", None),
        ("Tiga Camat Diperiksa Bawaslu", "Camat Limbangan dan dua camat lain diduga ikut kampanye cabup.", None),
        ("Dosen Negeri di Kendal Diperiksa Bawaslu", "Seorang dosen ikut kampanye calon bupati.", None),
    ],
)
def test_an_office_is_given_only_when_it_names_one_holder(title: str, lead: str, office: str | None) -> None:
    findings = story(title, lead, "Bawaslu Kendal memeriksanya, Senin. Ia mengakui perbuatannya.")
    assert only(findings).office == office


def test_the_day_of_the_act_may_stand_in_a_sentence_of_its_own() -> None:
    findings = story(
        "Camat di Kendal Dilaporkan, Diduga Hadiri Kampanye",
        "Seorang camat di Kabupaten Kendal dilaporkan ke Bawaslu karena hadir di kampanye calon bupati.",
        "Peristiwa itu terjadi pada Minggu (13/10/2024) di lapangan desa.",
    )
    assert only(findings).occurred == "2024-10-13"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Menurut Menpan-RB seluruh pegawai negeri harus bersikap netral.", None),
        ("Undang-Undang Nomor 7 melarang kepala desa ikut berkampanye.", None),
        ("KENDAL-Seorang camat dilaporkan ke Bawaslu kemarin sore.", "KENDAL"),
        ("Kendal-Seorang camat dilaporkan ke Bawaslu kemarin sore.", "Kendal"),
        ("Rejang Lebong, Bengkulu (ANTARA) - Bawaslu memeriksa seorang camat.", "Rejang Lebong"),
    ],
)
def test_a_hyphen_within_a_word_ends_no_dateline(line: str, place: str | None) -> None:
    assert read("", line).dateline == place


def test_a_publisher_alone_in_brackets_is_a_dateline_without_a_place() -> None:
    text = read("", "( Kabar.co ) — Bawaslu memeriksa seorang camat di Kendal.")
    assert (text.dateline, text.body.split()[0]) == (None, "Bawaslu")
