"""What the register keeps of a circular besides: its scope, what it changes, and how sure its reports are."""

from __future__ import annotations

from dataclasses import replace

from alerts import registers
from alerts.messages import render
from alerts.registers import READ_ANEW, Report
from alerts.views import circular_view
from archive import Archive
from model import Actor, Circular, CircularKind, Findings, Genre, Incident, MessageKind, Stage, Weight
from tests.support import NOW, article_id

NEW = Circular(
    kind=CircularKind.SURAT_EDARAN,
    sentence="Bupati Kendal menerbitkan surat edaran.",
    number="800/5/2026",
    date="2026-11-02",
    issuer="Bupati Kendal",
    region="33.24",
    confidence=0.9,
    scope=(Actor.ASN, Actor.VILLAGE_HEAD),
    revokes=("800/2/2024",),
    amends=("800 / 1 / 2023",),
)
CASE = Incident(
    stage=Stage.REPORTED,
    actor=Actor.SUB_DISTRICT_HEAD,
    acts=(),
    sentence="Camat Mandai dilaporkan.",
    confidence=0.6,
    region="73.09",
    office="Camat Mandai",
)


def findings(circular: Circular) -> Findings:
    return Findings(Genre.CIRCULAR, Weight.NONE, Weight.MAIN, circulars=(circular,))


def report(archive: Archive, url: str = "https://a.example/1", **least: float) -> Report:
    return Report(article_id(archive, url), "Isi.", "2026-11-20", NOW, "1", **least)  # type: ignore[arg-type]


def tell(archive: Archive, circular: Circular, url: str = "https://a.example/1") -> None:
    with archive.transaction() as db:
        registers.register(db, report(archive, url), findings(circular))


def test_a_message_tells_whom_a_circular_orders_and_what_it_changes(archive: Archive) -> None:
    tell(archive, NEW)
    shown = render([circular_view(archive.db, 1)], MessageKind.ALERT)
    assert "Untuk: ASN, kepala desa/kampung" in shown
    assert "Mencabut: 800/2/2024" in shown
    assert "Mengubah: 800 / 1 / 2023" in shown
    assert "Revokes: 800/2/2024" in render([circular_view(archive.db, 1)], MessageKind.ALERT, "en")


def test_reports_add_to_the_scope_and_numbers_are_told_once(archive: Archive) -> None:
    tell(archive, NEW)
    tell(archive, replace(NEW, scope=(Actor.ASN, Actor.TEACHER), amends=("800/1/2023",)), "https://b.example/2")
    view = circular_view(archive.db, 1)
    assert view.scope == ("asn", "village_head", "teacher")
    assert view.amends == ("800 / 1 / 2023",)


def test_read_anew_a_report_tells_only_what_it_tells_now(archive: Archive) -> None:
    tell(archive, NEW)
    with archive.transaction() as db:
        again = replace(report(archive), untold_reason=READ_ANEW, matcher_version="2")
        registers.register_again(db, again, findings(replace(NEW, scope=(), revokes=(), amends=())))
    view = circular_view(archive.db, 1)
    assert (view.scope, view.revokes, view.amends) == ((), (), ())
    with archive.transaction() as db:
        again = replace(report(archive), untold_reason=READ_ANEW, matcher_version="3")
        registers.register_again(db, again, Findings(Genre.OTHER, Weight.NONE, Weight.NONE))
    assert archive.value("select count(*) from circular_reports") == 0


def test_a_finding_of_less_confidence_than_is_set_is_kept_and_not_for_telling(archive: Archive) -> None:
    with archive.transaction() as db:
        told = registers.register(
            db,
            report(archive, least_incident=0.7, least_circular=0.95),
            replace(findings(NEW), incident=Weight.MAIN, incidents=(CASE,)),
        )
    assert [change.untold_reason for change in told] == [
        "confidence 0.60 is less than 0.70",
        "confidence 0.90 is less than 0.95",
    ]
    with archive.transaction() as db:  # a surer report of the same case makes it news
        sure = replace(findings(NEW), incidents=(replace(CASE, confidence=0.8),), circulars=())
        (change,) = registers.register(db, report(archive, "https://b.example/2", least_incident=0.7), sure)
    assert (change.news, change.untold_reason) == (True, None)
    assert archive.value("select confidence from circulars") == 0.9
