"""The public page while it follows a meeting: it disturbs nobody who reads, and never gives up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from playwright.async_api import (
    Browser,
    Locator,
    Page,
    Request,
    Route,
    WebSocket,
    WebSocketRoute,
    expect,
)

from server.live import heartbeat
from tests.live.conftest import CONVENED
from tests.pages.conftest import Visits, shows
from tests.pages.weak_network import ONLINE, line_to
from tests.serve import Town, town

PHONE = {"width": 390, "height": 844}
PATIENCE = 10.0  # seconds


@pytest.fixture
async def page(board: Town, visits: Visits) -> Page:
    """The board's page on a phone, connected, with its first item in hand."""
    await board.do("open_meeting")
    await board.do("take_item", item="1")
    page = await visits.open(board.door(board.links.public))
    await page.set_viewport_size(PHONE)
    await shows(page, "This page updates by itself.")
    return page


async def test_what_is_read_stays_where_it_is_when_something_is_added_above_it(
    board: Town, page: Page
) -> None:
    heading = "() => document.getElementById('agenda-item-8').getBoundingClientRect().top"
    await page.evaluate("document.getElementById('agenda-item-8').scrollIntoView()")
    before = await page.evaluate(heading)
    await board.do("record_decision", item="1", text="A long decision. " * 40)
    await shows(page, "A long decision.")
    assert abs(await page.evaluate(heading) - before) < 2


async def test_an_opened_detail_stays_open_when_its_item_changes(board: Town, page: Page) -> None:
    details = page.locator("#about-item-6")
    await details.locator("summary").click()
    await board.do("take_item", item="6")
    await board.do("record_decision", item="6", text="That the update be noted.")
    await shows(page, "That the update be noted.")
    assert await details.get_attribute("open") is not None


async def test_focus_and_selection_in_a_changed_panel_stay(board: Town, page: Page) -> None:
    await page.locator("#about-item-6 summary").focus()
    await page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#agenda-item-6 h3'))"
    )
    selected = await page.evaluate("getSelection().toString()")
    await board.do("take_item", item="6")
    await shows(page, "Being considered now 6 Improvement support")
    assert await page.evaluate("document.activeElement.closest('details').id") == "about-item-6"
    assert await page.evaluate("getSelection().toString()") == selected


async def test_a_paused_page_says_how_many_updates_wait_and_keeps_focus_on_the_button(
    board: Town, page: Page
) -> None:
    await page.get_by_role("button", name="Pause updates").click()
    await board.do("take_item", item="2")
    await shows(page, "Paused. 1 update is waiting.")
    await board.do("take_item", item="3")
    await shows(page, "Paused. 2 updates are waiting.")
    assert await page.evaluate("document.activeElement.id") == "pause"
    await page.get_by_role("button", name="Go on updating").click()
    await shows(page, "Being considered now 3 SLI Shared")
    assert not await page.locator("#waiting").is_visible()


async def test_a_paused_page_that_lost_its_connection_goes_on_with_what_is_there_then(
    board: Town, visits: Visits
) -> None:
    """What it kept back may be undone by the time that it is connected again."""
    await board.do("open_meeting")
    await board.do("take_item", item="1")
    page = await visits.context.new_page()
    async with line_to(board) as line:
        await page.goto(line.door(board.links.public))
        await shows(page, "This page updates by itself.")
        await page.get_by_role("button", name="Pause updates").click()
        told = await board.do("record_action", who="Officers", what="to write")
        await shows(page, "Paused. 1 update is waiting.")
        line.cut()
        await shows(page, "The connection was lost.")
        await board.do("strike_entry", entry=told.entry, reason="Recorded twice.")
        line.mend()
        await page.evaluate(ONLINE)
        await shows(page, "This page updates by itself.")
        await page.get_by_role("button", name="Go on updating").click()
        await board.do("record_decision", text="That it be agreed.")
        await shows(page, "That it be agreed.")
        assert "to write" not in await page.inner_text("main")
        await page.close()


class Network:
    """Somebody's network: whether it lets sockets through, and what was asked by it otherwise."""

    def __init__(self) -> None:
        self.passes = False
        self.asked: list[str] = []

    async def stand_between(self, page: Page) -> None:
        """Carry what this page says from now on."""
        await page.route_web_socket("**/feed**", self._socket)
        page.on("request", self._note)

    async def _socket(self, socket: WebSocketRoute) -> None:
        if self.passes:
            socket.connect_to_server()
        else:
            await socket.close()

    def _note(self, request: Request) -> None:
        if "/panels" in request.url:
            self.asked.append(request.url)


async def without_sockets(council: Town, visits: Visits, network: Network | None = None) -> Page:
    """The page of somebody whose network lets no socket through, with time in our hands."""
    page = await visits.context.new_page()
    await page.clock.install()
    await (network or Network()).stand_between(page)
    await page.goto(council.door(council.links.public))
    return page


