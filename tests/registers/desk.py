"""A desk that registers findings and tells of them as the conveyor does, for the tests of the registers."""

from __future__ import annotations

from datetime import timedelta

from alerts import registers, stories
from alerts.registers import Change, Report
from alerts.telling import tell
from archive import Archive
from model import Act, Actor, Circular, Findings, Genre, Incident, Stage, Weight
from tests.support import NOW, article_id

CAMAT = Incident(
    stage=Stage.ALLEGED,
    actor=Actor.SUB_DISTRICT_HEAD,
    acts=(Act.ATTEND_CAMPAIGN,),
    sentence="Camat Wonosari diduga menghadiri deklarasi pasangan calon.",
    confidence=0.9,
    count=1,
    region="33.74",
    office="Camat Wonosari",
)


def url(outlet: str) -> str:
    return f"https://{outlet}.example/1"


def publish(
    archive: Archive,
    outlet: str,
    *found: Incident | Circular,
    text: str | None = None,
    days_later: int = 0,
    version: str = "1",
    untold: str | None = None,
) -> list[Change]:
    """An outlet's story is kept, registered and told. Its text is its own unless one is given."""
    incidents = tuple(one for one in found if isinstance(one, Incident))
    circulars = tuple(one for one in found if isinstance(one, Circular))
    findings = Findings(Genre.INCIDENT, Weight.MAIN, Weight.MAIN, incidents=incidents, circulars=circulars)
    now = NOW + timedelta(days=days_later)
    own = f"Berita dari {outlet} dengan kata-kata milik {outlet} sendiri tentang hal itu."
    with archive.transaction() as db:
        number = article_id(archive, url(outlet), text or own)
        day = (now + timedelta(hours=7)).date().isoformat()
        db.table("articles").update(number, {"published_day": day, "matcher_version": version})
        report = Report(number, text or own, day, now, version, untold)
        changes = registers.register(db, report, findings)
        stories.group(db, number, "Judul", now)
        tell(archive, changes, now, console=False)
    return changes


def number_of(archive: Archive, outlet: str) -> int:
    """The id of an outlet's article."""
    return int(archive.value("select id from articles where url = ?", [url(outlet)]))


def case_of(archive: Archive, outlet: str) -> str:
    """The number of the case that an outlet's story reports."""
    return str(
        archive.value(
            "select case_number from incidents i join incident_reports r on r.incident_id = i.id"
            " join articles a on a.id = r.article_id where a.url = ?",
            [url(outlet)],
        )
    )


def stage_of(archive: Archive, number: str) -> str:
    return str(archive.value("select stage from incidents where case_number = ?", [number]))


def sent(archive: Archive) -> list[tuple[str, str]]:
    """What was queued: the chat and the kind of each message."""
    return [(row["chat"], row["kind"]) for row in archive.rows("select chat, kind from outbox order by id")]
