"""The bytes as received."""

from __future__ import annotations

import gzip
import random
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive, ArchiveError, raw
from archive.raw import BadEncoding, decode
from model import Page
from tests.support import NOW

BODY = b"<html>isi</html>" * 50
PAGE = Page(
    url="https://kabar.example/a/",
    requested_url="https://kabar.example/a",
    source_id="kabar",
    status=200,
    headers=(("Content-Encoding", "gzip"), ("X-Note", "tanpa batas – é")),
    body=BODY,
    fetched=NOW,
    wire=gzip.compress(BODY),
    peer="192.0.2.1",
    charset="utf-8",
)


def test_a_page_comes_back_as_it_was_received(archive: Archive) -> None:
    assert raw.load(archive, raw.keep(archive, PAGE), PAGE.requested_url) == PAGE


def test_keeping_a_page_twice_does_no_harm(archive: Archive) -> None:
    assert raw.keep(archive, PAGE) == raw.keep(archive, PAGE)
    assert next(archive.raw.query("select count(*) as n from pages"))["n"] == 1


def test_two_addresses_with_the_same_bytes_are_two_proofs(archive: Archive) -> None:
    raw.keep(archive, PAGE)
    raw.keep(archive, replace(PAGE, requested_url="https://kabar.example/b"))
    assert next(archive.raw.query("select count(*) as n from pages"))["n"] == 2


def test_bytes_that_are_not_there_are_a_named_error(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="not in the raw archive"):
        raw.load(archive, "0" * 64, PAGE.requested_url)


@pytest.mark.parametrize(
    ("wire", "encoding"),
    [
        (BODY, ""),
        (BODY, "identity"),
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), "X-GZIP"),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY)[2:-4], "deflate"),  # raw deflate, as some servers send it
        (gzip.compress(zlib.compress(BODY)), "deflate, gzip"),
        (gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]), "gzip"),  # several members
        (gzip.compress(BODY) + b"trailing", "gzip"),
        (gzip.compress(BODY)[:-8] + bytes(8), "gzip"),  # a wrong checksum
    ],
)
def test_the_encodings_that_are_asked_for_are_undone(wire: bytes, encoding: str) -> None:
    assert decode(wire, encoding) == BODY


@pytest.mark.parametrize(("wire", "encoding"), [(b"x", "gzip"), (b"\x00\xff", "deflate"), (BODY, "br")])
def test_broken_or_unknown_encodings_are_a_named_error(wire: bytes, encoding: str) -> None:
    with pytest.raises(BadEncoding):
        decode(wire, encoding)


def test_data_cut_short_decode_as_far_as_they_go() -> None:
    long = random.Random(1).randbytes(200_000)
    assert long.startswith(decode(gzip.compress(long)[:150_000], "gzip"))
    assert len(decode(gzip.compress(long)[:150_000], "gzip")) > 100_000


def test_a_page_that_decodes_beyond_the_limit_is_refused() -> None:
    with pytest.raises(BadEncoding, match="more than 1000"):
        decode(gzip.compress(b"0" * 100_000), "gzip", limit=1000)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "", "gzip, deflate"]))
def test_any_bytes_decode_or_are_a_named_error(wire: bytes, encoding: str) -> None:
    try:
        decode(wire, encoding)
    except BadEncoding:
        return
