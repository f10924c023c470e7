"""No request ever reaches an address that is not public, unless exactly its host and port are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss

FORMS = {
    # how a hostile list may write the canary's host
    "loopback": "127.0.0.1",
    "name": "localhost",
    "decimal": "2130706433",
    "octal": "0177.0.0.01",
    "hexadecimal": "0x7f000001",
    "short": "127.1",
    "mapped": "[::ffff:127.0.0.1]",
    "unspecified": "0.0.0.0",
    "userinfo": "berita.example@127.0.0.1",
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Website, Website]]:
    with Website() as site, Website() as canary:
        site.replies |= {
            f"/to-{form}": Reply(status=302, headers={"Location": f"http://{host}:{canary.port}/redirected"})
            for form, host in FORMS.items()
        }
        site.replies |= {
            "/fine": page("boleh"),
            "/feed": rss(
                f"{site.base}/fine",
                *(f"{site.base}/to-{form}" for form in FORMS),
                *(f"http://{host}:{canary.port}/{form}" for form, host in FORMS.items()),
                "http://10.1.2.3/x",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/x",
                "http://[fd00::1]/x",
                f"http://localhost:{site.port}/same-host-by-another-name",
                "file:///etc/passwd",
            ),
        }
        desk = Desk(tmp_path_factory.mktemp("guard"), allow=(site.pair,))
        proxy = f"http://127.0.0.1:{canary.port}"
        desk.environment = {"http_proxy": proxy, "https_proxy": proxy, "all_proxy": proxy}
        desk.sources(
            {"id": "main", "feed_url": f"{site.base}/feed"},
            {"id": "private", "feed_url": f"http://127.0.0.1:{canary.port}/feed"},
        )
        desk.crawl(timeout=5)
        yield desk, site, canary


def test_the_canary_hears_nothing(crawled: Any) -> None:
    assert crawled[2].asked == []


def test_an_allowed_pair_is_fetched_and_a_proxy_of_the_environment_ignored(crawled: Any) -> None:
    assert "/fine" in crawled[1].paths
    assert [page["url"] for page in crawled[0].pages()] == [f"{crawled[1].base}/fine"]


def test_a_refused_address_is_tried_again_later_and_says_why(crawled: Any) -> None:
    rows = crawled[0].rows("select url, state, reason from frontier where url not like '%/fine'")
    assert {row["state"] for row in rows} == {"due"}  # the name may lead elsewhere tomorrow
    assert all(row["reason"].startswith("address not allowed: ") for row in rows)
    reasons = {row["url"]: row["reason"] for row in rows}
    said = reasons["http://10.1.2.3/x"].removeprefix("address not allowed: ")
    assert said == "10.1.2.3 is not a public address; if it is yours, add 10.1.2.3:80 to NETRA_ALLOW_HOSTS"
    assert len([url for url in reasons if "/to-" in url]) == len(FORMS)


def test_the_same_host_under_another_name_is_not_the_allowed_pair(crawled: Any) -> None:
    assert "/same-host-by-another-name" not in crawled[1].paths


def test_a_list_can_name_no_other_scheme(crawled: Any) -> None:
    assert not crawled[0].rows("select url from frontier where url like 'file:%'")


def test_a_private_source_is_a_failed_source(crawled: Any) -> None:
    (row,) = crawled[0].rows("select reason from fetches where source_id = 'private'")
    assert row["reason"].startswith("address not allowed: 127.0.0.1 is not a public address; if it is yours, add ")
