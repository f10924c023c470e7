"""Which hosts are one to be polite to: publishers' networks share servers, and so do a host's own names."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.addresses import same_site
from settings import SettingsError

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_NEEDED = "It has the columns host and network: a row for each host, which stands for its subdomains too."


class NetworksError(SettingsError):
    """The file that the settings name cannot be used as a list of networks."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The publishers' networks, by the hosts that stand for them and for their subdomains."""

    by_host: Mapping[str, str]

    def target(self, host: str) -> str:
        """What a request to a host asks of: the network that it belongs to, else the host without "www.".

        A host that is no network's is itself, whatever stands above it: "go.id" is nobody's server.
        """
        labels = host.lower().split(".")
        for size in range(len(labels), 1, -1):
            network = self.by_host.get(".".join(labels[-size:]))
            if network is not None:
                return network
        return same_site(host.lower())


def read_networks(path: Path) -> Networks:
    """Read a CSV file of networks. Raises NetworksError when it cannot be read, or a row is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not {"host", "network"} <= set(reader.fieldnames or ()):
                raise NetworksError(f"{path} is no list of networks. {_NEEDED}")
            return Networks(dict(_row(row, f"{path.name}, line {reader.line_num}") for row in reader))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NetworksError(f"{path} is not a CSV file in UTF-8: {error}.") from error
    except OSError as error:
        raise NetworksError(
            f"{path} cannot be read: {error.strerror}. Name a list of networks in NETRA_NETWORKS."
        ) from error


def _row(row: Mapping[str, str | None], where: str) -> tuple[str, str]:
    host, network = ((row.get(name) or "").strip().lower() for name in ("host", "network"))
    if not _HOST.fullmatch(host):
        raise NetworksError(f"{where}: {host!r} is no host, e.g. tribunnews.com.")
    if not network:
        raise NetworksError(f"{where}: the network of {host} is empty.")
    return host, network
