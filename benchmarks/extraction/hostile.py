"""Pages made to hurt: each must end within two seconds with a text or a named reason, and the process must live."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.extraction.cases import Case, page

SECONDS = 2
_URL = "https://warta.example/rapat-di-balai-desa"
_PLACES = ("balai desa", "pendopo", "aula kecamatan", "gedung serbaguna", "lapangan", "sekolah dasar")
_PROSE = "".join(
    f"<p>Rapat koordinasi ke-{number} di {place} dihadiri perangkat dan warga dari tujuh dusun sejak pagi hari.</p>"
    for number, place in enumerate(_PLACES, 1)
)


def pages() -> Iterator[Case]:
    """NUL bytes, 50,000 nested tags, 10 MB, a 5 MB attribute, 20,000-level JSON-LD."""
    data = f'<script type="application/ld+json">{"[" * 20_000}{"]" * 20_000}</script>'
    yield _case("NUL bytes", _PROSE.replace("a", "a\x00"))
    yield _case("50,000 nested tags before the story", "<div>" * 50_000 + _PROSE)
    yield _case("50,000 nested tags behind the story", _PROSE + "<div>" * 50_000)
    yield _case("10 MB of text", "<p>" + "kata berita " * 850_000)
    yield _case("10 MB of paragraphs", _PROSE * 17_000)
    yield _case("an attribute of 5 MB", f'<div class="{"x " * 2_500_000}">{_PROSE}</div>')
    yield _case("20,000-level JSON-LD", _PROSE, data)


def _case(name: str, body: str, head: str = "") -> Case:
    title = "Rapat di Balai Desa Dihadiri Warga"
    html = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><article>{body}"
    return Case(name, (page(html.encode(), _URL),), "")
