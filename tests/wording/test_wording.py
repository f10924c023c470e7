"""Places, days, labels and markup as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.botapi_rules import parse_html
from wording import (
    cut,
    day,
    escape,
    find_regions,
    label,
    link,
    moment,
    plain,
    reduce_names,
    region_name,
    regions_below,
    units,
    zone,
)
from wording.regions import _regions


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("82.04", "Kab. Halmahera Selatan"),
        ("33.74", "Kota Semarang"),
        ("15", "Prov. Jambi"),
        ("31", "DKI Jakarta"),
        ("34", "DI Yogyakarta"),
        ("31.71", "Kota Jakarta Pusat"),
        ("21", "Prov. Kep. Riau"),
        ("99.99", "99.99"),
        (None, "Indonesia (wilayah belum pasti)"),
    ],
)
def test_a_region_is_named_as_readers_know_it(code: str | None, name: str) -> None:
    assert region_name(code) == name


def test_long_names_are_shortened_by_everyday_short_forms() -> None:
    assert region_name("16.12", width=20) == "Kab. PALI"
    assert region_name("16.12") == "Kab. Penukal Abab Lematang Ilir"
    assert region_name("82.04", width=10) == "Kab. Halsel"[:9] + "…"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Jambi", ["15", "15.71"]),
        ("Semarang", ["33.22", "33.74"]),
        ("kota semarang", ["33.74"]),
        ("Kab. Semarang", ["33.22"]),
        ("KABUPATEN SEMARANG", ["33.22"]),
        ("prov. jambi", ["15"]),
        ("halmahera s", ["82.04"]),
        ("Halsel", ["82.04"]),
        ("jogja", ["34", "34.71"]),
        ("Toli Toli", ["72.04"]),
        ("kep. seribu", ["31.01"]),
        ("33.74", ["33.74"]),
        ("papua", ["91"]),
        ("sumatera", ["12", "13", "16"]),
        ("kota", []),
        ("a", []),
        ("", []),
        ("Atlantis", []),
    ],
)
def test_a_place_is_found_by_what_people_type(typed: str, codes: list[str]) -> None:
    assert find_regions(typed) == codes


def test_every_region_is_found_by_its_own_name() -> None:
    for code in _regions():
        assert code in find_regions(region_name(code)), region_name(code)


@given(st.text(max_size=200))
def test_no_typed_text_breaks_the_search_for_a_place(typed: str) -> None:
    assert set(find_regions(typed)) <= set(_regions())


def test_all_provinces_and_what_lies_in_one_can_be_listed() -> None:
    assert len(regions_below()) == 38
    inside = regions_below("34")
    assert [region_name(code) for code in inside][-1] == "Kota Yogyakarta"
    assert len(inside) == 5


def test_days_and_times_are_shown_in_the_places_zone() -> None:
    assert day("2024-11-14") == "Kam 14 Nov 2024"
    assert day("2024-08-27", "en") == "Tue 27 Aug 2024"
    assert day("2024-08-27", weekday=False, year=False) == "27 Agu"
    assert day("sometime") == "sometime"
    assert moment("2024-11-14T04:05:00.000Z", "82.04") == "Kam 14 Nov 2024 13.05 WIT"
    assert moment("2024-11-14T17:05:00Z", "73.71") == "Jum 15 Nov 2024 01.05 WITA"
    assert moment("2024-11-14T17:05:00+07:00", None, "en") == "Thu 14 Nov 2024 17:05 WIB"
    assert moment("never", None) == "never"


def test_each_province_has_its_zone() -> None:
    zones = {code: zone(code).tzname(None) for code in regions_below()}
    assert {code for code, name in zones.items() if name == "WIT"} == {
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    }
    assert {zones[code] for code in ("61", "62", "31", "11")} == {"WIB"}
    assert {zones[code] for code in ("51", "53", "63", "64", "65", "71", "76")} == {"WITA"}


def test_a_label_falls_back_to_indonesian_and_then_to_the_value() -> None:
    assert label("stage", "examined") == "sedang diperiksa"
    assert label("stage", "examined", "en") == "under examination"
    assert label("stage", "examined", "jv") == "sedang diperiksa"
    assert label("stage", "of a newer version") == "of a newer version"


@given(st.text(max_size=200))
def test_escaped_text_is_read_as_it_was_but_for_what_cannot_be_seen(text: str) -> None:
    html = escape(text)
    shown = parse_html(html)
    assert shown == plain(html)
    assert set(shown) <= set(text) | {" "}


def test_characters_that_turn_or_hide_text_are_dropped() -> None:
    assert escape("a\u202eb\x1b[31mc\x00\ufeff") == "ab[31mc"


HIDDEN = [
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x061C,
    *range(0x200B, 0x2010),
    0x2060,
    0xFEFF,
    0xE0001,
    *range(0xE0020, 0xE0080),
    *(code for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\n\t\x0b\x0c\x85"),
]


@pytest.mark.parametrize("code", HIDDEN, ids=hex)
def test_nothing_that_cannot_be_seen_leaves_the_house(code: int) -> None:
    assert escape(f"a{chr(code)}b") == "ab"
    assert chr(code) not in plain(f"a&#{code};b<b>c{chr(code)}</b>")
    assert link("A", f"https://a.example/{chr(code)}x") == "A"


def test_gaps_of_any_kind_are_blanks_and_the_lines_end_stays() -> None:
    assert escape("a\tb\u2028c\x85d\ne\r\nf") == "a b c d\ne\nf"


def test_a_name_is_not_hidden_from_the_reading_of_names() -> None:
    assert reduce_names("Camat Su\u200btrisno diperiksa.") == "Camat … diperiksa."


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "&amp;", "😀", "x", "<i>y</i>", "\n"]), max_size=60),
    st.integers(2, 40),
)
def test_a_cut_message_is_whole_and_within_its_limit(pieces: list[str], limit: int) -> None:
    html, open_tags = "", 0
    for piece in pieces:
        open_tags += {"<b>": 1, "</b>": -1}.get(piece, 0)
        if open_tags < 0 or (piece == "<b>" and open_tags > 1):
            open_tags = max(0, min(open_tags, 1))
            continue
        html += piece
    html += "</b>" * open_tags
    short = cut(html, limit)
    assert units(short) <= limit
    assert len(parse_html(short).encode("utf-16-le")) // 2 == units(short)
    assert units(html) > limit or short == html


def test_a_link_is_its_text_and_then_its_address_in_bare_text() -> None:
    assert plain(link("A & B", "https://a.example/?x=1&y=2")) == "A & B https://a.example/?x=1&y=2"
    assert link("A", "javascript:alert(1)") == "A"
