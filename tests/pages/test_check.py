"""The self-check before a meeting: what is told is true of this device and this connection."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.conftest import CONVENED
from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.serve import Town, town

WHO = "You are Cllr Carys Owen, signed in on this device since"
KEPT = "Your browser keeps what you send until it is stored."


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, CONVENED) as running:
        yield running


async def as_owen(council: Town, visits: Visits) -> Page:
    """Owen's page, opened by their own link, and not asked for again yet."""
    page = await visits.open(council.door(council.links.members["Cllr Carys Owen"]))
    await expect(page.locator("#check")).to_be_visible()
    return page


async def test_all_is_well_and_it_says_so(council: Town, visits: Visits) -> None:
    page = await as_owen(council, visits)
    check = page.locator("#check")
    await expect(check).to_contain_text("The connection works")
    await expect(check).to_contain_text("Your clock is right.")
    await expect(check).to_contain_text("You are Cllr Carys Owen, signed in on this device since")
    await expect(check).to_contain_text(KEPT)
    await expect(check).to_contain_text("Sound and picture are the conference’s")
    assert await barriers(page) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (7, "Your clock is 7 minutes fast; nothing depends on it."),
        (-1, "Your clock is a minute slow; nothing depends on it."),
    ],
)
async def test_a_wrong_clock_is_told_by_how_much(
    council: Town, visits: Visits, wrong: int, told: str
) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=wrong)
    await visits.context.clock.install(time=ahead)
    page = await as_owen(council, visits)
    await expect(page.locator("#check")).to_contain_text(told)


async def test_a_browser_that_keeps_nothing_is_told_of(council: Town, visits: Visits) -> None:
    await visits.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page = await as_owen(council, visits)
    await expect(page.locator("#check")).to_contain_text("Your browser keeps nothing")
    await expect(page.locator("#check")).not_to_contain_text(KEPT)


async def test_who_is_cut_off_is_not_told_that_they_are_reached(
    council: Town, visits: Visits
) -> None:
    visits.forgiven = "ERR_INTERNET_DISCONNECTED|WebSocket"
    page = await as_owen(council, visits)
    check = page.locator("#check")
    await expect(check).to_contain_text("The connection works")
    await visits.context.set_offline(offline=True)
    await council.server.inside.close()
    await expect(check).to_contain_text("The connection does not work at the moment.")
    await expect(check).not_to_contain_text("The connection works")
    await visits.context.set_offline(offline=False)
    await expect(check).to_contain_text("The connection works")


async def test_without_scripts_it_says_what_was_checked_and_what_was_not(
    council: Town, visits: Visits
) -> None:
    assert visits.context.browser is not None
    context = await visits.context.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(council.door(council.links.members["Cllr Carys Owen"]))
    check = page.locator("#check")
    await expect(check).to_contain_text("This page has reached you")
    await expect(check).to_contain_text("You are Cllr Carys Owen, signed in on this device since")
    await expect(check.get_by_text("Your clock is right.")).to_have_count(0)
    await context.close()
