"""The day of a paper and the office behind it, when they do not stand beside its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from alerts.matcher.circular_cues import BEFORE, Story
from alerts.matcher.dates import Day, find_days
from alerts.matcher.issuers import Office, knowledge, words_pattern
from alerts.matcher.papers import Paper, on_behalf, principal

_HE = r"(?:saya|kami|kita|beliau|ia|dia)"
_DAY_BEHIND = re.compile(
    r"^[\s,]*(?:(?:itu|tersebut|ini|yang|telah|sudah|baru|saja|juga)\s+)*(?:(?:ber|ter)?tanggal|per(?:\s+tanggal)?|pada|dengan\s+tanggal)?[\s,(]*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:ter|ber)tanggal\W*$", re.IGNORECASE)
_DAY_WORD = re.compile(r"(?:(?:ter|ber)tanggal|tanggal|per\s+tanggal)\W*$", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:ditandatangani|di\s+tanda\s+tangani|ditanda\s+tangani|diteken|diterbitkan|dikeluarkan|ditetapkan|diedarkan|terbit|keluar|dibuat|disahkan|dirilis|menerbitkan|mengeluarkan"
    rf"|{_HE}\s+(?:tanda\s?tangani|teken|terbitkan|keluarkan|edarkan)|penandatanganan|menandatangani|meneken)(?:nya)?\b"
    r"(?P<gap>[^;“”\"]{0,90})$",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|sebut|tegas|terang|papar|imbuh|tandas|mengatakan|menyampaikan|menegaskan|menjelaskan|mulai|berlaku"
    r"|dibagikan|diterima|beredar|sampai|hingga|pilkada|pemilu|pemilihan|pemungutan|saat|ketika|usai)\w*\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\b(?:menandatangani|tandatangani|meneken|teken|menetapkan|menerbitkan|mengeluarkan)\b", re.IGNORECASE
)
_JUST_SIGNED = re.compile(
    r"\b(?:ditandatangani|diteken|diterbitkan|dikeluarkan|ditetapkan|dirilis|terbit|(?:ber|ter)tanggal)\s+(?:(?:pada|sejak|per|hari)\s+){0,2}$",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"[.)]*(?:\s|$)")
_SIGNING = re.compile(
    rf"\b(?:penandatanganan|ditandatangani(?:nya)?|diteken(?:nya)?|{_HE}\s+(?:tanda\s?tangani|teken)|(?:menandatangani|meneken|menerbitkan|mengeluarkan)nya|tertanggal|bertanggal|tanggal\s+(?:yang\s+)?ter(?:tera|tulis|cantum))\b",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"\b(?:ditandatangani|diteken|dikeluarkan|diterbitkan|dibuat|ditetapkan|disampaikan|dikirim(?:kan)?|dilayangkan|dituangkan|dirilis|diedarkan"
    r"|dipertegas|ditegaskan|disurati|tanda\s+tangan|tandatangan)\s+(?:(?:langsung|oleh|dari|resmi|secara\s+\w+|pak|bapak|ibu)\s+)*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:kepada|ke|oleh|dengan|bersama|untuk|ditujukan|bagi|arahan|menindaklanjuti|tindak\s+lanjut|sesuai|dari|SE|edaran|surat|terima|melalui|lewat)\s+(?:para\s+|seluruh\s+)?$",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"\bpemerintah\s+(?:pusat\s+)?(?:melalui|lewat)\s+$", re.IGNORECASE)
"""The government acts by a ministry: it is the ministry's paper."""
_UNDERGONE = re.compile(r"\bdi\w{4,}\s+(?:oleh\s+)?$", re.IGNORECASE)
"""The agent of another verb: "dipanggil Bawaslu"."""
_BY_MEANS = re.compile(r"\s+(?:melalui|lewat)\b", re.IGNORECASE)
"""Behind a maker, and behind whom he writes to: "Bawaslu menyurati gubernur lewat surat imbauan"."""
_STAFF_OF = re.compile(
    r"\b(?:pegawai|asn|pns|staf|honorer|pejabat|jajaran|lingkungan|lingkup)\s+(?:di\s+)?$", re.IGNORECASE
)
_NOT_ISSUERS = ("kpu", "komisi pemilihan umum", "kpu ri", "kpk", "camat")
FARTHEST_DAY = 400
"""Characters between a paper and its day: the title of a joint decision may stand between them."""
_FARTHEST_MAKER = 160
"""Characters between an office and the paper that it makes."""
_REACH_BACK = 4
"""Sentences back in which the office meant by "ia", "kami" or a passive is looked for."""


