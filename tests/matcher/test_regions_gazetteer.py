"""The table of regions and its names."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from alerts.matcher.ballot import kind_of
from alerts.matcher.gazetteer import Region, gazetteer, key, lexicon, province_of
from alerts.matcher.mentions import mentions


def test_every_region_of_the_country_is_there_with_its_parent() -> None:
    regions = gazetteer().by_code
    kinds = Counter(region.kind for region in regions.values())
    assert kinds == {"province": 38, "regency": 416, "city": 98, "district": 7285}
    for region in regions.values():
        assert region.parent is None if region.kind == "province" else region.parent in regions


def test_a_region_is_a_plain_record_with_its_other_names() -> None:
    region = gazetteer().by_code["33.74"]
    assert isinstance(region, Region)
    assert (region.code, region.name, region.kind, region.parent) == ("33.74", "Kota Semarang", "city", "33")
    assert "Semarang" in region.aliases


def test_the_kind_of_a_code_is_told_by_its_number() -> None:
    units = [region for region in gazetteer().by_code.values() if region.kind != "district"]
    assert [region.code for region in units if kind_of(region.code) != region.kind] == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kota Semarang", {"33.22", "33.74"}),
        ("Tojo Unauna", {"72.09"}),
        ("Tojo Una-Una", {"72.09"}),
        ("Sumatera Utara", {"12"}),
        ("Sumut", {"12"}),
        ("Antah Berantah", set()),
        ("", set()),
    ],
)
def test_names_are_found_by_their_letters_alone(name: str, codes: set[str]) -> None:
    assert set(gazetteer().find(name)) == codes


def test_every_name_can_be_reached_by_its_first_word() -> None:
    places = gazetteer()
    for region in places.by_code.values():
        bare = re.sub(r"^(?:Kabupaten|Kota)(?: Administrasi)? ", "", region.name)
        name = bare if region.kind != "district" else region.name
        found = places.name(key(name))
        assert found is not None
        assert region.code in (found.districts if region.kind == "district" else found.units)
        first = re.findall(r"[^\W_]+", name)[0].lower()
        assert places.starts[first] >= len(re.findall(r"[^\W_]+", name))


def test_every_regency_and_city_is_found_after_its_office() -> None:
    """Each official name after "Bupati" or "Wali Kota" is read as that very region."""
    missed = []
    for region in gazetteer().by_code.values():
        if region.kind in ("regency", "city"):
            office = "Bupati" if region.kind == "regency" else "Wali Kota"
            bare = re.sub(r"^(?:Kabupaten|Kota)(?: Administrasi)? ", "", region.name)
            found = [
                mention for mention in mentions(f"{office} {bare} hadir.") if region.code in mention.name.units
            ]
            if [mention.words for mention in found] != [f"{office} {bare.removesuffix(' dan Kepulauan')}"]:
                missed.append(region.name)
    assert missed == []


def test_the_province_is_the_first_two_digits_of_a_code() -> None:
    assert province_of("33.74.01") == province_of("33") == "33"


def test_the_lexicon_names_only_regions_that_exist_and_groups_that_have_a_weight() -> None:
    table = lexicon()
    codes = {*table["names"]["capitals"], *table["names"]["national_seats"]}
    assert codes <= gazetteer().by_code.keys()
    aliases = [*table["names"]["needs_anchor"], *table["names"]["needs_office"], *table["names"]["trusted"]]
    assert [alias for alias in aliases if not gazetteer().find(alias)] == []
    weighed = {"government" if group in ("regency", "city") else group for group in table["anchors"]}
    assert weighed <= table["weights"].keys()
