"""Which acts are told, whose they are, and what says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alerts.matcher import deeds, match
from alerts.matcher.lexicon import LexiconError
from model import Act, Incident, Stage, Weight

GOLD = Path(__file__).with_name("acts.jsonl")


def only(title: str, *paragraphs: str, published: str = "2024-11-02") -> Incident:
    findings = match(title, "\n".join(paragraphs), published=published)
    assert findings.incident is Weight.MAIN
    return findings.incidents[0]


def acts(title: str, *paragraphs: str) -> set[Act]:
    return set(only(title, *paragraphs).acts)


def test_the_labelled_acts_are_told() -> None:
    right = false = missed = 0
    stories = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    for story in stories:
        findings = match(story["title"], story["text"], published=story["published"])
        incident = findings.incidents[0] if findings.incident is Weight.MAIN else None
        gold, told = set(story["acts"]), {act.value for act in incident.acts} if incident else set()
        right, false, missed = right + len(gold & told), false + len(told - gold), missed + len(gold - told)
        if incident is not None:
            assert incident.convicted is story["convicted"], story["title"]
            assert incident.stage == story.get("stage", incident.stage), story["title"]
    assert len(stories) >= 96
    assert right / (right + false) >= 0.95
    assert right / (right + missed) >= 0.92


def test_what_is_quoted_as_forbidden_was_not_done() -> None:
    assert acts(
        "Sukai Unggahan Cabup, Pegawai Dinas di Kendal Dipanggil Bawaslu",
        "Seorang pegawai dinas di Kabupaten Kendal menyukai unggahan calon bupati di Facebook.",
        "Ketua Bawaslu Kendal menyebut ASN dilarang memasang baliho, hadir di kampanye, dan berfoto dengan calon.",
    ) == {Act.SOCIAL_MEDIA_SUPPORT}


def test_a_prohibition_that_was_broken_tells_the_act() -> None:
    assert acts(
        "Camat Limbangan Dilaporkan ke Bawaslu Kendal",
        "Camat Limbangan dilaporkan karena melanggar larangan menghadiri kampanye calon bupati.",
        "Laporan diterima Bawaslu, Senin.",
    ) == {Act.ATTEND_CAMPAIGN}


@pytest.mark.parametrize(
    "others",
    [
        "Simpatisan membentangkan spanduk dan membagikan kalender calon di lapangan itu.",
        "Relawan yang datang membagikan kaus calon bupati.",
        "Foto itu lalu dibagikan warganet dan ramai dikomentari warga di Facebook.",
        "Camat itu datang bersama istrinya yang maju sebagai calon anggota legislatif.",
        "Panitia meminta warga mengenakan kaus calon bupati.",
        "Pada Pemilu 2019 seorang lurah di kecamatan itu dihukum karena menjadi tim sukses.",
    ],
)
def test_what_others_do_is_not_the_accuseds(others: str) -> None:
    assert acts(
        "Camat di Kendal Hadiri Deklarasi Calon Bupati, Bawaslu Memeriksa",
        "Seorang camat di Kabupaten Kendal diperiksa Bawaslu karena menghadiri deklarasi calon bupati.",
        others,
    ) == {Act.ATTEND_CAMPAIGN}


def test_whom_he_tells_to_go_does_not_make_him_go() -> None:
    assert acts(
        "Kadis di Kendal Kerahkan Guru ke Kampanye",
        "Kepala Dinas Pendidikan Kendal diduga mengerahkan guru hadir di kampanye calon bupati.",
        "Bawaslu memanggilnya, Senin.",
    ) == {Act.MOBILISATION}


def test_taking_a_side_is_told_only_where_no_act_is() -> None:
    lead = "Seorang lurah di Kota Kendari dilaporkan ke Bawaslu karena mendukung calon wali kota."
    vague = only("Lurah di Kendari Dilaporkan, Diduga Dukung Calon", lead, "Laporan diterima, Senin.")
    assert (vague.acts, vague.vague) == ((Act.PARTISAN_ACTIVITY,), True)
    told = only("Lurah di Kendari Dilaporkan, Diduga Dukung Calon", lead, "Ia mengunggah foto calon di Instagram.")
    assert (told.acts, told.vague) == ((Act.SOCIAL_MEDIA_SUPPORT,), False)


def test_the_laws_formula_is_told_only_where_no_act_is() -> None:
    lead = "Kepala desa di Kabupaten Demak didakwa melakukan tindakan yang menguntungkan calon bupati."
    assert acts("Kades di Demak Disidang Kasus Pilkada", lead) == {Act.PARTISAN_DECISION}
    assert acts("Kades di Demak Disidang Kasus Pilkada", lead, "Ia mengumpulkan warga di balai dusun.") == {
        Act.MOBILISATION
    }


def test_a_call_to_vote_in_a_chat_group_is_both() -> None:
    assert acts(
        "Guru SD di Makassar Dilaporkan Usai Ajak Wali Murid Pilih Paslon",
        "Guru itu diduga mengajak wali murid mencoblos salah satu pasangan calon lewat grup percakapan kelas.",
        "Laporan dilayangkan ke Bawaslu Kota Makassar.",
    ) == {Act.PARTISAN_ACTIVITY, Act.SOCIAL_MEDIA_SUPPORT}


def test_a_breach_by_its_name_alone_is_unspecified() -> None:
    assert acts(
        "Tiga ASN Gorontalo Dinyatakan Melanggar Netralitas",
        "Bawaslu Gorontalo menyatakan tiga ASN melanggar netralitas dan meneruskannya ke BKN.",
        "Bentuk pelanggaran menurut SKB antara lain menyukai unggahan calon dan menjadi tim sukses.",
    ) == {Act.UNSPECIFIED}


def test_each_thing_told_has_the_words_and_the_sentence_that_say_it() -> None:
    title = "Kuwu di Indramayu Divonis Percobaan karena Kerahkan Warga"
    lead = "Hakim menghukum kuwu di Kabupaten Indramayu karena mengerahkan warga ke kampanye calon bupati."
    incident = only(title, lead)
    told = {reason.rule: reason for reason in incident.reasons}
    for rule in ("stage_charged", "convicted", "act_mobilisation", "actor_village_head", "region_32.12"):
        assert told[rule].phrase, rule
        assert told[rule].phrase in told[rule].sentence
        assert told[rule].sentence in (title, lead)
    assert told["act_mobilisation"].phrase.startswith("mengerahkan warga ke")


def test_the_quoted_sentence_tells_one_of_the_acts() -> None:
    act = "Kades tersebut mengumpulkan warga di balai dusun untuk mendengar sambutan calon."
    incident = only(
        "Kades di Demak Didakwa, Diduga Berpihak",
        "Kepala desa di Kabupaten Demak didakwa melakukan tindakan yang menguntungkan calon bupati.",
        act,
    )
    assert incident.sentence == act


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Kades di Blora Divonis Dua Bulan", "Hakim memvonis kades di Blora yang ikut kampanye."),
        ("Kades di Blora Bersalah", "Hakim PN Blora menyatakan kades yang ikut kampanye caleg bersalah."),
        ("Kades di Blora Dihukum Percobaan", "Ia ikut kampanye caleg. Jaksa mengajukan banding."),
        ("PT Kuatkan Vonis Kades di Blora", "Pengadilan tinggi menguatkan vonis kades yang ikut kampanye."),
        ("MA Batalkan Vonis Bebas Kades di Blora", "Hakim kasasi menghukum kades itu penjara dua bulan."),
        ("Sempat Bebas, Kades di Blora Kini Divonis", "Majelis kasasi menjatuhkan pidana penjara dua bulan."),
    ],
)
def test_a_court_convicts(title: str, lead: str) -> None:
    assert verdict(title, lead) == (Stage.CHARGED, True)


@pytest.mark.parametrize(
    ("title", "lead", "stage"),
    [
        ("Kades di Blora Dituntut Dua Bulan", "Jaksa menuntut kades itu hukuman penjara dua bulan.", "charged"),
        ("Jaksa: Kades di Blora Terbukti", "Jaksa menyatakan kades bersalah dan menuntut denda.", "charged"),
        ("Kades di Blora Didakwa Ikut Kampanye", "Vonis akan dibacakan majelis hakim pekan depan.", "charged"),
        ("Kades di Blora Jadi Tersangka", "Kades yang ikut kampanye terancam dihukum penjara.", "charged"),
        ("Hakim Tunda Vonis Kades di Blora", "Kades itu didakwa ikut kampanye calon bupati.", "charged"),
        ("Kades di Blora Divonis Bebas", "Hakim memvonis bebas kades yang didakwa ikut kampanye.", "dismissed"),
        ("Hakim Lepas Kades di Blora", "Kades itu diputus lepas dari segala tuntutan hukum.", "dismissed"),
        ("Camat di Blora Melanggar", "Bawaslu menyatakan kades itu terbukti melanggar netralitas.", "recommended"),
        ("Camat di Blora Dihukum", "Bupati menjatuhkan hukuman disiplin kepada camat itu.", "sanctioned"),
    ],
)
def test_nobody_else_convicts(title: str, lead: str, stage: str) -> None:
    assert verdict(title, lead) == (Stage(stage), False)


def verdict(title: str, lead: str) -> tuple[Stage, bool]:
    act = "Kepala desa itu diduga ikut kampanye calon bupati di Kabupaten Blora, Senin (14/10/2024)."
    incident = only(f"{title}, Diduga Ikut Kampanye Cabup", f"BLORA - {lead}", act)
    return incident.stage, incident.convicted


def test_of_two_cases_in_one_story_each_has_its_own_acts() -> None:
    findings = match(
        "Bawaslu Pangkalpinang Teruskan Dua Perkara Netralitas ASN ke BKN",
        "Bawaslu memutus dua perkara. Pertama menyangkut Camat Gerunggang di Pangkalpinang, kedua seorang pegawai"
        " Pemkab Bangka Tengah.\n"
        "Camat Gerunggang terbukti menghadiri kampanye calon gubernur.\n"
        "Sedangkan perkara kedua bermula saat mobil dinas dipakai mengangkut spanduk calon.",
        published="2024-11-02",
    )
    assert [set(incident.acts) for incident in findings.incidents] == [
        {Act.ATTEND_CAMPAIGN},
        {Act.STATE_FACILITIES, Act.CAMPAIGN_MATERIAL},
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[deed]\nflying = ["terbang"]', "flying is no act"),
        ('[deed]\nphoto_symbol = "berfoto"', "must be a list of phrases"),
        ('[deed]\nphoto_symbol = ["(berfoto"]', "brackets"),
    ],
)
def test_a_damaged_list_of_deeds_is_a_named_error(
    content: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deeds.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(deeds, "LEXICON", tmp_path)
    with pytest.raises(LexiconError, match=sentence):
        deeds.deeds_lexicon.__wrapped__()
