"""The dates that a page shows at its headline, and those that only look like the story's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import islice

from lxml import etree

from extract.addresses import is_home, join
from extract.dates import WrittenDate, at_clock, dates, relative, stamp, without_dates
from extract.knowledge import weekdays, words
from extract.markup import INLINE, Markup, once
from extract.nearby import (
    HEADS,
    behind,
    common_box,
    is_elsewhere,
    is_named,
    is_on_card,
    short_text,
    signs,
    walk,
)

LOCAL_ZONES = tuple(timezone(timedelta(hours=hours)) for hours in (7, 8, 9))
"""WIB, WITA, WIT."""

CLOSE = 40
"""Elements behind the headline that count before those that precede it."""

TELLING = re.compile(r"\d|\b(?:hari ini|today|kemar[ei]n|yesterday)\b", re.IGNORECASE)
"""What a text must have in it to tell a day."""

_DATED = re.compile(
    r"date|tanggal|\btgl|publish|posted|submitted|waktu|\btime\b|byline|\bmeta\b|entry-meta|post-meta|author|penulis|info"
)
_CLOSELY_DATED = re.compile(r"date|tanggal|\btgl|publish|posted-on|submitted|waktu|\btime\b")
_MARKED = re.compile(r"datepublished|datecreated|dc:(?:date|created|issued)|pubdate|published")
_REACH = 120  # elements behind the headline in which a byline stands; half as many before it
_LEAD = 120  # words of prose (a summary, the first paragraphs) that may stand between headline and byline
_LINE = 120  # characters of a line without an element of its own
_ROWS = ("html", "body", "form", "table", "tbody", "tr", "center")
_DIGIT = re.compile(r"\d")
_AGO = re.compile(r"\b(?:lalu|ago|hari ini|today|kemar[ei]n|yesterday)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Near:
    """An element near the headline: its class names, its text when short, and where it stands."""

    element: etree._Element
    names: str
    text: str
    dates: tuple[WrittenDate, ...] = ()  # the full dates in the text, in order
    opening: bool = False  # no prose stands between the headline and it
    loose: bool = False  # it stands before the headline, and not in the story's own box

    @property
    def dated(self) -> bool:
        """Whether it is marked as a date or a byline."""
        return self.element.tag == "time" or bool(_DATED.search(self.names))


def near(
    markup: Markup, headline: etree._Element | None, telling: re.Pattern[str], reach: int = _REACH
) -> Iterator[Near]:
    """What tells a day around the headline, in a stamp or a ``telling`` text: close behind, before, farther behind.

    Behind the first paragraphs only what states a first publication; never what stands beside the story, or in one
    block with the linked headline of another one.
    """
    for path in (".//h1", ".//article//h2"):
        headline = markup.tree.find(path) if headline is None else headline
    if headline is None:
        return
    here = _Surroundings(markup, headline, telling)
    following = islice(behind(headline), reach)
    yield from here.told_in(headline, 0)
    for element, words_before in islice(following, CLOSE):
        yield from here.told_in(element, words_before)
    for element in islice(walk(headline, back=True), reach // 2):
        yield from here.told_before_in(element)
    for element, words_before in following:
        yield from here.told_in(element, words_before)


@once
def _texts(_markup: Markup) -> dict[etree._Element, str]:
    """The short texts of elements that were read: days and clocks are looked for in the same ones."""
    return {}


class _Surroundings:
    """A headline and what may be told around it."""

    def __init__(self, markup: Markup, headline: etree._Element, telling: re.Pattern[str]) -> None:
        self._markup, self._headline, self._telling = markup, headline, telling
        self._home = set(headline.iterancestors())
        self._boxes: dict[etree._Element, bool] = {}
        self._texts = _texts(markup)

    def told_in(self, element: etree._Element, words_before: int) -> Iterator[Near]:
        """What an element tells: the line behind it, and its own text or attribute."""
        at_head = words_before <= _LEAD
        line = _line_behind(element, self._telling) if at_head else None
        # A date in the headline is no date of it.
        text = "" if element is self._headline else self._text_of(element)
        if text and (not self._telling.search(text) or not (at_head or _label("published").search(text))):
            text = ""
        written = tuple(dates(text)) if text and _DIGIT.search(text) else ()
        told = written or (text and _AGO.search(text)) or _attribute(element, marked=not at_head)
        if not (line or told) or is_elsewhere(element, self._home):
            return
        if element is not self._headline and is_on_card(element, self._home, self._markup.url):
            return
        if line:
            yield Near(element, "", line, tuple(dates(line)), opening=words_before == 0)
        if told:
            yield Near(element, signs(element), text, written, opening=words_before == 0)

    def told_before_in(self, element: etree._Element) -> Iterator[Near]:
        """What an element before the headline tells, where the page's own head and the day of today stand too."""
        for one in self.told_in(element, 0):
            if not self._is_of_page(element):
                yield replace(one, loose=not self._is_own_box(common_box(element, self._headline)))

    def _text_of(self, element: etree._Element) -> str:
        if element not in self._texts:
            self._texts[element] = short_text(element)
        return self._texts[element]

    def _is_of_page(self, element: etree._Element) -> bool:
        for node in (element, *islice(element.iterancestors(), 8)):
            if node in self._home or node.tag in ("html", "body"):
                return False
            if node.tag == "header" or is_named(signs(node), HEADS):
                return True
        return False

    def _is_own_box(self, box: etree._Element | None) -> bool:
        """Whether an element is the story's own box, and not the page or a row of its layout.

        It has no menu, no foot and no way home in it.
        """
        if box is None or box.tag in _ROWS:
            return False
        if box not in self._boxes:
            homes = (join(self._markup.url, link.get("href") or "") for link in islice(box.iter("a"), 200))
            self._boxes[box] = box.tag in ("article", "main") or not (
                next(box.iter("nav", "footer"), None) is not None or any(url and is_home(url) for url in homes)
            )
        return self._boxes[box]


