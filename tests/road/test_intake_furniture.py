"""What a paper repeats from story to story goes once it is known; what stories repeat stays."""

from __future__ import annotations

import pytest

from archive import Archive, furniture
from intake import Intake, examine
from tests.extract.pdf_writer import Sheet, document
from tests.road import town
from tests.road.pages import listed, page
from tests.road.town import BACKGROUND, CASE, DAILY, OTHER_PAPER, PAPER, THIRD_PAPER, home, keep, printed, story

PROMO = "Ikuti kabar terbaru kami lewat kanal percakapan setiap pagi dan petang."
ABOUT = (
    "Koran ini terbit sejak 1998 dan tergabung dalam jaringan pers daerah yang terverifikasi serta menerima "
    "sumbangan tulisan khalayak pada surel yang tercantum di kolom sebelah."
)
HOST = home().removeprefix("https://")


def read_all(archive: Archive, take: Intake, *more: str, paper: str = PAPER) -> list[str]:
    return [keep(archive, take, story(number, told, *more, paper=paper)) for number, told in enumerate(DAILY)]


@pytest.mark.parametrize(
    "line", [PROMO, ABOUT, "Wartawan Kabar Kita di lapangan"], ids=["appeal", "prose", "label"]
)
@pytest.mark.parametrize("paper", [PAPER, OTHER_PAPER, "pelita-jambi"])
def test_a_line_repeated_on_unlike_stories_goes_once_five_were_read(
    line: str, paper: str, archive: Archive, take: Intake
) -> None:
    texts = read_all(archive, take, line, paper=paper)
    assert [line in text for text in texts] == [True] * 5 + [False] * 3
    assert all(paragraph in text for told, text in zip(DAILY, texts, strict=True) for paragraph in told[1:])


def test_a_line_that_comes_late_goes_after_its_third_story(archive: Archive, take: Intake) -> None:
    for number, told in enumerate(DAILY[:4]):
        keep(archive, take, story(number, told))
    texts = [keep(archive, take, story(4 + number, told, PROMO)) for number, told in enumerate(DAILY[4:])]
    assert [PROMO in text for text in texts] == [True, True, True, False]


def test_a_line_before_the_story_goes_too(archive: Archive, take: Intake) -> None:
    texts = [
        keep(archive, take, story(number, told, first="Jaringan pers daerah terverifikasi"))
        for number, told in enumerate(DAILY)
    ]
    assert "Jaringan pers" not in texts[-1]


def test_the_background_of_a_running_case_stays(archive: Archive, take: Intake) -> None:
    read_all(archive, take, PROMO)
    for number, told in enumerate(CASE):
        text = keep(archive, take, story(20 + number, told, BACKGROUND, PROMO))
        assert BACKGROUND in text
        assert PROMO not in text


@pytest.mark.parametrize(
    "line",
    ["Hartono diduga melanggar netralitas ASN.", "“Saya khilaf,” ujarnya.", "Nomor: 700/112/2026"],
)
def test_a_short_sentence_quote_or_number_of_a_running_case_stays(
    line: str, archive: Archive, take: Intake
) -> None:
    read_all(archive, take)
    assert all(line in keep(archive, take, story(20 + number, told, line)) for number, told in enumerate(CASE))


def test_a_rule_quoted_in_unlike_cases_stays(archive: Archive, take: Intake) -> None:
    """It speaks of what its stories speak of."""
    rule = "Pegawai negeri yang melanggar netralitas dapat dijatuhi sanksi disiplin sesuai peraturan."
    for number, told in enumerate(DAILY):
        matter = f"{told[1]} Pegawai negeri di sana juga diduga melanggar netralitas dan terancam sanksi disiplin."
        text = keep(archive, take, story(number, (told[0], matter, told[2]), rule))
        assert rule in text


