"""Papers named in a sentence: what newsrooms call them, whose they are, their number, date and subject.

A paper here is any document: the circulars that we look for, letters, decrees, and laws, which own numbers too.
Whether it is about neutrality and whether it was issued or only invoked, :mod:`alerts.matcher.circulars` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from alerts.matcher.dates import Day
from alerts.matcher.issuers import Office, find_offices, knowledge, words_pattern
from alerts.matcher.numbers import Number, find_numbers, number_at

FARTHEST_NUMBER = 220
"""Characters between a paper's name and its number: the five issuers of a joint decision stand between them."""

MOST_PAPERS = 40
"""Papers read in one sentence: the longest list of legal bases met has a dozen; time stays bounded."""

LAW, LETTER, DECREE = "law", "letter", "decree"
_SHORT = {"SE": "surat_edaran", "SKB": "keputusan_bersama", "SK": DECREE, "UU": LAW, "PP": LAW}
"""Short forms count in capitals only: "se-Kabupaten", "pp" are words."""

_SPOKEN = ("imbauan", "himbauan", "seruan")
"""Papers only when a number, a date or "tertulis" follows."""

_STEMS = (
    "surat",
    "nyurati",
    "imbauan",
    "aturan bersama",
    "edaran",
    "instruksi",
    "keputusan",
    "telegram",
    "maklumat",
    "nota dinas",
    "radiogram",
    "seruan tertulis",
    "arahan tertulis",
    "perintah tertulis",
    "memo",
)
"""A sentence with none of these names no paper but a law: nothing of ours."""

_ANAPHORA = re.compile(r"\s*(?:(?-i:\s[a-z]+)\s+)?(?:tersebut|itu|ini|dimaksud|tadi)\b", re.IGNORECASE)
_IN_IT = re.compile(r"\b(?:di\s?)?dalam\s+$", re.IGNORECASE)
_RELATIVE = re.compile(r"\s+(?:yang|ber(?:tanggal|kop|stempel))\b", re.IGNORECASE)
_OTHERS = re.compile(r"\s+lain(?:nya)?\b")
_NUMBERED = re.compile(r"\s+(?:[Nn]om|[Nn]o\b|\d)")
_SEVERAL = re.compile(
    r"\b(?:sejumlah|beberapa|berbagai|sederet|dua|tiga|empat|banyak|aneka)\s+(?:pucuk\s+|buah\s+|lembar\s+)?$",
    re.IGNORECASE,
)
_NOT_A_DEGREE = re.compile(r"[^\W\d_]{2,}\s*,\s*(?:\w{1,4}\.\s*)?$")
_LAST_LISTED = re.compile(r"\b(?:dan|serta)\b|&")
_ON_BEHALF = re.compile(r"\s*,?\s*(?:a\.?\s?n\.?|atas\s+nama|mewakili|untuk\s+dan\s+atas\s+nama)\s+", re.IGNORECASE)
_BEHALF_OF = re.compile(r"(?:\ba\.?\s?n\.?|\batas\s+nama)\s+$", re.IGNORECASE)
_TO_OFFICE = re.compile(
    r"^(?:-?nya)?(?:\s*\([^)]{1,30}\))?(?:\s*,)?\s*(?:netralitas\s+(?:(?:asn|pns|kades|pegawai)\s+)?)?(?:(?:itu|tersebut|ini)\s+)?"
    r"(?:(?:yang\s+)?(?:telah\s+|sudah\s+|baru\s+)?(?:dari|oleh|milik|atas\s+nama|a\.n\.?|keluaran"
    r"|(?:di(?:tandatangani|teken|terbitkan|keluarkan|buat|tetapkan|kirim|layangkan|rilis|edarkan|sampaikan|sepakati))"
    r"(?:\s+dan\s+\w+)?(?:\s+(?:langsung|resmi|secara\s+\w+))?(?:\s+(?:oleh|atas\s+nama|a\.n\.?))?)\s+(?:(?:pak|bapak|ibu)\s+)?)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:\([^)]{1,20}\))?\s*(?:,\s*)?(?:dan|serta|&|/|,)?\s*$", re.IGNORECASE)
