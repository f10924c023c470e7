"""Which report speaks for a row of a register, and in which order the rows stand."""

from __future__ import annotations

from typing import Any

from archive import Archive, search
from model import SubjectKind
from tests.telegram.seed import SEEN, article, circular, incident


def told(archive: Archive, number: int, day: str | None, *, stage: str = "reported", **given: Any) -> int:
    """One more report of a case; returns its article."""
    kept = article(
        archive, title=f"Berita {day}", published_day=day, published=f"{day}T03:00:00.000Z" if day else None
    )
    row = {
        "incident_id": number,
        "article_id": kept,
        "ordinal": 0,
        "weight": "main",
        "stage": stage,
        "actor": "sub_district_head",
        "sentence": f"Kalimat {day}.",
        "seen": SEEN,
    }
    archive.db.table("incident_reports").insert(row | given)
    return kept


def mentioned(archive: Archive, number: int, day: str, weight: str = "mention") -> int:
    kept = article(archive, title=f"Edaran {day}", published_day=day, published=f"{day}T03:00:00.000Z")
    archive.db.table("circular_reports").insert(
        {
            "circular_id": number,
            "article_id": kept,
            "ordinal": 0,
            "weight": weight,
            "kind": "surat_edaran",
            "sentence": f"Edaran kalimat {day}.",
            "seen": SEEN,
        }
    )
    return kept


def test_a_case_is_shown_with_the_latest_report_that_tells_its_present_stage(archive: Archive) -> None:
    case = incident(archive, articles=(article(archive, title="Pertama", published_day="2024-11-14"),))
    told(archive, case, "2024-11-20", stage="sanctioned")
    told(archive, case, "2024-11-21", stage="sanctioned")
    told(archive, case, "2024-11-23", stage="sanctioned", weight="mention")
    told(archive, case, "2024-11-25", stage="reported")
    archive.db.execute("update incidents set stage = 'sanctioned' where id = ?", [case])
    (row,) = search.incidents(archive.db)
    assert (row["title"], row["sentence"]) == ("Berita 2024-11-21", "Kalimat 2024-11-21.")
    assert (row["first_reported"], row["reported"], row["last_reported"]) == (
        "2024-11-14",
        "2024-11-21",
        "2024-11-25",
    )
    assert row["reports"] == 5


def test_a_stage_told_in_passing_only_is_shown_with_the_story_that_told_it(archive: Archive) -> None:
    case = incident(archive, articles=(article(archive, title="Pertama", published_day="2024-11-14"),))
    told(archive, case, "2024-11-20", stage="dismissed", weight="mention")
    archive.db.execute("update incidents set stage = 'dismissed' where id = ?", [case])
    (row,) = search.incidents(archive.db)
    assert row["title"] == "Berita 2024-11-20"


def test_a_circular_is_shown_with_the_first_story_about_it_not_with_one_that_mentions_it(archive: Archive) -> None:
    number = circular(archive)
    archive.db.execute("update circular_reports set weight = 'mention'")
    mentioned(archive, number, "2024-11-18", "main")
    mentioned(archive, number, "2024-11-16", "main")
    mentioned(archive, number, "2024-11-10")
    (row,) = search.circulars(archive.db)
    assert (row["title"], row["sentence"]) == ("Edaran 2024-11-16", "Edaran kalimat 2024-11-16.")
    assert (row["first_reported"], row["reported"], row["last_reported"]) == (
        "2024-11-10",
        "2024-11-16",
        "2024-11-18",
    )


def test_a_circular_that_is_only_mentioned_is_shown_with_the_first_mention(archive: Archive) -> None:
    number = circular(archive)
    archive.db.execute("update circular_reports set weight = 'mention'")
    mentioned(archive, number, "2024-11-10")
    (row,) = search.circulars(archive.db)
    assert row["title"] == "Edaran 2024-11-10"


def test_an_undated_story_counts_on_the_day_it_was_registered(archive: Archive) -> None:
    case = incident(archive, articles=(article(archive, published_day="2024-11-14"),))
    told(archive, case, None)
    (row,) = search.incidents(archive.db)
    assert row["reported"] == SEEN[:10]


def test_both_registers_stand_in_one_order_wherever_they_are_listed(archive: Archive) -> None:
    days = ["2024-11-15", "2024-11-18", "2024-11-15", "2024-11-12"]
    cases = [incident(archive, articles=(article(archive, published_day=day, published=None),)) for day in days]
    letters = [circular(archive, number=f"{place}/SE/2026") for place in range(4)]
    for letter, day in zip(letters, days, strict=True):
        archive.db.execute(
            "update articles set published_day = ?, published = null where id ="
            " (select article_id from circular_reports where circular_id = ?)",
            [day, letter],
        )
    mentioned(archive, letters[3], "2024-12-24")  # an old letter does not become new by being mentioned
    for kind, rows, key in (
        (SubjectKind.INCIDENT, search.incidents(archive.db), "case_number"),
        (SubjectKind.CIRCULAR, search.circulars(archive.db), "register_number"),
    ):
        told_by_bot = [row["id"] for row in search.latest(archive.db, kind, [None], limit=9)]
        listed = [int(row[key].rsplit("-", 1)[1]) for row in rows]
        assert told_by_bot == listed == [2, 3, 1, 4]
    assert cases == letters == [1, 2, 3, 4]


def test_a_found_article_carries_its_outlets_name_beside_the_host(archive: Archive) -> None:
    archive.db.table("sources").insert(
        {
            "id": "kabar",
            "name": "Kabar Kita",
            "homepage": "https://kabar.example/",
            "origin": "command",
            "enabled": 1,
            "reading": 0,
            "state": "ok",
            "next_at": SEEN,
            "fails": 0,
            "begun": 0,
        }
    )
    article(archive, outlet="127.0.0.1", source_id="kabar", site="Kabar")
    article(archive, outlet="127.0.0.2", site="Situs")
    article(archive, outlet="lain.example")
    found = search.search(archive.db, "camat")
    assert [row["outlet_name"] for row in found] == ["lain.example", "Situs", "Kabar Kita"]
    assert [row["outlet"] for row in found] == ["lain.example", "127.0.0.2", "127.0.0.1"]
    incident(archive, articles=(3,))
    assert search.incidents(archive.db)[0]["outlet_name"] == "lain.example"
