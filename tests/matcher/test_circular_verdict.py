"""Whether a story is about a circular: what no rule knows is judged by what labelled stories have taught."""

from __future__ import annotations

import math

import pytest

from alerts.matcher import match
from alerts.matcher.circular_cues import read_story
from alerts.matcher.circular_features import circular_features
from alerts.matcher.circular_headline import read_headline
from alerts.matcher.circular_rules import reasons_for
from alerts.matcher.circular_verdict import judge_story, leading, ruled
from alerts.matcher.circulars import circulars, evidence
from alerts.matcher.documents import gather
from alerts.matcher.features import features_of
from alerts.matcher.story import lines_of
from alerts.matcher.text import read
from model import Circular, CircularKind, Reason, Weight

TITLE = "Bupati Pesisir Timur Edarkan Surat, Grup WA Kantor Diminta Bersih dari Unggahan Calon"
BODY = """\
Bupati Pesisir Timur mengirim surat edaran bernomor 800/1187/2024 kepada kepala dinas dan camat, Senin (7/10/2024).
Isinya, pegawai dan honorer diminta menghapus unggahan calon bupati dari grup percakapan kantor serta menahan diri \
dari pose jari selama Pilkada 2024. Mobil dinas hanya untuk bekerja, bukan mengantar tim pemenangan.
"Cukup jadi pemilih," kata Sekda usai membagikan edaran itu.
Yang melanggar akan dipanggil Inspektorat."""


def test_a_paper_told_by_what_it_forbids_is_found_without_the_word_neutral() -> None:
    found = match(TITLE, BODY, published="2024-10-08")
    assert found.circular is Weight.MAIN
    (paper,) = found.circulars
    assert paper.number == "800/1187/2024"
    assert paper.confidence > 0.5
    learned = [reason for reason in paper.reasons if reason.rule.startswith("learned ")]
    assert learned
    assert all(reason.weight and reason.sentence in f"{TITLE}\n{BODY}" for reason in learned)
    assert any(reason.phrase and reason.phrase in reason.sentence for reason in learned)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Edaran Jam Kerja Puasa Terbit",
            "Bupati Pesisir Timur mengirim edaran kepada semua kepala dinas. Pegawai dilarang pulang sebelum pukul "
            "15.00, dan calon pegawai mengikuti jadwal yang sama. Camat diminta mengawasi.",
        ),
        (
            "Kepala Sekolah Dipilih Lewat Seleksi Terbuka",
            "Dinas Pendidikan mengirim surat edaran kepada seluruh guru tentang pemilihan kepala sekolah. Calon "
            "dilarang mendaftar di dua sekolah. Pegawai diminta melengkapi surat sehat.",
        ),
        (
            "KPU Kirim Edaran ke PPK soal Kampanye",
            "KPU Pesisir Timur mengirim edaran kepada seluruh PPK dan PPS. Mereka dilarang menghadiri kampanye "
            "pasangan calon dan menerima pemberian tim pemenangan.",
        ),
    ],
)
def test_an_order_on_another_matter_or_to_others_is_none(title: str, body: str) -> None:
    assert match(title, body).circular is not Weight.MAIN


def test_what_is_planned_revoked_or_told_by_a_headline_as_ignored_is_never_what_a_story_is_about() -> None:
    for title, sentence in (
        (TITLE, "Bupati Pesisir Timur akan segera menerbitkan edaran netralitas bagi pegawai."),
        (TITLE, "Bupati Pesisir Timur mencabut Surat Edaran Nomor 800/7/2024 tentang Netralitas ASN."),
        ("Ada SE Larangan Berpolitik, ASN Pesisir Timur Masih Nekat", "ASN ikut kampanye meski ada surat edaran."),
    ):
        story = read_story(read(title, f"{sentence}\n{BODY.splitlines()[1]}"))
        documents = gather(story)
        read_headline(documents, story)
        assert documents
        assert leading(documents, story, ()) is None, sentence


