"""PDF → article: a circular as its office published it.

The text layer, or the lines that OCR found, become paragraphs; title and day are read from the paper itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from extract import pdfium
from extract.dates import EASTERNMOST, WrittenDate, dates
from extract.errors import LockedPdf, NeedsOcr, NotAnArticle, Unreadable
from extract.knowledge import words
from extract.language import voted
from extract.paragraphs import paragraphs
from extract.pdfium import Document
from model import Article, Page, Parts

MAX_BYTES = 20_000_000

FEW_LETTERS = 100
"""Letters and digits per page, on average: with fewer a PDF is a scan with a stamp, a header or nothing on it."""

FEWEST_LETTERS = 40
"""Of a whole paper that OCR read: with fewer it shows no text."""

TEXT_LAYER, OCR = "pdfium", "tesseract"

_HEAD = 25  # paragraphs among which a paper's name stands
_LONGEST_TITLE = 400  # characters
_MAGIC_WITHIN = 1024  # bytes: readers accept what mailers and scripts put before "%PDF-"


def is_pdf(page: Page) -> bool:
    """Whether a page's bytes are a PDF, or are said to be one."""
    head = page.body[:_MAGIC_WITHIN]
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    if b"%PDF-" in head and b"<" not in head.partition(b"%PDF-")[0]:
        return True
    return kind.partition(";")[0].strip().lower() == "application/pdf"


def article(page: Page, document: Document | None = None, *, method: str = TEXT_LAYER) -> Article:
    """The article that a PDF holds. ``document``: its lines, when they were read elsewhere by ``method``.

    Without ``document`` PDFium reads the bytes in this very process: it may crash or take long on hostile bytes.

    Raises LockedPdf, Unreadable (broken), NeedsOcr (a scan without text) or NotAnArticle (blank pages).
    """
    if page.status >= 400:
        raise NotAnArticle(f"the site answered with status {page.status}")
    if len(page.body) > MAX_BYTES:
        raise Unreadable(f"the PDF has {len(page.body):,} bytes, more than {MAX_BYTES:,}")
    document = document or pdfium.lines(page.body)
    _check(document)
    text = paragraphs(document.pages)
    _check_letters(document, text, method)
    published, doubts = _published(page, text)
    title, untitled = _title(page, document, text)
    body = "\n".join(text)
    return Article(
        title=title,
        text=body,
        url=page.url or None,
        published=published,
        language=voted(body),
        pages=Parts(1, 1),
        method=method,
        warnings=(*_left_out(document, method), *doubts, *untitled),
    )


def _check(document: Document) -> None:
    if document.fault == "locked":
        raise LockedPdf("the PDF is locked with a password")
    if document.fault == "empty":
        raise NotAnArticle("the PDF has no pages")
    if document.fault:
        raise Unreadable("the PDF is broken and cannot be read")


def _check_letters(document: Document, text: Sequence[str], method: str) -> None:
    letters = sum(sign.isalnum() and sign < "\ue000" for line in text for sign in line)
    strange = sum(not sign.isalnum() or sign >= "\ue000" for line in text for sign in line if sign > "\u2fff")
    if method == OCR:
        if letters < FEWEST_LETTERS:
            raise NotAnArticle("the scan shows no text")
    elif not document.drawn:
        raise NotAnArticle("the PDF's pages are blank")
    elif letters < FEW_LETTERS * len(document.pages):
        raise NeedsOcr(f"needs_ocr: a scan of {_pages(document.total)} without text")
    elif strange > letters / 2:
        raise NeedsOcr("needs_ocr: the letters of its text cannot be told")


def _pages(count: int) -> str:
    return f"{count:,} page" if count == 1 else f"{count:,} pages"


def _left_out(document: Document, method: str) -> list[str]:
    notes = []
    read = len(document.pages)
    if read < document.total:
        notes.append(f"pages: {read} of {document.total:,} read")
    if document.cut:
        notes.append(f"text: cut at {pdfium.MAX_CHARACTERS:,} characters or {pdfium.MAX_LINES:,} lines")
    empty = [str(number) for number, page in enumerate(document.pages, 1) if not page]
    if empty and method == TEXT_LAYER:
        notes.append(f"pages without text: {', '.join(empty)}")
    return notes


# --- title -------------------------------------------------------------------------------------------------


