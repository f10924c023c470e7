"""Pages → article: the one road through this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from extract import addresses, authors, kinds, opinions, outlets, owndata, pdf, published, titles
from extract.clutter import filtered
from extract.errors import NotAnArticle, Unreadable
from extract.language import language
from extract.markup import TOO_DEEP, Markup, read
from extract.parts import Together, Told, put_together
from extract.passages import completed
from extract.trimming import lean
from model import Article, Page


def extract(pages: Sequence[Page]) -> Article:
    """The story that these pages tell, in order; the first page names it.

    Texts are joined without repeating paragraphs. A further page that cannot be read is left out and named in
    ``warnings``. Lines that the outlet repeats from story to story are still there:
    :func:`extract.furniture.without` takes them out.

    Raises NotAnArticle (or its kinds NotHtml, Unreadable) with the reason when the first page is no article.
    """
    if not pages:
        raise NotAnArticle("there is no page")
    if pdf.is_pdf(pages[0]):
        return pdf.article(pages[0])
    first = read_page(pages[0])
    headline = titles.headline(first)
    title = headline.text or ""
    text, lines, method = _story(first, title)
    if kinds.is_next_to_nothing(text) and (stated := owndata.body(first, headline)):
        text, lines, method = _cleaned(title, stated), stated, owndata.BY_DATA
    if no_story := kinds.too_little(first, text):
        raise Unreadable("the markup is nested too deep") if TOO_DEEP in first.warnings else no_story
    page_one = Told(pages[0].requested_url, first, text, lines, method)
    further, warnings = told_by(pages[1:], title)
    whole = put_together(page_one, further)
    article = _described(first, headline, whole)
    warnings = (*first.warnings, *warnings, *whole.warnings, *article.warnings, *kinds.doubts(first, whole.text))
    return replace(article, method=whole.method, warnings=warnings)


def told_by(pages: Sequence[Page], title: str) -> tuple[list[Told], tuple[str, ...]]:
    """What the further pages of a story tell, and why some of them cannot be read."""
    told, warnings = [], []
    for number, page in enumerate(pages, 2):
        try:
            markup = read_page(page)
            told.append(Told(page.requested_url, markup, *_story(markup, title)))
        except NotAnArticle as error:
            warnings.append(f"part {number}: {error.reason}")
    return told, tuple(warnings)


def read_page(page: Page) -> Markup:
    """A page parsed. Raises NotAnArticle with the reason when it can be none by its status, address and head."""
    if page.status >= 400:
        raise NotAnArticle(f"the site answered with status {page.status}")
    markup = read(page)
    if refusal := kinds.refusal(markup):
        raise refusal.error()
    return markup


def _described(first: Markup, headline: titles.Headline, story: Together) -> Article:
    """The article with all that its first page says of it."""
    body = "\n".join(story.text)
    canonical, doubts = addresses.canonical(first)
    day, late = published.published(first, headline)
    code, contradiction = language(first, body)
    untitled = () if headline.text else ("title: none, the first line taken",)
    return Article(
        title=_plain(headline.text or story.text[0][:200]),
        text=_plain(body),
        url=first.url or None,
        canonical=canonical,
        author=_plain(authors.author(first, story.lines, headline) or "") or None,
        published=day,
        site=_plain(outlets.site(first) or "") or None,
        language=code,
        pages=story.parts,
        warnings=(*doubts, *late, *contradiction, *untitled),
    )


def _plain(text: str) -> str:
    """Without what no file or database takes: NULs and halves of letters, which JSON-LD can spell."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _story(markup: Markup, title: str) -> tuple[list[str], list[str], str]:
    """The lines of the page's story after the filter and before it, and the method."""
    page = lean(markup.tree, title, markup.url)
    about = markup.meta("og:description", "description") or ""
    lines = completed(page, opinions.fast(page, markup.url), title, about)
    clean = _cleaned(title, lines)
    witness = opinions.resiliparse(page)
    if opinions.is_confirmed(clean, witness) or not opinions.are_affordable(page):
        return clean, lines, opinions.FAST
    return _counselled(markup, page, {opinions.FAST: lines}, title)


def _counselled(
    markup: Markup, page: HtmlElement, readings: dict[str, list[str]], title: str
) -> tuple[list[str], list[str], str]:
    """The reading that most of the readers support."""
    about = markup.meta("og:description", "description") or ""
    readings |= {
        name: completed(page, reader(page, markup.url), title, about) for name, reader in opinions.READERS.items()
    }
    clean = {name: _cleaned(title, lines) for name, lines in readings.items()}
    best = opinions.medoid(clean)
    return clean[best], readings[best], best


def _cleaned(title: str, lines: Iterable[str]) -> list[str]:
    return filtered([_unlisted(line) for line in lines], title)


def _unlisted(line: str) -> str:
    """Blanks collapsed, and without the mark that trafilatura puts before a list's item."""
    return " ".join(line.split()).removeprefix("- ")