def day_of(sentence: str, paper: Paper, year: int | None) -> Day | None:
    """The document's own day in the sentence that names it: behind its number, "tanggal", or a word of signing."""
    if paper.back and paper.chain == paper.start:
        left = max(0, paper.start - BEFORE)
        for day in find_days(sentence[: paper.start], year=year, start=left):
            opening = sentence[left : day.start]
            if day.iso and _JUST_SIGNED.search(opening) and sentence[day.end : paper.start].strip() in (",", ""):
                return day
    first = paper.numbers[0].start if paper.numbers else paper.end
    signs = _SIGNS.search(sentence, max(0, paper.start - BEFORE), paper.start)
    window = sentence[: paper.tail + FARTHEST_DAY]
    for day in find_days(window, year=year, start=paper.end):
        if day.iso is None:
            continue
        if day.start >= max(paper.until, paper.tail):
            return None
        before = sentence[max(paper.end, day.start - FARTHEST_DAY) : day.start]
        if day.start < first:  # "Surat Edaran … tanggal 28 Februari 2018 Nomor SE.3/…"
            if _DAY_WORD.search(before):
                return day
        elif signs and paper.chain == paper.start and _AT_THE_END.match(sentence[day.end : day.end + 3]):
            told = sentence[paper.end : day.start]
            if not _OF_SUBJECT.search(told):
                told = told.replace(paper.subject or "-", "")
            if not _OTHER_DAY.search(told) and not re.search(r"[;“”\"]", before):
                return day  # "menandatangani SKB tentang …, Kamis (22/9/2022)."
        elif _is_its_day(before, _behind(sentence, paper, day), numbered=bool(paper.numbers)):
            return day
    return None


def _behind(sentence: str, paper: Paper, day: Day) -> str:
    """The words between a paper's number and a day, without its title: that holds words of other days.

    A title is capitalised; what is not may itself tell the day, "tentang netralitas pada pemilihan tanggal …".
    """
    behind = sentence[paper.tail : day.start]
    words = [word for word in (paper.subject or "").split() if len(word) >= SHORTEST_TITLE_WORD]
    if len(words) >= FEWEST_TITLE_WORDS and all(word[0].isupper() for word in words):
        return behind.replace(paper.subject or "", "")
    return behind


_OF_SUBJECT = re.compile(r"[a-z]\s+(?:pada\s+)?tanggal\s*$")
"""Before a day that a subject itself tells: "… pada pemungutan suara tanggal 14 Februari"."""
SHORTEST_TITLE_WORD = 6
FEWEST_TITLE_WORDS = 5


def _is_its_day(before: str, behind: str, *, numbered: bool) -> bool:
    """Whether the words from a paper's name (``before``) or number (``behind``) to a day make it its own."""
    if (numbered and _DAY_BEHIND.match(behind)) or _DATED.search(before):
        return True
    if _DAY_WORD.search(before) and not _OTHER_DAY.search(behind[-60:]):
        return True
    signed = _SIGNED.search(before)
    return bool(signed and not _OTHER_DAY.search(signed["gap"]))


def tells_signing(sentence: str) -> bool:
    """Whether a sentence may tell who signed a paper, or when: cheap, and asked first."""
    low = sentence.lower()
    return any(stem in low for stem in ("tanda", "nandatangan", "teken", "tanggal", "meja", "paraf"))


def signing_day(sentence: str, year: int | None) -> Day | None:
    """The day in a sentence that tells a signing without naming the paper; None when it tells none."""
    found = _SIGNING.search(sentence)
    if not found:
        return None
    for day in find_days(sentence, year=year):
        if (
            day.iso
            and 0 <= day.start - found.end() <= 90
            and not _OTHER_DAY.search(sentence[found.end() : day.start])
        ):
            return day
    return None


def agent(sentence: str, paper: Paper, offices: Sequence[Office]) -> Office | None:
    """The office that a sentence says made the paper: "Bupati X mengeluarkan SE", "SE … diteken Sekda"."""
    for position, office in enumerate(offices):
        if not paper.chain - 120 <= office.start < max(paper.until, paper.tail):
            continue  # another paper's
        if _DONE_BY.search(sentence[max(0, office.start - 40) : office.start]):
            return principal(sentence, office, offices[position + 1 :])
    chosen: Office | None = None
    for office in offices:
        if not 0 <= paper.start - office.end <= _FARTHEST_MAKER or office.head in _NOT_ISSUERS:
            continue
        before = sentence[max(0, office.start - 40) : office.start]
        between = sentence[office.end : paper.start]
        by_it = bool(_BY_MEANS.match(between)) and not _TO.search(before)  # "diingatkan Bawaslu lewat surat"
        if (_of_another_verb(before) and not by_it) or _STAFF_OF.search(before):
            continue
        if _done_to().search(before) and ("," in between or not _makes().search(_BY_MEANS.sub("", between))):
            continue  # "minta Bupati tertibkan honorer, layangkan …"; but "minta Bupati terbitkan …"
        if paper.verb and len(between) <= 60 and not re.search(r"[.;“”\"]", between):
            chosen = office  # "Bawaslu Manggarai menyurati"
        if _makes().search(between):
            chosen = office
    if chosen is None and _makes().match(sentence):  # "Terbitkan SE Nomor 5 Tahun 2024, Wali Kota Bontang …"
        return next((each for each in offices if sentence[paper.tail : each.start] == ", "), None)
    return chosen


