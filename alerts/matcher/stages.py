"""What became of a case: the latest stage that a story tells of it, and whether a court has convicted.

Labelling guide, rules 9 and 15: ``charged`` covers police, prosecutor, trial and verdict; who is acquitted is not
proven to have done it, which is ``dismissed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.matcher.counts import NUMBER, number_of
from alerts.matcher.lexicon import Hit
from alerts.matcher.story import Line
from alerts.matcher.telling import TOLD, TURNING, told
from model import Reason, Stage

_ORDER = (
    Stage.ALLEGED,
    Stage.REPORTED,
    Stage.EXAMINED,
    Stage.RECOMMENDED,
    Stage.SANCTIONED,
    Stage.CHARGED,
)
_RANK = {stage: rank for rank, stage in enumerate(_ORDER)}
_PROSECUTOR = re.compile(r"\b(?:jaksa|jpu|penuntut\sumum|kejari|kejaksaan|tuntutan\w*|menuntut|dituntut|tuntut)\b")
_JUDGE = re.compile(
    r"\b(?:hakim|majelis|pengadilan|pn|mahkamah|divonis|vonis\w*|memvonis|putusan\w*|amar|dihukum|menghukum)\b"
)
_PENDING = re.compile(
    r"\b(?:tunda|menunda|ditunda|penundaan|tunggu|menunggu|menanti|jelang|menjelang|sebelum|sidang|agenda|jadwal|pembacaan|bacakan|dibacakan"
    r"|membacakan|belum|akan|bakal|agar|supaya|meminta|minta|memohon|mohon|dituntut|menuntut|tuntut|tuntutan|ancaman|terancam|diancam)\s(?:\w+\s){0,2}$"
)
_POSTPONED = re.compile(r"\b(?:tunda|menunda|ditunda|belum|akan|bakal|jadwalkan|bacakan)\b")
"""Right before a verdict's word: it has not fallen yet, or somebody asks for it."""
_VERDICTS = frozenset({"convicted", "acquitted"})
_NOT_GUILTY = re.compile(r"\b(?:tidak|tak|bukan)\s(?:\w+\s){0,2}?(?:terbukti|bersalah)\b")
_NEGATION_REACH = 14
"""Characters before "terbukti bersalah" in which its negation stands."""
_DEMANDED = re.compile(r"\b(?:meminta|mendesak|menuntut|mendorong|menunggu|berharap)\s(?:[\w-]+\s){1,4}$")
_PURPOSED = re.compile(r"\b(?:biar|agar|supaya)\s(?:\w+\s){0,2}$")
"""Right before a step: it is what somebody is after, "biar diteruskan ke bagian hukum"."""
_DEMANDED_REACH = 48
"""Right before a step: somebody wants it taken, "warga meminta bupati mencopot camat itu"."""
_HEARSAY = re.compile(
    r"\b(?:santer|kabarnya|dikabarkan|konon|(?:beredar|tersiar|muncul|ada|mendengar)\s(?:kabar|isu|rumor)|rumornya|katanya|digosipkan)\b"
)
"""Before a penalty: nobody has said that it was given."""
_NOT_DROPPED = re.compile(
    r"\b(?:tidak|tak|jangan|belum|tanpa)\s(?:akan\s|boleh\s|bisa\s|sampai\s|pernah\s)?(?:ikut\s)?"
    r"(?:ber|ter|di|meng)?(?:henti|setop|tutup|kandas|gugur|mentok|sudahi)\w*"
)
"""A case that goes on: "kubu lawan mendesak kasus ini tidak berhenti"."""
_FEARED = re.compile(
    r"\b(?:khawatir|takut|agar|supaya|jangan\ssampai|mendesak|menuntut|meminta|minta|berharap|semoga|menolak|akan|bakal|bisa|dapat|berpotensi|terancam)"
    r"\s(?:\w+\s){0,3}$"
)
"""Right before a dismissal: it has not come."""
_FEARED_REACH = 48
_FILES = re.compile(
    r"^\W*(?:sepanjang|selama|sejak|hingga|sampai|total|secara\s+(?:keseluruhan|total)|tercatat|sejauh)\b[^.;]{0,80}?"
    rf"(?<![\w./,-])(?P<number>{NUMBER})\s+(?:laporan|kasus|perkara|aduan|pengaduan|temuan)\b"
)
_MODAL = re.compile(r"(?:dapat|bisa|akan|bakal|terancam)\s+(?:di|ter)\w")
"""A penalty's words that begin so tell what a rule holds ready: "dapat dikenai hukuman disiplin"."""
_QUESTION = re.compile(r"\bapakah\b[^.;:]*$")
"""Before a step: "pleno menentukan apakah diteruskan ke KASN, dihentikan, atau …"."""
_STOPPED = re.compile(
    r"[^.,;]{0,50}?\b(?:disetop|distop|dihentikan|dibatalkan|di-?sp3|gugur|kandas|setop|berhenti)\b"
)
"""Behind a criminal step: "Penyidikan Camat X Disetop"."""
_STOPPING = re.compile(r"\b(?:penghentian|menghentikan|hentikan|menyetop|setop)\s+(?:\w+\s+)?$")
"""Before it: "surat perintah penghentian penyidikan"."""
_HELD_READY = re.compile(
    r"\b(?:dapat|bisa|terancam)\s+di(?:kenai|kenakan|jatuhi|beri|sanksi|hukum|pecat|berhentikan|copot)\w*[^.;]*$"
)
"""Before a penalty: "dapat dikenai hukuman disiplin maupun sanksi moral"."""
_ONWARD = re.compile(r"\b(?:dan|lalu|kemudian|serta|sekaligus|tetapi|namun)\s(?:\w+\s){0,2}$")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a case has come, and what says so."""

    stage: Stage
    line: Line | None = None  # the one that tells it; None when no stage is told
    phrase: str = ""
    convicted: bool = False


def stage_of(lines: Sequence[Line]) -> Standing:
    """The latest stage told in the lines of a case; ``alleged`` when none is told.

    "Tidak memenuhi unsur pidana" closes nothing when the case goes on to the personnel side.
    """
    verdict = _verdict(lines)
    if verdict is not None:
        return verdict
    best = Standing(Stage.ALLEGED)
    dismissed: Standing | None = None
    for line in lines:
        if _counts_files(line):
            continue
        for hit in line.told("stage"):
            stage = Stage(hit.code)
            if _is_open(line.low, hit):
                continue
            if stage is Stage.EXAMINED and line.has("witness"):
                continue  # "diperiksa sebagai saksi"
            if stage is Stage.DISMISSED and not _is_dropped(line, hit):
                continue
            if stage is Stage.DISMISSED:
                dismissed = dismissed or _standing(stage, line, hit)
            elif (best.line is None or _RANK[stage] > _RANK[best.stage]) and _belongs(line, stage, hit.start):
                best = _standing(stage, line, hit)
        if dismissed is None:
            hit_of = _dismissed(line)
            dismissed = _standing(Stage.DISMISSED, line, hit_of) if hit_of else None
    if dismissed is not None and best.stage not in (Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED):
        return dismissed
    return best


def _counts_files(line: Line) -> bool:
    """Whether a sentence counts a campaign's reports and names nobody: what became of some tells nothing here."""
    found = _FILES.search(line.low) if not line.ones else None
    return found is not None and (number_of(found["number"]) or 0) > 1


