"""The samples of ``docs/messages.md``, one of each kind. ``python -m tests.telegram.samples`` writes the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from alerts.messages import plain, render
from alerts.views import CircularView, IncidentView, Report
from model import MessageKind

DOCS = Path(__file__).resolve().parents[2] / "docs" / "messages.md"

FIRST = Report(
    outlet="Gamalama Pos",
    url="https://gamalamapos.example/camat-hadiri-deklarasi",
    published="2024-11-14T04:05:00.000Z",
    published_day="2024-11-14",
    stage="reported",
    sentence="Seorang camat dilaporkan ke Bawaslu Kabupaten Halmahera Selatan karena menghadiri deklarasi paslon.",
)
SECOND = Report("Suara Kie Raha", "https://suarakieraha.example/camat", None, "2024-11-15", stage="reported")
LATER = Report(
    outlet="Gamalama Pos",
    url="https://gamalamapos.example/camat-disanksi",
    published="2024-12-02T01:30:00.000Z",
    published_day="2024-12-02",
    stage="sanctioned",
    sentence="Camat itu dijatuhi sanksi disiplin sedang oleh Bupati Halmahera Selatan.",
)
CASE = IncidentView(
    case_number="K-8204-017",
    stage="reported",
    actor="sub_district_head",
    acts=("attend_campaign",),
    sentence=str(FIRST.sentence),
    reports=(FIRST, SECOND),
    office="Camat",
    region="82.04",
    occurred="2024-11-12",
)
SANCTION = IncidentView(
    case_number="K-8204-017",
    stage="sanctioned",
    actor="sub_district_head",
    acts=("attend_campaign",),
    sentence=str(FIRST.sentence),
    reports=(FIRST, SECOND, LATER),
    office="Camat",
    region="82.04",
    occurred="2024-11-12",
    before="reported",
)
DROPPED = IncidentView(
    case_number="K-1571-004",
    stage="dismissed",
    actor="teacher",
    acts=("social_media_support",),
    sentence="Laporan terhadap guru Suparjo Wiguna dihentikan karena tidak memenuhi syarat.",
    reports=(Report("Kabar Hari", "https://kabarhari.example/guru", "2024-10-08T03:00:00.000Z", "2024-10-08"),),
    region="15.71",
    count=2,
    before="examined",
)
CONVICTION = IncidentView(
    case_number="K-3212-002",
    stage="convicted",
    actor="village_head",
    acts=("mobilisation",),
    sentence="Kuwu itu terbukti mengerahkan warga ke lapangan kampanye calon bupati.",
    reports=(Report("Kabar Hari", "https://kabarhari.example/kuwu", "2024-12-12T03:00:00.000Z", "2024-12-12"),),
    region="32.12",
    count=1,
    before="charged",
)
CIRCULAR = CircularView(
    register_number="E-3374-002",
    kind="surat_edaran",
    number="B/77/800.1/IX/2026",
    date="2026-09-14",
    issuer="Wali Kota Semarang",
    subject="Netralitas Pegawai dalam Pemilihan",
    region="33.74",
    scope=("asn", "non_asn"),
    revokes=("B/12/800.1/II/2024",),
    reports=(Report("Lawang News", "https://lawangnews.example/edaran", "2026-09-14T08:20:00.000Z", "2026-09-14"),),
)
MAYBE = replace(SANCTION, case_number="K-8204-018", reports=(LATER,), before=None, related=("K-8204-017",))
SAMPLES: dict[str, tuple[tuple[IncidentView | CircularView, ...], MessageKind]] = {
    "A first alert": ((CASE,), MessageKind.ALERT),
    "A new stage, as an answer to the first alert": ((SANCTION,), MessageKind.STAGE),
    "A court has convicted: from then on it is no longer alleged": ((CONVICTION,), MessageKind.STAGE),
    "A case that was dropped (the name is taken out of the quote)": (
        (DROPPED,),
        MessageKind.STAGE,
    ),
    "A sanction that may be that of a known case, which the story does not name": ((MAYBE,), MessageKind.ALERT),
    "A circular": ((CIRCULAR,), MessageKind.ALERT),
    "Two subjects of one article": ((CASE, CIRCULAR), MessageKind.ALERT),
}


def document() -> str:
    """The whole of ``docs/messages.md``."""
    parts = [
        "# What a subscriber reads",
        "Rendered by `alerts/messages.py` from invented cases; `tests/telegram/test_messages.py` keeps this page"
        " true, `python -m tests.telegram.samples` writes it anew.",
        "What and where stand within the first 40 characters, for a phone's notification. Persons are not named:"
        " heads of offices appear by title and place, others by function; initials that the press gives stay;"
        " a quote from which the names cannot surely be taken is left out."
        ' A message that may have arrived before begins with "[mungkin ganda]".',
    ]
    for title, (subjects, kind) in SAMPLES.items():
        for language, name in (("id", "Indonesian"), ("en", "English")):
            html = render(subjects, kind, language)
            parts += [f"## {title}, in {name}", f"```html\n{html}\n```"]
            if language == "id":
                parts += ["As bare text (console, WhatsApp):", f"```\n{plain(html)}\n```"]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    DOCS.write_text(document(), encoding="utf-8")
