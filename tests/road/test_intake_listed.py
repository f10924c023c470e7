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
    frontier.fail(archive, URL, NOW, "answered 404 Not Found")
    frontier.fail(archive, URL, NOW, "answered 404 Not Found", final=True)
    assert take.missed(URL) == ()
    assert kept(archive) == []


def test_an_unknown_address_tells_nothing(archive: Archive, take: Intake) -> None:
    assert take.missed("https://kabar.example/tak-dikenal") == ()
    assert announced({"url": URL}, "gone") is None
    assert replace(page(WALL), url=URL).url == URL
