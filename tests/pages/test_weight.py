"""What the public page weighs: for whoever opens it, follows it, and comes back to it.

All bytes that the network carries for it are counted, each way, with the heads of requests and
answers. The meeting is one of thirty items, in the middle of its business.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, CDPSession, Page, Request, expect

from server.live import heartbeat
from tests.pages import busy_meeting
from tests.pages.conftest import WINDOW, Visits, shows
from tests.pages.weak_network import Line, line_to
from tests.pages.wired import comes
from tests.serve import Town, town

KB = 1000
READABLE = 14 * KB
SLOW = {  # 400 kbit/s, and 400 ms for a round trip
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SHIFTED = """() => new Promise(done => new PerformanceObserver((list) =>
  done(list.getEntries().reduce((sum, each) => sum + each.value, 0))
).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 200))"""


@pytest.fixture(scope="module")
async def busy(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A meeting of thirty items."""
    async with town(tmp_path_factory.mktemp("busy"), busy_meeting.BUSY) as running:
        await busy_meeting.begin(running)
        yield running


@pytest.fixture
async def line(busy: Town) -> AsyncIterator[Line]:
    """A line to it."""
    async with line_to(busy) as line:
        yield line


async def follow(visits: Visits, line: Line, busy: Town) -> Page:
    """A page that follows it over this line, with its time in our hands."""
    page = await visits.context.new_page()
    await page.clock.install()
    await page.goto(line.door(busy.links.public))
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    line.up = line.down = 0
    return page


async def test_a_first_visit_weighs_45_kilobytes_at_most_and_fetches_no_font(
    busy: Town, line: Line, visits: Visits
) -> None:
    page = await visits.open(line.door(busy.links.public))
    await shows(page, "This page updates by itself.")
    assert line.up + line.down <= 45 * KB
    fetched = await page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert [name.rpartition(".")[2] for name in fetched if not name.startswith("data:")] == ["js"]
    assert await page.evaluate("document.fonts.size") == 0
    await page.close()


async def test_after_14_kilobytes_it_can_be_read_as_it_shall_look(
    busy: Town, line: Line, browser: Browser
) -> None:
    line.most = READABLE
    context = await browser.new_context(**WINDOW)
    page = await context.new_page()
    await page.goto(line.door(busy.links.public), wait_until="commit")
    considered = busy.running.live.meeting.items[busy_meeting.CONSIDERED - 1].title
    for words in ("Planning Committee", "In session", "Being considered now", considered):
        await shows(page, words)
    await page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint').length"
    )
    decided = page.locator(".app-decided__head").first
    await expect(decided).to_be_visible()
    assert await page.locator("#announce").count() == 0  # that is all
    assert await decided.evaluate("one => getComputedStyle(one).display") == "flex"
    now = page.locator(".app-now")
    assert await now.evaluate("one => getComputedStyle(one).borderLeftWidth") == "8px"
    await context.close()


async def test_a_quiet_meeting_costs_less_than_a_kilobyte_a_minute(
    busy: Town, line: Line, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "PING_SECONDS", 0.3)  # not 25
    page = await visits.context.new_page()
    await page.clock.install()
    async with page.expect_websocket() as opened:
        await page.goto(line.door(busy.links.public))
    feed = await opened.value
    await feed.wait_for_event("framereceived")
    line.up = line.down = 0
    await page.clock.run_for(60_000)  # for whatever the page does of its own accord
    for _ in range(2):  # words, each after two pings: a hundred seconds
        assert await feed.wait_for_event("framereceived") == "{}"
    assert 0 < line.up + line.down < KB
    await page.close()


async def test_nor_does_it_where_sockets_do_not_pass_and_the_page_asks_for_news(
    busy: Town, line: Line, visits: Visits
) -> None:
    minutes = 20
    page = await visits.context.new_page()
    await page.clock.install()
    await page.route_web_socket("**/feed**", lambda socket: socket.close())
    await page.goto(line.door(busy.links.public))
    for _ in range(60):  # while there is no news it asks less and less often
        await page.clock.run_for(5_000)
    await expect(page.locator("#connection")).to_have_attribute("data-state", "polling")
    asked: set[Request] = set()
    answered: set[Request] = set()
    page.on("request", lambda request: asked.add(request))
    page.on("response", lambda response: answered.add(response.request))
    page.on("requestfailed", lambda request: answered.add(request))  # given up, if we are slow
    line.up = line.down = 0
    for _ in range(minutes * 12):
        await page.clock.run_for(5_000)
    assert await comes(lambda: bool(asked) and asked <= answered)
    assert line.up + line.down < minutes * KB
    await page.close()


async def test_an_item_that_is_taken_costs_less_than_2_kilobytes(
    busy: Town, line: Line, visits: Visits
) -> None:
    page = await follow(visits, line, busy)
    for number in (busy_meeting.CONSIDERED + 1, busy_meeting.CONSIDERED + 2):
        line.up = line.down = 0
        await busy.do("take_item", item=str(number))
        title = busy.running.live.meeting.items[number - 1].title
        await expect(page.locator(".app-now__title")).to_contain_text(title)
        assert line.up + line.down < 2 * KB
    await page.close()


async def test_who_comes_back_and_has_missed_nothing_pays_less_than_a_kilobyte(
    busy: Town, line: Line, visits: Visits
) -> None:
    page = await follow(visits, line, busy)
    line.cut()
    line.mend()
    for _ in range(10):
        await page.clock.run_for(1000)
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    assert line.up > 0
    assert line.up + line.down < KB
    await page.close()


async def slowed(page: Page) -> CDPSession:
    """The browser's own connection to this page, which is slow from now on."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)
    return session


async def test_on_a_slow_line_it_is_read_before_anything_else_has_come_and_then_follows(
    busy: Town, visits: Visits
) -> None:
    page = await visits.context.new_page()
    await slowed(page)
    await page.goto(busy.door(busy.links.public))
    await shows(page, "This page updates by itself.")
    painted = await page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    came = await page.evaluate(
        "Math.min(...performance.getEntriesByType('resource').map(one => one.responseEnd))"
    )
    assert painted < came
    assert await page.evaluate(SHIFTED) < 0.01
    await busy.do("record_decision", text="That it arrive over a slow line.")
    await shows(page, "That it arrive over a slow line.")
    await page.close()