def _line_behind(element: etree._Element, telling: re.Pattern[str]) -> str | None:
    """A line of its own behind an element that is little more than a date: home-made portals mark nothing."""
    tail = element.tail
    if not tail or tail.isspace() or not telling.search(line := " ".join(tail[:_LINE].split())):
        return None
    following = element.getnext()
    if following is not None and following.tag in INLINE:
        return None
    return line if len(without_dates(line).split()) <= 3 and next(dates(line), None) else None


def _attribute(element: etree._Element, *, marked: bool = False) -> str | None:
    """What an element states of a date beside its text; Blogger writes ``<abbr class="published" title="…">``.

    ``marked``: only where its names say that it is the first publication.
    """
    value = element.get("datetime")
    if value is None and element.tag in ("time", "abbr"):
        title = element.get("title") or ""
        value = title if re.search(r"\dT\d", title) else None
    elif value is None and (value := element.get("content")):
        marked = True
    return value if value and (not marked or _MARKED.search(signs(element))) else None


# --- which of them are the story's ---------------------------------------------------------------------------


def stated(one: Near, fetched: datetime) -> WrittenDate | None:
    """The date in an attribute near the headline: ``<time datetime>``, ``itemprop=datePublished``, RDFa."""
    value = _attribute(one.element)
    told = stamp(value) if value and not _is_of_update(one.element, one.names) else None
    return told if told and not _is_todays(told, one, fetched) else None


def shown(one: Near, fetched: datetime) -> WrittenDate | None:
    """The date in a short line near the headline that stands there as a date and not in a sentence."""
    if not one.dates or _is_marked_updated(one.names) or _label("updated").search(_lead_in(one.element)):
        return None
    written = [told for told in one.dates if not _label("updated").search(_before(one.text, told.start))]
    written.sort(key=lambda told: not _label("published").search(_before(one.text, told.start)))
    told = next((_clocked(told, one) for told in written if _is_stamp(told, one)), None)
    return told if told and not _is_todays(told, one, fetched) else None


def ago(one: Near, fetched: datetime) -> WrittenDate | None:
    """ "3 jam lalu" in an element that is marked as a date, or below the headline on its own; no date beside it."""
    if one.loose or not one.text or one.dates or _is_of_update(one.element, one.names):
        return None
    told = relative(one.text, fetched)
    if told is None or one.dated:
        return told
    rest = without_dates(one.text[: told.start] + one.text[told.end :])
    return told if one.opening and (not rest or rest.lower() in words("bylines", "published")) else None


def _is_todays(told: WrittenDate, one: Near, fetched: datetime) -> bool:
    """Whether it may be the day of today that pages show above all their stories."""
    return one.loose and told.clock is None and told.day in local_days(fetched)


def local_days(moment: datetime) -> set[date]:
    """The day that it is at this moment in the zones of Indonesia."""
    return {moment.astimezone(zone).date() for zone in LOCAL_ZONES}