_SIGN = re.compile(
    r"\s+(?:(?:telah|sudah|resmi|bersama-sama|juga)\s+)*(?:menandatangani|meneken|menerbitkan|mengeluarkan|menyepakati|teken|terbitkan)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\boleh\s+$", re.IGNORECASE)
_ENOUGH_LISTED = re.compile(
    r"\b(?:masing-masing|yakni|yaitu|antara|yang\s+diteken|nomor(?:nya)?)\s*:?\s+$", re.IGNORECASE
)
WORDS_BEFORE = 40
"""Characters before an office in which "atas nama", "oleh" or "masing-masing" stands."""
FEWEST_LISTED = 2
"""Offices of a joint decision: with fewer, a list may begin again further on."""
_LISTED_PAPERS = re.compile(
    r"^[^.;“”\"]{0,40}?(?:,|\b(?:dan|serta|maupun|juga))\s*(?:(?:dan|serta|juga|sampai|hingga)\s+)?(?:pada\s+|dengan\s+)?$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"\b(?:memuat|poin\S*|berisi\w*|mengatur|menegaskan|penting|larangan)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:tentang|perihal|mengenai|terkait|soal|menyangkut|mengatur(?=\s+(?:\w+\s+)?netralitas)|memuat(?=\s+pedoman)|hal(?=\s+(?:(?-i:[A-Z])|h?imbauan\b|pencegahan\b|netralitas\b|larangan\b|permohonan\b|laporan\b|undangan\b))|yang\s+berisikan|berisikan|memuat\s+(?:perihal|imbauan\s+(?:terhadap|tentang|soal)))"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"[.;:!?”\"“]|'{2}|\s[-–—]\s|\)\s*$|\s\(SE\b"
    r"|\s(?:(?:ber|ter)?tanggal\b|itu\b|tersebut\b|ini\b|nomor\b|No\b|yang\s+(?:di|ter|masih|baru|juga|telah|sudah|harus|kemudian"
    r"|mengatur|menegaskan|melarang|meminta|memuat|menyebut|mewajibkan|menginstruksikan|menekankan)"
    r"|(?:serta|dan|juga|maupun)\s+(?:SE|SKB|UU|PP|[Ss]urat|[Ii]nstruksi)\b|oleh\b|kepada\b|pada\s+\d|agar\b|ditujukan|merupakan|adalah|(?:sudah|belum|akan|masih|bakal|segera|resmi)\b"
    # what the newsroom goes on to tell: why, after what, and what became of it
    r"|(?:karena|lantaran|akibat|gara-gara|sehingga|namun|meski(?:pun)?|walau(?:pun)?|menyusul|setelah|usai|seiring)\b"
    r"|di(?:terbitkan|keluarkan|teken|tandatangani|cabut|batalkan|tarik|anulir|revisi|ganti|nyatakan|umumkan|edarkan|sahkan|sosialisasikan)\b"
    r"|(?:tidak|tak)\s+(?:lagi\s+)?berlaku\b)",
)


_ABOUT = re.compile(
    r"\s(?:(?:tentang|soal|terkait|larangan|netralitas)\b|(?:Bupati|Wali|Gubernur|Sekda|Menteri)\b)", re.IGNORECASE
)
"""Behind "SE": it is a paper, and no degree: "Diteken Sekda, SE Netralitas …"."""


@dataclass(slots=True)
class Paper:
    """A paper where a sentence names it."""

    kind: str  # a kind of the guide, or LETTER, DECREE, LAW
    index: int  # of the sentence
    start: int  # of its name
    end: int
    until: int  # where the next paper's name begins, or the sentence ends
    numbers: list[Number] = field(default_factory=list)
    back: bool = False  # points back to a paper told before: "SE tersebut", "edarannya"
    verb: bool = False  # "menyurati", "bersurat": the sending is told, not the paper
    several: bool = False  # "sejumlah surat edaran": no paper of its own
    adjacent: Office | None = None  # "Surat Edaran Wali Kota Semarang", "SE dari BKD"
    behalf: bool = False  # it is the one for whom another signs: "diteken Sekda a.n. Bupati"
    issuers: str | None = None  # of a joint decision, as printed
    day: Day | None = None
    subject: str | None = None
    chain: int = 0  # where the list of papers begins that it ends: "sesuai UU …, PP … dan SE …"
    clause: str = ""  # what the sentence says of it: from the paper before to the paper behind

    told: int = 0  # where its subject ends
    cue: tuple[str, str] | None = None  # how its sentence speaks of it, once that was read
    tail: int = 0  # where its name and its last number end


