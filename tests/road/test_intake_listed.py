"""A story whose page cannot be read is known by its headline and summary, and gives way to the page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from alerts.messages import render
from alerts.views import incident_view
from archive import Archive, frontier
from archive.database import now_text
from intake import Intake
from intake.listed import FAILURES
from intake.listed import listed as announced
from intake.rematching import rematch
from model import MessageKind
from tests.road.pages import LEAD, REST, URL, html, listed, page, state
from tests.support import NOW

TITLE = "Camat Wonosari Dilaporkan ke Bawaslu karena Hadiri Kampanye Paslon"
SUMMARY = "Camat Wonosari Kota Semarang dilaporkan warga ke Bawaslu karena diduga menghadiri kampanye paslon."
CALM = (
    "Pedagang menata sayur sejak subuh dan pembeli berdatangan dari tiga desa tetangga, sementara petugas menyapu "
    "lorong pasar yang basah oleh hujan semalam."
)
CHECK = "<html><head><title>Just a moment...</title></head><body><script>_cf_chl_opt={}</script></body></html>"
WALL = html("Artikel ini khusus untuk pelanggan. Silakan login untuk membaca berita ini.", title=TITLE)


def list_it(archive: Archive, title: str | None = TITLE, summary: str | None = SUMMARY) -> None:
    listed(archive)
    with archive.transaction() as db:
        db.execute("update frontier set title = ?, summary = ?, published = ?", [title, summary, now_text(NOW)])


def kept(archive: Archive) -> list[dict[str, Any]]:
    return archive.rows("select title, text, method, warnings, sha256 from articles")


def test_a_story_behind_a_wall_is_kept_by_its_headline_and_summary_when_they_tell_an_incident(
    archive: Archive, take: Intake
) -> None:
    list_it(archive)
    take(page(WALL))
    where, why = state(archive)
    assert where == "parked"
    assert "login wall" in str(why)
    (article,) = kept(archive)
    assert (article["title"], article["text"], article["method"]) == (TITLE, SUMMARY, "list")
    assert article["sha256"] is None
    assert "login wall" in json.loads(article["warnings"])[0]
    (report,) = archive.rows("select incident_id, stage from incident_reports")
    assert report["stage"] == "reported"
    shown = render([incident_view(archive.db, report["incident_id"])], MessageKind.ALERT)
    assert "Halaman aslinya tidak terbaca" in shown
    assert archive.value("select count(*) from outbox") > 0


def test_of_a_headline_alone_no_text_is_made_up_and_newer_rules_read_it_alike(
    archive: Archive, take: Intake
) -> None:
    list_it(archive, summary=None)
    take(page(WALL))
    (article,) = kept(archive)
    assert article["text"] == TITLE
    (before,) = archive.rows(
        "select stage, confidence from incident_reports r join articles a on a.id = r.article_id"
    )
    archive.db.execute("update articles set matcher_version = 'old'")
    list(rematch(archive))
    (after,) = archive.rows(
        "select stage, confidence from incident_reports r join articles a on a.id = r.article_id"
    )
    assert after == before


@pytest.mark.parametrize(
    ("title", "summary"),
    [(None, SUMMARY), ("Harga Cabai Naik di Wonosari", "Harga cabai naik."), ("ASN Diminta Netral", None)],
)
def test_what_tells_no_finding_is_not_kept(
    title: str | None, summary: str | None, archive: Archive, take: Intake
) -> None:
    list_it(archive, title, summary)
    take(page(WALL))
    assert kept(archive) == []


def test_a_page_that_cannot_be_had_twice_is_told_by_its_list_and_the_page_replaces_it_when_it_comes(
    archive: Archive, take: Intake
) -> None:
    list_it(archive)
    for number in range(FAILURES):
        assert kept(archive) == [], number
        frontier.fail(archive, URL, NOW, "the site answered with status 403")
        assert take.missed(URL) == ()
    (article,) = kept(archive)
    assert article["method"] == "list"
    assert state(archive)[0] == "due"
    take.missed(URL)
    assert len(archive.rows("select id from incident_reports")) == 1
    take(page(html(LEAD, REST)))
    (article,) = kept(archive)
    assert article["method"] != "list"
    assert article["text"].startswith("SEMARANG - Camat Wonosari") or LEAD[:20] in article["text"]
    assert archive.value("select reason from article_versions") == "page read"
    assert archive.value("select count(*) from incidents") == 1
    assert state(archive) == ("done", None)


def test_a_bot_check_is_asked_again_before_the_list_is_believed(archive: Archive, take: Intake) -> None:
    list_it(archive)
    take(page(CHECK))
    assert kept(archive) == []
    take(page(CHECK))
    assert [article["method"] for article in kept(archive)] == ["list"]
    assert state(archive)[0] == "due"


def test_what_was_read_is_never_replaced_by_what_the_list_says(archive: Archive, take: Intake) -> None:
    list_it(archive)
    take(page(html(LEAD, REST)))
    before = kept(archive)
    take(page(WALL))
    take.missed(URL)
    assert kept(archive) == before


def test_a_page_that_is_missing_or_a_list_is_not_told_by_what_led_there(archive: Archive, take: Intake) -> None:
    list_it(archive)
    take(page("<html><head><title>Halaman tidak ditemukan</title></head><body><p>Maaf.</p></body></html>"))
    assert kept(archive) == []


def test_a_page_that_is_gone_for_good_is_not_told_by_its_list(archive: Archive, take: Intake) -> None:
    list_it(archive)
    frontier.fail(archive, URL, NOW, "no answer within 20 s")
    frontier.fail(archive, URL, NOW, "answered 404 Not Found")
    assert take.missed(URL) == ()
    assert kept(archive) == []


def test_a_page_that_says_otherwise_takes_back_what_its_list_told(archive: Archive, take: Intake) -> None:
    list_it(archive)
    for _ in range(FAILURES):
        frontier.fail(archive, URL, NOW, "answered 403 Forbidden")
    take.missed(URL)
    assert archive.value("select count(*) from incident_reports") == 1
    take(page(html("Kabar itu tidak benar, kata panitia pasar. " + CALM, CALM, title="Pasar Wonosari Ramai")))
    assert archive.value("select count(*) from incident_reports") == 0


def test_a_circular_told_by_list_and_page_under_two_names_is_one_and_alerted_once(
    archive: Archive, take: Intake
) -> None:
    list_it(archive, "Pemkab Kebumen Terbitkan Edaran Netralitas ASN", "Pemkab Kebumen menerbitkan surat edaran.")
    for _ in range(FAILURES):
        frontier.fail(archive, URL, NOW, "answered 403 Forbidden")
    take.missed(URL)
    assert archive.value("select count(*) from circulars") == 1
    told = archive.value("select count(*) from outbox")
    lead = (
        "KEBUMEN - Bupati Kebumen menerbitkan Surat Edaran Nomor 800/2190/2026 tentang Netralitas ASN di pemilihan "
        "kepala daerah, Senin. Pegawai dilarang ikut kampanye, mengunggah dukungan, dan hadir di posko calon."
    )
    take(page(html(lead, CALM, title="Bupati Kebumen Terbitkan Edaran Netralitas ASN")))
    assert archive.value("select count(*) from circular_reports") == 1
    assert archive.value("select count(*) from outbox") == told


def test_a_page_of_the_same_words_as_its_summary_is_read_all_the_same(archive: Archive, take: Intake) -> None:
    text = f"{LEAD}\n{REST}"
    list_it(archive, "Camat Wonosari Dilaporkan ke Bawaslu Kota Semarang", text)
    take(page(WALL))
    assert [article["method"] for article in kept(archive)] == ["list"]
    take(page(html(LEAD, REST)))
    (article,) = kept(archive)
    assert article["method"] != "list"
    assert article["sha256"]


def test_a_page_that_stands_under_another_address_replaces_what_its_list_told(
    archive: Archive, take: Intake
) -> None:
    list_it(archive)
    take(page(WALL))
    moved = "https://kabar.example/2026/11/23/camat-wonosari-dilaporkan-ke-bawaslu"
    take(page(html(LEAD, REST), url=moved, requested_url=URL))
    (article,) = archive.rows("select url, method from articles")
    assert article["url"] == moved
    assert article["method"] != "list"


def test_a_story_that_is_kept_under_its_page_for_telephones_is_not_told_again(
    archive: Archive, take: Intake
) -> None:
    list_it(archive)
    take(page(html(LEAD, REST)))
    twin = URL.replace("//kabar", "//m.kabar")
    listed(archive, twin)
    with archive.transaction() as db:
        db.execute("update frontier set title = ?, summary = ?, failures = 3 where url = ?", [TITLE, SUMMARY, twin])
    take.missed(twin)
    assert len(kept(archive)) == 1


def test_what_wordpress_puts_behind_a_summary_is_no_text_of_it() -> None:
    row = {"url": URL, "title": TITLE, "summary": f"{SUMMARY} […]\nThe post {TITLE} appeared first on Kabar."}
    found = announced(row, "answered 403 Forbidden")
    assert found is not None
    assert found[0].text == SUMMARY


def test_maintenance_that_goes_on_lets_the_list_speak(archive: Archive, take: Intake) -> None:
    closed = "<html><head><title>Situs dalam perbaikan</title></head><body><p>Segera kembali.</p></body></html>"
    list_it(archive)
    take(page(closed))
    assert kept(archive) == []
    take(page(closed))
    assert len(kept(archive)) == 1


def test_an_unknown_address_tells_nothing(archive: Archive, take: Intake) -> None:
    assert take.missed("https://kabar.example/tak-dikenal") == ()
    assert announced({"url": URL}, "gone") is None
    assert replace(page(WALL), url=URL).url == URL
