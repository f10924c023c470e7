"""The register of circulars: one row per issuer and number, however it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts import registers
from alerts.registers import Change, Report
from alerts.registers.circulars import NAMELESS_DAYS, NEW_DAYS, UNNUMBERED_DAYS
from archive import Archive
from model import Circular, CircularKind, Findings, Genre, Weight
from tests.support import NOW, article_id

SE = Circular(
    kind=CircularKind.SURAT_EDARAN,
    sentence="Wali Kota Semarang menerbitkan surat edaran.",
    number="B/1502/800.1.10/XI/2026",
    date="2026-11-18",
    issuer="Wali Kota Semarang",
    subject="netralitas pegawai",
    region="33.74",
)
UNNUMBERED = replace(SE, number=None, date=None)


def tell(
    archive: Archive,
    *circulars: Circular,
    url: str = "https://a.example/1",
    day: str | None = "2026-11-20",
    days_later: int = 0,
    untold: str | None = None,
) -> list[Change]:
    """Keep an article that tells of ``circulars`` and register them."""
    with archive.transaction() as db:
        seen = NOW + timedelta(days=days_later)
        report = Report(article_id(archive, url), "Isi.", day, seen, "1", untold)
        return registers.register(
            db, report, Findings(Genre.CIRCULAR, Weight.NONE, Weight.MAIN, circulars=circulars)
        )


def register_numbers(archive: Archive) -> list[str]:
    return [row["register_number"] for row in archive.rows("select register_number from circulars order by id")]


def test_a_new_circular_is_news_once(archive: Archive) -> None:
    (change,) = tell(archive, SE)
    assert (change.news, change.region, change.untold_reason) == (True, "33.74", None)
    assert tell(archive, SE) == []
    assert register_numbers(archive) == ["E-3374-001"]


@pytest.mark.parametrize(
    "printed",
    [
        replace(SE, number="b/1502/800.1.10/XI/2026"),
        replace(SE, number="B/ 1502 /800.1.10/XI/ 2026"),
        replace(SE, issuer="Walikota Semarang"),
        replace(SE, issuer="Pemkot Semarang"),
        replace(SE, issuer=None, region=None),
    ],
    ids=["case", "blanks", "spelling of the issuer", "other word for the issuer", "no issuer"],
)
def test_printed_variants_are_one_circular(archive: Archive, printed: Circular) -> None:
    tell(archive, SE)
    assert tell(archive, printed, url="https://b.example/") == []
    assert archive.value("select count(*) from circular_reports") == 2


@pytest.mark.parametrize(
    "other",
    [
        replace(SE, number="B/1503/800.1.10/XI/2026", date="2026-11-19"),
        replace(SE, issuer="Bupati Kudus", region="33.19"),
        replace(SE, issuer=None, region="18.03"),
    ],
    ids=["number", "issuer and place", "place"],
)
def test_another_number_or_issuer_is_another_circular(archive: Archive, other: Circular) -> None:
    tell(archive, SE)
    assert tell(archive, other, url="https://b.example/")[0].news


def test_a_number_that_everybody_uses_joins_nothing_without_issuer_or_place(archive: Archive) -> None:
    tell(archive, replace(SE, number="5 Tahun 2026"))
    assert tell(archive, replace(SE, number="5 Tahun 2026", issuer=None, region=None), url="https://b.example/")[
        0
    ].news


def test_a_report_without_number_joins_by_issuer_and_time(archive: Archive) -> None:
    tell(archive, SE)
    assert tell(archive, UNNUMBERED, url="https://b.example/") == []
    assert tell(archive, UNNUMBERED, url="https://c.example/", days_later=UNNUMBERED_DAYS + 1)[0].news


def test_a_number_told_later_is_filled_in(archive: Archive) -> None:
    tell(archive, UNNUMBERED)
    assert tell(archive, SE, url="https://b.example/") == []
    assert archive.value("select number from circulars") == SE.number


def test_an_invoked_circular_is_registered_and_told_only_when_its_issue_is(archive: Archive) -> None:
    (invoked,) = tell(archive, replace(SE, weight=Weight.MENTION))
    assert invoked.untold_reason == "only invoked, not yet issued, or in force no more"
    (issued,) = tell(archive, SE, url="https://b.example/")
    assert (issued.news, issued.untold_reason) == (True, None)


def test_a_circular_whose_issuer_was_not_read_is_told_once(archive: Archive) -> None:
    nobodys = replace(UNNUMBERED, issuer=None)
    (told,) = tell(archive, nobodys)
    assert (told.news, told.untold_reason) == (True, None)
    assert tell(archive, nobodys, url="https://b.example/") == []
    assert tell(archive, SE, url="https://c.example/") == []
    assert archive.value("select issuer from circulars") == SE.issuer


def test_a_circular_without_issuer_joins_none_of_another_place_kind_number_or_week(archive: Archive) -> None:
    tell(archive, SE)
    nobodys = replace(SE, issuer=None, number=None, date=None)
    assert tell(archive, nobodys, url="https://b.example/") == []
    elsewhere = replace(nobodys, region="33.73")
    assert tell(archive, elsewhere, url="https://c.example/")[0].news
    order = replace(nobodys, kind=CircularKind.INSTRUKSI)
    assert tell(archive, order, url="https://d.example/")[0].news
    assert tell(archive, replace(nobodys, number="800/77/2026"), url="https://e.example/")[0].news
    assert tell(archive, nobodys, url="https://f.example/", days_later=NAMELESS_DAYS + 1)[0].news


def test_an_old_circular_is_no_news_however_much_is_told_of_it(archive: Archive) -> None:
    old = (NOW - timedelta(days=NEW_DAYS + 3)).date().isoformat()
    (change,) = tell(archive, replace(SE, date=old))
    assert change.untold_reason is not None
    assert "days before the story" in change.untold_reason


def test_a_story_too_old_to_tell_leaves_its_reason(archive: Archive) -> None:
    tell(archive, SE, untold="published more than 48 h ago")
    assert archive.value("select untold_reason from circulars") == "published more than 48 h ago"


def test_two_circulars_of_one_story_stay_two(archive: Archive) -> None:
    pair = (SE, replace(SE, number="800/99/2026"))
    assert len(tell(archive, *pair)) == 2
    assert tell(archive, *pair) == []