@cache
def _kinds() -> dict[str, str]:
    names = {" ".join(name.split()): kind for kind, phrases in knowledge()["papers"].items() for name in phrases}
    return {name: kind for name, kind in names.items() if name.upper() not in _SHORT}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?=[^\W\d_])(?:(?P<name>(?i:{words_pattern(_kinds())}))(?:nya)?|(?P<short>{'|'.join(_SHORT)})(?:-nya)?)(?![\w/]|-\w|\.\w)"
        r"(?:\s*\((?:SE|SKB|SI|ST|STR|PP|UU|Undang-Undang|Perppu|SK|[Ss]urat [Ee]daran"
        r"|[Ss]urat [Kk]eputusan [Bb]ersama)\))?"
    )


@cache
def _written() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{words_pattern(knowledge()['letters']['written'])})\b", re.IGNORECASE)


@cache
def _not_letters() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{words_pattern(knowledge()['letters']['never_before'])})\b", re.IGNORECASE)


def names_a_paper(words: str) -> bool:
    """Whether a sentence, or a whole text, may name a paper that is not a law: cheap, and asked first."""
    low = words.lower()
    for stem in _STEMS:
        if stem in low:
            return True
    return "SE" in words or "SK" in words


def find_papers(
    sentence: str, index: int = 0, offices: Sequence[Office] | None = None, counted: str | None = None
) -> list[Paper]:
    """The papers that a sentence names, laws included, in order, with what stands beside each.

    ``offices`` are those named in the sentence, when the caller knows them already. ``counted`` is the kind of the
    papers that a sentence before only counted, whose numbers follow: "… dua surat edaran. Pertama, Nomor …".
    """
    found = [
        paper
        for match in islice(_pattern().finditer(sentence) if names_a_paper(sentence) else (), MOST_PAPERS)
        if (paper := _named(sentence, match, index))
    ]
    if not found and counted:
        end = len(sentence)
        found = [
            Paper(counted, index, each.start, each.number_start, end, tail=each.number_start)
            for each in find_numbers(sentence)
        ]
    if not found:
        return []
    found = _give_numbers(sentence, found)
    if offices is None:
        offices = find_offices(sentence) if any(paper.kind != LAW for paper in found) else []
    for position, paper in enumerate(found):
        before = found[position - 1] if position else None
        if paper.kind != LAW:
            _describe(sentence, paper, offices)
        gap = sentence[max(before.told, before.tail) : paper.start] if before else "-"
        paper.chain = before.chain if before and _LISTED_PAPERS.match(gap) else paper.start
        left = max((max(each.told, each.tail) for each in found[:position]), default=0)
        paper.clause = sentence[left : max(paper.until, paper.tail)]
    return found


def _give_numbers(sentence: str, found: list[Paper]) -> list[Paper]:
    """The papers with their numbers, and where each one's words end; names that belong to a number are left out."""
    numbers = find_numbers(sentence)
    found = [paper for position, paper in enumerate(found) if not _is_keyword(paper, found[:position], numbers)]
    for paper, following in pairwise([*found, None]):
        if paper:
            paper.until = following.start if following else len(sentence)
    for number in numbers:
        owner = next((paper for paper in reversed(found) if paper.start < number.number_start), None)
        if owner and number.start - owner.tail <= FARTHEST_NUMBER:
            owner.numbers.append(_whole(sentence, owner, number))
            owner.tail = max(owner.tail, number.end)
    for paper in found:
        paper.back = paper.back or bool(paper.numbers and _ANAPHORA.match(sentence, paper.tail))
        if not paper.numbers and paper.kind != LAW and not paper.verb and (bare := number_at(sentence, paper.end)):
            paper.numbers.append(bare)
            paper.tail = max(paper.tail, bare.end)
    return found


