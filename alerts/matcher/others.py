"""The other cases of a story about an incident: where it turns to another man's, and how long it stays with him.

Reporters turn by a place ("Di Kabupaten Buru, seorang ASN …"), by counting ("laporan kedua"), by looking back
("pada pilkada lalu, seorang lurah …"), or by a word ("sementara itu, dua kades …"). Who is only told of in other
words ("camat", "pejabat itu", "aparatur tersebut") is the same man: a word alone is no turn unless somebody else is
brought in behind it (guide, rules 12 and 13).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.matcher.actors import Mention, Role
from alerts.matcher.counts import NUMBER, number_of
from alerts.matcher.regions import named_in
from alerts.matcher.story import Line
from model import Actor, Place, Stage

MOST_OTHERS = 4
"""A story about one case rarely tells of more besides."""
_FIRST = 2
"""Headline and first sentence tell of the story's own case."""
_LATE = 3
"""Lines above it hold the story's own case; "juga" there may belong to it."""
_STAFF = frozenset({Actor.ASN, Actor.SUB_DISTRICT_HEAD, Actor.HEAD_OF_OFFICE, Actor.TEACHER, Actor.NON_ASN})
_VILLAGE = frozenset({Actor.VILLAGE_HEAD, Actor.VILLAGE_STAFF})
"""Of these, one word may stand for another: "camat … ASN itu", "kades … aparat desa itu"."""
_STEPS = frozenset({Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED, Stage.DISMISSED})
"""What is done to an accused alone; a witness too is summoned."""

