"""Each command as a user would use it: the real application against a Bot API server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import SecretStr
from telegram.error import Conflict, InvalidToken

from alerts import bot, commands_reading, commands_wishes, subscriptions
from alerts.registers import decisions
from archive import Archive
from archive.database import now_text
from model import SubjectKind
from settings import Settings
from tests.support import NOW
from tests.telegram.botapi import TOKEN, BotApi, Sent
from tests.telegram.seed import article, circular, incident, queue, row
from wording import region_name, regions_below

ME = 7
CHAT = f"telegram:{ME}"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def talk(archive: Archive, api: BotApi) -> Callable[..., Sent]:
    """Say something (or press a button) and read the last answer."""

    def say(text: str = "", *, press: str = "", chat: int = ME) -> Sent:
        if press:
            api.press(chat, api.last(chat).button(press))
        else:
            api.say(chat, text)
        serve(archive, api)
        return api.last(chat)

    return say


def configured(api: BotApi, token: str | None = TOKEN) -> Settings:
    values: dict[str, Any] = {"telegram_token": SecretStr(token) if token else None, "telegram_api": api.url}
    return Settings(**values)


def serve(archive: Archive, api: BotApi) -> int:
    async def run() -> int:
        application = bot.application(configured(api), archive, lambda: NOW)
        async with application:
            return await bot.answer_waiting(application)

    return asyncio.run(run())


def mine(archive: Archive, chat: str = CHAT) -> set[tuple[str, str | None]]:
    return {(one.kind.value, one.region) for one in subscriptions.of_chat(archive, chat)}


def test_start_says_what_netra_does_and_leads_on(talk: Callable[..., Sent]) -> None:
    answer = talk("/start")
    assert "dugaan pelanggaran netralitas ASN" in answer.text
    assert "/langganan" in answer.text
    assert "di mana?" in talk(press="Dugaan dan edaran").text


def test_start_shows_a_subscriber_what_he_has_instead_of_asking_him_to_choose(talk: Callable[..., Sent]) -> None:
    assert "Pilih dulu" in talk("/start").text
    talk("/langganan edaran Kota Semarang")
    answer = talk("/start")
    assert "dugaan pelanggaran netralitas ASN" in answer.text
    assert "Pilih dulu" not in answer.text
    assert "• surat edaran: Kota Semarang" in answer.text
    assert answer.button("✖ Edaran: Kota Semarang")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("/langganan insiden Jambi", {("incident", "15")}),
        ("/langganan edaran Kota Semarang", {("circular", "33.74")}),
        ("/langganan surat edaran kota semarang", {("circular", "33.74")}),
        ("/langganan semua Indonesia", {("incident", None), ("circular", None)}),
        ("/langganan dugaan halsel", {("incident", "82.04")}),
        ("/langganan Sulsel", {("incident", "73"), ("circular", "73")}),
        ("/langganan@netra_test_bot insiden kab. semarang", {("incident", "33.22")}),
        ("/langganan insiden Atlantis", set()),
        ("/langganan insiden Semarang", set()),
    ],
)
def test_langganan_understands_words(
    archive: Archive, talk: Callable[..., Sent], said: str, expected: set[tuple[str, str | None]]
) -> None:
    talk(said)
    assert mine(archive) == expected


def test_twins_are_asked_apart(archive: Archive, talk: Callable[..., Sent]) -> None:
    answer = talk("/langganan insiden Semarang")
    assert [b["text"] for line in answer.buttons for b in line] == ["Kab. Semarang", "Kota Semarang"]
    talk(press="Kota Semarang")
    assert mine(archive) == {("incident", "33.74")}


def test_a_province_wins_over_its_capital_which_is_offered(archive: Archive, talk: Callable[..., Sent]) -> None:
    answer = talk("/langganan insiden Jambi")
    assert "✓ Dugaan: Prov. Jambi" in answer.text
    talk(press="Hanya Kota Jambi?")
    assert mine(archive) == {("incident", "15.71")}  # only there, and no longer in all of the province


def test_a_subscription_that_adds_nothing_is_said_to_and_shown_as_part_of_the_wider_one(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    talk("/langganan semua Indonesia")
    text = talk("/langganan dugaan Jambi").text
    assert "✓ Dugaan: Prov. Jambi\nDugaan untuk Prov. Jambi sudah termasuk dalam Indonesia" in text
    assert "• dugaan pelanggaran dan perkembangannya: Prov. Jambi (sudah termasuk dalam Indonesia)" in text
    assert "• surat edaran: Indonesia\n" in text
    assert "<b>Dugaan terbaru</b> · Indonesia\n" in talk("/terbaru").html
    text = talk("/langganan semua Kota Semarang").text
    assert text.count("Kota Semarang sudah termasuk") == 1  # both kinds in one line
    talk("/langganan")
    text = talk(press="✖ Dugaan: Indonesia").text
    assert "• dugaan pelanggaran dan perkembangannya: Prov. Jambi\n" in text  # now it brings something
    assert "• surat edaran: Kota Semarang (sudah termasuk dalam Indonesia)" in text


def test_a_city_is_part_of_its_province_but_not_of_another(archive: Archive, talk: Callable[..., Sent]) -> None:
    talk("/langganan dugaan Jawa Tengah")
    assert "termasuk" in talk("/langganan dugaan Kota Semarang").text
    assert "termasuk" not in talk("/langganan edaran Kota Semarang").text.split("\n")[1]
    assert "Kota Bandung (sudah" not in talk("/langganan dugaan Kota Bandung").text


def named(answer: Sent) -> list[str]:
    return [button["text"] for line in answer.buttons for button in line]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("/langganan edaran Kota Semarang, Kab. Semarang", {("circular", "33.74"), ("circular", "33.22")}),
        ("/langganan edaran Kota dan Kabupaten Semarang", {("circular", "33.74"), ("circular", "33.22")}),
        ("/langganan insiden Bali dan Jawa Tengah", {("incident", "51"), ("incident", "33")}),
        ("/langganan insiden di Bali, NTB; dan NTT", {("incident", code) for code in ("51", "52", "53")}),
        ("/langganan dugaan dan edaran Bali", {("incident", "51"), ("circular", "51")}),
        ("/langganan insiden Pangkajene dan Kepulauan", {("incident", "73.10")}),
        ("/langganan insiden Bangka dan Belitung", {("incident", "19.01"), ("incident", "19.02")}),
        ("/langganan Dugaan serta edaran untuk Bali.", {("incident", "51"), ("circular", "51")}),
        ("/langganan insiden Indonesia, Bali", {("incident", None), ("incident", "51")}),
    ],
)
def test_several_places_are_taken_from_one_message(
    archive: Archive, talk: Callable[..., Sent], said: str, expected: set[tuple[str, str | None]]
) -> None:
    text = talk(said).text
    assert mine(archive) == expected
    assert text.count("✓") == len({region for _, region in expected})


def test_of_several_places_the_clear_ones_are_taken_and_the_others_are_asked_for(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    answer = talk("/langganan insiden Bali, Semarang, Kota Surakrta, Atlantis")
    assert mine(archive) == {("incident", "51")}
    assert "✓ Dugaan: Prov. Bali" in answer.text
    assert "“Semarang” – yang mana?" in answer.text
    assert "“Kota Surakrta” tidak dikenal" in answer.text
    assert "“Atlantis” tidak dikenal" in answer.text
    assert named(answer)[:4] == ["Kab. Semarang", "Kota Semarang", "Kota Surakarta", "Pilih dari daftar"]
    talk(press="Kota Surakarta")
    assert mine(archive) == {("incident", "51"), ("incident", "33.72")}


def test_more_places_than_one_message_may_name_are_said_to_be_left(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    provinces = [code for code in regions_below() if code not in {"15", "31", "34", "75"}][:23]
    answer = talk("/langganan insiden " + ", ".join(region_name(code) for code in provinces))
    assert mine(archive) == {("incident", code) for code in provinces[: commands_wishes.MAX_PLACES]}
    assert "hanya 20 tempat pertama yang dibaca" in answer.text
    assert "xxx” tidak dikenal" in talk("/langganan insiden " + "x" * 3000).text


def test_an_unknown_place_is_said_in_a_sentence_with_the_nearest_names(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    answer = talk("/langganan edaran Kota Semarng <b>")
    assert answer.text.startswith("“Kota Semarng <b>” tidak dikenal")
    assert named(answer) == ["Kota Semarang", "Kab. Semarang", "Pilih dari daftar"]
    talk(press="Kota Semarang")
    assert mine(archive) == {("circular", "33.74")}
    answer = talk("/langganan insiden Atlantis")
    assert answer.text == "“Atlantis” tidak dikenal sebagai provinsi, kabupaten, atau kota. Periksa ejaannya."
    assert named(answer) == ["Pilih dari daftar"]
    assert "Prov. Bali" in named(talk(press="Pilih dari daftar"))


def test_langganan_leads_by_buttons_and_ends_one_by_button(archive: Archive, talk: Callable[..., Sent]) -> None:
    assert "Belum ada langganan" in talk("/langganan").text
    talk(press="+ Edaran")
    talk(press="Prov. Jawa Tengah")
    answer = talk(press="Kota Semarang")
    assert answer.edits == 3  # the same message, changed
    assert "✓ Edaran: Kota Semarang" in answer.text
    assert mine(archive) == {("circular", "33.74")}
    talk(press="+ Dugaan")
    talk(press="Indonesia")
    assert mine(archive) == {("circular", "33.74"), ("incident", None)}
    talk(press="✖ Edaran: Kota Semarang")
    assert mine(archive) == {("incident", None)}
    assert "• dugaan pelanggaran dan perkembangannya: Indonesia" in talk("/langganan").text


def test_every_place_can_be_reached_by_buttons(api: BotApi, talk: Callable[..., Sent]) -> None:
    talk("/langganan insiden")
    provinces = [b["callback_data"] for line in api.last(ME).buttons for b in line if b["callback_data"][0] == "p"]
    assert len(provinces) == 38
    for data in provinces:
        api.press(ME, data)
    answer = talk(press="Prov. Papua")
    assert "Kota Jayapura" in [b["text"] for line in answer.buttons for b in line]
    assert [m for m in api.messages if m.chat == ME][1:] == []  # each step changed the one message


def test_berhenti_ends_everything_and_says_how_much(archive: Archive, talk: Callable[..., Sent]) -> None:
    talk("/langganan semua Jambi")
    assert "(2)" in talk("/berhenti").text
    assert mine(archive) == set()
    assert "Tidak ada langganan" in talk("/berhenti").text
    assert archive.value("select min(ended_reason) from subscriptions") == "asked"


def test_terbaru_shows_the_latest_of_the_chats_places_only(archive: Archive, talk: Callable[..., Sent]) -> None:
    incident(archive, region="33.74", case_number="K-3374-001")
    incident(archive, region="15.71", case_number="K-1571-001")
    circular(archive, region="33", number="1/SE/2026")
    circular(archive, region="15", number="2/SE/2026")
    circular(archive, region=None, number="3/SKB/2026")
    talk("/langganan semua Kota Semarang")
    text = talk("/terbaru").text
    assert "K-3374-001" in text
    assert "K-1571-001" not in text
    assert "1/SE/2026" in text  # of the province, which binds the city
    assert "2/SE/2026" not in text
    assert "3/SKB/2026" in text


def test_terbaru_shows_five_of_each_newest_first_and_links_the_report(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    for number in range(7):
        changed = now_text(NOW.replace(minute=number))
        incident(archive, case_number=f"K-{number}", last_change=changed, articles=(article(archive, title="<T>"),))
    answer = talk("/terbaru")
    assert [f"K-{number} " in answer.text for number in range(7)] == [False, False, True, True, True, True, True]
    assert answer.text.index("K-6 ") < answer.text.index("K-2 ")
    assert 'href="https://outlet7.example/berita/7"' in answer.html
    assert "Edaran terbaru · Indonesia\nBelum ada." in answer.text


def test_terbaru_goes_by_the_day_of_the_news_and_leaves_mentions_and_drafts_out(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    for number, day in enumerate(["2026-10-01", "2026-11-09", "2026-10-20"]):
        incident(archive, case_number=f"K-{number}", articles=(article(archive, published_day=day),))
    incident(
        archive, case_number="K-9", known_by="mention", articles=(article(archive, published_day="2026-11-10"),)
    )
    circular(archive, number="9/SE/2026", known_by="mention")
    text = talk("/terbaru").text
    assert text.index("K-1 ") < text.index("K-2 ") < text.index("K-0 ")
    assert "K-9 " not in text
    assert "9/SE/2026" not in text
    assert text.endswith("bukan putusan.")


def test_terbaru_shows_the_report_that_told_the_stage_it_names(archive: Archive, talk: Callable[..., Sent]) -> None:
    first, told = article(archive, published_day="2026-10-01"), article(archive, published_day="2026-11-09")
    number = incident(archive, articles=(first, told), case_number="K-1")
    archive.db.execute("update incident_reports set stage = 'sanctioned' where article_id = ?", [told])
    archive.db.execute("update incidents set stage = 'sanctioned' where id = ?", [number])
    answer = talk("/terbaru")
    assert "SANKSI · Kab. Halmahera Selatan" in answer.text
    assert "K-1 · Sen 9 Nov 2026 · Kabar 2" in answer.text
    assert 'href="https://outlet2.example/berita/2"' in answer.html
    assert "outlet1" not in answer.html


def test_cari_says_when_there_is_more_than_it_shows(archive: Archive, talk: Callable[..., Sent]) -> None:
    for number in range(commands_reading.HITS):
        article(archive, url=f"https://kabar.example/{number}", text=f"Camat ke-{number} diperiksa.")
    assert f"{commands_reading.HITS} berita\n" in talk("/cari camat").text
    article(archive, url="https://kabar.example/lagi", text="Camat lain diperiksa.")
    assert f"{commands_reading.HITS} berita terbaru, masih ada yang lain" in talk("/cari camat").text


def test_cari_finds_articles_and_shows_no_name(archive: Archive, talk: Callable[..., Sent]) -> None:
    article(archive, title="Bawaslu periksa seorang camat", region="82.04")
    article(archive, title="Slamet Widodo diperiksa Bawaslu", text="camat Slamet Widodo diperiksa")
    article(archive, title="Pengakuan Slamet Widodo", text="camat Slamet Widodo mengaku")
    article(
        archive,
        title="Warga Buat Klepon Raksasa",
        text="camat dan warga membuat klepon di Demak",
        site="Situs Kita",
    )
    answer = talk("/cari camat")
    assert "Bawaslu periksa seorang camat" in answer.text
    assert "Kab. Halmahera Selatan" in answer.text
    assert "Slamet" not in answer.text
    assert "… diperiksa Bawaslu\nKabar 2" in answer.text
    assert "Berita Kabar 3" in answer.text  # nothing else is left of that headline
    assert "Warga Buat Klepon Raksasa\nSitus Kita" in answer.text  # the story shows that Klepon is nobody
    assert "Tulis kata" in talk("/cari").text
    assert "Tidak ada berita dengan “zebra & <b>”" in talk("/cari zebra & <b>").text


def test_a_name_searched_for_never_reveals_its_case(archive: Archive, talk: Callable[..., Sent]) -> None:
    told = article(archive, title="Camat Weleri dilaporkan", text="Camat Weleri, Slamet Widodo, dilaporkan warga.")
    incident(archive, articles=(told,))
    article(archive, title="Slamet Widodo juara catur", text="Slamet Widodo menjuarai lomba catur antarkampung.")
    answer = talk("/cari Slamet Widodo").text
    assert "catur" in answer
    assert "Weleri" not in answer
    assert "Camat" in talk("/cari dilaporkan warga").text


def test_cari_shows_a_case_by_its_number_and_by_one_that_was_merged_into_it(
    archive: Archive, talk: Callable[..., Sent]
) -> None:
    incident(archive, office="Camat")
    incident(archive, office="Lurah")
    with archive.transaction() as db:
        decisions.merge(db, "K-8204-001", "K-8204-002", NOW)
    for number in ("K-8204-001", "k-8204-002"):
        assert "K-8204-001 · dibaca otomatis" in talk(f"/cari {number}").text
    assert "Tidak ada berita" in talk("/cari K-8204-003").text


def test_cari_cuts_what_is_too_long_at_a_word_and_says_so(archive: Archive, talk: Callable[..., Sent]) -> None:
    article(archive, title="Bawaslu periksa seorang camat", region="82.04")
    text = talk("/cari " + "camat " * 833).text
    assert "Bawaslu periksa seorang camat" in text
    assert "Hanya kata-kata pertama yang dicari, paling banyak 200 huruf." in text
    assert "Hanya kata-kata" in talk("/cari " + "zebra " * 100).text
    assert "Hanya kata-kata" not in talk("/cari " + "camat " * 33).text  # 198 letters
    assert talk("/cari " + "c" * 201).text == "Kata itu terlalu panjang untuk dicari: paling banyak 200 huruf."


@pytest.mark.parametrize(
    ("words", "told"), [("-camat", True), ("camat -lurah", True), ("Toli-Toli - camat", False)]
)
def test_cari_says_that_a_minus_excludes_nothing(
    archive: Archive, talk: Callable[..., Sent], words: str, told: bool
) -> None:
    article(archive, title="Bawaslu periksa camat")
    assert ("Tanda minus tidak mengecualikan kata" in talk(f"/cari {words}").text) is told


def test_bahasa_switches_the_chats_language(archive: Archive, talk: Callable[..., Sent]) -> None:
    assert "All right" in talk("/bahasa en").text
    assert "No subscription yet" in talk("/langganan").text
    talk("/bahasa")
    assert "Baik" in talk(press="Bahasa Indonesia").text
    assert archive.value("select language from chats where chat = ?", [CHAT]) == "id"


def test_bantuan_names_every_command_of_the_menu(api: BotApi, talk: Callable[..., Sent]) -> None:
    text = talk("/bantuan").text
    for command in api.menu[""]:
        assert f"/{command['command']}" in text or command["command"] == "start"
    assert set(api.menu) == {"", "en"}


def test_what_is_no_command_gets_a_hint(talk: Callable[..., Sent]) -> None:
    assert "/bantuan" in talk("/statistik").text
    assert "/bantuan" in talk("halo").text


def test_a_group_has_its_own_subscriptions(archive: Archive, talk: Callable[..., Sent]) -> None:
    talk("/langganan insiden Bali", chat=-900)
    assert mine(archive, "telegram:-900") == {("incident", "51")}
    assert mine(archive) == set()


def test_a_button_pressed_long_ago_still_works(archive: Archive, api: BotApi, talk: Callable[..., Sent]) -> None:
    talk("/langganan insiden Semarang")
    api.press(ME, "s:incident:33.74")
    api._queries.clear()  # too old to be acknowledged
    api.messages[0].chat = 0  # and its message cannot be changed any more
    serve(archive, api)
    assert mine(archive) == {("incident", "33.74")}
    assert "✓" in api.last(ME).text


def test_a_forged_button_does_nothing(archive: Archive, api: BotApi, talk: Callable[..., Sent]) -> None:
    talk("/langganan")
    for data in (
        "s:incident:99.99",
        "s:all:' or 1=1",
        "s:all",
        "z",
        "k:everything",
        "l:xx",
        "\x00",
        "s:incident:15.71x",
    ):
        api.press(ME, data)
    serve(archive, api)
    assert mine(archive) == set()


def test_a_chat_cannot_subscribe_without_end(archive: Archive, talk: Callable[..., Sent]) -> None:
    for number in range(60):
        subscriptions.subscribe(archive, CHAT, SubjectKind.INCIDENT, f"99.{number}", NOW)
    assert "60" in talk("/langganan insiden Bali").text
    assert ("incident", "51") not in mine(archive)


def test_who_blocks_the_bot_has_no_subscriptions_any_more(
    archive: Archive, api: BotApi, talk: Callable[..., Sent]
) -> None:
    talk("/langganan semua Bali")
    member = {"user": {"id": 123456, "is_bot": True, "first_name": "Netra"}}
    api.update(
        my_chat_member={
            "chat": {"id": ME, "type": "private"},
            "from": {"id": ME, "is_bot": False, "first_name": "User"},
            "date": 1700000000,
            "old_chat_member": member | {"status": "member"},
            "new_chat_member": member | {"status": "kicked", "until_date": 0},
        }
    )
    serve(archive, api)
    assert mine(archive) == set()


def test_a_group_that_becomes_a_supergroup_takes_its_queue_along(
    archive: Archive, api: BotApi, talk: Callable[..., Sent]
) -> None:
    talk("/langganan insiden Bali", chat=-900)
    id = queue(archive, "telegram:-900")
    service: dict[str, Any] = api._message(-900, "", None) | {"migrate_to_chat_id": -100900}
    service.pop("text")
    api.update(message=service)
    serve(archive, api)
    assert mine(archive, "telegram:-100900") == {("incident", "51")}
    assert row(archive, id)["chat"] == "telegram:-100900"


def test_waiting_updates_are_answered_once_and_confirmed(archive: Archive, api: BotApi) -> None:
    for _ in range(3):
        api.say(ME, "/bantuan")
    assert serve(archive, api) == 3
    assert serve(archive, api) == 0
    assert len(api.messages) == 3
    assert api.confirmed == 4


def test_one_who_cannot_be_answered_does_not_stop_the_others(archive: Archive, api: BotApi) -> None:
    api.say(1, "/bantuan")
    api.say(ME, "/bantuan")
    api.block(1)
    assert serve(archive, api) == 2
    assert [message.chat for message in api.messages] == [ME]


def test_trouble_inside_is_said_and_logged(
    archive: Archive, talk: Callable[..., Sent], caplog: pytest.LogCaptureFixture
) -> None:
    archive.db.execute("drop table articles_fts")
    assert "gangguan" in talk("/cari camat").text
    assert "could not be answered" in caplog.text


def test_another_poller_is_reported(archive: Archive, api: BotApi) -> None:
    api.other_poller = True
    with pytest.raises(Conflict):
        serve(archive, api)


def test_the_token_is_in_no_log_and_no_error(
    archive: Archive, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    api.say(ME, "/bantuan")
    serve(archive, api)
    api.token = "1:other"
    with pytest.raises(InvalidToken) as refused:
        serve(archive, api)
    assert TOKEN not in caplog.text + str(refused.value)


def test_without_a_token_there_is_no_bot(archive: Archive, api: BotApi) -> None:
    with pytest.raises(bot.NoToken, match="NETRA_TELEGRAM_TOKEN"):
        bot.application(configured(api, None), archive, lambda: NOW)


def test_the_started_bot_polls_answers_and_sets_its_menu(archive: Archive, api: BotApi) -> None:
    async def run() -> None:
        application = bot.application(configured(api), archive, lambda: NOW)
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(timeout=5)
            api.say(ME, "/bantuan")
            assert await asyncio.to_thread(api.wait_for, 1)
            await application.updater.stop()
            await application.stop()

    asyncio.run(run())
    assert "/cari" in api.last(ME).text
    assert api.menu[""][0]["command"] == "langganan"


_LETTERS = st.characters(exclude_categories=["Cs"])


@hypothesis_settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(
            st.sampled_from(["/cari ", "/langganan ", "/langganan insiden ", "/bahasa ", "/start ", ""]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
            | st.text("\"*:^()-+ANDORNEAR' ", max_size=30),
        ),
        min_size=10,
        max_size=10,
    ),
    presses=st.lists(st.text(_LETTERS, min_size=1, max_size=16), max_size=10),
)
def test_no_text_and_no_button_data_breaks_anything(
    archive: Archive, texts: list[tuple[str, str]], presses: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    with BotApi() as api:
        api.say(ME, "/langganan")
        serve(archive, api)
        for command, text in texts:
            api.say(ME, command + text)
        for data in presses:
            api.press(ME, data)
        serve(archive, api)
        assert {message.chat for message in api.messages} == {ME}
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