def _of_another_verb(before: str) -> bool:
    """Whether the words before an office keep it from being the maker: "ke Bupati", "dipanggil Bawaslu"."""
    if _TO.search(before):
        return not _THROUGH.search(before)
    return bool(_UNDERGONE.search(before) and not _DONE_BY.search(before))


@cache
def _done_to() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words_pattern(knowledge()['told']['done_to'])})\s+$", re.IGNORECASE)


@cache
def _makes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words_pattern(knowledge()['told']['makes'])})(?!\w)", re.IGNORECASE)


_TO_SIGN = re.compile(
    r"\b(?:(?:diajukan|disodorkan|diserahkan|disampaikan|dinaikkan|dimintakan|diteruskan)\s+(?:\w+\s+){0,2}?(?:ke(?:pada)?|ke\s+meja)"
    r"|(?:di|ke)\s+meja|(?:menunggu|tinggal|menanti|minta|belum)\s+(?:\w+\s+)?(?:tanda\s+tangan|tandatangan|paraf|persetujuan|diteken|ditandatangani)"
    r"(?:\s+(?:oleh|dari))?)\s+(?:Bapak\s+|Pak\s+|Ibu\s+)?$",
    re.IGNORECASE,
)


def signer_to_be(sentence: str, offices: Sequence[Office]) -> Office | None:
    """The office that a planned paper waits for: "diajukan kepada Wali Kota Batu untuk diteken"."""
    for office in offices:
        if (
            office.group != "national"
            and sentence[office.start].isupper()
            and _TO_SIGN.search(sentence[max(0, office.start - 60) : office.start])
        ):
            return office
    return None


_SIGNER = re.compile(
    r"\b(?:penanda\s?tangan(?:nya)?|yang\s+bertanda\s+tangan|ditandatangani(?:nya)?|diteken(?:nya)?)\b",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(r"di(?:tandatangani|teken)\s+(?:(?:langsung|oleh|resmi|pak|bapak|ibu)\s+)*", re.IGNORECASE)
_SIGNS_IT = re.compile(
    r"\s+(?:(?:telah|sudah|langsung|juga|sendiri|yang)\s+)*(?:menandatangani|meneken|menerbitkan|mengeluarkan)nya\b",
    re.IGNORECASE,
)


def signed_for(sentence: str, offices: Sequence[Office], issuer: Office | None) -> Office | None:
    """The office whose a paper told before is: "Bupati menandatanganinya", "Penandatangannya Sekda a.n. Bupati".

    A government (``issuer``) signs nothing itself: its paper is his who signed, "sudah diteken Pak Sekda".
    """
    found = _SIGNER.search(sentence)
    government = issuer is not None and issuer.group == "government"
    for office in offices:
        if government and found and _SIGNED_BY.fullmatch(sentence[found.start() : office.start]):
            return office
        if _SIGNS_IT.match(sentence, office.end):
            return office
        if found and office.start > found.end() and on_behalf(sentence, office):
            return office
    return None


_SAYS = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|sebut|tegas|terang|papar|imbuh|tandas|katanya|menurut|demikian)\s+(?:(?:anggota|komisioner|staf)\s+)?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


def fallback_issuer(story: Story, paper: Paper) -> Office | None:
    """The office told last before a paper whose maker is not named: who speaks in its sentence or before."""
    employer: Office | None = None  # of "pegawai Pemkab": when nobody else is told of
    for index in range(paper.index, max(-1, paper.index - _REACH_BACK - 1), -1):
        sentence = story.sentences[index]
        quotes = [found.span() for found in _QUOTED.finditer(sentence)]
        first: Office | None = None
        for office in story.offices(index):
            before = sentence[max(0, office.start - 40) : office.start]
            if _SAYS.search(before) and office.group != "private":
                return office
            if index == paper.index and office.start > paper.start:
                break
            if (
                office.group == "private"
                or office.head in _NOT_ISSUERS
                or _of_another_verb(before)
                or _done_to().search(before)
                or any(a < office.start < b for a, b in quotes)
            ):
                continue
            if _STAFF_OF.search(before):
                employer = employer or office
            else:
                first = first or office
        if first:
            return first
    return employer
