"""The public page while it follows a meeting: it disturbs nobody who reads, and never gives up."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Page, expect

from tests.pages.conftest import Visits, shows
from tests.serve import Town

PHONE = {"width": 390, "height": 844}


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


async def without_sockets(council: Town, visits: Visits) -> Page:
    """The page of somebody whose network lets no socket through, with time in our hands."""
    page = await visits.context.new_page()
    await page.clock.install()
    await page.route_web_socket("**/feed**", lambda socket: socket.close())
    await page.goto(council.door(council.links.public))
    return page


async def wait_long(page: Page, text: str) -> bool:
    """Let up to ten minutes go by until the page shows these words."""
    for _ in range(60):
        if text in await page.inner_text("body"):
            return True
        await page.clock.run_for(10_000)
    return False


async def test_where_sockets_are_blocked_the_page_looks_for_news(
    board: Town, visits: Visits
) -> None:
    page = await without_sockets(board, visits)
    assert await wait_long(page, "This page looks for news every 15 seconds.")
    await board.do("open_meeting")
    assert await wait_long(page, "In session")


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
    assert await wait_long(page, "This page looks for news every 15 seconds.")


async def test_what_waits_is_counted_once_however_often_it_is_fetched(
    board: Town, visits: Visits
) -> None:
    page = await without_sockets(board, visits)
    assert await wait_long(page, "This page looks for news every 15 seconds.")
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