async def wait_long(page: Page, text: str) -> bool:
    """Let up to ten minutes go by until the page shows these words."""
    for _ in range(60):
        if text in await page.inner_text("body"):
            return True
        await page.clock.run_for(10_000)
    return False


async def test_a_connection_that_has_died_silently_is_noticed_and_another_made(
    board: Town, visits: Visits
) -> None:
    page = await visits.context.new_page()
    await page.clock.install()
    async with line_to(board) as line:
        await page.goto(line.door(board.links.public))
        await shows(page, "This page updates by itself.")
        line.lose()
        await board.do("open_meeting")
        assert await wait_long(page, "In session")
        await page.close()


async def test_a_word_now_and_then_is_enough_to_know_that_the_connection_lives(
    board: Town, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "PING_SECONDS", 0.3)  # not 25
    page = await visits.context.new_page()
    await page.clock.install()
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    await page.goto(board.door(board.links.public))
    await shows(page, "This page updates by itself.")
    root = await page.evaluate("document.body.dataset.root")
    for _ in range(3):
        for _ in range(2):  # when the second has come the first has been heard
            assert await sockets[0].wait_for_event("framereceived") == "{}"
        await page.clock.run_for(100_000)
    assert len(sockets) == 1
    assert await page.evaluate("document.body.dataset.root") == root
    await page.clock.run_for(140_000)
    assert len(sockets) > 1


async def test_where_sockets_are_blocked_the_page_looks_for_news(
    board: Town, visits: Visits
) -> None:
    page = await without_sockets(board, visits)
    assert await wait_long(page, "This page looks for news every minute or so.")
    await board.do("open_meeting")
    assert await wait_long(page, "In session")


LETS_IN_AND_ENDS = """window.WebSocket = class {
    static OPEN = 1;
    readyState = 3;
    constructor() { queueMicrotask(() => { this.onopen(); this.onclose({ code: 1006 }); }); }
    close() {}
};"""


async def test_where_sockets_are_let_in_and_ended_at_once_the_page_looks_for_news(
    board: Town, visits: Visits
) -> None:
    page = await visits.context.new_page()
    await page.clock.install()
    await page.add_init_script(LETS_IN_AND_ENDS)
    await page.goto(board.door(board.links.public))
    await board.do("open_meeting")
    assert await wait_long(page, "In session")


async def test_a_page_that_holds_more_than_an_address_can_say_takes_all_there_is(
    board: Town, visits: Visits
) -> None:
    page = await visits.context.new_page()
    async with line_to(board) as line:
        await page.goto(line.door(board.links.public))
        await shows(page, "This page updates by itself.")
        line.cut()
        await page.evaluate(
            """() => {
                document.body.dataset.root = "forgotten";
                for (let n = 0; n < 300; n++)
                    document.querySelector("[data-slot=agenda]").insertAdjacentHTML(
                        "beforeend", `<li id="agenda-long-${n}" data-panel="gone${n}">Gone</li>`);
            }"""
        )
        await board.do("open_meeting")
        line.mend()
        await page.evaluate(ONLINE)
        await shows(page, "In session")
        await shows(page, "This page updates by itself.")
        assert "Gone" not in await page.inner_text("main")
        await page.close()


async def test_while_there_is_no_news_a_page_without_sockets_asks_in_few_words_and_not_in_step(
    board: Town, visits: Visits
) -> None:
    network = Network()
    page = await without_sockets(board, visits, network)
    assert await wait_long(page, "This page looks for news every minute or so.")
    network.asked.clear()
    asked_by = [0]
    for _ in range(60):
        await page.clock.run_for(5_000)
        await page.evaluate("fetch('/time').then(answer => answer.text())")  # after what was asked
        asked_by.append(len(network.asked))
    assert 3 <= len(network.asked) <= 7
    never_longer = 80 // 5  # 75 seconds, as they can be told here
    assert all(a < b for a, b in zip(asked_by, asked_by[never_longer:], strict=False))
    assert not any("hold=" in address for address in network.asked)


async def test_where_sockets_pass_again_the_page_takes_one_and_asks_no_more(
    board: Town, visits: Visits
) -> None:
    network = Network()
    page = await without_sockets(board, visits, network)
    assert await wait_long(page, "This page looks for news every minute or so.")
    network.passes = True
    assert await wait_long(page, "This page updates by itself.")
    network.asked.clear()
    await page.clock.run_for(60_000)
    assert network.asked == []


async def test_a_short_interruption_is_not_worth_a_word(board: Town, visits: Visits) -> None:
    page = await without_sockets(board, visits)
    await page.clock.run_for(3000)
    assert "lost" not in await page.inner_text("body")


