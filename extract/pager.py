"""The pager of a story told over several pages: the other parts it names, and which page is the first."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import SplitResult, urlunsplit

from lxml import etree

from extract.addresses import canonical, join, split
from extract.knowledge import several_pages
from extract.markup import Markup, text_of, text_within
from extract.nearby import signs
from extract.numbering import FIRST, WHOLE, Place, first_address, host, place, whole_address

MOST_PARTS = 30
"""No story is told over more pages; a pager that claims more is none of a story's."""

_SHORT = 12  # characters of a relative address that names a part: "./2/", "halaman/2"
_LONGEST_LABEL = 60  # characters of a link that leads to another part
_LONGEST_HAND_MADE = 120  # characters of a line "Halaman: 1 2 3 Selanjutnya"


class Pager(NamedTuple):
    """The other parts of a story, in order, as one of its pages names them."""

    parts: tuple[str, ...] = ()
    whole: str | None = None  # the address of the story on one page
    numbered: bool = False  # links by number were among them, not only one to the next part
    total: int | None = None  # parts the story has, where the page says so ("Halaman 1 dari 3")


class FirstPage(NamedTuple):
    """Page 1 of a story, as a later page tells it; ``proven`` when more than the later page's address says so."""

    url: str
    proven: bool


class _Link(NamedTuple):
    address: str
    place: Place
    text: str


def pager(markup: Markup) -> Pager:
    """The parts that an article's own pager names: addresses that extend or vary this page's address.

    Numbered links whose address ends in their number also tell the parts between them ("1 2 … 7"). Where no such
    address is named, the numbers of a hand-made line ("Halaman: 1 2 3") count, wherever on the site they lead.
    """
    here = split(markup.url)
    if here is None:
        return Pager()
    own = place(here)
    links = _links(markup, here, own)
    parts: dict[int, str] = {}
    whole = next((link.address for link in links if link.place.number == WHOLE), None)
    numbered, patterned = False, True
    for link in links:
        number = link.place.number
        if number in (WHOLE, own.number):
            continue
        parts.setdefault(number, link.address)
        if link.text.isdecimal():
            numbered = True
            patterned = patterned and int(link.text) == number
    if numbered and patterned:
        _fill(parts, own.number)
    if not parts:
        parts = {number: url for number, url in _hand_made(markup, here).items() if number > FIRST}
        numbered = bool(parts)
    if own.number == WHOLE and not any(_leads_on(link) for link in links):
        return Pager()
    if len(parts) > MOST_PARTS:
        return Pager()
    if parts and whole is None:
        whole = _known_whole(markup, here)
    total = _total(markup) if parts or whole else None
    return Pager(tuple(parts[number] for number in sorted(parts)), whole, numbered, total)


def first_page(markup: Markup) -> FirstPage | None:
    """Page 1 of the story that this page is a later one of; None when it is none.

    Proven by the page's canonical address, its pager, or a title that says "Halaman 2"; else the address alone
    speaks for it.
    """
    here = split(markup.url)
    if here is None:
        return None
    own = place(here)
    if own.number > FIRST:
        stated = canonical(markup)[0]
        links = [link.address for link in _links(markup, here, own) if link.place.number == FIRST]
        for address in (stated, *links):
            parts = split(address) if address else None
            if parts is not None and place(parts) == own._replace(number=FIRST):
                return FirstPage(first_address(parts), proven=True)
        return FirstPage(first_address(here), proven=_says_later(markup))
    by_hand = _hand_made(markup, here).get(FIRST) if own.number == FIRST else None
    return FirstPage(by_hand, proven=True) if by_hand else None


# --- links -------------------------------------------------------------------------------------------------