def _title(page: Page, document: Document, text: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The paper's own name; else the file's title field if it fits the text, the list's title, the file's name."""
    if title := _heading(text) or _letter(text) or _field(document.title, text):
        return title[:_LONGEST_TITLE], ()
    if page.candidate and page.candidate.title and page.candidate.title.strip():
        return " ".join(page.candidate.title.split())[:_LONGEST_TITLE], ()
    name = _file_name(page.url)
    return (name or text[0][:200]), (f"title: none, the {'file name' if name else 'first line'} taken",)


def _heading(text: Sequence[str]) -> str | None:
    """ "SURAT EDARAN … NOMOR … TENTANG …": the heading's lines from the kind of paper to its subject."""
    for index, line in enumerate(text[:_HEAD]):
        if not _kind().match(line) or len(line) > 200:
            continue
        lines = [line]
        for further in text[index + 1 : index + 12]:
            if len(further) > _LONGEST_TITLE or not (
                further.isupper() or _HEADING_LINE.match(further) or _is_subject(lines)
            ):
                break
            lines.append(further)
            if _is_subject(lines[-2:-1]) or _SUBJECT_LINE.match(further):
                break
        if len(lines) == 1 and not line.isupper() and not _SUBJECT_INSIDE.search(line):
            continue  # "Surat edaran ini …" is a sentence
        heading = " ".join(re.sub(r"^(nomor|no\.?)\s*:\s*", r"\1 ", each, flags=re.IGNORECASE) for each in lines)
        matter = _labelled(text, "subjects")
        return heading if _SUBJECT_INSIDE.search(heading) or not matter else f"{heading} perihal {matter}"
    return None


_HEADING_LINE = re.compile(r"(?:NOMOR|Nomor|No\.?|TENTANG|Tentang)\b")
_SUBJECT_LINE = re.compile(r"(?:TENTANG|Tentang)\s+\S")
_SUBJECT_INSIDE = re.compile(r"\btentang\s", re.IGNORECASE)


def _is_subject(lines: Sequence[str]) -> bool:
    """Whether the last of these lines is the word "tentang" alone, so that the subject follows."""
    return bool(lines) and lines[-1].rstrip(" :").casefold() == "tentang"


@cache
def _kind() -> re.Pattern[str]:
    kinds = "|".join(re.escape(kind) for kind in words("papers", "kinds"))
    return re.compile(rf"(?:{kinds})(?!\w)", re.IGNORECASE)


def _letter(text: Sequence[str]) -> str | None:
    """A letter's name, by its fields "Nomor" and "Hal"."""
    matter = _labelled(text, "subjects")
    if not matter:
        return None
    number = _labelled(text, "numbers")
    return f"Surat Nomor {number} perihal {matter}" if number else f"Surat perihal {matter}"


def _labelled(text: Sequence[str], key: str) -> str | None:
    """What stands behind one of these labels near the top."""
    names = "|".join(re.escape(name) for name in words("papers", key))
    label = re.compile(rf"(?:{names})\.?\s?:\s*(\S.*)", re.IGNORECASE)
    found = (match[1].strip() for line in text[:_HEAD] if len(line) < 400 and (match := label.match(line)))
    return next((value for value in found if len(value) > 2), None)


def _field(title: str, text: Sequence[str]) -> str | None:
    """The file's title field, when it reads like a title and its words stand at the beginning of the text."""
    title = " ".join(title.replace("\x00", "").split())
    names = re.findall(r"[^\W\d_]{4,}", title.casefold())
    if len(names) < 3 or title.casefold().startswith(words("papers", "untitled")):
        return None
    opening = "\n".join(islice(text, _HEAD)).casefold()
    return title if sum(name in opening for name in names) >= 0.7 * len(names) else None


def _file_name(url: str) -> str | None:
    try:
        name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None
    name = " ".join(re.sub(r"[-_+\s]+", " ", re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE)).split())
    return name[:200].encode("utf-8", "replace").decode() or None


# --- day ---------------------------------------------------------------------------------------------------


def _published(page: Page, text: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """When the list told it the moment; else the bare day on which the paper was signed, unless it lies ahead."""
    if page.candidate and page.candidate.published:
        return page.candidate.published.astimezone(UTC).isoformat(timespec="seconds"), ()
    told = signed_on(text)
    if told is None:
        return None, ()
    fetched = page.fetched if page.fetched.tzinfo else page.fetched.replace(tzinfo=UTC)
    if told.day > fetched.astimezone(EASTERNMOST).date():
        return None, (f"published: the paper is dated {told.day.isoformat()}, after it was fetched",)
    return told.day.isoformat(), ()


def signed_on(text: Sequence[str]) -> WrittenDate | None:
    """A paper's day: "Ditetapkan di … pada tanggal …", else its field "Tanggal", else "Semarang, 2 Mei 2024"."""
    for index, line in enumerate(text):
        if _signed().match(line):
            place = " ".join(text[index : index + 3])[:200]
            if told := next((told for told in dates(place) if told.start < 120), None):
                return told
    for pattern in (_DATE_FIELD, _PLACE_AND_DATE):
        for line in text:
            if (match := pattern.match(line[:120])) and (told := next(dates(line[match.end() :][:40]), None)):
                return told
    return None


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('papers', 'signed'))})\s(?:di|pada|tanggal)\b", re.IGNORECASE)


_DATE_FIELD = re.compile(r"(?:tanggal|tgl)\.?\s?:\s*(?=\d)", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"[A-Z][\w.’' -]{2,40},\s{0,3}(?:tanggal\s)?(?=\d{1,2}[\s-][^\W\d_]{3,10}[\s-]\d{4}$)")
