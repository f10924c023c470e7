"""The notation of the lexicon, and that its files can be read."""

from __future__ import annotations

import pytest

from alerts.matcher.counts import count_after, count_before, number_of
from alerts.matcher.lexicon import Entry, Lexicon, LexiconError, lexicon, phrase_states, weights
from model import Act, Actor, Stage


def matches(phrase: str, text: str) -> bool:
    entry = Entry("kind", "code", phrase, name="kind.code", group="kind")
    made = Lexicon((word, entry, states) for word, states in phrase_states(phrase).items())
    return bool(made.scan(text))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("camat", "camatnya hadir", True),
        ("camat", "camatan", False),
        ("dilapor*", "dilaporkan", True),
        ("(kepala desa|kades)", "kepala desa", True),
        ("mobil [dinas] dipakai", "mobil dipakai", True),
        ("mobil [dinas] dipakai", "mobil dinas dipakai", True),
        ("[pak] camat", "camat", True),
        ("foto .. calon", "foto tiga orang calon", True),
        ("foto .. calon", "foto satu dua tiga empat calon", False),
        ("foto ... (calon [bupati]|paslon)", "foto bersama para kades dan paslon", True),
        ("kades dan lurah", "kades, dan lurah", False),
        ("foto .. (calon|jagoan*)", "foto di rumah jagoannya", True),
        ("dukung* calon", "dukungannya calonnya", True),
        ("politik praktis", '"politik-praktis"', True),
    ],
)
def test_a_phrase_means_what_its_signs_say(phrase: str, text: str, found: bool) -> None:
    assert matches(phrase, text) is found


@pytest.mark.parametrize("phrase", ["", "(kades", "kades)", "lu* bar"])
def test_a_phrase_that_cannot_be_is_named(phrase: str) -> None:
    with pytest.raises(LexiconError, match="phrase"):
        phrase_states(phrase)


def test_the_longest_phrase_at_a_place_wins() -> None:
    hits = [hit for hit in lexicon().scan("sekretaris daerah hadir") if hit.kind == "actor"]
    assert [hit.code for hit in hits] == ["head_of_office"]


def test_a_phrase_is_found_where_its_words_stand() -> None:
    entry = Entry("kind", "code", "camat ... kampanye", name="kind.code", group="kind")
    made = Lexicon((word, entry, states) for word, states in phrase_states(entry.phrase).items())
    text = "“camat, lurah dan guru ikut kampanyenya”"
    assert [text[hit.start : hit.end] for hit in made.scan(text)] == ["camat, lurah dan guru ikut kampanyenya"]


def test_a_phrase_that_needs_a_companion_is_silent_without_it() -> None:
    def acts(text: str) -> list[str]:
        return [hit.code for hit in lexicon().scan(text) if hit.kind == "act"]

    assert "photo_symbol" in acts("berfoto di acara paslon")
    assert "photo_symbol" not in acts("berfoto di pantai")


def test_the_codes_of_the_lexicon_are_those_of_the_model() -> None:
    entries = lexicon().entries()
    assert {entry.code for entry in entries if entry.kind == "actor"} <= {str(actor) for actor in Actor}
    assert {entry.code for entry in entries if entry.kind == "act"} <= {str(act) for act in Act}
    assert {entry.code for entry in entries if entry.kind == "stage"} - {"never"} == {str(stage) for stage in Stage}


def test_every_weight_is_a_number_and_the_threshold_is_there() -> None:
    assert weights()["main"] > weights()["headline_alone"] > 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua puluh tiga", 23),
        ("sebelas", 11),
        ("dua belas", 12),
        ("seratus lima", 105),
        ("1.200", 1200),
        ("camat", None),
    ],
)
def test_number_words_are_read(words: str, value: int | None) -> None:
    assert number_of(words) == value


def test_a_count_stands_before_or_behind_its_noun() -> None:
    assert count_before("pada pilkada 2020 dua orang ", 28) == (2, 18)
    assert count_before("tahun 2024 ", 11) is None
    assert count_after("asn sebanyak 14 orang", 3) == 14