_PAGER = re.compile(
    r"page-?links|post-page|paginat|pagg?ing|pager|halaman|multi-?page|anchor-?(?:numb|all)|next-?page|page-num|"
    r"article-index|toclink|pagenav"
)


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    rules = several_pages()["pager"]
    words = "|".join(map(re.escape, rules["forward"]))
    labels = "|".join(map(re.escape, rules["labels"]))
    return {
        # "Baca halaman selanjutnya »", "Halaman 2", "Lanjut ke halaman 2"
        "link": re.compile(rf"\W*(?:(?:{words}|\d{{1,2}})\b\W*){{1,6}}"),
        "onward": re.compile(r"\W*(?:[a-z]+\s){0,3}(?:selanjutnya|berikutnya|next|lanjut(?:kan)?)\b"),
        "label": re.compile(rf"\s*(?:{labels})\s?:?"),
        "hand_made": re.compile(rf"\W*(?:{labels})\b\W*(?:(?:{words}|\d{{1,2}})\b\W*){{1,{MOST_PARTS}}}"),
        "whole": re.compile(rf"\W*(?:{'|'.join(map(re.escape, rules['whole']))})\W*"),
    }


def _links(markup: Markup, here: SplitResult, own: Place) -> list[_Link]:
    """The links to other parts of this story: in a pager, by their words or number, or the head's ``rel=next``.

    The many other links of a page are passed over quickly.
    """
    found = []
    slug = own.path.rpartition("/")[2]
    heads = [link for link in markup.tree.iter("link") if _rel(link) & {"next", "prev"}]
    for link in (*heads, *markup.tree.iter("a")):
        address = link.get("href") or ""
        if len(address) > _SHORT and slug not in address and address[0] != "?":
            continue  # as most do
        if not _may_lead_on(address, slug, own.number):
            continue
        full = join(markup.url, address)
        other = split(full) if full else None
        if other is None or host(other) != host(here):
            continue
        text = text_of(link)[: 2 * _LONGEST_LABEL]
        named = place(other)
        if _phrases()["whole"].fullmatch(text.lower()) and _varies(named, own) and named.number == FIRST:
            named = own._replace(number=WHOLE)
        if named.story == own.story and (named.number != own.number) and _counts(link, text):
            # "?page=1" and page 1 are one page.
            plain = first_address(other) if named.number == FIRST else urlunsplit(other._replace(fragment=""))
            found.append(_Link(plain, named, text))
    return found


def _may_lead_on(address: str, slug: str, own: int) -> bool:
    """Whether a link can lead to another part: it goes on behind the story's slug, or is short and relative."""
    if slug and slug in address:
        before, _, rest = address.partition(slug)
        return "?" not in before and not rest.startswith("#") and (own != FIRST or bool(rest.strip("/")))
    return address.startswith("?") or (0 < len(address) <= _SHORT and address[0] not in "/#")


def _varies(named: Place, own: Place) -> bool:
    """Whether an address is the story's own with something added."""
    return named.story != own.story and (named.path == own.path or named.path.rpartition("/")[0] == own.path)


def _counts(link: etree._Element, text: str) -> bool:
    if len(text) > _LONGEST_LABEL:
        return _in_pager(link)
    return (
        bool(_rel(link) & {"next", "prev"})
        or text.isdecimal()
        or text in several_pages()["pager"]["signs"]
        or bool(_phrases()["link"].fullmatch(text.lower()))
        or bool(_phrases()["whole"].fullmatch(text.lower()))
        or _in_pager(link)
    )


def _leads_on(link: _Link) -> bool:
    return link.place.number > FIRST and bool(_phrases()["onward"].match(link.text.lower()))


def _rel(link: etree._Element) -> set[str]:
    return set((link.get("rel") or "").lower().split())


def _in_pager(link: etree._Element) -> bool:
    node: etree._Element | None = link
    for _ in range(5):
        if node is None or node.tag in ("body", "article", "main"):
            return False
        if _PAGER.search(signs(node)):
            return True
        if node is not link and _phrases()["label"].match((node.text or "")[:40].lower()):
            return True
        node = node.getparent()
    return False


