"""Pages and frontier rows for the tests of the conveyor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from archive import Archive
from archive.database import now_text
from model import Page
from tests.support import NOW

HOST = "https://kabar.example"
URL = f"{HOST}/2026/11/22/camat-wonosari"
LEAD = (
    "SEMARANG - Camat Wonosari dilaporkan ke Bawaslu Kota Semarang karena diduga menghadiri kampanye pasangan "
    "calon wali kota di lapangan kelurahan, Minggu sore. Foto kehadirannya beredar luas di grup percakapan warga."
)
REST = (
    "Ketua Bawaslu Kota Semarang membenarkan laporan itu sudah diterima dan akan dikaji sesuai dengan aturan yang "
    "berlaku tentang netralitas aparatur sipil negara dalam pemilihan kepala daerah tahun ini."
)
END = (
    "Warga yang melaporkan menyerahkan tiga lembar foto dan sebuah rekaman video pendek sebagai bukti awal kepada "
    "petugas penerima laporan di kantor pengawas pemilihan pada Senin pagi sebelum tengah hari."
)


def html(
    *paragraphs: str,
    title: str = "Camat Wonosari Dilaporkan ke Bawaslu Kota Semarang",
    published: str | None = "2026-11-22T08:00:00+07:00",
    canonical: str | None = None,
    pager: str = "",
) -> str:
    head = f'<meta property="article:published_time" content="{published}">' if published else ""
    head += f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} - Kabar</title>{head}</head>'
        f'<body><article class="post"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{body}{pager}</div>'
        "</article></body></html>"
    )


def page(body: str | bytes, url: str = URL, **fields: object) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    made = Page(
        url=url,
        requested_url=url,
        source_id="kabar",
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=raw,
        fetched=NOW,
        wire=raw,
        charset="utf-8",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def pager(*numbers: int) -> str:
    links = "".join(f'<a href="{URL}/{number}/" class="post-page-numbers">{number}</a>' for number in numbers)
    return f'<div class="page-links">Halaman: <span class="post-page-numbers current">1</span>{links}</div>'


class Clock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def listed(archive: Archive, url: str = URL, *, silent: int = 0, part_of: str | None = None) -> None:
    """Put an address into the frontier, as a poll does."""
    with archive.transaction() as db:
        db.execute(
            "insert into frontier (url, source_id, state, tries, failures, first_seen, due_at, silent, part_of,"
            " updated) values (?, 'kabar', 'due', 0, 0, ?, ?, ?, ?, ?)",
            [url, now_text(NOW), now_text(NOW), silent, part_of, now_text(NOW)],
        )


def state(archive: Archive, url: str = URL) -> tuple[str, str | None]:
    (row,) = archive.rows("select state, reason from frontier where url = ?", [url])
    return row["state"], row["reason"]


def chats(archive: Archive) -> list[str]:
    return [row["chat"] for row in archive.rows("select chat from outbox order by id")]
