"""The clock of whoever speaks is the same on every screen, also where a device's own is wrong."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from playwright.async_api import Page, expect

from server.live.order import Order
from server.meeting.command import Office
from server.meeting.profile import SpeakingKind, SpeakingRule, Speech
from tests.live.conftest import CONVENED
from tests.pages.conftest import Visits
from tests.serve import Town, town

CLOSE = 250  # milliseconds
THREE_MINUTES = SpeakingRule((SpeakingKind(Speech.SPEECH, seconds=180, warned=30),))
MEETING = replace(CONVENED, profile=replace(CONVENED.profile, speaking=THREE_MINUTES))
SEVEN_MINUTES_SLOW = """{
  const Right = Date;
  const wrong = () => Right.now() - 7 * 60_000;
  window.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(wrong()); }
    static now() { return wrong(); }
  };
}"""
# When the speech began, as the next change of the digits tells it; by this machine's own clock,
# which the pages' scripts are not shown.
BEGAN = """() => new Promise((tell) => {
  const clock = document.querySelector('[data-countdown]');
  const told = () => {
    const [minutes, seconds] = clock.textContent.split(':').map(Number);
    const spent = Number(clock.dataset.allowed) - minutes * 60 - seconds;
    tell(performance.timeOrigin + performance.now() - spent * 1000);
  };
  new MutationObserver(told).observe(clock, { childList: true, subtree: true });
  setTimeout(tell, 4000, 0); // it stands still
})"""
ASKED = "() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/time'))"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    """A committee whose members speak for three minutes, and are warned half a minute before."""
    async with town(tmp_path / "data", MEETING) as running:
        yield running


async def ago(council: Town, seconds: float, command: str, **given: object) -> None:
    """What the clerk did so long ago, and the connection brings only now."""
    order = Order(Office.CLERK, command, dict(given), f"{command}-ago", waited=seconds * 1000)
    await council.running.live.handle(order)


async def speaking(council: Town, since: float) -> float:
    """Cllr Owen has been speaking for so many seconds: when that began, in ms since 1970."""
    await ago(council, since + 30, "record_present", person="owen")
    await ago(council, since + 20, "open_meeting")
    await ago(council, since + 10, "take_item", item="2")
    await ago(council, since, "give_floor", person="owen")
    floor = council.running.live.meeting.debate.floor
    assert floor is not None
    return floor.spans[-1].since.timestamp() * 1000


async def clock_runs(page: Page) -> None:
    """Wait until the page counts, by the server's clock."""
    await page.wait_for_function(ASKED)
    await expect(page.locator("#speaking [data-countdown][data-state]").first).to_be_visible()


async def test_the_clocks_of_three_devices_agree_one_of_which_is_seven_minutes_slow(
    council: Town, visits: Visits
) -> None:
    member, chair = await visits.another(), await visits.another()
    await member.context.add_init_script(SEVEN_MINUTES_SLOW)
    pages = [
        await visits.open(council.door(council.links.public)),
        await member.open(council.door(council.links.members["Cllr Owen"])),
        await chair.open(council.door(council.links.chair)),
    ]
    wrong = await pages[1].evaluate("Date.now() - performance.timeOrigin - performance.now()")
    assert wrong < -400_000
    began = await speaking(council, since=146)
    await asyncio.gather(*(clock_runs(page) for page in pages))
    told = await asyncio.gather(*(page.evaluate(BEGAN) for page in pages))
    assert all(abs(each - began) <= CLOSE for each in told), (told, began)
    assert all(abs(one - other) <= CLOSE for one, other in itertools.combinations(told, 2))
    await only_the_speaker_and_the_chair_are_told(*pages)


async def only_the_speaker_and_the_chair_are_told(public: Page, member: Page, chair: Page) -> None:
    """When 30 seconds are left each clock changes its look, and the two are told politely."""
    for page in (public, member, chair):
        await expect(
            page.locator("#speaking [data-countdown][data-state=warned]").first
        ).to_be_visible()
    for page in (member, chair):
        await expect(page.locator("#announce")).to_contain_text("30 seconds left to speak.")
    await expect(public.locator("#announce")).not_to_contain_text("left to speak")


async def test_the_server_tells_its_time_to_whoever_asks_and_nobody_keeps_the_answer(
    council: Town,
) -> None:
    async with aiohttp.ClientSession(council.url) as session, session.get("/time") as answer:
        told = json.loads(await answer.text())["now"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert abs(told / 1000 - datetime.now(UTC).timestamp()) < 1