def _is_of_update(element: etree._Element, names: str) -> bool:
    """Whether the element by its class or the words before it tells when the story was changed."""
    if _is_marked_updated(names):
        return True
    return bool(_label("updated").search(f"{_lead_in(element)} {short_text(element)[:30]}"))


def _is_marked_updated(names: str) -> bool:
    """WordPress marks a story that was never changed ``published updated``, one that was ``updated`` alone."""
    return bool(re.search(r"\bupdated\b|modified", names)) and not re.search(r"\bpublished\b", names)


def _lead_in(element: etree._Element) -> str:
    """The words right before an element: "Diperbarui: <time>"."""
    previous, parent = element.getprevious(), element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else None
    return (text or "")[-30:]


def _clocked(told: WrittenDate, one: Near) -> WrittenDate:
    """The day with the clock that stands in the next element, or behind the date in the line around it."""
    if told.clock is not None or told.end < len(one.text):
        return told
    beside = one.element.getnext()
    tail = " ".join((one.element.tail or "").split())
    texts = [tail] if tail.strip(" |,•·–—-") else [short_text(beside)] if beside is not None else []
    return next((timed for text in texts if (timed := at_clock(told, text))), told)


@cache
def _label(*keys: str) -> re.Pattern[str]:
    every = [re.escape(word) for key in keys for word in words("bylines", key)]
    return re.compile(rf"\b(?:{'|'.join(every)})(?!\w)", re.IGNORECASE)


def _before(text: str, start: int) -> str:
    """The words before a date, back to the date before it."""
    cut = max((told.end for told in dates(text[: min(start, len(text))])), default=0)
    return text[cut:start][-40:]


def _is_stamp(told: WrittenDate, one: Near) -> bool:
    """Whether what stands before a date leaves it a date of its own: a day's name, a label, a separator.

    Lines that are marked as bylines are freer; a date timed with clock and zone stands in few sentences. The date
    of an event is none of publication ("Pemungutan suara: 27 November 2024").
    """
    prefix = _without_weekdays(one.text[: told.start].strip())
    low = prefix.lower()
    of_event = _label("events").search(re.split(r"[|•·»]", low)[-1]) or _label("events").search(one.names)
    if of_event or _CLOSELY_DATED.search(one.names):
        return not of_event
    if low.endswith("("):
        return _is_accounts(low, one, told)  # "Selasa (17/9/2024)" is how prose tells a day
    size = len(low.split())
    if not low or low.endswith(_SEPARATORS):
        return size <= _LONGEST_PREFIX
    if low.endswith(":"):
        labelled = one.dated or _label("published", "marks", "days").search(low[-30:])
        return size <= _LONGEST_PREFIX and bool(labelled)
    if one.opening and _opens_stamp(prefix, alone=not without_dates(one.text[told.start :])):
        return True
    return bool(_label("published").search(low[-25:])) or size <= (8 if one.dated else 4 if told.moment else 0)


def _opens_stamp(prefix: str, *, alone: bool) -> bool:
    """Whether below a headline a date behind this is a stamp: "Oleh Humas pada", "admin,"; ``alone``: "Kendal,"."""
    low = prefix.lower()
    if _SIGNED.fullmatch(low) or (low.endswith(",") and low.rstrip(", ") in words("bylines", "accounts")):
        return True
    return alone and bool(_PLACE.fullmatch(prefix))


_SIGNED = re.compile(r"(?:[a-z]+ )?(?:oleh|by) \w[\w .,'()-]{0,50}? (?:pada|on)")
"""Before the date below a headline: "Ditulis oleh Humas pada"."""
_SEPARATORS = ("|", "•", "·", "–", "—", "-", "/", "»")
_LONGEST_PREFIX = 10  # words
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]{1,20}\s?){1,3},")
"""Before the date in the stamp of an office's page: "Kendal, 12 Oktober 2026"."""


def _without_weekdays(prefix: str) -> str:
    names = (*weekdays(), *words("bylines", "market_days"), *words("bylines", "short_days"))
    while (last := prefix.rpartition(" ")[2].strip(",. ").lower()) in names and last:
        prefix = prefix.rpartition(" ")[0].strip()
    return prefix


def _is_accounts(prefix: str, one: Near, told: WrittenDate) -> bool:
    """Whether all of a line is "humas (12/10/2026)": an account, or anything short in a marked byline."""
    name = prefix.rstrip("( ")
    alone = not one.text[told.end :].strip(") ")
    return alone and (name in words("bylines", "accounts") or (one.dated and 0 < len(name.split()) <= 4))