def test_of_several_papers_the_one_issued_leads_and_not_the_one_leant_on() -> None:
    body = (
        "Bupati Pesisir Timur menerbitkan Surat Edaran Nomor 270/11/2024 bagi pegawai. Edaran itu merujuk pada "
        "Instruksi Gubernur Nomor 3 Tahun 2024."
    )
    story = read_story(read(TITLE, body))
    document = leading(gather(story), story, ())
    assert document is not None
    assert document.number == "270/11/2024"


def test_rules_that_are_sure_are_not_outvoted_and_a_headline_that_only_names_a_paper_is_not_sure() -> None:
    def paper(weight: Weight, *reasons: tuple[str, str, float]) -> Circular:
        told = tuple(Reason(rule, phrase, points, "…") for rule, phrase, points in reasons)
        return Circular(kind=CircularKind.SURAT_EDARAN, sentence="…", weight=weight, reasons=told)

    sure = ruled([paper(Weight.MAIN, ("issued", "menerbitkan", 2.0), ("lead", "menerbitkan", 1.0))])
    assert sure.least == sure.odds >= 1
    made = ruled([paper(Weight.MAIN, ("headline", "terbitkan", 3.0))])
    assert made.least == made.odds
    named = ruled([paper(Weight.MAIN, ("headline", "", 3.0))])
    assert named.odds >= 1
    assert named.least == -math.inf
    assert ruled([paper(Weight.MENTION, ("invoked", "sesuai", -1.5))]).odds < ruled([]).odds < 0


def test_a_headline_alone_is_judged_by_the_rules() -> None:
    text = read("Bupati Pesisir Timur Terbitkan SE Netralitas ASN", "")
    story = read_story(text)
    assert judge_story(lines_of(text), features_of(lines_of(text)), story, ()).reasons == ()
    assert evidence(text, (), lines_of(text)) is None
    (paper,) = circulars(text)
    assert paper.weight is Weight.MAIN
    assert paper.confidence > 0.5


def test_the_features_tell_where_papers_stand_and_how_they_are_spoken_of() -> None:
    text = read(TITLE, BODY)
    told = circular_features(features_of(lines_of(text)), read_story(text))
    assert told.features["lead:paper surat_edaran"] == pytest.approx(math.log1p(2))
    assert told.features["near jari"] == 1.0
    assert told.shown("lead:cue issued") == ("mengirim", BODY.splitlines()[0])
    where = told.shown("near jari")
    assert where is not None
    assert where[0] == "jari"
    assert "pose jari" in where[1]
    assert told.shown("papers") is None
    assert 0 < told.features["share"] <= 1
    assert "head:paper surat_edaran" not in told.features


def test_evidence_is_what_the_weights_are_learned_from() -> None:
    text = read(TITLE, BODY)
    told = evidence(text, (), lines_of(text))
    assert told is not None
    features, rules = told
    assert features == circular_features(features_of(lines_of(text)), read_story(text)).features
    assert rules.odds > 0  # they know the paper by what it asks to refrain from
    assert evidence(read("Panen Raya di Pesisir Timur", "Petani gembira."), (), ()) is None