_BEFORE = (
    r"(?:se|(?:satu|dua|tiga|empat|lima|enam|beberapa)\s)(?:hari|pekan|minggu|bulan|tahun)"
    r"\s+(?:sebelumnya|sebelum\s+itu)"
)
_BY_PLACE = re.compile(
    rf"^\W*(?:(?:sementara(?:\s+itu)?|sedangkan|adapun|selain\s+itu|lalu|kemudian|lain\s+lagi|lain\s+halnya|berbeda|hal\s+serupa|begitu\s+(?:juga|pula)"
    rf"|{_BEFORE}|demikian\s+(?:juga|pula)|kasus\s+(?:serupa|lain)|dari\s+(?:catatan|data)|(?:ber)?geser|beralih|masih)\W+)*(?:\w+\s+){{0,3}}?"
    r"(?:di|dari|ke|dengan|untuk|kabupaten|kota)\s"
)
"""A sentence that begins so names a place first."""
_THERE = re.compile(
    r"^\W*(?:di\s+(?:sana|kabupaten\s+(?:itu|tersebut)|daerah\s+(?:itu|tersebut)|kota\s+(?:itu|tersebut)))\b"
)
_COUNTED = re.compile(
    r"\b(?:laporan|kasus|perkara|temuan|berkas|terlapor|aduan|dugaan)\s+(?:kedua|ketiga|keempat|kelima|terakhir|lain(?:nya)?|serupa)\b(?!\s+(?:pihak|dari))|\byang\s+(?:kedua|ketiga|keempat|kelima)\b"
    r"|\b(?:laporan|kasus|perkara|temuan|berkas|aduan)\s+(?:[\w-]+\s+){1,4}?lain(?:nya)?\b"
    r"|\bjuga\s+(?:pernah\s+|sudah\s+|telah\s+|sedang\s+|tengah\s+)?(?:menerima|menangani|memproses|mencatat|menemukan|mengusut|mendapat)"
    r"\s(?:\w+\s){0,3}?(?:laporan|aduan|temuan|kasus|perkara|dugaan)\b"
    r"|^\W*(?:kedua|ketiga|keempat|kelima)\s*,|^\W*(?:[2-9][.)]|[b-e]\.)\s"
)
_CONTEST = r"(?:pilkada|pemilu|pileg|pilpres|pilgub|pilbup|pilwal\w*|pemilihan)"
_PAST = re.compile(
    rf"\b{_CONTEST}\s+(?:\w+\s+){{0,2}}?(?:lalu|silam|sebelumnya|kemarin|terdahulu)\b"
    r"|\b(?:tahun|periode)\s+(?:lalu|silam|sebelumnya)\b"
)
"""Another contest than the story's."""
_YEAR = re.compile(rf"\b{_CONTEST}\s+(?:\w+\s+){{0,2}}?(?P<year>20\d\d)\b")
_EARLIER = (
    r"(?:(?:pada|awal|akhir|pertengahan)\s+){0,2}(?:bulan|tahun|pekan|januari|februari|maret|april|mei|juni"
    r"|juli|agustus|september|oktober|november|desember)\s+(?:lalu|silam|kemarin)"
)
LOOKS_BACK = re.compile(rf"^\W*(?:sebelumnya|{_EARLIER}|{_BEFORE})\b")
"""A sentence that begins so tells of what was before the story's own case."""
_WORD = re.compile(
    rf"^\W*(?:{_EARLIER}|{_BEFORE}|di\s+luar\s+(?:kasus|laporan|perkara|temuan|dugaan)\s+(?:itu|tersebut|ini)|sebelumnya|sebelum\s+(?:itu|ini|kasus)|selain\s+(?!itu\s+juga\s+sebagai)\w+|sementara(?:\s+itu)?|adapun|sedangkan|di\s+sisi\s+lain"
    r"|di\s+lain\s+(?:pihak|sisi|kesempatan)|terpisah|di\s+tempat\s+(?:terpisah|lain)|di\s+antara\s+(?:\w+\s+)?(?:dalil|tuduhan|tudingan|gugatan|aduan)\w*|tak\s+hanya|tidak\s+hanya|bukan\s+hanya|bersamaan\s+dengan)\b"
    r"|\bjuga\s+(?:sudah\s+|telah\s+|tengah\s+|sedang\s+|pernah\s+|masih\s+)?(?:me\w+|di\w{4,}|ada|terjadi|muncul)\b|\bsebelumnya\s+(?:juga|pernah|sudah|telah)\b"
)
_ALSO = re.compile(
    r"\b(?:sebelumnya|juga)\s+(?:juga\s+|sudah\s+|telah\s+|tengah\s+|sedang\s+|pernah\s+|masih\s+|lebih\s+dulu\s+)*(?:me\w+|di\w{4,})|\b(?:ada\s+(?:juga|pula)|menyusul|disusul)\b"
)
"""Beside somebody who is brought in as new: he too, and not the one told of before."""
_NEW = re.compile(
    r"(?:\b(?:seorang|salah\s+(?:satu|seorang)|satu|oknum|sejumlah|beberapa)\s+(?:oknum\s+|orang\s+)?)$"
)
_AGAIN = re.compile(r"^(?:\s+[\w/.-]+){0,3}?\s+(?:itu|tersebut|tadi|dimaksud|bersangkutan)\b")
_LAIN = re.compile(r"^(?:\s+[\w/.-]+){0,4}?\s+lain(?:nya)?\b")
"""Right behind an official: he is another one."""
_REPORTER = re.compile(r"\b(?:pelapor\w*|saksi\w*|korban\w*|dilaporkan\s+oleh|oleh)\s+(?:[\w-]+\s+){0,2}$")
"""Right before an official: he reports, has seen or suffered it."""
_REMAINING = re.compile(
    rf"^\W*(?:sedangkan\s+|sementara\s+|adapun\s+|sisanya,?\s+)?(?P<number>{NUMBER})\s+(?:(?:orang|kasus|perkara|laporan|temuan|berkas)\s+)?(?:yang\s+)?(?:lain(?:nya)?|sisanya|lagi|orang)\b"
)
_AMONG = re.compile(r"\b(?:di\s+antara(?:nya)?|satu\s+di\s+antara|salah\s+satunya|termasuk|yakni|yaitu|terdiri)\b")
"""Behind it one of those told of before is named."""
_BESIDE = re.compile(
    r"^\W*(?:selain|di\s+luar|sebelum|sesudah|menyusul|di\s+samping|tak\s+hanya|tidak\s+hanya|bukan\s+hanya|berbeda\s+dengan)\s[^,]{3,60},"
)
"""Who is named in it is only what the others are told beside."""
_SAME_CASE = re.compile(
    r"\b(?:(?:dalam|terkait|untuk|atas|pada|di|ke|menghadiri|mengikuti|hadiri)\s+)(?:kasus|perkara|laporan|dugaan|acara|kegiatan|rekaman|video|foto|kampanye|deklarasi|pertemuan|rapat|panggung|rombongan|lokasi)\s+(?:ini|itu|tersebut|yang\s+sama)\b"
)
ALIKE = re.compile(r"\b(?:nasib(?:nya)?\s(?:yang\s)?(?:serupa|sama|senasib)|bernasib\s(?:serupa|sama)|senasib)\b")
"""A case that has come as far as the story's own: "perkara lain yang nasibnya serupa"."""
_GOES_ON = re.compile(
    r"^\W*(?:ia|dia|mereka|keduanya|ketiganya|keempatnya|yang\s+bersangkutan|kedua|ketiga|terlapor\w*|pelaku\w*|hasilnya|akibatnya|akhirnya|buntutnya|namun|tetapi"
    r"|setelah|isinya|bedanya|atas|karena|(?:saat|ketika)\s+itu|kala\s+itu|waktu\s+itu"
    r"|(?:kasus|perkara|laporan|dugaan|temuan|berkas|pejabat|pegawai|oknum|aparatur|pria|perempuan|sang|camat|lurah|kades|guru|kadis|kepala\s+\w+|asn|pns)(?:\s\w+)?\s+(?:itu|tersebut|dimaksud))\b"
)


