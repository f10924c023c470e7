"""Where a story plays: the regions it names, weighed against each other.

What the headline names beats what the body names, an office beats a bare name, and a regency beats its province
unless a provincial office is what acts (rule 18 of the labelling guide). How mentions are found: ``mentions.py``;
how they are counted: ``ballot.py``; thresholds: ``data/lexicon/regions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from alerts.matcher.ballot import (
    BODY,
    Ballot,
    Tally,
    capitals,
    count,
    dateline_votes,
    discounted,
    kind_of,
    resolve,
    settled,
    votes_of,
)
from alerts.matcher.gazetteer import CITY, PROVINCE, REGENCY, gazetteer, lexicon, province_of
from alerts.matcher.text import Text
from model import Place

HIGH, MEDIUM, LOW = "high", "medium", "low"

_LABEL = re.compile(r"([a-z]{3,}?)(kab|kota|prov)?")
_LABEL_KINDS = {"kab": REGENCY, "kota": CITY, "prov": PROVINCE}
_NO_TEXT = Text("", "", ())
_KNOWN = 0.01  # points by which a name that several regions bear prefers the story's own places


def places(text: Text) -> tuple[Place, ...]:
    """The regions in which a story plays, best first; ``()`` for a national story or an unknown place.

    Usually one: the regency or city, or the province when a provincial office acts or no more is known; several, at
    most five, when the headline or lead names several.
    """
    national = _says(text.title, "actors")
    ballot = count(text, national=national)
    ranking = _says(text.title, "rankings")
    chosen = _decide(ballot, national=national, ranking=ranking)
    if not chosen and not national and not ranking and not text.body:
        chosen = _bare(ballot)
    if chosen or national:
        return tuple(_place(code, ballot) for code in chosen)
    return _by_dateline(text) or _by_office_site(text)


def place_of(sentences: Sequence[str], text_places: Sequence[Place]) -> str | None:
    """The region of one incident or circular: what its own sentences name, else the story's best."""
    named = named_in(sentences, text_places)
    return named[0] if named else (text_places[0].code if text_places else None)


def named_in(sentences: Sequence[str], text_places: Sequence[Place] = ()) -> tuple[str, ...]:
    """The regions that some sentences of a story name, the story's own places first, then the most telling.

    An office counts always ("Pemkab X"), "di X" only where the story knows no regency of its own. A name that
    several regions bear is read as one of the story's; a province is left out when another place lies within it.
    """
    known = {place.code: None for place in text_places}
    sure = any(len(code) > 2 for code in known)
    least = lexicon()["weights"]["district" if sure else "locative"]
    ballot = Ballot({code: Tally(points=_KNOWN) for code in known})
    votes = settled(discounted([vote for sentence in sentences for vote in votes_of(sentence, BODY)]), known)
    resolve(
        [vote for vote in votes if vote.points >= least or not known.keys().isdisjoint(vote.codes)],
        ballot,
        _NO_TEXT,
    )
    scored = {code: tally.points for code, tally in ballot.tallies.items() if tally.points > 1}
    ranked = sorted(scored, key=lambda code: (code not in known, -scored[code]))
    within = {province_of(code) for code in (*ranked, *known) if len(code) > 2}
    return tuple(code for code in ranked if code not in within)


@cache
def _phrases(group: str) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, lexicon()["national"][group]))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def _says(title: str, group: str) -> bool:
    """Whether a headline speaks of the nation's own bodies ("actors"), or ranks places ("rankings")."""
    return bool(_phrases(group).search(title))


def _place(code: str, ballot: Ballot) -> Place:
    """A region with how sure it is: an office in headline or lead, a name, or a province for what lies in it."""
    tally = ballot.tallies.get(code)
    if tally is None:
        inside = [other for found, other in ballot.tallies.items() if found.startswith(f"{code}.")]
        return Place(code, LOW, ", ".join(other.basis for other in inside))
    if tally.undecided:
        return Place(code, LOW, tally.basis)
    return Place(code, HIGH if tally.office else MEDIUM, tally.basis)


# --- deciding by points -------------------------------------------------------------------------------------


def _decide(ballot: Ballot, *, national: bool, ranking: bool) -> list[str]:
    """The codes that a story is about, best first; none when no region has points enough.

    In a national story a province counts when its office acts, or when the headline says "di X" and ranks nothing.
    """
    rules = lexicon()["decision"]
    enough = {
        code: tally
        for code, tally in ballot.tallies.items()
        if tally.points >= _needed(code, ballot, rules, national=national)
        and (tally.office or not national or len(code) > 2 or (tally.title >= rules["enough"] and not ranking))
    }
    regencies = _ranked({code: tally for code, tally in enough.items() if len(code) > 2})
    provinces = _ranked({code: tally for code, tally in enough.items() if len(code) == 2})
    headline = [code for code in regencies if enough[code].title]
    ranked = [code for code in provinces if enough[code].title] if ranking and not national else []
    if ranked and all(province_of(code) in ranked and not enough[code].title_office for code in headline):
        return _provinces_alone(ranked, enough, rules)  # "46 Kasus di NTT, Sumba Timur Terbanyak"
    if headline:
        return _headline_regencies(headline, enough, rules)
    if not regencies:
        return _provinces_alone(provinces, enough, rules)
    if provinces and _province_acts(enough[provinces[0]], [enough[code] for code in regencies], rules):
        return _provinces_alone(provinces, enough, rules)
    return _body_regencies(regencies, provinces, enough, rules)


