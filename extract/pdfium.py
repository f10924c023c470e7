"""The one door to PDFium, which is C code: a PDF's lines with their places, and its pages as pictures.

Also a program, so that a PDF that hangs or kills the reader costs a child process and no more: the PDF comes on
standard input, ``pdfium.py lines`` answers with the :class:`Document` as JSON, ``pdfium.py picture N`` with page N
as a PGM picture. It imports nothing of ours and starts in a tenth of a second.
"""

from __future__ import annotations

import json
import sys
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

MAX_PAGES = 40
"""A circular has 2 to 10 pages, with its annexes some 30; what follows is left out and said."""

MAX_CHARACTERS = 200_000
"""Of all pages together; 40 full pages have 120,000."""

MAX_LINES = 10_000
"""Of all pages together; 40 full pages have 2,000."""

PIXELS_PER_INCH = 200
"""Enough to read 10 point letters; tesseract needs about half the time of 300."""

MAX_PIXELS = 6_000_000
"""A4 at 200 per inch has 3.9 million; a larger page is rendered more coarsely."""

_LOCKED = {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}
_HYPHEN = 0x02  # what PDFium makes of a hyphen at a line's end; the line break behind it is left out


class Line(NamedTuple):
    """A line of text and where it stands on its page: points (or pixels) from the left and from the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Document(NamedTuple):
    """What is read of a PDF. ``fault`` says why nothing could be: "locked", "broken" or "empty"."""

    pages: tuple[tuple[Line, ...], ...] = ()
    total: int = 0  # of pages, those included that were not read
    title: str = ""  # of the metadata
    drawn: bool = False  # whether the pages hold anything at all: text, pictures, drawings
    cut: bool = False  # whether text was left out at MAX_CHARACTERS or MAX_LINES
    fault: str = ""


def lines(body: bytes) -> Document:
    """The lines of a PDF's text layer, in the order in which the file draws them; MAX_PAGES pages at most.

    A file that cannot be read gives a ``fault``; of one that is partly broken the pages that can be read are given,
    the others empty. Nothing is raised.
    """
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        return Document(fault="locked" if error.err_code in _LOCKED else "broken")
    with document:
        total = len(document)
        if not total:
            return Document(fault="empty")
        pages: list[tuple[Line, ...]] = []
        drawn, room, left = False, MAX_CHARACTERS, MAX_LINES
        for number in range(min(total, MAX_PAGES)):
            read, filled = _page(document, number, room)
            drawn = drawn or filled
            pages.append(read[:left])
            room -= sum(len(line.text) for line in read)
            left -= len(read)
            if room <= 0 or left <= 0:
                break
        return Document(tuple(pages), total, _title(document), drawn, room <= 0 or left <= 0)


def as_json(document: Document) -> str:
    """The document as the program writes it."""
    return json.dumps(document)


def from_json(text: bytes | str) -> Document:
    """The document that the program wrote. Raises ValueError when that is no document."""
    fields = json.loads(text)
    try:
        pages, *rest = fields
        return Document(tuple(tuple(Line(*line) for line in page) for page in pages), *rest)
    except TypeError as error:
        raise ValueError("no document") from error


def _title(document: pdfium.PdfDocument) -> str:
    try:
        return str(document.get_metadata_value("Title"))[:1000]
    except (pdfium.PdfiumError, ValueError):
        return ""


def _page(document: pdfium.PdfDocument, number: int, room: int) -> tuple[tuple[Line, ...], bool]:
    """A page's lines, and whether anything is on it."""
    try:
        page = document.get_page(number)
        text = page.get_textpage()
        return tuple(_lines(text, page.get_height(), room)), c.FPDFPage_CountObjects(page) > 0
    except pdfium.PdfiumError:
        return (), False


def _lines(page: pdfium.PdfTextPage, height: float, room: int) -> list[Line]:
    found: list[Line] = []
    signs: list[tuple[int, str]] = []

    def end() -> None:
        while signs and signs[-1][1].isspace():
            signs.pop()
        if signs:
            left, top, _, bottom = _box(page, signs[0][0], height)
            _, last_top, right, last_bottom = _box(page, signs[-1][0], height)
            text = "".join(sign for _, sign in signs)
            found.append(Line(text, left, min(top, last_top), right, max(bottom, last_bottom)))
        signs.clear()

    for index in range(min(page.count_chars(), room)):
        code = c.FPDFText_GetUnicode(page, index)
        if code in (10, 13):
            end()
        elif code == _HYPHEN:
            signs.append((index, "-"))
            end()
        elif code >= 32 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF):
            sign = chr(code)
            if signs or not sign.isspace():
                signs.append((index, sign))
    end()
    return found


def _box(page: pdfium.PdfTextPage, index: int, height: float) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a character, from the page's top; its font's height, not its own."""
    box = c.FS_RECTF()
    if not c.FPDFText_GetLooseCharBox(page, index, box):
        return 0.0, 0.0, 0.0, 0.0
    return tuple(_finite(value) for value in (box.left, height - box.top, box.right, height - box.bottom))  # type: ignore[return-value]


def _finite(value: float) -> float:
    return round(value, 2) if abs(value) < 1e6 else 0.0  # NaN and endless places, too, which JSON has no words for


def picture(body: bytes, number: int) -> bytes:
    """Page ``number`` (from 0) as a binary PGM of at most MAX_PIXELS; b"" when it cannot be drawn."""
    try:
        with pdfium.PdfDocument(body) as document:
            page = document.get_page(number)
            width, height = page.get_size()
            scale = min(PIXELS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True)
            stride, wide, high = bitmap.stride, bitmap.width, bitmap.height
            data = bytes(bitmap.buffer)
    except (pdfium.PdfiumError, ValueError):
        return b""
    rows = (data[row * stride : row * stride + wide] for row in range(high))
    return b"P5 %d %d 255\n" % (wide, high) + b"".join(rows)


def main(arguments: list[str]) -> None:
    """The program: see the module's first lines."""
    body = sys.stdin.buffer.read()
    if arguments[0] == "picture":
        sys.stdout.buffer.write(picture(body, int(arguments[1])))
    else:
        sys.stdout.write(as_json(lines(body)))


if __name__ == "__main__":
    main(sys.argv[1:])