@dataclass(slots=True)
class Other:
    """Another case than the story's own: its people, its place when that made the turn, its lines by number."""

    people: tuple[Mention, ...]
    region: str | None
    numbers: list[int]
    rest: bool = False  # the remaining ones of the story's own group: "tiga ASN lainnya"


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of a story's own case: its accused, where it plays; the story's year and places."""

    actor: Actor
    office: str | None
    region: str | None
    year: int | None
    places: Sequence[Place]


def others(lines: Sequence[Line], own: Own) -> list[Other]:
    """The other cases that a story tells beside its ``own``, in the order told; the headline is its first line."""
    found: list[Other] = []
    current: Other | None = None
    for number in range(_FIRST, len(lines)):
        if current is not None and current.numbers[-1] >= number:
            continue  # taken as the sentence behind a turn
        new = _opened(lines, number, own)
        if new is not None:
            again = next((one for one in found if _is_told_again(one, new)), None)
            if again is not None:
                again.numbers += new.numbers
                current = again
                continue
            if len(found) == MOST_OTHERS:
                break
            found.append(new)
            current = new
        elif current is not None and _stays(lines, number, current, own.actor):
            current.numbers.append(number)
        else:
            current = None
    return found


def _is_told_again(known: Other, new: Other) -> bool:
    """Whether a case comes up again that was told before: so many of the same kind, at no other place."""
    one, other = known.people[0], new.people[0]
    counted = one.count == other.count and (one.count or 0) > 1 and one.actor is other.actor
    return counted and new.region in (None, known.region)


def _opened(lines: Sequence[Line], number: int, own: Own) -> Other | None:
    """The case that begins in a line, if one does; a turn may stand in the sentence before its people."""
    line = lines[number]
    region = _elsewhere(line, own.region, own.places)
    counted = bool(_COUNTED.search(line.low))
    after = lines[number + 1] if number + 1 < len(lines) else None
    told, numbers = line, [number]
    left = bool(_remaining(line, own.actor))
    named = _singled_out(line) and not (counted and after is not None and _is_announced(line, after))
    if not named and not left and after is not None and (region or counted) and not _general(line):
        if not _singled_out(after) or after.sentence.paragraph != line.sentence.paragraph:
            return None
        told, numbers = after, [number, number + 1]
    beside = _BESIDE.match(told.low)
    start = beside.end() if beside else 0
    people = _people(told, own, start, counted=counted, placed=region is not None)
    if not people or _general(told) or (own.office and own.office.lower() in told.low):
        return None
    one = people[0]
    stranger = not alike(one.actor, own.actor)
    lain = left or not told.people or bool(_LAIN.match(told.low[one.end : one.end + 60]))
    if told is line and _SAME_CASE.search(told.low) and not lain:
        return None
    rest = lain and not stranger and bool(steps_of(lines[0]))
    if not _breach(lines, numbers, elsewhere=region is not None, counted=counted) and not (rest and told.staged):
        return None
    brought = left or not told.people or _brought_in(told, one)
    among = _AMONG.search(told.low)
    another = lain and (stranger or rest) and not (among and among.start() < one.start)
    looks_back = not among and (told.has("other_case") or _long_ago(told, own.year))
    turned = (
        region is not None
        or (counted and (stranger or brought))
        or (brought and (another or looks_back or _said_beside(told, own.actor, start, stranger=stranger)))
        or (number >= _LATE and _as_new(told, one) and _ALSO.search(told.low))
    )
    return Other(people, region, numbers, rest and region is None and (left or not counted)) if turned else None


def _is_announced(line: Line, after: Line) -> bool:
    """Whether a line only announces whom the next brings in: "perkara kades lain berlanjut. Satu kades …"."""
    return not _introduces(line) and _introduces(after) and after.sentence.paragraph == line.sentence.paragraph


def _introduces(line: Line) -> bool:
    return any(_brought_in(line, one) for one in line.ones)


def _people(line: Line, own: Own, start: int, *, counted: bool, placed: bool) -> tuple[Mention, ...]:
    """Whose case a line may open: behind place ``start``, those brought in as new before those who are not."""
    # beside the story's own, or where cases are counted, who is acted upon is another accused
    among = line.people if start or (counted and not line.ones) else line.ones
    if placed:
        among = tuple(_of_its_place(one) for one in among or line.people)
    people = tuple(one for one in among if one.start >= start and _may_be_accused(line, one))
    new = tuple(one for one in people if _brought_in(line, one))  # "perkara lurah … seorang lurah": one man
    return new or people or _remaining(line, own.actor)


def _said_beside(line: Line, actor: Actor, start: int, *, stranger: bool) -> bool:
    """Whether a line names somebody beside the accused ("selain camat itu, …"), or without him behind a word."""
    ends = {one.end + 1 for one in line.people}  # "honorer Satpol PP": right behind another it is where he serves
    own = [one.start for one in line.people if alike(one.actor, actor) and one.start not in ends]
    if any(place < start for place in own):
        return True
    return stranger and not own and bool(_WORD.search(line.low))


def _long_ago(line: Line, year: int | None) -> bool:
    """Whether a sentence looks back at another contest: "pada pilkada lalu", "Pemilu 2019" in a story of 2024."""
    if _PAST.search(line.low):
        return True
    found = _YEAR.search(line.low)
    return found is not None and year is not None and int(found["year"]) < year - 1


def steps_of(line: Line) -> set[str]:
    """The steps of a procedure that a line tells, beyond what is only alleged."""
    return {hit.code for hit in line.told("stage")} - {Stage.ALLEGED.value}


def alike(one: Actor, other: Actor) -> bool:
    """Whether two words may stand for one man: "camat" and "ASN"."""
    return one is other or (Actor.ASN in (one, other) and {one, other} <= _STAFF) or {one, other} <= _VILLAGE


def _of_its_place(one: Mention) -> Mention:
    """An official of whom each place has one, where the place is told before: "di Buru, penjabat bupati …"."""
    only = one.acting if one.actor is Actor.REGIONAL_HEAD else one.actor is Actor.HEAD_OF_OFFICE
    return replace(one, role=Role.ONE, count=1) if one.bare and only else one


def _remaining(line: Line, actor: Actor) -> tuple[Mention, ...]:
    """The remaining ones of the story's own group, counted without a noun: "empat yang lain masih diproses"."""
    found = _REMAINING.match(line.low)
    count = number_of(found["number"]) if found else None
    if found is None or count is None or _singled_out(line):
        return ()
    return (Mention(actor, found.start("number"), found.end("number"), Role.ONE, count),)


