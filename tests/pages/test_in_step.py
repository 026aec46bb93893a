"""Clerk, chair, member and public see the same meeting at the same time."""

from __future__ import annotations

import asyncio

from playwright.async_api import Browser, Page

from server.meeting.sitting import Phase
from tests.pages.conftest import Visits, shows
from tests.serve import Town


async def everybody(council: Town, visits: Visits) -> dict[str, Page]:
    member = council.links.members["Cllr Owen"]
    return {
        "clerk": await visits.open(council.door(council.links.clerk)),
        "chair": await visits.open(council.door(council.links.chair)),
        "member": await visits.open(council.door(member)),
        "public": await visits.open(council.door(council.links.public)),
    }


async def all_show(pages: dict[str, Page], text: str) -> None:
    await asyncio.gather(*(shows(page, text) for page in pages.values()))


async def test_all_four_pages_follow_the_meeting_in_step(council: Town, visits: Visits) -> None:
    pages = await everybody(council, visits)
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await all_show(pages, "Land at Mill Lane")
    await council.do("record_decision", item="2", text="That permission be granted.")
    await all_show(pages, "That permission be granted.")
    await council.do("adjourn_meeting", until="7.30pm", reason="The sound failed.")
    await all_show(pages, "7.30pm")


async def test_the_clerks_running_notes_are_not_shown_to_members_or_public(
    council: Town, visits: Visits
) -> None:
    pages = await everybody(council, visits)
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await council.do("record_note", item="2", text="Cllr Ruiz asked about flooding.")
    await council.do("record_decision", item="2", text="That permission be granted.")
    await all_show(pages, "That permission be granted.")
    await shows(pages["clerk"], "asked about flooding")
    for who in ("member", "public"):
        assert "flooding" not in await pages[who].content()


async def test_a_member_sees_their_own_seat_change(council: Town, visits: Visits) -> None:
    page = await visits.open(council.door(council.links.members["Cllr Owen"]))
    await shows(page, "Cllr Owen")
    before = await page.inner_text("#seat")
    await council.do("record_present", person="owen")
    await page.wait_for_function(
        "before => document.getElementById('seat').innerText !== before", arg=before
    )


async def test_the_public_page_is_whole_without_javascript(council: Town, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await council.do("record_decision", item="2", text="That permission be granted.")
    for _ in range(50):  # the page is drawn a moment after the acknowledgement
        await page.goto(council.door(council.links.public))
        if "permission be granted" in await page.content():
            break
    text = await page.inner_text("main")
    assert "Land at Mill Lane" in text
    assert "That permission be granted." in text
    assert await page.get_by_role("link", name="Update this page").is_visible()
    await context.close()


async def test_a_clerk_without_javascript_runs_a_meeting_by_plain_forms(
    council: Town, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(council.door(council.links.clerk))
    await page.get_by_role("button", name="Open the meeting").first.click()
    assert council.running.live.meeting.sitting.phase is Phase.OPEN
    await page.get_by_role("button", name="Take item 1").first.click()
    assert council.running.live.meeting.in_hand is not None
    await page.locator("form[action$='record_note'] textarea").fill("Written without a script.")
    await page.locator("form[action$='record_note'] button[type=submit]").first.click()
    entry = council.running.live.meeting.item("1").record[-1]
    assert entry.matter.words == "Written without a script."
    await context.close()


async def test_a_refused_form_says_why_and_keeps_every_word(
    council: Town, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(council.door(council.links.clerk))
    await page.locator("form[action$='record_note'] textarea").fill("Long thought, early said.")
    await page.locator("form[action$='record_note'] button[type=submit]").first.click()
    assert "The meeting has not been opened. Open it first." in await page.inner_text("body")
    kept = await page.locator("form[action$='record_note'] textarea").input_value()
    assert kept == "Long thought, early said."
    await context.close()


async def test_the_public_page_keeps_focus_and_open_details_when_it_updates(
    council: Town, visits: Visits
) -> None:
    page = await visits.open(council.door(council.links.public))
    await page.locator(".govuk-back-link, header a").first.focus()
    focused = await page.evaluate("document.activeElement.outerHTML")
    await council.do("open_meeting")
    await shows(page, "In session")
    assert await page.evaluate("document.activeElement.outerHTML") == focused


async def test_the_public_page_can_be_paused_and_goes_on_where_the_meeting_is(
    council: Town, visits: Visits
) -> None:
    page = await visits.open(council.door(council.links.public))
    watching = await visits.open(council.door(council.links.public))
    await page.bring_to_front()
    await page.get_by_role("button", name="Pause updates").click()
    await council.do("open_meeting")
    await council.do("take_item", item="3")
    await shows(watching, "Being considered now 3 Any other business")
    assert "In session" not in await page.inner_text("main")
    await page.locator("#pause").click()
    await shows(page, "Being considered now 3 Any other business")


async def test_a_new_item_is_announced_in_a_short_sentence(council: Town, visits: Visits) -> None:
    page = await visits.open(council.door(council.links.public))
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await page.wait_for_function(
        "() => document.getElementById('announce').textContent.includes('Land at Mill Lane')"
    )
    said = await page.text_content("#announce") or ""
    assert len(said) < 200