def _is_open(low: str, hit: Hit) -> bool:
    """Whether a step is only possible, in question, or stopped again by the words behind it."""
    if _MODAL.match(low, hit.start) or _QUESTION.search(low, 0, hit.start):
        return True
    if hit.code == Stage.SANCTIONED:
        return _HELD_READY.search(low, 0, hit.start) is not None
    stopped = hit.code == Stage.CHARGED and (_STOPPED.match(low, hit.end) or _STOPPING.search(low, 0, hit.start))
    return bool(stopped)


def stage_reasons(standing: Standing) -> tuple[Reason, ...]:
    """What says the stage, and that a court has convicted; nothing when no stage is told."""
    if standing.line is None:
        return ()
    rules = [f"stage_{standing.stage.value}", *(["convicted"] if standing.convicted else [])]
    return tuple(Reason(rule, standing.phrase, 0.0, standing.line.sentence.text) for rule in rules)


def _standing(stage: Stage, line: Line, hit: Hit, *, convicted: bool = False) -> Standing:
    return Standing(stage, line, line.sentence.text[hit.start : hit.end], convicted)


def _verdict(lines: Iterable[Line]) -> Standing | None:
    """What a court has said, as the story tells it first: a conviction, an acquittal, or None.

    An acquittal is looked for first in each sentence: "vonis bebas" holds the word of a conviction. Where a higher
    court sets a conviction aside, the story's later convictions are the old one; what takes its place must be told.
    """
    quashed: Standing | None = None
    for line in lines:
        if line.has("other_case") or not _belongs(line, Stage.CHARGED, 0):
            continue
        verdicts = [
            hit for hit in line.hits if hit.kind == "court" and hit.code in _VERDICTS and _has_fallen(line, hit)
        ]
        annulled = next((hit for hit in line.hits if hit.kind == "court" and hit.code == "quashed"), None)
        overturned = line.has("court", "overturned")
        for hit in verdicts if not overturned else ():
            if _acquits(line, hit):
                return _standing(Stage.DISMISSED, line, hit)
        if annulled is not None and not overturned and _has_fallen(line, annulled):
            quashed = quashed or _standing(Stage.CHARGED, line, annulled)
        for hit in verdicts:
            if _acquits(line, hit):
                continue
            if quashed is None or (annulled is not None and _anew(line.low, annulled, hit)):
                return _standing(Stage.CHARGED, line, hit, convicted=True)
    return quashed