def test_a_wire_story_under_several_outlets_stays_whole(archive: Archive, take: Intake) -> None:
    for paper in (PAPER, OTHER_PAPER, THIRD_PAPER, "pelita-jambi"):
        read_all(archive, take, paper=paper)
        told = story(40, CASE[2], BACKGROUND, paper=paper)
        made = printed(told)
        listed(archive, made.url)
        take(made)
    texts = [row["text"] for row in archive.rows("select text from articles where title = ?", [CASE[2][0]])]
    assert len(texts) == 4
    assert all(paragraph in text for text in texts for paragraph in (*CASE[2][1:], BACKGROUND))


def test_copies_and_versions_of_one_story_take_nothing_from_each_other(archive: Archive, take: Intake) -> None:
    read_all(archive, take)
    for number in range(6):
        told = story(40 + number, (CASE[0][0], *CASE[0][1:], f"Pembaruan ke-{number}."), BACKGROUND)
        made = printed(told)
        listed(archive, made.url)
        take(made)
    texts = [row["text"] for row in archive.rows("select text from articles where title = ?", [CASE[0][0]])]
    assert len(texts) == 6
    assert all(paragraph in text for text in texts for paragraph in (*CASE[0][1:], BACKGROUND))


def test_what_one_outlet_repeats_is_no_furniture_of_another(archive: Archive, take: Intake) -> None:
    read_all(archive, take, PROMO)
    assert PROMO in keep(archive, take, story(30, CASE[0], PROMO, paper=OTHER_PAPER))


def test_reading_an_address_again_counts_nothing_and_changes_nothing(archive: Archive, take: Intake) -> None:
    stories = [story(number, told, PROMO) for number, told in enumerate(DAILY)]
    first = keep(archive, take, stories[0])
    for _ in range(6):
        take(printed(stories[0]))
    assert furniture.pages(archive.db, HOST) == 1
    for one in stories[1:]:
        keep(archive, take, one)
    counted = furniture.learned(archive.db, HOST)
    for one in stories:
        take(printed(one))
    assert furniture.learned(archive.db, HOST) == counted
    assert town.kept(archive, stories[0]) == first
    assert PROMO in first
    assert archive.value("select count(*) from article_versions") == 0


def test_a_line_once_learned_is_still_counted(archive: Archive, take: Intake) -> None:
    read_all(archive, take, PROMO)
    (line,) = furniture.learned(archive.db, HOST)
    assert (line["line"], line["seen"]) == (PROMO, 8)


def test_forgetting_brings_the_line_back_until_it_is_learned_anew(archive: Archive, take: Intake) -> None:
    read_all(archive, take, PROMO)
    with archive.transaction() as db:
        assert furniture.forget(db, HOST) == 1
    assert PROMO in keep(archive, take, story(30, CASE[0], PROMO))


def test_an_article_that_holds_nothing_but_furniture_is_kept_as_it_is(archive: Archive, take: Intake) -> None:
    read_all(archive, take, ABOUT)
    pages = [printed(story(30, ("Camat Wonolestari Dilaporkan", ABOUT)))]
    examined = examine(pages, recurring=furniture.known(archive.db, HOST))
    assert examined.article.text == ABOUT
    assert examined.left_out == ()


def test_a_pdf_keeps_its_letterhead_and_teaches_nothing(archive: Archive, take: Intake) -> None:
    heading = "PEMERINTAH KOTA BARU"
    sheet = Sheet().centred(heading, "SURAT EDARAN", "NOMOR : 800/112/2026").paragraph(" ".join(DAILY[0][1:]))
    circular = page(document([sheet]), f"{home()}/unduh/surat-edaran.pdf")
    examined = examine([circular], recurring={heading})
    assert examined.article.text.startswith(heading)
    listed(archive, circular.url)
    take(circular)
    assert archive.value("select count(*) from articles") == 1
    assert furniture.pages(archive.db, HOST) == 0


def test_nothing_is_learned_of_a_story_that_could_not_be_kept(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("provoked")

    monkeypatch.setattr("intake.judging.Judge._settle", fails)
    with pytest.raises(RuntimeError, match="provoked"):
        keep(archive, take, story(0, DAILY[0], PROMO))
    assert furniture.pages(archive.db, HOST) == 0
    assert archive.value("select count(*) from furniture") == 0
