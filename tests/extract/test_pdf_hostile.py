"""Broken, locked and hostile PDFs end with a text or a named reason, within bounds, and the process lives."""

from __future__ import annotations

import contextlib
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import ExtractionError, LockedPdf, NotAnArticle, Unreadable, extract, pdfium
from extract.pdf import article
from tests.extract.pages_at_hand import page
from tests.extract.pdf_writer import Sheet, assembled, document
from tests.extract.test_pdf_text import circular

LOCK = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O ({}) /U ({}) >> /ID [(x)(x)]"
CPU_SECONDS = 6  # about 2 s are meant; the rest is for slow machines


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        (b"%PDF-1.4 <html>", Unreadable, "broken"),
        (b"%PDF-1.7\n" + bytes(5000), Unreadable, "broken"),
        (document([circular()])[:300], Unreadable, "broken"),
        (document([]), NotAnArticle, "no pages|broken"),
        (document([circular()], extra=LOCK.format("a" * 32, "b" * 32)), LockedPdf, "password"),
        (document([circular()]) + bytes(20_000_000), Unreadable, "bytes"),
    ],
    ids=["html", "zeros", "cut", "no pages", "locked", "too large"],
)
def test_what_cannot_be_read_is_named(body: bytes, error: type[ExtractionError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        extract([page(body)])


def test_a_file_whose_table_of_objects_is_broken_is_read_all_the_same() -> None:
    assert extract([page(document([circular()], broken_xref=True))]).text.count("\n") == 8


def test_of_ten_thousand_pages_the_first_ones_are_read_and_the_rest_is_said() -> None:
    started = time.process_time()
    found = extract([page(document([circular()] * 10_000))])
    assert f"pages: {pdfium.MAX_PAGES} of 10,000 read" in found.warnings
    assert time.process_time() - started < CPU_SECONDS


def test_an_endless_page_is_cut_and_said() -> None:
    sheet = Sheet((595.0, 14_000.0))
    for number in range(4000):
        sheet.at(
            f"{number} kali pegawai wajib menjaga netralitas dan tidak berpihak kepada siapa pun.",
            72,
            20 + 3 * number,
        )
    found = extract([page(document([sheet]))])
    assert "text: cut at 200,000 characters or 10,000 lines" in found.warnings
    assert len(found.text) <= 210_000


def test_a_huge_page_is_drawn_as_a_small_picture() -> None:
    sheet = circular()
    sheet.size = (14_000.0, 14_000.0)
    body = document([sheet])
    head = pdfium.picture(body, 0)[:20].split()
    assert int(head[1]) * int(head[2]) <= 1.01 * pdfium.MAX_PIXELS
    assert pdfium.picture(body, 7) == b""


def form_bomb(levels: int, each: int) -> bytes:
    """A drawing that calls another one many times, which calls the next: each ** levels in all."""
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R"
        " /Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]  # fmt: skip
    for level in range(levels):
        calls = "/F Do " * each
        below = f"/Resources << /XObject << /F {6 + level} 0 R >> >>" if level < levels - 1 else ""
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] {below} /Length {len(calls)} >>\n"
            f"stream\n{calls}\nendstream"
        )
    return assembled(objects)


def inflating(size: int) -> bytes:
    """A page whose drawing is small packed and endless unpacked."""
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * (size // 14))
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream",
        ]
    )


PIECES = st.sampled_from(
    [
        b"obj",
        b"endobj",
        b"stream",
        b"<<",
        b">>",
        b"/Kids [2 0 R]",
        b"/Count 999999999",
        b"/Length -1",
        b"\xff",
        b"0 R",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), PIECES), max_size=12))
def test_no_damage_to_a_file_is_another_error_than_a_named_one(damage: list[tuple[int, bytes]]) -> None:
    body = bytearray(document([circular()]))
    for place, piece in damage:
        body[place : place + len(piece)] = piece
    with contextlib.suppress(ExtractionError):
        found = extract([page(bytes(body))])
        (found.title + found.text).encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.builds(pdfium.Line, st.text(max_size=40), *[st.floats(-1000, 1000) for _ in range(4)])),
        max_size=4,
    )
)
def test_lines_at_any_place_become_an_article_or_a_named_error(pages: list[list[pdfium.Line]]) -> None:
    read = pdfium.Document(tuple(map(tuple, pages)), len(pages), drawn=True)
    with contextlib.suppress(ExtractionError):
        article(page(b"%PDF-1.4"), read)


def test_many_short_lines_take_no_unbounded_time() -> None:
    for text in ("a-", "KATA", "1. butir", "kata " * 1000, "-" * 5000):
        count = min(pdfium.MAX_LINES, pdfium.MAX_CHARACTERS // len(text)) // 40
        lines = tuple(pdfium.Line(text, 72, 14.0 * n, 500, 14.0 * n + 12) for n in range(count))
        started = time.process_time()
        with contextlib.suppress(ExtractionError):
            article(page(b"%PDF-1.4"), pdfium.Document((lines,) * 40, 40, drawn=True))
        assert time.process_time() - started < CPU_SECONDS


def test_the_document_survives_its_journey_between_processes() -> None:
    read = pdfium.lines(document([circular(), Sheet()], title="Judul"))
    assert pdfium.from_json(pdfium.as_json(read)) == read
    with pytest.raises(ValueError, match="no document"):
        pdfium.from_json("[1, 2]")