def _acquits(line: Line, hit: Hit) -> bool:
    """Whether a verdict is an acquittal: "vonis bebas", "tidak terbukti bersalah"."""
    return (
        hit.code == "acquitted"
        or bool(_NOT_GUILTY.search(line.low, max(0, hit.start - _NEGATION_REACH), hit.end))
        or any(
            other.kind == "court" and other.code == "acquitted" and hit.start <= other.start <= hit.end
            for other in line.hits
        )
    )


def _anew(low: str, annulled: Hit, hit: Hit) -> bool:
    """Whether the court that set a verdict aside gives its own: "membatalkan putusan PN dan menghukum …"."""
    verb = hit.start if hit.start >= annulled.end else low.rfind(" ", 0, hit.end) + 1
    return verb >= annulled.end and bool(_ONWARD.search(low, annulled.end, verb))


def _has_fallen(line: Line, hit: Hit) -> bool:
    """Whether a verdict is told as given: not to come, not asked for, not the prosecutor's word."""
    low = line.low
    if _PENDING.search(low, max(0, hit.start - 60), hit.start) or _POSTPONED.search(low, hit.start, hit.end):
        return False
    turning = [each for each in line.hits if each.kind in TURNING and each.kind != "rule"]
    step = hit._replace(kind="stage", code=Stage.CHARGED.value)
    if hit.code == "convicted" and told(low, turning, step, concrete=True) not in TOLD:
        return False
    asked = _PROSECUTOR.search(low, 0, hit.start)
    return (
        asked is None
        or bool(_JUDGE.search(low, asked.end(), hit.end))
        or bool(_JUDGE.search(low, 0, asked.start()))
    )


def _dismissed(line: Line) -> Hit | None:
    """A dismissal carries its own negation, which the telling may have read as a denial of something else."""
    if line.has("conditional"):
        return None
    found = (hit for hit in line.hits if hit.kind == "stage" and hit.code == Stage.DISMISSED)
    return next((hit for hit in found if _is_dropped(line, hit)), None)


def _is_dropped(line: Line, hit: Hit) -> bool:
    """Whether a dismissal's words tell of one that has come."""
    before = line.low[max(0, hit.start - _FEARED_REACH) : hit.start]
    if _QUESTION.search(line.low, 0, hit.start):
        return False
    return not _NOT_DROPPED.search(line.low, max(0, hit.start - 12), hit.end) and not _FEARED.search(before)


def _belongs(line: Line, stage: Stage, start: int) -> bool:
    """Whether a step (its words begin at ``start``) is told of this case, and not as hearsay or the usual way."""
    before = line.low[max(0, start - _DEMANDED_REACH) : start]
    if stage is not Stage.ALLEGED and (_DEMANDED.search(before) or _PURPOSED.search(before)):
        return False
    if line.has("background") and not line.concrete and stage is not Stage.ALLEGED:
        return False
    if _RANK[stage] >= _RANK[Stage.SANCTIONED]:
        if _HEARSAY.search(line.low, 0, start):
            return False
        return line.sentence.index == 0 or line.concrete or line.sentence.lead
    return True
