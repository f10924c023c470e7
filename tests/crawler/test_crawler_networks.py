"""Which hosts share a publisher's servers: the file, and what it makes of a host."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.networks import NetworksError, read_networks
from settings import DATA


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("aceh.tribunnews.com", "tribun"),
        ("tribunnews.com", "tribun"),
        ("radarlampung.disway.id", "disway"),
        ("jambiindependent.bacakoran.co", "disway"),
        ("www.jateng.bawaslu.go.id", "bawaslu"),
        ("Demak.Bawaslu.go.id", "bawaslu"),
        ("notribunnews.com", "notribunnews.com"),
        ("www.kabarbuton.id", "kabarbuton.id"),
        ("m.kabarbuton.id", "kabarbuton.id"),
        ("jdih.semarangkota.go.id", "jdih.semarangkota.go.id"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_host_belongs_to_its_network_or_is_itself(host: str, target: str) -> None:
    assert read_networks(DATA / "networks.csv").target(host) == target


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,group\na.example,x\n", "is no list of networks"),
        ("host,network\nhttps://a.example,x\n", "networks.csv, line 2: 'https://a.example' is no host"),
        ("host,network\na.example,\n", "the network of a.example is empty"),
        ('host,network\n"a.example,x\n', "is not a CSV file in UTF-8"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "networks.csv"
    path.write_text(text)
    with pytest.raises(NetworksError, match=told):
        read_networks(path)
    with pytest.raises(NetworksError, match="cannot be read"):
        read_networks(tmp_path / "none.csv")
