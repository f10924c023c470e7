"""The catalogue of sources: a CSV file, read row by row so that one wrong row harms no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.addresses import NotAnAddress, canonical_url
from crawler.conventions import conventions
from model import Source
from settings import SettingsError

REGIONS = Path(__file__).resolve().parents[1] / "data" / "regions.csv"
REQUIRED = ("id", "name", "homepage")
ADDRESSES = ("feed_url", "sitemap_url", "listing_url")
_NEEDED = (
    f"A catalogue has the columns {', '.join(REQUIRED)} and one of {', '.join(ADDRESSES)}, and a row per source."
)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PROVINCE = re.compile(r"\d\d")
_REGENCY = re.compile(r"\d\d\.\d\d")


class CatalogueError(SettingsError):
    """The file that the settings name cannot be used as a catalogue."""


class _WrongRow(Exception):
    """One row cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources of a file, and a sentence for each row that was left out."""

    sources: tuple[Source, ...]
    problems: tuple[str, ...]


@cache
def _regions() -> frozenset[str]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file) if len(row["code"]) <= 5)


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue: columns id, name, homepage and at least one of feed_url, sitemap_url, listing_url.

    province_code, regency_code (Kemendagri codes), kind and platform may be missing; others are not read.

    Raises CatalogueError when there is no such file, when it is no CSV in UTF-8, lacks those columns, or has no row
    that can be used: who reads nothing must know it, and an empty file must not disable every source.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(csv.DictReader(file, strict=True), path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"{path} is not a CSV file in UTF-8: {error}.") from error
    except OSError as error:
        raise CatalogueError(
            f"{path} cannot be read: {error.strerror}. Name a catalogue in NETRA_SOURCES."
        ) from error


def _read(reader: csv.DictReader[str], path: Path) -> Catalogue:
    columns = set(reader.fieldnames or ())
    if not columns:
        raise CatalogueError(f"{path} is empty. {_NEEDED}")
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise CatalogueError(f"{path} has no column {missing[0]!r}. {_NEEDED}")
    if not columns & set(ADDRESSES):
        raise CatalogueError(f"{path} has no column of addresses. {_NEEDED}")
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    problems: list[str] = []
    for row in reader:
        try:
            source = _source(row, lines)
        except _WrongRow as problem:
            problems.append(f"{path.name}, line {reader.line_num}: {problem}; the row is left out.")
            continue
        sources[source.id] = source
        lines[source.id] = reader.line_num
    if not sources:
        raise CatalogueError(_nothing(path, problems))
    return Catalogue(tuple(sources.values()), tuple(problems))


def _nothing(path: Path, problems: Sequence[str]) -> str:
    if not problems:
        return f"{path} has no row below its columns' names: there is nothing to read. {_NEEDED}"
    first = problems[0].removesuffix("; the row is left out.")
    return f"{path} has no row that can be used: there is nothing to read. Rows left out: {len(problems)}. {first}."


def _source(row: dict[str, str | None], lines: Mapping[str, int]) -> Source:
    if None in row:
        raise _WrongRow("it has more values than there are columns")
    values = {name: (value or "").strip() for name, value in row.items()}
    for name in REQUIRED:
        if not values[name]:
            raise _WrongRow(f"{name} is empty")
    if not _ID.fullmatch(values["id"]):
        raise _WrongRow(f"the id {values['id']!r} is not made of letters, digits, dots and hyphens")
    if values["id"] in lines:
        raise _WrongRow(f"the id {values['id']!r} stands in line {lines[values['id']]} already")
    _check_address("homepage", values["homepage"])
    addresses = {name: values.get(name) or None for name in ADDRESSES}
    for name, address in addresses.items():
        if address:
            _check_address(name, address)
    if not any(addresses.values()):
        raise _WrongRow(f"it has no address to read ({', '.join(ADDRESSES)})")
    province, regency = _codes(values.get("province_code") or None, values.get("regency_code") or None)
    return Source(
        id=values["id"],
        name=values["name"],
        homepage=values["homepage"],
        province_code=province,
        regency_code=regency,
        kind=values.get("kind") or None,
        platform=values.get("platform") or None,
        conventions=conventions(values["homepage"], values.get("platform") or None),
        **addresses,
    )


def _check_address(name: str, address: str) -> None:
    try:
        canonical_url(address)
    except NotAnAddress as error:
        raise _WrongRow(f"{name} {address[:100]!r} is not an http or https address") from error
    if any(character.isspace() for character in address):
        raise _WrongRow(f"{name} {address[:100]!r} has a blank in it")


def _codes(province: str | None, regency: str | None) -> tuple[str | None, str | None]:
    for name, code, shape in (("province_code", province, _PROVINCE), ("regency_code", regency, _REGENCY)):
        if code is not None and (not shape.fullmatch(code) or code not in _regions()):
            raise _WrongRow(f"{name} {code!r} is not a Kemendagri code")
    if province and regency and not regency.startswith(province):
        raise _WrongRow(f"regency_code {regency!r} does not lie in province {province!r}")
    return province, regency
