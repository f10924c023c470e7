"""Which language a story is in: Indonesian, English or Malay, by a vote of its small words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from justext import get_stoplist

from extract.markup import Markup

_LISTS = {"id": "Indonesian", "en": "English", "ms": "Malay"}
_ENOUGH = 6  # distinguishing words, to overrule what the page says
_SAMPLE = 20_000  # characters


@cache
def _tells() -> dict[str, frozenset[str]]:
    """For each language the stop words (jusText's lists) that no other of the three has."""
    lists = {
        code: frozenset(word for word in get_stoplist(name) if word.isalpha()) for code, name in _LISTS.items()
    }
    return {
        code: lists[code].difference(*(other for name, other in lists.items() if name != code)) for code in lists
    }


def language(markup: Markup, text: str) -> tuple[str | None, tuple[str, ...]]:
    """ISO 639-1 and warnings: the page's own statement, unless the text's small words clearly say otherwise."""
    root = markup.tree.get("lang") or markup.tree.get("xml:lang")
    stated = root or markup.meta("og:locale", "content-language", "language") or ""
    match = re.match(r"[a-z]{2}(?![a-z])", stated.strip().lower())
    said = {"in": "id"}.get(match[0], match[0]) if match else None
    read = voted(text)
    if read is None or read == said:
        return said or read, ()
    return read, (f"language: the page says {said}, the text reads as {read}",) if said else ()


def voted(text: str) -> str | None:
    """The language whose own small words are most frequent, when they are many and clearly ahead."""
    found = re.findall(r"[a-z]+", text[:_SAMPLE].lower())
    votes = sorted(((sum(map(tells.__contains__, found)), code) for code, tells in _tells().items()), reverse=True)
    (most, code), (second, _) = votes[0], votes[1]
    return code if most >= _ENOUGH and most > 1.5 * second else None


_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=2_000)
def word_count(text: str) -> int:
    """Words of a text whose blanks are collapsed.

    In scripts that put no blanks between words (Chinese, Japanese, Thai) two signs are one.
    """
    count = text.count(" ") + 1 if text else 0
    return count if text.isascii() else count + len(_WITHOUT_BLANKS.findall(text)) // 2