def _describe(sentence: str, paper: Paper, offices: Sequence[Office]) -> None:
    """Read the office and the subject that a paper's own words give it."""
    sends = paper.verb and not sentence[paper.start : paper.end].lower().startswith("di")
    paper.adjacent = None if sends else _adjacent(sentence, paper, offices)  # behind it: who is written to
    paper.behalf = bool(paper.adjacent and on_behalf(sentence, paper.adjacent))
    paper.subject, paper.told = _subject(sentence, paper)
    if paper.kind == "keputusan_bersama" or "bersama" in sentence[paper.start : paper.end].lower():
        paper.issuers = listed_offices(sentence, paper, offices)


def _named(sentence: str, match: re.Match[str], index: int) -> Paper | None:
    name = " ".join((match["name"] or "").lower().split())
    kind = _kinds()[name] if name else _SHORT[match["short"]]
    before, after = sentence[max(0, match.start() - 30) : match.start()], sentence[match.end() : match.end() + 40]
    if (
        match["short"] == "SE"
        and _NOT_A_DEGREE.search(before)
        and not (_NUMBERED.match(after) or _ABOUT.match(after))
    ):
        return None  # a degree behind a name: "Budi Santoso, SE"
    if kind == LETTER and name == "surat" and _not_letters().match(after):
        return None
    if name in _SPOKEN and not _written().match(after):
        return None
    words = match.group()
    first = not sentence[: match.start()].strip(" “\"'")  # "Surat yang ditandatangani …": the one spoken of
    back = first or words.lower().endswith("nya") or bool(_ANAPHORA.match(after))
    back = back or bool(_IN_IT.search(before) and _RELATIVE.match(after))
    paper = Paper(kind, index, match.start(), match.end(), len(sentence), back=back, tail=match.end())
    paper.verb = name in ("surati", "menyurati", "bersurat", "disurati")
    paper.several = bool(_SEVERAL.search(before)) or bool(_OTHERS.match(after))
    return paper


def _is_keyword(paper: Paper, before: Sequence[Paper], numbers: Sequence[Number]) -> bool:
    """Whether the name is rather part of a number: "Surat Edaran Menteri Perhubungan SE 36 Tahun 2015"."""
    for number in numbers:
        if number.number_start <= paper.start < number.end:
            return True
        if number.start < paper.start < number.number_start:  # "Nomor surat edaran tersebut adalah …"
            paper.back = True
            return paper.kind == LETTER
        if number.start == paper.start:
            return any(each.kind == paper.kind and 0 <= paper.start - each.end <= 60 for each in before)
    return False


def _whole(sentence: str, owner: Paper, number: Number) -> Number:
    """The number with the "SE" before it, when the paper was called a circular already: it is the number's own."""
    prefix = sentence[number.start : number.number_start]
    if prefix.startswith("SE") and owner.start < number.start:
        return Number(number.start, number.start, number.end, f"SE {number.printed}")
    return number


def _adjacent(sentence: str, paper: Paper, offices: Sequence[Office]) -> Office | None:
    """The office that the paper's name carries: directly behind it, or behind "dari", "oleh", "ditandatangani"."""
    for position, office in enumerate(offices):
        if office.start < paper.end:
            continue
        gap = sentence[paper.end : office.start]
        behind_number = sentence[paper.tail : office.start] if paper.tail <= office.start else ""
        if office.start >= paper.until or len(gap) > 260:
            return None
        if gap.strip() == "," and position:
            return None  # "Bupati Keluarkan Edaran, Bawaslu Apresiasi"; but "Teken SE, Bupati Larang …"
        if _TO_OFFICE.match(gap) or (
            paper.numbers and behind_number.strip(" ,") and _TO_OFFICE.match(behind_number)
        ):
            return principal(sentence, office, offices[position + 1 :])
    return None


def principal(sentence: str, office: Office, following: Sequence[Office]) -> Office:
    """The one for whom an office signs: "Sekda a.n. Bupati Klaten" is Bupati Klaten (guide, rule 19)."""
    if following and _ON_BEHALF.fullmatch(sentence[office.end : following[0].start]):
        return following[0]
    return office


def on_behalf(sentence: str, office: Office) -> bool:
    """Whether an office is the one for whom another signs."""
    return bool(_BEHALF_OF.search(sentence[max(0, office.start - WORDS_BEFORE) : office.start]))