async def test_a_long_interruption_is_told_and_the_page_says_when_it_is_over(
    board: Town, visits: Visits
) -> None:
    page = await without_sockets(board, visits)
    await page.route("**/panels?**", lambda route: route.abort())
    assert await wait_long(page, "The connection was lost. Trying again…")
    await expect(page.locator("#strip")).to_contain_text("What you see may be old.")
    await page.unroute("**/panels?**")
    assert await wait_long(page, "This page looks for news every minute or so.")


async def test_what_waits_is_counted_once_however_often_it_is_fetched(
    board: Town, visits: Visits
) -> None:
    page = await without_sockets(board, visits)
    assert await wait_long(page, "This page looks for news every minute or so.")
    await page.get_by_role("button", name="Pause updates").click()
    await board.do("open_meeting")
    assert await wait_long(page, "Paused. 1 update is waiting.")
    await page.clock.run_for(60_000)
    assert await wait_long(page, "Paused. 1 update is waiting.")
    assert "2 updates" not in await page.inner_text("body")


async def test_announcements_are_few_and_short_when_much_happens_at_once(
    board: Town, page: Page
) -> None:
    await page.evaluate(
        """() => {
            window.said = [];
            const region = document.getElementById("announce");
            new MutationObserver(() => {
                if (region.textContent) said.push([performance.now(), region.textContent]);
            }).observe(region, { childList: true });
        }"""
    )
    await asyncio.gather(
        *(board.do("record_decision", item="1", text=f"That {n} be noted.") for n in range(9))
    )
    await page.wait_for_function("() => said.length === 2")
    (first, _), (second, text) = await page.evaluate("said")
    assert second - first > 1900
    assert text.count("be noted") == 3


async def test_without_a_script_the_links_of_the_page_lead_to_its_parts(
    board: Town, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(board.door(board.links.public))
    for link in await page.locator(".app-contents a").all():
        target = await link.get_attribute("href") or ""
        assert await page.locator(target).count() == 1
    assert not await page.get_by_role("button", name="Pause updates").is_visible()
    await context.close()


@pytest.fixture
async def plain(board: Town, browser: Browser) -> AsyncIterator[Page]:
    """The board's page where no script runs, in its own language."""
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(board.door(board.links.public))
    yield page
    await context.close()


def refreshed(page: Page) -> Locator:
    """What has a browser ask for the page again."""
    return page.locator("meta[http-equiv=refresh][content='60']")


async def test_without_a_script_the_page_updates_by_itself_until_it_is_stopped(plain: Page) -> None:
    # Playwright takes no notice of the words in <noscript>, which this browser does show.
    way = plain.locator("noscript a")
    await expect(refreshed(plain)).to_have_count(1)
    assert await way.evaluate("a => a.innerText") == "Stop this page from updating by itself"
    await way.click()
    await expect(refreshed(plain)).to_have_count(0)
    await plain.get_by_role("link", name="Update this page").click()
    await expect(refreshed(plain)).to_have_count(0)
    assert await way.evaluate("a => a.innerText") == "Update by itself again"
    await way.click()
    await expect(refreshed(plain)).to_have_count(1)


async def test_a_meeting_that_is_closed_is_not_asked_for_again(board: Town, plain: Page) -> None:
    await board.do("open_meeting")
    await board.do("close_meeting")
    await expect(refreshed(plain)).to_have_count(1)
    async with asyncio.timeout(PATIENCE):  # it is drawn a moment after the command
        while not await plain.locator(".app-phase--closed").count():
            await plain.reload()
    await expect(refreshed(plain)).to_have_count(0)
    await expect(plain.locator("noscript a")).to_have_count(0)


async def test_where_a_script_runs_the_page_is_never_asked_for_again(page: Page) -> None:
    await expect(refreshed(page)).to_have_count(0)
    assert "once a minute" not in await page.inner_text("body")
    assert "The latest on this page" not in await page.inner_text("body")


async def test_a_browser_without_scripts_comes_to_show_what_is_new(
    board: Town, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.route("**/meetings/*", hurried)
    await page.goto(board.door(board.links.public))
    await expect(page.locator(".app-phase--before")).to_be_visible()
    await board.do("open_meeting")
    await expect(page.locator(".app-phase--open")).to_be_visible()
    await context.close()


async def hurried(route: Route) -> None:
    """Let a minute be a second."""
    answer = await route.fetch()
    html = (await answer.text()).replace('content="60"', 'content="1"')
    await route.fulfill(response=answer, body=html)


async def test_a_page_that_is_stopped_stays_so_in_the_other_language(tmp_path: Path) -> None:
    both = replace(CONVENED, profile=replace(CONVENED.profile, languages=("en", "cy")))
    async with town(tmp_path, both) as council, aiohttp.ClientSession(council.url) as session:
        for asked, kept in (("?lang=cy&refresh=off", "?lang=en&amp;refresh=off"), ("", "?lang=cy")):
            async with session.get(f"/meetings/{council.key}{asked}") as answer:
                assert f'href="{kept}" rel="alternate"' in await answer.text()
