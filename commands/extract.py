"""``netra extract``: a page's article as JSON, from a file, standard input, an address, or JSON lines."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from commands import jsonl
from commands.inputs import WrongInput, fetch, read_input
from extract import extract as read_article
from extract import is_pdf
from model import Article, NetraError, Page


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
    and each line of output its article, or {"id", "error"}; lines do not depend on each other. Each needs an id (a
    string or a number) and html; blank lines are passed over.

    Keys: title, text, published (ISO 8601 with the page's own offset, or a bare day), author, site, language,
    canonical, pages ({"have", "of"}), method, warnings, url.
    """
    if lines:
        if url or file:
            raise click.UsageError("--jsonl reads standard input alone: leave --url and FILE away.")
        jsonl.write(jsonl.answers(jsonl.lines_of(sys.stdin.buffer), _answer))
        return
    if not url and not file:
        raise click.UsageError("Name a FILE, - for standard input, or --url ADDRESS.")
    try:
        pages = [_page(read_input(file), url or "", datetime.now(UTC))] if file else fetch(url or "")
        article = _article(pages)
    except NetraError as error:
        click.echo(f"netra: {error}", err=True)
        sys.exit(2 if isinstance(error, WrongInput) else 1)
    click.echo(json.dumps(article_json(article), ensure_ascii=False, indent=2))


def _article(pages: list[Page]) -> Article:
    """As extract.extract; a PDF is read in a process of its own, as it may crash or hang its reader."""
    if is_pdf(pages[0]):
        from intake import read  # noqa: PLC0415 (loaded only for PDFs)

        return read(pages)
    return read_article(pages)


def _page(body: bytes, url: str, fetched: datetime, charset: str | None = None) -> Page:
    return Page(url, url, None, 200, (), body, fetched, charset=charset)


def _answer(request: dict[str, Any]) -> dict[str, object]:
    return article_json(_article([_asked(request)]))


def _asked(request: dict[str, Any]) -> Page:
    html, url, fetched = request.get("html"), request.get("url") or "", request.get("fetched")
    if not isinstance(html, str):
        raise jsonl.BadLine('This line has no "html" (a string).')
    if not isinstance(url, str):
        raise jsonl.BadLine('The "url" of this line is not a string.')
    moment = datetime.now(UTC)
    if fetched is not None:
        try:
            moment = datetime.fromisoformat(fetched)
        except (TypeError, ValueError) as error:
            raise jsonl.BadLine('The "fetched" of this line is not a time in ISO 8601.') from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _page(html.encode("utf-8", "replace"), url, moment, charset="utf-8")
