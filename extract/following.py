"""Following a story over its pages: which are still to be fetched, and which page is a later one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from extract import pager, titles
from extract.errors import NotAnArticle
from extract.markup import Markup
from extract.numbering import part_key
from extract.pager import MOST_PARTS, FirstPage
from extract.parts import holds, is_whole, repeats, story_pager
from extract.pdf import is_pdf
from extract.story import read_page, told_by
from model import Page


def further_parts(page: Page) -> tuple[str, ...]:
    """The absolute addresses of the other parts that the page's pager names, in order; () for a single page.

    Only addresses on the page's own host that extend or vary its address count, and only on an article: never the
    pager of a list. A page that cannot be read has none.
    """
    try:
        return story_pager(_read(page)).parts
    except NotAnArticle:
        return ()


def whole_view(page: Page) -> str | None:
    """The address of the whole story on one page, by a page's pager or its platform; None when none is known."""
    try:
        return story_pager(_read(page)).whole
    except NotAnArticle:
        return None


def still_wanted(pages: Sequence[Page], failed: Collection[str] = ()) -> tuple[str, ...]:
    """The addresses of a story that are still to be asked for, by its pages that are here, the first one first.

    First the story on one page, where the pager names such a view or its platform is known to have one; if that
    is in ``failed``, or holds no more than page 1, the parts that the pagers name, one leading to the next. A page
    that repeats another one leads no further. No story has more than MOST_PARTS.
    """
    try:
        first = _read(pages[0])
    except NotAnArticle:
        return ()
    top = story_pager(first)
    in_vain = {part_key(url) for url in failed}
    here = {part_key(first.url), *(part_key(page.requested_url) for page in pages)}
    if top.whole and (whole := part_key(top.whole)) not in in_vain:
        if whole not in here:
            return (top.whole,)
        view = next((page for page in pages[1:] if part_key(page.requested_url) == whole), pages[0])
        if holds(_text(view), _text(pages[0])):
            return ()
    parts = [page for page in pages[1:] if not is_whole(first, page.requested_url)]
    named: dict[str, str] = {}
    for url in (*top.parts, *_named_later(pages[0], parts, here)):
        named.setdefault(part_key(url), url)
    wanted = [url for number, url in named.items() if number not in here | in_vain]
    return tuple(wanted[: max(0, MOST_PARTS - 1 - len(parts))])


def _named_later(first: Page, pages: Sequence[Page], here: Collection[str]) -> list[str]:
    """The addresses that further parts name and that are not here."""
    named = []
    for page in pages:
        new = [url for url in further_parts(page) if part_key(url) not in here]
        if new and not repeats(_text(page), [_text(other) for other in (first, *pages) if other is not page]):
            named += new
    return named


def _text(page: Page) -> list[str]:
    """What a page tells; nothing when it cannot be read."""
    try:
        title = titles.title(_read(page)) or ""
    except NotAnArticle:
        return []
    return next((told.text for told in told_by([page], title)[0]), [])


class Role(NamedTuple):
    """What a page is to its story: ``first`` is set on a later page, ``has_parts`` where a pager names others."""

    first: FirstPage | None = None
    has_parts: bool = False


def role(page: Page) -> Role:
    """What a page is to its story; a page that can be no article is nothing."""
    try:
        markup = _read(page)
    except NotAnArticle:
        return Role()
    named = story_pager(markup)
    return Role(pager.first_page(markup), bool(named.parts or named.whole))


def refused_for_now(page: Page) -> str | None:
    """Why a site answered with no story for the moment (maintenance, a bot check, its own error); else None."""
    try:
        _read(page)
    except NotAnArticle as error:
        return error.reason if error.temporary else None
    return None


def is_part(first: Page, page: Page) -> bool:
    """Whether a page is a later part of the first one's story: named by it, sure of it, or under its title."""
    try:
        markup, other = _read(first), _read(page)
    except NotAnArticle:
        return False
    if is_whole(markup, page.requested_url):
        return True
    named = {part_key(url) for url in story_pager(markup).parts}
    said = pager.first_page(other)
    return (
        part_key(page.requested_url) in named
        or (said is not None and said.proven)
        or titles.agree(titles.title(markup) or "", titles.title(other) or "")
    )


def _read(page: Page) -> Markup:
    """A page parsed. Raises NotAnArticle for a PDF, too: it is one paper, and never a part."""
    if is_pdf(page):
        raise NotAnArticle("it is a PDF")
    return read_page(page)
