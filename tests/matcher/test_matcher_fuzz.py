"""Whatever words a text is made of, the matcher reads it without a fault and in bounded time."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from functools import cache
from types import FrameType

from hypothesis import example, given, settings
from hypothesis import strategies as st

from alerts.matcher import match
from alerts.matcher.deeds import deeds_lexicon
from alerts.matcher.lexicon import lexicon

LENGTH = 10_000
"""Characters of a text."""
MOST_CPU = 1.0
"""Seconds: twenty times what a text may take (50 ms), since test machines are slow and shared."""
MOST_CALLS = 600_000
"""Calls of Python functions: twice what the worst texts known take."""

_BESIDE = (
    *("Camat", "Kendal", "Bupati Kendal", "Surat Edaran Nomor 800/12/2024", "SE", "Rabu (2/10/2024)", "4 Mei 2024"),
    *(",", ".", ":", "“", "”", '"', "(", ")", "1.", "tiga orang", "yang", "a.n.", "nya", "Menpan-RB"),
)
"""What the lexicon's phrases do not hold: names, numbers, days, signs."""
_CASES: tuple[Callable[[str], str], ...] = (str, str.lower, str.title, str.upper)


@cache
def _words() -> list[str]:
    """Every word of the lexicon's phrases, and what stands beside them in a story."""
    entries = (*lexicon().entries(), *deeds_lexicon().entries())
    return [*_BESIDE, *sorted({word for each in entries for word in re.findall(r"[a-z]{2,}", each.phrase)})]


def _long(words: list[str], case: Callable[[str], str] = str) -> str:
    """A text of LENGTH characters that repeats the words; it is about neutrality, so that all of it is read."""
    phrase = case(" ".join(words)) + " "
    return f"Netralitas ASN pada pilkada. {phrase * (LENGTH // len(phrase) + 1)}"[:LENGTH]


def _calls(text: str) -> int:
    """How many calls it takes to match a text: what a machine's other work cannot change."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        match("Camat diduga tidak netral", text, published="2024-10-03")
    finally:
        sys.setprofile(before)
    return calls


@settings(max_examples=15, deadline=None)
@given(
    words=st.lists(st.deferred(lambda: st.sampled_from(_words())), min_size=1, max_size=8),
    case=st.sampled_from(_CASES),
)
@example(words=["meminta", "memilih", "calon", "ikut"], case=str)
@example(words=["memanggil", "bripda"], case=str.upper)
@example(words=["pasang", "balon", "aiptu", "dinsos"], case=str)
@example(words=["camat", "lurah", "asn"], case=str)
@example(words=["warga", "yang", "mengajak", "asn", "mendukung"], case=str)
@example(words=["Surat Edaran", "Bupati", "Kendal", "itu"], case=str)
def test_no_repeated_words_make_the_matcher_fail_or_run_on(words: list[str], case: Callable[[str], str]) -> None:
    text = _long(words, case)
    match("Camat diduga tidak netral", text)  # the lexicon is read, and every word looked up
    started = time.process_time()
    match("Camat diduga tidak netral", text, published="2024-10-03", outlet="kendalkab.go.id")
    assert time.process_time() - started < MOST_CPU
    assert _calls(text) < MOST_CALLS


def test_the_deepest_reading_grows_no_faster_than_the_text() -> None:
    text = _long(["Camat", "Kendal", "meminta", "warga", "memilih", "calon", "bupati,"])
    half = _calls(text[: LENGTH // 2])
    assert _calls(text) < 2.5 * half
