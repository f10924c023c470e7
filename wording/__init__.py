"""What people read: labels in both languages, names of places, days, and sentences without names of persons."""

from wording.dates import day, moment, zone
from wording.labels import LANGUAGES, label
from wording.markup import LIMIT, cut, escape, link, plain, units, visible
from wording.names import reduce_names
from wording.offices import bare_title, public_office
from wording.regions import find_regions, region_name, regions_below
from wording.titles import reduce_quote, reduce_title

__all__ = [
    "LANGUAGES",
    "LIMIT",
    "bare_title",
    "cut",
    "day",
    "escape",
    "find_regions",
    "label",
    "link",
    "moment",
    "plain",
    "public_office",
    "reduce_names",
    "reduce_quote",
    "reduce_title",
    "region_name",
    "regions_below",
    "units",
    "visible",
    "zone",
]
