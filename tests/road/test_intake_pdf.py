"""PDFs on the road: read in a process of their own, scans by OCR after the crawl, the rest parked by name."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Archive
from commands.extract import extract_command
from crawler import apart, ocr
from extract import NeedsOcr, pdfium
from intake import Intake, conveyor, documents, judging, read
from tests.extract.pdf_writer import document, scan
from tests.extract.test_pdf_hostile import form_bomb, inflating
from tests.extract.test_pdf_text import POINTS, circular, headed, signed
from tests.road.pages import HOST, listed, page, state

URL = f"{HOST}/unduh/se-netralitas.pdf"
TEXT = document([signed(circular())])
PICTURE = scan([(20, 30, b"\x80" * 600)])
LIMIT_SECONDS = 8  # 2 s are meant; the rest is for slow machines


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    ocr.program.cache_clear()
    yield
    ocr.program.cache_clear()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def test_a_circular_becomes_an_article(archive: Archive, take: Intake) -> None:
    listed(archive, URL)
    assert take(page(TEXT, URL)) == ()
    assert state(archive, URL) == ("done", None)
    (row,) = archive.rows("select * from articles")
    assert (row["url"], row["published_day"], row["method"]) == (URL, "2024-08-27", "pdfium")
    assert row["title"].startswith("SURAT EDARAN NOMOR 800.1.6/512/BKPSDM/2024 TENTANG NETRALITAS")


@pytest.mark.usefixtures("no_tesseract")
def test_a_scan_without_text_is_parked_as_one_that_needs_ocr(archive: Archive, take: Intake) -> None:
    listed(archive, URL)
    take(page(PICTURE, URL))
    reason = "needs_ocr: a scan of 1 page without text; tesseract with Indonesian data is not installed"
    assert state(archive, URL) == ("parked", reason)
    assert archive.raw.table("pages").count == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7 " + bytes(200), "no article: the PDF is broken"),
        (form_bomb(12, 40), "no article: the PDF cannot be read: reading it took"),
        (inflating(400_000_000), ""),
    ],
    ids=["broken", "drawings in drawings", "inflating"],
)
def test_a_hostile_pdf_is_parked_soon_and_the_process_lives(
    body: bytes, reason: str, archive: Archive, take: Intake
) -> None:
    listed(archive, URL)
    started = time.monotonic()
    take(page(body, URL))
    assert time.monotonic() - started < LIMIT_SECONDS
    parked, why = state(archive, URL)
    assert parked == "parked"
    assert why is not None
    assert why.startswith(reason)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "failed in its own process"),
        ("b = bytearray(2_000_000_000)", "failed in its own process"),
        ("while True: pass", "took more than 1 s"),
        ("import signal; signal.pause()", "took more than 1 s"),
    ],
    ids=["crash", "memory", "endless", "hang"],
)
def test_a_reader_that_dies_is_an_error_with_its_reason(program: str, reason: str) -> None:
    with pytest.raises(apart.EndedBadly, match=reason):
        apart.run([sys.executable, "-c", program], b"", 1.0, patience=1.5)


def test_a_reader_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "1:rahasia")
    assert b"rahasia" not in apart.run([sys.executable, "-c", "import os; print(os.environ)"], b"", 5.0)


def test_a_pdf_in_a_file_is_extracted_and_a_hostile_one_is_one_line(tmp_path: Path) -> None:
    good, bad = tmp_path / "edaran.pdf", tmp_path / "rusak.pdf"
    good.write_bytes(TEXT)
    bad.write_bytes(form_bomb(12, 40))
    read = json.loads(CliRunner().invoke(extract_command, [str(good)]).stdout)
    assert (read["published"], read["method"]) == ("2024-08-27", "pdfium")
    failed = CliRunner().invoke(extract_command, [str(bad)])
    assert failed.exit_code == 1
    assert "The PDF cannot be read" in failed.stderr


# --- OCR, by the real program ------------------------------------------------------------------------------

needs_tesseract = pytest.mark.skipif(
    ocr.program() is None, reason="the program tesseract with Indonesian data is not installed"
)


@pytest.fixture(scope="module")
def picture() -> tuple[int, int, bytes]:
    """A circular printed and scanned."""
    printed = pdfium.picture(document([signed(headed().paragraph(POINTS[0]).paragraph(POINTS[1]))]), 0)
    size, _, grey = printed.partition(b"\n")
    _, wide, high, _ = size.split()
    return int(wide), int(high), grey


@pytest.fixture(scope="module")
def scanned(picture: tuple[int, int, bytes]) -> bytes:
    """The scan as a PDF, with nothing of its text."""
    return scan([picture])


@needs_tesseract
def test_a_scan_is_read_by_ocr_after_the_crawl(archive: Archive, take: Intake, scanned: bytes) -> None:
    listed(archive, URL)
    with archive.transaction() as db:
        db.execute("update frontier set published = '2024-08-28T02:00:00.000Z' where url = ?", [URL])
    assert take(page(scanned, URL)) == ()
    assert state(archive, URL) == ("waiting", judging.SCAN_WAITS)
    assert take.conclude_overdue() == 1
    assert state(archive, URL) == ("done", None)
    (row,) = archive.rows("select * from articles")
    assert (row["method"], row["published"]) == ("tesseract", "2024-08-28T02:00:00.000Z")
    assert "TENTANG NETRALITAS APARATUR SIPIL NEGARA DALAM PEMILIHAN SERENTAK TAHUN 2024" in row["title"]
    assert "wajib menjaga netralitas dan tidak berpihak kepada pasangan calon mana pun" in row["text"]


@needs_tesseract
def test_a_scan_that_came_before_tesseract_is_read_once_that_is_installed(
    archive: Archive, take: Intake, scanned: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(archive, URL)
    with monkeypatch.context() as bare:
        bare.setattr(ocr, "program", lambda: None)
        take(page(scanned, URL))
        assert take.conclude_overdue() == 0
        assert state(archive, URL)[0] == "parked"
    assert take.conclude_overdue() == 1
    assert state(archive, URL) == ("done", None)


@needs_tesseract
def test_a_scan_of_nothing_is_parked(archive: Archive, take: Intake) -> None:
    listed(archive, URL)
    take(page(PICTURE, URL))
    take.conclude_overdue()
    assert state(archive, URL) == ("parked", "no article: the scan shows no text")


@needs_tesseract
def test_scans_that_take_too_long_wait_for_the_next_crawl(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conveyor, "OCR_SECONDS_OF_A_CRAWL", 0.0)
    for number in range(2):
        listed(archive, f"{URL}?{number}")
        take(page(PICTURE, f"{URL}?{number}"))
    assert take.conclude_overdue() == 1
    assert sorted(state(archive, f"{URL}?{number}")[0] for number in range(2)) == ["parked", "waiting"]
    assert Intake(archive, take.settings).conclude_overdue() == 1


@needs_tesseract
def test_ocr_that_takes_too_long_leaves_a_scan_that_needs_it(
    scanned: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 0.01)
    with pytest.raises(NeedsOcr, match="took more than"):
        read([page(scanned, URL)])


@needs_tesseract
def test_of_a_long_scan_the_first_pages_are_read_and_the_rest_is_said(
    picture: tuple[int, int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "OCR_PAGES", 1)
    assert read([page(scan([picture, picture]), URL)]).warnings == ("pages: 1 of 2 read",)


def test_words_that_tesseract_is_not_sure_of_are_left_out() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = ["5\t1\t1\t1\t1\t1\t100\t20\t50\t10\t96.1\tSURAT", "5\t1\t1\t1\t1\t2\t160\t18\t60\t12\t91\tEDARAN"]
    rows += ["5\t1\t1\t1\t1\t3\t300\t20\t50\t10\t12\t~|", "4\t1\t1\t1\t2\t0\t0\t0\t9\t9\t-1\t", "sampah"]
    assert ocr._lines("\n".join([head, *rows])) == [("SURAT EDARAN", 100.0, 18.0, 220.0, 30.0)]
