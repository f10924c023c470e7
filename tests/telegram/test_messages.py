"""How a message looks, and that nothing from the web can change that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.listings import summary
from alerts.messages import headline, plain, render
from alerts.views import STANDINGS, Report, UnknownSubject, circular_view, incident_view, language_of
from archive import Archive
from model import Act, Actor, CircularKind, MessageKind, Stage
from tests.telegram.botapi_rules import LIMIT, parse_html
from tests.telegram.samples import CASE, CIRCULAR, DOCS, DROPPED, FIRST, SANCTION, document
from tests.telegram.seed import article, circular, incident
from wording import region_name, units
from wording.labels import values
from wording.regions import _regions

ALERT, STAGE = MessageKind.ALERT, MessageKind.STAGE


def test_the_samples_in_the_docs_are_what_is_rendered() -> None:
    assert DOCS.read_text(encoding="utf-8") == document()


def test_a_first_alert_has_the_agreed_lines() -> None:
    assert plain(render([CASE], ALERT)).splitlines() == [
        "DUGAAN · Kab. Halmahera Selatan · Camat",
        "Diduga menghadiri deklarasi atau kampanye",
        "Tahap: dilaporkan atau menjadi temuan pengawas",
        "Kejadian: 12 Nov · Terbit: Kam 14 Nov 2024 13.05 WIT",
        "“Seorang camat dilaporkan ke Bawaslu Kabupaten Halmahera Selatan karena menghadiri deklarasi paslon.”",
        "Media: Gamalama Pos (pertama) https://gamalamapos.example/camat-hadiri-deklarasi,"
        " Suara Kie Raha https://suarakieraha.example/camat",
        "K-8204-017 · dibaca otomatis dari berita, bukan putusan",
    ]


def test_a_new_stage_shows_the_report_that_tells_it_and_the_stage_before() -> None:
    text = plain(render([SANCTION], STAGE))
    assert text.startswith("SANKSI · Kab. Halmahera Selatan · Camat\nDikenai sanksi karena ")
    assert "Tahap: dijatuhi sanksi (sebelumnya: dilaporkan atau menjadi temuan pengawas)" in text
    assert "Terbit: Sen 2 Des 2024 10.30 WIT" in text
    assert "dijatuhi sanksi disiplin" in text
    assert "Media: Gamalama Pos https://gamalamapos.example/camat-disanksi, Suara Kie Raha" in text


def test_an_allegation_is_called_one_until_somebody_has_ruled() -> None:
    for stage in (Stage.ALLEGED, Stage.REPORTED, Stage.EXAMINED, Stage.RECOMMENDED, Stage.CHARGED):
        assert "\nDiduga " in plain(render([replace(CASE, stage=stage)], ALERT))
    assert "Semula diduga" in plain(render([DROPPED], STAGE))


def test_no_private_persons_name_is_in_a_message() -> None:
    for view in (
        DROPPED,
        replace(DROPPED, sentence="Suparjo Wiguna dilaporkan."),
        replace(DROPPED, office="Guru Suparjo"),
    ):
        assert "Suparjo" not in render([view], ALERT)
    assert "Suparjo" not in summary(replace(CASE, office="Camat Suparjo"), "Kabar", None, "2026-09-14")


def test_a_circular_tells_kind_number_date_issuer_subject_and_place() -> None:
    lines = plain(render([CIRCULAR], ALERT)).splitlines()
    assert lines[0] == "EDARAN · Kota Semarang · Wali Kota Semarang"
    assert "Surat edaran nomor B/77/800.1/IX/2026" in lines
    assert "Tanggal: Sen 14 Sep 2026" in lines
    assert "Tentang: Netralitas Pegawai dalam Pemilihan" in lines
    assert "Media: Lawang News https://lawangnews.example/edaran" in lines


def test_a_circulars_issuer_and_place_stand_once_when_the_headline_shows_them_whole() -> None:
    text = plain(render([CIRCULAR], ALERT))
    assert text.count("Wali Kota Semarang") == 1
    assert "Wilayah" not in text
    unsure = replace(CIRCULAR, kind="instruksi", region=None)  # the headline has no room for all of it
    assert "Wilayah: Indonesia (wilayah belum pasti)" in plain(render([unsure], ALERT))


def test_what_was_not_read_is_left_out_and_never_claimed_to_be_untold() -> None:
    bare = replace(CASE, region=None, occurred=None, reports=(Report("A", None, None, None),), office=None)
    text = plain(render([bare], ALERT))
    assert text.startswith("DUGAAN · Indonesia (wilayah belum pasti) · camat/lurah")
    assert "\nTerbit: waktu tidak diketahui\n" in text
    assert "Kejadian" not in text
    assert "Tanggapan" not in text
    empty = replace(CIRCULAR, number=None, date=None, issuer=None, subject=None, region=None, scope=(), revokes=())
    text = plain(render([empty], ALERT))
    assert "Surat edaran, nomor tidak disebut\nTerbit" in text
    assert "Tanggal" not in text


def test_a_circular_of_the_nation_is_no_circular_of_an_unknown_place() -> None:
    national = replace(CIRCULAR, region=None, national=True, issuer="Menteri PANRB")
    assert headline(national) == "EDARAN · Nasional · Menteri PANRB"
    assert headline(national, language="en") == "CIRCULAR · Nationwide · Menteri PANRB"
    assert "belum pasti" not in render([national], ALERT)


def _told_by(phrase: str) -> str:
    return f'[{{"rule": "stage_recommended", "phrase": "{phrase}", "weight": 0.0, "sentence": ""}}]'


@pytest.mark.parametrize(
    ("phrase", "head", "stage", "fact"),
    [
        ("terbukti melanggar", "PELANGGARAN", "dinyatakan melanggar", "Dinyatakan melanggar karena"),
        ("diteruskan ke BKN", "DITERUSKAN", "diteruskan ke instansi berwenang", "Diduga"),
    ],
)
def test_a_ruling_and_a_referral_are_told_apart_by_the_reports_own_words(
    archive: Archive, phrase: str, head: str, stage: str, fact: str
) -> None:
    case = incident(archive, stage="recommended")
    archive.db.execute("update incident_reports set reasons = ?", [_told_by(phrase)])
    text = plain(render([incident_view(archive.db, case)], ALERT))
    assert text.startswith(f"{head} · ")
    assert f"\n{fact} " in text
    assert f"\nTahap: {stage}\n" in text


def test_a_recommended_case_whose_report_keeps_no_words_is_told_as_either(archive: Archive) -> None:
    case = incident(archive, stage="recommended")
    assert "Tahap: dinyatakan melanggar atau diteruskan" in render([incident_view(archive.db, case)], ALERT)


@pytest.mark.parametrize(
    ("told", "count", "shown"),
    [("lurah", 1, "Lurah"), ("Pak Camat", 1, "Camat"), ("lurah", 2, "camat/lurah"), ("pejabat", 1, "camat/lurah")],
)
def test_one_official_is_called_as_the_story_calls_him(archive: Archive, told: str, count: int, shown: str) -> None:
    case = incident(archive, count=count)
    reasons = f'[{{"rule": "actor_sub_district_head", "phrase": "{told}", "weight": 0.0, "sentence": ""}}]'
    archive.db.execute("update incident_reports set reasons = ?", [reasons])
    assert headline(incident_view(archive.db, case)).endswith(f" · {shown}")


def test_damaged_reasons_break_no_message(archive: Archive) -> None:
    case = incident(archive, stage="recommended")
    for damaged in ("{", "null", "3", '["x"]', '[{"rule": "stage_recommended"}]'):
        archive.db.execute("update incident_reports set reasons = ?", [damaged])
        assert "DITERUSKAN" in render([incident_view(archive.db, case)], ALERT)


def test_the_head_and_the_quote_show_the_same_office() -> None:
    quote = "Camat Weleri, Kabupaten Kendal, hadir di kampanye calon bupati."
    known = replace(CASE, office="Camat Weleri", region="33.24", sentence=quote, reports=())
    text = plain(render([known], ALERT))
    assert text.startswith("DUGAAN · Kab. Kendal · Camat Weleri\n")
    assert f"“{quote}”" in text
    elsewhere = plain(render([replace(known, region="33.22")], ALERT))
    assert elsewhere.startswith("DUGAAN · Kab. Semarang · Camat\n")
    assert "Weleri" not in elsewhere


def test_an_answer_of_the_accused_is_shown_when_it_was_read() -> None:
    answered = replace(CASE, response="Camat itu membantah berkampanye.")
    assert "Tanggapan: Camat itu membantah berkampanye." in plain(render([answered], ALERT))


def test_the_year_of_the_act_is_shown_when_it_is_another() -> None:
    assert "Kejadian: 12 Nov 2023 · Terbit" in render([replace(CASE, occurred="2023-11-12")], ALERT)


def test_only_the_day_is_shown_when_only_the_day_is_known() -> None:
    report = replace(FIRST, published="2024-11-13T17:00:00.000Z", whole_day=True)
    assert "Terbit: Kam 14 Nov 2024\n" in render([replace(CASE, reports=(report,))], ALERT)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", [ALERT, STAGE])
def test_what_and_where_stand_within_forty_characters_everywhere(language: str, kind: MessageKind) -> None:
    for region in [*_regions(), None]:
        for stage in STANDINGS:
            what, where, _ = headline(replace(CASE, stage=stage, region=region), kind, language).split(" · ")
            assert len(f"{what} · {where}") <= 40
            assert "…" not in where
        for form in CircularKind:
            what, where, _ = headline(replace(CIRCULAR, kind=form, region=region), kind, language).split(" · ")
            assert len(f"{what} · {where}") <= 40


def test_every_value_has_its_words_in_both_languages() -> None:
    assert set(values("stage")) == set(values("stage_head")) == set(values("stage_news")) == set(values("fact"))
    assert set(values("stage")) == set(STANDINGS)
    assert set(values("actor")) == set(Actor)
    assert set(values("act")) == set(Act)
    assert set(values("kind")) == set(values("kind_head")) == set(CircularKind)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://a.example/",
        "http://",
        "https://a b/",
        "tg://user?id=1",
        "//x",
        "http://[",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    html = render([replace(CASE, reports=(replace(FIRST, url=url),))], ALERT)
    assert "<a " not in html
    assert "Gamalama Pos" in html


def test_an_address_cannot_break_out_of_its_link() -> None:
    url = 'https://a.example/?a="><b>&x=1'
    html = render([replace(CASE, reports=(replace(FIRST, url=url),))], ALERT)
    parse_html(html)
    assert url in plain(html)


_MARKUP = ["<b>", "</b>", "&amp;", "&", '"><a href="x">', "\x1b[2J"]
_WEB = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["<b>", "</b>", "&amp;", "&", '"><a href="x">', "\x1b[2J"]
)


@settings(max_examples=50, deadline=None)
@given(
    texts=st.lists(_WEB, min_size=8, max_size=8),
    kind=st.sampled_from([ALERT, STAGE]),
    count=st.sampled_from([1, 2, 9]),
)
def test_nothing_from_the_web_breaks_a_message(texts: list[str], kind: MessageKind, count: int) -> None:
    report = Report(
        texts[0], f"https://a.example/{texts[1]}", texts[2], texts[2], sentence=texts[3], stage="reported"
    )
    case = replace(
        CASE, case_number=texts[4], reports=(report,), sentence=texts[3], office=texts[5], occurred=texts[2]
    )
    order = replace(CIRCULAR, number=texts[4], issuer=texts[6], subject=texts[7], reports=(report,), date=texts[2])
    html = render([case, order] * count, kind)
    assert 0 < len(parse_html(f"[mungkin ganda]\n{html}").encode("utf-16-le", "replace")) // 2 <= LIMIT
    assert "\x1b" not in plain(html)


def test_a_long_message_leaves_out_quotes_then_subjects_and_says_so() -> None:
    wordy = replace(CASE, sentence="Seorang camat diperiksa " + "dan diperiksa " * 25)
    two = render([replace(wordy, reports=())] * 6, ALERT)
    assert "“" in two
    many = render([wordy] * 40, ALERT)
    assert "“" not in many
    assert many.endswith("lagi")
    assert units(many) <= LIMIT - len("[mungkin ganda]\n")


def test_emoji_count_double_as_telegram_counts_them() -> None:
    html = render([replace(CIRCULAR, subject="😀" * 290, issuer="😀" * 290)] * 9, ALERT)
    assert len(parse_html(html).encode("utf-16-le")) // 2 <= LIMIT


def test_many_outlets_are_counted() -> None:
    reports = tuple(replace(FIRST, outlet=f"Media {number}") for number in range(9))
    line = next(
        line for line in plain(render([replace(CASE, reports=reports)], ALERT)).splitlines() if "Media:" in line
    )
    assert "Media 0 (pertama)" in line
    assert "Media 5" in line
    assert line.endswith("+3 media")


def test_an_incident_is_read_from_its_rows(archive: Archive) -> None:
    first, second = article(archive, outlet="A"), article(archive, outlet="B", published_precision="day")
    id = incident(archive, articles=(first, second), acts=("mobilisation", "pressure"), count=3, stage="examined")
    for stage in ("reported", "examined"):
        archive.db.table("incident_history").insert({"incident_id": id, "stage": stage, "seen": "2026-11-22"})
    view = incident_view(archive.db, id)
    assert (view.stage, view.before, view.count, view.region) == ("examined", "reported", 3, "82.04")
    assert view.acts == ("mobilisation", "pressure")
    assert [(report.outlet, report.whole_day) for report in view.reports] == [("A", False), ("B", True)]


def test_passing_mentions_are_no_sources_when_there_are_others(archive: Archive) -> None:
    id = incident(archive, articles=(article(archive, outlet="A"), article(archive, outlet="B")))
    archive.db.execute("update incident_reports set weight = 'mention' where ordinal = 1")
    assert [report.outlet for report in incident_view(archive.db, id).reports] == ["A"]


def test_a_circular_is_read_from_its_rows(archive: Archive) -> None:
    view = circular_view(archive.db, circular(archive))
    assert (view.number, view.issuer, view.reports[0].outlet) == ("800/123/2026", "Wali Kota Semarang", "Kabar 1")


def test_a_subject_that_is_not_there_is_named(archive: Archive) -> None:
    with pytest.raises(UnknownSubject, match="99"):
        incident_view(archive.db, 99)
    with pytest.raises(ValueError, match="subject"):
        render([], ALERT)


def test_a_chat_reads_indonesian_until_it_asks_otherwise(archive: Archive) -> None:
    assert language_of(archive.db, "telegram:1") == "id"
    archive.db.table("chats").insert({"chat": "telegram:1", "language": "en", "updated": "2026-11-22"})
    assert language_of(archive.db, "telegram:1") == "en"
    assert region_name(None, "en") in render([replace(CASE, region=None)], ALERT, "en")
