"""The extractors, ours among them: each a function from a case to what it reads there.

Each is used as its manual says and is given the decoded page (ours decodes for itself, within its CPU time). A
story of several pages is handed to a peer page by page, and the texts are joined: better than its users would do.
Imports stand inside the functions, for each extractor runs in a process of its own (``workers.py``).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import Any

from benchmarks.extraction.cases import Case
from extract import ExtractionError, extract, further_parts
from extract.decoding import page_text
from model import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor gives for a story; ``published`` is ISO 8601 or a bare day."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    published: str | None = None
    refused: str | None = None  # why the page is no article, where an extractor says so


@dataclass(frozen=True, slots=True)
class Peer:
    """An extractor, what it tells beside the text, and the package that it comes from (None: Netra)."""

    name: str
    read: Callable[[Case], Reading]
    tells: frozenset[str] = frozenset()
    package: str | None = None


def versions() -> list[str]:
    """The packages of all extractors with their versions, as installed here."""
    return [f"{package} {version(package)}" for package in dict.fromkeys(peer.package for peer in PEERS) if package]


def decoded(page: Page) -> str:
    """The page's text as ours decodes it, so that a wrongly declared charset is nobody's fault."""
    with contextlib.suppress(ExtractionError):
        return page_text(page.body)[0]
    return page.body.decode("utf-8", "replace")


def ours(case: Case) -> Reading:
    """Netra's extraction, without furniture: what it can know of one story alone."""
    try:
        article = extract(case.pages)
    except ExtractionError as error:
        return Reading(refused=error.reason)
    return Reading(article.text, article.title, article.author, article.published)


def finds_pages(case: Case) -> bool:
    """Whether ours comes from the first page to all others of the story, pager after pager, and to no more."""
    here = {page.url: page for page in case.pages}
    found: dict[str, None] = {}
    todo = [case.pages[0].url]
    while todo:
        if (url := todo.pop(0)) not in found:
            found[url] = None
            todo += further_parts(here[url]) if url in here else ()
    return list(found) == list(here)


def of_pages(read: Callable[[str, Page, Case], Reading], case: Case) -> Reading:
    """The readings of all pages of a story in one: the first page's, with the texts of all."""
    readings = [read(decoded(page), page, case) for page in case.pages]
    return replace(readings[0], text="\n".join(reading.text for reading in readings))


def _trafilatura(html: str, page: Page, _: Case, *, metadata: bool = False, **options: Any) -> Reading:
    import trafilatura  # noqa: PLC0415

    document = trafilatura.bare_extraction(
        html, url=page.url or None, include_comments=False, with_metadata=metadata, **options
    )
    if document is None or isinstance(document, dict):
        return Reading()
    return Reading(document.text or "", document.title, document.author, document.date)


def _readability(html: str, page: Page, _: Case) -> Reading:
    from lxml.html import document_fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    from extract.markup import lines_of  # noqa: PLC0415

    document = Document(html, url=page.url or None)
    summary = document.summary(html_partial=True)
    lines = lines_of(document_fromstring(summary)) if summary.strip() else []
    return Reading("\n".join(lines), document.short_title())


def _newspaper(html: str, page: Page, case: Case) -> Reading:
    import newspaper  # noqa: PLC0415

    # Without a language it takes the page's own statement, or English.
    article = newspaper.article(page.url, language=case.language, input_html=html, fetch_images=False)
    return Reading(article.text, article.title, _joined(article.authors), _iso(article.publish_date))


def _newsplease(html: str, page: Page, _: Case) -> Reading:
    from newsplease import NewsPlease  # noqa: PLC0415

    article = NewsPlease.from_html(html, url=page.url or None, fetch_images=False)
    return Reading(article.maintext or "", article.title, _joined(article.authors), _iso(article.date_publish))


def _resiliparse(html: str, _: Page, __: Case) -> Reading:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

    tree = HTMLTree.parse(html)
    text = extract_plain_text(
        tree, main_content=True, list_bullets=False, alt_texts=False, links=False, form_fields=False, comments=False
    )
    return Reading(text, tree.title)


def _boilerpy3(html: str, _: Page, __: Case) -> Reading:
    from boilerpy3.extractors import ArticleExtractor  # noqa: PLC0415

    document = ArticleExtractor(raise_on_failure=False).get_doc(html)
    return Reading(document.content, document.title)


def _joined(names: Iterable[str] | None) -> str | None:
    return ", ".join(names or ()) or None


def _iso(moment: Any) -> str | None:
    """A datetime, or what else a library takes for one."""
    return moment.isoformat() if hasattr(moment, "isoformat") else str(moment) if moment else None


_ALL = frozenset({"title", "author", "published"})
_TITLE = frozenset({"title"})
OURS = Peer("Netra", ours, _ALL)


def _peer(
    name: str, package: str, read: Callable[..., Reading], tells: frozenset[str] = frozenset(), **options: bool
) -> Peer:
    return Peer(name, partial(of_pages, partial(read, **options)), tells, package)


PEERS = (
    OURS,
    _peer("trafilatura, default", "trafilatura", _trafilatura),
    _peer("trafilatura, precision", "trafilatura", _trafilatura, favor_precision=True),
    _peer("trafilatura, recall", "trafilatura", _trafilatura, favor_recall=True),
    _peer(
        "trafilatura, precision + metadata", "trafilatura", _trafilatura, _ALL, metadata=True, favor_precision=True
    ),
    _peer("readability-lxml", "readability-lxml", _readability, _TITLE),
    _peer("newspaper4k", "newspaper4k", _newspaper, _ALL),
    _peer("news-please", "news-please", _newsplease, _ALL),
    _peer("resiliparse", "resiliparse", _resiliparse, _TITLE),
    _peer("boilerpy3", "boilerpy3", _boilerpy3, _TITLE),
)
