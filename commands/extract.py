"""``netra extract``: a page's article as JSON, from a file, standard input, an address, or JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from extract import extract as read_article
from extract import is_pdf, still_wanted
from model import Article, NetraError, Page

LONGEST_LINE = 64_000_000
"""Bytes: a line of ``--jsonl`` beyond this is answered with an error; no page is that large."""


class BadLine(NetraError):
    """A line of ``--jsonl`` that is no request."""


def article_json(article: Article) -> dict[str, object]:
    """The article as the JSON object of the command's contract."""
    fields = asdict(article)
    return {
        "title": article.title,
        "text": article.text,
        "published": article.published,
        "author": article.author,
        "site": article.site,
        "language": article.language,
        "canonical": article.canonical,
        "pages": fields["pages"],
        "method": article.method,
        "warnings": list(article.warnings),
        "url": article.url,
    }


@click.command("extract", short_help="A page's article as JSON.")
@click.option("--url", metavar="ADDRESS", help="Fetch this page; with FILE it is the page's address.")
@click.option(
    "--jsonl", "lines", is_flag=True, help='Read lines {"id","url","html","fetched"?} from standard input.'
)
@click.argument("file", required=False, metavar="[FILE|-]")
def extract_command(url: str | None, lines: bool, file: str | None) -> None:
    """Print a page's article as one JSON object.

    FILE is a saved page or a PDF, "-" standard input. With --url alone the page is fetched; of a story in several
    parts this is the one part ("pages" says how many there are). With --jsonl each line of standard input is a page
    and each line of output its article, or {"id", "error"}; lines do not depend on each other.

    Keys: title, text, published (ISO 8601 with the page's own offset, or a bare day), author, site, language,
    canonical, pages ({"have", "of"}), method, warnings, url.
    """
    if lines:
        if url or file:
            raise click.UsageError("--jsonl reads standard input alone: leave --url and FILE away.")
        _answer_lines(sys.stdin.buffer)
        return
    if not url and not file:
        raise click.UsageError("Name a FILE, - for standard input, or --url ADDRESS.")
    try:
        article = _from_file(file, url) if file else _fetched(url or "")
    except (NetraError, OSError) as error:
        click.echo(f"netra: {_sentence(error)}", err=True)
        sys.exit(1)
    click.echo(json.dumps(article_json(article), ensure_ascii=False, indent=2))


def _from_file(file: str, url: str | None) -> Article:
    body = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    page = _page(body, url or "", datetime.now(UTC))
    return _article([page])


def _fetched(url: str) -> Article:
    from crawler.fetching import fetch_story  # noqa: PLC0415 (Scrapy is loaded only to fetch)

    return _article(fetch_story(url, still_wanted))


def _article(pages: list[Page]) -> Article:
    """As extract.extract; a PDF is read in a process of its own, as it may crash or hang its reader."""
    if is_pdf(pages[0]):
        from intake import read  # noqa: PLC0415 (loaded only for PDFs)

        return read(pages)
    return read_article(pages)


def _page(body: bytes, url: str, fetched: datetime, charset: str | None = None) -> Page:
    return Page(url, url, None, 200, (), body, fetched, charset=charset)


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and str(error.filename).startswith(("http:", "https:")):
        return f"{error.filename} is an address; `netra check URL` reads one."
    if isinstance(error, OSError):
        return f"{error.filename or 'the input'} cannot be read: {error.strerror or error}."
    return str(error)


def _answer_lines(source: BinaryIO) -> None:
    for number, line in _lines(source):
        if not line.strip():
            continue
        answer = _answer(line, number)
        click.echo(json.dumps(answer, ensure_ascii=True))
        sys.stdout.flush()


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := source.readline(LONGEST_LINE):
        number += 1
        while not line.endswith(b"\n") and (rest := source.readline(LONGEST_LINE)):
            line = b"too long" + rest[-1:]  # read to its end, and answered as a bad line
        yield number, line


def _answer(line: bytes, number: int) -> dict[str, object]:
    """One line's article, or its error; nothing a line says ends the run."""
    name: object = None
    try:
        request = _request(line, number)
        name = request.get("id")
        return {"id": name, **article_json(_article([_asked(request, number)]))}
    except NetraError as error:
        return {"id": name, "error": str(error)}


def _request(line: bytes, number: int) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"Line {number} is not JSON.") from error
    if not isinstance(request, dict):
        raise BadLine(f"Line {number} is not a JSON object.")
    return request


def _asked(request: dict[str, Any], number: int) -> Page:
    html, url, fetched = request.get("html"), request.get("url") or "", request.get("fetched")
    if not isinstance(html, str):
        raise BadLine(f'Line {number} has no "html" (a string).')
    if not isinstance(url, str):
        raise BadLine(f'Line {number}: "url" must be a string.')
    moment = datetime.now(UTC)
    if fetched is not None:
        try:
            moment = datetime.fromisoformat(fetched)
        except (TypeError, ValueError) as error:
            raise BadLine(f'Line {number}: "fetched" must be a time in ISO 8601.') from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _page(html.encode("utf-8", "replace"), url, moment, charset="utf-8")
