"""The public page where no script runs, once the meeting is closed, and with large text."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from server.meeting.record import Audience
from server.render.language import voice
from tests.pages.conftest import Visits, shows
from tests.pages.wired import comes
from tests.serve import Town

PHONE: Any = {"width": 390, "height": 844}
TABLET: Any = {"width": 768, "height": 1024}
LARGE = "document.documentElement.style.fontSize = '200%'"
CUT = """() => [...document.querySelectorAll(".app-tally th, .app-tally td")].filter(
  (cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"""
LINES = """(tag) => { const range = document.createRange(); range.selectNodeContents(tag);
  return new Set([...range.getClientRects()].map((box) => box.top)).size; }"""


async def left(page: Page, selector: str) -> float:
    """Where the first of these begins, from the left."""
    box: Any = await page.locator(selector).first.bounding_box()
    return float(box["x"])


async def vote(council: Town) -> None:
    """A vote by show of hands under the second item."""
    for person in ("chair", "shah", "owen"):
        await council.do("record_present", person=person)
    await council.do("open_meeting")
    await council.do("take_item", item="1")
    await council.do("take_item", item="2")
    await council.do("move_motion", text="That it be granted.", mover="chair", seconder="shah")
    await council.do("put_question", way="hands")


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
async def test_with_text_twice_as_large_every_word_has_its_place(
    council: Town, visits: Visits, size: Any
) -> None:
    page = await visits.open(council.door(council.links.public))
    await page.set_viewport_size(size)
    await page.evaluate(LARGE)
    tag = page.locator(".app-phase .govuk-tag")
    assert await tag.evaluate(LINES) == 1
    await vote(council)
    await expect(page.locator(".app-tally")).to_be_visible()
    assert await page.evaluate(CUT) == []
    title = await left(page, "#agenda-item-1 .app-item__title > :last-child")
    assert abs(await left(page, "#agenda-item-1 .app-standing") - title) < 8
    await council.do("record_counts", in_favour=2, against=0, abstained=1)
    await council.do("close_vote")
    await council.do("close_meeting")
    reached = page.locator("#agenda-item-3 .govuk-tag")
    await expect(reached).to_have_text("Not reached")
    assert await reached.evaluate(LINES) == 1


async def test_the_counts_stand_in_one_row_where_there_is_room(
    council: Town, visits: Visits
) -> None:
    page = await visits.open(council.door(council.links.public))
    await vote(council)
    cells = page.locator(".app-tally th")
    for size in (PHONE, TABLET):
        await page.set_viewport_size(size)
        await expect(cells).to_have_count(5)
        tops = await cells.evaluate_all("cells => cells.map(c => c.getBoundingClientRect().top)")
        assert len(set(tops)) == 1
        assert await page.evaluate(CUT) == []


async def test_once_the_meeting_is_closed_an_open_page_offers_nothing_to_follow(
    council: Town, visits: Visits
) -> None:
    await council.do("open_meeting")
    page = await visits.open(council.door(council.links.public))
    await shows(page, "This page updates by itself.")
    await council.do("close_meeting")
    await shows(page, "The meeting has ended")
    for gone in ("This page updates by itself", "Pause updates", "Being considered now"):
        assert gone not in await page.inner_text("body")
    await expect(page.get_by_role("link", name="Decisions")).to_have_attribute(
        "href", "#decided-so-far"
    )


async def test_without_a_script_the_page_says_near_its_top_how_new_it_is(
    council: Town, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.set_viewport_size(PHONE)
    door = council.door(council.links.public)
    await page.goto(door + "?lang=en")  # each address once: a browser may keep a page for 2 seconds
    plain, stop = page.locator(".app-plain"), page.locator(".app-plain a")
    assert "The latest" not in await plain.evaluate("one => one.innerText")
    assert await stop.evaluate("a => a.getBoundingClientRect().bottom") < PHONE["height"] / 2
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    taken = voice("en", "Europe/London").time(council.running.live.meeting.item("2").spans[0].since)
    feed = council.running.show.feed(Audience.PUBLIC, "en")
    assert await comes(lambda: "Land at Mill Lane" in feed.drawing.slot("now"))
    for address in (door, door + "?refresh=off"):
        await page.goto(address)
        told = await plain.evaluate("one => one.innerText")
        assert f"The latest on this page is from {taken}." in told
    await context.close()