def _bare(ballot: Ballot) -> list[str]:
    """The only place that a headline without a story names, though by its bare name: "Kadispora Morotai"."""
    named = [code for code, tally in ballot.tallies.items() if tally.points and not tally.undecided]
    lower = [code for code in named if len(code) > 2]
    return lower if len(lower) == 1 else named if len(named) == 1 else []


def _needed(code: str, ballot: Ballot, rules: Mapping[str, Any], *, national: bool) -> float:
    """The points a region needs: more when it is named in passing, below the lead and beside others."""
    tally = ballot.tallies[code]
    alone = not national and all(
        other == code or len(other) == 2 or ballot.points(other) < rules["enough"] for other in ballot.tallies
    )
    return float(rules["enough" if tally.title or tally.lead or alone else "told_in_passing"])


def _ranked(tallies: Mapping[str, Tally]) -> list[str]:
    return sorted(tallies, key=lambda code: (-tallies[code].points, code))


def _headline_regencies(headline: list[str], tallies: Mapping[str, Tally], rules: Mapping[str, Any]) -> list[str]:
    """The regencies of the headline: one, or several of about the same weight there."""
    best = max(tallies[code].title for code in headline)
    kept = [code for code in headline if tallies[code].title >= best * rules["same_rank"]]
    kept = [code for code in kept if tallies[code].firm] or kept  # "Kades di Melawi Ditahan Kejari Sintang"
    return kept if len(kept) <= rules["most"] else _common_province(kept)


def _provinces_alone(provinces: list[str], tallies: Mapping[str, Tally], rules: Mapping[str, Any]) -> list[str]:
    """The province of a story in which no regency stands out; many provinces are the nation."""
    if not provinces:
        return []
    best = tallies[provinces[0]].points
    kept = [code for code in provinces if tallies[code].points * rules["clear_lead"] > best]
    return kept if len(kept) < rules["many_provinces"] else []


def _province_acts(province: Tally, regencies: Sequence[Tally], rules: Mapping[str, Any]) -> bool:
    """Whether a provincial office, rather than a regency, is what a story is about."""
    best = max(regency.points for regency in regencies)
    leading = sum(regency.lead >= rules["enough"] for regency in regencies)
    if not leading and not any(regency.office for regency in regencies):
        return province.acts
    if province.title_office:
        return bool(best < rules["province_title"] * province.points)
    if leading > 1:
        return False  # "Tiga daerah di Sultra rawan": the lead lists them
    return bool(best < rules["province_share"] * province.points)


def _body_regencies(
    regencies: list[str], provinces: list[str], tallies: Mapping[str, Tally], rules: Mapping[str, Any]
) -> list[str]:
    """The regency of a story whose headline names none; several when the lead names several."""
    best = tallies[regencies[0]].points
    rivals = [code for code in regencies[1:] if tallies[code].points * rules["clear_lead"] > best]
    if not rivals:
        return regencies[:1]
    several = [code for code in regencies if tallies[code].lead >= rules["enough"]]
    if 0 < len(several) <= rules["most"]:
        return several
    return _common_province([regencies[0], *rivals]) or provinces[:1]


def _common_province(codes: Sequence[str]) -> list[str]:
    """The province around all of some regencies, if there is one."""
    found = {province_of(code) for code in codes}
    return list(found) if len(found) == 1 else []


# --- when points do not decide ------------------------------------------------------------------------------


def _by_dateline(text: Text) -> tuple[Place, ...]:
    """The dateline's place, when the story speaks of a local office without naming its place ("Bupati berpesan …").

    From a provincial capital it is the city for "wali kota", the province for "gubernur", else unknown.
    """
    words = lexicon()["office_words"]
    story = f"{text.title}\n{text.body}".lower()
    said = {kind: sum(map(story.count, words[kind])) for kind in (CITY, REGENCY, PROVINCE)}
    ballot = resolve(dateline_votes(text), Ballot(), text)
    for code, tally in ballot.tallies.items():
        kind = kind_of(code)
        if code in capitals() and said[PROVINCE] > said[CITY]:
            return (Place(province_of(code), MEDIUM, tally.basis),)
        if said[kind] and not tally.undecided:
            return (Place(code, MEDIUM, tally.basis),)
    return ()


def _by_office_site(text: Text) -> tuple[Place, ...]:
    """The region whose own site published the story ("sumenepkab.go.id"): the weakest evidence there is."""
    host = (text.outlet or "").lower()
    if not host.endswith(".go.id"):
        return ()
    for label in host.split(".")[:4]:
        match = _LABEL.fullmatch(label)
        codes = gazetteer().find(match.group(1)) if match else ()
        kind = _LABEL_KINDS.get(match.group(2)) if match else None
        fitting = [code for code in codes if kind is None or kind_of(code) == kind]
        if len(fitting) == 1:
            return (Place(fitting[0], LOW, host),)
    return ()