def _fill(parts: dict[int, str], own: int) -> None:
    """Add the numbers a shortened pager leaves out, after the pattern of its highest link."""
    highest = max(parts, default=0)
    if not 3 <= highest <= MOST_PARTS:
        return
    head, _, tail = parts[highest].rpartition(str(highest))
    for number in range(2, highest):
        if number != own:
            parts.setdefault(number, f"{head}{number}{tail}")


def _hand_made(markup: Markup, here: SplitResult) -> dict[int, str]:
    """The numbers of a line "Halaman: 1 2 3" that an editor wrote below a text, with the stories they lead to."""
    parts: dict[int, str] = {}
    lines: dict[etree._Element, str | None] = {}
    for link in markup.tree.iter("a"):
        text = (link.text or (link[0].text if len(link) else "") or "").strip()
        if not text.isdecimal() or len(text) > 2 or not _is_hand_made(link, lines):
            continue
        address = join(markup.url, link.get("href") or "")
        other = split(address) if address else None
        if other is None or host(other) != host(here) or place(other) == place(here):
            continue
        if place(other).number == FIRST and place(other).path.rpartition("/")[2].count("-") >= 2:
            parts.setdefault(int(text), urlunsplit(other._replace(fragment="")))
    return parts if len(parts) <= MOST_PARTS else {}


def _is_hand_made(link: etree._Element, lines: dict[etree._Element, str | None]) -> bool:
    """Whether a box around the link is such a line. ``lines`` keeps the boxes' texts: each is read once."""
    for box in islice(link.iterancestors(), 3):
        if box.tag in ("body", "article", "main"):
            return False
        if box not in lines:
            lines[box] = text_within(box, _LONGEST_HAND_MADE)
        if (text := lines[box]) is None:
            return False
        if _phrases()["hand_made"].fullmatch(text.lower()):
            return True
    return False


# --- what else the page says -------------------------------------------------------------------------------

_COUNT = re.compile(
    r"(?:halaman|laman|hal|page)\W{0,3}(\d{1,2}) (?:dari|of|/) (\d{1,2})|(\d{1,2}) dari (\d{1,2}) halaman"
)


def _counts_told(markup: Markup) -> set[tuple[int, int]]:
    """All "Halaman 1 dari 3" on the page, as (1, 3)."""
    told = set()
    for element in markup.tree.iter("title", "div", "span", "p", "li", "b", "strong", "small"):
        text = (element.text or "").strip()
        if len(text) > (200 if element.tag == "title" else 40) or not any(sign.isdigit() for sign in text):
            continue
        found = _COUNT.search(text.lower()) if element.tag == "title" else _COUNT.fullmatch(text.lower())
        if found:
            one, of = (int(group) for group in found.groups() if group)
            if FIRST <= one <= of <= MOST_PARTS:
                told.add((one, of))
    return told


def _total(markup: Markup) -> int | None:
    """How many parts the story has as its page says; None when it does not, or holds them all."""
    told = _counts_told(markup)
    totals = {of for _, of in told}
    return totals.pop() if len(totals) == 1 and len(told) == 1 else None


def _says_later(markup: Markup) -> bool:
    """Whether the page calls itself a later one: "… - Halaman 2" in its title, "Halaman 2 dari 2" on it."""
    title = markup.tree.find(".//title")
    head = text_of(title).lower()[:300] if title is not None else ""
    named = re.search(r"[-–|(:]\s?(?:halaman|laman|page|hal)\s?(\d{1,2})\b", head)
    told = _counts_told(markup)
    return bool(named and int(named[1]) > FIRST) or (len(told) == 1 and min(told)[0] > FIRST)


def _known_whole(markup: Markup, here: SplitResult) -> str | None:
    """The whole view that the page's platform is known to have."""
    name = here.hostname or ""
    for platform in several_pages()["platform"]:
        on_host = any(name == base or name.endswith(f".{base}") for base in platform["hosts"])
        if on_host or any(meta in markup.metas for meta in platform.get("metas", ())):
            view = platform.get("whole")
            return whole_address(here, view) if view else None
    return None