def listed_offices(sentence: str, paper: Paper, offices: Sequence[Office]) -> str | None:
    """The offices of a joint decision as printed: a list that begins behind its name, "oleh" or "yang diteken".

    A number may stand behind each: "Menteri PANRB Nomor 2 Tahun 2022, Kepala BKN Nomor 246 Tahun 2022".
    """
    run: list[Office] = []
    numbered = False
    for office in offices:
        if office.start < paper.end or office.start >= max(paper.until, paper.tail):
            continue
        gap = sentence[run[-1].end : office.start] if run else ""
        before = sentence[max(0, office.start - WORDS_BEFORE) : office.start]
        if run and _LISTED.match(gap):
            run.append(office)
        elif run and any(run[-1].end <= number.start and number.end <= office.start for number in paper.numbers):
            bare = "".join(_without_numbers(sentence, run[-1].end, office.start, paper.numbers))
            if not _LISTED.match(bare):
                break
            run.append(office)
            numbered = True
        elif len(run) >= FEWEST_LISTED:
            break
        else:
            intro = _TO_OFFICE.match(sentence[paper.end : office.start]) or _BY.search(before)
            run = [office] if intro or _ENOUGH_LISTED.search(before) else []
            if run and len(offices) == 1:
                break
    if len(run) < FEWEST_LISTED:
        signers = _signers(sentence, paper, offices)
        run = signers if len(signers) >= FEWEST_LISTED else run
    if not run:
        return None
    if numbered:
        names = [each.name for each in run]
        if not _LAST_LISTED.search(sentence, run[-2].end, run[-1].start):
            return ", ".join(names)
        return f"{', '.join(names[:-1])}, dan {names[-1]}" if len(names) > 2 else " dan ".join(names)
    return " ".join(sentence[run[0].start : run[-1].end].split())


def _signers(sentence: str, paper: Paper, offices: Sequence[Office]) -> list[Office]:
    """The offices listed before a joint decision that they sign: "Mendagri dan Menpan-RB menandatangani SKB"."""
    run: list[Office] = []
    for office in offices:
        if office.end > paper.start:
            break
        run = [*run, office] if run and _LISTED.match(sentence[run[-1].end : office.start]) else [office]
    return run if run and _SIGN.match(sentence, run[-1].end) else []


def _without_numbers(sentence: str, start: int, end: int, numbers: Sequence[Number]) -> Iterator[str]:
    for number in numbers:
        if start <= number.start and number.end <= end:
            yield sentence[start : number.start]
            start = number.end
    yield sentence[start:end]


def _subject(sentence: str, paper: Paper) -> tuple[str | None, int]:
    """The "tentang …" of a paper, as told, and where it ends; None when none is told."""
    tail = paper.tail
    reach = min(tail + 300, len(sentence) if paper.numbers else paper.until)
    for opening in _SUBJECT.finditer(sentence, tail, reach):
        word = opening.group().split()[0].lower()
        gap = sentence[tail : opening.start()]
        if len(gap) > (80 if word in ("tentang", "perihal", "hal", "memuat", "yang") else 25) or re.search(
            r"[.;“”\"]", gap
        ):
            continue
        if word == "tentang" and _TOLD_OF.search(gap):
            continue
        rest = sentence[opening.end() : opening.end() + 400]
        length = _subject_end(rest)
        subject = rest[:length].strip(" ,)'")
        vague = (
            subject.lower().startswith(("yang sama", "hal ini", "hal itu", "hal tersebut")) or " mereka" in subject
        )
        return (None if vague or len(subject) <= 3 else subject), opening.end() + length
    return None, tail


_ITEM = re.compile(
    r",\s+(?P<item>[^,.;]{3,80}?)(?:,\s+[A-Z][^,.;]{2,60}?){0,3}\s+(?:dan|serta|&)\s+(?!(?:SE|SKB|UU|PP|[Ss]urat|[Pp]eraturan)\b)[A-Z]"
)


def _subject_end(rest: str) -> int:
    """Where a subject ends: at a stop word or a comma that does not part the items of a list."""
    stop = _SUBJECT_END.search(rest)
    end = stop.start() if stop else len(rest)
    comma = rest.find(",", 0, end)
    while comma >= 0:
        item = _ITEM.match(rest, comma)
        if not item or not item["item"][0].isupper() or _pattern().match(item["item"]):
            return comma
        comma = rest.find(",", item.end(), end)
    return end
