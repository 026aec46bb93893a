"""A council is set up in an afternoon: from nothing to the draft minutes, by pages alone.

The address that the first start prints is opened, and from there no address is typed: everything is
reached by the links and forms of the pages.
"""

from __future__ import annotations

import asyncio
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from docx import Document
from playwright.async_api import Browser, Page, expect

from server.app import serving
from server.config import Settings
from tests.pages.typist import RECORD, Typist

NAMES = """\
Cllr Margaret Hollis, Chairman
Cllr Daniel Okafor MBE, Vice-chairman
Cllr Priya Nair
Cllr Ewan Baird
Cllr Tom Hollis
"""
AGENDA = """\
LITTLE OAKHAM PARISH COUNCIL
1.\tApologies for absence
2.\tDeclarations of interest
3.\tMinutes of the meeting held on 14 October 2026
4.\tPlayground fence
To consider three quotations. Report of the Clerk.
RECOMMENDED that the lower quotation be accepted.
5.\tDate of the next meeting
"""


async def press(page: Page, name: str) -> None:
    """Press the button or follow the link of this name on the page, and wait for what comes."""
    found = page.get_by_role("main").get_by_role("button", name=name, exact=True)
    if not await found.count():
        found = page.get_by_role("main").get_by_role("link", name=name, exact=True)
    await found.first.click()
    await page.wait_for_load_state()


async def way(page: Page, name: str) -> None:
    """Follow a way between the officers' pages."""
    ways = page.get_by_role("navigation", name="Your pages")
    await ways.get_by_role("link", name=name, exact=True).click()
    await page.wait_for_load_state()


async def set_up(page: Page) -> None:
    await press(page, "Set up the council")
    await page.get_by_label("Name of the council").fill("Little Oakham Parish Council")
    await page.get_by_label("England").check()
    await page.get_by_label("What kind of council").select_option(
        label="Parish, town or community council"
    )
    await press(page, "Set it up")
    await press(page, "Add members")
    await page.get_by_label("Names, one on each line").fill(NAMES)
    await press(page, "Add them")
    assert "Cllr Margaret Hollis" in await page.inner_text("main")


async def prepare(page: Page) -> None:
    await press(page, "New agenda")
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)
    await page.get_by_label("Day").fill(f"{tomorrow:%Y-%m-%d}")
    await page.get_by_label("Time").fill("19:30")
    await page.get_by_label("Place", exact=True).fill("Village Hall, Mill Lane")
    await page.get_by_label("An empty page").check()
    await press(page, "Begin the agenda")
    await press(page, "Paste or load an agenda")
    await page.get_by_label("The agenda, pasted").fill(AGENDA)
    await press(page, "See what is understood")
    assert "5 items were understood" in await page.inner_text("main")
    await press(page, "Use these items")
    await press(page, "Publish…")
    assert "The rule is 3 clear days" in await page.inner_text("main")
    await press(page, "Publish the agenda")
    assert "The agenda is published." in await page.inner_text("main")


async def give_links(page: Page) -> list[str]:
    """Make a link for everybody; what the slips say."""
    await press(page, "Links for members, officers and guests")
    await press(page, "Make a link for everybody, to print")
    return await page.locator(".app-cut__address").all_inner_texts()


async def run(page: Page) -> None:
    """Run the meeting by the keyboard, as a clerk does, and close it."""
    await page.go_back()
    await page.go_back()
    await press(page, "The clerk’s console")
    clerk = Typist(page)
    await clerk.sit_down()
    await clerk.press("r")
    for name in ("Margaret Hollis", "Okafor", "Baird", "Tom Hollis"):
        await expect(page.locator("#call-name")).to_contain_text(name)
        await clerk.press("p")
    await expect(page.locator("#call-name")).to_contain_text("Nair")
    await clerk.press("a")
    await clerk.key("o")
    await expect(page.locator("[data-phase=open]")).to_contain_text("Open since")
    for number in "1234":
        await clerk.key("Space")
        await clerk.sees_in_hand(number)
    await clerk.open("d", "record_decision")
    await clerk.type("That the lower quotation be accepted.")
    await clerk.press(RECORD)
    await clerk.sees_recorded("That the lower quotation be accepted.")
    await clerk.leave_the_box()
    await clerk.open("x", "close_meeting")
    await clerk.press("Enter")
    await expect(page.locator("[data-phase=closed]")).to_contain_text("Closed at")


async def download(page: Page) -> bytes:
    """The draft minutes as a Word file."""
    async with page.expect_download() as waited:
        await page.locator("#documents").get_by_role("link", name="Word").click()
    stored = await (await waited.value).path()
    return await asyncio.to_thread(stored.read_bytes)


async def come_home(page: Page) -> None:
    """Leave the console for the officer's own pages, which know that the meeting was held."""
    await press(page, "Your meetings")
    await page.get_by_role("button", name=re.compile("^Word")).wait_for()
    await way(page, "Council")
    assert "None published" in await page.inner_text("main")
    await way(page, "Meetings")
    await page.get_by_role("button", name=re.compile("^Read the draft")).click()
    await page.get_by_text("That the lower quotation be accepted.").first.wait_for()


async def test_from_nothing_to_the_draft_minutes_by_pages_alone(
    browser: Browser, tmp_path: Path
) -> None:
    async with serving(Settings(port=0, data=tmp_path)) as server:
        context = await browser.new_context(viewport={"width": 1366, "height": 768})
        context.set_default_timeout(10_000)
        page = await context.new_page()
        await page.goto(f"http://127.0.0.1:{server.port}{await server.doors.first_officer()}")
        await page.get_by_label("Your name").fill("Ruth Calloway")
        await page.get_by_label("Sign-in name").fill("ruth")
        await page.get_by_label("Passphrase", exact=True).fill("plinth otter tabernacle")
        await page.get_by_role("main").locator("button[type=submit].govuk-button").click()
        await set_up(page)
        await prepare(page)
        assert len(await give_links(page)) == 5
        await run(page)
        document = Document(io.BytesIO(await download(page)))
        text = "".join(document.element.body.itertext())
        assert "That the lower quotation be accepted." in text
        await come_home(page)
        await context.close()
