"""Pages → article: the one road through this room."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from extract import addresses, authors, kinds, opinions, published, titles
from extract.clutter import Surroundings, filtered, key
from extract.errors import NotAnArticle, Unreadable
from extract.language import language
from extract.markup import TOO_DEEP, Markup, read, text_of
from extract.passages import completed
from extract.trimming import lean
from model import Article, Page, Parts

_CAPTIONS = ".//figcaption | .//*[contains(@class,'caption')][string-length(.) < 600]"


def extract(pages: Sequence[Page], *, furniture: Collection[str] = ()) -> Article:
    """The story that these pages tell, in order; the first page names it.

    ``furniture`` are lines that the outlet repeats from story to story. Texts are joined without repeating
    paragraphs. A further page that cannot be read is left out and named in ``warnings``.

    Raises NotAnArticle (or its kinds NotHtml, Unreadable) with the reason when the first page is no article.
    """
    if not pages:
        raise NotAnArticle("there is no page")
    first = _read(pages[0])
    title = titles.title(first) or ""
    text, lines, method = _story(first, title, furniture)
    if reason := kinds.too_little(first, " ".join(text)):
        raise Unreadable("the markup is nested too deep") if TOO_DEEP in first.warnings else NotAnArticle(reason)
    warnings = list(first.warnings)
    readable = [first]
    for number, page in enumerate(pages[1:], 2):
        try:
            markup = _read(page)
            more, before, _ = _story(markup, title, furniture)
        except NotAnArticle as error:
            warnings.append(f"part {number}: {error.reason}")
            continue
        readable.append(markup)
        lines = [*lines, *before]
        known = set(map(key, text))
        text += [line for line in more if key(line) not in known]
    article = _described(readable, title, text, lines)
    return replace(article, method=method, warnings=(*warnings, *article.warnings))


def further_parts(page: Page) -> tuple[str, ...]:
    """The absolute addresses of the other parts of the page's story, in order; () for a single page.

    Only addresses on the page's own host that extend or vary its address count, and only on an article: never the
    pager of a list. A page that cannot be read has none.
    """
    try:
        markup = read(page)
    except NotAnArticle:
        return ()
    if kinds.refusal(markup) or not kinds.is_built_like_article(markup):
        return ()
    return addresses.pager(markup).parts


def _read(page: Page) -> Markup:
    if page.status >= 400:
        raise NotAnArticle(f"the site answered with status {page.status}")
    markup = read(page)
    if reason := kinds.refusal(markup):
        raise NotAnArticle(reason)
    return markup


def _described(pages: list[Markup], title: str, text: list[str], lines: list[str]) -> Article:
    """The article with all that its first page says of it; ``lines`` are those before the filter."""
    first = pages[0]
    body = "\n".join(text)
    canonical, doubts = addresses.canonical(first)
    day, late = published.published(first)
    code, contradiction = language(first, body)
    untitled = () if title else ("title: none, the first line taken",)
    return Article(
        title=_plain(title or text[0][:200]),
        text=_plain(body),
        url=first.url or None,
        canonical=canonical,
        author=_plain(authors.author(first, lines) or "") or None,
        published=day,
        site=_plain(titles.site(first) or "") or None,
        language=code,
        pages=_parts(pages),
        warnings=(*doubts, *late, *contradiction, *untitled),
    )


def _plain(text: str) -> str:
    """Without what no file or database takes: NULs and halves of letters, which JSON-LD can spell."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _parts(pages: list[Markup]) -> Parts:
    """Have and of: ``of`` from the pagers; None while the last page only says that another one follows."""
    pagers = [addresses.pager(markup) for markup in pages if kinds.is_built_like_article(markup)]
    here = {markup.url for markup in pages}
    known = here.union(*(pager.parts for pager in pagers))
    complete = all(pager.complete for pager in pagers) or known == here
    return Parts(have=len(pages), of=len(known) if complete else None)


def _story(markup: Markup, title: str, furniture: Collection[str]) -> tuple[list[str], list[str], str]:
    """The lines of the page's story after the filter and before it, and the method."""
    page = lean(markup.tree, title)
    lines = completed(page, opinions.fast(page, markup.url))
    clean = _cleaned(markup, title, lines, furniture)
    witness = opinions.resiliparse(page)
    if opinions.is_confirmed(clean, witness):
        return clean, lines, opinions.FAST
    return _counselled(markup, page, {opinions.FAST: lines}, title, furniture)


def _counselled(
    markup: Markup, page: HtmlElement, readings: dict[str, list[str]], title: str, furniture: Collection[str]
) -> tuple[list[str], list[str], str]:
    """The reading that most of the readers support."""
    readings |= {name: completed(page, reader(page, markup.url)) for name, reader in opinions.READERS.items()}
    clean = {name: _cleaned(markup, title, lines, furniture) for name, lines in readings.items()}
    best = opinions.medoid(clean)
    return clean[best], readings[best], best


def _cleaned(markup: Markup, title: str, lines: Iterable[str], furniture: Collection[str]) -> list[str]:
    bare = [_unlisted(line) for line in lines]
    links, lone = _link_texts(markup, "\n".join(bare))
    captions = [text_of(element) for element in markup.tree.xpath(_CAPTIONS)[:200]]
    page = Surroundings.of(title, links=links, lone_links=lone, captions=captions, furniture=furniture)
    return filtered(bare, page)


def _unlisted(line: str) -> str:
    """Without the mark that trafilatura puts before a list's item."""
    return re.sub(r"^- (?=\S)", "", line.strip())


def _link_texts(markup: Markup, text: str) -> tuple[list[str], list[str]]:
    """Those links to other pages whose words stand in the text, and those that are all their paragraph holds."""
    here = markup.url.partition("#")[0]
    links, lone = [], []
    for link in markup.tree.iter("a"):
        address = link.get("href") or ""
        if not address or address.startswith("#") or ("#" in address and address.partition("#")[0] == here):
            continue
        words = text_of(link)
        if words and words[1:-1] in text:
            links.append(words)
            if len(words) < 40 and _is_lone(link):
                lone.append(words)
    return links, lone


def _is_lone(link: etree._Element) -> bool:
    """Whether a paragraph, list item or heading holds this link and nothing else."""
    node = link
    while node.getprevious() is None and node.getnext() is None and not (node.tail or "").strip():
        parent = node.getparent()
        if parent is None or (parent.text or "").strip():
            return False
        if parent.tag in ("p", "li", "h2", "h3", "h4", "h5"):
            return True
        if parent.tag not in ("b", "strong", "em", "i", "span", "u"):
            return False
        node = parent
    return False