def _singled_out(line: Line) -> bool:
    return any(one.role is Role.ONE for one in line.people)


def _may_be_accused(line: Line, one: Mention) -> bool:
    if _REPORTER.search(line.low, 0, one.start):
        return False
    elected = one.actor is Actor.REGIONAL_HEAD and not one.acting
    known = one.role is Role.ONE and bool(one.count or one.office)
    return known and not elected and one.actor is not Actor.OTHER


def _brought_in(line: Line, one: Mention) -> bool:
    """Whether somebody is new to the story: counted, "seorang", or by his own office."""
    return (one.count or 0) > 1 or bool(one.office) or _as_new(line, one)


def _as_new(line: Line, one: Mention) -> bool:
    """Whether somebody is told of as if for the first time: "seorang camat", not "camat itu"."""
    before = line.low[: one.start]
    again = _AGAIN.match(line.low[one.end : one.end + 40])
    return not again and bool(_NEW.search(before)) and not _AMONG.search(before)


def _general(line: Line) -> bool:
    """Whether a sentence tells of no case: a condition, a rule, a witness, another crime."""
    return (
        line.has("conditional")
        or line.has("witness")
        or line.has("other_matter", "graft")
        or line.has("other_matter", "crime")
        or line.has("training")
    )


def _breach(lines: Sequence[Line], numbers: Sequence[int], *, elsewhere: bool, counted: bool) -> bool:
    """Whether a breach is told there, or a step that none but an accused meets; ``elsewhere`` none is a witness.

    A case that is ``counted`` out may first only be named: "Kasus kedua melibatkan Lurah X. Ia diduga …".
    """
    last = numbers[-1]
    near = [lines[place] for place in numbers]
    after = lines[last + 1 : last + 2]
    if counted:
        paragraph = near[-1].sentence.paragraph
        near += [line for line in lines[last + 1 :] if line.sentence.paragraph == paragraph]
    if any(line.accused or line.acted for line in near):
        return True
    if any(line.has("stage", "dismissed") for line in near):
        return True
    steps = {step for line in near for step in steps_of(line)}
    if elsewhere:
        steps |= {step for line in after for step in steps_of(line)}
        return bool(steps)
    return bool(steps & _STEPS) or (bool(steps) and any(line.accused or line.acted for line in after))


def _elsewhere(line: Line, home: str | None, places: Sequence[Place]) -> str | None:
    """The other region to which a sentence turns: it begins with a place that is not the story's own."""
    if home is None or not _BY_PLACE.match(line.low):
        return None
    codes = named_in([line.sentence.text], places) or named_in([line.sentence.text])
    if not codes or any(_within(code, home) for code in codes):
        return None
    return codes[0]


def _within(code: str, home: str) -> bool:
    return code.startswith(home) or home.startswith(code)


def _stays(lines: Sequence[Line], number: int, current: Other, actor: Actor) -> bool:
    """Whether a line goes on about another case: its paragraph, until the story's own accused comes back."""
    line = lines[number]
    before = lines[number - 1]
    one = current.people[0]
    his = any(alike(each.actor, one.actor) for each in line.people)
    if alike(one.actor, actor):
        if line.ones and not _GOES_ON.match(line.low):
            return False
    elif any(alike(each.actor, actor) and each not in current.people for each in line.people) and not his:
        return False
    if line.sentence.paragraph == before.sentence.paragraph:
        return True
    named = one.office and " ".join(one.office.lower().split()[:2]) in line.low
    return bool(_GOES_ON.match(line.low) or named) or (his and not alike(one.actor, actor))
