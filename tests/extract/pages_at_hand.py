"""Pages for the tests of the extractor: saved ones by name, and small ones made on the spot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from model import Candidate, Page

FETCHED = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)

ADDRESSES = {
    "wordpress_newsbloggers": "https://kabarlembah.example.id/2024/09/26/bawaslu-panggil-camat-sukamaju/",
    "drupal": "http://tanjungbersatu.example.com/daerah/pj-bupati-edaran",
    "portal_parts": "https://kalsel.tribunharian.example/daerah/7712345/guru-di-batu-licin-dilaporkan",
    "wire_agency": "https://muara.nusanews.example.com/berita/512345/kasn-rekomendasikan-sanksi?utm_medium=x",
    "numbered_portal": "https://jogja.ruangkota.example/news/warga-diminta-awasi-pegawai-00-abcde-fghij",
}

PROSE = "".join(
    f"<p>Alinea {name} menceritakan rapat koordinasi di balai desa yang dihadiri perangkat dan warga setempat.</p>"
    for name in ("pertama", "kedua", "ketiga", "keempat")
)


def page(
    html: str | bytes,
    url: str = "https://warta.example/rapat-di-balai-desa",
    *,
    fetched: datetime = FETCHED,
    charset: str | None = None,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    candidate: Candidate | None = None,
) -> Page:
    body = html.encode() if isinstance(html, str) else html
    return Page(url, url, None, status, headers, body, fetched, charset=charset, candidate=candidate)


def saved(name: str) -> Page:
    return page((Path(__file__).parent / "pages" / f"{name}.html").read_bytes(), ADDRESSES[name])


def article(
    head: str = "", body: str = "", *, title: str = "Rapat di Balai Desa Dihadiri Warga", before: str = ""
) -> str:
    """A plain article page: extra head, something before the headline, extra body behind the prose."""
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body class="single">{before}<article><h1>{title}</h1>{PROSE}{body}</article></body></html>'
    )