def test_reasons_for_a_national_paper_in_a_local_story_keep_it_from_leading() -> None:
    body = "KemenPANRB menerbitkan Surat Edaran Nomor 18 Tahun 2023 bagi pegawai. Bupati memintanya dipatuhi."
    story = read_story(read(TITLE, body))
    (document,) = gather(story)
    assert "national paper in a local story" in {each.rule for each in reasons_for(document, story, True)}
    places = match(TITLE, f"SLEMAN – {body}").places
    assert leading([document], story, places) is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Gubernur Terbitkan Edaran Hari Libur Pencoblosan, ASN Diajak ke TPS",
            "Gubernur menerbitkan surat edaran tentang hari libur pemungutan suara Pilkada 2024. ASN diminta "
            "memakai hak pilihnya. Pegawai layanan darurat tetap bertugas bergiliran.",
        ),
        (
            "Wali Kota Keluarkan Edaran Jam Kerja ASN Selama Kampanye",
            "Wali kota mengeluarkan surat edaran tentang jam kerja pegawai. Banyak pegawai keluar kantor pada "
            "masa kampanye Pilkada 2024. Yang terlambat dipotong tunjangannya.",
        ),
        (
            "Pemkab Pesisir Timur Pastikan Surat Edaran Netralitas ASN yang Beredar Palsu",
            "Pemkab Pesisir Timur memastikan surat edaran netralitas ASN yang beredar di medsos adalah palsu. "
            "Bupati tidak pernah menerbitkan edaran seperti itu pada Pilkada 2024.",
        ),
        (
            "Sekda Pesisir Timur Bantah Keluarkan Surat Edaran Netralitas",
            "Sekda Pesisir Timur membantah mengeluarkan surat edaran netralitas ASN yang ramai dibicarakan.",
        ),
        (
            "Menteri Dalam Negeri Filipina Terbitkan Edaran Netralitas Pegawai",
            "MANILA – Menteri Dalam Negeri menerbitkan surat edaran agar pegawai netral dalam pemilu. Polisi "
            "dilarang ikut kampanye calon.",
        ),
        (
            "Dewan Pers Keluarkan Edaran Netralitas Wartawan dalam Pilkada",
            "Dewan Pers mengeluarkan surat edaran tentang netralitas wartawan dalam Pilkada 2024. Wartawan yang "
            "menjadi calon atau tim sukses diminta mundur.",
        ),
    ],
)
def test_orders_on_other_matters_forged_foreign_or_for_journalists_are_no_news(title: str, body: str) -> None:
    assert match(title, body, published="2024-10-08").circular is not Weight.MAIN


def test_a_circular_that_replaces_an_unnumbered_one_is_news() -> None:
    for told in ("Edaran itu mencabut edaran Februari lalu.", "Surat edaran ini menggantikan edaran tahun lalu."):
        body = f"Bupati Pesisir Timur menerbitkan Surat Edaran Nomor 800/5/2024 tentang Netralitas ASN.\n{told}"
        found = match("Bupati Pesisir Timur Terbitkan SE Netralitas, Cabut Edaran Sebelumnya", body)
        assert [(each.number, each.weight) for each in found.circulars] == [("800/5/2024", Weight.MAIN)]


def test_a_nota_dinas_is_a_paper_and_no_dinas() -> None:
    body = "Camat Bumiayu Brebes meneken nota dinas netralitas pada Pilkada 2024. Pegawai dilarang berkampanye."
    (paper,) = match("Camat Bumiayu Teken Nota Dinas Netralitas", body).circulars
    assert "Dinas" not in (paper.issuer or "")


def test_a_secretary_general_without_his_body_is_no_issuer() -> None:
    body = "DPP partai itu menerbitkan surat edaran netralitas ASN yang diteken Sekjen pada Senin lalu."
    assert all(not each.national for each in match("Edaran Netralitas Terbit", body).circulars)


def test_what_a_headline_calls_edaran_is_the_surat_imbauan_that_its_story_tells() -> None:
    body = "Bupati Kebumen menerbitkan Surat Imbauan Nomor 800/2190/2026 tentang netralitas ASN, Jumat."
    (paper,) = match("Pemkab Kebumen Terbitkan Edaran Netralitas ASN", body, published="2026-11-21").circulars
    assert (paper.number, paper.issuer) == ("800/2190/2026", "Bupati Kebumen")


def test_what_a_story_plans_with_a_paper_told_as_issued_is_no_plan_of_the_paper() -> None:
    body = (
        "Bupati Pesisir Timur menerbitkan surat edaran netralitas ASN. Pegawai dilarang ikut kampanye calon.\n"
        "Surat edaran itu akan diterbitkan pula dalam bahasa daerah, kata Sekda."
    )
    (paper,) = match("Pegawai Pesisir Timur Dilarang Ikut Kampanye", body).circulars
    assert paper.weight is Weight.MAIN


def test_an_order_in_writing_is_a_paper_whatever_it_is_called() -> None:
    body = "Bupati Pesisir Timur mengeluarkan arahan tertulis agar pegawai netral dan tidak ikut kampanye calon."
    assert match("Bupati Pesisir Timur Keluarkan Arahan Tertulis, Pegawai Wajib Netral", body).circulars
