"""A story's pages → its article. A PDF is read in a process of its own, a scan by OCR."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import extract
from crawler import apart, ocr
from extract import NeedsOcr, Unreadable, is_pdf, pdf, pdfium
from model import Article, Page

PDF_SECONDS, PDF_PATIENCE = 2.0, 4.0
"""Of CPU for a PDF's text (40 full pages take half a second), and as many times more by the clock."""
OCR_PAGES, OCR_SECONDS = 10, 25.0
"""As many pages of a scan are read, for so long; together less than the alarm around a page."""


def read(pages: Sequence[Page], *, scans: bool = True) -> Article:
    """The article of a story's pages; a PDF is read in a process of its own, which it may hang or kill.

    ``scans``: read a PDF without text by OCR, which takes some seconds, where tesseract is installed.

    Raises extract.ExtractionError when the pages hold no article.
    """
    if not pages or not is_pdf(pages[0]):
        return extract.extract(pages)
    page = pages[0]
    try:
        command = [sys.executable, "-I", pdfium.__file__, "lines"]
        answer = apart.run(command, page.body, PDF_SECONDS, patience=PDF_PATIENCE)
        document = pdfium.from_json(answer)
    except (apart.EndedBadly, ValueError) as error:
        raise Unreadable(
            f"the PDF cannot be read: {getattr(error, 'reason', 'its reader gave no answer')}"
        ) from error
    try:
        return pdf.article(page, document)
    except NeedsOcr:
        if not scans or ocr.program() is None:
            raise
    return pdf.article(page, _recognised(page.body, document), method=pdf.OCR)


def _recognised(body: bytes, document: pdfium.Document) -> pdfium.Document:
    """The document with the lines that OCR finds on its pages."""
    until = time.monotonic() + OCR_SECONDS
    pages: list[tuple[pdfium.Line, ...]] = []
    for number in range(min(document.total, OCR_PAGES)):
        left = until - time.monotonic()
        if left < 1:
            break
        try:
            command = [sys.executable, "-I", pdfium.__file__, "picture", str(number)]
            picture = apart.run(command, body, min(left, ocr.PAGE_SECONDS))
            found = ocr.lines(picture, max(1.0, min(until - time.monotonic(), ocr.PAGE_SECONDS))) if picture else []
        except apart.EndedBadly as error:
            if not any(pages):  # what keeps the first page from being read will keep the others, too
                raise NeedsOcr(f"needs_ocr: {error.reason}") from error
            break
        pages.append(tuple(pdfium.Line(*line) for line in found))
    return document._replace(pages=tuple(pages), drawn=True, cut=False)
